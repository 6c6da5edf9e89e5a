"""The joint chains of many pairs of automata, side by side as one chain.

Every pair out of a field of automata makes a joint chain of its own (`joint_chain`), and most of these are small: two
that remember the last profile share that memory, and have five joint states rather than twenty-five. All of them
together are one chain that never leaves a pair. It is explored once, whatever the noise and the discount, by one
search from all starts; its recurrent classes are found in one pass; and its equations fall apart into many small
systems, which are solved size by size, all systems of a size at once.

As for a single pair the solution is by state reduction (Grassmann, Taksar and Heyman 1985), which never subtracts:
periodic chains, several recurrent classes and moves of any rarity are nothing special. Only the value of the start is
wanted, so the reduction ends there and nothing is put together again. Time grows with the sum, over the pairs, of the
cube of the number of joint states at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats
from .automata import Automaton

Numbers = NDArray[np.int64]

TABLE_SIZE = 1 << 18
"""Numbers in the systems that are reduced at once: about what a processor keeps close at hand."""


@dataclass(frozen=True, eq=False)
class Meetings:
    """The joint states that the pairs can reach, those of each pair in a row and its start first.

    Attributes
    ----------
    pair
        The number of the pair of each joint state, not decreasing, shape (k,).
    intentions
        What each of the two intends in each joint state, probabilities of shape (k, 2, m).
    after
        The next joint state after each of the m * m profiles, shape (k, m * m).
    """

    pair: Numbers
    intentions: Floats
    after: Numbers


@dataclass(frozen=True, eq=False)
class FieldChain:
    """The chain of all pairs: `pair` (k,), next states `after` and their `chances` (k, e), mean `payoffs` (k, 2)."""

    pair: Numbers
    after: Numbers
    chances: Floats
    payoffs: Floats


def meetings(automata: Sequence[Automaton], pairs: Numbers) -> Meetings:
    """Return the joint states of pairs of automata, all of which are written for the first of two players.

    Parameters
    ----------
    automata
        Each with `transitions` of shape (states, m, m).
    pairs
        Shape (p, 2): the numbers of the automata that meet, the second of which sees all profiles mirrored.
    """
    m = automata[0].transitions.shape[1]
    sizes = np.array([automaton.n_states for automaton in automata])
    offsets = sizes.cumsum() - sizes
    starts = offsets + np.array([automaton.start for automaton in automata])
    moves = np.concatenate([automaton.transitions + low for automaton, low in zip(automata, offsets, strict=True)])
    mixes = np.concatenate([automaton.probabilities(m).astype(np.float64) for automaton in automata])
    seats = moves.reshape(-1, m * m), moves.swapaxes(1, 2).reshape(-1, m * m)

    joint, pair = _reached(starts[pairs[:, 0]] * len(moves) + starts[pairs[:, 1]], seats)
    number = np.empty(len(moves) ** 2, dtype=np.int64)
    number[joint] = np.arange(len(joint))
    return Meetings(
        pair=pair,
        intentions=np.stack([mixes[joint // len(moves)], mixes[joint % len(moves)]], axis=1),
        after=number[_followers(joint, seats)],
    )


def _reached(starts: Numbers, seats: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    """Return all joint states that are reached and the pair of each, pair by pair with the nearest first."""
    known = np.zeros(len(seats[0]) ** 2, dtype=bool)
    known[starts] = True
    layers, pairs = [starts], [np.arange(len(starts))]
    while layers[-1].size:
        followers = _followers(layers[-1], seats)
        new = ~known[followers]
        layer, where = np.unique(followers[new], return_index=True)
        layers.append(layer)
        pairs.append(pairs[-1][np.nonzero(new)[0]][where])
        known[layer] = True
    pair = np.concatenate(pairs)
    order = np.argsort(pair, kind="stable")
    return np.concatenate(layers)[order], pair[order]


def _followers(joint: Numbers, seats: tuple[Numbers, Numbers]) -> Numbers:
    """Return the next joint states after each profile, shape (k, m * m); a joint state is first * states + second."""
    first, second = seats
    return first[joint // len(first)] * len(first) + second[joint % len(first)]


def field_chain(meetings: Meetings, payoffs: Floats, noise: float) -> FieldChain:
    """Return the chain of the pairs that play a stage of `payoffs` (2, m, m), errors of the hand and all."""
    m = payoffs.shape[1]
    mixes = meetings.intentions
    if m > 1:
        mixes = mixes * (1 - noise) + (1 - mixes) * (noise / (m - 1))
    chances = (mixes[:, 0, :, None] * mixes[:, 1, None, :]).reshape(-1, m * m)
    return FieldChain(meetings.pair, meetings.after, chances, chances @ payoffs.reshape(2, -1).T)


def discounted_means(chain: FieldChain, discounts: Sequence[Fraction]) -> Floats:
    """Return the normalised discounted payoffs of each pair at each of d discounts, shape (d, p, 2)."""
    low = chain.payoffs.min(axis=0)
    keep = np.array([float(discount) for discount in discounts])[:, None, None]
    stop = np.array([float(1 - discount) for discount in discounts])[:, None, None]
    stops = np.broadcast_to(stop[:, :, 0], (len(discounts), len(chain.pair)))
    return low + _sums_from_first(chain.pair, chain.after, keep * chain.chances, stops, stop * (chain.payoffs - low))


def period_totals(chain: FieldChain, periods: int) -> Floats:
    """Return the expected sums of the payoffs of so many periods, shape (p, 2); time grows with the periods."""
    from scipy.sparse import csr_array

    n_states, width = chain.after.shape
    moves = csr_array((chain.chances.ravel(), chain.after.ravel(), np.arange(n_states + 1) * width))
    sums = np.zeros_like(chain.payoffs)
    for _ in range(periods):
        sums = chain.payoffs + moves @ sums
    return sums[_firsts(chain.pair)]


def long_run_means(chain: FieldChain) -> Floats:
    """Return the expected mean payoffs per period over infinitely many periods of each pair, shape (p, 2).

    A recurrent class has one mean, that of a cycle from its first state back to it. Where a pair starts outside of
    all classes their means are weighted with the chances of ending there.
    """
    low = chain.payoffs.min(axis=0)
    class_of = _recurrent_classes(chain)
    recurrent = class_of >= 0
    means = np.zeros_like(chain.payoffs)
    means[recurrent] = _cycle_means(chain, class_of, low)[class_of[recurrent]]

    starts = _firsts(chain.pair)
    unsettled = ~recurrent[starts]
    waiting = ~recurrent & unsettled[chain.pair]
    ending = chain.chances[waiting] * recurrent[chain.after[waiting]]
    rewards = np.einsum("ke,kei->ki", ending, means[chain.after[waiting]])
    problem, after, chances = _among(chain, np.flatnonzero(waiting), chain.pair)
    means[starts[unsettled]] = _sums_from_first(problem, after, chances, ending.sum(axis=1), rewards)
    return low + means[starts]


def _recurrent_classes(chain: FieldChain) -> Numbers:
    """Return for each joint state the number of its recurrent class, in order of appearance; -1 where it has none."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    source, move = np.nonzero(chain.chances)
    target = chain.after[source, move]
    n_states = len(chain.pair)
    graph = csr_array((np.ones(len(source)), (source, target)), shape=(n_states, n_states))
    n_components, component = connected_components(graph, connection="strong")
    closed = np.ones(n_components, dtype=bool)
    closed[component[source[component[source] != component[target]]]] = False
    number = np.where(closed, closed.cumsum() - 1, -1)
    return number[component]


