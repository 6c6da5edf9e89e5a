"""Conflicts in scenario files: every form in which they can be written, and every fault with its place."""

import pytest

from tetrarchy import ScenarioError, hypergame, load, parse, stability, what_holds
from tetrarchy.configs.graph.state_text import read_state
from tetrarchy.configs.graph.statements import parse_statement
from tetrarchy.configs.problems import TextError
from tetrarchy.games.errors import InputError
from tetrarchy.games.graph.statements import Joined, Not, Taken
from tetrarchy.games.scenario.resolved import resolved

OPTIONS = ["A.x", "A.y", "B.z"]
X, Y, Z = map(Taken, range(3))

HEAD = 'title = "x"\n[game]\nkind = "graph"\n'
PAIR = HEAD + 'infeasible = ["A.x and A.y"]\n[game.options]\nA = ["x", "y"]\nB = ["z"]\n'
B_LIKES_Z = '[game.preferences.B]\nstatements = ["B.z"]\n'


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("A.x", X),
        ("not A.x and A.y", Joined("and", Not(X), Y)),
        ("A.x or A.y and B.z", Joined("or", X, Joined("and", Y, Z))),
        ("(A.x or A.y) and B.z", Joined("and", Joined("or", X, Y), Z)),
        ("A.x or A.y if B.z", Joined("if", Joined("or", X, Y), Z)),
        ("A.x iff not B.z", Joined("iff", X, Not(Z))),
        ("A.x if (A.y if B.z)", Joined("if", X, Joined("if", Y, Z))),
        ("not not A.x", Not(Not(X))),
    ],
)
def test_words_bind_in_their_order(text, statement):
    assert parse_statement(text, OPTIONS) == statement


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("A.x and or A.y", 9, "expected an option such as A.x, got 'or'"),
        ("A.x if A.y iff B.z", 12, "'if' and 'iff' do not follow one another: put one of them in parentheses"),
        ("A.x and (A.y or B.z", 9, "this parenthesis is never closed"),
        ("A.x) and A.y", 4, "this parenthesis closes none"),
        ("A.x B.z", 5, "expected 'and', 'or', 'if', 'iff' or the end, got 'B.z'"),
        ("A.w", 1, "unknown option 'A.w'"),
        ("A.x and", 7, "the statement ends where an option was expected"),
        ("", 1, "expected a statement, got none"),
        ("A.x & A.y", 5, "expected 'and', 'or', 'if', 'iff' or the end, got '&'"),
        ("not " * 50 + "A.x", 161, "a statement is nested at most 40 levels deep"),
        ("A.x or " * 200, 1001, "a statement has at most 1,000 characters, got 1,400"),
    ],
)
def test_a_fault_in_a_statement_has_its_column(text, column, message):
    with pytest.raises(TextError) as caught:
        parse_statement(text, OPTIONS)
    assert caught.value.column == column
    assert caught.value.message.startswith(message)


def model(preference, more=""):
    return parse(f"{PAIR}[game.preferences.A]\n{preference}\n{B_LIKES_Z}{more}", "x").game.model


@pytest.mark.parametrize(
    "preference",
    [
        'statements = ["B.z", "A.x", "A.y"]',
        'weights = { "B.z" = 4, "A.x" = "2/3", "A.y" = 0.1 }',
        'ranking = [["A.x", "B.z"], ["A.y", "B.z"], ["B.z"], ["A.x"], ["A.y"], []]',
    ],
)
def test_statements_weights_and_a_ranking_say_the_same(preference):
    found = model(preference)
    assert list(found.states) == ["nothing done", "A.x", "A.y", "B.z", "A.x, B.z", "A.y, B.z"]
    assert found.standing[0].tolist() == [0, 2, 1, 3, 5, 4]


def test_states_and_moves_can_be_written_out_with_exact_payoffs():
    text = HEAD + 'states = ["s", "t", "u"]\n[game.moves]\nA = [["s", "t"], ["t", "u"]]\nB = []\n'
    text += '[game.preferences.A]\npayoffs = { s = "1/3", t = 0.5, u = "1/3" }\n'
    text += '[game.preferences.B]\nranking = ["s", ["t", "u"]]\ncuts = [1]\nunknown = [["t", "u"]]\n'
    game = parse('status_quo = "t"\n' + text, "x").game
    assert game.model.moves == (((0, 1), (1, 2)), ())
    assert game.model.standing.tolist() == [[0, 1, 0], [1, 0, 0]]
    assert (game.model.cuts, game.model.unknown[1], game.status_quo) == (((), (1,)), {(1, 2)}, 1)
    assert game.doubts == ("B has no move",)


