"""Arenas that a scenario file spells out: the same games as shipped arenas, everywhere an arena is used."""

import json
import pickle
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import sympy

from tetrarchy import InputError, ScenarioError, load, parse
from tetrarchy.configs.template import template
from tetrarchy.games.arena import UNREST, consequences
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.dimensions import DIMENSION_NAMES, POSITION
from tetrarchy.games.scenario.resolved import resolved
from tetrarchy.reports.format.toml import toml
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.studies.sweep.sweep import sweep

DATA = Path(__file__).parent / "data"

# The example of the documentation, with actors.
EXAMPLE = """\
title = "European autonomy"
[game]
kind = "custom"
players = ["EU", "US"]
actions = [["follow", "autonomy"], ["commit", "withdraw"]]
[game.parameters]
cost = { default = 0.3, low = 0.1, high = 0.6, meaning = "price of strategic autonomy", symbol = "c" }
[[game.consequences]]
when = { EU = "autonomy" }
EU = { gain = "-cost", autonomy = 0.4 }
[[game.consequences]]
when = { EU = "follow", US = "withdraw" }
EU = { security = "-(1 - cost) / 2" }
[actors.EU]
orders = "conservative"
[actors.US]
orders = { liberal = 0.35, mercantilist = 0.65 }
"""


def problems(text):
    """Return the problems of a text as (line, column, field, message)."""
    with pytest.raises(ScenarioError) as caught:
        parse(text, "bad.toml")
    return [(p.line, p.column, p.field, p.message) for p in caught.value.problems]


def equilibria(scenario):
    game = scenario.build()
    return [game.name_profile(profile) for profile in pure_nash_profiles(game)]


def drawn(parameters, seed):
    """Return an exact value for each parameter, at random in its range."""
    steps = np.random.default_rng(seed).integers(0, 21, len(parameters))
    return {p.name: p.low + (p.high - p.low) * Fraction(int(k), 20) for p, k in zip(parameters, steps, strict=True)}


@pytest.fixture
def printed(run):
    """Return a function that runs a command, which must go well, and gives its standard output."""

    def command(*arguments):
        code, out, err = run(*arguments)
        assert (code, err) == (0, ""), err
        return out

    return command


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(EXAMPLE)
    return str(path)


def test_the_example_has_the_payoffs_worked_by_hand():
    game = parse(EXAMPLE, "mine").build()

    # EU, conservative: gain 2, relative gain 1, autonomy 4, security 3, over 18; -(2 + 1) x .3 + 4 x .4 = .7.
    autonomy = Fraction(7, 10) / 18
    assert game.exact[0].tolist() == [[0, -3 * Fraction(7, 20) / 18], [autonomy, autonomy]]
    # US: relative gain .3 where the EU pays, weighed by .65 x 4 / 18.
    assert game.exact[1].tolist() == [[0, 0], [Fraction(65, 100) * 4 * Fraction(3, 10) / 18] * 2]


@pytest.mark.parametrize("kind", ["neighbourhood", "trade"])
def test_a_shipped_arena_written_by_hand_is_the_same_game(kind):
    custom = load(DATA / f"custom-{kind}.toml")
    shipped = parse(f'title = "x"\n[game]\nkind = "{kind}"', "x")

    assert (custom.build().exact == shipped.build().exact).all()
    assert {p.name: p.symbol for p in custom.game.arena.parameters} == {
        p.name: p.symbol for p in shipped.game.arena.parameters
    }
    for seed in range(20):
        values = drawn(shipped.game.arena.parameters, seed)
        assert (custom.replace(values).build().exact == shipped.replace(values).build().exact).all()


def test_a_batch_of_a_shipped_arena_written_by_hand_is_the_same_to_rounding():
    custom = load(DATA / "custom-neighbourhood.toml")
    shipped = parse('title = "x"\n[game]\nkind = "neighbourhood"', "x")
    rng = np.random.default_rng(1)
    values = {p.name: rng.uniform(float(p.low), float(p.high), 50) for p in shipped.game.arena.parameters}

    found, expected = custom.replace(values).payoffs(), shipped.replace(values).payoffs()

    assert found.dtype == np.float64
    # Each payoff is a sum of some 60 terms of size at most 1.
    assert np.abs(found - expected).max() <= 120 * 2**-53


