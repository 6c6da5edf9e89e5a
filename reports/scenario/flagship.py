"""The parts of a report that an arena has of its own: choices at home in the triangle, the course since 1989."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import numpy as np

from ...games.arena import ArenaGame
from ...games.arenas.powers.triangle import TRIANGLE
from ...games.arenas.powers.unipolar import UNIPOLAR
from ...games.numbers import number, percent
from ...games.scenario.inputs import DerivedGame
from ...games.scenario.scenario import Scenario
from ...games.text.labels import Term, joined, listed, plain
from ...solvers.best_replies import pure_equilibria
from ...studies.scenario.order_choice import order_choice
from ...studies.scenario.postures import SOURCES_OF_DOMINANCE, Posture, Span, pair_game, postures
from ...studies.scenario.unipolar_course import Year, unipolar_course
from ..format.blocks import Block, Heading, Paragraph, Table
from ..format.json import attributes


def flagship_section(scenario: Scenario) -> Iterator[Block]:
    """Give what the triangle, who decides in it or the unipolar moment shows beside its equilibria, else nothing."""
    if isinstance(scenario.game, DerivedGame):
        yield from _order_choice(scenario.underlying)
    if _of(scenario, TRIANGLE):
        yield from _postures(scenario)
        if scenario.status_quo:
            yield from _order_choice(scenario)
    if _of(scenario, UNIPOLAR):
        yield from _course(scenario)


def choice_at_home(scenario: Scenario) -> Iterator[Block]:
    """Give who decides where factions back postures, and whether today's is theirs, else nothing."""
    if sentences := choice_sentences(scenario):
        yield Paragraph(" ".join(sentences))


def choice_sentences(scenario: Scenario) -> tuple[str, ...]:
    """Return who decides where factions back postures, in three sentences; nothing for other games."""
    if not isinstance(scenario.game, DerivedGame):
        return ()
    base = scenario.underlying
    choice, names = order_choice(base), base.names
    stable = [coalition for coalition in choice.coalitions if coalition.stable]
    own = any(coalition.posture == choice.today for coalition in stable)
    backed = [(" and ".join(map(plain, each.members)), names.term(0, each.posture)) for each in stable]
    picks = [f'{members}, which picks "{posture}"' for members, posture in backed]
    told = f"The stable coalition is {' or '.join(picks)}" if stable else "No coalition of two is stable"
    today, whose = names.term(0, choice.today), "a" if own else "no"
    return (
        f'{told}; what is done today, "{today}", is the choice of {whose} stable coalition.',
        f"Of {len(choice.equilibria)} pure equilibria {len(choice.unanimous)} are unanimity, in which no vote is "
        "pivotal: they hold whatever the voters want.",
        f"In {len(choice.undominated)} nobody backs a weakly dominated posture.",
    )


def engaged_sentence(scenario: Scenario) -> str:
    """Return which outcomes would be stable between the pair of a triangle if both were engaged; nothing elsewhere."""
    if not _of(scenario, TRIANGLE):
        return ""
    names, pair = scenario.names, pair_game(scenario, "engage_both")
    place = scenario.actions[0].index("engage_both")
    engaging = f"{names.spoken[0].spoken} {names.does(0, place)}"
    stable = map(tuple, np.argwhere(pure_equilibria(pair.exact)).tolist())
    found = [names.deeds((place, *own)).removeprefix(engaging).lstrip(",").strip() for own in stable]
    told = "; or ".join(each.removeprefix("and ") for each in found)
    start = f"Did {names.spoken[0].spoken} {names.would(0, place)}, "
    if not found:
        return f"{start}nothing would be stable between {names.who((1, 2))}."
    return f"{start}this would be stable between {names.who((1, 2))}: {told}."


def flagship_json(scenario: Scenario) -> dict[str, Any]:
    """Return the same as plain values; nothing for another arena."""
    if _of(scenario, UNIPOLAR):
        return {"course": unipolar_course(scenario)}
    if isinstance(scenario.game, DerivedGame):
        return {"order_choice": _choice_json(scenario.underlying)}
    if not _of(scenario, TRIANGLE):
        return {}
    values: dict[str, Any] = {"postures": postures(scenario)}
    if scenario.status_quo:
        values["order_choice"] = _choice_json(scenario)
    return values


