"""A tree as a picture: the root at the left, payoffs at the right, the path of play bold.

Players have a colour and a letter; chance is a circle with its fractions; the nodes of an information set are joined by
a dashed line. Best replies one deviation off the path are half bold, actions that nobody would carry out are crossed.
Of a large tree only the path and what is one deviation off it are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import pairwise

from ...games.numbers import counted, number, several
from ...games.sequence.preorder import CHANCE, END
from ...games.sequence.tree import Tree
from ...games.text.visible import visible
from ...studies.sequence.analysis import SequenceAnalysis
from ..figures.drawing import COLOURS, INK, SOFT
from ..format.blocks import Figure
from .moves import MoveNames, move_names
from .pens import FONT_SIZE, Pen, Place, SvgPen, drawn_png

MOST_ENDS = 60
"""Ends up to which the whole tree is shown."""

_ROW, _COLUMN, _MARGIN = 28, 150, 24


def tree_figure(analysis: SequenceAnalysis) -> Figure:
    """Return the figure of a scenario in sequence, with the path of its first pure equilibrium."""
    caption = "The tree: who moves when, with the path of play"
    picture = _picture(analysis)
    return Figure(caption, picture.svg, picture.png, picture.words)


def tree_svg(analysis: SequenceAnalysis) -> str:
    """Return the picture as an SVG element."""
    return _picture(analysis).svg()


def _picture(analysis: SequenceAnalysis) -> _Picture:
    pure = next((each for each in analysis.found.equilibria if each.pure), None)
    choices = {} if pure is None else {place: chances.index(1) for place, chances in pure.choices.items()}
    crossed = {(each.player, str(each.set), each.action) for each in analysis.threats if not each.credible}
    labels = [analysis.scenario.label(player) for player in analysis.tree.players]
    return _Picture(analysis.tree, choices, crossed, labels, analysis.scenario.title, move_names(analysis))


@dataclass(frozen=True, eq=False)
class _Picture:
    tree: Tree
    choices: dict[int, int]
    crossed: set[tuple[str, str, str]]
    labels: Sequence[str]
    title: str
    names: MoveNames

    @cached_property
    def _away(self) -> list[int]:
        """How many actions other than those chosen lead to each node."""
        flat = self.tree.flat
        away = [0]
        for node in range(1, len(flat)):
            above = flat.parent[node]
            chosen = flat.mover[above] == CHANCE or self.choices.get(flat.set_of[above]) == flat.move[node]
            away.append(away[above] + (not chosen))
        return away

    @cached_property
    def _shown(self) -> list[int]:
        """The nodes that are shown: all, or those at most one deviation off the path."""
        flat = self.tree.flat
        if len(flat.ends) <= MOST_ENDS:
            return list(range(len(flat)))
        near = [node for node, away in enumerate(self._away) if away <= 1 and flat.depth[node] < MOST_ENDS]
        return near[: 4 * MOST_ENDS]

    @cached_property
    def _rows(self) -> dict[int, float]:
        """The height of each shown node: leaves one below the other, others in the middle of what they lead to."""
        shown, below = set(self._shown), dict[int, list[float]]()
        leaves = (node for node in self._shown if shown.isdisjoint(self.tree.flat.children[node]))
        rows = {node: float(place) for place, node in enumerate(leaves)}
        for node in reversed(self._shown):
            if node in below:
                rows[node] = (below[node][0] + below[node][-1]) / 2
            if node:
                below.setdefault(self.tree.flat.parent[node], []).append(rows[node])
        return rows

    def _place(self, node: int) -> Place:
        x = _MARGIN + self.tree.flat.depth[node] * _COLUMN
        return x, int((2.5 + self._rows[node]) * _ROW) + _MARGIN

    @cached_property
    def _depth(self) -> int:
        return max(self.tree.flat.depth[node] for node in self._shown)

    @cached_property
    def _extent(self) -> Place:
        """Width and height, in points."""
        width = 2 * _MARGIN + self._depth * _COLUMN + 70 * len(self.labels) + 40
        return width, 2 * _MARGIN + int((max(self._rows.values()) + 3.5) * _ROW)

    def svg(self) -> str:
        """Return the SVG element."""
        pen = SvgPen()
        self._draw(pen)
        body = "\n".join(pen.parts)
        width, height = self._extent
        font = f'font-family="DejaVu Sans, sans-serif" font-size="{FONT_SIZE}" fill="{INK}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img" {font}>\n'
            f"<title>{_plain(self.title)}</title>\n<desc>{_plain(self.words())}</desc>\n{body}\n</svg>\n"
        )

    def png(self) -> bytes:
        """Return the bytes of a PNG file."""
        return drawn_png(self._draw, *self._extent)

    def _draw(self, pen: Pen) -> None:
        self._heads(pen)
        self._sets(pen)
        self._lines(pen)
        self._nodes(pen)

    def words(self) -> str:
        """Return what is to be seen, in sentences."""
        hidden = len(self.tree.flat) - len(self._shown)
        left = "is" if hidden == 1 else "are"
        more = f" {several(hidden, 'node')} further off the path {left} left out." if hidden else ""
        move = "moves" if len(self.labels) == 1 else "move"
        reached = [node for node in self.tree.flat.ends if self.choices and self._away[node] == 0]
        paths = [f"{self.names.in_words(self.tree.path(node))}, with {self._paid(node)}" for node in reached]
        played = f" On the path: {'; '.join(paths)}." if paths else ""
        return f"A tree of {several(len(self.tree.flat), 'node')}; {', '.join(self.labels)} {move}.{played}{more}"

    def _paid(self, node: int) -> str:
        paid = zip(self.labels, self.tree.payoffs_at(node), strict=True)
        return ", ".join(f"{label} {number(payoff)}" for label, payoff in paid)

    def _heads(self, pen: Pen) -> None:
        for place, label in enumerate(self.labels):
            mark = f"{_letter(place)} {label}"
            pen.text((_MARGIN + 130 * place, _MARGIN), mark, _colour(place), weight="bold")
            pen.text((self._column(place), 2 * _ROW + _MARGIN - 8), _letter(place), _colour(place), "middle")

    def _column(self, player: int) -> int:
        return _MARGIN + self._depth * _COLUMN + 50 + 70 * player

    def _sets(self, pen: Pen) -> None:
        shown = set(self._shown)
        for each in self.tree.flat.sets:
            nodes = [self._place(node) for node in each.nodes if node in shown]
            for start, end in pairwise(nodes):
                pen.line(start, end, _colour(each.player), 1.2, dashed=True)

    def _lines(self, pen: Pen) -> None:
        flat = self.tree.flat
        below = [node for node in self._shown if flat.parent[node] >= 0]
        for node in below:
            wide = self._width(node)
            pen.line(self._place(flat.parent[node]), self._place(node), INK if wide > 1 else SOFT, wide)
        for node in below:
            above = flat.parent[node]
            (x1, y1), (x2, y2) = self._place(above), self._place(node)
            x, y = x1 + (x2 - x1) * 11 // 20, y1 + (y2 - y1) * 11 // 20
            pen.label((x, y - 3), self._move(node), "bold" if self._width(node) == 3 else "normal")
            if self._is_crossed(above, node):
                pen.cross((x, y))

    def _width(self, node: int) -> int:
        """Return how wide the line to a node is."""
        away = self._away[node] if self.choices else 2
        return 3 if away == 0 else 2 if away == 1 == self._away[self.tree.flat.parent[node]] else 1

    def _move(self, node: int) -> str:
        """Return what leads to a node, in words."""
        flat, above = self.tree.flat, self.tree.flat.parent[node]
        move = flat.labels[above][flat.move[node]]
        chance = flat.mover[above] == CHANCE
        return f"{move} {flat.chance[node]}" if chance else self.names.term(flat.mover[above], move)

    def _is_crossed(self, above: int, node: int) -> bool:
        flat = self.tree.flat
        if flat.mover[above] < 0:
            return False
        place = flat.set_of[above]
        key = self.tree.players[flat.mover[above]], str(self.tree.set_names[place])
        return (*key, flat.labels[above][flat.move[node]]) in self.crossed

    def _nodes(self, pen: Pen) -> None:
        flat, shown = self.tree.flat, set(self._shown)
        for node in self._shown:
            (x, y), mover = self._place(node), flat.mover[node]
            if mover == END:
                pen.circle((x, y), 2.5)
                for place, paid in enumerate(self.tree.payoffs_at(node)):
                    pen.text((self._column(place), y + 4), number(paid), _colour(place), "middle")
                continue
            if mover == CHANCE:
                pen.circle((x, y), 8, "#ffffff", INK)
            else:
                pen.circle((x, y), 9, _colour(mover))
                pen.text((x, y + 4), _letter(mover), "#ffffff", "middle", "bold")
            left_out = sum(flat.mover[k] == END for k in range(node, flat.last[node]) if k not in shown)
            if not any(below in shown for below in flat.children[node]):
                pen.text((x + 14, y + 4), f"+ {counted(left_out)} more", SOFT)


def _colour(player: int) -> str:
    return COLOURS[player % len(COLOURS)]


def _letter(player: int) -> str:
    return chr(ord("A") + player % 26)


def _plain(text: str) -> str:
    return escape(visible(text))
