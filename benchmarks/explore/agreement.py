"""The solver of the explore page against the program, on settings and games drawn at random; run by hand, needs node.

    python benchmarks/explore/agreement.py [SETTINGS] [GAMES]

For each arena so many settings of its dials, half of them on the dials' steps, and the points at which the page says
that the answer changes; and so many games of two and three players with whole payoffs from 0 to 3, so that many have
ties. Compared are the payoffs and the pure equilibria, and with two players all equilibria and whether the game is
degenerate; and that the program's answer changes at those points as the page says, and not before. The same for the
pure subgame-perfect outcomes of scenarios in an order of moves, and of games of three and four players in orders drawn
at random, with moves hidden; and for how numbers are written.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from importlib.resources import files
from random import Random
from typing import Any

import numpy as np

from tetrarchy import NormalFormGame, Scenario, load, solve, stages, subgame_perfect
from tetrarchy.configs.load import shipped
from tetrarchy.games.numbers import number as as_text
from tetrarchy.reports.explore.room import game_values, step
from tetrarchy.studies.explore.explorable import Explorable, explorable

MOST_EDGES = 25
"""So many points of change are looked at in each arena."""

ASKED = """
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const answered = asked.map(({ data, settings, tipsOf }) => {
  const game = prepare(data);
  return settings.map((setting, number) => {
    const choice = data.moves && data.moves[number % data.moves.length];
    mode = choice ? inOrder(game, choice) : AT_ONCE;
    const values = setting.map(parsed);
    const solved = evaluate(game, values);
    const mixed = searchesMixed(game) ? mixedEquilibria(game, solved) : null;
    const found = tipsOf.flatMap((dial) => {
      const each = tips(game, values, dial);
      return ["fall", "rise"].map((way) => each[way] && { dial, way, ...each[way], value: written(each[way].value) });
    });
    return {
      payoffs: solved.payoffs.map((own, player) => own.map((_, p) => written(payoff(solved, player, p)))),
      pure: mode.answer(game, solved),
      mixed: mixed && mixed.equilibria.map((each) => each.map((strategy) => strategy.map(written))),
      degenerate: mixed && Boolean(mixed.tie),
      tips: found.filter(Boolean).map(({ part, ...rest }) => rest),
    };
  });
});
process.stdout.write(JSON.stringify(answered));
"""

WRITTEN = """
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(asked.map((text) => number(parsed(text)))));
"""


Answer = Callable[[NormalFormGame], list[int]]
"""The numbers of the outcomes that a game has, the last player's action changing fastest."""


def _pure_equilibria(game: NormalFormGame) -> list[int]:
    """Return the numbers of the pure equilibria, the last player's action changing fastest."""
    profiles = np.logical_and.reduce(
        [own == own.max(axis=player, keepdims=True) for player, own in enumerate(game.exact)]
    )
    return np.flatnonzero(profiles).tolist()


