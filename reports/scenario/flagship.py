"""The parts of a report that an arena has of its own: choices at home in the triangle, the course since 1989."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from ...games.arena import ArenaGame
from ...games.arenas.powers.triangle import TRIANGLE
from ...games.arenas.powers.unipolar import UNIPOLAR
from ...games.numbers import number, percent, two_figures
from ...games.scenario.inputs import DerivedGame
from ...games.scenario.names import faction_label
from ...games.scenario.scenario import Scenario
from ...games.text.labels import Term, joined, listed, plain
from ...solvers.concepts.pure_nash import pure_nash_profiles
from ...studies.scenario.order_choice import order_choice
from ...studies.scenario.postures import SOURCES_OF_DOMINANCE, Posture, Span, pair_game, postures
from ...studies.scenario.unipolar_course import Year, unipolar_course
from ..format.blocks import Block, Heading, Paragraph, Table


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
    lasting = [coalition for coalition in choice.coalitions if coalition.stable]
    own = any(coalition.posture == choice.today for coalition in lasting)
    picks = [
        f'that of {faction_words(each.members)}, which backs "{names.term(0, each.posture)}" over '
        f"{faction_words(faction for faction in choice.alone if faction not in each.members)}"
        for each in lasting
    ]
    told = f"The coalition that lasts is {' or '.join(picks)}" if lasting else "No coalition of two lasts"
    today, whose = names.term(0, choice.today), "a" if own else "no"
    unanimous, undominated = len(choice.unanimous), len(choice.undominated)
    return (
        f'{told}; what is done today, "{today}", is the choice of {whose} coalition that lasts.',
        f"Of the {len(choice.equilibria)} outcomes that nobody would leave alone, {unanimous} "
        f"{'is' if unanimous == 1 else 'are'} unanimous, so that no single vote counts: "
        f"{'it holds' if unanimous == 1 else 'they hold'} whatever the factions want.",
        f"In {undominated} of the {len(choice.equilibria)} nobody backs "
        "a posture than which another one is never worse for it and sometimes better.",
    )


def faction_words(factions: Iterable[str]) -> str:
    """Return factions as they stand in a sentence."""
    return listed(faction_label(faction).spoken for faction in factions)


def engaged_sentence(scenario: Scenario) -> str:
    """Return which outcomes would be stable between the pair of a triangle if both were engaged.

    Nothing in other arenas, and where the game has these stable outcomes and no others.
    """
    if not _of(scenario, TRIANGLE):
        return ""
    names, pair = scenario.names, pair_game(scenario, "engage_both")
    place = scenario.actions[0].index("engage_both")
    engaging = f"{names.spoken[0].spoken} {names.does(0, place)}"
    stable = tuple((place, *own) for own in pure_nash_profiles(pair))
    if stable == pure_nash_profiles(scenario.build()):
        return ""
    found = [names.deeds(profile).removeprefix(engaging).lstrip(",").strip() for profile in stable]
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
    choice = order_choice(scenario)
    return {
        "alone": choice.alone,
        "coalitions": [
            {**asdict(coalition), "good_for": dict(zip(choice.alone, choice.good_for(coalition), strict=True))}
            for coalition in choice.coalitions
        ],
    }


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
            faction_words(coalition.members),
            names.term(0, coalition.posture),
            "lasts" if coalition.stable else "does not last",
            *(two_figures(share) for share in choice.good_for(coalition)),
        )
        for coalition in choice.coalitions
    ]
    factions = [faction_words([faction]) for faction in choice.alone]
    headers = ("coalition", "posture", "", *(f"good for {faction}" for faction in factions))
    caption = "Coalitions of two, the posture that they pick, and how good it is for each, from 0% to 100% at its best"
    yield Table(caption, headers, tuple(rows))
    alone = [
        f"{faction_words([faction])} would {names.would(0, scenario.actions[0].index(posture))}"
        for faction, posture in choice.alone.items()
    ]
    yield Paragraph(
        f"Alone {listed(alone)}. Each judges what the triangle brings the United States by its own "
        "row of the value matrix; the pair replies with an entente where that is an equilibrium of theirs and by "
        "hedging else. A coalition lasts if no other two would both rather have theirs."
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
