"""A conflict as a page that is explored from disk: where it can rest is found anew as preferences are changed on it.

The page holds who can move where, what each prefers, and the words that reports have for all of it; its script finds
the stable states in whole numbers. All names are data to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ...games.graph.graph_game import GraphGame
from ...games.graph.moves import Moves
from ...games.graph.statements import Joined, Not, Statement
from ...games.scenario.scenario import Scenario
from ...games.scenario.state_words import option_words, state_words
from ...games.text.visible import visible
from ...solvers.stability.concepts import BASIC
from ...studies.explore.explorable_conflict import ExplorableConflict
from ...studies.scenario.page.question import question_of
from ...studies.sweep.plan import Plan
from ..conflict.concepts import FORESIGHT, concept_words, meanings
from ..conflict.words import ONE_WAY, player_words, statement_told
from ..format.provenance import version
from .sealed import inside, scenario_inside, sealed_page


def conflict_page(explorable: ExplorableConflict, study: Plan | None = None) -> str:
    """Return the page; its script and its style are those whose hashes stand in its Content-Security-Policy.

    Parameters
    ----------
    study
        The sweep that is asked for beside the scenario, which stands inside with it unless its points are a table's.
    """
    scenario = explorable.scenario
    text = scenario_inside(scenario, study)
    values = conflict_values(explorable) | _places(text, explorable.game)
    return sealed_page(
        "explore_conflict",
        ("explore_conflict_solver.js", "explore_parts.js", "explore_conflict_page.js"),
        ("explore.css",),
        title=visible(scenario.title),
        question=visible(question_of(scenario)),
        scenario=text,
        game=inside(json.dumps(values, separators=(",", ":"))),
        footer=f"tetrarchy {version()}. The scenario is inside this file: tetrarchy stability reads the file back.",
    )


def conflict_values(explorable: ExplorableConflict) -> dict[str, Any]:
    """Return what the script is given of a conflict, as plain values; states, options and players by number from 0.

    A state has the code that its options write, the first the lowest bit; named states have none. `written` is what
    scenario files call the options, or the states where these have names.
    """
    scenario, game = explorable.scenario, explorable.game
    model, form = game.model, game.form
    spoken = [player_words(scenario, player) for player in range(model.n_players)]
    return {
        "names": list(model.players),
        "players": [visible(scenario.label(player)) for player in model.players],
        "spoken": [[visible(each.spoken), each.plural] for each in spoken],
        "states": [visible(state_words(scenario, state)) for state in range(model.n_states)],
        "options": [] if form is None else list(_options(scenario, game)),
        "codes": [] if form is None else form.codes.tolist(),
        "written": list(model.states if form is None else form.names),
        "infeasible": []
        if form is None
        else [[visible(statement_told(scenario, each)), _tree(each)] for each in form.infeasible],
        "moves": [list(_ends(own, model.n_states)) for own in model.controls],
        "preferences": [_preference(explorable, player) for player in range(model.n_players)],
        "today": game.status_quo,
        "views": bool(game.views),
        "concepts": [[name, concept_words(name), *meanings([name]), FORESIGHT[name]] for name in BASIC],
    }


def _options(scenario: Scenario, game: GraphGame) -> Iterator[list[Any]]:
    """Go through the options: whose it is, what it is called, and whether it is for good."""
    assert game.form is not None
    for option, name in enumerate(game.form.names):
        owner = game.players.index(name.partition(".")[0])
        yield [owner, visible(option_words(scenario, option)), ONE_WAY.get(game.form.one_way.get(option, ""), "")]


def _ends(moves: Moves, n_states: int) -> Iterator[list[int]]:
    """Go through the states from which somebody moves: where each move leads."""
    for state in range(n_states):
        yield moves.leads_to(state).tolist()


def _preference(explorable: ExplorableConflict, player: int) -> dict[str, Any]:
    """Return a ranking as classes of states, best first, or statements: in words, their contrary, text and truth."""
    scenario, game, truths = explorable.scenario, explorable.game, explorable.truths[player]
    if truths is None:
        return {"ranking": [list(tied) for tied in game.model.preferences[player]]}
    wishes = game.wishes[game.players[player]]
    return {
        "statements": [
            [*_told(scenario, wish.statement), wish.text, "".join("01"[flag] for flag in true.astype(int))]
            for wish, true in zip(wishes, truths, strict=True)
        ]
    }


def _told(scenario: Scenario, statement: Statement) -> Iterator[str]:
    contrary = statement.statement if isinstance(statement, Not) else Not(statement)
    yield from (visible(statement_told(scenario, each)) for each in (statement, contrary))


def _tree(statement: Statement) -> Any:
    """Return a statement as the number of an option, or as a list of a word and what it joins."""
    match statement:
        case Joined(word, first, second):
            return [word, _tree(first), _tree(second)]
        case Not(negated):
            return ["not", _tree(negated)]
        case _:
            return statement.option


def _places(text: str, game: GraphGame) -> dict[str, Any]:
    """Return by number the lines of the scenario inside that say what each prefers, and those on the state of today."""
    lines, stated = text.splitlines(), list(game.written["preferences"])
    first = lines.index("[game.preferences]") + 1
    return {
        "lines": [first + stated.index(player) for player in game.players],
        "todayLines": list(_today_lines(lines)),
    }


def _today_lines(lines: Sequence[str]) -> Iterator[int]:
    header = ""
    for place, line in enumerate(lines):
        header = line if line.startswith("[") else header
        if (header == "[status_quo]" and line) or (not header and line.startswith("status_quo = ")):
            yield place
