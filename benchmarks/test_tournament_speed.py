"""A round robin of 32 automata at 1 % noise: all pairs at once beside one repeated game for each pair."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.repeated.automata import Automaton
from tetrarchy.games.repeated.repeated_game import RepeatedGame
from tetrarchy.games.repeated.strategies import automaton
from tetrarchy.studies.tournament.entry import standard_field
from tetrarchy.studies.tournament.tournament import score_grid, tournament

DILEMMA = NormalFormGame.symmetric([[3, 0], [5, 1]])
NOISE = "1/100"


def field_of_32():
    """Return 12 well-known strategies, 12 of memory one and 8 machines of 1 to 12 states."""
    rng = np.random.default_rng(0)
    chances = [[Fraction(int(k), 20) for k in rng.integers(0, 21, 4)] for _ in range(12)]
    machines = [(rng.integers(0, 2, n), rng.integers(0, n, (n, 2, 2))) for n in (1, 2, 4, 6, 8, 9, 10, 12)]
    return [
        *list(standard_field(DILEMMA).values())[:12],
        *(automaton("memory_one", cooperation=cooperation) for cooperation in chances),
        *(Automaton(actions, transitions) for actions, transitions in machines),
    ]


def named(benchmark, method, games):
    benchmark.group = "meeting of two in a tournament of 32 automata at 1 % noise"
    benchmark.extra_info |= {"games": games, "method": method}


@pytest.mark.parametrize("mode", [{}, {"discount": "9/10"}, {"periods": 200}], ids=str)
def test_a_tournament(benchmark, mode):
    field = field_of_32()
    asked = ", ".join(f"{name} {number}" for name, number in mode.items()) or "long run"
    named(benchmark, f"ours, {asked}", len(field) ** 2)

    result = benchmark.pedantic(tournament, (DILEMMA, field, NOISE), mode, rounds=20, warmup_rounds=2)

    assert np.isfinite(result.scores).all()


def test_a_grid_of_tournaments(benchmark):
    field, noises, discounts = field_of_32(), np.linspace(0, 0.2, 10), np.linspace(0.5, 0.99, 10)
    named(benchmark, "ours, discounts and noises in a grid of 10 by 10", 100 * len(field) ** 2)

    grid = benchmark.pedantic(score_grid, (DILEMMA, field, noises, discounts), rounds=2)

    assert np.isfinite(grid).all()


def test_one_pair_at_a_time(benchmark):
    field = field_of_32()[:24]
    game = RepeatedGame(DILEMMA, "9/10", NOISE)
    pairs = [(field[k], Automaton(*second_player(field[-k - 1]))) for k in range(24)]
    named(benchmark, "one repeated game a pair, discount 9/10", len(pairs))

    payoffs = benchmark.pedantic(lambda: [game.payoffs(pair) for pair in pairs], rounds=3)

    assert np.isfinite(payoffs).all()


def second_player(first):
    mixes = first.probabilities(2)
    return mixes, first.transitions.swapaxes(1, 2), first.start
