"""Tournaments of scenarios: who enters, what the command writes, and what it refuses."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from typer.testing import CliRunner

from tetrarchy import InputError, contest, load, parse, standard_field, tournament
from tetrarchy.cli import app
from tetrarchy.configs.load import shipped
from tetrarchy.reports.outputs import written
from tetrarchy.studies.tournament.contest import POPULATION, SELECTION
from tetrarchy.studies.tournament.entry import tournament_entry
from tetrarchy.studies.tournament.tournament_analysis import MOST_PERIODS, tournament_analysis

PLAYED = ["prisoners-dilemma", "trade-war-repeated", "mutual-deference", "stag-hunt"]

TRADE = """
title = "Trade"
[game]
kind = "trade"
"""

GAME = """
title = "A game"
[game]
kind = "normal_form"
players = ["Row", "Column"]
"""

ALWAYS = '[strategies.open]\nkind = "always"\naction = "open"\n'


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["tournament", *arguments])
    assert result.exit_code == 0, (arguments, result.output, result.exception)
    return result.stdout


def values(*arguments: str) -> dict:
    return json.loads(run(*arguments, "--format", "json"))


def test_automata_of_too_many_joint_states_are_refused():
    long = "".join(f'[strategies.{name}]\nkind = "limited_punishment"\nlength = 30\n' for name in "ab")
    with pytest.raises(InputError, match="strategies of 31 and 31 states may have 961 states together"):
        tournament_analysis(parse(TRADE + long, "test.toml"))


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("source", PLAYED)
def test_json_holds_the_tournament_and_the_contest(source):
    scenario = load(source)
    stage = scenario.build()
    field = {each.name: each.automata[stage.players[0]] for each in scenario.strategies} or standard_field(stage)
    repeated = scenario.repeated
    played = tournament(stage, field, repeated.noise if repeated else 0, repeated.discount if repeated else "9/10")
    spread = contest(played)
    found = values(source)

    assert found["schema"] == "tetrarchy.tournament/1"
    assert found["names"] == list(field)
    assert found["scores"] == played.scores.tolist()
    assert [row["rank"] for row in found["strategies"]] == played.ranks.tolist()
    assert [row["stability"] for row in found["strategies"]] == list(spread.stability)
    assert [row["final_share"] for row in found["strategies"]] == spread.final_shares.tolist()
    assert [row["falls_at"] for row in found["strategies"]] == list(spread.fallen)
    by_role = [list(row["mean_score_by_role"].values()) for row in found["strategies"]]
    assert np.mean(by_role, axis=1) == pytest.approx(played.mean_scores, abs=1e-12)
    assert found["invasion"]["sinks"] == [[played.names[k] for k in sink] for sink in spread.invasion.sinks]
    assert len(found["invasion"]["edges"]) == len(spread.invasion.edges)
    assert np.sum(found["path"]["shares"], axis=1) == pytest.approx(1, abs=1e-12)


def test_options_are_those_of_the_calls_and_of_the_scenario():
    options = "--noise 0.01 --periods 50 --population 20 --selection 2 --seed 3"
    found = values("prisoners-dilemma", *options.split())
    stage = load("prisoners-dilemma").build()
    played = tournament(stage, standard_field(stage), "1/100", periods=50)

    assert (found["discount"], found["noise"], found["periods"], found["seed"]) == (None, 0.01, 50, 3)
    assert found["scores"] == played.scores.tolist()
    shares = [row["rare_mutation"] for row in found["strategies"]]
    assert shares == contest(played, 20, 2.0).rare_mutation.tolist()
    same = values("prisoners-dilemma", "--discount", "0.6")
    assert same == values("prisoners-dilemma", "--set", "repeated.discount=0.6")
    assert same["discount"] == 0.6


def test_defaults_of_the_command_are_those_of_the_call():
    found = values("stag-hunt")

    assert (found["population"], found["selection"]) == (POPULATION, SELECTION)
    assert (found["discount"], found["noise"]) == (0.9, 0)


def test_other_noises_and_discounts_are_tournaments_of_their_own():
    analysis = tournament_analysis(load("trade-war-repeated"))
    stage, field = analysis.entry.stage, analysis.entry.automata

    for noise, ranks in zip(analysis.rank_noises, analysis.ranks, strict=True):
        assert ranks.tolist() == tournament(stage, field, noise, "9/10").ranks.tolist()
    for i, j in ((0, 0), (2, 18), (10, 7)):
        noise, discount = analysis.winners.noises[i], analysis.winners.discounts[j]
        ranks = tournament(stage, field, noise, discount).ranks
        assert analysis.winners.cells[i][j] == tuple(np.flatnonzero(ranks == 1))


@pytest.mark.parametrize("style", ["table", "markdown", "csv", "latex", "html"])
@pytest.mark.parametrize("source", ["prisoners-dilemma", "mutual-deference"])
def test_every_format_tells_the_ranking_and_the_contest(source, style):
    text = words(run(source, "--format", style))

    for caption in ("The ranking by mean score", "What the strategy of a row gets", "The contest: from what time on"):
        assert caption in text
    assert ("two periods of punishment" if source == "prisoners-dilemma" else "answer") in text


def test_the_page_draws_scores_winners_shares_and_invasions():
    page = run("mutual-deference", "--format", "html")
    captions = re.findall("<figcaption>(.*?)</figcaption>", page)

    assert captions[:4] == [
        "Mean scores over the field",
        "Who has the best mean score, by noise and discount",
        "Shares over time under the replicator dynamics",
        "Who takes over from whom, and how many times as easily as by chance",
    ]
    assert captions[4:] == [
        f"{name}, played by Russia" for name in ("answer in kind", "patient answer", "for ever", "three years")
    ]


def test_the_report_names_both_places_where_players_are_not_paid_alike():
    unlike, alike = words(run("trade-war-repeated")), words(run("prisoners-dilemma"))

    assert "as United States as China" in unlike
    assert "has a meaning where the payoffs of both are in one unit" in unlike
    assert "in one unit" not in alike


def told(payoffs: str, actions: str = '[["a", "b"], ["c", "d"]]') -> str:
    scenario = parse(f"{GAME}actions = {actions}\npayoffs = {payoffs}\n", "t")
    return words(written(tournament_analysis(scenario), "table"))


def test_the_report_says_what_is_read_as_cooperation_and_whether_that_is_kind():
    kind = told("[[[3, 0], [5, 1]], [[3, 5], [0, 1]]]")
    unkind = told("[[[1, 5], [0, 3]], [[1, 0], [5, 3]]]")
    unclear = told("[[[2, 0], [0, 1]], [[2, 0], [0, 1]]]")

    assert "read the first action as cooperation: a (Row) and c (Column)." in kind
    assert "with care" not in kind
    assert "it is b by Row that does Column more good than a" in unkind
    assert "it is d by Column that does Row more good than c" in unkind
    assert "Whether a by Row does Column more good than b depends on what Column does" in unclear


def test_a_game_with_a_state_stays_where_it_is():
    assert "In this arena" in words(run("thickening-dyad"))


def test_three_actions_are_played_with_strategies_of_the_scenario():
    actions = 'actions = [["rock", "paper", "scissors"], ["rock", "paper", "scissors"]]\n'
    payoffs = "payoffs = [[[0, -1, 1], [1, 0, -1], [-1, 1, 0]], [[0, 1, -1], [-1, 0, 1], [1, -1, 0]]]\n"
    game = GAME + actions + payoffs
    names = ("rock", "paper", "scissors")
    own = "".join(f'[strategies.{name}]\nkind = "always"\naction = "{name}"\n' for name in names)
    analysis = tournament_analysis(parse(game + own, "t"))

    assert analysis.played.scores.tolist() == [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
    assert "first action as cooperation" not in written(analysis, "table")
    with pytest.raises(InputError, match="the standard field is for two actions each, A game has 3"):
        tournament_entry(parse(game, "t"))


LONE = '[strategies.hawk]\nkind = "always"\naction = "tariff"\nplayer = "B"\n'
UNLIKE = '[strategies.odd]\nkind = "grim_trigger"\ntarget = { A = "open", B = "tariff" }\n'
HUGE = GAME + 'actions = [["a", "b"], ["a", "b"]]\npayoffs = [[[1e301, 0], [0, 1]], [[1, 0], [0, 1]]]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TRADE + ALWAYS + LONE, "strategies.hawk is only B's: in a tournament every strategy plays in both places"),
        (TRADE + ALWAYS + UNLIKE, "strategies.odd does not play alike in the places of A and B"),
        (TRADE + ALWAYS, "a tournament needs two automata or more, got 1"),
        (TRADE + "[repeated]\nmisperception = 0.1\n", "set repeated.misperception to 0"),
        (HUGE, "they must not be beyond 1e\\+300"),
    ],
    ids=["one player's", "not alike", "too few", "misperception", "too large"],
)
def test_fields_that_cannot_meet_are_refused(text, message):
    with pytest.raises(InputError, match=message):
        tournament_analysis(parse(text, "t"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["us-russia-china"], "two players with equally many actions, got 3 players with 4, 3, 3 actions"),
        (["intervention-r2p"], "two players with equally many actions, got 2 players with"),
        (["order-contest"], "see tetrarchy evolve"),
        (["recognition-assurance", "--noise", "1"], "repeated.noise: must lie in \\[0, 1\\), got 1"),
        (["prisoners-dilemma", "--noise", "some"], "repeated.noise: expected a number, got 'some'"),
        (["prisoners-dilemma", "--discount", "1.5"], "repeated.discount: must lie in"),
        (["prisoners-dilemma", "--discount", "0.5", "--periods", "3"], "a discount or a number of periods, not both"),
        (["prisoners-dilemma", "--periods", str(MOST_PERIODS + 1)], "take a discount near 1 instead"),
        (["prisoners-dilemma", "--selection", "1e308"], "beyond the range of floating-point numbers"),
        (["prisoners-dilemma", "--population", "100000000"], "got 100000000"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(arguments, message):
    result = CliRunner().invoke(app, ["tournament", *arguments])

    assert isinstance(result.exception, InputError)
    assert re.search(message, str(result.exception))
    assert result.stdout == ""


def refusal(source: str) -> str:
    """Return why a scenario cannot be played; empty where it can."""
    try:
        tournament_entry(load(source))
    except InputError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("source", [name for name in shipped() if refusal(name)])
def test_shipped_scenarios_that_are_no_tournament_say_why(source):
    assert re.search("tournament needs|meet in a tournament|only ranks|no payoffs", refusal(source))


@pytest.mark.parametrize("source", [name for name in shipped() if not refusal(name)])
def test_the_kinder_action_is_what_pays_the_other_player_more(source):
    entry = tournament_entry(load(source))
    one, other = entry.stage.payoffs
    gains = other[0] - other[1], one[:, 0] - one[:, 1]

    assert entry.cooperation == tuple(
        None if not gain.any() else 0 if (gain >= 0).all() else 1 if (gain <= 0).all() else None for gain in gains
    )
