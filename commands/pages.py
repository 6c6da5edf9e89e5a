"""A scenario as a report, as pages, as a page that runs, as a file for other programs."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..games.errors import InputError
from .shared.options import (
    AS_GIVEN,
    As,
    Concept,
    Figures,
    Hidden,
    Order,
    Orders,
    Out,
    Reading,
    Seed,
    Set,
    Source,
    TimeLimit,
    must_end_in,
    named_folder,
)
from .shared.output import drawn, emit, rendered, tell, write_file
from .shared.progress import forecast, telling, watched
from .shared.sources import concepts_named, in_order, read_scenario, read_with_study, world_in

if TYPE_CHECKING:
    from ..games.world.setting import WorldSetting
    from ..reports.index import Entry


def report(
    source: Source,
    brief: Annotated[bool, typer.Option("--brief", help="Write the first page alone: one sheet of paper.")] = False,
    scale: Annotated[
        str | None,
        typer.Option(metavar="icd203|phia", help="Words for the chances of types that the scenario states."),
    ] = None,
    concept: Concept = None,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    reading: Reading = AS_GIVEN,
    format: As = "markdown",
    out: Out = None,
    figures: Figures = None,
    seed: Seed = None,
) -> None:
    """Write the whole analysis: what is asked, the answer, why it holds, and what it rests on.

    Example: tetrarchy report us-russia-china --out report.md

    Example: tetrarchy report us-russia-china --brief --format html --out page.html
    """
    from ..studies.scenario.main_analysis import first_page, main_analysis
    from ..studies.sequence.analysis import beyond_plans

    unlooked = {"concept": concept, "scale": scale, "orders": orders, "reading": reading, "seed": seed}
    if (setting := world_in(source, set, **unlooked)) is not None:
        _write_world_report(setting, brief, time_limit, format, out, figures)
        return
    scenario, asked = read_with_study(source, out, set, seed, orders, reading)
    if concept is not None or not beyond_plans(scenario):
        forecast(scenario, concepts_named(scenario, concept), time_limit, report=True)
    with watched(time_limit) as watch:
        found = main_analysis(scenario, concept, watch, None if asked is None else asked.around(scenario), scale)
        drawn(found, figures)
        text = rendered(first_page(found) if brief else found, format, out)
    emit(text, format, out)


def _write_world_report(
    setting: WorldSetting, brief: bool, time_limit: float | None, format: str, out: Path | None, figures: Path | None
) -> None:
    from ..studies.world.views import world_report

    with telling(time_limit) as watch:
        found = world_report(setting, watch)
        drawn(found, figures)
        text = rendered(found.page if brief else found, format, out)
    emit(text, format, out)


def gallery(
    sources: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Scenarios; left out, all.")] = None,
    *,
    out: Annotated[Path, typer.Option(parser=named_folder, metavar="DIR", help="The folder for the pages.")],
) -> None:
    """Write the reports of shipped scenarios as pages, the page that runs where there is one, and an index.

    Example: tetrarchy gallery --out gallery
    """
    from ..configs.load import rooms
    from ..games.errors import unknown
    from ..reports.index import index_page

    known = rooms()
    if strange := [name for name in sources or () if name not in known]:
        raise InputError(unknown("shipped scenario", strange[0], known))
    entries = [_write_pages(name, known[name], out) for name in sources or known]
    write_file(out / "index.html", index_page(entries))
    tell(f"written: {out / 'index.html'}")


def _write_pages(name: str, room: str, out: Path) -> Entry:
    """Write the report of a shipped scenario and its page that runs, and return what the index says of them."""
    from ..configs.load import load_both
    from ..reports.explore.running import running_page
    from ..reports.format.page import page
    from ..reports.index import entry
    from ..reports.outputs import document
    from ..studies.scenario.main_analysis import main_analysis

    scenario, study = load_both(name)
    blocks, pages = document(main_analysis(scenario, study=study)), {"report": f"{name}.html"}
    write_file(out / pages["report"], page(blocks))
    with suppress(InputError):
        running = running_page(scenario, study)
        pages["page that runs"] = f"{name}-room.html"
        write_file(out / pages["page that runs"], running)
    tell(f"written: {out / pages['report']}")
    return entry(room, name, blocks, pages)


def explore(
    source: Source,
    order: Order = None,
    hidden: Hidden = None,
    set: Set = None,
    orders: Orders = None,
    out: Out = None,
) -> None:
    """Write one HTML file that runs from disk: numbers are sliders, preferences move, and all is solved anew.

    Example: tetrarchy explore us-russia-china --out room.html

    Example: tetrarchy explore cuba-1962 --out room.html

    Example: tetrarchy explore world --out world.html
    """
    from ..reports.explore.running import running_page

    must_end_in(out, ".html", ".htm")
    if (setting := world_in(source, set, order=order, hidden=hidden, orders=orders)) is not None:
        from ..reports.explore.world import world_page
        from ..studies.explore.explorable_world import explorable_world

        with telling() as watch:
            watch.tell("a page that solves the game of all states")
            page = world_page(explorable_world(setting, tuple(set or ())))
        return emit(page, "html", out)
    scenario, study = read_with_study(source, out, set, None, orders)
    if study is not None and study.section() is None:
        tell(f"note: {source}: its study names a table, which does not stand inside the page")
    with telling() as watch:
        watch.tell("a page that solves the game")
        page = running_page(in_order(scenario, order, hidden), study)
    emit(page, "html", out)


def export_game(
    source: Source,
    to: Annotated[
        Literal["efg", "nfg", "svg", "latex", "graphml"],
        typer.Option(help="Gambit's tree or game, a picture of the tree, a table for a paper, a conflict's states."),
    ],
    order: Order = None,
    hidden: Hidden = None,
    set: Set = None,
    orders: Orders = None,
    out: Out = None,
) -> None:
    """Write a game in a form for other programs: a tree for Gambit or as a picture, a game in strategic form, a graph.

    Example: tetrarchy export us-russia-china --order "US > Russia+China" --to efg --out triangle.efg

    Example: tetrarchy export nord-stream-2 --to graphml --out pipe.graphml
    """
    from ..reports.exports.exported import exported

    must_end_in(out, ".tex" if to == "latex" else f".{to}")
    scenario = in_order(read_scenario(source, out, set, None, orders), order, hidden)
    with telling() as watch:
        watch.tell("the game in another form")
        text, note = exported(scenario, to)
    if note:
        tell(note)
    emit(text, "table", out)
