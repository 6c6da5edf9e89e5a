"""Why a state is stable for a player or not, in words: what it could gain, and which answer keeps it from that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from math import inf

import numpy as np

from ...games.arrays import Flags
from ...games.graph.graph_model import GraphModel
from ...games.graph.moves import NONE, highest
from .concepts import Asked
from .foresight.limited_moves import after, anticipation, expectations
from .lowest_reach import lowest_reach
from .metarational import Replies


def reason(replies: Replies, state: int, player: int, asked: Asked, stable: bool, deadline: float = inf) -> str:
    """Return one sentence for each improvement of a player from a state, or one that says that there is none.

    Parameters
    ----------
    stable
        Whether the state is stable for the player in the concept that is asked for.
    deadline
        A reading of the clock `time.monotonic` after which it is a TimeoutError; infinity for none.
    """
    name = replies.model.players[player]
    if asked.horizon or asked.name == "non_myopic":
        return f"{name}: {_looking_ahead(replies, state, player, asked, stable, deadline)}"
    return f"{name}: {' '.join(_capitals(_sentences(replies, state, player, asked, stable)))}"


def _capitals(sentences: Iterable[str]) -> list[str]:
    first, *rest = sentences
    return [first, *(f"{sentence[0].upper()}{sentence[1:]}" for sentence in rest)]


def _sentences(replies: Replies, state: int, player: int, asked: Asked, stable: bool) -> list[str]:
    if asked.force == "weak":
        return _weakly(replies, state, player, asked)
    targets = _targets(replies, player, state, asked)
    if not targets:
        return ["no move of its own leads to a state that it prefers."]
    if asked.basic == "nash":
        return [f"moves to {target + 1}, which it {_likes(replies, player, state, target)}." for target in targets]
    if not asked.basic:
        return [_at_once(targets, stable)]
    return [_answered(replies, state, target, player, asked) for target in targets]


def _weakly(replies: Replies, state: int, player: int, asked: Asked) -> list[str]:
    """Say why a state is stable for a player, or not; and where it is so strongly that it is not so weakly."""
    strong = replace(asked, force="strong")
    if not replies.stable(player, strong)[state]:
        return _sentences(replies, state, player, replace(asked, force=""), stable=True)
    return [*_sentences(replies, state, player, strong, stable=True), "it holds strongly, so not weakly."]


def _targets(replies: Replies, player: int, state: int, asked: Asked) -> list[int]:
    model = replies.model
    if model.all_known:
        standing = model.standing[player]
        return [int(end) for end in model.controls[player].leads_to(state) if standing[end] > standing[state]]
    unsure = replies.unsure[player]
    return unsure.tempting((asked.form or "a") in "ac").leads_to(state).tolist()


def _likes(replies: Replies, player: int, state: int, target: int) -> str:
    return "may prefer" if _doubtful(replies, player, state, target) else "prefers"


def _doubtful(replies: Replies, player: int, state: int, other: int) -> bool:
    return (min(state, other), max(state, other)) in replies.model.unknown[player]


def _at_once(targets: list[int], stable: bool) -> str:
    where = " or ".join(str(target + 1) for target in targets)
    if stable:
        return f"a move to {where} would meet, at once with it, a move of others that leaves it no better off."
    return f"moves to {where}: not each such move would meet, at once with it, one of others that undoes the gain."


def _answered(replies: Replies, state: int, target: int, player: int, asked: Asked) -> str:
    answer = _answer(replies, state, target, player, asked)
    if answer is None:
        return _unanswered(replies, state, target, player, asked)
    who, end = answer
    than = "greatly worse for it" if asked.force == "strong" else _no_better(replies, player, state, end)
    escape = ", and with no way on to anything better" if asked.symmetric else ""
    return f"a move to {target + 1} would be answered by {who} with {end + 1}, {than} than {state + 1}{escape}."


def _unanswered(replies: Replies, state: int, target: int, player: int, asked: Asked) -> str:
    """Say that no answer deters from a move, or that one does so not greatly or not surely."""
    softer = replace(asked, force="", form=_DETERRED.get(asked.form, ""))
    answer = _answer(replies, state, target, player, softer) if softer != asked else None
    if answer is None:
        return f"moves to {target + 1}, which nobody can make it regret."
    who, end = answer
    if asked.force:
        escape = " or with a way on to what is not" if asked.symmetric else ""
        return (
            f"a move to {target + 1} would be answered by {who} with {end + 1}, no better for it than {state + 1}, but "
            f"not greatly worse{escape}."
        )
    return f"moves to {target + 1}; whether {who} would make it regret that with {end + 1} is not known."


_DETERRED = {"a": "c", "b": "d"}
"""The form in which a player is tempted as in another, and deterred by sanctions of unknown value too."""


def _no_better(replies: Replies, player: int, state: int, end: int) -> str:
    return "perhaps no better for it" if _doubtful(replies, player, state, end) else "no better for it"


def _answer(replies: Replies, state: int, target: int, player: int, asked: Asked) -> tuple[str, int] | None:
    """Return who brings about the sanction against a move, and which state that is; None where there is none."""
    model, movers = replies.model, replies.movers(credible=asked.credible)
    others = [place for place in range(model.n_players) if place != player]
    numbers = np.arange(model.n_states, dtype=np.int32)
    deterring = np.where(_deters(replies, state, player, asked), numbers, np.int32(NONE))
    end, place = min(((int(movers[place].lowest(deterring)[target]), place) for place in others), default=(NONE, 0))
    who = model.players[place]
    if end == NONE and replies.sanctions == "joint":
        end, who = int(lowest_reach([movers[place] for place in others], deterring)[target]), "the others together"
    return None if end == NONE else (who, end)


def _deters(replies: Replies, state: int, player: int, asked: Asked) -> Flags:
    """Tell of each state whether it is a sanction against a player's leaving one."""
    gains = _gains(replies.model, state, player, asked)
    if not asked.symmetric:
        return ~gains
    return ~gains & (highest(replies.model.controls[player], gains.astype(np.int32)) <= 0)


