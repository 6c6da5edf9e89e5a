"""How a figure becomes an SVG picture: one style, the same bytes each time, and no reference to anything outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...games.numbers import counted
from ...games.text.visible import escaped, rewritten, visible
from ..format.blocks import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.typing import LineStyleType, RcKeyType

INK, SOFT, LINE = "#1d2730", "#5b6975", "#d8dee4"
COLOURS = ("#1f4e79", "#c0504d", "#2a8da0", "#c97f1c", "#7f6a4f", "#8064a2", "#4f8f5b", "#b05f93")
"""In an order in which the first four, neighbours, and those that share a dash are far apart to readers who see few
colours; more series than that start again."""

HATCHES = ("", "//", "\\\\", "xx", "--", "++", "||", "..")
DASHES: Sequence[LineStyleType] = ("-", "--", "-.", ":")
MARKERS = "os^DvPX*"
"""What tells series apart beside their colours, on grey paper too; more series than that start again."""

PALE = 55
"""How much of a colour its pale form has, in per cent."""

MOST_TOLD = 16
"""The most sentences that say what is to be seen in a picture."""

PNG_DOTS = 200
"""Dots to the inch of a PNG."""

LONGEST = 40
"""The most characters of a name in a legend or beside an axis."""

_TITLE = "title "
"""What the id of a part begins with whose rest is its title."""

_STYLE: Mapping[RcKeyType, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": LINE,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "legend.frameon": False,
    "hatch.linewidth": 0.7,
}


def drawn(
    caption: str, draw: Callable[[Axes], None], told: Iterable[str], width: float = 6.5, height: float = 3.6
) -> Figure:
    """Return a figure of the given size in inches; `draw` puts the content on its axes.

    The picture is an SVG element to stand inside a page. The names in it come from the caption, so that two figures
    on a page do not share any. `told` says what is to be seen, as sentences without their full stops, the most
    telling first.
    """
    parts = list(told)
    figure = Figure(
        caption,
        lambda: _element(_saved(caption, draw, width, height, "svg").decode(), caption, figure.alternative),
        lambda: _saved(caption, draw, width, height, "png"),
        lambda: _sentences(parts),
    )
    return figure


def _sentences(parts: Sequence[str]) -> str:
    """Return the first sentences, and how many there are beyond them."""
    more = len(parts) - MOST_TOLD
    beyond = [f"{counted(more)} more are in the tables"] if more > 0 else []
    return " ".join(f"{part}." for part in [*parts[:MOST_TOLD], *beyond])


def png(draw: Callable[[Axes], None], width: float, height: float) -> bytes:
    """Return a PNG of the given size in inches of what is put on axes."""
    return _saved("", draw, width, height, "png")


def titled(artist: Any, text: str) -> None:
    """Give a part of a picture a text that pages show where a pointer rests on it."""
    artist.set_gid(_TITLE + visible(text))


def colour(place: int) -> str:
    """Return the colour of a series by its number."""
    return COLOURS[place % len(COLOURS)]


def legend_height(labels: Iterable[str]) -> float:
    """Return the height of a legend with so many names one below the other, in inches."""
    return 0.2 * sum(1 + label.count("\n") for label in labels)


def hatch(place: int) -> str:
    """Return the hatching of an area by its number."""
    return HATCHES[place % len(HATCHES)]


def pale(place: int) -> str:
    """Return the colour of an area by its number: that of a series on white paper, so that letters on it are read."""
    shade = COLOURS[place % len(COLOURS)]
    return "#" + "".join(f"{255 - (255 - int(shade[k : k + 2], 16)) * PALE // 100:02x}" for k in (1, 3, 5))


def area(place: int) -> dict[str, Any]:
    """Return the look of an area by its number, as the drawing library calls it."""
    return {"facecolor": pale(place), "edgecolor": SOFT, "hatch": hatch(place), "linewidth": 0}


def legend_below(axes: Axes) -> None:
    """Put the legend below all else, one name below the other."""
    canvas = axes.get_figure(root=True)
    assert canvas is not None
    canvas.legend(*axes.get_legend_handles_labels(), loc="outside lower center")


def dash(place: int) -> LineStyleType:
    """Return the kind of line of a series by its number."""
    return DASHES[place % len(DASHES)]


def marker(place: int) -> str:
    """Return the sign of points by their number."""
    return MARKERS[place % len(MARKERS)]


class Box(NamedTuple):
    """A part of a picture that a text takes: its middle, and half its width and height; each of shape (2,)."""

    middle: NDArray[np.float64]
    half: NDArray[np.float64]

    def meets(self, other: Box) -> bool:
        """Tell whether two parts overlap."""
        return bool((np.abs(self.middle - other.middle) < self.half + other.half).all())


def first_free(boxes: Sequence[Box], taken: Sequence[Box]) -> Box:
    """Return the first of some parts, one or more, that overlaps with none that is taken, else the first of all."""
    return next((box for box in boxes if not any(box.meets(other) for other in taken)), boxes[0])


def xy(place: NDArray[np.float64]) -> tuple[float, float]:
    """Return a place of a picture, shape (2,), as a pair."""
    return float(place[0]), float(place[1])


def drawable(text: str) -> str:
    """Return a text as one line in letters that the font of figures has; an escape stands for any other."""
    return rewritten(visible(text), lambda letter: ord(letter) not in _letters(), escaped)


def short(name: str, longest: int = LONGEST) -> str:
    """Return a name as a picture can show it, that leaves room for the picture beside it."""
    text = drawable(name)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def in_two_lines(name: str, longest: int = LONGEST) -> str:
    """Return a name beside a picture, on a second line where it is too long for one."""
    first, *rest = wrap(drawable(name), longest) or [""]
    return "\n".join([first, short(" ".join(rest), longest)] if rest else [first])


@cache
def _letters() -> frozenset[int]:
    """Return the characters that the font of figures has, by their numbers in Unicode."""
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(_STYLE["font.family"])).get_charmap())


def _saved(caption: str, draw: Callable[[Axes], None], width: float, height: float, format: str) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    with rc_context({**_STYLE, "svg.hashsalt": _digest(caption)}):
        canvas = Canvas(figsize=(width, height), layout="constrained")
        FigureCanvasAgg(canvas)
        draw(canvas.add_subplot())
        whole = BytesIO()
        about = {"Date": None, "Creator": None} if format == "svg" else {"Software": None}
        canvas.savefig(whole, format=format, dpi=PNG_DOTS, transparent=format == "svg", metadata=about)
    return whole.getvalue()


def _element(document: str, caption: str, alternative: str) -> str:
    """Return the svg element of a document, without what a page has no use for, and with names of its own."""
    element = document[document.index("<svg") :]
    element = re.sub(r"\s*<metadata>.*?</metadata>", "", element, flags=re.DOTALL)
    element = re.sub(rf'<g id="{_TITLE}([^"]*)">', r"<g><title>\1</title>", element)
    prefix = "f" + _digest(caption)[:8]
    element = re.sub("<[^>]*>", lambda tag: re.sub(r'(\bid="|href="#|url\(#)', rf"\1{prefix}-", tag[0]), element)
    element = element.replace("<svg", f'<svg role="img" aria-label="{escape(alternative)}"', 1)
    return element.rstrip("\n")


def _digest(caption: str) -> str:
    return sha256(caption.encode(errors="surrogatepass")).hexdigest()
