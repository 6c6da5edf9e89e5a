"""The script of the explore pages against the program: what it computes, and what the page says and keeps of it."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from urllib.parse import unquote

import numpy as np
import pytest
from sympy import Piecewise, symbols

from tetrarchy import NormalFormGame, parse, solve, solve_world, stages, subgame_perfect
from tetrarchy.configs.world.load import load_setting
from tetrarchy.games.numbers import number
from tetrarchy.games.world.field import regret
from tetrarchy.reports.explore.room import game_values, room_page
from tetrarchy.reports.explore.world import world_page, world_values
from tetrarchy.solvers.world.influence import influence
from tetrarchy.studies.explore.explorable import explorable
from tetrarchy.studies.explore.explorable_world import explorable_world
from tetrarchy.studies.explore.polynomials import as_polynomials

sys.path.append(str(Path(__file__).parent))
page_script = import_module("page_script")

ARENAS = [
    "trade-war-us-china",
    "recognition-assurance",
    "institutions-reform",
    "samson-and-delilah",
    "us-russia-china",
    "coalition-multilateral",
    "enlargement-two-sides",
    "courting-washington",
]
IN_ORDER = ["s400-in-sequence", "sweden-2023"]
HIDDEN = """
title = "Three in an order"
[game]
kind = "custom"
players = ["One", "Two", "Three"]
actions = [["go", "stay"], ["go", "stay"], ["go", "stay"]]
order = [["One"], ["Two"], ["Three"]]
hidden = [{ of = "One", from = "Three" }]
[game.parameters]
k = { default = 0.25, low = -1, high = 1, meaning = "the price of going" }
[[game.consequences]]
when = { One = "go" }
One = { gain = "-k" }
Two = { security = 0.3 }
[[game.consequences]]
when = { One = "go", Two = "go" }
Two = { gain = "k * k - 0.1" }
Three = { status = 0.4 }
[[game.consequences]]
when = { Three = "go" }
Three = { gain = "0.1 - k" }
One = { gain = 0.3 }
[actors.One]
orders = "liberal"
[actors.Two]
orders = { conservative = 0.5, liberal = 0.5 }
[actors.Three]
orders = "mercantilist"
"""
OWN_FORMULAS = """
title = "Numbers to which formulas are given below"
[game]
kind = "custom"
players = ["One", "Two"]
actions = [["go", "stay"], ["go", "stay"]]
[game.parameters]
x = { default = 0.5, low = 0, high = 1, meaning = "x" }
y = { default = 0.5, low = 0, high = 1, meaning = "y" }
[[game.consequences]]
when = { One = "go" }
One = { gain = "x" }
Two = { gain = "y" }
[[game.consequences]]
when = { Two = "go" }
One = { gain = "x * y" }
Two = { gain = "x + y" }
[actors.One]
orders = "mercantilist"
[actors.Two]
orders = "mercantilist"
"""
X, Y = symbols("x y")
OFF = Piecewise((1, X**2 - Y / 2 <= 0), (0, True))
FORMULAS = {
    "indicators": [OFF - Y, X * Piecewise((1, X - Y / 3 <= 0), (0, True)) - Y / 4, X * Y * OFF - X / 7],
    "high powers": [X**30 * Y**30 - X, X**40 - Y / 2, X - Y],
    "quotients": [1 / (1 + X / (1 + Y)) - X, Y / (1 + 1 / (2 + X)) - X / 3, X * Y - 1 / (3 + Y) ** 2],
}
MAPS = [
    ("trade-war-us-china", ("t", "A.liberal"), None),
    ("us-russia-china", ("p_R", "US.liberal"), None),
    ("coalition-multilateral", ("cM", "b"), None),
    ("s400-in-sequence", ("resolve", "India.liberal"), 0),
    (HIDDEN, ("k", "Two.liberal"), 0),
    ("indicators", ("x", "y"), None),
    ("quotients", ("x", "y"), None),
]
WORLD = str(Path(__file__).parents[2] / "worlds" / "two-and-one.toml")

SOLVED = """(data, asked) => {
  const game = prepare(data);
  return asked.map(([setting, choice, dials]) => {
    mode = choice === null ? AT_ONCE : inOrder(game, data.moves[choice]);
    const values = setting.map(parsed);
    const solved = evaluate(game, values);
    const mixed = searchesMixed(game) ? mixedEquilibria(game, solved) : null;
    const tip = (found) => found && { ...found, value: written(found.value), part: null };
    return {
      payoffs: solved.payoffs.map((own, player) => own.map((_, p) => written(payoff(solved, player, p)))),
      best: bestReplies(game, solved),
      found: mode.answer(game, solved),
      mixed: mixed && mixed.equilibria.map((each) => each.map((strategy) => strategy.map(written))),
      degenerate: mixed && mixed.tie !== null,
      tips: dials.map((dial) => Object.values(tips(game, values, dial)).map(tip)),
    };
  });
}"""
MAP = """(data, setting, axes, choice) => {
  const [game, map] = [prepare(data), {}];
  mode = choice === null ? AT_ONCE : inOrder(game, data.moves[choice]);
  for (const _ of mapSteps(game, setting.map(parsed), axes, map));
  const own = (set) => map.sets[set];
  return {
    exact: map.exact,
    area: map.shapes.reduce((sum, { points }) => sum + areaOf(points), 0),
    shapes: map.shapes.map(({ points, set }) => [points, areaOf(points), own(set)]),
    curves: map.curves.filter(({ sets }) => sets).map(({ ends, sets }) => [ends, sets.map(own)]),
  };
}"""
DOMINATED = """(data, setting) => {
  const game = prepare(data);
  return dominated(game, evaluate(game, setting.map(parsed)));
}"""
SETTLED = """(data, settings) => {
  const world = prepare(data);
  return settings.map((numbers) => {
    const found = solved(world, numbers);
    return { ...found, moves: influenceOf(world, numbers, found.equilibria[0], 2).value };
  });
}"""


@cache
def explored(source):
    return own(source) if source in FORMULAS else explorable(parse(source, "own") if source is HIDDEN else source)


def own(kind):
    """Return a game of two with payoffs by formulas that no arena that ships has."""
    found = explorable(parse(OWN_FORMULAS, "own"))
    effects = np.zeros_like(found.effects)
    effects[:, 0] = [[[1, 0], [0, 2]], [[3, 0], [2, 0]]]
    return replace(found, polynomials=as_polynomials([X * 0, *FORMULAS[kind]], (X, Y)), effects=effects)


def best_replies(payoffs):
    return np.stack([own == own.max(axis=player, keepdims=True) for player, own in enumerate(payoffs)])


def pure(payoffs):
    """Return the numbers of the pure equilibria, the last player's action changing fastest."""
    return np.flatnonzero(best_replies(payoffs).all(axis=0)).tolist()