def test_red_lines_are_cuts_and_a_marked_statement_leaves_open_what_it_decides():
    found = model('statements = ["A.x", "B.z ?", "A.y"]\nred_lines = 1')
    # A.x, and A.x with B.z, stand above the cut
    assert found.cuts[0] == (2,)
    assert found.greatness[0].tolist() == [0, 1, 0, 0, 1, 0]
    assert found.unknown[0] == {(1, 4), (0, 3), (0, 5), (2, 3), (2, 5)}


def test_an_option_may_be_taken_or_dropped_for_good():
    one_way = 'irreversible = ["A.x", { option = "B.z", once = "dropped" }]\n'
    text = (
        HEAD
        + one_way
        + '[game.options]\nA = ["x"]\nB = ["z"]\n[game.preferences.A]\nstatements = ["A.x"]\n'
        + B_LIKES_Z
    )
    assert parse(text, "x").game.model.moves == (((0, 1), (2, 3)), ((2, 0), (3, 1)))


def test_a_view_is_how_a_player_sees_the_others():
    view = '[game.views.A.B]\nstatements = ["not B.z"]\n'
    scenario = parse(f'{PAIR}[game.preferences.A]\nstatements = ["A.x iff B.z"]\n{B_LIKES_Z}{view}', "x")
    found = hypergame(scenario, concept="nash")
    assert scenario.game.views["A"].standing[1].tolist() == [1, 1, 1, 0, 0, 0]
    assert found.equilibria == found.known_equilibria == (4,)


OVERLOOKING = """title = "x"
[game]
kind = "graph"
states = ["calm", "threat", "war"]
[game.moves]
A = [["calm", "threat"]]
B = [["threat", "war"]]
[game.preferences.A]
ranking = ["threat", "calm", "war"]
[game.preferences.B]
ranking = ["calm", "war", "threat"]
[game.views.A.A]
ranking = ["threat", "calm"]
"""


def test_what_a_view_leaves_out_is_overlooked():
    scenario = parse(OVERLOOKING, "x")
    assert scenario.game.views["A"].overlooked == {2}
    assert hypergame(scenario, concept="seq").stable[0].tolist() == [False, True, True]
    assert stability(scenario).stable["seq"][0].tolist() == [True, True, True]
    other = OVERLOOKING + '[game.views.A.B]\nranking = ["calm", "war"]\n'
    with pytest.raises(ScenarioError, match=r"game.views.A: its rankings must leave out the same states"):
        parse(other, "x")


def test_every_fault_of_a_file_is_told_at_once_with_line_and_column():
    text = (
        'title = "x"\n'
        'status_quo = { A = ["x", "y"], C = [] }\n'
        "[game]\n"
        'kind = "graph"\n'
        'infeasible = ["A.x and A.w", "A.x and A.y"]\n'
        'irreversible = ["A.v", 3]\n'
        '[game.options]\nA = ["x", "y"]\nB = ["z"]\n'
        '[game.preferences.A]\nranking = [["A.x"], ["A.x"], ["A.x", "A.y"]]\n'
        '[game.preferences.C]\nstatements = ["A.x"]\n'
    )
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x")
    assert [(each.line, each.column, each.field) for each in caught.value.problems] == [
        (2, 14, "status_quo"),
        (2, 32, "status_quo.C"),
        (5, 24, "game.infeasible.0"),
        (6, 17, "game.irreversible.0"),
        (6, 24, "game.irreversible.1"),
        (10, 7, "game.preferences"),
        (11, 21, "game.preferences.A.ranking.1"),
        (11, 30, "game.preferences.A.ranking.2"),
        (12, 19, "game.preferences.C"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "game: expected options, or states and moves"),
        (PAIR.replace("infeasible", "preferences = 3\ninfeasible"), "game.preferences: expected a dictionary, got 3"),
        (PAIR.replace('["A.x and A.y"]', '["A.x or not A.x"]'), "game.infeasible: leave no state"),
        (PAIR.replace('"x", "y"', '"x", "x"').replace("A.y", "B.z"), "game.options.A.1: duplicate option 'x'"),
        (PAIR + '"B.y" = ["z"]\n', "game.options.B.y: expected letters, digits, _ and -, a letter first, got 'B.y'"),
        (
            PAIR + "[game.preferences.A]\nstatements = []\nweights = {}\n",
            "expected one of statements, ranking, weights",
        ),
        (PAIR + '[game.preferences.A]\nranking = [["A.x"]]\n', "leaves out the state nothing done and 4 more"),
        (PAIR + '[game.preferences.A]\nstatements = ["A.x"]\nred_lines = 2\n', "red_lines: expected at most 1"),
        (
            PAIR + '[game.preferences.A]\nranking = [["A.x"], []]\ncuts = [1.5]\n',
            "cuts.0: expected a whole number, got 1.5",
        ),
        (
            PAIR + '[game.preferences.A]\nstatements = ["A.x"]\ncuts = [1]\n',
            "cuts: stands beside ranking, got statements",
        ),
        (PAIR + "[game.preferences.A]\npayoffs = { s = 1 }\n", "payoffs: are of named states"),
        ('status_quo = { A = ["x", "y"], B = [] }\n' + PAIR, "status_quo: A.x, A.y: this state is infeasible"),
        (HEAD + "[game.options]\nA = [" + ", ".join(f'"o{k}"' for k in range(23)) + "]\n", "23 options make 8,388,608"),
        ('irreversible = { A = ["x"] }\n' + PAIR, "irreversible: in a conflict options are irreversible"),
    ],
)
def test_a_faulty_conflict_is_refused(text, message):
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x")
    assert message in str(caught.value)


