"""What a room wrote and what comes of it, as plain values."""

from __future__ import annotations

from typing import Any

from ...studies.workshop.answers import Answer
from ...studies.workshop.elicitation import Difference, Elicitation
from ...studies.workshop.questions import SURE, Questionnaire, Value
from ...studies.workshop.room_map import RoomMap, Side
from ..format.json import attributes
from ..format.provenance import provenance
from ..scenario.words import number_words


def elicit_json(found: Elicitation) -> dict[str, Any]:
    """Return it in the schema tetrarchy.elicit/1.

    An outcome is the list of the actions played, or the name of a state or an end. Shares and places in a ranking stand
    in the order of `questions`. `parted` is the share of all pairs of heads that an input parts, null for fewer than
    two heads.
    """
    asked = found.asked
    return {
        **provenance(asked.scenario, "elicit"),
        **attributes(found, "rule", "anonymous"),
        "questions": {section.key: [each.key for each in section.questions] for section in asked.sections},
        "heads": [
            {
                "name": head.name,
                "empty": head.empty,
                "given": {key: value for key, value in head.given.items() if _is_input(found, key)},
                "options": {key: value for key, value in head.given.items() if key.startswith("options.")},
                "expects": None if head.vote is None else _outcome(asked, head.vote),
                "sure": head.given.get(SURE),
                "answer": _answer(asked, answer),
            }
            for head, answer in zip(found.heads, found.answers, strict=True)
        ],
        "group": {"inputs": found.group, "unique": found.unique, "answer": _answer(asked, found.group_answer)},
        "tally": [{"answer": _answer(asked, answer), "heads": heads} for answer, heads in found.tally],
        "scenario_answer": _answer(asked, found.own_answer),
        "differences": [_difference(each) for each in found.differences],
        "options": [
            {
                "key": each.section.key,
                "written": each.written,
                "group": each.group.places,
                "unique": each.group.unique,
                "concordance": each.concordance,
            }
            for each in found.opinions
        ],
        "votes": [
            {
                "outcome": _outcome(asked, vote.outcome),
                "votes": len(vote.heads),
                **attributes(vote, "held", "sure"),
            }
            for vote in found.votes
        ],
        "map": None if found.map is None else _map(found, found.map),
        "notes": list(found.notes),
    }


def _is_input(found: Elicitation, key: str) -> bool:
    return key in found.group


def _outcome(asked: Questionnaire, outcome: Value) -> list[str] | str:
    if isinstance(outcome, tuple):
        return list(asked.scenario.name_profile(outcome))
    return asked.outcomes[outcome] if isinstance(outcome, int) else str(outcome)


def _answer(asked: Questionnaire, answer: Answer) -> list[list[str] | str]:
    return [_outcome(asked, outcome) for outcome in answer]


def _difference(each: Difference) -> dict[str, Any]:
    named = {"input": each.input.key, "label": each.input.words, "kind": each.input.kind}
    figures = ("written", "group", "lowest", "highest", "spread", "concordance", "differing", "apart", "parted")
    return {**named, **attributes(each, *figures, "harmless")}


def _map(found: Elicitation, room: RoomMap) -> dict[str, Any]:
    return {
        "across": _side(found, room.across),
        "upward": _side(found, room.upward),
        "answers": [_answer(found.asked, answer) for answer in room.answers],
        **attributes(room, "shares", "cells"),
        "at_home": room.at_home(found.answers),
    }


def _side(found: Elicitation, side: Side) -> dict[str, Any]:
    label = number_words(found.asked.scenario, side.path)
    return {"label": label, **attributes(side, "path", "low", "high", "heads", "group")}
