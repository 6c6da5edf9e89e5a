"""Reform of institutions: the West shares or retains, a rising power reforms from within, builds beside, or leaves.

With sh for sharing, and open for a parallel body built to open standards:

    reform within    both   governance b (lo + (1 - lo) sh)
                     West   primacy -q sh + k (1 - sh)
                     riser  status st sh - sl st (1 - sh), autonomy -t
    parallel, open   West   governance po b - f, primacy -lq q (1 + sh)
                     riser  governance po b - fr f, status sp st, autonomy -t (1 - o) - ro, gain -c
    parallel, closed West   governance -f, primacy -lq q (1 + sh)
                     riser  governance -fr f, status sp st, autonomy -t (1 - o), gain rent - c
    exit             both   governance -b
                     West   primacy -lq q (1 + sh)
                     riser  status se st, autonomy xa - t (1 - o), gain -ce c

Sakwa (2019) holds that conservatives would reform shared bodies from within, build parallel ones where they are shut
out or where bodies are turned into weapons, and do not leave them.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    shared, answer = int(actions[0] == "share"), actions[1]
    if answer == "reform_within":
        return _within(shared, p)
    west = {"primacy": -p.primacy_lost_to_parallels * p.primacy_ceded * (1 + shared)}
    exposed = -p.threat * (1 - p.outside_capacity)
    if answer == "exit":
        lost = {"governance": -p.worth_of_bodies}
        autonomy = p.autonomy_by_exit + exposed
        return {
            "West": west | lost,
            "riser": lost
            | {"status": p.status_from_exit * p.status, "autonomy": autonomy, "gain": -p.cost_of_exit * p.cost},
        }
    opened = int(answer == "parallel_open")
    added = p.governance_of_open_parallel * p.worth_of_bodies * opened
    return {
        "West": west | {"governance": added - p.fragmentation},
        "riser": {
            "governance": added - p.fragmentation_felt * p.fragmentation,
            "status": p.status_from_parallel * p.status,
            "autonomy": exposed - p.open_standards * opened,
            "gain": p.rent * (1 - opened) - p.cost,
        },
    }


def _within(shared: int, p: Any) -> Effects:
    governance = p.worth_of_bodies * (p.left_if_retained + (1 - p.left_if_retained) * shared)
    return {
        "West": {"governance": governance, "primacy": p.primacy_of_retaining * (1 - shared) - p.primacy_ceded * shared},
        "riser": {
            "governance": governance,
            "status": p.status * shared - p.status_lost_if_kept_out * p.status * (1 - shared),
            "autonomy": -p.threat,
        },
    }


INSTITUTIONS = Arena(
    name="institutions",
    title="Reform of institutions",
    question="Does a rising power reform shared bodies from within, build parallel ones, or leave?",
    players=("West", "riser"),
    actions=(("share", "retain"), ("reform_within", "parallel_open", "parallel_closed", "exit")),
    parameters=(
        points("worth_of_bodies", "b", 0.4, 0.3, "worth of the shared bodies", "S 152"),
        share("left_if_retained", "lo", 0.4, 0.2, "part of the worth left to the riser if the West retains the bodies"),
        points("primacy_ceded", "q", 0.3, 0.2, "primacy that sharing cedes", "S 46"),
        points("fragmentation", "f", 0.3, 0.2, "governance lost to fragmentation", "S 152"),
        share("fragmentation_felt", "fr", 0.3, 0.2, "part of the fragmentation that its builder feels"),
        share(
            "governance_of_open_parallel", "po", 0.5, 0.3, "part of the worth that an open parallel body has", "S 132"
        ),
        share("outside_capacity", "o", 0.5, 0.4, "part of the threat that capacity outside takes off", "S 152"),
        points("cost", "c", 0.15, 0.1, "cost of a parallel body"),
        points("open_standards", "ro", 0.05, 0.05, "autonomy that open standards cost", "S 132"),
        points("rent", "rent", 0.1, 0.1, "gain of a closed body"),
        points("status", "st", 0.5, 0.3, "status at stake", "S 146"),
        share("status_lost_if_kept_out", "sl", 0.6, 0.3, "part of the status lost if kept out"),
        share("status_from_parallel", "sp", 0.6, 0.3, "part of the status won by a parallel body"),
        share("status_from_exit", "se", 0.2, 0.2, "part of the status won by leaving"),
        points("threat", "t", 0.4, 0.4, "threat of bodies turned into weapons", "S 152"),
        points("autonomy_by_exit", "xa", 0.2, 0.2, "autonomy won by leaving"),
        points("cost_of_exit", "ce", 2, 1, "cost of leaving, in costs of a parallel body"),
        points("primacy_of_retaining", "k", 0.1, 0.1, "primacy of retaining", "S 46"),
        share("primacy_lost_to_parallels", "lq", 0.5, 0.3, "part of the ceded primacy that parallels take"),
    ),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019",
    labels=labels(
        {"West": "the West", "riser": "the rising power"},
        {
            "West": {"share": ("share", "share control"), "retain": ("retain", "retain control")},
            "riser": {
                "reform_within": ("reform within", "reform the bodies from within"),
                "parallel_open": ("open parallel body", "build a parallel body to open standards"),
                "parallel_closed": ("closed parallel body", "build a closed parallel body"),
                "exit": ("exit", "leave"),
            },
        },
        {"reform": {"West": "share", "riser": "reform_within"}},
    ),
)
