"""Arenas that are written in Python: the function's own arithmetic, kept as formulas of a file."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import tetrarchy as tt
from tetrarchy import InputError
from tetrarchy.configs.expressions import parse_formula
from tetrarchy.games.arena import consequences
from tetrarchy.games.formulas.traced import Traced
from tetrarchy.games.scenario.resolved import resolved
from tetrarchy.reports.format.toml import toml

MENUS = {"Port": ["toll", "free"], "Fleet": ["sail", "stay"]}
NUMBERS = {
    "toll": {"default": 0.2, "low": 0, "high": 0.5, "meaning": "what passage costs"},
    "trade": {"symbol": "t", "default": 0.3, "low": 0.1, "high": 0.6, "meaning": "what a voyage earns"},
}
ACTORS = {"Port": {"orders": "mercantilist"}, "Fleet": {"orders": "liberal"}}


def straits(played: tuple[str, ...], p: Any) -> dict[str, dict[str, Any]]:
    asks, sails = played[0] == "toll", played[1] == "sail"
    return {
        "Port": {"gain": p.toll * asks * sails, "status": -p.one / 3 * asks},
        "Fleet": {"gain": (p.t - p.toll * asks) * sails, "security": np.float64(0.5) * p.trade**2 / (1 + p.toll) - 0},
    }


def in_python(effects: Any = straits, **other: Any) -> tt.Scenario:
    return tt.arena(effects, **{"actions": MENUS, "parameters": NUMBERS, "actors": ACTORS, **other})


def test_it_does_what_the_function_does_in_fractions():
    scenario = in_python()
    for toll, trade in [(Fraction(1, 7), Fraction(2, 9)), (Fraction(0), Fraction(3, 5))]:
        values = {"toll": toll, "trade": trade}
        found = consequences(scenario.game.arena, values)
        assert found[0, 0, 0].tolist()[:1] == [toll]
        assert found[1, :, 0, 0].tolist() == [trade - toll, trade]
        assert found[1, 1, 1, 7] == found[1, 0, 0, 7] == trade**2 / 2 / (1 + toll)
        assert found[0, 0, 1, 6] == Fraction(-1, 3)


def test_every_verb_takes_it_and_its_file_reads_back():
    scenario = in_python(question="Who sails?", status_quo={"Port": "free", "Fleet": "sail"})

    assert [found.supports for found in tt.solve(scenario).equilibria] == [((0,), (0,))]
    assert tt.sweep(scenario, over={"t": [0.1, 0.5]}).to_numpy()["regime"].tolist() == ["none", "toll/sail"]
    again = tt.parse(toml(resolved(scenario)), "again")
    assert again.build().exact.tolist() == scenario.build().exact.tolist()
    assert (scenario.question, scenario.source) == ("Who sails?", "")


def test_the_entries_of_a_file_do_in_the_place_of_a_function():
    entries = [{"when": {"Port": "toll", "Fleet": "sail"}, "Port": {"gain": "toll"}}]

    assert consequences(in_python(entries).game.arena, {"toll": 1, "trade": 0})[0, 0, 0, 0] == 1


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        (lambda p: max(p.toll, 0), "'toll' is compared, or taken for true or false"),
        (lambda p: 1 if p.toll == Fraction(1, 5) else 0, "'toll' is compared"),
        (lambda p: 1 if p.toll - p.t else 0, "'toll - trade' is compared"),
        (lambda p: math.exp(p.toll), "the function cannot be used: must be real number"),
        (lambda p: np.exp(p.toll), "the function cannot be used: operand"),
        (lambda p: p.toll**0.5, "'toll' has the exponent 0.5: expected a whole number"),
        (lambda p: p.toll**9, "Port, gain: an exponent must be a whole number from -8 to 8, got '9'"),
        (lambda p: p.tol, "unknown parameter 'tol' (did you mean 'toll'?); known: t, toll, trade"),
        (lambda p: True, "Port, gain: expected a number, or arithmetic on parameters, got True"),
        (lambda p: float("nan"), "Port, gain: expected a number, or arithmetic on parameters, got 'nan'"),
    ],
)
def test_what_no_formula_says_is_refused_with_its_outcome(gain, said):
    with pytest.raises(InputError) as caught:
        in_python(lambda played, p: {"Port": {"gain": gain(p)}} if played == ("free", "sail") else {})

    assert str(caught.value).startswith("arena, at (free, sail): ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("effects", "said"),
    [
        (None, "got None"),
        ({"Prt": {}}, "unknown player 'Prt' (did you mean 'Port'?)"),
        ({"Port": 3}, "got 3 for Port"),
        ({"Port": {"gains": 1}}, "Port: unknown dimension 'gains' (did you mean 'gain'?)"),
        ({"Port": {"relative_gain": 1}}, "relative_gain is worked out from the gains of all players"),
    ],
)
def test_effects_of_another_form_are_refused(effects, said):
    with pytest.raises(InputError) as caught:
        in_python(lambda played, p: effects)

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("part", "given", "kind", "said"),
    [
        ("effects", 3, TypeError, "expected consequences as a function or a list of tables, got int 3"),
        ("actions", 3, TypeError, "expected actions as a table from players to lists of actions, got int 3"),
        ("parameters", [1], TypeError, "expected parameters as a table from names"),
        ("actors", {}, InputError, "arena: actors.Port.orders: is required and is missing"),
        ("nope", 1, InputError, "arena: nope: unknown key"),
        ("study", {}, InputError, "arena: study has no place here"),
    ],
)
def test_parts_of_another_form_are_refused(part, given, kind, said):
    with pytest.raises(kind) as caught:
        in_python(**{part: given})

    assert said in str(caught.value)


def test_what_is_traced_reads_as_the_same_number():
    x, y = Fraction(2, 7), Fraction(-3, 5)

    def value(x: Any, y: Any) -> Any:
        return (
            -(x * y) / (2 - -x) ** 2
            - (x - (y - 1)) * (x / (y * 3))
            + -(x - y)
            + (-x) ** 3
            + y**-1
            - Fraction(1, 3) ** 2
        )

    formula = parse_formula(value(Traced("x"), Traced("y")).text, {"x": "x", "y": "y"})

    assert formula.value(type("p", (), {"x": x, "y": y, "one": Fraction(1)})) == value(x, y)
