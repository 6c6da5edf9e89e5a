"""What readers call the concepts of stability, and what they mean in their shortest form."""

from __future__ import annotations

from collections.abc import Sequence

from ...games.text.labels import listed

_TITLES = {
    "nash": "Nash",
    "gmr": "GMR",
    "smr": "SMR",
    "seq": "SEQ",
    "sseq": "symmetric SEQ",
    "non_myopic": "non-myopic (L_h)",
    "sim": "simultaneous",
    "sim_intent": "simultaneous, intent",
}

_MEANINGS = {
    "nash": "Nash: nobody has a move of its own to a state that it prefers.",
    "gmr": "GMR: whoever would move could be brought by the others to something no better for it.",
    "smr": "SMR: as GMR, and it could not escape from there to something better.",
    "seq": "SEQ: as GMR, by answers of which those who give them like every step.",
    "sseq": "Symmetric SEQ: as SEQ, and it could not escape from there to something better.",
    "strong": "Strong: the answer would be greatly worse for it, past a red line; weak: stable, but not so.",
    "limited": "Limited moves: looking so many moves ahead, nobody expects to gain by moving.",
    "non_myopic": "Non-myopic: the same for any number of moves from some number on.",
    "sim": "Simultaneous: the others answer without knowing of the move.",
}
"""What the concepts of a table mean, by words in their names."""


FORESIGHT = {
    "nash": "looks one move ahead",
    "gmr": "fears whatever the others could answer",
    "smr": "fears whatever the others could answer",
    "seq": "reckons with the answers that the others would like to give",
    "sseq": "reckons with the answers that the others would like to give",
}
"""How far each side looks by a concept."""


def foresight_words(concepts: Sequence[str]) -> str:
    """Return in words, with their titles, how far each side looks by concepts that find the same.

    Examples
    --------
    >>> foresight_words(["gmr", "smr"])
    'if each side fears whatever the others could answer (GMR and SMR)'
    >>> foresight_words(["strong_gmr"])
    'by strong GMR'
    """
    titles = listed(map(concept_words, concepts))
    if not set(concepts) <= set(FORESIGHT):
        return f"by {titles}"
    looks = dict.fromkeys(FORESIGHT[concept] for concept in concepts)
    every = len(looks) == len(set(FORESIGHT.values()))
    how = "in each way of looking ahead" if every else f"if each side {' or '.join(looks)}"
    return f"{how} ({titles})"


def meanings(concepts: Sequence[str]) -> list[str]:
    """Say what concepts mean, in their shortest form."""
    words = {word.replace("weak", "strong") for concept in concepts for word in concept.split("_")}
    return [meaning for name, meaning in _MEANINGS.items() if name in words or name in concepts]


def concept_words(concept: str) -> str:
    """Return what a table calls a concept.

    Examples
    --------
    >>> concept_words("strong_seq"), concept_words("gmr_a"), concept_words("limited_3")
    ('strong SEQ', 'GMR however the unknown is read', 'limited moves, 3')
    """
    if concept in _TITLES:
        return _TITLES[concept]
    force, _, rest = concept.partition("_")
    if force in ("strong", "weak"):
        return f"{force} {_TITLES[rest]}"
    if force == "limited":
        return f"limited moves, {rest}"
    forms = {"a": "however the unknown is read", "d": "possibly"}
    return f"{_TITLES[force]} {forms.get(rest, f'(form {rest})')}"
