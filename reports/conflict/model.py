"""A conflict before anything is asked of it: who can do what, which states there are, how each ranks them."""

from __future__ import annotations

from collections.abc import Iterator

from ...games.graph.graph_game import GraphGame
from ...games.graph.option_form import OptionForm
from ...games.numbers import counted
from ...studies.conflict.conflict_analysis import UnsolvedConflict
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..scenario.game import opening

MOST_SHOWN = 60
"""States of a table; of more it is said how many there are."""


def unsolved_report(unsolved: UnsolvedConflict) -> Iterator[Block]:
    """Give a conflict before anything is asked of it."""
    yield from opening(unsolved.scenario)
    yield from model_blocks(unsolved.game)


def model_blocks(game: GraphGame) -> Iterator[Block]:
    """Show who can do what, which states there are, and how each player ranks them."""
    model = game.model
    yield Heading("Who can do what")
    if game.form is not None:
        yield Table("Options", ("player", "options", "today"), tuple(_option_rows(game, game.form)))
    rows = [(player, counted(own.count)) for player, own in zip(model.players, model.controls, strict=True)]
    yield Table("Moves that each player controls", ("player", "moves"), tuple(rows))
    yield Heading("States, and how each ranks them")
    shown = range(min(model.n_states, MOST_SHOWN))
    ranks = model.standing.max(axis=1)[:, None] - model.standing + 1
    states = [
        (f"{state + 1}{'*' if state == game.status_quo else ''}", model.states[state], *map(str, ranks[:, state]))
        for state in shown
    ]
    left = model.n_states - len(shown)
    more = f"; {counted(left)} more are left out" if left else ""
    caption = f"States by the place that they have with each player, 1 the best; * is the status quo{more}"
    yield Table(caption, ("no.", "state", *model.players), tuple(states))
    statements = [f"{player}: {'; '.join(wish.text for wish in own)}" for player, own in game.wishes.items()]
    if statements:
        yield Paragraph("What each would like, the most important first:")
        yield Items(tuple(statements))


def _option_rows(game: GraphGame, form: OptionForm) -> Iterator[tuple[str, str, str]]:
    marks = {"taken": " (for good)", "dropped": " (once dropped, gone)"}
    for player, own in form.options.items():
        named = [
            f"{option}{marks.get(form.one_way.get(form.names.index(f'{player}.{option}'), ''), '')}" for option in own
        ]
        today = game.today[player] if isinstance(game.today, dict) else []
        yield player, ", ".join(named), ", ".join(today)
