"""Rationalizable play: what players may do who know no more than that all of them reason.

An action is *rationalizable* when it is a best reply to a belief about the others' actions that gives positive
probability only to actions that are rationalizable themselves (Bernheim 1984; Pearce 1984). What is left is found by
taking away, again and again, every action that is a best reply to no belief. An action is that exactly when some
mixture strictly dominates it (Pearce 1984, lemma 3), so the rounds are those of iterated strict dominance, decided in
fractions.

The lemma lets a belief be any distribution over the profiles of the others' actions. With three or more players that
is *correlated* rationalizability: a player may think that two others act alike without their having agreed. Bernheim
and Pearce ask for independent beliefs, which can rule out more where there are three players or more; with two there
is no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from math import prod
from typing import ClassVar

import numpy as np

from ...games.normal_form import NormalFormGame
from ..base import Candidate, Findings
from ..cost import SECONDS, beliefs_seconds
from ..deadline import deadline_after
from ..survivors import Survivors, surviving_actions
from .pure_nash import exact_pure

MOST_PROFILES = 256
"""At most so many profiles are listed; the surviving actions are named in any case."""


@dataclass(frozen=True)
class Rationalizable:
    """All pure profiles of rationalizable actions (Bernheim 1984; Pearce 1984), for any number of players.

    The profiles are what the theory allows, not points at which it expects the players to meet: each action is a best
    reply to some belief, and where the others do something else its player has regret.

    Parameters
    ----------
    time_limit
        Seconds after which the search stops, with nothing; None for no limit.
    """

    name: ClassVar[str] = "rationalizable"
    meaning: ClassVar[str] = "all outcomes that are possible where each action is a best reply to some reasoned belief"

    time_limit: float | None = None

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the profiles, the last player's action changing fastest, and in the notes the actions."""
        survivors = surviving_actions(game, deadline_after(self.time_limit))
        left = survivors.remaining
        listed = tuple(
            Candidate(exact_pure(game, profile), distance=0.0, grounds="beliefs")
            for profile in islice(product(*left), MOST_PROFILES)
        )
        total = prod(len(actions) for actions in left)
        beliefs = "Beliefs about several players may be correlated; were they to be independent, less might survive."
        cut = (f"Of the {total} outcomes the first {MOST_PROFILES} are listed.",) if total > len(listed) else ()
        return Findings(
            candidates=listed,
            complete=not cut,
            method="iterated elimination of strictly dominated actions, by mixtures too, in fractions",
            notes=(_survival(game, survivors), *((beliefs,) if game.n_players > 2 and total > 1 else ()), *cut),
        )

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        listed = min(prod(game.shape), MOST_PROFILES)
        return beliefs_seconds(game.shape) + SECONDS["listed profile"] * game.n_players * listed


def _survival(game: NormalFormGame, survivors: Survivors) -> str:
    kept = (
        f"{player}: {', '.join(names[action] for action in actions)}"
        for player, names, actions in zip(game.players, game.actions, survivors.remaining, strict=True)
    )
    rounds = survivors.rounds
    if not rounds:
        return "Every action survives: each is a best reply to some belief."
    return f"What survives {rounds} round{'s' * (rounds > 1)} of elimination is {'; '.join(kept)}."
