"""The first page of a report says what the other commands say of the same scenario."""

import re
from dataclasses import replace
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
from tetrarchy.reports.answer.sheet import ROOM
from tetrarchy.reports.outputs import written
from tetrarchy.reports.sequence.moves import move_names
from tetrarchy.reports.tipping import outcome_words
from tetrarchy.studies.scenario.main_analysis import Brief, main_analysis
from tetrarchy.studies.scenario.page.asked import when_best
from tetrarchy.studies.scenario.page.joint_moves import leaving_together
from tetrarchy.studies.scenario.page.likelihood import SCALES
from tetrarchy.studies.scenario.page.question import lead_of, question_of
from tetrarchy.studies.sequence.analysis import sequence_analysis, with_order
from tetrarchy.studies.sweep.sweep import sweep

parse = partial(tetrarchy.parse, source="a text")

ASKING_MORE = {
    "repeated": {"mutual-deference", "prisoners-dilemma", "trade-war-repeated", "us-russia-china-repeated"},
    "moving": {"arms-spiral", "sanctions-renewal", "thickening-dyad"},
    "population": {"magnet-or-repellent", "order-contest"},
    "sequence": {"aukus-2021", "s400-in-sequence", "snap-back-2025", "sweden-2023"},
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


@pytest.mark.parametrize(
    ("name", "path", "words"),
    [
        (
            "aukus-2021",
            "ask_paris_first / release",
            "Australia asks Paris first, then France releases Australia from the contract (the submarines without a "
            "breach)",
        ),
        (
            "snap-back-2025",
            "give_notice / half_measures / let_it_run / reject / stay",
            "the E3 give notice, then Iran takes half measures, then the E3 let the thirty days run, then Russia and "
            "China reject the sanctions, then Iran stays in the treaty",
        ),
        (
            "s400-in-sequence",
            "press / take_delivery / waive",
            "China presses on the border, then India takes delivery, then the United States waives the sanctions",
        ),
    ],
)
def test_what_comes_of_an_order_of_moves_is_what_solve_finds_in_words(name, path, words):
    (outcome,) = tetrarchy.subgame_perfect(load(name)).outcomes

    assert outcome.path == path
    assert f"play ends in one way alone: {words}" in told(main_analysis(load(name)))


def test_a_threat_that_nobody_would_carry_out_is_told_with_what_belief_in_it_would_do():
    assert (
        "Iran would not leave the treaty once Russia and China reject the sanctions, as to stay in the treaty is "
        "better for it by 12% of what it has at stake; were it believed all the same, play could end so: the E3 let "
        "the sanctions lapse."
    ) in told(main_analysis(load("snap-back-2025")))


def test_those_who_move_in_one_stage_are_told_together():
    names = move_names(sequence_analysis(with_order(load("us-russia-china"), [["US"], ["Russia", "China"]])))

    assert names.deeds("dual_pressure / entente / entente") == (
        "the United States presses both, then Russia seeks an entente and China seeks an entente"
    )


@pytest.mark.parametrize(
    "name", ["us-russia-china", "intervention-r2p", "recognition-assurance", "courting-washington"]
)
def test_what_is_stable_once_is_what_solve_finds(name):
    report, names = main_analysis(load(name)), load(name).names
    pure = [tuple(own[0] for own in found.supports) for found in solve(name, "pure").equilibria]

    told_once = next(sentence for sentence in answer_sentences(report) if sentence.startswith("On these numbers"))
    assert [profile for profile in report.analysis.game.pure_profiles() if names.deeds(profile) in told_once] == pure
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
    assert f"{stable} of the {len(found.plays)} pairings of strategies hold; the best of them" in answer
    assert f"below a discount of {float(kept[0].discount):.3f}" in answer


def test_what_a_threat_earns_with_errors_is_told_beside_what_it_keeps_up_without():
    report = main_analysis(load("trade-war-repeated"))
    kept, earned, _ = answer_sentences(report)
    best = next(play for play in report.again.plays if play.names == ("grim", "grim"))

    assert kept.startswith("Played again and again without errors, at a discount of 0.9, the threat of falling back")
    assert report.again.ends_in(best) == (1, 1)
    assert 'the best of them for all together is "grim" by both: in the long run it earns the United States' in earned
    assert earned.endswith("of the way from the worst to the best outcome of each, about what trade war pays.")
    assert report.again.ends_in(next(play for play in report.again.plays if play.names == ("open", "open"))) is None


def test_where_the_scenario_pairs_strategies_they_come_first_with_who_would_depart():
    report = main_analysis(load("us-russia-china-repeated"))

    assert answer_sentences(report)[0] == (
        "Where each act goes wrong with a chance of 2%, none of the 3 pairings of strategies holds: China would depart "
        "from 2 and the United States from 1."
    )
    text = written(report, "markdown")
    assert "| not kept: it takes 0.025 to 0.15 |" in text
    assert "below a discount of 0.025 China would leave it; above 0.15 somebody would rather have the threat" in text


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
    over = ["p_R=0.2:1:5", "rho=0.2:1:5"]
    plan = SweepRequest(over).plan("triangle-robustness")
    regime = sweep("triangle-robustness", over).regimes()[0]
    report = main_analysis(scenario, study=plan)

    assert f"At {regime.points * 4}% of the 25 points of the study" in told(report)
    assert f"exactly one outcome is stable: {scenario.names.told(regime.profiles[0])}; there are " in told(report)


CORRIDOR = """
title = "A corridor"
asks = ["leverage"]
status_quo = { Russia = "leave", Turkey = "open" }
[labels.players]
Russia = "Russian Federation"
[labels.outcomes]
"closed" = { Turkey = "close" }
[game]
kind = "custom"
players = ["Russia", "Turkey"]
actions = [["stay", "leave"], ["open", "close"]]
[game.parameters]
leverage = { default = 0.3, low = 0, high = 0.6, meaning = "what leaving wins" }
[[game.consequences]]
when = { Russia = "leave" }
Russia = { autonomy = "leverage - 0.2" }
[[game.consequences]]
when = { Turkey = "open" }
Russia = { autonomy = "-leverage / 2" }
[[game.consequences]]
when = { Russia = "stay", Turkey = "open" }
Russia = { autonomy = 0.4 }
[actors]
Russia = { orders = "conservative" }
Turkey = { name = "Republic of Turkey", orders = "conservative" }
"""


def test_what_goes_at_a_tip_is_never_told_by_what_stays_or_by_a_name_that_something_stable_has():
    report = main_analysis(parse(CORRIDOR))
    change = next(change_sentences(report))
    gone = "the outcome in which the Russian Federation plays leave and the Republic of Turkey plays close is stable no"

    assert report.changes.holding == ((0, 0), (1, 1))
    assert told(report).startswith(
        "Once what leaving wins is below 0.2 (0.3 here), it is stable that the Russian Federation plays stay and the "
        f"Republic of Turkey plays close (closed); {gone} more"
    )
    assert f"{gone} more" in change


def test_today_has_no_name_that_another_outcome_has_which_is_stable():
    found = list(today_sentences(main_analysis(load("climate-pressure-from-below"))))

    assert found[0].endswith("and Chinese society stays quiet.")
    assert found[1].startswith("Not stable: ")


def test_a_study_tells_where_an_outcome_is_alone_from_where_it_may_be_beside_others():
    over = ["joint_benefit=0.2:0.6:9"]
    plan = SweepRequest(over).plan("recognition-assurance")
    report = main_analysis(replace(load("recognition-assurance"), status_quo={}), study=plan)
    both, _ = sweep("recognition-assurance", over).regimes()

    assert both.profiles == ((0, 0), (1, 1))
    assert (
        f"At {percent(both.share)} of the 9 points of the study, more than for any other answer, two outcomes are "
        "stable: the West recognises and Russia co-manages (concert); or the West denies recognition and Russia "
        "contests (stand-off); there are 2 answers. The outcome in which the West recognises and Russia co-manages is "
        f"stable, alone or beside others, at {percent(both.share)} of them."
    ) in told(report)


def test_the_one_answer_of_a_study_is_told_without_rivals():
    plan = SweepRequest(["joint_benefit=0.5:0.6:2"]).plan("recognition-assurance")
    report = main_analysis(replace(load("recognition-assurance"), status_quo={}), study=plan)

    assert "At all the 2 points of the study two outcomes are stable: " in told(report)
    assert "; there is no other answer." in told(report)


def test_today_is_not_what_is_done_in_any_of_the_ways_to_play_where_it_is_in_none():
    scenario = load("thickening-dyad").replace({"status_quo.Russia": "compete"})

    assert "this is what is done in none of the " in " ".join(today_sentences(main_analysis(scenario)))


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


def test_a_group_makes_the_move_by_which_the_member_that_gains_least_gains_most():
    # Of two moves that no other betters for both, one gives each 3 of the 10 at stake, the other 1 and 9.
    first, second = [[0, 10, 0], [0, 1, 0], [0, 0, 3]], [[0, 0, 0], [0, 9, 0], [10, 0, 3]]
    scenario = parse(
        'title = "t"\n[game]\nkind = "normal_form"\nplayers = ["A", "B"]\n'
        f'actions = [["a", "b", "c"], ["a", "b", "c"]]\npayoffs = {[first, second]}'
    )

    (move,) = leaving_together(scenario, scenario.build(), (0, 0))
    assert (move.profile, move.gains) == ((2, 2), (Fraction(3, 10),) * 2)


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
        ("icd203", 0.95, "almost certain"),
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
    found = [sentence for sentence in sentences if "the mix of Chinese society is above 64.9% (now 50%" in sentence]

    told = "(neither government moves); what is stable now is stable no more."
    assert [told in sentence for sentence in found] == [True]


def test_a_population_is_answered_with_the_claims_that_the_model_bears_out():
    report = main_analysis(load("order-contest"))

    assert "it does not bear out that the liberal order keeps more by claiming less." in told(report)
    assert "Liberal monism from 0.4 to 1: the liberal share goes from 40.6% to 45.9%." in change_sentences(report)


@pytest.mark.parametrize(("name", "said"), [("us-russia-china-2014", True), ("us-russia-china-1992", False)])
def test_what_would_hold_if_both_were_engaged_is_told_where_it_is_not_the_answer(name, said):
    assert ("Did the United States engage both, this would be stable" in told(main_analysis(load(name)))) == said


def test_how_sure_of_a_type_the_others_must_be_is_told_exactly():
    report = main_analysis(load("courting-washington"))
    first = report.changes.numbers[0]

    assert (first.over.current, first.nearest.value, first.nearest.ends) == (Fraction(1, 2), Fraction(11, 16), ())
    assert next(change_sentences(report)).startswith(
        "If the chance that the United States is mercantilist is above 68.8% (now 50%), or "
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "recognition-assurance",
            '"Concert" is stable only while the mercantilist share in the mix of the West is at most 31.6% (0% here).',
        ),
        (
            "courting-washington",
            "Once the chance that the United States is mercantilist is above 68.8% (50% here), it is stable that the "
            "United States (mercantilist) delivers, the United States (liberal) rebuffs Russia and Russia courts the "
            "United States.",
        ),
        (
            "neighbourhood-2014",
            "Whatever the others do, Russia does better to defer than to contest its neighbour's sovereignty.",
        ),
        (
            "inf-treaty",
            "It is best for the United States to keep the treaty only where the peace movement marches.",
        ),
    ],
)
def test_the_first_sentence_answers_what_the_scenario_asks(name, sentence):
    assert answer_sentences(main_analysis(load(name)))[0] == sentence


