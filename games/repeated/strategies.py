"""Named strategies for repeated games, as automata.

Two kinds. The strategies of one player in a two-player game, of the tournament literature (Axelrod 1984; Nowak and
Sigmund 1992, 1993; Press and Dyson 2012), read action 0 as cooperation and action 1 as defection; one of them reads a
table of any size. The strategies of a whole table of players sustain a target profile by the threat of another one:
reversion for ever (Friedman 1971), for a while (Green and Porter 1984), or a stick that must be endured before the
carrot returns (Abreu 1986).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from ..errors import expect, unknown
from ..normal_form import NormalFormGame, PureProfile
from ..numbers import read_fraction, read_fractions, shown
from .automata import MOST_AUTOMATON_STATES, Automaton
from .compartments import compartments
from .zero_determinant import zero_determinant

Shape = tuple[int, ...]


def automaton(name: str, player: int = 0, shape: Sequence[int] = (2, 2), **options: Any) -> Automaton:
    """Return a named strategy.

    ======================  ===========================================  ===========================================
    name                    plays                                        options
    ======================  ===========================================  ===========================================
    always                  one action, in any game                      action=0
    tit_for_tat             what the other did last; 0 at first
    suspicious_tit_for_tat  the same, but 1 at first
    generous_tit_for_tat    what the other did last, or with some        generosity, that probability
                            probability 0 all the same; 0 at first
    tit_for_two_tats        1 after two defections in a row, else 0
    win_stay_lose_shift     0 if both did the same last, else 1; 0 at
                            first
    memory_one              0 with a probability that depends on the     cooperation, four probabilities after (0, 0),
                            last profile                                 (0, 1), (1, 0), (1, 1), own action first;
                                                                         first=1, the probability at first
    zero_determinant        memory one that ties the two mean payoffs    payoffs of a symmetric game after the same
                            to a line: other - baseline =                profiles; slope; baseline, that of (1, 1);
                            slope * (own - baseline)                     scale, half the largest feasible; first=1
    mutual_deference        in each region what the other last did       generosity=0, the probability, in each region
                            there, whatever it did elsewhere; 0          by itself, of 0 all the same
                            everywhere at first
    group_tit_for_tat       0 if enough of the others did the same last  cooperators, how many; all of them
                            period, else 1; 0 at first
    grim_trigger            a target profile until anybody deviates,     target and punishment: all 0 and all 1
                            then another for ever, in any game
    limited_punishment      the same, but the other for some periods     length, their number; target, punishment
    carrot_and_stick        the same, but the other once                 carrot and stick: all 0 and all 1
    ======================  ===========================================  ===========================================

    Tit for tat, suspicious and generous too, asks for two players with equally many actions; tit for two tats,
    win-stay lose-shift, memory one and zero determinant for two players with two; group tit for tat for two or more
    players with two each. In mutual deference an action of the two players is one choice for each region, so that
    there are 4 actions in two regions, numbered as in `compartments`: to defer, 0, or to intrude, 1, in the region
    that is the other's core, and to tolerate or to contest in the own. A transgression is answered in its region only,
    and there for as long as it lasted.

    Parameters
    ----------
    name
        A key of `STRATEGIES`.
    player
        The number of the player whose strategy it is, from 0.
    shape
        How many actions each player of the stage game has.

    Raises
    ------
    ValueError
        If there is no such strategy or player, the strategy has no meaning in a game of this shape, or an option
        is out of its range.

    Examples
    --------
    >>> automaton("tit_for_tat", player=1).transitions[0]
    array([[0, 0],
           [1, 1]])
    >>> automaton("memory_one", cooperation=["1", "1/3", "1", "1/3"]).actions.shape
    (5, 2)
    """
    expect(name, str, "the name of a strategy")
    if name not in STRATEGIES:
        raise ValueError(unknown("strategy", name, STRATEGIES))
    expect(shape, Collection, "the numbers of actions of the players")
    if player not in range(len(shape)):
        raise ValueError(f"player must be a number from 0 to {len(shape) - 1}, got {player!r}")
    return STRATEGIES[name](tuple(shape), player, **options)


def grim_trigger(stage: NormalFormGame, target: PureProfile, punishment: PureProfile) -> tuple[Automaton, ...]:
    """Return one automaton for each player: play `target`, and after any deviation `punishment` for ever.

    Parameters
    ----------
    stage
        The game of one period.
    target, punishment
        For each player the number of an action.

    Raises
    ------
    ValueError
        If a profile is not one of the game.

    Examples
    --------
    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> [player.actions.tolist() for player in grim_trigger(dilemma, (0, 0), (1, 1))]
    [[0, 1], [0, 1]]
    """
    expect(stage, NormalFormGame, "a game")
    return tuple(_grim_trigger(stage.shape, i, target, punishment) for i in range(stage.n_players))


def limited_punishment(
    stage: NormalFormGame, target: PureProfile, punishment: PureProfile, length: int
) -> tuple[Automaton, ...]:
    """Return one automaton for each player: play `target`, and after any deviation `punishment` for `length` periods.

    A deviation during the punishment starts it anew, so that the punishment need not be an equilibrium of the stage
    game.

    Raises
    ------
    ValueError
        If a profile is not one of the game, or `length` is not a whole number from 1 to 999.
    """
    expect(stage, NormalFormGame, "a game")
    return tuple(_limited_punishment(stage.shape, i, length, target, punishment) for i in range(stage.n_players))


def carrot_and_stick(stage: NormalFormGame, carrot: PureProfile, stick: PureProfile) -> tuple[Automaton, ...]:
    """Return one automaton for each player: play `carrot`, and after any deviation `stick` once, then `carrot` again.

    Who deviates from the stick meets it again: it is limited punishment of length 1, and the stick is usually far
    worse than any equilibrium of the stage game (Abreu 1986).

    Raises
    ------
    ValueError
        If a profile is not one of the game.
    """
    return limited_punishment(stage, carrot, stick, 1)


def _always(shape: Shape, player: int, action: int = 0) -> Automaton:
    if action not in range(shape[player]):
        raise ValueError(f"action must be a number from 0 to {shape[player] - 1}, got {action!r}")
    return Automaton([action], np.zeros((1, *shape), dtype=int))


def _tit_for_tat(shape: Shape, player: int) -> Automaton:
    return _copier("tit_for_tat", shape, player)


def _suspicious_tit_for_tat(shape: Shape, player: int) -> Automaton:
    return _copier("suspicious_tit_for_tat", shape, player, start=1)


def _generous_tit_for_tat(shape: Shape, player: int, generosity: Any) -> Automaton:
    return _copier("generous_tit_for_tat", shape, player, generosity=_probability("generosity", generosity))


def _copier(name: str, shape: Shape, player: int, start: int = 0, generosity: Fraction = Fraction(0)) -> Automaton:
    """Copy the other's last action, which is the state; with the chance `generosity` play action 0 instead."""
    if len(shape) != 2 or shape[0] != shape[1] or shape[0] <= start:
        raise ValueError(f"{name} needs two players with equally many actions, two or more, got shape {shape}")
    mixes = np.full((shape[0], shape[0]), Fraction(0), dtype=object)
    np.fill_diagonal(mixes, 1 - generosity)
    mixes[:, 0] += generosity
    others_action = np.indices(shape)[1 - player]
    return Automaton(mixes if generosity else range(shape[0]), [others_action] * shape[0], start)


