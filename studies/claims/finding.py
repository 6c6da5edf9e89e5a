"""The finding on a prediction: at the defaults, over the draws, and beside its placebo with the same random numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import groupby
from math import sqrt
from typing import Any

import numpy as np

from ...games.arrays import Flags, Floats
from ...games.numbers import counted
from ...games.orders.codings import Coding
from ...games.orders.rows import weight_cells
from ..watch import UNWATCHED, Watch
from .prediction import Prediction
from .word import NEAR, Word, near_edge, word, words_in_reach
from .worlds.draws import ARMS, BLOCK, Arm, Defaults, Draws, blocks, side_by_side

LEVERS = 5
"""How many inputs are named that move a prediction most."""

FEWEST = 50
"""Worlds of either outcome; with fewer no correlation is told from noise."""


@dataclass(frozen=True)
class Lever:
    """An input that moves a prediction: the correlation of its value with the outcome over the draws, -1 to 1."""

    input: str
    correlation: float


@dataclass(frozen=True)
class Part:
    """A conjunct of a prediction, in words: whether it holds at the defaults, and in which share of the draws."""

    statement: str
    default: bool
    share: float


@dataclass(frozen=True)
class Finding:
    """The finding on one prediction over `draws` worlds.

    Attributes
    ----------
    default
        Whether it holds at the defaults.
    share, placebo, labels, columns, free
        In which share of worlds it holds: under the theory, under its placebo, and with the orders' rows, the weights
        on each dimension or all weights at random.
    difference, spread
        The mean and the standard deviation of the paired differences between theory and placebo.
    levers
        The inputs that move it most, those alone whose correlation is larger than four standard errors of noise.
    seq_share
        In which share of worlds under the theory the profile that it calls an equilibrium is stable for those who
        reckon with the others' answers (SEQ); None for a prediction of another kind.
    """

    prediction: Prediction[Any]
    draws: int
    default: bool
    share: float
    placebo: float
    labels: float
    columns: float
    free: float
    difference: float
    spread: float
    parts: tuple[Part, ...]
    levers: tuple[Lever, ...]
    seq_share: float | None = None

    @property
    def share_error(self) -> float:
        """The standard error of the share."""
        return sqrt(self.share * (1 - self.share) / self.draws)

    @property
    def difference_error(self) -> float:
        """The standard error of the difference."""
        return self.spread / sqrt(self.draws)

    @property
    def interval(self) -> tuple[float, float]:
        """The interval of the difference at a confidence of 95%."""
        half = 1.96 * self.difference_error
        return self.difference - half, self.difference + half

    @property
    def word(self) -> Word:
        """The word that these figures come to."""
        everywhere = self.share == self.labels == self.columns == 1
        return "built in" if self.prediction.proof and everywhere else word(self.share, self.difference, self.default)

    @property
    def near_edge(self) -> bool:
        """Whether other draws may give another word."""
        if self.word == "built in":
            return False
        return near_edge(self.share, self.share_error, self.difference, self.difference_error)

    @property
    def words(self) -> frozenset[Word]:
        """Its word, and those that other draws may give."""
        if not self.near_edge:
            return frozenset({self.word})
        return words_in_reach(self.share, self.share_error, self.difference, self.difference_error, self.default)


def findings(
    predictions: Sequence[Prediction[Any]],
    coding: Coding,
    samples: int,
    seed: int,
    arm: Arm | None = None,
    ranges: Fraction = Fraction(1),
    watch: Watch = UNWATCHED,
) -> tuple[tuple[Finding, ...], str | None]:
    """Put predictions to the test; those of one model stand together and share its worlds.

    `arm` takes the place of each prediction's own placebo; `ranges` is the part of each range that is drawn from. Where
    the `watch` ends it, predictions have findings over the worlds that they were put to by then, and those that were
    put to none are left out; what ended it is told besides, in the words of `Taken.stopped`.
    """
    tallies = [_Tally(prediction, arm) for prediction in predictions]
    groups = [(model, list(group)) for model, group in groupby(tallies, key=lambda tally: tally.prediction.model)]
    taken = watch.take(_steps(groups, coding, samples, seed, ranges))
    at_defaults = Defaults(coding)
    names = {model.name: _input_names(coding, model) for model, _ in groups}
    found = tuple(
        tally.finding(tally.prediction.tested(model.worlds(at_defaults))[:, 0], names[model.name])
        for model, group in groups
        for tally in group
        if tally.draws
    )
    return found, taken.stopped


def _steps(
    groups: Sequence[tuple[Any, Sequence[_Tally]]], coding: Coding, samples: int, seed: int, ranges: Fraction
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Go through the work, in words and to be done: for each block of worlds that of each model."""
    for draws in blocks(coding, seed, samples, ranges):
        arms = [replace(draws, arm=arm) for arm in ARMS]
        for model, group in groups:
            done = counted(draws.block * BLOCK)
            words = f"predictions of {model.name} put to worlds ({coding.name}, {done} of {counted(samples)} done)"
            yield words, partial(_put, model, group, arms)


