"""Conflicts from the literature, and what was published of them."""

import sys
from importlib import import_module
from itertools import combinations, permutations, product
from pathlib import Path

import numpy as np
import pytest

from tetrarchy import (
    NormalFormGame,
    coalition_stability,
    consistent_set,
    stability,
    stable_sets,
    theory_of_moves,
    threat_power,
)
from tetrarchy.solvers.stability.foresight.limited_moves import anticipation

HERE = str(Path(__file__).parent)
sys.path.append(HERE)
published = import_module("published_conflicts")
sys.path.remove(HERE)

ELMIRA = published.ELMIRA


def test_elmira_rests_at_three_states():
    found = stability(ELMIRA)
    for concept in ("nash", "seq", "sseq"):
        assert found.equilibria(concept) == (4, 7, 8)
    for concept in ("gmr", "smr"):
        assert found.equilibria(concept) == (0, 3, 4, 7, 8)


def test_in_elmira_ministry_and_company_leave_the_fifth_state_for_the_outcome_of_history():
    # Kilgour, Hipel, Fang and Peng 2001
    found = coalition_stability(ELMIRA, "nash")
    assert found.equilibria == (7, 8)
    assert found.leavers(4) == (((0, 1), 7),)
    assert not found.stable[0, 1][4]
    assert found.stable[0, 1][7]


def test_in_elmira_far_sight_ends_where_history_did():
    assert consistent_set(ELMIRA) == (0, 7, 8)
    assert consistent_set(ELMIRA, coalitions=False) == (0, 4, 7, 8)
    assert stable_sets(ELMIRA) == ((7, 8),)
    assert stability(ELMIRA, "non_myopic").equilibria("non_myopic") == (7, 8)
    assert (anticipation(ELMIRA).before, anticipation(ELMIRA).period) == (3, 1)


@pytest.mark.parametrize(("for_good", "sequential"), [(False, (4, 6)), (True, (4, 5, 6))])
def test_cuba_ends_in_withdrawal(for_good, sequential):
    # Fraser and Hipel 1984
    found = stability(published.cuba(for_good))
    assert found.equilibria("seq") == sequential
    assert found.equilibria("gmr") == found.equilibria("smr")


def test_korea_rests_where_it_was_published_to():
    # Published: stable for each under Nash, SEQ or simultaneous sanctions with intent; and under SMR
    found = stability(published.korea(), ("nash", "smr", "seq", "sim", "sim_intent"))
    either = np.any([found.stable[name] for name in ("nash", "seq", "sim_intent")], axis=0).all(axis=0)
    assert np.flatnonzero(either).tolist() == [0, 3, 4, 8]
    assert found.equilibria("smr") == (0, 3, 4, 8, 9)
    assert (found.equilibria("sim"), found.equilibria("sim_intent")) == ((0, 3, 4, 8), (0, 3, 4))


@pytest.mark.parametrize(
    ("source", "nash", "sequential", "coalitions", "consistent"),
    [
        ("inf-endgame", (3, 19), (3, 8, 19), (3,), (3,)),
        ("s400-india", (11,), (11,), (11,), (11,)),
        ("nord-stream-2", (6,), (6, 12, 13), (12,), None),
        ("chicken", (1, 2), (1, 2), (1, 2), None),
    ],
)
def test_the_shipped_conflicts_rest_where_they_are_said_to(source, nash, sequential, coalitions, consistent):
    found = stability(source)
    assert (found.equilibria("nash"), found.equilibria("seq")) == (nash, sequential)
    assert coalition_stability(source, "seq").equilibria == coalitions
    assert consistent is None or consistent_set(source) == consistent


def test_who_is_stable_in_a_stricter_concept_is_in_a_looser_one_and_numbers_of_states_play_no_part():
    rng = np.random.default_rng(8)
    for _ in range(10):
        game = NormalFormGame(rng.integers(0, 5, (3, 3, 2, 3)))
        found = stability(game, ("nash", "smr", "gmr", "sseq", "seq"))
        for strict, loose in (("nash", "smr"), ("smr", "gmr"), ("nash", "sseq"), ("sseq", "seq"), ("seq", "gmr")):
            assert not (found.stable[strict] & ~found.stable[loose]).any(), (strict, loose)
        assert not (found.stable["sseq"] & ~found.stable["smr"]).any()
        order = [rng.permutation(count) for count in game.shape]
        moved = stability(NormalFormGame(game.payoffs[np.ix_(range(3), *order)]))
        for name, stable in moved.stable.items():
            expected = found.stable[name].reshape(3, *game.shape)[np.ix_(range(3), *order)]
            assert np.array_equal(stable.reshape(3, *game.shape), expected), name


def test_the_second_mover_chooses():
    # Dutta and Vohra 2017
    model = published.TWO_MOVES
    assert consistent_set(model) == (2, 3)
    assert stable_sets(model) == ((2, 3),)
    assert coalition_stability(model, "seq").equilibria == (2, 3)


SAMSON = NormalFormGame([[[2, 4], [1, 3]], [[4, 2], [1, 3]]], ["Samson", "Delilah"])


