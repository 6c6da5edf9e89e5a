"""Numbers as text and text as numbers."""

import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from tetrarchy.games.numbers import (
    counted,
    duration,
    fixed,
    number,
    percent,
    probability,
    read_fraction,
    rounded,
    shown,
    signed,
    to_decimals,
    whole_percent,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (Fraction(1, 3), "0.333"),
        (-0.0004, "-0.0004"),
        (0.0004999, "0.0005"),
        (0.0005, "0.001"),
        (999999, "999999"),
        (1e6, "1e+06"),
        (-2.5e-17, "-2.5e-17"),
        (41, "41"),
        (100.0, "100"),
    ],
)
def test_a_number_keeps_three_decimals_and_no_trailing_zeros(value, text):
    assert number(value) == text


def test_a_number_that_is_not_zero_never_reads_as_zero():
    assert number(1e-300) != "0"
    assert number(-1e-12) != "0"


def test_signs_probabilities_and_percentages():
    assert [signed(0.25), signed(-0.25), signed(0)] == ["+0.25", "-0.25", "0"]
    assert [probability(Fraction(2, 7)), probability(Fraction(12345, 67891)), probability(0.5)] == [
        "2/7",
        "0.182",
        "0.5",
    ]
    assert percent(1 / 3) == "33.3%"


def test_counts_decimals_and_digits():
    assert [counted(4096), fixed(1234.56), fixed(0.5, 1), to_decimals(0.5004, 2), to_decimals(0.0004, 2)] == [
        "4,096",
        "1,235",
        "0.5",
        "0.5",
        "0",
    ]
    assert [whole_percent(0.125), rounded(Fraction(1, 3)), rounded(0.125, 2), rounded(1e9)] == [
        "12%",
        "0.333333",
        "0.12",
        "1e+09",
    ]


@pytest.mark.parametrize("number", [True, None, [1], object()])
def test_what_is_no_number_is_refused_as_a_fraction(number):
    with pytest.raises(TypeError, match="got"):
        read_fraction(number)


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "1/0", "1e5000", "9" * 5000])
def test_text_that_is_no_finite_number_is_refused_quickly(text):
    with pytest.raises(ValueError, match="got"):
        read_fraction(text)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("9" * 5000, "got '999"),
        pytest.param(10**5000, "got an integer of thousands of digits, beyond the range", id="integer"),
        ("1e999999999", "got '1e999999999', beyond the range"),
        ("1e1_000_000_000", "got '1e1_000_000_000', beyond the range"),
        ("1e0_0_0_9999", "beyond the range"),
        ("-1e-999999999", "beyond the range"),
        ("1e٩٩٩٩٩٩٩٩٩", "got '1e٩٩٩٩٩٩٩٩٩'"),
        ("٣", "got '٣'"),
        ("1/" + "0" * 50, "got '1/000"),
        ("nan", "got 'nan'"),
        (float("nan"), "got 'nan'"),
        (float("-inf"), "got '-inf'"),
        (Decimal("1e999999999"), "beyond the range"),
        (Decimal("sNaN"), "got sNaN"),
        ([[1]] * 100, r"got \[\[1\], "),
    ],
)
def test_what_is_no_number_or_far_too_large_is_refused_at_once_and_in_one_short_line(given, message):
    with pytest.raises((TypeError, ValueError), match=message) as caught:
        read_fraction(given)

    assert len(str(caught.value)) < 120
    assert "\n" not in str(caught.value)


def test_the_largest_float_is_still_in_range_and_no_machine_integer_overflows():
    largest = int(sys.float_info.max)

    assert read_fraction(largest) == largest
    assert read_fraction(np.int64(2**62)) * 4 == 2**64


def test_one_is_told_from_what_is_next_to_it():
    assert [probability(1.0), probability(1 - Fraction(1, 10**6)), probability(1 - Fraction(1, 10**7))] == [
        "1",
        "0.999999",
        "1 - 1e-07",
    ]
    assert [percent(1 - Fraction(1, 10**8)), percent(1 - Fraction(1, 10**9))] == ["99.999999%", "100% - 1e-07%"]


def test_a_short_decimal_is_no_short_fraction():
    assert [probability(0.12345), probability(Fraction(123, 457)), probability(Fraction(123, 4567))] == [
        "0.123",
        "123/457",
        "0.027",
    ]


def test_a_unit_of_time_begins_where_the_one_before_it_ends():
    assert [duration(seconds) for seconds in (0.4, 1, 59, 60, 3599, 3600)] == [
        "under 1 s",
        "1 s",
        "59 s",
        "1 min 0 s",
        "59 min 59 s",
        "1 h 0 min",
    ]


def test_what_just_fits_is_written_in_full():
    assert [shown("x" * 38), shown("x" * 39)] == ["'" + "x" * 38 + "'", "'" + "x" * 36 + "..."]
    assert [counted(10**999)[:6], counted(10**1000)] == ["1,000,", "about 10^1000"]
