"""What would change the answer: tipping points against games that are built and solved on both sides of them."""

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import NormalFormGame, load, parse, tipping_points
from tetrarchy.games.scenario.paths import payoff_place
from tetrarchy.reports.tipping import bar
from tetrarchy.solvers.best_replies import best_reply_table
from tetrarchy.solvers.exact.algebraic import Interval
from tetrarchy.solvers.stochastic.pure_markov_perfect import pure_markov_perfect
from tetrarchy.studies.stochastic.moving_game import moving_game

HAIR = Fraction(1, 10**7)


def equilibria(scenario):
    return {tuple(place) for place in np.argwhere(best_reply_table(scenario.build().exact).all(axis=0)).tolist()}


def markov_perfect(scenario):
    solved = pure_markov_perfect(moving_game(scenario)).equilibria
    return {each.choices for each in solved}


def sides(scenario, over, value, held):
    """Return what holds just before a tipping point and just beyond it, nearest to today's value first."""
    exact = Fraction(value) if isinstance(value, Fraction) else Fraction(float(value))
    step = HAIR if exact > over.current else -HAIR
    at = [each for each in (exact - step, exact, exact + step) if over.low <= each <= over.high]
    return [held(scenario.replace({over.path: each})) for each in at]


@pytest.mark.parametrize("name", ["european-autonomy", "stag-hunt", "neighbourhood-2014", "sanctions-russia"])
def test_what_holds_changes_at_a_tipping_point_as_it_says_and_not_before(name):
    scenario, ranking = load(name), tipping_points(name).once
    today = equilibria(scenario)
    assert set(ranking.holding) == today

    tips = [(each.over, tip) for each in ranking.numbers for tip in (each.below, each.above) if tip is not None]
    assert tips
    for over, tip in tips:
        before, *after = sides(scenario, over, tip.value, equilibria)
        assert before == today, over.path
        assert set(tip.appears) == set.union(*after) - today, over.path
        assert set(tip.ends) == today - set.intersection(*after), over.path


def test_nothing_changes_in_the_rest_of_a_range():
    scenario, ranking = load("sanctions-russia"), tipping_points("sanctions-russia").once
    today = equilibria(scenario)
    for each in ranking.numbers:
        over = each.over
        low = over.low if each.below is None else each.below.value
        high = over.high if each.above is None else each.above.value
        inside = [low + (high - low) * Fraction(k, 7) for k in range(1, 7)]
        assert all(equilibria(scenario.replace({over.path: value})) == today for value in inside), over.path


def test_the_flagship_is_fragile_in_the_pressure_on_china():
    ranking = tipping_points("us-russia-china").once
    first = ranking.numbers[0]

    assert (first.over.name, ranking.fragile) == ("pressure_on_china", True)
    assert (ranking.alone, ranking.standing(ranking.holding[0])) == (first, first)
    assert [each.at_stake for each in ranking.numbers] == sorted(each.at_stake for each in ranking.numbers)
    scenario = load("us-russia-china")
    before, *after = sides(scenario, first.over, first.nearest.value, equilibria)
    assert before == {(3, 1, 1)}
    assert after[-1] == {(2, 1, 1)}


def test_how_sturdy_an_equilibrium_is_and_how_sturdy_its_being_alone_are_told_apart():
    ranking = tipping_points("us-russia-china").once
    (tie,) = [each for each in ranking.numbers if each.over.name == "tie_gain"]

    assert tie.standing[3, 1, 1] is None
    assert tie.alone == tie.nearest
    assert (tie.alone.appears, tie.alone.ends) == (((2, 1, 0),), ())


def test_the_cells_that_somebody_follows_are_ranked_where_they_are_asked_for():
    plain, more = (tipping_points("sanctions-russia", cells).once.numbers for cells in (False, True))
    added = {each.over.path for each in more} - {each.over.path for each in plain}
    followed = {path.split(".")[1] for path in added}

    assert all(path.startswith("orders.") for path in added)
    assert followed == {o for agent in load("sanctions-russia").agents for o, share in agent.orders.items() if share}


def test_the_discount_tips_where_grim_reversion_begins_to_sustain():
    ranking = tipping_points("prisoners-dilemma").repeated
    (discount,) = [each for each in ranking.numbers if each.over.path == "repeated.discount"]

    assert (0, 0) in ranking.holding
    assert discount.standing[0, 0].value == Fraction(1, 2)


def test_markov_perfect_play_tips_as_it_does_where_it_is_solved():
    scenario, ranking = load("sanctions-renewal"), tipping_points("sanctions-renewal").moving
    assert set(ranking.holding) == markov_perfect(scenario)

    for each in (each for each in ranking.numbers if each.over.name in ("sender_cost", "courtship", "discount")):
        before, *after = sides(scenario, each.over, each.nearest.value, markov_perfect)
        assert before == set(ranking.holding)
        assert set(each.nearest.appears) == set.union(*after) - before
        assert set(each.nearest.ends) == before - set.intersection(*after)


KNIFE = """
title = "A tie"
[game]
kind = "normal_form"
players = ["A", "B"]
actions = [["x", "y"], ["l", "r"]]
payoffs = [[[1, 0], [1, 0]], [[1, 0], [1, 0]]]
"""


def test_what_stands_on_a_tie_tips_at_once():
    ranking = tipping_points(parse(KNIFE, "knife")).once

    assert set(ranking.holding) == {(0, 0), (1, 0)}
    assert (ranking.nearest.at_stake, ranking.fragile) == (0, True)


QUOTIENT = """
title = "A quotient"
[game]
kind = "custom"
players = ["A"]
actions = [["x", "y"]]
[game.parameters]
p = { default = 0.5, low = -1, high = 1, meaning = "m" }
q = { default = 1, low = 0, high = 2, meaning = "m" }
[[game.consequences]]
when = { A = "x" }
A = { gain = "q / p - 1" }
[actors.A]
orders = "liberal"
"""


def test_a_number_without_a_game_somewhere_in_its_range_is_named_and_the_others_are_ranked():
    ranking = tipping_points(parse(QUOTIENT, "quotient")).once

    assert [over.name for over in ranking.undefined] == ["p"]
    assert ranking.numbers[0].nearest.value == Fraction(1, 2)


def test_the_payoffs_of_a_large_table_tip_where_games_that_are_built_do():
    game = NormalFormGame(np.random.default_rng(3).integers(0, 9, (2, 6, 6)))

    for each in tipping_points(game).once.numbers[:12]:
        for regime in each.regimes:
            table = game.exact.copy()
            table[payoff_place(game, each.over.path)] = (regime.interval.low + regime.interval.high) / 2
            stable = best_reply_table(table).all(axis=0)
            assert {tuple(cell) for cell in np.argwhere(stable).tolist()} == set(regime.profiles)


def test_a_bar_shows_where_the_answer_is_another():
    (first, *_) = tipping_points("stag-hunt").once.numbers

    assert [regime.interval for regime in first.regimes] == [
        Interval(first.over.low, Fraction(3), True, False),
        Interval(Fraction(3), first.over.high),
    ]
    assert (first.place, first.changed) == (0.5, ((0.0, 0.375),))
    assert bar(first) == "########--o---------"
