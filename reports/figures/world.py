"""Pictures of a world: mixes between the corners of the orders, states in a strip, blocs, drift over windows.

There is no map: maps favour area, and raise disputes about borders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...games.arrays import Floats
from ...games.numbers import counted, number, percent, several
from ...games.text.labels import listed, listed_apart
from ...games.world.catalogue import ANCHORS
from ...games.world.setting import WorldSetting
from ...solvers.world.path import Tipping
from ...studies.world.analysis import WorldAnalysis
from ...studies.world.blocs import WorldBlocs
from ...studies.world.thresholds import WorldThresholds
from ..format.blocks import Figure
from .charts import course_words
from .drawing import INK, LINE, MOST_TOLD, SOFT, colour, dash, drawable, drawn, short, titled, xy
from .mixes import EDGE, FACE_NAMES, FACE_PLACES, THIN, corners_of, faces_of, frame, mix_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABELS = 25
"""The most states that a picture names."""

STRIP_LABELS = 14
"""The most states that the strip names."""

FACE_LABELS = 4
"""The most states that a face of the picture names again."""

_DISC = 0.025
"""The square of the radius of a state that is the whole world; the orders stand at 1 from the middle."""

_NAME = np.array([0.11, 0.052])
"""How wide and how high a name of three letters is."""

STRENGTHS = (1.0, 0.4, 0.65, 0.9)
"""Of the colours of orders, in theirs."""


def simplex_figure(analysis: WorldAnalysis) -> Figure:
    """Draw each state between the orders: where it practises, its area its size, with a tail from where it comes.

    Beside the four corners stand the three faces on which most states lie, as corners laid flat do not tell a state
    between two opposite ones from one between the other two.
    """
    world = analysis.now.world
    corners = corners_of(len(world.orders))
    practice = analysis.now.practice.astype(float)
    sizes = world.decimals.size
    faces = faces_of(practice, sizes)
    ranked = np.argsort(-sizes, kind="stable").tolist()
    start = "practice before the changes" if analysis.after is not None else "identity"

    def draw(axes: Axes) -> None:
        frame(axes, corners, world.orders)
        named = ranked[: LABELS - FACE_LABELS * len(faces)]
        ends = (analysis.compared @ corners, practice @ corners)
        _draw_states(axes, analysis, ranked, ends, _Part(named, 1, (-EDGE, -EDGE), (EDGE, EDGE)))
        for face in faces:
            axes.plot(*np.concatenate([face.corners, face.corners[:1]]).T, color=LINE)
            for corner, away, order in zip(face.corners, FACE_NAMES, face.orders, strict=True):
                name = short(world.orders[order], 16)
                axes.text(*xy(corner + away), name, fontsize=9, ha="center", va="center", color=SOFT)
            members = [state for state in ranked if state in face.members]
            ends = (face.places(analysis.compared), face.places(practice))
            low, high = (xy(end) for end in (face.corners.min(axis=0) - _NAME / 2, face.corners.max(axis=0) + _NAME))
            _draw_states(axes, analysis, members, ends, _Part(members[:FACE_LABELS], 0.5, low, high))
        axes.set_xlim(-EDGE, FACE_PLACES[0][0] + 0.42 if faces else EDGE)

    caption = f"States between the orders: area is size, a tail leads from {start}"
    if faces:
        caption += f"; a face beside them shows who has under {percent(THIN)} of the order that it leaves out"
    told = _practice_words(analysis, ranked)
    return drawn(caption, draw, told, width=9.0 if faces else 6.0, height=6.0)


def _practice_words(analysis: WorldAnalysis, states: Sequence[int]) -> list[str]:
    """Say how much of the world's size each order leads, and what some states practise."""
    world, practice = analysis.now.world, analysis.now.practice.astype(float)
    lead, sizes = practice.argmax(axis=1), world.decimals.size
    leads = [
        f"{name} leads in {several(int((lead == order).sum()), 'state')} with {percent(sizes[lead == order].sum())} of "
        "the world's size"
        for order, name in enumerate(world.orders)
    ]
    own = [
        f"{analysis.setting.name(world.states[state])}: {mix_words(world.orders, practice[state])}"
        for state in states[: MOST_TOLD - len(leads)]
    ]
    return [*leads, *own]


