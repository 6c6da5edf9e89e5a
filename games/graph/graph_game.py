"""A conflict as a scenario holds it: the graph model, and what was written of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from ..errors import InputError
from ..text.shown import Shown
from .graph_model import GraphModel
from .moves import Integers
from .option_form import OptionForm
from .statements import Wish


@dataclass(frozen=True, eq=False)
class View:
    """How one decision maker sees a conflict.

    Attributes
    ----------
    standing
        Shape (n, m): how high it thinks that each state stands with each player; of states that it overlooks anything.
    overlooked
        States that it does not see.
    """

    standing: Integers
    overlooked: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False, repr=False)
class GraphGame(Shown):
    """A conflict given as a graph of moves.

    Attributes
    ----------
    form
        The options, where states are made of them.
    wishes
        For each player that is ranked by statements these, the most important first.
    views
        For players that see the conflict otherwise than it is, how they see it.
    status_quo
        The state of today, by number.
    written
        What a scenario file says of it in `[game]`, as plain values.
    """

    model: GraphModel
    form: OptionForm | None = None
    wishes: Mapping[str, tuple[Wish, ...]] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    status_quo: int | None = None
    written: Mapping[str, Any] = field(default_factory=dict)

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return self.model.about()

    @property
    def players(self) -> tuple[str, ...]:
        """The decision makers."""
        return self.model.players

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """Refused: a conflict has states and moves, no actions to choose at once."""
        raise self.refusal()

    @property
    def today(self) -> str | dict[str, list[str]] | None:
        """The state of today as a scenario file tells it: its name, or the options that each player has taken."""
        if self.status_quo is None:
            return None
        if self.form is None:
            return self.model.states[self.status_quo]
        taken = self.form.taken[:, self.status_quo]
        named = [name.partition(".") for name, own in zip(self.form.names, taken, strict=True) if own]
        return {player: [option for owner, _, option in named if owner == player] for player in self.players}

    @property
    def doubts(self) -> tuple[str, ...]:
        """Sentences on what is allowed and may be a slip: players without moves, statements that decide little."""
        still = [
            f"{player} has no move"
            for player, moves in zip(self.players, self.model.controls, strict=True)
            if not moves.any
        ]
        loose = [
            f"the statements of {player} leave more than half of all pairs of states tied"
            for player in self.wishes
            if _tied(self.model.standing[self.players.index(player)]) > Fraction(1, 2)
        ]
        return (*still, *loose)

    def refusal(self) -> InputError:
        """Return the error for those who take it for a game of actions and payoffs."""
        return InputError("a conflict as a graph of moves has no payoffs to solve: use tetrarchy stability")


def _tied(standing: Integers) -> Fraction:
    """Return the share of all pairs of states that stand equally high."""
    states = len(standing)
    tied = sum(size * (size - 1) for size in np.bincount(standing).tolist())
    return Fraction(tied, states * (states - 1)) if states > 1 else Fraction(0)
