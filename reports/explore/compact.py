"""A script or a style in fewer bytes: without comments and the blanks that separate nothing, a script with short names.

It is no parser. It takes for granted what holds of the package's own files: a comment has a line of its own, statements
end in a semicolon and with a line, none is empty, templates are not nested, strings stand in double quotes, and no
pattern holds a blank or a quote.

A name that is declared, or that a function takes, is made short wherever it stands, so that it means the same as
before. One that is a property anywhere is kept: it stands behind a dot, before a colon, or in braces that hold names
alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
_LAST = re.compile(r";(?=})")
_CONSTANT = re.compile(r"\bconst ")
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*|(?<=\.\.\.)[A-Za-z_]\w*")
_DECLARED = re.compile(r"\b(?:const|let|function\*?) (\w{3,})")
_PARAMETERS = re.compile(r"\bfunction\*? \w+\(([\w\s,.]+)\)|\(([\w\s,.]+)\) =>|(\b\w+) =>")
_PROPERTY = re.compile(r"(?<!\.)\.(\w+)|(\w+):")
_BRACED = re.compile(r"(?<!\$)\{[\w\s,.]*\}")


def compact_script(text: str) -> str:
    r"""Return a script without what it can do without.

    Examples
    --------
    >>> print(compact_script('// doubles\nconst twice = (x) => {\n  return x + " // twice ";\n};\ntwice(1);\n'))
    let Aa=x=>{return x+" // twice "};Aa(1);
    """
    lines = _lines(text)
    parts = _QUOTED.split(_joined(_renamed(lines, _short_names(_STRING.sub("", lines)))))
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
    return _LAST.sub("", re.sub(r"\n", "", re.sub(r"(?<=[{};,:]) | (?=[{};])", "", _lines(text))))


def _short_names(code: str) -> Mapping[str, str]:
    """Return a short name for each that a script declares or a function takes, and that is nowhere a property's."""
    kept = {name for pair in _PROPERTY.findall(code) for name in pair}
    kept.update(name for braced in _BRACED.findall(code) for name in re.findall(r"\w+", braced))
    parameters = [name for match in _PARAMETERS.findall(code) for name in re.findall(r"\w{3,}", "".join(match))]
    names = [name for name in dict.fromkeys([*_DECLARED.findall(code), *parameters]) if name not in kept]
    taken = set(re.findall(r"\w+", code))
    free = ("".join(pair) for pair in product(ascii_uppercase, ascii_letters) if "".join(pair) not in taken)
    return dict(zip(names, free, strict=False))


def _renamed(code: str, names: Mapping[str, str]) -> str:
    """Return a script with other names, in what templates are filled with too."""
    parts = _QUOTED.split(code)
    parts[::2] = [_NAME.sub(lambda found: names.get(found[0], found[0]), part) for part in parts[::2]]
    parts[1::2] = [
        _FILLED.sub(lambda found: _renamed(found[0], names), part) if part.startswith("`") else part
        for part in parts[1::2]
    ]
    return "".join(parts)


def _joined(text: str) -> str:
    """Return a script in which neighbouring constants, each of one line, are declared together."""
    lines: list[str] = []
    for line in text.splitlines():
        single = line.startswith("const ") and line.endswith(";")
        if single and lines and lines[-1].startswith("const ") and lines[-1].endswith(";"):
            lines[-1] = f"{lines[-1][:-1]},{line.removeprefix('const ')}"
        else:
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def _lines(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