class _Part(NamedTuple):
    """A part of a picture: the states that it names, how large its discs are, and between which ends names stand."""

    named: list[int]
    scale: float
    low: tuple[float, float]
    high: tuple[float, float]


def _draw_states(
    axes: Axes, analysis: WorldAnalysis, states: Sequence[int], ends: tuple[Floats, Floats], part: _Part
) -> None:
    """Draw states as discs with tails, the largest below; the names come last, so that nothing is drawn over them."""
    from matplotlib.patches import Circle

    world, (tails, places) = analysis.now.world, ends
    practice = analysis.now.practice.astype(float)
    radii = part.scale * (np.sqrt(_DISC * world.decimals.size) + 0.006)
    for state in states:
        axes.plot(*np.stack([tails[state], places[state]], axis=1), color=SOFT, linewidth=0.6)
    for state in states:
        shade = colour(int(practice[state].argmax()))
        disc = Circle(xy(places[state]), radii[state], facecolor=shade, edgecolor=INK, linewidth=0.4, alpha=0.6)
        name = analysis.setting.name(world.states[state])
        titled(axes.add_patch(disc), f"{name}: {mix_words(world.orders, practice[state])}")
    labels = _beside(places[part.named], radii[part.named], part)
    for state, label in zip(part.named, labels, strict=True):
        axes.plot(*np.stack([places[state], label], axis=1), color=SOFT, linewidth=0.5)
    paper = {"facecolor": "#ffffff", "alpha": 0.8, "linewidth": 0, "pad": 0.6}
    for state, label in zip(part.named, labels, strict=True):
        axes.text(*xy(label), drawable(world.states[state]), fontsize=9, ha="center", va="center", bbox=paper)


def _beside(places: Floats, radii: Floats, part: _Part) -> list[Floats]:
    """Return where the names of some states stand: each beside its disc, clear of discs and of the names before it."""
    found = list[Floats]()
    angles = np.pi / 8 * np.array([0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11])
    for place, radius in zip(places, radii, strict=True):
        tried = [
            place + (radius + 0.04 + further) * np.array([np.cos(angle), np.sin(angle)])
            for further in (0, 0.06, 0.12, 0.18, 0.24, 0.3)
            for angle in angles
        ]
        inside = (each for each in tried if (each > part.low).all() and (each < part.high).all())
        clear = (each for each in inside if _is_clear(each, found, places, radii))
        found.append(next(clear, place))
    return found


def _is_clear(spot: Floats, names: Sequence[Floats], places: Floats, radii: Floats) -> bool:
    """Tell whether a name at a spot covers neither another name nor a disc."""
    apart = np.maximum(np.abs(places - spot) - _NAME / 2, 0)
    free = (np.hypot(*apart.T) >= radii).all()
    return bool(free) and all((np.abs(spot - other) / _NAME).max() >= 1 for other in names)


def strip_figure(analysis: WorldAnalysis) -> Figure:
    """Draw what every state practises as a column whose width is its size, its leading order at the bottom.

    States stand by their leading order and its share. A whisker is the 5-95% interval of the share of that order in the
    votes of a state, from the intervals of the corners.
    """
    world, setting = analysis.now.world, analysis.setting
    practice, sizes = analysis.now.practice.astype(float), world.decimals.size
    lead = practice.argmax(axis=1)
    ranked = np.lexsort((-practice.max(axis=1), lead))
    widths = sizes[ranked]
    starts = np.concatenate([[0.0], np.cumsum(widths)[:-1]])
    named = set(np.argsort(-widths, kind="stable")[:STRIP_LABELS].tolist())

    def draw(axes: Axes) -> None:
        for place, state in enumerate(ranked):
            below, title = 0.0, f"{setting.name(world.states[state])}: {mix_words(world.orders, practice[state])}"
            for order in sorted(range(len(world.orders)), key=lambda k, own=int(lead[state]): (k != own, k)):
                share = float(practice[state, order])
                bar = axes.bar(
                    starts[place], share, widths[place], below, align="edge", color=_fill(order), linewidth=0
                )
                if not below:
                    titled(bar.patches[0], title)
                below += share
            if place in named:
                middle = starts[place] + widths[place] / 2
                axes.annotate(drawable(world.states[state]), (middle, 1.03), rotation=90, fontsize=7, ha="center")
                _whisker(axes, middle, interval_of(setting, world.orders, world.states[state], int(lead[state])))
        _name_leads(axes, world.orders, lead[ranked], starts, widths)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1.14)
        axes.grid(visible=False)
        axes.set_xlabel("share of the world's size")
        axes.set_ylabel("practice")

    caption = "What each state practises, its leading order below: width is size, whiskers are 5-95% of votes"
    return drawn(caption, draw, _practice_words(analysis, np.argsort(-sizes, kind="stable").tolist()))


