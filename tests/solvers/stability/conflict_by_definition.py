"""Stability of conflicts word for word by its definitions, with sets and recursion: slow, and apart from the package.

A conflict is plain: the number of states, for each player a set of pairs (from, to), a list of how high states stand,
a set of unordered pairs that do not compare, and how many cuts stand below each state.
"""

from __future__ import annotations

from itertools import chain, combinations
from typing import NamedTuple


class Plain(NamedTuple):
    states: int
    moves: list[set[tuple[int, int]]]
    standing: list[list[int]]
    unknown: list[set[frozenset[int]]]
    grade: list[list[int]]

    @property
    def players(self):
        return range(len(self.moves))

    def targets(self, i, s):
        return {t for a, t in self.moves[i] if a == s}

    def unsure(self, i, a, b):
        return frozenset((a, b)) in self.unknown[i]

    def likes(self, i, a, b):
        """Whether i is known to like a better than b."""
        return not self.unsure(i, a, b) and self.standing[i][a] > self.standing[i][b]

    def at_least(self, i, a, b):
        return not self.unsure(i, a, b) and self.standing[i][a] >= self.standing[i][b]


def plain(model) -> Plain:
    return Plain(
        model.n_states,
        [set(own) for own in model.moves],
        [
            [next(-k for k, tied in enumerate(own) if s in tied) for s in range(model.n_states)]
            for own in model.preferences
        ],
        [{frozenset(pair) for pair in own} for own in model.unknown],
        [
            [sum(any(s in tied for tied in own[:cut]) for cut in cuts) for s in range(model.n_states)]
            for own, cuts in zip(model.preferences, model.cuts, strict=True)
        ],
    )


def legal_ends(steps, start):
    """Return what sequences of steps end at, no mover twice in a row; for each mover a function from a state."""
    ends, seen, waiting = set(), set(), [(start, None)]
    while waiting:
        state, last = waiting.pop()
        for mover, of in steps.items():
            if mover != last:
                for t in of(state):
                    if (t, mover) not in seen:
                        seen.add((t, mover))
                        ends.add(t)
                        waiting.append((t, mover))
    return ends


def answers(c, i, s1, credible, sanctions, also_unknown):
    def of(j):
        def step(s):
            return {
                t for t in c.targets(j, s) if not credible or c.likes(j, t, s) or (also_unknown and c.unsure(j, t, s))
            }

        return step

    steps = {j: of(j) for j in c.players if j != i}
    if sanctions == "single":
        return set(chain.from_iterable(of(s1) for of in steps.values()))
    return legal_ends(steps, s1)


def stable(c, i, s, concept, sanctions="joint", form="a", strong=False):
    def deters(x):
        if strong:
            return c.grade[i][s] > c.grade[i][x]
        return c.at_least(i, s, x) or (form in "cd" and c.unsure(i, s, x))

    tempting = [t for t in c.targets(i, s) if c.likes(i, t, s) or (form in "ac" and c.unsure(i, t, s))]
    if concept == "nash":
        return not tempting
    credible, symmetric = concept in ("seq", "sseq"), concept in ("smr", "sseq")
    return all(
        any(
            deters(s2) and (not symmetric or all(deters(s3) for s3 in c.targets(i, s2)))
            for s2 in answers(c, i, s1, credible, sanctions, True)
        )
        for s1 in tempting
    )


def expects(c, h, i, s):
    """G_h(i, s), by recursion."""
    if h == 0:
        return {s}
    best, taken = None, {s}
    for s1 in sorted(c.targets(i, s)):
        going = [g for j in c.players if j != i and (g := expects(c, h - 1, j, s1)) != {s1}]
        ends = set().union(*going) if going else {s1}
        if all(c.likes(i, e, s) for e in ends):
            worst = min(c.standing[i][e] for e in ends)
            if best is None or worst > best:
                best, taken = worst, set(ends)
            elif worst == best:
                taken |= ends
    return taken


def stays(c, i, s, h):
    return expects(c, h, i, s) == {s}


def groups(members):
    return [group for size in range(1, len(members) + 1) for group in combinations(members, size)]


