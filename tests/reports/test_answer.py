"""The first page of a report says what the other commands say of the same scenario."""

import re
from fractions import Fraction
from functools import partial

import pytest

import tetrarchy
from tetrarchy import InputError, NormalFormGame, load, solve, stability, thresholds
from tetrarchy.configs.load import load_both, shipped
from tetrarchy.configs.sweep_request import SweepRequest
from tetrarchy.games.numbers import percent
from tetrarchy.reports.answer.foresight import foresight_sentences
from tetrarchy.reports.answer.page_one import change_sentences, fact_rows, today_sentences
from tetrarchy.reports.answer.sentences import answer_sentences
from tetrarchy.reports.outputs import written
from tetrarchy.studies.scenario.main_analysis import Brief, main_analysis
from tetrarchy.studies.scenario.page.joint_moves import leaving_together
from tetrarchy.studies.scenario.page.likelihood import SCALES
from tetrarchy.studies.scenario.page.question import lead_of, question_of
from tetrarchy.studies.sweep.sweep import run

parse = partial(tetrarchy.parse, source="a text")

ASKING_MORE = {
    "repeated": {"mutual-deference", "prisoners-dilemma", "trade-war-repeated", "us-russia-china-repeated"},
    "moving": {"arms-spiral", "sanctions-renewal", "thickening-dyad"},
    "population": {"magnet-or-repellent", "order-contest"},
    "sequence": {"aukus-2021", "s400-in-sequence", "snap-back-2025"},
    "study": {"triangle-robustness"},
}


def told(report):
    return " ".join(answer_sentences(report))


def test_a_report_leads_with_what_its_scenario_asks():
    asked = {name: load_both(name) for name in shipped()}
    leads = {name: lead_of(scenario, plan is not None) for name, (scenario, plan) in asked.items()}

    for lead, names in ASKING_MORE.items():
        assert {name for name, found in leads.items() if found == lead} == names
    assert set(leads.values()) == {*ASKING_MORE, "once"}


@pytest.mark.parametrize("name", sorted(ASKING_MORE["sequence"]))
def test_what_comes_of_an_order_of_moves_is_what_solve_finds(name):
    (outcome,) = tetrarchy.subgame_perfect(load(name)).outcomes

    assert f"play ends in one outcome: ({outcome.path.replace('_', ' ')})." in told(main_analysis(load(name)))


@pytest.mark.parametrize(
    "name", ["us-russia-china", "intervention-r2p", "recognition-assurance", "courting-washington"]
)
def test_what_is_stable_once_is_what_solve_finds(name):
    report, names = main_analysis(load(name)), load(name).names
    pure = [tuple(own[0] for own in found.supports) for found in solve(name, "pure").equilibria]

    first = answer_sentences(report)[0]
    assert [profile for profile in report.analysis.game.pure_profiles() if names.deeds(profile) in first] == pure
    stable = any(line.startswith("Stable:") for line in today_sentences(report))
    assert stable == (report.unsolved.status_quo in pure)


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("trade-war-us-china", 'The answer looks one move ahead (Nash); {}, "open trade" would hold too.'),
        ("norms-and-moods", "Looked at one move ahead (Nash) no outcome is stable; {}, 4 outcomes would hold."),
        ("us-russia-china", 'The answer looks one move ahead (Nash); {}, 7 more outcomes, "engagement" among them'),
        ("stag-hunt", ""),
    ],
)
def test_what_holds_for_those_who_look_further_is_told_apart_where_it_differs(name, held):
    report = main_analysis(load(name))
    found = stability(name, ("nash", "seq"))
    profiles = report.unsolved.game.pure_profiles()
    assert tuple(p for k, p in enumerate(profiles) if k in found.equilibria("seq")) == report.foreseen
    told = list(foresight_sentences(report))
    foreseen = "if each side reckons with the answers that the others would like to give (SEQ)"
    assert told == [] if not held else told[0].startswith(held.format(foreseen))
    assert bool(told) == (found.equilibria("nash") != found.equilibria("seq"))


def test_what_holds_for_those_who_look_further_is_not_told_of_orders_of_moves_types_and_populations():
    for name in ("s400-in-sequence", "enlargement-two-sides", "magnet-or-repellent"):
        assert main_analysis(load(name)).foreseen is None


