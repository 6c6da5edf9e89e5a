"""Scenario files: what is read, and what is refused with which words."""

import io
import re
import sys
from fractions import Fraction

import pytest

from tetrarchy import InputError, ScenarioError, load, parse
from tetrarchy.configs.files.contents import LARGEST_FILE
from tetrarchy.configs.load import shipped
from tetrarchy.configs.template import template
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.orders.codings import coding
from tetrarchy.games.orders.matrix import default_matrix
from tetrarchy.games.scenario.resolved import resolved
from tetrarchy.reports.format.toml import toml
from tetrarchy.studies.scenario.derived import DERIVED

TRIANGLE = 'title = "A triangle"\n[game]\nkind = "triangle"\n'
PLAIN = 'title = "A game"\n[game]\nkind = "normal_form"\nplayers = ["A", "B"]\n'
ORDINAL = 'title = "Ranks"\n[game]\nkind = "ordinal"\nplayers = ["A", "B"]\nactions = [["x", "y"], ["u", "v"]]\n'


def problems(text):
    """Return the problems of a text as (line, column, field, message)."""
    with pytest.raises(ScenarioError) as caught:
        parse(text, "bad.toml")
    return [(p.line, p.column, p.field, p.message) for p in caught.value.problems]


def only_problem(text):
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_scenario_builds_and_reads_back_from_its_resolved_form(name):
    scenario = load(name)
    again = parse(toml(resolved(scenario)), name)

    if scenario.population:
        assert again.game == scenario.game
    elif scenario.graph:
        assert again.game.model.preferences == scenario.game.model.preferences
        assert again.game.model.moves == scenario.game.model.moves
        assert again.game.status_quo == scenario.game.status_quo
    else:
        assert (again.build().exact == scenario.build().exact).all()
    assert resolved(again) == resolved(scenario)
    assert scenario.sources
    outside = [sentence.partition(" = ")[0] for sentence in scenario.outside_ranges()]
    assert outside == (["tie_gain", "mistrust"] if name == "us-russia-china-1972" else [])


def test_the_shipped_scenarios_are_the_ones_promised():
    assert set(shipped()) >= {
        "us-russia-china",
        "us-russia-china-1992",
        "trade-war-us-china",
        "institutions-reform",
        "recognition-assurance",
        "prisoners-dilemma",
        "stag-hunt",
    }


def test_a_title_and_an_arena_are_a_whole_scenario():
    scenario = parse(TRIANGLE, "x")

    assert scenario.actors["US"].orders["liberal"] == 1
    assert scenario.actors["China"].orders["conservative"] == Fraction(3, 4)
    assert scenario.game.parameters["pressure_on_russia"] == Fraction(3, 5)
    assert scenario.game.held == frozenset()


def test_parameters_go_by_name_or_symbol():
    game = parse(TRIANGLE + "[game.parameters]\np_R = 0.8\nnorm_dividend = 0.1", "x").game

    assert game.parameters["pressure_on_russia"] == Fraction(4, 5)
    assert game.held == {"pressure_on_russia", "norm_dividend"}


@pytest.mark.parametrize("held", ["[]", '["rho"]', '["chinese_restraint", "p_R"]'])
def test_a_file_may_say_which_parameters_are_held(held):
    scenario = parse(TRIANGLE + f"held = {held}\n[game.parameters]\np_R = 0.8", "x")
    named = {"rho": "chinese_restraint", "p_R": "pressure_on_russia"}

    assert scenario.game.held == {named.get(name, name) for name in re.findall(r"\w+", held)}


@pytest.mark.parametrize("written", ['orders = "russia_sceptic"\n{}', '{}[orders]\ncoding = "russia_sceptic"\n'])
def test_a_file_names_a_coding_of_the_value_matrix(written):
    scenario = parse(written.format(TRIANGLE), "x")

    assert scenario.coding.name == "russia_sceptic"
    assert scenario.orders == default_matrix(coding("russia_sceptic").rows)
    assert scenario.outside_ranges() == ()


def test_cells_may_differ_from_the_coding_that_is_named():
    text = TRIANGLE + '[orders]\ncoding = "offensive_realist"\nsecurity_state = { promotion = 1 }\n'
    scenario = parse(text, "x")

    assert scenario.orders["security_state"]["promotion"] == 1
    assert scenario.orders["liberal"]["governance"] == 0


