"""A conflict before anything is asked of it: who can do what, which states there are, how each ranks them."""

from __future__ import annotations

from collections.abc import Iterator

from ...games.graph.graph_game import GraphGame
from ...games.graph.option_form import OptionForm
from ...games.numbers import counted
from ...games.scenario.scenario import Scenario
from ...games.scenario.state_words import option_words
from ...games.text.labels import Term, joined
from ...studies.conflict.conflict_analysis import UnsolvedConflict
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..scenario.game import opening
from .words import ONE_WAY, player_labels, state_term, statement_told

MOST_SHOWN = 60
"""States of a table; of more it is said how many there are."""


def unsolved_report(unsolved: UnsolvedConflict) -> Iterator[Block]:
    """Give a conflict before anything is asked of it."""
    yield from opening(unsolved.scenario)
    yield from model_blocks(unsolved.scenario, unsolved.game)


def model_blocks(scenario: Scenario, game: GraphGame) -> Iterator[Block]:
    """Show who can do what, which states there are, and how each player ranks them."""
    model, names = game.model, player_labels(scenario, game.model)
    yield Heading("Who can do what")
    if game.form is not None:
        yield Table(
            Term("What each can do; in brackets what scripts call it, where that differs", "Options"),
            ("player", "options", "today"),
            tuple(_option_rows(scenario, game, game.form)),
        )
    rows = [(player, counted(own.count)) for player, own in zip(names, model.controls, strict=True)]
    yield Table("Moves that each player controls", ("player", "moves"), tuple(rows))
    yield Heading("States, and how each ranks them")
    shown = range(min(model.n_states, MOST_SHOWN))
    ranks = model.standing.max(axis=1)[:, None] - model.standing + 1
    states = [
        (
            f"{state + 1}{'*' if state == game.status_quo else ''}",
            state_term(scenario, state),
            *map(str, ranks[:, state]),
        )
        for state in shown
    ]
    left = model.n_states - len(shown)
    more = f"; {counted(left)} more are left out" if left else ""
    caption = f"States by the place that they have with each player, 1 the best; * is the status quo{more}"
    yield Table(caption, ("no.", "state", *names), tuple(states))
    statements = [
        f"{scenario.label(player)}: {'; '.join(statement_told(scenario, wish.statement) for wish in own)}"
        for player, own in game.wishes.items()
    ]
    if statements:
        yield Paragraph("What each would like, the most important first:")
        yield Items(tuple(statements))


def _option_rows(scenario: Scenario, game: GraphGame, form: OptionForm) -> Iterator[tuple[str, str, str]]:
    for player, own in form.options.items():
        numbers = {option: form.names.index(f"{player}.{option}") for option in own}
        told = {option: option_words(scenario, number) for option, number in numbers.items()}
        options = [_option(told[option], option, form.one_way.get(number, "")) for option, number in numbers.items()]
        today = game.today[player] if isinstance(game.today, dict) else []
        done = joined(", ", (Term(told[option], option) for option in today))
        yield Term(scenario.label(player), player), joined(", ", options), done


def _option(told: str, option: str, one_way: str) -> Term:
    """Return an option with its name in scripts in brackets where that differs, and whether it is for good."""
    scripts = f" ({option})" if told != option else ""
    words = ONE_WAY.get(one_way, "")
    return Term(f"{told}{', ' if words else ''}{words}{scripts}", f"{option} ({words})" if words else option)
