"""Leadership: one player commits itself first, and the others answer (von Stackelberg 1934).

A *pure commitment* is an action. The others see it and play a Nash equilibrium of the game that it leaves them. A
*mixed commitment* is a probability for each action, which the follower sees (`mixed_commitment`).

Where the others have several answers, what the leader gets depends on which they choose. The *strong* Stackelberg
outcome takes the answer that is best for the leader, the *weak* one that which is worst (Leitmann 1978).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from time import monotonic
from typing import Any, ClassVar, Literal, get_args

import numpy as np

from ....games.errors import InputError, unknown
from ....games.normal_form import NormalFormGame, Profile
from ....games.numbers import rounded
from ....games.text.labels import listed
from ...base import Candidate, Findings
from ...best_replies import TIE, best_replies
from ...cost import profiles_seconds, programs_seconds
from ...deadline import counting, deadline_after, kept, seconds_until, stop_after
from ..nash import Nash
from ..pure_nash import PureNash, unit_vectors
from .mixed_commitment import best_leadership

CommitmentForm = Literal["pure", "mixed"]


@dataclass(frozen=True)
class Stackelberg:
    """The strong Stackelberg outcomes under a leader; the notes say what the weak ones pay it.

    The leader is bound by its commitment and may wish that it were not. Its regret is measured as everywhere, and may
    be positive by definition; the followers have none.

    Parameters
    ----------
    leader
        The name of the player who commits itself.
    commitment
        "pure", for any number of players: the others play a pure equilibrium of the game left to them, and a mixed
        one only where there is no pure one. "mixed", for two players.
    time_limit
        Seconds after which the searches for mixed answers stop with what they have, and those for a mixed commitment
        with nothing; None for no limit.

    Raises
    ------
    InputError
        If the commitment is neither. By `find`: if no player is so named, the leader is alone, or a mixed commitment
        faces more than one follower.
    """

    name: ClassVar[str] = "stackelberg"
    meaning: ClassVar[str] = "what a leader (leader=NAME) best commits itself to when the others see it and answer"

    leader: str | None = None
    commitment: CommitmentForm = "pure"
    time_limit: float | None = None

    def __post_init__(self) -> None:
        if self.commitment not in get_args(CommitmentForm):
            raise InputError(unknown("commitment", self.commitment, get_args(CommitmentForm)))

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the profiles of a commitment and an answer to it that are best for the leader."""
        leader = _leader_number(self.leader, game)
        deadline = deadline_after(self.time_limit)
        return _pure(game, leader, rng, deadline) if self.commitment == "pure" else _mixed(game, leader, deadline)

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        if self.commitment == "mixed":
            return programs_seconds(game.shape)
        followers = [Nash().seconds(_left(game, leader, 0)) for leader in range(game.n_players) if game.n_players > 1]
        return profiles_seconds(game.shape) + max(game.shape) * max(followers, default=0.0)


@dataclass(frozen=True, eq=False)
class _Answer:
    """A commitment with an answer to it, and what they pay the leader: a Fraction where the answer is exact."""

    candidate: Candidate
    payoff: Any


def _leader_number(leader: str | None, game: NormalFormGame) -> int:
    if leader is None:
        raise InputError(f"stackelberg needs a leader, leader=NAME; the players are: {', '.join(game.players)}")
    if leader not in game.players:
        raise InputError(unknown("leader", leader, game.players))
    if game.n_players == 1:
        raise InputError(f"stackelberg needs a player who follows, {leader} is alone in this game")
    return game.players.index(leader)


def _pure(game: NormalFormGame, leader: int, rng: np.random.Generator, deadline: float) -> Findings:
    started, names = monotonic(), game.actions[leader]
    actions = counting("actions", range(len(names)))
    steps = (_equilibria_after(game, leader, action, rng, deadline) for action in actions)
    findings, stop = kept(steps, started)
    answers = {
        action: [_answer(game, leader, action, candidate) for candidate in after.candidates]
        for action, after in enumerate(findings)
        if after.candidates
    }
    best = max((answer.payoff for after in answers.values() for answer in after), default=Fraction(0))
    slack = 0 if isinstance(best, Fraction) else TIE * game.payoff_range[leader]
    strong = [answer.candidate for after in answers.values() for answer in after if answer.payoff >= best - slack]
    mixed = [names[action] for action, after in enumerate(findings) if not _all_pure(after)]
    missed = [names[action] for action, after in enumerate(findings) if not after.complete]
    return Findings(
        candidates=tuple(strong),
        complete=not missed and stop is None,
        interrupted=stop == "interrupt",
        method="the equilibria of the others after each action of the leader",
        notes=(
            *_regret_notes(game, leader, strong),
            *_weak_notes(game, leader, answers, best),
            *(f"After {name} the others have no pure equilibrium: they play a mixed one." for name in mixed),
            *(f"After {name} the others may have equilibria that were not found." for name in missed),
            *([f"Not reached before the {stop}: what follows on {listed(names[len(findings) :])}."] if stop else []),
        ),
    )


