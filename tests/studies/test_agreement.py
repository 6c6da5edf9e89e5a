"""Pure equilibria of the same games, asked of every solver and study that finds them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import parse, solve, solve_batch, thresholds
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.orders.codings import SAKWA
from tetrarchy.solvers.n_player.support_profiles import exact_gains, mixing, undominated_supports
from tetrarchy.studies.claims.worlds.arena_worlds import ArenaModel, Worlds
from tetrarchy.studies.claims.worlds.draws import Defaults
from tetrarchy.studies.claims.worlds.setting import Setting, Values
from tetrarchy.studies.sweep.columns.games import games_at
from tetrarchy.studies.sweep.columns.pure import replies


@pytest.mark.parametrize(
    ("arena", "parameter"),
    [
        ("triangle", "pressure_on_russia"),
        ("climate", "unrest"),
        ("coalition", "benefit"),
        ("sanctions", "sender_cost"),
        ("triangle", "mistrust"),
    ],
)
def test_all_ways_to_pure_equilibria_agree_between_and_at_thresholds(arena, parameter):
    scenario = parse(f'title = "{arena}"\n[game]\nkind = "{arena}"', arena)
    known = ARENAS[arena].parameter(parameter)
    line = thresholds(scenario, parameter)
    tipping = [point.value for point in line.tipping_points if isinstance(point.value, Fraction)]
    between = [known.low + (known.high - known.low) * Fraction(k, 13) for k in range(1, 13)]
    points = [*between, *tipping]
    column = np.array(points, dtype=np.float64)

    model, defaults = ArenaModel(ARENAS[arena]), Defaults(SAKWA)
    values = {name: one.repeat(len(points)) for name, one in defaults.values(arena, model.parameters).items()}
    matrices = defaults.matrices.repeat(len(points), axis=0)
    setting = Setting(model.arena, values | {parameter: column})
    worlds = Worlds(setting, Values(matrices), model.arena.reference_types).equilibria
    swept = replies(games_at(scenario, {f"game.parameters.{parameter}": column}, len(points)).payoffs).equilibria
    batch = solve_batch(scenario.replace({parameter: column}).payoffs())

    assert tipping
    for number, value in enumerate(points):
        game = scenario.replace({parameter: value}).build()
        pure = [tuple(int(s.argmax()) for s in found.strategies) for found in solve(game, "pure").equilibria]
        (regime,) = [regime.profiles for regime in line.regimes if value in regime.interval]
        supports = [tuple(own[0] for own in s) for s in undominated_supports(exact_gains(game)) if not mixing(s)]
        assert list(regime) == supports == pure
        assert [tuple(place) for place in np.argwhere(worlds[number]).tolist()] == pure
        assert [profile for profile, found in zip(game.pure_profiles(), swept[:, number], strict=True) if found] == pure
        if value in between:
            rows = (batch.game == number) & batch.pure
            assert sorted(zip(*(own[rows].argmax(axis=1).tolist() for own in batch.strategies), strict=True)) == pure
