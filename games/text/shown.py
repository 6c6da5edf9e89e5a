"""How Python shows a value: a line at a prompt, a part of a page in a notebook."""

from __future__ import annotations

from importlib import import_module
from typing import Any

LONGEST = 100
"""The most characters of a line about a value."""


SUBJECTS = ("game", "stage", "tree", "model", "tournament")
"""The names under which results keep what they are a result of."""


class Shown:
    """A value that is told in a line, and shown in a notebook as it is in a report.

    Reports stand above what they show, so that they are asked for by name, when a notebook asks.

    Examples
    --------
    >>> class Stable(Shown):
    ...     title = "An outcome"
    >>> Stable()
    <Stable: An outcome>
    """

    def about(self) -> str:
        """Return what tells this value from others, in a few words: its title, or of what it is."""
        own: Any = self
        if title := getattr(getattr(own, "scenario", own), "title", ""):
            return title
        inner = (getattr(own, name, None) for name in SUBJECTS)
        return next((each.about() for each in inner if isinstance(each, Shown)), "")

    def __repr__(self) -> str:
        from .visible import visible

        words = visible(self.about())
        short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
        return f"<{type(self).__name__}: {short}>" if short else f"<{type(self).__name__}>"

    def _repr_html_(self) -> str:
        page: str = import_module("tetrarchy.reports.notebook").fragment(self)
        return page