def test_a_cell_of_the_value_matrix_can_be_overridden():
    scenario = parse(TRIANGLE + "[orders.conservative]\nautonomy = 3", "x")

    assert scenario.orders["conservative"]["autonomy"] == 3
    assert scenario.orders["liberal"]["autonomy"] == 1


def test_payoffs_may_be_integers_decimals_and_exact_text():
    game = parse(PLAIN + 'actions = [["x"], ["u", "v"]]\npayoffs = [[[1, "1/3"]], [[0.1, 1e-3]]]', "x").build()

    assert game.exact[0].tolist() == [[1, Fraction(1, 3)]]
    assert game.exact[1].tolist() == [[Fraction(1, 10), Fraction(1, 1000)]]


def test_names_of_players_and_actions_may_be_left_out():
    game = parse(
        'title = "x"\n[game]\nkind = "normal_form"\npayoffs = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]', "x"
    ).build()

    assert game.shape == (2, 2)
    assert game.players == ("Player 1", "Player 2")


def test_an_ordinal_game_has_ranks_for_payoffs_and_ties_share_one():
    text = ORDINAL + (
        "[game.ranking]\n"
        'A = [["x", "u"], [["x", "v"], ["y", "u"]], ["y", "v"]]\n'
        'B = [["x", "v"], ["x", "u"], ["y", "u"], ["y", "v"]]\n'
    )
    game = parse(text, "x").build()

    assert game.payoffs[0].tolist() == [[2, 1], [1, 0]]
    assert game.payoffs[1].tolist() == [[2, 3], [1, 0]]


