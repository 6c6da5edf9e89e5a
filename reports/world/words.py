"""How results of a world are said: mixes, states, proofs, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...games.numbers import number, percent, read_fraction, rounded, to_decimals
from ...games.world.setting import WorldSetting
from ...games.world.world import World
from ...solvers.world.solution import WorldSolution
from ...studies.world.standing import Standing
from ..format.blocks import Block, Items, Table

SMALL = 0.005
"""A share below which a mix in words leaves an order out."""


def mix_words(orders: Sequence[str], shares: Iterable[Any]) -> str:
    """Return a mix in words, the largest share first.

    Examples
    --------
    >>> mix_words(["liberal", "conservative"], [0.28, 0.72])
    '72% conservative, 28% liberal'
    """
    ranked = sorted(zip(map(float, shares), orders, strict=True), key=lambda pair: -pair[0])
    kept = [pair for pair in ranked if pair[0] >= SMALL] or ranked[:1]
    return ", ".join(f"{share_words(share)} {order}" for share, order in kept)


def share_words(share: float) -> str:
    """Return a share as a percentage with one decimal, however near to all or nothing it is."""
    return f"{to_decimals(100 * share, 1)}%"


def change_words(setting: WorldSetting, path: str, value: Any) -> str:
    """Return a counterfactual change as the beginning of a sentence with "if"."""
    head, *rest = path.split(".")
    names = [setting.name(code) for code in rest]
    match head:
        case "push":
            return f"the push on {names[0]} towards {rest[1]} were {number(read_fraction(value))}"
        case "theta":
            mix = value if isinstance(value, str) else mix_words(list(value), map(read_fraction, value.values()))
            return f"the identity of {names[0]} were {mix}"
        case "tie":
            return f"the tie of {names[0]} and {names[1]} were {number(read_fraction(value))}"
        case "size":
            return f"the size of {names[0]} were {percent(read_fraction(value))}"
        case "expel" | "admit":
            where = "out of" if head == "expel" else "in"
            return f"{setting.name(value['state'])} were {where} {value['body']}"
        case "without":
            return f"there were no {setting.name(str(value))}"
        case "monism":
            return f"the claim of the {rest[0]} order to be universal were {number(read_fraction(value))}"
        case "appeal":
            return f"the appeal of the {rest[0]} order were {number(read_fraction(value))}"
        case _:
            return f"{path} were {number(read_fraction(value))}"


def leading(orders: Sequence[str], shares: Any) -> str:
    """Return the order with the largest share."""
    return orders[int(shares.astype(float).argmax())]


def proof_words(solution: WorldSolution) -> str:
    """Say whether there is another equilibrium, and what that rests on."""
    proof, many = solution.unique, len(solution.equilibria)
    if proof is None and solution.complete:
        return f"There are {many} equilibria, and it is proven that there are no others."
    if proof is None:
        found = "One equilibrium was found" if many == 1 else f"{many} equilibria were found"
        return f"{found}; it is not proven that there are no others."
    why = {
        "size": "recognition is weak enough beside identity, by the sizes and the ties of states",
        "elimination": "identity outweighs recognition in every direction, by elimination",
        "enumeration": "every way of mixing was solved",
    }[proof.method]
    return f"There is one equilibrium, proven: {why}."


def certificate_words(solution: WorldSolution) -> str:
    """Say how near to the equilibrium the numbers are."""
    if solution.exact:
        return "The numbers are exact fractions, checked in whole numbers: no state can gain anything."
    gain = f"no state could gain more than {rounded(solution.regret, 2)} by another mix of its own"
    sure = solution.certificate
    if sure is None:
        return f"The numbers are decimals; {gain}."
    what = "who practises what is proven" if sure.active else "at some places who practises what is on a boundary"
    return f"No share is off by more than {rounded(sure.distance, 2)}, proven, and {what}; {gain}."


def weights_table(world: World, columns: Sequence[tuple[str, Any]]) -> Table:
    """Return the weight of each order in a world, a column each for what it is the weight of, and its monism."""
    rows = tuple(
        (order, *(share_words(float(values[place])) for _, values in columns), number(world.monism[place]))
        for place, order in enumerate(world.orders)
    )
    return Table("The world, weighed by size", ("order", *(name for name, _ in columns), "claim to be universal"), rows)


def evidence_table(standings: Sequence[Standing]) -> Table:
    """Return the evidence column as a table."""
    rows = tuple((each.rests_on, each.check, each.words) for each in standings)
    return Table("What the data say, by rules set before any run", ("result rests on", "check", "evidence"), rows)


def assumptions(setting: WorldSetting) -> Iterator[Block]:
    """Say which numbers are judgements, and what a reader must know of the inputs."""
    world = setting.world
    monism = ", ".join(f"{order} {number(m)}" for order, m in zip(world.orders, world.monism, strict=True))
    texts = [
        f"Recognition weighs {number(world.beta)} (beta), resistance {number(world.gamma)} (gamma); how universal each "
        f"order claims to be: {monism}. These are judgements.",
        "Identities are votes in the General Assembly; what a state practises is a construct of the game.",
        *setting.notes,
    ]
    yield Items(tuple(texts))
