"""What the page of a population is made of, and its script against the program."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from dataclasses import replace
from fractions import Fraction
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from urllib.parse import quote, unquote

import numpy as np
import pytest

from tetrarchy import InputError, load, parse, rest_points
from tetrarchy.configs.files.page import with_setting
from tetrarchy.games.actors import mixed_rows
from tetrarchy.games.arenas.populations.magnet import magnet_worth
from tetrarchy.games.numbers import percent
from tetrarchy.games.orders.matrix import normalised
from tetrarchy.games.orders.rows import ORDER_NAMES
from tetrarchy.games.scenario.resolved import resolved
from tetrarchy.reports.explore.population import population_page, population_values
from tetrarchy.reports.format.toml import toml
from tetrarchy.solvers.evolution.dynamics import replicator_mutator
from tetrarchy.solvers.evolution.evolutionary_stability import evolutionarily_stable
from tetrarchy.studies.evolution.magnet import adoption, regime_of
from tetrarchy.studies.evolution.order_contest.analysis import POINTS, TIME
from tetrarchy.studies.evolution.order_contest.numeric import contest_of
from tetrarchy.studies.evolution.order_contest.responses import long_run
from tetrarchy.studies.evolution.trajectories import followed
from tetrarchy.studies.explore.explorable_population import explorable_population

sys.path.append(str(Path(__file__).parent))
page_script = import_module("page_script")

CONTEST, MAGNET = "order-contest", "magnet-or-repellent"
BOTH = [CONTEST, MAGNET]
ROWS = normalised(load(MAGNET).value_matrix())

CONTESTS = """(data, settings) => {
  const own = populationOf(data);
  return settings.map((setting) => {
    const contest = contestAt(own, setting.map(parsed));
    const [table, found] = [exactTable(contest.payoffs), {}];
    for (const _ of contest.mutation ? balanced(contest, own.from, found) : restingExactly(table, found));
    const texts = (shares) => shares && shares.map(written);
    const path = followed(contest, own.time, own.points, ACCURACY);
    return {
      payoffs: contest.payoffs,
      best: repliesIn(contest.payoffs),
      last: path.shares[path.shares.length - 1],
      settled: settledAt(contest, own.long),
      points: found.points.map((point) => ({ ...point, exact: texts(point.exact) })),
      continua: found.continua.map((corners) => corners.map(texts)),
      complete: found.complete,
    };
  });
}"""
TABLES = """(tables) => tables.map((table) => {
  const found = {};
  const exact = table.map((row) => row.map(parsed));
  for (const _ of restingExactly(exact, found));
  return {
    points: found.points.map((point) => [point.exact.map(written), point.stable]),
    continua: found.continua.map((corners) => corners.map((corner) => corner.map(written))),
    stays: found.points.filter((point) => keepsOut(exact, point.exact)).map((point) => point.exact.map(written)),
  };
})"""
MAGNETS = """(data, settings) => {
  const own = populationOf(data);
  const kind = (each) => {
    const tipping = tippingOf(each);
    return [written(each.alone), written(each.together), regimeOf(each), tipping && written(tipping)];
  };
  const tip = (found) => found && { ...found, value: written(found.value) };
  return settings.map((setting) => {
    const values = setting.map(parsed);
    const { typical, kinds, resting, courses } = magnetAt(own, values);
    const tips = own.dials.map((_, k) => magnetTips(own, values, k));
    return {
      kinds: [typical, ...kinds].map(kind),
      resting: resting.map(written),
      courses: courses.map((course) => course.map(written)),
      tips: tips.map(({ fall, rise }) => [tip(fall), tip(rise)]),
    };
  });
}"""


@cache
def explored(name):
    return explorable_population(name)


@cache
def page_of(name):
    return population_page(explored(name))


def drawn(found, random, on_steps):
    """Return a value for each dial, on tenths of its range or anywhere in it; shares sum to 1, some are 0."""
    parts = 10 if on_steps else 97
    values = [dial.low + (dial.high - dial.low) * Fraction(random.randint(0, parts), parts) for dial in found.dials]
    shares = [Fraction(random.choice((0, 0, 1, 3))) for _ in ORDER_NAMES]
    shares[random.randrange(len(shares))] += 1
    return [*values[: -len(shares)], *(share / sum(shares) for share in shares)]


def at(found, values):
    """Return the scenario where the dials stand at some values."""
    game, count = found.scenario.game, len(ORDER_NAMES)
    names = [known.name for known in game.arena.parameters]
    parameters = dict(zip(names, values[:-count], strict=True))
    mix = dict(zip(ORDER_NAMES, values[-count:], strict=True))
    return replace(found.scenario, game=replace(game, parameters=parameters, mix=mix))


def moved(found, values, dial, value):
    """Return values with one dial elsewhere, the other shares in their proportions."""
    shares = found.dials[dial].whole is not None
    others = [
        old * (1 - value) / (1 - values[dial]) if shares and own.whole is not None else old
        for own, old in zip(found.dials, values, strict=True)
    ]
    return [*others[:dial], value, *others[dial + 1 :]]


def texts(settings):
    return [list(map(str, values)) for values in settings]


# ---- the script against the program


def test_the_script_follows_a_contest_and_finds_its_rest_points_as_the_program_does():
    counts = assert_contests_agree(explored(CONTEST), contests())

    assert len(counts) == 10
    assert max(count for mutated, count in counts if mutated) == 5
    assert max(count for mutated, count in counts if not mutated) > 4


def assert_contests_agree(found, settings):
    """Hold a contest to the program at some settings; return whether each has mutation, and its rest points' number."""
    answers = page_script.answer("population", CONTESTS, population_values(found), texts(settings))
    solved = [contest_of(at(found, values)) for values in settings]
    counts = []
    for mutation in sorted({contest.mutation for contest in solved}):
        group = [k for k, contest in enumerate(solved) if contest.mutation == mutation]
        payoffs, starts = (np.array([getattr(solved[k], name) for k in group]) for name in ("payoffs", "start"))
        assert_paths_agree(payoffs, starts, mutation, [answers[k] for k in group])
        for table, answer in zip(payoffs, (answers[k] for k in group), strict=True):
            rest = rest_points(table, mutation)
            counts.append((mutation > 0, len(rest)))
            assert answer["payoffs"] == table.tolist()
            assert answer["best"] == (table == table.max(axis=0)).tolist()
            assert answer["complete"] == rest.complete
            assert [point["stable"] for point in answer["points"]] == [point.stable for point in rest]
            for own, point in zip(answer["points"], rest, strict=True):
                np.testing.assert_allclose(own["shares"], point.shares, rtol=0, atol=1e-10)
                assert own["exact"] == (None if point.exact is None else list(map(str, point.exact[0])))
    return counts


