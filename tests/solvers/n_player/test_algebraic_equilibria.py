"""Exact probabilities of n-player equilibria: published games, minimal polynomials, indifference at the exact point."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import gcd
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sympy import Poly, Rational, Symbol, expand
from typer.testing import CliRunner

from tetrarchy.cli import app
from tetrarchy.games.errors import InputError
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Candidate, Equilibrium
from tetrarchy.solvers.concepts.nash import Nash
from tetrarchy.solvers.exact.algebraic import Exact, Root
from tetrarchy.solvers.n_player.algebraic_equilibria import with_exact_probabilities
from tetrarchy.solvers.n_player.isolated_equilibria import n_player_equilibria
from tetrarchy.solvers.solve import solve

# Gambit's enumpoly, 16.7.0 and 17.0.0b2, finds no equilibrium of this game.
LOST_BY_GAMBIT = NormalFormGame(
    [
        [[[5, 4], [9, 5]], [[8, 6], [8, 1]]],
        [[[3, 5], [4, 4]], [[0, 2], [2, 6]]],
        [[[4, 1], [0, 9]], [[9, 1], [5, 7]]],
    ]
)
# McKelvey & McLennan 1997: nine equilibria. Rows are profiles, the first player's action changing fastest.
NINE = NormalFormGame(
    np.array([[9, 8, 12], [0] * 3, [0] * 3, [9, 8, 2], [0] * 3, [3, 4, 6], [3, 4, 6], [0] * 3])
    .reshape(2, 2, 2, 3)
    .transpose(3, 2, 1, 0)
)


def random_game(seed: int, shape: tuple[int, ...]) -> NormalFormGame:
    return NormalFormGame(np.random.default_rng(seed).integers(0, 10, (len(shape), *shape)))


def found_exactly(game: NormalFormGame) -> list[Equilibrium]:
    return [found for found in solve(game, Nash(exact=True)).equilibria if found.algebraic is not None]


def gains(game: NormalFormGame, strategies: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int, Any]]:
    """Give what each action of each player pays more than its first played one, in the arithmetic of the strategies."""
    for player, own in enumerate(strategies):
        others = [range(m) if j != player else (0,) for j, m in enumerate(game.shape)]
        pays: list[Any] = [0] * len(own)
        for profile in product(*others):
            weight: Any = 1
            for j, action in enumerate(profile):
                weight = weight * strategies[j][action] if j != player else weight
            for action in range(len(own)):
                cell = (*profile[:player], action, *profile[player + 1 :])
                pays[action] = pays[action] + int(game.payoffs[(player, *cell)]) * weight
        first = next(action for action, p in enumerate(own) if p != 0)
        yield from ((player, action, pays[action] - pays[first]) for action in range(len(own)))


def in_radicals(p: Exact) -> Any:
    return Rational(p.numerator, p.denominator) if isinstance(p, Fraction) else p.in_radicals()


def below(p: Exact, width: Fraction) -> Fraction:
    """Return a number that a probability exceeds by no more than a width."""
    while isinstance(p, Root) and p.high - p.low > width:
        p = p.halved()
    return p.low if isinstance(p, Root) else p


def assert_minimal_and_enclosed(found: Equilibrium) -> None:
    """Each probability is a fraction or a root of an irreducible polynomial, and lies within the proven distance."""
    assert found.distance is not None
    for floats, strategy in zip(found.strategies, found.algebraic or (), strict=True):
        assert sum(map(float, strategy)) == pytest.approx(1, abs=1e-15 * len(strategy))
        for centre, p in zip(floats.tolist(), strategy, strict=True):
            assert Fraction(centre) - Fraction(found.distance) <= p <= Fraction(centre) + Fraction(found.distance)
            if isinstance(p, Root):
                polynomial = Poly(p.polynomial[::-1], Symbol("x"))
                assert polynomial.is_irreducible
                assert gcd(*p.polynomial) == 1
                assert polynomial.count_roots(*map(in_radicals, (p.low, p.high))) == 1
                assert polynomial.count_roots(sup=in_radicals(p.low)) == p.number


def assert_indifferent_to(bits: int, game: NormalFormGame, found: Equilibrium) -> None:
    """The played actions pay the same up to 2^-bits times a constant, and the others less, at the algebraic point.

    A product of n probabilities, each known to within w, is known to within n w.
    """
    width = Fraction(1, 2**bits)
    near = [[below(p, width) for p in strategy] for strategy in found.algebraic or ()]
    error = 2 * 9 * game.payoffs[0].size * game.n_players * width
    for player, action, gain in gains(game, near):
        assert gain <= error if found.strategies[player][action] == 0 else abs(gain) <= error


def test_the_equilibrium_that_gambit_loses_is_a_root_of_quadratics() -> None:
    [found] = found_exactly(LOST_BY_GAMBIT)

    assert [round(float(strategy[0]), 6) for strategy in found.strategies] == [0.807045, 0.658623, 0.028679]
    assert [strategy[0].polynomial for strategy in found.algebraic] == [(-8, -3, 16), (-13, -29, 74), (2, -71, 44)]
    assert [str(strategy[0].in_radicals()) for strategy in found.algebraic] == [
        "3/32 + sqrt(521)/32",
        "29/148 + 3*sqrt(521)/148",
        "71/88 - 3*sqrt(521)/88",
    ]


def test_at_the_algebraic_point_nobody_can_gain_at_all() -> None:
    [found] = found_exactly(LOST_BY_GAMBIT)
    strategies = [[in_radicals(p) for p in strategy] for strategy in found.algebraic]

    assert all(expand(gain) == 0 for _, _, gain in gains(LOST_BY_GAMBIT, strategies))
    assert all(expand(sum(strategy)) == 1 for strategy in strategies)


def test_rational_equilibria_are_left_as_they_are() -> None:
    asked, plain = solve(NINE, Nash(exact=True)), solve(NINE)

    assert len(asked.equilibria) == 9
    assert [found.exact for found in asked.equilibria] == [found.exact for found in plain.equilibria]
    assert all(found.exact is not None and found.algebraic is None for found in asked.equilibria)


@pytest.mark.parametrize("seed", range(40))
def test_random_games_of_two_actions_are_solved_in_radicals(seed: int) -> None:
    game = random_game(seed, (2, 2, 2))
    for found in solve(game, Nash(exact=True)).equilibria:
        assert found.exact is not None or found.algebraic is not None
        if found.algebraic is not None:
            strategies = [[in_radicals(p) for p in strategy] for strategy in found.algebraic]

            assert_minimal_and_enclosed(found)
            for player, action, gain in gains(game, strategies):
                exact = expand(gain)
                assert exact == 0 if found.strategies[player][action] > 0 else exact < 0


@pytest.mark.parametrize(
    ("shape", "seed", "degree"),
    [((2, 2, 2, 2), 0, 9), ((2, 2, 2, 2), 6, 9), ((3, 3, 3), 1, 2), ((3, 3, 3), 2, 4), ((3, 3, 3), 23, 10)],
)
def test_the_played_actions_pay_the_same_at_roots_of_any_degree(shape: tuple[int, ...], seed: int, degree: int) -> None:
    game = random_game(seed, shape)
    exact = found_exactly(game)

    degrees = {len(p.polynomial) - 1 for found in exact for own in found.algebraic for p in own if isinstance(p, Root)}
    assert max(degrees) == degree
    for found in exact:
        assert_minimal_and_enclosed(found)
        assert_indifferent_to(150, game, found)


def test_payoffs_in_decimals_are_taken_for_what_they_say() -> None:
    units = solve(NormalFormGame(LOST_BY_GAMBIT.payoffs / 10), Nash(exact=True))

    assert units.equilibria[0].algebraic == solve(LOST_BY_GAMBIT, Nash(exact=True)).equilibria[0].algebraic


def test_probabilities_that_prove_to_be_rational_make_an_equilibrium_exact() -> None:
    a = np.indices((2, 2, 2, 2))
    game = NormalFormGame([(2 + a[i]) * (a[i] != a[(i + 1) % 4]) for i in range(4)])
    plain, asked = solve(game).equilibria[-1], solve(game, Nash(exact=True)).equilibria[-1]

    assert plain.exact is None
    assert asked.exact == ((Fraction(2, 5), Fraction(3, 5)),) * 4
    assert (asked.regret, asked.distance, asked.algebraic) == (0, 0, None)


def test_the_time_limit_leaves_equilibria_numerical() -> None:
    findings = n_player_equilibria(LOST_BY_GAMBIT, np.random.default_rng(0))

    asked = with_exact_probabilities(LOST_BY_GAMBIT, findings, deadline=-np.inf)

    assert asked.candidates == findings.candidates
    assert asked.notes == ("Not given exactly: equilibrium 1; the time limit came first.",)
    assert asked.complete


def test_equations_of_many_solutions_are_not_tried() -> None:
    a = np.indices((2, 2, 2, 2, 2))
    game = NormalFormGame([a[i] != a[(i + 1) % 5] for i in range(5)] * np.ones(1, dtype=int))
    findings = n_player_equilibria(game, np.random.default_rng(0))

    [note] = with_exact_probabilities(game, findings).notes

    assert note.startswith("Not given exactly: equilibrium 1; the equations may have 44 complex solutions, and more")


def test_equations_with_a_continuum_of_improper_solutions_are_not_solved_exactly() -> None:
    # In the probabilities of the second actions: the equations hold at (1/2, 4/5, 1/5, 1/2), and wherever y = z = 2.
    tables: list[tuple[int, Callable[..., int]]] = [
        (0, lambda y, z, w: (y - 2) * (w + 1) - (z - 2)),
        (1, lambda x, z, w: (z - 2) * (2 * x - 1)),
        (2, lambda x, y, w: (y - 2) * (2 * w - 1)),
        (3, lambda x, y, z: (y - 2) * (5 * z - 1) + (z - 2) * (5 * y - 4)),
    ]
    payoffs = np.zeros((4, 2, 2, 2, 2), dtype=int)
    for player, gain in tables:
        for others in product((0, 1), repeat=3):
            payoffs[(player, *others[:player], 1, *others[player:])] = gain(*others)
    solution = solve(NormalFormGame(payoffs), Nash(exact=True))
    [mixed] = [found for found in solution.equilibria if found.exact is None]

    assert mixed.certified
    assert mixed.algebraic is None
    assert [float(strategy[1]) for strategy in mixed.strategies] == pytest.approx([0.5, 0.8, 0.2, 0.5], abs=1e-12)
    assert "Not given exactly: equilibrium 3; the equations have infinitely many complex solutions." in solution.notes


def test_an_equilibrium_without_a_proven_distance_stays_numerical() -> None:
    findings = n_player_equilibria(LOST_BY_GAMBIT, np.random.default_rng(0))
    [proven] = findings.candidates
    doubtful = type(findings)((Candidate(proven.strategies),), complete=False, method=findings.method)

    [note] = with_exact_probabilities(LOST_BY_GAMBIT, doubtful).notes

    assert note == "Not given exactly: equilibrium 1; no distance to a true equilibrium is proven."


def test_a_distance_that_holds_two_roots_chooses_neither() -> None:
    findings = n_player_equilibria(LOST_BY_GAMBIT, np.random.default_rng(0))
    [proven] = findings.candidates
    vague = type(findings)((Candidate(proven.strategies, distance=1.5),), complete=True, method=findings.method)

    [note] = with_exact_probabilities(LOST_BY_GAMBIT, vague).notes

    assert note == "Not given exactly: equilibrium 1; the distance proven does not tell two roots apart."


def test_a_library_has_no_exact_numbers_to_give() -> None:
    with pytest.raises(InputError, match="exact numbers need the method"):
        Nash(method="nashpy-vertex", exact=True)


@pytest.fixture
def trap(tmp_path: Path) -> str:
    cells = LOST_BY_GAMBIT.payoffs.transpose(3, 2, 1, 0).astype(int).ravel()
    file = tmp_path / "lost.nfg"
    file.write_text(f'NFG 1 R "Lost" {{ "A" "B" "C" }} {{ 2 2 2 }}\n\n{" ".join(map(str, cells))}\n')
    return str(file)


def test_the_command_line_lists_the_closed_forms(trap: str) -> None:
    plain = CliRunner().invoke(app, ["solve", trap]).stdout
    asked = " ".join(CliRunner().invoke(app, ["solve", trap, "--exact"]).stdout.split())

    assert "exact (algebraic)" not in plain
    assert "exact (algebraic)" in asked
    assert "Equilibrium 1, exactly: A: a1 with 3/32 + sqrt(521)/32, a2 with 29/32 - sqrt(521)/32; B: a1 with" in asked


def test_json_holds_the_minimal_polynomials_and_enclosures(trap: str) -> None:
    plain = json.loads(CliRunner().invoke(app, ["solve", trap, "--format", "json"]).stdout)
    asked = json.loads(CliRunner().invoke(app, ["solve", trap, "--exact", "--format", "json"]).stdout)

    assert plain["equilibria"][0]["algebraic"] is None
    assert asked["equilibria"][0]["exact"] is None
    assert asked["equilibria"][0]["algebraic"][0][0] == {"polynomial": ["-8", "-3", "16"], "interval": ["0", "1"]}


def test_only_nash_takes_the_option(trap: str) -> None:
    answer = CliRunner().invoke(app, ["solve", trap, "--concept", "pure", "--exact"])

    assert answer.exit_code != 0
    assert isinstance(answer.exception, InputError)
    assert "the concept pure takes no exact" in str(answer.exception)
