"""The stability concepts, as text and as values.

A concept is named "nash", "gmr", "smr", "seq" or "sseq"; "limited_4" and so on for a horizon of so many moves;
"non_myopic"; "sim" and "sim_intent" for simultaneous sanctions. With "strong_" or "weak_" before it, one of the first
five asks of sanctions that they be greatly worse. With "_a" to "_d" behind it, it says what a decision maker makes of
comparisons that are unknown:

====  =======================  ==============================
form  moves of unknown value   sanctions of unknown value
====  =======================  ==============================
a     tempt                    do not deter
b     do not tempt             do not deter
c     tempt                    deter
d     do not tempt             deter
====  =======================  ==============================

Form a is the hardest to satisfy, d the easiest (Li, Hipel, Kilgour and Fang 2004).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from ...games.errors import InputError, unknown

Sanctions = Literal["joint", "single"]

BASIC = ("nash", "gmr", "smr", "seq", "sseq")
"""The concepts that look at one move, one answer and, where symmetric, one escape."""

KNOWN = (*BASIC, "non_myopic", "sim", "sim_intent")

CREDIBLE = ("seq", "sseq")
SYMMETRIC = ("smr", "sseq")

_NAME = re.compile(
    rf"(?:(?P<force>strong|weak)_)?(?P<basic>{'|'.join(BASIC)})(?:_(?P<form>[abcd]))?"
    r"|limited_(?P<horizon>[1-9][0-9]{0,3})|(?P<other>non_myopic|sim|sim_intent)"
)


@dataclass(frozen=True)
class Asked:
    """A concept that is asked for, taken apart.

    Attributes
    ----------
    name
        As it is written.
    basic
        Which of `BASIC` it is; empty for the others.
    force
        "strong", "weak", or empty.
    form
        "a" to "d", or empty.
    horizon
        The moves that are looked ahead; 0 for a concept without a horizon.
    """

    name: str
    basic: str = ""
    force: str = ""
    form: str = ""
    horizon: int = 0

    @property
    def credible(self) -> bool:
        """Whether only such answers count as each of those who answer gains by."""
        return self.basic in CREDIBLE

    @property
    def symmetric(self) -> bool:
        """Whether one must not be able to escape from the answer to something better."""
        return self.basic in SYMMETRIC


@dataclass(frozen=True)
class GMR:
    """General metarational: every improvement can be answered with something no better (Howard 1971)."""

    name: ClassVar[str] = "gmr"


@dataclass(frozen=True)
class SMR:
    """Symmetric metarational: and there is no escape from the answer to something better (Howard 1971)."""

    name: ClassVar[str] = "smr"


@dataclass(frozen=True)
class Sequential:
    """Every improvement can be answered by others who gain by each step of it (Fraser and Hipel 1984).

    `symmetric` asks also that there be no escape from the answer (Rêgo and Vieira 2017).
    """

    symmetric: bool = False

    @property
    def name(self) -> str:
        """The name of the concept."""
        return "sseq" if self.symmetric else "seq"


@dataclass(frozen=True)
class LimitedMoves:
    """Looking so many moves ahead, nobody expects to gain by moving (Kilgour 1984)."""

    moves: int

    @property
    def name(self) -> str:
        """The name of the concept."""
        return f"limited_{self.moves}"


@dataclass(frozen=True)
class NonMyopic:
    """Looking ahead any number of moves from some number on, nobody expects to gain by moving (Kilgour 1984)."""

    name: ClassVar[str] = "non_myopic"


def concept_name(concept: Any) -> str:
    """Return the name of a concept that is given by its name or as a value."""
    name = concept if isinstance(concept, str) else getattr(concept, "name", None)
    if not isinstance(name, str):
        raise InputError(f"a stability concept is a name such as 'seq' or a value such as GMR(), got {concept!r}")
    return name


def read_concept(concept: Any) -> Asked:
    """Return what a concept asks, given by name or as a value.

    Raises
    ------
    InputError
        If there is no such concept.

    Examples
    --------
    >>> read_concept("strong_gmr").force, read_concept(LimitedMoves(3)).horizon
    ('strong', 3)
    """
    name = concept_name(concept)
    match = _NAME.fullmatch(name)
    if match is None or (match["force"] and match["form"]):
        forms = "strong_seq, weak_seq, seq_a to seq_d and limited_1, limited_2 and so on"
        raise InputError(f"{unknown('stability concept', name, KNOWN)}; and {forms}")
    horizon = int(match["horizon"] or 0)
    return Asked(name, match["basic"] or "", match["force"] or "", match["form"] or "", horizon)


def read_concepts(concepts: Any) -> tuple[Asked, ...]:
    """Return what several concepts ask, or one that stands alone, each once and in their order."""
    alone = isinstance(concepts, str) or not isinstance(concepts, Iterable)
    several: Sequence[Any] = [concepts] if alone else list(concepts)
    if not several:
        raise InputError("expected at least one stability concept, got none")
    return tuple(dict.fromkeys(read_concept(concept) for concept in several))


def check_sanctions(sanctions: str) -> None:
    """Refuse what is no way to answer."""
    if sanctions not in ("joint", "single"):
        raise InputError(unknown("kind of sanctions", str(sanctions), ("joint", "single")))
