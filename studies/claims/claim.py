"""A claim: what a paper says of the world, restated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """A row of the ledger.

    Attributes
    ----------
    id
        C01 to C46 for Sakwa (2019), P01 to P19 for Paikin (2020).
    version
        Counted up whenever what puts the claim to the test, or its words, change; `change` says how at this version.
    source
        The section, and where in the texts: S with a line of Sakwa's, P with an offset in thousands of characters of
        Paikin's. The text of the latter has lost its headings; some words of it tell where a passage is.
    limits
        Why nothing tests it, or what of it alone is put to the test; empty where it is put as it stands.
    """

    id: str
    version: int
    title: str
    statement: str
    source: str
    change: str
    limits: str = ""


SYSTEM = 'Sakwa 2019, section "The international system"'
MODELS = 'Sakwa 2019, section "Models of global order"'
LIBERAL = 'Sakwa 2019, section "Liberal international order"'
TRANSFORMATIVE = 'Sakwa 2019, section "Transformative (revolutionary) internationalism"'
MERCANTILIST = 'Sakwa 2019, section "Mercantilist nationalism"'
CONSERVATIVE = 'Sakwa 2019, section "Conservative (sovereign) internationalism"'
SOLIDARISM = 'Sakwa 2019, section "Solidarism, hegemony and neo-revisionism"'
PAIKIN = "Paikin 2020"
