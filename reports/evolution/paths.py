"""What all reports on populations share: the dynamics in words, shares over time, and how much leads where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.numbers import number
from ...solvers.evolution.chosen_dynamic import BestReply, ChosenDynamic, Imitation, Logit, Replicator
from ...studies.evolution.basins import AT_REST, REACHED
from ..figures.charts import bars_figure, lines_figure
from ..format.blocks import Block, Paragraph, Table

TIMES = (0, 2, 4, 8, 16, 32, 64, 100)
"""The points of a path that a table shows, by number; the figure shows all."""

Destination = tuple[str, float, float]
"""Where paths lead, the share of starts from which they do, and its standard error."""


def dynamic_words(dynamic: ChosenDynamic) -> str:
    """Return what a dynamics does, as a clause: "the best-reply dynamics: who revises picks the best strategy"."""
    match dynamic:
        case Replicator(mutation) if mutation:
            grows = "what does better than the mean grows"
            return f"the replicator dynamics with mutation at rate {number(mutation)}: {grows}"
        case Replicator():
            return "the replicator dynamics: what does better than the mean grows"
        case Logit(precision):
            return (
                f"the logit dynamics with precision {number(precision)}: who revises picks a strategy, the likelier "
                "the better it is"
            )
        case BestReply():
            return "the best-reply dynamics: who revises picks the best strategy"
        case Imitation(intensity):
            return (
                f"imitation with intensity {number(intensity)}: who meets a better strategy takes it over, the more "
                "surely the better it is"
            )


def path_blocks(
    caption: str,
    times: NDArray[np.float64],
    shares: NDArray[np.float64],
    names: Sequence[str],
    error: float,
    unit: str = "time",
    more: tuple[str, NDArray[np.float64]] | None = None,
    lines: Sequence[int] | None = None,
    written: Callable[[float], str] | None = None,
) -> Iterator[Block]:
    """Give shares over time as a table and as lines, or say that nothing moves.

    Parameters
    ----------
    shares
        Shape (times, len(names)).
    error
        How far the shares may be off; said where it shows.
    unit
        What the axis of the figure says.
    more
        A last column of the table: its header and its numbers, shape (times,).
    lines
        The numbers of the shares that are drawn; all where left out.
    written
        How the table writes a share; with three decimals where left out.
    """
    if np.ptp(shares, axis=0).max() <= AT_REST:
        yield Paragraph(f"{caption}: nothing moves.")
        return
    extra = () if more is None else (more,)
    own = written or _three_decimals
    rows = tuple((number(times[k]), *map(own, shares[k]), *(number(values[k]) for _, values in extra)) for k in TIMES)
    yield Table(caption, ("time", *names, *(header for header, _ in extra)), rows)
    if error > REACHED:
        yield Paragraph(f"These shares are uncertain by some {number(error)}: the dynamics jumps back and forth.")
    series = {names[k]: shares[:, k] for k in (range(len(names)) if lines is None else lines)}
    yield lines_figure(caption, (unit, times), "share", series)


def _three_decimals(share: float) -> str:
    """Return a share with three decimals, "0.000" where it is smaller but not zero."""
    return number(share) if share >= 0.0005 or share <= 0 else "0.000"


def destination_figures(caption: str, destinations: Sequence[Destination]) -> Iterator[Block]:
    """Draw how much leads where, with a standard error to each side, unless all leads to one place."""
    if len(destinations) > 1:
        names, shares, errors = zip(*destinations, strict=True)
        ranges = [(share - error, share + error) for share, error in zip(shares, errors, strict=True)]
        yield bars_figure(caption, names, shares, "share of starts", ranges)


def dynamic_values(dynamic: ChosenDynamic) -> dict[str, Any]:
    """Return a dynamics: its name and its number."""
    return {"name": dynamic.name, **asdict(dynamic)}
