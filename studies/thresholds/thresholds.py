"""Thresholds: what one or two numbers of a scenario decide, exactly.

Payoffs are polynomials, or quotients of polynomials, in any parameter, share or value weight. Whether a pure profile
is an equilibrium turns on the signs of payoff differences, and these change at roots of polynomials only, which are
isolated exactly. So there is nothing to sample: every interval, tipping point and boundary is proven, and nothing is
rounded but to be printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

from ...games.errors import InputError
from ...games.scenario.given import GivenScenario, scenario_of
from .threshold_line import Thresholds, threshold_line
from .threshold_map import ThresholdMap, threshold_map
from .variables import GivenRange


@overload
def thresholds(scenario: GivenScenario, over: str, between: GivenRange | None = None) -> Thresholds: ...


@overload
def thresholds(
    scenario: GivenScenario, over: tuple[str, ...], between: Sequence[GivenRange | None] | None = None
) -> ThresholdMap: ...


def thresholds(
    scenario: GivenScenario, over: str | tuple[str, ...], between: Sequence[Any] | None = None
) -> Thresholds | ThresholdMap:
    r"""Return where each pure profile is an equilibrium, over the values of one number or of two.

    Parameters
    ----------
    scenario
        A scenario, a game, or the name or path of one.
    over
        The path of a number that payoffs depend on, or two paths: a parameter of the arena, a share of a mix or the
        chance of a type (the others keep their proportions), a cell of the value matrix, or a payoff of a game that is
        given by payoffs.
    between
        The range, as (lowest, highest), or two of them. Where left out it is the range held plausible, 0 to 1 for a
        share; a payoff has none of its own.

    Returns
    -------
    Thresholds
        For one path: intervals, tipping points with closed forms, and where mixed equilibria of two players exist.
    ThresholdMap
        For two paths: cells with the same equilibria, and the curves between them with closed forms.

    Raises
    ------
    InputError
        If a path is unknown or payoffs do not depend on it, a range is missing or empty, a payoff has no value
        somewhere in the range, or two paths are parts of one whole.

    Examples
    --------
    A triangle of pure types: the restraint from which Russia aligns with China under pressure.

    >>> from tetrarchy import parse
    >>> scenario = parse('title = "Reference"\n[game]\nkind = "triangle"', "reference")
    >>> line = thresholds(scenario, "rho")
    >>> [point.value for point in line.tipping_points if point.appears]
    [Fraction(41, 112)]
    >>> line.equilibria[3, 1, 1]
    (Interval(low=Fraction(41, 112), high=Fraction(1, 1), low_closed=True, high_closed=True),)
    """
    scenario = scenario_of(scenario)
    if isinstance(over, str):
        return threshold_line(scenario, over, between)
    if len(over) != 2 or (between is not None and len(between) != 2):
        raise InputError(f"thresholds are taken over one path or two, each with one range, got {len(over)} paths")
    return threshold_map(scenario, over, between or (None, None))
