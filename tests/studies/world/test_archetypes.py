"""Mixes from votes: planted corners are found again, intervals hold them, and what cannot be used is named."""

from __future__ import annotations

import numpy as np
import pytest

from tetrarchy import InputError, estimate_mixes
from tetrarchy.studies.world.archetypes import chosen, matching


def planted():
    """Return mixes and votes of states that are one of three corners, or halfway between two and abstain between them.

    Such votes are mixes of the corners' votes without any error.
    """
    pairs = [(0, 0), (1, 1), (2, 2), (0, 1), (1, 2), (0, 2)] * 2
    mixes = np.array([np.bincount(pair, minlength=3) / 2 for pair in pairs])
    corners = np.random.default_rng(1).choice([-1.0, 1.0], (3, 60))
    return mixes, (mixes @ corners).T


def test_planted_mixes_are_found_again_and_lie_in_their_intervals():
    mixes, votes = planted()
    found = estimate_mixes(votes, k=3, bootstrap=3)

    own = matching(found.mixes, mixes)
    # The descent ends where a step gains less than 1e-9 of the whole, which leaves shares some 1e-4 off.
    assert found.mixes[:, own] == pytest.approx(mixes, abs=2e-3)
    assert found.low[:, own] == pytest.approx(mixes, abs=2e-3)
    assert found.high[:, own] == pytest.approx(mixes, abs=2e-3)
    assert found.mixes.sum(axis=1) == pytest.approx(1)
    assert found.corners.sum(axis=1) == pytest.approx(1)
    assert found.stability == pytest.approx(1, abs=1e-3)


def test_the_same_seed_gives_the_same():
    _, votes = planted()
    one, other = (estimate_mixes(votes, k=2, seed=3).mixes for _ in range(2))
    assert (one == other).all()


def test_a_state_that_did_not_vote_counts_as_the_mean_of_the_call():
    votes = np.array([[1, 1, -1, -1, np.nan], [1, 1, -1, -1, np.nan], [-1, -1, 1, 1, np.nan]])
    found = estimate_mixes(votes, k=2)
    assert found.mixes[4] == pytest.approx([0.5, 0.5])


def test_calls_that_do_not_divide_and_states_that_stay_away_are_left_out():
    yes, no, gone = 1.0, -1.0, np.nan
    votes = np.array([[yes] * 5, [yes, yes, no, no, gone], [no, yes, yes, no, gone], [yes, no, yes, no, yes]])
    own = chosen(votes)
    assert own.calls.tolist() == [False, True, True, True]
    assert own.states.tolist() == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("votes", "k", "message"),
    [
        ([[1, 2], [0, 1]], 2, "1, 0, -1, or NaN"),
        ([[1, 0], [0, 1]], 2, "below the number of states, 2; got 2"),
        ([[np.nan] * 3], 2, "at least one vote in each call"),
        ([1, 0, -1], 2, "a table of calls by states"),
    ],
)
def test_what_cannot_be_used_is_named(votes, k, message):
    with pytest.raises(InputError, match=message):
        estimate_mixes(votes, k)
