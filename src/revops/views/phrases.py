"""What a person says of workflow steps, score rules and plain values, in Japanese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_EN: Final = {
    "yes": "yes",
    "no": "no",
    "none": "none",
    "manual": "by hand",
    "step": "{name} after {before}: {said}",
    "first_step": "{name}: {said}",
    "email": "e-mail {name}",
    "or_else": ", or else {said}",
    "delay": "wait {span}",
    "set": 'set {name} to "{text}"',
    "decay": "{percent}% every {span}",
    "task": 'task "{subject}"',
    "role": " for {value}",
    "owner": " for owner {value}",
    "due": ", due in {value}",
    "priority": ", priority {value}",
    "type": ", type {value}",
    "body": ', saying "{value}"',
    "for_event": "{add:+} for {event}",
    "if": "{add:+} if {said}",
    "else": "; else {add:+}",
    "off": " (off)",
    "times": ", {word} {number} times",
    "to": " to ",
    "within": ", within {span}",
}

_JA: Final = {
    "yes": "はい",
    "no": "いいえ",
    "none": "なし",
    "manual": "手作業",
    "step": "{name}（{before} の次）：{said}",
    "first_step": "{name}：{said}",
    "email": "メール {name} を送信",
    "or_else": "、なければ {said}",
    "delay": "{span}待つ",
    "set": "{name} を「{text}」にする",
    "decay": "{span}ごとに {percent}%",
    "task": "タスク「{subject}」",
    "role": "（担当：{value}）",
    "owner": "（所有者：{value}）",
    "due": "、期限 {value}後",
    "priority": "、優先度 {value}",
    "type": "、種類 {value}",
    "body": "、本文「{value}」",
    "for_event": "{event} で {add:+}",
    "if": "{said} なら {add:+}",
    "else": "；それ以外は {add:+}",
    "off": "（無効）",
    "times": "、{number} 回（{word}）",
    "to": " から ",
    "within": "、{span}以内",
}

_LANGUAGES: Final = {"en": _EN, "ja": _JA}

_UNITS_JA: Final = {
    "second": "秒",
    "minute": "分",
    "hour": "時間",
    "day": "日",
    "week": "週間",
    "month": "か月",
    "year": "年",
}


def phrases(locale: str) -> Mapping[str, str]:
    """The language's phrases by name; another locale than `ja` reads as English."""
    return _LANGUAGES.get(locale, _EN)


def counted(number: object, unit: str, locale: str) -> str:
    """`1 day`, `2 days`, `2 日`; units in the singular."""
    if locale == "ja":
        return f"{number} {_UNITS_JA.get(unit, unit)}"
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
