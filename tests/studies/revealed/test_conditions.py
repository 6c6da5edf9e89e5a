"""What would have to be true: exact sets against games that are built, joint changes and their proofs, bad input."""

import json
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest

from tetrarchy import InputError, conditions, explaining_mixes, load, parse, report
from tetrarchy.games.actors import Actor
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.numbers import percent
from tetrarchy.games.orders.rows import ROW_NAMES
from tetrarchy.reports.outputs import written
from tetrarchy.reports.revealed.conditions import player_words
from tetrarchy.solvers.best_replies import best_reply_table
from tetrarchy.studies.revealed.joint_change import joint_change
from tetrarchy.studies.revealed.outcomes import read_outcome
from tetrarchy.studies.revealed.revealed_mixes import RevealedMixes, mixes_for, revealed_mixes
from tetrarchy.studies.watch import Watch

TODAY = load("us-russia-china")
OTHER = "US=engage_both,Russia=hedge,China=hedge"


def holds(scenario, profile):
    return bool(best_reply_table(scenario.build().exact).all(axis=0)[profile])


def simplex(size, steps):
    """Go through the mixes of so many rows whose shares are whole numbers of steps."""
    for bars in combinations(range(steps + size - 1), size - 1):
        ends = (-1, *bars, steps + size - 1)
        yield tuple(Fraction(high - low - 1, steps) for low, high in pairwise(ends))


GRID = list(simplex(5, 5))


def paths(scenario):
    """Go through the paths of the mixes that those who decide follow, in their order: players, or types of them."""
    for agent in scenario.agents:
        name = scenario.game.players[agent.player]
        actor = scenario.actors[name]
        if isinstance(actor, Actor):
            yield f"actors.{name}.orders"
        else:
            (number,) = [k for k, own in enumerate(actor.types) if own.orders == agent.orders]
            yield f"actors.{name}.types.{number}.orders"


@pytest.mark.parametrize("arena", ARENAS)
def test_the_sets_of_mixes_are_those_of_the_games_that_are_built(arena):
    scenario = parse(f'title = "{arena}"\n[game]\nkind = "{arena}"', arena)
    profile = tuple(len(own) - 1 if k % 2 else 0 for k, own in enumerate(scenario.actions))

    for place, path in zip(range(len(scenario.players)), paths(scenario), strict=True):
        mixes = mixes_for(scenario, profile, place, ROW_NAMES)
        for mix in GRID[place::41]:
            game = scenario.replace({path: dict(zip(ROW_NAMES, mix, strict=True))}).build()
            assert mixes.holds(mix) is bool(best_reply_table(game.exact)[place][profile]), (path, mix)


@pytest.mark.parametrize("name", ["us-russia-china", "us-russia-china-1992"])
def test_the_shares_of_all_actions_make_up_the_whole_simplex(name):
    scenario = load(name)
    done = [scenario.replace({"status_quo.US": action}) for action in scenario.actions[0]]
    shares = [revealed_mixes(each, "US").share for each in done]

    assert sum(shares) == 1
    assert sum(0 < share < 1 for share in shares) >= 2


def test_a_share_is_an_area_and_a_length():
    mixes = revealed_mixes(TODAY, "US", ("liberal", "mercantilist", "security_state"))
    (x1, y1, _), (x2, y2, _), (x3, y3, _) = mixes.vertices
    area = abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1))
    line = revealed_mixes(TODAY, "US", ("mercantilist", "security_state"))
    low, high = line.span("security_state")

    assert (mixes.share, line.share) == (area, high - low)


def test_a_nearest_mix_is_in_the_set_and_none_on_a_grid_is_nearer():
    mixes = RevealedMixes("A", "x", ("a", "b", "c"), {"y": (Fraction(-1), Fraction(2), Fraction(1, 2))})
    start = (Fraction(9, 10), Fraction(1, 20), Fraction(1, 20))
    near, shift = mixes.nearest(start)

    assert mixes.holds(near)
    assert shift == sum(max(Fraction(0), new - old) for new, old in zip(near, start, strict=True))
    assert shift == Fraction(31, 120)
    shifts = [sum(max(0, x - y) for x, y in zip(mix, start, strict=True)) for mix in simplex(3, 40) if mixes.holds(mix)]
    assert min(shifts) >= shift


