"""Concepts and their options as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest

from tetrarchy.games.errors import InputError
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.concepts.commitment.stackelberg import Stackelberg
from tetrarchy.solvers.concepts.nash import Nash
from tetrarchy.solvers.options import read_options
from tetrarchy.solvers.solve import CONCEPTS, concept_named, solve


@dataclass(frozen=True)
class Everything:
    """A concept with an option of every type."""

    name = "everything"

    count: int = 1
    share: float | None = 0.5
    player: str | None = None
    kind: Literal["pure", "mixed"] = "pure"
    number: int | float = 0
    side: Literal["left", "right"] | None = None
    weights: tuple[float, ...] = ()


def test_each_option_is_read_as_its_type() -> None:
    text = "count=3,share=2,player=Her,kind=mixed,number=7,side=left"
    expected = {"count": 3, "share": 2.0, "player": "Her", "kind": "mixed", "number": 7, "side": "left"}

    assert read_options(Everything, text) == expected
    assert isinstance(read_options(Everything, "share=2")["share"], float)
    assert read_options(Everything, "number=1e3") == {"number": 1000.0}


def test_none_is_none_where_the_option_can_be_none() -> None:
    text = "share=none,player=none,side=none"

    assert read_options(Everything, text) == {"share": None, "player": None, "side": None}
    assert read_options(Stackelberg, "leader=nobody") == {"leader": "nobody"}


def test_spaces_around_options_do_not_matter_and_a_value_may_hold_commas_equals_and_colons() -> None:
    assert read_options(Everything, " player = Korea, South , count=2") == {"player": "Korea, South", "count": 2}
    assert read_options(Everything, "player=a=b:c") == {"player": "a=b:c"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "options of everything must be written option=value,option=value, got ''"),
        ("count", "options of everything must be written option=value,option=value, got 'count'"),
        ("=3", "options of everything must be written option=value,option=value, got '=3'"),
        ("cuont=3", "unknown option of everything 'cuont' (did you mean 'count'?); known: count, share, player, kind"),
        ("count=3,count=4", "the option count of everything is given twice"),
        ("count=2.5", "count must be a whole number, got '2.5'"),
        ("share=half", "share must be a number or none, got 'half'"),
        ("share=nan", "share must be a number or none, got 'nan'"),
        ("kind=mxed", "unknown kind 'mxed' (did you mean 'mixed'?); known: pure, mixed"),
        ("weights=1", "weights must be set in Python, not by text, got '1'"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_options(Everything, text)

    assert str(error.value).startswith(message)


def test_a_concept_is_named_with_or_without_options() -> None:
    assert concept_named("nash") == Nash()
    assert concept_named("nash:method=nashpy-vertex,time_limit=2") == Nash("nashpy-vertex", 2.0)
    assert concept_named("stackelberg:leader=US,commitment=mixed") == Stackelberg("US", "mixed")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nahs:method=complete", "unknown concept 'nahs' (did you mean 'nash'?)"),
        ("nash:method=nashpy-vertx", "unknown method 'nashpy-vertx' (did you mean 'nashpy-vertex'?)"),
        ("pure:time_limit=3", "the concept pure has no options, got 'time_limit=3'"),
        ("nash:", "options of nash must be written option=value"),
    ],
)
def test_a_concept_that_cannot_be_named_so_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        concept_named(text)

    assert str(error.value).startswith(message)


def test_solve_takes_options_by_text() -> None:
    game = NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]], ["Her", "Him"])

    assert solve(game, "stackelberg:leader=Him").concept == Stackelberg("Him")


@pytest.mark.parametrize("name", CONCEPTS)
def test_every_concept_is_known_by_its_name_and_explained_on_one_line(name: str) -> None:
    concept = concept_named(name)

    assert concept.name == name
    assert concept.meaning == concept.meaning.strip(". \n") != ""
    assert "\n" not in concept.meaning
