"""How thick is the tie between two states? Three readings of the same inputs, side by side.

Paikin (2020) asks whether the tie of Russia and China is thick, and finds that the answer depends on what thickness
is taken to be. Inputs are judgements in [0, 1]; see the fields of `Relation`.

*English School*: T = N (1 + kappa ((1 - lambda) en - lambda)), so that contestation builds where it is held to drive a
relation and wears where it is held to impair it; thick where N >= 1/2 and T >= 1/2; shared values do not enter. A thick
tie is entrenched where status is mutually recognised, R >= 1/2.

*Buzan's spectrum*: power-political where N < 1/4; else coexistence where C < 1/2; else cooperative where V < 3/4 (and
de-securitised where D >= 3/4); else convergence.

*Mearsheimer's rule*: thick where min(E, M) >= 0.6. Otherwise thin, in one of three forms: institutions in one realm
only (the weaker < 0.2, the stronger >= 0.2), weak ones (both < 0.6), or strong ones in one realm only.

Thresholds are judgements; the Mearsheimer rule was written knowing its author's conclusion.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Relation:
    """A pair of states and what is judged of their tie, each in [0, 1]; None where nothing is said.

    Symbols of the documentation, in order: N, kappa, V, C, D, E, M, R, lambda, en. `contestation_view` is 0 where
    contestation is held to drive a relation and 1 where it is held to impair it; `engine_strength` says how strongly it
    builds where it drives.
    """

    between: tuple[str, str]
    norm_agreement: Fraction | None = None
    contestation: Fraction | None = None
    shared_values: Fraction | None = None
    joint_projects: Fraction | None = None
    desecuritisation: Fraction | None = None
    economic_institutions: Fraction | None = None
    military_institutions: Fraction | None = None
    status_recognition: Fraction | None = None
    contestation_view: Fraction = Fraction(1, 2)
    engine_strength: Fraction = Fraction(1, 2)


def thickness(relation: Relation) -> Fraction | None:
    """Return the thickness T of the English School, from 0 to 2, or None where an input is missing."""
    norms, contest = relation.norm_agreement, relation.contestation
    if norms is None or contest is None:
        return None
    impairs = relation.contestation_view
    return norms * (1 + contest * ((1 - impairs) * relation.engine_strength - impairs))


def english_school(relation: Relation) -> str | None:
    """Return "thin", "thick" or "entrenched", or None where an input is missing."""
    thick, norms = thickness(relation), relation.norm_agreement
    if thick is None or norms is None:
        return None
    if min(norms, thick) < Fraction(1, 2):
        return "thin"
    recognised = relation.status_recognition
    return "entrenched" if recognised is not None and recognised >= Fraction(1, 2) else "thick"


def buzan(relation: Relation) -> str | None:
    """Return the rung on Buzan's spectrum of inter-state societies, or None where an input is missing."""
    norms, projects, values = relation.norm_agreement, relation.joint_projects, relation.shared_values
    if norms is None:
        return None
    if norms < Fraction(1, 4):
        return "power-political"
    if projects is None:
        return None
    if projects < Fraction(1, 2):
        return "coexistence"
    if values is None:
        return None
    if values >= Fraction(3, 4):
        return "convergence"
    safe = relation.desecuritisation
    return "cooperative, de-securitised" if safe is not None and safe >= Fraction(3, 4) else "cooperative"


def mearsheimer(relation: Relation) -> str | None:
    """Return "thick" or the form of thinness, or None where an input is missing."""
    economic, military = relation.economic_institutions, relation.military_institutions
    if economic is None or military is None:
        return None
    weaker, stronger = sorted((economic, military))
    if weaker >= Fraction(3, 5):
        return "thick"
    if weaker < Fraction(1, 5) <= stronger:
        return "thin (one realm only)"
    if stronger < Fraction(3, 5):
        return "thin (weak institutions)"
    return "thin (strong in one realm only)"


READINGS: dict[str, Callable[[Relation], str | None]] = {
    "English School": english_school,
    "Buzan": buzan,
    "Mearsheimer": mearsheimer,
}
