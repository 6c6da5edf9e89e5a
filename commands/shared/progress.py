"""What a command says while it works: that it may take long, what is being done, how far it is."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .output import at_terminal, tell

if TYPE_CHECKING:
    from ...games.scenario.scenario import Scenario
    from ...studies.watch import Watch


def forecast(
    scenario: Scenario, concepts: tuple[Any, ...], time_limit: float | None = None, *, report: bool = False
) -> None:
    """Say on standard error where it may take long to solve a game of players."""
    from ...solvers.cost import expected_cost
    from ...solvers.solve import in_time

    if scenario.population or scenario.graph:
        return
    if cost := expected_cost(scenario.build(), [in_time(each, time_limit) for each in concepts], report=report):
        tell(cost)


@contextmanager
def watched(time_limit: float | None) -> Generator[Watch]:
    """Give the watch of a command that ends with what there is, at its time limit or an interrupt."""
    from ...solvers.deadline import cut_off, interrupts_kept

    with interrupts_kept(), telling(time_limit) as watch, cut_off(watch.deadline):
        yield watch


@contextmanager
def telling(time_limit: float | None = None) -> Generator[Watch]:
    """Give the watch of a command: on a terminal a line says what is being done, and how far it is."""
    from ...reports.progress import ProgressLine
    from ...solvers.deadline import listening
    from ...studies.watch import watch

    if at_terminal():
        with ProgressLine(sys.stderr) as line, listening(line.count):
            yield watch(time_limit, line.tell)
    else:
        yield watch(time_limit)
