"""What those who act as they do must seek: exact sets, by hand and by force, and what the draws say of them."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest
from scipy.optimize import linprog

from tetrarchy import InputError, load, parse
from tetrarchy.games.orders.codings import CODINGS
from tetrarchy.games.orders.rows import ROW_NAMES
from tetrarchy.reports.format.blocks import Items
from tetrarchy.reports.revealed.reveal import revealed_json, revealed_report
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.studies.claims.worlds.draws import Draws
from tetrarchy.studies.revealed.reveal import FACTIONS, reveal
from tetrarchy.studies.revealed.revealed_mixes import RevealedMixes, revealed_mixes
from tetrarchy.studies.revealed.scenario_worlds import ScenarioModel

DATED = ("us-russia-china-1972", "us-russia-china-1992", "us-russia-china-2014", "us-russia-china")
TODAY = load("us-russia-china")


def simplex(size, steps):
    """Go through the mixes of so many rows whose shares are whole numbers of steps."""
    for bars in combinations(range(steps + size - 1), size - 1):
        ends = (-1, *bars, steps + size - 1)
        yield tuple(Fraction(high - low - 1, steps) for low, high in pairwise(ends))


def does_it(scenario, player, mix, rows):
    """Tell whether what a player does today is a best reply under a mix, by building the game."""
    orders = dict.fromkeys(ROW_NAMES, Fraction(0)) | dict(zip(rows, mix, strict=True))
    actors = {**scenario.actors, player: replace(scenario.actors[player], orders=orders)}
    game = replace(scenario, actors=actors).build()
    place = game.players.index(player)
    today = [scenario.actions[k].index(scenario.status_quo[name]) for k, name in enumerate(game.players)]
    own = [game.exact[(place, *today[:place], action, *today[place + 1 :])] for action in range(game.shape[place])]
    return own[today[place]] == max(own)


def within(mix, corners):
    """Tell by linear programming whether a mix lies in the hull of some corners, up to rounding."""
    if not corners:
        return False
    equal = np.vstack([np.array(corners, dtype=float).T, np.ones(len(corners))])
    found = linprog(np.zeros(len(corners)), A_eq=equal, b_eq=[*map(float, mix), 1])
    return found.status == 0


@pytest.mark.parametrize("name", DATED)
@pytest.mark.parametrize("player", ["US", "China"])
def test_half_spaces_and_corners_are_those_of_the_mixes_that_do_it(name, player):
    scenario = load(name)
    found = revealed_mixes(scenario, player, FACTIONS)

    for mix in simplex(3, 6):
        done = does_it(scenario, player, mix, FACTIONS)
        assert found.holds(mix) is done
        assert within(mix, found.vertices) is done


@pytest.mark.parametrize("name", DATED)
def test_over_all_rows_too(name):
    scenario = load(name)
    found = revealed_mixes(scenario, "US")

    assert found.rows == ROW_NAMES
    for mix in simplex(5, 3):
        done = does_it(scenario, "US", mix, ROW_NAMES)
        assert found.holds(mix) is done
        assert within(mix, found.vertices) is done


def test_corners_lie_on_as_many_bounds_as_there_are_shares():
    found = revealed_mixes(TODAY, "US")

    assert found.vertices
    for corner in found.vertices:
        tight = [share for share in corner if share == 0]
        tight += [
            0
            for advantage in found.advantages.values()
            if sum(share * each for share, each in zip(corner, advantage, strict=True)) == 0
        ]
        assert sum(corner) == 1
        assert found.holds(corner)
        assert len(tight) >= len(corner) - 1


def test_two_rows_that_cross_leave_a_span_with_its_ends_by_hand():
    found = RevealedMixes(
        "A", "a", ("one", "other"), {"b": (Fraction(-1), Fraction(2)), "c": (Fraction(3), Fraction(-1))}
    )

    # -x + 2 (1 - x) >= 0 and 3x - (1 - x) >= 0: x from 1/4 to 2/3.
    assert found.vertices == ((Fraction(2, 3), Fraction(1, 3)), (Fraction(1, 4), Fraction(3, 4)))
    assert found.span("one") == (Fraction(1, 4), Fraction(2, 3))
    assert found.span("other") == (Fraction(1, 3), Fraction(3, 4))


def test_where_no_mix_will_do_the_set_is_empty_and_where_any_will_it_is_the_simplex():
    never = RevealedMixes("A", "a", ("one", "other"), {"b": (Fraction(-1), Fraction(-2))})
    always = RevealedMixes("A", "a", ("x", "y", "z"), {"b": (Fraction(1), Fraction(0), Fraction(2))})

    assert never.vertices == ()
    assert never.span("one") is None
    assert always.vertices == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert not always.holds((Fraction(-1), Fraction(1), Fraction(1)))


# Over the draws.


def worlds_of(scenario, samples=200, seed=4, arm="theory"):
    return ScenarioModel(scenario).worlds(Draws(scenario.coding, seed, 0, samples, arm))


def in_one_world(scenario, worlds, world):
    """Return the exact scenario of one world."""
    values = {name: Fraction(float(column[world])) for name, column in worlds.parameters.items()}
    orders = {
        f"orders.{row}.{name}": Fraction(float(cell))
        for row, cells in zip(ROW_NAMES, worlds.matrices[world], strict=True)
        for name, cell in zip(scenario.orders[row], cells, strict=True)
    }
    return scenario.replace({**{f"game.parameters.{name}": value for name, value in values.items()}, **orders})


def least(scenario, beside):
    """Return the least share of the security state beside an order, exactly; None where no mix of the two will do."""
    span = revealed_mixes(scenario, "US", (beside, "security_state")).span("security_state")
    return None if span is None else span[0]


@pytest.mark.parametrize("beside", [0, 1])
def test_least_shares_over_the_draws_are_those_of_single_worlds(beside):
    samples = 40
    order = FACTIONS[beside]
    worlds = worlds_of(TODAY, samples)
    exact = [least(in_one_world(TODAY, worlds, world), order) for world in range(samples)]
    found = [float(each) for each in exact if each is not None]

    [conduct] = reveal(TODAY, "US", samples=samples, seed=4).conduct
    told = conduct.least[beside]

    assert told.beside == order
    assert told.possible == len(found) / samples
    assert told.quantiles == pytest.approx(np.quantile(found, (0.05, 0.5, 0.95)), abs=1e-9)


def test_the_share_of_worlds_that_no_mix_of_liberals_and_mercantilists_explains_is_that_of_single_worlds():
    samples = 40
    worlds = worlds_of(TODAY, samples)
    empty = [
        not revealed_mixes(in_one_world(TODAY, worlds, world), "US", FACTIONS[:2]).vertices for world in range(samples)
    ]

    [conduct] = reveal(TODAY, "US", samples=samples, seed=4).conduct

    assert conduct.unexplained == sum(empty) / samples
    assert 0 < sum(empty) < samples


def test_each_status_quo_is_put_to_every_scenarios_inputs_under_theory_and_placebo():
    scenarios = [load(name) for name in DATED]
    done = {each.source: tuple(each.status_quo[name] for name in each.players) for each in scenarios}

    found = reveal(scenarios, samples=200, seed=4)

    for each, standing in zip(scenarios, found.standings, strict=True):
        shares = {
            source: tuple(worlds_of(each, arm=arm).nash(*profile).mean() for arm in ("theory", "labels"))
            for source, profile in done.items()
        }
        assert (standing.share, standing.placebo) == shares.pop(each.source)
        assert standing.crossed == shares
    assert (found.player, found.samples, found.seed) == ("US", 200, 4)


@pytest.mark.parametrize("name", DATED)
def test_a_standing_at_the_scenarios_numbers_is_that_of_its_game(name):
    scenario = load(name)
    game = scenario.build()
    today = tuple(scenario.status_quo[player] for player in game.players)
    equilibria = [game.name_profile(profile) for profile in pure_nash_profiles(game)]
    places = [names.index(action) for names, action in zip(game.actions, today, strict=True)]
    own = [game.exact[(0, action, *places[1:])] for action in range(game.shape[0])]

    [standing] = reveal(scenario, samples=5).standings

    assert standing.stable is (today in equilibria)
    assert standing.others == tuple(profile for profile in equilibria if profile != today)
    assert standing.margin == own[places[0]] - max(value for k, value in enumerate(own) if k != places[0])


def test_what_a_scenario_holds_stays_and_all_else_is_drawn():
    worlds = worlds_of(TODAY)

    assert set(worlds.parameters["pressure_on_russia"]) == {0.6}
    assert set(worlds.parameters["pressure_on_china"]) == {0.5}
    assert len(set(worlds.parameters["shielding"])) == 200


def test_a_cell_that_a_scenario_sets_is_the_middle_of_its_draws():
    moved = TODAY.replace({"orders.liberal.primacy": 1})

    difference = worlds_of(moved).matrices - worlds_of(TODAY).matrices

    assert difference[:, 0, 4] == pytest.approx(np.full(200, -2), abs=1e-12)
    assert np.count_nonzero(difference) == 200


def test_rivals_are_the_exact_sets_under_the_other_codings():
    [conduct] = reveal(TODAY, samples=5).conduct

    assert list(conduct.rivals) == [name for name in CODINGS if name != TODAY.coding.name]
    for name, found in conduct.rivals.items():
        assert found == revealed_mixes(TODAY.replace({"orders": name}), "US")
    assert conduct.factions == revealed_mixes(TODAY, "US", FACTIONS)
    assert conduct.all_rows == revealed_mixes(TODAY, "US")


# Under the codings after Sakwa, of offensive realism, of liberal institutionalism, and of scepticism of Russia.
EXPLAINED = {
    "us-russia-china-1972": (True, True, True, True),
    "us-russia-china-1992": (True, False, True, True),
    "us-russia-china-2014": (True, False, True, False),
    "us-russia-china": (True, True, False, True),
    "neighbourhood-2014": (False, False, False, False),
}


@pytest.mark.parametrize("name", EXPLAINED)
def test_which_codings_make_what_is_done_an_equilibrium_at_the_mixes_given(name):
    [standing] = reveal(load(name), samples=5).standings

    assert standing.codings == dict(zip(CODINGS, EXPLAINED[name], strict=True))
    for coding, stable in standing.codings.items():
        scenario = load(name).replace({"orders": coding})
        game = scenario.build()
        found = [game.name_profile(each) for each in pure_nash_profiles(game)]
        assert stable is (tuple(scenario.status_quo[player] for player in game.players) in found)


def test_the_mix_that_russia_is_given_explains_no_contest_of_a_neighbour_but_for_sceptics_and_realists():
    [conduct] = reveal(load("neighbourhood-2014"), "Russia", samples=5).conduct
    sets = {"sakwa": conduct.all_rows, **conduct.rivals}

    assert dict(zip(ROW_NAMES, conduct.given, strict=True))["conservative"] == Fraction(17, 20)
    assert [sets[name].holds(conduct.given) for name in CODINGS] == [False, True, False, True]
    assert conduct.all_rows.span("conservative")[1] < Fraction(17, 20)
    assert conduct.all_rows.alone == ("mercantilist", "security_state")


def test_a_purely_transformative_united_states_would_press_both_too():
    alone = revealed_mixes(TODAY, "US").alone

    assert alone == ("transformative", "security_state")
    for row in ROW_NAMES:
        game = TODAY.replace({"US.orders": row}).build()
        worth = game.exact[0][:, 1, 1]
        assert (row in alone) is (worth[game.actions[0].index("dual_pressure")] == max(worth))


def test_the_report_and_json_tell_codings_from_one_another():
    revealed = reveal([TODAY, load("us-russia-china-1972")], samples=5)
    items = [text for block in revealed_report(revealed) if isinstance(block, Items) for text in block.texts]
    today = revealed_json(revealed)["scenarios"][0]

    assert (
        "us-russia-china: it is one under four orders, offensive realism and scepticism of Russia, and none under "
        "liberal institutionalism."
    ) in items
    assert "us-russia-china-1972: under every coding it is one, so it speaks for none of them." in items
    assert today["codings"] == dict(zip(CODINGS, EXPLAINED["us-russia-china"], strict=True))
    assert today["revealed"]["codings"]["liberal_institutionalist"] == {
        "share_of_mixes": revealed.conduct[0].rivals["liberal_institutionalist"].share,
        "given_will_do": False,
        "alone_will_do": ("security_state",),
    }
    assert today["revealed"]["given"]["mercantilist"] == Fraction(9, 20)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: reveal(load("prisoners-dilemma")), "can be asked of an arena alone"),
        (lambda: reveal(load("stag-hunt")), "can be asked of an arena alone"),
        (lambda: reveal(load("courting-washington")), "cannot be asked where types are uncertain"),
        (lambda: reveal(parse('title = "T"\n[game]\nkind = "triangle"', "t")), "T: it has no status_quo"),
        (lambda: reveal([TODAY, load("trade-war-us-china")]), "different arenas"),
        (lambda: reveal(TODAY, "Rusia"), r"unknown player 'Rusia' \(did you mean 'Russia'\?\)"),
        (lambda: reveal(TODAY, samples=0), "samples must be 1 or more, got 0"),
        (lambda: reveal(TODAY, seed=-1), "seed must be 0 or more, got -1"),
        (lambda: reveal([]), "one scenario or more, got none"),
        (lambda: reveal([TODAY, TODAY]), "us-russia-china is given twice"),
        (lambda: revealed_mixes(TODAY, "US", ("realist",)), "unknown order 'realist'"),
    ],
)
def test_what_cannot_be_asked_is_refused(ask, message):
    with pytest.raises(InputError, match=message):
        ask()
