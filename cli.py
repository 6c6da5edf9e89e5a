"""The command line: parse, call, print. Everything that a command does is a call that a script can make too."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from errno import EEXIST, ENOENT
from io import UnsupportedOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal, TextIO, get_args

import typer
from typer.core import TyperCommand, TyperGroup

from tetrarchy.games.errors import InputError, InputErrors, OutsideRangeWarning
from tetrarchy.games.text.visible import encodable, visible
from tetrarchy.reports.outputs import FILES, FORMATS, SUFFIXES, csv_files, encoded, packed, written

if TYPE_CHECKING:
    from tetrarchy.games.scenario.scenario import Scenario
    from tetrarchy.games.world.setting import WorldSetting
    from tetrarchy.studies.coders import CodedMatrices
    from tetrarchy.studies.sweep.running.progress import Progress, Watcher
    from tetrarchy.studies.sweep.sweep import Solved
    from tetrarchy.studies.watch import Watch

app = typer.Typer(
    name="tetrarchy",
    help="Games of world order: who should do what, why nobody moves, and what it rests on.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _known_format(name: str) -> str:
    if name not in FORMATS:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(map(repr, FORMATS))}.")
    return name


def _decided(context: typer.Context, name: str) -> str:
    """Let the name of the file of --out decide the format; a --format that says another is refused."""
    out = context.meta.get("out")
    asked = _asked_for(context, "format")
    if out is None or not out.suffix or (asked and out.suffix == ".txt"):
        return name
    own = SUFFIXES.get(out.suffix.lower())
    if own is None and not asked:
        known = ", ".join(SUFFIXES)
        raise InputError(f"--out {out}: expected a name that ends in one of {known}, got {out.suffix!r}; or a --format")
    if own is not None and asked and own != name and (own, name) != ("xlsx", "csv"):
        raise InputError(f"--out {out}: the name asks for {own}, --format for {name}")
    return own or name


def _named_file(name: str) -> Path:
    if not name:
        raise FileNotFoundError(ENOENT, "expected the name of a file, got ''", "--out")
    return Path(name)


def _named_folder(name: str) -> Path:
    """Return a folder, or one that can be made; refused before anything is worked out for it."""
    if not name:
        raise FileNotFoundError(ENOENT, "the name of a folder is empty", "''")
    if os.path.lexists(name) and not Path(name).is_dir():
        raise FileExistsError(EEXIST, "is there already and not a folder; choose another name", name)
    return Path(name)


def _asked_for(context: typer.Context, option: str) -> bool:
    """Tell whether an option was given."""
    source = context.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"


def _must_end_in(out: Path | None, *suffixes: str) -> None:
    if out is not None and out.suffix and out.suffix.lower() not in suffixes:
        raise InputError(f"--out {out}: expected a name that ends in {' or '.join(suffixes)}, got {out.suffix!r}")


def _noted(context: typer.Context, out: Path | None) -> Path | None:
    context.meta["out"] = out
    return out


Source = Annotated[
    str,
    typer.Argument(
        help="A shipped scenario, a file (TOML, .nfg, .efg, CSV, .xlsx, .gmcr), or - for one on standard input."
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="K=V", help="Set a number; may be repeated. @FILE: all that a sheet changes."),
]
As = Annotated[
    str,
    typer.Option(
        "--format",
        parser=_known_format,
        callback=_decided,
        metavar=f"<{'|'.join(FORMATS)}>",
        autocompletion=lambda: list(FORMATS),
        help="How the result is written.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        parser=_named_file,
        callback=_noted,
        is_eager=True,
        metavar="FILE",
        help="Write the result to this file; its suffix decides the format. A folder, for csv: a file for each table.",
    ),
]
Figures = Annotated[
    Path | None,
    typer.Option(
        parser=_named_folder, metavar="DIR", help="Write the pictures of the report to this folder too, as SVG and PNG."
    ),
]
Orders = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The coding of what the orders seek: see tetrarchy list codings; or a file that tetrarchy coders wrote.",
    ),
]
Seed = Annotated[int | None, typer.Option(min=0, help="Seed for methods that search at random.")]
Concept = Annotated[str | None, typer.Option(metavar="C", help="A solution concept.")]
Concepts = Annotated[
    list[str] | None, typer.Option("--concept", metavar="C", help="A solution concept; see tetrarchy list concepts.")
]
Discount = Annotated[str | None, typer.Option(help="Discount factor in [0, 1); else the scenario's, or 0.9.")]
Reading = Annotated[
    str,
    typer.Option(
        metavar="R", help="What ties Russia to China: english-school (norms), authoritarian-international, mearsheimer."
    ),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(min=0, metavar="SECONDS", help="Stop after so long with what there is; the result says what is not."),
]
Order = Annotated[
    str | None,
    typer.Option(metavar="O", help='Who moves when, such as "US > Russia+China"; players joined by + move at once.'),
]
Hidden = Annotated[
    list[str] | None,
    typer.Option(metavar="OF:FROM", help="What OF does is not seen by FROM, who moves later; may be repeated."),
]
AS_GIVEN = "english-school"
Kind = Literal["scenarios", "arenas", "orders", "codings", "concepts", "claims", "actors"]
ACTORS: Kind = "actors"

ALL_ORDERS = "all"

NARROWEST = 40
"""Columns that a result takes at the least, however few a terminal says that it has."""


def _print_version(asked: bool) -> None:
    if asked:
        from tetrarchy.reports.format.provenance import version

        _print(f"tetrarchy {version()}\n")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    import warnings

    warnings.simplefilter("ignore", OutsideRangeWarning)  # commands say so in a line of their own


@app.command("list")
def list_(
    kind: Annotated[
        Kind | None, typer.Argument(help="What to list; everything but the 176 actors where left out.")
    ] = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """List what there is, with a line on each.

    Example: tetrarchy list arenas
    """
    from tetrarchy.configs.load import load, shipped
    from tetrarchy.configs.world.catalogue import actors
    from tetrarchy.studies.catalogue import catalogue

    kinds = [kind] if kind else [each for each in get_args(Kind) if each != ACTORS]
    scenarios = [load(name) for name in shipped()] if "scenarios" in kinds else []
    _write(catalogue(kinds, scenarios, list(actors().values()) if kind == ACTORS else ()), format, out)


@app.command()
def show(
    source: Source,
    states: Annotated[
        list[str] | None, typer.Argument(metavar="[STATE]...", help="Of the world: codes such as RUS.")
    ] = None,
    set: Set = None,
    orders: Orders = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Show a game before it is solved: actors, what they value, options, payoffs, assumptions.

    Of the world: what the votes of each state show, with intervals, drift, size and ties.

    Example: tetrarchy show us-russia-china --set p_R=0.8

    Example: tetrarchy show world RUS
    """
    from tetrarchy.configs.world.load import SHIPPED
    from tetrarchy.studies.scenario.unsolved import unsolved

    if source == SHIPPED:
        _write(_cards(states or ()), format, out)
        return
    if states:
        raise InputError(f"{source}: a scenario has no states to show; expected one source, got {' '.join(states)} too")
    _write(unsolved(_scenario(source, out, set, seed, orders, reading)), format, out)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The new file is NAME.toml.")],
    arena: Annotated[str, typer.Option(metavar="A", help="See tetrarchy list arenas.")],
    states: Annotated[
        str | None, typer.Option(metavar="A,B,..", help="States whose mixes the players take, such as USA,RUS,CHN.")
    ] = None,
    source: Annotated[
        Literal["world"], typer.Option("--from", help="Where the mixes of the states come from.")
    ] = "world",
    out: Annotated[
        Path | None, typer.Option(parser=_named_file, metavar="FILE", help="Another file; - for standard output.")
    ] = None,
) -> None:
    """Write a commented scenario file to edit.

    Example: tetrarchy new my-triangle --arena triangle

    Example: tetrarchy new my-triangle --arena triangle --states USA,RUS,CHN --from world
    """
    from tetrarchy.configs.template import template
    from tetrarchy.reports.format.toml import toml_character

    text = template(name, arena, [state.strip() for state in (states or "").split(",") if state.strip()])
    target = out or Path(f"{name}.toml")
    if str(target) == "-":
        _print(encodable(text, _encoding(), toml_character))
        return
    if target.exists():
        raise InputError(f"{target}: exists already; choose another name or remove it")
    _write_file(target, text)
    _print(f"{visible(str(target))}\n")


