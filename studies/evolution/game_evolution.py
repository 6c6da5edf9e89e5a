"""A game between players, played by populations: one for each player, and a single one where the game is symmetric.

Each population is a large crowd in the place of one player; its members meet members of the others at random. Where
exchanging two players exchanges nothing but their names, there may as well be one crowd whose members meet one another.
The two are different things: in a single population of hawks and doves both remain, of two populations one comes to
consist of hawks and the other of doves.

Each player's payoffs are counted in units of their spread, the highest less the lowest, so that nothing here depends on
the units in which they are given: neither time, nor eigenvalues, nor the intensity of selection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame, PureProfile
from ...games.numbers import rounded
from ...games.population import PopulationGame
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.concepts.pure_nash import pure_nash_profiles
from ...solvers.deadline import stop_after
from ...solvers.evolution.alpha_rank import alpha_rank
from ...solvers.evolution.chosen_dynamic import ChosenDynamic, Logit, Replicator
from ...solvers.evolution.dynamics import Dynamic
from ...solvers.evolution.evolutionary_stability import Stability, stability
from ...solvers.evolution.invasion import InvasionGraph, invasion
from ...solvers.evolution.one_population import one_population
from ...solvers.evolution.rare_mutation import rare_mutation
from ...solvers.evolution.rest_points import RestPoints, rest_points
from ...solvers.welfare import relative_payoffs
from ..watch import UNWATCHED, Taken, Watch
from .basins import End, State, ends, state_of
from .evolution import evolve
from .populations import PopulationAnalysis, population_analysis
from .trajectories import JointTrajectories, Trajectories
from .velocities import Flow, Growth, flow, growth

POPULATION = 50
"""Individuals in a finite population, unless told otherwise."""

TIME = 100.0
"""How long the paths that are shown go on, unless told otherwise."""

LONGER = 4
"""Paths of which only the end is asked are followed this many times as long as those that are shown."""

SELECTION = (0.1, 1.0, 10.0)
"""Intensities of selection at which finite populations are shown."""

MIDDLE = 1
"""The number of the intensity at which the graph of invasions is given."""

MOST_STRATEGIES = 8
"""The most strategies of one population, or of two together, for which rest points are worked out."""

MOST_RANKED = 300
"""The most pure profiles that are ranked."""

FIRST_SHARE = 0.9
"""The share of each population that at first does what is done today: nine in ten."""


ONE, SEVERAL = "one population", "a population for each player"

PATHS, ENDS, REST, RANKS = "the paths of ", "how many starts lead where in ", "the rest points of ", "alpha-rank"


@dataclass(frozen=True, eq=False)
class OnePopulation:
    """A symmetric game, played by one population.

    Attributes
    ----------
    matrix
        Payoffs [own, opponent] in units of their spread, as Fractions.
    rest
        The rest points of the replicator dynamics; None where there are too many strategies, or not reached.
    stabilities
        For each isolated rest point whether it is evolutionarily stable, only neutrally so, or neither (None); empty
        with mutation.
    paths, ends
        From the two starts of `GameEvolution.starts`, and from starts at random; None where they were not reached.
    rare_mutation
        The share of time that a finite population spends with everybody using each strategy, where mutants are rare:
        shape (intensities, m), for each of `SELECTION`.
    invasion
        Who can invade whom in it, at the middle intensity.
    growth
        None where there are not two strategies.
    """

    matrix: NDArray[np.object_]
    rest: RestPoints | None
    stabilities: tuple[Stability | None, ...]
    rare_mutation: NDArray[np.float64]
    invasion: InvasionGraph
    growth: Growth | None
    paths: Trajectories | None = None
    ends: tuple[End, ...] | None = None


@dataclass(frozen=True, eq=False)
class SeveralPopulations:
    """A game, played by a population for each player.

    Attributes
    ----------
    rest
        The rest points of the replicator dynamics; None for three players and more, too many strategies, or where they
        were not reached.
    pure
        The pure equilibria.
    paths, ends
        As in `OnePopulation`.
    ranks
        alpha-rank of the pure profiles, shape (intensities, m_1, .., m_n), for each of `SELECTION`; None where there
        are too many profiles, or not reached.
    flow
        None where the game is not 2 x 2.
    """

    rest: RestPoints | None
    pure: tuple[PureProfile, ...]
    ranks: NDArray[np.float64] | None
    flow: Flow | None
    paths: JointTrajectories | None = None
    ends: tuple[End, ...] | None = None

    @property
    def most_used(self) -> tuple[tuple[PureProfile, float], ...]:
        """The profiles by their alpha-rank at the middle intensity, each with its share and those of all before it."""
        if self.ranks is None:
            return ()
        shares = self.ranks[MIDDLE].ravel()
        order = np.argsort(-shares.round(12), kind="stable")
        profiles = np.transpose(np.unravel_index(order, self.ranks.shape[1:])).tolist()
        return tuple(zip(map(tuple, profiles), np.cumsum(shares[order]).tolist(), strict=True))


@dataclass(frozen=True, eq=False, repr=False)
class GameEvolution(Shown):
    """A game between players, analysed as one of populations.

    Attributes
    ----------
    population
        How many individuals a finite population has.
    time
        How long the paths are that are shown, in units of one over the spread of payoffs.
    starts
        What paths start from, in words.
    one
        None where the game is not symmetric.
    notes
        Which rest points, ranks, paths and ends were not reached, and why.
    """

    scenario: Scenario
    game: NormalFormGame
    dynamic: ChosenDynamic
    population: int
    time: float
    starts: tuple[str, str]
    one: OnePopulation | None
    several: SeveralPopulations
    notes: tuple[str, ...] = ()


def evolution_analysis(
    scenario: Scenario,
    dynamic: ChosenDynamic | None = None,
    population: int | None = None,
    time: float | None = None,
    watch: Watch = UNWATCHED,
) -> PopulationAnalysis | GameEvolution:
    """Analyse any scenario as a game of populations: one of orders or neighbours, or one for each player of a game.

    Parameters
    ----------
    dynamic, population, time
        As in `game_evolution`; a magnet takes none of them, an order contest no population.
    watch
        As in `game_evolution`; a population game takes no time limit.

    Raises
    ------
    InputError
        If an option has no meaning for this scenario or is out of its range, or payoffs are only ranks.
    """
    if time is not None and not 0 < time < inf:
        raise InputError(f"time must be a number above 0, got {rounded(time)}")
    if not isinstance(scenario.game, PopulationGame):
        individuals, until = POPULATION if population is None else population, TIME if time is None else time
        return game_evolution(scenario, dynamic, individuals, until, watch)
    if population is not None:
        raise InputError(f"a scenario of kind {scenario.game.arena.name} is about shares: it takes no population size")
    return population_analysis(scenario, dynamic, time, watch)


def game_evolution(
    scenario: Scenario,
    dynamic: ChosenDynamic | None = None,
    population: int = POPULATION,
    time: float = TIME,
    watch: Watch = UNWATCHED,
) -> GameEvolution:
    """Analyse a game between players as one of populations.

    Parameters
    ----------
    dynamic
        What paths and basins follow; the replicator dynamics where left out.
    population
        How many individuals a finite population has, from 2.
    time
        How long the paths are that are shown, in units of one over the spread of payoffs.
    watch
        Until when rest points and ranks are worked out and paths followed, and who is told of it; what else there is
        comes in any case.

    Raises
    ------
    InputError
        If payoffs are only ranks, a number is out of its range, or a path is too long to be followed.
    """
    if scenario.ordinal:
        raise InputError("payoffs of an ordinal game are only ranks: shares of a population cannot be weighed by them")
    game = scenario.build()
    scaled = NormalFormGame(relative_payoffs(game, game.exact), game.players, game.actions)
    asked = dynamic or Replicator()
    today = scenario.today()
    first = [
        names.index(today[player]) if today else 0 for player, names in zip(game.players, game.actions, strict=True)
    ]
    matrix = one_population(scaled) if _symmetric(scaled) else None
    still = _still(scaled, matrix, asked, population, watch.deadline)
    found = watch.take(still.items())
    known: dict[str, Any] = dict(zip(still, found.results, strict=False))
    one = None if matrix is None else _one(matrix, known.get(REST + ONE), asked, population)
    several = _several(scaled, known.get(REST + SEVERAL), known.get(RANKS), asked)
    steps = {} if one is None else _steps(ONE, one.matrix.astype(np.float64), first, _known(one.rest, asked))
    steps |= _steps(SEVERAL, scaled, first, _known_jointly(scaled, several.pure, several.rest, asked))
    velocity = _until(watch.deadline, asked.velocity())
    follow = [(what, partial(step, velocity, time, scenario.seed)) for what, step in steps.items()]
    taken = Taken[Any]((), found.stopped) if found.stopped else watch.take(follow)
    reached: Mapping[str, Any] = known | dict(zip(steps, taken.results, strict=False))
    return GameEvolution(
        scenario=scenario,
        game=game,
        dynamic=asked,
        population=population,
        time=time,
        starts=(f"nine in ten at {'the status quo' if today else 'the first strategy'}", "equal shares"),
        one=one and replace(one, paths=reached.get(PATHS + ONE), ends=reached.get(ENDS + ONE)),
        several=replace(several, paths=reached.get(PATHS + SEVERAL), ends=reached.get(ENDS + SEVERAL)),
        notes=taken.note([what for what in (*still, *steps) if what not in reached]),
    )


Step = Callable[[Dynamic, float, int], Any]
"""Follows a dynamics for a time, with a seed for the starts that are drawn."""


def _steps(
    what: str, payoffs: NDArray[np.float64] | NormalFormGame, first: list[int], known: list[State] | None
) -> dict[str, Step]:
    """Return, by the words for it, what takes long: the paths, and how many of the starts lead where."""
    if isinstance(payoffs, NormalFormGame):
        starts: Any = [_starts(m, action) for m, action in zip(payoffs.shape, first, strict=True)]
    else:
        starts = _starts(len(payoffs), first[0])
    return {
        PATHS + what: lambda velocity, time, seed: evolve(payoffs, starts, velocity, time=time),
        ENDS + what: lambda velocity, time, seed: ends(payoffs, velocity, seed, LONGER * time, known),
    }


def _until(deadline: float, velocity: Dynamic) -> Dynamic:
    """Return a dynamics that is followed until a deadline, and raises a TimeoutError from then on."""

    def timed(shares: NDArray[np.float64], fitness: NDArray[np.float64]) -> NDArray[np.float64]:
        stop_after(deadline)
        return velocity(shares, fitness)

    return timed


def _symmetric(game: NormalFormGame) -> bool:
    """Tell whether one population can play: two players, the same actions, and payoffs that change places with them."""
    return game.n_players == 2 and game.actions[0] == game.actions[1] and np.array_equal(game.exact[0], game.exact[1].T)


def _still(
    game: NormalFormGame,
    matrix: NDArray[np.object_] | None,
    dynamic: ChosenDynamic,
    population: int,
    deadline: float,
) -> dict[str, Callable[[], Any]]:
    """Return, by the words for it, what is worked out without following paths: rest points and ranks."""
    mutation = dynamic.mutation if isinstance(dynamic, Replicator) else None
    steps: dict[str, Callable[[], Any]] = {}
    if matrix is not None and len(matrix) <= MOST_STRATEGIES:
        steps[REST + ONE] = lambda: rest_points(matrix, mutation, deadline)
    if game.n_players == 2 and sum(game.shape) <= MOST_STRATEGIES:
        steps[REST + SEVERAL] = lambda: rest_points((game.exact[0], game.exact[1].T), mutation, deadline)
    if int(np.prod(game.shape)) <= MOST_RANKED:
        steps[RANKS] = lambda: np.array([alpha_rank(game, population, alpha, deadline) for alpha in SELECTION])
    return steps


def _one(
    matrix: NDArray[np.object_], rest: RestPoints | None, dynamic: ChosenDynamic, population: int
) -> OnePopulation:
    return OnePopulation(
        matrix=matrix,
        rest=rest,
        stabilities=tuple(stability(matrix, point.exact[0]) for point in rest or () if point.exact is not None),
        rare_mutation=np.array([rare_mutation(matrix, population, selection) for selection in SELECTION]),
        invasion=invasion(matrix, population, SELECTION[MIDDLE]),
        growth=growth(matrix.astype(np.float64), dynamic.velocity()) if len(matrix) == 2 else None,
    )


def _several(
    game: NormalFormGame, rest: RestPoints | None, ranks: NDArray[np.float64] | None, dynamic: ChosenDynamic
) -> SeveralPopulations:
    return SeveralPopulations(
        rest=rest,
        pure=pure_nash_profiles(game),
        ranks=ranks,
        flow=flow(game, dynamic.velocity()) if game.shape == (2, 2) else None,
    )


def _known(rest: RestPoints | None, dynamic: ChosenDynamic) -> list[State] | None:
    """Return what paths may end at: the rest points that are not unstable, where these say it."""
    if rest is None or isinstance(dynamic, Logit):
        return None
    return [state_of(point) for point in rest if point.stable is not False]


def _known_jointly(
    game: NormalFormGame, pure: tuple[PureProfile, ...], rest: RestPoints | None, dynamic: ChosenDynamic
) -> list[State] | None:
    """Return what paths of several populations may end at: without mutation any pure equilibrium, too."""
    if isinstance(dynamic, Logit) or (isinstance(dynamic, Replicator) and dynamic.mutation):
        return _known(rest, dynamic)
    states = [*map(game.pure, pure), *(_known(rest, dynamic) or [])]
    return list({tuple(np.concatenate(state).tolist()): state for state in states}.values())


def _starts(m: int, first: int) -> NDArray[np.float64]:
    """Return two starts, shape (2, m): most do what is done today, and all strategies have the same share."""
    today = np.full(m, (1 - FIRST_SHARE) / max(m - 1, 1))
    today[first] = FIRST_SHARE if m > 1 else 1
    return np.array([today, np.full(m, 1 / m)])
