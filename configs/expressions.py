"""Formulas in scenario files: from text to a `Formula`, or to an error with its column.

    sum      product { ("+" | "-") product }
    product  signed { ("*" | "/") signed }
    signed   ("-" | "+") signed | power
    power    atom [ "**" signed ]               the exponent a whole number from -8 to 8
    atom     number | parameter | "(" sum ")"

Python's parser turns the text into a syntax tree. From that tree our own is built, node by node, out of what is listed
above; everything else is refused, and nothing is ever compiled or evaluated as code. A decimal is read from its source
text as the exact fraction that it writes, and what holds no parameter is worked out at once, in fractions.

`LONGEST`, `DEEPEST` and `LARGEST_SIZE` bound the time that a formula can take, in fractions as in symbols.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from ..games.errors import unknown
from ..games.formulas.formula import CEILING, OPERATORS, Constant, Formula, Negative, Node, Operation, Power, Reference
from ..games.numbers import counted, read_fraction, rounded, shown
from .problems import TextError

LONGEST = 1000
"""Characters."""

DEEPEST = 40
"""Levels of parentheses, signs and powers inside one another; a sum or product of many terms is one level."""

LARGEST_SIZE = 300
"""Numbers, names and operations, a power counting as often as it multiplies its base."""

HIGHEST_EXPONENT = 8

_ALLOWED = "a formula has numbers, names of parameters, + - * / ** and parentheses"
_TOO_DEEP = f"a formula is nested at most {DEEPEST} levels deep"
_TOO_LARGE = f"a formula has at most {LARGEST_SIZE} numbers, names and operations, powers multiplied out"

_TOKEN = re.compile(
    r"""  [ \t\r\n]+
        | [A-Za-z_][A-Za-z_0-9]*
        | (?: [0-9]+ \.? [0-9]* | \.[0-9]+ ) (?: [eE][+-]?[0-9]+ )? (?![\w.])
        | \*\* | [-+*/()]
        | (?P<strange> [\w.]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)

_SYMBOLS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


_fault = partial(TextError, "formula")


def parse_formula(text: str, names: Mapping[str, str]) -> Formula:
    """Return the formula that a text writes.

    Parameters
    ----------
    text
        Numbers, names, + - * / ** and parentheses.
    names
        The names that may occur, each with the name of the parameter that it stands for.

    Raises
    ------
    TextError
        If the text is no such formula, is too large, or divides by a constant 0.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> formula = parse_formula("-(1 - c) / 4", {"c": "cost", "cost": "cost"})
    >>> formula.value(SimpleNamespace(cost=Fraction(1, 3), one=Fraction(1)))
    Fraction(-1, 6)
    """
    if len(text) > LONGEST:
        raise _fault(
            text, LONGEST + 1, f"a formula has at most {counted(LONGEST)} characters, got {counted(len(text))}"
        )
    _check_tokens(text)
    line = re.sub(r"\s", " ", text).rstrip()
    indent = len(line) - len(line.lstrip())
    try:
        tree = ast.parse(line.lstrip(), mode="eval").body
    except SyntaxError as error:
        raise _unexpected(text, indent, error.offset) from None
    return Formula(text, _Builder(text, indent, names).build(tree, 1)[0])


def _check_tokens(text: str) -> None:
    """Refuse strange characters, unpaired parentheses, formulas too large or empty, before Python parses any."""
    unclosed: list[int] = []
    size = 0
    for token in _TOKEN.finditer(text):
        column = token.start() + 1
        if token["strange"]:
            raise _fault(text, column, f"{_ALLOWED}, got {shown(token[0])}")
        if token[0] == "(":
            unclosed.append(column)
        elif token[0] == ")" and not unclosed:
            raise _fault(text, column, "this parenthesis closes none")
        elif token[0] == ")":
            unclosed.pop()
        elif not token[0].isspace():
            size += 1
        if len(unclosed) > DEEPEST:
            raise _fault(text, column, _TOO_DEEP)
        if size > LARGEST_SIZE:
            raise _fault(text, column, _TOO_LARGE)
    if unclosed:
        raise _fault(text, unclosed[-1], "this parenthesis is never closed")
    if not size:
        raise _fault(text, 1, "expected a formula, got an empty text")


