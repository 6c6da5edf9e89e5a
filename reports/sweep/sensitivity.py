"""What drives the outcomes of a sweep, and in which boxes of its inputs a regime lies, as sections of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from ...games.numbers import counted, number, percent, several
from ...games.text.labels import capital
from ...studies.sensitivity.answered import Answers
from ...studies.sensitivity.boxes.peeling import Peeling
from ...studies.sensitivity.boxes.prim import Box, Boxes
from ...studies.sensitivity.drivers.morris_screening import MorrisScreening, OutputEffects
from ...studies.sensitivity.drivers.pawn import OutputPawn, Pawn
from ...studies.sensitivity.drivers.sobol_indices import Index, OutputIndices, SobolIndices
from ...studies.sweep.study import Study
from ..figures.charts import bars_figure, lines_figure
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from .words import chance_words, factor_words, outcome_words

SHOWN_STEPS = 8
"""Boxes of a peeling that its table shows."""

SOBOL = (
    "The first-order index of a factor is the share of an outcome's variance that goes when the factor is known; the "
    "total index the share that stays while it is the only one unknown. What lies between the two is what it does "
    "together with others. Intervals are at 95%; an index whose interval is wider than {bar} has not converged."
)
MORRIS = (
    "An effect is the change of the outcome over a move of one factor, the others at rest, per range of the factor. "
    "mu* is the mean size of the effects, mu the mean with their signs; sigma is large where the effect depends on "
    "where it is measured."
)
PAWN = (
    "A PAWN index is how far the distribution of an outcome moves when an input is confined to a slice of its range, 0 "
    "to 1: the median and the largest over the slices. The floor is what an input that does nothing stays below in 95% "
    "of draws."
)
EVEN = (
    "The grid counts each of its values as often, the ends as often as what lies between; indices are about these "
    "values, and a sample of the ranges would serve better."
)
BOXES = (
    "Boxes are found by peeling (PRIM). Coverage is the part of the regime's points that a box holds, density the part "
    "of the points inside that have the regime. A limit is right to about a twentieth of the points; its quasi-p is "
    "the chance that it is no more than luck."
)


def sensitivity_sections(answers: Answers) -> Iterator[Block]:
    """Give the indices of each outcome as a table and as bars."""
    measured, study = answers.sensitivity, answers.study
    if measured is None:
        return
    yield Heading("What drives it")
    match measured:
        case SobolIndices():
            yield Paragraph(SOBOL.format(bar=number(measured.bar)))
            for outcome in measured.outputs:
                yield from _sobol(study, outcome)
        case MorrisScreening():
            yield Paragraph(MORRIS)
            for effects in measured.outputs:
                yield from _morris(study, effects)
        case Pawn():
            yield Paragraph(PAWN)
            if study.plan.design.gridded:
                yield Paragraph(EVEN)
            for distances in measured.outputs:
                yield from _pawn(study, distances)
    yield from _part_used(answers)


def box_sections(answers: Answers) -> Iterator[Block]:
    """Give for each regime its boxes as sentences, their limits, and how the first one was peeled."""
    if not answers.boxes:
        return
    yield Heading("In which part of the world")
    yield Paragraph(BOXES)
    for boxes in answers.boxes:
        yield from _boxes(answers.study, boxes)
    yield from _part_used(answers)


def _part_used(answers: Answers) -> Iterator[Block]:
    if answers.used < len(answers.study):
        yield Paragraph(f"Computed from about {counted(answers.used)} of the {counted(len(answers.study))} points.")


def _sobol(study: Study, outcome: OutputIndices) -> Iterator[Block]:
    words = outcome_words(study, outcome.output)
    if outcome.constant:
        yield Paragraph(f"There is nothing to explain: {words} is the same at all points.")
        return
    dropped = f", {counted(outcome.dropped)} dropped for a point that failed" if outcome.dropped else ""
    rows = tuple(
        (
            factor_words(study, first.factor),
            *_index(first),
            *_index(total),
            "yes" if first.converged and total.converged else "no",
        )
        for first, total in zip(outcome.first, outcome.total, strict=True)
    )
    headers = ("factor", "first order", "from - to", "total", "from - to", "converged")
    yield Table(f"Sobol' indices of {words}, from {several(outcome.blocks, 'block')}{dropped}", headers, rows)
    names, values = _bars(study, {each.factor: each.value for each in outcome.total})
    ends = [(index.low, index.high) for index in outcome.total]
    yield bars_figure(f"Total Sobol' indices of {words}, with intervals", names, values, "share of the variance", ends)


def _bars(study: Study, sizes: Mapping[str, float]) -> tuple[list[str], list[float]]:
    """Return the names of bars and their lengths, given these by what varies."""
    return [capital(factor_words(study, factor)) for factor in sizes], list(sizes.values())


def _index(index: Index) -> tuple[str, str]:
    return number(index.value), f"{number(index.low)} - {number(index.high)}"


def _morris(study: Study, outcome: OutputEffects) -> Iterator[Block]:
    words, place = outcome_words(study, outcome.output), {item.factor: item for item in outcome.effects}
    effects = [place[factor] for factor in outcome.ranking]
    dropped = f", {counted(outcome.dropped)} dropped for a point that failed" if outcome.dropped else ""
    rows = tuple(
        (
            factor_words(study, item.factor),
            number(item.mean_absolute),
            f"{number(item.low)} - {number(item.high)}",
            number(item.mean),
            number(item.deviation),
        )
        for item in effects
    )
    trajectories = several(outcome.trajectories, "trajectory", "trajectories")
    caption = f"Elementary effects on {words}, from {trajectories}{dropped}"
    yield Table(caption, ("factor", "mu*", "from - to", "mu", "sigma"), rows)
    names, sizes = _bars(study, {item.factor: item.mean_absolute for item in effects})
    ends = [(item.low, item.high) for item in effects]
    yield bars_figure(f"Mean size of the effects on {words}, with intervals", names, sizes, "mu*", ends)


def _pawn(study: Study, outcome: OutputPawn) -> Iterator[Block]:
    words = outcome_words(study, outcome.output)
    indices = sorted(outcome.indices, key=lambda index: -index.median)
    left_out = f"; {counted(outcome.left_out)} left out, not solved or without a number" if outcome.left_out else ""
    rows = tuple(
        (
            factor_words(study, index.input),
            *map(number, (index.median, index.median_floor, index.largest, index.largest_floor)),
            "yes" if index.matters else "no",
        )
        for index in indices
    )
    caption = f"PAWN indices of {words}, from {several(outcome.rows, 'point')}{left_out}"
    yield Table(caption, ("input", "median", "its floor", "largest", "its floor", "stands out"), rows)
    names, values = _bars(study, {each.input: each.median for each in indices})
    ends = [(min(index.statistics), index.largest) for index in indices]
    yield bars_figure(f"PAWN indices of {words}: median, least and largest", names, values, "distance", ends)


def _boxes(study: Study, boxes: Boxes) -> Iterator[Block]:
    words, named = outcome_words(study, boxes.target), partial(factor_words, study)
    yield Heading(f"Where {words} holds", 3)
    yield Items(tuple(box.told(words, named) for box in boxes.boxes))
    rows = tuple(
        (
            str(place),
            named(limit.input),
            "" if limit.low is None else number(limit.low),
            "" if limit.high is None else number(limit.high),
            chance_words(limit.quasi_p),
        )
        for place, box in enumerate(boxes.boxes, 1)
        for limit in box.restrictions
    )
    yield Table(f"Limits of the boxes of {words}", ("box", "input", "above", "below", "quasi-p"), rows)
    yield from _trajectory(words, boxes.boxes[0])


def _trajectory(words: str, box: Box) -> Iterator[Block]:
    """Show how coverage was given up for density, and which box was taken."""
    peeling = box.peeling
    last = len(peeling.rows) - 1
    shown = np.unique([*np.linspace(0, last, SHOWN_STEPS).round().astype(int), box.chosen])
    rows = tuple(_step(peeling, int(k), int(k) == box.chosen) for k in shown)
    caption = f"How the first box of {words} was peeled; it was then widened where that costs no density"
    yield Table(caption, ("peel", "points", "coverage", "density", ""), rows)
    series = {"coverage": peeling.coverage, "density": peeling.density, "share of the points": peeling.mass}
    caption = f"Coverage and density of the first box of {words} from peel to peel; dashed: the box taken"
    yield lines_figure(caption, ("peel", np.arange(last + 1)), "share", series, [box.chosen])


def _step(peeling: Peeling, k: int, taken: bool) -> tuple[str, ...]:
    shares = (percent(peeling.coverage[k]), percent(peeling.density[k]))
    return (str(k), counted(peeling.rows[k]), *shares, "taken" if taken else "")
