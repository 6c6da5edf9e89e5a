"""What ceases to hold where something changes, told so that nothing that goes on holding is taken for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ...games.normal_form import PureProfile
from ...games.text.labels import quoted
from ...studies.scenario.main_analysis import Report

NOW = "what is stable now"
"""The only stable outcome where it has no name of its own."""


def gone_words(report: Report, appears: Sequence[PureProfile], ends: Sequence[PureProfile], how: str) -> Iterator[str]:
    """Say which outcomes are stable, or kept up, no more, where some appear and others end; nothing where none ends."""
    if ends:
        taken = names_taken(report, appears, ends)
        gone = " and ".join(_briefly(report, profile, taken) for profile in ends)
        yield f"{gone} {'is' if len(ends) == 1 else 'are'} {how} no more"


def names_taken(report: Report, appears: Sequence[PureProfile], ends: Sequence[PureProfile]) -> set[str]:
    """Return the names of outcomes that hold then: those that appear, and of those that hold now all that do not end.

    An outcome that ends cannot be told by such a name.
    """
    outcome = report.scenario.names.outcome
    return {outcome(profile) for profile in (*appears, *(each for each in _now(report) if each not in ends))}


def _now(report: Report) -> Sequence[PureProfile]:
    """Return what holds now: what is ranked, else what is stable once."""
    if report.changes is not None:
        return report.changes.holding  # type: ignore[return-value]
    return () if report.unsolved is None else report.unsolved.pure_equilibria


def _briefly(report: Report, profile: PureProfile, taken: Collection[str]) -> str:
    """Return a stable outcome by its name if that is not taken, as today's, as the only one, or by its actions."""
    names, unsolved = report.scenario.names, report.unsolved
    if (name := names.outcome(profile)) and name not in taken:
        return quoted(name)
    if unsolved is not None and profile == unsolved.status_quo:
        return "today's outcome"
    if unsolved is not None and unsolved.pure_equilibria == (profile,):
        return NOW
    return f"the outcome in which {names.deeds(profile)}"