def drawn(found, random, on_steps):
    """Return a value for each dial, on tenths of its range or anywhere in it; mixes whole, often of one row or two."""
    parts = 10 if on_steps else 97
    values = [dial.low + (dial.high - dial.low) * Fraction(random.randint(0, parts), parts) for dial in found.dials]
    for whole in sorted({dial.whole for dial in found.dials if dial.whole}):
        members = [k for k, dial in enumerate(found.dials) if dial.whole == whole]
        shares = [Fraction(random.choice((0, 0, 1, 3))) for _ in members]
        shares[random.randrange(len(members))] += 1
        for k, share in zip(members, shares, strict=True):
            values[k] = share / sum(shares)
    return values


def moved(found, values, dial, value):
    """Return values with one dial elsewhere, the other shares of its mix in their proportions."""
    own, next_values = found.dials[dial], list(values)
    for k, each in enumerate(found.dials):
        if own.whole is not None and each.whole == own.whole:
            next_values[k] = values[k] * (1 - value) / (1 - values[dial])
    next_values[dial] = value
    return next_values


def solved(found, asked):
    """Return what the script answers to settings, each with the place of an order of moves and the dials to move."""
    texts = [[list(map(str, values)), order, dials] for values, order, dials in asked]
    return page_script.answer("game", SOLVED, game_values(found), texts)