def _fill(order: int) -> tuple[str, float]:
    """Return the colour of an order with how strong it is, so that orders differ in grey too."""
    return colour(order), STRENGTHS[order % len(STRENGTHS)]


def _name_leads(axes: Axes, orders: Sequence[str], lead: Any, starts: Floats, widths: Floats) -> None:
    """Name the orders in a legend, and where each leads."""
    from matplotlib.patches import Patch

    for order, name in enumerate(orders):
        own = np.flatnonzero(lead == order)
        if len(own) and widths[own].sum() > 0.1:
            middle = (starts[own[0]] + starts[own[-1]] + widths[own[-1]]) / 2
            axes.annotate(f"{short(name)} leads", (middle, 0.03), color="#ffffff", fontsize=8, ha="center")
    handles = [Patch(color=_fill(order), label=short(name)) for order, name in enumerate(orders)]
    axes.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=4)


def interval_of(setting: WorldSetting, orders: Sequence[str], code: str, order: int) -> tuple[float, float] | None:
    """Return the least and the most that the intervals of a state's corners leave an order, None where not known."""
    corners = setting.intervals.get(code)
    if corners is None:
        return None
    weights = {corner: float(ANCHORS[corner].get(orders[order], 0)) for corner in corners}
    if orders[order] in corners:
        weights = {corner: float(corner == orders[order]) for corner in corners}
    low, high = (sum(weights[corner] * float(ends[end]) for corner, ends in corners.items()) for end in (0, 1))
    return low, min(high, 1.0)


def _whisker(axes: Axes, middle: float, ends: tuple[float, float] | None) -> None:
    if ends is None:
        return
    axes.plot([middle, middle], ends, color="#ffffff", linewidth=2.2, solid_capstyle="butt")
    axes.plot([middle, middle], ends, color=INK, linewidth=1, marker="_", markersize=5)


