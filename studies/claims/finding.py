"""The finding on a prediction: at the defaults, over the draws, and in the world that says most about it.

The most telling world is found in three steps: among the draws with the wanted outcome, the one nearest to the defaults
(Euclidean, each input measured by its range); its values rounded to two decimals, where the outcome survives that; then
its inputs set back to their defaults, the least changed first, as far as the outcome survives. What is left is a short
list of inputs that bring the outcome about while everything else has its default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .prediction import Prediction
from .worlds.model import Model, Values, bounds, default_values, drawn_values

BLOCK = 8192
"""Draws put to the test at once: bounds the memory that it takes."""

DECIMALS = 2
"""To which the values of a telling world are rounded."""

_Shows = Callable[[Values], NDArray[np.bool_]]
"""Tells which worlds, of rows of values, have the wanted outcome."""


@dataclass(frozen=True)
class Example:
    """A world by what sets it apart: the inputs that do not have their defaults, the most changed first.

    `distance` is that from the defaults: Euclidean, each input measured by its range.
    """

    inputs: Mapping[str, float]
    distance: float


DEFAULTS = Example({}, 0.0)


@dataclass(frozen=True)
class PredictionOutcome:
    """Whether a test holds at the defaults, and in which share of so many draws."""

    default: bool
    share: float
    draws: int

    @property
    def standard_error(self) -> float:
        """The sampling error of the share s, sqrt(s (1 - s) / draws)."""
        return sqrt(self.share * (1 - self.share) / self.draws)


@dataclass(frozen=True)
class Finding:
    """The finding on one prediction.

    Attributes
    ----------
    outcome
        At the defaults and over the draws.
    counterexample
        A world in which it fails: the defaults where it fails there, else the most telling one; None where it fails in
        no draw.
    nearest_holding
        Where it fails at the defaults, the most telling world in which it holds; None where it holds in no draw.
    worst
        The outcome where a leader must expect the reaction that is worst for it; None where nobody leads.
    """

    prediction: Prediction[Any]
    outcome: PredictionOutcome
    counterexample: Example | None
    nearest_holding: Example | None
    worst: PredictionOutcome | None


def findings(predictions: Sequence[Prediction[Any]], samples: int, seed: int) -> tuple[Finding, ...]:
    """Put predictions to the test; those of one model stand together and share its draws."""
    by_model = groupby(predictions, key=lambda prediction: prediction.model.name)
    return tuple(finding for _, group in by_model for finding in _of_one_model(list(group), samples, seed))


def _of_one_model(predictions: Sequence[Prediction[Any]], samples: int, seed: int) -> Iterator[Finding]:
    model = predictions[0].model
    defaults, draws = default_values(model), drawn_values(model, samples, seed)
    tests = [each.test for each in predictions]
    at_defaults, over_draws = _tested(model, tests, defaults), _tested(model, tests, draws)
    for prediction, default, drawn in zip(predictions, at_defaults, over_draws, strict=True):
        outcome, worst = _outcome(default, drawn), None
        if prediction.worst is not None:
            worst = _outcome(*(_tested(model, [prediction.worst], values)[0] for values in (defaults, draws)))
        telling = _most_telling(prediction, draws[drawn != outcome.default], not outcome.default)
        counterexample, holding = (telling, None) if outcome.default else (DEFAULTS, telling)
        yield Finding(prediction, outcome, counterexample, holding, worst)


def _outcome(at_defaults: NDArray[np.bool_], over_draws: NDArray[np.bool_]) -> PredictionOutcome:
    return PredictionOutcome(bool(at_defaults[0]), float(over_draws.mean()), len(over_draws))


def _tested(
    model: Model[Any], tests: Sequence[Callable[[Any], NDArray[np.bool_]]], values: Values
) -> NDArray[np.bool_]:
    """Return the outcome of each test in each world, shape (tests, B)."""
    parts = []
    for start in range(0, len(values), BLOCK):
        worlds = model.worlds(values[start : start + BLOCK])
        parts.append(np.stack([test(worlds) for test in tests]))
    return np.concatenate(parts, axis=1)


def _most_telling(prediction: Prediction[Any], draws: Values, wanted: bool) -> Example | None:
    """Return the most telling of the draws, in all of which the prediction has the wanted outcome."""
    if not len(draws):
        return None
    model = prediction.model
    defaults, (low, high) = default_values(model)[0], bounds(model)

    def shows(values: Values) -> NDArray[np.bool_]:
        return prediction.test(model.worlds(values)) == wanted

    nearest = draws[np.linalg.norm((draws - defaults) / (high - low), axis=1).argmin()]
    rounded = np.round(nearest, DECIMALS)
    world = rounded if shows(rounded[None])[0] else nearest
    most_changed = np.argsort(-np.abs(world - defaults) / (high - low), kind="stable")
    told = _set_back(_kept(world, defaults, most_changed, shows), defaults, most_changed, shows)
    inputs = {model.inputs[k].name: float(told[k]) for k in most_changed if told[k] != defaults[k]}
    return Example(inputs, float(np.linalg.norm((told - defaults) / (high - low))))


def _kept(world: Values, defaults: Values, most_changed: NDArray[np.intp], shows: _Shows) -> Values:
    """Keep only as many of the most changed inputs as it takes; worlds with 0, 1, 2, .. of them are tried at once."""
    rank = np.argsort(most_changed)
    ladder = np.where(rank < np.arange(len(world) + 1)[:, None], world, defaults)
    return ladder[shows(ladder).argmax()]


def _set_back(world: Values, defaults: Values, most_changed: NDArray[np.intp], shows: _Shows) -> Values:
    """Set inputs back to their defaults, one at a time and the least changed first, until none can be."""
    for k in reversed([k for k in most_changed if world[k] != defaults[k]]):
        trial = world.copy()
        trial[k] = defaults[k]
        if shows(trial[None])[0]:
            return _set_back(trial, defaults, most_changed, shows)
    return world
