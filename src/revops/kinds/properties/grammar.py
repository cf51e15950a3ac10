"""The grammar of calculation formulas (dossier B7) and the tree they make."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from revops.kinds.properties.tokens import CONSTANTS, FormulaError, Token, tokens

_COMPARISONS: Final = {
    "=": "equals",
    "==": "equals",
    "equals": "equals",
    "<": "<",
    ">": ">",
    "<=": "<=",
    ">=": ">=",
}


_MOST_DIGITS: Final = 28
"""What decimals hold without rounding; HubSpot's numbers have some 17."""


@dataclass(frozen=True)
class Literal:
    """A number or a text, printed as HubSpot prints it."""

    text: str
    is_text: bool


@dataclass(frozen=True)
class Name:
    """A property of the same object."""

    text: str


@dataclass(frozen=True)
class Apply:
    """A function and its arguments."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Unary:
    """`not` or a minus."""

    operator: str
    operand: Node


@dataclass(frozen=True)
class Binary:
    """Two operands."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class If:
    """`if … then … elseif … then … else …`."""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node | None


Node = Literal | Name | Apply | Unary | Binary | If


def parse(formula: str) -> Node:
    """The formula as a tree.

    Raises:
        FormulaError: the text is no formula.
    """
    return _Parser(list(tokens(formula))).whole()


@dataclass
class _Parser:
    """Recursive descent, weakest operator first."""

    tokens: list[Token]
    at: int = 0

    def whole(self) -> Node:
        node = self.statement()
        if self.at < len(self.tokens):
            raise FormulaError(f"nothing may follow here, but there is {self.peek()!r}")
        return node

    def peek(self) -> str:
        return self.tokens[self.at].folded if self.at < len(self.tokens) else ""

    def take(self, *texts: str) -> str:
        """The next token's text where it is one of these, else nothing."""
        found = self.peek()
        if found and found in texts and self.tokens[self.at].kind != "text":
            self.at += 1
            return found
        return ""

    def expect(self, text: str) -> None:
        if not self.take(text):
            raise FormulaError(f"{text!r} is missing before {self.peek() or 'the end'!r}")

    def statement(self) -> Node:
        return self.conditional() if self.take("if") else self.either()

    def conditional(self) -> Node:
        branches = [self.branch()]
        while self.take("elseif"):
            branches.append(self.branch())
        otherwise = self.statement() if self.take("else") else None
        self.take("endif")
        return If(tuple(branches), otherwise)

    def branch(self) -> tuple[Node, Node]:
        test = self.either()
        self.expect("then")
        return test, self.statement()

    def either(self) -> Node:
        node = self.both()
        while self.take("or"):
            node = Binary("or", node, self.both())
        return node

    def both(self) -> Node:
        node = self.negated()
        while self.take("and"):
            node = Binary("and", node, self.negated())
        return node

    def negated(self) -> Node:
        return Unary("not", self.negated()) if self.take("not") else self.comparison()

    def comparison(self) -> Node:
        left = self.sum()
        operator = self.take("!=", *_COMPARISONS)
        if not operator:
            return left
        right = self.sum()
        if operator == "!=":
            return Unary("not", Binary("equals", left, right))
        return Binary(_COMPARISONS[operator], left, right)

    def sum(self) -> Node:
        node = self.product()
        while operator := self.take("+", "-"):
            node = Binary(operator, node, self.product())
        return node

    def product(self) -> Node:
        node = self.signed()
        while operator := self.take("*", "/"):
            node = Binary(operator, node, self.signed())
        return node

    def signed(self) -> Node:
        return Unary("-", self.signed()) if self.take("-") else self.atom()

    def atom(self) -> Node:
        if self.take("("):
            node = self.statement()
            self.expect(")")
            return node
        if self.at == len(self.tokens):
            raise FormulaError("a value is missing at the end")
        token = self.tokens[self.at]
        self.at += 1
        match token.kind:
            case "number" if len(token.text) > _MOST_DIGITS:
                raise FormulaError(f"the number {token.text[:12]}… has too many digits")
            case "number":
                return Literal(f"{Decimal(token.text).normalize():f}", is_text=False)
            case "text":
                return Literal(token.text, is_text=True)
            case "word" if not token.is_keyword:
                return self.named(token)
            case _:
                raise FormulaError(f"a value is missing before {token.text!r}")

    def named(self, token: Token) -> Node:
        if not self.take("("):
            return Name(token.folded if token.folded in CONSTANTS else token.text)
        arguments: list[Node] = []
        while not self.take(")"):
            if arguments:
                self.expect(",")
            arguments.append(self.statement())
        return Apply(token.folded, tuple(arguments))
