"""A state of a conflict as it is named on the command line."""

from __future__ import annotations

from ...games.errors import InputError, suggestion, unknown
from ...games.graph.graph_game import GraphGame
from ...games.graph.graph_model import GraphModel
from ...games.graph.of_game import graph_model
from ...games.graph.option_form import NOTHING, OptionForm
from ...games.numbers import counted, shown
from ...games.scenario.scenario import Scenario


def read_state(scenario: Scenario, text: str) -> int:
    """Return the number of a state, from 0, that a text names.

    Parameters
    ----------
    text
        The number that is printed, from 1; the name of the state; the options taken, as in
        "US.sanction,Russia.transit"; or the profile of a game, as in "(share, join)" or "share/join".

    Raises
    ------
    InputError
        If there is no such state.

    Examples
    --------
    >>> from ..load import load
    >>> read_state(load("prisoners-dilemma"), "2"), read_state(load("prisoners-dilemma"), "defect/cooperate")
    (1, 2)
    """
    model, written = graph_model(scenario), text.strip()
    if written.isdecimal() and len(written) <= 9:
        return _numbered(model, int(written))
    if isinstance(scenario.game, GraphGame) and scenario.game.form is not None:
        return _of_options(scenario.game.form, written)
    names = list(model.states)
    profile = f"({', '.join(part.strip() for part in written.strip('()').replace('/', ',').split(','))})"
    if written in names or profile in names:
        return names.index(written if written in names else profile)
    near = suggestion(profile if not isinstance(scenario.game, GraphGame) else written, names)
    raise InputError(
        f"unknown state {shown(text)}{near}; known: 1 to {counted(len(names))}, or a name such as {names[0]}"
    )


def _numbered(model: GraphModel, number: int) -> int:
    if not 1 <= number <= model.n_states:
        raise InputError(f"a state is a number from 1 to {counted(model.n_states)}, got {number}")
    return number - 1


def _of_options(form: OptionForm, text: str) -> int:
    names = [] if text in ("", NOTHING) else [name.strip() for name in text.split(",")]
    for name in names:
        if name not in form.names:
            raise InputError(unknown("option", name, form.names))
    code = sum(1 << form.names.index(name) for name in {*names})
    state = form.state_of(code)
    if state is None:
        raise InputError(f"{form.name(code)}: this state is infeasible")
    return state
