"""A concept is one class and one name in the table: everything else takes it from there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
import pytest

from tetrarchy import NormalFormGame, load, solve
from tetrarchy.solvers.base import Candidate, Findings, Grounds
from tetrarchy.solvers.concepts import CONCEPTS
from tetrarchy.solvers.concepts.pure_nash import exact_pure
from tetrarchy.solvers.cost import profiles_seconds
from tetrarchy.solvers.maximin import maximin

Run = Callable[..., tuple[int, str, str]]


@dataclass(frozen=True)
class Cautious:
    name: ClassVar[str] = "cautious"
    meaning: ClassVar[str] = "everybody plays what guarantees it most"

    grounds: Grounds = "beliefs"
    rank: Literal["first", "last"] = "first"

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        actions = tuple(level.pure_actions[0 if self.rank == "first" else -1] for level in maximin(game))
        return Findings((Candidate(exact_pure(game, actions), grounds=self.grounds),), True, "security levels")

    def seconds(self, game: NormalFormGame) -> float:
        return profiles_seconds(game.shape)


@pytest.fixture(autouse=True)
def _in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CONCEPTS, Cautious.name, Cautious)


def test_it_is_listed(run: Run) -> None:
    assert "cautious" in run("list", "concepts")[1]


def test_it_solves_by_name_and_options_from_python() -> None:
    solution = solve(load("prisoners-dilemma").build(), "cautious:rank=last,grounds=best_replies")

    assert solution.concept == Cautious("best_replies", "last")
    assert [found.supports for found in solution.equilibria] == [((1,), (1,))]


def test_it_solves_and_compares_from_the_command_line(run: Run) -> None:
    code, out, err = run("solve", "prisoners-dilemma", "--concept", "cautious", "--concept", "nash", "--format", "json")

    assert (code, err) == (0, "")
    assert [solution["concept"] for solution in json.loads(out)["solutions"]] == ["cautious", "nash"]
    code, out, _ = run("whatif", "us-russia-china", "--concept", "cautious", "--set", "p_R=0.9")
    assert (code, "What if" in out) == (0, True)


@pytest.mark.parametrize("grounds", Grounds.__args__)
def test_it_is_reported_on_the_grounds_that_it_gives(run: Run, grounds: Any) -> None:
    for command in ("solve", "report"):
        code, out, _ = run(command, "sanctions-russia", "--concept", f"cautious:grounds={grounds}")
        assert code == 0
        assert "(cautious)" in out
