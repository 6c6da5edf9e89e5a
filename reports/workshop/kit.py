"""The kit of a workshop as files: role cards, the facilitator's plan, a sheet for each participant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import NoneType

from ...games.errors import InputError, expect, unexpected
from ...games.numbers import counted, shown
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.resolved import resolved
from ...studies.blank_sheet import SHEET_WRITERS
from ...studies.workshop.plan import workshop_kit
from ...studies.workshop.sheet import participant_sheet
from ..format.document import markdown
from ..format.page import page
from ..format.toml import toml
from .cards import cards_document, cards_page
from .plan import ASKED, plan_document

MOST_HEADS = 500

HEADS = 12
"""Sheets, where nothing is said."""


def kit(scenario: GivenScenario, heads: int | None = None, names: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the files of a workshop's kit, by their names.

    Parameters
    ----------
    scenario
        The scenario, or the name or path of one.
    heads
        How many sheets without a name on them; `HEADS` where neither this nor names are given.
    names
        A name for each sheet, all different.

    Returns
    -------
    dict
        `cards.html` and `cards.md`, `plan.html` and `plan.md`, the scenario that is asked about as `scenario.toml`, and
        for each participant a sheet in `csv/` and the same in `xlsx/`; the same bytes each time.

    Raises
    ------
    InputError
        For a population and a game that follows in steps from its numbers; for both a number and names, no sheet or
        more than 500, and names that are empty or come twice.

    Examples
    --------
    >>> sorted(kit("chicken", heads=1))
    ['cards.html', 'cards.md', 'csv/sheet-1.csv', 'plan.html', 'plan.md', 'scenario.toml', 'xlsx/sheet-1.xlsx']
    """
    expect(heads, (int, NoneType), "a whole number of sheets")
    if isinstance(names, str):
        raise unexpected(names, "a list of names")
    expect(names, Iterable, "a list of names")
    found = workshop_kit(scenario_of(scenario), _named(heads, tuple(names)))
    digits = len(str(len(found.names)))
    sheets = [participant_sheet(found.asked, name) for name in found.names]
    return {
        "cards.html": cards_page(found).encode(),
        "cards.md": markdown(cards_document(found)).encode(),
        "plan.html": page(plan_document(found)).encode(),
        "plan.md": markdown(plan_document(found)).encode(),
        ASKED: toml(resolved(found.scenario)).encode(),
        **{
            f"{suffix[1:]}/sheet-{place:0{digits}}{suffix}": written(sheet)
            for suffix, written in SHEET_WRITERS.items()
            for place, sheet in enumerate(sheets, 1)
        },
    }


def _named(heads: int | None, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names on the sheets, empty ones where a number is asked for."""
    for name in names:
        expect(name, str, "a name as text")
    if heads is not None and names:
        raise InputError("a kit has a number of sheets or names for them, not both")
    if len(set(names)) < len(names):
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise InputError(f"expected a name for each sheet, got {shown(twice)} twice")
    if any(not name.strip() for name in names):
        raise InputError("expected a name for each sheet, got an empty one")
    asked = len(names) or (HEADS if heads is None else heads)
    if not 1 <= asked <= MOST_HEADS:
        raise InputError(f"a kit has 1 to {MOST_HEADS} sheets, got {counted(asked)}")
    return names or ("",) * asked
