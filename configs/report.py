"""The report on a scenario or a source, as the command writes it."""

from __future__ import annotations

from os import PathLike

from ..games.scenario.given import GivenScenario, scenario_of
from ..studies.conflict.conflict_analysis import WholeConflict
from ..studies.conflict.first_page import ConflictPage
from ..studies.scenario.main_analysis import Brief, Report, first_page, main_analysis
from .load import load_both


def report(source: GivenScenario) -> Report | WholeConflict:
    """Return the whole analysis of a scenario: what is asked, what holds, what would change it, what it rests on.

    A notebook shows it, and `written` in `tetrarchy.reports.outputs` makes text of it.

    Parameters
    ----------
    source
        A scenario, a game, or the name or path of one. The study that a file asks for is part of its report.

    Raises
    ------
    ScenarioError, InputError
        As in `load`.

    Examples
    --------
    >>> report("prisoners-dilemma").question
    'What does each player do, and would anybody rather do something else?'
    """
    if isinstance(source, str | PathLike):
        scenario, study = load_both(source)
        return main_analysis(scenario, study=study)
    return main_analysis(scenario_of(source))


def brief(source: GivenScenario) -> Brief | ConflictPage:
    """Return the first page of the report alone.

    Parameters
    ----------
    source
        As in `report`.

    Returns
    -------
    Brief or ConflictPage
        The page of a conflict where the scenario is a graph of moves.
    """
    return first_page(report(source))
