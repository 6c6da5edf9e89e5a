"""Published games in sequence, random ones, and their equilibria by the bare definitions over all pure profiles.

Nothing of the solvers is used: a profile is played by walking down the nodes as they were written.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

from tetrarchy.games.sequence.nodes import Chance, Decision, End
from tetrarchy.games.sequence.tree import Tree


def seltens_horse():
    """Selten 1975, International Journal of Game Theory 4, figure 1."""
    pays = ([4, 4, 0], [0, 0, 1]), ([3, 2, 2], [0, 0, 0])
    third = [Decision(2, [("L", End(left)), ("R", End(right))], "3") for left, right in pays]
    second = Decision(1, [("a", End([1, 1, 1])), ("d", third[0])], "2")
    return Tree(["P1", "P2", "P3"], Decision(0, [("A", second), ("D", third[1])], "1"))


def beer_and_quiche():
    """Cho and Kreps 1987, Quarterly Journal of Economics 102."""

    def receiver(meal, strong, bonus):
        duel, defer = (bonus, int(not strong)), (bonus + 2, int(strong))
        return Decision("Receiver", [("duel", End(duel)), ("defer", End(defer))], meal)

    def sender(strong):
        meals = (("beer", int(strong)), ("quiche", int(not strong)))
        name = "strong" if strong else "weak"
        return Decision("Sender", [(meal, receiver(meal, strong, bonus)) for meal, bonus in meals], name)

    return Tree(["Sender", "Receiver"], Chance([("strong", "9/10", sender(True)), ("weak", "1/10", sender(False))]))


def bagwell(error=Fraction(1, 100)):
    """Bagwell 1995, Games and Economic Behavior 8: the follower sees the leader's move with an error."""
    pay = {"S": {"S": (5, 2), "C": (3, 1)}, "C": {"S": (6, 3), "C": (4, 4)}}

    def follower(seen, done):
        return Decision("Follower", [(move, End(pay[done][move])) for move in "SC"], seen)

    def signal(done):
        chances = {"s": 1 - error if done == "S" else error, "c": error if done == "S" else 1 - error}
        return Chance([(seen, chance, follower(seen, done)) for seen, chance in chances.items()])

    return Tree(["Leader", "Follower"], Decision("Leader", [(move, signal(move)) for move in "SC"], "L"))


def kuhn_poker():
    """Kuhn 1950, Contributions to the Theory of Games: cards J, Q and K, one chip each, one bet of one."""

    def won(one, other, chips):
        return End([chips, -chips] if "JQK".index(one) > "JQK".index(other) else [-chips, chips])

    def dealt(one, other):
        last = Decision(0, [("fold", End([-1, 1])), ("call", won(one, other, 2))], f"{one} check bet")
        checked = Decision(1, [("check", won(one, other, 1)), ("bet", last)], f"{other} check")
        bet = Decision(1, [("fold", End([1, -1])), ("call", won(one, other, 2))], f"{other} bet")
        return Decision(0, [("check", checked), ("bet", bet)], one)

    hands = [(one, other) for one in "JQK" for other in "JQK" if one != other]
    return Tree(["P1", "P2"], Chance([(one + other, "1/6", dealt(one, other)) for one, other in hands]))


def centipede(moves=4):
    """Rosenthal 1981, Journal of Economic Theory 25; payoffs of McKelvey and Palfrey 1992, Econometrica 60."""

    def piles(doubled, mover):
        shares = (Fraction(2, 5) * 2**doubled, Fraction(1, 10) * 2**doubled)
        return End(shares if mover == 0 else shares[::-1])

    node = piles(moves, moves % 2)
    for place in reversed(range(moves)):
        node = Decision(place % 2, [("take", piles(place, place % 2)), ("pass", node)], str(place + 1))
    return Tree(["P1", "P2"], node)


def entry(fight=(0, 0), share=(2, 2)):
    """Selten 1978, Theory and Decision 9: one market of the chain store."""
    reply = Decision("Incumbent", [("fight", End(fight)), ("share", End(share))], "i")
    return Tree(["Incumbent", "Entrant"], Decision("Entrant", [("out", End([5, 1])), ("in", reply)], "start"))


def chain_store(markets):
    """Selten 1978, Theory and Decision 9: entrants in one market after the other."""

    def market(place, paid):
        if place == markets:
            return End(paid)

        def after(store, entrant):
            others = [paid[0] + store, *paid[1:]]
            others[place + 1] += entrant
            return market(place + 1, others)

        reply = Decision(0, [("fight", after(0, 0)), ("share", after(2, 2))])
        return Decision(place + 1, [("out", after(5, 1)), ("in", reply)])

    return Tree(["Store", *(f"E{place + 1}" for place in range(markets))], market(0, [0] * (markets + 1)))


