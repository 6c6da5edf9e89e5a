"""Forecasts against the clock: for each concept and shape the forecast, the time taken, and their ratio.

Run by hand, `python benchmarks/forecasts.py [CONCEPT]...`, after a solver has become quicker; `SECONDS` in
`solvers/cost.py` is what to bring up to date. Times are of the processor, the middle one of three random games.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import median
from time import process_time

import numpy as np

from tetrarchy import NormalFormGame, solve
from tetrarchy.games.scenario.scenario import Scenario
from tetrarchy.reports.outputs import written
from tetrarchy.solvers.concepts import CONCEPTS
from tetrarchy.solvers.cost import explanation_seconds
from tetrarchy.solvers.solve import concept_named
from tetrarchy.studies.scenario.analysis import Analysis

SMALL = [(2, 2), (4, 4), (8, 8), (3, 10), (2, 2, 2), (3, 3, 3), (2, 2, 2, 2)]
LARGE = [(11, 11), (12, 12), (5, 15), (4, 4, 3), (4, 4, 4), (3, 3, 3, 3), (2, 2, 2, 2, 2)]
WIDE = [(25, 25), (6, 6, 6), (4, 4, 4, 4)]
SHAPES = {
    "nash": SMALL + LARGE,
    **dict.fromkeys(("undominated", "trembling_hand", "proper"), SMALL + LARGE[:2]),
    "symmetric": [(2, 2), (4, 4), (8, 8), (11, 11)],
    "risk_dominant": [(2, 2)],
    "rationalizable": [*SMALL, *WIDE, (50, 50)],
    "nash:method=lemke-howson": [(8, 8), (30, 30), (60, 60)],
    "nash:method=nashpy-support": [(4, 4), (6, 6)],
    "stackelberg:leader=Player 1,commitment=mixed": [(4, 4), (8, 8), (12, 12)],
    "stackelberg:leader=Player 1": [(8, 8), (3, 3, 3), (5, 5, 5)],
}
"""The shapes at which a concept is timed; the others at small and wide ones."""


def random_game(concept: str, shape: tuple[int, ...], seed: int) -> NormalFormGame:
    """Return a game with payoffs of whole millionths that the concept covers."""
    rng = np.random.default_rng(seed)
    if concept == "symmetric":
        return NormalFormGame.symmetric(rng.integers(0, 10**6, shape).tolist())
    if concept == "risk_dominant":
        return NormalFormGame(np.array([np.diag(own) for own in rng.integers(1, 10**6, (2, 2))]))
    return NormalFormGame(rng.integers(0, 10**6, (len(shape), *shape)))


def timed(concept: str, shape: tuple[int, ...]) -> tuple[float, float]:
    """Return the forecast and the time of a search."""
    games = [random_game(concept, shape, seed) for seed in (1, 2, 3)]
    times = []
    for game in games:
        began = process_time()
        solve(game, concept)
        times.append(process_time() - began)
    return median(concept_named(concept).seconds(game) for game in games), median(times)


def explanations_timed(shape: tuple[int, ...]) -> tuple[float, float]:
    """Return the forecast and the time of a report on the pure equilibria, once they are found."""
    times = []
    for seed in (1, 2, 3):
        game = random_game("pure", shape, seed)
        analysis = Analysis(Scenario("timed", game), game, solve(game, "pure"))
        began = process_time()
        written(analysis, "markdown")
        times.append(process_time() - began)
    return explanation_seconds(shape), median(times)


def figures(concepts: list[str]) -> Iterator[tuple[str, str, float, float]]:
    """Go through what is timed: what it is, the shape, the forecast and the time."""
    for concept in concepts:
        for shape in SHAPES.get(concept, SMALL + WIDE):
            yield concept, " x ".join(map(str, shape)), *timed(concept, shape)
    for shape in SMALL + WIDE:
        yield "a report's explanations", " x ".join(map(str, shape)), *explanations_timed(shape)


def main() -> None:
    """Print the figures as they come; forecasts and times under 0.1 s count as alike."""
    solve(random_game("nash", (2, 2), 0), "correlated")
    concepts = sys.argv[1:] or [name for name in {**CONCEPTS, **SHAPES} if name != "stackelberg"]
    for what, shape, forecast, taken in figures(concepts):
        ratio = max(forecast, 0.1) / max(taken, 0.1)
        print(f"{what}, {shape}: forecast {forecast:.3f} s, taken {taken:.3f} s, ratio {ratio:.2f}", flush=True)


if __name__ == "__main__":
    main()
