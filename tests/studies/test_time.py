"""Time limits and interrupts of a whole analysis, on a clock that moves on by a little at every look."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, count, repeat
from threading import Event
from typing import Any, ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray

from tetrarchy import Nash, NormalFormGame, PureNash, analyse, load, solve, thresholds, what_if, write_nfg
from tetrarchy.games.errors import InputError
from tetrarchy.games.numbers import number
from tetrarchy.games.scenario.scenario import Scenario
from tetrarchy.reports.format.blocks import Table
from tetrarchy.reports.format.document import csv
from tetrarchy.reports.outputs import written
from tetrarchy.reports.progress import ProgressLine
from tetrarchy.reports.scenario.report import analysis_report, analysis_tables, solutions_report, solutions_tables
from tetrarchy.solvers.base import Candidate, Equilibrium, Findings, Solution, measure
from tetrarchy.solvers.concepts.refinements.refinement import refined
from tetrarchy.solvers.deadline import deadline_after, seconds_until, stop_after
from tetrarchy.solvers.solve import INTERRUPTED, OUT_OF_TIME, in_time
from tetrarchy.studies.repeated.repetition import repeated_analysis
from tetrarchy.studies.scenario import explanation
from tetrarchy.studies.scenario.analysis import UNSEARCHED, Solutions, solutions
from tetrarchy.studies.scenario.main_analysis import Report, main_analysis
from tetrarchy.studies.sweep.plan import Plan
from tetrarchy.studies.sweep.points.designs import designed
from tetrarchy.studies.sweep.study import Study
from tetrarchy.studies.sweep.sweep import solved
from tetrarchy.studies.thresholds.tipping import tipping_points
from tetrarchy.studies.watch import Watch, watch

Run = Callable[..., tuple[int, str, str]]

COORDINATION = NormalFormGame.symmetric(np.diag([7, 11, 15, 8, 12, 16, 9, 13]).tolist())
"""With 2^8 - 1 equilibria: one on each set of actions that both play."""

PARTS = ("dominance", "guarantees", "comparison", "explanations")


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let half a second pass whenever somebody looks at the clock."""
    ticks = count()
    monkeypatch.setattr("tetrarchy.solvers.deadline.monotonic", lambda: next(ticks) / 2)


@pytest.mark.usefixtures("ticking")
def test_a_deadline_is_so_many_seconds_away() -> None:
    deadline = deadline_after(2)

    assert deadline == 2
    assert seconds_until(deadline) == 1.5
    stop_after(deadline)
    assert (seconds_until(deadline), seconds_until(deadline), seconds_until(deadline)) == (0.5, 0.0, 0.0)
    with pytest.raises(TimeoutError, match="the time limit came first"):
        stop_after(deadline)


@pytest.mark.usefixtures("ticking")
def test_a_time_limit_covers_the_explanations_and_names_those_not_reached() -> None:
    analysis = analyse(Scenario("coordination", COORDINATION), watch=watch(400))

    reached = analysis.reach(*PARTS)

    assert len(analysis.solution.equilibria) == 255
    assert reached.parts == {"dominance", "guarantees", "comparison"}
    assert 0 < reached.explained < 255
    assert reached.notes == (
        f"Not reached within the time limit: the explanations of equilibria {reached.explained + 1} to 255.",
    )


def test_what_is_asked_most_comes_first() -> None:
    told: list[str] = []
    analysis = analyse(load("stag-hunt"), watch=Watch(tell=told.append))

    assert analysis.reach(*PARTS).notes == ()
    assert told == [
        "search for nash equilibria",
        "dominance",
        "what each player can guarantee itself",
        "which outcomes are efficient, and best for all together",
        *(f"explanation of equilibrium {place} of 3" for place in (1, 2, 3)),
    ]


