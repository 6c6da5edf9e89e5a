"""How far searches say that they are, and what they keep where a time limit has passed before they began."""

from __future__ import annotations

import os
import signal as signals
from collections.abc import Iterator
from importlib import import_module
from itertools import count
from math import inf
from pathlib import Path
from signal import SIG_DFL, SIGINT, default_int_handler, getsignal, raise_signal, signal
from weakref import finalize

import numpy as np
import pytest

from tetrarchy import NormalFormGame, solve
from tetrarchy.solvers.deadline import counting, cut_off, deadline_after, interrupts_kept, kept, listening, tell
from tetrarchy.solvers.evolution.alpha_rank import alpha_rank
from tetrarchy.solvers.evolution.rest_points import rest_points
from tetrarchy.solvers.solve import OUT_OF_TIME

rng = np.random.default_rng(3)
PAIR = NormalFormGame(rng.integers(0, 100, (2, 6, 6)))
THREE = NormalFormGame(rng.integers(0, 100, (3, 3, 3, 3)))
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


@pytest.fixture
def seconds_pass(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let ten seconds pass at every look at the clock, and interrupts be handled as in a fresh program."""
    monkeypatch.setattr("tetrarchy.solvers.deadline.monotonic", lambda: 10.0 * next(looks))
    looks, before = count(), signal(SIGINT, default_int_handler)
    yield
    signal(SIGINT, before)


@pytest.mark.usefixtures("seconds_pass")
def test_an_interrupt_between_pieces_of_work_ends_the_next_one() -> None:
    with interrupts_kept():
        raise_signal(SIGINT)
        assert kept([1, 2], 0.0) == ((), "interrupt")
        assert kept([1, 2], 0.0) == ((1, 2), None)
        assert kept((raise_signal(SIGINT) if k == 2 else k for k in range(4)), 0.0) == ((0, 1), "interrupt")
    assert getsignal(SIGINT) is default_int_handler


@pytest.mark.usefixtures("seconds_pass")
def test_a_second_interrupt_is_raised_wherever_it_comes() -> None:
    with interrupts_kept():
        raise_signal(SIGINT)
        with pytest.raises(KeyboardInterrupt):
            raise_signal(SIGINT)
    assert getsignal(SIGINT) is default_int_handler


@pytest.mark.usefixtures("seconds_pass")
def test_an_interrupt_in_the_first_second_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tetrarchy.solvers.deadline.monotonic", lambda: 0.0)
    with pytest.raises(KeyboardInterrupt), interrupts_kept():
        raise_signal(SIGINT)


def test_rest_points_and_ranks_look_at_the_clock() -> None:
    for find in (rest_points, lambda matrix, **until: alpha_rank(matrix, 50, 1, **until)):
        assert len(find([[3, 0], [5, 1]], deadline=inf)) == 2
        with pytest.raises(TimeoutError, match="the time limit came first"):
            find([[3, 0], [5, 1]], deadline=-inf)


def test_an_interrupt_that_compiled_code_meets_is_one() -> None:
    def steps(cause: BaseException) -> Iterator[int]:
        yield 1
        raise SystemError("returned a result with an exception set") from cause

    assert kept(steps(KeyboardInterrupt()), 0.0) == ((1,), "interrupt")
    with pytest.raises(SystemError):
        kept(steps(ValueError()), 0.0)


@pytest.mark.skipif(os.name != "posix", reason="needs an alarm")
def test_work_that_does_not_look_at_the_clock_is_cut_off_but_nothing_beside_it() -> None:
    def alarmed() -> Iterator[str]:
        yield "found"
        raise_signal(signals.SIGALRM)
        yield "too late"

    with cut_off(deadline_after(1000)):
        assert kept(alarmed(), -inf) == (("found",), "time limit")
        raise_signal(signals.SIGALRM)
        assert kept(iter("ab"), -inf) == (("a", "b"), None)

    assert getsignal(signals.SIGALRM) == SIG_DFL
    assert signals.getitimer(signals.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.skipif(os.name != "posix", reason="needs an alarm")
def test_a_module_that_is_being_loaded_is_loaded_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "import signal\n\ndef part():\n    signal.raise_signal(signal.SIGALRM)\n    return 5\n\nwhole = part()\n"
    (tmp_path / "long_to_load.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)

    with cut_off(deadline_after(1000)):
        assert kept((import_module("long_to_load").whole for _ in "a"), -inf) == ((5,), None)


@pytest.mark.skipif(os.name != "posix", reason="needs an alarm")
def test_an_alarm_is_not_lost_in_what_an_object_does_at_its_end() -> None:
    ended: list[str] = []

    class Ending:
        def __del__(self) -> None:
            raise_signal(signals.SIGALRM)
            ended.append("to its end")

    class Remembered:
        pass

    with cut_off(deadline_after(1000)):
        assert kept((Ending() and None for _ in "a"), -inf) == ((None,), None)
        remembered = Remembered()
        finalize(remembered, lambda: (raise_signal(signals.SIGALRM), ended.append("finalised")))
        held = [remembered]
        del remembered
        assert kept((held.clear() for _ in "a"), -inf) == ((None,), None)

    assert ended == ["to its end", "finalised"]


@pytest.mark.skipif(os.name != "posix", reason="needs an alarm")
def test_an_alarm_that_somebody_else_waits_for_is_left_alone() -> None:
    heard: list[int] = []
    before = signal(signals.SIGALRM, lambda number, frame: heard.append(number))
    try:
        with cut_off(deadline_after(1000)):
            assert kept((raise_signal(signals.SIGALRM) for _ in "a"), -inf) == ((None,), None)
    finally:
        signal(signals.SIGALRM, before)

    assert heard == [signals.SIGALRM]
