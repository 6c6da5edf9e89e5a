"""Games that follow from a scenario: who decides at home, as files write it and commands vary it."""

import re

import pytest

from tetrarchy import InputError, ScenarioError, load, parse, solve, sweep, thresholds
from tetrarchy.games.scenario.resolved import resolved
from tetrarchy.reports.format.toml import toml
from tetrarchy.studies.scenario.order_choice import order_choice

TRIANGLE = load("us-russia-china")
CHOICE = load("order-choice-2017")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"p_R": 0.2},
        {"orders": "offensive_realist"},
        {"status_quo.US": "engage_both", "Russia.orders.mercantilist": 0.6},
        {"orders.liberal.primacy": 0},
    ],
)
def test_it_is_the_game_of_the_factions_in_the_triangle_whatever_is_set(values):
    expected = order_choice(TRIANGLE.replace(values)).game

    game = CHOICE.replace(values).build()

    assert (game.players, game.actions) == (expected.players, expected.actions)
    assert (game.exact == expected.exact).all()


def test_what_two_back_is_policy_and_without_two_today_goes_on():
    game = CHOICE.build()
    worth = {posture: game.exact[:, k, k, k].tolist() for k, posture in enumerate(game.actions[0])}

    for profile in game.pure_profiles():
        backed = game.name_profile(profile)
        policy = next((each for each in backed if backed.count(each) > 1), "dual_pressure")
        assert game.exact[(slice(None), *profile)].tolist() == worth[policy]


def test_a_stable_coalition_is_one_whose_posture_no_group_can_better_by_moving_together():
    stable = [each for each in order_choice(TRIANGLE).coalitions if each.stable]
    game = CHOICE.build()

    strong = solve(game, "strong").equilibria

    assert [(each.members, each.posture) for each in stable] == [(("liberal", "mercantilist"), "wedge_china")]
    place = game.actions[0].index("wedge_china")
    assert strong
    assert all(each.strategies[0][place] == each.strategies[1][place] == 1 for each in strong)


def test_a_result_reproduces_itself():
    changed = CHOICE.replace({"p_R": 0.4, "orders": "russia_sceptic", "seed": 7})

    again = parse(toml(resolved(changed)), "again")

    assert resolved(again) == resolved(changed)
    assert "US" not in resolved(changed)["actors"]
    assert (again.seed, again.coding.name) == (7, "russia_sceptic")
    assert (again.build().exact == changed.build().exact).all()


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        ("", "status_quo", "is required and is missing: what US does goes on where nothing is decided"),
        ('actors.US.orders = "liberal"', "actors.US", "has no effect: others decide in the place of US"),
        (
            'actors.China.types = [{ prior = 0.5, orders = "liberal" }, { prior = 0.5, orders = "conservative" }]',
            "actors.China.types",
            "have no place in order_choice: its actors are of known orders",
        ),
        ("repeated.discount = 0.9", "repeated", "has no effect: order_choice is played by others than the players"),
        ("game.parameters.nope = 1", "game.parameters.nope", "unknown parameter of triangle 'nope'"),
    ],
)
def test_a_file_that_lacks_something_or_has_what_has_no_effect_is_refused(text, field, message):
    today = 'status_quo = { US = "dual_pressure", Russia = "entente", China = "entente" }\n' if text else ""

    with pytest.raises(ScenarioError) as caught:
        parse(f'title = "x"\n{today}game.kind = "order_choice"\n{text}', "x.toml")

    assert [(each.field, each.message.startswith(message)) for each in caught.value.problems] == [(field, True)]


@pytest.mark.parametrize(
    "path", ["US.orders", "US.orders.liberal", "repeated.discount", "game.nope", "nope", "status_quo.EU"]
)
def test_a_path_that_is_unknown_or_has_no_effect_is_refused(path):
    with pytest.raises(InputError, match=path.split(".")[-1]):
        CHOICE.replace({path: 0.5})


def test_ranges_are_refused_as_the_replies_change_in_steps():
    for study in (lambda: sweep(CHOICE, {"p_R": "0.2:1:3"}), lambda: thresholds(CHOICE, "p_R")):
        with pytest.raises(InputError, match="order_choice follows in steps from its numbers"):
            study()


def test_what_lies_outside_its_range_is_told_of_the_numbers_that_the_game_follows_from():
    assert CHOICE.replace(p_R=5).outside_ranges() == (
        "pressure_on_russia = 5 lies outside the range held plausible, 0.2 to 1",
    )


def test_reports_say_who_stands_with_whom_and_on_which_numbers_it_rests(run):
    code, out, _ = run("solve", "order-choice-2017", "--concept", "strong")
    shown = run("show", "order-choice-2017")[1]

    assert (code, "Who decides at home" in out, "the liberals and the mercantilists" in out) == (0, True, True)
    assert re.search(r"^pressure on Russia +p_R +0\.6 ", shown, re.MULTILINE)