def test_numbers_that_alone_change_nothing_are_said_to_together():
    blocking = answer_sentences(main_analysis(load("courting-washington")))[2]
    both = answer_sentences(main_analysis(load("grievance-2016")))[1]

    assert blocking == (
        "No value from 0 to 1 of the chance that the security apparatus blocks what is to be delivered (0.2 here) "
        "would alone change that."
    )
    assert both == (
        "No value from 0.3 to 0.9 of the part of the loss of those who lose out that is compensated (0.6 here) or from "
        "0.1 to 0.5 of the worth of meaning and recognition (0.3 here) would alone change that."
    )


def test_what_leans_on_what_is_stable_now_is_told_after_it():
    stable, tip, idle = answer_sentences(main_analysis(load("courting-a-veto")))

    assert stable.startswith("On these numbers exactly one outcome is stable: Russia abstains from courting")
    assert tip.endswith("; what is stable now is stable no more.")
    assert idle.startswith("No value from 0.1 to 0.5 of the reward of a veto that was courted (0.3 here)")


def test_a_tip_that_the_question_asks_for_is_that_of_thresholds():
    line = thresholds("recognition-assurance", "incumbent.orders.mercantilist")
    concert = line.equilibria[0, 0]

    assert percent(concert[0].high) == "31.6%"


