"""What draws a tree, in points from the upper left corner: as the parts of an SVG picture, or on axes for a PNG."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from ...games.text.visible import visible
from ..figures.drawing import INK, drawable, png

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

Place = tuple[int, int]

FONT_SIZE = 11
_LONGEST = 20
_CROSSED = "#c0504d"


class Pen(Protocol):
    """What a tree is drawn with."""

    def line(self, start: Place, end: Place, colour: str, width: float, *, dashed: bool = False) -> None:
        """Draw a straight line."""
        ...

    def cross(self, place: Place) -> None:
        """Cross out what stands at a place."""
        ...

    def circle(self, place: Place, radius: float, fill: str = INK, rim: str | None = None) -> None:
        """Draw a filled circle, with a rim of another colour or none."""
        ...

    def text(self, place: Place, text: str, fill: str, anchor: str = "start", weight: str = "normal") -> None:
        """Write a text whose line begins at a place, or has its middle there if `anchor` is "middle"."""
        ...

    def label(self, place: Place, text: str, weight: str) -> None:
        """Write a text in ink over lines, with its middle at a place and a white rim around its letters."""
        ...


class SvgPen:
    """A pen that writes the parts of an SVG picture."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def line(self, start: Place, end: Place, colour: str, width: float, *, dashed: bool = False) -> None:
        """Draw a straight line."""
        dashes = 'stroke-dasharray="3 3" ' if dashed else ""
        path = f"M{start[0]} {start[1]}L{end[0]} {end[1]}"
        self.parts.append(f'<path d="{path}" stroke="{colour}" {dashes}stroke-width="{width}"/>')

    def cross(self, place: Place) -> None:
        """Cross out what stands at a place."""
        path = f"M{place[0] - 5} {place[1] - 5}l10 10m0 -10l-10 10"
        self.parts.append(f'<path d="{path}" stroke="{_CROSSED}" stroke-width="2"/>')

    def circle(self, place: Place, radius: float, fill: str = INK, rim: str | None = None) -> None:
        """Draw a filled circle; ink is what the picture is filled with anyway."""
        look = "" if fill == INK else f' fill="{fill}"'
        stroke = "" if rim is None else f' stroke="{rim}"'
        self.parts.append(f'<circle cx="{place[0]}" cy="{place[1]}" r="{radius}"{look}{stroke}/>')

    def text(self, place: Place, text: str, fill: str, anchor: str = "start", weight: str = "normal") -> None:
        """Write a text."""
        self._text(place, text, f'fill="{fill}" text-anchor="{anchor}"', weight)

    def label(self, place: Place, text: str, weight: str) -> None:
        """Write a text over lines."""
        rim = 'stroke="#ffffff" stroke-width="3" paint-order="stroke"'
        self._text(place, _cut(text), f'fill="{INK}" text-anchor="middle" {rim}', weight)

    def _text(self, place: Place, text: str, look: str, weight: str) -> None:
        more = f' font-weight="{weight}"' if weight != "normal" else ""
        self.parts.append(f'<text x="{place[0]}" y="{place[1]}" {look}{more}>{escape(visible(text))}</text>')


class AxesPen:
    """A pen that draws on axes on which one is a point."""

    def __init__(self, axes: Axes) -> None:
        self._axes = axes

    def line(self, start: Place, end: Place, colour: str, width: float, *, dashed: bool = False) -> None:
        """Draw a straight line."""
        style: Any = (0, (3 / width, 3 / width)) if dashed else "-"
        pair = zip(start, end, strict=True)
        self._axes.plot(*pair, color=colour, linewidth=width, linestyle=style, solid_capstyle="butt", zorder=3)

    def cross(self, place: Place) -> None:
        """Cross out what stands at a place."""
        x, y = place
        for turn in (1, -1):
            self.line((x - 5, y - 5 * turn), (x + 5, y + 5 * turn), _CROSSED, 2)

    def circle(self, place: Place, radius: float, fill: str = INK, rim: str | None = None) -> None:
        """Draw a filled circle."""
        from matplotlib.patches import Circle

        edge = {"edgecolor": rim or fill, "linewidth": int(rim is not None)}
        self._axes.add_patch(Circle(place, radius, facecolor=fill, **edge, zorder=3))

    def text(self, place: Place, text: str, fill: str, anchor: str = "start", weight: str = "normal") -> None:
        """Write a text."""
        self._text(place, text, fill, "center" if anchor == "middle" else "left", weight)

    def label(self, place: Place, text: str, weight: str) -> None:
        """Write a text over lines."""
        from matplotlib.patheffects import withStroke

        written = self._text(place, _cut(text), INK, "center", weight)
        written.set_path_effects([withStroke(linewidth=3, foreground="#ffffff")])

    def _text(self, place: Place, text: str, fill: str, side: str, weight: str) -> Text:
        x, y = place
        look: Any = {"fontsize": FONT_SIZE, "fontweight": weight, "color": fill, "ha": side}
        return self._axes.text(x, y, drawable(text), **look, zorder=3)


def drawn_png(draw: Callable[[Pen], None], width: int, height: int) -> bytes:
    """Return a PNG, of a size in points, of what is drawn with a pen."""

    def on_axes(axes: Axes) -> None:
        axes.set_axis_off()
        axes.set_position((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        draw(AxesPen(axes))

    return png(on_axes, width / 72, height / 72)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
