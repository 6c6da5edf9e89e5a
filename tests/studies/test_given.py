"""What the verbs take: a scenario, a game, the name of a shipped scenario or the path of a file, all to one effect."""

import pickle
from pathlib import Path

import pytest

import tetrarchy as tt

DILEMMA = tt.NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
AUTOMATA = tt.grim_trigger(DILEMMA, (0, 0), (1, 1))
FIELD = {"defector": tt.automaton("always", action=1), "tit for tat": tt.automaton("tit_for_tat")}

OF_GAMES = {
    "solve": lambda given: [equilibrium.supports for equilibrium in tt.solve(given).equilibria],
    "analyse": lambda given: tt.analyse(given).solution.equilibria[0].payoffs.tolist(),
    "what_if": lambda given: len(tt.what_if(given, {"game.payoffs.0.1.1": -1}).changes),
    "sweep": lambda given: tt.sweep(given, over={"game.payoffs.0.0.0": [2, 4, 6]}).regimes()[0].points,
    "thresholds": lambda given: tt.thresholds(given, "game.payoffs.0.0.0", (0, 9)).tipping_points[0].value,
    "tournament": lambda given: tt.tournament(given, FIELD, periods=3).scores.tolist(),
    "score_grid": lambda given: tt.score_grid(given, FIELD, [0], [0.5]).tolist(),
    "standard_field": lambda given: list(tt.standard_field(given)),
    "critical_discount": lambda given: tt.critical_discount(given, AUTOMATA).value,
    "finite_payoffs": lambda given: tt.finite_payoffs(given, periods=2).payoffs.tolist(),
    "minmax": lambda given: tt.minmax(given).tolist(),
    "minmax_bounds": lambda given: tt.minmax_bounds(given).exact,
    "payoff_set": lambda given: tt.payoff_set(given).vertices.tolist(),
    "smallest_discount": lambda given: tt.smallest_discount(given, (3, 3)).at,
    "one_population": lambda given: tt.one_population(given).tolist(),
    "write_nfg": lambda given: tt.write_nfg(given).splitlines()[3:],
}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("given") / "dilemma.csv"
    path.write_text("3,0\n5,1\n\n3,5\n0,1\n")
    return path


@pytest.mark.parametrize("verb", OF_GAMES.values(), ids=OF_GAMES)
def test_a_verb_takes_a_game_a_scenario_a_name_or_a_path(verb, file):
    answer = verb(DILEMMA)

    assert verb(tt.load(file)) == verb(str(file)) == verb(Path(file)) == answer
    if verb is not OF_GAMES["sweep"]:
        assert verb("prisoners-dilemma") == answer


@pytest.mark.parametrize("verb", OF_GAMES.values(), ids=OF_GAMES)
@pytest.mark.parametrize("given", [5, None, [[3, 0], [5, 1]], b"prisoners-dilemma"])
def test_anything_else_is_refused_in_one_sentence(verb, given):
    expected = f"expected a scenario, a game, or the name or path of one, got {type(given).__name__}"
    with pytest.raises(TypeError, match=expected):
        verb(given)


@pytest.mark.parametrize("verb", OF_GAMES.values(), ids=OF_GAMES)
def test_an_unknown_name_is_refused_with_the_nearest(verb):
    with pytest.raises(tt.InputError, match="did you mean 'prisoners-dilemma'"):
        verb("prisoner-dilemma")


def test_a_sweep_of_a_shipped_scenario_by_name():
    study = tt.sweep("us-russia-china", over={"p_R": [0.2, 0.9]})

    assert study.regimes() == tt.sweep(tt.load("us-russia-china"), over={"p_R": [0.2, 0.9]}).regimes()


def test_a_population_evolves_by_name():
    course = tt.evolve("order-contest", time=5, points=2)

    assert (course.last == tt.evolve(tt.load("order-contest"), time=5, points=2).last).all()
    with pytest.raises(tt.InputError, match="only a population game evolves"):
        tt.evolve("us-russia-china")
    with pytest.raises(tt.InputError, match="order_contest is a population game"):
        tt.solve("order-contest")


def test_the_verbs_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(tt.solve)) is tt.solve