def last_entrant(tough, gain=Fraction(1, 2)):
    """Kreps and Wilson 1982, Journal of Economic Theory 27, the last stage: a tough store fights, a weak one does not.

    The entrant gets its gain, less 1 if it is fought, so it enters where the chance of a tough store is below the gain.
    """

    def store(kind, fight, share):
        replies = [("fight", End([fight, gain - 1])), ("share", End([share, gain]))]
        return Decision("Store", replies, kind)

    news = Chance([("tough", tough, store("tough", 0, -1)), ("weak", 1 - tough, store("weak", -1, 0))])
    return Tree(["Store", "Entrant"], Decision("Entrant", [("out", End([2, 0])), ("in", news)]))


def burning_money():
    """Ben-Porath and Dekel 1992, Journal of Economic Theory 57: he may burn 1 before a battle of the sexes."""
    pays = {"Uu": (3, 1), "Ud": (0, 0), "Du": (0, 0), "Dd": (1, 3)}

    def battle(burnt, name):
        def she(his):
            return Decision("She", [(own, End([pays[his + own][0] - burnt, pays[his + own][1]])) for own in "ud"], name)

        return Decision("He", [(his, she(his)) for his in "UD"], name)

    return Tree(["He", "She"], Decision("He", [("burn", battle(1, "burnt")), ("keep", battle(0, "kept"))], "first"))


def offer_in_the_shadow_of_power(high):
    """After Powell 1996, Games and Economic Behavior 15: how much to offer a challenger of unknown costs of war.

    War gives the challenger half of the pie less its cost, 3/10 (with chance `high`) or 1/10, and the holder 3/10. So
    1/4 is accepted by the first kind alone, 9/20 by both, and 1/4 is offered where 3/4 high + 3/10 (1 - high) > 11/20.
    """

    def answer(given, cost):
        war = Fraction(1, 2) - cost
        return Decision("Challenger", [("accept", End([1 - given, given])), ("war", End([Fraction(3, 10), war]))])

    def news(given):
        kinds = (("high", high, Fraction(3, 10)), ("low", 1 - high, Fraction(1, 10)))
        return Chance([(kind, chance, answer(given, cost)) for kind, chance, cost in kinds])

    offers = [("1/4", news(Fraction(1, 4))), ("9/20", news(Fraction(9, 20)))]
    return Tree(["Holder", "Challenger"], Decision("Holder", offers))


def audience_costs(cost):
    """After Fearon 1994, American Political Science Review 88: a challenge that is costly to back down from.

    War costs the challenger 1, so the threat to fight is carried out where backing down costs it more.
    """
    last = Decision("Challenger", [("attack", End([-1, -2])), ("back down", End([-cost, 1]))])
    answer = Decision("Target", [("concede", End([1, -1])), ("resist", last)])
    return Tree(["Challenger", "Target"], Decision("Challenger", [("nothing", End([0, 0])), ("challenge", answer)]))


def lemons(good):
    """After Akerlof 1970, Quarterly Journal of Economics 84: a buyer who cannot tell a good car from a bad one.

    A good car is worth 2 to its seller and 3 to the buyer, a bad one nothing and 1. At 1/2 only bad cars are sold, at
    5/2 all are, which is better where 2 good - 3/2 > (1 - good) / 2.
    """

    def seller(price, own, worth):
        return Decision("Seller", [("sell", End([worth - price, price])), ("keep", End([0, own]))])

    def drawn(price):
        return Chance([("good", good, seller(price, 2, 3)), ("bad", 1 - good, seller(price, 0, 1))])

    return Tree(["Buyer", "Seller"], Decision("Buyer", [(str(p), drawn(p)) for p in (Fraction(1, 2), Fraction(5, 2))]))


def lemons_with_a_price_that_tells(good):
    """The same where the seller names the price: neither one price for both cars nor one for each lasts below 3/4."""

    def buyer(price, own, worth):
        return Decision("Buyer", [("buy", End([price - own, worth - price])), ("leave", End([0, 0]))], str(price))

    def seller(kind, own, worth):
        prices = (Fraction(1, 2), Fraction(5, 2))
        return Decision("Seller", [(str(price), buyer(price, own, worth)) for price in prices], kind)

    kinds = (("good", good, seller("good", 2, 3)), ("bad", 1 - good, seller("bad", 0, 1)))
    return Tree(["Seller", "Buyer"], Chance(kinds))


def ultimatum(pie=3):
    """Gueth, Schmittberger and Schwarze 1982, in coins."""
    offers = [
        (
            f"give {given}",
            Decision(1, [("accept", End([pie - given, given])), ("reject", End([0, 0]))], f"to {given}"),
        )
        for given in range(pie + 1)
    ]
    return Tree(["Proposer", "Responder"], Decision(0, offers, "offer"))


