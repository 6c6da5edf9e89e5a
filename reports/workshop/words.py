"""Outcomes and inputs of a workshop in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from ...games.numbers import number, percent
from ...games.text.labels import Term, capital, joined, listed, plain, quoted
from ...studies.workshop.answers import Answer
from ...studies.workshop.elicitation import Elicitation, Input
from ...studies.workshop.questions import NUMBERS, Questionnaire, Value
from ...studies.workshop.roles import Role
from ...studies.workshop.room_map import CELLS


def outcome_words(asked: Questionnaire, outcome: Value) -> Term:
    """Return an outcome: a profile by its labels, one that is told by its number with its name."""
    if isinstance(outcome, tuple):
        return asked.scenario.names.in_words(outcome)
    if isinstance(outcome, int):
        return Term(f"{quoted(asked.told[outcome])} ({outcome + 1})", asked.outcomes[outcome])
    return Term(str(outcome), str(outcome))


def answer_words(asked: Questionnaire, answer: Answer) -> str:
    """Return what holds, such as "(press both, hedge, hedge) and (engage both, hedge, hedge)"."""
    return joined(" and ", (outcome_words(asked, outcome) for outcome in answer)) or f"no {noun(asked)[0]}"


def noun(asked: Questionnaire) -> tuple[str, str]:
    """Return what one of the outcomes that hold is called, and several."""
    scenario = asked.scenario
    if scenario.graph:
        return "state at rest", "states at which nobody leaves, by Nash or SEQ"
    if scenario.order or asked.outcomes:
        return "pure outcome of subgame-perfect play", "pure outcomes of subgame-perfect play in the order of moves"
    return "pure equilibrium", "pure equilibria of the game played once"


def explained(asked: Questionnaire) -> str:
    """Say in everyday words what it takes to hold."""
    scenario = asked.scenario
    if scenario.graph:
        return (
            "Nash: nobody can move to a state that it prefers. SEQ: whoever could would then meet with an answer, one "
            "that another likes to give, that leaves it no better off."
        )
    if scenario.order or asked.outcomes:
        return "Each does what is best for it, reckoning with what those who move later will then do."
    return "Nobody would do better by changing alone what it does."


def options_words(asked: Questionnaire, role: Role) -> Iterator[str]:
    """Say what a player can do, a sentence for each place at which it has a choice."""
    after = "From" if asked.scenario.graph else "After"
    for ways, options in role.options:
        named = _any_of(options) if role.any_of else either(list(map(plain, options)))
        if ways:
            unseen = ", without seeing which" if ways[1:] else ""
            yield f"{after} {either(list(map(plain, ways)))}{unseen}: {named}."
        else:
            yield f"{capital(named)}."


def _any_of(options: Sequence[str]) -> str:
    return f"any of these, or none: {', '.join(map(plain, options))}" if options[1:] else f"{plain(options[0])}, or not"


def either(names: Sequence[str]) -> str:
    """Return names as a list of which one holds: "hedge, entente or alliance"."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def cells_words() -> str:
    """Say how exact a map is."""
    return f"The map is solved at the middles of {CELLS} x {CELLS} cells; tetrarchy thresholds has exact boundaries."


def value_words(each: Input, value: Value) -> str:
    """Return what an input comes to: a number, shares with their names, a ranking from the best on."""
    if isinstance(value, Fraction):
        return number(value)
    own: Any = value
    names = [question.short for question in each.questions]
    if each.kind == "shares":
        return ", ".join(f"{percent(share)} {name}" for share, name in zip(own, names, strict=True) if share)
    return ranking_words(names, own)


def ranking_words(names: list[str], places: tuple[int, ...]) -> str:
    """Return a ranking as "a > b = c", the best first."""
    classes = [[name for name, own in zip(names, places, strict=True) if own == place] for place in sorted(set(places))]
    return " > ".join(" = ".join(own) for own in classes)


def rule_words(found: Elicitation) -> str:
    """Say how the group's game follows from those of its members."""
    kinds = {each.kind for each in found.inputs}
    parts = [
        *(["the median of each number"] if NUMBERS in kinds else []),
        *(["the median of each share of a mix, brought to a sum of 1"] if "shares" in kinds else []),
        *([f"rankings by the rule of {RULES[found.rule]}"] if "ranking" in kinds else []),
    ]
    return f"The group's game takes {listed(parts)}; only those count who wrote something." if parts else ""


RULES = {
    "borda": "Borda (things in the order of the sum of their places; equal sums are tied)",
    "kemeny": "Kemeny and Young (the order with which fewest single preferences disagree)",
}
