"""Arenas that installed packages offer: entry points of the group `tetrarchy.arenas`, read when they are asked for.

What a package offers is known by its name alone until a file, a list or a new scenario asks for it. One that cannot be
used is told by its name and its package, and the others are as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions

from ..games.arena import Arena, consequences
from ..games.arenas import ARENAS, POPULATIONS
from ..games.errors import InputError
from ..games.numbers import shown
from .scenario.derived import DERIVED

GROUP = "tetrarchy.arenas"

OWN_KINDS = (*ARENAS, *POPULATIONS, *DERIVED, "normal_form", "ordinal", "custom", "graph", "tree", "world")
"""Kinds of game that are the program's own; no package may take one of these names."""


@dataclass(frozen=True)
class Offer:
    """An arena that a package offers.

    Attributes
    ----------
    fault
        Why it cannot be used whatever it is; empty where nothing stands against it.
    """

    name: str
    package: str
    entry: EntryPoint | None = None
    fault: str = ""

    def arena(self) -> Arena:
        """Return the arena.

        Raises
        ------
        InputError
            If it cannot be loaded, is no arena, has another name, or gives no consequences at its defaults.
        """
        if self.fault or self.entry is None:
            raise self._refusal(self.fault)
        try:
            found = self.entry.load()
        except (Exception, SystemExit) as error:
            raise self._refusal(f"{type(error).__name__}: {error}") from error
        if not isinstance(found, Arena):
            raise self._refusal(f"expected an arena, got {type(found).__name__} {shown(found)}")
        if found.name != self.name:
            raise self._refusal(f"expected an arena of this name, got one that is called {shown(found.name)}")
        try:
            consequences(found, {known.name: known.default for known in found.parameters})
        except Exception as error:
            raise self._refusal(f"at its defaults it gives {type(error).__name__}: {error}") from error
        return found

    def _refusal(self, fault: str) -> InputError:
        return InputError(f"the arena {self.name} of the package {self.package} cannot be used: {fault}")


def offers() -> tuple[Offer, ...]:
    """Return what installed packages offer, sorted by name, those that cannot be used among them."""
    found: dict[str, Offer] = {}
    for offer in sorted(_offered(), key=lambda offer: (offer.name, offer.package)):
        other = found.get(offer.name)
        fault = f"the package {other.package} offers one of this name too" if other else _fault_of_name(offer.name)
        packages = f"{other.package} and {offer.package}" if other else offer.package
        found[offer.name] = Offer(offer.name, packages, offer.entry, offer.fault or fault)
    return tuple(found.values())


def installed_arenas() -> Mapping[str, Offer]:
    """Return the offers that files may name."""
    return {offer.name: offer for offer in offers() if not _fault_of_name(offer.name)}


def find_arena(name: str) -> Arena | None:
    """Return the arena of a name, the program's own or an installed one; None where there is none.

    Raises
    ------
    InputError
        If the one that a package offers cannot be used.
    """
    if name in ARENAS:
        return ARENAS[name]
    offer = installed_arenas().get(name)
    return offer.arena() if offer else None


def _fault_of_name(name: str) -> str:
    if name in OWN_KINDS:
        return "the program has a game of this name itself"
    return "" if name.isidentifier() else "expected a name of letters, digits and _"


def _offered() -> Iterator[Offer]:
    seen = set[str]()
    for package in distributions():
        name = _name_of(package)
        if name in seen:
            continue
        seen.add(name)
        try:
            yield from (Offer(each.name, name, each) for each in package.entry_points if each.group == GROUP)
        except Exception as error:
            if GROUP in (package.read_text("entry_points.txt") or ""):
                yield Offer("entry points", name, None, f"{type(error).__name__}: {error}")


def _name_of(package: Distribution) -> str:
    try:
        return package.name or "without a name"
    except Exception:
        return "without a name"
