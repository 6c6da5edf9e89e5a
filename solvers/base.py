"""What is asked of a game, and what comes back: one verb, `solve`, and one result, `Solution`.

A *concept* is a frozen value whose fields are its options and whose one method, `find(game, rng)`, returns
`Findings`: candidates, and what the concept can argue about their completeness. A concept never reports its own
success: `solve` measures every candidate's regret in the game itself, in fractions where the candidate is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ..games.normal_form import NormalFormGame, Profile, independent
from ..games.numbers import number
from ..games.text.shown import Shown
from .exact.algebraic import Exact
from .n_player.support_profiles import Supports, supports_of

Grounds = Literal["best_replies", "commitment", "obedience", "acceptance", "noisy_replies", "beliefs"]
"""What makes the players act as a candidate says, and so what their regret is.

- best_replies: each strategy is a best reply to the others';
- obedience: a pure profile is drawn, each player is told its own action in it, and does best to obey;
- acceptance: a pure profile is drawn, and each player does best to have it decide, before it is told anything;
- noisy_replies: each player plays every action, the better ones more often; regret is what that costs it;
- beliefs: each action is a best reply to some belief; where the belief is wrong there is regret.
"""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A profile that a concept proposes.

    `strategies` and `distribution` hold Fractions (object arrays) where the concept argues exactly, floats otherwise.
    `distance` is what the concept has proven, None where it has proven nothing. The other fields are those of the
    `Equilibrium` that is measured from the candidate.
    """

    strategies: Profile
    distance: float | None = None
    index: int | None = None
    component: int | None = None
    distribution: NDArray[Any] | None = None
    grounds: Grounds = "best_replies"
    label: str = ""
    algebraic: tuple[tuple[Exact, ...], ...] | None = None


@dataclass(frozen=True)
class Component:
    """A connected piece of the equilibrium set.

    `nash_subsets` are its maximal convex pieces, each given by the numbers of the equilibria that are its vertices;
    `index` is the sum of the indices of the equilibria into which a small change of the payoffs breaks it.
    """

    nash_subsets: tuple[tuple[int, ...], ...]
    index: int | None = None


@dataclass(frozen=True, eq=False)
class Findings:
    """What a concept found, and what it argues: nothing here is measured yet.

    `complete` is true only with a proof that no equilibrium of the concept is missing, and `method` names how it was
    searched. `degenerate` is None where that was not decided. `interrupted` is true where an interrupt from the
    keyboard ended the search: whoever asked waits for what there is.
    """

    candidates: tuple[Candidate, ...]
    complete: bool
    method: str
    degenerate: bool | None = None
    components: tuple[Component, ...] = ()
    notes: tuple[str, ...] = ()
    interrupted: bool = False


class Concept(Protocol):
    """A solution concept: a frozen value that can be asked for its equilibria in a game."""

    name: ClassVar[str]
    meaning: ClassVar[str]

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the candidates for this concept's equilibria.

        A concept with a field `time_limit`, in seconds or None, stops after so long with what it has, or raises
        TimeoutError where that is nothing.
        """
        ...

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long `find` takes, in seconds: a forecast by a law of `solvers.cost`, itself quick.

        For games that the concept does not cover too, where `find` says so.
        """
        ...


@dataclass(frozen=True, eq=False, repr=False)
class Equilibrium(Shown):
    """A measured equilibrium.

    Attributes
    ----------
    strategies
        n probability vectors, the i-th of length m_i.
    payoffs
        Each player's expected payoff, shape (n,).
    regret
        The most that any player could gain by deviating, in that player's payoffs; computed from the game. By
        disobeying where the grounds are obedience, by not listening where they are acceptance.
    exact
        The strategies as Fractions, or None where no rational form is known.
    certified
        Whether it is proven that a true equilibrium lies within `distance` of the strategies.
    distance
        That distance, in any one probability: 0 where `exact` is known; None where nothing is proven.
    index
        +1 or -1 in a regular game; None where it was not computed.
    component
        The number of its component among the solution's `components`, or None.
    distribution
        How likely each pure profile is, shape (m_1, .., m_n), where the players' actions are not independent; None
        where they are. `strategies` are its marginals.
    exact_distribution
        The same in Fractions, or None where no rational form is known.
    grounds
        What makes the players act so.
    label
        Which of the solution's equilibria this is, in a few words; empty where there is nothing to say.
    algebraic
        The strategies of the true equilibrium within `distance`, in exact numbers, where they were asked for, are known
        and not all rational; None elsewhere.
    actions
        The names of each player's actions.
    """

    strategies: tuple[NDArray[np.float64], ...]
    payoffs: NDArray[np.float64]
    regret: float
    exact: tuple[tuple[Fraction, ...], ...] | None
    certified: bool
    distance: float | None = None
    index: int | None = None
    component: int | None = None
    distribution: NDArray[np.float64] | None = None
    exact_distribution: NDArray[np.object_] | None = None
    grounds: Grounds = "best_replies"
    label: str = ""
    algebraic: tuple[tuple[Exact, ...], ...] | None = None
    actions: tuple[tuple[str, ...], ...] = ()

    def about(self) -> str:
        """Return what each plays, and what it gets."""
        return f"({'; '.join(self.played())}) pays ({', '.join(map(number, self.payoffs))})"

    def played(self) -> tuple[str, ...]:
        """Return in words what each player plays: an action, or several with their probabilities."""
        names = self.actions or tuple(tuple(f"action {place}" for place in range(len(own))) for own in self.strategies)
        return tuple(_mixture(own, chances) for own, chances in zip(names, self.profile, strict=True))

    @property
    def profile(self) -> Profile:
        """The strategies as exactly as they are known: Fractions where `exact` is, floats otherwise."""
        if self.exact is None:
            return self.strategies
        return tuple(np.array(strategy, dtype=object) for strategy in self.exact)

    @property
    def outcomes(self) -> NDArray[Any]:
        """How likely each pure profile is, as exactly as it is known: shape (m_1, .., m_n)."""
        if self.distribution is None:
            return independent(self.profile)
        return self.distribution if self.exact_distribution is None else self.exact_distribution

    @property
    def pure(self) -> bool:
        """Whether every player plays one action for certain."""
        return all(np.count_nonzero(strategy) == 1 for strategy in self.strategies)

    @property
    def supports(self) -> Supports:
        """The numbers of the actions that each player plays with positive probability."""
        return supports_of(self.strategies)


