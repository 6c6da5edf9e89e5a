"""`tetrarchy stability`: what it says of conflicts and games, and what it refuses."""

import json

import pytest
from typer.testing import CliRunner

from tetrarchy import InputError, load, paths, stability
from tetrarchy.cli import app


def printed(*words):
    result = CliRunner().invoke(app, ["stability", *words])
    assert result.exit_code == 0, result.exception
    return " ".join(result.stdout.split())


def test_it_says_where_a_conflict_rests_why_and_how_it_gets_there():
    text = printed("nord-stream-2")
    assert "Looking one move ahead (Nash) it rests at state 7 (Germany: halt; Russia: complete); reckoning with" in text
    assert "13 (Russia: complete and transit) and 14 (the United States: sanction; Russia: complete and" in text
    assert "Germany+Russia to " in text
    assert "The status quo, 10 (the United States: sanction; Russia: transit), does not hold by SEQ: Russia" in text
    assert "Russia: a move to 5 would be answered by Germany with 7, no better for it than 13." in text
    way = "to 13: Russia to 14, then the United States to 13; each prefers what it moves to."
    assert f"{way} One of 2 ways as short, in which the United States or Russia moves last." in text
    assert "US" not in text
    assert "Farsighted stable sets, each as a whole: states 9 and 15; or state 13." in text
    assert "to 14: Russia to 14; it prefers what it moves to. A way" in text


def test_each_concept_that_is_asked_for_has_its_reasons_in_words():
    text = printed("nord-stream-2", "--concept", "gmr", "--concept", "nash", "--concept", "non_myopic")
    assert "Why, by GMR, Nash and non-myopic (L_h)" in text
    assert "- Russia, by GMR: a move to 2 would be answered by Germany with 4, no better for it than 10." in text
    assert "- Russia, by Nash: moves to 2, which it prefers. Moves to 6, which it prefers. Moves to 14" in text
    assert "- Germany, by GMR and Nash: no move of its own leads to a state that it prefers." in text


def test_json_has_a_reason_for_every_cell():
    values = json.loads(printed("nord-stream-2", "--format", "json"))
    found = stability(load("nord-stream-2"))
    told = {
        (each["state"], each["player"], name): each["text"] for each in values["reasons"] for name in each["concepts"]
    }
    states = {*found.equilibria("nash"), *found.equilibria("seq"), values["status_quo"]}
    assert told.keys() == {(s, i, name) for s in states for i in range(3) for name in found.concepts}
    assert all(f"{found.model.players[i]}: {text}" == found.reason(s, i, name) for (s, i, name), text in told.items())


def test_who_is_held_strongly_is_not_said_to_leave_what_is_weakly_stable():
    text = printed("inf-endgame", "--concept", "weak_gmr", "--concept", "strong_gmr")
    assert "does not hold by weak GMR: the United States would leave; for Russia and Europe it holds strongly." in text
    assert "3* Russia: retain United States, Russia (strongly), Europe (strongly) United States hold no" in text
    assert "Europe, by weak GMR: no move of its own leads to a state that it prefers. It holds strongly, so not" in text


def test_it_says_what_would_have_to_change():
    text = printed("nord-stream-2", "--hold", "US.sanction,Russia.transit")
    assert "Russia: state 13 or state 14 must become no better for it than 10 (of all strict rankings 53.2%" in text
    assert "Germany: nothing (of all strict rankings 88.9% would do)." in text


def test_a_game_is_a_conflict_as_well():
    text = printed("prisoners-dilemma", "--hold", "cooperate/cooperate", "--concept", "nash")
    assert "It rests by Nash at state 4 (defect, defect)." in text
    assert "Row: state 3 must become no better for it than 1 (of all strict rankings 50% would do)." in text
    assert "Row may bring it about that Row and Column cooperate by a threat to defect otherwise (deterrent)" in text


