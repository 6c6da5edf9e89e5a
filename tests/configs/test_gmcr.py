"""Conflicts in the JSON of GMCR+: options referred to by place, prioritised statements, rankings made by hand."""

import json

import pytest

from tetrarchy import InputError, ScenarioError, parse

OPTIONS = [
    {"name": "Air Strike", "permittedDirection": "fwd"},
    {"name": "Withdraw", "permittedDirection": "both"},
    {"name": "2nd wave", "permittedDirection": "back"},
]
UNITED = {"name": "The States", "options": [0], "preferences": [[[1, "Y"]], [[0, "N"]]]}
SOVIETS = {
    "name": "USSR",
    "options": [1, 2],
    "preferences": [{"compound": True, "members": [[[0, "N"], [1, "N"]], [[0, "Y"], [1, "Y"]]]}],
}
CONFLICT = {"decisionMakers": [UNITED, SOVIETS], "options": OPTIONS, "infeasibles": [[[1, "Y"], [2, "Y"]]]}


def game(**changed):
    return parse(json.dumps(CONFLICT | changed), "crisis.gmcr").game


def test_options_patterns_directions_and_statements_are_read():
    found = game()
    assert found.players == ("The_States", "USSR")
    assert list(found.model.states)[3] == "The_States.Air_Strike, USSR.Withdraw"
    assert found.model.n_states == 6
    assert found.model.moves[0] == ((0, 1), (2, 3), (4, 5))
    assert found.model.moves[1] == ((0, 2), (1, 3), (2, 0), (3, 1), (4, 0), (4, 2), (5, 1), (5, 3))
    assert found.model.standing.tolist() == [[1, 0, 3, 2, 1, 0], [1, 0, 0, 1, 1, 0]]
    assert found.wishes["USSR"][0].text == (
        "(not The_States.Air_Strike and not USSR.Withdraw) or (The_States.Air_Strike and USSR.Withdraw)"
    )


@pytest.mark.parametrize(
    ("switch", "ranking"),
    [("useManualPreferenceRanking", "preferenceRanking"), ("useManualPreferenceVectors", "preferenceVector")],
)
def test_rankings_by_hand_number_the_feasible_states_from_1(switch, ranking):
    players = [UNITED | {ranking: [3, [1, 5], 6, 4, 2]}, SOVIETS]
    assert game(decisionMakers=players, **{switch: True}).model.preferences[0] == ((2,), (0, 4), (5,), (3,), (1,))


def owned(*players):
    makers = [{"name": name, "options": options} for name, options in players]
    return json.dumps(CONFLICT | {"decisionMakers": makers})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "crisis.gmcr:1:2: is not valid JSON: expecting property name enclosed in double quotes"),
        ('{"a": ' + "9" * 5000 + "}", "crisis.gmcr: is nested too deeply, or holds a number of thousands of digits"),
        ('{"a": ' * 100_000, "crisis.gmcr: is nested too deeply, or holds a number of thousands of digits"),
        (
            '{"schema": "tetrarchy.report/1", "source": "chicken"}',
            "crisis.gmcr: is a result in JSON .tetrarchy.report/1., no scenario; give the scenario .*, chicken$",
        ),
        ("{}", "crisis.gmcr: is JSON, but no conflict of GMCR.: expected decisionMakers, options and infeasibles"),
        (json.dumps(CONFLICT | {"decisionMakers": [UNITED]}), "crisis.gmcr: the option 'Withdraw' is nobody's"),
        (
            json.dumps(CONFLICT | {"decisionMakers": [UNITED, SOVIETS | {"misperceptions": [[[0, "Y"]]]}]}),
            "crisis.gmcr: holds misperceptions, which are not read",
        ),
        (json.dumps(CONFLICT | {"infeasibles": [[[0, "Y"]], [[0, "N"]]]}), "game.infeasible: leave no state"),
        (owned(("US A", [0, 1]), ("US.A", [2])), "two decision makers are called US_A: 'US A' and 'US.A'"),
        (owned(("A", [0, 1]), ("B", [1, 2])), "the option '.*' belongs to 'A' and 'B'"),
    ],
)
def test_what_is_no_such_conflict_is_refused(text, message):
    with pytest.raises((InputError, ScenarioError), match=message):
        parse(text, "crisis.gmcr")