@app.command()
def validate(files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario files, or -.")]) -> None:
    """Check scenario files: every error with file, line and field.

    Example: tetrarchy validate my-triangle.toml
    """
    from tetrarchy.configs.load import load_both
    from tetrarchy.configs.world.load import is_world, load_setting

    wrong: list[InputError] = []
    for file in files:
        try:
            if is_world(file):
                notes = load_setting(file).notes
                _print(f"{visible(file)}: sound\n")
                for note in notes:
                    _tell(f"note: {file}: {note}")
                continue
            scenario, study = load_both(file)
        except InputError as error:
            wrong.append(error)
        else:
            _print(f"{visible(file)}: sound\n")
            _tell_outside(scenario, study.design.spans if study else None)
    if wrong:
        raise InputErrors(wrong)


@app.command()
def schema(
    world: Annotated[
        bool, typer.Option("--world", help="Of files of a world, which have a form of their own.")
    ] = False,
    out: Out = None,
) -> None:
    """Print the JSON Schema of scenario files, for editors.

    Example: tetrarchy schema --out scenario.schema.json
    """
    from tetrarchy.configs.schema import json_schema
    from tetrarchy.configs.world.schema import world_schema
    from tetrarchy.reports.format.json import dumped

    _emit(dumped(world_schema() if world else json_schema()), "json", out)


@app.command()
def solve(
    source: Source,
    concept: Concepts = None,
    method: Annotated[
        str | None, typer.Option(help="How Nash equilibria are searched: complete, or a library's.")
    ] = None,
    time_limit: TimeLimit = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Give irrational Nash equilibria as algebraic numbers too, where possible.")
    ] = False,
    order: Order = None,
    hidden: Hidden = None,
    set: Set = None,
    orders: Orders = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Find the equilibria of a scenario, and say why nobody moves.

    Where players move one after the other, the subgame-perfect ones; with --concept those of the game of plans.

    Example: tetrarchy solve us-russia-china --set US.orders=liberal

    Example: tetrarchy solve us-russia-china --order "US > Russia+China"
    """
    from tetrarchy.studies.scenario.analysis import concepts_asked, solutions
    from tetrarchy.studies.sequence.analysis import in_plans

    if (setting := _world(source, set)) is not None:
        if concept or method:
            raise InputError(f"{source}: a world is solved for its equilibria; --concept and --method have no effect")
        _write_world(setting, [], exact, False, format, out)
        return
    scenario = _in_order(_scenario(source, out, set, seed, orders, reading), order, hidden)
    if concept in (None, [], ["subgame_perfect"]) and method is None and not exact and _sequential(scenario):
        _write_sequence(scenario, time_limit, format, out)
        return
    scenario = in_plans(scenario)
    concepts = concepts_asked(scenario, concept or [], method, exact)
    _forecast(scenario, concepts)
    with _watched(time_limit) as watch:
        text = _text(solutions(scenario, concepts, watch), format, out)
    _emit(text, format, out)


class WhatIfs(TyperCommand):
    """`--order` may stand without a value, which compares all orders."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the word for all behind an option that has no value."""
        given: list[str] = []
        for word, following in zip(args, [*args[1:], "-"], strict=True):
            given.append(word)
            if word == "--order" and following.startswith("-"):
                given.append(ALL_ORDERS)
        return super().parse_args(ctx, given)


@app.command(cls=WhatIfs)
def whatif(
    source: Source,
    set: Annotated[
        list[str] | None, typer.Option("--set", metavar="K=V", help="What changes; may be repeated.")
    ] = None,
    order: Annotated[
        str | None, typer.Option(metavar="[O]", help='Another order of moves, such as "US > Russia+China"; alone, all.')
    ] = None,
    orders: Orders = None,
    concept: Concept = None,
    time_limit: TimeLimit = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Compare a scenario before and after a change: which equilibria stay, go and come. With --order: orders of moves.

    Example: tetrarchy whatif us-russia-china --set US.orders.liberal=0.9 --set p_R=0.9

    Example: tetrarchy whatif recognition-assurance --order
    """
    from tetrarchy.configs.assumptions import changes
    from tetrarchy.studies.scenario.what_if import what_if
    from tetrarchy.studies.sequence.analysis import as_played

    if order is not None:
        _write_orders(_scenario(source, out, set, seed, orders, reading), order, time_limit, format, out)
        return
    if not set:
        raise InputError("whatif needs what changes: --set K=V, or --order")
    scenario = _loaded(source, out, None, seed, orders)
    if concept is None and _sequential(scenario):
        _write_change(scenario, changes(scenario, set), reading, time_limit, format, out)
        return
    played = as_played(scenario)
    _forecast(played, _asked(played, concept) * 2)
    with _watched(time_limit) as watch:
        compared = what_if(scenario, changes(scenario, set), concept, reading, watch)
        _tell_outside(compared.changed)
        text = _text(compared, format, out)
    _emit(text, format, out)


@app.command()
def assumptions(
    source: Source, set: Set = None, orders: Orders = None, format: As = "table", out: Out = None, seed: Seed = None
) -> None:
    """List every assumption: value, range, source, judgement or not, and how near it is to changing the answer.

    With --format csv, or --out FILE.csv or FILE.xlsx, a sheet with columns to fill in: who, when, why, signed. Other
    commands read its values back with --set @FILE.

    Example: tetrarchy assumptions us-russia-china --out assumptions.xlsx
    """
    from tetrarchy.studies.scenario.assumption_log import assumption_log

    scenario = _scenario(source, out, set, seed, orders)
    with _telling() as watch:
        watch.tell("the nearest tipping point of each number")
        text = _text(assumption_log(scenario), format, out)
    _emit(text, format, out)


@app.command()
def compare(
    first: Source,
    second: Source,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Set two scenarios beside each other: what differs in inputs and in the answer, and which inputs do it.

    Example: tetrarchy compare us-russia-china-2014 us-russia-china
    """
    from tetrarchy.studies.scenario.comparison import compare as compared

    before, after = (_scenario(source, out, set, seed, orders) for source in (first, second))
    with _telling(time_limit) as watch:
        watch.tell("which inputs carry the answer over")
        text = _text(compared(before, after, watch), format, out)
    _emit(text, format, out)


@app.command()
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
    from tetrarchy.configs.load import load_both
    from tetrarchy.studies.scenario.main_analysis import first_page, main_analysis
    from tetrarchy.studies.sequence.analysis import beyond_plans

    if (setting := _world(source, set)) is not None:
        from tetrarchy.studies.world.analysis import world_analysis
        from tetrarchy.studies.world.views import WorldReport

        _write(WorldReport(world_analysis(setting)), format, out)
        return
    _keep_source(source, out)
    loaded, asked = load_both(source)
    scenario = _changed(loaded, set, seed, orders, reading)
    _tell_outside(scenario)
    if concept is not None or not beyond_plans(scenario):
        _forecast(scenario, _asked(scenario, concept), report=True)
    with _watched(time_limit) as watch:
        found = main_analysis(scenario, concept, watch, None if asked is None else asked.around(scenario), scale)
        _drawn(found, figures)
        text = _text(first_page(found) if brief else found, format, out)
    _emit(text, format, out)


@app.command()
def gallery(
    sources: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Scenarios; left out, all.")] = None,
    *,
    out: Annotated[Path, typer.Option(parser=_named_folder, metavar="DIR", help="The folder for the pages.")],
) -> None:
    """Write the reports of shipped scenarios as pages, the page that runs where there is one, and an index.

    Example: tetrarchy gallery --out gallery
    """
    from tetrarchy.configs.load import load_both, rooms
    from tetrarchy.games.errors import unknown
    from tetrarchy.reports.explore.room import room_page
    from tetrarchy.reports.format.page import page
    from tetrarchy.reports.index import entry, index_page
    from tetrarchy.reports.outputs import document
    from tetrarchy.studies.explore.explorable import explorable
    from tetrarchy.studies.scenario.main_analysis import main_analysis

    entries, known = [], rooms()
    if strange := [name for name in sources or () if name not in known]:
        raise InputError(unknown("shipped scenario", strange[0], known))
    for name in sources or known:
        scenario, study = load_both(name)
        blocks, pages = document(main_analysis(scenario, study=study)), {"report": f"{name}.html"}
        _write_file(out / pages["report"], page(blocks))
        with suppress(InputError):
            room = room_page(explorable(scenario))
            pages["page that runs"] = f"{name}-room.html"
            _write_file(out / pages["page that runs"], room)
        entries.append(entry(known[name], name, blocks, pages))
        _tell(f"written: {out / pages['report']}")
    _write_file(out / "index.html", index_page(entries))
    _tell(f"written: {out / 'index.html'}")


@app.command()
def explore(
    source: Source,
    order: Order = None,
    hidden: Hidden = None,
    set: Set = None,
    orders: Orders = None,
    out: Out = None,
) -> None:
    """Write one HTML file that runs from disk: every number is a slider, and the game is solved anew as it moves.

    Example: tetrarchy explore us-russia-china --out room.html

    Example: tetrarchy explore world --out world.html
    """
    from tetrarchy.reports.explore.room import room_page
    from tetrarchy.studies.explore.explorable import explorable

    _must_end_in(out, ".html", ".htm")
    if (setting := _world(source, set)) is not None:
        from tetrarchy.reports.explore.world import world_page
        from tetrarchy.studies.explore.explorable_world import explorable_world

        if order or hidden or orders:
            raise InputError(f"{source}: states of a world move at once; --order, --hidden and --orders have no effect")
        return _emit(world_page(explorable_world(setting, tuple(set or ()))), "html", out)
    scenario = _in_order(_scenario(source, out, set, None, orders), order, hidden)
    _emit(room_page(explorable(scenario)), "html", out)


@app.command()
def repeat(
    source: Source,
    discount: Discount = None,
    over: Annotated[
        str | None, typer.Option(metavar="K", help="Where the game has a state: what goes up and down.")
    ] = None,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    figures: Figures = None,
    seed: Seed = None,
) -> None:
    """Analyse the repeated game: what patience can sustain, and what named strategies earn.

    Where play moves a state, such as how thick a tie has grown: what is played in which state, and what the past
    decides.

    Example: tetrarchy repeat prisoners-dilemma --discount 0.6

    Example: tetrarchy repeat thickening-dyad --over pressure
    """
    from tetrarchy.studies.repeated.repetition import repeated_analysis
    from tetrarchy.studies.stochastic.moving_analysis import moving_analysis
    from tetrarchy.studies.stochastic.moving_game import course_of

    more = [*(set or []), *([f"repeated.discount={discount}"] if discount is not None else [])]
    scenario = _scenario(source, out, more, seed, orders)
    moves = course_of(scenario) is not None
    if over is not None and not moves:
        raise InputError(f"--over {over}: nothing moves in this game; --over is for games with a state")
    with _watched(time_limit) as watch:
        found = moving_analysis(scenario, over, watch) if moves else repeated_analysis(scenario, watch)
        text = _text(_drawn(found, figures), format, out)
    _emit(text, format, out)


@app.command()
def tournament(
    source: Source,
    discount: Discount = None,
    noise: Annotated[str | None, typer.Option(help="Chance of an error in [0, 1); else the scenario's, or 0.")] = None,
    periods: Annotated[
        int | None, typer.Option(min=1, help="Periods that each pair plays, in place of a discount.")
    ] = None,
    population: Annotated[int, typer.Option(min=2, help="Individuals who copy one another.")] = 50,
    selection: Annotated[
        float, typer.Option(min=0, help="Intensity of selection, for each payoff range of the stage game.")
    ] = 10.0,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    figures: Figures = None,
    seed: Seed = None,
) -> None:
    """Let strategies of the repeated game meet, each with each: who earns most, who spreads, who can invade whom.

    The strategies are the scenario's own, or else the classics.

    Example: tetrarchy tournament prisoners-dilemma --noise 0.01 --periods 200
    """
    from tetrarchy.studies.tournament.tournament_analysis import tournament_analysis

    if discount is not None and periods is not None:
        raise InputError("a tournament has a discount or a number of periods, not both")
    chosen = {"repeated.discount": discount, "repeated.noise": noise}
    more = [*(set or []), *(f"{path}={value}" for path, value in chosen.items() if value is not None)]
    scenario = _scenario(source, out, more, seed, orders)
    with _watched(time_limit) as watch:
        found = tournament_analysis(scenario, periods, population, selection, watch)
        text = _text(_drawn(found, figures), format, out)
    _emit(text, format, out)


@app.command()
def evolve(
    source: Source,
    dynamic: Annotated[
        str | None,
        typer.Option(
            metavar="D", help="replicator:mutation=0.01, logit:precision=5, best_reply, imitation:intensity=5."
        ),
    ] = None,
    population: Annotated[int | None, typer.Option(min=2, help="Individuals where mutants are rare; else 50.")] = None,
    time: Annotated[float | None, typer.Option(help="How long the paths shown go on.")] = None,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    figures: Figures = None,
    seed: Seed = None,
) -> None:
    """Follow populations: where shares go, at which they rest, what moves that. Any game can be played by populations.

    Example: tetrarchy evolve order-contest --set rho=0.6

    Example: tetrarchy evolve stag-hunt --dynamic logit:precision=5
    """
    from tetrarchy.solvers.evolution.chosen_dynamic import dynamic_named
    from tetrarchy.studies.evolution.game_evolution import evolution_analysis

    scenario, chosen = _scenario(source, out, set, seed, orders), None if dynamic is None else dynamic_named(dynamic)
    with _watched(time_limit) as watch:
        found = evolution_analysis(scenario, chosen, population, time, watch)
        text = _text(_drawn(found, figures), format, out)
    _emit(text, format, out)


class Groups(TyperGroup):
    """Commands beside one of the group's own: what begins with none of the words goes to that one."""

    own: str
    usage: str

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the hidden command before what is meant for it."""
        words = {*self.commands, *ctx.help_option_names}
        return super().parse_args(ctx, args if args and args[0] in words else [self.own, *args])

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Say that there may be a source or a word."""
        return [self.usage]

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Show what the hidden command does."""
        self.commands[self.own].format_help_text(ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Show the options of the hidden command, and the words."""
        self.commands[self.own].format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


class Sweeps(Groups):
    """`sweep SOURCE` beside `sweep status DIR`."""

    own = "run"
    usage = "[OPTIONS] SOURCE | COMMAND [ARGS]..."


sweeps = typer.Typer(
    cls=Sweeps, rich_markup_mode=None, help="Solve a scenario at many points, and say what holds where."
)
app.add_typer(sweeps, name="sweep")

Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes; else all is done in one.")]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers solve the rows.")
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a sweep.")]


@sweeps.command(Sweeps.own, hidden=True)
def sweep(
    source: Source,
    over: Annotated[
        list[str] | None,
        typer.Option(
            metavar="K=LO:HI:N",
            help="N values of K from LO to HI, or K=A,B,C; with --samples K or K=LO:HI. May be repeated. Without it "
            "the source's [study] says what varies.",
        ),
    ] = None,
    samples: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Points that are drawn; blocks, trajectories.")
    ] = None,
    design: Annotated[
        str | None,
        typer.Option(
            metavar="D",
            help="grid, one_at_a_time, table; with --samples sobol, latin_hypercube, random, saltelli, morris.",
        ),
    ] = None,
    concept: Annotated[
        list[str] | None,
        typer.Option(
            "--concept",
            metavar="C",
            help="Besides pure: nash, correlated, logit, seq_stable:PROFILE; of a world nash, blocs.",
        ),
    ] = None,
    selection: Annotated[
        str | None,
        typer.Option(metavar="S", help="Which equilibrium is described: first, welfare, egalitarian, status_quo."),
    ] = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Annotated[
        Path | None,
        typer.Option(
            parser=_named_file, metavar="DIR", help="A folder that keeps the rows; the same command goes on there."
        ),
    ] = None,
    seed: Seed = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    shard: Annotated[
        str | None, typer.Option(metavar="I/N", help="Only the I-th of N shares of the chunks, for job arrays.")
    ] = None,
    chunk: Annotated[
        int | None, typer.Option(min=1, metavar="ROWS", help="Rows that are solved at once; the result is the same.")
    ] = None,
    script: Annotated[
        Literal["slurm"] | None, typer.Option(help="Print a job array of N tasks (--shard 1/N, else 16) for a cluster.")
    ] = None,
    figures: Figures = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Of a world: solve every point in fractions, checked in whole numbers.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it will take, and solve nothing.")] = False,
) -> None:
    """Solve a scenario at many points: the pure equilibria, where each set of them holds, what drives it.

    With --out DIR the rows are kept, as Parquet; with --format csv every point is a row.

    Example: tetrarchy sweep us-russia-china --over rho=0.2:1:101 --over US.orders.liberal=0:1:51

    Example: tetrarchy sweep us-russia-china --over p_R --over rho --over US.orders --samples 4096 --out study
    """
    from tetrarchy.configs.assumptions import parted
    from tetrarchy.configs.sweep_request import SweepRequest
    from tetrarchy.configs.sweep_request import shard as share
    from tetrarchy.configs.world.load import is_world
    from tetrarchy.reports.sweep.slurm import slurm_script
    from tetrarchy.studies.sensitivity.answered import AnsweredStudy
    from tetrarchy.studies.sweep.plan import Plan
    from tetrarchy.studies.sweep.running.pilot import pilot
    from tetrarchy.studies.sweep.study import Study
    from tetrarchy.studies.sweep.sweep import solved
    from tetrarchy.studies.world.sweep import swept

    sheets, given = parted(set or ())
    request = SweepRequest(
        over or (), design, samples, concept or (), selection, _settings(given, seed, orders), tuple(sheets), exact
    )
    plan = request.world_plan(source) if is_world(source) else request.plan(source)
    if isinstance(plan, Plan):
        _tell_outside(plan.scenario, plan.design.spans)
    if dry_run:
        _write(pilot(plan, workers=workers or 1, chunk=chunk), format)
        return
    asked = None if shard is None else share(shard)
    if script is not None:
        if out is None:
            raise InputError(f"--script {script}: goes with --out DIR, the folder that the tasks fill together")
        _print(slurm_script(sys.argv[1:], str(out), asked[1] if asked else 16, workers or 1))
        return
    with _sweeping() as progress:
        rows = solved(plan, out=out, executor=scheduler, workers=workers, chunk=chunk, shard=asked, progress=progress)
    found = AnsweredStudy(Study(plan, *rows)) if isinstance(plan, Plan) else swept(plan, rows)
    _write(_drawn(found, figures), format)
    _tell_failures(rows, out)