def test_samson_and_delilah_go_round_to_the_third_cell_or_stay_apart():
    # Brams 1994: outcomes from each start by the rules, and after the two-sidedness convention
    found = theory_of_moves(SAMSON)
    assert found.outcomes == ((3,), (1,), (0, 3), (0,))
    assert found.two_sided == ((3,), (1,), (0, 3), (0, 3))
    assert stability(SAMSON, "nash").equilibria("nash") == (0,)


def strict_games():
    """Return the 78 strict 2x2 games, each once up to the order of players and of actions."""
    games = {}
    for row, column in product(permutations(range(4)), repeat=2):
        pair = (np.array(row).reshape(2, 2), np.array(column).reshape(2, 2))
        games.setdefault(min(_names(*pair)), NormalFormGame(np.array(pair)))
    return list(games.values())


def _names(row, column):
    for a, b in ((row, column), (column.T, row.T)):
        for across in (slice(None), slice(None, None, -1)):
            for down in (slice(None), slice(None, None, -1)):
                yield (tuple(a[across, down].ravel().tolist()), tuple(b[across, down].ravel().tolist()))


def test_nonmyopic_equilibria_of_the_strict_games_of_two_by_two():
    # Brams 1994; Brams and Ismail 2021: in 57 of the 78 no cell is best for both. Of these 45 have a cell that is at
    # least next best for both, which is nonmyopic in 44.
    games = strict_games()
    found = [theory_of_moves(game).equilibria for game in games]
    assert len(games) == 78
    cells = [list(zip(*(own.ravel().tolist() for own in game.payoffs), strict=True)) for game in games]
    conflict = [(3, 3) not in own for own in cells]
    cooperative = [{k for k, cell in enumerate(own) if min(cell) >= 2} for own in cells]
    fit = [bool(good & set(ends)) for good, ends in zip(cooperative, found, strict=True)]
    of_conflict = [len(ends) for ends, c in zip(found, conflict, strict=True) if c]
    assert [of_conflict.count(count) for count in (1, 2, 3)] == [31, 23, 3]
    assert sum(conflict) == 57
    assert sum(c and bool(good) for c, good in zip(conflict, cooperative, strict=True)) == 45
    assert sum(c and own for c, own in zip(conflict, fit, strict=True)) == 44


def test_the_rounds_of_expectations_in_the_strict_games_of_two_by_two():
    periods = [anticipation_of(game) for game in strict_games()]
    assert {period: periods.count(period) for period in set(periods)} == {1: 61, 2: 6, 4: 11}


def anticipation_of(game):
    return anticipation(stability(game, "nash").model).period


CHICKEN = NormalFormGame([[[3, 2], [4, 1]], [[3, 4], [2, 1]]], ["Row", "Column"], [["swerve", "drive"]] * 2)


def test_threats_in_chicken():
    # Brams 1994: holding to "drive" compels the other to swerve; its breakdown is worst for both
    compel = [threat for threat in threat_power(CHICKEN) if threat.kind == "compellent"]
    assert [(threat.player, threat.action, threat.outcome) for threat in compel] == [(0, 1, (1, 0)), (1, 1, (0, 1))]


def test_holding_to_an_action_is_no_threat_where_one_of_the_two_is_indifferent_to_what_comes_of_it():
    assert threat_power(NormalFormGame.two_player([[2, 2]], [[3, 1]])) == ()
    assert threat_power(NormalFormGame.two_player([[3, 1]], [[2, 2]])) == ()


def test_two_of_the_others_deter_at_the_same_time_what_neither_deters_alone():
    # A moves from the first state to one that it likes better. B moves too, C moves only once B has, and where all
    # three have moved A is worst off.
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[0, 0, 0, 0] = 1
    payoffs[0, 1] = [[2, 2], [2, 0]]
    payoffs[1, 0, 1, 0] = 1
    payoffs[2, 0, 1, 1] = 1
    holds = {how: stability(NormalFormGame(payoffs), "sim", how).stable["sim"][0, 0] for how in ("joint", "single")}

    assert holds == {"joint": True, "single": False}


@pytest.mark.parametrize(
    ("game", "sequential", "general"),
    [
        ([[[3, 1], [4, 2]], [[3, 4], [1, 2]]], (0, 3), (0, 3)),  # Prisoner's Dilemma
        ([[[3, 2], [4, 1]], [[3, 4], [2, 1]]], (1, 2), (0, 1, 2)),  # Chicken
        ([[[4, 1], [3, 2]], [[4, 3], [1, 2]]], (0, 3), (0, 3)),  # Stag Hunt
    ],
)
def test_games_of_the_textbooks(game, sequential, general):
    found = stability(NormalFormGame(game))
    assert (found.equilibria("seq"), found.equilibria("gmr")) == (sequential, general)


def test_every_pair_of_players_is_a_coalition():
    assert set(coalition_stability(ELMIRA).stable) == {
        group for size in (1, 2, 3) for group in combinations(range(3), size)
    }
