"""What commands say of a change, of a draw and of a source, in sentences that stand by themselves."""

import pytest

from tetrarchy import brief, conditions, load, parse, report, tipping_points, what_if
from tetrarchy.reports.answer.changes import idle_swaps
from tetrarchy.reports.outputs import csv_files, written
from tetrarchy.studies.scenario.assumption_log import assumption_log
from tetrarchy.studies.scenario.page.facts import Drawn

HARMONY = """
title = "Harmony"
[game]
kind = "normal_form"
players = ["A", "B"]
actions = [["join", "stay"], ["join", "stay"]]
payoffs = [[[9, 5], [5, 0]], [[9, 5], [5, 0]]]
[repeated]
discount = 0.9
"""

NOTHING_MOVES = """
title = "Nothing moves"
[game]
kind = "normal_form"
players = ["A", "B"]
actions = [["a"], ["c"]]
payoffs = [[[1]], [[2]]]
"""



def plain(text):
    return " ".join(text.split())


def test_what_is_kept_up_is_not_ranked_again_where_it_changes_as_what_is_stable_does():
    found = tipping_points(parse(HARMONY, source="a text"))
    text = plain(written(found, "markdown"))

    assert [ranking.played for ranking in found.rankings] == ["once", "repeated"]
    assert "and stays one, and the only one, until the payoff of A where A and B play join falls from 9 to 5" in text
    assert (
        "What is kept up changes with the same numbers as what is stable, at the same points and to the same outcomes. "
        "The discount changes nothing."
    ) in text
    assert (text.count("| number "), len(csv_files(found))) == (1, 2)


@pytest.mark.parametrize(
    ("benefit", "told"),
    [
        (0.2, "Stand-off (deny, contest) stays an equilibrium, and is worth to each what it was."),
        (0.45, "at stake, its worth changes by +4.5% for the West and +2.9% for Russia."),
    ],
)
def test_what_an_equilibrium_that_stays_is_worth_is_told_in_names(benefit, told):
    text = plain(written(what_if(load("recognition-assurance"), {"joint_benefit": benefit}), "markdown"))

    assert told in text
    assert "Before and after: The list is complete: nothing is missing." in text


def test_a_share_of_no_draws_has_no_error_to_tell_of():
    sentences = []
    for share in (0.0, 0.5):
        found = conditions(parse(HARMONY, source="a text"), {"A": "join", "B": "join"})
        vars(found)["drawn"] = Drawn(share, 2000)
        sentences.append(plain(written(found, "markdown")))
    none, half = sentences

    assert "in none of 2,000 worlds drawn around the scenario (seed 0): mixes" in none
    assert "in 50% of 2,000 worlds drawn around the scenario (standard error 1.1%, seed 0): mixes" in half


def test_the_log_of_assumptions_tells_what_a_number_stands_for_and_where_it_is_from():
    text = written(assumption_log(load("recognition-assurance")), "markdown")

    assert "| the benefit of managing order together " in text
    assert "S and a number stand for a line of the text of Sakwa 2019" in text


def test_where_no_number_can_move_the_answer_still_stands():
    scenario = parse(NOTHING_MOVES, source="a text")
    page = written(report(scenario), "markdown")

    assert tipping_points(scenario).rankings[0].holding == ((0, 0),)
    assert "No number here has a range to move in, so that none changes what is stable." in page
    assert "none has a range to move in" in page
    assert "()" not in page


@pytest.mark.parametrize(
    ("swaps", "told"),
    [
        (0, "No ranking has two neighbours that could change places, so that no swap changes what is stable."),
        (1, "The one swap of two neighbours in a ranking does not change what is stable."),
        (1200, "None of the 1,200 swaps of two neighbours in a ranking changes what is stable."),
    ],
)
def test_swaps_that_change_nothing_are_told_by_how_many_there_are(swaps, told):
    assert idle_swaps(swaps, "what is stable") == told


def test_a_study_of_one_point_is_told_in_the_singular(tmp_path):
    file = tmp_path / "one.toml"
    file.write_text('title = "One"\n[game]\nkind = "sanctions"\n[study.over]\nseverity = [0.3]\n')
    text = plain(written(brief(str(file)), "markdown"))

    assert "At the one point of the study exactly one outcome is stable" in text
    assert "is stable there, alone or beside others." in text
    assert "all the one point" not in text
