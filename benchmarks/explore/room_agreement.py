"""The solvers of the explore pages of conflicts and populations against the program; run by hand.

    python benchmarks/explore/room_agreement.py [SETTINGS] [CONFLICTS]

So many preferences of every conflict that ships, and three of so many conflicts drawn at random, of options and of
named states; so many settings of the contest of orders, a third of them without mutation, and of the magnet, with
those at which it turns. They are held to the program as tests of the pages do it; the first that differs ends it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[2] / "tests" / "reports" / "explore"))
conflicts, populations = map(import_module, ("test_explore_conflict", "test_explore_population"))


def shipped_conflicts(count: int, random: Random) -> None:
    """Compare preferences drawn at random of every conflict that ships."""
    for name in conflicts.SHIPPED:
        found, page = conflicts.explored(name)
        conflicts.check_script(found, page, [conflicts.drawn(found, random) for _ in range(count)])
        print(f"{name}: {count} settings agree", flush=True)


def other_conflicts(count: int, random: Random) -> None:
    """Compare conflicts drawn at random, with three preferences each."""
    for number in range(count):
        scenario = (conflicts.by_options if number % 2 else conflicts.by_name)(random)
        found = conflicts.explorable_conflict(scenario)
        settings = [conflicts.drawn(found, random) for _ in range(3)]
        conflicts.check_script(found, conflicts.conflict_page(found), settings)
    print(f"{count} other conflicts agree", flush=True)


def contests(count: int, random: Random) -> None:
    """Compare settings of the contest of orders."""
    found = populations.explored(populations.CONTEST)
    [mutation] = [place for place, dial in enumerate(found.dials) if dial.path[-1] == "mutation"]
    settings = [populations.drawn(found, random, on_steps=number % 2 == 0) for number in range(count)]
    for values in settings[::3]:
        values[mutation] *= 0
    points = [number for _, number in populations.assert_contests_agree(found, settings)]
    print(f"contest: {count} settings of up to {max(points, default=0)} rest points agree", flush=True)


def magnets(count: int, random: Random) -> None:
    """Compare settings of the magnet, and those at which it begins to do something else."""
    found = populations.explored(populations.MAGNET)
    settings = [populations.drawn(found, random, on_steps=number % 2 == 0) for number in range(count)]
    ties = populations.assert_magnets_agree(found, settings, random)
    populations.assert_magnets_agree(found, ties, random)
    print(f"magnet: {count} settings and {len(ties)} at which it turns agree", flush=True)


if __name__ == "__main__":
    asked_settings, asked_conflicts = (*map(int, sys.argv[1:]), *(100, 100)[len(sys.argv) - 1 :])
    shipped_conflicts(asked_settings, Random(1))
    other_conflicts(asked_conflicts, Random(2))
    contests(asked_settings, Random(3))
    magnets(asked_settings, Random(4))