def contests():
    """Return ten settings of the order contest, with mutation and without.

    The second has several stable states, in the third nobody follows the liberal order at the start.
    """
    found, random = explored(CONTEST), Random(CONTEST)
    places = {dial.path[-1]: place for place, dial in enumerate(found.dials)}
    settings = [drawn(found, random, on_steps=k % 2 == 0) for k in range(10)]
    high = [name for name in places if name.endswith("monism") or name == "backlash"]
    settings[1] = [dial.high if dial.path[-1] in high else dial.value for dial in found.dials]
    settings[1][places["overreach"]], settings[1][places["recognition"]] = Fraction(1, 10), Fraction(0)
    settings[2][places["conservative"]] += settings[2][places["liberal"]]
    settings[2][places["liberal"]] = Fraction(0)
    for k, values in enumerate(settings):
        values[places["mutation"]] = (Fraction(0), Fraction(1, 500))[k % 2]
    return settings


def assert_paths_agree(payoffs, starts, mutation, answers):
    """Hold where the paths of some contests lead, and where they settle, to the program's."""
    last = followed(payoffs, starts, replicator_mutator(mutation), np.linspace(0, TIME, POINTS)).last
    for own, settled, answer in zip(last, long_run(payoffs, starts, mutation), answers, strict=True):
        # Halved steps moved no share of either path by more than 1e-8.
        np.testing.assert_allclose(answer["last"], own, rtol=0, atol=2e-8)
        assert (answer["settled"] is None) == bool(np.isnan(settled).any())
        if answer["settled"] is not None:
            np.testing.assert_allclose(answer["settled"], settled, rtol=0, atol=1e-10)


