"""What the papers predict of intervention to protect."""

from __future__ import annotations

from .....games.arenas.institutions.intervention import INTERVENTION
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel

_MODEL = ArenaModel(INTERVENTION)

PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Where K fully trusts that the mandate is kept to, consent is its only best reply to a request for one.",
        ("C35",),
        lambda worlds: worlds.given(rho=1).only_reply("K", "consent", "seek_mandate"),
        fixed_by_algebra=True,
    ),
    Prediction(
        _MODEL,
        2,
        "Where K does not trust it at all, a veto is its only best reply to a request for a mandate.",
        ("C28", "C35"),
        lambda worlds: worlds.given(rho=0).only_reply("K", "veto", "seek_mandate"),
    ),
    Prediction(
        _MODEL,
        3,
        "To a K that vetoes, acting alone is the only best reply of L.",
        ("C09",),
        lambda worlds: worlds.only_reply("L", "unilateral", "veto"),
    ),
    Prediction(
        _MODEL,
        4,
        "To a K that consents, seeking a mandate is the only best reply of L.",
        ("C08", "C39"),
        lambda worlds: worlds.only_reply("L", "seek_mandate", "consent"),
    ),
    Prediction(
        _MODEL,
        5,
        "A mercantilist in L's place has abstaining for its only best reply to a K that vetoes.",
        ("C20",),
        lambda worlds: worlds.given(L="mercantilist").only_reply("L", "abstain", "veto"),
        fixed_by_algebra=True,
    ),
)
