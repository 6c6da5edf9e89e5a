"""A sweep as a report: the regimes and their shares, and for one or two paths where each of them holds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..studies.sweep.sweep import TIE, Regime, Study
from .blocks import Block, Heading, Items, Listing, Paragraph, Table
from .numbers import number, percent
from .tables import table
from .words import listed

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
WIDEST_MAP = 100


def sweep_report(study: Study) -> Iterator[Block]:
    """Give the share of each regime, and where it holds: intervals over one path, a map over two."""
    regimes = study.regimes()
    yield Heading(f"Sweep: {study.scenario.title}", 1)
    spans = [f"{path} from {number(v.min())} to {number(v.max())}" for path, v in study.inputs.items()]
    yield Paragraph(f"{len(study):,} games over {listed(spans)}; pure equilibria of each.")
    rows = [
        (_letter(k), _regime_words(study, regime), f"{regime.points:,}", percent(regime.points / len(study)))
        for k, regime in enumerate(regimes)
    ]
    yield Table("Regimes: sets of pure equilibria", ("", "equilibria", "points", "share of the grid"), tuple(rows))
    if any(regime.knife_edge for regime in regimes):
        yield Paragraph(
            f"On a knife edge some player at an equilibrium has another action that pays the same, to {TIE:g} of its "
            "payoff range."
        )
    if len(study.inputs) == 1:
        yield _intervals(study)
    elif len(study.inputs) == 2:
        yield from _map(study)
    yield Items(("Shares of a grid depend on its range; they are not probabilities about the world.",))


def sweep_csv(study: Study) -> str:
    """Return every point as a row of CSV: inputs, number of equilibria, regime, knife edge, payoffs at the first."""
    columns = study.to_numpy()
    regimes = [_regime_words(study, regime) for regime in study.regimes()]
    columns = {**columns, "regime": np.array(regimes, dtype=object)[columns["regime"]]}
    rows = [[_cell(value) for value in row] for row in zip(*columns.values(), strict=True)]
    return table(list(columns), rows, "csv") + "\n"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if np.isnan(value) else repr(float(value))
    return str(value)


def _regime_words(study: Study, regime: Regime) -> str:
    actions = study.scenario.actions
    named = [
        f"({', '.join(names[a] for names, a in zip(actions, profile, strict=True))})" for profile in regime.profiles
    ]
    return ("knife edge: " if regime.knife_edge else "") + (" and ".join(named) or "no pure equilibrium")


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else "?"


def _intervals(study: Study) -> Table:
    """Return the runs of neighbouring points that have the same regime."""
    (path, values), codes = next(iter(study.inputs.items())), study.regime_of_points()
    regimes = study.regimes()
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    ends = [*(starts[1:] - 1), len(codes) - 1]
    rows = tuple(
        (
            number(values[start], 6),
            number(values[end], 6),
            _letter(codes[start]),
            _regime_words(study, regimes[codes[start]]),
        )
        for start, end in zip(starts, ends, strict=True)
    )
    return Table(
        f"Where each regime holds, from one point of the grid to another, over {path}",
        ("from", "to", "", "equilibria"),
        rows,
    )


def _map(study: Study) -> Iterator[Block]:
    (first, rows), (second, columns) = study.inputs.items()
    across = len(np.unique(columns))
    if across > WIDEST_MAP:
        yield Paragraph(f"The map is wider than {WIDEST_MAP} points and is left out; --format csv has every point.")
        return
    codes = study.regime_of_points().reshape(-1, across)
    marks = np.unique(rows)
    lines = [
        f"{number(marks[k]):>8}  " + "".join(_letter(code) for code in codes[k]) for k in reversed(range(len(marks)))
    ]
    low, high = number(columns.min()), number(columns.max())
    lines.append(" " * 10 + low + " " * max(1, across - len(low) - len(high)) + high)
    yield Paragraph(f"Map: {first} upwards, {second} to the right; letters as above.")
    yield Listing("\n".join(lines))
