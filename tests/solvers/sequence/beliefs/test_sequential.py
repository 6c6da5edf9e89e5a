"""Sequential equilibria: assessments put to the exact test, and what is found of published trees."""

from __future__ import annotations

import sys
from fractions import Fraction
from importlib import import_module
from itertools import product
from pathlib import Path
from random import Random

import pytest

import tetrarchy as tt
from tetrarchy.solvers.sequence.beliefs.logit_path import logit_assessment

sys.path.append(str(Path(__file__).parents[3]))
games = import_module("sequence_games")


# Nau, Gomez Canovas and Hansen 2004, International Journal of Game Theory 32, section 4: one equilibrium, irrational
IRRATIONAL = tt.NormalFormGame(
    [
        [[[3, 1], [0, 0]], [[0, 0], [1, 2]]],
        [[[0, 0], [2, 1]], [[1, 3], [0, 0]]],
        [[[2, 0], [0, 0]], [[0, 0], [0, 3]]],
    ]
)


def horse(third, believed):
    behaviour = {("P1", "1"): {"A": 1}, ("P2", "2"): {"a": 1}, ("P3", "3"): third}
    return tt.is_sequential(games.seltens_horse(), behaviour, {("P3", "3"): believed})


def test_the_horse_by_what_its_third_player_believes():
    assert horse({"R": 1}, {"A / d": "9/10", "D": "1/10"})[:2] == (True, True)
    assert horse({"R": 1}, {"A / d": 0, "D": 1})[:2] == (False, True)
    assert horse({"R": 1}, ["9/10", "1/10"]).reason == ""


def test_the_horse_leaves_one_outcome():
    found = tt.sequential(games.seltens_horse())
    assert {each.label for each in found.equilibria if each.pure} == {"A / a"}
    assert {each.payoffs for each in found.equilibria} == {(1, 1, 1)}
    assert found.complete_pure
    assert all(each.certified for each in found.equilibria)


def test_no_pure_equilibrium_of_the_market_for_lemons_bears_beliefs():
    tree = games.lemons_with_a_price_that_tells(Fraction(1, 2))
    (found,) = tt.sequential(tree).equilibria
    assert [each.profiles for each in tt.subgame_perfect(tree, mixed=False).outcomes] == [1]
    assert (found.pure, found.certified, found.payoffs) == (False, True, (Fraction(3, 10), Fraction(1, 6)))
    assert found.behaviour["Seller", "bad"]["5/2"] == Fraction(1, 3)
    assert found.behaviour["Buyer", "5/2"]["buy"] == Fraction(1, 5)
    assert found.beliefs["Buyer", "5/2"]["good / 5/2"] == Fraction(3, 4)


def test_a_pure_equilibrium_of_the_market_for_lemons_where_enough_cars_are_good():
    found = tt.sequential(games.lemons_with_a_price_that_tells(Fraction(4, 5)))
    assert [(each.pure, each.behaviour["Buyer", "5/2"]["buy"]) for each in found.equilibria] == [(True, 1)]
    assert found.complete_pure


def test_pooling_needs_a_belief_of_at_least_a_half():
    tree = games.beer_and_quiche()
    found = [each for each in tt.sequential(tree).equilibria if each.pure]
    assert [each.payoffs for each in found] == [
        (Fraction(29, 10), Fraction(9, 10)),
        (Fraction(21, 10), Fraction(9, 10)),
    ]
    for weak, bears in (("1/2", True), ("49/100", False)):
        beliefs = {
            ("Receiver", "beer"): {"strong / beer": "9/10", "weak / beer": "1/10"},
            ("Receiver", "quiche"): {"strong / quiche": 1 - Fraction(weak), "weak / quiche": weak},
        }
        assert tt.is_sequential(tree, found[0].behaviour, beliefs)[:2] == (bears, True)


def test_with_perfect_information_they_are_the_subgame_perfect_ones():
    found = tt.sequential(games.centipede())
    assert ([each.label for each in found.equilibria], found.complete) == (["take"], True)


def test_a_branch_of_chance_zero_is_not_believed():
    (found,) = tt.sequential(games.bagwell(error=0)).equilibria
    assert found.label == "S / s / S"


