"""Calculation formulas in the one spelling that HubSpot stores, so that they compare (peers (f))."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, assert_never

from revops.kinds.properties.grammar import Apply, Binary, If, Literal, Name, Node, Unary, parse
from revops.kinds.properties.tokens import CONSTANTS, END, FormulaError, tokens

_RANKS: Final = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "/": 6}
_COMPARISON: Final = 4
_SIGN: Final = 7
_ATOM: Final = 8
_TEXT_FUNCTIONS: Final = frozenset({"concatenate", "lower", "upper", "number_to_string"})


def canonical(formula: str, is_text: Callable[[str], bool] = lambda _: False) -> str:
    """The stored spelling.

    Args:
        formula: as an author writes it, or as HubSpot prints it.
        is_text: whether a property of this name is a text; decides what `+` means.

    Raises:
        FormulaError: the text is no formula.
    """
    try:
        return _print(_joined(parse(formula), is_text))
    except RecursionError as error:
        raise FormulaError("it is nested too deeply") from error


def references(formula: str) -> frozenset[str]:
    """Names of the properties that a formula reads.

    Raises:
        FormulaError: the text is no formula.
    """
    try:
        return frozenset(node.text for node in _walk(parse(formula)) if isinstance(node, Name)) - CONSTANTS
    except RecursionError as error:
        raise FormulaError("it is nested too deeply") from error


def compared(formula: str) -> frozenset[tuple[str, str]]:
    """Properties that a formula compares with a fixed text, each with the text.

    Raises:
        FormulaError: the text is no formula.
    """
    try:
        return frozenset(pair for node in _walk(parse(formula)) for pair in _pairs(node))
    except RecursionError as error:
        raise FormulaError("it is nested too deeply") from error


def _pairs(node: Node) -> Iterator[tuple[str, str]]:
    match node:
        case Binary(_, Name(name), Literal(text, True)) | Binary(_, Literal(text, True), Name(name)):
            yield name, text
        case _:
            return


def renamed(formula: str, name: Callable[[str], str]) -> str:
    """The formula as its author spelled it, with its properties under other names."""
    read = references(formula)
    parts, at = [], 0
    for token, follower in pairwise([*tokens(formula), END]):
        if token.kind == "word" and token.text in read and follower.text != "(":
            parts += [formula[at : token.start], name(token.text)]
            at = token.end
    return "".join([*parts, formula[at:]])


def _parts(node: Node) -> tuple[Node, ...]:
    match node:
        case Literal() | Name():
            return ()
        case Apply(_, arguments):
            return arguments
        case Unary(_, operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case If(branches, otherwise):
            return (*(part for branch in branches for part in branch), *([otherwise] if otherwise else []))
        case _ as never:
            assert_never(never)


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for part in _parts(node):
        yield from _walk(part)


def _joined(node: Node, is_text: Callable[[str], bool]) -> Node:
    """The tree with `+` on texts as one `concatenate`."""

    def join(part: Node) -> Node:
        return _joined(part, is_text)

    match node:
        case Literal() | Name():
            return node
        case Apply("concatenate", arguments):
            return _concatenation(*map(join, arguments))
        case Apply(function, arguments):
            return Apply(function, tuple(map(join, arguments)))
        case Unary(operator, operand):
            return Unary(operator, join(operand))
        case Binary(operator, left, right):
            pair = join(left), join(right)
            if operator == "+" and any(_is_text(part, is_text) for part in pair):
                return _concatenation(*pair)
            return Binary(operator, *pair)
        case If(branches, otherwise):
            joined = tuple((join(test), join(value)) for test, value in branches)
            return If(joined, join(otherwise) if otherwise else None)
        case _ as never:
            assert_never(never)


def _is_text(node: Node, is_text: Callable[[str], bool]) -> bool:
    match node:
        case Literal(is_text=told):
            return told
        case Name(text):
            return is_text(text)
        case Apply(function):
            return function in _TEXT_FUNCTIONS
        case If(branches):
            return any(_is_text(value, is_text) for _, value in branches)
        case _:
            return False


def _concatenation(*parts: Node) -> Apply:
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.arguments if isinstance(part, Apply) and part.function == "concatenate" else (part,))
    return Apply("concatenate", tuple(flat))


def _rank(node: Node) -> int:
    match node:
        case Binary(operator) | Unary(operator="not" as operator):
            return _RANKS.get(operator, _COMPARISON)
        case Unary():
            return _SIGN
        case If():
            return 0
        case _:
            return _ATOM


def _print(node: Node) -> str:
    match node:
        case Literal(text, is_text):
            return "'" + text.replace("'", "\\'") + "'" if is_text else text
        case Name(text):
            return text
        case Apply(function, arguments):
            return f"{function}({', '.join(map(_print, arguments))})"
        case Unary("not", operand):
            return f"not {_within(operand, _ATOM)}"
        case Unary(operator, operand):
            return f"{operator}{_within(operand, _SIGN)}"
        case Binary(operator, left, right):
            return f"{_within(left, _rank(node))} {operator} {_within(right, _right(node))}"
        case If(branches, otherwise):
            words = " elseif ".join(
                f"{_within(test, 1)} then {_within(value, 1)}" for test, value in branches
            )
            return f"if {words} else {_print(otherwise)}" if otherwise else f"if {words}"
        case _ as never:
            assert_never(never)


def _right(node: Binary) -> int:
    """How strong the right operand must be: brackets that change nothing are dropped."""
    loose = node.operator in ("+", "and", "or") or (
        node.operator == "*" and not (isinstance(node.right, Binary) and node.right.operator == "/")
    )
    return _rank(node) if loose else _rank(node) + 1


def _within(node: Node, least: int) -> str:
    return _print(node) if _rank(node) >= least else f"({_print(node)})"
