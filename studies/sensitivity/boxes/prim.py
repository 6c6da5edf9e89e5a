"""Scenario discovery: boxes of inputs in which something happens, stated as sentences (Bryant and Lempert 2010).

The patient rule induction method finds a box by peeling and pasting (`peeling`); rows inside it are then set aside and
the next box is sought among the others (*covering*). A box is judged by its *coverage*, the part of all hits that it
holds; its *density*, the part of its rows that are hits; and how few inputs it restricts. No box is best in all three:
the whole peeling is kept, and which of its boxes is taken is the user's choice. Left alone, the box is taken whose
inside goes best with the target, by the phi coefficient, which rewards coverage and density alike whatever the share of
hits; a box of further covering is kept only if it is denser than all rows together.

An input may be restricted by chance. Its *quasi-p-value* is the chance that at least as many hits would lie in the box
if restricting the input did nothing: the upper tail of a binomial with as many draws as the box has rows, and with the
density of the box without that restriction (Bryant and Lempert 2010, appendix A). It is "quasi" because the same rows
chose the box.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....games.errors import InputError
from ....games.numbers import counted, rounded, whole_percent
from ..parts import Parts, finite_rows, short_name
from .peeling import Limits, Peeling, inside, paste, peel

LEAST_MASS = 0.05
"""The smallest box, as a share of all rows."""


@dataclass(frozen=True)
class Restriction:
    """The limits that a box sets to an input, None where it is free on that side, and their quasi-p-value."""

    input: str
    low: float | None
    high: float | None
    quasi_p: float

    def told(self, name: str) -> str:
        """Return the restriction in words, "pressure above 0.62", with the input by a name."""
        if self.low is None:
            return f"{name} below {rounded(self.high, 3)}"
        return (
            f"{name} above {rounded(self.low, 3)}"
            if self.high is None
            else f"{name} from {rounded(self.low, 3)} to {rounded(self.high, 3)}"
        )


@dataclass(frozen=True, eq=False)
class Box:
    """A box, and the peeling from which it was taken.

    Attributes
    ----------
    restrictions
        Of the inputs that are not free, the least likely to be chance first.
    rows, hits
        How many rows lie inside, earlier boxes apart, and how many of them have the target.
    peeling, chosen
        All boxes from which this one was taken, and its number there, before pasting.
    """

    target: str
    restrictions: tuple[Restriction, ...]
    rows: int
    hits: int
    peeling: Peeling
    chosen: int

    @property
    def coverage(self) -> float:
        """Which part of all hits it covers."""
        return self.hits / self.peeling.all_hits

    @property
    def density(self) -> float:
        """Which part of the rows inside are hits."""
        return self.hits / self.rows

    @property
    def mass(self) -> float:
        """Which part of all rows lies inside."""
        return self.rows / self.peeling.all_rows

    @property
    def sentence(self) -> str:
        """The box in words, with the names that scripts use."""
        return self.told(self.target, short_name)

    def told(self, target: str, named: Callable[[str], str]) -> str:
        """Return the box in words, with a name for the target, and for each input by its path."""
        where = " and ".join(each.told(named(each.input)) for each in self.restrictions) or "anywhere"
        return (
            f"{where}: covers {whole_percent(self.coverage)} of the {counted(self.peeling.all_hits)} points with "
            f"{target}; {whole_percent(self.density)} of the {counted(self.rows)} points inside have it"
        )


@dataclass(frozen=True)
class Boxes:
    """The boxes found for a target, in the order of covering; none where every row is a hit or no row is.

    Attributes
    ----------
    rows, hits, left_out
        Rows that were used, how many of them have the target, and rows not solved or not finite.
    """

    inputs: tuple[str, ...]
    target: str
    rows: int
    hits: int
    left_out: int
    boxes: tuple[Box, ...]


def prim(parts: Parts, inputs: Sequence[str], target: str, *, most_boxes: int = 3, chosen: Sequence[int] = ()) -> Boxes:
    """Return the boxes of inputs in which a target is dense.

    Parameters
    ----------
    inputs
        The inputs that a box may restrict.
    target
        A yes/no column or a condition (see `parts`), for instance "welfare<0.2".
    most_boxes
        How many boxes are sought at most.
    chosen
        For the first boxes, which of their peelings' boxes are taken, counted from 0, the box of all rows.

    Raises
    ------
    InputError
        If a name is unknown, the target is not yes or no, no row was solved, or no box has a chosen number.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> part = {"p": rng.random(4000), "q": rng.random(4000), "status": np.full(4000, "ok")}
    >>> part["hit"] = (part["p"] > 0.6) & (part["q"] < 0.4)
    >>> prim([part], ["p", "q"], "hit").boxes[0].sentence
    'p above 0.602 and q below 0.397: covers 99% of the 628 points with hit; 100% of the 620 points inside have it'
    """
    if not inputs or most_boxes < 1:
        raise InputError("PRIM needs at least one input and at least one box")
    table, left_out = finite_rows(parts, [*inputs, target])
    points, hits = table[:, :-1], _yes_or_no(target, table[:, -1])
    boxes = _cover(points, hits, inputs, target, most_boxes, max(1, int(LEAST_MASS * len(points))), chosen)
    return Boxes(tuple(inputs), target, len(points), int(hits.sum()), left_out, tuple(boxes))


def _yes_or_no(target: str, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    hits = values == 1
    if not (hits | (values == 0)).all():
        raise InputError(f"{target}: expected a yes/no column, or a condition such as {target}>0.5")
    return hits


def _cover(
    points: NDArray[np.float64],
    hits: NDArray[np.bool_],
    inputs: Sequence[str],
    target: str,
    most_boxes: int,
    least: int,
    chosen: Sequence[int],
) -> list[Box]:
    """Seek boxes one after the other, each among the rows outside the ones before."""
    all_rows, all_hits = len(points), int(hits.sum())
    boxes: list[Box] = []
    while len(boxes) < most_boxes and 0 < hits.sum() < len(hits):
        peeling = peel(points, hits, least, all_rows, all_hits)
        number = _choice(peeling, chosen, len(boxes))
        limits = paste(points, hits, peeling.limits[number])
        within = inside(points, limits)
        rows, held = int(within.sum()), int(hits[within].sum())
        if len(boxes) >= len(chosen) and held * all_rows <= all_hits * rows:
            break
        restrictions = _restrictions(points, hits, limits, inputs)
        boxes.append(Box(target, restrictions, rows, held, peeling, number))
        points, hits = points[~within], hits[~within]
    return boxes


def _choice(peeling: Peeling, chosen: Sequence[int], box: int) -> int:
    if box >= len(chosen):
        return int(peeling.correlation.argmax())
    if not 0 <= chosen[box] < len(peeling.rows):
        raise InputError(f"box {box + 1}: its peeling has boxes 0 to {len(peeling.rows) - 1}, got {chosen[box]}")
    return chosen[box]


def _restrictions(
    points: NDArray[np.float64], hits: NDArray[np.bool_], limits: Limits, inputs: Sequence[str]
) -> tuple[Restriction, ...]:
    restrictions = [
        Restriction(name, _finite(limits[i, 0]), _finite(limits[i, 1]), _quasi_p(points, hits, limits, i))
        for i, name in enumerate(inputs)
        if np.isfinite(limits[i]).any()
    ]
    return tuple(sorted(restrictions, key=lambda restriction: restriction.quasi_p))


def _finite(limit: float) -> float | None:
    return float(limit) if np.isfinite(limit) else None


def _quasi_p(points: NDArray[np.float64], hits: NDArray[np.bool_], limits: Limits, i: int) -> float:
    from scipy.special import betainc

    within, freed = inside(points, limits), limits.copy()
    freed[i] = -np.inf, np.inf
    density = float(hits[inside(points, freed)].mean())
    rows, held = int(within.sum()), int(hits[within].sum())
    return 1.0 if held == 0 else float(betainc(held, rows - held + 1, density))
