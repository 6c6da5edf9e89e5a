"""What readers call the moves on a path: "ask Paris first / release", or who does what and then what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...games.scenario.scenario import Scenario
from ...games.sequence.move_labels import move_labels
from ...games.sequence.preorder import CHANCE
from ...games.sequence.stages import Stages
from ...games.sequence.tree import Tree
from ...games.sequence.tree_game import TreeGame
from ...games.text.labels import ActionLabel, PlayerLabel, Term, joined, listed, plain
from ...studies.sequence.analysis import SequenceAnalysis


@dataclass(frozen=True, eq=False)
class MoveNames:
    """What the players and moves of a tree, or of the tree that stages make, are called.

    Attributes
    ----------
    spoken
        Each player as it stands in a sentence.
    moves
        For each player the labels of its moves, by their names.
    stages
        For each player the stage in which it moves; None where the tree says who moves when.
    """

    tree: Tree
    spoken: tuple[PlayerLabel, ...]
    moves: tuple[Mapping[str, ActionLabel], ...]
    stages: tuple[int, ...] | None

    def term(self, player: int, move: str) -> Term:
        """Return the label of a move."""
        return Term(self.moves[player][move].label, move)

    def would(self, player: int, move: str) -> str:
        """Return the verb of a move: "release it"."""
        return self.moves[player][move].wanted_by(self.spoken[player])

    def who(self, player: int) -> str:
        """Return a player as it stands in a sentence."""
        return self.spoken[player].spoken

    def in_words(self, path: str) -> Term:
        """Return a path by the labels of its moves: "ask Paris first / release"."""
        told = [move if mover == CHANCE else self.term(mover, move) for mover, move in self._walked(path)]
        return joined(" / ", told)

    def deeds(self, path: str) -> str:
        """Return who does what on a path: "Australia asks Paris first, then France releases it"."""
        return ", then ".join(listed(self.deed(*step) for step in stage) for stage in self._staged(path))

    def last_deed(self, path: str) -> str:
        """Return what is done last on a path; empty at its beginning."""
        return "".join(self.deed(*step) for step in self._walked(path)[-1:])

    def _staged(self, path: str) -> Iterator[Sequence[tuple[int, str]]]:
        """Go through the moves of a path, those of one stage together."""
        steps = self._walked(path)
        stage = {place: place if self.stages is None else self.stages[mover] for place, (mover, _) in enumerate(steps)}
        for _, places in groupby(range(len(steps)), key=stage.__getitem__):
            yield [steps[place] for place in places]

    def deed(self, mover: int, move: str) -> str:
        """Return that a player makes a move: "France releases it"."""
        if mover == CHANCE:
            return f'the draw is "{move}"'
        return f"{self.who(mover)} {self.moves[mover][move].spoken_of([self.spoken[mover]])}"

    def _walked(self, path: str) -> list[tuple[int, str]]:
        return self.tree.flat.steps(node_at(self.tree, path))


def node_at(tree: Tree, path: str) -> int:
    """Return the number of the node at a path."""
    flat = tree.flat
    waiting = [(0, path)]
    while waiting:
        node, rest = waiting.pop()
        if not rest:
            return node
        for below, label in zip(flat.children[node], flat.labels[node], strict=True):
            if rest == label or rest.startswith(f"{label} / "):
                waiting.append((below, rest[len(label) + 3 :]))
    raise LookupError(path)


def move_names(analysis: SequenceAnalysis) -> MoveNames:
    """Return what the players and moves of a scenario in sequence are called."""
    if isinstance(analysis.moves, Stages):
        return stage_names(analysis.scenario, analysis.moves, analysis.tree)
    return tree_names(analysis.scenario, analysis.tree)


def names_of_moves(scenario: Scenario, moves: Tree | Stages) -> MoveNames:
    """Return the same for a tree or a game in stages that is not analysed."""
    return stage_names(scenario, moves, moves.tree()) if isinstance(moves, Stages) else tree_names(scenario, moves)


def tree_names(scenario: Scenario, tree: Tree) -> MoveNames:
    """Return what the players and moves of a tree are called."""
    known = move_labels(tree, scenario.labels)
    return MoveNames(tree, _spoken(scenario, tree.players), tuple(known[player] for player in tree.players), None)


def stage_names(scenario: Scenario, staged: Stages, tree: Tree) -> MoveNames:
    """Return what the players and moves of a scenario are called in the tree that an order of moves makes."""
    own = tuple(
        dict(zip(names, told, strict=True))
        for names, told in zip(scenario.actions, scenario.names.told_actions, strict=True)
    )
    place = {player: number for number, stage in enumerate(staged.order) for player in stage}
    return MoveNames(tree, scenario.names.spoken, own, tuple(place[player] for player in range(tree.n_players)))


def _spoken(scenario: Scenario, players: Sequence[str]) -> tuple[PlayerLabel, ...]:
    if isinstance(scenario.game, TreeGame):
        return tuple(map(scenario.spoken_label, players))
    return scenario.names.spoken


def set_words(names: MoveNames, place: int) -> Term:
    """Return what readers see of an information set: its label, or what is done before it."""
    tree = names.tree
    caption, name = tree.caption_of_set(place), str(tree.set_names[place])
    return Term(plain(caption) if caption != name or names.stages is None else _seen_words(names, place), caption)


def _seen_words(names: MoveNames, place: int) -> str:
    """Return what a player who moves in a stage has seen: "Russia hedges, the United States presses both"."""
    mover, nodes = names.tree.flat.sets[place].player, names.tree.flat.sets[place].nodes
    nothing = "at the start" if names.stages is None or not names.stages[mover] else "without having seen anything"
    common = [dict(names.tree.flat.steps(node)) for node in nodes]
    seen = {mover: move for mover, move in common[0].items() if all(each.get(mover) == move for each in common)}
    return ", ".join(names.deed(*step) for step in seen.items()) or nothing
