"""In how many of the worlds drawn from the intervals of mixes the sentences of a counterfactual hold."""

from dataclasses import replace

import pytest

from tetrarchy import World
from tetrarchy.games.world.catalogue import CORNERS
from tetrarchy.games.world.setting import WorldSetting
from tetrarchy.studies.world.analysis import world_analysis
from tetrarchy.studies.world.draws import DRAWS, drawn_identities

WORLD = World(
    [["0.48", "0.52", 0, 0], [0, 0, 1, 0]],
    [[0, 0], [0, 0]],
    ["3/4", "1/4"],
    *(0, 0, 0, 0, 0),
    states=["A", "B"],
    orders=CORNERS,
)
ENDS = {**dict.fromkeys(CORNERS, (0, 0)), "american": ("0.3", "0.66"), "european": ("0.34", "0.7")}
SETTING = WorldSetting("Two", WORLD, intervals={"A": ENDS})


def test_the_share_of_a_sentence_is_that_of_the_draws_in_which_it_holds():
    analysis = world_analysis(SETTING.asking({"push.A.american": "0.08"}))
    american = drawn_identities(SETTING, 0, 0, DRAWS)[:, 0, 0]

    # Half the push becomes practice: American leads after it, and not before, from .46 to .5.
    turned = ((american > 0.46) & (american < 0.5)).mean()
    assert 0 < turned < 1
    assert {each.sentence: each.share for each in analysis.sentences} == {
        "the world practises more american": 1,
        "the world practises less european": 1,
        "american leads in the world": (american > 0.46).mean(),
        "A moves most": 1,
        "american comes to lead in A": turned,
    }


def test_an_identity_that_a_change_replaces_is_not_drawn():
    analysis = world_analysis(SETTING.asking({"theta.A": {"american": "0.52", "european": "0.48"}}))
    american = drawn_identities(SETTING, 0, 0, DRAWS)[:, 0, 0]

    shares = {each.sentence: each.share for each in analysis.sentences}
    assert shares["american leads in the world"] == 1
    assert shares["the world practises more american"] == (american < 0.52).mean()


def test_without_intervals_nothing_is_drawn_and_a_mix_that_is_set_has_none():
    given = SETTING.with_world({"theta.A": "american"})

    assert not given.intervals
    assert SETTING.with_world({"beta": "1/2"}).intervals == SETTING.intervals
    assert world_analysis(given.asking({"push.A.american": 1})).sentences == ()
    assert world_analysis(SETTING).sentences == ()


def test_the_margin_of_a_state_is_its_least_share_or_what_an_order_left_aside_costs_more():
    aside = {f"push.A.{corner}": "-0.3" for corner in ("sovereign", "southern")}
    asked = {"push.B.american": "0.6", "push.B.european": "-1", "push.B.southern": "-1"}
    analysis = world_analysis(SETTING.with_world({**aside, **asked}))

    # A leaves the others aside by .3, less than its shares; B practises .3 of what it is pushed to.
    assert analysis.margins == pytest.approx([0.3, 0.3], abs=1e-12)


def test_regions_practise_what_their_states_do_weighed_by_size():
    analysis = world_analysis(replace(SETTING, regions={"A": "North", "B": "North"}))

    [north] = analysis.regions
    assert (north.name, north.states, north.size) == ("North", 2, 1)
    assert north.practice == pytest.approx([0.36, 0.39, 0.25, 0], abs=1e-12)
    assert not world_analysis(replace(SETTING, regions={"A": "North"})).regions
