"""Every arena: its three uses agree, and its consequences are rational functions of its parameters."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.games.arena import UNREST, ArenaGame, consequences, contract
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.dimensions import DIMENSION_NAMES, POSITION

BESIDE_THE_STAGE = {
    "arms_spiral": "mobilisation demobilisation",
    "deference": "patience",
    "enlargement": "belief_of_russia belief_of_west",
    "sanctions_renewal": "courtship fatigue recovery",
    "thickening_dyad": "climb fall",
    "unipolar": """growth growth_by_expansion legitimacy_lost legitimacy_lost_in_conflict legitimacy_regained
        western_power western_decline intrusion_on_russia intrusion_on_china russian_capability russian_growth
        chinese_capability chinese_growth russian_cost_of_balancing chinese_cost_of_balancing""",
}
"""Parameters of how the game is repeated, of how its state moves, or of how likely a kind of player is, by arena."""

arenas = pytest.mark.parametrize("arena", ARENAS.values(), ids=ARENAS)


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
    exactly = {symbols[name]: sympy.Rational(value) for name, value in values.items()}
    at = {cell: Fraction(str(sympy.sympify(cell).xreplace(exactly))) for cell in set(formulas.flat)}

    assert floats.dtype == batch.dtype == np.float64
    assert np.abs(floats - exact.astype(float)).max() <= 1e-14
    assert np.array_equal(batch, np.stack([floats] * 3))
    assert [at[cell] for cell in formulas.flat] == list(exact.flat)


@arenas
def test_effects_name_known_players_and_dimensions_and_leave_relative_gain_to_the_engine(arena):
    game = ArenaGame(arena, {known.name: float(known.default) for known in arena.parameters})
    for _, names in arena.pure_profiles():
        effects = arena.effects(names, SimpleNamespace(**game.parameters, one=1.0))
        assert set(effects) <= set(arena.players)
        for touched in effects.values():
            assert set(touched) <= {*DIMENSION_NAMES, UNREST} - {"relative_gain"}


@arenas
def test_consequences_are_rational_functions_of_the_parameters_without_a_case_distinction(arena):
    symbols = {known.name: sympy.Symbol(known.name) for known in arena.parameters}

    cells = {sympy.sympify(cell) for cell in consequences(arena, symbols).flat}

    assert all(cell.is_rational_function(*symbols.values()) for cell in cells)
    used = {symbol.name for cell in cells for symbol in cell.free_symbols}
    assert used == set(symbols) - set(BESIDE_THE_STAGE.get(arena.name, "").split())


@arenas
def test_defaults_stay_on_the_scale_of_the_dimensions(arena):
    table = consequences(arena, {known.name: float(known.default) for known in arena.parameters})

    assert np.abs(np.delete(table, POSITION["relative_gain"], axis=-1)).max() <= 1


@arenas
def test_relative_gains_sum_to_zero(arena):
    table = consequences(arena, {known.name: known.default for known in arena.parameters})

    assert (table[..., POSITION["relative_gain"]].sum(axis=0) == 0).all()


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
