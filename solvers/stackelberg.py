"""Leadership: one player commits itself first, and the others answer (von Stackelberg 1934).

A *pure commitment* is an action. The others see it and play a Nash equilibrium of the game that it leaves them. A
*mixed commitment* is a probability for each action; the follower sees these, but not what is drawn.

Where the others are indifferent, what the leader gets depends on how they choose. The *strong* Stackelberg outcome
takes the answer that is best for the leader, the *weak* one that which is worst. With a mixed commitment to one
follower the weak optimum need not exist, but there is a greatest payoff of which the leader can secure as nearly all
as it likes (von Stengel and Zamir 2010); in generic games it is that of the strong outcome.

The best mixed commitment is found by multiple linear programs (Conitzer and Sandholm 2006, section 4): for each
action j of the follower the best strategy to which j is a best reply, and of these the best. They are solved in
fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ..games.errors import InputError, unknown
from ..games.normal_form import NormalFormGame, Profile
from .base import Candidate, Findings
from .linear_program import Optimum, maximise
from .nash import Nash
from .pure_nash import PureNash, exact_pure

Commitment = Literal["pure", "mixed"]


@dataclass(frozen=True)
class Stackelberg:
    """The strong Stackelberg outcomes under a leader; what the weak ones pay it is told in the notes.

    The leader is bound by its commitment and may wish that it were not: its regret, measured as everywhere, may be
    positive by definition. The followers have none.

    Parameters
    ----------
    leader
        The name of the player who commits itself.
    commitment
        "pure" for any number of players: the others are taken to play the pure equilibria of the game left to them,
        and the mixed ones only where there is no pure one. "mixed" for two players.

    Raises
    ------
    InputError
        If the commitment is neither, or, by `find`, if no player has the leader's name or the game is too small or,
        for a mixed commitment, too large.
    """

    name: ClassVar[str] = "stackelberg"
    meaning: ClassVar[str] = "what a leader commits itself to, and how the others answer; needs leader=NAME"

    leader: str | None = None
    commitment: Commitment = "pure"

    def __post_init__(self) -> None:
        if self.commitment not in get_args(Commitment):
            raise InputError(unknown("commitment", self.commitment, get_args(Commitment)))

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the profiles of commitment and answer that are best for the leader."""
        leader = _number_of(self.leader, game)
        return _pure(game, leader, rng) if self.commitment == "pure" else _mixed(game, leader)


@dataclass(frozen=True, eq=False)
class _Answer:
    """A profile of commitment and answer, and what it pays the leader: a Fraction where the profile is exact."""

    profile: Profile
    payoff: Any
    distance: float | None


def _number_of(leader: str | None, game: NormalFormGame) -> int:
    if game.n_players == 1:
        raise InputError("stackelberg needs a leader and at least one follower, this game has 1 player")
    if leader is None:
        raise InputError(f"stackelberg needs a leader: leader=NAME, where NAME is {' or '.join(game.players)}")
    if leader not in game.players:
        raise InputError(unknown("leader", leader, game.players))
    return game.players.index(leader)


def _pure(game: NormalFormGame, leader: int, rng: np.random.Generator) -> Findings:
    notes: list[str] = []
    complete = True
    answers: dict[int, list[_Answer]] = {}
    for action, name in enumerate(game.actions[leader]):
        found = _equilibria_after(game, leader, action, rng)
        answers[action] = [_answer(game, leader, action, candidate) for candidate in found.candidates]
        complete &= found.complete
        if any(np.count_nonzero(strategy) > 1 for candidate in found.candidates for strategy in candidate.strategies):
            notes.append(f"After {name} the others have no pure equilibrium, so they play a mixed one.")
        if not found.complete:
            notes.append(f"After {name} the others may have equilibria that were not found.")
    answers = {action: found for action, found in answers.items() if found}
    best = max((answer.payoff for found in answers.values() for answer in found), default=Fraction(0))
    slack = 0 if isinstance(best, Fraction) else 1e-9 * game.payoff_range[leader]
    strong = [answer for found in answers.values() for answer in found if answer.payoff >= best - slack]
    return Findings(
        candidates=tuple(Candidate(answer.profile, answer.distance) for answer in strong),
        complete=complete,
        method="each action of the leader, and the equilibria of the game that it leaves the others",
        notes=(_bound(game.players[leader]), *_weak_words(game, leader, answers, best), *notes),
    )


