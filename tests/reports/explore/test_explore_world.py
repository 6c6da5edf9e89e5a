"""What the page of a world is made of: the world's own numbers, written short, and a file that asks for nothing."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from tetrarchy import InputError, World
from tetrarchy.configs.options import settings
from tetrarchy.configs.world.load import is_world, load_setting
from tetrarchy.games.world.setting import AlignmentTerms, WorldSetting
from tetrarchy.reports.explore.world import world_page, world_values
from tetrarchy.solvers.world.uniqueness import monotonicity
from tetrarchy.studies.explore.explorable_world import explorable_world
from tetrarchy.studies.world.blocs import strongest

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


@pytest.fixture(scope="module")
def shipped():
    return explorable_world(load_setting())


def test_the_page_of_the_world_that_ships_is_small_and_holds_its_numbers(shipped):
    page, world = world_page(shipped), shipped.setting.world
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


def test_a_page_holds_what_its_blocs_and_whiskers_are_drawn_from(shipped):
    setting, world = shipped.setting, shipped.setting.world
    setting = replace(setting, alignment=AlignmentTerms((-1, 0, 1), Fraction(1, 50), {"CHN": -1, "FJI": 1}))
    values, codes = world_values(replace(shipped, setting=setting)), strongest(world)

    # The world's pact of the United States with Japan, its rivalry with China, and no tie of both with Ukraine.
    usa, names = codes.index("USA"), {codes.index("JPN"): "+", codes.index("CHN"): "-", codes.index("UKR"): "."}
    assert {place: values["bonds"][usa][place] for place in names} == names
    assert {len(row) for row in values["bonds"]} == {len(codes)} == {25}
    assert values["terms"] == {"values": (-1, 0, 1), "cost": 0.02, "anchors": [[0, -1]]}
    # Russia's votes of 2000-10: sovereign .69 to .76, which are conservative.
    assert values["whiskers"][codes.index("RUS")][3] == pytest.approx([690, 760], abs=5)


@pytest.mark.parametrize("given", [(), ("beta=3/10", "theta.BBB={liberal=0.25, conservative=0.75}")])
def test_a_page_is_read_back_with_the_setting_saved_from_it(tmp_path, given):
    setting = load_setting(SMALL).with_world(settings(given))
    page = tmp_path / "world.html"
    saved = '{"gamma":"0.3","push.AAA.transformative":"0.1"}'
    text = world_page(explorable_world(setting, given))
    page.write_text(text.replace('id="setting">{}', f'id="setting">{saved}'), encoding="utf-8")
    found, asked = load_setting(page), setting.asking({"gamma": "0.3", "push.AAA.transformative": "0.1"})

    assert is_world(str(page))
    for one, other in ((found, setting), (found.with_world(found.changes), asked.with_world(asked.changes))):
        for name in ("theta", "network", "size", "beta", "gamma", "push", "states"):
            assert np.array_equal(getattr(one.world, name), getattr(other.world, name))
    assert (found.title, found.names, found.alignment) == (setting.title, setting.names, setting.alignment)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ('"push.AAB.liberal":"1"', r"the setting inside the page: push\.AAB\.liberal: unknown state 'AAB'"),
        ('"beta":1', "the setting inside the page: expected a table of numbers as text, got"),
    ],
)
def test_what_is_wrong_in_a_saved_setting_is_told(tmp_path, part, said):
    page = tmp_path / "world.html"
    text = world_page(explorable_world(load_setting(SMALL)))
    page.write_text(text.replace('id="setting">{', f'id="setting">{{{part}'), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        load_setting(page)


def test_names_are_data_and_the_policy_allows_this_script_and_this_style_alone():
    nasty = "A</script><!--\u202e"
    setting = replace(load_setting(SMALL), title=nasty, names={"AAA": nasty})
    page = world_page(explorable_world(setting))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]

    assert page.count("<script") == page.count("</script>") == 5
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