@dataclass(frozen=True, eq=False, repr=False)
class Solution(Shown):
    """The answer of `solve`: the game, the concept, its equilibria with measured regret, and what is proven of them.

    Attributes
    ----------
    complete
        Whether it is proven that no equilibrium of the concept is missing. Of a continuum the corners are listed: with
        two players all extreme equilibria, with more all isolated equilibria and the corners of `components`.
    degenerate
        Whether the game is degenerate, so that equilibria may come in continua; None where that was not decided, as
        where dominated actions were taken away first and what is left is not: what they tie with is not looked for.
    components
        The connected pieces of the equilibrium set, where they were computed.
    notes
        Sentences for the reader: what was not searched, what the evidence says is missing.
    interrupted
        Whether an interrupt from the keyboard ended the search.
    """

    game: NormalFormGame
    concept: Concept
    method: str
    equilibria: tuple[Equilibrium, ...]
    complete: bool
    degenerate: bool | None = None
    components: tuple[Component, ...] = ()
    notes: tuple[str, ...] = ()
    interrupted: bool = False

    def about(self) -> str:
        """Return the title of the game, the concept, how many equilibria there are, and whether all are known."""
        found = f"{len(self.equilibria)} {'equilibrium' if len(self.equilibria) == 1 else 'equilibria'}"
        title = f"{self.game.title}, " if self.game.title else ""
        return f"{title}{self.concept.name}: {found}, {'complete' if self.complete else 'perhaps not all'}"


def measure(game: NormalFormGame, candidate: Candidate) -> Equilibrium:
    """Return a candidate with its payoffs and its regret as the game itself gives them."""
    exact = _exact_strategies(candidate.strategies)
    drawn = candidate.distribution
    regret = max(_regrets(game, candidate))
    proven_exactly = exact is not None and regret == 0
    payoffs = game.expected_payoffs(candidate.strategies) if drawn is None else game.distribution_payoffs(drawn)
    return Equilibrium(
        strategies=tuple(np.array(s, dtype=np.float64) for s in candidate.strategies),
        payoffs=np.array(payoffs, dtype=np.float64),
        regret=float(regret),
        exact=exact,
        certified=proven_exactly or candidate.distance is not None,
        distance=0.0 if proven_exactly else candidate.distance,
        index=candidate.index,
        component=candidate.component,
        distribution=None if drawn is None else np.array(drawn, dtype=np.float64),
        exact_distribution=drawn if drawn is not None and drawn.dtype == object else None,
        grounds=candidate.grounds,
        label=candidate.label,
        algebraic=candidate.algebraic,
        actions=game.actions,
    )


def _mixture(names: Sequence[str], chances: NDArray[Any]) -> str:
    played = [(name, chance) for name, chance in zip(names, chances, strict=True) if chance > 0]
    return played[0][0] if len(played) == 1 else " + ".join(f"{number(chance)} {name}" for name, chance in played)


def _regrets(game: NormalFormGame, candidate: Candidate) -> NDArray[Any]:
    """Return what each player would gain by the best of the deviations that the grounds allow it."""
    if candidate.distribution is None:
        return game.regret(candidate.strategies)
    if candidate.grounds == "acceptance":
        return game.acceptance_regret(candidate.distribution)
    return game.obedience_regret(candidate.distribution)


def _exact_strategies(strategies: Sequence[NDArray[Any]]) -> tuple[tuple[Fraction, ...], ...] | None:
    if any(strategy.dtype != object for strategy in strategies):
        return None
    return tuple(tuple(p if type(p) is Fraction else Fraction(p) for p in strategy) for strategy in strategies)
