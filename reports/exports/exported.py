"""A scenario in forms for other programs: Gambit's tree and game, a picture, a graph of states."""

from __future__ import annotations

from ...games.errors import InputError
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import sequence_of, tree_of
from ...games.sequence.stages import players_of
from ...games.text.ascii import in_ascii
from ...games.text.visible import visible
from ...studies.sequence.analysis import SequenceAnalysis, in_plans, sequence_analysis, with_order
from ..conflict.graphml import graphml
from ..sequence.drawing import tree_svg
from .bimatrix import bimatrix
from .nfg import write_nfg


def exported(scenario: Scenario, form: str) -> tuple[str, str]:
    """Return a scenario as "efg", "nfg", "svg", "latex" or "graphml", and a note on what that does not keep.

    A game whose players move at once is written as a tree in which nobody sees anything. In "graphml" a scenario is a
    conflict, in which anyone may move at any time.

    Raises
    ------
    InputError
        If the form does not fit, or the tree is too large.
    """
    if form == "nfg":
        return _seen(write_nfg(in_plans(scenario)))
    if form == "latex":
        plans = in_plans(scenario)
        return bimatrix(plans.build(), plans.names.labels, plans.names.actions), ""
    if form == "svg":
        return tree_svg(_analysis(scenario)), ""
    if form == "graphml":
        note = "note: in a graph of states anyone may move at any time; the order of moves is left out"
        return graphml(scenario), "" if sequence_of(scenario) is None else note
    if form != "efg":
        raise InputError(f"a game is exported to efg, nfg, svg, latex or graphml, got {form!r}")
    tree = tree_of(scenario)
    names = (*tree.players, *(label for labels in tree.flat.labels for label in labels))
    changed = {name for name in names if in_ascii(name) != name}
    note = f"note: {len(changed)} names are written in ASCII; the comment of the file says which" if changed else ""
    return tree.to_efg(), note


def _seen(text: str) -> tuple[str, str]:
    """Return a text that a terminal can show, and a note where that changes it."""
    seen = "\n".join(map(visible, text.split("\n")))
    return seen, "" if seen == text else "note: escapes stand for letters of names that could not be seen"


def _analysis(scenario: Scenario) -> SequenceAnalysis:
    if sequence_of(scenario) is None:
        scenario = with_order(scenario, [players_of(scenario)[0]])
    return sequence_analysis(scenario, mixed=False)