def _put(model: Any, group: Sequence[_Tally], arms: Sequence[Draws]) -> None:
    """Put the predictions of a model to a block of worlds, drawn under every arm."""
    theory = arms[ARMS.index("theory")]
    inputs = _Inputs.drawn(theory, model)
    tested = [_tested(model.worlds(part), group) for part in side_by_side(arms)]
    for tally, parts in zip(group, zip(*tested, strict=True), strict=True):
        tally.add(np.concatenate(parts, axis=-1), inputs)
    if any(tally.prediction.foreseen for tally in group):
        worlds = model.worlds(theory)
        for tally in group:
            tally.foresee(worlds)


def _tested(worlds: Any, tallies: Sequence[_Tally]) -> list[Flags]:
    """Return where each part of each prediction holds, shape (parts, arms, B), in worlds that stand arm by arm."""
    held = (tally.prediction.tested(worlds) for tally in tallies)
    return [parts.reshape(len(parts), len(ARMS), -1) for parts in held]


class _Tally:
    """What the blocks add up to, for one prediction."""

    def __init__(self, prediction: Prediction[Any], arm: Arm | None) -> None:
        own: Arm = "columns" if prediction.placebo == "columns" else "labels"
        self.prediction = prediction
        self.beside: Arm = arm or own
        self.draws, self.parts = 0, 0
        self.inputs, self.squares, self.with_inputs = 0.0, 0.0, 0.0
        self.holding: defaultdict[Arm, int] = defaultdict(int)
        self.gained, self.lost, self.foreseen = 0, 0, 0

    def foresee(self, worlds: Any) -> None:
        """Add where in worlds under the theory the profile is stable for those who reckon with the others' answers."""
        if self.prediction.foreseen is not None:
            self.foreseen += int(self.prediction.foreseen(worlds).sum())

    def add(self, tested: Flags, inputs: _Inputs) -> None:
        """Add a block: where each part holds, shape (parts, arms, B), and the inputs."""
        holds: dict[Arm, Flags] = dict(zip(ARMS, np.asarray(tested.all(axis=0)), strict=True))
        for arm, each in holds.items():
            self.holding[arm] += int(each.sum())
        theory, placebo = holds["theory"], holds[self.beside]
        self.gained += int((theory & ~placebo).sum())
        self.lost += int((placebo & ~theory).sum())
        self.parts = self.parts + tested[:, ARMS.index("theory")].sum(axis=1)
        self.inputs = self.inputs + inputs.sums
        self.squares = self.squares + inputs.squares
        self.with_inputs = self.with_inputs + inputs.values @ theory
        self.draws += len(theory)

    def finding(self, default: Any, names: Sequence[str]) -> Finding:
        """Return what it comes to, given where each part holds at the defaults."""
        shares = {arm: count / self.draws for arm, count in self.holding.items()}
        difference = (self.gained - self.lost) / self.draws
        words = zip(self.prediction.parts, default, np.asarray(self.parts), strict=True)
        return Finding(
            self.prediction,
            self.draws,
            bool(default.all()),
            shares["theory"],
            shares[self.beside],
            shares["labels"],
            shares["columns"],
            shares["free"],
            difference,
            sqrt(max((self.gained + self.lost) / self.draws - difference**2, 0)),
            tuple(Part(each, bool(holds), float(count / self.draws)) for each, holds, count in words),
            tuple(self._levers(names, shares["theory"])),
            None if self.prediction.foreseen is None else self.foreseen / self.draws,
        )

    def _levers(self, names: Sequence[str], share: float) -> Iterable[Lever]:
        if min(share, 1 - share) * self.draws < FEWEST:
            return
        asked = len(names) if self.prediction.uses_orders else len(self.prediction.model.parameters)
        correlations = self._correlations(share)[:asked]
        for place in np.argsort(-np.abs(correlations), kind="stable")[:LEVERS]:
            if abs(correlations[place]) > NEAR / sqrt(self.draws):
                yield Lever(names[int(place)], float(correlations[place]))

    def _correlations(self, share: float) -> Floats:
        """Return the correlation of each input with the outcome, shape (k,)."""
        means, squares = np.asarray(self.inputs) / self.draws, np.asarray(self.squares) / self.draws
        covariances = np.asarray(self.with_inputs) / self.draws - means * share
        return covariances / np.sqrt((squares - means**2) * share * (1 - share))


@dataclass(frozen=True, eq=False)
class _Inputs:
    """How far each input is from its default, in half-widths of its range: shape (k, B), and sums over the worlds."""

    values: Floats
    sums: Floats
    squares: Floats

    @classmethod
    def drawn(cls, draws: Draws, model: Any) -> _Inputs:
        """Return those of a model, its parameters first."""
        values = np.stack([2 * draws.uniform(name) - 1 for name in _input_names(draws.coding, model)])
        return cls(values, values.sum(axis=1), np.einsum("kb,kb->k", values, values))


def _input_names(coding: Coding, model: Any) -> tuple[str, ...]:
    cells = (f"orders.{row.name}.{name}" for row, name, _ in weight_cells(coding.rows))
    return (*(f"{model.name}.{known.name}" for known in model.parameters), *cells)