def assert_agrees(payoffs, answer, ordinal=False):
    """Hold an answer of the script to the program's, of a game in which all move at once."""
    assert answer["payoffs"] == [list(map(str, own.ravel())) for own in payoffs]
    assert answer["best"] == [own.ravel().tolist() for own in best_replies(payoffs)]
    assert answer["found"] == pure(payoffs)
    assert (answer["mixed"] is None) == (len(payoffs) != 2 or ordinal)
    if answer["mixed"] is not None:
        solution = solve(NormalFormGame(payoffs))
        exact = [[list(map(str, strategy)) for strategy in each.exact] for each in solution.equilibria]
        assert sorted(answer["mixed"]) == sorted(exact)
        assert answer["degenerate"] == solution.degenerate


def assert_tips_hold(found, values, dial, tips, answered):
    """Hold what is told of a dial, falling and rising, to the program's answers on the way there and beyond."""
    own, start = found.dials[dial], values[dial]
    hair = (own.high - own.low) / 10**9
    before = answered(values)
    for turn, end, tip in ((-1, own.low, tips[0]), (1, own.high, tips[1])):
        way = [start + (end - start) * Fraction(k, 3) for k in range(1, 4)]
        if tip is not None:
            place = Fraction(tip["value"])
            assert tip["exact"]
            beyond = place if tip.get("only") else min(own.high, max(own.low, place + turn * hair))
            after = answered(moved(found, values, dial, beyond))
            assert set(before) - set(after) == set(tip["gone"])
            assert set(after) - set(before) == set(tip["come"])
            assert tip["gone"] or tip["come"]
            way = [each for each in (*way, place - turn * hair) if (place - each) * turn > 0 < (each - start) * turn]
        for value in way:
            assert answered(moved(found, values, dial, value)) == before


@pytest.mark.parametrize("name", ARENAS)
def test_the_script_solves_an_arena_and_tells_what_would_change_the_answer_as_the_program_does(name):
    found, random = explored(name), Random(name)
    settings = [drawn(found, random, on_steps=k % 2 == 0) for k in range(10)]
    free = [[k for k, dial in enumerate(found.dials) if dial.whole is None or values[k] != 1] for values in settings]
    asked = [(values, None, random.sample(own, min(2, len(own)))) for values, own in zip(settings, free, strict=True)]
    ties = []
    for (values, _, dials), answer in zip(asked, solved(found, asked), strict=True):
        assert_agrees(found.payoffs(values), answer, found.scenario.ordinal)
        for dial, tips in zip(dials, answer["tips"], strict=True):
            if all(tip is None or tip["exact"] for tip in tips):
                assert_tips_hold(found, values, dial, tips, lambda values: pure(found.payoffs(values)))
            places = [Fraction(tip["value"]) for tip in tips if tip and tip["value"] != "1"]
            ties += [(moved(found, values, dial, place), None, [dial]) for place in places]
    for (values, _, [dial]), answer in zip(ties[:5], solved(found, ties[:5]), strict=True):
        assert_agrees(found.payoffs(values), answer, found.scenario.ordinal)
        if all(tip is None or tip["exact"] for tip in answer["tips"][0]):
            assert_tips_hold(found, values, dial, answer["tips"][0], lambda values: pure(found.payoffs(values)))


@pytest.mark.parametrize("kind", ["indicators", "quotients"])
def test_the_script_reckons_with_indicators_and_quotients_and_takes_neither_for_a_straight_line(kind):
    found = explored(kind)
    mixes = [dial.value for dial in found.dials[2:]]
    places = [(a, b) for a in (0, "1/4", "1/2", 1) for b in (0, "1/8", "1/2", 1)]
    asked = [([Fraction(a), Fraction(b), *mixes], None, [0]) for a, b in places]
    degrees = page_script.answer("game", "(data) => prepare(data).degrees", game_values(found))
    answers = solved(found, asked)

    assert degrees[:2] == [None, None]
    assert set(degrees[2:]) == {1}
    for (values, _, _), answer in zip(asked, answers, strict=True):
        assert_agrees(found.payoffs(values), answer)
        assert not any(tip and tip["exact"] for tips in answer["tips"] for tip in tips)
    assert len({str(answer["found"]) for answer in answers}) > 1