@pytest.mark.parametrize("part", ["dominance", "guarantees", "comparison"])
def test_each_part_stops_at_the_deadline_within_itself(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    # Nobody looks before a part begins, so what stops it is a look inside.
    monkeypatch.setattr("tetrarchy.studies.watch.stop_after", lambda deadline: None)
    rng = np.random.default_rng(1)
    game = NormalFormGame(rng.integers(0, 3, (2, 4, 4)))
    analysis = analyse(Scenario("late", game), "pure", Watch(deadline=-np.inf))

    assert analysis.reach(part).parts == frozenset()  # type: ignore[arg-type]


def test_an_interrupt_keeps_what_was_reached() -> None:
    def tell(what: str) -> None:
        if what == "explanation of equilibrium 3 of 3":
            raise KeyboardInterrupt

    analysis = analyse(load("stag-hunt"), watch=Watch(tell=tell))
    reached = analysis.reach(*PARTS)

    assert reached.explained == 2
    assert reached.notes == ("Not reached before the interrupt: the explanation of equilibrium 3.",)
    text = written(analysis, "markdown")
    assert text.index("- Not reached before the interrupt") < text.index("## Why nobody moves")
    assert "### Equilibrium 2" in text
    assert "### Equilibrium 3" not in text


def test_a_command_prints_its_result_at_a_time_limit_of_nothing(run: Run, tmp_path) -> None:
    file = tmp_path / "coordination.nfg"
    file.write_text(write_nfg(COORDINATION))

    code, out, _ = run("report", str(file), "--time-limit", "0", "--format", "json")
    values = json.loads(out)

    assert code == 0
    assert not values["solution"]["complete"]
    assert len(values["solution"]["equilibria"]) >= 1
    assert [values[name] for name in ("dominated", "undominated", "guarantees", "optima", "explanations")] == [
        *[None] * 4,
        [],
    ]
    assert values["solution"]["notes"][-1].startswith("Not reached within the time limit: dominance, what each player")
    for form in ("table", "csv"):
        code, out, _ = run("report", str(file), "--time-limit", "0", "--format", form)
        assert (code, "Not reached within the time limit" in out) == (0, True)


def test_where_nothing_was_found_nothing_is_left_to_explain(run: Run) -> None:
    code, out, _ = run("solve", "us-russia-china", "--concept", "correlated", "--time-limit", "0")

    assert (code, "Not reached" in out) == (0, False)
    assert OUT_OF_TIME in " ".join(out.split())


def test_a_time_limit_that_is_no_time_is_refused(run: Run) -> None:
    assert run("solve", "stag-hunt", "--time-limit", "nan")[0] == 2
    with pytest.raises(InputError, match="the time limit must be a number of seconds from 0, got nan"):
        watch(float("nan"))


@pytest.mark.parametrize("name", ["correlated", "coarse_correlated", "rationalizable"])
def test_a_search_that_can_show_nothing_says_so(name: str) -> None:
    solution = solve(NormalFormGame([[[3, 0], [0, 2]], [[2, 0], [0, 3]]]), name, time_limit=-1)

    assert (solution.equilibria, solution.complete, solution.notes) == ((), False, (OUT_OF_TIME,))


@pytest.mark.parametrize("name", ["trembling_hand", "proper", "symmetric"])
def test_refinements_stop_with_what_was_tested(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    looks = count()
    monkeypatch.setattr("tetrarchy.solvers.deadline.monotonic", lambda: 0.0 if next(looks) < 2 else 100.0)
    game = NormalFormGame([[[3, 0], [0, 2]], [[3, 0], [0, 2]]])

    solution = solve(game, name, time_limit=50)

    assert not solution.complete
    assert sum("was not settled" in note for note in solution.notes) >= 2


def test_a_concept_keeps_the_shorter_of_two_time_limits() -> None:
    assert in_time(Nash(time_limit=1), 50) == Nash(time_limit=1)
    assert in_time(Nash(time_limit=70), 50) == in_time(Nash(), 50) == Nash(time_limit=50)
    assert in_time(PureNash(), 50) == PureNash()
    assert in_time(Nash(), None) == Nash()


@pytest.mark.parametrize("concept", ["nash", "rationalizable", "correlated"])
@pytest.mark.parametrize("name", ["us-russia-china", "stag-hunt"])
def test_tables_alone_stand_in_the_report_and_nothing_else_is_worked_out(
    monkeypatch: pytest.MonkeyPatch, name: str, concept: str
) -> None:
    scenario = load(name)
    analysis = analyse(scenario, concept)
    both = Solutions(scenario, (analysis,))
    whole = [block for block in analysis_report(analysis) if isinstance(block, Table)]
    of_solutions = csv(solutions_report(both))
    monkeypatch.setattr(explanation, "better_lottery", None)
    monkeypatch.setattr("tetrarchy.studies.scenario.analysis.iterated_elimination", None)
    fresh = analyse(scenario, concept)

    assert all(table in whole for table in analysis_tables(fresh) if isinstance(table, Table))
    assert csv(solutions_tables(Solutions(scenario, (fresh,)))) == of_solutions
    assert csv(solutions_report(both)) == written(both, "csv")


def test_a_solution_in_json_has_no_explanations_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("stag-hunt")
    analysis = analyse(scenario)
    monkeypatch.setattr("tetrarchy.studies.scenario.analysis.Explanation", None)

    assert json.loads(written(Solutions(scenario, (analysis,)), "json"))["complete"]


def test_a_report_judges_dominance_once(monkeypatch: pytest.MonkeyPatch) -> None:
    analysis = analyse(load("us-russia-china"))
    monkeypatch.setattr("tetrarchy.studies.scenario.analysis.dominance", None)

    assert "## Dominance and guarantees" in written(analysis, "markdown")


def test_a_line_says_on_a_terminal_what_is_done_from_the_fifth_second_on() -> None:
    times = iter([10.0, 14.9, 15.0, 80.0])
    line = ProgressLine(None, clock=times.__next__)  # type: ignore[arg-type]

    line.tell("dominance")
    assert (line.words(), line.words()) == ("", "dominance; 5 s so far")
    line.tell("explanation of equilibrium 7 of 255")
    assert line.words() == "explanation of equilibrium 7 of 255; 1 min 10 s so far"


def test_a_long_command_that_tells_nothing_is_said_to_be_at_work() -> None:
    line = ProgressLine(None, clock=iter([0.0, 4.0, 6.0]).__next__)  # type: ignore[arg-type]

    assert (line.words(), line.words()) == ("", "at work; 6 s so far")


def test_plays_of_the_repeated_game_that_are_not_reached_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = count()
    monkeypatch.setattr("tetrarchy.solvers.deadline.monotonic", lambda: float(next(looks)))

    analysis = repeated_analysis(load("prisoners-dilemma"), watch(3))

    assert (len(analysis.plays), analysis.payoffs) == (3, None)
    assert analysis.notes == (
        "Not reached within the time limit: 22 of the 25 plays of strategies, what the game can pay at all.",
    )
    assert analysis.notes[0] in written(analysis, "markdown")
    assert json.loads(written(analysis, "json"))["notes"] == list(analysis.notes)


@pytest.mark.parametrize(
    ("late", "reached"),
    [
        ("what equilibria pay at the discount", False),
        ("the smallest discount that pays profile 1 of the 4 best", True),
    ],
)
def test_payoff_sets_keep_the_clock_and_name_what_was_not_reached(
    monkeypatch: pytest.MonkeyPatch, late: str, reached: bool
) -> None:
    told: list[str] = []
    monkeypatch.setattr("tetrarchy.solvers.deadline.monotonic", lambda: float(late in told))

    analysis = repeated_analysis(load("prisoners-dilemma"), Watch(0.0, told.append))
    found = analysis.payoffs

    assert found is not None
    assert (found.sustained is not None, found.reaches, len(found.ends)) == (reached, (), 3)
    assert analysis.notes[0].startswith(f"Not reached within the time limit: {late}")
    assert analysis.notes[0].endswith("the smallest discount that pays profile 4 of the 4 best.")
    assert analysis.notes[0] in written(analysis, "markdown")


@pytest.mark.parametrize("source", ["prisoners-dilemma", "thickening-dyad"])
def test_a_repeated_game_prints_its_result_at_a_time_limit_of_nothing(run: Run, source: str) -> None:
    code, out, _ = run("repeat", source, "--time-limit", "0")

    assert (code, "ot reached within the time limit" in " ".join(out.split())) == (0, True)


def test_a_report_on_a_population_takes_no_time_limit(run: Run) -> None:
    assert run("report", "order-contest", "--time-limit", "5") == (
        2,
        "",
        "tetrarchy: a population is followed to its end: a report on it takes no time limit\n",
    )


def test_half_of_the_time_is_for_what_is_before_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tetrarchy.solvers.deadline.monotonic", lambda: 10.0)

    assert watch(8).half() == Watch(deadline=14.0)
    assert watch().half() == Watch()


def test_the_line_fits_its_terminal_and_is_cleared_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tetrarchy.reports.progress.APART", 0)
    monkeypatch.setenv("COLUMNS", "21")
    shown, times = Terminal(), chain([0.0], repeat(6.0))
    line = ProgressLine(shown, clock=times.__next__)
    line.tell("dominance")
    with line:
        assert shown.seen.wait(60)

    assert "\r\x1b[Kdominanc; 6 s so far\r" in shown.getvalue()
    assert shown.getvalue().endswith("\r\x1b[K")


class Terminal(io.StringIO):
    """A stream that says when something was written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = Event()

    def write(self, text: str) -> int:
        self.seen.set()
        return super().write(text)


def test_nothing_is_told_where_standard_error_is_no_terminal(run: Run) -> None:
    assert run("repeat", "prisoners-dilemma", "--time-limit", "100")[2] == ""


@dataclass(frozen=True)
class Interrupted:
    """A concept whose search an interrupt ends after some seconds on the clock."""

    name: ClassVar[str] = "interrupted"
    grounds: ClassVar[str] = "best_replies"

    clock: list[float]
    after: float

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        self.clock[0] += self.after
        raise KeyboardInterrupt

    def seconds(self, game: NormalFormGame) -> float:
        return 0.0


def test_an_interrupt_ends_any_search_that_has_lasted_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    for place in ("solve", "deadline"):
        monkeypatch.setattr(f"tetrarchy.solvers.{place}.monotonic", lambda: clock[0])

    solution = solve(COORDINATION, Interrupted(clock, 1.5))

    assert (solution.equilibria, solution.complete, solution.notes) == ((), False, (INTERRUPTED,))
    assert solution.interrupted
    with pytest.raises(KeyboardInterrupt):
        solve(COORDINATION, Interrupted(clock, 0.5))


@pytest.mark.parametrize(("seconds", "kept"), [(0.0, False), (2.0, True)])
def test_an_interrupt_of_the_tests_of_refinements_keeps_those_made(
    monkeypatch: pytest.MonkeyPatch, seconds: float, kept: bool
) -> None:
    monkeypatch.setattr("tetrarchy.solvers.concepts.refinements.refinement.monotonic", lambda: 0.0)
    monkeypatch.setattr("tetrarchy.solvers.deadline.monotonic", lambda: seconds)
    verdicts = iter([True])

    def test(_: Candidate, __: float) -> bool:
        for verdict in verdicts:
            return verdict
        raise KeyboardInterrupt

    game, rng = NormalFormGame([[[3, 0], [0, 2]], [[3, 0], [0, 2]]]), np.random.default_rng(0)
    with nullcontext() if kept else pytest.raises(KeyboardInterrupt):
        found = refined(game, rng, test, "lucky", corners_suffice=True, time_limit=None)
        assert (len(found.candidates), found.complete, found.interrupted) == (1, False, True)
        assert sum("was not settled" in note for note in found.notes) == 2


@dataclass(frozen=True)
class Listed:
    """A concept that has found what it finds before it is asked."""

    name: ClassVar[str] = "listed"

    findings: Findings
    time_limit: float | None = None

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        return self.findings

    def seconds(self, game: NormalFormGame) -> float:
        return 0.0


@pytest.fixture(scope="module")
def many() -> Findings:
    return Nash().find(COORDINATION, np.random.default_rng(0))


def test_measuring_has_a_second_after_the_time_limit(monkeypatch: pytest.MonkeyPatch, many: Findings) -> None:
    readings = chain([0.0], count(100, 0.25))
    monkeypatch.setattr("tetrarchy.solvers.deadline.monotonic", lambda: next(readings))

    solution = solve(COORDINATION, Listed(many), time_limit=100)

    # At 100 there is a second left. The readings before the second to the fourth are 100.25, 100.5 and 100.75.
    assert (len(solution.equilibria), solution.complete, solution.components) == (4, False, ())
    assert solution.notes[-1] == (
        "The time limit passed before all were measured: the first 4 of 255 equilibria are listed."
    )
    assert {equilibrium.component for equilibrium in solution.equilibria} == {None}


def test_an_interrupt_of_measuring_keeps_what_is_measured(monkeypatch: pytest.MonkeyPatch, many: Findings) -> None:
    measured = []

    def interrupted(game: NormalFormGame, candidate: Candidate) -> Equilibrium:
        if len(measured) == 3:
            raise KeyboardInterrupt
        measured.append(measure(game, candidate))
        return measured[-1]

    monkeypatch.setattr("tetrarchy.solvers.solve.measure", interrupted)
    monkeypatch.setattr("tetrarchy.solvers.solve.monotonic", lambda: -np.inf)

    solution = solve(COORDINATION, Listed(many))

    assert (len(solution.equilibria), solution.complete, solution.interrupted) == (3, False, True)
    assert solution.notes[-1] == "An interrupt came before all were measured: the first 3 of 255 equilibria are listed."


def test_an_interrupt_between_the_phases_of_a_search_keeps_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> Iterator[object]:
        raise KeyboardInterrupt
        yield

    found = Candidate(COORDINATION.pure((0, 0)))
    for place in ("two_player.at_once", "concepts.nash"):
        monkeypatch.setattr(f"tetrarchy.solvers.{place}.monotonic", lambda: -np.inf)
    monkeypatch.setattr(
        "tetrarchy.solvers.two_player.at_once.two_player_equilibria", lambda *_: Findings((found,), False, "cut short")
    )
    monkeypatch.setattr("tetrarchy.solvers.two_player.at_once.lemke_howson_equilibria", interrupt)
    rng = np.random.default_rng(0)

    after_paths = Nash(time_limit=1).find(COORDINATION, rng)
    assert (after_paths.candidates, after_paths.interrupted) == ((found,), True)

    three = NormalFormGame(np.zeros((3, 2, 2, 2)))
    known = Findings((Candidate(three.pure((0, 0, 0))),), False, "cut short")
    monkeypatch.setattr("tetrarchy.solvers.concepts.nash.n_player_equilibria", lambda *_: known)
    monkeypatch.setattr("tetrarchy.solvers.concepts.logit.path_ends._path_ends", interrupt)
    after_paths = Nash().find(three, rng)
    assert (after_paths.candidates, after_paths.interrupted) == (known.candidates, True)

    monkeypatch.setattr("tetrarchy.solvers.concepts.nash.with_path_ends", None)
    monkeypatch.setattr("tetrarchy.solvers.concepts.nash.n_player_equilibria", lambda *_: after_paths)
    assert Nash().find(three, rng) is after_paths


def test_an_interrupt_keeps_the_goals_that_were_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    reached = []

    def best(gains: NDArray[Any], shortfalls: NDArray[Any], **_: object) -> NDArray[Any]:
        if reached:
            raise KeyboardInterrupt
        reached.append(np.array([Fraction(int(place == 0)) for place in range(4)], dtype=object))
        return reached[0]

    monkeypatch.setattr("tetrarchy.solvers.concepts.correlated._best", best)
    monkeypatch.setattr("tetrarchy.solvers.concepts.correlated.monotonic", lambda: -np.inf)

    solution = solve(NormalFormGame([[[3, 0], [0, 2]], [[2, 0], [0, 3]]]), "correlated")

    assert [equilibrium.label for equilibrium in solution.equilibria] == ["best for the sum of payoffs"]
    assert (solution.complete, solution.interrupted) == (False, True)
    assert solution.notes == (
        "Not reached before the interrupt: best for whoever gets least, Player 1, Player 2; worst for Player 1, "
        "Player 2.",
    )


@pytest.fixture
def cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an interrupt end every search after its first two equilibria."""

    def solved(*asked: Any, **options: Any) -> Solution:
        whole = solve(*asked, **options)
        return replace(whole, complete=False, equilibria=whole.equilibria[:2], interrupted=True, notes=(CUT,))

    monkeypatch.setattr("tetrarchy.studies.scenario.analysis.solve", solved)


CUT = "The search was interrupted: equilibria may be missing."


@pytest.mark.usefixtures("cut_short")
def test_the_first_interrupt_of_a_what_if_ends_it_and_its_text_says_so() -> None:
    result = what_if(load("stag-hunt"), {})

    assert [(each.kind, each.after is not None) for each in result.changes] == [("stays", True)] * 2
    text = " ".join(written(result, "markdown").split())
    assert f"Before: The list may be incomplete. {CUT}" in text
    assert f"After: The list may be incomplete. {UNSEARCHED}" in text
    assert "any more" not in text
    body, _, appendix = text.partition("## Appendix: the method")
    assert "method" not in body
    assert "by pivots in integers." in appendix
    assert "- After: no search." in appendix


def test_what_one_side_may_have_missed_is_not_said_to_go_or_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    def solved(game: NormalFormGame, *asked: Any, **options: Any) -> Solution:
        whole = solve(game, *asked, **options)
        known = whole.equilibria if game.payoffs[0, 0, 0] == 5 else whole.equilibria[:1]
        return replace(whole, equilibria=known, complete=False, notes=("Cut.",))

    monkeypatch.setattr("tetrarchy.studies.scenario.analysis.solve", solved)
    scenario = Scenario("stags", NormalFormGame([[[4, 0], [3, 3]], [[4, 3], [0, 3]]]))
    richer = Scenario("stags", NormalFormGame([[[5, 0], [3, 3]], [[4, 3], [0, 3]]]))
    monkeypatch.setattr(Scenario, "replace", lambda scenario, settings: richer)

    result = what_if(scenario, {"stag": 5})

    assert [each.kind for each in result.changes] == ["stays", "stays", "comes"]
    mixed, text = "(3/4 a1 + 1/4 a2, 3/5 a1 + 2/5 a2)", written(result, "markdown")
    assert f"{mixed} is not among the equilibria found before, where some may be missing." in text


@pytest.mark.usefixtures("cut_short")
def test_after_an_interrupt_no_other_search_is_begun() -> None:
    first, second = solutions(load("stag-hunt"), [Nash(), PureNash()]).analyses

    assert (len(first.solution.equilibria), first.solution.notes) == (2, (CUT,))
    assert (second.solution.equilibria, second.solution.notes) == ((), (UNSEARCHED,))


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        ("evolve stag-hunt", ["the rest points of one", "alpha-rank", "starts lead where"]),
        ("tournament prisoners-dilemma", ["the ranks from noise 0 on", "the winners from noise 0 on"]),
        ("claims C14", ["coalition.2", "coalition.3", "C14"]),
        ("thresholds stag-hunt --over game.payoffs.0.0.0=1:5", ["mixed equilibria on 1 of 1 pairs of supports"]),
        ("thresholds stag-hunt", ["what the numbers from number 1 on decide, played once"]),
        ("thresholds us-russia-china --over rho --over p_R=0.2:1", ["chinese_restraint from 0.2 to 1", "boundaries"]),
    ],
)
def test_a_time_limit_covers_the_whole_of_a_command(run: Run, arguments: str, left: list[str]) -> None:
    code, out, err = run(*arguments.split(), "--time-limit", "0", "--format", "json")
    [note] = json.loads(out)["notes"]

    assert (code, err) == (0, "")
    assert note.startswith("Not reached within the time limit: ")
    assert [name for name in left if name not in note] == []
    code, text, _ = run(*arguments.split(), "--time-limit", "0")
    assert note in " ".join(text.split())


