"""How the extreme equilibria of a two-player game span all of its equilibria.

Join a vertex x of one player's best-response polytope to a vertex y of the other's where (x, y) is an equilibrium.
In a complete bipartite piece X x Y of this graph every mixture of X is in equilibrium with every mixture of Y. The
largest such pieces are the *maximal Nash subsets*; their union is the set of all equilibria (Winkels 1979, Jansen
1981). Two of them that meet have a vertex pair in common, so the connected components of the graph are those of the
set of equilibria (Avis, Rosenberg, Savani and von Stengel 2010, "Enumeration of Nash equilibria for two-player games").
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from math import inf
from time import monotonic

NashSubset = tuple[int, ...]


def nash_components(
    pairs: Sequence[tuple[Hashable, Hashable]], deadline: float = inf
) -> tuple[tuple[NashSubset, ...], ...]:
    """Return the connected components of the equilibria, each as its maximal Nash subsets.

    The number of maximal Nash subsets can grow exponentially: where both players have n > 2 actions and want only not
    to meet, one component has 2^n - 2 of them.

    Parameters
    ----------
    pairs
        The extreme equilibria: a name for x and a name for y each.
    deadline
        A reading of the clock `time.monotonic`.

    Returns
    -------
    tuple of tuple of NashSubset
        A Nash subset is the ascending tuple of the numbers of its extreme equilibria in `pairs`. The subsets of a
        component stand in the order of these tuples, the components in that of their first members.

    Raises
    ------
    TimeoutError
        If the deadline passed first.

    Examples
    --------
    >>> nash_components([("U", "L"), ("D", "R"), ("U", "M"), ("V", "M")])
    (((0, 2), (2, 3)), ((1,),))
    """
    return tuple(_maximal_subsets(pairs, group, deadline) for group in _connected(pairs))


def _connected(pairs: Sequence[tuple[Hashable, Hashable]]) -> Iterator[list[int]]:
    """Go through the groups of pairs, by number, that hang together by common x or y."""
    with_x: dict[Hashable, list[int]] = {}
    with_y: dict[Hashable, list[int]] = {}
    for number, (x, y) in enumerate(pairs):
        with_x.setdefault(x, []).append(number)
        with_y.setdefault(y, []).append(number)
    grouped: set[int] = set()
    for first in range(len(pairs)):
        if first not in grouped:
            group, waiting = {first}, [first]
            while waiting:
                x, y = pairs[waiting.pop()]
                met = {*with_x.pop(x, ()), *with_y.pop(y, ())} - group
                group |= met
                waiting.extend(met)
            grouped |= group
            yield sorted(group)


def _maximal_subsets(
    pairs: Sequence[tuple[Hashable, Hashable]], group: Sequence[int], deadline: float
) -> tuple[NashSubset, ...]:
    """Return the maximal complete pieces among a group of pairs: one for each intersection of partner sets.

    The partners of x are the y that stand with it, as a bit mask.
    """
    bit = {y: 1 << place for place, y in enumerate(dict.fromkeys(pairs[number][1] for number in group))}
    partners: dict[Hashable, int] = {}
    for number in group:
        x, y = pairs[number]
        partners[x] = partners.get(x, 0) | bit[y]
    intersections: set[int] = set()
    for joined in partners.values():
        if monotonic() > deadline:
            raise TimeoutError("the deadline passed before all maximal Nash subsets were found")
        intersections |= {joined, *(joined & other for other in intersections)}
    places = [(number, partners[pairs[number][0]], bit[pairs[number][1]]) for number in group]
    return tuple(
        sorted(
            tuple(number for number, joined, y in places if y & shared and joined & shared == shared)
            for shared in intersections - {0}
        )
    )