def brings_about(c, group, s):
    return legal_ends({j: lambda state, j=j: c.targets(j, state) for j in group}, s)


def joint_improvements(c, group, s):
    return {t for t in brings_about(c, group, s) if all(c.likes(j, t, s) for j in group)}


def coalition_holds(c, group, s, concept):
    outside = [j for j in c.players if j not in group]
    for s1 in joint_improvements(c, group, s):
        if concept == "nash":
            return False
        if concept == "seq":
            ends = legal_ends({C: lambda state, C=C: joint_improvements(c, C, state) for C in groups(outside)}, s1)
        else:
            ends = brings_about(c, outside, s1)
        if not any(
            any(c.at_least(j, s, s2) for j in group)
            and (concept != "smr" or all(any(c.at_least(j, s, s3) for j in group) for s3 in brings_about(c, group, s2)))
            for s2 in ends
        ):
            return False
    return True


def consistent(c, single=False):
    every = [(j,) for j in c.players] if single else groups(list(c.players))
    takes = {(H, a): brings_about(c, H, a) - {a} for H in every for a in range(c.states)}

    def dominated_by(a):
        found = set()
        for b in range(c.states):
            seen, waiting = set(), [a]
            while waiting:
                x = waiting.pop()
                for H in every:
                    if all(c.likes(j, b, x) for j in H):
                        waiting += takes[H, x] - seen
                        seen |= takes[H, x]
            if b in seen:
                found.add(b)
        return found

    above = [dominated_by(a) for a in range(c.states)]
    kept = set(range(c.states))
    while True:
        failing = {
            a
            for a in kept
            for H in every
            for d in takes[H, a]
            if all(all(c.likes(j, e, a) for j in H) for e in ({d} | above[d]) & kept)
        }
        if not failing:
            return kept, above
        kept -= failing


def farsighted_stable_sets(c, above):
    found = []
    for size in range(c.states + 1):
        for X in combinations(range(c.states), size):
            inside = all(b not in above[a] for a in X for b in X)
            if inside and all(a in X or above[a] & set(X) for a in range(c.states)):
                found.append(X)
    return sorted(found)


def survivor(c, i, s, passed=frozenset()):
    """Where play of the theory of moves ends with i to move at s."""
    passed |= {s}
    ends = [t if t in passed else survivor(c, 1 - i, t, passed) for t in c.targets(i, s)]
    return max([s, *ends], key=lambda end: c.standing[i][end])


def two_sided(c, s):
    """Return the outcomes from s of the theory of moves, one player's readiness to move first weighed by the other."""
    ends = [survivor(c, i, s) for i in (0, 1)]
    moving = [i for i in (0, 1) if ends[i] != s]
    if len(moving) == 2:
        return [e for e in set(ends) if not any(all(c.likes(i, other, e) for i in (0, 1)) for other in ends)]
    if not moving:
        return [s]
    [i] = moving
    first = [survivor(c, i, t, frozenset([s])) for t in c.targets(1 - i, s)]
    best = max(first, key=lambda end: c.standing[1 - i][end], default=ends[i])
    if not c.likes(1 - i, best, ends[i]):
        return [ends[i]]
    return [best] if c.likes(i, best, ends[i]) else [best, ends[i]]


def shortest_ways(c, start, liked):
    """Return for each state the fewest moves, who moves last, how many shortest sequences; None where out of reach."""
    found = {start: (0, set(), 1)}
    layer = {(start, None): 1}
    seen = {(start, None)}
    for length in range(1, 3 * c.states):
        following = {}
        for (s, last), count in layer.items():
            for j in c.players:
                for t in c.targets(j, s) if j != last else ():
                    if (not liked or c.likes(j, t, s)) and (t, j) not in seen:
                        following[t, j] = following.get((t, j), 0) + count
        seen |= set(following)
        for (t, j), count in following.items():
            if t not in found or found[t][0] == length:
                _, movers, before = found.get(t, (length, set(), 0))
                found[t] = (length, movers | {j}, before + count)
        layer = following
    return [found.get(s) for s in range(c.states)]