def _equilibria_after(game: NormalFormGame, leader: int, action: int, rng: np.random.Generator) -> Findings:
    """Return the pure equilibria of the game that an action leaves the others, or all where there is none."""
    others = [player for player in range(game.n_players) if player != leader]
    left = NormalFormGame(np.take(game.exact[others], action, axis=1 + leader))
    pure = PureNash().find(left, rng)
    return pure if pure.candidates else Nash().find(left, rng)


def _answer(game: NormalFormGame, leader: int, action: int, found: Candidate) -> _Answer:
    exact = found.strategies[0].dtype == object
    own = np.array([int(a == action) for a in range(game.shape[leader])], dtype=object if exact else np.float64)
    profile = (*found.strategies[:leader], own, *found.strategies[leader:])
    return _Answer(profile, game.expected_payoffs(profile)[leader], found.distance)


def _weak_words(
    game: NormalFormGame, leader: int, answers: dict[int, list[_Answer]], best: Any
) -> tuple[str, ...]:
    """Say what the leader gets where the others choose the answer that is worst for it."""
    who, names = game.players[leader], game.actions[leader]
    least = {action: min(answer.payoff for answer in found) for action, found in answers.items()}
    most = {action: max(answer.payoff for answer in found) for action, found in answers.items()}
    words = [
        f"To {names[action]} the others have several answers; the one that is worst for {who} pays it "
        f"{_written(least[action])}, the best {_written(best)}."
        for action in answers
        if most[action] == best > least[action]
    ]
    if words:
        action = max(least, key=lambda action: least[action])
        words.append(f"If the others always chose the worst, {who} would best commit to {names[action]} and get "
                     f"{_written(least[action])} (weak Stackelberg).")
    return tuple(words)


def _mixed(game: NormalFormGame, leader: int) -> Findings:
    if game.n_players != 2:
        raise InputError(f"a mixed commitment covers games of 2 players, this one has {game.n_players}")
    own, other = (np.moveaxis(game.exact[player], leader, 0) for player in (leader, 1 - leader))
    optima = [_best_commitment(own, other, reply) for reply in range(own.shape[1])]
    best = max(optimum.value for optimum in optima if optimum is not None)
    chosen = {reply: optimum.point for reply, optimum in enumerate(optima) if optimum and optimum.value == best}
    unique = all(_is_only_one(own, other, reply, point) for reply, point in chosen.items())
    secured = max(payoff for reply in range(own.shape[1]) if (payoff := _secured(own, other, reply)) is not None)
    return Findings(
        candidates=tuple(Candidate(_profile(game, leader, point, reply)) for reply, point in chosen.items()),
        complete=unique,
        method="a linear program for each action of the follower, in fractions",
        notes=(
            _bound(game.players[leader]),
            _secured_words(game, leader, best, secured),
            *(() if unique else ("Other commitments pay the leader as much; those listed are corners of their set.",)),
        ),
    )


def _best_commitment(own: NDArray[Any], other: NDArray[Any], reply: int) -> Optimum | None:
    """Return the leader's best strategy among those to which a reply is best, or None where it is never best."""
    best = maximise(own[:, reply], *_replies_are_best(other, [reply]), [[1] * len(own)], [1])
    return best if isinstance(best, Optimum) else None


def _replies_are_best(other: NDArray[Any], replies: Sequence[int]) -> tuple[NDArray[Any], list[int]]:
    """Return the inequalities, as a matrix and its bounds, that make the first reply a best one."""
    gains = (other - other[:, [replies[0]]]).T
    return gains, [0] * len(gains)
