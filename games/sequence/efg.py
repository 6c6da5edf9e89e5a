"""Trees to Gambit's extensive-form files (.efg); the reader stands with the other files that are read.

Payoffs are written at ends alone, added up exactly, and chances as fractions. Gambit takes labels in printable ASCII
only: others are rewritten, and the comment of the file says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..text.ascii import in_ascii, told_apart
from .preorder import CHANCE, END, Preorder


def efg_of(
    title: str, players: Sequence[str], flat: Preorder, set_names: Sequence[str], paid: Sequence[Sequence[Fraction]]
) -> str:
    """Return the text of an extensive-form file.

    Parameters
    ----------
    set_names
        Of the information sets.
    paid
        What each end pays to each player, in the order of the ends.
    """
    numbers = _numbers_of_sets(flat)
    ends = iter(enumerate(paid, 1))
    events = iter(range(1, len(flat) + 1))
    lines: list[str] = []
    for node, mover in enumerate(flat.mover):
        if mover == END:
            number, payoffs = next(ends)
            lines.append(f't "" {number} "" {{ {", ".join(map(str, payoffs))} }}')
        elif mover == CHANCE:
            chances = [str(flat.chance[below]) for below in flat.children[node]]
            lines.append(f'c "" {next(events)} "" {{ {_listed(flat.labels[node], chances)} }} 0')
        else:
            place = flat.set_of[node]
            described = f'"{in_ascii(set_names[place])}" {{ {_listed(flat.labels[node])} }}'
            lines.append(f'p "" {mover + 1} {numbers[place]} {described} 0')
    comment = _rewritten([title, *players, *set_names, *(label for labels in flat.labels for label in labels)])
    header = f'EFG 2 R "{in_ascii(title)}" {{ {_listed(players)} }}\n"{comment}"\n\n'
    return header + "".join(f"{line}\n" for line in lines)


def _numbers_of_sets(flat: Preorder) -> list[int]:
    """Return the number of each information set among those of its player, from 1."""
    count: dict[int, int] = {}
    numbers: list[int] = []
    for each in flat.sets:
        count[each.player] = count.get(each.player, 0) + 1
        numbers.append(count[each.player])
    return numbers


def _listed(labels: Sequence[str], numbers: Sequence[str] = ()) -> str:
    quoted = [f'"{label}"' for label in told_apart([in_ascii(label) for label in labels])]
    if numbers:
        quoted = [f"{label} {number}" for label, number in zip(quoted, numbers, strict=True)]
    return " ".join(quoted)


def _rewritten(labels: Sequence[str]) -> str:
    """Return a comment that says which labels are written otherwise, their characters by number."""
    changed = {label: in_ascii(label) for label in labels if in_ascii(label) != label}
    if not changed:
        return ""
    table = "; ".join(f"{plain} for {_by_numbers(label)}" for label, plain in changed.items())
    return f"Labels in ASCII: {table}"


def _by_numbers(label: str) -> str:
    return "".join(c if " " <= c <= "~" and c not in '"\\' else f"(U+{ord(c):04X})" for c in label)
