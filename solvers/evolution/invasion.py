"""Who can invade whom in a finite population: the graph of strategies that take over more easily than by chance.

A single mutant that is neither better nor worse than the residents takes over a population of N with the chance 1 / N.
Selection *favours* it where its chance is greater (Nowak, Sasaki, Taylor and Fudenberg 2004). The graph has an edge
from each resident to each mutant that is favoured, and to each that is neutral. A *sink* is a set of strategies that
lead to one another and nowhere else: a single strategy that no mutant is favoured to replace, or a cycle. Under strong
selection these are where the population is found (compare `rare_mutation`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.numbers import counted
from ...games.text.shown import Shown
from .fixation import Process, check_process, log_fixations
from .rest_points import exact_payoffs
from .stationary import closed_sets

NEUTRAL = 1e-9
"""A chance this near to that of a neutral mutant, as a share of it, counts as neutral."""


@dataclass(frozen=True)
class Invasion:
    """An edge: a mutant that takes over a population of residents `relative` times as easily as a neutral one."""

    resident: int
    mutant: int
    relative: float
    neutral: bool


@dataclass(frozen=True, eq=False, repr=False)
class InvasionGraph(Shown):
    """The graph of a set of strategies.

    Attributes
    ----------
    relative
        Shape (m, m), [resident, mutant]: the chance that a single mutant takes over, times the population; 1 on the
        diagonal.
    edges
        The favoured and the neutral invasions, by resident, then by mutant.
    sinks
        The sets of strategies that lead to one another and nowhere else, by their first strategies.
    """

    relative: NDArray[np.float64]
    edges: tuple[Invasion, ...]
    sinks: tuple[tuple[int, ...], ...]

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return f"strategies: {counted(len(self.relative))}; ways to invade: {counted(len(self.edges))}"


def invasion(matrix: ArrayLike, population: int, selection: float, process: Process = "fermi") -> InvasionGraph:
    """Return who can invade whom; errors are those of `rare_mutation`.

    Parameters
    ----------
    matrix
        Shape (m, m), [own, opponent]; numbers, Fractions or exact strings.
    population, selection, process
        As in `fixation`.

    Returns
    -------
    InvasionGraph
        The edges from residents to mutants that spread, and the sets that nothing outside them invades.

    Examples
    --------
    >>> graph = invasion([[3, 0], [5, 1]], population=20, selection=0.1)
    >>> [(edge.resident, edge.mutant, round(edge.relative, 2)) for edge in graph.edges], graph.sinks
    ([(0, 1, 3.62)], ((1,),))
    """
    payoffs = exact_payoffs(matrix)
    check_process(population, process, selection)
    logs = log_fixations(payoffs, population, process, selection) + np.log(population)
    links = (logs >= -NEUTRAL) & ~np.eye(len(logs), dtype=bool)
    relative = np.exp(logs)
    edges = tuple(
        Invasion(resident, mutant, float(relative[resident, mutant]), bool(abs(logs[resident, mutant]) <= NEUTRAL))
        for resident, mutant in np.argwhere(links).tolist()
    )
    return InvasionGraph(relative, edges, closed_sets(links))