@sweeps.command()
def status(folder: Folder, format: As = "table", out: Out = None) -> None:
    """Say how far the sweep of a folder is.

    Example: tetrarchy sweep status study
    """
    from tetrarchy.studies.sweep.running.store import status as status_of

    _write(status_of(folder), format, out)


@sweeps.command()
def retry(
    folder: Folder,
    source: Annotated[str | None, typer.Argument(help="The source of the sweep, where its points are a table.")] = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Solve the chunks of a folder again that failed.

    Example: tetrarchy sweep retry study --workers 2
    """
    from tetrarchy.configs.sweep_request import restored_plan
    from tetrarchy.studies.sweep.running.store import read_store
    from tetrarchy.studies.sweep.sweep import solved_again as again

    plan = restored_plan(read_store(folder).described, source)
    with _sweeping() as progress:
        rows = again(folder, plan, executor=scheduler, workers=workers, progress=progress)
    status(folder, format, out)
    _tell_failures(rows, folder)


@sweeps.command()
def export(
    folder: Folder,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Ends in .csv, .parquet or .xlsx; - for CSV on standard output.")
    ],
) -> None:
    """Write the rows of a folder to one file for other programs.

    Example: tetrarchy sweep export study rows.csv
    """
    from tetrarchy.games.numbers import counted
    from tetrarchy.studies.sweep.export import export as write
    from tetrarchy.studies.sweep.export import write_csv
    from tetrarchy.studies.sweep.running.store import read_store

    rows = write_csv(folder, _standard_bytes()) if _is_standard(file) else write(folder, file)
    asked = read_store(folder).cut.rows
    part = f", {counted(rows)} of {counted(asked)} rows" if rows < asked else ""
    if part or not _is_standard(file):
        _tell(f"written: {file}{part}")


@app.command()
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
    from tetrarchy.configs.options import ranges
    from tetrarchy.studies.thresholds.thresholds import thresholds as find
    from tetrarchy.studies.thresholds.tipping import tipping_points

    if concept != "nash" and not over:
        raise InputError("--concept: is told over one number that varies: give --over")
    if (setting := _world(source, set)) is not None:
        from tetrarchy.studies.world.thresholds import world_thresholds

        if concept != "nash":
            raise InputError("--concept: a world has no profiles that are stable or not")
        if over is None or len(over) != 1:
            raise InputError(f"--over: one input of a world varies at a time, got {len(over or ())}")
        _write(world_thresholds(setting.with_world(setting.changes), over[0]), format, out)
        return
    if not over:
        scenario = _scenario(source, out, set, seed, orders)
        with _watched(time_limit) as watch:
            text = _text(_drawn(tipping_points(scenario, cells, watch), figures), format, out)
        _emit(text, format, out)
        return
    if cells:
        raise InputError("--cells: the cells are ranked where --over is left out")
    scenario, asked = _loaded(source, out, set, seed, orders), ranges(over)
    with _watched(time_limit) as watch:
        found = find(scenario, asked, concept=concept, watch=watch)
        _tell_outside(found.scenario, found.spans)
        text = _text(_drawn(found, figures), format, out)
    _emit(text, format, out)


@app.command()
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
    from tetrarchy.studies.revealed.conditions import conditions as conditions_of
    from tetrarchy.studies.revealed.explained import explaining_mixes

    if reveal is None and len(sources) > 1:
        raise InputError("several sources are looked at together with --reveal PLAYER; else one source is expected")
    if reveal is not None and outcome is not None:
        raise InputError("--reveal asks about what is done in each source, --outcome about another; give one of them")
    if reveal is not None and time_limit is not None:
        raise InputError("--time-limit: with --reveal all is exact and soon done; leave one of them out")
    asked = [_scenario(source, out, set, None, orders) for source in sources]
    with _watched(time_limit) if reveal is None else _telling() as watch:
        watch.tell("what would have to be true")
        if reveal is not None:
            text = _text(explaining_mixes(asked, reveal, all_orders), format, out)
        else:
            text = _text(conditions_of(asked[0], outcome, all_orders, samples, seed, watch), format, out)
    _emit(text, format, out)


@app.command()
def stability(
    source: Source,
    hold: Annotated[
        str | None,
        typer.Option(
            metavar="STATE", help="What would have to change for it to hold: its number, the options taken, a profile."
        ),
    ] = None,
    concept: Annotated[
        list[str] | None,
        typer.Option(
            "--concept", metavar="C", help="nash, gmr, smr, seq, sseq, limited_4, non_myopic, strong_seq, seq_d, sim."
        ),
    ] = None,
    sanctions: Annotated[
        Literal["joint", "single"], typer.Option(help="Whether the others answer together, or one of them alone.")
    ] = "joint",
    all: Annotated[bool, typer.Option("--all", help="Tell of every state, not only where it may rest.")] = False,
    set: Set = None,
    orders: Orders = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    figures: Figures = None,
    seed: Seed = None,
) -> None:
    """Find where a conflict rests when players look further than one move: who would leave, what would stop it.

    Any game can be looked at in this way, and conflicts without payoffs: options, red lines and rankings.

    Example: tetrarchy stability nord-stream-2 --hold US.sanction,Russia.transit

    Example: tetrarchy stability inf-treaty --concept seq --all
    """
    from tetrarchy.configs.graph.state_text import read_state
    from tetrarchy.studies.conflict.conflict_analysis import conflict_analysis

    scenario = _scenario(source, out, set, seed, orders, reading)
    held = None if hold is None else read_state(scenario, hold)
    with _telling() as watch:
        watch.tell("who would move, and what would stop it")
        found = conflict_analysis(scenario, concept or (), sanctions, held, all)
        text = _text(_drawn(found, figures), format, out)
    _emit(text, format, out)


@app.command()
def thickness(
    source: Annotated[str, typer.Argument(help="A triangle, for the rival readings of its tie.")] = "us-russia-china",
    samples: Annotated[int, typer.Option(min=1, help="Draws over the ranges of the inputs.")] = 100_000,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Say how thick ties are: seven pairs under three readings, shares of draws, rival readings of a triangle.

    Example: tetrarchy thickness us-russia-china --set rho=0.4
    """
    from tetrarchy.studies.thickness.analysis import thickness_analysis

    scenario = _scenario(source, out, set, seed, orders)
    with _telling() as watch:
        watch.tell("draws over the ranges of the inputs")
        text = _text(thickness_analysis(scenario, samples), format, out)
    _emit(text, format, out)


@app.command()
def claims(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="A claim (C14), a prediction (triangle.5), an arena; else everything."),
    ] = None,
    samples: Annotated[int, typer.Option(min=1, help="Worlds that are drawn.")] = 4000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 0,
    orders: Orders = None,
    placebo: Annotated[
        str | None, typer.Option(metavar="P", help="labels, columns or free; else its own (of ties: dyads).")
    ] = None,
    rivals: Annotated[bool, typer.Option("--rivals", help="Put the rival codings to the same test.")] = False,
    ranges: Annotated[str, typer.Option(metavar="PART", help="The part of each range that is drawn from.")] = "1",
    time_limit: TimeLimit = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Put the claims of the two papers to the model: in how many plausible worlds they hold, beside a placebo.

    Example: tetrarchy claims C14 triangle.5 --samples 10000
    """
    from tetrarchy.studies.claims.judge import claims as judged

    with _watched(time_limit) as watch:
        coding = orders or "sakwa"
        ledger = judged(ids or None, samples, seed, coding, placebo, rivals=rivals, ranges=ranges, watch=watch)
        text = _text(ledger, format, out)
    _emit(text, format, out)


@app.command()
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
    from tetrarchy.studies.revealed.reveal import reveal as revealed

    asked = [_scenario(source, out, set, None, orders) for source in sources]
    with _telling() as watch:
        watch.tell("what is done put to the draws")
        text = _text(revealed(asked, player, samples, seed or 0), format, out)
    _emit(text, format, out)


@app.command()
def coders(
    sheets: Annotated[
        list[str] | None, typer.Argument(metavar="SHEET...", help="Sheets that coders filled in: CSV or .xlsx, or -.")
    ] = None,
    new: Annotated[
        Path | None,
        typer.Option(parser=_named_file, metavar="FILE", help="Write a sheet to fill in, .csv or .xlsx, and stop."),
    ] = None,
    coding: Annotated[
        Path | None,
        typer.Option(parser=_named_file, metavar="FILE", help="Write the coding that follows to this file, .toml."),
    ] = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Say how far people agree who coded the value matrix, and make a coding of what they wrote.

    --orders FILE then puts any command on that coding, and so does coding = "FILE" in the [orders] of a scenario.

    Example: tetrarchy coders --new sheet.xlsx

    Example: tetrarchy coders ann.xlsx bob.csv --coding ours.toml
    """
    from tetrarchy.configs.files.coding_sheets import read_sheets
    from tetrarchy.studies.coding_sheet import write_blank_sheet

    if new is not None:
        if sheets or coding is not None:
            raise InputError("--new writes an empty sheet: it takes no sheets and makes no coding")
        write_blank_sheet(new)
        _tell(f"written: {new}")
        return
    coded, faults = read_sheets(sheets or ())
    if coded is not None:
        _write(coded, format, out)
    if faults or coded is None:
        raise InputErrors(faults)
    if coding is not None:
        _write_coding(coded, coding)


