"""What would take any time or memory is refused by what it is, in a few words, before it is looked at."""

import pytest

from tetrarchy import InputError, ScenarioError, load, parse
from tetrarchy.configs.faults import MOST_OF_A_KIND
from tetrarchy.configs.files import nfg
from tetrarchy.configs.files.toml import DEEPEST, MOST_PARTS, TomlError, read_toml

TRIANGLE = 'title = "x"\n[game]\nkind = "triangle"\n'
DILEMMA = (
    'title = "x"\n[game]\nkind = "normal_form"\nplayers = ["A", "B"]\nactions = [["x", "y"], ["u", "v"]]\n'
    "payoffs = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]\n"
)
CUSTOM = 'title = "x"\n[game]\nkind = "custom"\nplayers = ["A"]\nactions = [["x"]]\n[actors.A]\norders = "liberal"\n'

EXCESSES = {
    "one key of many parts": ("a." * 18_000 + "a = 1", "holds a key of 18,001 parts, where at most 16 are read"),
    "quoted parts": ('"a".' * 18_000 + "a = 1", "holds a key of 18,001 parts"),
    "blanks around the dots": ("a . " * 18_000 + "a = 1", "holds a key of 18,001 parts"),
    "a header of many parts": (f"[{'a.' * 18_000}a]", "holds a key of 18,001 parts"),
    "deep brackets": ("a = " + "[" * 1_000_000, "is nested too deeply to be a scenario: more than 64 levels"),
    "deep tables": ("a = " + "{a = " * 1_000_000, "is nested too deeply"),
    "many numbers": ("a = [" + "1," * 600_000 + "]", "holds more than 500,000 values and lines"),
    "many lines": ("\n" * 600_000, "holds more than 500,000 values and lines"),
    "many long headers": (
        "\n".join(f"[{'.'.join([f'a{k}'] * 16)}]" for k in range(20_000)),
        "holds more than 500,000 values and lines",
    ),
    "a long number": ("a = 0x" + "f" * 7_000_000, "holds a number of thousands of digits"),
    "a long key": ("a" * 7_000_000 + " = 1", "holds a key of thousands of letters"),
    "a decimal out of range": ("a = 1e99999999999999999999", "holds a number beyond the range of decimals"),
    "values beside payoffs": ("a = [" + "1," * 200_000 + "]", "holds 200,001 values beside its payoffs"),
    "players": (DILEMMA.replace('"B"]', ", ".join(f'"B{k}"' for k in range(31)) + "]"), "a game has at most 31"),
    "types": (
        TRIANGLE + "[actors.US]\ntypes = [" + '{ prior = "1/40", orders = "liberal" }, ' * 40 + "]",
        "have too many types",
    ),
    "outcomes of a ranking": (
        'title = "x"\n[game]\nkind = "ordinal"\nplayers = ["A", "B"]\nactions = ['
        + "[" + ", ".join(f'"a{k}"' for k in range(1000)) + "],"
        + "[" + ", ".join(f'"b{k}"' for k in range(1000)) + "]]\n[game.ranking]\nA = [[]]\nB = [[]]\n",
        "got []",
    ),
    "a long punishment": (DILEMMA + '[strategies.s]\nkind = "limited_punishment"\nlength = 1000000000\n', "below 1000"),
    "many states": (
        f'{DILEMMA}[strategies.s]\nplayer = "A"\n[strategies.s.states]\n' + "".join(f's{k}="x"\n' for k in range(1001)),
        "are more than 1000, got 1001",
    ),
    "a power of powers": (CUSTOM + '[[game.consequences]]\nA = { gain = "((9**8)**8)**8" }\n', "at most 300 numbers"),
    "a huge strategic form": ('NFG 1 R "" { "a" "b" } { 1000000 1000000 }', "expected at most 2000000 pure profiles"),
    "many moves of a node": (
        'EFG 2 R "" { "a" } p "" 1 7 "" { ' + '"l" ' * 100_001 + "} 0",
        "expected at most 100,000 moves of information set 7, got more",
    ),
    "many moves of an event": (
        'EFG 2 R "" { "a" } c "" 7 "" { ' + '"l" 0 ' * 250_000 + "} 0",
        "expected at most 100,000 moves of event 7, got more",
    ),
    "many players of a tree": ('EFG 2 R "" { ' + '"a" ' * 500_000 + "}", "expected at most 1,000 players, got more"),
    "chances without a common denominator": (
        'EFG 2 R "" { "a" } c "" 1 "" { ' + "".join(f'"l" 1/{10**6 + k} ' for k in range(2000)) + "} 0",
        "must have a common denominator below 10^3000, got 1/1000000, 1/1000001,",
    ),
    "open quotes": ('NFG 1 R "' + '\\"' * 1_000_000, "expected a closing quote"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), EXCESSES.values(), ids=EXCESSES)
