"""Thresholds: what one or two numbers of a scenario decide, exactly.

Payoffs are polynomials, or quotients of polynomials, in any parameter, share or value weight. Whether a pure profile
is an equilibrium turns on the signs of payoff differences, and these change at roots of polynomials only, which are
isolated exactly. So there is nothing to sample: every interval, tipping point and boundary is proven, and nothing is
rounded but to be printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, overload

from ...games.errors import InputError
from ...games.scenario.given import GivenScenario, scenario_of, warn_outside
from ...games.scenario.over import read_ranges
from ..watch import UNWATCHED, Watch
from .threshold_line import Thresholds, threshold_line
from .threshold_map import ThresholdMap, threshold_map
from .variables import GivenRange


@overload
def thresholds(
    scenario: GivenScenario,
    over: str,
    between: GivenRange | str | None = None,
    *,
    concept: str = ...,
    watch: Watch = ...,
) -> Thresholds: ...


@overload
def thresholds(
    scenario: GivenScenario,
    over: tuple[str, ...],
    between: Sequence[GivenRange | str | None] | None = None,
    *,
    concept: str = ...,
    watch: Watch = ...,
) -> ThresholdMap: ...


@overload
def thresholds(
    scenario: GivenScenario, over: Mapping[str, GivenRange | str | None], *, concept: str = ..., watch: Watch = ...
) -> Thresholds | ThresholdMap: ...


def thresholds(
    scenario: GivenScenario,
    over: str | tuple[str, ...] | Mapping[str, Any] | None = None,
    between: Sequence[Any] | None = None,
    *,
    concept: str = "nash",
    watch: Watch = UNWATCHED,
) -> Thresholds | ThresholdMap:
    r"""Return where each pure profile is an equilibrium, over the values of one number or of two.

    Parameters
    ----------
    scenario
        A scenario, a game, or the name or path of one.
    over
        The path of a number, or two paths: a parameter of the arena, a share of a mix or the chance of a type (the
        others keep their proportions), a cell of the value matrix, or a payoff of a game that is given by payoffs. It
        may have its range with it, as in "p_R=0:1" or {"p_R": "0:1"}.
    between
        The range where it is given apart, as (lowest, highest) or "0:1", or two of them. Without one it is the range
        held plausible, 0 to 1 for a share; a payoff has none of its own.
    concept
        "gmr", "smr", "seq" or "sseq" to tell over one number also where each profile is stable for those who look
        further than one move; see `stability`.
    watch
        Until when closed forms, mixed equilibria and the cells of a map are worked out, and who is told of it.

    Returns
    -------
    Thresholds
        For one path: intervals, tipping points with closed forms, and where mixed equilibria of two players exist.
    ThresholdMap
        For two paths: cells with the same equilibria, and the curves between them with closed forms.

    Raises
    ------
    InputError
        If a path is unknown or for another command, a range is missing or empty, a payoff has no value somewhere in
        the range, two paths are parts of one whole, or a concept is unknown or asked for over two numbers.

    Examples
    --------
    The triangle of 2017-20: the Chinese restraint from which Russia stays in the entente under dual pressure.

    >>> from tetrarchy import load
    >>> line = thresholds(load("us-russia-china"), "rho")
    >>> [point.value for point in line.tipping_points if point.appears]
    [Fraction(19763, 74720), Fraction(14813, 16800)]
    >>> line.equilibria[3, 1, 1]
    (Interval(low=Fraction(19763, 74720), high=Fraction(1, 1), low_closed=True, high_closed=True),)
    """
    scenario, asked = scenario_of(scenario), _asked(over, between)
    if len(asked) == 1:
        found: Thresholds | ThresholdMap = threshold_line(scenario, *next(iter(asked.items())), watch, concept)
    elif concept != "nash":
        raise InputError(f"thresholds of stability by {concept} are taken over one number, got {len(asked)}")
    else:
        found = threshold_map(scenario, tuple(asked), tuple(asked.values()), watch)
    warn_outside(scenario, found.spans)
    return found


def _asked(over: str | tuple[str, ...] | Mapping[str, Any] | None, between: Sequence[Any] | None) -> dict[str, Any]:
    """Return the one path or the two, each with its range, None for the one held plausible."""
    if over is None:
        raise InputError('thresholds go over a path, as in "p_R" or "p_R=0:1"; tipping_points goes through all numbers')
    if between is not None:
        paths, spans = ([over], [between]) if isinstance(over, str) else (list(over), between)
        if isinstance(over, Mapping) or isinstance(spans, str) or len(spans) != len(set(paths)):
            raise InputError(f"thresholds take one range for each path, got {spans} beside {over}")
        over = dict(zip(paths, spans, strict=True))
    asked = read_ranges(over)
    if len(asked) not in (1, 2):
        raise InputError(f"thresholds are taken over one path or two, each with one range, got {len(asked)} paths")
    return asked
