"""`order` and `hidden` of a `[game]`: who moves when, and who does not see whom, checked place by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...games.actors import Actor, AnyActor
from ...games.population import PopulationGame
from ...games.repeated.repetition import Repetition
from ...games.scenario.inputs import AnyGame
from ..faults import Faults
from ..schema import HiddenSection, SequencedSection

Order = tuple[tuple[str, ...], ...]
Hidden = tuple[tuple[str, str], ...]

_ORDER, _HIDDEN = ("game", "order"), ("game", "hidden")


def read_moves(
    section: SequencedSection,
    game: AnyGame | None,
    actors: Mapping[str, AnyActor],
    repeated: Repetition | None,
    faults: Faults,
) -> tuple[Order, Hidden]:
    """Return the order of a game and what is hidden in it, empty where all move at once; faults are noted."""
    if game is None or isinstance(game, PopulationGame):
        return (), ()
    if section.order is None:
        if section.hidden:
            faults.add(_HIDDEN, "has no effect without order: where all move at once nobody sees anything")
        return (), ()
    before = faults.noted
    _check_order(section.order, game.players, faults)
    _check_types(section.order, actors, faults)
    if repeated is not None:
        faults.add(_ORDER, "does not go with [repeated]: repeated play is of the game in which all move at once")
    if faults.noted > before:
        return (), ()
    hidden = _hidden(section.hidden, section.order, faults)
    return tuple(tuple(stage) for stage in section.order), hidden


def _check_order(order: Sequence[Sequence[str]], players: Sequence[str], faults: Faults) -> None:
    seen = set[str]()
    for place, stage in enumerate(order):
        if not stage:
            faults.add((*_ORDER, place), "expected at least one player in a stage, got none")
        for number, player in enumerate(stage):
            path = (*_ORDER, place, number)
            if faults.check_known("player", player, players, path) and player in seen:
                faults.add(path, f"{player} moves in an earlier place too: order names every player once")
            seen.add(player)
    for player in players:
        if player not in seen:
            faults.add(_ORDER, f"must name every player; {player} is missing")


def _check_types(order: Sequence[Sequence[str]], actors: Mapping[str, AnyActor], faults: Faults) -> None:
    """Refuse types before the last stage, where others would learn them from what is done."""
    for player in (player for stage in order[:-1] for player in stage):
        if not isinstance(actors.get(player, None), Actor | None):
            faults.add(
                ("actors", player, "types"),
                "an actor of uncertain type moves in the last stage: before it others learn from what it does, and "
                'such a game is a tree (kind = "tree") that begins with a chance node',
            )


def _hidden(sections: Sequence[HiddenSection], order: Sequence[Sequence[str]], faults: Faults) -> Hidden:
    stage_of = {player: place for place, stage in enumerate(order) for player in stage}
    pairs: dict[tuple[str, str], None] = {}
    for place, section in enumerate(sections):
        path = (*_HIDDEN, place)
        known = faults.check_known("player", section.of, stage_of, (*path, "of"))
        blind = [section.blind] if isinstance(section.blind, str) else section.blind
        for number, player in enumerate(blind):
            where = (*path, "from") if isinstance(section.blind, str) else (*path, "from", number)
            if not faults.check_known("player", player, stage_of, where) or not known:
                continue
            if stage_of[section.of] >= stage_of[player]:
                faults.add(where, f"{player} moves no later than {section.of} and does not see it anyway")
            pairs[section.of, player] = None
    return tuple(pairs)
