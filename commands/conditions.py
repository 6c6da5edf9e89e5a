"""What an answer rests on: numbers that tip it, what would have to be true, what conduct shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ..games.errors import InputError
from .shared.options import As, Figures, Orders, Out, Seed, Set, Source, TimeLimit
from .shared.output import drawn, emit, rendered
from .shared.progress import telling, watched
from .shared.sources import loaded, read_scenario, tell_outside, world_in

if TYPE_CHECKING:
    from ..games.world.setting import WorldSetting
    from ..studies.watch import Watch
    from ..studies.world.thresholds import WorldThresholds


def thresholds(
    source: Source,
    over: Annotated[
        list[str] | None,
        typer.Option(metavar="K[=LO:HI]", help="The number that varies; twice for a map of two; else all are ranked."),
    ] = None,
    cells: Annotated[bool, typer.Option("--cells", help="Rank the cells of the value matrix too.")] = False,
    concept: Annotated[
        str, typer.Option(metavar="C", help="gmr, smr, seq or sseq: where each profile is stable by that, besides.")
    ] = "nash",
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    figures: Figures = None,
    seed: Seed = None,
) -> None:
    """Find where each pure profile is an equilibrium as a number varies: exact intervals, tipping points, formulas.

    Without LO:HI a number varies over the range held plausible. Without --over every number is ranked by the distance
    to its nearest tipping point.

    Example: tetrarchy thresholds us-russia-china --over p_C --over rho=0.2:1

    Example: tetrarchy thresholds us-russia-china

    Example: tetrarchy thresholds us-russia-china --over rho --concept seq
    """
    from ..configs.options import ranges
    from ..studies.thresholds.thresholds import thresholds as find
    from ..studies.thresholds.tipping import tipping_points

    if concept != "nash" and not over:
        raise InputError("--concept: is told over one number that varies: give --over")
    if (setting := world_in(source, set)) is not None:
        with telling(time_limit) as watch:
            watch.tell("where who practises what changes")
            text = rendered(_in_world(setting, over or (), concept, watch), format, out)
        emit(text, format, out)
        return
    if over and cells:
        raise InputError("--cells: the cells are ranked where --over is left out")
    scenario, asked = (loaded if over else read_scenario)(source, out, set, seed, orders), ranges(over or ())
    with watched(time_limit) as watch:
        if asked:
            found = find(scenario, asked, concept=concept, watch=watch)
            tell_outside(found.scenario, found.spans)
        else:
            found = tipping_points(scenario, cells, watch)
        text = rendered(drawn(found, figures), format, out)
    emit(text, format, out)


def _in_world(setting: WorldSetting, over: Sequence[str], concept: str, watch: Watch) -> WorldThresholds:
    from ..studies.world.thresholds import FORM, world_thresholds

    if concept != "nash":
        raise InputError("--concept: a world has no profiles that are stable or not")
    if len(over) != 1:
        raise InputError(f"--over: one input of a world varies at a time, such as {FORM}; got {len(over)}")
    return world_thresholds(setting.with_world(setting.changes), over[0], watch=watch)


def conditions(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="A scenario; several beside --reveal, in order of time.")
    ],
    outcome: Annotated[
        str | None, typer.Option(metavar="PLAYER=ACTION,..", help="Which outcome; else what is done today.")
    ] = None,
    reveal: Annotated[
        str | None, typer.Option(metavar="PLAYER", help="Which mixes explain what it does in all the sources.")
    ] = None,
    all_orders: Annotated[
        bool, typer.Option("--all-orders", help="Mixes of all orders, not of those alone that a player has today.")
    ] = False,
    samples: Annotated[int, typer.Option(min=1, help="Worlds that are drawn around the scenario.")] = 2000,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Say under which assumptions an outcome is an equilibrium: mixes of orders, nearest values, joint changes.

    Example: tetrarchy conditions us-russia-china --outcome US=wedge_china,Russia=entente,China=entente

    Example: tetrarchy conditions us-russia-china-2014 us-russia-china --reveal US
    """
    from ..studies.revealed.conditions import conditions as conditions_of
    from ..studies.revealed.explained import explaining_mixes

    if reveal is None and len(sources) > 1:
        raise InputError("several sources are looked at together with --reveal PLAYER; else one source is expected")
    if reveal is not None and outcome is not None:
        raise InputError("--reveal asks about what is done in each source, --outcome about another; give one of them")
    asked = [read_scenario(source, out, set, None, orders) for source in sources]
    with watched(time_limit) as watch:
        watch.tell("what would have to be true")
        if reveal is None:
            found = conditions_of(asked[0], outcome, all_orders, samples, seed, watch)
        else:
            found = explaining_mixes(asked, reveal, all_orders, watch)
        text = rendered(found, format, out)
    emit(text, format, out)


def reveal(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Scenarios of one arena.")],
    player: Annotated[str | None, typer.Option(help="Whose conduct is looked into; else the first player's.")] = None,
    samples: Annotated[int, typer.Option(min=1, help="Worlds that are drawn around each scenario.")] = 4000,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Say whether what is done is an equilibrium, and what those who do it must seek.

    Example: tetrarchy reveal us-russia-china-1972 us-russia-china --player US
    """
    from ..studies.revealed.reveal import reveal as revealed

    asked = [read_scenario(source, out, set, None, orders) for source in sources]
    with telling() as watch:
        watch.tell("what is done put to the draws")
        text = rendered(revealed(asked, player, samples, seed or 0), format, out)
    emit(text, format, out)
