"""The command line: parse, call, print. Everything that a command does is a call that a script can make too."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer
from typer.core import TyperGroup

from tetrarchy.games.errors import InputError
from tetrarchy.reports.outputs import FORMATS, written

if TYPE_CHECKING:
    from tetrarchy.games.scenario.scenario import Scenario
    from tetrarchy.studies.sweep.running.progress import Progress, Watcher
    from tetrarchy.studies.sweep.study import Study

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
Out = Annotated[Path | None, typer.Option(help="Write the result to this file, not to standard output.")]
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
AS_GIVEN = "english-school"
Kind = Literal["scenarios", "arenas", "orders", "concepts", "claims"]


def _print_version(asked: bool) -> None:
    if asked:
        from tetrarchy.reports.format.provenance import version

        typer.echo(f"tetrarchy {version()}")
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
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Show a game before it is solved: actors, what they value, options, payoffs, assumptions.

    Example: tetrarchy show us-russia-china --set p=0.8
    """
    from tetrarchy.studies.scenario.unsolved import unsolved_game

    _write(unsolved_game(_scenario(source, set, seed, reading)), format, out)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The new file is NAME.toml.")],
    arena: Annotated[str, typer.Option(metavar="A", help="See tetrarchy list arenas.")],
    out: Annotated[Path | None, typer.Option(help="Another file; - for standard output.")] = None,
) -> None:
    """Write a commented scenario file to edit.

    Example: tetrarchy new my-triangle --arena triangle
    """
    from tetrarchy.configs.template import template

    text = template(name, arena)
    target = out or Path(f"{name}.toml")
    if str(target) == "-":
        sys.stdout.write(text)
        return
    if target.exists():
        raise InputError(f"{target}: exists already; choose another name or remove it")
    _write_file(target, text)
    typer.echo(target)


