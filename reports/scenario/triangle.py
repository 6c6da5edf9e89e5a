"""The parts of a report on a triangle: the pattern of each outcome, and what capability alone predicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from ...games.numbers import number, percent
from ...games.text.labels import listed
from ...games.ties.capabilities import CAPABILITIES, Capabilities
from ...games.ties.strategic_triangle import Triad
from ...studies.scenario.unsolved import UnsolvedGame
from ..figures.triads import triads_figure
from ..format.blocks import Block, Figure, Heading, Items, Paragraph, Table
from ..format.json import attributes
from .words import profile_words

CAPABILITY_NOTES = (
    "Caplow's types go by strength, from the strongest to the weakest: in types 1 to 3 some are equal and any two "
    "outweigh the third; in type 5 all differ and the two weaker together outweigh the strongest; in types 4 and 6 the "
    "strongest outweighs both others, in types 7 and 8 it just equals them. CINC is the Composite Index of National "
    "Capability.",
    "Caplow and Gamson see strength alone: no norms, no pressure, no status. Where they predict no coalition and one "
    "is seen, something else ties it.",
    "Paikin (2020) and Sakwa (2019) describe Russia and China drawing together under Western pressure. CINC "
    "for 2016, GDP and military spending for 2019 all give type 6, one state that outweighs the other two, and so "
    "predict no coalition; but the one is China by CINC and the United States by the others. Which index is believed "
    "decides who is to be balanced.",
    "CINC overweights population and steel. The theory of coalitions was made for three persons with one prize to "
    "share; to carry it over to states is a judgement.",
)


MOST_DRAWN = 5
"""So many outcomes are drawn, no more."""


def _drawn(unsolved: UnsolvedGame) -> Iterator[Figure]:
    """Draw the triangle of today's outcome and of each pure equilibrium."""
    equilibria = {f"equilibrium {place}": each for place, each in enumerate(unsolved.pure_equilibria, 1)}
    outcomes = {"today": unsolved.status_quo, **equilibria}
    shown = {title: unsolved.triads[profile] for title, profile in outcomes.items() if profile is not None}
    if 0 < len(shown) <= MOST_DRAWN:
        yield triads_figure("Amity (+) and enmity (-) between the three", unsolved.scenario.names.labels, shown)


def strategic_triangle_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Show for every outcome its signs, its pattern, who plays which role, and whether it is balanced."""
    scenario, names, outcomes = unsolved.scenario, unsolved.scenario.names, unsolved.triads
    if not outcomes:
        return
    yield Heading("Which triangle is each outcome?")
    rows = [
        (
            *names.name_profile(profile),
            " ".join("+" if sign > 0 else "-" for sign in outcome.signs),
            outcome.pattern,
            *outcome.roles.values(),
            "balanced" if outcome.balanced else "unbalanced",
            "equilibrium" if profile in unsolved.pure_equilibria else "",
        )
        for profile, outcome in outcomes.items()
    ]
    yield from _drawn(unsolved)
    headers = (*names.labels, "signs", "pattern", *(f"role of {label}" for label in names.labels), "Heider", "")
    pairs = listed([f"{scenario.label(one)}-{scenario.label(other)}" for one, other in outcomes[0, 0, 0].pairs])
    yield Table(f"The pattern of every outcome (Dittmer 1981); signs of {pairs}", headers, tuple(rows))
    yield Paragraph(
        "The United States is in amity (+) with a state that it engages; Russia and China are in amity where both "
        "turn to each other. Anything less is counted as enmity (-), a judgement: hedging is the absence of amity. "
        "In a menage a trois all three are in amity, in a unit veto none are; in a romantic triangle the pivot is "
        "in amity with two who are at odds; in a stable marriage two are in amity against the third. Balanced after "
        "Heider are those in which the enemy of a friend is an enemy."
    )
    if scenario.status_quo:
        yield Paragraph("tetrarchy reveal says which mixes of orders make what a state does its best reply.")


def capability_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Show what the theories of Caplow and Gamson make of the three states' capabilities, beside the equilibria."""
    outcomes = unsolved.triads
    if not outcomes:
        return
    yield Heading("What capability alone predicts")
    rows = tuple(_capability_row(measured) for measured in CAPABILITIES)
    headers = ("index", "year", "US", "Russia", "China", "type", "Caplow", "type at 5%", "Caplow at 5%", "Gamson")
    yield Table(
        "Coalitions from strength: types of Caplow (1956, 1959), cheapest winning of Gamson (1961)", headers, rows
    )
    amities = [
        f"At {profile_words(unsolved.scenario.names, profile)} the model has {_tied(outcomes[profile])} in amity."
        for profile in unsolved.pure_equilibria
    ]
    yield Items(
        (*(amities or ["The model has no equilibrium in pure strategies to set beside this."]), *CAPABILITY_NOTES)
    )
    units = {measured.index: f"{measured.index}: {measured.unit} ({measured.source})" for measured in CAPABILITIES}
    yield Paragraph(
        f"{'; '.join(units.values())}. Russia before 1992 is the Soviet Union. At 5%, strengths within a twentieth of "
        "the greater count as equal; Gamson's shares of the prize are in proportion to strength."
    )


def triads_json(unsolved: UnsolvedGame) -> list[dict[str, Any]]:
    """Return the strategic triangle of every outcome as plain values."""
    return [
        {
            "profile": unsolved.game.name_profile(profile),
            **attributes(outcome, "signs", "pattern", "roles", "balanced"),
        }
        for profile, outcome in unsolved.triads.items()
    ]


def capabilities_json() -> list[dict[str, Any]]:
    """Return what the theories of Caplow and Gamson make of each index as plain values."""
    return [{**asdict(index), **attributes(index, "exact", "near", "winning")} for index in CAPABILITIES]


def _capability_row(measured: Capabilities) -> tuple[str, ...]:
    return (
        measured.index,
        str(measured.year),
        *map(number, measured.values.values()),
        str(measured.exact.type),
        _pairs(measured.exact.coalitions),
        str(measured.near.type),
        _pairs(measured.near.coalitions),
        " or ".join(map(_won, measured.winning)),
    )


def _won(shares: Mapping[str, Fraction]) -> str:
    if len(shares) == 1:
        return f"{next(iter(shares))} alone"
    return " ".join(f"{player} {percent(share)}" for player, share in shares.items())


def _pairs(coalitions: tuple[tuple[str, str], ...]) -> str:
    return " or ".join("-".join(pair) for pair in coalitions) or "none"


def _tied(outcome: Triad) -> str:
    return listed(["-".join(pair) for pair in outcome.amities]) if outcome.amities else "nobody"
