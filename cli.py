"""The command line: parse, call, print. Everything that a command does is a call that a script can make too."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from errno import EBADF, ENOENT
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TextIO, get_args

import typer
from typer.core import TyperGroup

from tetrarchy.games.errors import InputError, InputErrors
from tetrarchy.games.text.visible import encodable, visible
from tetrarchy.reports.outputs import FORMATS, encoded, written

if TYPE_CHECKING:
    from tetrarchy.games.scenario.scenario import Scenario
    from tetrarchy.studies.sweep.running.progress import Progress, Watcher
    from tetrarchy.studies.sweep.study import Study
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


def _named_file(name: str) -> Path:
    if not name:
        raise FileNotFoundError(ENOENT, "expected the name of a file, got ''", "--out")
    return Path(name)


Source = Annotated[
    str,
    typer.Argument(help="A shipped scenario, a file (TOML, .nfg, CSV or .xlsx), or - for one on standard input."),
]
Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="K=V", help="Set a number of the scenario; may be repeated.")
]
As = Annotated[
    str,
    typer.Option(
        "--format",
        parser=_known_format,
        metavar=f"<{'|'.join(FORMATS)}>",
        autocompletion=lambda: list(FORMATS),
        help="How the result is written.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(parser=_named_file, metavar="FILE", help="Write the result to this file, not to standard output."),
]
Orders = Annotated[
    str | None, typer.Option(metavar="NAME", help="The coding of what the orders seek; see tetrarchy list codings.")
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
AS_GIVEN = "english-school"
Kind = Literal["scenarios", "arenas", "orders", "codings", "concepts", "claims"]

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
    pass


@app.command("list")
def list_(
    kind: Annotated[Kind | None, typer.Argument(help="What to list; everything where left out.")] = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """List what there is, with a line on each.

    Example: tetrarchy list arenas
    """
    from tetrarchy.configs.load import load, shipped
    from tetrarchy.studies.catalogue import catalogue

    kinds = [kind] if kind else list(get_args(Kind))
    scenarios = [load(name) for name in shipped()] if "scenarios" in kinds else []
    _write(catalogue(kinds, scenarios), format, out)


@app.command()
def show(
    source: Source,
    set: Set = None,
    orders: Orders = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Show a game before it is solved: actors, what they value, options, payoffs, assumptions.

    Example: tetrarchy show us-russia-china --set p_R=0.8
    """
    from tetrarchy.studies.scenario.unsolved import unsolved_game

    _write(unsolved_game(_scenario(source, set, seed, orders, reading)), format, out)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The new file is NAME.toml.")],
    arena: Annotated[str, typer.Option(metavar="A", help="See tetrarchy list arenas.")],
    out: Annotated[
        Path | None, typer.Option(parser=_named_file, metavar="FILE", help="Another file; - for standard output.")
    ] = None,
) -> None:
    """Write a commented scenario file to edit.

    Example: tetrarchy new my-triangle --arena triangle
    """
    from tetrarchy.configs.template import template
    from tetrarchy.reports.format.toml import toml_character

    text = template(name, arena)
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

    wrong: list[InputError] = []
    for file in files:
        try:
            scenario, study = load_both(file)
        except InputError as error:
            wrong.append(error)
        else:
            _print(f"{visible(file)}: sound\n")
            _tell_outside(scenario, study.design.spans if study else None)
    if wrong:
        raise InputErrors(wrong)


@app.command()
def schema(out: Out = None) -> None:
    """Print the JSON Schema of scenario files, for editors.

    Example: tetrarchy schema --out scenario.schema.json
    """
    from tetrarchy.configs.schema import json_schema
    from tetrarchy.reports.format.json import dumped

    _emit(dumped(json_schema()), "json", out)


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
    set: Set = None,
    orders: Orders = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Find the equilibria of a scenario, and say why nobody moves.

    Example: tetrarchy solve us-russia-china --set US.orders=liberal
    """
    from tetrarchy.studies.scenario.analysis import concepts_asked, solutions

    scenario = _scenario(source, set, seed, orders, reading)
    concepts = concepts_asked(scenario, concept or [], method, exact)
    _forecast(scenario, concepts)
    with _watched(time_limit) as watch:
        text = _text(solutions(scenario, concepts, watch), format, out)
    _emit(text, format, out)


@app.command()
def whatif(
    source: Source,
    set: Annotated[list[str], typer.Option("--set", metavar="K=V", help="What changes; may be repeated.")],
    orders: Orders = None,
    concept: Concept = None,
    time_limit: TimeLimit = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Compare a scenario before and after a change: which equilibria stay, go and come.

    Example: tetrarchy whatif us-russia-china --set US.orders.liberal=0.9 --set p_R=0.9
    """
    from tetrarchy.configs.options import settings
    from tetrarchy.studies.scenario.what_if import what_if

    scenario = _loaded(source, None, seed, orders)
    _forecast(scenario, _asked(scenario, concept) * 2)
    with _watched(time_limit) as watch:
        compared = what_if(scenario, settings(set), concept, reading, watch)
        _tell_outside(compared.after.scenario)
        text = _text(compared, format, out)
    _emit(text, format, out)