def _unexpected(text: str, indent: int, offset: int | None) -> TextError:
    """Return the error for a text that Python's parser stops at: at an offset from 1, or at the end."""
    if not offset:
        return _fault(text, len(text.rstrip()), "the formula ends where more was expected")
    token = _TOKEN.match(text, indent + offset - 1)
    return _fault(text, indent + offset, f"did not expect {token[0] if token else 'this'!r} here")


@dataclass(frozen=True)
class _Builder:
    """Builds our tree from Python's, whose columns count from `indent` in the text."""

    text: str
    indent: int
    names: Mapping[str, str]

    def build(self, node: ast.expr, depth: int) -> tuple[Node, int]:
        """Return our node for one of Python's, and its size."""
        if depth > DEEPEST:
            raise self.error(node, _TOO_DEEP)
        built, size = self.translated(node, depth)
        if size > LARGEST_SIZE:
            raise self.error(node, _TOO_LARGE)
        if _divisor(built) == Constant(Fraction(0)):
            raise self.error(node, "divides by zero")
        worked_out = _worked_out(built)
        if isinstance(worked_out, Constant) and not _in_range(worked_out.number):
            raise self.error(node, f"a number must be 0 or from {rounded(1 / CEILING)} to {rounded(CEILING)} in size")
        return worked_out, size

    def translated(self, node: ast.expr, depth: int) -> tuple[Node, int]:
        """Return our node for one that is allowed; only the first of two operands leaves the depth as it is."""
        match node:
            case ast.Constant():
                return self.constant(node), 1
            case ast.Name(id=name):
                return self.reference(node, name), 1
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.build(operand, depth + 1)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner, size = self.build(operand, depth + 1)
                return Negative(inner), size + 1
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                base, size = self.build(left, depth + 1)
                exponent = self.exponent(right, depth + 1)
                return Power(base, exponent), size * max(abs(exponent), 1) + 1
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _SYMBOLS:
                first, size = self.build(left, depth)
                second, more = self.build(right, depth + 1)
                return Operation(_SYMBOLS[type(op)], first, second), size + more + 1
            case _:
                raise self.error(node, f"{_ALLOWED}, got {self.source(node)}")

    def constant(self, node: ast.expr) -> Constant:
        """Return a number as it is written."""
        written = self.text[self.indent + node.col_offset :][: (node.end_col_offset or 0) - node.col_offset]
        try:
            return Constant(read_fraction(written))
        except ValueError as error:
            raise self.error(node, f"expected a number, {error}") from None

    def reference(self, node: ast.expr, name: str) -> Reference:
        """Return the parameter that a name stands for."""
        if name not in self.names:
            raise self.error(node, unknown("parameter", name, self.names))
        return Reference(self.names[name])

    def exponent(self, node: ast.expr, depth: int) -> int:
        """Return an exponent that is constant, whole and small."""
        built, _ = self.build(node, depth)
        if isinstance(built, Constant) and built.number.denominator == 1 and abs(built.number) <= HIGHEST_EXPONENT:
            return int(built.number)
        limits = f"from -{HIGHEST_EXPONENT} to {HIGHEST_EXPONENT}"
        raise self.error(node, f"an exponent must be a whole number {limits}, got {self.source(node)}")

    def source(self, node: ast.expr) -> str:
        """Return a short picture of a node's source text."""
        return shown(self.text[self.indent + node.col_offset : self.indent + (node.end_col_offset or 0)])

    def error(self, node: ast.expr, message: str) -> TextError:
        """Return the error that points to a node."""
        return _fault(self.text, self.indent + node.col_offset + 1, message)


def _divisor(node: Node) -> Node | None:
    match node:
        case Operation("/", _, divisor):
            return divisor
        case Power(base, exponent) if exponent < 0:
            return base
        case _:
            return None


def _worked_out(node: Node) -> Node:
    """Return the number that an operation on numbers gives; any other node as it is."""
    match node:
        case Negative(Constant(number)):
            return Constant(-number)
        case Operation(symbol, Constant(first), Constant(second)):
            return Constant(OPERATORS[symbol](first, second))
        case Power(Constant(base), exponent):
            return Constant(base**exponent)
        case _:
            return node


def _in_range(number: Fraction) -> bool:
    return number == 0 or 1 / CEILING <= abs(number) <= CEILING