def test_an_excess_is_named(text, message):
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml")

    assert message in str(caught.value)
    assert len(str(caught.value)) < 6000


@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * MOST_PARTS) + " = 1",
        "a = " + "[" * DEEPEST + "]" * DEEPEST,
        'a = "' + "a." * 1000 + '"',
        "a = '" + "[" * 1000 + "'",
        'a = """' + '"" [ \n { a.' * 1000 + '""""',
        "a = '''" + "'' [ \n { a." * 1000 + "'''''",
        "a = 1 # " + "[" * 1000 + " a." * 1000,
        'a = "\\"' + "[" * 1000 + '"',
        "a = [" + "[1], " * 1000 + "]",
        '"a.b.c"."d\\"[[" = 1.5e+3',
    ],
)
def test_what_only_looks_like_an_excess_is_read(text):
    assert read_toml(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [("a = 1\nb.c = " + "[" * 70, (2, 71)), ("x = 1\ny = [1,\n2" + "a." * 17 + "a]", (3, 1)), ("a = ", (1, 5))],
)
def test_an_excess_has_a_place(text, place):
    with pytest.raises(TomlError) as caught:
        read_toml(text)

    assert (caught.value.place.line, caught.value.place.column) == place


@pytest.mark.parametrize(
    "text",
    [
        TRIANGLE + "[game.parameters]\n" + "".join(f"k{k} = 1\n" for k in range(5000)),
        TRIANGLE + "[game.parameters]\n" + "".join(f'k{k} = "z"\n' for k in range(5000)),
        TRIANGLE + "".join(f"[actors.k{k}]\nx = 1\n" for k in range(5000)),
        "".join(f"k{k} = 1\n" for k in range(5000)) + TRIANGLE,
        DILEMMA.replace("[3, 5]", "[" + '"x",' * 5000 + "]"),
        DILEMMA.replace("[[3, 0]", "[" + '["x", "y"],' * 5000 + "[3, 0]"),
        DILEMMA + "".join(f'[strategies.s{k}]\nkind = "none"\n' for k in range(5000)),
    ],
)
def test_of_very_many_faults_the_first_are_told_and_that_there_may_be_more(text):
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml")

    problems = caught.value.problems
    assert len(problems) <= MOST_OF_A_KIND + 1
    if len(problems) >= MOST_OF_A_KIND:
        assert sum("more faults like this may follow" in problem.message for problem in problems) == 1


def test_faults_of_one_section_do_not_hide_those_of_another():
    text = "seed = -1\n" + TRIANGLE + "[game.parameters]\n" + "k = 1\n" + "".join(f"k{k} = 1\n" for k in range(50))
    with pytest.raises(ScenarioError) as caught:
        parse(text + '[actors.US]\norders = "realist"\n', "x.toml")

    fields = [problem.field for problem in caught.value.problems]
    assert {"seed", "actors.US.orders"} < set(fields)
    assert len(fields) == MOST_OF_A_KIND + 2


def test_a_field_that_cannot_be_printed_is_written_with_escapes():
    with pytest.raises(ScenarioError, match=r"x.toml:1:1: a\\u202eb: unknown key"):
        parse('"a\u202eb" = 1\n' + TRIANGLE, "x.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('NFG 1 R "" { ' + '"a" ' * 60, "expected at most 50 players, got more"),
        ('NFG 1 R "" { "a" "b" } { { "u" } { ' + '"v" ' * 60, "expected at most 50 strategies of 'b', got more"),
        ('NFG 1 R "" { "a" "b" } { 1 1 } "" { ' + '{ "" 0 0 } ' * 30, "outcomes with at most 50 payoffs, got more"),
    ],
)
def test_lists_of_a_strategic_form_are_read_no_further_than_a_game_goes(monkeypatch, text, message):
    monkeypatch.setattr(nfg, "MOST_PAYOFFS", 50)
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.nfg")

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ('EFG 2 R "" { "a" } c "" 1 "" { ' + '"l" 1/3 ' * 9000 + "} 0", "x.toml:1:", ": 3000"),
        ('EFG 2 R "" { "a" }' + ' p "" 1 1 "" { "l" } 0' * 9000, "x.toml:1:", "got the end of the file"),
    ],
)
def test_a_message_is_bounded_and_its_end_is_told(text, first, last):
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml")

    message = str(caught.value).splitlines()[0]
    assert len(message) <= 3000
    assert (message.startswith(first), message.endswith(last)) == (True, True)


@pytest.mark.parametrize("source", ["x" * 5000, "\0.toml", f"{'x' * 5000}.toml"])
def test_a_source_that_no_file_can_have_is_refused(source):
    with pytest.raises(InputError, match=r"no scenario or file|cannot be read"):
        load(source)
