"""Why a lead score is out of reach, in the target's language."""

from __future__ import annotations

import re
from typing import Final

ENGLISH: Final = "en"
_JAPANESE: Final = (
    (
        re.compile(r"lead scores need (.+), which the target does not declare"),
        "リードスコアには{0}が必要ですが、ターゲットに宣言されていません",
    ),
    (
        re.compile(r"the (?:data|automation) token may not (?:read|write) \w+: it lacks (.+)"),
        "トークンにリードスコアの権限がありません（必要なスコープ：{0}）",
    ),
    (
        re.compile(r"HubSpot refuses writes to \w+ to this token"),
        "このトークンではリードスコアを書き込めません",
    ),
    (
        re.compile(r"this portal does not have the \w+ API, which is a beta"),
        "このポータルではリードスコアのAPI（ベータ）を利用できません",
    ),
    (
        re.compile(r"what stands in for (\S+) was made before"),
        "{0} の代わりになるものがすでに作成されています",
    ),
)
"""Reasons as the engine gives them, each with its wording."""
_OR: Final = " or "


def why_in(locale: str, why: str) -> str:
    """The reason in a language; empty where it has no wording in it, as HubSpot's own messages."""
    if locale != "ja":
        return why
    for pattern, told in _JAPANESE:
        if found := pattern.fullmatch(why):
            return told.format(*(one.replace(_OR, "または") for one in found.groups()))
    return ""
