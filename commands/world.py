"""The game of all states."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .shared.groups import Groups
from .shared.options import As, Out, Set, TimeLimit
from .shared.output import emit, rendered, tell
from .shared.progress import telling
from .shared.sources import world_setting

if TYPE_CHECKING:
    from ..games.world.setting import WorldSetting


class Worlds(Groups):
    """`world [SOURCE | CODES]` beside `world influence` and others."""

    own = "answer"
    usage = "[OPTIONS] [FILE | STATE...] | COMMAND [ARGS]..."


worlds = typer.Typer(
    cls=Worlds, rich_markup_mode=None, help="All states: who practises which order, who moves, how blocs fall."
)

WorldFile = Annotated[str, typer.Option("--world", metavar="FILE", help="A file of a world; else the one that ships.")]
Do = Annotated[
    list[str] | None,
    typer.Option("--do", metavar="K=V", help="A counterfactual change, such as push.RUS.liberal=0.3; may be repeated."),
]
Exact = Annotated[bool, typer.Option("--exact", help="Solve in fractions, checked in whole numbers.")]
Strict = Annotated[bool, typer.Option("--strict", help="End with exit code 3 where the answer is not proven unique.")]


@worlds.command(Worlds.own, hidden=True)
def world(
    what: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE | STATE]...", help="A file of a world, or codes of states.")
    ] = None,
    file: WorldFile = "world",
    do: Do = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why the states asked for stay where they are.")
    ] = False,
    exact: Exact = False,
    strict: Strict = False,
    time_limit: TimeLimit = None,
    set: Set = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Solve the game of all states, before and after a change: who practises what, who moves, how blocs fall.

    Example: tetrarchy world RUS CHN --explain

    Example: tetrarchy world --do push.RUS.conservative=0.3 --do theta.USA=mercantilist
    """
    from ..configs.world.load import named_world

    source, states = named_world(what or [], file)
    setting = world_setting(source, set, do)
    write_world(setting, states, exact, explain, format, out, strict, time_limit)


@worlds.command("thresholds")
def tipping_points(
    over: Annotated[
        str, typer.Option(metavar="K=ORDER:LO:HI", help="push.RUS=conservative:0:1, appeal=liberal:0:0.5, beta=0:1.")
    ],
    exact: Exact = False,
    file: WorldFile = "world",
    do: Do = None,
    time_limit: TimeLimit = None,
    set: Set = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Find where who practises what changes as a push, an appeal, beta, gamma or a monism grows.

    Example: tetrarchy world thresholds --over push.RUS=conservative:0:1
    """
    from ..studies.world.thresholds import world_thresholds as find

    setting = _settled(file, set, do)
    with telling(time_limit) as watch:
        watch.tell("where who practises what changes")
        text = rendered(find(setting, over, exact, watch), format, out)
    emit(text, format, out)


@worlds.command("influence")
def world_influence(
    top: Annotated[int, typer.Option(min=1, help="How many states are told.")] = 20,
    file: WorldFile = "world",
    do: Do = None,
    time_limit: TimeLimit = None,
    set: Set = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Say who moves the others: the states a push on which moves the rest furthest.

    Example: tetrarchy world influence --top 20
    """
    from ..studies.world.views import world_influence as find

    setting = _settled(file, set, do)
    with telling(time_limit) as watch:
        text = rendered(find(setting, top, watch), format, out)
    emit(text, format, out)


@worlds.command("align")
def world_align(
    states: Annotated[str, typer.Option(help="top25, all, or codes with commas between.")] = "top25",
    values: Annotated[int | None, typer.Option(min=2, max=3, help="2: two blocs; 3: states can stay out.")] = None,
    cost: Annotated[str | None, typer.Option(help="What being in a bloc costs, where states can stay out.")] = None,
    anchor: Annotated[str | None, typer.Option(metavar="S=V,..", help="Who does not move: USA=1,CHN=-1.")] = None,
    file: WorldFile = "world",
    do: Do = None,
    time_limit: TimeLimit = None,
    set: Set = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Find how states would fall into blocs; up to 25 in two blocs the best way is proven.

    Example: tetrarchy world align --states top25 --values 3 --cost 0.02
    """
    from ..studies.world.blocs import alignment_terms
    from ..studies.world.views import world_alignment as find

    setting = _settled(file, set, do)
    terms = alignment_terms(setting.alignment, values, cost, anchor)
    with telling(time_limit) as watch:
        text = rendered(find(setting, states, terms, watch), format, out)
    emit(text, format, out)


@worlds.command("estimate")
def world_estimate(
    votes: Annotated[Path, typer.Option(metavar="DIR", help="A folder with the roll calls; see docs/how-to/world.md.")],
    window: Annotated[str, typer.Option(metavar="Y:Y", help="The first and the last year.")] = "2000:2010",
    k: Annotated[int, typer.Option("--k", min=2, help="How many corners.")] = 4,
    bootstrap: Annotated[int, typer.Option(min=0, help="Samples of the calls that give the intervals.")] = 0,
    seed: Annotated[int, typer.Option(min=0, help="Of starts and samples.")] = 0,
    format: As = "csv",
    out: Out = None,
) -> None:
    """Estimate mixes of states from roll calls, as the table that a world file reads.

    Example: tetrarchy world estimate --votes data --window 2000:2010 --bootstrap 200 --out mixes.csv
    """
    from ..configs.world.record import read_record
    from ..studies.world.estimate import window_mixes, window_named

    years = window_named(window)
    with telling() as watch:
        watch.tell("corners and mixes from the roll calls")
        text = rendered(window_mixes(read_record(votes), years, k, bootstrap, seed), format, out)
    emit(text, format, out)


def evidence(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A folder of data; without one, what was found before.")
    ] = None,
    check: Annotated[
        list[str] | None, typer.Option("--check", metavar="E", help="E1 to E5; all where left out. May be repeated.")
    ] = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Put the world game to the data: five checks by rules set before any run, told where they fail.

    Example: tetrarchy evidence data --check E3
    """
    from ..configs.world.record import world_evidence

    with telling() as watch:
        watch.tell("checks put to the data; corners take a minute or two")
        text = rendered(world_evidence(folder, check or ()), format, out)
    emit(text, format, out)


def _settled(source: str, set: list[str] | None, do: list[str] | None) -> WorldSetting:
    """Return a world with the changes made that are asked about."""
    setting = world_setting(source, set, do)
    return setting.with_world(setting.changes)


def write_world(
    setting: WorldSetting,
    states: Sequence[str],
    exact: bool,
    explain: bool,
    format: str,
    out: Path | None,
    strict: bool = False,
    time_limit: float | None = None,
) -> None:
    """Solve the game of all states and write it; a strict one ends with exit code 3 where it is not proven unique."""
    from ..studies.world.analysis import world_analysis

    with telling(time_limit) as watch:
        analysis = world_analysis(setting, states, exact, explain, watch)
        text = rendered(analysis, format, out)
    emit(text, format, out)
    if strict and analysis.now.unique is None:
        tell("tetrarchy: the answer is not proven to be the only one")
        raise typer.Exit(3)
