"""What a repeated game can pay, as sections and as plain values: floors, payoff sets, least discounts, known ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...games.normal_form import NormalFormGame
from ...games.numbers import number
from ...games.scenario.names import Names
from ...games.scenario.scenario import Scenario
from ...games.text.labels import joined, listed
from ...solvers.repeated.finite_horizon import FinitePayoffs
from ...solvers.repeated.payoff_sets.payoff_set import PayoffSet
from ...solvers.repeated.payoff_sets.target_discount import TargetDiscount
from ...studies.repeated.sustainable_payoffs import Reach, SustainablePayoffs
from ..figures.charts import polygons_figure
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..format.json import as_text, attributes
from ..format.numbers import value_words
from ..scenario.words import profile_words

SHOWN = 12
"""Corners of a set and profiles that are listed one by one."""

FLAT = 1e-12
"""Bounds of a floor that differ by no more are one number."""


def sustainable_sections(scenario: Scenario, stage: NormalFormGame, payable: SustainablePayoffs) -> Iterator[Block]:
    """Give what others can hold each player to, which payoffs patience can reach, and what a known end leaves."""
    names = scenario.names
    labels = names.labels
    yield Heading("What each can be held down to")
    yield _floors(labels, payable)
    yield Heading("Which payoffs can be sustained")
    yield from _sets(names, stage, payable)
    if payable.ends:
        yield Heading("With a known end")
        yield _ends(names, payable)


def _floors(labels: tuple[str, ...], payable: SustainablePayoffs) -> Table:
    floors = payable.floors
    rows = []
    for i, label in enumerate(labels):
        low, high = floors.mixed.low[i], floors.mixed.high[i]
        mixed = number(high) if high - low <= FLAT else f"{number(low)} to {number(high)}"
        rows.append((label, number(floors.pure[i]), mixed, number(floors.correlated[i])))
    return Table(
        "The minmax: the least that the others can hold a player to who sees what they do",
        ("player", "by one action each", "by mixing, each alone", "by mixing together"),
        tuple(rows),
    )


def _sets(names: Names, stage: NormalFormGame, payable: SustainablePayoffs) -> Iterator[Block]:
    labels = names.labels
    sets = {"very patient players can hope for": payable.patient}
    if payable.sustained is not None:
        sets[f"equilibria sustain at discount {number(payable.sustained.discount)}"] = payable.sustained
    for what, payoffs in sets.items():
        yield from _set(labels, payoffs, f"What {what}, per period")
    if payable.sustained is not None:
        yield Items(_notes(payable.sustained))
    areas = {what: payoffs.vertices for what, payoffs in sets.items() if len(payoffs.vertices)}
    profiles = list(stage.pure_profiles())
    if stage.n_players == 2 and areas and len(profiles) <= SHOWN:
        points = {str(profile_words(names, p)): stage.payoffs[(slice(None), *p)] for p in profiles}
        yield polygons_figure("Payoffs per period", (f"{labels[0]} gets", f"{labels[1]} gets"), areas, points)
    if payable.reaches:
        yield Table(
            "From which discount on the payoffs of a profile are those of some equilibrium, with the harshest threats "
            "that are credible; the profiles that are best for all together",
            ("profile", *labels, "from discount"),
            tuple(_reach(names, stage, reach) for reach in payable.reaches),
        )
    if payable.notes:
        yield Items(tuple(_sentence(note) for note in payable.notes))


def _set(labels: tuple[str, ...], payoffs: PayoffSet, caption: str) -> Iterator[Block]:
    """Give a set of payoffs of two players by its corners, of more by the least and the most that each can get."""
    low, high, sums = payoffs.low, payoffs.high, payoffs.sums
    if low is None or high is None or sums is None:
        yield Paragraph(f"{caption}: nothing, the set is empty.")
        return
    if len(labels) == 2 and len(payoffs.vertices) <= SHOWN:
        corners = tuple(tuple(map(number, row)) for row in payoffs.vertices)
        yield Table(f"{caption}: the corners of the set", labels, corners)
        return
    rows = [(label, number(low[i]), number(high[i])) for i, label in enumerate(labels)]
    rows.append(("all together", number(sums[0]), number(sums[1])))
    corners = f"a set of dimension {payoffs.dimension} with {len(payoffs.vertices)} corners"
    yield Table(f"{caption}: {corners}", ("", "least", "most"), tuple(rows))


def _notes(payoffs: PayoffSet) -> tuple[str, ...]:
    checked = payoffs.certificate
    proof = (
        f"Checked by linear programs: the set generates itself to {number(max(checked.outward, checked.inward))} of a "
        "payoff range."
    )
    worst = listed(list(map(number, payoffs.threat_point)))
    return (
        proof,
        f"The worst equilibrium of each player pays it {worst}.",
        *(_sentence(note) for note in payoffs.notes),
    )


def _sentence(note: str) -> str:
    return f"{note[0].upper()}{note[1:]}."


def _reach(names: Names, stage: NormalFormGame, reach: Reach) -> tuple[str, ...]:
    payoffs = stage.payoffs[(slice(None), *reach.profile)]
    return (profile_words(names, reach.profile), *map(number, payoffs), _discount_words(reach.discount))


def _discount_words(smallest: TargetDiscount) -> str:
    """Return where the smallest discount lies: "3/8 = 0.375", "between 0.41 and 0.42", or why there is none."""
    if smallest.at is None:
        return f"none: {smallest.reason}" if smallest.reason else "none"
    simple = number(smallest.at) if smallest.at.denominator > 10**6 else value_words(smallest.at)
    return f"{simple}; {smallest.reason}" if smallest.reason else simple


def _ends(names: Names, payable: SustainablePayoffs) -> Table:
    rows = []
    for periods, end in payable.ends:
        if not isinstance(end, FinitePayoffs):
            rows.append((str(periods), str(end), ""))
            continue
        first = joined("; ", (profile_words(names, profile) for profile in end.first[:SHOWN]))
        rows.append((str(periods), str(len(end.payoffs)), first or "none"))
    return Table(
        "Pure subgame-perfect equilibria of the game played a known number of times",
        ("periods", "different totals", "profiles that may come first"),
        tuple(rows),
    )


def sustainable_values(stage: NormalFormGame, payable: SustainablePayoffs) -> dict[str, Any]:
    """Return the same as plain values; None stands for what is not known, or does not exist."""
    floors = payable.floors
    bounds = attributes(floors.mixed, "low", "high")
    return {
        "minmax": {"pure": floors.pure, "mixed": bounds, "correlated": floors.correlated},
        "patient": _set_values(payable.patient),
        "sustained": None if payable.sustained is None else _set_values(payable.sustained),
        "reaches": [
            {
                "profile": stage.name_profile(reach.profile),
                "below": as_text(reach.discount.below),
                "at": as_text(reach.discount.at),
                "reason": reach.discount.reason,
            }
            for reach in payable.reaches
        ],
        "known_ends": [
            {"periods": periods, "totals": end.payoffs, "first": list(map(stage.name_profile, end.first))}
            if isinstance(end, FinitePayoffs)
            else {"periods": periods, "totals": None, "why_not": str(end)}
            for periods, end in payable.ends
        ],
        "notes": payable.notes,
    }


def _set_values(payoffs: PayoffSet) -> dict[str, Any]:
    return {
        **attributes(payoffs, "kind", "dimension", "vertices", "threat_point"),
        "certificate": attributes(payoffs.certificate, "outward", "inward"),
        **attributes(payoffs, "method", "notes"),
        "least": payoffs.low,
        "most": payoffs.high,
        "sums": payoffs.sums,
    }
