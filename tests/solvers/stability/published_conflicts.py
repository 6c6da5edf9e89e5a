"""Conflicts from the literature, with the answers that were published for them. States are numbered from 0."""

import numpy as np

from tetrarchy import GraphModel
from tetrarchy.games.graph.graph_model import standing_of
from tetrarchy.games.graph.option_form import OptionForm
from tetrarchy.games.graph.statements import Joined, Taken


def singly(*states):
    return [[s] for s in states]


def both_ways(*pairs):
    return [move for a, b in pairs for move in ((a, b), (b, a))]


# Hipel, Fang, Kilgour and Haight 1993; Fang, Hipel and Kilgour 1993.
ELMIRA = GraphModel(
    ["MoE", "Uniroyal", "Local Government"],
    [
        "Delay",
        "Modify+Delay",
        "Accept",
        "Modify+Accept",
        "Delay+Insist",
        "Modify+Delay+Insist",
        "Accept+Insist",
        "Modify+Accept+Insist",
        "Abandon",
    ],
    [
        [(0, 1), (2, 3), (4, 5), (6, 7)],
        [(0, 2), (1, 3), (4, 6), (5, 7), *((s, 8) for s in range(8))],
        both_ways((0, 4), (1, 5), (2, 6), (3, 7)),
    ],
    [singly(6, 2, 3, 7, 4, 0, 1, 5, 8), singly(0, 3, 7, 4, 8, 2, 6, 1, 5), singly(6, 2, 4, 0, 7, 5, 3, 1, 8)],
)


def cuba(air_strike_for_good):
    """Fraser and Hipel 1984: air strike, blockade; withdraw or escalate."""
    states = [f"{us}{ussr}" for ussr in ("NN", "YN", "NY") for us in ("NN", "YN", "NY", "YY")]
    us = [(4 * k + a, 4 * k + b) for k in range(3) for a in range(4) for b in range(4) if a != b]
    ussr = [(4 * a + k, 4 * b + k) for k in range(4) for a in range(3) for b in range(3) if a != b]
    if air_strike_for_good:
        us = [(a, b) for a, b in us if b % 2 or not a % 2]
    rankings = [
        singly(4, 6, 5, 7, 2, 1, 3, 11, 9, 10, 8, 0),
        singly(0, 4, 6, 2, 5, 1, 7, 3, 11, 9, 10, 8),
    ]
    return GraphModel(["US", "USSR"], states, [us, ussr], rankings)


# Dutta and Vohra 2017: the second mover chooses.
TWO_MOVES = GraphModel(
    ["1", "2"],
    ["a", "b", "c", "d"],
    [[(0, 1)], [(1, 2), (1, 3)]],
    [singly(3, 1, 0, 2), singly(2, 3, 1, 0)],
)


def korea():
    """Jacobi 2017, worked out on socratic-form-microscopy.com: nuclear strike, withdraw; invade, abandon nukes."""
    options = {"US": ("strike", "withdraw"), "NK": ("invade", "abandon")}
    form = OptionForm(options, (Joined("and", Taken(0), Taken(1)),), {0: "taken"})
    rankings = [singly(6, 0, 7, 8, 9, 4, 3, 10, 11, 1, 2, 5), singly(5, 11, 2, 8, 0, 3, 9, 4, 1, 10, 6, 7)]
    standing = np.array([standing_of("", own, form.states) for own in rankings], dtype=np.int32)
    return GraphModel.ranked(("US", "NK"), form.states, form.moves(), standing, choices=form.choices)
