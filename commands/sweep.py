"""Sweeps: a scenario or a world solved at many points, in one go or on many machines."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ..games.errors import InputError
from .shared.groups import Groups
from .shared.options import As, Figures, Orders, Out, Seed, Set, Source, named_folder
from .shared.output import (
    at_terminal,
    drawn,
    is_standard,
    onto_standard_output,
    print_out,
    standard_bytes,
    tell,
    tell_cut,
    write,
)
from .shared.sources import settings_given, tell_outside

if TYPE_CHECKING:
    from ..configs.sweep_request import SweepRequest
    from ..studies.sensitivity.answered import AnsweredStudy
    from ..studies.sweep.plan import Plan
    from ..studies.sweep.running.progress import Progress, Watcher
    from ..studies.sweep.sweep import Solved
    from ..studies.world.plan import WorldPlan
    from ..studies.world.sweep import WorldSweep


class Sweeps(Groups):
    """`sweep SOURCE` beside `sweep status DIR`."""

    own = "run"
    usage = "[OPTIONS] SOURCE | COMMAND [ARGS]..."


sweeps = typer.Typer(
    cls=Sweeps, rich_markup_mode=None, help="Solve a scenario at many points, and say what holds where."
)

Ranges = Annotated[
    list[str] | None,
    typer.Option(
        metavar="K=LO:HI:N",
        help="N values of K from LO to HI, or K=A,B,C; with --samples K or K=LO:HI. May be repeated. Without it "
        "the source's [study] says what varies.",
    ),
]
Samples = Annotated[int | None, typer.Option(min=1, metavar="N", help="Points that are drawn; blocks, trajectories.")]
Design = Annotated[
    str | None,
    typer.Option(
        metavar="D",
        help="grid, one_at_a_time, table; with --samples sobol, latin_hypercube, random, saltelli, morris.",
    ),
]
Besides = Annotated[
    list[str] | None,
    typer.Option(
        "--concept",
        metavar="C",
        help="Besides pure: nash, correlated, logit, seq_stable:PROFILE; of a world nash, blocs.",
    ),
]
Selection = Annotated[
    str | None,
    typer.Option(metavar="S", help="Which equilibrium is described: first, welfare, egalitarian, status_quo."),
]
Kept = Annotated[
    Path | None,
    typer.Option(
        parser=named_folder, metavar="DIR", help="A folder that keeps the rows; the same command goes on there."
    ),
]
Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes; else all is done in one.")]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers solve the rows.")
]
Share = Annotated[
    str | None, typer.Option(metavar="I/N", help="Only the I-th of N shares of the chunks, for job arrays.")
]
Chunk = Annotated[
    int | None, typer.Option(min=1, metavar="ROWS", help="Rows that are solved at once; the result is the same.")
]
Script = Annotated[
    Literal["slurm"] | None, typer.Option(help="Print a job array of N tasks (--shard 1/N, else 16) for a cluster.")
]
Fractions = Annotated[
    bool, typer.Option("--exact", help="Of a world: solve every point in fractions, checked in whole numbers.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what it will take, and solve nothing.")]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a sweep.")]


@sweeps.command(Sweeps.own, hidden=True)
def sweep(
    source: Source,
    over: Ranges = None,
    samples: Samples = None,
    design: Design = None,
    concept: Besides = None,
    selection: Selection = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Kept = None,
    seed: Seed = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    shard: Share = None,
    chunk: Chunk = None,
    script: Script = None,
    figures: Figures = None,
    exact: Fractions = False,
    dry_run: DryRun = False,
) -> None:
    """Solve a scenario at many points: the pure equilibria, where each set of them holds, what drives it.

    With --out DIR the rows are kept, as Parquet; with --format csv every point is a row.

    Example: tetrarchy sweep us-russia-china --over rho=0.2:1:101 --over US.orders.liberal=0:1:51

    Example: tetrarchy sweep us-russia-china --over p_R --over rho --over US.orders --samples 4096 --out study
    """
    from ..configs.assumptions import parted
    from ..configs.sweep_request import SweepRequest, shard_named
    from ..studies.sweep.running.pilot import pilot
    from ..studies.sweep.sweep import solved

    sheets, given = parted(set or ())
    settings = settings_given(given, seed, orders)
    plan = _plan(
        source, SweepRequest(over or (), design, samples, concept or (), selection, settings, tuple(sheets), exact)
    )
    if dry_run:
        write(pilot(plan, workers=workers or 1, chunk=chunk), format)
        return
    asked = None if shard is None else shard_named(shard)
    if script is not None:
        print_out(_job_array(script, out, asked, workers))
        return
    with _sweeping() as progress:
        rows = solved(plan, out=out, executor=scheduler, workers=workers, chunk=chunk, shard=asked, progress=progress)
    write(drawn(_study(plan, rows), figures), format)
    _tell_failures(rows, out)


def _plan(source: str, request: SweepRequest) -> Plan | WorldPlan:
    """Return the plan of a request for a scenario or a world, and say what in the scenario may be a slip."""
    from ..configs.world.load import is_world

    if is_world(source):
        return request.world_plan(source)
    plan = request.plan(source)
    tell_outside(plan.scenario, plan.design.spans)
    return plan


def _job_array(script: str, out: Path | None, shard: tuple[int, int] | None, workers: int | None) -> str:
    """Return the script by which a cluster runs this command as so many tasks."""
    from ..reports.sweep.slurm import slurm_script

    if out is None:
        raise InputError(f"--script {script}: goes with --out DIR, the folder that the tasks fill together")
    return slurm_script(sys.argv[1:], str(out), shard[1] if shard else 16, workers or 1)


def _study(plan: Plan | WorldPlan, rows: Solved) -> AnsweredStudy | WorldSweep:
    from ..studies.sensitivity.answered import AnsweredStudy
    from ..studies.sweep.study import Study
    from ..studies.world.plan import WorldPlan
    from ..studies.world.sweep import swept

    return swept(plan, rows) if isinstance(plan, WorldPlan) else AnsweredStudy(Study(plan, *rows))


@sweeps.command()
def status(folder: Folder, format: As = "table", out: Out = None) -> None:
    """Say how far the sweep of a folder is.

    Example: tetrarchy sweep status study
    """
    from ..studies.sweep.running.store import status as status_of

    write(status_of(folder), format, out)


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
    from ..configs.sweep_request import restored_plan
    from ..studies.sweep.running.store import read_store
    from ..studies.sweep.sweep import solved_again as again

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
    from ..games.numbers import counted
    from ..studies.sweep.export import cut_cells, write_csv
    from ..studies.sweep.export import export as export_rows
    from ..studies.sweep.running.store import read_store

    with onto_standard_output() if is_standard(file) else nullcontext():
        rows = write_csv(folder, standard_bytes()) if is_standard(file) else export_rows(folder, file)
    if file.suffix.lower() == ".xlsx":
        tell_cut(cut_cells(folder))
    asked = read_store(folder).cut.rows
    part = f", {counted(rows)} of {counted(asked)} rows" if rows < asked else ""
    if part or not is_standard(file):
        tell(f"written: {file}{part}")


@contextmanager
def _sweeping() -> Generator[Watcher]:
    """Tell on standard error how far a sweep is, and what to do where it stops before its end."""
    from ..reports.sweep.progress import ProgressLines
    from ..studies.sweep.running.lanes import SweepStopped
    from ..studies.sweep.running.store import DifferentStudy
    from ..studies.sweep.sweep import SweepInterrupted

    try:
        if at_terminal():
            with typer.progressbar(length=1, file=sys.stderr, show_pos=True) as bar:
                yield lambda progress: _advance(bar, progress)
        else:
            yield ProgressLines(tell)
    except SweepInterrupted as error:
        tell(f"tetrarchy: {error}", shlex.join(["tetrarchy", *sys.argv[1:]]))
        raise typer.Exit(130) from None
    except (DifferentStudy, SweepStopped) as error:
        tell(f"tetrarchy: {error}")
        raise typer.Exit(1) from None


def _advance(bar: Any, progress: Progress) -> None:
    bar.length = progress.rows
    bar.update(progress.done + progress.failed - bar.pos)


def _tell_failures(rows: Solved, folder: Path | None) -> None:
    """Say how to try again what failed, and end with exit code 3."""
    if not rows.failed:
        return
    from ..games.numbers import several

    count = sum(failure.stop - failure.start for failure in rows.failed)
    again = f"tetrarchy sweep retry {folder}" if folder else "with --out DIR they can be tried again"
    tell(f"tetrarchy: {several(count, 'row')} failed, {rows.failed[0].error}; {again}")
    raise typer.Exit(3)
