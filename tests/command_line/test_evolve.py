"""`tetrarchy evolve`: games between players as games of populations, and the two population scenarios."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pytest

from tetrarchy import InputError, Scenario, load, parse, rest_points
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.reports.outputs import written
from tetrarchy.solvers.evolution.chosen_dynamic import BestReply, Imitation, Logit, Replicator, dynamic_named
from tetrarchy.studies.evolution.game_evolution import GameEvolution, evolution_analysis, game_evolution

SOURCES = {
    "prisoners-dilemma": "table",
    "stag-hunt": "markdown",
    "trade-war-us-china": "csv",
    "us-russia-china": "json",
    "order-contest": "latex",
    "magnet-or-repellent": "html",
}
"""Each with the format in which the command writes it here."""

HAWK_DOVE = [[-1, 2], [0, 1]]
ROCK_PAPER_SCISSORS = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
STAG_HUNT = [[4, 0], [3, 3]]
BATTLE = NormalFormGame([[[3, 0], [0, 2]], [[2, 0], [0, 3]]])
PENNIES = NormalFormGame.zero_sum([[1, -1], [-1, 1]])

THREE_ORDERS = """
title = "Three orders"
[game]
kind = "order_contest"
parameters = { mutation = 0 }
[game.shares]
start = { liberal = 0, transformative = 0.05, mercantilist = 0.4, conservative = 0.55 }
"""

ORDINAL = """
title = "Ranks"
[game]
kind = "ordinal"
players = ["A", "B"]
actions = [["x"], ["y"]]
[game.ranking]
A = [["x", "y"]]
B = [["x", "y"]]
"""


@cache
def shipped(source):
    return evolution_analysis(load(source))


def symmetric(matrix):
    names = [f"s{k}" for k in range(len(matrix))]
    return NormalFormGame.symmetric(matrix, actions=[names, names])


def evolved(game, dynamic=None, **options) -> GameEvolution:
    return game_evolution(Scenario("a game", game), dynamic, **options)


def drawn(ends):
    """Return the share of starts that each end draws, and its standard error, by the end's shares, rounded."""
    return {
        None if end.state is None else tuple(tuple(own.round(2).tolist()) for own in end.state): end.share
        for end in ends
    }


def near(share, expected, starts=400):
    """Tell whether a share is within four standard errors of what it should be."""
    return abs(share - expected) <= 4 * np.sqrt(expected * (1 - expected) / starts)


# What is known of published games.


def test_one_population_of_hawks_and_doves_stays_mixed_and_two_part():
    found = evolved(symmetric(HAWK_DOVE), time=30)

    assert drawn(found.one.ends) == {((0.5, 0.5),): 1}
    assert found.one.stabilities == (None, None, "evolutionary")
    assert found.one.rest[2].eigenvalues.real * 3 == pytest.approx([-0.5])
    parted = drawn(found.several.ends)
    assert set(parted) == {((1, 0), (0, 1)), ((0, 1), (1, 0))}
    assert all(near(share, 0.5) for share in parted.values())
    assert [point.stable for point in found.several.rest] == [False, True, True, False, False]


def test_rock_paper_scissors_goes_round_and_gives_each_a_third_of_the_time():
    found = evolved(symmetric(ROCK_PAPER_SCISSORS), time=5)

    assert found.one.stabilities == (None, None, None, "neutral")
    assert found.one.rest[3].stable is None
    assert [(end.share, end.rest) for end in found.one.ends if end.state is None] == [(1, False)]
    assert found.one.rare_mutation == pytest.approx(np.full((3, 3), 1 / 3))
    assert found.one.invasion.sinks == ((0, 1, 2),)
    assert [(edge.resident, edge.mutant) for edge in found.one.invasion.edges] == [(0, 1), (1, 2), (2, 0)]


@pytest.mark.parametrize("dynamic", [Replicator(), BestReply(), Imitation(5)], ids=lambda dynamic: dynamic.name)
def test_a_quarter_of_all_starts_hunts_the_stag_in_one_population(dynamic):
    """Stag pays where more than 3/4 hunt it, under any dynamics in which the better strategy of two grows."""
    found = evolved(symmetric(STAG_HUNT), dynamic, time=50)

    ends = drawn(found.one.ends)
    assert set(ends) == {((1, 0),), ((0, 1),)}
    assert near(ends[((1, 0),)], 0.25)


def test_the_battle_of_the_sexes_is_undecided_between_its_equilibria():
    found = evolved(BATTLE, time=30)

    assert found.one is None
    ends = drawn(found.several.ends)
    assert set(ends) == {((1, 0), (1, 0)), ((0, 1), (0, 1))}
    assert all(near(share, 0.5) for share in ends.values())
    assert found.several.ranks[:, 0, 0] == pytest.approx(found.several.ranks[:, 1, 1])
    assert found.several.ranks[2, 0, 0] == pytest.approx(0.5)


