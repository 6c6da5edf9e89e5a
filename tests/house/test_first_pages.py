"""The first page of every shipped scenario, of whatever kind, agrees with what the other commands find of it.

The pages are read from the gallery, which holds them as they are generated now.
"""

import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import tetrarchy
from tetrarchy import load
from tetrarchy.configs.load import load_both, rooms, shipped
from tetrarchy.games.numbers import number, percent
from tetrarchy.games.scenario.paths import numeric_paths
from tetrarchy.reports.conflict.words import player_words, state_told
from tetrarchy.reports.outputs import written
from tetrarchy.reports.scenario.words import meant_words
from tetrarchy.solvers.best_replies import best_reply_table
from tetrarchy.solvers.stability.coalitional import coalition_stability
from tetrarchy.solvers.stability.coalitions import leavers_from
from tetrarchy.solvers.stochastic.pure_markov_perfect import pure_markov_perfect
from tetrarchy.studies.conflict.conflict_analysis import conflict_analysis
from tetrarchy.studies.conflict.first_page import ConflictPage
from tetrarchy.studies.evolution.magnet import adoption
from tetrarchy.studies.scenario.main_analysis import Brief, first_page, main_analysis
from tetrarchy.studies.scenario.order_choice import order_choice
from tetrarchy.studies.scenario.page.question import lead_of
from tetrarchy.studies.stochastic.moving_game import moving_game
from tetrarchy.studies.thresholds.plays import DISCOUNT, sustained
from tetrarchy.studies.thresholds.variables import Variable

GALLERY = Path(__file__).parents[2] / "reports" / "gallery"
SCENARIOS = {name: load_both(name) for name in shipped()}


def page_of(name):
    return (GALLERY / rooms()[name] / f"{name}.md").read_text(encoding="utf-8").partition("\n## The scenario\n")[0]


def kind_of(name):
    scenario, study = SCENARIOS[name]
    if scenario.graph:
        return "conflict"
    return "choice" if scenario.underlying is not scenario else lead_of(scenario, study is not None)


def part(page, heading):
    return page.partition(f"### {heading}\n")[2].partition("\n### ")[0]


def stable_once(scenario):
    table = best_reply_table(scenario.build().exact).all(axis=0)
    return [tuple(place) for place in np.argwhere(table).tolist()]


def agrees_once(scenario, page):
    stable, names = stable_once(scenario), scenario.names
    told = [profile for profile in stable if names.deeds(profile) in part(page, "Answer")]
    assert told == stable or len(stable) > 4
    if today := scenario.today():
        pairs = zip(scenario.players, scenario.actions, strict=True)
        profile = tuple(own.index(today[player]) for player, own in pairs)
        assert ("- Stable: nobody" in page) == (profile in stable)
    if "below a discount of" in part(page, "Answer"):
        agrees_repeated(scenario, page)


def agrees_sequence(scenario, page):
    found = tetrarchy.subgame_perfect(scenario, mixed=False)
    assert found.complete_pure
    assert len(found.outcomes) == 1
    assert "share of draws from the ranges in which play ends there too" in page
    (ending,) = re.findall(r"play ends in one way alone: ([^.(]+?)(?: \(|\.)", part(page, "Answer"))
    others = re.findall(r"play (?:can end so too|ends so): (.+)\.", part(page, "What would change it?"))
    assert others
    assert not {each for other in others for each in other.split("; or ")} & {ending}


def agrees_repeated(scenario, page):
    discount = scenario.repeated.discount
    over = Variable(DISCOUNT, "discount", Fraction(0), Fraction(1), discount)
    held, stable = sustained(scenario, over), stable_once(scenario)
    beyond = [
        min(regime.interval.low for regime in held.regimes if profile in regime.profiles)
        for profile in next(each for each in held.regimes if discount in each.interval).profiles
        if profile not in stable
    ]
    assert f"at a discount of {number(discount)}," in page
    assert any(f"below a discount of {number(least)}" in page for least in beyond)


def agrees_moving(scenario, page):
    ways = len(pure_markov_perfect(moving_game(scenario)).equilibria)
    answer = part(page, "Answer")
    assert ("there is one way to do so" if ways == 1 else f"{ways} ways to play hold") in answer
    assert ("this way to play holds" if ways == 1 else f"one of these {ways} ways to play holds") in page


def agrees_choice(scenario, page):
    base = scenario.underlying
    picked = {each.posture for each in order_choice(base).coalitions if each.stable}
    assert all(f'"{base.names.term(0, posture)}"' in part(page, "Answer") for posture in picked)


def agrees_population(scenario, page):
    if scenario.game.arena.name == "magnet":
        assert f"above {percent(adoption(scenario).typical.tipping)} all join" in part(page, "Answer")
    else:
        assert "settle at liberal" in part(page, "Answer")


def agrees_study(_, page):
    assert "points of the study" in part(page, "Answer")