def test_the_script_decides_ties_and_continua_in_fractions_as_the_program_does():
    random = Random(7)
    tables = [[[random.randint(-1, 2) for _ in range(4)] for _ in range(4)] for _ in range(12)]
    tables.append([[0] * 4] * 4)
    tables.append([[0, 0.25, -1, -1], [0.25, 0, -1, -1], [-1, -1, -2, -1], [-1, -1, -1, -2]])
    answers = page_script.answer("population", TABLES, [[list(map(str, row)) for row in table] for table in tables])
    for table, answer in zip(tables, answers, strict=True):
        rest = rest_points(table)
        assert answer["points"] == [[list(map(str, point.exact[0])), point.stable] for point in rest]
        assert answer["continua"] == [[list(map(str, corner)) for (corner,) in each.corners] for each in rest.continua]
        stays = [[float(Fraction(share)) for share in shares] for shares in answer["stays"]]
        assert stays == [list(shares) for shares in evolutionarily_stable(table)]

    assert ["1/2", "1/2", "0", "0"] in answers[-1]["stays"]
    assert any(answer["continua"] for answer in answers)
    assert any(stable is None for answer in answers for _, stable in answer["points"])


def test_slopes_are_those_of_the_velocity():
    payoffs = [[0.3, 0.1, 0.4, 0.2], [0.5, 0.2, 0.1, 0.3], [0.2, 0.6, 0.1, 0.1], [0.4, 0.3, 0.2, 0.5]]
    shares, step = [0.4, 0.3, 0.2, 0.1], 1e-4
    ways = [[step * ((k == j) - (k == 3)) for k in range(4)] for j in range(3)]
    places = [
        [share + turn * part for share, part in zip(shares, way, strict=True)] for way in ways for turn in (1, -1)
    ]
    script = "(a, m, x, all) => [slopesAt(a, m, x), all.map((each) => velocityAt(a, m, each))]"
    slopes, velocities = page_script.answer("population", script, payoffs, 0.3, shares, places)
    ahead, behind = np.array(velocities)[::2, :3], np.array(velocities)[1::2, :3]

    # A velocity is cubic in the shares: central differences are off by its third derivative, of size 10, times step^2.
    np.testing.assert_allclose(slopes, (ahead - behind).T / (2 * step), rtol=0, atol=1e-6)


def test_the_script_asks_the_neighbours_of_a_magnet_as_the_program_does_and_finds_where_it_turns():
    found, random = explored(MAGNET), Random(MAGNET)
    ties = assert_magnets_agree(found, [drawn(found, random, on_steps=k % 2 == 0) for k in range(10)], random)[:8]
    tied = page_script.answer("population", MAGNETS, population_values(found), texts(ties))
    for values, answer in zip(ties, tied, strict=True):
        assert_magnet_agrees(at(found, values), answer)

    assert len(tied) == 8


def assert_magnets_agree(found, settings, random):
    """Hold a magnet to the program at some settings; return settings at which it begins to do something else."""
    answers, ties = page_script.answer("population", MAGNETS, population_values(found), texts(settings)), []
    for values, answer in zip(settings, answers, strict=True):
        assert_magnet_agrees(at(found, values), answer)
        for dial in random.sample(range(len(values)), 4):
            tips = answer["tips"][dial]
            assert_turns_hold(found, values, dial, tips)
            ties += [moved(found, values, dial, Fraction(tip["value"])) for tip in tips if tip]
    return ties


def assert_magnet_agrees(scenario, answer):
    analysis = adoption(scenario)
    own = [
        [str(kind.alone), str(kind.together), kind.regime, None if kind.tipping is None else str(kind.tipping)]
        for kind in (analysis.typical, *analysis.kinds)
    ]
    assert answer["kinds"] == own
    assert answer["resting"] == list(map(str, analysis.resting))
    assert answer["courses"] == [list(map(str, course)) for course in analysis.courses]


