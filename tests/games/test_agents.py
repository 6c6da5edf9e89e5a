"""Actors of uncertain type: the agent form against its definition."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from tetrarchy import InputError, ScenarioError, parse, solve
from tetrarchy.games.scenario.resolved import resolved
from tetrarchy.reports.format.toml import toml
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.studies.repeated.repetition import repeated_analysis

TYPES = """
title = "Uncertain"
status_quo = { US = "dual_pressure", Russia = "hedge", China = "entente" }
[game]
kind = "triangle"
[actors.US]
name = "United States"
types = [ { prior = 0.7, orders = "liberal" }, { prior = 0.3, orders = "mercantilist" } ]
[actors.China]
types = [ { prior = 0.25, orders = { liberal = 0.5, conservative = 0.5 } }, { prior = 0.75, orders = "conservative" } ]
"""
UNCERTAIN = parse(TYPES, "types")


def certain(us, china):
    return CERTAIN.replace({"US.orders": us, "China.orders": china}).build()


CERTAIN = parse('title = "x"\n[game]\nkind = "triangle"', "x")
MIXED = {"liberal": 0.5, "conservative": 0.5}


def test_every_type_is_a_player_with_the_actions_of_its_actor():
    game = UNCERTAIN.build()

    assert game.players == (
        "US (liberal)",
        "US (mercantilist)",
        "Russia",
        "China (50% liberal, 50% conservative)",
        "China (conservative)",
    )
    assert game.shape == (4, 4, 3, 3, 3)
    assert UNCERTAIN.label("US (liberal)") == "United States (liberal)"


def test_a_type_is_paid_its_own_worth_averaged_over_the_types_of_the_others():
    game = UNCERTAIN.build().exact
    us, china = (
        [("liberal", Fraction(7, 10)), ("mercantilist", Fraction(3, 10))],
        [(MIXED, Fraction(1, 4)), ("conservative", Fraction(3, 4))],
    )

    games = {(k, m): certain(us[k][0], china[m][0]).exact for k, m in product(range(2), range(2))}

    for a in product(range(4), range(4), range(3), range(3), range(3)):
        liberal = sum(p * games[0, k][0, a[0], a[2], a[3 + k]] for k, (_, p) in enumerate(china))
        russia = sum(
            p * q * games[k, m][1, a[k], a[2], a[3 + m]]
            for (k, (_, p)), (m, (_, q)) in product(enumerate(us), enumerate(china))
        )
        assert game[0, *a] == liberal
        assert game[2, *a] == russia


def test_a_certain_type_plays_as_if_there_were_no_other():
    sure = UNCERTAIN.replace({"US.types.0.prior": 1, "China.types.1.prior": 1}).build().exact
    plain = certain("liberal", "conservative").exact

    assert (sure[2, :, 0, :, 0, :] == plain[1]).all()
    assert (sure[0, :, 2, :, 1, :] == plain[0]).all()


def test_equilibria_of_the_agent_form_are_bayesian():
    game = UNCERTAIN.build()
    chances = ((MIXED, Fraction(1, 4)), ("conservative", Fraction(3, 4)))
    of_liberals = [(certain("liberal", kind).exact[0], chance) for kind, chance in chances]
    assert pure_nash_profiles(game)

    for profile in pure_nash_profiles(game):
        us, russia, china = profile[:2], profile[2], profile[3:]
        worth = [
            sum(p * payoffs[action, russia, china[k]] for k, (payoffs, p) in enumerate(of_liberals))
            for action in range(4)
        ]
        assert worth[us[0]] == max(worth)


def test_setting_one_chance_rescales_the_others():
    changed = UNCERTAIN.replace({"US.types.0.prior": 0.4})

    assert [kind.prior for kind in changed.actors["US"].types] == [Fraction(2, 5), Fraction(3, 5)]


def test_the_mix_of_a_type_can_be_set():
    changed = UNCERTAIN.replace({"US.types.1.orders": "conservative", "China.types.0.orders.liberal": 0.2})

    assert changed.actors["US"].types[1].orders["conservative"] == 1
    assert changed.actors["China"].types[0].orders["liberal"] == Fraction(1, 5)


def test_a_batch_of_chances_gives_each_game():
    chances = np.array([0.0, 0.35, 1.0])

    batch = UNCERTAIN.replace({"US.types.0.prior": chances}).payoffs()

    assert batch.shape == (3, 5, 4, 4, 3, 3, 3)
    for point, chance in enumerate(chances):
        assert np.abs(batch[point] - UNCERTAIN.replace({"US.types.0.prior": chance}).build().payoffs).max() <= 1e-15


def test_uncertain_types_read_back_from_the_resolved_form():
    again = parse(toml(resolved(UNCERTAIN)), "again")

    assert (again.build().exact == UNCERTAIN.build().exact).all()


def test_the_status_quo_of_a_player_is_that_of_all_its_types():
    assert list(UNCERTAIN.today().values()) == ["dual_pressure", "dual_pressure", "hedge", "entente", "entente"]


def test_five_agents_are_solved_for_pure_equilibria():
    assert solve(UNCERTAIN.build(), "pure").complete


def test_types_are_not_repeated():
    with pytest.raises(InputError, match="give each actor orders, not types"):
        repeated_analysis(UNCERTAIN)


@pytest.mark.parametrize(
    ("types", "message"),
    [
        ('[ { prior = 0.7, orders = "liberal" } ]', "must sum to 1, got 0.7"),
        ('[ { prior = 1.5, orders = "liberal" }, { prior = -0.5, orders = "conservative" } ]', r"\[0, 1\], got 1.5"),
        ('[ { prior = 0.5, orders = "liberal" }, { prior = 0.5, orders = "liberal" } ]', "same as that of an earlier"),
        ('[ { prior = 0.5, orders = "libral" }, { prior = 0.5, orders = "liberal" } ]', "did you mean 'liberal'"),
        ('[ { orders = "liberal" } ]', "prior: is required"),
        ('[ { prior = 1, orders = "liberal", nmae = "x" } ]', "unknown key"),
        (
            '[ { name = "x", prior = 0.5, orders = "liberal" }, { name = "x", prior = 0.5, orders = "conservative" } ]',
            "is the name of an earlier type too, 'x'",
        ),
        ("[]", "must sum to 1, got 0"),
    ],
)
def test_faulty_types_are_refused(types, message):
    with pytest.raises(ScenarioError, match=message):
        parse(f'title = "x"\n[game]\nkind = "triangle"\n[actors.US]\ntypes = {types}', "x")


def test_types_that_come_to_seek_the_same_are_told_apart_by_their_number():
    alike = UNCERTAIN.replace({"US.types.0.orders": "mercantilist"})

    assert alike.build().players[:2] == ("US (type 1)", "US (type 2)")


@pytest.mark.parametrize("path", ["US.types.2.prior", "US.types.0.name", "US.orders.liberal", "Russia.types.0.prior"])
def test_a_path_to_no_type_is_refused(path):
    with pytest.raises(InputError, match="unknown path"):
        UNCERTAIN.replace({path: 0.5})
