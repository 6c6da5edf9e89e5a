"""Every prediction of the ledger, world by world, against a statement of it written apart from the package."""

import sys
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tetrarchy.games.orders.codings import CODINGS, SAKWA
from tetrarchy.games.ties.dyads import HALF_WIDTHS
from tetrarchy.studies.claims.predictions import PREDICTIONS
from tetrarchy.studies.claims.worlds.draws import Defaults, Draws

sys.path.append(str(Path(__file__).parent))
worlds = import_module("stated_worlds")
powers = import_module("stated_powers")
affairs = import_module("stated_affairs")
STATED = worlds.oracle.STATED

ON_ARENAS = {
    **powers.TRIANGLE,
    **powers.OTHERS,
    **powers.UNIPOLAR,
    **affairs.BODIES,
    **affairs.SOCIETIES,
    **affairs.EXCHANGE,
}
STATED_IDS = {*ON_ARENAS, *powers.DOMESTIC, *powers.ENLARGEMENT, *affairs.CONDUCT, *affairs.TIES}
SYMBOLS = dict(zip(HALF_WIDTHS, ("N", "kappa", "V", "C", "D", "E", "M", "R", "lambda", "en"), strict=True))

DRAWN = Draws(SAKWA, seed=7, block=0, size=250)
NUMBERS = {
    "theory": DRAWN,
    "labels": replace(DRAWN, arm="labels"),
    "free": replace(DRAWN, arm="free", size=40),
    "offensive_realist": replace(DRAWN, coding=CODINGS["offensive_realist"], size=40),
    "defaults": Defaults(SAKWA),
}


@cache
def arena_worlds(name, arm):
    """Return the stated worlds of an arena, from the numbers that the package draws for it."""
    numbers = NUMBERS[arm]
    model = next(each.model for each in PREDICTIONS.values() if each.model.name == name)
    values = numbers.values(name, model.parameters)
    symbols = {known.symbol: values[known.name] for known in model.parameters}
    return worlds.StatedWorlds(name, symbols, numbers.matrices, STATED[name].types)


def stated_parts(prediction, arm):
    """Return where each part of a prediction holds by its statement, shape (parts, B)."""
    id, model, numbers = prediction.id, prediction.model, NUMBERS[arm]
    values = numbers.values(model.name, model.parameters)
    if id in powers.DOMESTIC:
        votes = dict(zip("LMS", values.values(), strict=True))
        return powers.DOMESTIC[id](arena_worlds("triangle", arm), votes)
    if id in powers.ENLARGEMENT:
        symbols = {known.symbol: values[known.name] for known in model.parameters}
        return powers.ENLARGEMENT[id](powers.enlargement(symbols, numbers.matrices))
    if id in affairs.CONDUCT:
        return affairs.CONDUCT[id]({name: arena_worlds(name, arm) for name in STATED})
    if id in affairs.TIES:
        return affairs.TIES[id](SimpleNamespace(**{SYMBOLS[name]: np.clip(values[name], 0, 1) for name in values}))
    return ON_ARENAS[id](arena_worlds(model.name, arm))


def test_every_prediction_is_stated_again():
    assert set(PREDICTIONS) == STATED_IDS


def found_parts(prediction, arm):
    """Return where each part of a prediction holds by the package, shape (parts, B)."""
    return prediction.tested(prediction.model.worlds(NUMBERS[arm]))


@pytest.mark.parametrize("id", PREDICTIONS)
def test_every_part_holds_in_the_worlds_in_which_its_statement_does(id):
    prediction = PREDICTIONS[id]
    arms = ["theory"] if prediction.placebo == "dyads" else ["theory", "labels"]

    for arm in arms:
        np.testing.assert_array_equal(found_parts(prediction, arm), np.array(stated_parts(prediction, arm)))


@pytest.mark.parametrize("arm", ["free", "offensive_realist", "defaults"])
def test_so_they_do_under_other_matrices_and_at_the_defaults(arm):
    differing = [
        id
        for id, each in PREDICTIONS.items()
        if each.placebo != "dyads" and not np.array_equal(found_parts(each, arm), np.array(stated_parts(each, arm)))
    ]

    assert differing == []