def _gains(model: GraphModel, state: int, player: int, asked: Asked) -> Flags:
    """Tell of each state whether a player counts it as a gain over one."""
    if asked.force == "strong":
        return np.asarray(model.greatness[player] >= model.greatness[player][state])
    gains = np.asarray(model.standing[player] > model.standing[player][state])
    for pair in model.unknown[player]:
        if state in pair:
            gains[sum(pair) - state] = asked.form not in ("c", "d")
    return gains


def _looking_ahead(replies: Replies, state: int, player: int, asked: Asked, stable: bool, deadline: float) -> str:
    model = replies.model
    far = f"looking {asked.horizon} moves ahead" if asked.horizon > 1 else "looking one move ahead"
    if not asked.horizon:
        far = "however far it looks ahead"
    targets = model.controls[player].leads_to(state).tolist()
    if stable:
        return f"{far}, no move of its own leads to a state that it prefers." if targets else "it has no move."
    horizon = asked.horizon or _first_leaving(replies, state, player, deadline)
    before, here = islice(expectations(model, deadline), horizon - 1, horizon + 1)
    standing = model.standing[player]
    ends = {target: after(player, target, before) for target in targets}
    taken = [target for target in targets if ends[target] <= here[player][state]]
    target = max(taken, key=lambda each: min(standing[end] for end in ends[each]))
    where = " or ".join(str(end + 1) for end in sorted(ends[target]))
    return f"looking {horizon} moves ahead, moves to {target + 1} and expects {where}, which it prefers."


def _first_leaving(replies: Replies, state: int, player: int, deadline: float) -> int:
    """Return the shortest horizon of the round with which a player leaves a state."""
    first = anticipation(replies.model, deadline).before
    for horizon, expected in enumerate(expectations(replies.model, deadline)):
        if horizon >= max(first, 1) and expected[player][state] != frozenset((state,)):
            return horizon
    raise AssertionError("expectations have no end")
