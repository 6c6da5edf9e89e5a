"""Claims of Sakwa (2019) on the system and on the liberal, transformative and mercantilist orders."""

from __future__ import annotations

from ....games.orders.rows import ORDER_NAMES
from ..claim import LIBERAL, MERCANTILIST, MODELS, PAIKIN, SYSTEM, TRANSFORMATIVE, Claim

CLAIMS = (
    Claim(
        "C01",
        "Three floors",
        "World politics happens on three floors: bodies of global governance on top, states in between, civil and "
        "political society on the ground.",
        SYSTEM,
        "structure",
        ORDER_NAMES,
        "the floors on which each dimension of value is felt; payoffs are reported floor by floor too",
    ),
    Claim(
        "C02",
        "Two kinds of institutions",
        "The basic practices of states, such as sovereignty, diplomacy and balancing, are one thing and "
        "organisations another; the practices weigh more.",
        f"{SYSTEM}; {PAIKIN}",
        "structure",
        ("pairs of states",),
        "the inputs of a relation, which keep agreement on norms apart from the strength of joint bodies; the "
        "English School reading of thickness looks at the norms alone",
    ),
    Claim(
        "C03",
        "Open top, closed middle",
        "The bodies on top are in principle open to all, while the practices of the middle floor shut some out.",
        SYSTEM,
        "structure",
        ORDER_NAMES,
        "governance, which is a public good, beside primacy and status, which each has for itself",
    ),
    Claim(
        "C04",
        "Stronger bodies outlast hegemony",
        "Shared bodies that become universal in earnest eat into Western primacy, and are what holds order together "
        "once that primacy fades.",
        SYSTEM,
        "comparative static",
        ("liberal", "conservative"),
        "institutions and recognition, where sharing costs primacy and raises governance",
        not_yet="that order comes to rest on governance as primacy fades",
    ),
    Claim(
        "C05",
        "Society enters the reckoning",
        "Pressure for the climate, and fear of a peace movement reborn, are among the things that governments reckon"
        " with; movements from below can also destroy.",
        f"{SYSTEM}; {TRANSFORMATIVE}",
        "comparative static",
        ("civil society", *ORDER_NAMES),
        "pressure from below in climate and the peace movement in arms_control, which lower what free-riding and "
        "deploying pay",
        not_yet="movements that destroy",
    ),
    Claim(
        "C06",
        "Four operating systems",
        "Four coherent sets of norms contend over how the world's affairs should be run.",
        MODELS,
        "classification",
        ORDER_NAMES,
        "the four rows of the value matrix, and how unlike they are",
    ),
    Claim(
        "C07",
        "Repertoires",
        "The four are ideal types: a state borrows from several of them and yet leans one way most of the time.",
        MODELS,
        "structure",
        ORDER_NAMES,
        "actors, each of them a mix of orders",
        not_yet="that a mix drifts",
    ),
    Claim(
        "C08",
        "Expansive liberal order",
        "The liberal order joins rules for all to open exchange, spreads by nature, and has a military, an economic "
        "and a normative branch.",
        LIBERAL,
        "structure",
        ("liberal",),
        "the liberal row of the value matrix, in which gain, governance, promotion and security all weigh",
    ),
    Claim(
        "C09",
        "Radical without a rival",
        "Once it had no rival left, the liberal order turned radical and overreached.",
        LIBERAL,
        "evolutionary",
        ("liberal",),
        "intervention, where acting without a mandate is overreach; order_contest, where overreach grows with an "
        "order's share and lets rivals into a wholly liberal world",
        not_yet="whether it is for want of a rival",
    ),
    Claim(
        "C10",
        "Limits inside and outside",
        "The spread of the liberal order met populists inside and rival orders outside.",
        LIBERAL,
        "evolutionary",
        ("liberal", "mercantilist", "conservative"),
        "order_contest, where grievance, change from below and pressure on outsiders favour other orders, and "
        "overreach makes room for them",
    ),
    Claim(
        "C11",
        "Inclusion that failed",
        "Outsiders who feared for their identity, and were not let in as equals, resisted instead of fitting in.",
        f"{LIBERAL}; {PAIKIN}",
        "equilibrium",
        ("West", "Russia", "China"),
        "recognition, where the riser meets denial by contesting, co-managing or acquiescing",
    ),
    Claim(
        "C12",
        "Legitimacy and power",
        "An order is vigorous while legitimacy and power keep each other in balance; since 2014 power has outgrown "
        "legitimacy in the liberal one.",
        LIBERAL,
        "comparative static",
        ("liberal",),
        not_yet="disorder that grows with the gap between the two",
    ),
    Claim(
        "C13",
        "One order as order itself",
        "A single order takes itself for order as such, and the common bodies for its own.",
        LIBERAL,
        "structure",
        ("liberal",),
        "the action support_owned in coalition, and how far the claim to own the bodies reaches; monism in "
        "order_contest",
    ),
    Claim(
        "C14",
        "Hegemony defeats its universality",
        "The further one order's claim to what is common reaches, the less others can take it for common, and the "
        "more they resist.",
        LIBERAL,
        "equilibrium",
        ("liberal", "conservative"),
        "coalition, where a claim that reaches far enough loses the bodies the conservatives' support; monism in "
        "order_contest, from which others suffer",
    ),
    Claim(
        "C15",
        "Change from below",
        "Transformation begins in society, with the climate above all, and calls growth itself into question.",
        TRANSFORMATIVE,
        "structure",
        ("transformative",),
        "the transformative row of the value matrix, in which the commons weigh most and gain next to nothing; change "
        "from below in order_contest",
    ),
    Claim(
        "C16",
        "Exclusion breeds alternatives",
        "Shut out of a common Europe, Moscow turned to Eurasian designs: who is denied a place builds one elsewhere.",
        f"{TRANSFORMATIVE}; {PAIKIN}",
        "comparative static",
        ("Russia", "EU"),
        "institutions, where the riser's parallel bodies answer a West that keeps control",
    ),
    Claim(
        "C17",
        "Non-alignment returns",
        "States in the shadow of great powers decline to join a bloc.",
        TRANSFORMATIVE,
        "equilibrium",
        ("India",),
        "india, where keeping ties with all is set against balancing China",
    ),
    Claim(
        "C18",
        "Arms and peace movements",
        "Armament that nothing checks brings peace movements back.",
        TRANSFORMATIVE,
        "repeated",
        ("civil society",),
        "arms_control, and arms_spiral, in which each deployment stirs the movements",
    ),
    Claim(
        "C19",
        "Trade as a battle",
        "For mercantilists trade is a fight over market share in which one side's gain is the other's loss.",
        MERCANTILIST,
        "equilibrium",
        ("mercantilist",),
        "trade_war, and the weight of relative gain in the mercantilist row of the value matrix",
    ),
    Claim(
        "C20",
        "Neither bodies nor allies nor values",
        "Mercantilists see fetters in agencies and alliances, and no use in values.",
        MERCANTILIST,
        "structure",
        ("mercantilist",),
        "the mercantilist row of the value matrix: governance at zero or below, promotion about zero, autonomy high",
    ),
    Claim(
        "C21",
        "Grievance feeds populism",
        "Populists rise where elites leave grievances unattended and share gains unequally.",
        MERCANTILIST,
        "evolutionary",
        ("mercantilist",),
        "order_contest, where grievance adds to the appeal of mercantilists",
        not_yet="what makes grievances grow",
    ),
    Claim(
        "C22",
        "Courting the sanctioners' populists",
        "Russia looks for friends among Europe's populists, because sanctions lapse unless all members renew them "
        "every half-year.",
        MERCANTILIST,
        "repeated",
        ("Russia", "EU"),
        "sanctions under a mercantilist West, and sanctions_renewal, in which courtship and fatigue break unity",
    ),
    Claim(
        "C23",
        "Welcome, then disappointment",
        "Moscow greeted Washington's mercantilist turn as proof that it had been right, and was left out once more, "
        "not least because the security state stood in the way.",
        MERCANTILIST,
        "incomplete information",
        ("Russia", "US"),
        "type_uncertainty, where Russia courts a United States of unknown type; recognition under a mercantilist "
        "incumbent",
    ),
    Claim(
        "C24",
        "European autonomy",
        "A United States that turns mercantilist makes its European allies look to themselves.",
        MERCANTILIST,
        "comparative static",
        ("EU", "US"),
        "the shipped scenario european-autonomy, one game",
        not_yet="a prediction over draws",
    ),
)
