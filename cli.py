"""The command line: parse, call, print. Everything that a command does is a call that a script can make too."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tetrarchy.games.errors import InputError

if TYPE_CHECKING:
    from tetrarchy.games.scenario import Scenario
    from tetrarchy.reports.blocks import Document

app = typer.Typer(
    name="tetrarchy",
    help="Games of world order: who should do what, why nobody moves, and what it rests on.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """What a result is written as."""

    table = "table"
    markdown = "markdown"
    csv = "csv"
    json = "json"
    latex = "latex"
    html = "html"


Source = Annotated[
    str, typer.Argument(help="A shipped scenario, a .toml or .nfg file, or - for a scenario on standard input.")
]
Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="K=V", help="Set a number of the scenario; may be repeated.")
]
As = Annotated[Format, typer.Option("--format", help="How the result is written.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write the result to this file, not to standard output.")]
Seed = Annotated[int | None, typer.Option("--seed", min=0, help="Seed for methods that search at random.")]
Concepts = Annotated[
    list[str] | None, typer.Option("--concept", metavar="C", help="A solution concept; see tetrarchy list concepts.")
]

Reading = Annotated[
    str,
    typer.Option(
        "--reading",
        metavar="R",
        help="What ties Russia to China: english-school (norms), authoritarian-international, mearsheimer.",
    ),
]
AS_GIVEN = "english-school"


def _print_version(asked: bool) -> None:
    if asked:
        from tetrarchy.reports.provenance import version

        typer.echo(f"tetrarchy {version()}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


class Kind(StrEnum):
    """What `list` can list."""

    scenarios = "scenarios"
    arenas = "arenas"
    orders = "orders"
    concepts = "concepts"
    claims = "claims"


@app.command("list")
def list_(
    kind: Annotated[Kind | None, typer.Argument(help="What to list; everything where left out.")] = None,
    format: As = Format.table,
    out: Out = None,
) -> None:
    """List what there is, with a line on each.

    Example: tetrarchy list arenas
    """
    from tetrarchy.configs.load import load, shipped
    from tetrarchy.reports.catalogue import catalogue, catalogue_json

    kinds = [kind.value] if kind else [known.value for known in Kind]
    scenarios = [load(name) for name in shipped()] if Kind.scenarios in kinds else []
    _write(format, out, lambda: catalogue(kinds, scenarios), lambda: catalogue_json(kinds, scenarios))


@app.command()
def show(
    source: Source,
    set: Set = None,
    reading: Reading = AS_GIVEN,
    format: As = Format.table,
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Show a game before it is solved: actors, what they value, options, payoffs, assumptions.

    Example: tetrarchy show us-russia-china --set p=0.8
    """
    from tetrarchy.reports.json_form import game_json
    from tetrarchy.reports.report import game_report

    scenario = _scenario(source, set, seed, reading)
    game = scenario.build()
    _write(format, out, lambda: game_report(scenario, game), lambda: game_json(scenario, game))


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The new file is NAME.toml.")],
    arena: Annotated[str, typer.Option("--arena", metavar="A", help="See tetrarchy list arenas.")],
    out: Annotated[Path | None, typer.Option("--out", help="Another file; - for standard output.")] = None,
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
    from tetrarchy.configs.load import load

    wrong = []
    for file in files:
        try:
            load(file)
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
    from tetrarchy.reports.json_form import dumped

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
    format: As = Format.table,
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Find the equilibria of a scenario, and say why nobody moves.

    Example: tetrarchy solve us-russia-china --set US.orders=liberal
    """
    from tetrarchy.reports.json_form import solution_json, solutions_json
    from tetrarchy.reports.report import solved
    from tetrarchy.solvers.cost import expected_cost
    from tetrarchy.studies.analysis import analyse, concepts_asked

    scenario = _scenario(source, set, seed, reading)
    concepts = concepts_asked(scenario, concept or [], method, time_limit, exact)
    cost = expected_cost(scenario.build(), concepts)
    if cost is not None:
        typer.echo(cost, err=True)
    analyses = [analyse(scenario, asked) for asked in concepts]
    solutions = [analysis.solution for analysis in analyses]
    _write(
        format,
        out,
        lambda: [block for analysis in analyses for block in solved(analysis)],
        lambda: solution_json(scenario, solutions[0]) if len(solutions) == 1 else solutions_json(scenario, solutions),
    )


@app.command()
def whatif(
    source: Source,
    set: Annotated[list[str], typer.Option("--set", metavar="K=V", help="What changes; may be repeated.")],
    concept: Annotated[str | None, typer.Option("--concept", metavar="C", help="A solution concept.")] = None,
    reading: Reading = AS_GIVEN,
    format: As = Format.table,
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Compare a scenario before and after a change: which equilibria stay, go and come.

    Example: tetrarchy whatif us-russia-china --set US.orders.liberal=0.9 --set p=0.9
    """
    from tetrarchy.configs.options import settings
    from tetrarchy.reports.json_form import what_if_json
    from tetrarchy.reports.whatif_report import what_if_report
    from tetrarchy.studies.whatif import what_if

    result = what_if(_scenario(source, None, seed), settings(set), concept, reading)
    _write(format, out, lambda: what_if_report(result), lambda: what_if_json(result))


