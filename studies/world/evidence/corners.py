"""E1: whether four corners describe votes on calls that they were not fitted to, and are stable."""

from __future__ import annotations

import numpy as np

from ....games.arrays import Floats
from ....games.numbers import number
from ..archetypes import centred, chosen, estimate_mixes, fitted
from .record import Check, WorldRecord

CORNERS, FOLDS, SAMPLES = (2, 3, 4, 5, 6), 5, 40

_STABLE = 0.8


def corners(record: WorldRecord) -> Check:
    """Return the check of the corners: votes of 2000-10, on held-out calls and on those of 2011-19."""
    votes, later = record.window(2000, 2010), record.window(2011, 2019)
    own = chosen(votes)
    votes = votes[own.calls][:, own.states]
    later = later[:, own.states]
    later = later[chosen(later).calls]
    errors = {k: _held_out(votes, k) for k in CORNERS}
    means = {k: float(error.mean()) for k, error in errors.items()}
    best = min(means, key=lambda k: means[k])
    noise = float((errors[4] - errors[best]).std(ddof=1) / np.sqrt(len(votes)))
    stable = estimate_mixes(votes, 4, SAMPLES).stability
    assert stable is not None
    figures = {
        "states": float(votes.shape[1]),
        "calls": float(len(votes)),
        **{f"{k} corners, held-out calls": means[k] for k in CORNERS},
        **{f"{k} corners, 2011-19": _forward(votes, later, k) for k in (4, 6)},
        "difference of 4 to the best": means[4] - means[best],
        "its standard error": noise,
        "worst corner's median correlation": float(stable.min()),
    }
    passes = means[4] - means[best] <= noise and stable.min() >= _STABLE
    verdict = f"{number(means[4], 4)} with four corners, best {number(means[best], 4)} with {best}"
    rule = "four within one standard error of the best, corners correlate .8 at least over samples of the calls"
    return Check("E1", "Are four corners enough, and stable?", rule, bool(passes), figures, verdict)


def _held_out(votes: Floats, k: int) -> Floats:
    """Return the error on each call of corners that were fitted to the other folds, shape (calls,)."""
    filled, cast = centred(votes), ~np.isnan(votes)
    folds = np.random.default_rng(0).permutation(len(votes)) % FOLDS
    errors = np.empty(len(votes))
    for fold in range(FOLDS):
        inside = filled[folds != fold]
        fit = fitted(inside.T @ inside, k, np.random.default_rng(fold), starts=2)
        errors[folds == fold] = _errors(filled[folds == fold], cast[folds == fold], fit.mixes @ fit.corners)
    return errors


def _forward(votes: Floats, later: Floats, k: int) -> float:
    filled = centred(votes)
    fit = fitted(filled.T @ filled, k, np.random.default_rng(0))
    return float(_errors(centred(later), ~np.isnan(later), fit.mixes @ fit.corners).mean())


def _errors(filled: Floats, cast: Floats, weights: Floats) -> Floats:
    """Return the root of the mean square error of each call over those who voted."""
    squares = np.where(cast, (filled - filled @ weights.T) ** 2, 0.0)
    return np.sqrt(squares.sum(axis=1) / cast.sum(axis=1))