def answered(
    asked: Sequence[Any],
    names: Sequence[str] = ("explore_fractions.js", "explore_solver.js", "explore_map.js", "explore_stages.js"),
    script: str = ASKED,
) -> list[Any]:
    """Return what the page's solver answers to a script."""
    folder = files("tetrarchy.reports") / "templates"
    solver = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    run = subprocess.run(
        ["node", "-e", solver + script], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(run.stderr)
    return json.loads(run.stdout)


def settings(found: Explorable, count: int, random: Random) -> Iterator[list[Fraction]]:
    """Go through settings: dials anywhere in their ranges or on their steps, mixes whole."""
    for number in range(count):
        values = [_drawn(dial, random, on_steps=number % 2 == 0) for dial in found.dials]
        for whole in sorted({dial.whole for dial in found.dials if dial.whole is not None}):
            members = [k for k, dial in enumerate(found.dials) if dial.whole == whole]
            chosen = [Fraction(random.choice((0, 0, 1, 2, 3, 10))) for _ in members]
            chosen[random.randrange(len(chosen))] += 1
            for k, share in zip(members, chosen, strict=True):
                values[k] = share / sum(chosen)
        yield values


def _drawn(dial: Any, random: Random, *, on_steps: bool) -> Fraction:
    size = step(dial.low, dial.high)
    if on_steps:
        return min(dial.high, dial.low + size * random.randint(0, int((dial.high - dial.low) / size)))
    return dial.low + (dial.high - dial.low) * Fraction(random.randint(0, 997), 997)


def compared(game: NormalFormGame, answer: dict[str, Any], *, ordinal: bool) -> list[str]:
    """Return in what an answer of the page differs from the program's."""
    wrong = []
    if [list(map(str, own.ravel())) for own in game.exact] != answer["payoffs"]:
        wrong.append("payoffs")
    if _pure_equilibria(game) != answer["pure"]:
        wrong.append("pure equilibria")
    if game.n_players == 2 and not ordinal:
        solution = solve(game)
        exact = [[list(map(str, strategy)) for strategy in found.exact] for found in solution.equilibria]
        if sorted(exact) != sorted(answer["mixed"]):
            wrong.append("all equilibria")
        if solution.degenerate != answer["degenerate"]:
            wrong.append("degeneracy")
    return wrong


def one_of_each_arena(*, at_once: bool = False) -> Iterator[tuple[str, Any, Explorable]]:
    """Go through shipped scenarios, one of each arena with each kind of types; of those alone that all play at once."""
    seen = set()
    for name in shipped():
        scenario = load(name)
        kind = name if not hasattr(scenario.game, "arena") else f"{scenario.game.arena.name} {scenario.incomplete}"
        kind = name if kind.startswith("custom") else kind
        if scenario.population or scenario.graph or (at_once and scenario.order) or kind in seen:
            continue
        seen.add(kind)
        yield name, scenario, explorable(scenario)


def arenas(count: int, random: Random) -> None:
    """Compare the arenas and games of all shipped scenarios, and one tip in each setting."""
    for name, scenario, found in one_of_each_arena(at_once=True):
        drawn = list(settings(found, count, random))
        dials = random.sample(range(len(found.dials)), min(3, len(found.dials)))
        asked = {"data": game_values(found), "settings": [list(map(str, each)) for each in drawn], "tipsOf": dials}
        answers = answered([asked])[0]
        wrong, edges = [], []
        for values, answer in zip(drawn, answers, strict=True):
            wrong += compared(_game(scenario, found, values), answer, ordinal=scenario.ordinal)
            for tip in answer["tips"][:1] if len(edges) < MOST_EDGES else ():
                wrong += _tip_wrong(scenario, found, values, tip)
                edges.append(moved(found, values, tip["dial"], Fraction(tip["value"])))
        asked["settings"] = [list(map(str, each)) for each in edges]
        for values, answer in zip(edges, answered([asked])[0], strict=True):
            wrong += compared(_game(scenario, found, values), answer, ordinal=scenario.ordinal)
        print(
            f"{name}: {count} settings, {len(edges)} points of change, wrong: {len(wrong)} {sorted(set(wrong))}",
            flush=True,
        )


def _game(scenario: Any, found: Explorable, values: Sequence[Fraction]) -> NormalFormGame:
    """Return the game that the program itself builds where the dials stand at some values."""
    numbers: dict[str, Any] = {}
    for dial, value in zip(found.dials, values, strict=True):
        *home, last = map(str, dial.path)
        if home[-1] == "orders":
            numbers.setdefault(".".join(home), {})[last] = value
        elif last != "prior" or home[-1] == "0":
            numbers[".".join(home if last == "value" else [*home, last])] = value
    return scenario.replace(numbers).build()


def _tip_wrong(
    scenario: Any, found: Explorable, values: Sequence[Fraction], tip: dict[str, Any], answer: Answer = _pure_equilibria
) -> list[str]:
    """Return whether the program's answer changes otherwise than a tip says."""
    dial, place = found.dials[tip["dial"]], Fraction(tip["value"])

    def at(value: Fraction) -> list[int]:
        return answer(_game(scenario, found, moved(found, values, tip["dial"], value)))

    turn = 1 if tip["way"] == "rise" else -1
    hair = (dial.high - dial.low) / 10**9
    before = at(values[tip["dial"]])
    after = place if tip.get("only") or not tip["exact"] else min(dial.high, max(dial.low, place + turn * hair))
    beyond = at(after)
    if set(before) - set(beyond) != set(tip["gone"]) or set(beyond) - set(before) != set(tip["come"]):
        return ["tip"]
    near = place - turn * hair if tip["exact"] else place - turn * (dial.high - dial.low) / 2**22
    inside = (near - values[tip["dial"]]) * turn > 0
    return ["tip too late"] if inside and at(near) != before else []


def moved(found: Explorable, values: Sequence[Fraction], dial: int, value: Fraction) -> list[Fraction]:
    own, moved = found.dials[dial], list(values)
    if own.whole is not None and values[dial] != 1:
        for k, each in enumerate(found.dials):
            if each.whole == own.whole:
                moved[k] = values[k] * (1 - value) / (1 - values[dial])
    moved[dial] = value
    return moved


def games(count: int, random: Random) -> None:
    """Compare games with whole payoffs from 0 to 3."""
    made = []
    for number in range(count):
        players = 3 if number % 4 == 3 else 2
        shape = [random.randint(2, 4 if players == 2 else 3) for _ in range(players)]
        size = players
        for m in shape:
            size *= m
        made.append(NormalFormGame(np.array([random.randint(0, 3) for _ in range(size)]).reshape(players, *shape)))
    found = [explorable(game) for game in made]
    asked = [
        {"data": game_values(each), "settings": [[str(dial.value) for dial in each.dials]], "tipsOf": []}
        for each in found
    ]
    answers = [each[0] for each in answered(asked)]
    wrong = [part for game, answer in zip(made, answers, strict=True) for part in compared(game, answer, ordinal=False)]
    ties = sum(bool(answer["degenerate"]) for answer in answers)
    print(f"{count} games, {ties} of them degenerate, wrong: {len(wrong)} {sorted(set(wrong))}")


def outcomes(game: NormalFormGame, moves: Any) -> list[int] | None:
    """Return the numbers of the pure subgame-perfect outcomes of an order of moves, as the page numbers profiles.

    None where the program does not know all of them.
    """
    staged = stages(game, moves.order, moves.hidden)
    answer, found = subgame_perfect(staged, mixed=False, limit=0), []
    if not answer.complete_pure:
        return None
    for outcome in answer.outcomes:
        done = dict(zip(staged.sequence, (outcome.path or "").split(" / "), strict=True))
        actions = [own.index(done[player]) for player, own in enumerate(game.actions)]
        found.append(int(np.ravel_multi_index(actions, game.shape)))
    return sorted(found)


def _known_outcomes(moves: Any, game: NormalFormGame) -> list[int]:
    found = outcomes(game, moves)
    return [] if found is None else found


def in_orders() -> list[Scenario]:
    """Return scenarios in an order of moves, of which one has a move that somebody does not see."""
    triangle = replace(load("us-russia-china"), order=(("US",), ("Russia",), ("China",)), hidden=(("US", "China"),))
    return [load("s400-in-sequence"), load("sweden-2023"), triangle]


def scenarios_in_order(count: int, random: Random) -> None:
    """Compare scenarios in an order of moves, each setting in the next of the orders to choose, and one tip in each."""
    for scenario in in_orders():
        found = explorable(scenario)
        drawn = list(settings(found, count, random))
        dials = random.sample(range(len(found.dials)), 3)
        asked = {"data": game_values(found), "settings": [list(map(str, each)) for each in drawn], "tipsOf": dials}
        wrong, points = [], 0
        for number, (values, answer) in enumerate(zip(drawn, answered([asked])[0], strict=True)):
            moves = found.moves[number % len(found.moves)]
            if outcomes(_game(scenario, found, values), moves) != answer["pure"]:
                wrong.append("outcomes")
            for tip in answer["tips"][:1] if points < MOST_EDGES else ():
                points += 1
                wrong += _tip_wrong(scenario, found, values, tip, partial(_known_outcomes, moves))
        print(f"{scenario.title}, in orders: {count} settings, {points} points of change, wrong: {len(wrong)}")


def games_in_order(count: int, random: Random) -> None:
    """Compare games of three and four players with payoffs from 0 to 2, each in an order and with moves hidden."""
    asked, right = [], []
    while len(asked) < count:
        shape = [random.randint(1, 3) for _ in range(random.choice((3, 3, 4)))]
        places = [random.randint(0, 2) for _ in shape]
        order = [[str(k) for k, place in enumerate(places) if place == stage] for stage in sorted(set(places))]
        pairs = [(of, blind) for of in range(len(shape)) for blind in range(len(shape)) if places[of] < places[blind]]
        hidden = tuple((str(of), str(blind)) for of, blind in pairs if random.random() < 0.4)
        payoffs = np.array([random.randint(0, 2) for _ in range(len(shape) * int(np.prod(shape)))])
        game = NormalFormGame(payoffs.reshape(len(shape), *shape), [str(k) for k in range(len(shape))])
        found = explorable(Scenario(title="drawn", game=game, order=tuple(map(tuple, order)), hidden=hidden))
        values = [str(dial.value) for dial in found.dials]
        expected = outcomes(game, found.moves[0])
        if expected is not None:
            asked.append({"data": game_values(found), "settings": [values], "tipsOf": []})
            right.append(expected)
    answers = [each[0]["pure"] for each in answered(asked)]
    wrong = sum(answer != expected for answer, expected in zip(answers, right, strict=True))
    print(f"{count} games in orders, {sum(not each for each in right)} without an outcome, wrong: {wrong}")


def numbers(count: int, random: Random) -> None:
    """Compare how numbers of any size are written, those halfway between two decimals among them."""
    halves = [Fraction(k, 16) for k in range(-100, 100)]
    sizes = [10 ** random.randint(0, 12) for _ in range(count)]
    drawn = [Fraction(random.randint(-(10**6), 10**6), random.randint(1, size)) for size in sizes]
    edges = [Fraction(text) for text in ("0", "1e30", "999999.5", "1e6", "1e-9", "0.0005", "0.00009996")]
    found = answered(list(map(str, [*halves, *drawn, *edges])), script=WRITTEN)
    wrong = sum(page != as_text(value) for page, value in zip(found, [*halves, *drawn, *edges], strict=True))
    print(f"{len(found)} numbers, written otherwise: {wrong}")


if __name__ == "__main__":
    asked_settings, asked_games = (*map(int, sys.argv[1:]), *(500, 500)[len(sys.argv) - 1 :])
    arenas(asked_settings, Random(1))
    games(asked_games, Random(2))
    scenarios_in_order(asked_settings, Random(3))
    games_in_order(asked_games, Random(4))
    numbers(asked_games, Random(5))
