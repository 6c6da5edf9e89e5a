"""Thresholds as a report: where each profile is an equilibrium, who switches where, the formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ...games.normal_form import PureProfile
from ...games.numbers import number, several
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import has_tree, tree_of_scenario
from ...games.text.labels import Term, capital, joined, listed
from ...solvers.exact.algebraic import Interval
from ...studies.thresholds.by_rank.sequence_line import SequenceLine
from ...studies.thresholds.by_rank.stability_line import StabilityChange
from ...studies.thresholds.decomposition import Edge
from ...studies.thresholds.preferences import Switch
from ...studies.thresholds.support_ranges import SupportRange
from ...studies.thresholds.threshold_line import Thresholds, Tipping, TippingPoint
from ...studies.thresholds.threshold_map import ThresholdMap
from ...studies.thresholds.variables import Variable
from ..conflict.concepts import concept_words
from ..figures.bands import Band, bands_figure
from ..figures.regions import regions_figure
from ..format.blocks import Block, Equation, Figure, Heading, Items, Notes, Paragraph, Table
from ..format.numbers import exact, exact_interval_words, interval_words, value_words
from ..scenario.words import number_words, profile_words, set_words
from ..sequence.moves import tree_names
from ..sequence.words import at_once, play_words

if TYPE_CHECKING:
    from sympy import Expr

LEGEND = (
    "In the formulas w_PLAYER_DIMENSION is the weight of a dimension to a player, w_ORDER_DIMENSION to an order, and "
    "ORDER_DIMENSION a cell of the value matrix; rest stands for what else there is in a mix or a row. All other names "
    "are parameters, shares or payoffs."
)


def thresholds_report(study: Thresholds | ThresholdMap) -> Iterator[Block]:
    """Give intervals, tipping points and closed forms over one variable; cells and boundaries over two."""
    yield Heading(f"Thresholds: {study.scenario.title}", 1)
    yield from _line(study) if isinstance(study, Thresholds) else _plane(study)


def _line(study: Thresholds) -> Iterator[Block]:
    game, name = study.scenario, study.over.name
    yield Paragraph(f"{_range_words(study.over)} All else stays as it is. Every threshold is exact.")
    yield from _opening(study)
    yield from _by_foresight(study, game)
    yield from _in_sequence(study, game)
    rows = _interval_rows(game, study.equilibria)
    caption = f"Where each pure profile is an equilibrium, over {name}; a round bracket leaves the end out"
    yield Table(caption, ("profile", name, "exactly"), tuple(rows))
    if never := sum(not where for where in study.equilibria.values()):
        are = "is an equilibrium" if never == 1 else "are equilibria"
        yield Paragraph(f"{never} of the {several(len(study.equilibria), 'pure profile')} {are} nowhere in the range.")
    sets = [(interval_words(regime.interval), set_words(game.names, regime.profiles)) for regime in study.regimes]
    yield Table(f"Sets of pure equilibria, over {name}", (name, "equilibria"), tuple(sets))
    yield from _drawn(study)
    if study.mixed:
        yield _mixed(game, study)
    if study.mixed is None and len(game.players) == 2:
        yield Paragraph("There are too many pairs of supports; mixed equilibria were not searched.")
    yield from _tipping_points(study, game)


def _drawn(study: Thresholds) -> Iterator[Figure]:
    """Draw the sets of pure equilibria that hold over more than a point."""
    spans = [(each.interval, set_words(study.scenario.names, each.profiles)) for each in study.regimes]
    bands = [Band(float(span.low), float(span.high), name) for span, name in spans if span.low < span.high]
    if bands:
        name, here = number_words(study.scenario, study.over.path), float(study.over.current)
        yield bands_figure(f"Which pure equilibria hold where, over {name}", name, bands, here=here)


def _by_foresight(study: Thresholds, game: Scenario) -> Iterator[Block]:
    """Say where each profile is stable for those who look further than one move, before the equilibria of Nash."""
    if (found := study.stability) is None:
        return
    name, concept = study.over.name, concept_words(found.concept)
    if rows := _interval_rows(game, found.stable):
        caption = f"Where each pure profile is stable by {concept}, over {name}; a round bracket leaves the end out"
        yield Table(caption, ("profile", name, "exactly"), tuple(rows))
    else:
        yield Paragraph(f"No pure profile is stable by {concept} anywhere in the range.")
    changes = [f"At {name} = {value_words(each.value)} {_change_words(game, each, concept)}." for each in found.changes]
    yield Items(tuple(changes)) if changes else Paragraph(f"What is stable by {concept} is so over the whole range.")
    yield Paragraph(f"By {concept} whoever would move reckons with the others' answers. What follows is by Nash alone.")


def _change_words(game: Scenario, change: StabilityChange, concept: str) -> str:
    appear = change.appears, f"becomes stable by {concept}", f"become stable by {concept}"
    end = change.disappears, f"ceases to be stable by {concept}", f"cease to be stable by {concept}"
    return "; ".join(_turned_words(game, appear, end))


def _turned_words(game: Scenario, *turns: tuple[Sequence[PureProfile], str, str]) -> list[str]:
    """Return what becomes of profiles, where there are any: for each turn the verb after one and after several."""
    return [
        f"{listed([profile_words(game.names, each) for each in profiles])} {one if len(profiles) == 1 else several}"
        for profiles, one, several in turns
        if profiles
    ]


def _in_sequence(study: Thresholds, game: Scenario) -> Iterator[Block]:
    """Say where each outcome is that of moves in sequence, before what holds where all move at once, or of plans."""
    if study.sequence is None:
        return
    tree = not study.scenario.order
    moves, what = ("the tree", "outcome") if tree else ("the order of moves", "profile")
    rows = _play_rows(game, study.sequence) if tree else _interval_rows(game, study.sequence.outcomes)
    if rows:
        caption = f"Where subgame-perfect play in {moves} gives each {what}, over {study.over.name}"
        yield Table(caption, (what, study.over.name, "exactly"), tuple(rows))
    elif not study.sequence.notes:
        yield Paragraph(f"{capital(moves)} has no pure subgame-perfect equilibrium anywhere in the range.")
    for note in study.sequence.notes:
        yield Paragraph(note)
    yield from at_once(study.scenario)


def _play_rows(game: Scenario, sequence: SequenceLine) -> list[tuple[str, str, str]]:
    tree = tree_of_scenario(game)
    if tree is None:
        return []
    names = tree_names(game, tree)
    return [
        (play_words(names, play), interval_words(part), exact_interval_words(part))
        for play, parts in sequence.plays.items()
        for part in parts
    ]


def _interval_rows(game: Scenario, where: Mapping[PureProfile, tuple[Interval, ...]]) -> list[tuple[str, str, str]]:
    return [
        (profile_words(game.names, profile), interval_words(part), exact_interval_words(part))
        for profile, parts in where.items()
        for part in parts
    ]


def _opening(study: Thresholds | ThresholdMap) -> Iterator[Block]:
    if study.notes:
        yield Notes(study.notes)
    for over in study.without_effect:
        yield Paragraph(f"The payoffs do not depend on {over.name}: no value of it changes anything.")


def _mixed(game: Scenario, study: Thresholds) -> Table:
    rows = [
        (_supports_words(game, row), interval_words(part), exact_interval_words(part))
        for row in study.mixed or ()
        for part in row.intervals
    ]
    caption = "Where mixed equilibria exist, by the actions mixed (as many by either player)"
    return Table(caption, ("mixed actions", study.over.name, "exactly"), tuple(rows))


def _tipping_points(study: Thresholds, game: Scenario) -> Iterator[Block]:
    yield Heading("Tipping points")
    deciding = [point for point in study.tipping_points if point.appears or point.disappears]
    if not deciding:
        yield Paragraph("The pure equilibria are the same over the whole range.")
    for point in deciding:
        yield Paragraph(_point_words(study, game, point))
        yield from _formulas(study.over.name, point.deciding)
    if any(tip.closed_form is not None for point in deciding for tip in point.deciding):
        yield Paragraph(LEGEND)
    silent = [
        f"{study.over.name} = {value_words(point.value)}: {_switches_words(game, point.tippings)}"
        for point in study.tipping_points
        if not (point.appears or point.disappears)
    ]
    if silent:
        yield Paragraph("Best replies that switch without a change of the equilibria:")
        yield Items(tuple(silent))


def _point_words(study: Thresholds, game: Scenario, point: TippingPoint) -> str:
    words = [f"At {study.over.name} = {value_words(point.value)} {_switches_words(game, point.deciding)}"]
    words += _turned_words(
        game,
        (point.appears, "becomes an equilibrium", "become equilibria"),
        (point.disappears, "ceases to be an equilibrium", "cease to be equilibria"),
    )
    return "; ".join(words) + "."


def _plane(study: ThresholdMap) -> Iterator[Block]:
    game = study.scenario
    first, second = study.over
    yield Paragraph(f"{_range_words(first)} {_range_words(second)} All else stays as it is. Every boundary is exact.")
    if game.order or has_tree(game):
        yield Paragraph("What play that looks ahead comes to is told over one number at a time, not over two.")
    yield from at_once(game)
    yield from _opening(study)
    if study.cells:
        yield regions_figure(study)
    rows = [
        (
            interval_words(cell.across),
            _edge_words(cell.below),
            _edge_words(cell.above),
            set_words(game.names, cell.profiles),
            f"({exact(cell.sample[0])}, {exact(cell.sample[1])})",
        )
        for cell in study.cells
    ]
    headers = (first.name, f"{second.name} from", "to", "equilibria", "for instance at")
    yield Table(f"Cells with one set of pure equilibria, over {first.name} and {second.name}", headers, tuple(rows))
    yield Heading("Boundaries")
    if not study.boundaries and not study.notes:
        yield Paragraph("The pure equilibria are the same everywhere.")
    for boundary in study.boundaries:
        risen = boundary.rising.name
        where = f"{boundary.equation} = 0" if boundary.formula is None else f"{risen} = {boundary.formula}"
        switched = _switches_words(game, boundary.tippings)
        yield Paragraph(f"Across {where}, as {risen} rises, {switched}.")
        yield from _formulas(risen, boundary.tippings)
    if any(tip.closed_form is not None for boundary in study.boundaries for tip in boundary.tippings):
        yield Paragraph(LEGEND)
    yield Items(("On a boundary the equilibria of both sides hold, unless payoffs jump there.",))


def _formulas(name: str, tippings: Iterable[Tipping]) -> Iterator[Equation]:
    """Go through the different closed forms."""
    from sympy import latex

    for formula in dict.fromkeys(tip.closed_form for tip in tippings if tip.closed_form is not None):
        names = {symbol: _latex_name(str(symbol)) for symbol in formula.free_symbols}
        yield Equation(f"{name} = {formula}", f"{_latex_name(name)} = {latex(formula, symbol_names=names)}")


def _latex_name(name: str) -> str:
    escaped = re.sub(r"\W", " ", name).replace("_", r"\_")
    return rf"\mathit{{{escaped}}}"


def _switches_words(game: Scenario, tippings: Iterable[Tipping]) -> str:
    return "; ".join(_switch_words(game, tip.switch) for tip in tippings)


def _switch_words(game: Scenario, switch: Switch) -> str:
    """Return a switch as "Russia switches from hedge to align against (dual_pressure, align)"."""
    names = game.names
    own = names.actions[switch.player]
    before, after = (" or ".join(own[action] for action in actions) for actions in (switch.before, switch.after))
    others = names.name_profile(switch.profile(0))
    against = [name for player, name in enumerate(others) if player != switch.player]
    met = against[0] if len(against) == 1 else f"({', '.join(against)})"
    words = f"{names.labels[switch.player]} switches from {before} to {after}"
    return f"{words} against {met}" if against else words


def _supports_words(game: Scenario, mixed: SupportRange) -> Term:
    """Return the actions mixed, player by player: "hedge + entente; press both + engage both"."""
    pairs = zip(game.names.actions, mixed.supports, strict=True)
    return joined("; ", (joined(" + ", (own[a] for a in support)) for own, support in pairs))


def _edge_words(edge: Edge) -> str:
    formula: Expr | None = edge.formula
    return f"root {edge.branch + 1} of {edge.polynomial.as_expr()}" if formula is None else str(formula)


def _range_words(over: Variable) -> str:
    return f"{over.name} from {number(over.low)} to {number(over.high)}; in the scenario it is {number(over.current)}."
