"""The solver of the explore page of worlds against the program, on settings drawn at random; run by hand, needs node.

    python benchmarks/explore/explore_world_agreement.py [SETTINGS] [FILE]...

So many settings of the weights, monisms, appeals and of pushes on three states are drawn over the dials' ranges, half
of them on steps: of the world that ships, or of the files. Told are the largest difference of any share where one
equilibrium is proven, in how many settings the page's bound fails, and the largest regret, by the program, of any
equilibrium that the page tells. Influence is compared at every tenth setting.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from random import Random
from time import perf_counter
from typing import Any

import numpy as np
from explore_agreement import answered

from tetrarchy import World, solve_world
from tetrarchy.configs.world.load import load_setting
from tetrarchy.games.world.field import regret
from tetrarchy.reports.explore.world import world_values
from tetrarchy.solvers.world.influence import influence
from tetrarchy.studies.explore.explorable_world import ExplorableWorld, explorable_world

ASKED = """
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const answered = asked.map(({ data, settings }) => {
  const world = prepare(data);
  return settings.map((numbers, place) => {
    const started = performance.now();
    const { proven, rests, equilibria } = solved(world, numbers);
    const milliseconds = performance.now() - started;
    const moves = place % 10 ? null : influenceOf(world, numbers, equilibria[0], 0).value;
    return { proven, rests, equilibria, milliseconds, moves };
  });
});
process.stdout.write(JSON.stringify(answered));
"""


def drawn(found: ExplorableWorld, random: Random, *, on_steps: bool) -> dict[str, Any]:
    """Return numbers: each dial anywhere in its range or on a hundredth of it, and pushes on three states."""
    world = found.setting.world
    numbers: dict[str, Any] = {"monism": [], "appeal": [], "pushes": world.push.astype(float).tolist()}
    for dial in found.dials:
        share = random.randint(0, 100) / 100 if on_steps else random.random()
        value = float(dial.low) + float(dial.high - dial.low) * share
        head = dial.key.partition(".")[0]
        if head in ("monism", "appeal"):
            numbers[head].append(value)
        else:
            numbers[head] = value
    for _ in range(3):
        numbers["pushes"][random.randrange(len(world.states))][random.randrange(len(world.orders))] = random.uniform(
            -0.5, 0.5
        )
    return numbers


def of_program(world: World, numbers: dict[str, Any]) -> World:
    """Return the program's world with the numbers of a setting."""
    return world.replace(push=numbers["pushes"], **{name: numbers[name] for name in numbers if name != "pushes"})


def agreement(source: str, count: int) -> None:
    """Compare so many settings of a world, and tell how they agree."""
    found, random = explorable_world(load_setting(source)), Random(1)
    settings = [drawn(found, random, on_steps=place % 2 == 0) for place in range(count)]
    started = perf_counter()
    asked = {"data": world_values(found), "settings": settings}
    answers = answered([asked], ("explore_world_solver.js",), ASKED)[0]
    compared = [
        _differences(of_program(found.setting.world, own), each) for own, each in zip(settings, answers, strict=True)
    ]
    proven = [each for each in compared if each["proven"]]
    past = [each for each in compared if not each["proven"]]
    print(
        f"{source}: {count} settings, {len(proven)} proven; shares differ by at most "
        f"{max((each['shares'] for each in proven), default=0):.1e}, influence by "
        f"{max(each['influence'] for each in compared):.1e}; past the bound {len(past)}, of which "
        f"{sum(each['restless'] for each in past)} do not come to rest; regret at most "
        f"{max(each['regret'] for each in compared):.1e}; the page took {_times(answers)}, all "
        f"{perf_counter() - started:.0f} s",
        flush=True,
    )


def _differences(world: World, answer: dict[str, Any]) -> dict[str, Any]:
    solution, practices = solve_world(world), [np.array(each) for each in answer["equilibria"]]
    if answer["proven"] and (solution.unique is None or solution.unique.method != "size"):
        raise SystemExit("the page calls proven what the program does not")
    own = 0.0 if answer["moves"] is None else float(influence(world, practices[0]).values[0])
    return {
        "proven": answer["proven"],
        "restless": not answer["rests"],
        "shares": float(np.abs(practices[0] - solution.practice).max()),
        "influence": 0.0 if answer["moves"] is None else abs(own - answer["moves"]),
        "regret": max(float(regret(world.decimals, each)) for each in practices) if answer["rests"] else 0.0,
    }


def _times(answers: Sequence[dict[str, Any]]) -> str:
    times = sorted(each["milliseconds"] for each in answers)
    return f"{times[len(times) // 2]:.0f} ms in the middle, {times[-1]:.0f} ms at most"


if __name__ == "__main__":
    asked_count, *files = (*sys.argv[1:], *("500", "world")[len(sys.argv) - 1 :])
    for file in files:
        agreement(file, int(asked_count))