@app.command()
def report(
    source: Source,
    concept: Concept = None,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    reading: Reading = AS_GIVEN,
    format: As = "markdown",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Write the whole analysis: the answer, why it holds, and what it rests on.

    Example: tetrarchy report us-russia-china --out report.md
    """
    from tetrarchy.studies.scenario.main_analysis import main_analysis

    scenario = _scenario(source, set, seed, orders, reading)
    _forecast(scenario, _asked(scenario, concept))
    with _watched(time_limit) as watch:
        text = _text(main_analysis(scenario, concept, watch), format, out)
    _emit(text, format, out)


@app.command()
def explore(source: Source, set: Set = None, orders: Orders = None, out: Out = None) -> None:
    """Write one HTML file that runs from disk: every number is a slider, and the game is solved anew as it moves.

    Example: tetrarchy explore us-russia-china --out room.html
    """
    from tetrarchy.reports.explore.room import room_page
    from tetrarchy.studies.explore.explorable import explorable

    _emit(room_page(explorable(_scenario(source, set, None, orders))), "html", out)


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
    scenario = _scenario(source, more, seed, orders)
    moves = course_of(scenario) is not None
    if over is not None and not moves:
        raise InputError(f"--over {over}: nothing moves in this game; --over is for games with a state")
    with _watched(time_limit) as watch:
        found = moving_analysis(scenario, over, watch) if moves else repeated_analysis(scenario, watch)
        text = _text(found, format, out)
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
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
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
    scenario = _scenario(source, more, seed, orders)
    with _watched() as watch:
        watch.tell("tournament of the strategies, at several noises and discounts")
        text = _text(tournament_analysis(scenario, periods, population, selection), format, out)
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
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Follow populations: where shares go, at which they rest, what moves that. Any game can be played by populations.

    Example: tetrarchy evolve order-contest --set rho=0.6

    Example: tetrarchy evolve stag-hunt --dynamic logit:precision=5
    """
    from tetrarchy.solvers.evolution.chosen_dynamic import dynamic_named
    from tetrarchy.studies.evolution.game_evolution import evolution_analysis

    scenario, chosen = _scenario(source, set, seed, orders), None if dynamic is None else dynamic_named(dynamic)
    with _watched() as watch:
        watch.tell("rest points, and paths to them")
        text = _text(evolution_analysis(scenario, chosen, population, time), format, out)
    _emit(text, format, out)


class Sweeps(TyperGroup):
    """`sweep SOURCE` beside `sweep status DIR`: what begins with none of the words goes to the sweep itself."""

    own = "run"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the hidden command before what is meant for it."""
        words = {*self.commands, *ctx.help_option_names}
        return super().parse_args(ctx, args if args and args[0] in words else [self.own, *args])

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Say that there may be a source or a word."""
        return ["[OPTIONS] SOURCE | COMMAND [ARGS]..."]

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Show what the hidden command does."""
        self.commands[self.own].format_help_text(ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Show the options of the hidden command, and the words."""
        self.commands[self.own].format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


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
        typer.Option("--concept", metavar="C", help="Beside pure equilibria: nash, correlated, logit."),
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
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it will take, and solve nothing.")] = False,
) -> None:
    """Solve a scenario at many points: the pure equilibria, where each set of them holds, what drives it.

    With --out DIR the rows are kept, as Parquet; with --format csv every point is a row.

    Example: tetrarchy sweep us-russia-china --over rho=0.2:1:101 --over US.orders.liberal=0:1:51

    Example: tetrarchy sweep us-russia-china --over p_R --over rho --over US.orders --samples 4096 --out study
    """
    from tetrarchy.configs.sweep_request import SweepRequest
    from tetrarchy.configs.sweep_request import shard as share
    from tetrarchy.studies.sensitivity.answered import AnsweredStudy
    from tetrarchy.studies.sweep.running.pilot import pilot
    from tetrarchy.studies.sweep.sweep import run

    request = SweepRequest(over or (), design, samples, concept or (), selection, _settings(set, seed, orders))
    plan = request.plan(source)
    _tell_outside(plan.scenario, plan.design.spans)
    if dry_run:
        _write(pilot(plan, workers=workers or 1, chunk=chunk), format)
        return
    asked = None if shard is None else share(shard)
    with _sweeping() as progress:
        study = run(plan, out=out, executor=scheduler, workers=workers, chunk=chunk, shard=asked, progress=progress)
    _write(AnsweredStudy(study), format)
    _tell_failures(study, out)


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
    from tetrarchy.configs.sweep_request import SweepRequest, restored_plan
    from tetrarchy.studies.sweep.running.store import read_store
    from tetrarchy.studies.sweep.sweep import retry as again

    plan = restored_plan(read_store(folder).described) if source is None else SweepRequest().plan(source)
    with _sweeping() as progress:
        study = again(folder, plan, executor=scheduler, workers=workers, progress=progress)
    status(folder, format, out)
    _tell_failures(study, folder)