def test_an_action_is_best_where_its_row_says():
    dilemma = load("prisoners-dilemma").build()
    matching = NormalFormGame([[[1, 0], [0, 1]], [[0, 1], [1, 0]]])

    assert (when_best(dilemma, 0, 0).better, when_best(dilemma, 0, 0).times) == (1, 0)
    assert (when_best(dilemma, 0, 1).better, when_best(dilemma, 0, 1).times) == (None, 2)
    assert when_best(matching, 0, 1).only_where == {1: (1,)}


def test_where_an_action_is_best_is_not_told_action_by_action_if_it_takes_more_to_say():
    # The first player's first action is best where the two others do alike, its second where they do not.
    alike = [[1, 0], [0, 1]]
    game = NormalFormGame([[alike, [[0, 1], [1, 0]]], [[[0, 0], [0, 0]]] * 2, [[[0, 0], [0, 0]]] * 2])
    found = when_best(game, 0, 0)

    assert (found.times, found.of, found.only_where) == (2, 4, None)


@pytest.mark.parametrize(
    ("asks", "message"),
    [
        ('["pressure"]', "asks.0: pressure: unknown parameter of triangle"),
        ('["US=hedge"]', "asks.0: unknown action of US 'hedge'"),
        ('["USA=engage_both"]', "asks.0: unknown player 'USA'; known: US, Russia, China"),
        ('["seed"]', "asks.0: unknown number 'seed'"),
    ],
)
def test_a_question_about_what_is_not_there_is_refused(asks, message):
    with pytest.raises(tetrarchy.ScenarioError) as refused:
        parse(f'title = "t"\nasks = {asks}\n[game]\nkind = "triangle"\n')

    assert message in str(refused.value)


