"""A game in strategic form as LaTeX: a bimatrix, and for more players one for each choice of those after the second."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame
from ...games.numbers import number
from ...games.text.visible import visible
from ...solvers.best_replies import best_reply_table
from ..format.escapes import latex_text


def bimatrix(game: NormalFormGame, players: Sequence[str], actions: Sequence[Sequence[str]]) -> str:
    r"""Return a game as tables that need no package.

    The first player has the rows and the second the columns. A cell has the payoffs in the order of the players, each
    underlined where the player's action is a best reply, so that in a pure equilibrium all are.

    Parameters
    ----------
    players, actions
        What they are called in the tables, in the order of the game.

    Examples
    --------
    >>> game = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> print(bimatrix(game, ("Ann", "Bob"), [("quiet", "talk")] * 2), end="")
    % rows: Ann; columns: Bob
    \begin{tabular}{l|cc}
     & quiet & talk \\ \hline
    quiet & 3, 3 & 0, \underline{5} \\
    talk & \underline{5}, 0 & \underline{1}, \underline{1} \\
    \end{tabular}
    """
    players, actions = list(map(visible, players)), [list(map(visible, own)) for own in actions]
    roles = "; ".join(f"{role}: {name}" for role, name in zip(("rows", "columns"), players, strict=False))
    slices = product(*(range(len(own)) for own in actions[2:]))
    return f"% {roles}\n" + "\n".join(_table(game, players, actions, rest) for rest in slices)


def _table(
    game: NormalFormGame, players: Sequence[str], actions: Sequence[Sequence[str]], rest: tuple[int, ...]
) -> str:
    """Return the table for one choice of the players after the second, which is named above it."""
    held = zip(players[2:], actions[2:], rest, strict=True)
    above = "; ".join(latex_text(f"{player}: {own[action]}") for player, own, action in held)
    columns = actions[1] if len(actions) > 1 else [""]
    shown = _cells(game).reshape(len(actions[0]), len(columns), *game.shape[2:])[:, :, *rest]
    lines = [
        f"\\begin{{tabular}}{{l|{'c' * len(columns)}}}",
        f"{_row('', map(latex_text, columns))} \\hline",
        *(_row(latex_text(name), row) for name, row in zip(actions[0], shown, strict=True)),
        "\\end{tabular}",
    ]
    return "\n".join([f"\\paragraph{{{above}}}"] * bool(above) + lines) + "\n"


def _row(name: str, cells: Iterable[str]) -> str:
    return f"{' & '.join([name, *cells])} \\\\"


def _cells(game: NormalFormGame) -> NDArray[np.object_]:
    """Return the text of each pure profile."""
    best = best_reply_table(game.exact)
    texts = np.empty(game.shape, dtype=object)
    for profile in game.pure_profiles():
        paid = zip(game.exact[(slice(None), *profile)], best[(slice(None), *profile)], strict=True)
        texts[profile] = ", ".join(f"\\underline{{{number(own)}}}" if reply else number(own) for own, reply in paid)
    return texts
