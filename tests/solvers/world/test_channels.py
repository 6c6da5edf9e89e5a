"""Channels add up to the whole change, whatever the numbers, and are empty where nothing of theirs changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tetrarchy import load_world, solve_world

WORLD = load_world(Path(__file__).parents[2] / "worlds" / "two-and-one.toml")


def test_channels_add_up_to_the_change_in_fractions_and_in_floats():
    after = WORLD.do({"theta.AAA": "mercantilist", "beta": "1/2", "monism.conservative": 1, "size.BBB": "1/3"})
    exact = solve_world(WORLD, exact=True).channels(solve_world(after, exact=True))
    change = solve_world(after, exact=True).practice - solve_world(WORLD, exact=True).practice
    assert (sum(exact.values()) == change).all()
    floats = solve_world(WORLD).channels(solve_world(after))
    for name, share in floats.items():
        assert share == pytest.approx(exact[name].astype(float), abs=1e-9)
        assert np.abs(share).max() > 1e-4


def test_a_push_works_through_identity_alone():
    after = WORLD.do({"push.CCC.liberal": "1/5"})
    found = solve_world(WORLD).channels(solve_world(after))
    assert not found["network"].any()
    assert not found["aggregate"].any()
    assert found["identity"] == pytest.approx(solve_world(after).practice - solve_world(WORLD).practice, abs=1e-9)
