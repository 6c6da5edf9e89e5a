"""Blocs in words: who stands with whom, what is proven, who would rather be elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...games.numbers import number, percent
from ...games.world.setting import WorldSetting
from ...studies.world.blocs import WorldBlocs
from ...studies.world.standing import BLOCS
from ...studies.world.views import WorldAlignment
from ..figures.world import blocs_figure
from ..format.blocks import Block, Heading, Paragraph, Table
from .words import assumptions, evidence_table

_TOLD = 10

BLOC_NAMES = {1: "first bloc", -1: "second bloc", 0: "in neither"}


def alignment_report(study: WorldAlignment) -> Iterator[Block]:
    """Say how some states fall into blocs."""
    yield Heading(f"Blocs: {study.setting.title}", 1)
    yield from blocs_blocks(study.setting, study.blocs, None)
    yield blocs_figure(study.blocs)
    yield Heading("What this rests on")
    yield from assumptions(study.setting)
    yield evidence_table((BLOCS,))


def blocs_blocks(setting: WorldSetting, blocs: WorldBlocs, after: WorldBlocs | None) -> Iterator[Block]:
    """Say who stands with whom, before and after, and who would rather be elsewhere."""
    yield Paragraph(_proven(blocs if after is None else after))
    yield _members("Who stands with whom", setting, blocs)
    if after is not None:
        if after.members == blocs.members:
            yield Paragraph("With the changes the blocs stay the same.")
        else:
            yield _members("Who stands with whom, with the changes", setting, after)
    now = blocs if after is None else after
    if len(now.alignment.lowest) > 1:
        yield _minima(setting, now)
    torn = now.frustrated[:_TOLD]
    if torn:
        rows = tuple((setting.name(one), setting.name(other), number(lost)) for one, other, lost in torn)
        yield Table("Pairs torn most: apart though alike or tied, or together though neither", ("", "", "cost"), rows)


def _members(caption: str, setting: WorldSetting, blocs: WorldBlocs) -> Table:
    rows = tuple(
        (BLOC_NAMES[value], ", ".join(map(setting.name, codes)), percent(blocs.weights[value]))
        for value, codes in blocs.members.items()
    )
    return Table(caption, ("bloc", "states", "weight"), rows)


def _minima(setting: WorldSetting, blocs: WorldBlocs) -> Table:
    """Return the divisions that no single state would leave, the best ones, and how deep each lies."""
    found = blocs.alignment
    rows = tuple(
        (
            ", ".join(_elsewhere(setting, blocs, each.blocs)) or "none",
            number(each.energy),
            "" if each.depth is None else number(each.depth),
        )
        for each in found.lowest[:_TOLD]
    )
    deep = any(each.depth is not None for each in found.lowest)
    headers = ("states that stand elsewhere", "cost", "climb to another")
    caption = "Divisions that no single state would leave, those that cost least"
    return Table(caption, headers if deep else headers[:2], rows if deep else tuple(row[:2] for row in rows))


def _elsewhere(setting: WorldSetting, blocs: WorldBlocs, other: Sequence[int]) -> list[str]:
    """Return the states that stand elsewhere than in the best blocs, of a division or its mirror image the fewer."""
    best = blocs.alignment.blocs
    sides = (other, [-value for value in other]) if set(best) <= {-1, 1} else (other,)
    moved = [[k for k, value in enumerate(side) if value != best[k]] for side in sides]
    return [setting.name(blocs.states[k]) for k in min(moved, key=len)]


def _proven(blocs: WorldBlocs) -> str:
    found = blocs.alignment
    energy = number(found.energy)
    if not found.optimal:
        gap = f" ({percent(found.gap / abs(found.bound))} of it)" if found.bound else ""
        return (
            f"The best blocs found cost {energy}; none cost less than {number(found.bound)}, a gap of "
            f"{number(found.gap)}{gap}."
        )
    many = "" if len(found.optima) == 1 else f" {len(found.optima)} ways of dividing them cost the same."
    minima = f" No single state would leave {_ways(found.minima)}." if found.minima is not None else ""
    return f"Of all ways to divide {len(blocs.states)} states these blocs cost least ({energy}), proven.{many}{minima}"


def _ways(minima: int) -> str:
    return "this division alone" if minima == 1 else f"{minima} divisions, this one among them"