@pytest.mark.parametrize("name", ["mutual-deference", "trade-war-repeated"])
def test_what_is_kept_up_again_and_again_is_what_repeat_finds(name):
    report = main_analysis(load(name))
    found, answer, names = report.again, told(report), report.scenario.names
    kept = [row for row in found.sustained if row.discount > 0 and found.kept(row)]
    stable = sum(bool(play.equilibrium) for play in found.plays)

    assert [names.deeds(row.profile) in answer for row in kept] == [True]
    assert f"plays of strategies {stable} are equilibria" in answer
    assert f"below a discount of {float(kept[0].discount):.3f}" in answer


@pytest.mark.parametrize("name", ["sanctions-renewal", "thickening-dyad"])
def test_play_by_the_state_is_what_repeat_finds(name):
    report = main_analysis(load(name))
    found, answer = report.moving, told(report)
    pure = [each for each in found.solution.equilibria if each.pure]

    assert ("there is one way to do so" if len(pure) == 1 else f"{len(pure)} ways to play") in answer
    for each in pure:
        shares = zip(found.course.states, found.long_run(each), strict=True)
        ends = [state for (state, _), share in shares if share > 0.01]
        assert all(f'"{end}"' in answer for end in ends)


def test_the_shares_of_a_study_are_those_of_a_sweep():
    scenario = load("triangle-robustness")
    plan = SweepRequest(["p_R=0.2:1:5", "rho=0.2:1:5"]).plan("triangle-robustness")
    regime = run(plan).regimes()[0]
    report = main_analysis(scenario, study=plan)

    assert f"At {regime.points * 4}% of the 25 points of the study" in told(report)
    assert f"it is stable that {scenario.names.told(regime.profiles[0])}; there are " in told(report)


def test_where_a_population_settles_is_what_evolve_finds():
    report = main_analysis(load("order-contest"))

    for share in report.analysis.settled:
        assert f" {percent(share)}" in told(report)


@pytest.mark.parametrize("parameter", ["pressure_on_china", "tie_gain"])
def test_what_would_change_the_answer_is_what_thresholds_finds(parameter):
    report = main_analysis(load("us-russia-china"))
    line = thresholds("us-russia-china", parameter)

    def stable(value):
        return {
            profile
            for profile, intervals in line.equilibria.items()
            if any(part.low <= value <= part.high for part in intervals)
        }

    (tips,) = [each for each in report.changes.numbers if each.over.path == f"game.parameters.{parameter}"]
    tip, now = tips.nearest, tips.over.current
    pieces = [regime for regime in line.regimes if regime.interval.low < regime.interval.high]
    beyond = next(
        set(regime.profiles)
        for regime in pieces
        if tip.value in (regime.interval.low, regime.interval.high) and now not in regime.interval
    )
    assert beyond - stable(now) == set(tip.appears)
    assert stable(now) - beyond == set(tip.ends)


def test_groups_leave_together_where_all_of_them_move_and_gain():
    dilemma = load("prisoners-dilemma")
    # Three who each gain 1 where the first two change: those two leave, with no need of the third.
    payoffs = [[[[0, 0], [0, 0]], [[0, 0], [1, 1]]]] * 3
    three = NormalFormGame(payoffs)
    scenario = parse(
        'title = "t"\n[game]\nkind = "normal_form"\nplayers = ["A", "B", "C"]\n'
        f'actions = [["a", "b"], ["a", "b"], ["a", "b"]]\npayoffs = {payoffs}'
    )

    (move,) = leaving_together(dilemma, dilemma.build(), (1, 1))
    assert (move.players, move.profile, move.gains) == ((0, 1), (0, 0), (Fraction(2, 5),) * 2)
    assert leaving_together(dilemma, dilemma.build(), (0, 0)) == ()
    assert [move.players for move in leaving_together(scenario, three, (0, 0, 0))] == [(0, 1)]


def test_types_of_one_actor_do_not_leave_together():
    scenario = load("courting-washington")
    game = scenario.build()

    for profile in game.pure_profiles():
        for move in leaving_together(scenario, game, profile):
            assert {scenario.names.states[player] for player in move.players} == {"US", "Russia"}


