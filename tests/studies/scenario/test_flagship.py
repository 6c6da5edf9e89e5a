"""What is asked of the triangle and of the unipolar moment: postures, who decides at home, the course of the years."""

import sys
from fractions import Fraction
from importlib import import_module
from itertools import combinations, product, takewhile
from pathlib import Path

import numpy as np
import pytest

from tetrarchy import analyse, load, parse, solve
from tetrarchy.reports.format.blocks import Items, Table
from tetrarchy.reports.scenario.report import analysis_report, solutions_report
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.solvers.dominance import iterated_elimination
from tetrarchy.studies.scenario.analysis import Solutions
from tetrarchy.studies.scenario.order_choice import VOTES, order_choice
from tetrarchy.studies.scenario.postures import HEDGE, SOURCES_OF_DOMINANCE, pair_game, postures
from tetrarchy.studies.scenario.unipolar_course import unipolar_course

sys.path.append(str(Path(__file__).parents[1] / "claims"))
stated = import_module("stated_worlds")
powers = import_module("stated_powers")

DATED = ("us-russia-china-1972", "us-russia-china-1992", "us-russia-china-2014", "us-russia-china")
REPLIES = powers.REPLIES


# Postures.


@pytest.mark.parametrize("name", DATED)
def test_each_posture_leaves_what_iterated_elimination_leaves(name):
    scenario = load(name)

    for posture in postures(scenario):
        game = pair_game(scenario, posture.name)
        left = iterated_elimination(game).remaining
        own = {player: tuple(REPLIES[a] for a in left[k]) for k, player in enumerate(game.players)}

        assert posture.remaining == own
        assert posture.equilibria == tuple(game.name_profile(each) for each in pure_nash_profiles(game))


@pytest.mark.parametrize("source", SOURCES_OF_DOMINANCE)
@pytest.mark.parametrize("name", DATED)
def test_the_hedge_goes_at_the_values_at_which_elimination_takes_it_from_both(name, source):
    scenario = load(name)
    known = scenario.game.arena.parameter(source)
    spans = {posture.name: posture.hedge_goes[source] for posture in postures(scenario)}

    for step in range(12):
        value = known.low + (known.high - known.low) * Fraction(2 * step + 1, 24) + Fraction(1, 10007)
        moved = scenario.replace({source: value})
        for posture, found in spans.items():
            left = iterated_elimination(pair_game(moved, posture)).remaining
            assert any(low < value < high for low, high in found) is all(HEDGE not in own for own in left)


def test_spans_are_told_whole_and_in_order():
    for name, source in product(DATED, SOURCES_OF_DOMINANCE):
        for posture in postures(load(name)):
            ends = [end for span in posture.hedge_goes[source] for end in span]
            assert ends == sorted(set(ends))


def test_the_pair_plays_the_game_that_the_posture_leaves():
    scenario = load("us-russia-china")
    whole, pair = scenario.build(), pair_game(scenario, "wedge_china")

    assert pair.players == ("Russia", "China")
    assert (pair.exact == whole.exact[1:, whole.actions[0].index("wedge_china")]).all()


# Who decides at home.


def by_hand(scenario):
    """Return what each posture is worth to each faction once the pair has replied, from solved games."""
    worth = {}
    for faction in VOTES:
        game = scenario.replace({"US.orders": faction}).build()
        worth[faction] = {}
        for place, posture in enumerate(game.actions[0]):
            stable = [each.strategies for each in solve(pair_game(scenario, posture), "pure").equilibria]
            entente = any(all(own[1] == 1 for own in strategies) for strategies in stable)
            worth[faction][posture] = game.exact[(0, place, *([1, 1] if entente else [0, 0]))]
    return worth


def best_of(worth, votes):
    """Return the posture that is best by the mean of some factions, the first where several are."""

    def together(posture):
        return sum(share * worth[faction][posture] for faction, share in votes.items())

    return max(worth["liberal"], key=together)


@pytest.mark.parametrize("name", [*DATED, "triangle"])
def test_coalitions_pick_the_posture_that_is_best_by_the_mean_of_their_rows(name):
    scenario = load(name) if name != "triangle" else at_home()
    worth = by_hand(scenario)

    found = order_choice(scenario)

    assert {"liberal": Fraction(7, 20), "mercantilist": Fraction(7, 20), "security_state": Fraction(3, 10)} == VOTES
    assert found.alone == {faction: best_of(worth, {faction: 1}) for faction in VOTES}
    assert {each.members for each in found.coalitions} == set(combinations(VOTES, 2))
    for each in found.coalitions:
        assert each.posture == best_of(worth, {faction: VOTES[faction] for faction in each.members})
        assert each.worth == {faction: own[each.posture] for faction, own in worth.items()}


def at_home():
    """Return the triangle at its reference types."""
    return parse(
        'title = "T"\nstatus_quo = { US = "dual_pressure", Russia = "hedge", China = "hedge" }\n'
        '[game]\nkind = "triangle"',
        "triangle",
    )


