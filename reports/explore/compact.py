"""A script or a style in fewer bytes: without comments and without the blanks that separate nothing.

It is no parser. It takes for granted what holds of the package's own files: a comment has a line of its own, statements
end in a semicolon and with a line, none is empty, templates are not nested, strings stand in double quotes, and no
pattern holds a blank or a quote.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r'("(?:[^"\\\n]|\\.)*"|`[^`]*`)')
_AROUND = re.compile(r" ?([=*/<>?:{}()\[\],;&|!%]) ?")
_SIGN = re.compile(r"(?<![+-]) ([+-]) (?![+-])")
_AFTER = re.compile(r"(?<=[,;{}(\[=?:&|])\n")
_BEFORE = re.compile(r"\n(?=[})\].?:&|])")
_ALONE = re.compile(r"(?<!\w)\((\w+)\)(?==>)")
_LAST = re.compile(r";(?=})")


def compact_script(text: str) -> str:
    r"""Return a script without what it can do without.

    Examples
    --------
    >>> print(compact_script('// doubles\nconst f = (x) => {\n  return x + " // x ";\n};\n'))
    const f=x=>{return x+" // x "};
    """
    parts = _QUOTED.split(_joined(_lines(text)))
    parts[::2] = [_SIGN.sub(r"\1", _AROUND.sub(r"\1", part)) for part in parts[::2]]
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


def _joined(text: str) -> str:
    """Return a script in which neighbouring constants, each of one line, are declared together."""
    lines: list[str] = []
    for line in text.splitlines():
        single = line.startswith("const ") and line.endswith(";")
        if single and lines and lines[-1].startswith("const ") and lines[-1].endswith(";"):
            lines[-1] = f"{lines[-1][:-1]},{line.removeprefix('const ')}"
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _lines(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
