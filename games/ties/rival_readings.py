"""Rival readings of what ties Russia to China, as scenarios in which another input stands where shared norms stood.

In the triangle the norm dividend nu is what shared norms N add to an entente. A rival holds that something else
carries the tie; under it the dividend is scaled by what that something is worth beside N:

    english-school                N: nu as it is (Paikin 2020)
    authoritarian-international   V, likeness of values and regimes: nu V / N (weighed by Sakwa 2019)
    mearsheimer                   min(E, M), institutions of bounded blocs: nu min(E, M) / N (weighed by Paikin 2020)

Scaling in proportion is a judgement: it keeps the size judged for nu and moves only what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from ..arena import ArenaGame
from ..arenas.powers.triangle import TRIANGLE
from ..errors import InputError, expect, unknown
from ..scenario.scenario import Scenario
from .relations import Relation

ENGLISH_SCHOOL = "english-school"


@dataclass(frozen=True)
class RivalReading:
    """What carries the tie: a name, the reading in a sentence, and the inputs; the tie is as strong as the weakest."""

    name: str
    meaning: str
    inputs: tuple[str, ...]


RIVAL_READINGS = {
    reading.name: reading
    for reading in (
        RivalReading(ENGLISH_SCHOOL, "shared norms N carry the tie (Paikin 2020)", ("norm_agreement",)),
        RivalReading(
            "authoritarian-international",
            "likeness of values and regimes V carries the tie (a reading weighed by Sakwa 2019)",
            ("shared_values",),
        ),
        RivalReading(
            "mearsheimer",
            "the institutions of a bounded bloc, min(E, M), carry the tie (Mearsheimer, as Paikin 2020 weighs him)",
            ("economic_institutions", "military_institutions"),
        ),
    )
}


def with_reading(scenario: Scenario, name: str) -> Scenario:
    """Return a triangle in which the norm dividend rests on what a reading says carries the tie.

    The English School's reading is the arena's own and returns any scenario as it is. Under a rival the title and the
    sources name the reading. The scenario given must not stand under a rival reading already.

    Raises
    ------
    InputError
        If there is no such reading, the game is no triangle, the scenario has no relation of Russia and China, or the
        relation lacks an input that the reading needs.

    Examples
    --------
    >>> from tetrarchy import load
    >>> under = with_reading(load("us-russia-china"), "authoritarian-international")
    >>> under.game.parameters["norm_dividend"]
    Fraction(27, 280)
    """
    expect(name, str, "the name of a reading")
    if name not in RIVAL_READINGS:
        raise InputError(unknown("reading", name, RIVAL_READINGS))
    if name == ENGLISH_SCHOOL:
        return scenario
    reading = RIVAL_READINGS[name]
    game = scenario.game
    if not isinstance(game, ArenaGame) or game.arena is not TRIANGLE:
        raise InputError(f"the reading {name} needs a game in the arena triangle, whose norm dividend it scales")
    scaled = game.parameters["norm_dividend"] * _scale(reading, _russia_china(scenario, name))
    under = scenario.replace({"norm_dividend": scaled})
    note = f"Reading {name}: {reading.meaning}; the norm dividend is scaled in proportion, which is a judgement"
    return replace(under, title=f"{scenario.title} ({name} reading)", sources=(*scenario.sources, note))


def _russia_china(scenario: Scenario, name: str) -> Relation:
    for relation in scenario.relations:
        if set(relation.between) == {"Russia", "China"}:
            return relation
    raise InputError(
        f"the reading {name} needs the relation of Russia and China, which the scenario does not give: "
        'add [[relations]] with between = ["Russia", "China"]'
    )


def _scale(reading: RivalReading, relation: Relation) -> Fraction:
    given = {name: getattr(relation, name) for name in ("norm_agreement", *reading.inputs)}
    missing = [name for name, value in given.items() if value is None]
    if missing:
        raise InputError(
            f"the reading {reading.name} needs {' and '.join(missing)} of the relation of Russia and China, "
            "which the scenario does not give"
        )
    if given["norm_agreement"] == 0:
        raise InputError(
            f"the reading {reading.name} scales the norm dividend by its inputs over norm_agreement: "
            "expected more than 0, got 0"
        )
    return min(given[name] for name in reading.inputs) / given["norm_agreement"]
