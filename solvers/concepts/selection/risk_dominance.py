"""Risk dominance: which of two equilibria is the safer to expect (Harsanyi and Selten 1988, section 3.9).

A 2 x 2 coordination game has two strict equilibria, U and V. At each of them a player who alone moves to the other
loses something. U *risk-dominates* V when the product of both players' losses at U is greater than that at V. In a
symmetric game U is then the best reply to a coin toss between the two.

The comparison does not change when a player's payoffs are multiplied by a positive number, or when a number is added
that depends on what the other does. It need not favour the equilibrium that both like better.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import ClassVar

import numpy as np

from ....games.errors import InputError
from ....games.normal_form import NormalFormGame, PureProfile
from ....games.numbers import rounded
from ...base import Candidate, Findings
from ...cost import profiles_seconds
from ..pure_nash import deviation_losses, exact_pure, strict_equilibria


@dataclass(frozen=True)
class RiskDominant:
    """The risk-dominant one of the two strict equilibria of a 2 x 2 game; none where they tie. Exact.

    Raises
    ------
    InputError
        By `find`, if the game is not 2 x 2 with two strict equilibria.
    """

    name: ClassVar[str] = "risk_dominant"
    meaning: ClassVar[str] = "of two strict equilibria of a 2 x 2 game the one at which deviating costs more"

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the equilibrium with the greater product of deviation losses."""
        strict = strict_equilibria(game)
        if game.shape != (2, 2) or len(strict) != 2:
            raise InputError(
                "risk dominance compares the two strict equilibria of a 2 x 2 game, this one is "
                f"{' x '.join(map(str, game.shape))} and has {len(strict)}; the concept basin covers any game"
            )
        products = {profile: prod(deviation_losses(game, profile)) for profile in strict}
        best = max(products.values())
        chosen = [profile for profile in strict if products[profile] == best]
        tie = len(chosen) == 2
        return Findings(
            candidates=() if tie else (Candidate(exact_pure(game, chosen[0]), index=1),),
            complete=True,
            method="the product of deviation losses at both strict equilibria, in fractions",
            notes=(
                *(_loss_note(game, profile) for profile in strict),
                *(["The products are equal: neither equilibrium risk-dominates the other."] if tie else []),
            ),
        )

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        return profiles_seconds(game.shape)


def _loss_note(game: NormalFormGame, profile: PureProfile) -> str:
    losses = [float(loss) for loss in deviation_losses(game, profile)]
    words = " and ".join(f"{player} {rounded(loss, 4)}" for player, loss in zip(game.players, losses, strict=True))
    product = rounded(prod(losses), 4)
    return f"To deviate alone from ({', '.join(game.name_profile(profile))}) costs {words}: product {product}."
