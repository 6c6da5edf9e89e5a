"""A sweep as a report: its regimes and where they hold, what drives them, in which boxes they lie, what is robust."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

import numpy as np
from numpy.typing import NDArray

from ...games.numbers import counted, number, percent, rounded, several
from ...games.text.labels import listed
from ...solvers.best_replies import TIE
from ...studies.sensitivity.answered import AnsweredStudy, Answers
from ...studies.sensitivity.parts import KNIFE_EDGE
from ...studies.sensitivity.regimes.refined_thresholds import RefinedThresholds
from ...studies.sensitivity.regimes.regime_map import MIXED, NO_GAME, RegimeMap
from ...studies.sweep.regimes import Regime
from ...studies.sweep.study import Study
from ..figures.charts import cells_figure
from ..format.blocks import Block, Heading, Items, Listing, Paragraph, Table
from ..format.numbers import value_words
from ..scenario.words import number_words, profile_words
from .line import line_figure
from .robustness import further_section, robustness_sections, xlrm_section
from .sensitivity import box_sections, sensitivity_sections
from .words import error_words, factor_words, in_regimes, label_words, letter, regime_words, span_words

MOST_INTERVALS = 200
MARKS = {MIXED: "*", KNIFE_EDGE: "+", NO_GAME: ".", "": " "}


def sweep_report(asked: AnsweredStudy) -> Iterator[Block]:
    """Give all that a study answers; which sections there are follows from its design and its columns."""
    study, answers = asked.study, asked.answers
    spans = listed(span_words(study, answers.spans))
    yield Heading(f"Sweep: {study.scenario.title}", 1)
    yield Paragraph(f"{several(len(study), 'game')} over {spans}: {study.plan.design.words}.")
    yield from _left_out(answers)
    yield from regime_sections(study)
    yield from _where(answers)
    yield from sensitivity_sections(answers)
    yield from box_sections(answers)
    yield from robustness_sections(answers)
    yield from further_section(answers.study.scenario, answers.further)
    yield from xlrm_section(study.scenario, answers.xlrm)
    if answers.open:
        yield Paragraph("Not answered:")
        yield Items(tuple(in_regimes(study, words) for words in answers.open))
    kind = "a grid" if study.plan.design.gridded else "a design"
    yield Items((f"Shares of {kind} depend on its ranges; they are not probabilities about the world.",))


def points_table(asked: AnsweredStudy) -> Iterator[Table]:
    """Give every point as a row, with all columns of the study."""
    columns = asked.study.to_numpy()
    cells = [[_cell(value) for value in column.tolist()] for column in columns.values()]
    yield Table("", tuple(columns), tuple(zip(*cells, strict=True)))


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if isnan(value) else repr(value)
    return str(value)


def _left_out(answers: Answers) -> Iterator[Block]:
    """Say how many rows there are of each status, and how many are not there."""
    study = answers.study
    if set(answers.statuses) - {"ok"}:
        meanings = {"ok": "solved", "undefined": "a payoff is not finite", "off_simplex": "shares do not fit"}
        rows = tuple((name, meanings[name], counted(count)) for name, count in answers.statuses.items())
        yield Table("Points by status; shares below are of those that are ok", ("status", "meaning", "points"), rows)
    if study.failed:
        rows = sum(failure.stop - failure.start for failure in study.failed)
        yield Paragraph(f"{several(rows, 'point')} could not be solved: {study.failed[0].error}.")
    if not study.complete:
        yield Paragraph(
            f"{counted(len(study))} of {several(len(study.plan), 'point')} {'is' if len(study) == 1 else 'are'} there; "
            f"what follows is about {'that' if len(study) == 1 else 'those'}."
        )


def regime_sections(study: Study) -> Iterator[Block]:
    """Give the sets of pure equilibria and how many of the points have each."""
    regimes = study.regimes()
    if not regimes:
        yield Paragraph("There is no point that has a game.")
        return
    errors = any(regime.standard_error is not None for regime in regimes)
    share = "share of the grid" if study.plan.design.gridded else "share"
    yield Table(
        "Regimes: sets of pure equilibria",
        ("", "equilibria", "points", share, *(["standard error"] if errors else [])),
        tuple(_row(study, place, regime) for place, regime in enumerate(regimes)),
    )
    if any(regime.knife_edge for regime in regimes):
        yield Paragraph(
            f"On a knife edge some player at an equilibrium has another action that pays the same, to {rounded(TIE)} "
            "of its payoff range."
        )


def _row(study: Study, place: int, regime: Regime) -> tuple[str, ...]:
    error = () if regime.standard_error is None else (error_words(regime.standard_error),)
    return (letter(place), regime_words(study, regime), counted(regime.points), percent(regime.share), *error)


def _where(answers: Answers) -> Iterator[Block]:
    """Say where each regime holds: over one path, over two, or at each of a few what-ifs."""
    study = answers.study
    design = study.plan.design
    if design.gridded and len(design.paths) == 1 and study.complete:
        yield from _intervals(study)
        yield from line_figure(answers)
    if design.moves and study.complete and len(study) <= MOST_INTERVALS:
        yield _what_ifs(study)
    if answers.tipping is not None:
        yield from _tipping_points(study, answers.tipping)
    if answers.map is not None:
        yield from _map(study, answers.map)


def _intervals(study: Study) -> Iterator[Block]:
    """Give the runs of neighbouring points that have the same regime."""
    (path, values), codes = next(iter(study.inputs.items())), study.regime_of_points()
    order = np.argsort(values, kind="stable")
    values, codes = values[order], codes[order]
    starts = np.flatnonzero(np.diff(codes, prepend=-2))
    ends = [*(starts[1:] - 1), len(codes) - 1]
    if len(starts) > MOST_INTERVALS:
        yield Paragraph(f"The regime changes {counted(len(starts) - 1)} times; --format csv has every point.")
        return
    rows = tuple(
        (number(values[start], 6), number(values[end], 6), *_regime_at(study, int(codes[start])))
        for start, end in zip(starts, ends, strict=True)
    )
    over = number_words(study.scenario, path)
    caption = f"Where each regime holds, from one point of the grid to another, over {over}"
    yield Table(caption, ("from", "to", "", "equilibria"), rows)


def _regime_at(study: Study, place: int) -> tuple[str, str]:
    return ("", "no game") if place < 0 else (letter(place), regime_words(study, study.regimes()[place]))


def _what_ifs(study: Study) -> Table:
    """Return the regime of the base and of each what-if."""
    codes = study.regime_of_points()
    moved = [(factor_words(study, path), number(value, 6)) for path, value in study.plan.design.moves]
    rows = tuple(
        (name, value, *_regime_at(study, int(code)), "" if code == codes[0] else "changes")
        for (name, value), code in zip([("as it is", ""), *moved], codes, strict=True)
    )
    return Table("What each what-if does", ("what moves", "to", "", "equilibria", "against the base"), rows)


def _tipping_points(study: Study, thresholds: RefinedThresholds) -> Iterator[Block]:
    name = number_words(study.scenario, thresholds.path)
    rows = [
        (
            f"{number(change.low, 6)} to {number(change.high, 6)}",
            label_words(study, change.before),
            label_words(study, change.after),
            listed([value_words(tip.value) for tip in change.tipping_points]) or "none found",
        )
        for change in thresholds.changes
    ]
    if rows:
        caption = f"Changes between neighbouring points, with the exact tipping points of {name} between them"
        yield Table(caption, ("between", "before", "after", "exactly at"), tuple(rows))
    else:
        yield Paragraph(f"The regime is the same at all points of {name}.")
    for tip in thresholds.missed:
        changed = listed([profile_words(study.scenario.names, profile) for profile in (*tip.appears, *tip.disappears)])
        yield Paragraph(f"The sweep steps over a change at {name} = {value_words(tip.value)}: {changed}.")


def _map(study: Study, regimes: RegimeMap) -> Iterator[Block]:
    """Draw the map as letters, and for pages as a figure."""
    labels, (x, y) = regimes.labels.T, (number_words(study.scenario, axis.path) for axis in (regimes.x, regimes.y))
    marks = {str(label): MARKS.get(label) or label_words(study, label)[-1] for label in np.unique(labels)}
    names = [f"{number(value):>8}  " for value in regimes.y.middles]
    lines = [name + "".join(marks[str(label)] for label in row) for name, row in zip(names, labels, strict=True)]
    low, high = number(regimes.x.middles[0]), number(regimes.x.middles[-1])
    legend = [f"{mark} {label}" for label, mark in MARKS.items() if label and label in marks]
    told = f"; {listed(legend)}" if legend else ""
    yield Paragraph(f"Map: {x} to the right, {y} upwards; letters as above{told}.")
    across = labels.shape[1]
    axis = " " * 10 + low + " " * max(1, across - len(low) - len(high)) + high
    yield Listing("\n".join([*reversed(lines), axis]))
    order = [*(regime.name for regime in study.regimes()), KNIFE_EDGE, MIXED, NO_GAME]
    shown = sorted(set(marks) - {""}, key=order.index)
    places = {label: place for place, label in enumerate(shown)}
    classes = np.vectorize(lambda label: places.get(label, -1), otypes=[int])(labels)
    across, upwards = _borders(classes), _borders(classes.T)
    yield cells_figure(
        f"Which regime holds where, over {x} and {y}",
        (x, regimes.x.edges[[*across, -1]]),
        (y, regimes.y.edges[[*upwards, -1]]),
        classes[np.ix_(upwards, across)],
        [_set_named(study, label) for label in shown],
    )


def _set_named(study: Study, label: str) -> str:
    """Return a label of the map with the equilibria that it stands for, where it stands for some."""
    sets = (own for own in study.regimes() if own.name == label and not own.knife_edge)
    held = next((regime_words(study, own) for own in sets), None)
    return label if held is None else f"{label_words(study, label)}: {held}"


def _borders(classes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the columns that differ from the one before, and the first: what a figure need draw."""
    return np.flatnonzero([True, *(classes[:, 1:] != classes[:, :-1]).any(axis=0)])