def test_a_map_that_is_cut_short_has_the_cells_of_the_whole_map_up_to_there() -> None:
    scenario, heard = load("us-russia-china"), list[str]()

    def tell(what: str) -> None:
        heard.append(what)
        if what.startswith("cells from") and len(heard) == 4:
            raise KeyboardInterrupt

    over = {"rho": "0.2:1", "US.orders.liberal": "0.3:0.4"}
    part, whole = thresholds(scenario, over, watch=Watch(tell=tell)), thresholds(scenario, over)

    end = part.cells[-1].across.high
    point = (end / 2 + Fraction(1, 10), Fraction(7, 20))
    left = f"chinese_restraint from {number(end)} to 1, the boundaries"
    assert part.notes == (f"Not reached before the interrupt: {left}.",)
    assert [cell.profiles for cell in part.cells if point in cell] == [c.profiles for c in whole.cells if point in c]
    assert (part.boundaries, whole.notes) == ((), ())
    assert whole.boundaries


def test_numbers_that_are_not_reached_are_left_out_of_the_ranking() -> None:
    heard = list[str]()

    def tell(what: str) -> None:
        heard.append(what)
        if len(heard) == 3:
            raise KeyboardInterrupt

    found = tipping_points(load("prisoners-dilemma"), watch=Watch(tell=tell))

    assert len(found.once.numbers) == 2
    assert found.rankings == (found.once,)
    assert found.notes == (
        "Not reached before the interrupt: what the numbers from number 3 on decide, played once, "
        "what the numbers from number 1 on decide, played for ever.",
    )
    assert f"{found.notes[0]}\n- What follows is about the numbers that were reached." in written(found, "markdown")
    assert json.loads(written(found, "json"))["notes"] == list(found.notes)