def test_all_faults_are_reported_at_once_with_their_places():
    text = (
        'title = "x"\n'
        'status_quo = { US = "engage" }\n'
        "[game]\n"
        'kind = "triangle"\n'
        "[game.parameters]\n"
        "presure = 1\n"
        "p_R = nan\n"
        "[actors.US]\n"
        "orders = { liberal = 0.5, conservative = 0.4 }\n"
        "[actors.USA]\n"
        "[repeated]\n"
        "discount = 1.5\n"
        'noise = "a"\n'
    )

    found = problems(text)

    assert [(line, field) for line, _, field, _ in found] == [
        (2, "status_quo"),
        (2, "status_quo"),
        (2, "status_quo.US"),
        (6, "game.parameters.presure"),
        (7, "game.parameters.p_R"),
        (9, "actors.US.orders"),
        (10, "actors.USA"),
        (12, "repeated.discount"),
        (13, "repeated.noise"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "field", "message"),
    [
        (TRIANGLE + "tilte = 1", 4, "game.tilte", "unknown key"),
        ("tilte = 1\n" + TRIANGLE, 1, "tilte", "unknown key (did you mean 'title'?)"),
        (TRIANGLE + "[actors.US]\nordres = 1", 5, "actors.US.ordres", "unknown key (did you mean 'orders'?)"),
        (
            TRIANGLE.replace("triangle", "triangel"),
            3,
            "game.kind",
            "unknown kind of game 'triangel' (did you mean 'triangle'?)",
        ),
        ('[game]\nkind = "triangle"', 1, "title", "is required and is missing"),
        ('title = "x"', 1, "game.kind", "is required and is missing"),
        (TRIANGLE.replace('"A triangle"', "3"), 1, "title", "expected a string, got 3"),
        (
            TRIANGLE + "[actors.US]\norders = { liberal = 0.5, conservative = 0.4 }",
            5,
            "actors.US.orders",
            "must sum to 1, got 0.9",
        ),
        (
            TRIANGLE + '[actors.US]\norders = "libral"',
            5,
            "actors.US.orders",
            "unknown order 'libral' (did you mean 'liberal'?)",
        ),
        (TRIANGLE + "[actors.US]\norders = 3", 5, "actors.US.orders", "got 3"),
        (TRIANGLE + "[actors.US]\ntypes = []", 5, "actors.US.types", "must sum to 1, got 0"),
        (
            TRIANGLE + "[orders.conservative]\nautonomy = 6",
            5,
            "orders.conservative.autonomy",
            "must lie in [-5.5, 5.5], got 6",
        ),
        (TRIANGLE + "[orders.conservative]\nautonmy = 3", 5, "orders.conservative.autonmy", "did you mean 'autonomy'"),
        (TRIANGLE + "[orders.conservativ]\nautonomy = 3", 4, "orders.conservativ", "did you mean 'conservative'"),
        (
            TRIANGLE + "[game.parameters]\np_R = 0.5\npressure_on_russia = 0.6",
            6,
            "game.parameters.pressure_on_russia",
            "the same parameter as p_R",
        ),
        (TRIANGLE + 'held = ["rho", "rhoo"]', 4, "game.held.1", "unknown parameter of triangle 'rhoo' (did you mean"),
        ('orders = "offensive_realst"\n' + TRIANGLE, 1, "orders.coding", "(did you mean 'offensive_realist'?)"),
        (TRIANGLE + '[orders]\ncoding = "sakva"', 5, "orders.coding", "unknown coding of the orders 'sakva'"),
        (
            'title = "x"\n[game]\nkind = "magnet"\n[game.shares]\nneighbours = { liberal = 0.7, security_state = 0.3 }',
            5,
            "game.shares.neighbours",
            "unknown order 'security_state'; known: liberal, transformative",
        ),
        (
            TRIANGLE + "[[relations]]\nbetween = ['US']",
            5,
            "relations.0.between",
            "expected a list of 2, got a list of 1",
        ),
        (TRIANGLE + "[[relations]]\nbetween = ['US', 'US']", 5, "relations.0.between", "two different states"),
        (
            TRIANGLE + "[[relations]]\nbetween = ['US', 'EU']\nnorm_agreement = 2",
            6,
            "relations.0.norm_agreement",
            "[0, 1], got 2",
        ),
        (TRIANGLE + "[repeated]\ndiscount = 1", 5, "repeated.discount", "must lie in [0, 1), got 1"),
        ("seed = -1\n" + TRIANGLE, 1, "seed", "greater than or equal to 0, got -1"),
        (
            PLAIN + 'actions = [["x", "x"], ["u"]]\npayoffs = [[[1], [2]], [[1], [2]]]',
            5,
            "game.actions.0.1",
            "duplicate action 'x'",
        ),
        (
            PLAIN + 'actions = [["x"], ["u"]]\npayoffs = [[[1]], [[1, 2]]]',
            6,
            "game.payoffs.1.0",
            "expected a list of 1",
        ),
        (
            PLAIN + 'actions = [["x"], ["u"]]\npayoffs = [[[nan]], [[1]]]',
            6,
            "game.payoffs.0.0.0",
            "expected a finite number, got NaN",
        ),
        (PLAIN + 'actions = [["x"], ["u"]]\npayoffs = [[[1]], [[-inf]]]', 6, "game.payoffs.1.0.0", "got -Infinity"),
        (PLAIN + 'actions = [["x"], ["u"]]\npayoffs = [[[1]], [["a"]]]', 6, "game.payoffs.1.0.0", "got 'a'"),
        (
            PLAIN + 'actions = [["x"], ["u"]]\npayoffs = [[[1]], [[1e999999999]]]',
            6,
            "game.payoffs.1.0.0",
            "beyond the range",
        ),
        (PLAIN + 'actions = [["x"]]\npayoffs = [[1]]', 5, "game.actions", "a list for each of the 2 players, got 1"),
        (PLAIN + 'actions = [["x"], []]\npayoffs = [[[]], [[]]]', 5, "game.actions.1", "at least one action"),
        (PLAIN + "payoffs = []", 2, "game", "payoffs must have shape"),
        (PLAIN + 'payoffs = [[[1]], [[2]]]\n[actors.A]\norders = "liberal"', 6, "actors.A", "has no effect"),
        (
            ORDINAL + '[game.ranking]\nA = [["x", "u"]]\nB = [["x", "u"]]',
            7,
            "game.ranking.A",
            "leaves out (x, v) and 2 more",
        ),
        (ORDINAL + "[game.ranking]\nA = 3", 7, "game.ranking.A", "expected a list, got 3"),
    ],
)
def test_a_fault_names_its_line_its_field_and_what_was_expected(text, line, field, message):
    found = [problem for problem in problems(text) if problem[2] == field]

    assert found, problems(text)
    assert found[0][0] == line
    assert message in found[0][3]


