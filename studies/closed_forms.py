"""Where a player is indifferent, as a formula in the names of all that matters.

The difference between two payoffs of a player is written again with a symbol for every parameter and every weight,
and solved for the variable where it is linear in it. The symbols are

pressure                 a parameter of the arena
w_Russia_autonomy        the value weight of a player on a dimension
w_liberal_autonomy       that of an order (its row divided by the sum of absolute values), where a mix or a row varies
Russia_conservative      a share of a mix, where a cell of the value matrix varies on which the player's weights rest
conservative_autonomy    a cell of the row in which a cell varies
u_Row_C_D                a payoff of a game given by payoffs
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..games.actors import rescaled
from ..games.arena import ArenaGame, consequences
from ..games.dimensions import DIMENSION_NAMES
from ..games.orders import ORDER_NAMES, normalised
from ..games.scenario import Scenario
from .preferences import Switch
from .variables import Variable, payoff_name, straightened, to_rational

if TYPE_CHECKING:
    from sympy import Expr, Rational, Symbol

Name = Callable[[str, Any], Any]
"""Gives the symbol for a number, by its name, and notes the number."""


@dataclass(frozen=True, eq=False)
class SymbolicGame:
    """A scenario with a symbol for every number.

    Attributes
    ----------
    effects
        What every profile does to every player: (n, m_1, .., m_n, 9), or (n, m_1, .., m_n, 1) in a game given by
        payoffs.
    weights
        What it is worth to every player: (n, 9) or (n, 1).
    values
        The number that each symbol stands for; the variables are not among them.
    """

    effects: NDArray[np.object_]
    weights: NDArray[np.object_]
    values: Mapping[Symbol, Rational]

    def closed_form(
        self, switch: Switch, over: Variable, at: Mapping[Symbol, Rational], expected: Expr | None
    ) -> Expr | None:
        """Return the value of a variable at which a player who switches is paid the same by both actions, as a formula.

        Parameters
        ----------
        at
            A value for each variable, near which the formula is to hold: it decides the signs of absolute values.
        expected
            What the formula must come to when the numbers are put in; None where that is not known.

        Returns
        -------
        Expr or None
            None where the difference is not linear in the variable, or does not vanish at the expected value.
        """
        from sympy import Poly, cancel, collect, factor, fraction, sympify, together

        if expected is None:
            return None
        one, other = (self.effects[switch.player][switch.profile(action)] for action in switch.pair)
        weights = [sympify(weight) for weight in self.weights[switch.player]]
        difference = straightened(np.dot(one - other, weights), {**self.values, **at})
        condition = Poly(fraction(together(difference))[0], over.symbol)
        if condition.degree() != 1:
            return None
        slope, constant = condition.all_coeffs()
        valued = sorted(set[Any]().union(*(weight.free_symbols for weight in weights)) - at.keys(), key=str)
        parts = fraction(cancel(-constant / slope))
        top, bottom = (collect(part.expand(), valued, func=factor) for part in parts)
        formula = top / bottom
        return formula if cancel(formula.subs(self.values) - expected) == 0 else None


def symbolic_game(scenario: Scenario, over: Sequence[Variable]) -> SymbolicGame:
    """Return a scenario with a symbol for every number that its payoffs depend on."""
    from sympy import Symbol

    values: dict[Symbol, Rational] = {}
    varying = {known.name: known.symbol for known in over}

    def name(text: str, value: Any) -> Any:
        if text in varying:
            return varying[text]
        values[Symbol(text)] = to_rational(value)
        return Symbol(text)

    game = scenario.game
    if isinstance(game, ArenaGame):
        effects = consequences(game.arena, {known: name(known, value) for known, value in game.parameters.items()})
        weights = np.array([_weights(scenario, player, over, name) for player in game.players])
        return SymbolicGame(effects, weights, values)
    stage = scenario.build()
    effects = np.empty((*stage.payoffs.shape, 1), dtype=object)
    for place in np.ndindex(stage.payoffs.shape):
        effects[place] = name(payoff_name(stage, place), stage.exact[place])
    return SymbolicGame(effects, np.ones((stage.n_players, 1), dtype=object), values)


def _weights(scenario: Scenario, player: str, over: Sequence[Variable], name: Name) -> NDArray[np.object_]:
    """Return the value weights of a player: symbols of their own, or built from those of the orders."""
    shares = scenario.actors[player].orders
    paths = {tuple(known.path.split(".")[:-1]): known for known in over}
    own = paths.get(("actors", player, "orders"))
    cells = [order for order in ORDER_NAMES if ("orders", order) in paths and shares[order] != 0]
    if own is None and not cells:
        row = scenario.weights()[scenario.game.players.index(player)]
        return np.array([name(f"w_{player}_{d}", value) for d, value in zip(DIMENSION_NAMES, row, strict=True)])
    mixed: Mapping[str, Any] = (
        rescaled(shares, own.path.split(".")[-1], own.symbol)
        if own is not None
        else {order: name(f"{player}_{order}", share) for order, share in shares.items() if share != 0}
    )
    rows = {order: _row(scenario, order, order in cells, name) for order, share in mixed.items() if share != 0}
    return sum((mixed[order] * row for order, row in rows.items()), start=np.zeros(len(DIMENSION_NAMES), dtype=object))


def _row(scenario: Scenario, order: str, varies: bool, name: Name) -> NDArray[np.object_]:
    """Return an order's normalised row of the value matrix, from its cells where one of them varies."""
    cells = [scenario.orders[order][dimension] for dimension in DIMENSION_NAMES]
    if varies:
        return normalised(
            np.array([name(f"{order}_{d}", cell) for d, cell in zip(DIMENSION_NAMES, cells, strict=True)])
        )
    weights = normalised(np.array(cells, dtype=object))
    return np.array([name(f"w_{order}_{d}", weight) for d, weight in zip(DIMENSION_NAMES, weights, strict=True)])
