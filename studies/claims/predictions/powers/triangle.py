"""What the papers predict of triangular diplomacy."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np

from .....games.arenas.powers.triangle import REPLIES, TRIANGLE
from .....games.arrays import Flags, Floats
from .....games.dimensions import POSITION
from .....games.orders.mixes import CHINA, RUSSIA, UNITED_STATES_2017
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds
from ...worlds.setting import Kind

_MODEL = ArenaModel(TRIANGLE)
_PAIR = ("Russia", "China")
_ENTENTE = ("entente", "entente")
_PRESSED, _ENGAGED = "dual_pressure", "engage_both"
_HIGHEST_ASYMMETRY = float(TRIANGLE.parameter("asymmetry").high)
_WITHOUT_SECURITY_STATE = {"liberal": "25/70", "mercantilist": "45/70"}


def _replies_in_equilibrium(worlds: Worlds, posture: str) -> Mapping[tuple[str, str], Flags]:
    """Return where each pair of replies is an equilibrium among Russia and China."""
    return {(one, other): worlds.among(_PAIR, posture, one, other) for one, other in product(REPLIES, repeat=2)}


def _with_hedger(worlds: Worlds, posture: str) -> Flags:
    found = _replies_in_equilibrium(worlds, posture)
    return np.logical_or.reduce([where for pair, where in found.items() if "hedge" in pair])


def _only_without_hedger(worlds: Worlds, posture: str) -> Flags:
    some = np.logical_or.reduce(list(_replies_in_equilibrium(worlds, posture).values()))
    return some & ~_with_hedger(worlds, posture)


def _left_by_dominance(worlds: Worlds, posture: str) -> tuple[Flags, Flags]:
    """Return which replies of Russia and of China iterated strict dominance leaves, each of shape (B, 3)."""
    place = TRIANGLE.actions[0].index(posture)
    russia, china = worlds.payoffs[:, 1, place], np.swapaxes(worlds.payoffs[:, 2, place], 1, 2)
    left = [np.ones(table.shape[:2], dtype=bool) for table in (russia, china)]
    for _ in range(2 * len(REPLIES)):
        left = [_undominated(russia, left[0], left[1]), _undominated(china, left[1], left[0])]
    return left[0], left[1]


def _undominated(own: Floats, left: Flags, of_other: Flags) -> Flags:
    """Return which replies no other one that is left beats against all that is left of the other's: shape (B, 3)."""
    beats = ((own[:, :, None] > own[:, None]) | ~of_other[:, None, None]).all(axis=3)
    return left & ~(beats & left[:, :, None]).any(axis=1)


def _entente(worlds: Worlds, posture: str) -> Flags:
    return worlds.among(_PAIR, posture, *_ENTENTE)


def _today(worlds: Worlds, us: Kind) -> Flags:
    return worlds.given(US=us).nash(_PRESSED, *_ENTENTE)


def _weight(worlds: Worlds, kind: Kind, *dimensions: str) -> Floats:
    return worlds.weights(kind)[:, [POSITION[name] for name in dimensions]].sum(axis=1)


