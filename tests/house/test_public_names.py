"""The names that scripts rely on: a change here is a change for users."""

import tetrarchy

PUBLIC = {
    "Automaton",
    "Basin",
    "Chance",
    "CoalitionProof",
    "CoarseCorrelated",
    "Correlated",
    "Decision",
    "End",
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
    "Tree",
    "TremblingHand",
    "Undominated",
    "alpha_rank",
    "analyse",
    "automaton",
    "basins",
    "carrot_and_stick",
    "claims",
    "contest",
    "critical_discount",
    "evolutionarily_stable",
    "evolve",
    "finite_payoffs",
    "fixation",
    "grim_trigger",
    "invasion",
    "limited_punishment",
    "is_sequential",
    "load",
    "markov_perfect",
    "minmax",
    "minmax_bounds",
    "one_population",
    "order_values",
    "parse",
    "patient_limit",
    "payoff_set",
    "public_equilibrium_set",
    "rare_mutation",
    "read_efg",
    "rest_points",
    "reveal",
    "revealed_mixes",
    "score_grid",
    "smallest_discount",
    "sequence_form",
    "sequential",
    "solve",
    "solve_batch",
    "standard_field",
    "stages",
    "subgame_perfect",
    "subgame_perfect_batch",
    "supporting_automaton",
    "sweep",
    "threats",
    "thresholds",
    "tournament",
    "what_if",
    "write_nfg",
    "zero_sum_tree_value",
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