def study_of(points: int) -> Plan:
    scenario = load("us-russia-china")
    return Plan(scenario, designed(scenario, {"p_R": f"0:1:{points}"}, "grid"))


def test_after_its_deadline_a_sweep_begins_no_chunk_but_the_first() -> None:
    plan = study_of(5)

    assert len(Study(plan, *solved(plan, chunk=2, deadline=-np.inf))) == 2
    assert len(Study(plan, *solved(plan, chunk=2))) == 5


def test_a_time_limit_bounds_the_study_of_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = study_of(5)
    late = main_analysis(plan.scenario, "pure", Watch(deadline=-np.inf), plan)
    monkeypatch.setattr("tetrarchy.studies.sweep.sweep.chunk_size", lambda plan: 2)
    monkeypatch.setattr("tetrarchy.studies.sweep.sweep.seconds_until", lambda deadline: 0.0)
    part = main_analysis(plan.scenario, "pure", Watch(deadline=deadline_after(1e6)), plan)

    assert isinstance(late, Report)
    assert (late.study, late.lead) == (None, "once")
    assert late.notes == (
        "Not reached within the time limit: the study of 5 points.",
        "Not reached within the time limit: what would change the answer, the share of draws.",
    )
    assert (late.changes, late.drawn) == (None, None)
    assert isinstance(part, Report)
    assert part.study is not None
    assert len(part.study) == 2
    assert part.notes == (
        "Not reached within the time limit: 3 of the 5 points of the study. "
        "What is said of it is about the other points.",
    )


