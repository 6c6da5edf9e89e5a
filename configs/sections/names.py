"""The names of players and actions in a `[game]` section: as many as there should be, and all different."""

from __future__ import annotations

from collections.abc import Sequence

from ..faults import Faults, Path


def check_names(players: Sequence[str] | None, actions: Sequence[Sequence[str]] | None, faults: Faults) -> None:
    """Note every fault in the names of players and actions; either may be left out."""
    if players is not None and actions is not None and len(players) != len(actions):
        faults.add(("game", "actions"), f"expected a list for each of the {len(players)} players, got {len(actions)}")
    _check_repeats(players or (), ("game", "players"), "player", faults)
    for place, names in enumerate(actions or ()):
        if not names:
            faults.add(("game", "actions", place), "expected at least one action, got none")
        _check_repeats(names, ("game", "actions", place), "action", faults)


def _check_repeats(names: Sequence[str], path: Path, what: str, faults: Faults) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            faults.add((*path, place), f"duplicate {what} {name!r}: names must differ")