@app.command()
def report(
    source: Source,
    concept: Annotated[str | None, typer.Option("--concept", metavar="C", help="A solution concept.")] = None,
    set: Set = None,
    reading: Reading = AS_GIVEN,
    format: As = Format.markdown,
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Write the whole analysis: the answer, why it holds, and what it rests on.

    Example: tetrarchy report us-russia-china --out report.md
    """
    from tetrarchy.reports.json_form import report_json
    from tetrarchy.reports.report import report as report_document
    from tetrarchy.studies.analysis import analyse

    scenario = _scenario(source, set, seed, reading)
    if scenario.population:
        _write_evolution(scenario, format, out)
        return
    analysis = analyse(scenario, concept)
    _write(format, out, lambda: report_document(analysis), lambda: report_json(analysis))


@app.command()
def repeat(
    source: Source,
    discount: Annotated[
        str | None, typer.Option(help="Discount factor in [0, 1); else the scenario's, or 0.9.")
    ] = None,
    set: Set = None,
    format: As = Format.table,
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Analyse the repeated game: what patience can sustain, and what named strategies earn.

    Example: tetrarchy repeat prisoners-dilemma --discount 0.6
    """
    from tetrarchy.reports.repeat_json import repeat_json
    from tetrarchy.reports.repeat_report import repeat_report
    from tetrarchy.studies.repetition import repeated_analysis

    more = [*(set or []), *([f"repeated.discount={discount}"] if discount is not None else [])]
    result = repeated_analysis(_scenario(source, more, seed))
    _write(format, out, lambda: repeat_report(result), lambda: repeat_json(result))


@app.command()
def evolve(source: Source, set: Set = None, format: As = Format.table, out: Out = None, seed: Seed = None) -> None:
    """Follow a population: where the shares of its orders go, at which they rest, what moves that.

    Example: tetrarchy evolve order-contest --set rho=0.6
    """
    _write_evolution(_scenario(source, set, seed), format, out)


@app.command()
def sweep(
    source: Source,
    over: Annotated[
        list[str], typer.Option("--over", metavar="K=LO:HI:N", help="N values of K from LO to HI; may be repeated.")
    ],
    set: Set = None,
    format: As = Format.table,
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Solve a scenario over a grid of values: the pure equilibria, and where each set of them holds.

    With --format csv every point is a row.

    Example: tetrarchy sweep us-russia-china --over p=0:1:101 --over US.orders.liberal=0:1:51
    """
    from tetrarchy.configs.options import grids
    from tetrarchy.reports.json_form import study_json
    from tetrarchy.reports.sweep_report import sweep_csv, sweep_report
    from tetrarchy.studies.sweep.sweep import sweep as run

    study = run(_scenario(source, set, seed), grids(over))
    if format is Format.csv:
        _emit(sweep_csv(study), out)
    else:
        _write(format, out, lambda: sweep_report(study), lambda: study_json(study))


@app.command()
def thresholds(
    source: Source,
    over: Annotated[
        list[str], typer.Option("--over", metavar="K[=LO:HI]", help="The number that varies; twice for a map of two.")
    ],
    set: Set = None,
    format: As = Format.table,
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Find where each pure profile is an equilibrium as a number varies: exact intervals, tipping points, formulas.

    Without LO:HI a number varies over the range held plausible.

    Example: tetrarchy thresholds us-russia-china --over rho --over p=0:1
    """
    from tetrarchy.configs.options import ranges
    from tetrarchy.reports.thresholds_json import thresholds_json
    from tetrarchy.reports.thresholds_report import thresholds_report
    from tetrarchy.studies.thresholds.thresholds import thresholds as find

    scenario = _scenario(source, set, seed)
    paths, spans = zip(*ranges(over).items(), strict=True)
    study = find(scenario, paths[0], spans[0]) if len(paths) == 1 else find(scenario, paths, spans)
    _write(format, out, lambda: thresholds_report(study), lambda: thresholds_json(study))


@app.command()
def thickness(
    source: Annotated[str, typer.Argument(help="A triangle, for the rival readings of its tie.")] = "us-russia-china",
    samples: Annotated[int, typer.Option(min=1, help="Draws over the ranges of the inputs.")] = 100_000,
    set: Set = None,
    format: As = Format.table,
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Say how thick ties are: seven pairs under three readings, shares of draws, rival readings of a triangle.

    Example: tetrarchy thickness us-russia-china --set rho=0.4
    """
    from tetrarchy.reports.thickness_report import thickness_json, thickness_report
    from tetrarchy.studies.reading_comparison import compare_readings
    from tetrarchy.studies.thickness_shares import thickness_shares

    scenario = _scenario(source, set, seed)
    compared, shares = compare_readings(scenario), thickness_shares(samples, scenario.seed)
    _write(
        format,
        out,
        lambda: thickness_report(scenario, shares, compared),
        lambda: thickness_json(scenario, shares, compared),
    )


@app.command()
def claims(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="A claim (C14), a prediction (triangle.5), an arena; else everything."),
    ] = None,
    samples: Annotated[int, typer.Option(min=1, help="Draws of the inputs of each model.")] = 4000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 0,
    format: As = Format.table,
    out: Out = None,
) -> None:
    """Put the claims of the two papers to the model: which hold at the defaults, and in how many plausible worlds.

    Example: tetrarchy claims C14 triangle.5 --samples 10000
    """
    from tetrarchy.reports.claims_report import claims_json, claims_report, claims_tables
    from tetrarchy.studies.claims.judge import claims as judged

    ledger = judged(ids or None, samples, seed)
    document = claims_tables if format is Format.csv else claims_report
    _write(format, out, lambda: document(ledger), lambda: claims_json(ledger))


def _scenario(source: str, set: list[str] | None, seed: int | None, reading: str = AS_GIVEN) -> Scenario:
    from tetrarchy.configs.load import load
    from tetrarchy.configs.options import settings
    from tetrarchy.games.rival_readings import with_reading

    chosen = settings(set or [])
    if seed is not None:
        chosen["seed"] = seed
    return with_reading(load(source).replace(chosen), reading)


def _write_evolution(scenario: Scenario, format: Format, out: Path | None) -> None:
    from tetrarchy.reports.evolve_json import evolve_json
    from tetrarchy.reports.evolve_report import evolve_report
    from tetrarchy.studies.evolution.populations import population_analysis

    analysis = population_analysis(scenario)
    _write(format, out, lambda: evolve_report(analysis), lambda: evolve_json(analysis))


def _write(format: Format, out: Path | None, document: Callable[[], Any], values: Callable[[], Any]) -> None:
    """Write a document as text, or values as JSON."""
    if format is Format.json:
        from tetrarchy.reports.json_form import dumped

        _emit(dumped(values()), out)
    else:
        from tetrarchy.reports.document import render

        blocks: Document = list(document())
        _emit(render(blocks, format.value), out)


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