@app.command()
def kit(
    source: Source,
    out: Annotated[Path, typer.Option(parser=_named_file, metavar="DIR", help="A new folder, or an empty one.")],
    heads: Annotated[int | None, typer.Option(min=1, metavar="N", help="How many sheets; else 12.")] = None,
    names: Annotated[
        Path | None, typer.Option(parser=_named_file, metavar="FILE", help="A sheet for each name, one on a line.")
    ] = None,
    set: Set = None,
    orders: Orders = None,
) -> None:
    """Write what a workshop needs: role cards, a plan of ninety minutes, a sheet for each participant.

    tetrarchy elicit reads the sheets back.

    Example: tetrarchy kit us-russia-china --out kit
    """
    from tetrarchy.configs.files.workshop_sheets import read_names
    from tetrarchy.reports.workshop.kit import kit as files_of

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"--out {out}: is there already and not an empty folder; choose another name")
    scenario, named = _scenario(source, None, set, None, orders), () if names is None else read_names(names)
    with _telling() as watch:
        watch.tell("what the program finds, and what would change it")
        files = files_of(scenario, heads, named)
    _write_new_folder(out, files)
    _tell(f"written: {out}, {len(files)} files")


@app.command()
def elicit(
    context: typer.Context,
    source: Source,
    sheets: Annotated[
        list[str] | None, typer.Argument(metavar="SHEET...", help="Sheets that were filled in: CSV, .xlsx, folders.")
    ] = None,
    rule: Annotated[str, typer.Option(metavar="borda|kemeny", help="How the group's rankings follow.")] = "borda",
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Put no name into anything that is written.")] = False,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Say what a room holds that filled in the sheets of a kit: who ends where, and which differences decide.

    With --out FILE.html the page for the projector, one dot a head; with --format html besides, the report as a page.

    Example: tetrarchy elicit us-russia-china filled --out room.html
    """
    from tetrarchy.configs.files.workshop_sheets import elicitation, read_heads
    from tetrarchy.reports.workshop.room import elicit_page
    from tetrarchy.studies.workshop.questions import questionnaire

    asked = questionnaire(_scenario(source, None, set, None, orders))
    heads, faults = read_heads(asked, sheets or ())
    if heads:
        found = elicitation(asked, heads, rule, anonymous)
        for each in found.scenarios:
            _tell_outside(each)
        room = format == "html" and not _asked_for(context, "format")
        with _telling() as watch:
            watch.tell("a game for each head, and which differences decide")
            text = elicit_page(found) if room else _text(found, format, out)
        _emit(text, format, out)
    if faults:
        raise InputErrors(faults)


def _write_coding(coded: CodedMatrices, file: Path) -> None:
    from tetrarchy.games.orders.codings import is_file_name
    from tetrarchy.reports.coders import coding_file

    if not is_file_name(file.name):
        raise InputError(f"--coding {file}: expected a name that ends in .toml")
    _write_file(file, coding_file(coded.coding(file.stem)))
    _tell(f"written: {file}")


@app.command("export")
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
    from tetrarchy.reports.exports.exported import exported

    _must_end_in(out, ".tex" if to == "latex" else f".{to}")
    text, note = exported(_in_order(_scenario(source, out, set, None, orders), order, hidden), to)
    if note:
        _tell(note)
    _emit(text, "table", out)


def _in_order(scenario: Scenario, order: str | None, hidden: list[str] | None) -> Scenario:
    """Return a scenario with the order of moves that options ask for."""
    if order is None and not hidden:
        return scenario
    from tetrarchy.configs.options import hidden_named, order_named
    from tetrarchy.studies.sequence.analysis import with_order

    if order is None and not scenario.order:
        raise InputError("--hidden needs an order of moves: give --order")
    asked = order_named(order) if order is not None else scenario.order
    kept = scenario.hidden if order is None else ()
    return with_order(scenario, asked, [*kept, *hidden_named(hidden or [])])


def _sequential(scenario: Scenario) -> bool:
    """Tell whether the players of a scenario move one after the other."""
    from tetrarchy.games.sequence.given import sequence_of

    return sequence_of(scenario) is not None


def _write_sequence(scenario: Scenario, time_limit: float | None, format: str, out: Path | None) -> None:
    from tetrarchy.studies.sequence.analysis import sequence_analysis

    with _telling(time_limit) as watch:
        watch.tell("subgame-perfect equilibria")
        text = _text(sequence_analysis(scenario, watch=watch), format, out)
    _emit(text, format, out)


def _write_change(
    scenario: Scenario,
    changes: Mapping[str, Any],
    reading: str,
    time_limit: float | None,
    format: str,
    out: Path | None,
) -> None:
    """Compare the outcomes of a scenario in sequence before and after a change."""
    from tetrarchy.studies.sequence.what_if import sequence_what_if

    with _telling(time_limit) as watch:
        watch.tell("subgame-perfect equilibria before and after")
        compared = sequence_what_if(scenario, changes, reading, watch)
        _tell_outside(compared.after.scenario)
        text = _text(compared, format, out)
    _emit(text, format, out)


def _write_orders(scenario: Scenario, order: str, time_limit: float | None, format: str, out: Path | None) -> None:
    """Compare all orders of moves, or one with the scenario's own."""
    from tetrarchy.configs.options import order_named
    from tetrarchy.studies.sequence.order_values import order_values

    asked = None if order == ALL_ORDERS else [order_named(order)]
    with _telling(time_limit) as watch:
        watch.tell("what comes of the orders of moves")
        text = _text(order_values(scenario, asked, watch), format, out)
    _emit(text, format, out)


class Worlds(Groups):
    """`world [SOURCE | CODES]` beside `world influence` and others."""

    own = "answer"
    usage = "[OPTIONS] [FILE | STATE...] | COMMAND [ARGS]..."


worlds = typer.Typer(
    cls=Worlds, rich_markup_mode=None, help="All states: who practises which order, who moves, how blocs fall."
)
app.add_typer(worlds, name="world")

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
    set: Set = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Solve the game of all states, before and after a change: who practises what, who moves, how blocs fall.

    Example: tetrarchy world RUS CHN --explain

    Example: tetrarchy world --do push.RUS.conservative=0.3 --do theta.USA=mercantilist
    """
    from tetrarchy.configs.world.load import named_world

    source, states = named_world(what or [], file)
    setting = _setting(source, set, do)
    _write_world(setting, states, exact, explain, format, out, strict)


@worlds.command("thresholds")
def tipping_points(
    over: Annotated[
        str, typer.Option(metavar="K=ORDER:LO:HI", help="push.RUS=conservative:0:1, appeal=liberal:0:0.5, beta=0:1.")
    ],
    exact: Exact = False,
    file: WorldFile = "world",
    do: Do = None,
    set: Set = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Find where who practises what changes as a push, an appeal, beta, gamma or a monism grows.

    Example: tetrarchy world thresholds --over push.RUS=conservative:0:1
    """
    from tetrarchy.studies.world.thresholds import world_thresholds as find

    _write(find(_settled(file, set, do), over, exact), format, out)


@worlds.command("influence")
def world_influence(
    top: Annotated[int, typer.Option(min=1, help="How many states are told.")] = 20,
    file: WorldFile = "world",
    do: Do = None,
    set: Set = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Say who moves the others: the states a push on which moves the rest furthest.

    Example: tetrarchy world influence --top 20
    """
    from tetrarchy.studies.world.views import world_influence as find

    _write(find(_settled(file, set, do), top), format, out)


@worlds.command("align")
def world_align(
    states: Annotated[str, typer.Option(help="top25, all, or codes with commas between.")] = "top25",
    values: Annotated[int | None, typer.Option(min=2, max=3, help="2: two blocs; 3: states can stay out.")] = None,
    cost: Annotated[str | None, typer.Option(help="What being in a bloc costs, where states can stay out.")] = None,
    anchor: Annotated[str | None, typer.Option(metavar="S=V,..", help="Who does not move: USA=1,CHN=-1.")] = None,
    file: WorldFile = "world",
    do: Do = None,
    set: Set = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Find how states would fall into blocs; up to 25 in two blocs the best way is proven.

    Example: tetrarchy world align --states top25 --values 3 --cost 0.02
    """
    from tetrarchy.studies.world.blocs import alignment_terms
    from tetrarchy.studies.world.views import world_alignment as find

    setting = _settled(file, set, do)
    _write(find(setting, states, alignment_terms(setting.alignment, values, cost, anchor)), format, out)


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
    from tetrarchy.configs.world.record import read_record
    from tetrarchy.studies.world.estimate import window_mixes, window_named

    years = window_named(window)
    _write(window_mixes(read_record(votes), years, k, bootstrap, seed), format, out)


@app.command()
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
    from tetrarchy.configs.world.record import world_evidence

    with _telling() as watch:
        watch.tell("checks put to the data; corners take a minute or two")
        text = _text(world_evidence(folder, check or ()), format, out)
    _emit(text, format, out)


def _cards(states: Sequence[str]) -> Any:
    from tetrarchy.configs.world.catalogue import actor, actors
    from tetrarchy.studies.world.actors import actor_cards

    return actor_cards(list(actors().values()), [actor(state) for state in states])


def _world(source: str, set: list[str] | None) -> WorldSetting | None:
    """Return the world that a source is a file of, None where it is none."""
    from tetrarchy.configs.world.load import is_world

    return _setting(source, set, None) if is_world(source) else None


def _setting(source: str, set: list[str] | None, do: list[str] | None) -> WorldSetting:
    """Return a world with numbers of it set, and the changes that are asked about."""
    from tetrarchy.configs.options import changes, settings
    from tetrarchy.configs.world.load import load_setting

    return load_setting(source).with_world(settings(set or [])).asking(changes(do or []))


def _settled(source: str, set: list[str] | None, do: list[str] | None) -> WorldSetting:
    """Return a world with the changes made that are asked about."""
    setting = _setting(source, set, do)
    return setting.with_world(setting.changes)


def _write_world(
    setting: WorldSetting,
    states: Sequence[str],
    exact: bool,
    explain: bool,
    format: str,
    out: Path | None,
    strict: bool = False,
) -> None:
    from tetrarchy.studies.world.analysis import world_analysis

    analysis = world_analysis(setting, states, exact, explain)
    _write(analysis, format, out)
    if strict and analysis.now.unique is None:
        _tell("tetrarchy: the answer is not proven to be the only one")
        raise typer.Exit(3)


def _scenario(
    source: str,
    out: Path | None,
    set: list[str] | None,
    seed: int | None,
    orders: str | None,
    reading: str = AS_GIVEN,
) -> Scenario:
    scenario = _loaded(source, out, set, seed, orders, reading)
    _tell_outside(scenario)
    return scenario


def _loaded(
    source: str,
    out: Path | None,
    set: list[str] | None,
    seed: int | None,
    orders: str | None,
    reading: str = AS_GIVEN,
) -> Scenario:
    from tetrarchy.configs.load import load

    _keep_source(source, out)
    return _changed(load(source), set, seed, orders, reading)


def _keep_source(source: str, out: Path | None) -> None:
    if out is not None and out.is_file() and Path(source).is_file() and out.samefile(source):
        raise InputError(f"--out {out}: is the file that is read; choose another name")


def _changed(
    scenario: Scenario, set: list[str] | None, seed: int | None, orders: str | None, reading: str = AS_GIVEN
) -> Scenario:
    """Return a scenario under what options change in it."""
    from tetrarchy.configs.assumptions import changes
    from tetrarchy.games.ties.rival_readings import with_reading

    given = scenario.replace(_settings(None, None, orders))
    return with_reading(given.replace(changes(given, set or ()) | _settings(None, seed, None)), reading)


def _tell_outside(scenario: Scenario, varied: Mapping[str, tuple[Any, Any]] | None = None) -> None:
    """Say on standard error, in one line, what may be a slip, such as numbers outside their ranges; all is used."""
    if sentences := (*scenario.doubts(), *scenario.outside_ranges(varied)):
        _tell(f"note: {scenario.source}: {'; '.join(sentences)}")


def _settings(set: list[str] | None, seed: int | None, orders: str | None) -> dict[str, Any]:
    """Return the numbers that options set, the coding of the orders first: what else is set stands in it."""
    from tetrarchy.configs.options import settings

    coded = {} if orders is None else {"orders": orders}
    return coded | settings(set or []) | ({} if seed is None else {"seed": seed})


def _asked(scenario: Scenario, concept: str | None) -> tuple[Any, ...]:
    from tetrarchy.studies.scenario.analysis import concepts_asked

    return () if scenario.graph else concepts_asked(scenario, [concept] if concept else [])


def _forecast(scenario: Scenario, concepts: tuple[Any, ...], *, report: bool = False) -> None:
    """Say on standard error where it may take long to solve a game of players."""
    from tetrarchy.solvers.cost import expected_cost

    if scenario.population or scenario.graph:
        return
    if cost := expected_cost(scenario.build(), concepts, report=report):
        _tell(cost)


@contextmanager
def _watched(time_limit: float | None) -> Generator[Watch]:
    """Give the watch of a command that ends with what there is, at its time limit or an interrupt."""
    from tetrarchy.solvers.deadline import interrupts_kept

    with interrupts_kept(), _telling(time_limit) as watch:
        yield watch


@contextmanager
def _telling(time_limit: float | None = None) -> Generator[Watch]:
    """Give the watch of a command: on a terminal a line says what is being done, and how far it is."""
    from tetrarchy.reports.progress import ProgressLine
    from tetrarchy.solvers.deadline import listening
    from tetrarchy.studies.watch import watch

    if _at_terminal():
        with ProgressLine(sys.stderr) as line, listening(line.count):
            yield watch(time_limit, line.tell)
    else:
        yield watch(time_limit)


@contextmanager
def _sweeping() -> Generator[Watcher]:
    """Tell on standard error how far a sweep is, and what to do where it stops before its end."""
    from tetrarchy.reports.sweep.progress import ProgressLines
    from tetrarchy.studies.sweep.running.lanes import SweepStopped
    from tetrarchy.studies.sweep.running.store import DifferentStudy
    from tetrarchy.studies.sweep.sweep import SweepInterrupted

    try:
        if _at_terminal():
            with typer.progressbar(length=1, file=sys.stderr, show_pos=True) as bar:
                yield lambda progress: _advance(bar, progress)
        else:
            yield ProgressLines(_tell)
    except SweepInterrupted as error:
        _tell(f"tetrarchy: {error}", shlex.join(["tetrarchy", *sys.argv[1:]]))
        raise typer.Exit(130) from None
    except (DifferentStudy, SweepStopped) as error:
        _tell(f"tetrarchy: {error}")
        raise typer.Exit(1) from None


def _advance(bar: Any, progress: Progress) -> None:
    bar.length = progress.rows
    bar.update(progress.done + progress.failed - bar.pos)


def _tell_failures(rows: Solved, folder: Path | None) -> None:
    """Say how to try again what failed, and end with exit code 3."""
    if not rows.failed:
        return
    from tetrarchy.games.numbers import counted

    count = sum(failure.stop - failure.start for failure in rows.failed)
    again = f"tetrarchy sweep retry {folder}" if folder else "with --out DIR they can be tried again"
    _tell(f"tetrarchy: {counted(count)} rows failed, {rows.failed[0].error}; {again}")
    raise typer.Exit(3)


def _write(result: Any, format: str, out: Path | None = None) -> None:
    _emit(_text(result, format, out), format, out)


def _text(result: Any, format: str, out: Path | None) -> str | bytes | dict[str, str]:
    """Return a result as text, as the bytes of a file, or for each file of a folder."""
    if format in FILES:
        return packed(result, format)
    if format == "csv" and out is not None and out.is_dir():
        return csv_files(result)
    return written(result, format, _screen() if _is_standard(out) else None)


def _drawn(result: Any, folder: Path | None) -> Any:
    """Return a result whose pictures are written to a folder, if one is asked for."""
    if folder is None:
        return result
    from tetrarchy.reports.outputs import picture_files

    pictures = picture_files(result)
    for name, content in pictures.items():
        _write_file(folder / name, content)
    _tell(f"written: {len(pictures)} files of pictures in {folder}")
    return result


def _emit(text: str | bytes | dict[str, str], format: str, out: Path | None) -> None:
    """Write text to a file or to standard output, bytes to a file, and several files to a folder."""
    if out is not None and isinstance(text, dict):
        for name, content in text.items():
            _write_file(out / name, content)
        _tell(f"written: {len(text)} files in {out}")
    elif out is not None and not _is_standard(out) and not isinstance(text, dict):
        _write_file(out, text)
        _tell(f"written: {out}")
    elif isinstance(text, str):
        fitting, replaced = encoded(text, format, _encoding())
        _print(fitting)
        if replaced:
            _tell(f"{_encoding()} has no form for some letters: escapes stand for them; --out FILE writes UTF-8")


def _standard_bytes() -> BinaryIO:
    if not sys.stdout.writable():
        raise UnsupportedOperation("standard output is closed")
    return sys.stdout.buffer


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _is_standard(out: Path | None) -> bool:
    return out is None or str(out) == "-"


def _at_terminal() -> bool:
    """Tell whether standard error is open and a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def _screen() -> int | None:
    """Return the columns of the terminal that standard output is, if it is one."""
    if not sys.stdout.isatty():
        return None
    return max(shutil.get_terminal_size().columns, NARROWEST)


def _write_file(path: Path, content: str | bytes) -> None:
    from tetrarchy.studies.destination import destination

    with destination(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


def _write_new_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Write files to a folder that is new or empty; where one of them cannot be written none is left."""
    there = out.exists()
    try:
        for name, content in files.items():
            _write_file(out / name, content)
    except BaseException:
        with suppress(OSError):
            for each in {out / name.partition("/")[0] for name in files}:
                shutil.rmtree(each) if each.is_dir() else each.unlink(missing_ok=True)
            if not there:
                out.rmdir()
        raise


def _print(text: str) -> None:
    """Write to standard output, at once, with escapes for what its encoding has no form for."""
    try:
        sys.stdout.write(encodable(text, _encoding()))
        sys.stdout.flush()
    except (BrokenPipeError, UnsupportedOperation):
        raise
    except OSError as error:
        _let_go(sys.stdout)
        raise InputError(f"standard output: cannot be written: {error.strerror}") from error


def _tell(*lines: str) -> None:
    """Write lines to standard error, if anybody listens."""
    try:
        typer.echo("\n".join(map(visible, lines)), err=True)
    except OSError:
        _let_go(sys.stderr)


def _let_go(stream: TextIO | None) -> None:
    """Turn a stream that cannot be written to away from its end, so that nothing is tried once more at exit."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def _standard_output() -> Generator[None]:
    """Let a stream that cannot be written to stand in for standard output where that is closed."""
    if sys.stdout is not None:
        yield
        return
    with Path(os.devnull).open(encoding="utf-8") as closed, redirect_stdout(closed):
        yield


def main() -> None:
    """Run the command line; what goes wrong ends it with a message on standard error and exit code 2.

    Where nobody reads the result any more the exit code is 1, without a message.
    """
    try:
        with _standard_output():
            app()
    except InputError as error:
        _tell(*f"tetrarchy: {error}".split("\n"))
        sys.exit(2)
    except BrokenPipeError:
        _let_go(sys.stdout)
        sys.exit(1)
    except UnsupportedOperation:
        _tell("tetrarchy: standard output: cannot be written: it is closed")
        sys.exit(2)
    except OSError as error:
        named = error.filename is not None
        _tell(f"tetrarchy: {error.filename}: {error.strerror}" if named else f"tetrarchy: {error.strerror or error}")
        if not named:
            _let_go(sys.stdout)
        sys.exit(2)
