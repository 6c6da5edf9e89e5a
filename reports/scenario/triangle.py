"""The parts of a report on a triangle: the pattern of each outcome, and what capability alone predicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from ...games.arena import ArenaGame
from ...games.arenas.powers.triangle import TRIANGLE
from ...games.normal_form import NormalFormGame, PureProfile
from ...games.numbers import number, percent
from ...games.scenario.scenario import Scenario
from ...games.ties.capabilities import CAPABILITIES, Capabilities
from ...games.ties.strategic_triangle import Triad, triad
from ...games.ties.triads import caplow, cheapest_winning, parity
from ...solvers.best_replies import best_reply_table
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from .words import listed, profile_words

NEARLY_EQUAL = Fraction(1, 20)
"""Capabilities that differ by no more than this share of the greater are also read as equal."""

CAPABILITY_NOTES = (
    "Caplow and Gamson see strength alone: no norms, no pressure, no status. Where they predict no coalition and one "
    "is seen, something else ties it.",
    "Paikin (2020) and Sakwa (2019) describe Russia and China drawing together under Western pressure. CINC "
    "for 2016, GDP and military spending for 2019 all give type 6, one state that outweighs the other two, and so "
    "predict no coalition; but the one is China by CINC and the United States by the others. Which index is believed "
    "decides who is to be balanced.",
    "CINC overweights population and steel. The theory of coalitions was made for three persons with one prize to "
    "share; to carry it over to states is a judgement.",
)


def triads(scenario: Scenario, game: NormalFormGame) -> dict[PureProfile, Triad]:
    """Return the strategic triangle of every outcome; empty for another arena or where types are uncertain."""
    if not isinstance(scenario.game, ArenaGame) or scenario.game.arena is not TRIANGLE or scenario.incomplete:
        return {}
    outcomes: dict[PureProfile, Triad] = {}
    for profile in game.pure_profiles():
        posture, russia, china = game.name_profile(profile)
        outcomes[profile] = triad(posture, russia, china)
    return outcomes


def strategic_triangle_section(scenario: Scenario, game: NormalFormGame) -> Iterator[Block]:
    """Show for every outcome its signs, its pattern, who plays which role, and whether it is balanced."""
    outcomes = triads(scenario, game)
    if not outcomes:
        return
    yield Heading("Which triangle is each outcome?")
    stable = _pure_equilibria(game)
    rows = [
        (
            *game.name_profile(profile),
            " ".join("+" if sign > 0 else "-" for sign in outcome.signs),
            outcome.pattern,
            *outcome.roles.values(),
            "balanced" if outcome.balanced else "unbalanced",
            "equilibrium" if profile in stable else "",
        )
        for profile, outcome in outcomes.items()
    ]
    labels = [scenario.label(player) for player in game.players]
    headers = (*labels, "signs", "pattern", *(f"role of {label}" for label in labels), "Heider", "")
    pairs = listed([f"{scenario.label(one)}-{scenario.label(other)}" for one, other in outcomes[0, 0, 0].pairs])
    yield Table(f"The pattern of every outcome (Dittmer 1981); signs of {pairs}", headers, tuple(rows))
    yield Paragraph(
        "The United States is in amity (+) with a state that it engages; Russia and China are in amity where both "
        "align. Anything less is counted as enmity (-), which is a judgement: hedging is the absence of amity."
    )


def capability_section(scenario: Scenario, game: NormalFormGame) -> Iterator[Block]:
    """Show what the theories of Caplow and Gamson make of the three states' capabilities, beside the equilibria."""
    outcomes = triads(scenario, game)
    if not outcomes:
        return
    yield Heading("What capability alone predicts")
    rows = tuple(_capability_row(measured) for measured in CAPABILITIES)
    headers = ("index", "year", "US", "Russia", "China", "type", "Caplow", "type at 5%", "Caplow at 5%", "Gamson")
    yield Table(
        "Coalitions from strength: types of Caplow (1956, 1959), cheapest winning of Gamson (1961)", headers, rows
    )
    amities = [
        f"At {profile_words(game, profile)} the model has {_tied(outcomes[profile])} in amity."
        for profile in _pure_equilibria(game)
    ]
    yield Items(
        (*(amities or ["The model has no equilibrium in pure strategies to set beside this."]), *CAPABILITY_NOTES)
    )
    units = {measured.index: f"{measured.index}: {measured.unit} ({measured.source})" for measured in CAPABILITIES}
    yield Paragraph(
        f"{'; '.join(units.values())}. Russia before 1992 is the Soviet Union. At 5%, strengths within a twentieth of "
        "the greater count as equal; Gamson's shares of the prize are in proportion to strength."
    )


def triads_json(scenario: Scenario, game: NormalFormGame) -> list[dict[str, Any]]:
    """Return the strategic triangle of every outcome as plain values."""
    return [
        {
            "profile": game.name_profile(profile),
            "signs": outcome.signs,
            "pattern": outcome.pattern,
            "roles": outcome.roles,
            "balanced": outcome.balanced,
        }
        for profile, outcome in triads(scenario, game).items()
    ]


def _pure_equilibria(game: NormalFormGame) -> list[PureProfile]:
    found = np.argwhere(np.all(best_reply_table(game.exact), axis=0))
    return [tuple(int(action) for action in profile) for profile in found]


def _capability_row(measured: Capabilities) -> tuple[str, ...]:
    values = measured.values
    exact, near = caplow(values), caplow(values, NEARLY_EQUAL)
    winning = [_won(values, coalition) for coalition in cheapest_winning(values)]
    return (
        measured.index,
        str(measured.year),
        *(number(value) for value in values.values()),
        str(exact.type),
        _pairs(exact.coalitions),
        str(near.type),
        _pairs(near.coalitions),
        " or ".join(winning),
    )


def _won(values: Mapping[str, Fraction], coalition: tuple[str, ...]) -> str:
    if len(coalition) == 1:
        return f"{coalition[0]} alone"
    return " ".join(f"{player} {percent(share)}" for player, share in parity(values, coalition).items())


def _pairs(coalitions: tuple[tuple[str, str], ...]) -> str:
    return " or ".join("-".join(pair) for pair in coalitions) or "none"


def _tied(outcome: Triad) -> str:
    return listed(["-".join(pair) for pair in outcome.amities]) if outcome.amities else "nobody"