def test_a_payoff_that_the_question_is_about_is_one_of_the_game():
    dilemma = (
        'title = "t"\nasks = ["{}"]\n[game]\nkind = "normal_form"\nplayers = ["A", "B"]\n'
        'actions = [["c", "d"], ["c", "d"]]\npayoffs = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]\n'
    )

    assert answer_sentences(main_analysis(parse(dilemma.format("game.payoffs.0.0.0"))))[1] == (
        "No value from -2 to 8 of the payoff of A where A and B play c (3 here) would alone change that."
    )
    with pytest.raises(tetrarchy.ScenarioError, match=r"asks\.0: game\.payoffs\.0\.9\.0"):
        parse(dilemma.format("game.payoffs.0.9.0"))


def test_a_type_that_has_no_choice_stands_on_page_one_with_its_chance():
    text = written(main_analysis(load("enlargement-two-sides")), "markdown")

    assert "West (benign) 70%, West (expansive) 30%, Russia (defensive) 70%, Russia (predatory) 30%." in text
    assert "- Russia (predatory) has no choice and arms against enlargement." in text
    assert re.search(r"\| Russia \(predatory\) *\| 30% *\| decides nothing", text)


def test_states_in_which_the_same_is_done_are_told_together():
    scenario, kept, left = load("thickening-dyad"), (0, 0), (1, 1)

    assert outcome_words(scenario, (kept,) * 4) == "cooperation (cooperate, cooperate) in every state"
    assert outcome_words(scenario, (left, kept, left, kept)) == (
        "rivalry (compete, compete) in power-political and cooperative, "
        "cooperation (cooperate, cooperate) in coexistence and convergence"
    )