@sweeps.command()
def export(
    folder: Folder, file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .csv, .parquet or .xlsx.")]
) -> None:
    """Write the rows of a folder to one file for other programs.

    Example: tetrarchy sweep export study rows.csv
    """
    from tetrarchy.games.numbers import counted
    from tetrarchy.studies.sweep.export import export as write
    from tetrarchy.studies.sweep.running.store import read_store

    rows, asked = write(folder, file), read_store(folder).cut.rows
    part = f", {counted(rows)} of {counted(asked)} rows" if rows < asked else ""
    _tell(f"written: {file}{part}")


@app.command()
def thresholds(
    source: Source,
    over: Annotated[
        list[str], typer.Option(metavar="K[=LO:HI]", help="The number that varies; twice for a map of two.")
    ],
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Find where each pure profile is an equilibrium as a number varies: exact intervals, tipping points, formulas.

    Without LO:HI a number varies over the range held plausible.

    Example: tetrarchy thresholds us-russia-china --over p_C --over rho=0.2:1
    """
    from tetrarchy.configs.options import ranges
    from tetrarchy.studies.thresholds.thresholds import thresholds as find

    scenario, asked = _loaded(source, set, seed, orders), ranges(over)
    with _watched() as watch:
        watch.tell(f"where the equilibria change over {' and '.join(asked)}")
        found = find(scenario, asked)
        _tell_outside(found.scenario, found.spans)
        text = _text(found, format, out)
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

    scenario = _scenario(source, set, seed, orders)
    with _watched() as watch:
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
        str | None, typer.Option(metavar="P", help="labels, columns or free; else each prediction's own.")
    ] = None,
    rivals: Annotated[bool, typer.Option("--rivals", help="Put the rival codings to the same test.")] = False,
    format: As = "table",
    out: Out = None,
) -> None:
    """Put the claims of the two papers to the model: in how many plausible worlds they hold, beside a placebo.

    Example: tetrarchy claims C14 triangle.5 --samples 10000
    """
    from tetrarchy.studies.claims.judge import claims as judged

    with _watched() as watch:
        watch.tell("predictions put to the draws")
        text = _text(judged(ids or None, samples, seed, orders or "sakwa", placebo, rivals=rivals), format, out)
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

    asked = [_scenario(source, set, None, orders) for source in sources]
    with _watched() as watch:
        watch.tell("what is done put to the draws")
        text = _text(revealed(asked, player, samples, seed or 0), format, out)
    _emit(text, format, out)


def _scenario(
    source: str, set: list[str] | None, seed: int | None, orders: str | None, reading: str = AS_GIVEN
) -> Scenario:
    scenario = _loaded(source, set, seed, orders, reading)
    _tell_outside(scenario)
    return scenario


def _loaded(
    source: str, set: list[str] | None, seed: int | None, orders: str | None, reading: str = AS_GIVEN
) -> Scenario:
    from tetrarchy.configs.load import load
    from tetrarchy.games.ties.rival_readings import with_reading

    return with_reading(load(source).replace(_settings(set, seed, orders)), reading)


def _tell_outside(scenario: Scenario, varied: Mapping[str, tuple[Any, Any]] | None = None) -> None:
    """Say on standard error, in one line, which numbers lie outside the ranges held plausible; they are used."""
    if sentences := scenario.outside_ranges(varied):
        _tell(f"note: {scenario.source}: {'; '.join(sentences)}")


def _settings(set: list[str] | None, seed: int | None, orders: str | None) -> dict[str, Any]:
    """Return the numbers that options set, the coding of the orders first: what else is set stands in it."""
    from tetrarchy.configs.options import settings

    coded = {} if orders is None else {"orders": orders}
    return coded | settings(set or []) | ({} if seed is None else {"seed": seed})


def _asked(scenario: Scenario, concept: str | None) -> tuple[Any, ...]:
    from tetrarchy.studies.scenario.analysis import concepts_asked

    return concepts_asked(scenario, [concept] if concept else [])


def _forecast(scenario: Scenario, concepts: tuple[Any, ...]) -> None:
    """Say on standard error where it may take long to solve a game of players."""
    from tetrarchy.solvers.cost import expected_cost

    if not scenario.population and (cost := expected_cost(scenario.build(), concepts)):
        _tell(cost)


@contextmanager
def _watched(time_limit: float | None = None) -> Generator[Watch]:
    """Give the watch of a command: its time limit, and on a terminal a line that says what is being done."""
    from tetrarchy.reports.progress import ProgressLine
    from tetrarchy.studies.watch import watch

    if _at_terminal():
        with ProgressLine(sys.stderr) as line:
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


def _tell_failures(study: Study, folder: Path | None) -> None:
    """Say how to try again what failed, and end with exit code 3."""
    if not study.failed:
        return
    from tetrarchy.games.numbers import counted

    rows = sum(failure.stop - failure.start for failure in study.failed)
    again = f"tetrarchy sweep retry {folder}" if folder else "with --out DIR they can be tried again"
    _tell(f"tetrarchy: {counted(rows)} rows failed, {study.failed[0].error}; {again}")
    raise typer.Exit(3)


def _write(result: Any, format: str, out: Path | None = None) -> None:
    _emit(_text(result, format, out), format, out)


def _text(result: Any, format: str, out: Path | None) -> str:
    return written(result, format, _screen() if _is_standard(out) else None)


def _emit(text: str, format: str, out: Path | None) -> None:
    if out is not None and not _is_standard(out):
        _write_file(out, text)
        _tell(f"written: {out}")
        return
    fitting, replaced = encoded(text, format, _encoding())
    _print(fitting)
    if replaced:
        _tell(f"{_encoding()} has no form for some letters: escapes stand for them; --out FILE writes UTF-8")


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _is_standard(out: Path | None) -> bool:
    return out is None or str(out) == "-"


def _at_terminal() -> bool:
    """Tell whether standard error is open and a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def _screen() -> int | None:
    """Return the columns of the terminal that standard output is, if it is one."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    return max(shutil.get_terminal_size().columns, NARROWEST)


def _write_file(path: Path, text: str) -> None:
    from tetrarchy.studies.destination import destination

    with destination(path) as file:
        file.write(text.encode())


def _print(text: str) -> None:
    """Write to standard output, at once, with escapes for what its encoding has no form for."""
    try:
        if sys.stdout is None:
            raise OSError(EBADF, "it is closed")
        sys.stdout.write(encodable(text, _encoding()))
        sys.stdout.flush()
    except BrokenPipeError:
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


def main() -> None:
    """Run the command line; what goes wrong ends it with a message on standard error and exit code 2.

    Where nobody reads the result any more the exit code is 1, without a message.
    """
    try:
        app()
    except InputError as error:
        _tell(*f"tetrarchy: {error}".split("\n"))
        sys.exit(2)
    except BrokenPipeError:
        _let_go(sys.stdout)
        sys.exit(1)
    except OSError as error:
        named = error.filename is not None
        _tell(f"tetrarchy: {error.filename}: {error.strerror}" if named else f"tetrarchy: {error.strerror or error}")
        if not named:
            _let_go(sys.stdout)
        sys.exit(2)