def _cycle_means(chain: FieldChain, class_of: Numbers, low: Floats) -> Floats:
    """Return the mean of each recurrent class less `low`: the payoffs of a cycle over the length of it."""
    inside = np.flatnonzero(class_of >= 0)
    inside = inside[np.argsort(class_of[inside], kind="stable")]
    problem, after, chances = _among(chain, inside, class_of)
    back = after == _firsts(problem)[problem][:, None]
    rewards = np.column_stack([chain.payoffs[inside] - low, np.ones(len(inside))])
    sums = _sums_from_first(problem, after, chances * ~back, (chances * back).sum(axis=1), rewards)
    return sums[:, :-1] / sums[:, -1:]


def _among(chain: FieldChain, states: Numbers, label: Numbers) -> tuple[Numbers, Numbers, Floats]:
    """Return the problem number of each of the states, and their next states and chances among states of its label."""
    number = np.full(len(chain.pair), -1)
    number[states] = np.arange(len(states))
    problem = np.unique(label[states], return_inverse=True)[1]
    after = number[chain.after[states]]
    kept = (after >= 0) & (label[chain.after[states]] == label[states][:, None])
    return problem, np.where(kept, after, np.arange(len(states))[:, None]), chain.chances[states] * kept


def _firsts(problem: Numbers) -> Numbers:
    """Return the place of the first state of each problem."""
    return np.flatnonzero(np.diff(problem, prepend=-1))


def _sums_from_first(problem: Numbers, after: Numbers, chances: Floats, stops: Floats, rewards: Floats) -> Floats:
    """Solve x = rewards + moves x for each problem, and return x at its first state, shape (.., p, r).

    Parameters
    ----------
    problem
        The number of the problem of each state, from 0 and not decreasing, shape (k,).
    after, chances
        Next states, of the same problem, shape (k, e), and their chances, shape (.., k, e).
    stops
        What the chances of each state fall short of 1, shape (.., k). Every state must lead to a stop.
    rewards
        None negative, shape (.., k, r).
    """
    sizes, firsts = np.bincount(problem), _firsts(problem)
    places = after - firsts[problem][:, None]
    versions, r = stops.shape[:-1], rewards.shape[-1]
    sums = np.empty((*versions, len(sizes), r))
    for size in np.unique(sizes):
        alike = np.flatnonzero(sizes == size)
        at_once = max(1, TABLE_SIZE // (prod(versions) * size * (size + r + 1)))
        for low in range(0, len(alike), at_once):
            part = alike[low : low + at_once]
            states = firsts[part][:, None] + np.arange(size)
            sums[..., part, :] = _reduced(
                places[states], chances[..., states, :], stops[..., states], rewards[..., states, :]
            )
    return sums


def _reduced(places: Numbers, chances: Floats, stops: Floats, rewards: Floats) -> Floats:
    """Take out the c states of each problem one by one, the last first, until the first is left.

    A row of the table holds the r rewards of a state, its chance of a stop and its chances of moves, shape
    (.., c, r + 1 + c).
    """
    c, r = rewards.shape[-2:]
    table = np.empty((*stops.shape, r + 1 + c))
    table[..., :r] = rewards
    table[..., r] = stops
    cells = np.arange(stops.size).reshape(*stops.shape, 1) * c + places
    moves = np.bincount(cells.ravel(), chances.ravel(), minlength=stops.size * c)
    table[..., r + 1 :] = moves.reshape(*stops.shape, c)
    for k in range(c - 1, 0, -1):
        row = table[..., k, : r + 1 + k]
        row = row / row[..., r:].sum(axis=-1, keepdims=True)
        table[..., :k, : r + 1 + k] += table[..., :k, r + 1 + k, None] * row[..., None, :]
    return table[..., 0, :r] / table[..., 0, r, None]
