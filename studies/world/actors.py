"""Cards of states of the catalogue: what their votes show, how sure that is, and what they are tied to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...games.errors import InputError
from ...games.text.shown import Shown
from ...games.world.catalogue import WorldActor


@dataclass(frozen=True, repr=False)
class ActorCards(Shown):
    """Some states of the catalogue; of all a line each, of few what is known of them."""

    actors: tuple[WorldActor, ...]
    all: bool


def actor_cards(actors: Sequence[WorldActor], asked: Sequence[WorldActor]) -> ActorCards:
    """Return cards of the states asked for, or a line on each where none are."""
    if len({own.code for own in asked}) < len(asked):
        raise InputError("a state is asked for twice")
    return ActorCards(tuple(asked or actors), not asked)
