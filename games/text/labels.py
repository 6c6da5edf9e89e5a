"""What readers call players, actions and outcomes, beside the names by which scripts know them.

An action has a label, which stands in tables, and a verb, an infinitive such as "press both", which makes sentences. A
player has a name as it stands in a sentence, "the United States". Some outcomes have a name of their own, "stand-off".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


class Term(str):
    """A text as readers see it that knows how scripts write the same.

    Attributes
    ----------
    code
        The text with the names that files, `--set`, JSON and CSV use.

    Examples
    --------
    >>> term = Term("press both", "dual_pressure")
    >>> term, term.code
    ('press both', 'dual_pressure')
    """

    code: str

    def __new__(cls, text: str, code: str) -> Term:
        """Return the text with its code."""
        term = super().__new__(cls, text)
        term.code = code
        return term

    def __reduce__(self) -> tuple[type[Term], tuple[str, str]]:
        """Return what makes the same term again."""
        return Term, (str(self), self.code)


def code_of(text: str) -> str:
    """Return how scripts write a text: the code of a term, else the text itself."""
    return text.code if isinstance(text, Term) else text


def joined(separator: str, parts: Iterable[str]) -> Term:
    """Return texts with a separator between them, as a term.

    Examples
    --------
    >>> joined(" + ", ["1/2 hedge", Term("press both", "dual_pressure")]).code
    '1/2 hedge + dual_pressure'
    """
    texts = list(parts)
    return Term(separator.join(texts), separator.join(map(code_of, texts)))


def apart(name: str) -> Term:
    """Return a name between quotation marks where a comma or a colon in it would make it run into its neighbours.

    Examples
    --------
    >>> apart("hedge"), apart("if asked: release, if told: retaliate")
    ('hedge', '"if asked: release, if told: retaliate"')
    """
    return Term(f'"{name}"' if ", " in name or ": " in name else name, code_of(name))


def listed_apart(names: Iterable[str]) -> str:
    """Return names as a list in a sentence, also where some of them have an "and" within.

    Examples
    --------
    >>> print(listed_apart(["Iran", "Oman"]), listed_apart(["the E3", "Iran", "Russia and China"]), sep="; ")
    Iran and Oman; the E3, Iran, and Russia and China
    """
    texts = list(names)
    if len(texts) == 1 or not any(" and " in text for text in texts):
        return listed(texts)
    return f"{', '.join(texts[:-1])}{', and' if len(texts) > 2 else ' as well as'} {texts[-1]}"


def quoted(name: str) -> str:
    """Return a name between quotation marks, where a sentence would swallow it."""
    return f'"{name}"'


_WITH_ARTICLE = {
    *("Alliance", "Allies", "Association", "Bank", "Coalition", "Commission", "Commonwealth", "Community", "Council"),
    *("East", "Emirates", "Federation", "Fund", "Government", "Islands", "Kingdom", "League", "Nations", "North"),
    *("Netherlands", "Organisation", "Organization", "Parliament", "Philippines", "Republic", "South", "States"),
    *("Union", "West"),
}


def with_article(name: str) -> str:
    """Return the name of a player as it stands in a sentence: with an article where one of its words takes it.

    Examples
    --------
    >>> with_article("European Union"), with_article("Republic of Korea"), with_article("China")
    ('the European Union', 'the Republic of Korea', 'China')
    """
    words = name.split(" ")
    heads = {word for word, after in zip(words, [*words[1:], "of"], strict=True) if after in ("of", "for")}
    return f"the {name}" if heads & _WITH_ARTICLE and words[0] not in ("the", "The") else name


@dataclass(frozen=True)
class PlayerLabel:
    """A player as it stands in a sentence, "the United States"; `plural` where it takes a verb in the plural."""

    spoken: str
    plural: bool = False


@dataclass(frozen=True)
class ActionLabel:
    """An action as it stands in a table, as an infinitive, and in the third person; made from the verb where empty."""

    label: str
    verb: str
    does: str = ""

    @property
    def third(self) -> str:
        """The verb in the third person singular: "presses both"."""
        return self.does or third_person(self.verb)

    def spoken_of(self, players: Sequence[PlayerLabel]) -> str:
        """Return the verb as it stands after these players: "presses both", "press both" after several."""
        if len(players) > 1:
            return _their(self.verb).replace(" the other's ", " each other's ")
        return _their(self.verb) if players[0].plural else self.third

    def wanted_by(self, player: PlayerLabel) -> str:
        """Return the infinitive as it stands after a player and "would"."""
        return _their(self.verb) if player.plural else self.verb


def _their(verb: str) -> str:
    return verb.replace(" its ", " their ").replace(" itself", " themselves")


@dataclass(frozen=True)
class OutcomeLabel:
    """The name of those outcomes in which each player of `when` plays one of the actions given for it."""

    name: str
    when: Mapping[str, tuple[str, ...]]

    def follows(self, played: Mapping[str, str]) -> bool:
        """Tell whether it names the outcome in which each player plays the action given for it."""
        return all(played[player] in actions for player, actions in self.when.items())


@dataclass(frozen=True)
class Labels:
    """The labels of an arena, or those that a scenario gives; what is left out has none.

    Attributes
    ----------
    actions
        For each player the labels of its actions, by the names of the actions.
    outcomes
        The first that names an outcome counts.
    """

    players: Mapping[str, PlayerLabel] = field(default_factory=dict)
    actions: Mapping[str, Mapping[str, ActionLabel]] = field(default_factory=dict)
    outcomes: tuple[OutcomeLabel, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything has a label."""
        return bool(self.players or self.actions or self.outcomes)

    def over(self, others: Labels) -> Labels:
        """Return these labels, and those of the others where there are none here."""
        players = {**others.actions, **self.actions}
        return Labels(
            {**others.players, **self.players},
            {player: {**others.actions.get(player, {}), **self.actions.get(player, {})} for player in players},
            (*self.outcomes, *others.outcomes),
        )


