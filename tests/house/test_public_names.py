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
    "PublicSignals",
    "PureNash",
    "Rationalizable",
    "RepeatedGame",
    "RiskDominant",
    "Scenario",
    "ScenarioError",
    "Solution",
    "Stackelberg",
    "StochasticGame",
    "Strong",
    "Symmetric",
    "TremblingHand",
    "Undominated",
    "World",
    "align",
    "align_blocs",
    "alpha_rank",
    "analyse",
    "automaton",
    "basins",
    "carrot_and_stick",
    "claims",
    "contest",
    "critical_discount",
    "estimate_mixes",
    "evolutionarily_stable",
    "evolve",
    "finite_payoffs",
    "fixation",
    "grim_trigger",
    "invasion",
    "limited_punishment",
    "load",
    "load_world",
    "markov_perfect",
    "minmax",
    "minmax_bounds",
    "one_population",
    "parse",
    "patient_limit",
    "payoff_set",
    "public_equilibrium_set",
    "rare_mutation",
    "rest_points",
    "reveal",
    "revealed_mixes",
    "score_grid",
    "smallest_discount",
    "solve",
    "solve_batch",
    "solve_world",
    "standard_field",
    "supporting_automaton",
    "sweep",
    "thresholds",
    "tipping",
    "tournament",
    "what_if",
    "world_evidence",
    "write_nfg",
    "zero_sum_value",
}


def test_the_public_names_are_these_and_each_of_them_is_there():
    assert set(tetrarchy.__all__) == PUBLIC
    for name in PUBLIC:
        assert getattr(tetrarchy, name).__name__ == name


def test_the_version_is_that_of_the_installed_package():
    assert tetrarchy.__version__.count(".") == 2


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(tetrarchy, "no_such_name")
