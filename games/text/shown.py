"""How Python shows a value: a line at a prompt, a part of a page in a notebook."""

from __future__ import annotations

from importlib import import_module
from typing import Any

LONGEST = 100
"""The most characters of a line about a value."""


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
        """Return what tells this value from others, in a few words."""
        own: Any = self
        return getattr(getattr(own, "scenario", own), "title", "")

    def __repr__(self) -> str:
        from .visible import visible

        words = visible(self.about())
        short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
        return f"<{type(self).__name__}: {short}>" if short else f"<{type(self).__name__}>"

    def _repr_html_(self) -> str:
        page: str = import_module("tetrarchy.reports.notebook").fragment(self)
        return page
