"""What the page of a world is made of: the world's own numbers, written short, and a file that asks for nothing."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from tetrarchy import InputError, World
from tetrarchy.configs.world.load import load_setting
from tetrarchy.games.world.setting import WorldSetting
from tetrarchy.reports.explore.world import world_page, world_values
from tetrarchy.solvers.world.uniqueness import monotonicity
from tetrarchy.studies.explore.explorable_world import explorable_world

SMALL = str(Path(__file__).parents[2] / "worlds" / "two-and-one.toml")
RAW = World(
    [["1/2", "1/2"], [1, 0], ["1/4", "3/4"]],
    [[0, "1/3", 0], [0, 0, "-1/2"], ["2/5", 0, 0]],
    ["1/2", "1/4", "1/4"],
    *(0, 0, 0, 0, 0),
)


def network_in(values):
    """Return the network that a page reads from its values."""
    count, sizes = len(values["states"]), values["size"]
    network = np.zeros((count, count))
    for i, row in enumerate(values["ties"].split(";")):
        j = i if values["mutual"] else -1
        for part in row.split(",") if row else ():
            gap, _, strength = part.partition("x")
            j += int(gap)
            for one, other in ((i, j), (j, i)) if values["mutual"] else ((i, j),):
                size = sizes[other] if values["sized"] else 1
                network[one, other] = float(strength or 1) * size / (values["divisors"] or [1] * count)[one]
    return network


def test_the_page_of_the_world_that_ships_is_small_and_holds_its_numbers():
    found = explorable_world(load_setting())
    page, world = world_page(found), found.setting.world
    values = json.loads(page.partition('id="game">')[2].partition("</script>")[0])

    assert len(page.encode()) < 60_000
    np.testing.assert_allclose(network_in(values), world.network.astype(float), rtol=1e-14, atol=0)
    assert values["mutual"]
    assert (values["theta"], values["size"]) == (world.decimals.theta.tolist(), world.decimals.size.tolist())
    assert 1 - 0.2 * values["radius"] == pytest.approx(monotonicity(world).bound, rel=1e-12)
    assert not re.search(r"src=|href=|url\(|@import|fetch\(|XMLHttp|Worker|import\(|eval\(|Function\(", page)
    assert set(re.findall(r"https?:[^\"]*", page)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("setting", [load_setting(SMALL), WorldSetting("raw", RAW)], ids=["mutual", "one way"])
def test_ties_of_any_kind_are_read_back(setting):
    found = explorable_world(setting)

    np.testing.assert_allclose(network_in(world_values(found)), found.setting.world.network.astype(float), rtol=1e-14)


def test_the_page_begins_with_the_changes_that_a_file_asks_about_and_its_dials_reach_them():
    found = explorable_world(load_setting(SMALL).with_world({"beta": "3/2"}), ("beta=3/2",))
    values = world_values(found)

    assert values["pushes"] == [[2, 3, 0.3]]
    assert values["theta"][0] == [0, 0, 1, 0]
    assert values["given"] == ["beta=3/2"]
    beta, gamma, liberal = values["dials"][:3]
    assert (beta["low"], beta["high"], beta["value"], beta["step"]) == (0, 1.5, 1.5, 0.02)
    assert (gamma["high"], gamma["value"]) == (2, 0.25)
    assert (liberal["key"], liberal["low"], liberal["high"]) == ("monism.liberal", 0.6, 1)


def test_names_are_data_and_the_policy_allows_this_script_and_this_style_alone():
    nasty = "A</script><!--\u202e"
    setting = replace(load_setting(SMALL), title=nasty, names={"AAA": nasty})
    page = world_page(explorable_world(setting))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]

    assert page.count("<script") == page.count("</script>") == 2
    assert "<!--" not in page
    assert "\u202e" not in page
    assert policy.startswith("default-src 'none'; ")
    for directive, tag in (("script-src", "script"), ("style-src", "style")):
        [text] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{directive} 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy


def test_a_world_of_more_states_than_a_page_solves_is_refused():
    count = 201
    world = World([[1, 0]] * count, np.zeros((count, count), int), [f"1/{count}"] * count, 0, 0, 0, 0, 0)
    with pytest.raises(InputError, match="a page shows worlds of at most 200 states, this one has 201"):
        explorable_world(WorldSetting("large", world))
