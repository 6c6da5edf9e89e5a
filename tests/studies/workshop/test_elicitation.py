"""What comes of the sheets of a room: games of heads and of the group, and which differences decide."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random

import numpy as np
import pytest

from tetrarchy import InputError, load, subgame_perfect
from tetrarchy.games.sequence.given import sequence_of
from tetrarchy.reports.outputs import written
from tetrarchy.solvers.best_replies import pure_equilibria
from tetrarchy.studies.watch import watch
from tetrarchy.studies.workshop.elicitation import Elicitation, middle_mix
from tetrarchy.studies.workshop.heads import Head, nameless
from tetrarchy.studies.workshop.questions import dense, questionnaire
from tetrarchy.studies.workshop.roles import roles

HALF = Fraction(1, 2)


def drawn(asked, seed):
    """Return what a head wrote at random: about half of the numbers, and everything else that enters the game."""
    random, given = Random(seed), {}
    for section in asked.entering:
        if section.kind == "numbers":
            for each in section.questions:
                if random.random() < 0.5:
                    given[each.key] = each.low + (each.high - each.low) * Fraction(random.randint(0, 8), 8)
        elif section.kind == "shares":
            points = [Fraction(random.randint(0, 3)) for _ in section.questions[1:]] + [Fraction(1)]
            given[section.key] = tuple(each / sum(points) for each in points)
        else:
            given[section.key] = dense([random.randint(1, 9) for _ in section.questions])
    return Head(f"head {seed}", given)


def room(name, heads=4, rule="borda"):
    asked = questionnaire(name)
    return Elicitation(asked, tuple(drawn(asked, seed) for seed in range(heads)), rule)


def held(found, setting):
    """Return what holds in a setting, each game built and solved by itself and exactly."""
    scenario, values = found.asked.scenario, {}
    for section in found.asked.entering:
        if section.kind == "numbers":
            values |= {each.key: setting[each.key] for each in section.questions}
        elif section.kind == "shares" and section.key.endswith("orders"):
            names = [each.key.rpartition(".")[2] for each in section.questions]
            values[section.key] = dict(zip(names, setting[section.key], strict=True))
        elif section.kind == "shares":
            values[section.questions[0].key] = setting[section.key][0]
    game = scenario.replace(values)
    if scenario.order:
        paths = [each.path.split(" / ") for each in subgame_perfect(sequence_of(game), mixed=False).outcomes]
        moves = [player for stage in scenario.order for player in stage]
        played = [dict(zip(moves, path, strict=True)) for path in paths]
        return {
            tuple(own.index(each[who]) for who, own in zip(game.players, game.actions, strict=True)) for each in played
        }
    return set(map(tuple, np.argwhere(pure_equilibria(game.build().exact)).tolist()))


@pytest.mark.parametrize(
    ("name", "heads"),
    [("sanctions-russia", 3), ("european-autonomy", 2), ("s400-in-sequence", 2), ("prisoners-dilemma", 3)],
)
def test_an_input_parts_two_heads_where_it_alone_changes_what_holds_for_one_of_them(name, heads):
    found, pairs = room(name, heads), list(combinations(range(heads), 2))
    answers = [held(found, setting) for setting in found.settings]
    assert [set(answer) for answer in found.answers] == answers

    for each in found.differences:
        key, parted = each.input.key, 0
        for one, other in pairs:
            swapped = [{**found.settings[a], key: found.settings[b][key]} for a, b in ((one, other), (other, one))]
            parted += [held(found, setting) for setting in swapped] != [answers[one], answers[other]]
        assert each.parted == parted / len(pairs), key


def test_a_room_of_rankings_has_the_games_that_follow_from_them():
    found = Elicitation(
        questionnaire("chicken"),
        (
            Head("dove", {"game.ranking.Row": (1, 2, 3, 4), "game.ranking.Column": (1, 3, 2, 4)}),
            Head("hawk", {"game.ranking.Row": (2, 4, 1, 3)}),
            Head("silent", {}),
        ),
        "borda",
    )

    assert found.answers == (((0, 0),), ((1, 0),), ((0, 1), (1, 0)))
    assert found.group["game.ranking.Row"] == (1, 3, 2, 4)
    assert [each.key for each in found.inputs] == ["game.ranking.Row", "game.ranking.Column"]
    assert found.heads[2].empty


def test_the_group_takes_medians_of_those_who_wrote_something_and_the_scenario_where_nobody_did():
    key = "game.parameters.severity"
    heads = tuple(Head(name, given) for name, given in {"a": {key: HALF}, "b": {key: Fraction(1)}, "c": {}}.items())
    found = Elicitation(questionnaire("sanctions-russia"), heads, "borda")
    (severity,) = [each for each in found.differences if each.input.key == key]

    assert found.group[key] == Fraction(3, 4)
    assert found.group["game.parameters.sender_cost"] == load("sanctions-russia").game.parameters["sender_cost"]
    assert (severity.written, severity.lowest, severity.highest, severity.differing) == (2, HALF, 1, 3)
    assert severity.spread == pytest.approx(0.5 / 0.9)
    assert middle_mix([(1, 0, 0), (0, 1, 0), (0, 0, 1)]) == (Fraction(1, 3),) * 3


def test_a_difference_that_parts_nobody_is_harmless_and_one_head_differs_from_nobody():
    key = "game.parameters.severity"
    asked = questionnaire("sanctions-russia")
    near = tuple(Head(str(k), {key: Fraction(6 + k, 10)}) for k in range(2))

    (severity,) = [each for each in Elicitation(asked, near, "borda").differences if each.differing]
    (alone,) = [each for each in Elicitation(asked, near[1:], "borda").differences if each.input.key == key]

    assert (severity.input.key, severity.parted, severity.harmless, severity.apart) == (key, 0, True, 1)
    assert (alone.parted, alone.apart, alone.harmless) == (None, None, False)


def test_a_number_whose_range_has_no_width_has_a_spread(tmp_path):
    file = tmp_path / "fixed.toml"
    file.write_text(
        'title = "Fixed"\n[game]\nkind = "custom"\nplayers = ["A", "B"]\nactions = [["x", "y"], ["u", "v"]]\n'
        '[game.parameters]\ncost = { default = 0.3, low = 0.3, high = 0.3, meaning = "m" }\n'
        '[[game.consequences]]\nwhen = { A = "y" }\nA = { gain = "0.4 - cost" }\n'
        '[actors.A]\norders = "liberal"\n[actors.B]\norders = "liberal"\n'
    )
    key, asked = "game.parameters.cost", questionnaire(file)
    found = Elicitation(asked, (Head("a", {key: Fraction(1, 4)}), Head("b", {key: HALF})), "borda")

    assert (found.differences[0].input.key, found.differences[0].spread) == (key, 0.25)
    assert found.answers[0] != found.answers[1]


def test_the_map_is_over_the_two_numbers_that_decide_most_and_shows_where_each_head_stands():
    found = room("sanctions-russia", heads=6)
    deciding = [each.input.key for each in found.differences[:2]]

    for side in (found.map.across, found.map.upward):
        assert any(side.path.startswith(key) for key in deciding)
        assert all(side.low <= value <= side.high for value in (*side.heads, side.group))
    row, column = 3, 30
    sides = {found.map.upward: row, found.map.across: column}
    point = {side.path: Fraction(float(side.middles()[place])) for side, place in sides.items()}
    game = load("sanctions-russia").replace({key: value for key, value in found.group.items() if "orders" not in key})
    for section in found.asked.entering:
        if section.kind == "shares":
            names = [each.key.rpartition(".")[2] for each in section.questions]
            game = game.replace({section.key: dict(zip(names, found.group[section.key], strict=True))})
    stable = np.argwhere(pure_equilibria(game.replace(point).build().exact)).tolist()
    assert [list(each) for each in found.map.answers[found.map.cells[row, column]]] == stable


def test_a_room_without_two_numbers_has_no_map():
    assert room("chicken").map is None
    asked = questionnaire("sanctions-russia")
    one = Head("one", {"game.parameters.severity": HALF})
    assert Elicitation(asked, (one, Head("none", {})), "borda").map is None


def test_a_conflict_is_asked_by_rankings_of_states_and_a_tree_by_what_its_actors_seek():
    cuba, tree = room("cuba-1962", 2), room("snap-back-2025", 2)

    assert [each.kind for each in cuba.inputs] == ["ranking"] * 2
    assert cuba.own_answer == (4, 5, 6)
    assert [each.kind for each in tree.inputs] == ["shares"] * 3
    assert tree.asked.outcomes[tree.own_answer[0]] == "give_notice / half_measures / let_it_run / reject / stay"


@pytest.mark.parametrize("name", ["order-contest", "order-choice-2017"])
def test_what_has_no_players_or_follows_in_steps_is_refused(name):
    with pytest.raises(InputError, match=r"is a population game|follows in steps"):
        questionnaire(name)


def test_heads_without_names_stand_in_an_order_that_says_nothing_of_the_sheets():
    heads = [Head(name, {"expect": place}) for name, place in (("Zoe", 2), ("Ann", 0), ("Bob", 1))]

    assert [each.given for each in nameless(heads)] == [each.given for each in nameless(heads[::-1])]
    assert [each.name for each in nameless(heads)] == ["head 1", "head 2", "head 3"]


def test_roles_say_what_one_values_can_do_would_like_and_does_not_know():
    us, china = roles(questionnaire("us-russia-china"))[::2]
    europe = roles(questionnaire("european-autonomy"))[-1]

    assert (us.mix[0][0].name, us.mix[0][1]) == ("mercantilist", Fraction(9, 20))
    assert us.options == (((), ("engage both", "press China alone", "press Russia alone", "press both")),)
    assert (us.today, us.best[0], us.worst) == ("press both", (2, 0, 0), (0, 2, 2))
    assert [dimension.name for dimension in china.seeks][:3] == ["autonomy", "status", "security"]
    assert europe.unknown[0].types == (
        ("United States (liberal)", Fraction(7, 20)),
        ("United States (mercantilist)", Fraction(13, 20)),
    )


def test_a_time_limit_keeps_who_ends_where_and_counts_the_inputs_that_were_not_put_to_the_test():
    whole = room("us-russia-china", heads=2)
    late = replace(whole, watch=watch(0))

    assert late.answers == whole.answers
    assert (whole.notes, {each.parted for each in late.differences}) == ((), {None})
    assert not any(each.decisive or each.harmless for each in late.differences)
    assert late.notes == (f"Not reached within the time limit: which heads {len(late.inputs)} of the inputs part.",)
    assert late.notes[0] in written(late, "markdown")