def test_statements_that_decide_little_are_doubted():
    text = HEAD + '[game.options]\nA = ["x", "y"]\n[game.preferences.A]\nstatements = ["A.x and A.y"]\n'
    assert parse(text, "x").doubts() == ()
    text = text.replace('"x", "y"', '"x", "y", "z"').replace('"A.x and A.y"', '"A.x and A.y and A.z"')
    assert parse(text, "x").doubts() == ("the statements of A leave more than half of all pairs of states tied",)


def test_an_irreversible_action_of_a_game_cannot_be_left():
    scenario = parse('title = "x"\nirreversible = { A = ["go"] }\n' + GAME, "x")
    assert stability(scenario).model.moves[0] == ((0, 2), (1, 3))
    assert resolved(scenario)["irreversible"] == {"A": ["go"]}
    with pytest.raises(ScenarioError, match=r"irreversible.A.0: unknown action of A 'gone'"):
        parse('title = "x"\nirreversible = { A = ["gone"] }\n' + GAME, "x")


GAME = """[game]
kind = "normal_form"
players = ["A", "B"]
actions = [["stay", "go"], ["stay", "go"]]
payoffs = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]
"""


@pytest.mark.parametrize(
    ("source", "text", "state"),
    [
        ("nord-stream-2", "US.sanction,Russia.transit", 9),
        ("nord-stream-2", "10", 9),
        ("nord-stream-2", "nothing done", 0),
        ("elmira-1991", "modify, accept", 3),
        ("prisoners-dilemma", "defect/defect", 3),
        ("prisoners-dilemma", "(cooperate, defect)", 1),
    ],
)
def test_a_state_is_named_by_number_options_name_or_profile(source, text, state):
    assert read_state(load(source), text) == state


@pytest.mark.parametrize(
    ("source", "text", "message"),
    [
        ("nord-stream-2", "17", "a state is a number from 1 to 16, got 17"),
        ("nord-stream-2", "0", "a state is a number from 1 to 16, got 0"),
        ("nord-stream-2", "US.sanktion", "unknown option 'US.sanktion'"),
        ("inf-endgame", "US.deploy", "US.deploy: this state is infeasible"),
        ("elmira-1991", "abandom", "unknown state 'abandom' .did you mean 'abandon'"),
    ],
)
def test_a_state_that_is_not_there_is_refused(source, text, message):
    with pytest.raises(InputError, match=message):
        read_state(load(source), text)


def test_swaps_of_neighbouring_statements_that_would_make_a_state_hold():
    # At "A.y, B.z" A would go over to A.x; were A.y more important than A.x it would not.
    text = f'{PAIR}[game.preferences.A]\nstatements = ["A.x", "A.y", "B.z"]\n{B_LIKES_Z}'
    scenario = parse(text, "x")
    assert what_holds(scenario, 5, "nash")[0].swaps == (0,)
    assert what_holds(scenario, 4, "nash")[0].swaps == ()
