"""A coding of the value matrix as plain values, in a file of its own or in the `[orders]` of a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...games.dimensions import DIMENSION_NAMES
from ...games.numbers import rounded
from ...games.orders.codings import CODINGS, Coding
from ...games.orders.rows import ROW_NAMES, ROWS, Weight
from ...games.scenario.paths import HIGHEST_WEIGHT
from ..faults import Fault, Faults, Path, sound_form
from ..schema import CodingSection, WeightSection


def coding_or_faults(values: Mapping[str, Any]) -> Coding | list[Fault]:
    """Return the coding that the plain values of a file describe, or the list of all their faults."""
    faults = Faults()
    coding = read_coding(values, (), faults)
    return faults.found if coding is None else coding


def read_coding(values: Mapping[str, Any], path: Path, faults: Faults) -> Coding | None:
    """Return the coding that the plain values at a path describe, or None with their faults noted."""
    before = faults.noted
    section = sound_form(CodingSection, values, path, faults)
    if section is None:
        return None
    if section.name in CODINGS:
        faults.add((*path, "name"), f"is that of a shipped coding, {section.name}; choose another name")
    for row, weights in section.rows.items():
        if faults.check_known("row of the value matrix", row, ROW_NAMES, (*path, "rows", row), at_key=True):
            _check_row(weights, (*path, "rows", row), faults)
    if faults.noted == before:
        _check_complete(section, path, faults)
    return None if faults.noted > before else _coding(section)


def _check_row(weights: Mapping[str, WeightSection], path: Path, faults: Faults) -> None:
    for dimension, weight in weights.items():
        place = (*path, dimension)
        if not faults.check_known("dimension", dimension, DIMENSION_NAMES, place, at_key=True):
            continue
        if not -HIGHEST_WEIGHT <= weight.low <= weight.value <= weight.high <= HIGHEST_WEIGHT:
            ends, came = rounded(HIGHEST_WEIGHT), map(rounded, (weight.low, weight.value, weight.high))
            expected = f"low, value and high must rise from -{ends} at the least to {ends} at the most"
            faults.add(place, f"{expected}, got {', '.join(came)}")


def _check_complete(section: CodingSection, path: Path, faults: Faults) -> None:
    for row in ROW_NAMES:
        if row not in section.rows:
            faults.add((*path, "rows"), f"must have every row of the value matrix; {row} is missing")
            continue
        for missing in _missing(section.rows[row]):
            faults.add((*path, "rows", row), f"must weigh every dimension; {missing} is missing")
        if not any(weight.value for weight in section.rows[row].values()):
            faults.add((*path, "rows", row), "must have a weight that is not 0")


def _missing(weights: Mapping[str, Any]) -> Iterator[str]:
    return (dimension for dimension in DIMENSION_NAMES if dimension not in weights)


def _coding(section: CodingSection) -> Coding:
    rows = {
        row: replace(ROWS[row], weights={each: _weight(section.rows[row][each]) for each in DIMENSION_NAMES}, floors={})
        for row in ROW_NAMES
    }
    return Coding(section.name, section.title, section.meaning, section.source, rows)


def _weight(section: WeightSection) -> Weight:
    return Weight(**dict(section))
