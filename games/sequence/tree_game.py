"""A tree as the game of a scenario: to those who ask for a game in strategic form it is its reduced form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..normal_form import NormalFormGame
from .tree import Tree


@dataclass(frozen=True, eq=False)
class TreeGame:
    """A game given by a tree with payoffs."""

    tree: Tree

    @property
    def players(self) -> tuple[str, ...]:
        """The players of the tree."""
        return self.tree.players

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """The plans of each player."""
        return self.reduced.actions

    @cached_property
    def reduced(self) -> NormalFormGame:
        """The reduced strategic form; an InputError where it is too large to build."""
        return self.tree.reduced()
