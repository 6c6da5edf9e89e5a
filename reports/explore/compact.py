"""A script or a style in fewer bytes: without comments and the blanks that separate nothing, a script with short names.

It is no parser. It takes for granted what holds of the package's own files: a comment has a line of its own, statements
end in a semicolon and with a line, none is empty, templates are not nested, strings stand in double quotes, and no
pattern holds a blank or a quote.

A function of the outermost level becomes a constant, and must not be called before it is declared.

A name that is declared, or that a function takes, is made short. One that is declared for the whole script means the
same wherever it stands; any other belongs to its statement of the outermost level, where no two names are made alike. A
name is kept where it may be a property too: before a colon, or alone between commas and braces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from string import ascii_letters, ascii_uppercase

_QUOTED = re.compile(r'("(?:[^"\\\n]|\\.)*"|`[^`]*`)')
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_FILLED = re.compile(r"(?<=\$\{)[^}]*(?=\})")
_AROUND = re.compile(r" ?([=*/<>?:{}()\[\],;&|!%]) ?")
_SIGN = re.compile(r"(?<![+-]) ([+-]) (?![+-])")
_AFTER = re.compile(r"(?<=[,;{}(\[=?:&|])\n")
_BEFORE = re.compile(r"\n(?=[})\].?:&|])")
_ALONE = re.compile(r"(?<!\w)\((\w+)\)(?==>)")
_LAST = re.compile(r";(?=})|,(?=[}\])])")
_CONSTANT = re.compile(r"\bconst ")
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*|(?<=\.\.\.)[A-Za-z_]\w*")
_DECLARED = re.compile(r"\b(?:const|let|function\*?) (\w{2,})")
_OUTERMOST = re.compile(r"^(?:const|let|function\*?) (\w+)", re.MULTILINE)
_STATEMENT = re.compile(r"^(?=[^\s})\]])", re.MULTILINE)
_LISTS = re.compile(r"\bfunction\*? \w+\(([^()]+)\)|\(([^()]+)\) =>|(\b\w+) =>|\b(?:const|let) \[([^\]]*)\]")
_DEFAULT = re.compile(r" = [^,]*")
_FUNCTION = re.compile(r"^function (\w+)(\(.*?\)) (\{\n.*\})$", re.DOTALL)
_KEY = re.compile(r"(?<![\w.])(\w+):")
_TOKEN = re.compile(r"\$?\{|[(\[)\]}]|[^\W\d]\w*|\S")
_SHORT = [*ascii_letters, *map("".join, product(ascii_uppercase, ascii_letters))]


def compact_script(text: str) -> str:
    r"""Return a script without what it can do without.

    Examples
    --------
    >>> print(compact_script('// doubles\nconst twice = (x) => {\n  return x + " // twice ";\n};\ntwice(1);\n'))
    let a=x=>{return x+" // twice "};a(1);
    """
    parts = _QUOTED.split(_joined(_flush(_joined(_renamed_statements(_without_comments(text)))).splitlines()))
    parts[::2] = [_SIGN.sub(r"\1", _AROUND.sub(r"\1", _CONSTANT.sub("let ", part))) for part in parts[::2]]
    parts[::2] = [_LAST.sub("", _BEFORE.sub("", _ALONE.sub(r"\1", _AFTER.sub("", part)))) for part in parts[::2]]
    return "".join(parts)


def compact_style(text: str) -> str:
    r"""Return a style without what it can do without.

    Examples
    --------
    >>> print(compact_style("h1, h2 {\n  margin: 0 auto; }\n"))
    h1,h2{margin:0 auto}
    """
    return _LAST.sub("", re.sub(r"\n", "", re.sub(r"(?<=[{};,:]) | (?=[{};])", "", _flush(_without_comments(text)))))


def _renamed_statements(text: str) -> Iterator[str]:
    """Go through the outermost statements of a script, with short names in them."""
    statements = [each for each in _STATEMENT.split(text) if each]
    bare = [_STRING.sub("", each) for each in statements]
    words = [Counter(re.findall(r"\w+", each)) for each in bare]
    properties = [_properties(each) for each in bare]
    outermost = [name for name in _OUTERMOST.findall(_STRING.sub("", text)) if len(name) > 1]
    shared = _shared_names(outermost, words, set().union(*properties))
    for statement, code, own, kept in zip(statements, bare, words, properties, strict=True):
        names = {name: short for name, short in shared.items() if name in own}
        local = {name for name in _own_names(code) if name not in kept and name not in outermost}
        taken = {*own, *names.values()}
        free = (short for short in _SHORT if short not in taken)
        names |= dict(zip(_by_count(local, own), free, strict=False))
        yield _FUNCTION.sub(r"const \1 = \2 => \3;", _renamed(statement, names).rstrip())


def _shared_names(outermost: Sequence[str], words: Sequence[Counter[str]], kept: set[str]) -> dict[str, str]:
    """Return a short name for each that is declared for the whole script: none that stands in a statement it is in."""
    found: dict[str, str] = {}
    total = sum(words, Counter[str]())
    for name in _by_count(set(outermost) - kept, total):
        met = {*outermost, *found.values(), *(word for own in words if name in own for word in own)}
        found[name] = next(short for short in _SHORT if short not in met)
    return found


def _by_count(names: Iterable[str], counts: Counter[str]) -> list[str]:
    return sorted(names, key=lambda name: (-counts[name], name))


def _own_names(code: str) -> set[str]:
    """Return the names that a statement declares or its functions take."""
    lists = [_DEFAULT.sub("", "".join(match)) for match in _LISTS.findall(code)]
    return {*_DECLARED.findall(code), *re.findall(r"[^\W\d]\w+", " ".join(lists))}


def _properties(code: str) -> set[str]:
    """Return the names that may be properties: before a colon, or alone between the commas and braces of an object."""
    tokens, open_, found = ["", *_TOKEN.findall(code), ""], [""], set(_KEY.findall(code))
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token in {"{", "${", "(", "["}:
            open_.append(token)
        elif token in {"}", ")", "]"}:
            open_.pop()
        elif open_[-1] == "{" and before in {"{", ","} and after in {",", "}", "="}:
            found.add(token)
    return found


def _renamed(code: str, names: Mapping[str, str]) -> str:
    """Return a script with other names, in what templates are filled with too."""
    parts = _QUOTED.split(code)
    parts[::2] = [_NAME.sub(lambda found: names.get(found[0], found[0]), part) for part in parts[::2]]
    parts[1::2] = [
        _FILLED.sub(lambda found: _renamed(found[0], names), part) if part.startswith("`") else part
        for part in parts[1::2]
    ]
    return "".join(parts)


def _joined(parts: Iterable[str]) -> str:
    """Return statements, or lines of them, with neighbouring constants declared together."""
    found: list[str] = []
    for part in parts:
        if found and all(each.startswith("const ") and each.endswith(";") for each in (found[-1], part)):
            found[-1] = f"{found[-1][:-1]},{part.removeprefix('const ')}"
        else:
            found.append(part)
    return "".join(f"{part}\n" for part in found)


def _without_comments(text: str) -> str:
    lines = (line for line in text.splitlines() if line.strip() and not line.strip().startswith("//"))
    return "".join(f"{line}\n" for line in lines)


def _flush(text: str) -> str:
    return "".join(f"{line.strip()}\n" for line in text.splitlines())
