"""Games to Gambit's strategic-form files (.nfg), in the payoff version.

The payoffs are written exactly, as integers and fractions, one pure profile to a line, the first player's action
changing fastest. `configs.files.nfg` describes the format and reads it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...games.scenario.given import GivenScenario, game_of


def write_nfg(game: GivenScenario) -> str:
    r"""Return a game, or the game of a scenario, as the text of a Gambit strategic-form file.

    Examples
    --------
    >>> from ...games.normal_form import NormalFormGame
    >>> game = NormalFormGame([[["1/3", 0], [5, 1]], [[3, 5], [0, 1]]], players=["Row", "Column"], title="Trade")
    >>> print(write_nfg(game), end="")
    NFG 1 R "Trade" { "Row" "Column" }
    { { "a1" "a2" } { "a1" "a2" } }
    ""
    1/3 3
    5 0
    0 5
    1 1
    """
    game = game_of(game)
    strategies = " ".join(_braced(names) for names in game.actions)
    header = f"NFG 1 R {_quoted(game.title)} {_braced(game.players)}\n{{ {strategies} }}\n"
    profiles = game.exact.reshape((game.n_players, -1), order="F").T
    return header + '""\n' + "".join(f"{' '.join(map(str, payoffs))}\n" for payoffs in profiles)


def _braced(names: Iterable[str]) -> str:
    return f"{{ {' '.join(map(_quoted, names))} }}"


def _quoted(text: str) -> str:
    escaped = re.sub(r'([\\"])', r"\\\1", text)
    return f'"{escaped}"'
