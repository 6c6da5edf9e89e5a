"""The words of the gallery: what a reader of a page stumbles over stands nowhere in it, whatever the kind of scenario.

The reports of worlds and conflicts, of populations and of moves in sequence are held to the same.
"""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tetrarchy import load
from tetrarchy.configs.load import rooms, shipped
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.population import ParametricGame

GALLERY = Path(__file__).parents[2] / "reports" / "gallery"
WORLD = str(Path(__file__).parents[1] / "worlds" / "two-and-one.toml")

APPENDIX = "## Appendix: the numbers"

EXPLAINED = {
    r"\| *regret *\|": "The regret is the most that anybody could gain",
    r"\| *index *\|": "The index is +1 or -1",
    r"[Tt]he game is degenerate": "A game is degenerate where ties",
    r"\| *rel *\|": "Short for the dimensions: rel relative gain",
    "menage a trois": "In a menage a trois all three are in amity",
    r"\btype [3-8]\b": "Caplow's types go by strength",
    r"\bCINC\b": "CINC is the Composite Index of National Capability",
}
"""What may stand in a report only with the words that explain it."""

METHOD = (
    r"\b[Tt]he regret\b|\bregret \d|\b[Tt]he index\b|\bindex [-+]?\d|degenera|eigenvalue|homotopy|polytope"
    r"|\bmethod:|\bvertices\b|support enumeration"
)
"""What belongs in the appendix."""

A_OR_AN = r"\ba (?=[aeiou])(?!u(?:ni|se)|one\b|eu)|\ban (?![aeiouAEIOU8FHLMNRSX])"


def prose(text):
    """Return the lines of a report that are no table and no listing."""
    lines, listed = [], False
    for line in text.splitlines():
        listed ^= line.startswith("```")
        if line and not listed and not line.startswith(("|", "```", "#", "- Source:", "- Note:")):
            lines.append(line)
    return lines


def heads(text):
    """Return the cells of the first lines of the tables of a report."""
    lines = text.splitlines()
    tables = [line for line, below in pairwise(lines) if below.startswith("|--")]
    return {cell.strip() for line in tables for cell in line.strip("|").split("|")}


@pytest.fixture(scope="module")
def texts():
    return {name: (GALLERY / rooms()[name] / f"{name}.md").read_text(encoding="utf-8") for name in shipped()}


def body(text):
    return text.partition(APPENDIX)[0].partition("## To reproduce this")[0]


def found(texts, pattern, part=body):
    """Return where a pattern stands in the prose of reports: the names of their scenarios with what is found."""
    return {(name, line) for name, text in texts.items() for line in prose(part(text)) if re.search(pattern, line)}


def test_method_regret_and_index_stand_in_the_appendix_alone(texts):
    assert not found(texts, METHOD)
    assert not {(name, cell) for name, text in texts.items() for cell in heads(body(text)) & {"regret", "sum"}}


@pytest.mark.parametrize("named", EXPLAINED)
def test_what_needs_a_word_of_explanation_has_it(texts, named):
    assert [name for name, text in texts.items() if re.search(named, text) and EXPLAINED[named] not in text] == []


def test_payoffs_are_told_as_shares_of_what_is_at_stake_to_two_figures(texts):
    assert not found(texts, r"(cost|gain|pay|better|worse|lose)s? (by |at least )*-?\d+\.\d+(?![\d%])")
    shares = {share for text in texts.values() for share in re.findall(r"([\d.]+)% of what \w+ (?:has|have) at", text)}

    assert shares
    assert {share for share in shares if not re.fullmatch(r"\d\d?|100|\d\.\d|0\.0*[1-9]\d?|99\.\d+", share)} == set()


def test_tables_of_payoffs_stand_in_the_appendix_alone(texts):
    paid = re.compile(r"payoff|.* gets$|worth to .*|cost$")

    assert {(name, cell) for name, text in texts.items() for cell in heads(body(text)) if paid.fullmatch(cell)} == set()


def test_chances_of_a_mix_stand_in_the_appendix_alone(texts):
    heads_of = {name: re.findall(r"^#+ .*", body(text), re.MULTILINE) for name, text in texts.items()}

    assert {(name, head) for name, own in heads_of.items() for head in own if " + " in head} == set()


def test_no_name_of_a_script_stands_in_a_sentence_but_for_the_options_of_conflicts(texts):
    played = {name: text for name, text in texts.items() if not load(name).graph}
    named = found(played, r"\b[a-z]{2,}_[a-z_]{3,}\b", lambda text: text.partition("## To reproduce this")[0])

    assert {(name, line) for name, line in named if not line.startswith(("Arena: ", "Parameters of "))} == set()


def test_what_is_left_out_says_where_it_is(texts):
    assert not found(texts, r"or one of \d+ more|besides;|\d+ of the outcomes| and [^,.;]* and \d+ more")
    assert not found(texts, r"\bbinds? at\b")
    assert not found(texts, r"more(?! that the whole report ranks): (it is stable|\")")


def test_none_and_one_are_told_as_such_and_no_sentence_of_a_first_page_begins_with_a_bracket(texts):
    assert not found(texts, r"\b0 of the \d|\b1 (?:outcomes|groups|changes|numbers|ways|points|swaps) ")
    assert not found(texts, r"(?:^|^- |[.!?] )\(", lambda text: text.partition("\n## The scenario\n")[0])


def test_no_section_is_empty(texts):
    assert {name for name, text in texts.items() if re.search(r"^(#+) .*\n\n\1 ", text, re.MULTILINE)} == set()


