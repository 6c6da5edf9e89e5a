"""How the states of a world would fall into blocs: who wants to be with whom, from practice, ties and rivalries.

The propensity of two states is x_i' C x_j less the mean of all pairs, 1/2 more where they have a pact of defence,
1/2 less where they are rivals; a state weighs the root of its size. All of these are judgements. The numbers are
rounded to four decimals, which keeps the search in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, isqrt
from typing import Any

import numpy as np

from ...games.arrays import Fractions
from ...games.errors import InputError, expect, unknown
from ...games.numbers import read_fraction
from ...games.world.basis import sign
from ...games.world.setting import AlignmentTerms
from ...games.world.world import World
from ...solvers.world.blocs.alignment import Alignment, align_blocs
from ...solvers.world.solution import solve_world

TIE, RIVALRY = Fraction(1, 2), Fraction(1, 2)
"""What a tie and a rivalry add to a propensity and take from it."""

POWERS = 25
"""The strongest states, of which blocs are proven best."""

_SCALE = 10**4


@dataclass(frozen=True, eq=False)
class WorldBlocs:
    """Blocs of some states of a world.

    Attributes
    ----------
    states
        Their codes.
    size
        z, what each weighs, shape (m,).
    propensity
        Shape (m, m), symmetric.
    alignment
        The blocs of least energy that were found, and what is proven of them.
    """

    states: tuple[str, ...]
    size: Fractions
    propensity: Fractions
    alignment: Alignment

    @property
    def members(self) -> dict[int, list[str]]:
        """The states of each bloc by its value, 1, -1, and 0 for those that stay out; the largest first."""
        ranked = sorted(range(len(self.states)), key=lambda place: -self.size[place])
        named = {value: [self.states[i] for i in ranked if self.alignment.blocs[i] == value] for value in (1, -1, 0)}
        return {value: names for value, names in named.items() if names}

    @property
    def weights(self) -> dict[int, float]:
        """The share of each bloc in the weight of all, by its value."""
        total = sum(self.size)
        return {
            value: float(sum(self.size[self.states.index(code)] for code in codes) / total)
            for value, codes in self.members.items()
        }

    @property
    def frustrated(self) -> list[tuple[str, str, Fraction]]:
        """The pairs that pay most for where they are: apart and wanting to be together, or the other way round."""
        blocs, pairs = self.alignment.blocs, []
        for i in range(len(self.states)):
            for j in range(i):
                together = Fraction(1 + blocs[i] * blocs[j], 2)
                lost = self.propensity[i, j] * (1 - together if self.propensity[i, j] > 0 else -together)
                pairs.append((self.states[j], self.states[i], lost * self.size[i] * self.size[j]))
        return sorted((pair for pair in pairs if pair[2] > 0), key=lambda pair: -pair[2])


def align(world: World, values: Sequence[int] = (-1, 1), cost: Any = 0) -> Alignment:
    """Find the blocs of all states of a world; see `align_blocs`.

    Parameters
    ----------
    values
        What a state may choose: (-1, 1), or (-1, 0, 1) where it may stand aside.
    cost
        What it costs to stand on a side, from 0.

    Raises
    ------
    InputError
        If the values are others, or the cost is negative.

    Examples
    --------
    >>> align(World([[1, 0], [0, 1], [1, 0]], [[0] * 3] * 3, ["1/2", "1/4", "1/4"], 0, 0, 0, 0, 0)).blocs
    (1, -1, 1)
    """
    expect(values, Iterable, "the values that a bloc may have as a list")
    practice = solve_world(world).practice
    return world_blocs(world, practice, AlignmentTerms(tuple(values), cost), world.states).alignment


def world_blocs(
    world: World,
    practice: Any,
    terms: AlignmentTerms,
    states: Sequence[str],
    *,
    minima: bool = True,
    deadline: float = inf,
) -> WorldBlocs:
    """Return the blocs of some states where all practise what is given, shape (n, K).

    Anchors of states that are not among them are left aside; `minima` says whether local minima are told. After the
    deadline, a reading of the clock `time.monotonic`, the blocs are the best found so far.
    """
    names = list(world.states)
    for state in states:
        if state not in names:
            raise InputError(unknown("state", state, names))
    for state in terms.anchors:
        if state not in names:
            raise InputError(f"anchors: {unknown('state', state, names)}")
    places = [names.index(state) for state in states]
    size = np.array([Fraction(isqrt(int(world.size[i] * _SCALE**2)) or 1, _SCALE) for i in places], dtype=object)
    wants = propensities(world, practice, places)
    anchors = {list(states).index(code): value for code, value in terms.anchors.items() if code in states}
    found = align_blocs(size, wants, terms.values, terms.cost, anchors, minima=minima, deadline=deadline)
    return WorldBlocs(tuple(states), size, wants, found)


def propensities(world: World, practice: Any, places: Sequence[int]) -> Fractions:
    """Return how much some states want to be together, by their places; shape (m, m), to four decimals."""
    mixes = practice[places].astype(float)
    alike = mixes @ world.decimals.closeness @ mixes.T
    count = len(places)
    apart = ~np.eye(count, dtype=bool)
    alike = (alike + alike.T) / 2 - (alike[apart].mean() if count > 1 else 0)
    signs = bonds_of(world, places)
    rounded = np.frompyfunc(lambda wanted: Fraction(round(wanted * _SCALE), _SCALE), 1, 1)(alike)
    bonds = TIE * (signs > 0) - RIVALRY * (signs < 0)
    return (rounded + bonds) * apart.astype(int)


def bonds_of(world: World, places: Sequence[int]) -> Any:
    """Return what blocs count of pairs of some states: 1 for a pact or a tie, -1 for rivals, else 0; shape (m, m)."""
    own = np.ix_(places, places)
    return sign(world.network[own] + world.network[own].T) if world.basis is None else world.basis.signs[own]


def strongest(world: World, count: int = POWERS) -> list[str]:
    """Return the codes of the largest states, the largest first."""
    ranked = np.argsort(-world.decimals.size, kind="stable")
    return [world.states[place] for place in ranked[:count]]


def states_named(world: World, text: str) -> list[str]:
    """Return the codes that "all", "top25" or "RUS,CHN" means.

    Raises
    ------
    InputError
        If it means none.
    """
    if text == "all":
        return list(world.states)
    count = text.removeprefix("top")
    if text.startswith("top") and count.isdigit():
        if not 2 <= int(count) <= len(world.states):
            raise InputError(f"--states {text}: expected at least 2, and no more than {len(world.states)}")
        return strongest(world, int(count))
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in world.states:
            raise InputError(f"--states: {unknown('state', name, world.states)}; or all, or top25")
    if len(set(names)) < 2 or len(set(names)) < len(names):
        raise InputError(f"--states {text}: expected at least 2 different states")
    return names


def alignment_terms(given: AlignmentTerms, values: int | None, cost: str | None, anchor: str | None) -> AlignmentTerms:
    """Return how blocs are asked for: as a world says, but for what options say.

    Raises
    ------
    InputError
        If an option cannot be read.
    """
    try:
        weight = given.cost if cost is None else read_fraction(cost)
    except ValueError as error:
        raise InputError(f"--cost must be a number, {error}") from None
    choices = given.values if values is None else (-1, 1) if values == 2 else (-1, 0, 1)
    return AlignmentTerms(choices, weight, given.anchors if anchor is None else _anchors(anchor))


def _anchors(text: str) -> Mapping[str, int]:
    anchors: dict[str, int] = {}
    for part in text.split(","):
        state, _, value = part.partition("=")
        if value.strip() not in ("-1", "0", "1"):
            raise InputError(f"--anchor {text}: expected USA=1,CHN=-1")
        anchors[state.strip()] = int(value)
    return anchors
