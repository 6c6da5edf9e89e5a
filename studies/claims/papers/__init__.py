"""The ledger: 65 claims of two papers, restated.

46 are Sakwa's (2019, doi 10.31278/1810-6374-2019-17-3-8-31), 19 Paikin's (2020, doi 10.1057/s41311-020-00260-6); where
both say a thing it is listed once. The statements are ours, and the authors answer for none of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..claim import Claim
from . import paikin, sakwa_contest, sakwa_orders

CLAIMS: Mapping[str, Claim] = {
    claim.id: claim for claim in (*sakwa_orders.CLAIMS, *sakwa_contest.CLAIMS, *paikin.CLAIMS)
}
