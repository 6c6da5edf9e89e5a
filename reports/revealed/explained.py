"""Which mixes explain what a player did in several scenarios, as a report and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...games.numbers import percent
from ...games.text.labels import listed, plain
from ...studies.revealed.explained import Explained
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..format.json import as_text, attributes
from ..format.provenance import LIMITS, provenance, version
from .conditions import mix_words, mixes_words, never_words, texts
from .reveal import HINDSIGHT


def explained_report(found: Explained) -> Iterator[Block]:
    """Give what the player did, the mixes that explain it all, or the least drift that does."""
    yield Heading(f"What the conduct of {found.scenarios[0].spoken(found.player)} reveals", 1)
    yield Paragraph(f"Under which of {mixes_words(found.together.rows)} is each of its choices its best reply?")
    rows = tuple(
        (scenario.title, scenario.names.action(found.player, choice.action), percent(choice.share))
        for scenario, choice in zip(found.scenarios, found.choices, strict=True)
    )
    yield Table("Its choices, and the share of all mixes that explains each", ("scenario", "choice", "mixes"), rows)
    yield Items(tuple(_sentences(found)))
    if found.corners:
        yield Table(
            "Corners of the mixes that explain all the choices together",
            tuple(plain(row) for row in found.together.rows),
            tuple(tuple(percent(share) for share in mix) for mix in found.corners),
        )
    elif found.drift is not None and found.drift[1]:
        yield Table(
            "Mixes that explain the choices with the least drift",
            ("scenario", *(plain(row) for row in found.together.rows)),
            tuple(
                (scenario.title, *(percent(share) for share in mix))
                for scenario, mix in zip(found.scenarios, found.drift[0], strict=True)
            ),
        )
    yield Heading("What this rests on")
    yield Items((HINDSIGHT, *LIMITS))


def _sentences(found: Explained) -> Iterator[str]:
    together = found.together
    if found.corners:
        yield f"One mix can explain all the choices: {percent(together.share)} of {mixes_words(together.rows)} do."
        spans = [(row, together.span(row)) for row in together.rows]
        parts = [f"{plain(row)} {percent(span[0])} to {percent(span[1])}" for row, span in spans if span is not None]
        yield f"In these the shares are: {listed(parts)}."
    elif found.drift is not None:
        mixes, total = found.drift
        first, last = (mix_words(together.rows, mix) for mix in (mixes[0], mixes[-1]))
        drifts = (
            f"No one mix explains all the choices. The least drift that does shifts {percent(total)} of the mix in "
            f"all, from {first} to {last}."
        )
        yield drifts if total else f"One mix can explain all the choices, such as {first}."
    for scenario, choice in zip(found.scenarios, found.choices, strict=True):
        if not choice.vertices:
            yield f"{scenario.title}: {never_words(scenario, choice)}"
    if not found.corners:
        yield from found.notes


def explained_json(found: Explained) -> dict[str, Any]:
    """Return the same in the schema tetrarchy.explained/1."""
    together, drift = found.together, found.drift
    return {
        "schema": "tetrarchy.explained/1",
        "version": version(),
        "player": found.player,
        "orders": together.rows,
        "scenarios": [
            {
                **provenance(scenario, "explained"),
                "action": choice.action,
                "halfspaces": {action: texts(own) for action, own in choice.advantages.items()},
                "vertices": [texts(mix) for mix in choice.vertices],
                "share": str(choice.share),
            }
            for scenario, choice in zip(found.scenarios, found.choices, strict=True)
        ],
        "together": {
            "vertices": None if found.corners is None else [texts(mix) for mix in found.corners],
            "share": str(together.share),
        },
        "drift": None if drift is None else {"mixes": [texts(mix) for mix in drift[0]], "distance": as_text(drift[1])},
        "unexplained": [attributes(scenario, "source", "title") for scenario in found.unexplained],
        **({"notes": found.notes} if found.notes else {}),
    }
