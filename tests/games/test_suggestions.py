"""Near misses: a slip or two are forgiven, a word that is none of those known is not taken for one of them."""

from itertools import product

import pytest

from tetrarchy.games.errors import MOST_LISTED, suggestion, unknown
from tetrarchy.games.orders.rows import ORDER_NAMES

NAMES = (*ORDER_NAMES, "pressure", "us-russia-china", "tit_for_tat", "actors.US.orders.liberal")


def slips(name):
    """Go through what one slip makes of a name."""
    for k in range(len(name)):
        yield name[:k] + name[k + 1 :]
        yield f"{name[:k]}x{name[k + 1 :]}"
        yield f"{name[:k]}x{name[k:]}"
        yield name[:k] + name[k : k + 2][::-1] + name[k + 2 :]


@pytest.mark.parametrize("name", NAMES)
def test_one_slip_or_two_are_forgiven_wherever_they_are(name):
    middle = len(name) // 2
    twice = {front + back for front in slips(name[:middle]) for back in slips(name[middle:])}

    assert {suggestion(typo, NAMES) for typo in (*slips(name), *sorted(twice)[::7])} == {f" (did you mean {name!r}?)"}


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("realist", ORDER_NAMES),
        ("neutral", ORDER_NAMES),
        ("democratic", ORDER_NAMES),
        ("kosten", ("cost",)),
        ("hard", ("hedge", "align")),
        ("core", ("pure", "nash")),
        ("EU", ("US",)),
        ("x", ("p", "rho")),
        ("", ("pure", "us")),
        ("liberal", ()),
    ],
)
def test_a_word_unlike_all_that_are_known_is_taken_for_none(given, known):
    assert suggestion(given, known) == ""


def test_no_order_is_taken_for_another_and_no_scenario_for_another():
    from tetrarchy.configs.load import shipped

    for names in (ORDER_NAMES, shipped()):
        assert {suggestion(one, [other]) for one, other in product(names, names) if len(one) + 3 < len(other)} == {""}


@pytest.mark.parametrize(
    ("given", "known", "near"),
    [
        ("us", ("US",), "US"),
        ("LIBERAL", ORDER_NAMES, "liberal"),
        ("trade_war_us_china", ("trade-war-us-china",), "trade-war-us-china"),
        ("nsh", ("nash",), "nash"),
        ("lgot", ("logit",), "logit"),
        ("puree", ("purer", "pure", "purest"), "purer"),
        ("pure", ("purest", "purer"), "purer"),
        ("Hir", ("Her", "Him"), "Him"),
    ],
)
def test_the_nearest_is_offered_and_of_those_the_first(given, known, near):
    assert suggestion(given, known) == f" (did you mean {near!r}?)"


def test_a_message_stays_short_however_much_is_given_and_known():
    message = unknown("action", "y" * 10_000, [f"a{k}" for k in range(10_000)])

    assert message.startswith("unknown action 'yyy")
    assert f", a{MOST_LISTED - 1} and 9950 more" in message
    assert len(message) < 500
