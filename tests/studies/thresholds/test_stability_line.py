"""Where profiles are stable as a number varies, against the game at single values, and against sweeps there."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from typer.testing import CliRunner

from tetrarchy import InputError, NormalFormGame, load, stability, stability_batch, sweep, thresholds
from tetrarchy.cli import app
from tetrarchy.games.graph.of_game import graph_model

OVER = "game.payoffs.0.0.1"
GAME = NormalFormGame([[[4, 1, 2], [3, 3, 0]], [[1, 3, 2], [2, 0, 3]]])
"""As payoffs[0, 0, 1] rises past what else the first player may get, some profiles become stable and others cease."""


def line(concept, **changed):
    scenario = replace(load("prisoners-dilemma"), game=GAME, status_quo={}, **changed)
    return scenario, thresholds(scenario, OVER, "-1:6", concept=concept).stability


@pytest.mark.parametrize("concept", ["smr", "seq"])
def test_a_profile_is_stable_in_just_the_intervals_in_which_the_game_says_so(concept):
    scenario, found = line(concept)
    values = [Fraction(-1), *(change.value for change in found.changes), Fraction(6)]
    assert len(values) > 2
    for value in (*values, *((a + b) / 2 for a, b in pairwise(values))):
        alone = stability(scenario.replace(**{OVER: value}), concept).equilibria(concept)
        told = [k for k, parts in enumerate(found.stable.values()) if any(value in part for part in parts)]
        assert told == list(alone), value


def test_a_change_names_what_becomes_stable_and_what_ceases_to_be():
    _, found = line("seq")
    for change in found.changes:
        for profile in change.appears:
            assert any(part.low == change.value for part in found.stable[profile])
        for profile in change.disappears:
            assert any(part.high == change.value for part in found.stable[profile])


def test_a_sweep_says_the_same_at_a_tipping_point():
    scenario, found = line("seq")
    values = [change.value for change in found.changes]
    names = {profile: f"seq_stable:{'/'.join(scenario.name_profile(profile))}" for profile in found.stable}
    rows = sweep(scenario, over={OVER: list(map(float, values))}, concepts=tuple(names.values())).to_numpy()
    for profile, name in names.items():
        assert rows[name].tolist() == [any(v in part for part in found.stable[profile]) for v in values], name


def test_actions_that_cannot_be_left_are_so_in_thresholds_and_sweeps():
    scenario, found = line("seq", irreversible={"Player 1": ("a1",)})
    assert found.stable[0, 1] != line("seq")[1].stable[0, 1]
    values = [Fraction(-1, 2), Fraction(1), Fraction(4)]
    held = [any(value in part for part in found.stable[0, 1]) for value in values]
    assert held == [1 in stability(scenario.replace(**{OVER: v}), "seq").equilibria("seq") for v in values]
    rows = sweep(scenario, over={OVER: list(map(float, values))}, concepts=("seq_stable:a1/a2",)).to_numpy()
    assert rows["seq_stable:a1/a2"].tolist() == held


def test_actions_that_cannot_be_left_are_so_in_a_batch():
    games = np.random.default_rng(1).integers(0, 4, (6, 2, 2, 3))
    batch = stability_batch(games, "seq", irreversible=[[1], [0, 2]])["seq"]
    for place, payoffs in enumerate(games):
        model = graph_model(NormalFormGame(payoffs), {"Player 1": ["a2"], "Player 2": ["a1", "a3"]})
        assert batch[place].reshape(2, -1).tolist() == stability(model).stable["seq"].tolist()


@pytest.mark.parametrize(
    ("over", "concept", "message"),
    [
        ({OVER: "0:1"}, "seqq", "unknown concept of thresholds 'seqq'"),
        ({OVER: "0:1", "game.payoffs.1.0.0": "0:1"}, "seq", "are taken over one number, got 2"),
    ],
)
def test_other_concepts_and_maps_of_two_numbers_are_refused(over, concept, message):
    with pytest.raises(InputError, match=message):
        thresholds(GAME, over, concept=concept)


def test_a_batch_refuses_actions_that_there_are_not():
    with pytest.raises(InputError, match="one list for each of the 2 players, got 1"):
        stability_batch([GAME.payoffs], "seq", [[0]])
    with pytest.raises(InputError, match="an action of player 1 is a number from 0 to 2, got 3"):
        stability_batch([GAME.payoffs], "seq", [[0], [3]])


def test_the_command_says_which_profile_becomes_stable_where():
    words = ["thresholds", "prisoners-dilemma", "--over", "game.payoffs.0.0.0=0:6", "--concept", "seq"]
    text = " ".join(CliRunner().invoke(app, words).stdout.split())
    assert "Where each pure profile is stable by SEQ" in text
    assert "(cooperate, cooperate) becomes stable by SEQ." in text
    refused = CliRunner().invoke(app, ["thresholds", "prisoners-dilemma", "--concept", "seq"])
    assert "--concept: is told over one number that varies: give --over" in str(refused.exception)
