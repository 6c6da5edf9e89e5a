"""The `[game]` section of kind "tree": nodes and ends by name, checked place by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from ...games.arena import ArenaGame
from ...games.errors import InputError
from ...games.numbers import counted, read_fraction
from ...games.sequence.nodes import check_chances
from ...games.sequence.tree import MOST_CELLS
from ...games.sequence.tree_game import TreeGame
from ...games.sequence.written import WrittenNode, WrittenTree, tree_arena
from ..faults import Faults, Path
from ..schema import EndSection, NodeSection, TreeSection
from ..sections.custom import (
    MOST_OUTCOMES,
    ConsequenceReader,
    check_players,
    formula_names,
    held_parameters,
    read_parameters,
)

_NODES, _ENDS, _START = ("game", "nodes"), ("game", "ends"), ("game", "start")


def read_tree(section: TreeSection, faults: Faults) -> ArenaGame | TreeGame | None:
    """Return the game that a section describes, or None with its faults noted."""
    before = faults.noted
    faults.check_names(section.players, None)
    check_players(section.players, faults)
    _Links(section, faults).check()
    effects = _has_effects(section, faults)
    parameters, values = read_parameters(section.parameters, faults)
    reader = ConsequenceReader(
        actions=dict.fromkeys(section.players, ()),
        names=formula_names(section.parameters),
        values=SimpleNamespace(**values, one=Fraction(1)),
        faults=faults,
    )
    written = WrittenTree(
        tuple(section.players),
        section.start,
        {name: _node(name, node, reader) for name, node in section.nodes.items()},
        {name: _end(name, end, reader) for name, end in section.ends.items()},
    )
    if faults.noted > before:
        return None
    game = _game(written, effects, parameters, values, faults)
    return replace(game, held=held_parameters(section.parameters)) if isinstance(game, ArenaGame) else game


def _game(
    written: WrittenTree, effects: bool, parameters: list[Any], values: Mapping[str, Any], faults: Faults
) -> ArenaGame | TreeGame | None:
    try:
        written.bare.check_recall()
    except InputError as error:
        faults.add(_START, str(error))
        return None
    if not effects:
        return TreeGame(written.bare)
    profiles = 1
    for width in written.bare.whole.shape():
        profiles *= width
    if profiles > MOST_OUTCOMES:
        faults.add(
            _NODES,
            f"make {counted(profiles)} profiles of plans; with effects at most {counted(MOST_OUTCOMES)} are written "
            f"out, with payoffs {counted(MOST_CELLS)}",
        )
        return None
    return ArenaGame(tree_arena(written, parameters), dict(values))


def _has_effects(section: TreeSection, faults: Faults) -> bool:
    """Tell whether a tree has effects; payoffs beside them are noted."""
    parts: list[tuple[Path, NodeSection | EndSection]] = [
        *(((*_NODES, name), node) for name, node in section.nodes.items()),
        *(((*_ENDS, name), end) for name, end in section.ends.items()),
    ]
    effects = any(part.effects is not None for _, part in parts)
    for path, part in parts:
        if effects and part.payoffs is not None:
            faults.add((*path, "payoffs"), "a tree has payoffs or effects, not both", at_key=True)
    if not effects and section.parameters:
        faults.add(("game", "parameters"), "have no effect in a tree that is given by payoffs")
    return effects or not any(part.payoffs is not None for _, part in parts)


def _node(name: str, node: NodeSection, reader: ConsequenceReader) -> WrittenNode:
    path = (*_NODES, name)
    if node.chance is not None:
        to = node.to or {}
        moves = tuple((branch, to.get(branch, "")) for branch in node.chance)
        return WrittenNode(None, "", moves, tuple(node.chance.values()), *_paid(node, path, reader), node.label)
    return WrittenNode(
        node.player, node.set or name, tuple((node.actions or {}).items()), (), *_paid(node, path, reader), node.label
    )


def _end(name: str, end: EndSection, reader: ConsequenceReader) -> WrittenNode:
    payoffs, effects = _paid(end, (*_ENDS, name), reader)
    return WrittenNode(payoffs=payoffs, effects=effects, label=end.label)


def _paid(
    part: NodeSection | EndSection, path: Path, reader: ConsequenceReader
) -> tuple[dict[str, Fraction] | None, dict[str, Any] | None]:
    """Return the payoffs and the effects of a node or an end."""
    faults, payoffs = reader.faults, dict[str, Fraction]()
    for player, written in (part.payoffs or {}).items():
        if faults.check_known("player", player, reader.actions, (*path, "payoffs", player), at_key=True):
            payoffs[player] = read_fraction(written)
    effects = {
        player: reader.effects(touched, (*path, "effects", player))
        for player, touched in (part.effects or {}).items()
        if faults.check_known("player", player, reader.actions, (*path, "effects", player), at_key=True)
    }
    return payoffs or None, effects or None


class _Links:
    """Where the nodes of a section lead."""

    def __init__(self, section: TreeSection, faults: Faults) -> None:
        self._section, self._faults = section, faults

    def check(self) -> None:
        """Note every fault in what stands at the nodes and in where they lead."""
        section, faults = self._section, self._faults
        for name in section.nodes.keys() & section.ends.keys():
            faults.add((*_ENDS, name), f"{name!r} is the name of a node too", at_key=True)
        known = [*section.nodes, *section.ends]
        faults.check_known("node", section.start, known, _START)
        for name, node in section.nodes.items():
            self._check_node(name, node)
            for path, target in self._targets(name, node):
                faults.check_known("node or end", target, known, path)
        self._check_sets()
        self._check_ways()

    def _check_node(self, name: str, node: NodeSection) -> None:
        path, faults = (*_NODES, name), self._faults
        if node.chance is not None:
            for key in ("player", "set", "actions"):
                if getattr(node, key) is not None:
                    faults.add((*path, key), f"a node has chance or {key}, not both", at_key=True)
            self._check_chance(path, node)
            return
        if node.to is not None:
            faults.add((*path, "to"), "goes with chance; a player's actions say where they lead", at_key=True)
        if node.player is None:
            faults.add(path, "must have player and actions, or chance and to")
        else:
            faults.check_known("player", node.player, self._section.players, (*path, "player"))
        if not node.actions:
            faults.add((*path, "actions") if node.actions is not None else path, "must have at least one action")

    def _check_chance(self, path: Path, node: NodeSection) -> None:
        faults, branches = self._faults, node.chance or {}
        if not branches:
            faults.add((*path, "chance"), "must have at least one branch")
            return
        for branch in branches.keys() ^ (node.to or {}).keys():
            lacks = "to" if branch in branches else "chance"
            faults.add(path, f"the branch {branch!r} is missing in {lacks}")
        try:
            check_chances(list(branches.values()))
        except InputError as error:
            faults.add((*path, "chance"), str(error))

    def _targets(self, name: str, node: NodeSection) -> list[tuple[Path, str]]:
        key = "to" if node.chance is not None else "actions"
        targets = node.to if node.chance is not None else node.actions
        return [((*_NODES, name, key, label), target) for label, target in (targets or {}).items()]

    def _check_sets(self) -> None:
        first: dict[str, tuple[str, NodeSection]] = {}
        for name, node in self._section.nodes.items():
            if node.set is None or node.chance is not None:
                continue
            other, like = first.setdefault(node.set, (name, node))
            if node.player != like.player:
                self._faults.add((*_NODES, name, "set"), f"{node.set!r} is a set of {like.player}, at {other}")
            elif list(node.actions or {}) != list(like.actions or {}):
                self._faults.add(
                    (*_NODES, name, "actions"),
                    f"must be those of {other}, of the same set, in the same order: {', '.join(like.actions or {})}",
                )
        for name, node in self._section.nodes.items():
            if node.set is None and node.player is not None and name in first and first[name][0] != name:
                self._faults.add((*_NODES, first[name][0], "set"), f"{name!r} is the set of the node {name} alone")

    def _check_ways(self) -> None:
        """Note nodes with several ways in, on a circle, or not come to."""
        section, faults = self._section, self._faults
        ways = Counter({section.start: 1})
        below: dict[str, list[str]] = {}
        for name, node in section.nodes.items():
            for path, target in self._targets(name, node):
                below.setdefault(name, []).append(target)
                ways[target] += 1
                if target in section.nodes and ways[target] > 1:
                    what = "is where the tree starts" if target == section.start else "has another way in"
                    faults.add(path, f"the node {target!r} {what}: an end may be shared, a node not")
        reached, waiting = set[str](), [section.start]
        while waiting:
            if (name := waiting.pop()) not in reached:
                reached.add(name)
                waiting.extend(below.get(name, ()))
        for path, part in ((_NODES, section.nodes), (_ENDS, section.ends)):
            for name in part:
                if name not in reached and (section.start in section.nodes or section.start in section.ends):
                    circle = ways[name] and path == _NODES
                    said = "lies on a circle or behind what is not reached" if circle else "is not led to from anywhere"
                    faults.add((*path, name), f"is not reached from {section.start}: it {said}", at_key=True)