def assert_turns_hold(found, values, dial, tips):
    """Hold what is told of a dial, falling and rising, to the program's regime on the way there and beyond."""
    own, start = found.dials[dial], values[dial]
    hair, before = (own.high - own.low) / 10**9, regime(at(found, values))
    for turn, end, tip in ((-1, own.low, tips[0]), (1, own.high, tips[1])):
        if tip is None:
            way = [start + (end - start) * Fraction(k, 3) for k in (1, 3)] if start != 1 or own.whole is None else []
        else:
            place = Fraction(tip["value"])
            beyond = moved(found, values, dial, place if tip["there"] else place + turn * hair)
            assert regime(at(found, beyond)) == tip["regime"] != before
            way = [each for each in (place - turn * hair,) if (each - start) * turn > 0]
        for value in way:
            assert regime(at(found, moved(found, values, dial, value))) == before


def regime(scenario):
    """Return what the pair does to neighbours who are all alike, by the program's formulas."""
    game = scenario.game
    alone, more = magnet_worth(game.parameters, mixed_rows(game.mix, ROWS))
    return regime_of(alone, alone + more)


# ---- the page


@pytest.mark.parametrize("name", BOTH)
def test_a_page_is_small_asks_for_nothing_and_its_policy_allows_this_script_and_this_style_alone(name):
    page = page_of(name)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]

    assert len(page.encode()) < 60_000
    assert not re.search(r"src=|href=|url\(|@import|fetch\(|XMLHttp|Worker|import\(|eval\(|Function\(", page)
    assert set(re.findall(r"https?:[^\"]*", page)) == {"http://www.w3.org/2000/svg"}
    assert policy.startswith("default-src 'none'; ")
    for directive, tag in (("script-src", "script"), ("style-src", "style")):
        [text] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{directive} 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy


def test_names_are_data():
    nasty = "A</script><!--\u202e"
    page = population_page(explorable_population(replace(load(CONTEST), title=nasty, description=nasty)))

    assert page.count("<script") == page.count("</script>") == 4
    assert "<!--" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("name", BOTH)
def test_a_page_is_read_back_with_the_setting_saved_from_it(name):
    setting = {
        CONTEST: {"rho": "3/5", "start.liberal": "1/5", "start.mercantilist": "3/5"},
        MAGNET: {"rho": "4/5", "neighbours.mercantilist": "3/10", "neighbours.liberal": "0"},
    }[name]
    page = page_of(name)
    saved = page.replace('id="setting">{}', f'id="setting">{json.dumps(setting)}')

    assert toml(resolved(parse(page, "room.html"))) == toml(resolved(load(name)))
    game = parse(saved, "room.html").game
    assert game.parameters[{CONTEST: "recognition", MAGNET: "restraint"}[name]] == Fraction(setting["rho"])
    assert game.mix["mercantilist"] == Fraction(setting[f"{game.arena.mix_name}.mercantilist"])


@pytest.mark.parametrize("name", BOTH)
def test_a_setting_is_saved_in_the_scenarios_own_text(name):
    found, random = explored(name), Random(name)
    values = drawn(found, random, on_steps=False)
    told = (f"{dial.key}={quote(str(value), safe='')}" for dial, value in zip(found.dials, values, strict=True))
    page = page_script.Page(page_of(name), f"#~teach=1&{'&'.join(told)}")
    page.press("Download as TOML")

    assert toml(resolved(parse(page.saved, "scenario.toml"))) == toml(resolved(at(found, values)))


def test_a_setting_that_no_population_has_is_refused():
    scenario = load(CONTEST)
    with pytest.raises(InputError, match=r"room\.html: the setting inside the page: unknown number 'rhoo'"):
        with_setting(dict(resolved(scenario)), {"rhoo": "1"}, scenario, "room.html")


def test_a_game_between_players_is_no_population():
    with pytest.raises(InputError, match="played by a few players, not by a population"):
        explorable_population("stag-hunt")