def test_matching_pennies_goes_round_for_ever_but_comes_to_rest_where_choice_is_noisy():
    centre = ((0.5, 0.5), (0.5, 0.5))

    assert [(end.state, end.rest, end.share) for end in evolved(PENNIES, time=5).several.ends][-1] == (None, False, 1)
    assert drawn(evolved(PENNIES, Logit(2), time=10).several.ends) == {centre: 1}


def test_in_the_prisoners_dilemma_defection_takes_all():
    found = shipped("prisoners-dilemma")

    assert drawn(found.one.ends) == {((0, 1),): 1}
    assert drawn(found.several.ends) == {((0, 1), (0, 1)): 1}
    assert found.one.rare_mutation[2] == pytest.approx([0, 1], abs=1e-9)


def test_three_players_are_three_populations():
    found = shipped("us-russia-china")

    assert found.one is None
    assert found.several.rest is None
    assert found.several.ranks.shape == (3, 4, 3, 3)
    pure = [found.game.name_profile(profile) for profile in found.several.pure]
    assert pure == [("dual_pressure", "entente", "entente")]
    assert sum(end.share for end in found.several.ends) == pytest.approx(1)


# Dynamics.


def test_the_ends_of_the_logit_dynamics_answer_themselves():
    """A rest point of the logit dynamics is a quantal response to itself."""
    precision, matrix = 6.0, np.array(STAG_HUNT) / 4
    ends = evolved(symmetric(STAG_HUNT), Logit(precision), time=20).one.ends

    assert sum(end.share for end in ends) == pytest.approx(1)
    for end in ends:
        odds = np.exp(precision * matrix @ end.state[0])
        assert end.state[0] == pytest.approx(odds / odds.sum(), abs=1e-3)


def test_with_mutation_paths_end_at_the_rest_points_with_mutation():
    found = evolved(symmetric(STAG_HUNT), Replicator(mutation=0.01), time=50)

    points = rest_points(np.array(STAG_HUNT) / 4, mutation=0.01)
    stable = [point.shares for point in points if point.stable]
    assert np.array([end.state[0] for end in found.one.ends]) == pytest.approx(np.array(stable))
    assert found.one.stabilities == ()


def test_nothing_depends_on_the_units_of_payoffs():
    own, other = BATTLE.payoffs
    moved = NormalFormGame([7 * own - 2, own.max() + 3 * other])
    plain, scaled = (evolved(game, Logit(4), time=10).several for game in (BATTLE, moved))

    assert drawn(plain.ends) == drawn(scaled.ends)
    assert np.array_equal(plain.ranks, scaled.ranks)
    assert all(np.array_equal(a, b) for a, b in zip(plain.paths.shares, scaled.paths.shares, strict=True))
    for one, same in zip(plain.rest, scaled.rest, strict=True):
        assert np.array_equal(one.eigenvalues, same.eigenvalues)


def test_players_change_places_with_their_populations():
    game = load("sanctions-renewal").build()
    turned = NormalFormGame(np.array([game.exact[1].T, game.exact[0].T]), game.players[::-1], game.actions[::-1])
    ahead, back = evolved(game, time=20).several, evolved(turned, time=20).several

    assert back.ranks == pytest.approx(ahead.ranks.transpose(0, 2, 1))
    for one, same in zip(ahead.paths.shares, reversed(back.paths.shares), strict=True):
        assert one == pytest.approx(same, abs=1e-8)


def test_zero_sum_rock_paper_scissors_decides_nothing_at_its_centre_exactly():
    assert rest_points((ROCK_PAPER_SCISSORS, ROCK_PAPER_SCISSORS))[-1].stable is None


def test_an_order_that_nobody_follows_and_nobody_comes_to_stays_away():
    scenario = parse(THREE_ORDERS, "three.toml")
    found = evolution_analysis(scenario)
    (inside,) = (point for point in rest_points(found.contest.payoffs[1:, 1:]) if (point.shares > 0).all())

    assert inside.stable
    assert found.settled[0] == 0
    assert found.settled[1:] == pytest.approx(inside.shares)
    assert not any(np.isnan(response.outcomes).any() for response in found.responses)


def test_an_order_contest_follows_another_dynamics_from_its_start():
    scenario = load("order-contest")
    plain, other = shipped("order-contest"), evolution_analysis(scenario, Logit(20), time=100)

    assert other.path.shares[0, 0].tolist() == plain.path.shares[0, 0].tolist()
    assert other.path.times[-1] == 100
    precision = 20 / np.ptp(other.contest.payoffs)
    odds = np.exp(precision * other.contest.payoffs @ other.settled)
    assert other.settled == pytest.approx(odds / odds.sum(), abs=1e-4)
    assert "follows the logit dynamics with precision 20" in written(other, "markdown")
    assert [point.shares.tolist() for point in other.rest] == [point.shares.tolist() for point in plain.rest]


