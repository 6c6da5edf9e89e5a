"""Formulas in text: what is read, what is refused at which column, and that nothing is ever run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tetrarchy import InputError
from tetrarchy.configs.expressions import DEEPEST, LARGEST_SIZE, LONGEST, parse_formula
from tetrarchy.configs.problems import TextError
from tetrarchy.games.formulas.formula import CEILING, Constant, Formula

NAMES = {"cost": "cost", "c": "cost", "x": "x", "y": "y"}
VALUES = {"cost": Fraction(3, 10), "x": Fraction(1, 2), "y": Fraction(5, 3)}


def value(text, values=VALUES, one=Fraction(1)):
    return parse_formula(text, NAMES).value(SimpleNamespace(**values, one=one))


def refused(text):
    with pytest.raises(TextError) as caught:
        parse_formula(text, NAMES)
    return caught.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1", Fraction(1, 10)),
        ("0.1 + 0.2", Fraction(3, 10)),
        (".5", Fraction(1, 2)),
        ("5.", 5),
        ("1e-3", Fraction(1, 1000)),
        ("2.50E+1", 25),
        ("0.10000000000000000000000000000001", Fraction(10**31 + 1, 10**32)),
        ("1/3", Fraction(1, 3)),
        ("cost", Fraction(3, 10)),
        ("c", Fraction(3, 10)),
        ("-cost", Fraction(-3, 10)),
        ("-(1 - cost) / 2", Fraction(-7, 20)),
        ("1 - 2 - 3", -4),
        ("8 / 4 / 2", 1),
        ("2 + 3 * 4", 14),
        ("-x**2", Fraction(-1, 4)),
        ("(-x)**2", Fraction(1, 4)),
        ("2**2**3", 256),
        ("x**-2", 4),
        ("x**(4 / 2)", Fraction(1, 4)),
        ("x**2.0", Fraction(1, 4)),
        ("x**0", 1),
        ("0**0", 1),
        ("+x - -y", Fraction(13, 6)),
        (" \t\n x\r\n + y ", Fraction(13, 6)),
        ("((((x))))", Fraction(1, 2)),
    ],
)
def test_arithmetic_is_exact_and_binds_as_usual(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize("text", ["-(1 - cost) / 2", "0.1", "x**-3 * y", "1 / (cost + x)", "cost**8 / 3 - 2"])
def test_the_three_uses_agree(text):
    floats = {name: float(number) for name, number in VALUES.items()}
    symbols = {name: sympy.Symbol(name) for name in VALUES}
    exact = value(text)

    single = value(text, floats, 1.0)
    batch = value(text, {name: np.array([number, 2 * number]) for name, number in floats.items()}, 1.0)
    formula = sympy.sympify(value(text, symbols))

    assert isinstance(exact, Fraction)
    assert isinstance(single, float)
    assert single == pytest.approx(float(exact), rel=1e-15)
    assert np.ravel(batch)[0] == pytest.approx(single, rel=1e-15)
    at_values = formula.subs({symbols[n]: sympy.Rational(v) for n, v in VALUES.items()})
    assert at_values == sympy.Rational(exact)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "expected a formula, got an empty text"),
        (" \n ", 1, "expected a formula, got an empty text"),
        ("x + cots", 5, "unknown parameter 'cots' (did you mean 'cost'?); known: cost, c, x, y"),
        ("  x + cots", 7, "unknown parameter 'cots'"),
        ("x\n+\ncots", 5, "unknown parameter 'cots'"),
        ("x y", 3, "did not expect 'y' here"),
        ("x * * y", 5, "did not expect '*' here"),
        ("* x", 1, "did not expect '*' here"),
        (" x + 007", 6, "did not expect '007' here"),
        ("x +", 3, "ends where more was expected"),
        ("x + )", 5, "this parenthesis closes none"),
        ("2 * (x + (y)", 5, "this parenthesis is never closed"),
        ("2x", 1, "got '2x'"),
        ("x + 1.2.3", 5, "got '1.2.3'"),
        ("1_000", 1, "got '1_000'"),
        ("0x1F", 1, "got '0x1F'"),
        ("1j", 1, "got '1j'"),
        ("x // 2", 1, "got 'x // 2'"),
        ("x % 2", 3, "got '%'"),
        ("x ^ 2", 3, "got '^'"),
        ("x < 2", 3, "got '<'"),
        ("x, y", 2, "got ','"),
        ("1 - (x if y else 2)", 6, "got 'x if y else 2'"),
        ("x and y", 1, "got 'x and y'"),
        ("not x", 1, "got 'not x'"),
        ("x is y", 1, "got 'x is y'"),
        ("x / (1 - 1)", 1, "divides by zero"),
        ("2 - 1 / 0.0", 5, "divides by zero"),
        ("(x - x) / 0 + 1", 1, "divides by zero"),
        ("0 ** -1", 1, "divides by zero"),
        ("x ** 9", 6, "an exponent must be a whole number from -8 to 8, got '9'"),
        ("x ** -9", 6, "got '-9'"),
        ("x ** 0.5", 6, "got '0.5'"),
        ("x ** y", 6, "got 'y'"),
        ("2 ** x", 6, "got 'x'"),
        ("9**9**9", 7, "got '9'"),
        ("((x**8)**8)**8", 1, "at most 300 numbers, names and operations, powers multiplied out"),
        ("x + 1e101", 5, "from 1e-100 to 1e+100 in size"),
        ("1e-101", 1, "from 1e-100 to 1e+100 in size"),
        ("1e60 * 1e60 / 1e60", 1, "from 1e-100 to 1e+100 in size"),
        ("1e9999999999", 1, "beyond the range of floating-point numbers"),
        ("True", 1, "expected a number, got 'True'"),
        ("None", 1, "expected a number, got 'None'"),
    ],
)
def test_what_is_no_formula_is_refused_at_its_column(text, column, message):
    error = refused(text)

    assert message in error.message
    assert error.column == column
    assert str(error).endswith(f"column {column}: {error.message}")


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "__import__",
        "().__class__.__bases__",
        "x.__class__",
        "x.real",
        "x.value(y)",
        "(1).__class__",
        "1..real",
        "f(x)",
        "(x)(y)",
        "x[0]",
        "[x][0]",
        "{x}",
        "'a' * 9",
        '"""a"""',
        "f'{x}'",
        "b'a'",
        "lambda: x",
        "lambda",
        "(lambda x: x)(1)",
        "x := 1",
        "(yield)",
        "await x",
        "[x for x in y]",
        "*x",
        "**x",
        "~x",
        "x @ y",
        "x << 9",
        "x if 1if x else 2 else 3",
        "x; y",
        "x\ny",
        "x\\\n+y",
        "x # y",
        "import os",
        "...",
        "x\x00",
        "\x00",
        "\ud800",
        "\N{FULLWIDTH LATIN SMALL LETTER X}",  # Python would read the first three as x, x and fi
        "\N{MATHEMATICAL ITALIC SMALL X}",
        "\N{LATIN SMALL LIGATURE FI}",
        "\N{CYRILLIC SMALL LETTER HA}",
        "x\N{SUPERSCRIPT TWO}",
        "\N{ARABIC-INDIC DIGIT THREE}",
        "x\N{NO-BREAK SPACE}+ y",
        "x \N{MINUS SIGN} y",
        "x\x0c+ y",
        "(" * 10_000,
        "(" * 500 + "x" + ")" * 499,
        "-" * 999 + "x",
        "+".join(["x"] * 500),
        "x**" * 300 + "1",
        "9" * 1001,
        "1e" + "9" * 900,
        "x" * 100_000,
        "\N{GRINNING FACE}" * 100_000,
    ],
)
def test_attacks_are_refused(text):
    assert refused(text).message


def test_an_attack_leaves_no_trace(tmp_path):
    trace = tmp_path / "trace"
    for attack in (f"__import__('pathlib').Path({str(trace)!r}).touch()", f"open({str(trace)!r}, 'w')"):
        refused(attack)
        refused(f"x + {attack}")

    assert not trace.exists()


def test_each_limit_is_reached_and_not_passed():
    terms = (LARGEST_SIZE + 1) // 2
    assert value("+".join(["x"] * terms)) == terms * VALUES["x"]
    assert "at most 300 numbers" in refused("+".join(["x"] * (terms + 1))).message

    assert value("(" * DEEPEST + "x" + ")" * DEEPEST) == VALUES["x"]
    assert "at most 40 levels" in refused("(" * (DEEPEST + 1) + "x" + ")" * (DEEPEST + 1)).message

    assert value("-" * (DEEPEST - 1) + "x") == -VALUES["x"]
    assert "at most 40 levels" in refused("-" * DEEPEST + "x").message

    assert value("x" + " " * (LONGEST - 1)) == VALUES["x"]
    assert refused("x" + " " * LONGEST).column == LONGEST + 1


def test_what_holds_no_parameter_is_worked_out_once():
    assert parse_formula("(0.1 + 0.2) * 2**3 / -4", NAMES).tree == Constant(Fraction(-3, 5))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / (1 - cost)", "the formula '1 / (1 - cost)' divides by zero where cost = 1"),
        ("y * (x - cost - 0.25)**-2", "divides by zero where y = 2, x = 1.25, cost = 1"),
        ("1 - (x - 1.25)**-1", "divides by zero where x = 1.25"),
        ("1e99 * (3 * y)**2", "is beyond 1e+100 where y = 2"),
    ],
)
def test_a_formula_without_a_value_says_where(text, message):
    numbers = {"cost": Fraction(1), "x": Fraction(5, 4), "y": Fraction(2)}
    floats = {name: float(number) for name, number in numbers.items()}
    batch = {name: np.array([0.7, number, 0.8]) for name, number in floats.items()}
    formula = parse_formula(text, NAMES)

    for values, one in ((numbers, Fraction(1)), (floats, 1.0), (batch, 1.0)):
        with pytest.raises(InputError) as caught:
            formula.value(SimpleNamespace(**values, one=one))
        assert message in str(caught.value)


def test_the_first_row_without_a_value_is_the_one_named():
    with pytest.raises(InputError, match=r"divides by zero where x = 2$"):
        value("1 / ((x - 1) * (x - 2))", {"x": np.array([3.0, 2.0, 1.0])}, 1.0)


def test_an_overflow_of_floats_is_refused_like_any_value_out_of_range():
    for number in (1e200, np.array([1.0, 1e200])):
        with pytest.raises(InputError, match=r"'x\*\*8' is beyond 1e\+100 where x = a number beyond 1e\+100"):
            value("x**8", {"x": number}, 1.0)


def test_a_symbol_that_stands_for_zero_is_refused_as_a_divisor():
    x = sympy.Symbol("x")

    with pytest.raises(InputError, match="divides by zero where x = x, y = x"):
        value("1 / (x - y)", {"x": x, "y": x})


def test_a_long_formula_is_shown_in_part():
    with pytest.raises(InputError) as caught:
        value("1 / (1 - 2*x)" + " + y" * 20)

    assert "'1 / (1 - 2*x) + y + y + y + y + y + y + y + y + y + y + y...' divides" in str(caught.value)


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=60),
        st.text("0123456789.eExyc+-*/() \n", max_size=80),
        st.lists(st.sampled_from(["x", "cost", "1", "0.5", "0", "+", "-", "*", "/", "**", "(", ")", " "])).map("".join),
    )
)
def test_any_text_is_a_formula_or_an_input_error(text):
    fault = None
    try:
        found = value(text)
    except InputError as error:
        fault, found = error, Fraction(0)

    assert isinstance(found, Fraction)
    assert abs(found) <= CEILING
    assert not isinstance(fault, TextError) or 1 <= fault.column <= max(len(text), 1)


Numbers = Mapping[str, Fraction]


@dataclass(frozen=True)
class Sample:
    """A formula's text; its value; its value with every minus made a plus, or None; its number of roundings."""

    text: str
    value: Callable[[Numbers], Fraction]
    size: Callable[[Numbers], Fraction]
    roundings: int