def agrees_conflict(scenario, page):
    answer, found = part(page, "Answer"), tetrarchy.stability(scenario, ("nash", "seq"))
    for name in found.concepts:
        assert all(state_told(scenario, state) in answer for state in found.equilibria(name)[:3])
    leaving = np.flatnonzero(~found.of("seq")[:, scenario.game.status_quo]).tolist()
    assert "would leave it." in answer
    assert all(player_words(scenario, player).spoken in answer.partition("does not hold")[2] for player in leaving)


AGREES = {
    "once": agrees_once,
    "sequence": agrees_sequence,
    "repeated": agrees_repeated,
    "moving": agrees_moving,
    "choice": agrees_choice,
    "population": agrees_population,
    "study": agrees_study,
    "conflict": agrees_conflict,
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_first_page_says_what_the_other_commands_find(name):
    AGREES[kind_of(name)](SCENARIOS[name][0], page_of(name))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_first_page_says_what_would_change_the_answer_in_names_that_readers_know(name):
    page = page_of(name)

    assert part(page, "What would change it?").strip()
    assert not re.search(r"[a-z]_[a-z]|\b(?:US|USSR|Russia|India|Europe|Germany|China)\.[a-z]", page)
    if kind_of(name) not in ("once", "study", "choice"):
        assert "tipping point?" not in page


NEAREST = re.compile(r"- If (?!the discount)(.+?) is (above|below) (-?[\d.]+)(%?) \(now (.+)")
UNMOVED = {"central-asia-eaeu-bri", "grievance-2016"}
"""Scenarios that numbers change at the end of their ranges alone."""


def numbers_named(scenario):
    payoffs = [] if hasattr(scenario.game, "arena") else np.ndindex(scenario.build().exact.shape)
    paths = [*numeric_paths(scenario), *(".".join(map(str, ("game.payoffs", *place))) for place in payoffs)]
    return {meant_words(scenario, path): path for path in paths}


@pytest.mark.parametrize("name", [name for name in SCENARIOS if kind_of(name) in ("once", "study")])
def test_what_a_first_page_says_would_change_first_does_where_it_is_solved(name):
    scenario = SCENARIOS[name][0]
    found = NEAREST.search(part(page_of(name), "What would change it?"))
    if scenario.ordinal or name in UNMOVED:
        assert found is None
        return
    named, side, value, share, told = found.groups()
    tip, step = Fraction(value) / (100 if share else 1), Fraction(1 if side == "above" else -1, 500)
    today = set(stable_once(scenario))
    before, beyond = (
        set(stable_once(scenario.replace({numbers_named(scenario)[named]: tip + away}))) for away in (-step, step)
    )

    assert before == today != beyond
    assert all(scenario.names.told(profile) in told for profile in beyond - today)
    assert (" no more" in told) is bool(today - beyond)


CONFLICT = """
title = "Two and a mediator"
question = "What holds?"
status_quo = { A = [], B = [], C = [] }
[labels]
players = { A = "the Allies" }
plural = ["A"]
actions.A = { strike_now = "strike at dawn" }
[game]
kind = "graph"
[game.options]
A = ["strike_now"]
B = ["yield_it"]
C = ["mediate"]
[game.preferences.A]
statements = ["B.yield_it", "A.strike_now if not B.yield_it"]
[game.preferences.B]
statements = ["not A.strike_now", "not B.yield_it"]
[game.preferences.C]
statements = ["not C.mediate"]
"""


def test_options_of_a_conflict_are_told_by_their_labels_on_its_page_and_scripts_keep_their_names():
    page = first_page(main_analysis(tetrarchy.parse(CONFLICT, source="a text")))
    text = written(page, "markdown")

    assert 'The Allies would move to "the Allies: strike at dawn", which nobody can make them regret.' in text
    assert '"lead": "conflict"' in written(page, "json")
    assert '"schema": "tetrarchy.brief/1"' in written(page, "json")
    assert "A.strike_now" in written(page, "json")


def test_a_swap_in_a_ranking_is_told_by_what_is_done_in_the_outcomes():
    text = written(first_page(main_analysis(load("samson-and-delilah"))), "markdown")

    assert (
        "If Delilah liked it better that Delilah nags and Samson tells it than that Delilah leaves him be and Samson "
        "tells it (now it is just below): it is stable then that Delilah nags and Samson tells it." in text
    )
    assert "leave be" not in text


def test_what_keeps_a_player_from_a_move_is_the_answer_that_the_concept_counts():
    page = ConflictPage(conflict_analysis(load("nord-stream-2")))
    today = page.analysis.status_quo
    (kept,) = [each for each in page.temptations(today) if each.answer is not None]
    standing = page.analysis.model.standing

    assert page.analysis.stability.of("seq")[kept.player, today]
    assert standing[kept.answerer, kept.answer] > standing[kept.answerer, kept.target]
    assert standing[kept.player, kept.answer] <= standing[kept.player, today] < standing[kept.player, kept.target]


def quarrel(moves, rankings):
    """Return the page of a conflict of the states s0, s1 and so on, of which s0 is today's."""
    states = sorted({state for own in rankings.values() for state in own})
    lines = ['title = "x"', 'status_quo = "s0"', "[game]", 'kind = "graph"', f"states = {states}", "[game.moves]"]
    lines += [f"{player} = {own}" for player, own in moves.items()]
    lines += [f"[game.preferences.{player}]\nranking = {own}" for player, own in rankings.items()]
    return ConflictPage(conflict_analysis(tetrarchy.parse("\n".join(lines), source="a text")))


def test_who_would_move_is_said_to_move_to_what_neither_one_nor_several_can_make_it_regret():
    page = quarrel(
        {"A": [["s0", "s1"], ["s0", "s2"]], "B": [["s1", "s3"]], "C": [["s3", "s4"]]},
        {
            "A": ["s1", "s3", "s2", "s0", "s4"],
            "B": ["s3", "s4", "s0", "s1", "s2"],
            "C": ["s4", "s3", "s0", "s1", "s2"],
        },
    )
    (move,) = page.temptations(0)

    assert (move.player, move.target, move.answer) == (0, 2, None)


def test_a_group_that_nothing_stops_is_said_to_leave_for_what_no_answer_deters_from():
    page = quarrel(
        {"A": [["s0", "s1"], ["s0", "s2"]], "B": [], "C": [["s1", "s3"]]},
        {"A": ["s1", "s2", "s0", "s3"], "B": ["s1", "s2", "s0", "s3"], "C": ["s3", "s0", "s1", "s2"]},
    )
    (group,) = page.leavers(0)

    assert (group.group, group.target, group.held) == ((0, 1), 2, False)


def test_a_group_that_answers_would_bring_back_is_told_apart_from_one_that_nothing_stops():
    page = ConflictPage(conflict_analysis(load("elmira-1991")))
    (group,) = page.leavers(4)

    assert (group.group, group.target, group.held) == ((0, 1), 7, False)
    text = "Together the ministry and the company would both gain by moving to"
    assert text in page_of("elmira-1991")


def many_states():
    """Return a conflict of 2,048 states in which two would leave today's together, and nobody alone."""
    options = {"A": [f"a{k}" for k in range(4)], "B": [f"b{k}" for k in range(4)], "C": [f"c{k}" for k in range(3)]}
    wishes = {"A": ["A.a0 and B.b0", "not A.a0"], "B": ["A.a0 and B.b0", "not B.b0"], "C": ["not C.c0"]}
    lines = ['title = "x"', "status_quo = { A = [], B = [], C = [] }", "[game]", 'kind = "graph"', "[game.options]"]
    lines += [f"{player} = {own}" for player, own in options.items()]
    lines += [f"[game.preferences.{player}]\nstatements = {own}" for player, own in wishes.items()]
    return tetrarchy.parse("\n".join(lines), source="a text")


def test_in_a_large_conflict_it_is_told_who_would_leave_today_s_state_together_and_what_a_swap_would_change():
    page = ConflictPage(conflict_analysis(many_states()))
    (group,) = page.leavers(page.analysis.status_quo)

    assert (page.analysis.model.n_states, group.group, group.held) == (2048, (0, 1), None)
    text = " ".join(written(page, "markdown").split())
    assert 'Together A and B would both gain by moving to "A: a0; B: b0"; whether what the others would answer' in text
    assert "2 of 2 |" in text
    assert [swap.decides for swap in page.swaps] == [True, True]


@pytest.mark.parametrize("name", ["cuba-1962", "nord-stream-2"])
def test_the_groups_that_would_leave_a_state_are_those_that_are_found_with_all_states_in_view(name):
    model = conflict_analysis(load(name)).model
    found = coalition_stability(model, "nash")

    assert all(tuple(leavers_from(model, state)) == found.leavers(state) for state in range(model.n_states))


def test_a_tree_with_too_many_plans_has_a_first_page_too(tmp_path):
    lines, ends = [], []

    def split(name, depth):
        if depth == 6:
            ends.append(f"[game.ends.{name}]\npayoffs = {{ A = {len(ends) % 7}, B = {len(ends) % 5} }}")
            return
        lines.append(f'[game.nodes.{name}]\nplayer = "{"AB"[depth % 2]}"\nactions = {{ l = "{name}l", r = "{name}r" }}')
        split(f"{name}l", depth + 1)
        split(f"{name}r", depth + 1)

    split("n", 0)
    head = 'title = "A long quarrel"\n[game]\nkind = "tree"\nplayers = ["A", "B"]\nstart = "n"'
    report = main_analysis(tetrarchy.parse("\n".join([head, *lines, *ends]), source="a text"))

    assert "Where all look ahead, play " in written(Brief(report), "markdown")
    assert '"schema": "tetrarchy.sequence/1"' in written(report, "json")