def test_the_line_tells_the_counts_of_what_is_being_done() -> None:
    line = ProgressLine(None, clock=iter([0.0, *[6.0] * 9]).__next__)  # type: ignore[arg-type]

    line.tell("search")
    line.count("vertices", 12345, None)
    line.count("supports", 3, 4000)
    assert line.words() == "search, 12,345 vertices, 3 of 4,000 supports; 6 s so far"
    line.tell("search")
    line.count("supports", 4, 4000)
    assert line.words() == "search, 12,345 vertices, 4 of 4,000 supports; 6 s so far"
    assert line.words(52) == "se, 12,345 vertices, 4 of 4,000 supports; 6 s so far"
    line.tell("dominance")
    assert line.words() == "dominance; 6 s so far"


def test_a_line_of_which_nothing_was_reached_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tetrarchy.studies.thresholds.threshold_line.LEAST_SECONDS", -np.inf)

    found = thresholds("stag-hunt", "game.payoffs.0.0.0", "1:5", watch=Watch(deadline=-np.inf))

    left = "where pure profiles are equilibria, tipping points, mixed equilibria"
    assert (found.equilibria, found.notes) == ({}, (f"Not reached within the time limit: {left}.",))
    for form in ("markdown", "json", "csv"):
        assert "Not reached within the time limit" in written(found, form) or form == "csv"


