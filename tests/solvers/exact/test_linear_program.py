"""Exact linear programs, against textbooks, against duality and against HiGHS."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from tetrarchy.solvers.exact.linear_program import Infeasible, Optimum, Unbounded, maximise

Program = tuple[Any, Any, Any, Any, Any]


@dataclass(frozen=True)
class ProgramCase:
    """A program with its published answer."""

    program: Program
    value: Fraction
    point: tuple[Fraction, ...]
    source: str


def fractions(*numbers: int | str) -> tuple[Fraction, ...]:
    return tuple(Fraction(number) for number in numbers)


def klee_minty(n: int) -> Program:
    """Maximise the sum of 10^(n-j) x_j; Chvatal (1983), chapter 4: Dantzig's rule takes 2^n - 1 pivots."""
    matrix = [[2 * 10 ** (i - j) if j < i else int(j == i) for j in range(n)] for i in range(n)]
    return [10 ** (n - 1 - j) for j in range(n)], matrix, [100**i for i in range(n)], (), ()


PUBLISHED = [
    ProgramCase(
        ([5, 4, 3], [[2, 3, 1], [4, 1, 2], [3, 4, 2]], [5, 11, 8], (), ()),
        Fraction(13),
        fractions(2, 0, 1),
        "Chvatal (1983), chapter 2",
    ),
    ProgramCase(
        ([1, -1, 1], [[2, -1, 2], [2, -3, 1], [-1, 1, -2]], [4, -5, -1], (), ()),
        Fraction(3, 5),
        fractions(0, "14/5", "17/5"),
        "Chvatal (1983), chapter 3: the origin is infeasible",
    ),
    ProgramCase(
        (
            ["3/4", -150, "1/50", -6],
            [["1/4", -60, "-1/25", 9], ["1/2", -90, "-1/50", 3], [0, 0, 1, 0]],
            [0, 0, 1],
            (),
            (),
        ),
        Fraction(1, 20),
        fractions("1/25", 0, 1, 0),
        "Beale (1955): the simplex method with Dantzig's rule cycles",
    ),
    ProgramCase(klee_minty(6), Fraction(100**5), fractions(0, 0, 0, 0, 0, 100**5), "Klee and Minty (1972)"),
]


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case.source)
def test_published_programs_have_their_published_optimum(case: ProgramCase) -> None:
    assert maximise(*case.program) == Optimum(case.value, case.point)


def test_a_difference_far_below_float_precision_decides() -> None:
    a_little_more_than_one = 1 + Fraction(1, 10**40)

    optimum = maximise([1], [[1]], [a_little_more_than_one])
    contradiction = maximise([1], [[1], [-1]], [1, -a_little_more_than_one])

    assert optimum == Optimum(a_little_more_than_one, (a_little_more_than_one,))
    assert contradiction == Infeasible()


def test_numbers_worked_out_of_those_that_were_read_may_be_of_any_size() -> None:
    assert maximise([10**400, 1], [[10**600, 1]], [10**600]) == Optimum(
        Fraction(10**600), (Fraction(0), Fraction(10**600))
    )


def test_equations_that_repeat_one_another_are_harmless() -> None:
    equal = [[1, 1, 1], [2, 2, 2], [0, 0, 0], [-1, -1, -1]]

    assert maximise([1, 2, 3], [[0, 0, 1]], ["1/2"], equal, [1, 2, 0, -1]) == Optimum(
        Fraction(5, 2), fractions(0, "1/2", "1/2")
    )


def test_equations_that_contradict_one_another_are_infeasible() -> None:
    assert maximise([1, 1], (), (), [[1, 1], [2, 2]], [1, 3]) == Infeasible()


def test_without_constraints_the_origin_is_best_or_nothing_is() -> None:
    assert maximise([-1, 0]) == Optimum(Fraction(0), fractions(0, 0))
    assert maximise([-1, 1]) == Unbounded()
    assert maximise([]) == Optimum(Fraction(0), ())


