"""Shares of draws for Russia and China, the shipped pairs, and what votes and treaties say of them."""

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import InputError
from tetrarchy.games.ties.dyads import DYADS, RUSSIA_CHINA, RUSSIA_CHINA_RANGES
from tetrarchy.games.ties.relations import READINGS, Relation, thickness
from tetrarchy.studies.thickness.shares import VERDICTS, drawn_inputs, thickness_shares, verdicts

SHARES = thickness_shares(40_000, seed=3)

# The table of the documentation: thickness at lambda 1/2, then the three readings.
JUDGED = {
    ("Russia - China", 2020): ("0.6475", "entrenched", "coexistence", "thin (weak institutions)"),
    ("US - EU", 2016): ("0.76", "entrenched", "convergence", "thick"),
    ("US - EU", 2019): ("0.63", "entrenched", "convergence", "thick"),
    ("US - Russia", 2020): ("0.284375", "thin", "coexistence", "thin (one realm only)"),
    ("EU internal, EU bodies only", None): ("0.9025", "entrenched", "convergence", "thin (strong in one realm only)"),
    ("EU internal, NATO counted", None): ("0.9025", "entrenched", "convergence", "thick"),
    ("India - China", 2020): ("0.474375", "thin", "coexistence", "thin (one realm only)"),
}


def test_the_shipped_pairs_are_the_worked_ones():
    found = {
        (dyad.name, dyad.year): (thickness(dyad.relation), *(reading(dyad.relation) for reading in READINGS.values()))
        for dyad in DYADS
    }

    assert found == {pair: (Fraction(thick), *said) for pair, (thick, *said) in JUDGED.items()}


def test_what_is_judged_of_russia_and_china_lies_in_its_ranges():
    for name, (low, high) in RUSSIA_CHINA_RANGES.items():
        assert low <= getattr(RUSSIA_CHINA.relation, name) <= high


@pytest.mark.parametrize(
    # Distances of ideal points in 2019, vintage of July 2025; obligations of ATOP 5.1 in 2018.
    ("pair", "norms", "military"),
    [
        (("Russia", "China"), 0.92, "0.4"),
        (("France", "Germany"), 0.94, "0.9"),
        (("US", "France"), 0.78, "0.9"),
        (("US", "Russia"), 0.37, "0.2"),
        (("India", "China"), 0.88, "0.4"),
    ],
)
def test_proxies_of_votes_and_treaties(pair, norms, military):
    evidence = next(dyad.evidence for dyad in DYADS if dyad.evidence and dyad.evidence.between == pair)

    assert round(float(evidence.norm_agreement), 2) == norms
    assert evidence.military_institutions == Fraction(military)


def near(share, expected):
    """Five standard errors of the true share: a sound sampler misses it once in more than a million draws of a seed."""
    return abs(share.value - expected) <= 5 * np.sqrt(expected * (1 - expected) / SHARES.samples)


def test_shares_are_those_that_geometry_gives():
    # Coexistence: C < 1/2 of 0.3 to 0.6. Mearsheimer: E < 0.6 and both from 0.2, always weak. lambda = 0: N >= 0.55.
    assert near(SHARES.verdicts["Buzan"]["coexistence"], 2 / 3)
    assert SHARES.verdicts["Mearsheimer"]["thin (weak institutions)"].value == 1
    assert SHARES.thick_by_view[0.0].value == 1


@pytest.mark.parametrize("view", [0.5, 1.0])
def test_the_english_school_share_is_an_area(view):
    # P(N (1 + kappa ((1 - lambda) en - lambda)) >= 1/2) for uniform N, kappa and en: the mean over kappa and en of a
    # clipped length, by midpoints.
    middles = (np.arange(1000) + 0.5) / 1000
    kappa, engine = 0.15 + 0.3 * middles[:, None], middles
    least = 0.5 / (1 + kappa * ((1 - view) * engine - view))
    area = np.mean(np.clip((0.85 - least) / 0.3, 0, 1))

    assert near(SHARES.thick_by_view[view], area)


def test_shares_of_a_reading_sum_to_one_and_carry_their_standard_error():
    for name, found in SHARES.verdicts.items():
        assert tuple(found) == VERDICTS[name]
        assert sum(share.value for share in found.values()) == pytest.approx(1, abs=1e-12)
        for share in found.values():
            assert share.standard_error == pytest.approx(np.sqrt(share.value * (1 - share.value) / 40_000), abs=1e-15)


def test_every_draw_reads_as_the_relation_of_the_same_numbers():
    rng = np.random.default_rng(0)
    inputs = {name: rng.uniform(0, 1, 300) for name in drawn_inputs(1, 0)}
    said = verdicts(inputs)

    for draw in range(300):
        relation = Relation(("A", "B"), **{name: Fraction(values[draw]) for name, values in inputs.items()})
        assert {name: str(names[draw]) for name, names in said.items()} == {
            name: reading(relation) for name, reading in READINGS.items()
        }


def test_the_same_seed_draws_the_same():
    assert thickness_shares(500, 1).verdicts == thickness_shares(500, 1).verdicts
    assert thickness_shares(500, 1).verdicts != thickness_shares(500, 2).verdicts


def test_no_draws_are_refused():
    with pytest.raises(InputError, match="at least 1, got 0"):
        thickness_shares(0)