def spelt_out(arena):
    """Return a custom file that gives every outcome of an arena its own entry, with formulas written by SymPy.

    A file knows no societies: what they stir is security to it like any other.
    """
    namespace = SimpleNamespace(**{p.name: sympy.Symbol(p.name) for p in arena.parameters}, one=Fraction(1))
    entries = []
    for _, names in arena.pure_profiles():
        entry = {"when": dict(zip(arena.players, names, strict=True))}
        for player, by_dimension in arena.effects(names, namespace).items():
            touched = {name: effect for name, effect in by_dimension.items() if name != UNREST}
            if UNREST in by_dimension:
                touched["security"] = touched.get("security", 0) + by_dimension[UNREST]
            entry[player] = {name: str(sympy.sympify(effect)) for name, effect in touched.items()}
        entries.append(entry)
    game = {
        "kind": "custom",
        "players": list(arena.players),
        "actions": [list(names) for names in arena.actions],
        "parameters": {
            p.name: {
                "symbol": p.symbol,
                "default": float(p.default),
                "low": float(p.low),
                "high": float(p.high),
                "meaning": p.meaning,
            }
            for p in arena.parameters
        },
        "consequences": [entry for entry in entries if len(entry) > 1],
    }
    actors = {player: {"orders": "liberal"} for player in arena.players}
    return toml({"title": arena.title, "game": game, "actors": actors})


# What a player of private kind does depends on its kind, which a file has no words for.
SPELT = [arena for arena in ARENAS.values() if not arena.kinds]


@pytest.mark.parametrize("arena", SPELT, ids=[arena.name for arena in SPELT])
def test_every_shipped_arena_without_private_kinds_can_be_spelt_out_in_a_file(arena):
    custom = parse(spelt_out(arena), arena.name).game.arena
    alike = [name for name in DIMENSION_NAMES if name != "relative_gain" or not arena.societies]
    places = [POSITION[name] for name in alike]

    for seed in range(3):
        values = drawn(custom.parameters, seed)
        found, expected = consequences(custom, values), consequences(arena, values)
        assert (found[..., places] == expected[..., places]).all()


@pytest.mark.parametrize(
    "settings", [(), ("--set", "cost=0.3"), ("--set", "cost=0.5"), ("--set", "c=0.5"), ("--set", "US.orders=liberal")]
)
@pytest.mark.parametrize("command", ["show", "solve", "report", "repeat"])
def test_every_command_takes_it_and_its_result_can_be_read_back(printed, file, tmp_path, command, settings):
    result = json.loads(printed(command, file, *settings, "--format", "json"))

    assert result["scenario"]["game"]["kind"] == "custom"
    again = tmp_path / "again.toml"
    again.write_text(toml(result["scenario"]))
    assert json.loads(printed(command, str(again), "--format", "json")) == {**result, "source": str(again)}


def test_a_report_shows_parameters_and_consequences(printed, file):
    text = printed("report", file)

    assert "Arena: The scenario's own arena (custom)." in text
    assert "price of strategic autonomy" in text
    assert 'EU = { security = "-(1 - cost) / 2" }' in text


def test_what_if_and_sweep_take_names_and_symbols(printed, file):
    by_name = json.loads(printed("whatif", file, "--set", "cost=0.6", "--format", "json"))
    by_symbol = json.loads(printed("whatif", file, "--set", "c=0.6", "--format", "json"))

    assert by_name["after"] == by_symbol["after"]
    assert printed("sweep", file, "--over", "c=0.1:0.6:6") == printed("sweep", file, "--over", "cost=0.1:0.6:6")


def test_a_sweep_finds_the_equilibria_of_each_point():
    scenario = load("european-autonomy")
    costs = np.linspace(0.1, 0.4, 11)

    study = sweep(scenario, over={"cost_of_autonomy": costs, "US.types.1.prior": [0.0, 0.6, 1.0]})

    for point in range(len(study)):
        values = {path: column[point] for path, column in study.inputs.items()}
        found = {tuple(int(a) for a in profile) for profile in np.argwhere(study.equilibria[point])}
        assert found == set(pure_nash_profiles(scenario.replace(values).build()))


