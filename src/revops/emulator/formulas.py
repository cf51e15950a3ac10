"""The language of calculated properties: its grammar and the tree it is read into (dossier B7, peers (f))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from revops.emulator.http import Refusal

FUNCTIONS = {
    "max": (2, 100),
    "min": (2, 100),
    "concatenate": (2, 100),
    "is_present": (1, 1),
    "contains": (2, 2),
    "begins_with": (2, 2),
    "round_nearest": (1, 2),
    "round_up": (1, 2),
    "round_down": (1, 2),
    "abs": (1, 1),
    "sqrt": (1, 1),
    "power": (2, 2),
    "lower": (1, 1),
    "upper": (1, 1),
    "string_to_number": (1, 1),
    "number_to_string": (1, 1),
    "pipeline_probability": (1, 1),
    "month": (1, 1),
    "year": (1, 1),
}
"""Name, fewest and most arguments; beyond those that dossier B7 calls confirmed, the list is unverified."""
_KEYWORDS = frozenset(
    {"if", "then", "elseif", "else", "endif", "and", "or", "not", "equals", "true", "false"}
)
_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>"[^"]*"|'[^']*')|(?P<word>[A-Za-z_]\w*)"""
    r"""|(?P<sign><=|>=|!=|==|[-+*/<>=(),]))"""
)


@dataclass(frozen=True)
class Number:
    spelling: str


@dataclass(frozen=True)
class Text:
    value: str


@dataclass(frozen=True)
class Constant:
    word: str


@dataclass(frozen=True)
class Name:
    name: str


@dataclass(frozen=True)
class Call:
    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Negative:
    operand: Node
    sign: str
    """`not` or `-`."""


@dataclass(frozen=True)
class Binary:
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Choice:
    """`if … then …`, its `elseif` arms and its `else`; `closed` where it was written with `endif`."""

    arms: tuple[tuple[Node, Node], ...]
    otherwise: Node | None
    closed: bool


Node = Number | Text | Constant | Name | Call | Negative | Binary | Choice


def parse(formula: str) -> Node:
    """Read a formula; raises a 400 `Refusal` where it is not one."""
    parser = _Parser(formula)
    node = parser.statement()
    parser.end()
    return node


def names(node: Node) -> Iterator[str]:
    """The properties a formula reads, in the order of their appearance."""
    match node:
        case Name(name):
            yield name
        case Call(_, parts):
            yield from _all(parts)
        case Negative(operand, _):
            yield from names(operand)
        case Binary(_, left, right):
            yield from _all((left, right))
        case Choice(arms, otherwise, _):
            yield from _all(part for arm in arms for part in arm)
            yield from _all((otherwise,) if otherwise else ())
        case _:
            return


def words(formula: str) -> frozenset[str]:
    """Every word outside of quotes: what a formula may read, for one that need not be sound."""
    return frozenset(re.findall(r"[A-Za-z_]\w*", re.sub(r""""[^"]*"|'[^']*'""", " ", formula)))


def _all(parts: Iterator[Node] | tuple[Node, ...]) -> Iterator[str]:
    for part in parts:
        yield from names(part)


class _Parser:
    """Recursive descent, one method per level of precedence."""

    def __init__(self, formula: str) -> None:
        self._formula = formula
        self._tokens = list(self._read())
        self._at = 0

    def _read(self) -> Iterator[tuple[str, str]]:
        place, formula = 0, self._formula.rstrip()
        while place < len(formula):
            found = _TOKEN.match(formula, place)
            if found is None:
                raise self._wrong(formula[place:].strip()[:1])
            kind = str(found.lastgroup)
            spelling = found[kind]
            lowered = spelling.lower() if kind == "word" else spelling
            yield ("sign", lowered) if lowered in _KEYWORDS else (kind, spelling)
            place = found.end()

    def _wrong(self, near: str) -> Refusal:
        return Refusal(
            400, f"Invalid calculation formula near '{near}': {self._formula}", sub_category="INVALID_FORMULA"
        )

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self._at += 1
        return token

    def _take(self, *signs: str) -> str:
        kind, spelling = self._peek()
        if kind == "sign" and spelling in signs:
            self._at += 1
            return spelling
        return ""

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise self._wrong(self._peek()[1])

    def end(self) -> None:
        if self._peek()[0] != "end":
            raise self._wrong(self._peek()[1])

    def statement(self) -> Node:
        if not self._take("if"):
            return self._either()
        # Only the statement form exists: `if(a, b, c)` is a 400 (peers (f), "Formula").
        arms = [self._arm()]
        while self._take("elseif"):
            arms.append(self._arm())
        otherwise = self.statement() if self._take("else") else None
        return Choice(tuple(arms), otherwise, bool(self._take("endif")))

    def _arm(self) -> tuple[Node, Node]:
        condition = self._either()
        self._need("then")
        return condition, self.statement()

    def _either(self) -> Node:
        node = self._both()
        while self._take("or"):
            node = Binary("or", node, self._both())
        return node

    def _both(self) -> Node:
        node = self._negated()
        while self._take("and"):
            node = Binary("and", node, self._negated())
        return node

    def _negated(self) -> Node:
        if self._take("not"):
            return Negative(self._negated(), "not")
        return self._compared()

    def _compared(self) -> Node:
        node = self._sum()
        sign = self._take("<", ">", "<=", ">=", "=", "==", "equals", "!=")
        return Binary(sign, node, self._sum()) if sign else node

    def _sum(self) -> Node:
        node = self._product()
        while sign := self._take("+", "-"):
            node = Binary(sign, node, self._product())
        return node

    def _product(self) -> Node:
        node = self._signed()
        while True:
            if sign := self._take("*", "/"):
                node = Binary(sign, node, self._signed())
            elif self._implicit(node):
                node = Binary("*", node, self._signed())
            else:
                return node

    def _implicit(self, node: Node) -> bool:
        # `10a` is a product (peers (f)); only a number may stand before its factor without a sign.
        return isinstance(node, Number) and (self._peek()[0] == "word" or self._peek()[1] == "(")

    def _signed(self) -> Node:
        if self._take("-"):
            return Negative(self._signed(), "-")
        return self._primary()

    def _primary(self) -> Node:
        kind, spelling = self._next()
        if kind == "number":
            return Number(spelling)
        if kind == "text":
            return Text(spelling[1:-1])
        if kind == "word":
            return self._called(spelling) if self._take("(") else Name(spelling)
        if spelling in ("true", "false"):
            return Constant(spelling)
        if spelling == "(":
            node = self.statement()
            self._need(")")
            return node
        raise self._wrong(spelling)

    def _called(self, spelling: str) -> Call:
        function = spelling.lower()
        arguments = [self._either()]
        while self._take(","):
            arguments.append(self._either())
        self._need(")")
        fewest, most = FUNCTIONS.get(function, (1, 0))
        if not fewest <= len(arguments) <= most:
            raise self._wrong(spelling)
        return Call(function, tuple(arguments))
