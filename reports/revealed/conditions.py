"""What would have to be true for an outcome, as a report and as plain values; fractions in JSON are text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from ...games.numbers import number, percent, several
from ...games.scenario.scenario import Scenario
from ...games.text.labels import capital, listed, plain
from ...studies.revealed.conditions import Conditions, PlayerConditions
from ...studies.revealed.joint_change import JointChange
from ...studies.revealed.revealed_mixes import Mix, RevealedMixes
from ...studies.scenario.page.facts import Drawn
from ...studies.thresholds.ranking import Tip
from ...studies.thresholds.variables import Variable
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..format.json import as_text, attributes
from ..format.numbers import exact
from ..format.provenance import LIMITS, provenance
from ..scenario.words import number_words, profile_words, share_words, value_at, whose
from ..sequence.words import at_once

TIE = 1e-8
"""A joint change that is smaller, as a share of ranges, is none that a reader can make."""

MOVES = 8
"""Parameters of a joint change that are named; JSON has all."""

CELLS = 12
"""Cells of the value matrix that are shown, the nearest first; JSON has all."""


def conditions_report(found: Conditions) -> Iterator[Block]:
    """Give whether the outcome holds, what each must seek, the nearest values, the joint change and the draws."""
    scenario, outcome = found.scenario, profile_words(found.scenario.names, found.profile)
    yield Heading(f"What would have to be true: {scenario.title}", 1)
    yield from at_once(scenario)
    stands = "is" if found.holds else "is not"
    yield Paragraph(f"{capital(outcome)} {stands} an equilibrium of the game played once, at the scenario's numbers.")
    if found.notes:
        yield Items(found.notes)
    if found.players:
        yield Heading("What each must seek")
        yield Items(tuple(player_words(scenario, each) for each in found.players))
        yield from _corners(scenario, found.players)
    yield Heading("Which value of a number decides it")
    yield from _numbers(found)
    if found.players and (together := tuple(_together(found))):
        yield Heading("Several numbers at once")
        yield Items(together)
    if found.drawn is not None:
        yield Paragraph(
            f"It is an equilibrium in {_share_of(found.drawn.share)} {several(found.drawn.draws, 'world')} drawn "
            f"around the scenario ({_error_words(found.drawn)}seed {found.seed}): mixes and stated inputs are held, "
            "all else is drawn. This is a share of assumptions, no likelihood."
        )
    yield Heading("What this rests on")
    yield Items(LIMITS)
    yield from _leads(scenario, found.players)


def _error_words(drawn: Drawn) -> str:
    """Return the standard error of a share of draws; nothing of none or all of them, which have none to tell of."""
    return "" if drawn.share in (0, 1) else f"standard error {percent(drawn.standard_error)}, "


def _share_of(share: float) -> str:
    return "none of" if share == 0 else "all of" if share == 1 else f"{percent(share)} of"


def player_words(scenario: Scenario, each: PlayerConditions) -> str:
    """Return what a player must seek, in a sentence or two."""
    mixes, names = each.mixes, scenario.names
    label, orders = names.spoken[names.players.index(mixes.player)].spoken, mixes_words(mixes.rows)
    if not mixes.advantages:
        return f"{capital(label)} has nothing else to do."
    if not mixes.vertices:
        return never_words(scenario, mixes)
    deed = f"{capital(_deed(scenario, mixes.player, mixes.action))} is a best reply of {label}"
    if mixes.share == 1:
        return f"{deed} with {orders}: nothing hangs on it."
    return f"{deed} {_focal_words(each)}in {percent(mixes.share)} of {orders}. {_shift_words(scenario, each)}"


def _deed(scenario: Scenario, player: str, action: str) -> str:
    """Return an action as "to press both"."""
    names = scenario.names
    place = names.players.index(player)
    return f"to {names.would(place, [own.code for own in names.actions[place]].index(action))}"


def never_words(scenario: Scenario, mixes: RevealedMixes) -> str:
    """Return that no mix makes an action a best reply, and what is better."""
    names, player = scenario.names, scenario.names.players.index(mixes.player)
    label = names.spoken[player].spoken
    strongest = mixes.strongest
    better = "some other action" if strongest is None else _deed(scenario, mixes.player, strongest[0])
    least = share_words(scenario, scenario.build(), player, _lead(mixes))
    orders = listed([plain(row) for row in mixes.rows])
    return (
        f"No mix of {orders} makes it a best reply of {label} {_deed(scenario, mixes.player, mixes.action)}: {better} "
        f"is better in all of them, by at least {least} with its present mix."
    )


def _lead(mixes: RevealedMixes) -> Fraction:
    """Return by how much something else is better in all mixes, at the least."""
    return mixes.shortfall if mixes.strongest is None else mixes.strongest[1]


def _leads(scenario: Scenario, players: Sequence[PlayerConditions]) -> Iterator[Block]:
    """Give by how much what is never a best reply is worse, in the unit of payoffs."""
    rows = [
        (scenario.label(each.mixes.player), number(_lead(each.mixes))) for each in players if not each.mixes.vertices
    ]
    if rows:
        yield Heading("Appendix: the numbers")
        caption = "By how much another action is better in every mix, at the least"
        yield Table(caption, ("player", "payoff"), tuple(rows))
        yield Paragraph("Payoffs are on a scale on which 1 is as much as can be won along all dimensions of value.")


def mixes_words(rows: Sequence[str]) -> str:
    """Return which mixes are meant: "all mixes of liberal and mercantilist"."""
    return f"{'all mixes of ' if len(rows) > 1 else ''}{listed([plain(row) for row in rows])}"


def _focal_words(each: PlayerConditions) -> str:
    """Return the shares of one order beside each other one at which the action becomes, or ceases to be, the best."""
    rows = [(row, each.beside(row)) for row in each.mixes.rows]
    for words, trivial in (("once {} share reaches", 0), ("while {} share is no more than", 1)):
        for row, beside in rows:
            spans = [(name, span) for name, span in beside.items() if span is not None]
            ends = [(name, span[trivial]) for name, span in spans if span[trivial] != trivial]
            parts = [f"{percent(end)} beside {plain(name)} alone" for name, end in ends]
            if parts and len(spans) == len(beside) and all(span[1 - trivial] == 1 - trivial for _, span in spans):
                here = percent(each.present[each.mixes.rows.index(row)])
                return f"{words.format(whose(row))} {listed(parts)} (it is {here} here), "
    return ""


def _shift_words(scenario: Scenario, each: PlayerConditions) -> str:
    if each.holds:
        if each.leaving is None:
            return "No shift of the mix makes another action better."
        action, mix, shift = each.leaving
        at, deed = f"at {mix_words(each.mixes.rows, mix)}", _deed(scenario, each.mixes.player, action)
        return f"Today's mix is one of them; a shift of {percent(shift)} of it, {at}, makes it as good {deed}."
    mix, shift = each.nearest or ((), Fraction(0))
    return f"Today's mix is not: {percent(shift)} of it would have to shift, to {mix_words(each.mixes.rows, mix)}."


def mix_words(rows: Sequence[str], mix: Mix) -> str:
    """Return a mix as "45% mercantilist, 30% security state and 25% liberal"."""
    parts = sorted(((share, row) for row, share in zip(rows, mix, strict=True) if share), key=lambda part: -part[0])
    return listed([f"{percent(share)} {plain(row)}" for share, row in parts])


def _corners(scenario: Scenario, players: Sequence[PlayerConditions]) -> Iterator[Block]:
    for each in players:
        if each.mixes.vertices and each.mixes.share < 1:
            yield Table(
                f"Corners of the mixes of {scenario.spoken(each.mixes.player)} under which it is a best reply "
                f"{_deed(scenario, each.mixes.player, each.mixes.action)}",
                tuple(plain(row) for row in each.mixes.rows),
                tuple(tuple(percent(share) for share in mix) for mix in each.mixes.vertices),
            )


def _numbers(found: Conditions) -> Iterator[Block]:
    becomes = "it ceases to be an equilibrium" if found.holds else "it becomes one"
    yield Paragraph(
        f"Each number is moved alone within the range held plausible, all others as they are; the value is exact, and "
        f"is the nearest at which {becomes}."
    )
    for cells, caption, most in ((False, "Numbers", None), (True, "Cells of the value matrix", CELLS)):
        near = [(over, tip) for over, tip in _kind(found, cells) if tip is not None]
        rows = [
            (
                number_words(found.scenario, over.path),
                value_at(over.path, over.current),
                value_at(over.path, tip.value),
                percent(tip.distance),
            )
            for over, tip in near[:most]
        ]
        if rows:
            yield Table(f"{caption} that decide it alone", ("number", "now", "nearest value", "away"), tuple(rows))
        else:
            yield Paragraph(f"{caption}: none{' of those reached' if found.stopped else ''} decides it alone.")


def _kind(found: Conditions, cells: bool) -> list[tuple[Variable, Tip | None]]:
    return [(over, tip) for over, tip in found.numbers if over.path.startswith("orders.") == cells]


def _together(found: Conditions) -> Iterator[str]:
    turns = "cease to be an equilibrium" if found.holds else "an equilibrium"
    if not found.holds:
        yield (
            "No change of the mixes alone makes it one."
            if found.shift_of_mixes is None
            else f"With shifts of {percent(found.shift_of_mixes)} of the mixes, in sum over the players, it becomes "
            "one; no smaller shifts will do."
        )
    if found.joint is None and found.joint_sought:
        yield "The payoffs are no polynomials in the parameters; their joint changes were not searched."
    elif found.joint is not None and found.joint.at_least is None:
        yield f"No joint change of the parameters within their ranges can make it {turns}; that is proven."
    elif found.joint is not None:
        yield from _joint_words(found.scenario, found.joint, turns)


def _joint_words(scenario: Scenario, joint: JointChange, turns: str) -> Iterator[str]:
    if joint.reach is None:
        yield (
            f"No joint change of the parameters was found that would make it {turns}; it is proven that none does in "
            f"which each moves by less than {percent(joint.at_least)} of its range."
        )
        return
    if joint.reach < TIE:
        yield f"It stands on a tie: parameters that move together, however little, can make it {turns}."
        return
    parts = [
        f"{number_words(scenario, f'game.parameters.{name}')} from {number(now)} to {number(then)}"
        for name, (now, then) in joint.changes.items()
    ]
    more = [f"{len(parts) - MOVES} more"] if len(parts) > MOVES else []
    proof = "no smaller one does" if joint.smallest else f"it is proven that none below {percent(joint.at_least)} does"
    yield (
        f"Moved together, each by at most {percent(joint.reach)} of its range, the parameters make it {turns}; "
        f"{proof}. The change: {listed([*parts[:MOVES], *more])}."
    )


def conditions_json(found: Conditions) -> dict[str, Any]:
    """Return the same in the schema tetrarchy.conditions/1; distances are shares of a mix, or of a number's range."""
    scenario, joint = found.scenario, found.joint
    return {
        **provenance(scenario, "conditions"),
        "outcome": dict(zip(scenario.players, scenario.name_profile(found.profile), strict=True)),
        "holds": found.holds,
        "players": {each.mixes.player: _player_values(each) for each in found.players},
        "parameters": [_number_values(scenario, over, tip) for over, tip in _kind(found, False)],
        "cells": [_number_values(scenario, over, tip) for over, tip in _kind(found, True)],
        "shift_of_mixes": as_text(found.shift_of_mixes),
        "joint": None if joint is None else _joint_values(joint),
        **attributes(found, "share_of_draws", "samples"),
        "standard_error": None if found.drawn is None else found.drawn.standard_error,
        "drawn_with_seed": found.seed,
        **({"notes": found.notes} if found.notes else {}),
    }


