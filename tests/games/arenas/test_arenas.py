"""Every arena: its three uses agree, and its consequences are rational functions of its parameters."""

from dataclasses import replace

import numpy as np
import pytest
import sympy

from tetrarchy.games.arena import Kind, consequences, contract
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.dimensions import POSITION
from tetrarchy.games.stochastic.course import Course
from tetrarchy.games.text.labels import labels
from tetrarchy.testing import check_arena

AUTONOMY = ARENAS["autonomy"]
FIRST = AUTONOMY.parameters[0]

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
def test_it_has_the_properties_that_all_arenas_have(arena):
    check_arena(arena)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"question": " "}, "question: expected words, got ' '"),
        ({"name": "a b"}, "expected a name of letters, digits and _, got 'a b'"),
        ({"players": ("US", "US")}, "players: expected names that differ, got US twice"),
        ({"actions": ((), ("rely", "autonomy"))}, "actions of US: expected at least one, got none"),
        ({"players": ("US",)}, "expected a list of actions for each player, got 2 for 1 players"),
        ({"parameters": (*AUTONOMY.parameters, FIRST)}, "names and symbols of parameters: expected names that differ"),
        ({"parameters": (replace(FIRST, default=9),)}, f"default of {FIRST.name}: expected it in [0.1, 0.5], got 9"),
        ({"parameters": (replace(FIRST, unit="share", high=2),)}, "expected low and high within [0, 1], got 0.1 and 2"),
        ({"reference_types": ("liberal",)}, "expected a reference type for each player or none, got 1"),
        ({"reference_types": ("liberal", "libral")}, "reference type of Europe: unknown order 'libral'"),
        ({"effects": lambda a, p: {"EU": {"gain": 1}}}, "at (guarantee, rely): unknown player 'EU'"),
        ({"effects": lambda a, p: {"US": {"relative_gain": 1}}}, "US: unknown dimension 'relative_gain'"),
        ({"effects": lambda a, p: {"US": {"gain": p.one * 2}}}, "at the defaults: expected sizes of at most 1, got 2"),
        ({"effects": lambda a, p: {"US": {"gain": p.h}}}, "alone, got: unknown parameter 'h'; known: "),
        ({"effects": lambda a, p: {}[a]}, "at (guarantee, rely): expected effects, got KeyError: "),
        ({"effects": lambda a, p: {"US": {"gain": "1"}}}, "rely), US: expected a number for gain, got '1'"),
        ({"effects": 7}, "effects: expected a function of the actions and the parameters, got 7"),
        ({"players": None}, "players: expected a list of names, got None"),
        ({"players": ("US", "")}, "players: expected names, got an empty one"),
        ({"actions": ("ab", "cd")}, "actions: expected a list of lists of names, got ('ab', 'cd')"),
        ({"parameters": ("h",)}, "parameters: expected a list of parameters, got ('h',)"),
        ({"parameters": (replace(FIRST, low=0.1),)}, f"low of {FIRST.name!r}: expected a fraction or a whole number"),
        ({"parameters": (replace(FIRST, name="one"),)}, "a parameter is called 'one', as the number 1 is"),
        ({"parameters": (replace(FIRST, symbol="is"),)}, "expected a name of letters, digits and _, got 'is'"),
        ({"societies": ("EU",)}, "societies: unknown player 'EU'"),
        ({"labels": labels({"EU": "Brussels"}, {})}, "labels: unknown player 'EU'"),
        ({"labels": labels({}, {"US": {"bid": "bid"}})}, "labels, US: unknown action 'bid'; known: guarantee"),
        ({"labels": labels({}, {}, {"a": {"US": "bid"}})}, "the outcome 'a', US: unknown action 'bid'"),
        ({"kinds": {"US": (Kind("a"), Kind("b"))}}, "chance of 'b': unknown parameter ''"),
        ({"kinds": {"US": (Kind("a", committed="bid"),)}}, "kinds of US: expected one that decides, got none"),
        ({"course": Course("h", (), lambda a, k, p: {}, "h")}, "parameter of the course: unknown parameter 'h'"),
        ({"effects": lambda a, p: {"US": {"gain": p.one / 9 / (p.tribute - p.tribute)}}}, "expected finite numbers"),
        ({"effects": lambda a, p: {"US": {"gain": int(p.tribute == 0)}}}, "'tribute' is compared"),
        (
            {"effects": lambda a, p: {"US": {"gain": p.tribute if isinstance(p.one, float) else 0}}},
            "expected floats and fractions to agree",
        ),
    ],
)
def test_a_property_that_fails_is_told_in_words(change, said):
    with pytest.raises(AssertionError, match=r"^arena (autonomy|a b): ") as caught:
        check_arena(replace(AUTONOMY, **change))

    assert said in str(caught.value)


def test_what_is_no_arena_is_told():
    with pytest.raises(TypeError, match="expected an arena, got str 'autonomy'"):
        check_arena("autonomy")


@arenas
def test_consequences_are_rational_functions_of_the_parameters_without_a_case_distinction(arena):
    symbols = {known.name: sympy.Symbol(known.name) for known in arena.parameters}

    cells = {sympy.sympify(cell) for cell in consequences(arena, symbols).flat}

    assert all(cell.is_rational_function(*symbols.values()) for cell in cells)
    used = {symbol.name for cell in cells for symbol in cell.free_symbols}
    assert used == set(symbols) - set(BESIDE_THE_STAGE.get(arena.name, "").split())


@arenas
def test_relative_gains_sum_to_zero(arena):
    table = consequences(arena, {known.name: known.default for known in arena.parameters})

    assert (table[..., POSITION["relative_gain"]].sum(axis=0) == 0).all()


def test_contraction_of_a_batch_equals_that_of_each_game():
    rng = np.random.default_rng(1)
    table, weights = rng.normal(size=(5, 2, 3, 2, 9)), rng.normal(size=(5, 2, 9))

    together = contract(table, weights)

    assert together.shape == (5, 2, 3, 2)
    assert np.allclose(together, np.einsum("bixyd,bid->bixy", table, weights))
    assert np.allclose(contract(table[0], weights)[1], np.einsum("ixyd,id->ixy", table[0], weights[1]))
