"""What would hold beside the stable outcomes if each side reckoned with the others' answers, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...games.normal_form import PureProfile
from ...games.numbers import counted
from ...games.text.labels import listed, quoted
from ...studies.scenario.main_analysis import Report

MOST_NAMED = 3
"""Outcomes that are named; of more it is said how many there are."""


def foresight_sentences(report: Report) -> Iterator[str]:
    """Say what holds by SEQ and not by Nash; nothing where they agree."""
    unsolved = report.unsolved
    if report.foreseen is None or unsolved is None:
        return
    more = [profile for profile in report.foreseen if profile not in unsolved.pure_equilibria]
    if not more:
        return
    nash = unsolved.pure_equilibria
    start = "The answer looks one move ahead (Nash)" if nash else "Looked at one move ahead (Nash) no outcome is stable"
    foreseen = "if each side reckons with the answers that the others would like to give (SEQ)"
    yield f"{start}; {foreseen}, {_held(report, more)}{' too' if nash else ''}."


def _held(report: Report, more: Sequence[PureProfile]) -> str:
    """Return which outcomes would hold: all of them where they are few, else those that have a name."""
    if len(more) <= MOST_NAMED:
        return f"{listed([_briefly(report, profile) for profile in more])} would hold"
    named = dict.fromkeys(_named(report, profile) for profile in more)
    among = f", {listed(list(filter(None, named))[:MOST_NAMED])} among them," if any(named) else ""
    extra = "more outcomes" if report.unsolved is not None and report.unsolved.pure_equilibria else "outcomes"
    return f"{counted(len(more))} {extra}{among} would hold"


def _named(report: Report, profile: PureProfile) -> str:
    """Return an outcome as today's or by its name, empty where it has none."""
    if report.unsolved is not None and profile == report.unsolved.status_quo:
        return "today's outcome"
    name = report.scenario.names.outcome(profile)
    return quoted(name) if name else ""


def _briefly(report: Report, profile: PureProfile) -> str:
    """Return an outcome as today's, by a name that no other of those that hold has, or by what is done."""
    named = _named(report, profile)
    alone = [_named(report, other) for other in report.foreseen or ()].count(named) == 1
    return named if named and alone else f"the outcome in which {report.scenario.names.deeds(profile)}"
