"""Trees and stages: what they are made of, how they are read, what is refused."""

from __future__ import annotations

import sys
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

import tetrarchy as tt

sys.path.append(str(Path(__file__).parents[2]))
games = import_module("sequence_games")

END = tt.End([0, 0])


def one_move(**changes):
    return tt.Decision(**{"player": 0, "moves": [("L", END), ("R", END)], **changes})


@pytest.mark.parametrize(
    ("tree", "nodes", "ends", "subgames", "plans"),
    [
        (games.seltens_horse(), 9, 5, [""], (2, 2, 2)),
        (games.beer_and_quiche(), 15, 8, [""], (4, 4)),
        (games.bagwell(), 15, 8, [""], (2, 4)),
        (games.centipede(), 9, 5, ["", "pass", "pass / pass", "pass / pass / pass"], (3, 3)),
        (games.ultimatum(), 13, 8, ["", "give 0", "give 1", "give 2", "give 3"], (4, 16)),
        (games.kuhn_poker(), 55, 30, [""], (27, 64)),
    ],
)
def test_published_trees_have_their_sizes(tree, nodes, ends, subgames, plans):
    assert (len(tree.nodes), len(tree.ends), list(tree.subgames)) == (nodes, ends, subgames)
    assert tree.reduced().shape == plans
    assert tree.perfect_recall


def test_payoffs_on_the_way_are_added_up_exactly():
    below = tt.Decision("B", [("l", tt.End(["1/3", 1])), ("r", tt.End())], payoffs=["0.1", -2])
    tree = tt.Tree(["A", "B"], tt.Chance([("x", "1/4", below), ("y", 0.75, tt.End([1, 1]))], payoffs=[10, 0]))
    assert [(end.path, end.payoffs) for end in tree.ends] == [
        ("x / l", (Fraction(313, 30), -1)),
        ("x / r", (Fraction(101, 10), -2)),
        ("y", (11, 1)),
    ]
    assert tree.reduced().exact[0, 0].tolist() == [
        Fraction(313, 120) + Fraction(33, 4),
        Fraction(101, 40) + Fraction(33, 4),
    ]


def test_payoffs_times_chances_beyond_the_processors_integers_stay_exact():
    # 5000 times 2**51 is more than 2**63, and as an integer of 64 bits negative.
    likely, rare = (tt.Decision("A", [("L", tt.End([pay])), ("R", tt.End([1]))], "a") for pay in (2**51, 0))
    tree = tt.Tree(["A"], tt.Chance([("x", "5000/5001", likely), ("y", "1/5001", rare)]))
    [found] = tt.subgame_perfect(tree).outcomes

    assert found.payoffs == (Fraction(5000 * 2**51, 5001),)


def test_nodes_are_chance_decisions_and_ends():
    tree = tt.Tree(["A"], tt.Chance([("x", "1/2", tt.Decision("A", [("L", tt.End([1]))])), ("y", "1/2", tt.End())]))

    assert [(node.path, node.kind, node.player) for node in tree.nodes] == [
        ("", "chance", None),
        ("x", "decision", "A"),
        ("x / L", "end", None),
        ("y", "end", None),
    ]


def test_what_a_player_sees_makes_its_information_sets():
    game = tt.NormalFormGame([[[3, 0], [0, 1]], [[1, 0], [0, 3]]], ["He", "She"], [["boxing", "ballet"]] * 2)
    open_, closed = (
        tt.stages(game, [["He"], ["She"]]),
        tt.stages(game, [[0], [1]], hidden=[{"of": "He", "from": ["She"]}]),
    )
    assert [(each.name, each.subgame) for each in open_.tree().information_sets] == [
        ("at once", True),
        ("He=boxing", True),
        ("He=ballet", True),
    ]
    assert [(each.name, len(each.nodes)) for each in closed.tree().information_sets] == [("at once", 1), ("at once", 2)]
    assert closed.tree().subgames == ("",)
    assert open_.tree().reduced().shape == (2, 4)


def test_a_stage_of_several_moves_at_once():
    tree = tt.stages("us-russia-china", [["US"], ["Russia", "China"]], [("US", "China")]).tree()
    assert [(each.player, each.name) for each in tree.information_sets] == [
        ("US", "at once"),
        ("Russia", "US=engage_both"),
        ("China", "at once"),
        *(("Russia", f"US={action}") for action in tt.load("us-russia-china").actions[0][1:]),
    ]


def test_a_type_learns_nothing_by_moving_last_and_may_not_move_before():
    scenario = tt.parse(
        """
        title = "Types"
        [game]
        kind = "autonomy"
        [actors.Europe]
        types = [{ prior = 0.5, orders = "liberal" }, { prior = 0.5, orders = "conservative" }]
        [actors.US]
        orders = "liberal"
        """,
        "types",
    )
    last = tt.stages(scenario, [["US"], ["Europe"]])
    assert [last.players[player] for player in last.sequence] == ["US", "Europe (liberal)", "Europe (conservative)"]
    with pytest.raises(tt.InputError, match="Europe is of uncertain type and moves before the last stage"):
        tt.stages(scenario, [["Europe"], ["US"]])


