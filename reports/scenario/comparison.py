"""Two scenarios beside each other, as a report and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ...games.normal_form import PureProfile
from ...games.numbers import number
from ...games.scenario.scenario import Scenario
from ...games.text.labels import capital, listed, plain
from ...studies.scenario.comparison import Comparison
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..format.json import attributes
from ..format.provenance import LIMITS, provenance
from .words import number_words, profile_words

SETS = 5
"""Sets of differences that are told; JSON has all."""


def comparison_report(found: Comparison) -> Iterator[Block]:
    """Give the answer of either, which differences carry it over, and all differences of inputs."""
    first, second = found.first, found.second
    yield Heading(f"{first.title}, beside {second.title}", 1)
    yield Heading("The answer")
    yield Items(tuple(_answer_words(found)))
    yield Heading("What makes the difference")
    yield Items(tuple(_carrier_words(found)))
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


def _name(scenario: Scenario) -> str:
    return scenario.source or scenario.title


def _answer_words(found: Comparison) -> Iterator[str]:
    kinds = (
        (found.stay, "an equilibrium in both", "equilibria in both"),
        (found.go, f"an equilibrium in {_name(found.first)} alone", f"equilibria in {_name(found.first)} alone"),
        (found.come, f"an equilibrium in {_name(found.second)} alone", f"equilibria in {_name(found.second)} alone"),
    )
    for profiles, one, several in kinds:
        if profiles:
            named = capital(listed([profile_words(found.first.names, profile) for profile in profiles]))
            yield f"{named} is {one}." if len(profiles) == 1 else f"{named} are {several}."
    if not any(found.answers):
        yield "Neither has an equilibrium in pure strategies."
    yield "Outcomes in pure strategies are compared, mixed ones are not."


def _carrier_words(found: Comparison) -> Iterator[str]:
    if found.answers[0] == found.answers[1]:
        yield "The answer is the same, whatever differs in the inputs."
        return
    sets = found.carriers.sets
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
    if value is None:
        return "nothing said"
    head, _, player = path.partition(".")
    if head == "status_quo":
        return scenario.names.action(player, value)
    return number(value) if isinstance(value, Fraction) else plain(str(value))


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
        **{kind: _names(first, getattr(found, kind)) for kind in ("stay", "go", "come")},
        "carriers": attributes(found.carriers, "sets", "smallest", *(["cut"] if found.carriers.cut else [])),
    }


def _names(scenario: Scenario, profiles: tuple[PureProfile, ...]) -> list[tuple[str, ...]]:
    return [scenario.name_profile(profile) for profile in profiles]