def mistakes():
    """A tree in which two sets of B are come to by the same mistakes of A, which A does not tell apart by chance."""

    def reply(name):
        return tt.Decision("B", [("x", tt.End([0, 1])), ("y", tt.End([0, 1]))], name)

    def side():
        stray = [("stay", tt.End([1, 0])), *((go, reply(go)) for go in ("left", "right"))]
        return tt.Decision("A", stray, "A knows nothing")

    return tt.Tree(["A", "B"], tt.Chance([("heads", "1/2", side()), ("tails", "1/2", side())]))


@pytest.mark.parametrize(
    ("left", "right", "consistent"),
    [(("1/2", "1/2"), ("1/2", "1/2"), True), (("1/3", "2/3"), ("1/2", "1/2"), False), ((0, 1), (0, 1), False)],
)
def test_who_cannot_tell_nodes_apart_errs_alike_at_them(left, right, consistent):
    behaviour = {("A", "A knows nothing"): {"stay": 1}, ("B", "left"): {"x": 1}, ("B", "right"): {"y": 1}}
    beliefs = {
        ("A", "A knows nothing"): {"heads": "1/2", "tails": "1/2"},
        ("B", "left"): left,
        ("B", "right"): right,
    }
    assert tt.is_sequential(mistakes(), behaviour, beliefs).consistent is consistent


def two_strangers():
    """B and C each meet A's two mistakes without telling them apart, so that they must believe in the same ratio."""

    def meet():
        later = tt.Decision("C", [("u", tt.End([0, 0, 0])), ("v", tt.End([0, 0, 0]))], "C")
        return tt.Decision("B", [("x", tt.End([0, 0, 0])), ("y", later)], "B")

    return tt.Tree(["A", "B", "C"], tt.Decision("A", [("out", tt.End([1, 0, 0])), ("l", meet()), ("r", meet())]))


@pytest.mark.parametrize(
    ("one", "other", "consistent"),
    [
        (("1/3", "2/3"), ("1/3", "2/3"), True),
        (("1/3", "2/3"), ("1/2", "1/2"), False),
        ((1, 0), (0, 1), False),
        ((1, 0), (1, 0), True),
        ((1, 0), ("1/2", "1/2"), False),
    ],
)
def test_beliefs_after_the_same_mistakes_agree(one, other, consistent):
    tree = two_strangers()
    behaviour = {("A", "start"): {"out": 1}, ("B", "B"): {"x": 1}, ("C", "C"): {"u": 1}}
    judged = tt.is_sequential(tree, behaviour, {("B", "B"): one, ("C", "C"): other})
    assert judged.rational
    assert judged.consistent is consistent
    assert bool(judged.reason) is not consistent


def weak_equilibria(definition):
    """Return the outcomes of pure profiles with beliefs on a grid of twelfths that bear every plan."""
    found = set()
    keys = list(definition.sets)
    for actions in product(*definition.sets.values()):
        profile = dict(zip(keys, actions, strict=True))
        ends, paid = definition.play(definition.root, "", profile)
        reached = {"": Fraction(1)}
        for path, key, node in definition.order:
            for move in node.moves:
                chance = move[1] if key is None else Fraction(int(move[0] == profile[key]))
                below = f"{path} / {move[0]}" if path else move[0]
                reached[below] = reached[path] * chance
        if all(believable(definition, profile, reached, key) for key in keys):
            found.add((tuple(sorted(ends.items())), tuple(paid)))
    return found


def believable(definition, profile, reached, key):
    nodes = [(path, node) for path, other, node in definition.order if other == key]
    total = sum(reached[path] for path, _ in nodes)
    if total:
        systems = [[reached[path] / total for path, _ in nodes]]
    elif len(nodes) == 1:
        systems = [[Fraction(1)]]
    else:
        systems = [[Fraction(k, 12), 1 - Fraction(k, 12)] for k in range(13)]

    def worth(action):
        changed = {**profile, key: action}
        return [definition.play(node, path, changed)[1][key[0]] for path, node in nodes]

    table = {action: worth(action) for action in definition.sets[key]}
    return any(
        all(
            sum(p * x for p, x in zip(beliefs, table[profile[key]], strict=True))
            >= sum(p * x for p, x in zip(beliefs, other, strict=True))
            for other in table.values()
        )
        for beliefs in systems
    )


