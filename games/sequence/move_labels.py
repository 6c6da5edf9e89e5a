"""What readers call the moves of a tree and the plans made of them, beside the names that scripts use."""

from __future__ import annotations

from collections.abc import Mapping

from ..text.labels import ActionLabel, Labels, action_labels, plain
from .pieces import Plan
from .preorder import CHANCE
from .tree import Tree


def moves_of_players(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Return the names of the moves of each player, in the order of its information sets, each once."""
    found: dict[str, dict[str, None]] = {player: {} for player in tree.players}
    for each in tree.flat.sets:
        found[tree.players[each.player]].update(dict.fromkeys(each.actions))
    return {player: tuple(moves) for player, moves in found.items()}


def move_labels(tree: Tree, given: Labels) -> dict[str, dict[str, ActionLabel]]:
    """Return for each player what its moves are called; a move without a label goes by its name in words.

    Moves between which a player chooses and which would read alike keep their names.
    """
    found: dict[str, dict[str, ActionLabel]] = {player: {} for player in tree.players}
    for each in tree.flat.sets:
        player = tree.players[each.player]
        for move, label in action_labels(each.actions, given.actions.get(player, {})).items():
            if move not in found[player] or label.label == move:
                found[player][move] = label
    return found


def way_words(tree: Tree, node: int, known: Mapping[str, Mapping[str, ActionLabel]]) -> str:
    """Return the moves that lead to a node by the labels of each player's moves: "ask Paris first / release"."""
    return " / ".join(
        move if mover == CHANCE else known[tree.players[mover]][move].label for mover, move in tree.flat.steps(node)
    )


def plan_labels(tree: Tree, given: Labels) -> Labels:
    """Return what plans are called: "if asked: release, if told: retaliate"; of a player with one set its moves."""
    moves = move_labels(tree, given)
    plans = {
        player: [_plan_label(tree, plan, moves[player]) for plan in tree.whole.plans.get(place, [])] or [_IDLE]
        for place, player in enumerate(tree.players)
    }
    names = dict(zip(tree.players, tree.plan_names, strict=True))
    return Labels(actions={player: dict(zip(names[player], own, strict=True)) for player, own in plans.items()})


_IDLE = ActionLabel("nothing to decide", "have nothing to decide")


def _plan_label(tree: Tree, plan: Plan, moves: Mapping[str, ActionLabel]) -> ActionLabel:
    sets = tree.flat.sets
    labels = [moves[sets[place].actions[action]] for place, action in plan]
    if len(tree.whole.sets_of(sets[plan[0][0]].player)) == 1:
        return labels[0]
    where = [plain(tree.caption_of_set(place)) for place, _ in plan]
    told = ", ".join(f"{here}: {each.label}" for here, each in zip(where, labels, strict=True))
    return ActionLabel(told, f'plan "{told}"')