def test_what_the_flagship_rests_on_is_said_in_words():
    text = player_words(TODAY, conditions(TODAY).players[0])

    assert (
        "To press both is a best reply of the United States once the security state's share reaches 13.2% beside "
        "liberal alone and 30.6% beside mercantilist alone (it is 30% here), in 60.2% of all mixes" in text
    )
    assert "Today's mix is one of them; a shift of 4.4% of it" in text


def test_the_share_of_draws_is_that_of_the_first_page_with_its_error():
    scenario = load("courting-washington")
    found, page = conditions(scenario), report(scenario).drawn

    assert found.drawn == page
    assert (found.samples, found.share_of_draws) == (page.draws, page.share)
    told = f"It is an equilibrium in {percent(page.share)} of 2,000 worlds drawn around the scenario (standard error"
    assert f"{told} {percent(page.standard_error)}, seed 0)" in " ".join(written(found, "markdown").split())


def test_that_nothing_makes_an_outcome_an_equilibrium_is_an_answer():
    found = conditions(TODAY, OTHER)
    us = found.players[0]

    assert (found.holds, us.nearest, us.mixes.vertices, found.shift_of_mixes) == (False, None, (), None)
    action, lead = us.mixes.strongest
    assert all(-ahead >= lead for ahead in us.mixes.advantages[action])
    assert us.mixes.shortfall >= lead
    assert player_words(TODAY, us) == (
        "No mix of liberal, mercantilist and security state makes it a best reply of the United States to engage both: "
        "to press Russia alone is better in all of them, by at least 11% of what it has at stake with its present mix."
    )


def test_the_nearest_value_of_a_number_turns_whether_the_outcome_holds():
    scenario = load("sanctions-russia")
    for profile in [(1, 1), (0, 1)]:
        outcome = dict(zip(scenario.players, scenario.name_profile(profile), strict=True))
        found = conditions(scenario, outcome)
        tips = [(over, tip.value) for over, tip in found.numbers if tip is not None]
        assert tips
        for over, value in tips[:8]:
            beyond = value + (value - over.current) * Fraction(1, 10**6)
            sides = [value, beyond] if over.low <= beyond <= over.high else [value]
            assert found.holds in [not holds(scenario.replace({over.path: each}), profile) for each in sides]
            before = over.current + (value - over.current) * Fraction(999_999, 10**6)
            assert holds(scenario.replace({over.path: before}), profile) is found.holds


@pytest.mark.parametrize("name", ["european-autonomy", "sanctions-russia", "stag-hunt", "coalition-multilateral"])
def test_a_joint_change_does_it_and_nothing_below_the_bound_does(name):
    scenario = load(name)
    profile = tuple(1 if k % 2 else 0 for k in range(len(scenario.players)))
    found = joint_change(scenario, profile)
    if name in ("stag-hunt", "coalition-multilateral"):
        assert found is None
        return
    before = holds(scenario, profile)
    known = {each.name: each for each in scenario.game.arena.parameters}

    if found.reach is not None:
        then = {name: value for name, (_, value) in found.changes.items()}
        assert holds(scenario.replace(then), profile) is not before
        assert found.at_least <= found.reach
        shifts = [abs(v - now) / (known[n].high - known[n].low) for n, (now, v) in found.changes.items()]
        assert max(shifts) == found.reach
    reach = float(found.at_least if found.at_least is not None else 1) * 0.999
    moves = np.random.default_rng(0).choice([-reach, reach], size=(12, len(known)))
    for row in moves:
        values = {
            each.name: min(max(now + read * (each.high - each.low), each.low), each.high)
            for each, read in zip(known.values(), map(Fraction, row), strict=True)
            for now in [scenario.game.parameters[each.name]]
        }
        assert holds(scenario.replace(values), profile) is before


def test_a_tie_at_the_end_of_the_ranges_ends_no_equilibrium():
    found = joint_change(load("neighbourhood-2014"), (0, 0, 0))

    assert (found.reach, found.at_least, found.changes) == (None, None, {})