def _player_values(each: PlayerConditions) -> dict[str, Any]:
    mixes, nearest = each.mixes, each.nearest
    leaving = each.leaving if each.holds else None
    return {
        "action": mixes.action,
        "orders": mixes.rows,
        "mix": texts(each.present),
        "holds": each.holds,
        "halfspaces": {action: texts(own) for action, own in mixes.advantages.items()},
        "vertices": [texts(mix) for mix in mixes.vertices],
        "share": str(mixes.share),
        "nearest": None if nearest is None else texts(nearest[0]),
        "distance": None if nearest is None else str(nearest[1]),
        "leaving": None
        if leaving is None
        else {"action": leaving[0], "mix": texts(leaving[1]), "distance": str(leaving[2])},
        "beside": {
            row: {name: None if span is None else texts(span) for name, span in each.beside(row).items()}
            for row in mixes.rows
        },
        "shortfall": str(mixes.shortfall),
        "by_dimension": {action: texts(own) for action, own in each.by_dimension.items()},
    }


def texts(numbers: Sequence[Fraction]) -> list[str]:
    """Return fractions as text."""
    return [str(each) for each in numbers]


def _number_values(scenario: Scenario, over: Variable, tip: Tip | None) -> dict[str, Any]:
    return {
        **attributes(over, "path", "name"),
        "label": number_words(scenario, over.path),
        "now": str(over.current),
        "nearest": None if tip is None else exact(tip.value),
        "value": None if tip is None else float(tip.value),
        "distance": None if tip is None else _distance(over, tip),
    }


def _distance(over: Variable, tip: Tip) -> str | float:
    if isinstance(tip.value, Fraction):
        return str(abs(tip.value - over.current) / (over.high - over.low))
    return tip.distance


def _joint_values(joint: JointChange) -> dict[str, Any]:
    return {
        "distance": as_text(joint.reach),
        "at_least": as_text(joint.at_least),
        "smallest": joint.smallest,
        "changes": [{"name": name, "now": str(now), "then": str(then)} for name, (now, then) in joint.changes.items()],
    }