def test_an_ordinal_game_refuses_strange_rankings():
    full = '[["x", "u"], ["x", "v"], ["y", "u"], ["y", "v"]]'
    text = ORDINAL + f'[game.ranking]\nA = [["x", "u"], ["x", "w"]]\nC = {full}\n'

    found = {field: message for _, _, field, message in problems(text)}

    assert "(x, w), which is no outcome" in found["game.ranking.A"]
    assert "unknown player 'C'" in found["game.ranking.C"]
    assert "is required and is missing" in found["game.ranking.B"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("title = ", 1, 9), ("x = [1", 1, 7), ("a = 1\nb = 2\na = 3", 3, 6), ('t = "\u2028', 1, 7)],
)
def test_a_syntax_error_has_its_place(text, line, column):
    found = only_problem(text)

    assert found[:2] == (line, column)
    assert found[3].startswith("is not valid TOML: ")


def test_the_message_shows_the_line_with_a_caret_under_the_place():
    with pytest.raises(ScenarioError) as caught:
        parse(TRIANGLE + "[repeated]\ndiscount = 1.5\n", "mine.toml")

    assert str(caught.value) == (
        "mine.toml:5:12: repeated.discount: must lie in [0, 1), got 1.5\ndiscount = 1.5\n           ^"
    )


def test_deep_nesting_is_refused():
    assert "nested too deeply" in only_problem("x = " + "[" * 100_000)[3]


@pytest.mark.parametrize("arena", [*ARENAS, *DERIVED, "custom"])
def test_the_template_of_every_arena_is_sound_and_has_the_reference_types(arena):
    scenario = parse(template("mine", arena), "mine")

    assert scenario.title == "mine"
    if arena in DERIVED:
        assert scenario.build().players == ("liberal", "mercantilist", "security_state")
    if arena in ARENAS:
        assert (scenario.build().exact == parse(f'title = "x"\n[game]\nkind = "{arena}"', "x").build().exact).all()


def test_an_integer_of_thousands_of_digits_is_refused():
    assert "thousands of digits" in only_problem("seed = " + "9" * 5000)[3]


def test_an_nfg_text_is_a_scenario(tmp_path):
    file = tmp_path / "pd.nfg"
    file.write_text('NFG 1 R "PD" { "A" "B" } { 2 2 } 3 3 5 0 0 5 1 1')

    scenario = load(file)

    assert scenario.title == "PD"
    assert scenario.build().payoffs.tolist() == [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]


def test_a_broken_nfg_text_has_a_place(tmp_path):
    file = tmp_path / "pd.nfg"
    file.write_text('NFG 1 R "PD" { "A" "B" }\n{ 2 2 } 3 3 5 0 0 x')

    with pytest.raises(ScenarioError) as caught:
        load(file)

    assert str(caught.value).startswith(f"{file}:2:19: expected ")


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TRIANGLE.encode())))

    assert load("-").title == "A triangle"


def test_a_byte_order_mark_is_passed_over(tmp_path):
    file = tmp_path / "bom.toml"
    file.write_bytes(b"\xef\xbb\xbf" + TRIANGLE.encode())

    assert load(file).title == "A triangle"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("us-rusia-china", "did you mean 'us-russia-china'"),
        ("no/such/file.toml", "no/such/file.toml: cannot be read: No such file or directory"),
        (".", "cannot be read: Is a directory"),
    ],
)
def test_a_source_that_is_not_there_is_named(source, message):
    with pytest.raises(InputError, match=message):
        load(source)


def test_text_that_is_not_utf8_is_refused_with_its_place(tmp_path):
    file = tmp_path / "latin.toml"
    file.write_bytes(b'title = "x"\nd = "caf\xe9"\n')

    with pytest.raises(ScenarioError, match=r"latin.toml:2:9: expected UTF-8 text, got the byte 0xe9"):
        load(file)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "huge.toml"
    with file.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)

    with pytest.raises(InputError, match="is larger than 8,000,000 bytes"):
        load(file)