def number(digits: int) -> Sample:
    return Sample(f"{digits / 100}", lambda v: Fraction(digits, 100), lambda v: Fraction(digits, 100), 1)


def parameter(name: str) -> Sample:
    return Sample(name, lambda v: v[name], lambda v: v[name], 1)


def joined(symbol: str, a: Sample, b: Sample) -> Sample:
    work: dict[str, Callable[[Any, Any], Any]] = {
        "+": lambda p, q: p + q,
        "-": lambda p, q: p - q,
        "*": lambda p, q: p * q,
        "/": lambda p, q: p / q,
    }
    plus = "+" if symbol == "-" else symbol
    return Sample(
        f"({a.text} {symbol} {b.text})",
        lambda v: work[symbol](a.value(v), b.value(v)),
        lambda v: work[plus](a.size(v), b.size(v)),
        a.roundings + b.roundings + 1,
    )


def power(a: Sample, exponent: int) -> Sample:
    return Sample(
        f"({a.text})**{exponent}",
        lambda v: a.value(v) ** exponent,
        lambda v: a.size(v) ** exponent,
        (a.roundings + 1) * exponent + 1,
    )


def minus(a: Sample) -> Sample:
    return Sample(f"-{a.text}", lambda v: -a.value(v), a.size, a.roundings)


