"""The arenas that the claims are put to, against a statement of them written apart from the package."""

import re
import sys
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from tetrarchy import parse
from tetrarchy.games.arena import consequences, consequences_at_home
from tetrarchy.games.arenas import ARENAS, ILLUSTRATIONS, LEDGER_ARENAS, LEDGER_OF_INTENT
from tetrarchy.games.dimensions import DIMENSION_NAMES, DIMENSIONS, FLOORS
from tetrarchy.games.orders.rows import ORDERS, ROWS, weight_cells
from tetrarchy.games.ties.dyads import HALF_WIDTHS, VIEWS
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.studies.claims.predictions.powers.domestic import DomesticModel
from tetrarchy.studies.claims.predictions.powers.enlargement import EnlargementModel
from tetrarchy.studies.scenario.analysis import analyse
from tetrarchy.studies.scenario.explanation import valued_by_floor

HERE = str(Path(__file__).parent)
sys.path.append(HERE)
oracle = import_module("ledger_oracle")
STATED = oracle.STATED

LETTERS = dict(zip("LTMKS", ROWS, strict=True))

ledger = pytest.mark.parametrize("name", STATED)


def reference(name):
    """Return an arena's scenario with its reference types."""
    return parse(f'title = "{name}"\n[game]\nkind = "{name}"', name)


def drawn(numbers, rng):
    """Return a value in its range for each (default, half-width): fortieths of it, exactly."""
    return {
        key: default + off * Fraction(int(step), 20)
        for (key, (default, off)), step in zip(numbers.items(), rng.integers(-20, 21, len(numbers)), strict=True)
    }


def by_name(game):
    """Return the exact payoffs of every profile, by the names of its actions."""
    return {
        profile: list(game.exact[(slice(None), *numbers)])
        for numbers in np.ndindex(*game.shape)
        for profile in [game.name_profile(numbers)]
    }


def test_the_ledger_and_the_statement_have_the_same_arenas_and_illustrations_are_apart():
    assert list(LEDGER_ARENAS) == list(STATED)
    assert list(ILLUSTRATIONS) == ["sanctions", "sanctions_renewal", "arms_spiral", "thickening_dyad", "climate_5"]
    assert list(ARENAS) == [*LEDGER_ARENAS, *LEDGER_OF_INTENT, *ILLUSTRATIONS]


@ledger
def test_players_actions_and_types_are_those_stated(name):
    arena, stated = LEDGER_ARENAS[name], STATED[name]
    shares = [{order: share for order, share in actor.orders.items() if share} for actor in actors_of(name)]

    assert (arena.players, arena.actions) == (stated.players, stated.actions)
    assert arena.societies == tuple(player for player in stated.players if player in oracle.SOCIETIES)
    assert shares == [{LETTERS[letter]: share for letter, share in own.items()} for own in stated.types]


def actors_of(name):
    return reference(name).actors.values()


@ledger
def test_parameters_have_the_stated_defaults_and_ranges_that_are_symmetric_about_them(name):
    found = {known.symbol: (known.low, known.default, known.high) for known in LEDGER_ARENAS[name].parameters}

    assert found == {
        symbol: (default - off, default, default + off) for symbol, (default, off) in STATED[name].numbers.items()
    }


@ledger
def test_parameters_rest_on_a_line_of_the_papers_or_on_data_unless_they_are_judged(name):
    for known in LEDGER_ARENAS[name].parameters:
        if known.symbol in STATED[name].judged:
            assert known.source == "judgement", known.name
        else:
            assert re.match(r"[SP] \d|CINC|GDP", known.source), known.name


LEVELS = ("rv0", "rR", "rC", "l0")
"""Levels from 0 to 1 in the course of the unipolar moment: capabilities beside the leader's, and legitimacy."""


@ledger
def test_a_parameter_is_a_share_where_its_meaning_is_a_part_of_something(name):
    for known in LEDGER_ARENAS[name].parameters:
        part = re.search(r"\b(part|share|belief|trust|patience)\b|^openness", known.meaning)
        if name == "unipolar" and known.symbol in ("gr", "ad", "be", "bf", "rl", "sl", "gR", "gC"):
            assert known.unit == "per year"
        else:
            share = bool(part) or (name == "unipolar" and known.symbol in LEVELS)
            assert known.unit == ("share" if share else "value"), known.name


def test_all_judged_numbers_are_named():
    models = sum(len(arena.parameters) for arena in LEDGER_ARENAS.values())
    apart = len(EnlargementModel().parameters) + len(DomesticModel().parameters)

    assert (models, apart) == (254, 17)
    assert models + apart + len(VIEWS) == 273
    assert {float(HALF_WIDTHS[view]) for view in VIEWS} == {0.5}


@ledger
def test_payoffs_at_the_defaults_are_those_stated(name):
    assert by_name(reference(name).build()) == STATED[name].payoffs(STATED[name].defaults())


@ledger
@pytest.mark.parametrize("seed", range(3))
def test_payoffs_are_those_stated_anywhere_in_the_ranges(name, seed):
    rng = np.random.default_rng(seed)
    values = drawn(STATED[name].numbers, rng)
    cells = drawn(
        {(row.name, dimension): (cell.value, cell.high - cell.value) for row, dimension, cell in weight_cells()}, rng
    )
    rows = {letter: tuple(cells[row, dimension] for dimension in DIMENSION_NAMES) for letter, row in LETTERS.items()}
    paths = {f"orders.{row}.{dimension}": cell for (row, dimension), cell in cells.items()}

    game = reference(name).replace({**values, **paths}).build()

    assert by_name(game) == STATED[name].payoffs(values, rows)


