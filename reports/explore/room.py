"""A scenario as a page that is explored from disk: one file that asks for nothing else and forbids itself to.

The page holds its game as polynomials, in JSON, the scenario as TOML, and a script that solves the game anew as its
numbers are moved. All names are data to it: they stand in JSON and come to the screen as text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from math import lcm
from string import ascii_letters
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.orders.rows import ROW_NAMES
from ...games.scenario.scenario import Scenario
from ...games.sequence.stages import Stages
from ...games.text.labels import capital, plain
from ...games.text.visible import visible
from ...studies.explore.explorable import Dial, Explorable
from ...studies.explore.polynomials import Polynomial, Polynomials
from ...studies.scenario.page.question import question_of
from ...studies.sweep.plan import Plan
from ..format.provenance import version
from ..sequence.words import hidden_words, ordered
from .sealed import inside, scenario_inside, sealed_page

STEPS = 100
"""About so many steps of a round size lie in the range of a dial."""


def room_page(explorable: Explorable, study: Plan | None = None) -> str:
    """Return the page; its script and its style are those whose hashes stand in its Content-Security-Policy.

    Parameters
    ----------
    study
        The sweep that is asked for beside the scenario, which stands inside with it unless its points are a table's.
    """
    scenario = explorable.scenario
    solvers = ("explore_fractions.js", "explore_solver.js", "explore_map.js")
    stages = ("explore_stages.js",) if explorable.moves else ()
    return sealed_page(
        "explore",
        (*solvers, *stages, "explore_parts.js", "explore_dials.js", "explore_page.js"),
        title=visible(scenario.title),
        scenario=scenario_inside(scenario, study),
        game=inside(json.dumps(game_values(explorable), separators=(",", ":"))),
        footer=f"tetrarchy {version()}. The scenario is inside this file: tetrarchy solve reads the file back.",
    )


def game_values(explorable: Explorable) -> dict[str, Any]:
    """Return what the script is given of a game, as plain values.

    A polynomial is text: its terms, each a sign, a whole multiple of 1 / `unit`, left out where it is `unit`, and the
    variables that it is multiplied by: a letter for each of the first 52, "(52)" for the next. Text too are the numbers
    of the polynomials that say what each profile does to a player along a dimension: each once, then their letters in
    the order of the profiles, "3a" for one that comes three times; it is empty where nothing does anything.
    """
    scenario, polynomials = explorable.scenario, explorable.polynomials
    unit, zero = _unit(polynomials), _place_of_zero(polynomials)
    mixes = sorted(set(explorable.shares))
    return {
        "title": visible(scenario.title),
        "question": visible(question_of(scenario)),
        "ordinal": scenario.ordinal,
        "players": [visible(label) for label in explorable.labels],
        "plural": [place for place, label in enumerate(scenario.names.spoken) if label.plural],
        "actions": [[_shown(name) for name in names] for names in scenario.names.actions],
        "dimensions": [plain(name) for name in explorable.dimensions],
        "dials": [_dial(scenario, dial) for dial in explorable.dials[: polynomials.variables]],
        "orders": list(ROW_NAMES),
        "mixes": [_mix([explorable.dials[k] for k in own]) for own in mixes],
        "mixOf": [mixes.index(own) for own in explorable.shares],
        "unit": str(unit),
        "derived": [[each.kind, _terms(each.polynomial, unit)] for each in polynomials.derived],
        "polynomials": "|".join(_terms(polynomial, unit) for polynomial in polynomials.polynomials),
        "effects": [["" if (line == zero).all() else _runs(line) for line in own] for own in explorable.effects],
        "rows": [[_number(weight) for weight in row] for row in explorable.rows],
        "today": _today(scenario),
        **({"moves": [_choice(scenario, staged) for staged in explorable.moves]} if explorable.moves else {}),
    }


def step(low: Fraction, high: Fraction) -> Fraction:
    """Return the step of a dial whose low end lies below its high one: 1, 2 or 5 times a power of ten.

    Examples
    --------
    >>> step(Fraction(0), Fraction(1)), step(Fraction(1, 5), Fraction(1)), step(Fraction(-3), Fraction(8))
    (Fraction(1, 100), Fraction(1, 100), Fraction(1, 5))
    """
    size, unit = (high - low) / STEPS, Fraction(1)
    while unit > size:
        unit /= 10
    while 10 * unit <= size:
        unit *= 10
    return next(k * unit for k in (1, 2, 5, 10) if k * unit >= size)


def _dial(scenario: Scenario, dial: Dial) -> list[str | None]:
    """Return a dial as a list, without the end of it where that says what holds of every share."""
    words = [dial.key, visible(dial.name), visible(dial.group), dial.whole, str(dial.value)]
    tail = [str(dial.low), str(dial.high), str(step(dial.low, dial.high)), visible(scenario.in_own_names(dial.meaning))]
    return words if tail == ["0", "1", "1/100", ""] else [*words, *tail]


def _choice(scenario: Scenario, staged: Stages) -> list[Any]:
    """Return an order of moves in words, the numbers of the players of each stage, and what is hidden as (of, from)."""
    names = scenario.names
    spoken = [names.spoken_states[state] for state in names.states]
    words = f"{ordered(spoken, staged)}. {hidden_words(spoken, staged)}".strip().removesuffix(".")
    return [visible(capital(words)), staged.order, sorted(staged.hidden)]


def _mix(shares: Sequence[Dial]) -> list[Any]:
    """Return the mix that some dials are the shares of, in the order of the rows: its key, whose it is, the shares."""
    return [shares[0].whole, visible(shares[0].group), [str(dial.value) for dial in shares]]


def _unit(polynomials: Polynomials) -> int:
    every = [*polynomials.polynomials, *(each.polynomial for each in polynomials.derived)]
    return lcm(*(coefficient.denominator for polynomial in every for coefficient, _ in polynomial))


def _place_of_zero(polynomials: Polynomials) -> int:
    return polynomials.polynomials.index(()) if () in polynomials.polynomials else -1


def _terms(polynomial: Polynomial, unit: int) -> str:
    return "".join(f"{_multiple(coefficient, unit)}{''.join(map(_letter, own))}" for coefficient, own in polynomial)


def _multiple(coefficient: Fraction, unit: int) -> str:
    sign, size = "-" if coefficient < 0 else "+", abs(coefficient) * unit
    return sign if size == unit else f"{sign}{size}"


def _letter(variable: int) -> str:
    return ascii_letters[variable] if variable < len(ascii_letters) else f"({variable})"


def _runs(line: NDArray[np.int64]) -> str:
    runs = [(place, sum(1 for _ in run)) for place, run in groupby(line.ravel().tolist())]
    places = list(dict.fromkeys(place for place, _ in runs))
    letters = (f"{times if times > 1 else ''}{_letter(places.index(place))}" for place, times in runs)
    return f"{','.join(map(str, places))} {''.join(letters)}"


def _number(number: Fraction) -> int | str:
    return int(number) if number.denominator == 1 else str(number)


def _today(scenario: Scenario) -> list[int] | None:
    today: Mapping[str, str] = scenario.today()
    if not today:
        return None
    pairs = zip(scenario.players, scenario.actions, strict=True)
    return [names.index(today[player]) for player, names in pairs]


def _shown(name: str) -> str:
    return visible(plain(name))