def test_a_symbol_gives_payoffs_as_formulas():
    c = sympy.Symbol("c")

    payoffs = parse(EXAMPLE, "mine").replace(cost=c).payoffs()

    assert sympy.simplify(payoffs[0, 0, 1] + sympy.Rational(3, 18) * (1 - c) / 2) == 0


def test_an_actor_of_uncertain_type_can_play_it():
    types = 'types = [{ prior = 0.5, orders = "liberal" }, { prior = 0.5, orders = "mercantilist" }]'
    scenario = parse(EXAMPLE.replace("orders = { liberal = 0.35, mercantilist = 0.65 }", types), "mine")

    assert scenario.build().shape == (2, 2, 2)
    assert parse(toml(resolved(scenario)), "mine").build().exact.tolist() == scenario.build().exact.tolist()


def test_the_resolved_form_keeps_formulas_names_and_a_value_out_of_range():
    changed = parse(EXAMPLE, "mine").replace(cost="2/3")
    game = resolved(changed)["game"]

    assert game["parameters"]["cost"] == {
        "default": 0.3,
        "low": 0.1,
        "high": 0.6,
        "value": "2/3",
        "meaning": "price of strategic autonomy",
        "symbol": "c",
        "unit": "value",
        "source": "judgement",
    }
    assert game["consequences"] == [
        {"when": {"EU": "autonomy"}, "EU": {"gain": "-cost", "autonomy": 0.4}},
        {"when": {"EU": "follow", "US": "withdraw"}, "EU": {"security": "-(1 - cost) / 2"}},
    ]
    again = parse(toml(resolved(changed)), "mine")
    assert resolved(again) == resolved(changed)
    assert again.outside_ranges() == changed.outside_ranges() != ()
    assert (again.build().exact == changed.build().exact).all()


def test_a_scenario_of_its_own_arena_can_be_sent_to_another_process():
    scenario = parse(EXAMPLE, "mine")

    assert (pickle.loads(pickle.dumps(scenario)).build().exact == scenario.build().exact).all()


def test_entries_that_match_add_up_and_one_without_when_always_does():
    more = (
        "[[game.consequences]]\nEU = { gain = 0.1 }\n[[game.consequences]]\n"
        'when = { US = ["commit", "withdraw"] }\nEU = { gain = "1/10" }\nUS = { gain = 1 }\n'
    )
    arena = parse(EXAMPLE + more, "mine").game.arena

    effects = arena.effects(("autonomy", "commit"), SimpleNamespace(cost=Fraction(3, 10), one=Fraction(1)))

    assert effects == {"EU": {"gain": Fraction(-1, 10), "autonomy": Fraction(2, 5)}, "US": {"gain": 1}}


def test_an_arena_without_parameters_is_exact_alone_and_float_in_a_batch():
    text = EXAMPLE.replace('"-cost"', '"-1/3"').replace('"-(1 - cost) / 2"', "-0.35")
    lines = [line for line in text.splitlines() if not line.startswith(("cost", "[game.parameters]"))]
    scenario = parse("\n".join(lines), "mine")

    batch = scenario.replace({"US.orders.liberal": [0.2, 0.9]}).payoffs()

    assert scenario.build().exact[0, 1, 0] == (Fraction(-3, 3) + Fraction(8, 5)) / 18
    assert batch.dtype == np.float64
    assert np.abs(batch[:, 0] - scenario.build().payoffs[0]).max() <= 1e-15


def test_the_template_is_a_sound_scenario(printed, tmp_path):
    out = tmp_path / "mine.toml"

    printed("new", "mine", "--arena", "custom", "--out", str(out))

    assert out.read_text() == template("mine", "custom")
    scenario = load(out)
    assert scenario.outside_ranges() == ()
    assert equilibria(scenario) == [("autonomy", "withdraw")]
    with pytest.raises(InputError, match="did you mean 'custom'"):
        template("mine", "costum")