def _equilibria_after(
    game: NormalFormGame, leader: int, action: int, rng: np.random.Generator, deadline: float
) -> Findings:
    """Return the pure equilibria of the game that an action leaves the others, or all where there is no pure one."""
    stop_after(deadline)
    left = _left(game, leader, action)
    pure = PureNash().find(left, rng)
    return pure if pure.candidates else Nash(time_limit=seconds_until(deadline)).find(left, rng)


def _left(game: NormalFormGame, leader: int, action: int) -> NormalFormGame:
    """Return the game that an action leaves the others."""
    others = [player for player in range(game.n_players) if player != leader]
    return NormalFormGame(np.take(game.exact[others], action, axis=1 + leader))


def _answer(game: NormalFormGame, leader: int, action: int, reply: Candidate) -> _Answer:
    own = unit_vectors(game.shape[leader])[action]
    kind = reply.strategies[0].dtype
    profile = (*reply.strategies[:leader], own.astype(kind), *reply.strategies[leader:])
    distance = 0.0 if kind.hasobject else reply.distance
    return _Answer(Candidate(profile, distance, grounds="commitment"), game.expected_payoffs(profile)[leader])


def _all_pure(after: Findings) -> bool:
    return all(np.count_nonzero(s) == 1 for candidate in after.candidates for s in candidate.strategies)


def _weak_notes(game: NormalFormGame, leader: int, answers: Mapping[int, list[_Answer]], best: Any) -> tuple[str, ...]:
    """Say what the leader gets where the others choose the answer that is worst for it, if that is less."""
    who, names = game.players[leader], game.actions[leader]
    least = {action: min(answer.payoff for answer in after) for action, after in answers.items()}
    most = {action: max(answer.payoff for answer in after) for action, after in answers.items()}
    notes = [
        f"To {names[action]} the others have more than one answer: the best for {who} pays it {rounded(best, 4)}, "
        f"the worst {rounded(least[action], 4)}."
        for action in answers
        if most[action] == best > least[action]
    ]
    if notes:
        weak = max(least, key=lambda action: least[action])
        notes.append(
            f"Were the others always to choose the worst, {who} would best commit itself to {names[weak]} and get "
            f"{rounded(least[weak], 4)} (weak Stackelberg)."
        )
    return tuple(notes)


def _mixed(game: NormalFormGame, leader: int, deadline: float) -> Findings:
    if game.n_players != 2:
        raise InputError(f"a mixed commitment covers games of 2 players, this one has {game.n_players}")
    follower = 1 - leader
    who, other = game.players[leader], game.players[follower]
    own, answering = (np.moveaxis(game.exact[player], leader, 0) for player in (leader, follower))
    leadership = best_leadership(own, answering, deadline)
    candidates = [
        Candidate(_profile(game, leader, c.strategy, c.reply), distance=0.0, grounds="commitment")
        for c in leadership.commitments
    ]
    notes = _regret_notes(game, leader, candidates)
    secured, value = rounded(leadership.secured, 4), rounded(leadership.value, 4)
    if leadership.secured < leadership.value:
        notes.append(
            f"Where {other} is indifferent it does what {who} likes best; whatever it does there, {who} can be sure of "
            f"as nearly {secured} as it likes, but not of {value} (weak Stackelberg)."
        )
    elif any(len(best_replies(game, follower, candidate.strategies)) > 1 for candidate in candidates):
        notes.append(
            f"{other} is indifferent and does what {who} likes best; not much hangs on that, as a commitment close by "
            f"makes {who} sure of as nearly {value} as it likes."
        )
    unique = all(commitment.only for commitment in leadership.commitments)
    if not unique:
        notes.append(f"Other commitments pay {who} as much; what is listed is one corner of their set for each reply.")
    return Findings(
        candidates=tuple(candidates),
        complete=unique,
        method="a linear program for each action of the follower, in fractions",
        notes=tuple(notes),
    )


def _profile(game: NormalFormGame, leader: int, strategy: tuple[Fraction, ...], reply: int) -> Profile:
    own, answer = np.array(strategy, dtype=object), unit_vectors(game.shape[1 - leader])[reply]
    return (own, answer) if leader == 0 else (answer, own)


def _regret_notes(game: NormalFormGame, leader: int, candidates: Sequence[Candidate]) -> list[str]:
    """Say whether the leader would go back on its commitment if it could."""
    who = game.players[leader]
    if not candidates:
        return []
    if any(game.regret(c.strategies)[leader] > TIE * game.payoff_range[leader] for c in candidates):
        return [
            f"{who} is bound by its commitment: given the answer it would rather do something else, so it has regret."
        ]
    return [f"{who} would have no reason to go back on its commitment: this is a Nash equilibrium too."]