def test_states_are_numbered_from_0_in_json():
    values = json.loads(printed("cuba-1962", "--format", "json", "--hold", "7"))
    found = stability(load("cuba-1962"))
    assert values["schema"] == "tetrarchy.stability/1"
    assert values["equilibria"]["seq"] == [4, 5, 6] == list(found.equilibria("seq"))
    assert values["stable"]["nash"][0] == [s for s in range(12) if found.stable["nash"][0, s]]
    assert values["states"][6] == "US.blockade, USSR.withdraw"
    assert values["coalitions"]["nash"].keys() == {"0", "1", "0+1"}
    assert (values["status_quo"], values["paths"]["moves"][0], values["held_state"]) == (0, 0, 6)
    ways = paths("cuba-1962")
    assert values["paths"]["by_improvements"]["shortest"] == list(ways.by_improvements.shortest)
    assert values["paths"]["any_moves"]["last_movers"] == [list(own) for own in ways.any_moves.last_movers]
    assert [held["share"] for held in values["hold"]] == ["3/10", "9/20"]
    assert values["hold"][0]["demotions"] == [[]]
    assert values["consistent"] == [4, 5]
    assert values["stable_sets"] == [[4, 5]]


def test_all_states_and_single_sanctions_can_be_asked_for():
    values = json.loads(printed("inf-endgame", "--sanctions", "single", "--format", "json"))
    assert values["sanctions"] == "single"
    assert values["notes"] == [
        "Were a move answered by several of the others together, not by one of the others alone, other states would "
        "hold: gmr, smr, seq, sseq."
    ]
    assert "| 12 " in CliRunner().invoke(app, ["stability", "cuba-1962", "--all", "--format", "markdown"]).stdout


UNKNOWN = """title = "x"
[game]
kind = "graph"
[game.options]
A = ["x"]
B = ["y"]
[game.preferences.A]
statements = ["not B.y", "A.x ?"]
[game.preferences.B]
ranking = [["A.x", "B.y"], ["B.y"], ["A.x"], []]
[game.views.B.A]
statements = ["B.y"]
"""


def test_both_ends_of_what_is_unknown_are_told():
    result = CliRunner().invoke(app, ["stability", "-"], input=UNKNOWN)
    assert result.exit_code == 0, result.exception
    text = " ".join(result.stdout.split())
    assert "by Nash however the unknown is read at no state" in text
    assert "by Nash possibly at states 3 (B: y) and 4 (A: x; B: y)" in text


RED = UNKNOWN.replace(', "A.x ?"]', ', "A.x"]\nred_lines = 1')


def test_red_lines_add_the_strong_forms_and_views_a_section_of_their_own():
    text = " ".join(CliRunner().invoke(app, ["stability", "-"], input=RED).stdout.split())
    assert "strong SEQ" in text
    assert "Each judging by what it takes the others to prefer, it rests at state 4 by SEQ" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nord-stream-2", "--hold", "99"], "a state is a number from 1 to 16, got 99"),
        (["nord-stream-2", "--concept", "seqq"], "unknown stability concept 'seqq'"),
        (["magnet-or-repellent"], "a population game"),
        (["elmira-1991", "--concept", "sim"], "needs states that are made of what each player chooses"),
        (["nord-stream-2", "--hold", "1", "--concept", "non_myopic"], "what holds a state is worked out for nash"),
        (["nord-stream-2", "--set", "p=1"], "unknown path 'p'"),
    ],
)
def test_bad_questions_are_refused_in_one_sentence(words, message):
    result = CliRunner().invoke(app, ["stability", *words])
    assert isinstance(result.exception, InputError)
    assert message in str(result.exception)
    assert result.stdout == ""


@pytest.mark.parametrize("command", ["solve", "repeat", "evolve", "tournament"])
def test_a_conflict_has_no_payoffs_to_solve(command):
    result = CliRunner().invoke(app, [command, "nord-stream-2"])
    assert isinstance(result.exception, InputError)
    assert "use tetrarchy stability" in str(result.exception)


def test_a_template_of_a_conflict_is_sound(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["new", "mine", "--arena", "graph"]).exit_code == 0
    assert stability(load("mine.toml")).equilibria("seq") == (4, 11)
