"""How HubSpot prints a formula that it stores: its own spelling, whatever was sent (peers (f), "Formula")."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from revops.emulator.formulas import Binary, Call, Choice, Constant, Name, Negative, Node, Number, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LEVELS = {"or": 1, "and": 2, "equals": 4, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6}
_NOT, _MINUS, _ATOM = 3, 7, 8
_STRING_FUNCTIONS = frozenset({"concatenate", "lower", "upper", "number_to_string"})


class Speller:
    """Prints trees. `is_text` tells which properties hold text; `numbers` reprints literals, as reads do."""

    def __init__(self, is_text: Callable[[str], bool], *, numbers: bool = True) -> None:
        self._is_text, self._numbers = is_text, numbers

    def spell(self, node: Node) -> str:
        return self._spell(_plain(node))[0]

    def _spell(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(spelling):
                return (_number(spelling) if self._numbers else spelling), _ATOM
            case Text(value):
                return f"'{value}'", _ATOM
            case Constant(word) | Name(word):
                return word, _ATOM
            case Call(function, arguments):
                return f"{function}({', '.join(self.spell(part) for part in arguments)})", _ATOM
            case Negative(operand, sign):
                return self._negative(operand, sign)
            case Binary("+", _, _) if self._texts(node):
                return self._spell(Call("concatenate", tuple(_terms(node))))
            case Binary(sign, left, right):
                level = _LEVELS[sign]
                return f"{self._within(left, level)} {sign} {self._within(right, level + 1)}", level
            case Choice():
                return self._choice(node), 0

    def _negative(self, operand: Node, sign: str) -> tuple[str, int]:
        if sign == "not":
            return f"not ({self.spell(operand)})", _NOT
        return f"-{self._within(operand, _MINUS)}", _MINUS

    def _within(self, node: Node, level: int) -> str:
        spelled, own = self._spell(node)
        return spelled if own >= level else f"({spelled})"

    def _choice(self, node: Choice) -> str:
        arms = [f"{self.spell(condition)} then {self.spell(result)}" for condition, result in node.arms]
        spelled = "if " + "\nelseif ".join(arms)
        if node.otherwise is not None:
            spelled += f" else {self.spell(node.otherwise)}"
        return f"{spelled} endif" if node.closed else spelled

    def _texts(self, node: Node) -> bool:
        match node:
            case Text():
                return True
            case Name(name):
                return self._is_text(name)
            case Call(function, _):
                return function in _STRING_FUNCTIONS
            case Binary("+", left, right):
                return self._texts(left) or self._texts(right)
            case _:
                return False


def _plain(node: Node) -> Node:
    """`=` and `==` become `equals`, `!=` becomes a negated `equals`, all the way down."""
    match node:
        case Binary("=" | "==", left, right):
            return Binary("equals", _plain(left), _plain(right))
        case Binary("!=", left, right):
            return Negative(Binary("equals", _plain(left), _plain(right)), "not")
        case Binary(sign, left, right):
            return Binary(sign, _plain(left), _plain(right))
        case Negative(operand, sign):
            return Negative(_plain(operand), sign)
        case Call(function, arguments):
            return Call(function, tuple(_plain(part) for part in arguments))
        case Choice(arms, otherwise, closed):
            plain = tuple((_plain(condition), _plain(result)) for condition, result in arms)
            return Choice(plain, otherwise and _plain(otherwise), closed)
        case _:
            return node


def _terms(node: Node) -> Iterator[Node]:
    match node:
        case Binary("+", left, right):
            yield from _terms(left)
            yield from _terms(right)
        case Call("concatenate", arguments):
            yield from arguments
        case _:
            yield node


def _number(spelling: str) -> str:
    printed = f"{Decimal(spelling):f}"
    return printed.rstrip("0").rstrip(".") if "." in printed else printed