def test_a_page_begins_from_its_address_the_same():
    page = page_script.Page(page_of(MAGNET))
    bare = page.address
    page.press("Keep this setting as A")
    page.type("t4", "9/10")
    page.press("Dark")
    again = page_script.Page(page_of(MAGNET), page.address)
    told = dict(map(unquote, part.split("=")) for part in page.address[1:].split("&"))

    assert bare == "#"
    assert told == {"rho": "9/10", "~~": "", "~dark": "1"}
    assert again.address == page.address
    for part in ("said", "moved", "answer", "path", "tips", "payoffs", "rest", "pair"):
        assert again.text(part) == page.text(part)
    assert adoption(load(MAGNET).replace({"restraint": "9/10"})).typical.regime == "magnet"
    assert "the pair is a magnet" in page.text("said")
    assert "the pair, if all are alike draws them in once enough have joined draws them in" in page.text("pair")


def test_a_share_that_no_other_can_make_room_for_goes_back_to_where_it_stood():
    page = page_script.Page(page_of(MAGNET))
    page.type("t6", "1")
    page.type("t6", "1/2")

    assert page.text("told").endswith("no other share could take the rest; raise another share instead")
    assert page._machine.eval("elements.t6.value") == "1"


def test_shares_that_an_address_gives_are_taken_where_they_sum_to_1_and_others_give_way_to_one_that_moves():
    odd = page_script.Page(page_of(MAGNET), "#neighbours.liberal=1%2F2&rho=7")
    page = page_script.Page(page_of(MAGNET), "#neighbours.liberal=1%2F2&neighbours.conservative=3%2F10")
    page.type("t6", "0.2")
    told = dict(map(unquote, part.split("=")) for part in page.address[1:].split("&"))

    assert odd.address == "#"
    assert told == {
        "neighbours.liberal": "1/5",
        "neighbours.transformative": "8/25",
        "neighbours.conservative": "12/25",
    }


def test_teaching_hides_what_the_population_comes_to_until_it_is_asked_for():
    page = page_script.Page(page_of(MAGNET))
    shown = page.text("said"), page.text("rest"), page.text("payoffs")
    page.press("Teaching")
    hidden = [page.text(part) for part in ("answer", "path", "tips", "rest", "payoffs")]

    assert page.text("said") == ""
    assert all("Shown with the answer." in text for text in hidden[1:4])
    assert "best reply" not in hidden[4]
    page.press("Mark best replies")
    assert page.text("payoffs") != hidden[4]
    page.press("Show the answer")
    assert (page.text("said"), page.text("rest"), page.text("payoffs")) == shown


def test_the_page_of_a_contest_tells_the_programs_answer_and_to_a_step_of_its_dial_what_would_change_it():
    page, scenario = page_script.Page(page_of(CONTEST), "#rho=3%2F5"), load(CONTEST).replace({"recognition": "3/5"})
    shares = settled_at(scenario)
    *first, last = [f"{order} {percent(share)}" for order, share in zip(ORDER_NAMES, shares, strict=True)]
    tips = page.text("tips")
    turn = Fraction(re.search(r"outside pressure rises to ([\d.]+) from 0 *: the conservative order leads", tips)[1])
    leads = [
        settled_at(scenario.replace({"outside_pressure": value})).argmax() for value in (turn - Fraction(1, 200), turn)
    ]
    high = settled_at(scenario.replace({"outside_pressure": "3/10"}))

    assert (
        page.text("said")
        == f"The liberal order leads. From the start the shares settle at {', '.join(first)} and {last}."
    )
    assert [ORDER_NAMES[place] for place in leads] == ["liberal", "conservative"]
    assert (
        f"outside pressure from 0 to 0.3: the conservative share goes from {percent(shares[3])} to {percent(high[3])}."
        in tips
    )
    assert "Two changes close together may be missed." in tips
    assert "ends within" in page.text("rest")


def settled_at(scenario):
    contest = contest_of(scenario)
    return long_run(contest.payoffs[None], contest.start, contest.mutation)[0]