def _tit_for_two_tats(shape: Shape, player: int) -> Automaton:
    """Count the other's defections in a row, up to two."""
    _two_by_two("tit_for_two_tats", shape)
    defected = np.indices(shape)[1 - player]
    return Automaton([0, 0, 1], [defected, 2 * defected, 2 * defected])


def _win_stay_lose_shift(shape: Shape, player: int) -> Automaton:
    """Remember whether the two last actions differed: then who lost shifts to action 1, and who won stays with it."""
    _two_by_two("win_stay_lose_shift", shape)
    row, column = np.indices(shape)
    return Automaton([0, 1], [np.where(row == column, 0, 1)] * 2)


def _memory_one(shape: Shape, player: int, cooperation: Sequence[Any], first: Any = 1) -> Automaton:
    """Start in state 0; the states 1 to 4 stand for the last profiles."""
    _two_by_two("memory_one", shape)
    if np.shape(cooperation) != (4,):
        raise ValueError(f"cooperation must hold 4 probabilities, one after each profile, got {np.size(cooperation)}")
    chances = [_probability("first", first)]
    chances += [_probability(f"cooperation[{k}]", p) for k, p in enumerate(cooperation)]
    own, other = np.indices(shape)[[player, 1 - player]]
    return Automaton([[p, 1 - p] for p in chances], [1 + 2 * own + other] * 5)


def _zero_determinant(
    shape: Shape,
    player: int,
    payoffs: Sequence[Any],
    slope: Any,
    baseline: Any = None,
    scale: Any = None,
    first: Any = 1,
) -> Automaton:
    _two_by_two("zero_determinant", shape)
    if np.shape(payoffs) != (4,):
        raise ValueError(f"payoffs must hold 4 numbers, one for each profile, got {np.size(payoffs)}")
    own = read_fractions("payoffs", np.array(payoffs, dtype=object)).tolist()
    cooperation = zero_determinant(
        own=own,
        other=[own[0], own[2], own[1], own[3]],
        slope=_fraction("slope", slope),
        baseline=own[3] if baseline is None else _fraction("baseline", baseline),
        scale=None if scale is None else _fraction("scale", scale),
    )
    return _memory_one(shape, player, cooperation, first)