FIVE = ("North", "South", "East", "West", "Centre")


def conference():
    """Return a scenario of five with long names, in which any two gain by signing together."""
    near = "and its partners in the association of states around the inner sea"
    lines = ['title = "A conference"', "[labels]"]
    for name in FIVE:
        verbs = '{ sign = "sign the treaty and all its annexes", wait = "wait and see what the others do" }'
        lines += [f'players.{name} = "{name} {near}"', f"verbs.{name} = {verbs}"]
    lines += ["[status_quo]", *(f'{name} = "wait"' for name in FIVE)]
    lines += ["[game]", 'kind = "custom"', f"players = {list(FIVE)}", f"actions = {[['sign', 'wait']] * 5}"]
    lines += ["[game.parameters]", 'cost = { default = 0.1, low = -0.1, high = 0.4, meaning = "the cost of it" }']
    for name in FIVE:
        lines += ["[[game.consequences]]", f'when = {{ {name} = "sign" }}', f'{name} = {{ autonomy = "-cost" }}']
        lines += [f"{other} = {{ autonomy = 0.2 }}" for other in FIVE if other != name]
    return parse("\n".join([*lines, "[actors]", *(f'{name} = {{ orders = "conservative" }}' for name in FIVE)]))


def test_a_first_page_tells_fewer_one_by_one_where_a_sheet_has_no_room():
    report = main_analysis(conference())
    text = written(Brief(report), "markdown")
    told = [today_sentences(report, most) for most in (3, 2)]

    assert [all(sentence in text for sentence in each) for each in told] == [False, True]
    assert f"{len(report.together) - 2} more groups would leave it together." in text
    assert len(text.partition("| fact")[0]) < ROOM
    assert "31 more outcomes are stable then; 1 of those stable now is so no more." in text


ON_A_TIE_ALONE = parse(
    """
title = "Two who meet at one value alone"
asks = ["x"]
[game]
kind = "custom"
players = ["A", "B"]
actions = [["meet", "stay"], ["join", "leave"]]
[game.parameters]
x = { default = 0.2, low = 0, high = 1, meaning = "x" }
[[game.consequences]]
when = { A = "meet", B = "join" }
A = { gain = "0.5 - x" }
B = { gain = "x - 0.5" }
[[game.consequences]]
when = { A = "stay", B = "leave" }
A = { gain = 0.1 }
B = { gain = 0.1 }
[actors]
A = { orders = "liberal" }
B = { orders = "liberal" }
"""
)


def test_what_holds_at_one_value_alone_is_not_told_to_hold_beyond_it():
    (tips,) = [each for each in tetrarchy.tipping_points(ON_A_TIE_ALONE).once.numbers if each.over.name == "x"]

    assert (tips.above.value, tips.above.appears, tips.above.isolated) == (Fraction(1, 2), ((0, 0),), True)
    text = " ".join(written(tetrarchy.brief(ON_A_TIE_ALONE), "markdown").split())
    assert "If the x is at 0.5 (now 0.2, 30% of its range away), or the transformative share in" in text
    assert "Just where the x is 0.5 (0.2 here), it is stable that A plays meet" in text
    assert "above 0.5" not in text


