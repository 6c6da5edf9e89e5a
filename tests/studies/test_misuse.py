"""What is of the wrong kind is told in a sentence, by every public name that asks for a kind."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

import tetrarchy as tt

TRIANGLE = tt.load("us-russia-china")

MATRICES = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]

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
        (lambda: tt.solve("world"), tt.InputError, "world: is a world of states, no scenario; from Python load_world"),
        (lambda: tt.load(None), TypeError, "expected the name of a scenario or the path of a file, got NoneType None"),
        (lambda: tt.solve(TRIANGLE, 3), TypeError, "expected the name of a concept, or a concept such as Nash(), got"),
        (lambda: TRIANGLE.replace(3), TypeError, "expected a table from paths to values, got int 3"),
        (lambda: TRIANGLE.replace(nope=1), tt.InputError, "nope: unknown parameter of triangle 'nope'; known: "),
        (lambda: tt.sweep(TRIANGLE), tt.InputError, "a sweep needs at least one path to vary"),
        (lambda: tt.thresholds(TRIANGLE), tt.InputError, 'thresholds go over a path, as in "p_R" or "p_R=0:1"'),
        (lambda: tt.solve_world("all"), TypeError, "expected a world, as load_world gives it, got str 'all'"),
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
        (lambda: tt.NormalFormGame(MATRICES, players=3), TypeError, "expected players as a list of names, got int 3"),
        (lambda: tt.NormalFormGame(MATRICES, actions=[3, 4]), TypeError, "expected the actions of a player as a list"),
        (lambda: tt.NormalFormGame(MATRICES, players=[["a"], "b"]), TypeError, "expected each of the players as a"),
        (lambda: tt.solve("chicken", seed="one"), tt.InputError, "seed must be a whole number, got 'one'"),
        (lambda: tt.solve("chicken", seed=-1), tt.InputError, "seed must be 0 or more, got -1"),
        (lambda: tt.solve("chicken", time_limit="long"), TypeError, "expected a number of seconds, got str 'long'"),
        (lambda: tt.claims(samples=2.5), tt.InputError, "samples must be a whole number, got 2.5"),
        (lambda: tt.claims(3), TypeError, "expected ids of claims, predictions or arenas, got int 3"),
        (lambda: tt.revealed_mixes(TRIANGLE, 3), TypeError, "expected the name of a player, got int 3"),
        (lambda: tt.what_if(TRIANGLE, {}, reading=3), TypeError, "expected the name of a reading, got int 3"),
        (lambda: tt.minmax("chicken", 3), TypeError, "expected the name of a kind of punishers, got int 3"),
        (lambda: tt.fixation([[1, 1], [1, 1]], 10, "moran", None), TypeError, "expected the intensity of selection"),
        (lambda: tt.evolve([[1, 1], [1, 1]], "ab"), ValueError, "a start must be numbers in rows of one length, got"),
        (lambda: tt.evolve([[1, 1], [1, 1]], [1, 0], 3), TypeError, "expected a dynamic, which is a function of"),
        (lambda: tt.solve_batch({"a": 1}), ValueError, "payoffs must be numbers in rows of one length, got {'a': 1}"),
        (lambda: tt.RepeatedGame("chicken", 0, signals=3), TypeError, "expected public signals, got int 3"),
        (lambda: tt.tournament("chicken", [1, 2]), TypeError, "expected an automaton for "),
        (lambda: tt.load_world(3), TypeError, "expected the name or path of a world, got int 3"),
        (lambda: tt.sweep(TRIANGLE, over="p_R", concepts=3), TypeError, "expected names of concepts, got int 3"),
    ],
)
def test_the_sentence_says_what_was_expected_and_what_came(ask, kind, said):
    with pytest.raises(kind) as caught:
        ask()

    assert str(caught.value).startswith(said)


def test_all_faults_of_a_world_are_told_at_once():
    nan = float("nan")
    with pytest.raises(tt.InputError) as caught:
        tt.World([[nan, 0], [0, 1]], [[0, nan], [1, 0]], ["1/2", "1/2"], 0, -1, 0, 0, 0, states=["A", "A"])

    assert str(caught.value).splitlines() == [
        "theta[0, 0] must be a finite number, got 'nan'",
        "gamma must not be negative, got -1",
        "states: 'A' stands there twice",
        "network[0, 1] must be a finite number, got 'nan'",
    ]


@pytest.mark.parametrize(
    ("given", "instead"),
    [
        (tt.load_world(), "a world is solved by solve_world"),
        ([[1, 2]], "payoffs are made a game by NormalFormGame"),
        ({"title": "One"}, "the text of a scenario is read by parse"),
    ],
)
def test_what_has_a_function_of_its_own_is_sent_there(given, instead):
    with pytest.raises(TypeError, match=f"; {instead}$"):
        tt.solve(given)
