"""What would have to be true: the assumptions under which an outcome is an equilibrium, exactly.

An outcome is an equilibrium where each player's action is a best reply to the others'. What a player seeks bears on its
own reply alone, and linearly, so that the mixes of orders that make it so are a polytope, player by player
(`revealed_mixes`); in the weights of the nine dimensions they are half-spaces too, which is what the cells of the value
matrix come to. Every other number is asked for the nearest value at which the outcome becomes an equilibrium, or ceases
to be one, all else as it is (`thresholds.tipping`), and all parameters for the smallest joint change (`joint_change`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from ...games.arena import ArenaGame
from ...games.errors import whole_number
from ...games.normal_form import PureProfile
from ...games.orders.rows import ROW_NAMES
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.best_replies import best_reply_table
from ..scenario.page.facts import DRAWS, Drawn, drawn
from ..scenario.page.worlds import stable_once
from ..thresholds.ranking import Tip
from ..thresholds.tipping import TippingPoints, tipping_points
from ..thresholds.variables import Variable
from ..watch import UNWATCHED, Taken, Watch
from .joint_change import JointChange, joint_change
from .outcomes import GivenOutcome, read_outcome
from .revealed_mixes import Mix, RevealedMixes, mixes_for


@dataclass(frozen=True, eq=False)
class PlayerConditions:
    """Under which mixes a player's action is a best reply to what the others do in the outcome.

    Attributes
    ----------
    mixes
        The set of those mixes, in fractions.
    present
        The player's mix today, in the order of `mixes.rows`.
    by_dimension
        For each other action by how much the player's own is ahead on each of the nine dimensions: it is a best reply
        where these, weighted by what the player seeks, sum to 0 or more for every other action.
    """

    mixes: RevealedMixes
    present: Mix
    by_dimension: Mapping[str, tuple[Fraction, ...]]

    @property
    def holds(self) -> bool:
        """Whether the action is a best reply today."""
        return self.mixes.holds(self.present)

    @cached_property
    def nearest(self) -> tuple[Mix, Fraction] | None:
        """A nearest mix that will do, and which part of today's must shift; None where no mix will do."""
        return self.mixes.nearest(self.present)

    @cached_property
    def leaving(self) -> tuple[str, Mix, Fraction] | None:
        """Where it holds, the other action that a least shift of the mix makes as good, that mix, and the shift."""
        found = [
            (near[1], action, near[0])
            for action, own in self.mixes.advantages.items()
            if (near := replace(self.mixes, advantages={action: tuple(-x for x in own)}).nearest(self.present))
        ]
        shift, action, mix = min(found, default=(None, "", ()))
        return None if shift is None else (action, mix, shift)

    def beside(self, row: str) -> dict[str, tuple[Fraction, Fraction] | None]:
        """Return for each other row the least and the greatest share of `row` that will do in a mix of the two alone.

        None where no mix of the two will do.
        """
        spans: dict[str, tuple[Fraction, Fraction] | None] = {}
        place = self.mixes.rows.index(row)
        for other, name in enumerate(self.mixes.rows):
            if other != place:
                ends = {key: (own[place], own[other]) for key, own in self.mixes.advantages.items()}
                spans[name] = replace(self.mixes, rows=(row, name), advantages=ends).span(row)
        return spans