@pytest.mark.parametrize(
    ("text", "dynamic"),
    [
        ("replicator", Replicator()),
        ("replicator:mutation=0.01", Replicator(0.01)),
        ("logit:precision=5", Logit(5)),
        ("best_reply", BestReply()),
        ("imitation:intensity=2", Imitation(2)),
    ],
)
def test_a_dynamics_is_named_with_its_number(text, dynamic):
    assert dynamic_named(text) == dynamic


# The command.


@pytest.mark.parametrize(("source", "format"), SOURCES.items())
def test_the_command_writes_every_kind_of_scenario(run, source, format):
    code, out, err = run("evolve", source, "--format", format)

    assert (code, err) == (0, "")
    assert out == written(shipped(source), format)


@pytest.mark.parametrize("source", SOURCES)
def test_every_format_tells_of_every_kind_of_scenario(source):
    texts = {format: written(shipped(source), format) for format in ("table", "markdown", "csv", "latex", "html")}

    title = load(source).title.partition("'")[0]
    assert all(title in texts[format] for format in ("table", "markdown", "latex", "html"))
    assert "<svg" in texts["html"]
    assert "<svg" not in texts["markdown"]
    assert texts["csv"].startswith("table,")


@pytest.mark.parametrize(
    ("source", "captions"),
    [
        ("stag-hunt", ["Where 400 starts", "Shares over time", "How fast the share of stag", "Who can invade whom"]),
        ("trade-war-us-china", ["Which way the shares of two populations move"]),
        ("order-contest", ["Shares over time"]),
        ("magnet-or-repellent", ["How many have joined, round by round"]),
    ],
)
def test_pages_draw_what_the_tables_say(source, captions):
    page = written(shipped(source), "html")

    for caption in captions:
        assert f'aria-label="{caption}' in page


def test_a_path_at_rest_is_not_drawn():
    text = written(evolved(symmetric(HAWK_DOVE), time=10), "table")

    assert "Shares over time in one population, from equal shares: nothing moves." in text


def test_json_holds_the_analysis_in_plain_values():
    values = json.loads(written(shipped("stag-hunt"), "json"))

    assert values["schema"] == "tetrarchy.evolve/1"
    assert values["dynamic"] == {"name": "replicator", "mutation": 0}
    assert values["one_population"]["stabilities"] == ["evolutionary", "evolutionary", None]
    assert values["one_population"]["rest"]["points"][2]["shares"] == [0.75, 0.25]
    assert values["populations"]["pure"] == [["stag", "stag"], ["hare", "hare"]]
    assert np.shape(values["populations"]["alpha_rank"]) == (3, 2, 2)
    assert np.shape(values["one_population"]["paths"]["shares"]) == (2, 101, 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["stag-hunt", "--dynamic", "logti:precision=1"], "unknown dynamic 'logti' (did you mean 'logit'?)"),
        (["stag-hunt", "--dynamic", "logit"], "logit needs its precision: write logit:precision=5"),
        (["stag-hunt", "--dynamic", "logit:precision=-1"], "precision must be a number from 0, got -1"),
        (["stag-hunt", "--dynamic", "imitation:strength=1"], "unknown option of imitation 'strength'"),
        (["stag-hunt", "--dynamic", "best_reply:x=1"], "best_reply has no options"),
        (["stag-hunt", "--time", "0"], "time must be a number above 0, got 0"),
        (["stag-hunt", "--time", "nan"], "time must be a number above 0, got nan"),
        (["stag-hunt", "--time", "1e9"], "too fast to be followed"),
        (["order-contest", "--population", "20"], "order_contest is about shares"),
        (["order-contest", "--dynamic", "replicator:mutation=0.1"], "mutation of its own"),
        (["magnet-or-repellent", "--dynamic", "best_reply"], "it takes no dynamic and no time"),
        (["magnet-or-repellent", "--time", "3"], "it takes no dynamic and no time"),
    ],
)
def test_what_cannot_be_asked_is_refused(run, arguments, message):
    code, out, err = run("evolve", *arguments)

    assert (code, out) == (2, "")
    assert message in err


def test_ranks_have_no_populations():
    with pytest.raises(InputError, match="only ranks"):
        evolution_analysis(parse(ORDINAL, "ranks"))


def test_large_games_say_what_is_left_out():
    found = evolved(symmetric(np.eye(9)), time=10)
    text = written(found, "table")

    assert "Rest points of one population are worked out for up to 8 strategies" in text
    assert "Rest points of two populations are worked out for up to 8 strategies" in text
    assert "69 more profiles share" in text