@pytest.mark.parametrize("seed", range(6))
def test_a_coalition_is_stable_if_no_other_two_would_both_rather_have_theirs(seed):
    rng = np.random.default_rng(seed)
    scenario = at_home()
    known = scenario.game.arena.parameters
    drawn = {each.name: each.low + (each.high - each.low) * Fraction(int(rng.integers(41)), 40) for each in known}

    found = order_choice(scenario.replace(drawn)).coalitions

    for each in found:
        leave = [
            other
            for other in found
            if other is not each and all(other.worth[member] > each.worth[member] for member in other.members)
        ]
        assert each.stable is (not leave)


def test_some_coalition_is_stable_and_some_is_not():
    told = [each.stable for name in DATED for each in order_choice(load(name)).coalitions]

    assert set(told) == {True, False}


def test_a_posture_that_two_back_is_policy_and_else_todays_goes_on():
    scenario = load("us-russia-china")
    game, worth = order_choice(scenario).game, by_hand(scenario)
    postures_of = scenario.actions[0]

    assert game.players == tuple(VOTES)
    for backed in product(range(4), repeat=3):
        policy = next((k for k in range(4) if backed.count(k) >= 2), postures_of.index("dual_pressure"))
        assert [game.exact[(k, *backed)] for k in range(3)] == [own[postures_of[policy]] for own in worth.values()]


def test_unanimity_is_an_equilibrium_in_which_no_vote_is_pivotal_whatever_the_votes():
    choice = order_choice(load("us-russia-china"))
    postures_of = choice.game.actions[0]

    assert choice.today == "dual_pressure"
    assert choice.unanimous == tuple((each,) * 3 for each in postures_of)
    assert len(choice.equilibria) == 13
    assert set(choice.unanimous) < set(choice.equilibria)
    assert choice.undominated == (("wedge_china", "wedge_china", "dual_pressure"),)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {},
            'The coalition that lasts is that of the liberals and the mercantilists, which backs "press Russia alone" '
            'over the security state; what is done today, "press both", is the choice of no coalition that lasts. Of '
            "the 13 outcomes that nobody would leave alone, 4 are unanimous",
        ),
        (
            {"status_quo.US": "wedge_china"},
            'what is done today, "press Russia alone", is the choice of a coalition that lasts.',
        ),
    ],
)
def test_who_decides_stands_on_top_of_the_equilibria(values, told):
    analysis = analyse(load("order-choice-2017").replace(values))

    for report in (solutions_report(Solutions(analysis.scenario, (analysis,))), analysis_report(analysis)):
        texts = [
            block.text
            for block in takewhile(lambda block: not isinstance(block, Table), report)
            if not isinstance(block, Items)
        ]
        assert any(told in text for text in texts)


# The course from 1989 to 2020.


def stated_course(scenario):
    """Return the course of a scenario by the statement written apart."""
    symbols = {known.symbol: known.name for known in scenario.game.arena.parameters}
    numbers = {symbol: np.array([float(scenario.game.parameters[name])]) for symbol, name in symbols.items()}
    rows = np.array([[[float(cell) for cell in row.values()] for row in scenario.orders.values()]])
    letters = dict(zip(scenario.orders, stated.LETTERS, strict=True))
    types = tuple(
        {letters[row]: float(share) for row, share in actor.orders.items() if share}
        for actor in scenario.actors.values()
    )
    worlds = stated.StatedWorlds("unipolar", numbers, rows, types)
    return (*powers.course(worlds), np.array([powers.power(worlds, t)[0] for t in range(32)]))


SETTINGS = (
    {},
    {"h": 0.6, "kp": 0, "i": 0.8},
    {"kp": 1, "h": 0.2},
    {"rv0": 0.25, "ad": 0.02, "gr": 0.018, "ca": 0.05},
    {"orders.liberal.primacy": 0},
    {"L.orders": "mercantilist", "be": 0.035, "bf": 0.05},
)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_years_are_those_of_the_statement(setting):
    scenario = load("unipolar-moment").replace(setting)
    expands, balanced, legitimacy, power = stated_course(scenario)

    years = unipolar_course(scenario)

    assert [each.year for each in years] == list(range(1989, 2021))
    assert [each.expands for each in years] == expands[:, 0].tolist()
    assert [each.balanced for each in years] == balanced[:, 0].tolist()
    assert [each.legitimacy for each in years] == pytest.approx(legitimacy[:, 0].tolist(), abs=1e-12)
    assert [each.power for each in years] == pytest.approx(power.tolist(), abs=1e-12)


def test_the_settings_show_every_kind_of_year():
    seen = {
        (each.expands, each.balanced)
        for setting in SETTINGS
        for each in unipolar_course(load("unipolar-moment").replace(setting))
    }

    assert seen >= {(True, False), (True, True), (False, False)}