def test_a_conflict_keeps_where_it_rests_at_a_time_limit_of_nothing_and_names_the_rest(run: Run) -> None:
    whole, late = (json.loads(run("report", "nord-stream-2", "--format", "json", *more)[1]) for more in ((), LATE))

    assert late["equilibria"] == whole["equilibria"]
    assert (late["reasons"], late["coalitions"], late["paths"], late["would_hold"]) == ([], {}, None, [])
    assert late["notes"][-1] == (
        "Not reached within the time limit: reasons, what coalitions hold, the largest consistent set, farsighted "
        "stable sets, ways from the status quo, what would have to change for a state to hold, swaps of two neighbours "
        "in a ranking."
    )


def test_a_conflict_leaves_out_the_concepts_that_look_far_ahead_once_time_is_up(run: Run) -> None:
    asked = ("stability", "inf-treaty", "--concept", "limited_9", "--concept", "gmr", "--format", "json")
    whole, late = (json.loads(run(*asked, *more)[1]) for more in ((), LATE))

    assert late["stable"] == {"gmr": whole["stable"]["gmr"]}
    assert late["notes"][-1].startswith("Not reached within the time limit: stability by limited_9, reasons,")
    assert run("stability", "inf-treaty", "--concept", "non_myopic", *LATE) == (
        2,
        "",
        "tetrarchy: non_myopic: not reached within the time limit\n",
    )


LATE = ("--time-limit", "0")


def test_assumptions_keep_their_ranges_and_name_what_they_decide_that_was_not_reached(run: Run) -> None:
    whole, late = (json.loads(run("assumptions", "stag-hunt", "--format", "json", *more)[1]) for more in ((), LATE))
    told = ("path", "value", "low", "high")

    assert [[each[key] for key in told] for each in late["assumptions"]] == [
        [each[key] for key in told] for each in whole["assumptions"]
    ]
    assert {each["effect"] for each in late["assumptions"]} == {None}
    assert whole["notes"] == []
    assert late["notes"] == [
        "Not reached within the time limit: what the numbers from number 1 on decide, played once."
    ]
