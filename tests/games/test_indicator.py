"""The indicator of a threshold: the same answer from fractions, floats, arrays and symbols."""

from fractions import Fraction
from itertools import product

import numpy as np
import sympy

from tetrarchy.games.formulas.indicator import reaches

CAPABILITY = [Fraction(k, 100) for k in (40, 5, 30, 25)]
"""Four capabilities, all sums of which differ."""

SUPPORTS = [
    sum((capability for capability, given in zip(CAPABILITY, supporters, strict=True) if given), Fraction(0))
    for supporters in product((False, True), repeat=len(CAPABILITY))
]
HUNDREDTHS = [Fraction(k, 100) for k in range(30, 91)]


def test_all_arithmetics_agree_on_every_sum_of_capabilities_and_every_hundredth():
    Q = sympy.Symbol("Q")
    for support in SUPPORTS:
        exact = [reaches(support, threshold) for threshold in HUNDREDTHS]
        formula = reaches(support, Q)

        assert exact == [int(threshold <= support) for threshold in HUNDREDTHS]
        assert [reaches(support, float(threshold)) for threshold in HUNDREDTHS] == exact
        assert reaches(support, np.array(HUNDREDTHS, dtype=np.float64)).tolist() == exact
        assert [formula.subs(Q, sympy.Rational(threshold)) for threshold in HUNDREDTHS] == exact


def test_the_rounding_of_a_grid_does_not_move_a_threshold_off_a_sum_that_meets_it():
    grid = np.linspace(0.3, 0.9, 61)
    assert any(float(support) < point < float(support) + 1e-9 for support in SUPPORTS for point in grid)

    for support in SUPPORTS:
        assert reaches(support, grid).tolist() == [int(threshold <= support) for threshold in HUNDREDTHS]


def test_an_expression_without_free_symbols_gives_a_number():
    assert reaches(Fraction(3, 5), sympy.Rational(3, 5)) == 1
    assert reaches(Fraction(3, 5), sympy.Rational(7, 10)) == 0
