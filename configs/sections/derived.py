"""What a file of a derived game must have beside the scenario that the game follows from, and what has no place."""

from __future__ import annotations

from ...studies.scenario.derived import DERIVED
from ..faults import Faults
from ..schema import ScenarioFile

_IDLE = ("relations", "repeated", "strategies", "plays")


def check_derived(kind: str, form: ScenarioFile, faults: Faults) -> None:
    """Note what a file of such a kind lacks, and what in it would have no effect."""
    decided = DERIVED[kind].decided
    if not form.status_quo:
        faults.add(("status_quo",), f"is required and is missing: what {decided} does goes on where nothing is decided")
    if decided in form.actors:
        faults.add(("actors", decided), f"has no effect: others decide in the place of {decided}")
    for player, section in form.actors.items():
        if section.types is not None:
            faults.add(("actors", player, "types"), f"have no place in {kind}: its actors are of known orders")
    for name in _IDLE:
        if getattr(form, name):
            faults.add((name,), f"has no effect: {kind} is played by others than the players named here")