def test_payoffs_that_are_linear_have_a_change_that_is_proven_the_smallest():
    found = joint_change(load("european-autonomy"), (1, 1, 0))

    assert found.smallest
    assert found.reach < 1


def test_one_mix_explains_all_that_was_done_or_the_least_drift_does():
    rows = ("us-russia-china-1992", "us-russia-china")
    together = explaining_mixes(rows, "US")
    assert together.drift[1] == 0
    assert all(choice.holds(mix) for mix in together.together.vertices for choice in together.choices)

    then = load("us-russia-china-1992").replace({"status_quo.US": "dual_pressure"})
    now = TODAY.replace({"status_quo.US": "wedge_china"})
    apart = explaining_mixes([then, now], "US")
    mixes, total = apart.drift
    assert apart.together.vertices == ()
    assert all(choice.holds(mix) for mix, choice in zip(mixes, apart.choices, strict=True))
    assert 0 < total == sum(max(Fraction(0), new - old) for old, new in zip(*mixes, strict=True))
    assert "The least drift that does shifts" in " ".join(written(apart, "table").split())


def test_a_choice_that_no_mix_explains_is_named():
    strange = TODAY.replace({"status_quo.US": "engage_both"})
    found = explaining_mixes([strange], "US")

    assert (found.drift, found.unexplained) == (None, (strange,))
    assert "makes it a best reply of the United States to engage both" in " ".join(written(found, "table").split())


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        ("US=dual_pressure", "outcome: Russia is missing; expected US=engage_both,Russia=hedge,China=hedge"),
        ("US=wedge,Russia=hedge,China=hedge", "unknown action of US 'wedge'"),
        ("US=engage_both,Iran=hedge", "outcome: unknown player 'Iran'"),
        ("US=engage_both,US=engage_both", "US is given twice"),
        ("US", "expected US=engage_both,Russia=hedge,China=hedge, got 'US'"),
        ("", "got 'nothing'"),
    ],
)
def test_an_outcome_that_names_no_profile_is_refused(outcome, message):
    with pytest.raises(InputError, match=message):
        conditions(TODAY, outcome)


