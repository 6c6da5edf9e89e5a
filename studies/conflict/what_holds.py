"""What would have to change in whose preferences for a state to hold.

Whether a state s is stable for i depends on the ranking of i through one set alone: the states that i likes better than
s, of those that matter. The fewer they are the more stable is s. So a *demotion* is a smallest set of states that must
become no better for i than s, smallest in that no part of it would do; and the *share* is that part of all strict
rankings of i that make s stable, the moves and the others' rankings being what they are. With v states that matter it
is the sum of |U|! (v - |U|)! / (v + 1)! over the sets U of states for which s is stable if i prefers just those to s.

The states that matter are those that the moves of i lead to, for all but Nash stability those with which others may
answer, and for symmetric stability those to which i may escape from there. To find the smallest demotion of all is
NP-hard in general; up to `MOST_RELEVANT` states every set is looked at, and beyond that a search by size finds one
demotion of the fewest states.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import factorial, inf
from typing import Any

import numpy as np

from ...games.arrays import Flags
from ...games.errors import InputError
from ...games.graph.graph_game import GraphGame
from ...games.graph.graph_model import GraphModel
from ...games.graph.of_game import conflict_of, graph_model
from ...games.graph.statements import standing_by
from ...games.numbers import counted
from ...games.scenario.scenario import Scenario
from ...solvers.deadline import stop_after
from ...solvers.stability.concepts import BASIC, Asked, Sanctions, check_sanctions, read_concept
from ...solvers.stability.metarational import Replies
from .needs import Improvement, needs_of, smallest_demotion
from .swaps import swapped, truths_of, with_standing

MOST_RELEVANT = 20
"""States that matter of which every set is looked at."""


MOST_STATES = 2**15
"""States of a model whose answers are followed one by one; by Nash there are none, and any model is looked at."""


@dataclass(frozen=True)
class Held:
    """What would make a state stable for one player.

    Attributes
    ----------
    player
        The number of the player.
    relevant
        The states on whose standing against the state it depends, in the order of numbers.
    share
        The share of all strict rankings of the player that make the state stable for it; None where more than 20
        states are relevant.
    demotions
        The smallest sets of states that must become no better for the player than the state, the shortest first; the
        empty set where the state is stable already; none where nothing that the player prefers would do.
    complete
        Whether these are all such sets.
    swaps
        For a player ranked by statements, the statements, by number, of which each, swapped with the next one, would
        make the state stable.
    """

    player: int
    relevant: tuple[int, ...]
    share: Fraction | None
    demotions: tuple[frozenset[int], ...]
    complete: bool = True
    swaps: tuple[int, ...] = ()


def what_holds(
    model: Any, state: int, concept: Any = "seq", sanctions: Sanctions = "joint", deadline: float = inf
) -> tuple[Held, ...]:
    """Return for each player what would have to change in its preferences for a state to be stable for it.

    Parameters
    ----------
    model
        A graph model, a game in normal form, a scenario, or the name or path of one.
    state
        The number of the state that is to hold.
    concept
        "nash", "gmr", "smr", "seq" or "sseq".
    sanctions
        As in `stability`.
    deadline
        A reading of the clock `time.monotonic` after which it is a TimeoutError; infinity for none.

    Raises
    ------
    InputError
        If there is no such state or concept, some comparison of the model is unknown, or it is too large.

    Examples
    --------
    >>> from ...games.normal_form import NormalFormGame
    >>> row, column = what_holds(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]), 0, "nash")
    >>> row.share, row.demotions
    (Fraction(1, 2), (frozenset({2}),))
    """
    check_sanctions(sanctions)
    meant = conflict_of(model)
    asked, known = read_concept(concept), graph_model(meant)
    check_what_holds(known, asked)
    number, replies = known.number_of(state), Replies(known, sanctions)
    stop_after(deadline)
    swaps = _swaps(meant, number, asked, sanctions)
    return tuple(
        _held(replies, number, player, asked, swaps.get(player, ()), deadline) for player in range(known.n_players)
    )


def check_what_holds(model: GraphModel, asked: Asked) -> None:
    """Refuse a question that `what_holds` has no answer to, before anything is worked out."""
    if asked.name not in BASIC:
        raise InputError(f"what holds a state is worked out for {', '.join(BASIC)}, got {asked.name!r}")
    if not model.all_known:
        raise InputError("what holds a state needs every comparison known, and some of this model are not")
    if model.n_states > MOST_STATES and asked.basic != "nash":
        raise InputError(
            f"what holds a state by {asked.name} is worked out for at most {counted(MOST_STATES)} states, and the "
            f"conflict has {counted(model.n_states)}; by nash there is no limit"
        )


def _held(replies: Replies, state: int, player: int, asked: Asked, swaps: tuple[int, ...], deadline: float) -> Held:
    stop_after(deadline)
    improvements = needs_of(replies, state, player, asked)
    relevant = tuple(sorted(set().union(*(each.matters for each in improvements)) - {state}))
    standing = replies.model.standing[player]
    preferred = frozenset(each for each in relevant if standing[each] > standing[state])
    if len(relevant) > MOST_RELEVANT:
        demotion = smallest_demotion(improvements, preferred, deadline)
        return Held(player, relevant, None, (demotion,), complete=not demotion, swaps=swaps)
    stable = _stable_sets(improvements, relevant)
    return Held(player, relevant, _share(stable, len(relevant)), _demotions(stable, relevant, preferred), swaps=swaps)


def _stable_sets(improvements: tuple[Improvement, ...], relevant: tuple[int, ...]) -> Flags:
    """Tell of each set of relevant states, as a binary number, whether the state is stable if just those are better."""
    bit = {state: 1 << place for place, state in enumerate(relevant)}
    sets = np.arange(1 << len(relevant), dtype=np.int64)
    stable = np.ones(len(sets), dtype=np.bool_)
    for improvement in improvements:
        ways = [{improvement.target}, *improvement.ways]
        met = [sets & sum(bit[each] for each in way if each in bit) == 0 for way in ways]
        stable &= np.any(met, axis=0)
    return stable


def _share(stable: Flags, relevant: int) -> Fraction:
    sizes = np.bitwise_count(np.flatnonzero(stable).astype(np.uint64))
    counts = np.bincount(sizes.astype(np.int64), minlength=relevant + 1).tolist()
    ways = sum(count * factorial(size) * factorial(relevant - size) for size, count in enumerate(counts))
    return Fraction(ways, factorial(relevant + 1))


def _demotions(stable: Flags, relevant: tuple[int, ...], preferred: frozenset[int]) -> tuple[frozenset[int], ...]:
    """Return the smallest sets without which the preferred ones leave the state stable."""
    bits = [1 << place for place, state in enumerate(relevant) if state in preferred]
    left = np.flatnonzero(stable)
    left = left[left & ~sum(bits) == 0]
    for bit in bits:
        left = left[(left & bit != 0) | ~stable[left | bit]]
    found = (
        frozenset(s for b, s in enumerate(relevant) if s in preferred and not kept >> b & 1) for kept in left.tolist()
    )
    return tuple(sorted(found, key=lambda demotion: (len(demotion), sorted(demotion))))


def _swaps(model: Any, state: int, asked: Asked, sanctions: Sanctions) -> dict[int, tuple[int, ...]]:
    """Return for each player ranked by statements which swaps of two neighbours would make a state stable for it."""
    if not isinstance(model, Scenario) or not isinstance(model.game, GraphGame) or model.game.form is None:
        return {}
    game, found = model.game, dict[int, tuple[int, ...]]()
    for player in map(game.players.index, game.wishes):
        truths = truths_of(model, player) or []
        if not Replies(game.model, sanctions).stable(player, asked)[state]:
            found[player] = tuple(
                place
                for place in range(len(truths) - 1)
                if _would_hold(game.model, player, swapped(truths, place), state, asked, sanctions)
            )
    return found


def _would_hold(
    model: GraphModel, player: int, truths: list[Flags], state: int, asked: Asked, sanctions: Sanctions
) -> bool:
    changed = with_standing(model, player, standing_by(truths, model.n_states))
    return bool(Replies(changed, sanctions).stable(player, asked)[state])