def outcome_of(definition, equilibrium):
    played = [max(chances, key=chances.get) for chances in equilibrium.behaviour.values()]
    ends, paid = definition.play(definition.root, "", dict(zip(definition.sets, played, strict=True)))
    return tuple(sorted(ends.items())), tuple(paid)


def test_signalling_games_by_the_definition():
    random = Random(11)
    for _ in range(12):
        pays = [[[[random.randint(0, 3) for _ in "SR"] for _ in "xy"] for _ in "ab"] for _ in "12"]
        root = tt.Chance(
            [
                (
                    kind,
                    "1/2",
                    tt.Decision(
                        0,
                        [
                            (sent, tt.Decision(1, [(a, tt.End(pays[t][s][r])) for r, a in enumerate("xy")], sent))
                            for s, sent in enumerate("ab")
                        ],
                        kind,
                    ),
                )
                for t, kind in enumerate("12")
            ]
        )
        tree = tt.Tree(["S", "R"], root)
        found = tt.sequential(tree)
        outcomes = {outcome_of(games.ByDefinition(2, root), each) for each in found.equilibria if each.pure}
        assert weak_equilibria(games.ByDefinition(2, root)) == outcomes
        assert found.complete_pure


@pytest.mark.parametrize(
    ("behaviour", "beliefs", "message"),
    [
        ({}, {}, "the behaviour of P1 at '1' is missing"),
        ({("P1", "1"): {"X": 1}}, {}, "must be of 'A', 'D', got 'X'"),
        ({("P1", "1"): {"A": "1/2"}}, {}, "must be chances that add up to 1, got 1/2, 0"),
        (
            {("P1", "1"): {"A": 1}, ("P2", "2"): {"a": 1}, ("P3", "3"): {"R": 1}},
            {},
            "the beliefs of P3 at '3' are missing",
        ),
    ],
)
def test_what_is_no_assessment_is_refused(behaviour, beliefs, message):
    with pytest.raises(tt.InputError, match=message):
        tt.is_sequential(games.seltens_horse(), behaviour, beliefs)


def never(coin):
    """A game of matching pennies, or what else is given, behind a branch of chance 0."""
    match = [[1, -1], [-1, 1]]
    second = [
        tt.Decision(1, [(b, tt.End([match[i][j], -match[i][j]])) for j, b in enumerate("HT")], "B") for i in range(2)
    ]
    return tt.Tree(
        ["A", "B"],
        tt.Chance(
            [("never", coin, tt.Decision(0, list(zip("HT", second, strict=True)))), ("end", 1 - coin, tt.End([0, 0]))]
        ),
    )


def test_behind_a_branch_of_chance_zero_beliefs_follow_from_what_is_done_there():
    tree = never(Fraction(0))
    pure = {("A", "never"): {"H": 1}, ("B", "B"): {"H": 1}}
    stray, right = ({("B", "B"): {"never / H": p, "never / T": 1 - p}} for p in (0, 1))
    assert tt.is_sequential(tree, pure, stray)[:2] == (True, False)
    assert tt.is_sequential(tree, pure, right)[:2] == (False, True)
    (found,) = tt.sequential(tree).equilibria
    assert found.beliefs["B", "B"] == {"never / H": Fraction(1, 2), "never / T": Fraction(1, 2)}
    assert not found.pure


def test_isolated_equilibria_that_come_everywhere_are_all():
    found = tt.sequential(games.bagwell())
    assert len(found.equilibria) == 3
    assert (found.complete_pure, found.complete) == (True, True)
    assert not tt.sequential(games.seltens_horse()).complete


def test_a_path_of_logit_responses_ends_at_the_horses_sequential_equilibrium():
    end = logit_assessment(games.seltens_horse())
    assert [own[0] for own in end.choices.values()] == pytest.approx([1, 1, 0], abs=1e-3)
    assert end.beliefs[2] == pytest.approx([2 / 3, 1 / 3], abs=1e-3)


def test_what_no_fractions_prove_is_listed_as_numerical():
    found = tt.sequential(IRRATIONAL)
    (listed,) = found.equilibria
    assert not listed.certified
    assert 0 < listed.residual < Fraction(1, 1000)
    assert (found.complete_pure, found.complete) == (True, False)
    assert "numerical, not proven" in found.notes[-1]
