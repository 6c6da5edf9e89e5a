"""Coalitions from strength: Caplow's eight types (1956, 1959), Gamson's cheapest winning coalition (1961)."""

from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy.games.ties.capabilities import CAPABILITIES
from tetrarchy.games.ties.triads import caplow, cheapest_winning, parity

# Weights of the six types in the experiment of Vinacke and Arkoff 1957, and the simplest ones of types 7 and 8;
# what Caplow predicts, and what Gamson does.
TYPES = {
    1: ((1, 1, 1), "AB AC BC", "AB AC BC"),
    2: ((3, 2, 2), "BC", "BC"),
    3: ((2, 2, 1), "AC BC", "AC BC"),
    4: ((3, 1, 1), "", "A"),
    5: ((4, 3, 2), "AC BC", "BC"),
    6: ((4, 2, 1), "", "A"),
    7: ((3, 2, 1), "AB AC", "AC"),
    8: ((2, 1, 1), "AB AC", "AB AC"),
}
STRENGTH = st.fractions(Fraction(1, 100), 100)


def strengths(weights, players="ABC"):
    return {player: Fraction(weight) for player, weight in zip(players, weights, strict=True)}


def named(coalitions):
    return " ".join("".join(coalition) for coalition in coalitions)


@pytest.mark.parametrize(("kind", "weights", "by_caplow", "by_gamson"), [(k, *row) for k, row in TYPES.items()])
def test_the_eight_types(kind, weights, by_caplow, by_gamson):
    found = caplow(strengths(weights))

    assert (found.type, named(found.coalitions)) == (kind, by_caplow)
    assert named(cheapest_winning(strengths(weights))) == by_gamson


@given(st.lists(STRENGTH, min_size=3, max_size=3), STRENGTH)
def test_types_depend_on_ratios_only_and_not_on_the_order_of_naming(weights, unit):
    found = caplow(strengths(weights))
    pairs = {frozenset(pair) for pair in found.coalitions}

    assert caplow(strengths([weight * unit for weight in weights])) == found
    for order in permutations("ABC"):
        again = caplow({player: strengths(weights)[player] for player in order})
        assert again.type == found.type
        if len(set(weights)) == 3:
            assert {frozenset(pair) for pair in again.coalitions} == pairs


@given(st.lists(STRENGTH, min_size=3, max_size=3))
def test_every_coalition_that_caplow_predicts_outweighs_the_third(weights):
    strength = strengths(weights)

    for pair in caplow(strength).coalitions:
        assert sum(strength[player] for player in pair) > sum(strength.values()) / 2


@given(st.lists(STRENGTH, min_size=3, max_size=3))
def test_gamson_predicts_a_part_of_what_caplow_does_where_nobody_wins_alone(weights):
    # Gamson 1961 shows his theory consistent with Caplow's in the triad.
    strength = strengths(weights)
    winning = cheapest_winning(strength)

    if len(winning[0]) == 1:
        assert caplow(strength).coalitions == ()
    else:
        assert set(winning) <= set(caplow(strength).coalitions)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=5))
def test_cheapest_winning_coalitions_are_those_of_a_search_by_bits(weights):
    players = "ABCDE"[: len(weights)]
    sums = {bits: sum(w for k, w in enumerate(weights) if bits >> k & 1) for bits in range(1, 2 ** len(weights))}
    least = min(total for total in sums.values() if 2 * total > sum(weights))
    expected = {
        frozenset(p for k, p in enumerate(players) if bits >> k & 1) for bits, total in sums.items() if total == least
    }

    assert {frozenset(group) for group in cheapest_winning(strengths(weights, players))} == expected


def test_shares_of_the_prize_are_in_proportion_to_what_is_brought():
    assert parity(strengths((4, 3, 2)), ("B", "C")) == {"B": Fraction(3, 5), "C": Fraction(2, 5)}


def test_a_tolerance_makes_near_equals_equal():
    near = strengths((100, 97, 60))

    assert caplow(near).type == 5
    assert caplow(near, Fraction(1, 20)).type == 3


@pytest.mark.parametrize("weights", [(1, 1), (1, 1, 0), (1, 2, 3, 4)])
def test_other_than_three_positive_strengths_are_refused(weights):
    with pytest.raises(ValueError, match="strengths must be three positive numbers"):
        caplow(strengths(weights, "ABCD"[: len(weights)]))


@pytest.mark.parametrize(
    # Worked by hand from the figures: the two weaker against the strongest, or one that outweighs both.
    ("index", "year", "kind", "by_gamson"),
    [
        ("CINC", 1950, 5, {("Russia", "China")}),
        ("CINC", 1972, 5, {("US", "China")}),
        ("CINC", 1991, 5, {("Russia", "China")}),
        ("CINC", 2001, 5, {("US", "Russia")}),
        ("CINC", 2016, 6, {("China",)}),
        ("GDP", 2019, 6, {("US",)}),
        ("military spending", 2019, 6, {("US",)}),
    ],
)
def test_what_capability_predicts(index, year, kind, by_gamson):
    (measured,) = [row for row in CAPABILITIES if (row.index, row.year) == (index, year)]

    assert caplow(measured.values).type == kind
    assert set(cheapest_winning(measured.values)) == by_gamson


def test_each_index_is_of_the_same_three_states_and_no_share_exceeds_the_world():
    for measured in CAPABILITIES:
        assert tuple(measured.values) == ("US", "Russia", "China")
        if measured.unit.startswith("share"):
            assert all(sum(pair) < 1 for pair in combinations(measured.values.values(), 2))
