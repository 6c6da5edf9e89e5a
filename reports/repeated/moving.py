"""A game whose state moves, as a report and as plain values: its states, the play in them, what the past decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from ...games.numbers import number, percent, to_decimals
from ...games.text.labels import Term, joined, listed, plain, quoted
from ...solvers.stochastic.equilibrium import MarkovEquilibrium
from ...studies.stochastic.hysteresis import PERIODS, SEEN, Hysteresis, Loop
from ...studies.stochastic.moving_analysis import MovingAnalysis
from ..figures.charts import lines_figure
from ..figures.state_graph import state_graph_figure
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..format.json import attributes
from ..format.provenance import provenance
from ..scenario.words import mixture_words
from .strategies import profiles_words

SHOWN = 12
"""Equilibria of a kind that are shown; the rest is counted."""

EXPECTATIONS = {"hope": "they expect the best", "fear": "they expect the worst"}


def moving_report(analysis: MovingAnalysis) -> Iterator[Block]:
    """Give the states and how play moves them, the Markov-perfect equilibria, and the way up and down of pressure."""
    yield Heading(f"Moving: {analysis.scenario.title}", 1)
    yield from moving_sections(analysis)


def moving_sections(analysis: MovingAnalysis) -> Iterator[Block]:
    """Give the same without a title."""
    yield from _sections(analysis, analysis.scenario.names.labels)


def moving_in_words(analysis: MovingAnalysis) -> Iterator[Block]:
    """Give the same without what the players get, which `moving_numbers` has."""
    yield from _sections(analysis, ())


def _sections(analysis: MovingAnalysis, paid: Sequence[str]) -> Iterator[Block]:
    """Give states, play and the past; `paid` are the labels of those whose payoffs stand beside what they play."""
    yield from _states_section(analysis)
    yield Heading("What is played in which state")
    yield from _equilibria(analysis, paid)
    yield Heading("What the past decides")
    yield from _hysteresis(analysis)


def moving_numbers(analysis: MovingAnalysis) -> Iterator[Block]:
    """Give what is played in each state with what the players get."""
    yield Heading("Markov-perfect equilibria")
    yield from _equilibria(analysis, analysis.scenario.names.labels)


def _states_section(analysis: MovingAnalysis) -> Iterator[Block]:
    course = analysis.course
    yield Paragraph(
        f'What the players do moves "{plain(course.parameter)}", and the game of each period is the arena at its '
        f"value. It is played for ever with discount factor {number(analysis.game.discount)}, and starts from "
        f'"{course.states[analysis.start][0]}".'
    )
    yield Heading("The states")
    yield from _states(analysis)


def _states(analysis: MovingAnalysis) -> Iterator[Block]:
    course, game = analysis.course, analysis.game
    stage = game.auxiliary(0, np.zeros((game.n_states, game.n_players)))
    names = [f"{name} ({number(value)})" for name, value in course.states]
    rows: list[tuple[str, ...]] = []
    for state in range(game.n_states):
        leading: dict[tuple[float, ...], list[tuple[int, ...]]] = {}
        for profile in game.pure_profiles():
            leading.setdefault(tuple(game.transitions[(state, *profile)]), []).append(profile)
        for chances, profiles in leading.items():
            after = profiles_words(stage, analysis.scenario.names, profiles)
            rows.append((names[state], after, _chances_words(analysis, chances)))
    yield Table("Where each outcome leads", ("state", "after", "next state"), tuple(rows))
    caption = "How the state can move, with the greatest chance of it; the thick rim is where the scenario starts"
    moves = {move: percent(chance) for move, chance in analysis.likeliest.items()}
    yield state_graph_figure(caption, names, moves, analysis.start)


def _chances_words(analysis: MovingAnalysis, chances: Sequence[float]) -> str:
    named = [(chance, name) for chance, (name, _) in zip(chances, analysis.course.states, strict=True) if chance > SEEN]
    return named[0][1] if len(named) == 1 else listed([f"{name} {percent(chance)}" for chance, name in named])


def _equilibria(analysis: MovingAnalysis, labels: Sequence[str]) -> Iterator[Block]:
    """Give the equilibria, with what those players get whose labels are given."""
    solution = analysis.solution
    yield Paragraph(
        "In a Markov-perfect equilibrium what a player does depends on the state alone, and nobody gains by departing "
        "in any state."
    )
    headers = (*(name for name, _ in analysis.course.states), *(f"{label} gets" for label in labels), "in the long run")
    kinds = {
        "Pure": [equilibrium for equilibrium in solution.equilibria if equilibrium.pure],
        "Mixed": [equilibrium for equilibrium in solution.equilibria if not equilibrium.pure],
    }
    for kind, equilibria in kinds.items():
        if equilibria:
            count = f"{SHOWN} of {len(equilibria)}" if len(equilibria) > SHOWN else str(len(equilibria))
            gets = "what the players get per period from the start on, " if labels else ""
            caption = (
                f"{kind} Markov-perfect equilibria ({count}): what is played in each state, {gets}and where they spend "
                "their time in the end"
            )
            rows = tuple(_row(analysis, equilibrium, len(labels)) for equilibrium in equilibria[:SHOWN])
            yield Table(caption, headers, rows)
    yield Items(solution.notes)


def _row(analysis: MovingAnalysis, equilibrium: MarkovEquilibrium, paid: int) -> tuple[str, ...]:
    """Return a row of the table, with what the first `paid` players get."""
    game = analysis.game
    played = [_played(analysis, equilibrium, state) for state in range(game.n_states)]
    worth = equilibrium.values[analysis.start][:paid]
    return (*played, *map(number, worth), _chances_words(analysis, analysis.long_run(equilibrium).tolist()))


def _played(analysis: MovingAnalysis, equilibrium: MarkovEquilibrium, state: int) -> str:
    named = zip(analysis.scenario.names.actions, equilibrium.strategies, strict=True)
    own = [mixture_words(names, strategy[state]) for names, strategy in named]
    return own[0] if len(set(own)) == 1 else joined("", ("(", joined(", ", own), ")"))


def _hysteresis(analysis: MovingAnalysis) -> Iterator[Block]:
    moved = analysis.hysteresis
    if not isinstance(moved, Hysteresis):
        yield Paragraph(f"A parameter could not be moved up and down: {moved}.")
        return
    name, state = moved.over.rpartition(".")[2], analysis.course.parameter
    yield Paragraph(
        f'From the lowest state on, "{plain(name)}" rises from {number(moved.values.min())} to '
        f"{number(moved.values.max())} and falls again, in steps of {PERIODS} periods each. At every step the players "
        "follow a pure equilibrium: among several the one with the largest sum of values where they expect the best "
        "of each other, with the smallest where they expect the worst. What differs between the way up and the way "
        "down is owed to the past alone."
    )
    yield Items(
        tuple(
            f'Where {EXPECTATIONS[loop.expectation]}, "{plain(state)}" {loop_words(moved, loop, quoted(plain(name)))}.'
            for loop in moved.loops
        )
    )
    k = (len(moved.values) + 1) // 2
    ways = [way for loop in moved.loops for way in (loop.levels[:k], loop.levels[::-1][:k])]
    headings = (f"{EXPECTATIONS[loop.expectation]}: {way}" for loop in moved.loops for way in ("up", "down"))
    headers = (Term(plain(name), name), *headings)
    rows = tuple((number(value), *(number(way[row]) for way in ways)) for row, value in enumerate(moved.values[:k]))
    known, moving = plain(name), plain(state)
    yield Table(f"The expected {moving} at each value of {known}, on the way up and on the way down", headers, rows)
    series = dict(zip(headers[1:], ways, strict=True))
    yield lines_figure(f"{moving} on the way up and down of {known}", (known, moved.values[:k]), moving, series)


def levels_at_ends(loop: Loop) -> tuple[str, str]:
    """Return the level of the state at the beginning and at the end."""
    first, last = (to_decimals(float(loop.levels[end]), 3) for end in (0, -1))
    return first, last


def loop_words(moved: Hysteresis, loop: Loop, name: str) -> str:
    """Return as the end of a sentence at which values of a parameter the state depends on the past."""
    first, last = levels_at_ends(loop)
    if loop.flat:
        return f"stays at {first}"
    apart = moved.values[: len(loop.apart)][loop.apart]
    if not len(apart):
        return "goes back the way it came"
    where = f"between {number(apart.min())} and {number(apart.max())}" if len(apart) > 1 else number(apart[0])
    end = "ends where it began" if first == last else f"ends at {last}, having begun at {first}"
    return f"depends on the past while {name} is {where}, and {end}"


def moving_json(analysis: MovingAnalysis) -> dict[str, Any]:
    """Return the analysis of a moving game in the schema tetrarchy.stochastic/1."""
    game, solution = analysis.game, analysis.solution
    return {
        **provenance(analysis.scenario, "stochastic"),
        "discount": game.discount,
        "moving": analysis.course.parameter,
        "states": [{"name": name, "value": value} for name, value in analysis.course.states],
        "start": analysis.course.states[analysis.start][0],
        **attributes(game, "players", "actions", "payoffs", "transitions"),
        "moves": [
            {"from": source, "to": target, "greatest_chance": chance}
            for (source, target), chance in analysis.likeliest.items()
        ],
        **attributes(solution, "complete", "notes"),
        "equilibria": [_equilibrium_values(analysis, equilibrium) for equilibrium in solution.equilibria],
        "hysteresis": _hysteresis_values(analysis.hysteresis) if isinstance(analysis.hysteresis, Hysteresis) else None,
    }


def _equilibrium_values(analysis: MovingAnalysis, equilibrium: MarkovEquilibrium) -> dict[str, Any]:
    exact = equilibrium.exact
    return {
        **attributes(equilibrium, "strategies", "values", "residual", "pure"),
        "exact": None if exact is None else [[[str(p) for p in row] for row in strategy] for strategy in exact],
        "index": equilibrium.index,
        "long_run": analysis.long_run(equilibrium),
    }


def _hysteresis_values(moved: Hysteresis) -> dict[str, Any]:
    return {
        **attributes(moved, "over", "values"),
        "loops": [{**asdict(loop), **attributes(loop, "gaps", "apart", "flat")} for loop in moved.loops],
    }