def outcomes(found, values, order):
    """Return the numbers of the pure subgame-perfect outcomes where the dials stand at some values."""
    payoffs, moves = found.payoffs(values), found.moves[order]
    game = NormalFormGame(payoffs, moves.players, [list(map(str, own)) for own in found.scenario.actions])
    staged = stages(game, moves.order, moves.hidden)
    answer = subgame_perfect(staged, mixed=False, limit=0)
    assert answer.complete_pure
    places = []
    for outcome in answer.outcomes:
        done = dict(zip(staged.sequence, outcome.path.split(" / "), strict=True))
        actions = [own.index(done[player]) for player, own in enumerate(game.actions)]
        places.append(int(np.ravel_multi_index(actions, game.shape)))
    return sorted(places)


@pytest.mark.parametrize("name", IN_ORDER)
def test_the_script_finds_the_outcomes_of_an_order_of_moves_and_their_changes(name):
    found, random = explored(name), Random(name)
    asked = []
    for place in range(8):
        values, order = drawn(found, random, on_steps=place % 2 == 0), place % (len(found.moves) - 1)
        free = [k for k, dial in enumerate(found.dials) if dial.whole is None or values[k] != 1]
        asked.append((values, order, random.sample(free, 1)))
    for (values, order, dials), answer in zip(asked, solved(found, asked), strict=True):
        assert answer["found"] == outcomes(found, values, order)
        for dial, tips in zip(dials, answer["tips"], strict=True):
            assert_tips_hold(found, values, dial, tips, lambda values, order=order: outcomes(found, values, order))


def bimatrices():
    """Go through games of two players: some by hand, most of them degenerate, and some drawn, up to five actions."""
    random, cycle = Random(5), [[(i - j) % 5 % 3 for j in range(5)] for i in range(5)]
    yield [[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]]
    yield [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]
    yield [[[2, 0, 1]], [[1, 3, 3]]]
    yield [[[3, 3], [3, 1], [0, 3]], [[1, 1], [0, 2], [2, 1]]]
    yield [cycle, [list(column) for column in zip(*cycle, strict=True)]]
    yield [np.eye(5, dtype=int), np.eye(5, dtype=int)[::-1]]
    for extra in range(14):
        shape = (random.randint(2, 5), random.randint(2, 5))
        yield [[[random.randint(0, 3 + extra) for _ in range(shape[1])] for _ in range(shape[0])] for _ in range(2)]


def test_the_script_finds_all_extreme_equilibria_of_two_players():
    degenerate = 0
    for payoffs in bimatrices():
        game = NormalFormGame(np.array(payoffs))
        found = explorable(game)
        [answer] = solved(found, [([dial.value for dial in found.dials], None, [])])
        assert_agrees(game.exact, answer)
        degenerate += answer["degenerate"]

    assert 5 <= degenerate <= 15


def test_teaching_tells_what_is_beaten_always_from_what_is_once_others_are_out():
    found = explorable(NormalFormGame.two_player([[1, 1, 0], [0, 0, 2]], [[0, 2, 1], [3, 1, 0]]))
    steps = page_script.answer("game", DOMINATED, game_values(found), [str(dial.value) for dial in found.dials])

    assert [(step["player"], step["action"], step["by"], step["always"]) for step in steps] == [
        (1, 2, 1, True),
        (0, 1, 0, False),
        (1, 0, 1, False),
    ]


@pytest.mark.parametrize(("name", "axes", "order"), MAPS)
def test_a_map_of_the_script_has_the_programs_answer_in_its_shapes_and_on_both_sides_of_its_curves(name, axes, order):
    found, random = explored(name), Random(name)
    values = [dial.value for dial in found.dials]
    keys = [dial.key for dial in found.dials]
    axes = [keys.index(key) for key in axes]

    def answer_at(*place):
        at = values
        for k, part in zip(axes, place, strict=True):
            own = found.dials[k]
            at = moved(found, at, k, own.low + (own.high - own.low) * Fraction(part))
        return pure(found.payoffs(at)) if order is None else outcomes(found, at, order)

    drawn_map = page_script.answer("game", MAP, game_values(found), list(map(str, values)), axes, order)
    large = [(points, answer) for points, area, answer in drawn_map["shapes"] if area > 2**-17]

    assert drawn_map["exact"]
    assert drawn_map["area"] == pytest.approx(1, abs=1e-9)
    for points, answer in random.sample(large, min(8, len(large))):
        assert answer_at(*np.mean(points, axis=0)) == answer
    # An arc is a chord whose ends lie on the curve; those at the rim have nothing beyond.
    arcs = [(ends, sets) for ends, sets in drawn_map["curves"] if all(1e-6 < part < 1 - 1e-6 for part in ends[0])]
    assert arcs
    for ends, sets in random.sample(arcs, min(8, len(arcs))):
        (x, y), (dx, dy) = ends[0], np.subtract(*ends) / np.hypot(*np.subtract(*ends)) * 1e-8
        assert sorted([answer_at(x - dy, y + dx), answer_at(x + dy, y - dx)]) == sorted(sets)