def test_stable_means_one_thing(texts):
    assert not found(texts, r"stable coalition|coalitions? (?:is|are) (?:not )?stable")


def page_of(text):
    return text.partition("\n## ")[0]


def effects(text):
    """Return what comes of each change that the first page tells of."""
    changes = page_of(text).partition("### What would change it?\n")[2].partition("\n### ")[0]
    return [line.partition("): ")[2] for line in changes.splitlines() if "): " in line]


def test_first_pages_say_what_is_done_and_not_how_scripts_list_it(texts):
    holds = {name: page_of(text).partition("### What would change it?")[0] for name, text in texts.items()}

    assert not found(holds, r"\((?!of )[a-z][a-z ]*(, (?!and )[a-z][a-z ]*)+\)", str)
    assert not found(texts, r" / |\bthe one that is stable now\b", page_of)


def test_first_pages_lean_on_nothing_that_comes_later_and_on_no_letters_before_their_words(texts):
    answers = {name: page_of(text).partition("### Answer\n")[2].partition("\n### ")[0] for name, text in texts.items()}

    assert not found(answers, r"^[^.]*(what is stable now|would alone change that)", str)
    assert not found(answers, r"^The conflict can rest by|\bby the state\b", str)


def test_a_distance_between_two_percentages_is_not_told_as_a_percentage_of_a_range(texts):
    assert not found(texts, r"now [\d.]+%, [\d.]+% of its range", page_of)
    assert not [
        name for name, text in texts.items() if re.search(r"% of the range of the \S+(?:'s)? share", page_of(text))
    ]
    assert not found(texts, r"\bthe chance of (?!types|a )", page_of)


def test_no_two_changes_on_a_first_page_are_told_alike(texts):
    told = {name: effects(text) for name, text in texts.items()}

    assert sum(map(bool, told.values())) > len(texts) / 2
    assert {name: own for name, own in told.items() if len(set(own)) < len(own)} == {}


def test_a_number_has_one_name_on_a_first_page(texts):
    page = page_of(texts["sanctions-russia"])

    assert page.count("economic cost of the sanctions to the United States and the European Union") == 3
    assert "ender cost" not in page


def test_what_a_parameter_stands_for_is_one_thing_and_leans_on_no_other():
    games = [load(name).underlying.game for name in shipped()]
    arenas = {game.arena.name: game.arena for game in games if isinstance(game, ParametricGame)} | ARENAS
    leaning = re.compile(r"\bof (it|that|their|them)\b|\bthem$|^part (that|lost) (?!expansion)")
    meanings = {known.meaning for arena in arenas.values() for known in arena.parameters}
    things = [meaning for meaning in meanings if not re.match(r"(?:how|what|whether) ", meaning)]
    heads = {re.split(r",| (?:of|by|on|over|that|to|from|won|lost|where|at|in)\b", thing)[0] for thing in things}

    assert {meaning for meaning in meanings if leaning.search(meaning)} == set()
    assert {head for head in heads if " and " in head or re.search(r"[^su]s$", head)} == set()


def test_nothing_is_empty_and_nothing_is_told_twice(texts):
    lines = {name: text.splitlines() for name, text in texts.items()}
    bare = {name for name, own in lines.items() for line, below in pairwise(own) if line[:3] == "|--" and not below}
    twice = {
        name for name, own in lines.items() if any(f"Question: {line}" in own for line in own if line.endswith("?"))
    }

    assert (bare, twice) == (set(), set())


def test_totals_say_what_they_count(texts):
    lines = [line for text in texts.values() for line in text.splitlines()]
    facts = [line for line in lines if re.match(r"\| (numbers|inputs) that", line)]

    assert facts
    assert [line for line in facts if not re.search(r"\d+ of \d+ (numbers? )?\(.*\)", line)] == []
    assert [line for line in facts if "(0 " in line] == []


def test_a_report_is_more_than_its_scenario(texts):
    closing = {name: text.rpartition("```toml")[2] for name, text in texts.items()}

    assert [name for name, text in texts.items() if 3 * len(closing[name]) > len(text)] == []


def test_no_arithmetic_is_done_on_ranks(texts):
    ranked = {name: text.partition("## Limits")[0] for name, text in texts.items() if load(name).ordinal}

    assert ranked
    assert {name for name, text in ranked.items() if re.search(r"\bsum\b|at stake|payoff of|probabilit", text)} == set()


def test_sentences_begin_with_capitals_and_articles_fit(texts):
    assert not found(texts, r"\. [a-z](?![a-z]*\.)", lambda text: re.sub(r"\be\.g\.|doi \S+|\w+\.com", "", body(text)))
    assert not found({name: text for name, text in texts.items() if not load(name).graph}, r"^- [a-z]")
    assert not found(texts, A_OR_AN)
    assert not found(texts, r"\b[Tt]he (?=Russia\b|China\b|India\b)")
    assert not found(texts, r"(?<!the )(?<!The )\bUnited States (?:plays|presses|would)")


def test_no_weight_rests_on_a_seed_and_no_best_is_told_in_payoffs(texts):
    assert not [name for name, text in texts.items() if re.search(r"\] seed|alike best \(", text)]


def test_a_world_is_told_in_the_same_words(run):
    _, text, _ = run("world", WORLD, "--format", "markdown")
    world = {"world": text}

    assert not found(world, METHOD)
    assert not found(world, A_OR_AN)
    assert not found(world, r"^- [a-z]")