def test_numpy_integers_do_not_overflow() -> None:
    large = np.array([2**62, 2**62])

    optimum = maximise(large, np.array([[1, 1]]), np.array([2**62]))

    assert isinstance(optimum, Optimum)
    assert optimum.value == 2**124


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (([1, 2], [[1]], [1], (), ()), r"upper_matrix\[0\] must have length 2 as the objective has, got 1"),
        (([1], [[1]], [], (), ()), "upper_bounds must have length 1, one for each row, got 0"),
        (([1], (), (), [[1]], [1, 2]), "equal_bounds must have length 1, one for each row, got 2"),
    ],
)
def test_shapes_that_do_not_fit_are_refused(program: Program, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        maximise(*program)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Draw small programs full of ties: feasible, infeasible and unbounded ones."""
    numbers = st.integers(-3, 3) | st.fractions(-2, 2, max_denominator=3)
    v, k, m = draw(st.integers(1, 4)), draw(st.integers(0, 4)), draw(st.integers(0, 2))

    def matrix(rows: int, columns: int) -> list[list[Any]]:
        return [[draw(numbers) for _ in range(columns)] for _ in range(rows)]

    (objective, upper_bounds, equal_bounds) = (matrix(1, v)[0], matrix(1, k)[0], matrix(1, m)[0])
    return objective, matrix(k, v), upper_bounds, matrix(m, v), equal_bounds


@given(programs())
def test_every_optimum_is_feasible_and_worth_its_value(program: Program) -> None:
    objective, upper_matrix, upper_bounds, equal_matrix, equal_bounds = program
    answer = maximise(*program)
    if not isinstance(answer, Optimum):
        return
    assert min(answer.point) >= 0
    assert all(dot(row, answer.point) <= bound for row, bound in zip(upper_matrix, upper_bounds, strict=True))
    assert all(dot(row, answer.point) == bound for row, bound in zip(equal_matrix, equal_bounds, strict=True))
    assert dot(objective, answer.point) == answer.value


@given(programs())
def test_the_dual_program_proves_the_answer(program: Program) -> None:
    """Two feasible points of equal value prove each other optimal (von Neumann 1947; Gale, Kuhn and Tucker 1951)."""
    primal, dual = maximise(*program), maximise(*dual_of(program))

    if isinstance(primal, Optimum):
        assert isinstance(dual, Optimum)
        assert primal.value == -dual.value
    elif isinstance(primal, Unbounded):
        assert dual == Infeasible()
    else:
        assert not isinstance(dual, Optimum)


def dual_of(program: Program) -> Program:
    """Minimise b.y + f.z where A'y + E'z >= c and y >= 0, as a maximum; a free z is a difference of two."""
    objective, upper_matrix, upper_bounds, equal_matrix, equal_bounds = program
    goal = [*(-b for b in upper_bounds), *(-f for f in equal_bounds), *equal_bounds]
    rows = [
        [*(-row[j] for row in upper_matrix), *(-row[j] for row in equal_matrix), *(row[j] for row in equal_matrix)]
        for j in range(len(objective))
    ]
    return goal, rows, [-c for c in objective], (), ()


def dot(row: Any, point: tuple[Fraction, ...]) -> Fraction:
    return sum((a * x for a, x in zip(row, point, strict=True)), Fraction(0))


@pytest.mark.parametrize("seed", range(40))
def test_answers_agree_with_highs(seed: int) -> None:
    """Small integers make ties and degenerate vertices common; half the programs repeat an equation."""
    rng = np.random.default_rng(seed)
    v, k, m = rng.integers(2, 9), rng.integers(1, 9), rng.integers(1, 4)
    inside = rng.integers(0, 3, v)
    objective, upper, equal = rng.integers(-2, 3, v), rng.integers(-1, 3, (k, v)), rng.integers(-2, 3, (m, v))
    equal[-1] = equal[0] if seed % 2 else equal[-1]
    bounds, sides = upper @ inside + rng.integers(-1, 2, k), equal @ inside

    answer = maximise(objective, upper, bounds, equal, sides)
    highs = linprog(-objective, upper, bounds, equal, sides, method="highs")

    expected = {0: Optimum, 2: Infeasible, 3: Unbounded}[highs.status]
    assert type(answer) is expected
    if isinstance(answer, Optimum):
        assert float(answer.value) == pytest.approx(-highs.fun, abs=1e-6)  # HiGHS keeps constraints to 1e-7


def test_thirty_variables_under_thirty_constraints_agree_with_highs() -> None:
    rng = np.random.default_rng(7)
    objective, upper, inside = rng.integers(-99, 100, 30), rng.integers(0, 100, (30, 30)), rng.integers(0, 3, 30)
    equal = rng.integers(-9, 10, (10, 30))

    answer = maximise(objective, upper, upper @ inside, equal, equal @ inside)
    highs = linprog(-objective, upper, upper @ inside, equal, equal @ inside, method="highs")

    assert isinstance(answer, Optimum)
    assert float(answer.value) == pytest.approx(-highs.fun, rel=1e-9)


def test_numbers_beyond_the_range_of_floats_are_taken_as_they_are() -> None:
    large = 10**400

    optimum = maximise([large, 1], [[large, 0], [0, Fraction(1, large)]], [large, 1])

    assert optimum == Optimum(Fraction(2 * large), (Fraction(1), Fraction(large)))
