"""Where a player is indifferent, as a formula in the names of all that matters.

The difference between two payoffs of a player is written again with a symbol for every parameter and every weight,
and solved for the variable where it is linear in it. The symbols are

pressure                 a parameter of the arena
w_Russia_autonomy        the value weight of a player on a dimension
w_liberal_autonomy       that of an order: its row divided by the sum of absolute values
w_China_rest_autonomy    that of the orders in a mix that do not vary, taken together
Russia_conservative      a share of a mix
conservative_autonomy    a cell of a row in which a cell varies
conservative_rest        the sum of the absolute values of that row's other cells
u_Row_C_D                a payoff of a game given by payoffs
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from ...games.agents import Agent, agent_form
from ...games.arena import ArenaGame, consequences
from ...games.dimensions import DIMENSION_NAMES
from ...games.orders.matrix import ValueMatrix, normalised
from ...games.scenario.scenario import Scenario
from .preferences import Switch
from .variables import Variable, payoff_name, payoffs_with, straightened, symbol_name, to_rational, unused

if TYPE_CHECKING:
    from sympy import Expr, Rational, Symbol

SymbolFor = Callable[..., Any]
"""Gives the symbol for a number, from the number and the parts of its name; what varies stays as it is."""


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

    def closed_forms(
        self, at: Mapping[Switch, Mapping[Symbol, Rational]], over: Variable, expected: Expr | None
    ) -> dict[Switch, Expr | None]:
        """Return, for each switch, the value of a variable at which the player is paid the same by both actions.

        Parameters
        ----------
        at
            For each switch a value for each variable, near which the formula is to hold: it decides the signs of
            absolute values.
        expected
            What the formulas must come to when the numbers are put in; None where that has no closed form itself.

        Returns
        -------
        dict
            None where the difference is not linear in the variable, or does not vanish at the expected value.
        """
        if expected is None:
            return dict.fromkeys(at)
        gaps = {switch: self._difference(switch, values) for switch, values in at.items()}
        apart = {symbol for values in at.values() for symbol in values}
        weights: list[Any] = list(self.weights.flat)
        valued = sorted(set[Any]().union(*(weight.free_symbols for weight in weights)) - apart, key=str)
        forms = {gap: self._solved(gap, over, valued, expected) for gap in set(gaps.values())}
        return {switch: forms[gap] for switch, gap in gaps.items()}

    def _difference(self, switch: Switch, at: Mapping[Symbol, Rational]) -> Expr:
        one, other = (self.effects[switch.player][switch.profile(action)] for action in switch.pair)
        return straightened(np.dot(one - other, self.weights[switch.player]), {**self.values, **at})

    def _solved(self, gap: Expr, over: Variable, valued: Sequence[Symbol], expected: Expr) -> Expr | None:
        from sympy import Poly, cancel, collect, factor, fraction, together

        condition = Poly(fraction(together(gap))[0], over.symbol)
        if condition.degree() != 1:
            return None
        slope, constant = condition.all_coeffs()
        parts = fraction(cancel(-constant / slope))
        top, bottom = (collect(part.expand(), valued, func=factor) for part in parts)
        return top / bottom if cancel((top / bottom).xreplace(self.values) - expected) == 0 else None


def symbolic_game(scenario: Scenario, over: Sequence[Variable]) -> SymbolicGame:
    """Return a scenario with a symbol for every number that its payoffs depend on; chances of types stay numbers."""
    from sympy import S, Symbol, sympify

    values: dict[Symbol, Rational] = {}
    symbols: dict[tuple[str, ...], Symbol] = {}
    taken: set[str] = {known.symbol.name for known in over}

    def name(value: Any, *parts: str) -> Any:
        if _varies(value):
            return value
        if parts not in symbols:
            symbols[parts] = Symbol(unused(symbol_name(*parts), taken))
            values[symbols[parts]] = to_rational(value)
            taken.add(symbols[parts].name)
        return symbols[parts]

    if not isinstance(scenario.game, ArenaGame):
        stage, payoffs = scenario.build(), payoffs_with(scenario, {known: known.symbol for known in over})
        effects = np.empty((*payoffs.shape, 1), dtype=object)
        for place in np.ndindex(payoffs.shape):
            effects[place] = name(payoffs[place], payoff_name(stage, place))
        return SymbolicGame(effects, np.full((stage.n_players, 1), S.One), values)
    varied = scenario.replace({known.path: known.symbol for known in over})
    game = cast(ArenaGame, varied.game)
    named = {known: name(value, known) for known, value in game.parameters.items()}
    table = consequences(game.arena, named, varied.rivals)
    agents = zip(scenario.agents, varied.agents, strict=True)
    weights = np.array([[*map(sympify, _weights(now, then, varied.orders, name))] for now, then in agents])
    return SymbolicGame(agent_form(table, varied.types, game.arena.shape), weights, values)


def _weights(agent: Agent, varied: Agent, rows: ValueMatrix, name: SymbolFor) -> NDArray[np.object_]:
    """Return an agent's value weights: those of the orders whose share or row varies, and one symbol for all others."""
    apart = [
        order
        for order, share in varied.orders.items()
        if share != 0 and (_is_symbol(share) or _row_varies(rows[order]))
    ]
    moved = any(_is_symbol(share) for share in varied.orders.values())
    weights, left = np.full(len(DIMENSION_NAMES), Fraction(0), dtype=object), Fraction(1)
    for order in apart:
        whole_mix = not moved and agent.orders[order] == 1
        share = varied.orders[order] if moved or whole_mix else name(agent.orders[order], agent.name, order)
        weights, left = weights + share * _row(order, rows[order], name), left - share
    others = {order: share for order, share in agent.orders.items() if share != 0 and order not in apart}
    if not others:
        return weights
    rest = sum(others.values())
    row = np.sum([share / rest * _normalised(rows[order]) for order, share in others.items()], axis=0)
    owner = (agent.name,) if not apart else (*others,) if len(others) == 1 else (agent.name, "rest")
    return weights + left * np.array([name(w, "w", *owner, d) for d, w in zip(DIMENSION_NAMES, row, strict=True)])


def _row(order: str, row: Mapping[str, Any], name: SymbolFor) -> NDArray[np.object_]:
    """Return an order's normalised weights: symbols of their own, or made of cells where a cell varies."""
    if not _row_varies(row):
        pairs = zip(DIMENSION_NAMES, _normalised(row), strict=True)
        return np.array([name(weight, "w", order, dimension) for dimension, weight in pairs])
    size = name(sum(abs(cell) for cell in row.values() if not _varies(cell)), order, "rest")
    size += sum(abs(cell) for cell in row.values() if _varies(cell))
    return np.array([name(row[dimension], order, dimension) / size for dimension in DIMENSION_NAMES])


def _normalised(row: Mapping[str, Any]) -> NDArray[np.object_]:
    return normalised(np.array([row[dimension] for dimension in DIMENSION_NAMES], dtype=object))


def _row_varies(row: Mapping[str, Any]) -> bool:
    return any(_varies(cell) for cell in row.values())


def _varies(value: Any) -> bool:
    return hasattr(value, "free_symbols")


def _is_symbol(value: Any) -> bool:
    return getattr(value, "is_Symbol", False)
