"""Every arena: its three uses agree, and its payoffs are those of the documentation's formulas."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.configs.load import parse
from tetrarchy.games.arena import ArenaGame, consequences, contract
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.dimensions import DIMENSION_NAMES, POSITION
from tetrarchy.games.orders.rows import ORDER_NAMES
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles

arenas = pytest.mark.parametrize("arena", ARENAS.values(), ids=ARENAS)


def reference(name, **settings):
    """Return an arena's scenario with its reference types."""
    return parse(f'title = "{name}"\n[game]\nkind = "{name}"', name).replace(settings)


def named_equilibria(scenario):
    game = scenario.build()
    return [game.name_profile(profile) for profile in pure_nash_profiles(game)]


@arenas
@settings(max_examples=10)
@given(data=st.data())
def test_floats_arrays_fractions_and_symbols_agree(arena, data):
    values = {
        known.name: Fraction(data.draw(st.integers(0, 20)), 20) * (known.high - known.low) + known.low
        for known in arena.parameters
    }

    exact = consequences(arena, values)
    floats = consequences(arena, {name: float(value) for name, value in values.items()})
    batch = consequences(arena, {name: np.full(3, float(value)) for name, value in values.items()})
    symbols = {name: sympy.Symbol(name) for name in values}
    formulas = consequences(arena, symbols)
    substituted = np.vectorize(
        lambda cell: Fraction(
            str(sympy.sympify(cell).subs({symbols[n]: sympy.Rational(v) for n, v in values.items()}))
        ),
        otypes=[object],
    )(formulas)

    assert floats.dtype == batch.dtype == np.float64
    assert np.abs(floats - exact.astype(float)).max() <= 1e-14
    assert np.array_equal(batch, np.stack([floats] * 3))
    assert (substituted == exact).all()


@arenas
def test_effects_name_known_players_and_dimensions_and_leave_relative_gain_to_the_engine(arena):
    game = ArenaGame(arena, {known.name: float(known.default) for known in arena.parameters})
    for _, names in arena.pure_profiles():
        effects = arena.effects(names, SimpleNamespace(**game.parameters, one=1.0))
        assert set(effects) <= set(arena.players)
        for touched in effects.values():
            assert set(touched) <= set(DIMENSION_NAMES) - {"relative_gain"}


@arenas
def test_defaults_stay_on_the_scale_of_the_dimensions(arena):
    table = consequences(arena, {known.name: float(known.default) for known in arena.parameters})

    assert np.abs(np.delete(table, POSITION["relative_gain"], axis=-1)).max() <= 1


@arenas
def test_relative_gain_is_own_gain_minus_the_mean_of_the_others_and_sums_to_zero(arena):
    table = consequences(arena, {known.name: known.default for known in arena.parameters})
    gain, relative = table[..., POSITION["gain"]], table[..., POSITION["relative_gain"]]
    others = (gain.sum(axis=0) - gain[0]) / (len(arena.players) - 1)

    assert (relative[0] == gain[0] - others).all()
    assert (relative.sum(axis=0) == 0).all()


@arenas
def test_symbols_and_names_of_parameters_are_all_different(arena):
    labels = [label for known in arena.parameters for label in {known.name, known.symbol}]

    assert len(labels) == len(set(labels))
    for known in arena.parameters:
        assert arena.parameter(known.symbol) is arena.parameter(known.name)


def test_contraction_of_a_batch_equals_that_of_each_game():
    rng = np.random.default_rng(1)
    table, weights = rng.normal(size=(5, 2, 3, 2, 9)), rng.normal(size=(5, 2, 9))

    together = contract(table, weights)

    assert together.shape == (5, 2, 3, 2)
    assert np.allclose(together, np.einsum("bixyd,bid->bixy", table, weights))
    assert np.allclose(contract(table[0], weights)[1], np.einsum("ixyd,id->ixy", table[0], weights[1]))


def test_the_reference_triangle_has_exactly_two_pure_equilibria():
    assert named_equilibria(reference("triangle")) == [
        ("engage_both", "hedge", "hedge"),
        ("dual_pressure", "align", "align"),
    ]


def test_the_reference_recognition_game_is_an_assurance_problem():
    assert named_equilibria(reference("recognition")) == [("recognise", "co_manage"), ("deny", "contest")]


def test_two_mercantilists_are_in_a_prisoners_dilemma_of_tariffs():
    game = reference("trade_war", **{"A.orders": "mercantilist", "B.orders": "mercantilist"}).build()

    assert [game.name_profile(p) for p in pure_nash_profiles(game)] == [("tariff", "tariff")]
    assert (game.payoffs[:, 0, 0] > game.payoffs[:, 1, 1]).all()


def test_a_riser_whose_bodies_are_retained_by_others_builds_parallel_ones():
    assert named_equilibria(reference("institutions")) == [("retain", "parallel")]


def _weights_of(order):
    values = reference("triangle").orders[order]
    total = sum(abs(value) for value in values.values())
    return {dimension: sympy.Rational(value) / sympy.Rational(total) for dimension, value in values.items()}


def _russias_gain_from_aligning(**symbols):
    """Return u(align) - u(hedge) of Russia against dual pressure and an aligning China."""
    payoffs = reference("triangle", **symbols).payoffs()
    return sympy.expand(payoffs[1, 3, 1, 1] - payoffs[1, 3, 0, 1])


def test_the_pressure_at_which_russia_aligns_is_the_closed_form():
    w = _weights_of("conservative")
    p, theta, g, nu, rho, kap, m = sympy.symbols("p theta g nu rho kap m")
    closed = (
        w["status"] * (sympy.Rational(1, 2) - rho)
        + w["autonomy"] * kap * (1 - rho)
        + w["security"] * m
        - g * (w["gain"] + w["relative_gain"] / 2)
        - w["governance"] * nu
    ) / (theta * w["security"])

    solved = sympy.solve(_russias_gain_from_aligning(p=p, theta=theta, g=g, nu=nu, rho=rho, kap=kap, m=m), p)

    assert sympy.simplify(solved[0] - closed) == 0


def test_the_restraint_at_which_russia_aligns_is_the_closed_form_and_its_value():
    rho = sympy.Symbol("rho")

    solved = sympy.solve(_russias_gain_from_aligning(rho=rho), rho)

    assert solved == [sympy.Rational(41, 112)]
    assert float(solved[0]) == pytest.approx(0.366, abs=5e-4)


def test_pressure_raises_russias_gain_from_aligning_by_algebra():
    p = sympy.Symbol("p")

    slope = sympy.diff(_russias_gain_from_aligning(p=p), p)

    assert slope == sympy.Rational(1, 12)


@pytest.mark.parametrize("order", ORDER_NAMES)
def test_pressing_one_state_or_the_other_is_worth_the_same_to_the_united_states(order):
    payoffs = reference("triangle", **{"US.orders": order}).build().exact[0]

    assert payoffs[1, 0, 0] == payoffs[2, 0, 0]
    assert payoffs[1, 0, 1] == payoffs[2, 1, 0]
