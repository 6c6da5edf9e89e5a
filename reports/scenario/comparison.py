"""Two scenarios beside each other, as a report and as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ...games.numbers import number
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import sequence_of
from ...games.sequence.stages import Stages
from ...games.text.labels import capital, listed, plain
from ...studies.scenario.comparison import Compared, Comparison
from ...studies.scenario.page.question import Lead
from ...studies.thresholds.plays import Outcome
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..format.json import attributes
from ..format.provenance import LIMITS, provenance
from ..sequence.moves import names_of_moves
from ..sequence.words import ends_words, ordered
from ..tipping import outcome_words
from .words import number_words, profile_words, ranking_words

OUTCOMES = 6
"""Outcomes of the analysis that leads that are told in each of the two; JSON has all."""

SETS = 5
"""Sets of differences that are told; JSON has all."""


def comparison_report(found: Comparison) -> Iterator[Block]:
    """Give the answer of either, which differences carry it over, and all differences of inputs.

    First stands what leads the reports on both, then the game played once.
    """
    first, second = found.first, found.second
    yield Heading(f"{first.title}, beside {second.title}", 1)
    if found.leads[0] != found.leads[1]:
        yield Paragraph(f"The reports on the two answer by different analyses: {_analyses(found)}. {ONCE}")
    elif found.leading is None and found.leads[0] in _HOLDS:
        yield Paragraph(f"What holds in {_LED[found.leads[0]]} was not found out in full. {ONCE}")
    for compared in (found.leading, found.once):
        if compared is not None:
            yield from _compared(
                compared, ", played once" if found.leading is not None and compared is found.once else ""
            )
    yield Heading("What differs in the inputs")
    rows = tuple(
        (
            number_words(first, each.path),
            _value_words(first, each.path, each.first),
            _value_words(second, each.path, each.second),
        )
        for each in found.differences
    )
    if rows:
        yield Table("Inputs that differ", ("input", _name(first), _name(second)), rows)
    else:
        yield Paragraph("No input differs.")
    yield Heading("What this rests on")
    yield Items(LIMITS)


ONCE = "What follows is the game played once."


def _analyses(found: Comparison) -> str:
    pairs = zip((found.first, found.second), found.leads, strict=True)
    return listed([f"{_name(scenario)} by {_LED[lead]}" for scenario, lead in pairs])


_LED: Mapping[Lead, str] = {
    "once": "the game played once",
    "sequence": "the order of moves",
    "repeated": "the game played again and again",
    "moving": "play that looks ahead as the state moves",
    "study": "a sweep",
    "population": "a population",
}
"""What leads a report."""

_HOLDS: Mapping[Lead, tuple[str, str]] = {
    "sequence": ("Play that looks ahead can end so", "In neither does play end anywhere in pure strategies."),
    "repeated": ("The threat of an equilibrium of one round for ever keeps up", "In neither does it keep up anything."),
    "moving": ("All can play by the state so", "In neither is there a pure way to play by the state."),
}
"""That an outcome holds, and that none does."""


def _compared(found: Compared, played: str) -> Iterator[Block]:
    yield Heading(f"The answer{played}")
    yield Items(tuple(_answer_words(found)))
    yield Heading(f"What makes the difference{played}")
    yield Items(tuple(_carrier_words(found)))


def _name(scenario: Scenario) -> str:
    return scenario.source or scenario.title


def _answer_words(found: Compared) -> Iterator[str]:
    kinds = (
        (found.first, found.stay, "in both"),
        (found.first, found.go, f"in {_name(found.first)} alone"),
        (found.second, found.come, f"in {_name(found.second)} alone"),
    )
    for scenario, outcomes, where in kinds:
        if outcomes:
            yield from _holding_words(scenario, found.lead, outcomes, where)
    if not any(found.answers):
        yield _HOLDS[found.lead][1] if found.lead in _HOLDS else "Neither has an equilibrium in pure strategies."
    yield "Outcomes in pure strategies are compared, mixed ones are not."


def _holding_words(scenario: Scenario, lead: Lead, outcomes: Sequence[Outcome], where: str) -> Iterator[str]:
    if lead not in _HOLDS:
        named = capital(listed([profile_words(scenario.names, profile) for profile in outcomes]))
        yield f"{named} {'is an equilibrium' if len(outcomes) == 1 else 'are equilibria'} {where}."
        return
    told = [_outcome_words(scenario, outcome) for outcome in outcomes[:OUTCOMES]]
    yield from (f"{_HOLDS[lead][0]} {where}: {each}." for each in told)
    if len(outcomes) > OUTCOMES:
        yield f"JSON has {len(outcomes) - OUTCOMES} more that hold {where}."


def _outcome_words(scenario: Scenario, outcome: Outcome) -> str:
    moves = sequence_of(scenario)
    return outcome_words(scenario, outcome) if moves is None else ends_words(names_of_moves(scenario, moves), outcome)


def _carrier_words(found: Compared) -> Iterator[str]:
    if found.answers[0] == found.answers[1]:
        yield "The answer is the same, whatever differs in the inputs."
        return
    sets = found.carriers.sets
    if not sets:
        yield "Which inputs make the difference was not searched."
        return
    for taken in sets[:SETS]:
        named = capital(listed([number_words(found.first, path) for path in taken]))
        alone = "alone carries" if len(taken) == 1 else "together carry"
        yield f"{named} {alone} the answer of {_name(found.first)} over to that of {_name(found.second)}."
    if more := len(sets) - SETS if len(sets) > SETS else 0:
        yield f"{more} other sets of as many inputs do so too."
    if found.carriers.cut:
        yield "Not reached within the time limit: whether some of these can be left out."
    elif not found.carriers.smallest:
        yield "None of these can be left out; whether fewer others would do was not searched."
    elif len(sets[0]) > 1:
        yield "No fewer inputs do so: proven."


def _value_words(scenario: Scenario, path: str, value: Any) -> str:
    if path == "order":
        return _order_words(scenario)
    if value is None:
        return "nothing said"
    if path.startswith("status_quo."):
        return scenario.names.action(path.removeprefix("status_quo."), value)
    if path.startswith("game.ranking."):
        return ranking_words(scenario, path.removeprefix("game.ranking."))
    return number(value) if isinstance(value, Fraction) else plain(str(value))


def _order_words(scenario: Scenario) -> str:
    moves = sequence_of(scenario)
    return ordered(names_of_moves(scenario, moves).spoken, moves) if isinstance(moves, Stages) else "all at once"


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Return the same in the schema tetrarchy.comparison/1; its scenario is the first, numbers of inputs are text."""
    first = found.first
    return {
        **provenance(first, "comparison"),
        "second": provenance(found.second, "comparison"),
        "differences": [
            {
                "path": each.path,
                "label": number_words(first, each.path),
                "first": None if each.first is None else str(each.first),
                "second": None if each.second is None else str(each.second),
                "bears": each.bears,
            }
            for each in found.differences
        ],
        **_compared_values(found.once),
        "leads": list(found.leads),
        "leading": None if found.leading is None else {"lead": found.leading.lead, **_compared_values(found.leading)},
    }


def _compared_values(found: Compared) -> dict[str, Any]:
    kinds = {"stay": found.stay, "go": found.go, "come": found.come}
    return {
        **{kind: [_outcome_values(found, outcome) for outcome in outcomes] for kind, outcomes in kinds.items()},
        "carriers": attributes(found.carriers, "sets", "smallest", *(["cut"] if found.carriers.cut else [])),
    }


def _outcome_values(found: Compared, outcome: Outcome) -> Any:
    """Return an outcome by the names of its actions; of an order of moves the ways through the tree, with chances."""
    if found.lead == "sequence":
        return [[path, str(chance)] for path, chance in outcome]
    if found.lead == "moving":
        return [found.first.name_profile(own) for own in outcome]
    return found.first.name_profile(outcome)