def test_all_faults_are_reported_at_once_with_their_places():
    text = (
        'title = "x"\n'
        'status_quo = { EU = "folow", US = "commit" }\n'
        "[game]\n"
        'kind = "custom"\n'
        'players = ["EU", "US"]\n'
        'actions = [["follow", "autonomy"], ["commit", "withdraw"]]\n'
        "[game.parameters]\n"
        'cost = { default = 0.7, low = 0.1, high = 0.6, meaning = "price", symbol = "c" }\n'
        'gain = { default = 0, low = 0, high = 1, meaning = "gain", symbol = "c" }\n'
        "[[game.consequences]]\n"
        'when = { EU = "autonmy", UK = "x" }\n'
        'EU = { gain = "1 - cots", autonmy = 0.4, relative_gain = 1 }\n'
        'UK = { gain = "1 +" }\n'
        "[actors.EU]\n"
        'name = "Europe"\n'
        "[actors.US]\n"
        'orders = "libral"\n'
    )

    assert [(line, column, field) for line, column, field, _ in problems(text)] == [
        (2, 21, "status_quo.EU"),
        (8, 20, "game.parameters.cost.default"),
        (9, 69, "game.parameters.gain.symbol"),
        (11, 15, "game.consequences.0.when.EU"),
        (11, 26, "game.consequences.0.when.UK"),
        (12, 20, "game.consequences.0.EU.gain"),
        (12, 27, "game.consequences.0.EU.autonmy"),
        (12, 42, "game.consequences.0.EU.relative_gain"),
        (13, 1, "game.consequences.0.UK"),
        (14, 1, "actors.EU.orders"),
        (17, 10, "actors.US.orders"),
    ]


PLAYERS = 'players = ["EU", "US"]\nactions = [["follow", "autonomy"], ["commit", "withdraw"]]'
SOUND = '{ default = 1, low = 1, high = 1, meaning = "one" }'

