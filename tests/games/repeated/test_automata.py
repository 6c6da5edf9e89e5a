"""Automata and the named strategies: what they refuse, and what they play."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.repeated.automata import Automaton, check_automata
from tetrarchy.games.repeated.strategies import (
    STRATEGIES,
    automaton,
    carrot_and_stick,
    grim_trigger,
    limited_punishment,
)

DILEMMA = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], players=["Row", "Column"])
NOWHERE = np.zeros((1, 2, 2), dtype=int)

C, D = 0, 1


def responses(strategy: Automaton, player: int, seen: Sequence[tuple[int, ...]]) -> list[int]:
    """Return what a pure strategy plays at first and after each profile of a history."""
    state, played = strategy.start, []
    for profile in seen:
        played.append(int(strategy.probabilities(2)[state].argmax()))
        state = int(strategy.transitions[(state, *profile)])
    return [*played, int(strategy.probabilities(2)[state].argmax())]


def against(player: int, others: Sequence[int], own: Sequence[int]) -> list[tuple[int, ...]]:
    return [(a, b) if player == 0 else (b, a) for a, b in zip(own, others, strict=True)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"actions": [[[0]]]}, "actions must have shape (states,), own action numbers, or (states, m_i)"),
        ({"actions": [-1]}, "actions[0] must be an action number, a whole number from 0 on, got -1"),
        ({"actions": [0.5]}, "actions[0] must be an action number, a whole number from 0 on, got 0.5"),
        ({"actions": [[0.5, 0.6]]}, "actions[0] must be probabilities that sum to 1, got ['0.5', '0.6']"),
        ({"actions": [["-1/2", "3/2"]]}, "actions[0] must be probabilities that sum to 1, got ['-1/2', '3/2']"),
        ({"actions": [["half", "half"]]}, "actions[0] must be probabilities, got 'half'"),
        (
            {"actions": [0, 1]},
            "transitions must have shape (2, m1, .., mn), one table of next states for each of the 2",
        ),
        ({"transitions": [0]}, "transitions must have shape (1, m1, .., mn)"),
        ({"transitions": [[[0, 0], [0, 1]]]}, "transitions[0, 1, 1] must be a state from 0 to 0, got 1"),
        (
            {"transitions": [[[0, 0.0], [0, 0]]]},
            "transitions[0, 0, 1] must be a state number, a whole number from 0 on",
        ),
        ({"start": 1}, "start must be a state from 0 to 0, got 1"),
    ],
)
def test_malformed_automaton_is_refused_by_name(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Automaton(**{"actions": [0], "transitions": NOWHERE, **arguments})


def test_probabilities_are_kept_as_fractions() -> None:
    mixed = Automaton([["1/3", "2/3"]], NOWHERE)

    assert mixed.probabilities(2).tolist() == [[Fraction(1, 3), Fraction(2, 3)]]
    assert not mixed.pure


def test_rounded_probabilities_are_scaled_to_sum_to_one() -> None:
    rounded = Automaton([[1 / 3, 2 / 3]], NOWHERE)

    assert rounded.probabilities(2).sum() == 1
    assert rounded.actions[0] == pytest.approx([1 / 3, 2 / 3], rel=1e-15)


def test_degenerate_probabilities_count_as_pure_and_nearly_degenerate_ones_do_not() -> None:
    assert Automaton([[0, 1]], NOWHERE).pure
    assert not Automaton([[Fraction(1, 10**30), 1 - Fraction(1, 10**30)]], NOWHERE).pure


def test_tables_cannot_be_changed_and_are_not_those_that_were_given() -> None:
    given = NOWHERE.copy()
    held = Automaton([0], given)
    given[0, 0, 0] = 7

    assert held.transitions.tolist() == NOWHERE.tolist()
    for table in (held.actions, held.transitions):
        with pytest.raises(ValueError, match="read-only"):
            table[0] = 0


@pytest.mark.parametrize(
    ("automata", "message"),
    [
        ([Automaton([0], NOWHERE)], "this game needs 2 automata, one for each player, got 1"),
        (
            [Automaton([0], NOWHERE), Automaton([0], np.zeros((1, 2, 3), dtype=int))],
            "the automaton of Column must move on profiles of shape (2, 2), as the stage game has, got (2, 3)",
        ),
        (
            [Automaton([0, 2], [NOWHERE[0]] * 2), Automaton([0], NOWHERE)],
            "the automaton of Row must play actions 0 to 1, got action 2 in state 1",
        ),
        (
            [Automaton([0], NOWHERE), Automaton([[0.2, 0.3, 0.5]], NOWHERE)],
            "the automaton of Column must give 2 probabilities in each state, one for each action, got 3",
        ),
    ],
)
def test_automata_that_do_not_fit_the_game_are_refused(automata: list[Automaton], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        check_automata(DILEMMA, automata)


@pytest.mark.parametrize("player", [0, 1])
@pytest.mark.parametrize(
    ("name", "options", "others", "played"),
    [
        ("always", {"action": D}, [C, D, C], [D, D, D, D]),
        ("tit_for_tat", {}, [C, D, D, C], [C, C, D, D, C]),
        ("suspicious_tit_for_tat", {}, [C, D, D, C], [D, C, D, D, C]),
        ("generous_tit_for_tat", {"generosity": 0}, [C, D, D, C], [C, C, D, D, C]),
        ("tit_for_two_tats", {}, [D, C, D, D, D, C], [C, C, C, C, D, D, C]),
        ("win_stay_lose_shift", {}, [C, D, D, C, C], [C, C, D, C, C, C]),
        ("memory_one", {"cooperation": [1, 0, 0, 1], "first": 1}, [C, D, D, C, C], [C, C, D, C, C, C]),
        ("grim_trigger", {}, [C, D, C, C], [C, C, D, D, D]),
        ("limited_punishment", {"length": 2}, [C, D, D, D, C], [C, C, D, D, C, C]),
    ],
)
def test_named_strategy_answers_a_history_as_published(
    player: int, name: str, options: dict[str, Any], others: list[int], played: list[int]
) -> None:
    strategy = automaton(name, player=player, **options)
    history = against(player, others, own=played[:-1])

    assert responses(strategy, player, history) == played


def test_every_name_of_the_table_is_documented() -> None:
    for name in STRATEGIES:
        assert f"    {name} " in (automaton.__doc__ or "")


def test_tit_for_tat_copies_any_of_equally_many_actions() -> None:
    copier = automaton("tit_for_tat", player=1, shape=(3, 3))

    assert copier.actions.tolist() == [0, 1, 2]
    assert copier.transitions[0].tolist() == [[0, 0, 0], [1, 1, 1], [2, 2, 2]]


def test_generosity_forgives_with_its_probability() -> None:
    generous = automaton("generous_tit_for_tat", generosity="1/3")

    assert generous.probabilities(2).tolist() == [[1, 0], [Fraction(1, 3), Fraction(2, 3)]]


def test_memory_one_reads_its_own_action_first() -> None:
    """Each profile leads to the state with its probability, whichever seat the player has."""
    cooperation = [Fraction(k, 10) for k in (1, 2, 3, 4)]
    for player in (0, 1):
        strategy = automaton("memory_one", player=player, cooperation=cooperation, first="1/2")
        for own, other in np.ndindex(2, 2):
            (profile,) = against(player, [other], [own])
            state = strategy.transitions[(0, *profile)]
            assert strategy.probabilities(2)[state, 0] == cooperation[2 * own + other]


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("tit_for_tit", {}, "unknown strategy 'tit_for_tit' (did you mean 'tit_for_tat'?)"),
        ("always", {"player": 2}, "player must be a number from 0 to 1, got 2"),
        ("always", {"action": 2}, "action must be a number from 0 to 1, got 2"),
        ("tit_for_tat", {"shape": (2, 3)}, "tit_for_tat needs two players with equally many actions"),
        ("tit_for_tat", {"shape": (2, 2, 2)}, "tit_for_tat needs two players with equally many actions"),
        ("suspicious_tit_for_tat", {"shape": (1, 1)}, "suspicious_tit_for_tat needs two players with equally many"),
        ("win_stay_lose_shift", {"shape": (3, 3)}, "win_stay_lose_shift needs two players with two actions each"),
        ("generous_tit_for_tat", {"generosity": 1.5}, "generosity must be a probability from 0 to 1, got 1.5"),
        (
            "memory_one",
            {"cooperation": [1, 0, 0]},
            "cooperation must hold 4 probabilities, one after each profile, got 3",
        ),
        ("memory_one", {"cooperation": [1, 0, "x", 0]}, "cooperation[2] must be a probability, got 'x'"),
        ("grim_trigger", {"target": (0, 2)}, "target must be a pure profile of a game of shape (2, 2), got (0, 2)"),
        ("grim_trigger", {"punishment": (1,)}, "punishment must be a pure profile of a game of shape (2, 2), got (1,)"),
        ("limited_punishment", {"length": 0}, "length must be a whole number of 1 or more periods, got 0"),
        ("limited_punishment", {"length": 1.5}, "length must be a whole number of 1 or more periods, got 1.5"),
    ],
)
def test_strategy_without_meaning_is_refused(name: str, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        automaton(name, **arguments)


def test_unknown_option_is_refused() -> None:
    with pytest.raises(TypeError, match="generosity"):
        automaton("tit_for_tat", generosity=0.1)


def test_grim_trigger_of_three_players_never_forgives_anybody() -> None:
    stage = NormalFormGame(np.zeros((3, 2, 3, 2)))
    trio = grim_trigger(stage, (1, 2, 0), (0, 1, 1))

    assert [player.actions.tolist() for player in trio] == [[1, 0], [2, 1], [0, 1]]
    for player in trio:
        expected = np.ones((2, 2, 3, 2))
        expected[0, 1, 2, 0] = 0
        assert (player.transitions == expected).all()


def test_limited_punishment_starts_anew_after_a_deviation_from_it() -> None:
    row, _ = limited_punishment(DILEMMA, (C, C), (D, D), length=3)

    assert row.transitions[:, D, D].tolist() == [1, 2, 3, 0]
    assert row.transitions[:, C, D].tolist() == [1, 1, 1, 1]
    assert row.transitions[:, C, C].tolist() == [0, 1, 1, 1]


def test_carrot_returns_only_after_the_stick_was_endured() -> None:
    row, column = carrot_and_stick(DILEMMA, (C, C), (D, C))

    assert (row.actions.tolist(), column.actions.tolist()) == ([C, D], [C, C])
    assert row.transitions.tolist() == column.transitions.tolist() == [[[0, 1], [1, 1]], [[1, 1], [0, 1]]]