def labels(
    players: Mapping[str, str | PlayerLabel],
    actions: Mapping[str, Mapping[str, str | tuple[str, ...]]],
    outcomes: Mapping[str, Mapping[str, str]] | None = None,
) -> Labels:
    """Build labels from texts.

    Parameters
    ----------
    players
        Each as it stands in a sentence.
    actions
        For each player and action its label, its verb, and where that says it wrongly its third person; a text alone
        is label and verb.
    outcomes
        For each name the actions, by player, that make the outcome so named.
    """
    return Labels(
        {name: each if isinstance(each, PlayerLabel) else PlayerLabel(each) for name, each in players.items()},
        {player: {name: action_label(each) for name, each in own.items()} for player, own in actions.items()},
        tuple(
            OutcomeLabel(name, {player: (action,) for player, action in when.items()})
            for name, when in (outcomes or {}).items()
        ),
    )


def action_label(given: str | tuple[str, ...]) -> ActionLabel:
    """Return a label, a verb and what else is given, or one text that is label and verb."""
    return ActionLabel(given, given) if isinstance(given, str) else ActionLabel(*given)


_IRREGULAR = {"be": "is", "have": "has"}


def third_person(verb: str) -> str:
    """Return an infinitive, of one word or more, in the third person singular: its first word alone is inflected.

    Examples
    --------
    >>> [third_person(verb) for verb in ("press both", "deny it", "do nothing", "be quiet", "stay", "hedge")]
    ['presses both', 'denies it', 'does nothing', 'is quiet', 'stays', 'hedges']
    """
    first, blank, rest = verb.partition(" ")
    if first in _IRREGULAR:
        return f"{_IRREGULAR[first]}{blank}{rest}"
    if first.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{first}es{blank}{rest}"
    if first.endswith("y") and first[-2:-1] not in "aeiou":
        return f"{first[:-1]}ies{blank}{rest}"
    return f"{first}s{blank}{rest}"


_PROPER = {
    name.lower(): name
    for name in (
        *("Asia", "Asian", "Beijing", "China", "Chinese", "EU", "Europe", "European", "India", "Indian", "Iran"),
        *("Iranian", "Moscow", "NATO", "Paris", "Russia", "Russian", "SCO", "Soviet", "Tehran", "Ukraine", "Ukrainian"),
        *("UN", "US", "Washington", "West", "Western", "Xinjiang"),
    )
}

_JOINT = re.compile(r"(?<=[^\W_])_(?=[^\W_])")


def plain(name: str) -> str:
    """Return a name of scripts as words; an underscore that joins no two of them is part of the name.

    Examples
    --------
    >>> plain("dual_pressure"), plain("pressure_on_china"), plain("West"), plain("_B_")
    ('dual pressure', 'pressure on China', 'West', '_B_')
    """
    return " ".join(_PROPER.get(word, word) for word in _JOINT.sub(" ", name).split(" "))


def capital(text: str) -> str:
    """Return a text with a capital at its beginning, as at the beginning of a sentence, quotation marks apart.

    Examples
    --------
    >>> capital("stand-off ends"), capital('"stand-off" ends')
    ('Stand-off ends', '"Stand-off" ends')
    """
    quote = text[: text.startswith('"')]
    return quote + text[len(quote) : len(quote) + 1].upper() + text[len(quote) + 1 :]


_ENDS = (".", "?", "!", "…", "。", "\uff01", "\uff1f")
"""What ends a sentence."""


def stopped(text: str) -> str:
    """Return a text that ends as a sentence does: with a full stop, where nothing else ends it already.

    Examples
    --------
    >>> stopped("Made up"), stopped("Made up."), stopped("Is it so?"), stopped("判断。")
    ('Made up.', 'Made up.', 'Is it so?', '判断。')
    """
    return text if text.rstrip("\"')]”\u2019»").endswith(_ENDS) else f"{text}."


def listed(parts: Iterable[str]) -> str:
    """Join parts as a list in a sentence.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    texts = list(parts)
    return " and ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def read_alike(read: Mapping[str, str]) -> set[str]:
    """Return the names to be kept where, of names with what they read as, one would read as another, a capital apart.

    Examples
    --------
    >>> read_alike({"a_b": "a b", "a b": "a b", "c_d": "c d"})
    {'a_b'}
    """
    told = dict(read)
    while True:
        times = Counter(map(capital, told.values()))
        alike = {name: name for name, text in told.items() if times[capital(text)] > 1}
        if alike.items() <= told.items():
            return {name for name, text in told.items() if name in alike or text != read[name]}
        told |= alike


def action_labels(names: Sequence[str], known: Mapping[str, ActionLabel]) -> Mapping[str, ActionLabel]:
    """Return a label for each action; where two would read alike they keep the names that scripts use."""
    found = {name: known.get(name) or ActionLabel(plain(name), f"play {plain(name)}") for name in names}
    alike = read_alike({name: label.label for name, label in found.items()})
    return {name: ActionLabel(name, f"play {name}") if name in alike else label for name, label in found.items()}