def test_actions_whose_names_hold_commas_can_be_named_as_the_refusal_writes_them():
    with pytest.raises(InputError) as refused:
        conditions("aukus-2021")
    form = str(refused.value).partition("say which outcome, as in ")[2]

    assert ", paris_told: " in form
    assert read_outcome(load("aukus-2021"), form) == (0, 0, 0)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: conditions("stag-hunt"), "it has no status_quo; say which outcome"),
        (lambda: conditions("order-contest"), "population game"),
        (lambda: conditions(TODAY, samples=0), "samples must be 1 or more, got 0"),
        (lambda: explaining_mixes([], "US"), "one scenario or more, got none"),
        (lambda: explaining_mixes([TODAY, TODAY], "US"), "us-russia-china is given twice"),
        (lambda: explaining_mixes([TODAY, "sanctions-russia"], "US"), "its players are West, Russia, those of us-"),
        (lambda: explaining_mixes([TODAY], "UK"), "unknown player 'UK'"),
        (lambda: explaining_mixes(["european-autonomy"], "US"), "types are uncertain"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(ask, message):
    with pytest.raises(InputError, match=message):
        ask()


def test_a_time_limit_keeps_what_each_must_seek_and_names_what_was_not_reached():
    whole, found = conditions("us-russia-china"), conditions("us-russia-china", watch=Watch(deadline=-np.inf))
    text = written(found, "markdown")

    assert [each.mixes.share for each in found.players] == [each.mixes.share for each in whole.players]
    assert (found.numbers, found.joint, found.share_of_draws, whole.notes) == ((), None, None, ())
    assert found.notes == (
        "Not reached within the time limit: what further numbers decide, joint changes of the parameters, draws.",
    )
    assert found.notes[0] in text
    assert "Numbers: none of those reached decides it alone." in text
    assert "no polynomials" not in text


def test_a_time_limit_keeps_the_choices_of_several_scenarios_and_names_what_they_reveal_together():
    rows = ("us-russia-china-1992", "us-russia-china")
    whole, found = explaining_mixes(rows, "US"), explaining_mixes(rows, "US", watch=Watch(deadline=-np.inf))
    text, values = written(found, "markdown"), json.loads(written(found, "json"))

    assert [each.share for each in found.choices] == [each.share for each in whole.choices]
    assert (found.corners, found.drift, whole.notes) == (None, None, ())
    assert found.notes == (
        "Not reached within the time limit: the mixes that explain all the choices, the least drift.",
    )
    assert found.notes[0] in text
    assert (values["together"]["vertices"], values["drift"], values["notes"]) == (None, None, [*found.notes])


def test_the_least_drift_tells_of_one_mix_for_all_where_time_was_too_short_for_every_such_mix():
    found = explaining_mixes(("us-russia-china-1992", "us-russia-china"), "US", watch=Watch())
    vars(found)["together"] = replace(found.together, deadline=-np.inf)
    text = " ".join(written(found, "table").split())

    assert "One mix can explain all the choices, such as" in text
    assert "No one mix explains" not in text


TWO_AT_ONCE = """
title = "Two at once"
[game]
kind = "custom"
players = ["A", "B"]
actions = [["x", "y"], ["u", "v"]]
[game.parameters]
a = { default = 0, low = 0, high = 1, meaning = "one" }
b = { default = 0, low = 0, high = 1, meaning = "the other" }
[[game.consequences]]
when = { A = "y" }
A = { gain = "2 * a * b - 0.1 * a - 0.1 * b - 0.1" }
[actors]
A = { orders = "liberal" }
B = { orders = "liberal" }
"""


def test_a_joint_change_is_found_that_the_slopes_of_today_lead_away_from():
    # To leave pays where 2ab > 0.1 (1 + a + b), though a little of either makes it pay less.
    found = joint_change(parse(TWO_AT_ONCE, "t"), (0, 0))
    least = (0.2 + (0.2**2 + 4 * 2 * 0.1) ** 0.5) / 4

    assert float(found.reach) == pytest.approx(least, abs=1e-8)
    assert found.at_least <= found.reach


def moving(gain, *more):
    """Return an arena in which leaving (x, u) pays the first player a gain by two numbers, both 0.2 of 1 today."""
    text = TWO_AT_ONCE
    for old, new in [("2 * a * b - 0.1 * a - 0.1 * b - 0.1", gain), ("default = 0,", "default = 0.2,"), *more]:
        text = text.replace(old, new)
    return parse(text, "t")


def test_the_bound_knows_that_a_number_comes_down_no_farther_than_its_range():
    # To leave pays where b > a + 0.5: a comes down by all of its 0.2, b must go up by the rest.
    found = joint_change(moving("b - a - 0.5"), (0, 0))

    assert found.smallest
    assert float(found.reach) == pytest.approx(0.3, abs=1e-8)
    assert found.at_least == pytest.approx(0.3, abs=1e-8)


def test_an_outcome_that_is_tied_today_is_asked_what_breaks_it():
    # To leave costs the square of how far a is from today, and so never pays.
    found = joint_change(moving("-((a - 0.2) ** 2)"), (0, 0))

    assert (found.reach, found.changes) == (None, {})


def test_the_bound_weighs_what_several_deviations_ask_for_against_one_another():
    # Not to leave for y takes a > b + 0.2, for z b > 0.3: each alone a move of 0.1, together a must go up by 0.3.
    third = '[[game.consequences]]\nwhen = { A = "z" }\nA = { gain = "0.3 - b" }\n[actors]'
    found = joint_change(moving("b - a + 0.2", ('["x", "y"]', '["x", "y", "z"]'), ("[actors]", third)), (0, 0))

    assert found.smallest
    assert float(found.reach) == pytest.approx(0.3, abs=1e-6)


def test_an_arena_without_numbers_has_no_joint_change():
    parameters = TWO_AT_ONCE[TWO_AT_ONCE.index("[game.parameters]") : TWO_AT_ONCE.index("[[game.consequences]]")]
    for gain in ("-1", "1"):
        found = joint_change(moving(gain, (parameters.replace("default = 0,", "default = 0.2,"), "")), (0, 0))
        assert (found.reach, found.at_least, found.changes) == (None, None, {})