# Divisors are single numbers or parameters, so that no quotient is of a difference and errors stay in proportion.
leaves = st.one_of(st.integers(1, 500).map(number), st.sampled_from(["cost", "x", "y"]).map(parameter))
samples = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(joined, st.sampled_from("+-*"), inner, inner),
        st.builds(joined, st.just("/"), inner, leaves),
        st.builds(power, inner, st.integers(0, 3)),
        st.builds(minus, inner),
    ),
    max_leaves=12,
)
parameters = st.fixed_dictionaries(dict.fromkeys(VALUES, st.integers(1, 40).map(lambda k: Fraction(k, 20))))


def parsed(sample: Sample, values: Numbers) -> Formula:
    """Return a sample's formula; a sample too large to be one is passed over."""
    assume(sample.roundings <= LARGEST_SIZE)
    assume(sample.size(values) <= 10**60)
    try:
        return parse_formula(sample.text, NAMES)
    except TextError as error:
        assume("must be 0 or from" not in error.message)
        raise


@settings(max_examples=100)
@given(samples, parameters)
def test_a_formula_has_the_value_that_its_parts_have_in_fractions(sample, values):
    assert parsed(sample, values).value(SimpleNamespace(**values, one=Fraction(1))) == sample.value(values)


@settings(max_examples=100)
@given(samples, parameters)
def test_floats_and_arrays_err_by_no_more_than_their_roundings(sample, values):
    floats = {name: float(exact) for name, exact in values.items()}
    batch = {name: np.array([1.0, exact]) for name, exact in floats.items()}
    formula = parsed(sample, values)

    single = formula.value(SimpleNamespace(**floats, one=1.0))
    rows = formula.value(SimpleNamespace(**batch, one=1.0))

    # Multiplied out, every term of the formula carries one factor 1 + d, |d| <= 2**-53, for each leaf and operation
    # (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 3.1); a power may err by two.
    steps = 2 * sample.roundings
    bound = sample.size(values) * Fraction(steps, 2**53 - steps)
    for found in (single, np.ravel(rows)[-1]):
        assert abs(Fraction(float(found)) - sample.value(values)) <= bound


@settings(max_examples=40)
@given(samples, parameters)
def test_symbols_give_an_expression_with_the_same_value(sample, values):
    symbols = {name: sympy.Symbol(name) for name in values}

    expression = sympy.sympify(parsed(sample, values).value(SimpleNamespace(**symbols, one=Fraction(1))))

    found = expression.subs({symbols[name]: sympy.Rational(exact) for name, exact in values.items()})
    assert found == sympy.Rational(sample.value(values))