INDIFFERENT_FIRST = parse(
    """
title = "A first mover who does not care"
[game]
kind = "tree"
players = ["A", "B"]
start = "first"
[game.parameters]
x = { default = 0.4, low = 0, high = 1, meaning = "x" }
[game.nodes]
first = { player = "A", actions = { out = "none", in = "answer" } }
answer = { player = "B", actions = { give = "given", fight = "fought" } }
[game.ends]
none = { effects = {} }
given = { effects = { B = { gain = "x - 0.5" } } }
fought = { effects = {} }
[actors]
A = { orders = "liberal" }
B = { orders = "liberal" }
"""
)


def test_an_end_that_goes_on_beside_a_new_one_is_not_told_to_be_gone():
    text = " ".join(written(tetrarchy.brief(INDIFFERENT_FIRST), "markdown").split())

    assert "so too: A plays in, then B plays give; play ends no longer so: A plays in, then B plays fight." in text
    assert "play ends so" not in text


def test_a_concept_other_than_nash_is_not_told_as_what_nobody_leaves_alone():
    scenario = parse(
        'title = "Two pennies"\nsources = ["Made up?"]\n[game]\nkind = "normal_form"\nplayers = ["A", "B"]\n'
        'actions = [["h", "t"], ["h", "t"]]\npayoffs = [[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]]'
    )
    report = main_analysis(scenario, "strong")
    text = written(Brief(report), "markdown")

    assert "Under the concept strong nothing holds." in text
    assert "Made up?" in text
    assert "Made up?." not in text


DILEMMA = """
title = "Again and again"
repeated = {{ discount = 0.9, misperception = {misperception} }}
plays = [{plays}]
[game]
kind = "normal_form"
players = ["A", "B"]
actions = [["c", "d"], ["c", "d"]]
payoffs = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]
[strategies.open]
kind = "always"
action = "c"
[strategies.closed]
kind = "always"
action = "d"
"""


@pytest.mark.parametrize(
    ("plays", "misperception", "words"),
    [
        (["open"], 0, "The one pairing of strategies does not hold: "),
        (["open", "closed"], 0, 'One of the 2 pairings of strategies holds, "closed" by both: '),
        (["closed"], 0, 'The one pairing of strategies holds, "closed" by both: in the long run it earns each 20% of '),
        (["closed"], 0.1, "Whether the strategies are equilibria was not decided, as players may see wrongly."),
    ],
)
def test_one_pairing_of_strategies_is_not_told_as_several_nor_one_that_is_not_decided_as_left(
    plays, misperception, words
):
    paired = ", ".join(f'{{ A = "{each}", B = "{each}" }}' for each in plays)
    first, *_ = answer_sentences(main_analysis(parse(DILEMMA.format(plays=paired, misperception=misperception))))

    assert first.startswith(words)


NAMED_ALIKE = """
title = "Two ways to agree"
asks = ["x"]
[game]
kind = "custom"
players = ["A", "B"]
actions = [["a", "b"], ["a", "b"]]
[game.parameters]
x = {{ default = 0.8, low = 0, high = 1, meaning = "x" }}
[[game.consequences]]
when = {{ A = "a", B = "a" }}
A = {{ gain = 1 }}
B = {{ gain = 1 }}
[[game.consequences]]
when = {{ A = "b", B = "b" }}
A = {{ gain = "x - 0.5" }}
B = {{ gain = "x - 0.5" }}
[actors]
A = {{ orders = "liberal" }}
B = {{ orders = "liberal" }}
[labels.outcomes]
agreement = {{ A = {known}, B = {known} }}
"""


def test_an_outcome_that_ceases_is_told_by_its_name_only_where_nothing_else_stable_has_it():
    alone, shared = (told_asked(NAMED_ALIKE.format(known=known)) for known in ('"b"', '["a", "b"]'))

    assert '"Agreement" is stable only while the x is at least 0.5 (0.8 here).' in alone
    assert "Only while the x is at least 0.5 (0.8 here) is it stable that A and B play b (agreement)." in shared


def told_asked(text):
    return " ".join(written(tetrarchy.brief(parse(text)), "markdown").split())
