"""The ranking of all numbers of a scenario beside a call of `thresholds` for each of them."""

from __future__ import annotations

import pytest

from tetrarchy import load, thresholds, tipping_points

NAMES = ("us-russia-china", "european-autonomy")


def named(benchmark, name, method, numbers):
    benchmark.group = f"what would change {name}"
    benchmark.extra_info |= {"games": numbers, "method": f"{method}, {numbers} numbers"}


@pytest.mark.parametrize("name", NAMES)
def test_a_ranking(benchmark, name):
    scenario = load(name)
    numbers = len(tipping_points(scenario).once.numbers)
    named(benchmark, name, "ours, ranked at once", numbers)

    found = benchmark.pedantic(lambda: tipping_points(scenario).once, rounds=3)

    assert len(found.numbers) == numbers


@pytest.mark.parametrize("name", NAMES)
def test_a_call_for_each_number(benchmark, name):
    scenario = load(name)
    paths = [each.over.path for each in tipping_points(scenario).once.numbers]
    named(benchmark, name, "thresholds, one number after the other", len(paths))

    lines = benchmark.pedantic(lambda: [thresholds(scenario, path) for path in paths], rounds=1)

    assert len(lines) == len(paths)
