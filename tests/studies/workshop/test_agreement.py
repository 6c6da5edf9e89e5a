"""Agreement of rankings against published and independent figures, and the ranking of a group against a full search."""

from itertools import permutations
from random import Random

import pytest
from scipy.stats import friedmanchisquare

from tetrarchy import InputError
from tetrarchy.studies.workshop.agreement import MOST_KEMENY, concordance, group_ranking, rule_named
from tetrarchy.studies.workshop.questions import dense

# Siegel 1956, Nonparametric Statistics, table 9.1: three executives rank six applicants.
EXECUTIVES = [(1, 6, 3, 2, 5, 4), (1, 5, 6, 4, 2, 3), (6, 3, 2, 5, 4, 1)]


def drawn(seed, heads, things):
    random = Random(seed)
    return [dense([random.randint(1, things) for _ in range(things)]) for _ in range(heads)]


def disagreements(order, rankings):
    """Count the single preferences that an order of things, the best first, goes against."""
    pairs = [(order[i], order[j]) for i in range(len(order)) for j in range(i + 1, len(order))]
    return sum(own[low] < own[high] for own in rankings for high, low in pairs)


def test_agreement_is_that_of_a_published_example():
    assert concordance(EXECUTIVES) == pytest.approx(25.5 / 157.5)


@pytest.mark.parametrize("seed", range(5))
def test_agreement_with_ties_is_that_of_the_test_of_friedman(seed):
    rankings = drawn(seed, 5, 6)
    statistic = friedmanchisquare(*zip(*rankings, strict=True)).statistic

    assert concordance(rankings) == pytest.approx(statistic / (5 * (6 - 1)))


@pytest.mark.parametrize("seed", range(8))
def test_the_rule_of_kemeny_finds_the_order_with_the_fewest_disagreements_and_says_whether_there_is_another(seed):
    rankings = drawn(seed, 4, 5)
    counts = {order: disagreements(order, rankings) for order in permutations(range(5))}
    best = [order for order, count in counts.items() if count == min(counts.values())]

    found = group_ranking(rankings, "kemeny")

    assert tuple(sorted(range(5), key=lambda thing: found.places[thing])) in best
    assert found.unique == (len(best) == 1)


def test_the_two_rules_may_differ_where_a_majority_prefers_what_has_the_larger_sum():
    rankings = [(1, 2, 3)] * 3 + [(3, 1, 2)] * 2

    assert group_ranking(rankings, "kemeny").places == (1, 2, 3)
    assert group_ranking(rankings, "borda").places == (2, 1, 3)


def test_what_a_rule_cannot_do_is_refused_in_words():
    with pytest.raises(InputError, match=f"the rule kemeny orders at most {MOST_KEMENY} things, got 13"):
        rule_named("kemeny", 13)
    with pytest.raises(InputError, match=r"unknown rule 'bordo' \(did you mean 'borda'\?\); known: borda, kemeny"):
        rule_named("bordo", 2)