EQUILIBRIA = {
    "triangle": ["wedge_china entente entente"],
    "coalition": ["owned withhold withhold withhold"],
    "neighbourhood": ["abstain defer neutral", "enlarge defer align"],
    "recognition": ["recognise co_manage", "deny contest"],
    "institutions": ["retain parallel_open"],
    "climate": ["free_ride free_ride press_for press_for"],
    "arms": ["comply comply quiet"],
    "promotion": [],
    "grievance": ["neglect revolt"],
    "autonomy": [],
    "renewal": ["abstain veto"],
    "deference": ["intrude intrude"],
    "central_asia": ["porous restrained multi_vector"],
    "india": ["many_ties restrain aloof"],
    "intervention": ["unilateral veto"],
    "trade": ["tariff tariff"],
    "unipolar": ["expansive accommodate"],
}


@ledger
def test_the_pure_equilibria_at_the_defaults(name):
    expected = [tuple(profile.split()) for profile in EQUILIBRIA[name]]
    game = reference(name).build()

    assert [game.name_profile(profile) for profile in pure_nash_profiles(game)] == expected
    assert STATED[name].equilibria(STATED[name].defaults()) == expected


def cells_of(table, arena):
    """Return the cells of a table by profile, player and dimension."""
    return {
        names: {
            player: dict(zip(DIMENSION_NAMES, table[(k, *numbers)], strict=True))
            for k, player in enumerate(arena.players)
        }
        for numbers, names in arena.pure_profiles()
    }


@ledger
def test_consequences_and_what_of_them_is_felt_at_home_are_those_stated(name):
    arena, stated = LEDGER_ARENAS[name], STATED[name]
    symbols = stated.defaults()
    values = {known.name: symbols[known.symbol] for known in arena.parameters}
    long = dict(zip(oracle.DIMENSIONS, DIMENSION_NAMES, strict=True))

    for table, felt in (
        (consequences(arena, values), stated.consequences),
        (consequences_at_home(arena, values), stated.felt_at_home),
    ):
        assert cells_of(table, arena) == {
            profile: {
                player: {long[short]: effect for short, effect in own.items()}
                for player, own in felt(symbols, profile).items()
            }
            for profile in stated.profiles()
        }


@ledger
def test_relative_gain_is_measured_against_other_states_alone(name):
    arena = LEDGER_ARENAS[name]
    table = consequences(arena, {known.name: known.default for known in arena.parameters})
    gain, relative = table[..., 0], table[..., 1]
    states = [k for k, player in enumerate(arena.players) if player not in arena.societies]

    for k in range(len(arena.players)):
        others = [gain[other] for other in states if other != k]
        peers = k in states and others
        assert (relative[k] == (gain[k] - sum(others) / Fraction(len(others)) if peers else 0)).all()


def test_only_unrest_and_societies_are_felt_at_home():
    touched = {}
    for name, arena in ARENAS.items():
        table = consequences_at_home(arena, {known.name: known.default for known in arena.parameters})
        felt = (table != 0).reshape(len(arena.players), -1, len(DIMENSION_NAMES)).any(axis=1)
        touched[name] = {
            player: {DIMENSION_NAMES[k] for k in np.flatnonzero(row)}
            for player, row in zip(arena.players, felt, strict=True)
            if row.any()
        }

    society = {"gain", "commons"}
    assert {name: felt for name, felt in touched.items() if felt} == {
        "climate": {"A": {"security"}, "B": {"security"}, "society_A": society, "society_B": society},
        "arms": {"US": {"security"}, "Russia": {"security"}, "society": society},
        "promotion": {"state": {"security"}, "society": society},
        "grievance": {"losers": {"gain", "autonomy", "commons", "status"}},
    }


@ledger
def test_payoffs_by_floor_add_up_and_what_is_felt_at_home_lies_on_the_ground(name):
    scenario = reference(name)
    arena, weights = scenario.game.arena, scenario.weights()
    by_floor, home = valued_by_floor(scenario), cells_of(scenario.consequences_at_home(), arena)
    whole = cells_of(scenario.consequences(), arena)

    assert (by_floor.sum(axis=-1) == scenario.build().exact).all()
    for numbers, names in arena.pure_profiles():
        for k, player in enumerate(arena.players):
            worth = dict(zip(DIMENSION_NAMES, weights[k], strict=True))
            for place, floor in enumerate(FLOORS):
                abroad = sum(
                    worth[known.name]
                    * (whole[names][player][known.name] - home[names][player][known.name])
                    * known.floors.get(floor, 0)
                    for known in DIMENSIONS
                )
                stirred = sum(worth[own] * effect for own, effect in home[names][player].items())
                assert by_floor[(k, *numbers, place)] == abroad + (floor == "ground") * stirred


@pytest.mark.parametrize("name", ["climate", "arms", "grievance", "trade"])
def test_an_equilibrium_splits_payoffs_by_floor_as_the_game_does(name):
    scenario = reference(name)
    found = analyse(scenario, "pure")

    for explained, profile in zip(found.explanations, pure_nash_profiles(found.game), strict=True):
        assert explained.floors.tolist() == valued_by_floor(scenario)[(slice(None), *profile)].tolist()


def test_the_orders_and_the_security_state_seek_what_is_stated():
    assert {letter: ROWS[row].values() for letter, row in LETTERS.items()} == oracle.ROWS
    assert list(ORDERS) == list(ROWS)[:4]
