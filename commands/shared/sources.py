"""What a command reads: a scenario or a world, under what options change in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...games.errors import InputError
from .options import AS_GIVEN
from .output import tell

if TYPE_CHECKING:
    from ...games.scenario.scenario import Scenario
    from ...games.world.setting import WorldSetting
    from ...studies.sweep.plan import Plan


def read_scenario(
    source: str,
    out: Path | None,
    set: list[str] | None,
    seed: int | None,
    orders: str | None,
    reading: str = AS_GIVEN,
) -> Scenario:
    """Return the scenario of a source under what options change in it, and say what in it may be a slip."""
    scenario = loaded(source, out, set, seed, orders, reading)
    tell_outside(scenario)
    return scenario


def loaded(
    source: str,
    out: Path | None,
    set: list[str] | None,
    seed: int | None,
    orders: str | None,
    reading: str = AS_GIVEN,
) -> Scenario:
    """Return the scenario of a source under what options change in it."""
    from ...configs.load import load

    keep_source(source, out)
    return changed(load(source), set, seed, orders, reading)


def read_with_study(
    source: str,
    out: Path | None,
    set: list[str] | None,
    seed: int | None,
    orders: str | None,
    reading: str = AS_GIVEN,
) -> tuple[Scenario, Plan | None]:
    """Return what `read_scenario` returns, and the sweep that the source asks for beside it, of its own numbers."""
    from ...configs.load import load_both

    keep_source(source, out)
    scenario, study = load_both(source)
    scenario = changed(scenario, set, seed, orders, reading)
    tell_outside(scenario)
    return scenario, study


def changed(
    scenario: Scenario, set: list[str] | None, seed: int | None, orders: str | None, reading: str = AS_GIVEN
) -> Scenario:
    """Return a scenario under what options change in it."""
    from ...configs.assumptions import changes
    from ...games.ties.rival_readings import with_reading

    given = scenario.replace(settings_given(None, None, orders))
    return with_reading(given.replace(changes(given, set or ()) | settings_given(None, seed, None)), reading)


def settings_given(set: list[str] | None, seed: int | None, orders: str | None) -> dict[str, Any]:
    """Return the numbers that options set, the coding of the orders first: what else is set stands in it."""
    from ...configs.options import settings

    coded = {} if orders is None else {"orders": orders}
    return coded | settings(set or []) | ({} if seed is None else {"seed": seed})


def keep_source(source: str, out: Path | None) -> None:
    """Refuse to write over the file that is read."""
    if out is not None and out.is_file() and Path(source).is_file() and out.samefile(source):
        raise InputError(f"--out {out}: is the file that is read; choose another name")


def tell_outside(scenario: Scenario, varied: Mapping[str, tuple[Any, Any]] | None = None) -> None:
    """Say on standard error, in one line, what may be a slip, such as numbers outside their ranges; all is used."""
    if sentences := (*scenario.doubts(), *scenario.outside_ranges(varied)):
        tell(f"note: {scenario.source}: {'; '.join(sentences)}")


def in_order(scenario: Scenario, order: str | None, hidden: list[str] | None) -> Scenario:
    """Return a scenario with the order of moves that options ask for."""
    if order is None and not hidden:
        return scenario
    from ...configs.options import hidden_named, order_named
    from ...studies.sequence.analysis import with_order

    if order is None and not scenario.order:
        raise InputError("--hidden needs an order of moves: give --order")
    asked = order_named(order) if order is not None else scenario.order
    kept = scenario.hidden if order is None else ()
    return with_order(scenario, asked, [*kept, *hidden_named(hidden or [])])


def concepts_named(scenario: Scenario, concept: str | None) -> tuple[Any, ...]:
    """Return the concepts that a game of players is put to; none for a conflict without payoffs."""
    from ...studies.scenario.analysis import concepts_asked

    return () if scenario.graph else concepts_asked(scenario, [concept] if concept else [])


def world_in(source: str, set: list[str] | None, **unlooked: Any) -> WorldSetting | None:
    """Return the world that a source is a file of, None where it is none.

    Options that a world has no use for stand in `unlooked` by their names; it is an error if one of them is given.
    """
    from ...configs.world.load import is_world
    from ...games.text.labels import listed

    if not is_world(source):
        return None
    if given := [f"--{name}" for name, value in unlooked.items() if value not in (None, [], AS_GIVEN)]:
        have = "has" if len(given) == 1 else "have"
        raise InputError(f"{source}: is a world, all of whose states move at once; {listed(given)} {have} no effect")
    return world_setting(source, set, None)


def world_setting(source: str, set: list[str] | None, do: list[str] | None) -> WorldSetting:
    """Return a world with numbers of it set, and the changes that are asked about."""
    from ...configs.options import changes, settings
    from ...configs.world.load import load_setting

    return load_setting(source).with_world(settings(set or [])).asking(changes(do or []))
