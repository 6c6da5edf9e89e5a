"""A sweep over one number as a picture: the answer as bands, and what each player gets as lines above them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ...studies.sensitivity.answered import Answers
from ...studies.sweep.study import Study
from ..figures.bands import Band, bands_figure
from ..format.blocks import Figure
from ..scenario.words import number_words
from .words import letter, regime_words

MOST_BANDS = 60
"""More bands than so many are not seen beside each other."""


def line_figure(answers: Answers) -> Iterator[Figure]:
    """Draw where each regime holds, parted at the exact tipping points where these are known, with the payoffs.

    Points on a knife edge stand on a border and have no band; payoffs are those at the selected equilibrium.
    """
    study = answers.study
    path, values = next(iter(study.inputs.items()))
    order = np.argsort(values, kind="stable")
    places, codes = values[order], study.regime_of_points()[order]
    bands = _bands(answers, places, codes)
    if not 0 < len(bands) <= MOST_BANDS or bands[0].low == bands[-1].high:
        return
    names = study.scenario.names
    payoffs = study.to_numpy([f"payoff.{player}" for player in names.players])
    lines = {}
    for label, own in zip(names.labels, payoffs.values(), strict=True):
        known = np.isfinite(own[order])
        lines[label] = places[known], own[order][known]
    given = [each.current for each in answers.xlrm.uncertainties if each.path == path]
    over = number_words(study.scenario, path)
    caption = f"Which regime holds where, over {over}, and what the equilibrium that is selected pays"
    yield bands_figure(caption, over, bands, lines, "payoff", given[0] if given else None)


def _bands(answers: Answers, places: NDArray[np.float64], codes: NDArray[np.intp]) -> list[Band]:
    """Return the runs of points with the same regime, each up to where the next one begins."""
    study = answers.study
    firm = np.array([code < 0 or not study.regimes()[code].knife_edge for code in codes])
    inside, known = places[firm], codes[firm]
    if not len(inside):
        return []
    changes = np.flatnonzero(np.diff(known))
    edges = [_edge(answers, inside[k], inside[k + 1]) for k in changes]
    starts, ends = [places[0], *edges], [*edges, places[-1]]
    runs = zip(starts, ends, known[np.append(0, changes + 1)], strict=True)
    return [Band(float(low), float(high), _named(study, int(code))) for low, high, code in runs]


def _edge(answers: Answers, low: float, high: float) -> float:
    """Return the exact change between two points where there is one known alone, else the middle."""
    tipping = answers.tipping
    exact = () if tipping is None else chain(*(change.tipping_points for change in tipping.changes), tipping.missed)
    between = {float(tip.value) for tip in exact if low <= float(tip.value) <= high}
    return between.pop() if len(between) == 1 else (low + high) / 2


def _named(study: Study, code: int) -> str:
    if code < 0:
        return "no game"
    return f"{letter(code)}: {regime_words(study, study.regimes()[code])}"
