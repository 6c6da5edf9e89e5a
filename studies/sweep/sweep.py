"""Sweeps: a scenario solved at every point of a design, in this process, on many, or on a cluster.

Rows are solved in chunks (`engine`), kept in memory or in a folder (`store`), and come back as a `Study`. The rows do
not depend on how they were solved: the same scenario, design and seed give the same columns, bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from math import inf
from os import PathLike, cpu_count
from pathlib import Path
from typing import Any, NamedTuple

from ...games.errors import InputError, expect, unexpected, whole_number
from ...games.numbers import counted
from ...games.scenario.given import GivenScenario, scenario_of, warn_outside
from ...games.scenario.over import Over
from ...solvers.deadline import seconds_until
from .plan import Plan
from .points.designs import designed, usual_design
from .running.chunks import Cut, Failure, RowPlan, RowSource
from .running.cluster import dask_executor
from .running.engine import run_here, run_on, run_on_processes
from .running.job import Caught, ChunkOutcome, Done, Job, attempt
from .running.lanes import SweepStopped
from .running.pilot import chunk_size, largest_chunk
from .running.progress import Meter, Watcher
from .running.store import Store, join_store, open_store
from .study import InMemory, Study

Shard = tuple[int, int]

MOST_IN_MEMORY = 10_000_000


class SweepInterrupted(KeyboardInterrupt):
    """A sweep was interrupted; the message says how to go on."""


class Solved(NamedTuple):
    """Solved rows of a plan: how they are cut, which chunks are there, which failed, and where the rows are."""

    cut: Cut
    numbers: tuple[int, ...]
    failed: tuple[Failure, ...]
    source: RowSource


@dataclass(frozen=True)
class Means:
    """With what a plan is run.

    Attributes
    ----------
    executor
        Any `concurrent.futures.Executor`, used as it is and left open, or the address of a Dask scheduler.
    workers
        Processes to start; with an executor, how many workers it has, where it does not say so itself.
    """

    executor: Executor | str | None = None
    workers: int | None = None

    def __post_init__(self) -> None:
        if self.workers is not None and whole_number("workers", self.workers) < 1:
            raise InputError(f"workers must be 1 or more, got {self.workers}")

    @property
    def here(self) -> bool:
        """Whether all is done in this process."""
        return self.executor is None and self.workers is None

    def outcomes(self, job: Job, numbers: Sequence[int], stack: ExitStack) -> Generator[ChunkOutcome]:
        """Solve chunks and go through their outcomes; what is opened for them is closed with the stack."""
        if isinstance(self.executor, str):
            executor, room = stack.enter_context(dask_executor(self.executor))
            return run_on(executor, room, job, numbers)
        if self.executor is not None:
            room = self.workers or getattr(self.executor, "_max_workers", None) or cpu_count() or 1
            return run_on(self.executor, lambda: room, job, numbers)
        return run_here(job, numbers) if self.workers is None else run_on_processes(self.workers, job, numbers)


def sweep(
    scenario: GivenScenario,
    over: Over | None = None,
    *,
    samples: int | None = None,
    design: str | None = None,
    concepts: Sequence[str] = (),
    selection: str = "first",
    seed: int | None = None,
    out: str | Path | None = None,
    executor: Executor | str | None = None,
    workers: int | None = None,
    chunk: int | None = None,
    shard: Shard | None = None,
    progress: Watcher | None = None,
) -> Study:
    """Solve a scenario at many points: a grid of values, or samples of ranges.

    Parameters
    ----------
    scenario
        A scenario, a game, or the name or path of one.
    over
        For each path the values it takes, for the grid of all combinations, the last path changing fastest. With
        `samples`, for each path its lowest and its highest value, or None for the range held plausible. Texts are read
        as in options and files: {"p_R": "0:1:11"}, {"p_R": "declared"}, ["p_R=0:1:11", "rho"], "p_R".
    samples
        How many points are drawn; by "saltelli" how many blocks, by "morris" how many trajectories.
    design
        A name from `DESIGNS`: by default "grid", and with `samples` "sobol".
    concepts, selection
        What else is asked of each game, and which of several pure equilibria is described; see `Plan`.
    seed
        Of the samples; the scenario's own where left out.
    out
        A folder that keeps the rows, one Parquet file a chunk. The same call goes on from what is there, and chunks
        that failed stay set aside until `tetrarchy sweep retry`. Without it the rows are in memory.
    executor
        Any `concurrent.futures.Executor`, used as it is, or the address of a Dask scheduler.
    workers
        How many processes to start; with an executor that does not say so itself, how many workers it has. Without
        both, everything is done in this process.
    chunk
        How many rows are solved at once; left out, as many as take about a second. The rows do not depend on it, and
        a folder keeps the number that it began with.
    shard
        (i, n) for the i-th of n shares of the chunks, from 1 to n: calls with the same folder on n machines together
        solve all of it.
    progress
        Called with a `Progress` after every chunk.

    Returns
    -------
    Study
        With the chunks that could not be solved in `failed`: they raised an error, or their process died three times.

    Raises
    ------
    InputError
        If a path is unknown or given twice, a value does not fit, there are more rows than fit, the folder holds
        another study (`DifferentStudy`) or other things (`NotAStudy`).
    SweepStopped
        If the disk is full or the executor is lost; the same call goes on from the parts that are finished.
    SweepInterrupted
        On Ctrl-C; as above.

    Examples
    --------
    >>> import numpy as np
    >>> from tetrarchy import load
    >>> study = sweep(load("us-russia-china"), over={"p_R": np.linspace(0, 1, 11)})
    >>> [(regime.profiles, regime.points) for regime in study.regimes()]
    [(((3, 1, 1),), 9), (((0, 0, 0), (1, 1, 1)), 2)]
    """
    expect(concepts, (str, Iterable), "names of concepts")
    for concept in concepts:
        expect(concept, str, "the name of a concept")
    if out is not None:
        expect(out, (str, PathLike), "a folder as text or path")
    if progress is not None and not callable(progress):
        raise unexpected(progress, "a function that is told of the progress")
    scenario = scenario_of(scenario)
    kind = design or usual_design(samples)
    points = designed(scenario, {} if over is None else over, kind, samples=samples, seed=seed)
    plan = Plan(scenario, points, (concepts,) if isinstance(concepts, str) else tuple(concepts), selection)
    warn_outside(scenario, plan.design.spans)
    found = solved(plan, out=out, executor=executor, workers=workers, chunk=chunk, shard=shard, progress=progress)
    return Study(plan, *found)


def solved(
    plan: RowPlan,
    *,
    out: str | Path | None = None,
    executor: Executor | str | None = None,
    workers: int | None = None,
    chunk: int | None = None,
    shard: Shard | None = None,
    progress: Watcher | None = None,
    deadline: float = inf,
) -> Solved:
    """Solve the rows of a plan of any kind; see `sweep`.

    After the deadline, a reading of the clock `time.monotonic`, no chunk is begun but the first; what is solved by then
    is there.
    """
    means = Means(executor, workers)
    chunk = None if chunk is None else whole_number("chunk", chunk)
    if chunk is not None and chunk < 1:
        raise InputError(f"a chunk has 1 row or more, got {chunk}")
    if out is None:
        if len(plan) > MOST_IN_MEMORY:
            raise InputError(
                f"the design has {counted(len(plan))} points; at most {counted(MOST_IN_MEMORY)} are kept in memory, "
                "give a folder"
            )
        at_once = means.here and deadline == inf
        cut = Cut(len(plan), chunk or (largest_chunk(plan) if at_once else chunk_size(plan)))
        return _in_memory(plan, cut, means, _shard_chunks(cut, shard), progress, deadline)
    store = open_store(Path(out), plan, lambda: chunk or chunk_size(plan))
    store.tidy()
    share = _shard_chunks(store.cut, shard)
    survey = store.survey(share)
    rows, done, failed = (
        store.cut.total(own) for own in (share, survey.whole & set(share), survey.failed & set(share))
    )
    left = [number for number in share if number not in survey.whole | survey.failed]
    return _in_folder(plan, store, means, left, Meter(rows, done, failed), progress, deadline)


def solved_again(
    folder: str | Path,
    plan: RowPlan,
    *,
    executor: Executor | str | None = None,
    workers: int | None = None,
    progress: Watcher | None = None,
) -> Solved:
    """Solve the chunks again that were set aside in the folder of a plan of any kind; errors as in `sweep`."""
    store = join_store(Path(folder), plan)
    store.tidy()
    failed = sorted(store.survey().failed)
    return _in_folder(plan, store, Means(executor, workers), failed, Meter(store.cut.total(failed)), progress)


def _shard_chunks(cut: Cut, shard: Any) -> range:
    """Return the chunks of a shard, or all of them."""
    if shard is not None and (not isinstance(shard, Sequence) or len(shard) != 2):
        raise InputError(f"a shard is a pair of numbers (i, n), got {shard}")
    place, count = (whole_number("the numbers of a shard", own) for own in shard or (1, 1))
    if not 1 <= place <= count:
        raise InputError(f"a shard is one of 1 to n of n, got {place} of {count}")
    return range(place - 1, len(cut), count)


def _in_memory(
    plan: RowPlan, cut: Cut, means: Means, share: Sequence[int], progress: Watcher | None, deadline: float
) -> Solved:
    tables, failed = dict[int, Any](), list[Failure]()

    def settle(outcome: ChunkOutcome) -> None:
        if isinstance(outcome, Done):
            tables[outcome.number] = outcome.table
        else:
            failed.append(outcome)

    _solve(Job(plan, cut, None), means, share, Meter(cut.total(share)), settle, progress, deadline)
    return Solved(
        cut, tuple(sorted(tables)), tuple(sorted(failed, key=lambda failure: failure.number)), InMemory(tables)
    )


def _in_folder(
    plan: RowPlan,
    store: Store,
    means: Means,
    left: Sequence[int],
    meter: Meter,
    progress: Watcher | None,
    deadline: float = inf,
) -> Solved:
    def settle(outcome: ChunkOutcome) -> None:
        if isinstance(outcome, Failure):
            inputs = attempt(lambda: plan.design.points(outcome.start, outcome.stop))
            known = {} if isinstance(inputs, Caught) else {path: values.tolist() for path, values in inputs.items()}
            store.record(outcome, known)

    _solve(Job(plan, store.cut, store), means, left, meter, settle, progress, deadline)
    store.tidy()
    survey = store.survey(checked=())
    return Solved(store.cut, tuple(sorted(survey.whole)), store.failures(survey.failed), store)


def _solve(
    job: Job,
    means: Means,
    numbers: Sequence[int],
    meter: Meter,
    settle: Callable[[ChunkOutcome], None],
    progress: Watcher | None,
    deadline: float,
) -> None:
    """Solve chunks until the deadline, tell how far it is, and say how to go on when it stops."""
    try:
        with ExitStack() as stack:
            for outcome in stack.enter_context(closing(means.outcomes(job, numbers, stack))):
                settle(outcome)
                meter.count(job.cut.size(outcome.number), isinstance(outcome, Failure))
                if progress is not None:
                    progress(meter.progress())
                if seconds_until(deadline) == 0:
                    break
    except (SweepStopped, OSError) as error:
        raise SweepStopped(f"{error}; {_how_to_go_on(job)}") from error
    except KeyboardInterrupt as error:
        raise SweepInterrupted(f"interrupted; {_how_to_go_on(job)}") from error


def _how_to_go_on(job: Job) -> str:
    if job.store is None:
        return "what was solved is lost; give a folder (out) to keep it"
    return f"what is solved stays in {job.store.path}: run the same again to go on"
