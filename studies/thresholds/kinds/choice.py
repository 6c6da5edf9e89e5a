"""Which coalition of factions is stable at home, and what it picks, as one number varies (`order_choice`).

Everything is linear in each number of the triangle: what a posture and a reply of the pair are worth to a faction, and
what the pair would gain by leaving an entente.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np

from ....games.arrays import Fractions
from ....games.scenario.scenario import Scenario
from ...scenario.order_choice import ENTENTE, HEDGES, PAIRS, VOTES, coalitions, worth_of_profiles
from ..plays import Holding, Outcome
from ..variables import Variable
from .lines import along_line


def chosen_at_home(base: Scenario, over: Variable) -> Holding:
    """Return where each coalition is stable with what it picks: its two members and the posture.

    `base` is the scenario of the triangle whose first player others decide for.
    """
    ends = _numbers(base.replace({over.path: over.low})), _numbers(base.replace({over.path: over.high}))
    return along_line(over, ends, _gaps, lambda numbers: _stable(base, numbers))


def _numbers(base: Scenario) -> Fractions:
    """Return for each posture the worth of an entente and of hedging to each faction, then what binds the entente.

    Shape (postures, 2 * factions + 4): the last four are what each of the pair loses by leaving the entente.
    """
    worth, payoffs = worth_of_profiles(base), base.build().exact
    rows = []
    for posture in range(len(base.actions[0])):
        row = [own[(posture, *reply)] for own in worth.values() for reply in (ENTENTE, HEDGES)]
        pair = payoffs[1:, posture]
        lines = pair[0][:, ENTENTE[1]], pair[1][ENTENTE[0]]
        row += [line[ENTENTE[k]] - gain for k, line in enumerate(lines) for gain in np.delete(line, ENTENTE[k])]
        rows.append(row)
    return np.array(rows, dtype=object)


def _gaps(numbers: Fractions) -> Iterator[Fraction]:
    yield from numbers[:, 2 * len(VOTES) :].ravel().tolist()
    votes = dict(zip(VOTES, pairwise(range(0, 2 * len(VOTES) + 1, 2)), strict=True))
    own = {faction: numbers[:, start:stop].ravel() for faction, (start, stop) in votes.items()}
    together = [VOTES[one] * own[one] + VOTES[other] * own[other] for one, other in PAIRS]
    for compared in (*own.values(), *together):
        yield from (one - other for one, other in combinations(compared.tolist(), 2))


def _stable(base: Scenario, numbers: Fractions) -> list[Outcome]:
    bound = [all(row >= 0) for row in numbers[:, 2 * len(VOTES) :]]
    worth = {
        faction: [row[2 * place + (not held)] for row, held in zip(numbers, bound, strict=True)]
        for place, faction in enumerate(VOTES)
    }
    found = coalitions(base.actions[0], worth)
    return [(*each.members, each.posture) for each in found if each.stable]