def test_a_map_of_too_high_a_degree_is_not_called_exact():
    found = explored("high powers")
    values = [str(dial.value) for dial in found.dials]
    drawn_map = page_script.answer("game", MAP, game_values(found), values, [0, 1], None)

    assert not drawn_map["exact"]
    assert drawn_map["area"] == pytest.approx(1, abs=1e-9)


def test_a_curve_is_one_arc_in_a_box_only_where_its_polynomial_rises_or_falls_throughout():
    tables = [[[-1, 2, 3], [-1, 4, 2], [-1, 2, 3]], [[-1, 2, 3], [-1, 2, 4], [-1, 2, 3]]]
    bent, straight = page_script.answer("game", "(tables) => tables.map(arcIn)", tables)

    assert bent is None
    # -1 + 6 t - 2 t^2, read from either end
    assert sorted(end["at"] for end in straight) == pytest.approx([1.5 - 7**0.5 / 2, 7**0.5 / 2 - 0.5])


def test_a_game_of_two_with_very_many_actions_is_not_searched_for_mixed_equilibria():
    searched = page_script.answer(
        "game", "(shapes) => shapes.map((sizes) => searchesMixed({ sizes, ordinal: false }))", [[4, 4], [20, 20]]
    )

    assert searched == [True, False]


def test_a_map_of_an_order_is_not_split_where_gains_turn_on_which_no_outcome_hangs():
    found = explored(HIDDEN)
    keys, values = [dial.key for dial in found.dials], [str(dial.value) for dial in found.dials]
    axes = [keys.index(key) for key in ("Two.mercantilist", "Three.conservative")]
    drawn_map = page_script.answer("game", MAP, game_values(found), values, axes, 0)

    assert [(area, answer) for _, area, answer in drawn_map["shapes"]] == [
        (1, outcomes(found, [dial.value for dial in found.dials], 0))
    ]


def test_the_script_writes_numbers_as_the_program_does():
    random = Random(6)
    texts = ("0", "1e30", "999999.5", "1e6", "1e-9", "0.0005", "0.00009996", "-0.0625")
    values = [Fraction(k, 16) for k in range(-20, 20)] + [Fraction(text) for text in texts]
    values += [
        Fraction(random.randint(-(10**6), 10**6), random.randint(1, 10 ** random.randint(0, 12))) for _ in range(40)
    ]
    written = page_script.answer("game", "(texts) => texts.map((text) => number(parsed(text)))", list(map(str, values)))

    assert written == list(map(number, values))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3/5", "3/5"),
        (" -0.25 ", "-1/4"),
        ("2", "2"),
        ("6/4", "3/2"),
        ("1/0", None),
        ("0.5/2", None),
        ("", None),
        ("x", None),
    ],
)
def test_a_field_takes_decimals_and_fractions_alone(text, value):
    script = "(text) => { const found = parsed(text); return found && written(found); }"

    assert page_script.answer("game", script, text) == value


# ---- the page as it starts


def test_a_page_keeps_its_setting_in_the_address_and_begins_from_it_the_same():
    text = room_page(explored("s400-in-sequence"))
    page = page_script.Page(text)
    bare = page.address
    page.type("t1", "7/20")
    page.press("Keep this setting as A")
    page.type("t0", "0.6")
    page.press("Dark")
    kept = {"China.liberal": "7/20", "China.mercantilist": "13/40", "China.conservative": "13/40"}
    again = page_script.Page(text, page.address)
    told = dict(map(unquote, part.split("=")) for part in page.address[1:].split("&"))

    assert bare == "#"
    assert re.fullmatch(r"\d+-\d+", told.pop("~map"))
    assert told == {
        "resolve": "3/5",
        **kept,
        "~~": "",
        **{f"~~{key}": share for key, share in kept.items()},
        "~dark": "1",
    }
    assert again.address == page.address
    for part in ("said", "moved", "answer", "tips", "payoffs", "map", "pair"):
        assert again.text(part) == page.text(part)