def blocs_figure(blocs: WorldBlocs) -> Figure:
    """Draw how much each pair wants to be together, by bloc; pairs that are torn are hatched."""
    order = np.lexsort((-blocs.size.astype(float), -np.array(blocs.alignment.blocs)))
    wants = blocs.propensity[np.ix_(order, order)].astype(float)
    values = np.array(blocs.alignment.blocs)[order]
    torn = np.where(wants > 0, np.outer(values, values) < 1, np.outer(values, values) > -1) & (wants != 0)
    most = float(np.abs(wants).max()) or 1.0
    names = [short(blocs.states[place], 12) for place in order]

    def draw(axes: Axes) -> None:
        from matplotlib.colors import LinearSegmentedColormap
        from matplotlib.patches import Rectangle

        shades = LinearSegmentedColormap.from_list("wants", [colour(1), "#ffffff", colour(0)])
        axes.pcolormesh(wants, cmap=shades, vmin=-most, vmax=most, edgecolor=LINE, linewidth=0.2)
        rows, columns = np.nonzero(wants < 0)
        if len(names) <= 2 * LABELS:
            axes.scatter(columns + 0.5, rows + 0.5, marker="_", s=9, color=INK, linewidths=0.6)
            for row, column in np.argwhere(torn):
                axes.add_patch(Rectangle((column, row), 1, 1, fill=False, hatch="////", edgecolor=SOFT, linewidth=0))
            axes.set_xticks(np.arange(len(names)) + 0.5, names, rotation=90, fontsize=7)
            axes.set_yticks(np.arange(len(names)) + 0.5, names, fontsize=7)
        for edge in (np.flatnonzero(values[1:] != values[:-1]) + 1).tolist():
            axes.axhline(edge, color=INK)
            axes.axvline(edge, color=INK)
        axes.invert_yaxis()
        axes.grid(visible=False)
        axes.set_aspect("equal")

    caption = "Who wants to be with whom, by bloc: blue together, red with a dash apart; hatched pairs do not get it"
    told = [
        f"Bloc {place}: {listed_apart(blocs.states[state] for state in order[values == value])}"
        for place, value in enumerate(dict.fromkeys(values.tolist()), 1)
    ]
    pairs, apart = several(len(names) * (len(names) - 1) // 2, "pair"), int(torn.sum()) // 2
    told.append(f"{counted(apart)} of {pairs} {'is' if apart == 1 else 'are'} torn")
    return drawn(caption, draw, told, width=6.0, height=6.0)


def tipping_figure(study: WorldThresholds, path: Tipping) -> Figure:
    """Draw what the pushed state, or the world where all are drawn, practises along a path, with its tipping points."""
    world = study.setting.world
    if study.pushed is None:
        who, lines = "the world", [world.decimals.size @ practice.astype(float) for practice in path.practices]
    else:
        row = world.states.index(study.pushed)
        who, lines = study.setting.name(study.pushed), [practice[row].astype(float) for practice in path.practices]
    knots, shares = np.array([float(tau) for tau in path.knots]), np.array(lines)

    def draw(axes: Axes) -> None:
        told = path.tipping_points if len(path.tipping_points) <= LABELS else ()
        axes.vlines([float(tau) for tau in path.points], 0 if told else 0.97, 1, color=SOFT, linewidth=0.6)
        free = knots[0]
        for point in told:
            codes = [*dict.fromkeys(world.states[state] for state, _ in (*point.entered, *point.left))]
            free = max(float(point.tau), free)
            axes.plot([float(point.tau), free], [1, 1.03], color=SOFT, linewidth=0.6)
            name = drawable(codes[0]) + "+" * (len(codes) > 1)
            axes.text(free, 1.04, name, rotation=90, fontsize=7, ha="center", va="bottom")
            free += (knots[-1] - knots[0]) / 45
        for order, name in enumerate(world.orders):
            axes.plot(knots, shares[:, order], color=colour(order), linestyle=dash(order), label=short(name))
        axes.set_xlim(float(knots[0]), float(knots[-1]))
        axes.set_ylim(0, 1.14 if path.points else 1)
        axes.set_xlabel(short(study.over.partition(":")[0].replace("=", " towards ")))
        axes.set_ylabel("practice")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=4)

    caption = f"What {who} practises on the way; upright lines are tipping points, with a state that moves there"
    told = [course_words(name, knots, shares[:, order]) for order, name in enumerate(world.orders)]
    told.append(f"Tipping points: {listed(map(number, path.points)) or 'none'}")
    return drawn(caption, draw, told)


def drift_figure(name: str, orders: Sequence[str], windows: Mapping[str, Mapping[str, Any]]) -> Figure:
    """Draw how a mix moves from window to window between the orders, by shares of each order by its name."""
    corners = corners_of(len(orders))
    places = np.array([[float(mix[order]) for order in orders] for mix in windows.values()]) @ corners

    def draw(axes: Axes) -> None:
        frame(axes, corners, orders)
        for before, after in pairwise(places):
            axes.annotate("", after, before, arrowprops={"arrowstyle": "->", "color": INK})
        for label, place in zip(windows, places, strict=True):
            axes.plot(*place, marker="o", color=colour(0), markersize=4)
            axes.annotate(drawable(label), place, xytext=(5, 4), textcoords="offset points", fontsize=7)

    told = [f"{label}: {mix_words(orders, [float(mix[order]) for order in orders])}" for label, mix in windows.items()]
    return drawn(f"{name}: how its votes moved from window to window", draw, told, width=5.0, height=5.0)