PREDICTIONS = (
    Prediction(
        _MODEL,
        "triangle.1",
        "DOM",
        "Under dual pressure iterated dominance leaves neither Russia nor China the hedge.",
        {
            "Russia is not left the hedge": lambda w: ~_left_by_dominance(w, _PRESSED)[0][:, 0],
            "China is not left the hedge": lambda w: ~_left_by_dominance(w, _PRESSED)[1][:, 0],
        },
        core=("P01",),
    ),
    Prediction(
        _MODEL,
        "triangle.2",
        "CS",
        "Engaged, one of the pair may hedge; under dual pressure none does.",
        {
            "engaged, some equilibrium of the pair has a hedger": lambda w: _with_hedger(w, _ENGAGED),
            "under dual pressure there is one, and none has a hedger": lambda w: _only_without_hedger(w, _PRESSED),
        },
        core=("P01", "C32"),
    ),
    Prediction(
        _MODEL,
        "triangle.3",
        "EQ",
        "Under dual pressure the pair settles on an entente, and an offer of alliance is answered with no more.",
        {
            "entente is Russia's only best reply to a Chinese alliance": lambda w: w.only_reply(
                "Russia", "entente", _PRESSED, "alliance"
            ),
            "entente is China's only best reply to a Russian alliance": lambda w: w.only_reply(
                "China", "entente", _PRESSED, "alliance"
            ),
            "an entente is an equilibrium of the pair": lambda w: _entente(w, _PRESSED),
        },
        core=("C34",),
    ),
    Prediction(
        _MODEL,
        "triangle.4",
        "EQ",
        "Washington is worse off pressing two in entente than engaging two who hedge; Russia gains by the entente.",
        {
            "the United States is worse off pressing an entente than engaging hedgers": lambda w: (
                w.worth("US", _PRESSED, *_ENTENTE) < w.worth("US", _ENGAGED, "hedge", "hedge")
            ),
            "under pressure an entente leaves Russia better off than hedging": lambda w: (
                w.worth("Russia", _PRESSED, *_ENTENTE) > w.worth("Russia", _PRESSED, "hedge", "hedge")
            ),
        },
        core=("P16",),
    ),
    Prediction(
        _MODEL,
        "triangle.5",
        "EQ",
        "Engaged alone while Russia is pressed, China keeps the entente with Russia: there is no G2.",
        {"China keeps the entente": lambda w: w.reply("China", "entente", "wedge_china", "entente")},
        core=("P16",),
    ),
    Prediction(
        _MODEL,
        "triangle.6",
        "EQ",
        "Under dual pressure Russia meets a Chinese alliance with no more than an entente, and does not hedge either.",
        {
            "entente is Russia's only best reply to a Chinese alliance": lambda w: w.only_reply(
                "Russia", "entente", _PRESSED, "alliance"
            ),
            "hedging is no best reply to a Chinese entente": lambda w: ~w.reply("Russia", "hedge", _PRESSED, "entente"),
        },
        core=("P13",),
    ),
    Prediction(
        _MODEL,
        "triangle.7",
        "CS",
        "Without pressure an entente is an equilibrium by the norms that the two share.",
        {
            "engaged, an entente is an equilibrium of the pair": lambda w: _entente(w, _ENGAGED),
            "it is none without the norm dividend": lambda w: ~_entente(w.given(norm_dividend=0), _ENGAGED),
        },
        core=("P14",),
    ),
    Prediction(
        _MODEL,
        "triangle.8",
        "EQ",
        "The tie outlives the pressure: engaged, an entente is an equilibrium of the pair.",
        {"engaged, an entente is an equilibrium of the pair": lambda w: _entente(w, _ENGAGED)},
        bears_on=("P14", "C32"),
    ),
    Prediction(
        _MODEL,
        "triangle.9",
        "TH",
        "Restraint decides: Russia keeps an entente under pressure with a China half restrained, and not with none.",
        {
            "at restraint .5 entente is Russia's best reply to entente": lambda w: w.given(chinese_restraint=0.5).reply(
                "Russia", "entente", _PRESSED, "entente"
            ),
            "at restraint 0 it is not": lambda w: (
                ~w.given(chinese_restraint=0).reply("Russia", "entente", _PRESSED, "entente")
            ),
        },
        core=("P17",),
    ),
    Prediction(
        _MODEL,
        "triangle.10",
        "EQ",
        "However unequal the two, entente is still Russia's best reply to entente under dual pressure.",
        {
            "at the highest asymmetry entente is Russia's best reply": lambda w: w.given(
                asymmetry=_HIGHEST_ASYMMETRY
            ).reply("Russia", "entente", _PRESSED, "entente")
        },
        core=("P09",),
    ),
    Prediction(
        _MODEL,
        "triangle.11",
        "CS",
        "A calm rear makes the tie: an entente under pressure would be none if it shielded from nothing.",
        {
            "under dual pressure an entente is an equilibrium of the pair": lambda w: _entente(w, _PRESSED),
            "it is none where a calm rear relieves no pressure": lambda w: (
                ~_entente(w.given(shielding=0, alliance_shielding=0), _PRESSED)
            ),
        },
        core=("P06",),
    ),
    Prediction(
        _MODEL,
        "triangle.12",
        "EQ",
        "Conservative norms are not needed: two mercantilists without a norm dividend are in entente too.",
        {
            "two mercantilists are in entente under dual pressure": lambda w: _entente(
                w.given(Russia="mercantilist", China="mercantilist", norm_dividend=0), _PRESSED
            )
        },
        core=("C36",),
    ),
    Prediction(
        _MODEL,
        "triangle.13",
        "EQ",
        "With a security state in the mix of the United States, dual pressure against an entente is an equilibrium.",
        {"dual pressure against an entente is an equilibrium": lambda w: _today(w, UNITED_STATES_2017)},
        bears_on=("C23",),
        foreseen=lambda w: w.given(US=UNITED_STATES_2017).sequential(_PRESSED, *_ENTENTE),
    ),
    Prediction(
        _MODEL,
        "triangle.14",
        "CS",
        "Dual pressure against an entente is an equilibrium with a security state in the mix, and none without it.",
        {
            "it is an equilibrium with a security state": lambda w: _today(w, UNITED_STATES_2017),
            "it is none without one": lambda w: ~_today(w, _WITHOUT_SECURITY_STATE),
        },
        bears_on=("C23",),
    ),
    Prediction(
        _MODEL,
        "triangle.15",
        "CLS",
        "Russia cares who makes the rules, China for growth and society.",
        {
            "rule-making weighs more for Russia": lambda w: (
                _weight(w, RUSSIA, "status", "primacy", "promotion")
                > _weight(w, CHINA, "status", "primacy", "promotion")
            ),
            "growth and society weigh more for China": lambda w: (
                _weight(w, CHINA, "gain", "commons") > _weight(w, RUSSIA, "gain", "commons")
            ),
        },
        core=("P15",),
    ),
)
