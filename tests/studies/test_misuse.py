"""What is of the wrong kind is told in a sentence, by every public name that asks for a kind."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

import tetrarchy as tt

TRIANGLE = tt.load("us-russia-china")

ERRORS = {"InputError", "OutsideRangeWarning", "ScenarioError"}
"""Public names that are no questions."""


def asked_of(name: str, given: Any) -> Callable[[], Any]:
    """Return the call of a public name with the same thing for all that it requires."""
    verb = getattr(tt, name)
    required = [each for each in inspect.signature(verb).parameters.values() if each.default is each.empty]
    named = {each.name: given for each in required if each.kind is each.KEYWORD_ONLY}
    listed = [given for each in required if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    return lambda: verb(*listed, **named) if required else None


@cache
def study() -> tt.Study:
    return tt.sweep(TRIANGLE, over={"p_R": [0.2, 0.8]})


@pytest.mark.parametrize("given", [3, None, "no-such-thing", object()], ids=["number", "none", "text", "object"])
@pytest.mark.parametrize("name", sorted(set(tt.__all__) - ERRORS))
def test_no_public_name_stumbles_over_what_it_is_given(name, given):
    try:
        asked_of(name, given)()
    except (TypeError, ValueError) as error:
        said = str(error)
        assert "is not iterable" not in said
        assert "has no len()" not in said
        assert "object of type" not in said


@pytest.mark.parametrize(
    ("ask", "kind", "said"),
    [
        (lambda: tt.solve(3), TypeError, "expected a scenario, a game, or the name or path of one, got int 3"),
        (lambda: tt.load(None), TypeError, "expected the name of a scenario or the path of a file, got NoneType None"),
        (lambda: tt.solve(TRIANGLE, 3), TypeError, "expected the name of a concept, or a concept such as Nash(), got"),
        (lambda: TRIANGLE.replace(3), TypeError, "expected a table from paths to values, got int 3"),
        (lambda: TRIANGLE.replace(nope=1), tt.InputError, "nope: unknown parameter of triangle 'nope'; known: "),
        (lambda: tt.sweep(TRIANGLE), tt.InputError, "a sweep needs at least one path to vary"),
        (lambda: tt.thresholds(TRIANGLE), tt.InputError, 'thresholds go over a path, as in "p_R" or "p_R=0:1"'),
        (lambda: tt.solve_world("all"), TypeError, "expected a world, got str 'all'"),
        (lambda: tt.reveal(["no-such"]), tt.InputError, "no scenario or file 'no-such'"),
        (lambda: tt.contest(TRIANGLE), TypeError, "expected a tournament, got Scenario"),
        (lambda: tt.solve(TRIANGLE, tt.Nash), TypeError, "expected the name of a concept, or a concept such as Nash()"),
        (lambda: tt.kit("chicken", heads="two"), TypeError, "expected a whole number of sheets, got str 'two'"),
        (lambda: tt.kit("chicken", names="Ann"), TypeError, "expected a list of names, got str 'Ann'"),
        (lambda: tt.kit("chicken", names=[1]), TypeError, "expected a name as text, got int 1"),
        (lambda: tt.elicit("chicken", 3), TypeError, "expected the path of a sheet, got int 3"),
        (lambda: tt.coders(3), TypeError, "expected the path of a file, got int 3"),
        (lambda: study().to_pandas("p_R"), TypeError, "expected a list of columns, got str 'p_R'"),
        (lambda: study().to_numpy(3), TypeError, "expected a list of columns, got int 3"),
        (lambda: study().to_arrow(["regmie"]), tt.InputError, "unknown column 'regmie' (did you mean 'regime'?)"),
        (lambda: tt.automaton(["always"]), TypeError, "expected the name of a strategy, got list ['always']"),
    ],
)
def test_the_sentence_says_what_was_expected_and_what_came(ask, kind, said):
    with pytest.raises(kind) as caught:
        ask()

    assert str(caught.value).startswith(said)