FAULTS = [
    # What stands in the example; what stands there instead, with a mark at the place of the fault; field and message.
    ('["EU", "US"]', '["EU", ¶"EU"]', "players.1", "duplicate player 'EU'"),
    (PLAYERS, "players = ¶[]\nactions = []", "players", "expected at least one player, got none"),
    ('["EU", "US"]', '[¶"E.U.", "US"]', "players.0", "expected a name without a dot, other than 'when', got 'E.U.'"),
    ('["EU", "US"]', '["EU", ¶"when"]', "players.1", "other than 'when', got 'when'"),
    ('[game]\nkind = "custom"\nplayers = ["EU", "US"]', '¶[game]\nkind = "custom"', "players", "is required"),
    ('[["follow", "autonomy"], [', "¶[[", "actions", "expected a list for each of the 2 players, got 1"),
    ('["commit", "withdraw"]]', "¶[]]", "actions.1", "expected at least one action, got none"),
    ('["commit", "withdraw"]]', '["commit", ¶"commit"]]', "actions.1.1", "duplicate action 'commit'"),
    (
        "cost = {",
        f"¶2x = {SOUND}\ncost = {{",
        "parameters.2x",
        "expected a letter, then letters, digits and _, got '2x'",
    ),
    ("cost = {", f'¶"kö" = {SOUND}\ncost = {{', "parameters.kö", "expected a letter, then letters"),
    ("cost = {", f'¶"" = {SOUND}\ncost = {{', "parameters.", "expected a letter, then letters"),
    ("cost = {", f"¶__class__ = {SOUND}\ncost = {{", "parameters.__class__", "expected a letter, then letters"),
    ("cost = {", f"¶lambda = {SOUND}\ncost = {{", "parameters.lambda", "'lambda' has another meaning"),
    ("cost = {", f"¶one = {SOUND}\ncost = {{", "parameters.one", "'one' has another meaning"),
    ("cost = {", f"¶seed = {SOUND}\ncost = {{", "parameters.seed", "'seed' has another meaning"),
    ("cost = {", "x = ¶3\ncost = {", "parameters.x", "expected a dictionary, got 3"),
    ("cost = { default = 0.3, low = 0.1,", "cost = ¶{ default = 0.3,", "parameters.cost.low", "is required"),
    ("default = 0.3", "default = ¶0.7", "parameters.cost.default", "must lie in [0.1, 0.6], got 0.7"),
    ("default = 0.3", "default = ¶true", "parameters.cost.default", "expected a number, got True"),
    ("high = 0.6", "high = ¶0.05", "parameters.cost.high", "must not lie below low, 0.1, got 0.05"),
    ("high = 0.6", "high = ¶1e101", "parameters.cost.high", "must lie in [-1e+100, 1e+100]"),
    ("high = 0.6", "high = 0.6, ¶hihg = 1", "parameters.cost.hihg", "unknown key (did you mean 'high'?)"),
    ("high = 0.6", "high = 0.6, value = ¶1e101", "parameters.cost.value", "must lie in [-1e+100, 1e+100]"),
    ('symbol = "c"', 'symbol = ¶"not"', "parameters.cost.symbol", "'not' has another meaning"),
    ('symbol = "c"', 'symbol = ¶"c-d"', "parameters.cost.symbol", "expected a letter, then letters"),
    (
        'symbol = "c" }',
        'symbol = ¶"d" }\nd = ' + SOUND,
        "parameters.cost.symbol",
        "'d' stands for the parameter d too",
    ),
    ('{ EU = "autonomy" }', "¶3", "consequences.0.when", "expected a table from players to actions, got 3"),
    ('{ EU = "autonomy" }', '{ ¶Eu = "autonomy" }', "consequences.0.when.Eu", "unknown player 'Eu'"),
    ('{ EU = "autonomy" }', '{ EU = ¶"autonomie" }', "consequences.0.when.EU", "did you mean 'autonomy'"),
    ('{ EU = "autonomy" }', '{ EU = ["follow", ¶"x"] }', "consequences.0.when.EU.1", "unknown action of EU 'x'"),
    ('{ EU = "autonomy" }', "{ EU = ¶[] }", "consequences.0.when.EU", "expected an action or a list of actions"),
    ('{ EU = "autonomy" }', "{ EU = ¶[1] }", "consequences.0.when.EU", "expected an action or a list of actions"),
    ('when = { EU = "autonomy" }', "¶wen = { EU = 1 }", "consequences.0.wen", "did you mean 'when'"),
    ("EU = { security", "¶UE = { security", "consequences.1.UE", "unknown player 'UE'"),
    ('{ gain = "-cost", autonomy = 0.4 }', '¶"-cost"', "consequences.0.EU", "expected a table from dimensions to"),
    ("autonomy = 0.4", "¶autonmy = 0.4", "consequences.0.EU.autonmy", "unknown dimension 'autonmy' (did you mean"),
    ("autonomy = 0.4", "¶relative_gain = 1", "consequences.0.EU.relative_gain", "is worked out from the gains"),
    ("autonomy = 0.4", "autonomy = ¶true", "consequences.0.EU.autonomy", "expected a number or a formula, got True"),
    ("autonomy = 0.4", "autonomy = ¶nan", "consequences.0.EU.autonomy", "expected a number or a formula, got NaN"),
    ("autonomy = 0.4", "autonomy = ¶[1]", "consequences.0.EU.autonomy", "expected a number or a formula, got [1]"),
    ("autonomy = 0.4", "autonomy = ¶1e101", "consequences.0.EU.autonomy", "is beyond 1e+100"),
    (
        '"-cost"',
        '"-¶kosten"',
        "consequences.0.EU.gain",
        "unknown parameter 'kosten'; known: c, cost",
    ),
    ('"-cost"', "' -cost + ¶exp(1)'", "consequences.0.EU.gain", "got 'exp(1)'"),
    ('"-cost"', "¶'''-kosten'''", "consequences.0.EU.gain", "unknown parameter 'kosten'"),
    ('"-cost"', r'¶"\u002dkosten"', "consequences.0.EU.gain", "unknown parameter 'kosten'"),
    ('"-cost"', r'"-¶kosten + \u0031"', "consequences.0.EU.gain", "unknown parameter 'kosten'"),
    ('"-cost"', '¶"1 / (cost - 0.3)"', "consequences.0.EU.gain", "divides by zero where cost = 0.3"),
    ('[actors.EU]\norders = "conservative"', '¶[actors.EU]\nname = "E"', "actors.EU.orders", "is required"),
    ('[actors.EU]\norders = "conservative"', "[actors]\nEU = ¶3", "actors.EU", "got 3"),
    ('"conservative"', "¶{}", "actors.EU.orders", "must sum to 1, got 0"),
]


@pytest.mark.parametrize(("old", "new", "field", "message"), FAULTS)
def test_a_fault_is_named_at_its_place_and_causes_no_other(old, new, field, message):
    assert EXAMPLE.count(old) == 1
    marked = EXAMPLE.replace(old, new)
    before = marked[: marked.index("¶")]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))

    found = problems(marked.replace("¶", ""))

    assert [problem[:3] for problem in found] == [(*place, field if field.startswith("actors") else f"game.{field}")]
    assert message in found[0][3]