@pytest.mark.parametrize(
    ("order", "hidden", "message"),
    [
        ([["A"]], [], "an order must name every player once, got 'B' in none of its places"),
        ([["A"], ["B"], ["A"]], [], "got 'A' in 2 of its places"),
        ([["A"], ["C"]], [], "unknown player 'C'"),
        ([["A"], [], ["B"]], [], "a stage at least one player, got an empty one"),
        ([[0], [2]], [], "a player must be a name or a number from 0 to 1, got 2"),
        ("AB", [], "an order must be a list of stages"),
        (5, [], "an order must be a list of stages, each a list of players, got 5"),
        ([["A"], ["B"]], 5, "what is hidden must be a list of pairs"),
        ([["A", "B"]], [("A", "B")], "cannot be hidden from B, who moves no later"),
        ([["A"], ["B"]], [("B", "A")], "cannot be hidden from A, who moves no later"),
        ([["A"], ["B"]], [("A",)], "what is hidden must be a pair"),
    ],
)
def test_orders_that_do_not_fit_are_refused(order, hidden, message):
    game = tt.NormalFormGame([[[1, 0], [0, 1]], [[1, 0], [0, 1]]], ["A", "B"])
    with pytest.raises(tt.InputError, match=message):
        tt.stages(game, order, hidden)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: tt.Decision(0, []), "at least one move"),
        (lambda: one_move(moves=[("L", END), ("L", END)]), "must have different names, got 'L' twice"),
        (lambda: one_move(moves=[("L", END), "R"]), r"a move must be \(action, node\), got 'R'"),
        (lambda: one_move(moves=[(1, END)]), "the name of a move must be text, got 1"),
        (lambda: one_move(moves=[("L", 3)]), "move 'L' must lead to a Decision, a Chance or an End, got 3"),
        (lambda: one_move(player=True), "must be a name or a number from 0, got True"),
        (lambda: tt.Chance([("a", "1/2", END), ("b", "1/3", END)]), "must add up to 1, got 1/2, 1/3: 5/6"),
        (lambda: tt.Chance([("a", "3/2", END), ("b", "-1/2", END)]), "must be at least 0"),
        (lambda: tt.End([0, "x"]), "a payoff must be a finite number, got 'x'"),
        (lambda: tt.End([0, float("nan")]), "a payoff must be a finite number"),
        (lambda: tt.Tree(["A", "B"], one_move(player="C")), "unknown player 'C'; known: A, B"),
        (lambda: tt.Tree(["A", "B"], one_move(player=2)), "from 0 to 1, got 2"),
        (lambda: tt.Tree(["A"], one_move()), "payoffs must be one for each of the 1 players, got 2"),
        (lambda: tt.Tree(["A", "A"], END), "players must be different names, got 'A' twice"),
        (
            lambda: tt.Tree(
                ["A", "B"],
                tt.Decision(0, [("a", one_move(player=1, set="s")), ("b", tt.Decision(1, [("L", END)], "s"))]),
            ),
            "the nodes of information set 's' must have the same actions in the same order, got L, R and L",
        ),
    ],
)
def test_nodes_that_make_no_tree_are_refused(build, message):
    with pytest.raises(tt.InputError, match=message):
        build()


def absent_minded():
    return tt.Tree(["Driver"], tt.Decision(0, [("exit", tt.End([0])), ("on", driver_again())], "road"))


def driver_again():
    return tt.Decision(0, [("exit", tt.End([4])), ("on", tt.End([1]))], "road")


def forgetful():
    second = [tt.Decision(0, [("x", END), ("y", END)], "later") for _ in range(2)]
    return tt.Tree(["A", "B"], tt.Decision(0, [("L", second[0]), ("R", second[1])], "first"))


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        (
            absent_minded(),
            "Driver has no perfect recall: at information set 'road' it does not know whether it has come",
        ),
        (
            forgetful(),
            "at information set 'later' it does not know whether it has come there by 'L' at 'first' or by 'R'",
        ),
    ],
)
def test_who_forgets_may_be_built_but_not_solved(tree, message):
    assert not tree.perfect_recall
    for asked in (tree.reduced, lambda: tt.subgame_perfect(tree)):
        with pytest.raises(tt.InputError, match=message):
            asked()


def test_a_reduced_form_beyond_reach_says_its_size():
    tree = games.ultimatum(25)
    with pytest.raises(tt.InputError, match=r"26 x 67,108,864 plans.*subgame_perfect"):
        tree.reduced()


def test_a_deep_tree_needs_no_deep_stack():
    node = tt.End([0, 0])
    for depth in range(1500):
        node = tt.Decision(depth % 2, [("take", tt.End([depth % 7, depth % 5])), ("pass", node)])
    tree = tt.Tree(["A", "B"], node)
    assert len(tree.subgames) == 1500
    assert tt.subgame_perfect(tree, limit=1).equilibria[0].pure