def test_a_move_fills_the_tables_of_payoffs_in_and_they_read_as_on_a_page_that_opens_there():
    text = room_page(explored("us-russia-china"))
    page = page_script.Page(text)
    page.run("var tables = elements.payoffs.within().filter(({ tag }) => tag === 'table')")
    page.type("t0", "1/5")
    page.press("Teaching")
    bare = page.text("payoffs")
    page.press("Mark best replies")
    page.press("Show the equilibria")
    page.press("Teaching")

    assert page.run("tables.length > 1 && tables.every((each) => elements.payoffs.within().includes(each))")
    assert "best reply" not in bare
    assert "equilibrium" in page.text("payoffs")
    assert page.text("payoffs") == page_script.Page(text, page.address).text("payoffs")


def test_the_page_asks_what_the_scenario_asks_of_players_one_or_many():
    page = page_script.Page(room_page(explored("order-choice-2017")))

    assert page.text("question") == "Which posture can hold at home, and who gives way to whom?"
    assert "Liberals get the same from press China alone." in page.text("answer")
    assert "Security state gets the same from press China alone." in page.text("answer")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("coalition-multilateral", "Along 4 of the numbers 32 places each way are looked at: two changes close"),
        ("us-russia-china", ""),
    ],
)
def test_the_page_says_where_two_changes_close_together_may_be_missed(name, words):
    tips = page_script.Page(room_page(explored(name))).text("tips")

    assert ("may be missed" in tips) == bool(words)
    assert words in tips


# ---- the page of a world


def test_the_script_solves_a_world_as_the_program_does():
    found = explorable_world(load_setting(WORLD))
    world, data = found.setting.world, world_values(found)
    start = {"beta": 0.25, "gamma": 0.25, "monism": [0.9, 0.2, 0.6, 0.4], "appeal": [0.0] * 4}
    start["pushes"] = world.push.astype(float).tolist()
    moves = [{}, {"beta": 0.05, "gamma": 0.9, "appeal": [0.1, -0.2, 0.0, 0.05]}, {"beta": 2.0, "gamma": 0.6}]
    settings = [start | each for each in moves]
    answers = page_script.answer("world", SETTLED, data, settings)

    assert [answer["proven"] for answer in answers] == [True, True, False]
    for numbers, answer in zip(settings, answers, strict=True):
        own = world.replace(push=numbers["pushes"], **{name: numbers[name] for name in numbers if name != "pushes"})
        practices = [np.array(each) for each in answer["equilibria"]]
        assert answer["rests"]
        # The last step moves no share by more than 1e-14
        # and what a step leaves to gain is of its size.
        assert max(regret(own.decimals, each) for each in practices) < 1e-12
        if answer["proven"]:
            [practice] = practices
            np.testing.assert_allclose(practice, solve_world(own).practice, rtol=0, atol=1e-12)
            assert answer["moves"] == pytest.approx(float(influence(own, practice).values[2]), abs=1e-9)


def test_the_page_of_a_world_tells_the_programs_shares_and_keeps_its_setting_in_the_address():
    found = explorable_world(load_setting(WORLD))
    text, world = world_page(found), found.setting.world
    page = page_script.Page(text)
    page.type("tv0", "1/10")
    again = page_script.Page(text, page.address)
    practice = solve_world(world.replace(beta="1/10")).practice
    shares = sorted(zip(world.size.astype(float) @ practice, world.orders, strict=True), reverse=True)

    assert page.address == "#beta=0.1&~state=AAA"
    assert again.address == page.address
    words = ", ".join(f"{100 * share:.1f}% {order}" for share, order in shares if share >= 0.005)
    assert page.text("said") == f"The world practises {words}."
    for part in ("said", "answer", "movers", "simplex", "strip", "blocs", "tipping", "influence"):
        assert again.text(part) == page.text(part)