@dataclass(frozen=True, eq=False, repr=False)
class Conditions(Shown):
    """Under which assumptions an outcome is an equilibrium; each part is worked out when it is first asked for.

    `profile` is the outcome as action numbers; `samples` and `seed` say which worlds are drawn around the scenario.
    After the end of the `watch` no further number is asked, no joint change sought, nothing drawn.
    """

    scenario: Scenario
    profile: PureProfile
    all_orders: bool
    samples: int
    seed: int
    watch: Watch = UNWATCHED

    @cached_property
    def holds(self) -> bool:
        """Whether the outcome is an equilibrium at the scenario's numbers."""
        return bool(best_reply_table(self.scenario.build().exact)[(slice(None), *self.profile)].all())

    @cached_property
    def players(self) -> tuple[PlayerConditions, ...]:
        """What each player, or each of its types, must seek; nothing for a game that is given by payoffs."""
        if not isinstance(self.scenario.game, ArenaGame):
            return ()
        table = self.scenario.consequences()
        return tuple(self._player(place, table) for place in range(len(self.scenario.players)))

    @cached_property
    def numbers(self) -> tuple[tuple[Variable, Tip | None], ...]:
        """Each number, cells of the value matrix among them, with the nearest value that decides whether it holds."""
        return self._tipping.standing(self.profile)

    @property
    def stopped(self) -> str | None:
        """What came before all numbers were asked; None where all were."""
        return self._tipping.stopped

    @cached_property
    def _tipping(self) -> TippingPoints:
        return tipping_points(self.scenario, cells=True, watch=self.watch)

    @cached_property
    def joint(self) -> JointChange | None:
        """The smallest joint change of the parameters; see `joint_change`. None where it was not reached, too."""
        return next(iter(self._joint.results), None)

    @property
    def joint_sought(self) -> bool:
        """Whether there was time to look for a joint change."""
        return self._joint.stopped is None

    @cached_property
    def _joint(self) -> Taken[JointChange | None]:
        return self.watch.ask([("joint changes", partial(joint_change, self.scenario, self.profile))])

    @cached_property
    def shift_of_mixes(self) -> Fraction | None:
        """The least that all players' mixes must shift together, in sum; None where no mixes will do."""
        found = [each.nearest for each in self.players]
        return sum((near[1] for near in found if near), Fraction(0)) if found and None not in found else None

    @property
    def share_of_draws(self) -> float | None:
        """The share of drawn worlds in which it is an equilibrium; None of a game given by payoffs, or not reached."""
        return None if self.drawn is None else self.drawn.share

    @cached_property
    def drawn(self) -> Drawn | None:
        """The same, with its standard error."""
        return next(iter(self._drawn.results), None)

    @cached_property
    def _drawn(self) -> Taken[Drawn | None]:
        around = replace(self.scenario, seed=self.seed)
        return self.watch.ask([("draws", partial(drawn, around, stable_once(self.profile), self.samples))])

    @property
    def notes(self) -> tuple[str, ...]:
        """What was not reached, and why."""
        parts = {
            "what further numbers decide": self.stopped,
            "joint changes of the parameters": self._joint.stopped,
            "draws": self._drawn.stopped,
        }
        left = [what for what, stopped in parts.items() if stopped]
        return Taken((), next(filter(None, parts.values()), None)).note(left)

    def _player(self, place: int, table: NDArray[np.object_]) -> PlayerConditions:
        scenario, profile = self.scenario, self.profile
        orders = scenario.agents[place].orders
        rows = tuple(row for row in ROW_NAMES if self.all_orders or orders[row])
        mixes = mixes_for(scenario, profile, place, rows, table)
        line = table[(place, *profile[:place], slice(None), *profile[place + 1 :])]
        pairs = enumerate(scenario.actions[place])
        ahead = {name: tuple(line[profile[place]] - line[k]) for k, name in pairs if k != profile[place]}
        return PlayerConditions(mixes, tuple(orders[row] for row in rows), ahead)


def conditions(
    scenario: GivenScenario,
    outcome: GivenOutcome | None = None,
    all_orders: bool = False,
    samples: int = DRAWS,
    seed: int | None = None,
    watch: Watch = UNWATCHED,
) -> Conditions:
    """Return under which assumptions an outcome is an equilibrium.

    Parameters
    ----------
    scenario
        A scenario or a game of players, or the name or path of one.
    outcome
        An action for each player, {"US": "dual_pressure", ..} or "US=dual_pressure,..", for all types of a player of
        uncertain type; the status quo where left out.
    all_orders
        Whether a player's mix may hold all rows of the value matrix, or those alone that it holds today.
    samples, seed
        The worlds drawn around the scenario: parameters that it does not hold, and the value matrix; with the seed of
        the scenario where none is given.
    watch
        Its end and its listener.

    Returns
    -------
    Conditions
        Exact sets of mixes, nearest values, the smallest joint change, and the share of draws. That nothing makes the
        outcome an equilibrium is an answer too.

    Raises
    ------
    InputError
        If the scenario has no players or its payoffs are ranks, the outcome names no profile, or none is given and the
        scenario says nothing of today; if `samples` or `seed` is out of range.

    Examples
    --------
    >>> found = conditions("us-russia-china")
    >>> found.holds, [each.mixes.share for each in found.players[1:]]
    (True, [Fraction(1, 1), Fraction(1, 1)])
    """
    samples = whole_number("samples", samples, 1)
    scenario = tipping_points(scenario_of(scenario)).scenario
    seed = whole_number("seed", scenario.seed if seed is None else seed, 0)
    return Conditions(scenario, read_outcome(scenario, outcome), all_orders, samples, seed, watch)