def test_ranks_are_never_added_up_nor_told_as_shares():
    scenario = parse(
        'title = "Cuba"\nstatus_quo = { US = "strike", USSR = "stay" }\n[game]\nkind = "ordinal"\n'
        'players = ["US", "USSR"]\nactions = [["block", "strike"], ["leave", "stay"]]\n[game.ranking]\n'
        'US = [["block", "leave"], ["strike", "leave"], ["strike", "stay"], ["block", "stay"]]\n'
        'USSR = [["block", "stay"], ["block", "leave"], ["strike", "leave"], ["strike", "stay"]]\n'
    )
    text = written(main_analysis(scenario), "markdown")

    assert "Together US and USSR would both gain by moving to the outcome in which US plays block" in text
    assert "at stake" not in text
    assert "sum" not in re.findall("[a-z]+", text.casefold())


def test_a_question_is_the_scenarios_own_then_that_of_its_description_then_the_arenas():
    plain = 'title = "t"\n{}[game]\nkind = "trade"\n'

    assert question_of(parse(plain.format('question = "Why?"\ndescription = "Is it so?"\n'))) == "Why?"
    assert question_of(parse(plain.format('description = "It is 0.5 here. Is it so? It is."\n'))) == "Is it so?"
    assert question_of(parse(plain.format(""))).endswith("?")


@pytest.mark.parametrize(
    ("scale", "chance", "word"),
    [
        ("icd203", 0.65, "likely"),
        ("icd203", 0.8, "very likely"),
        ("icd203", 1, ""),
        ("phia", 0.22, ""),
        ("phia", 0.5, "realistic possibility"),
    ],
)
def test_a_chance_has_the_word_of_its_scale(scale, chance, word):
    assert SCALES[scale].word(chance) == word


def test_words_of_likelihood_are_for_the_chances_that_a_scenario_states():
    text = written(Brief(main_analysis(load("courting-washington"), scale="phia")), "markdown")

    assert "United States (mercantilist) 50% (realistic possibility)" in text
    assert "The words are those of the PHIA probability yardstick: remote chance 0 to 5%" in text
    assert not re.search("likely|probabl|chance of", written(Brief(main_analysis(load("us-russia-china"))), "markdown"))
    with pytest.raises(InputError, match="is for the chances of types that a scenario states, and this one has none"):
        main_analysis(load("us-russia-china"), scale="phia")
    with pytest.raises(InputError, match="unknown scale 'phja'"):
        main_analysis(load("courting-washington"), scale="phja")


def test_the_first_page_stands_alone_and_at_the_head_of_the_report():
    report = main_analysis(load("recognition-assurance"))
    page, whole = (written(one, "markdown") for one in (Brief(report), report))

    assert whole.startswith(page.rstrip("\n"))
    assert [line for line in page.splitlines() if line.startswith("#")] == [
        "# Status recognition: the West and Russia",
        "### Answer",
        "### Is it stable, and who would leave?",
        "### What would change it?",
        "### What does it rest on?",
        "### How sure is this?",
    ]
    assert dict(fact_rows(report))["is the list of equilibria complete?"] == "yes, proven"
    assert any("(now " in sentence for sentence in change_sentences(report))


def test_what_was_asked_for_and_is_not_there_is_said():
    types = '[actors.Russia]\ntypes = [{ prior = 0.5, orders = "liberal" }, { prior = 0.5, orders = "conservative" }]\n'
    scenario = parse(f'title = "t"\ngame.kind = "sanctions"\nrepeated.discount = 0.5\n{types}')

    (note,) = main_analysis(scenario).notes
    assert note.startswith("The game played again and again was not worked out: types that are drawn once make no ")


def test_of_two_outcomes_of_one_name_the_one_that_ends_is_told_otherwise():
    sentences = change_sentences(main_analysis(load("climate-pressure-from-below")))
    found = [sentence for sentence in sentences if "worth of protest below 0.13 (now 0.3" in sentence]

    told = "(neither government moves); the one that is stable now is stable no more."
    assert [told in sentence for sentence in found] == [True]


def test_a_population_is_answered_with_the_claims_that_the_model_bears_out():
    report = main_analysis(load("order-contest"))

    assert "it does not bear out that claiming less, the liberal order keeps more." in told(report)
    assert "Liberal monism from 0.4 to 1: the liberal share goes from 0.406 to 0.459." in change_sentences(report)


def test_how_sure_of_a_type_the_others_must_be_is_told_exactly():
    report = main_analysis(load("courting-washington"))
    first = report.changes.numbers[0]

    assert (first.over.current, first.nearest.value, first.nearest.ends) == (Fraction(1, 2), Fraction(11, 16), ())
    assert next(change_sentences(report)).startswith(
        "The chance of United States (mercantilist) above 68.8% (now 50%, 18.8% of its range away)"
    )