@app.command()
def validate(files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario files, or -.")]) -> None:
    """Check scenario files: every error with file, line and field.

    Example: tetrarchy validate my-triangle.toml
    """
    from tetrarchy.configs.load import load_study

    wrong = []
    for file in files:
        try:
            load_study(file)
        except InputError as error:
            wrong.append(str(error))
        else:
            typer.echo(f"{file}: sound")
    if wrong:
        raise InputError("\n".join(wrong))


@app.command()
def schema(out: Out = None) -> None:
    """Print the JSON Schema of scenario files, for editors.

    Example: tetrarchy schema --out scenario.schema.json
    """
    from tetrarchy.configs.schema import json_schema
    from tetrarchy.reports.format.json import dumped

    _emit(dumped(json_schema()), out)


@app.command()
def solve(
    source: Source,
    concept: Concepts = None,
    method: Annotated[
        str | None, typer.Option(help="How Nash equilibria are searched: complete, or a library's.")
    ] = None,
    time_limit: Annotated[float | None, typer.Option(min=0, help="Seconds after which the search stops.")] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Give irrational Nash equilibria as algebraic numbers too, where possible.")
    ] = False,
    set: Set = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Find the equilibria of a scenario, and say why nobody moves.

    Example: tetrarchy solve us-russia-china --set US.orders=liberal
    """
    from tetrarchy.solvers.cost import expected_cost
    from tetrarchy.studies.scenario.analysis import Solutions, analyse, concepts_asked

    scenario = _scenario(source, set, seed, reading)
    concepts = concepts_asked(scenario, concept or [], method, time_limit, exact)
    cost = expected_cost(scenario.build(), concepts)
    if cost is not None:
        typer.echo(cost, err=True)
    _write(Solutions(scenario, tuple(analyse(scenario, asked) for asked in concepts)), format, out)


@app.command()
def whatif(
    source: Source,
    set: Annotated[list[str], typer.Option("--set", metavar="K=V", help="What changes; may be repeated.")],
    concept: Concept = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Compare a scenario before and after a change: which equilibria stay, go and come.

    Example: tetrarchy whatif us-russia-china --set US.orders.liberal=0.9 --set p=0.9
    """
    from tetrarchy.configs.options import settings
    from tetrarchy.studies.scenario.what_if import what_if

    _write(what_if(_scenario(source, None, seed), settings(set), concept, reading), format, out)


@app.command()
def report(
    source: Source,
    concept: Concept = None,
    set: Set = None,
    reading: Reading = AS_GIVEN,
    format: As = "markdown",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Write the whole analysis: the answer, why it holds, and what it rests on.

    Example: tetrarchy report us-russia-china --out report.md
    """
    from tetrarchy.studies.scenario.main_analysis import main_analysis

    _write(main_analysis(_scenario(source, set, seed, reading), concept), format, out)


@app.command()
def repeat(
    source: Source,
    discount: Discount = None,
    over: Annotated[
        str | None, typer.Option(metavar="K", help="Where the game has a state: what goes up and down.")
    ] = None,
    set: Set = None,
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
    scenario = _scenario(source, more, seed)
    moves = course_of(scenario) is not None
    if over is not None and not moves:
        raise InputError(f"--over {over}: nothing moves in this game; --over is for games with a state")
    _write(moving_analysis(scenario, over) if moves else repeated_analysis(scenario), format, out)


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
    _write(tournament_analysis(_scenario(source, more, seed), periods, population, selection), format, out)


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

    scenario, chosen = _scenario(source, set, seed), None if dynamic is None else dynamic_named(dynamic)
    _write(evolution_analysis(scenario, chosen, population, time), format, out)


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
    format: As = "table",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder that keeps the rows; the same command goes on there.")
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

    Example: tetrarchy sweep us-russia-china --over p=0:1:101 --over US.orders.liberal=0:1:51

    Example: tetrarchy sweep us-russia-china --over p --over rho --over US.orders --samples 4096 --out study
    """
    from tetrarchy.configs.sweep_request import SweepRequest
    from tetrarchy.configs.sweep_request import shard as share
    from tetrarchy.studies.sensitivity.answered import AnsweredStudy
    from tetrarchy.studies.sweep.running.pilot import pilot
    from tetrarchy.studies.sweep.sweep import run

    request = SweepRequest(over or (), design, samples, concept or (), selection, _settings(set, seed))
    plan = request.plan(source)
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
    typer.echo(f"written: {file}{part}", err=True)


@app.command()
def thresholds(
    source: Source,
    over: Annotated[
        list[str], typer.Option(metavar="K[=LO:HI]", help="The number that varies; twice for a map of two.")
    ],
    set: Set = None,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Find where each pure profile is an equilibrium as a number varies: exact intervals, tipping points, formulas.

    Without LO:HI a number varies over the range held plausible.

    Example: tetrarchy thresholds us-russia-china --over rho --over p=0:1
    """
    from tetrarchy.configs.options import ranges
    from tetrarchy.studies.thresholds.thresholds import thresholds as find

    scenario = _scenario(source, set, seed)
    paths, spans = zip(*ranges(over).items(), strict=True)
    _write(find(scenario, paths[0], spans[0]) if len(paths) == 1 else find(scenario, paths, spans), format, out)


@app.command()
def thickness(
    source: Annotated[str, typer.Argument(help="A triangle, for the rival readings of its tie.")] = "us-russia-china",
    samples: Annotated[int, typer.Option(min=1, help="Draws over the ranges of the inputs.")] = 100_000,
    set: Set = None,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Say how thick ties are: seven pairs under three readings, shares of draws, rival readings of a triangle.

    Example: tetrarchy thickness us-russia-china --set rho=0.4
    """
    from tetrarchy.studies.thickness.analysis import thickness_analysis

    _write(thickness_analysis(_scenario(source, set, seed), samples), format, out)


@app.command()
def claims(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="A claim (C14), a prediction (triangle.5), an arena; else everything."),
    ] = None,
    samples: Annotated[int, typer.Option(min=1, help="Draws of the inputs of each model.")] = 4000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 0,
    format: As = "table",
    out: Out = None,
) -> None:
    """Put the claims of the two papers to the model: which hold at the defaults, and in how many plausible worlds.

    Example: tetrarchy claims C14 triangle.5 --samples 10000
    """
    from tetrarchy.studies.claims.judge import claims as judged

    _write(judged(ids or None, samples, seed), format, out)


def _scenario(source: str, set: list[str] | None, seed: int | None, reading: str = AS_GIVEN) -> Scenario:
    from tetrarchy.configs.load import load
    from tetrarchy.games.ties.rival_readings import with_reading

    return with_reading(load(source).replace(_settings(set, seed)), reading)


def _settings(set: list[str] | None, seed: int | None) -> dict[str, Any]:
    from tetrarchy.configs.options import settings

    return settings(set or []) | ({} if seed is None else {"seed": seed})


@contextmanager
def _sweeping() -> Generator[Watcher]:
    """Tell on standard error how far a sweep is, and what to do where it stops before its end."""
    from tetrarchy.reports.sweep.progress import ProgressLines
    from tetrarchy.studies.sweep.running.lanes import SweepStopped
    from tetrarchy.studies.sweep.running.store import DifferentStudy
    from tetrarchy.studies.sweep.sweep import SweepInterrupted

    try:
        if sys.stderr.isatty():
            with typer.progressbar(length=1, file=sys.stderr, show_pos=True) as bar:
                yield lambda progress: _advance(bar, progress)
        else:
            yield ProgressLines(lambda line: typer.echo(line, err=True))
    except SweepInterrupted as error:
        typer.echo(f"tetrarchy: {error}\n{shlex.join(['tetrarchy', *sys.argv[1:]])}", err=True)
        raise typer.Exit(130) from None
    except (DifferentStudy, SweepStopped) as error:
        typer.echo(f"tetrarchy: {error}", err=True)
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
    typer.echo(f"tetrarchy: {counted(rows)} rows failed, {study.failed[0].error}; {again}", err=True)
    raise typer.Exit(3)


def _write(result: Any, format: str, out: Path | None = None) -> None:
    _emit(written(result, format), out)


def _emit(text: str, out: Path | None) -> None:
    if out is None or str(out) == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        _write_file(out, text)
        typer.echo(f"written: {out}", err=True)


def _write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None


def main() -> None:
    """Run the command line; bad input ends it with a message on standard error and exit code 2."""
    try:
        app()
    except InputError as error:
        typer.echo(f"tetrarchy: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
