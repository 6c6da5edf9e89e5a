"""How far searches say that they are, and what they keep where a time limit has passed before they began."""

from __future__ import annotations

import numpy as np
import pytest

from tetrarchy import NormalFormGame, solve
from tetrarchy.solvers.deadline import counting, listening, tell
from tetrarchy.solvers.solve import OUT_OF_TIME

rng = np.random.default_rng(3)
PAIR = NormalFormGame(rng.integers(0, 100, (2, 6, 6)))
THREE = NormalFormGame(rng.integers(0, 100, (3, 2, 2, 2)))
STAGS = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])


@pytest.mark.parametrize(
    ("game", "concept", "counted"),
    [
        (PAIR, "nash", ["pairs of supports", "equilibria measured"]),
        (THREE, "nash", ["simple supports", "supports"]),
        (PAIR, "rationalizable", ["actions"]),
        (PAIR, "undominated", ["actions", "equilibria"]),
        (STAGS, "correlated", ["goals"]),
        (PAIR, "stackelberg:leader=Player 1,commitment=mixed", ["replies", "replies secured"]),
    ],
)
def test_a_search_says_how_far_it_is_up_to_the_last(game: NormalFormGame, concept: str, counted: list[str]) -> None:
    told: dict[str, list[tuple[int, int | None]]] = {}
    with listening(lambda what, done, total: told.setdefault(what, []).append((done, total))):
        solve(game, concept)

    for what in counted:
        done, totals = zip(*told[what], strict=True)
        assert done[-1] == totals[-1]
        assert all(number <= total for number, total in told[what] if total is not None)


def test_where_no_total_is_known_what_is_there_is_counted() -> None:
    told: list[int] = []
    with listening(lambda what, done, total: told.extend([done] * (what == "vertices" and total is None))):
        solve(PAIR)

    assert told == sorted(told)
    assert told[-1] > 6


def test_nobody_is_told_outside(capsys: pytest.CaptureFixture[str]) -> None:
    with listening(print):
        tell("goals", 1)
    tell("goals", 2)

    assert (list(counting("goals", "ab")), capsys.readouterr().out) == (["a", "b"], "goals 1 None\n")


@pytest.mark.parametrize("name", ["stackelberg:leader=Player 1,commitment=mixed", "nash:method=nashpy-support"])
def test_what_is_whole_or_nothing_is_nothing_after_its_time(name: str) -> None:
    solution = solve(STAGS, name, time_limit=-1)

    assert (solution.equilibria, solution.complete, solution.notes) == ((), False, (OUT_OF_TIME,))


def test_a_leader_is_told_of_the_actions_that_were_not_reached() -> None:
    solution = solve(STAGS, "stackelberg:leader=Player 1", time_limit=-1)

    assert (solution.equilibria, solution.complete) == ((), False)
    assert solution.notes == ("Not reached before the time limit: what follows on a1 and a2.",)


def test_strict_equilibria_are_listed_where_there_was_no_time_for_their_basins() -> None:
    solution = solve(STAGS, "basin", time_limit=-1)
    whole = solve(STAGS, "basin")

    assert {found.supports for found in solution.equilibria} == {found.supports for found in whole.equilibria}
    assert solution.notes[1].startswith("Not reached before the time limit: where the paths from ")
    assert "lead" not in "".join(whole.notes)


def test_a_branch_of_logit_responses_ends_where_its_time_does() -> None:
    late = "The time limit came before the branch was followed to its end."
    far, near = (solve(STAGS, name, time_limit=-1) for name in ("logit", "logit:precision=20"))

    assert [far.equilibria[0].strategies[0].tolist(), far.notes[0]] == [[0.5, 0.5], late]
    assert (near.equilibria, near.notes[0]) == ((), late)