def _choice_json(scenario: Scenario) -> dict[str, Any]:
    return attributes(order_choice(scenario), "alone", "coalitions")


def _of(scenario: Scenario, arena: Any) -> bool:
    return isinstance(scenario.game, ArenaGame) and scenario.game.arena is arena and not scenario.incomplete


def _postures(scenario: Scenario) -> Iterator[Block]:
    yield Heading("What each posture leaves the pair")
    found = postures(scenario)
    names = scenario.names
    labels = names.labels[1:]
    rows = [
        (
            names.term(0, posture.name),
            *(joined(" or ", (names.action(player, one) for one in own)) for player, own in posture.remaining.items()),
            joined("; ", (joined(", ", map(names.term, (1, 2), pair)) for pair in posture.equilibria)) or "none",
            *(_where(posture, source) for source in SOURCES_OF_DOMINANCE),
        )
        for posture in found
    ]
    sources = [
        Term(f"no hedge where {plain(known.name)} is", f"no hedge where {known.symbol} is")
        for known in map(TRIANGLE.parameter, SOURCES_OF_DOMINANCE)
    ]
    headers = ("posture", *(f"left to {label}" for label in labels), "pure equilibria of the pair", *sources)
    caption = "Replies that iterated strict dominance leaves, and which numbers make the hedge go"
    yield Table(caption, headers, tuple(rows))


def _where(posture: Posture, source: str) -> str:
    return ", ".join(_span(span) for span in posture.hedge_goes[source]) or "never"


def _span(span: Span) -> str:
    return f"{number(span[0])} to {number(span[1])}"


def _order_choice(scenario: Scenario) -> Iterator[Block]:
    choice, names = order_choice(scenario), scenario.names
    yield Heading("Who decides at home")
    rows = [
        (
            " and ".join(plain(member) for member in coalition.members),
            names.term(0, coalition.posture),
            "stable" if coalition.stable else "not stable",
            *(number(worth) for worth in coalition.worth.values()),
        )
        for coalition in choice.coalitions
    ]
    factions = [plain(faction) for faction in choice.alone]
    headers = ("coalition", "posture", "", *(f"worth to {faction}" for faction in factions))
    yield Table("Coalitions of two, the posture that they pick, and what it is worth to each", headers, tuple(rows))
    alone = [f"the {plain(faction)} would {names.term(0, posture)}" for faction, posture in choice.alone.items()]
    yield Paragraph(
        f"Alone {listed(alone)}. Each judges what the triangle brings the United States by its own "
        "row of the value matrix; the pair replies with an entente where that is an equilibrium of theirs and by "
        "hedging else. A coalition is stable if no other two would both rather have theirs."
    )


def _course(scenario: Scenario) -> Iterator[Block]:
    years = unipolar_course(scenario)
    yield Heading("The course from 1989 to 2020")
    spans = [list(group) for _, group in groupby(years, key=_kind)]
    rows = [(_years(span), _kind(span[0]), *_figures(span[0]), *_figures(span[-1])) for span in spans]
    headers = ("years", "what is done", "legitimacy at first", "power", "legitimacy at last", "power")
    yield Table("Expansion, balancing, and legitimacy beside the share of power", headers, tuple(rows))
    conflicts = sum(year.expands and year.balanced for year in years)
    yield Paragraph(
        f"Years of expansion: {sum(year.expands for year in years)}; of balancing: {sum(y.balanced for y in years)}; "
        f"of conflict, in which an expanding leader is balanced: {conflicts}."
    )


def _kind(year: Year) -> str:
    leads = "expansion" if year.expands else "restraint"
    return f"{leads}, balanced" if year.balanced else f"{leads}, unopposed"


def _years(span: list[Year]) -> str:
    return str(span[0].year) if len(span) == 1 else f"{span[0].year}-{span[-1].year}"


def _figures(year: Year) -> tuple[str, str]:
    return percent(year.legitimacy), percent(year.power)