def _mutual_deference(shape: Shape, player: int, generosity: Any = 0) -> Automaton:
    regions = shape[0].bit_length() - 1
    if regions < 1 or shape != (2**regions, 2**regions):
        raise ValueError(
            f"mutual_deference needs two players with 2, 4, 8, .. actions each, one region or more, got shape {shape}"
        )
    in_each = _copier("mutual_deference", (2, 2), player, generosity=_probability("generosity", generosity))
    return compartments([in_each] * regions, player)


def _group_tit_for_tat(shape: Shape, player: int, cooperators: int | None = None) -> Automaton:
    """Count, in each profile, the others that play 0."""
    others = len(shape) - 1
    if others < 1 or set(shape) != {2}:
        raise ValueError(f"group_tit_for_tat needs two or more players with two actions each, got shape {shape}")
    enough = others if cooperators is None else cooperators
    if enough not in range(others + 1):
        raise ValueError(f"cooperators must be a number of others, from 0 to {others}, got {cooperators!r}")
    played = np.indices(shape)
    cooperating = others - (played.sum(axis=0) - played[player])
    return Automaton([0, 1], [np.where(cooperating >= enough, 0, 1)] * 2)


def _grim_trigger(
    shape: Shape, player: int, target: PureProfile | None = None, punishment: PureProfile | None = None
) -> Automaton:
    return _threat(shape, player, target, punishment, followed_by=(0, 1))


def _limited_punishment(
    shape: Shape, player: int, length: Any, target: PureProfile | None = None, punishment: PureProfile | None = None
) -> Automaton:
    if not isinstance(length, int | np.integer) or length < 1:
        raise ValueError(f"length must be a whole number of 1 or more periods, got {shown(length)}")
    if length >= MOST_AUTOMATON_STATES:
        raise ValueError(f"length must be below {MOST_AUTOMATON_STATES} periods, got {shown(length)}")
    return _threat(shape, player, target, punishment, followed_by=(0, *range(2, length + 1), 0))


def _carrot_and_stick(
    shape: Shape, player: int, carrot: PureProfile | None = None, stick: PureProfile | None = None
) -> Automaton:
    return _limited_punishment(shape, player, 1, carrot, stick)


def _threat(
    shape: Shape, player: int, target: PureProfile | None, punishment: PureProfile | None, followed_by: Sequence[int]
) -> Automaton:
    """Play `target` in state 0 and `punishment` in all others.

    State k is followed by `followed_by[k]`, or by state 1 if anybody deviates.
    """
    wanted = _checked_profile("target", shape, target if target is not None else (0,) * len(shape))
    threatened = _checked_profile("punishment", shape, punishment if punishment is not None else (1,) * len(shape))
    transitions = np.ones((len(followed_by), *shape), dtype=int)
    plan = [wanted] + [threatened] * (len(followed_by) - 1)
    for state, (prescribed, follower) in enumerate(zip(plan, followed_by, strict=True)):
        transitions[(state, *prescribed)] = follower
    return Automaton([prescribed[player] for prescribed in plan], transitions)


def _checked_profile(what: str, shape: Shape, profile: PureProfile) -> PureProfile:
    """Return the profile; ValueError, under the name `what`, if a game of this shape has no such profile."""
    if np.shape(profile) != (len(shape),) or any(a not in range(m) for a, m in zip(profile, shape, strict=True)):
        raise ValueError(f"{what} must be a pure profile of a game of shape {shape}, got {profile!r}")
    return tuple(profile)


def _two_by_two(name: str, shape: Shape) -> None:
    if shape != (2, 2):
        raise ValueError(f"{name} needs two players with two actions each, got shape {shape}")


def _fraction(what: str, number: Any, meaning: str = "a number") -> Fraction:
    try:
        return read_fraction(number)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{what} must be {meaning}, {error}") from None


def _probability(what: str, number: Any) -> Fraction:
    probability = _fraction(what, number, "a probability")
    if not 0 <= probability <= 1:
        raise ValueError(f"{what} must be a probability from 0 to 1, got {number}")
    return probability


STRATEGIES: Mapping[str, Callable[..., Automaton]] = {
    "always": _always,
    "tit_for_tat": _tit_for_tat,
    "suspicious_tit_for_tat": _suspicious_tit_for_tat,
    "generous_tit_for_tat": _generous_tit_for_tat,
    "tit_for_two_tats": _tit_for_two_tats,
    "win_stay_lose_shift": _win_stay_lose_shift,
    "memory_one": _memory_one,
    "zero_determinant": _zero_determinant,
    "mutual_deference": _mutual_deference,
    "group_tit_for_tat": _group_tit_for_tat,
    "grim_trigger": _grim_trigger,
    "limited_punishment": _limited_punishment,
    "carrot_and_stick": _carrot_and_stick,
}
"""The builder of each named strategy, called with the shape of the stage game, the player's number and the options."""