def test_a_player_without_an_actor_is_named():
    found = problems(EXAMPLE.partition("[actors.US]")[0])

    assert [problem[2:] for problem in found] == [
        ("actors.US.orders", "is required and is missing: a custom arena names no orders of its own")
    ]


def test_an_entry_that_affects_nobody_is_a_fault():
    found = problems(EXAMPLE + '[[game.consequences]]\nwhen = { EU = "follow" }\n')

    assert found == [(18, 1, "game.consequences.2", "names no player that it affects; known: EU, US")]


def test_an_arena_with_too_many_outcomes_is_refused():
    players = [f"P{k}" for k in range(14)]
    game = {"kind": "custom", "players": players, "actions": [["x", "y"]] * len(players)}

    found = problems(toml({"title": "x", "game": game}))

    assert found[0][2:] == ("game.actions", "make 16,384 outcomes; at most 10,000 are written out")


def test_a_division_by_zero_that_a_setting_brings_about_is_an_input_error():
    scenario = parse(EXAMPLE.replace('"-cost"', '"-0.1 / (1 - cost)"'), "mine")
    message = r"the formula '-0.1 / \(1 - cost\)' divides by zero where cost = 1"

    with pytest.raises(InputError, match=message):
        scenario.replace(cost=1).build()


def test_a_division_by_zero_at_a_point_of_a_sweep_is_a_row_without_a_game():
    scenario = parse(EXAMPLE.replace('"-cost"', '"-0.1 / (1 - cost)"'), "mine")

    rows = sweep(scenario, over={"cost": np.linspace(0, 1, 11)}).to_numpy()

    assert rows["status"].tolist() == ["ok"] * 10 + ["undefined"]
    assert rows["regime"][-1] == "undefined"
    assert np.isnan(rows["welfare"][-1])


def test_an_attack_in_a_file_is_refused_and_leaves_no_trace(tmp_path):
    trace = tmp_path / "trace"

    found = problems(EXAMPLE.replace('"-cost"', f"\"__import__('pathlib').Path('{trace}').touch()\""))

    assert "a formula has numbers, names of parameters" in found[0][3]
    assert not trace.exists()


def test_the_schema_describes_the_section(printed):
    properties = json.loads(printed("schema"))["$defs"]["CustomSection"]["properties"]

    parameter = properties["parameters"]["additionalProperties"]
    effects = properties["consequences"]["items"]["additionalProperties"]["properties"]
    assert parameter["required"] == ["default", "low", "high", "meaning"]
    assert "gain" in effects
    assert "relative_gain" not in effects


def test_the_likelier_a_mercantilist_united_states_the_more_europe_seeks_autonomy():
    scenario = load("european-autonomy")
    chances = [Fraction(k, 20) for k in range(21)]

    worth = []
    for chance in chances:
        game = scenario.replace({"US.types.1.prior": chance}).build()
        worth.append(game.exact[2, 0, 1, 1] - game.exact[2, 0, 1, 0])

    assert scenario.players == ("US (liberal)", "US (mercantilist)", "Europe")
    assert worth[0] < 0 < worth[-1]
    assert worth == sorted(worth)


def test_the_chance_from_which_autonomy_pays_is_the_one_worked_by_hand():
    # A liberal United States guarantees, a mercantilist one transacts. Autonomy then costs Europe gain ca and security
    # sl and is worth autonomy va; from one that transacts it also saves tribute tr, taken from the United States, the
    # security xs and the autonomy ya that relying on it takes.
    scenario = load("european-autonomy")
    gain, rel, aut, sec = scenario.weights()[-1][[0, 1, 2, 7]]
    tr, xs, ya, ca, va, sl = (Fraction(n, 100) for n in (20, 40, 20, 25, 30, 20))
    guaranteed = aut * va - (gain + rel) * ca - sec * sl
    transacted = guaranteed + gain * tr + rel * 2 * tr + sec * xs + aut * ya
    chance = -guaranteed / (transacted - guaranteed)

    game = scenario.replace({"US.types.1.prior": chance}).build()

    assert 0 < chance < 1
    assert game.exact[2, 0, 1, 0] == game.exact[2, 0, 1, 1]