def tie_whose_mixture_matters():
    """P1 takes 2/5 outside or enters; P2, indifferent, gives 1 or nothing."""
    reply = Decision(1, [("give", End([1, 0])), ("nothing", End([0, 0]))])
    return Tree(["P1", "P2"], Decision(0, [("out", End(["2/5", 0])), ("in", reply)]))


def random_node(random: Random, players: int, depth: int, blind: float = 0.0, chance: float = 0.2, pays: int = 2):
    """Return a random node; with `blind` a player who just moved is not seen by the next one."""
    if depth == 0 or random.random() < 0.15:
        return End([random.randint(0, pays) for _ in range(players)])
    width = random.randint(2, 3) if depth < 3 else 2
    if random.random() < chance:
        weights = [random.randint(0, 3) for _ in range(width - 1)] + [1]
        below = [random_node(random, players, depth - 1, blind, chance, pays) for _ in weights]
        return Chance([(f"c{k}", Fraction(w, sum(weights)), below[k]) for k, w in enumerate(weights)])
    mover = random.randrange(players)
    if random.random() < blind:
        other = random.choice([player for player in range(players) if player != mover])
        name, moves = f"s{random.random()}", random.randint(2, 3)
        below = [
            Decision(
                other,
                [
                    (f"b{j}", random_node(random, players, depth - 2 if depth > 1 else 0, blind, chance, pays))
                    for j in range(moves)
                ],
                name,
            )
            for _ in range(width)
        ]
        return Decision(mover, [(f"a{k}", node) for k, node in enumerate(below)])
    below = [random_node(random, players, depth - 1, blind, chance, pays) for _ in range(width)]
    return Decision(mover, [(f"a{k}", node) for k, node in enumerate(below)])


class ByDefinition:
    """Subgames, equilibria and counts of a game of nodes, by going through all pure profiles."""

    def __init__(self, n, root):
        self.n, self.root = n, root
        self.sets, self.order, self.places = {}, [], {}
        self._gather(root, "")

    def _gather(self, node, path):
        if isinstance(node, Decision):
            key = (node.player, node.set if node.set is not None else ("alone", path))
            self.sets.setdefault(key, [action for action, _ in node.moves])
            self.order.append((path, key, node))
            self.places[path] = key
        elif isinstance(node, Chance):
            self.order.append((path, None, node))
        for move in getattr(node, "moves", ()):
            self._gather(move[-1], f"{path} / {move[0]}" if path else move[0])

    def subgames(self):
        """Go through the subgames: path, node, and the sets inside."""
        for path, key, node in self.order:
            inside = [(p, k) for p, k, _ in self.order if p == path or p.startswith(f"{path} / ") or path == ""]
            keys = {k for _, k in inside if k is not None}
            alone = key is None or sum(k == key for _, k, _ in self.order) == 1
            whole = all((p, k) in inside for p, k, _ in self.order if k in keys)
            if alone and whole:
                yield path, node, sorted(keys, key=str)

    def play(self, node, path, profile):
        """Return the distribution over paths of ends, and expected payoffs."""
        paid = [Fraction(cell) for cell in node.payoffs] if node.payoffs else [Fraction(0)] * self.n
        if isinstance(node, End):
            return {path: Fraction(1)}, paid
        moves = node.moves
        if isinstance(node, Decision):
            action = profile[self.places[path]]
            moves = [(label, 1, below) for label, below in moves if label == action]
        ends = {}
        for label, chance, below in moves:
            if chance:
                inside, values = self.play(below, f"{path} / {label}" if path else label, profile)
                paid = [x + chance * y for x, y in zip(paid, values, strict=True)]
                ends |= {end: chance * p for end, p in inside.items()}
        return ends, paid

    def is_equilibrium(self, node, path, keys, profile):
        """Tell whether no player gains by any other plan below a node."""
        paid = self.play(node, path, profile)[1]
        for player in range(self.n):
            own = [key for key in keys if key[0] == player]
            for plan in product(*(self.sets[key] for key in own)):
                if self.play(node, path, {**profile, **dict(zip(own, plan, strict=True))})[1][player] > paid[player]:
                    return False
        return True

    def outcomes(self, perfect=True):
        """Return the outcomes of the pure (subgame-perfect) equilibria, with payoffs and the number of profiles."""
        subgames = list(self.subgames()) if perfect else [("", self.root, list(self.sets))]
        found = {}
        keys = list(self.sets)
        for actions in product(*self.sets.values()):
            profile = dict(zip(keys, actions, strict=True))
            if all(self.is_equilibrium(node, path, inside, profile) for path, node, inside in reversed(subgames)):
                ends, paid = self.play(self.root, "", profile)
                outcome = tuple(sorted(ends.items())), tuple(paid)
                found[outcome] = found.get(outcome, 0) + 1
        return found
