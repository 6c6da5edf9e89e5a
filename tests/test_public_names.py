"""The names that scripts rely on: a change here is a change for users."""

import tetrarchy

PUBLIC = {
    "Automaton",
    "Basin",
    "CoalitionProof",
    "CoarseCorrelated",
    "Correlated",
    "Equilibrium",
    "InputError",
    "LogitQuantal",
    "Nash",
    "NormalFormGame",
    "Proper",
    "PureNash",
    "Rationalizable",
    "RepeatedGame",
    "RiskDominant",
    "Scenario",
    "ScenarioError",
    "Solution",
    "Stackelberg",
    "Strong",
    "Symmetric",
    "TremblingHand",
    "Undominated",
    "analyse",
    "automaton",
    "carrot_and_stick",
    "claims",
    "critical_discount",
    "evolutionarily_stable",
    "evolve",
    "grim_trigger",
    "limited_punishment",
    "load",
    "parse",
    "rest_points",
    "solve",
    "solve_batch",
    "sweep",
    "thresholds",
    "what_if",
    "write_nfg",
}


def test_the_public_names_are_these_and_each_of_them_is_there():
    assert set(tetrarchy.__all__) == PUBLIC
    for name in PUBLIC:
        assert getattr(tetrarchy, name).__name__ == name


def test_the_version_is_that_of_the_installed_package():
    assert tetrarchy.__version__.count(".") == 2


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(tetrarchy, "no_such_name")
