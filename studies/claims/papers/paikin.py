"""Claims of Paikin (2020) on Russia and China, and on what makes a tie thick."""

from __future__ import annotations

from ..claim import PAIKIN, Claim

CLAIMS = (
    Claim(
        "P01",
        2,
        "Pressure and closeness",
        "As long as Western pressure goes on, Moscow and Beijing have hardly any choice but to draw together.",
        f'{PAIKIN}; P 0.7k (at "they may have little option"), 23.8k, 35.4k',
        "Two tests that a triangle can fail, in place of nine that could not.",
    ),
    Claim(
        "P02",
        2,
        "Norms suffice",
        "Shared norms can make a tie thick even where values are not shared.",
        f'{PAIKIN}; P 14.0k, 22.4k (at "societies of shared values and monoculturalism")',
        "Put to the model for the first time.",
        limits="Restates inputs of the tie as we coded them; does not use the orders.",
    ),
    Claim(
        "P03",
        2,
        "Contestation: brake or engine",
        "Scholars disagree on whether quarrels over norms hold a society of states back or move it on.",
        f'{PAIKIN}; P 19.9-22.7k (at "key norms and institutions")',
        "Put to the model for the first time.",
        limits="Rests on inputs of the tie as we coded them and on our formula; does not use the orders.",
    ),
    Claim(
        "P04",
        2,
        "Mearsheimer's rule",
        "A thick order has strong institutions both in the economy and in military matters; all others are thin, in "
        "one of three forms.",
        f'{PAIKIN}; P 8.9k (at "A thick or robust order"), 51.9k',
        "Put to the model for the first time.",
        limits="Restates inputs of the tie as we coded them; does not use the orders.",
    ),
    Claim(
        "P05",
        2,
        "Buzan's spectrum",
        "Societies of states range from power politics through coexistence and cooperation to convergence, and "
        "de-securitised ones come just before the last.",
        f'{PAIKIN}; P 17.7k (at "fourfold characterization"), 49.9k',
        "Put to the model for the first time.",
        limits="Restates inputs of the tie as we coded them; does not use the orders.",
    ),
    Claim(
        "P06",
        2,
        "Security at the back",
        "A quiet common border lets each of the two turn to the theatre that matters more to it.",
        f'{PAIKIN}; P 11.9k (at "the secondary nature of Russian and Chinese interests"), 32.2k',
        "Put to the revised arenas, beside placebos.",
    ),
    Claim(
        "P07",
        2,
        "Many partners",
        "Central Asian states spread their ties over as many partners as they can.",
        f'{PAIKIN}; P 12.2k (at "multi-vectored foreign policies"), 38k',
        "Put to the model for the first time.",
    ),
    Claim(
        "P08",
        2,
        "Status as the hinge",
        "Rank in the region serves rank in the world; a quarrel over which rank is Moscow's would keep the tie from "
        "lasting, and being recognised may do instead of a sphere of influence.",
        f'{PAIKIN}; P 12.7k, 28.2-29.3k (at "traditional primary institutions of great power management"), 42k',
        "Put to the revised arenas, beside placebos.",
    ),
    Claim(
        "P09",
        2,
        "Asymmetry without subordination",
        "To be the weaker economy is not yet to be a vassal, and in Eurasia power is spread widely enough to soften "
        "the difference.",
        f'{PAIKIN}; P 30.8-31.8k (at "economic asymmetry is not equal")',
        "Put to the revised arenas, beside placebos.",
    ),
    Claim(
        "P10",
        2,
        "Division of labour",
        "Russia sees to security and China to the economy; a union that stays loose and a project about transport "
        "hardly get in each other's way.",
        f'{PAIKIN}; P 30-30.5k (at "no clear division of labour"), 37.9-39.5k',
        "Put to the revised arenas, beside placebos.",
    ),
    Claim(
        "P11",
        2,
        "Mutual deference",
        "Each yields to the other near the other's home, and disagreements are kept from spreading.",
        f'{PAIKIN}; P 25.4k (at "the notion of spheres of influence"), 48.3k',
        "Put to the revised arenas, beside placebos.",
    ),
    Claim(
        "P12",
        2,
        "India as a hinge",
        "If India goes on balancing between the powers, a plural Eurasia settles in; if clashes at its border go on, "
        "China needs Russia the more.",
        f'{PAIKIN}; P 34-35k (at "a self-reinforcing logic")',
        "Put by what the text says of India's balancing act; version 1 tested the opposite.",
    ),
    Claim(
        "P13",
        2,
        "Balancing one, hedging the other",
        "Russia balances the United States in earnest, but against China it no more than hedges.",
        f'{PAIKIN}; P 37.1k (at "Moscow has sought to enmesh Beijing")',
        "Put to the revised arenas, beside placebos.",
    ),
    Claim(
        "P14",
        2,
        "Norms on their own feet",
        "Norms that have grown together may hold when the common adversary is gone.",
        f'{PAIKIN}; P 41.2k, 47.9-48.1k (at "the glue of shared opposition")',
        "Put to the revised arenas, beside placebos.",
    ),
    Claim(
        "P15",
        2,
        "Aims that fit",
        "Russia minds who makes the rules and China minds the conditions of its growth, so that they rarely collide.",
        f'{PAIKIN}; P 43.8-46.8k (at "different conceptions of international order")',
        "Put to the model for the first time.",
    ),
    Claim(
        "P16",
        2,
        "Washington's dilemma",
        "That the two draw together in arms is worse for Washington than for Moscow, and China does not care to run "
        "the world with Washington alone.",
        f'{PAIKIN}; P 50.2-50.5k (at "a greater strategic dilemma")',
        "Put to the revised arenas, beside placebos.",
    ),
    Claim(
        "P17",
        2,
        "Restraint steadies",
        "The tie is steady while China does not use all of its weight; nationalism could part the two.",
        f'{PAIKIN}; P 50.8-51.0k (at "a modicum of restraint")',
        "Put to the revised arenas, beside placebos.",
    ),
    Claim(
        "P18",
        2,
        "Magnet or repellent",
        "Whether the pair draws others in or frightens them into rivalry is open.",
        f'{PAIKIN}; P 51.5k (at "a magnet drawing other actors")',
        "Said why it is not tested.",
        limits="Its author leaves it open: no outcome could fail it.",
    ),
    Claim(
        "P19",
        2,
        "Rival maps of order",
        "Some foresee two closed blocs below a thin order of the whole, others many orders side by side.",
        f'{PAIKIN}; P 18.8-19.4k (at "geographically bounded orders")',
        "Said why it is not tested.",
        limits="A contest of maps of the world needs the whole world, not a few players.",
    ),
)
