"""What an e-mail shows, as far as a blueprint speaks of it: the preview and the text of its one text module.

HubSpot's description leaves `content` open. The shape of areas, columns and modules is that of the example of
its operation to change a draft; the modules of text and footer, and the text before the mail, are those that
published clients send. So nothing is taken for granted: what a read does not show was not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from html import escape
from typing import Any, Final

from revops.model.json import Json

Content = Mapping[str, Json]
PREVIEW, BODY = "preview", "body"
UNITS: Final = (PREVIEW, BODY)

_RICH_TEXT: Final = "@hubspot/rich_text"
_RICH_TEXT_ID: Final = 1155639
_FOOTER_ID: Final = 2869621
"""Ids of HubSpot's own modules, equal in all portals."""
_PREVIEW_MODULE: Final = "preview_text"
_TEXT_MODULE: Final = "module-0-0-0"
_FOOTER_MODULE: Final = "module-1-0-0"
_TEMPLATE: Final = "@hubspot/email/dnd/Start_from_scratch.html"
_MARKUP: Final = re.compile(r"<[a-zA-Z/!]")


def html(text: str) -> str:
    """Plain text as paragraphs; what holds markup stays as it is."""
    if _MARKUP.search(text):
        return text.strip()
    parts = [escape(part.strip(), quote=False) for part in re.split(r"\n\s*\n", text.strip())]
    return "".join(f"<p>{part}</p>".replace("\n", "<br>") for part in parts)


def units(content: Content) -> dict[str, Json]:
    """Preview, and the text where the design has one text module that is placed."""
    found = {}
    preview = _module(content, _PREVIEW_MODULE).get("value")
    if isinstance(preview, str) and preview:
        found[PREVIEW] = preview
    texts = text_modules(content)
    if len(texts) == 1:
        found[BODY] = str(_module(content, texts[0])["html"])
    return found


def is_designed(row: Mapping[str, Json]) -> bool:
    """Whether an e-mail shows where its modules stand."""
    return bool((row.get("content") or {}).get("flexAreas"))


def text_modules(content: Content) -> list[str]:
    """Names of the modules with text that stand somewhere in the design."""
    return [name for name in _placed(content) if _is_text(_module(content, name))]


def put(content: Content, told: Mapping[str, Json]) -> dict[str, Json]:
    """The content with some units set. A text goes into the one text module, or into a design of its own.

    Args:
        content: as HubSpot shows it; empty for a new e-mail.
        told: units by path, those of `UNITS`.
    """
    found: dict[str, Any] = deepcopy(dict(content))
    if BODY in told:
        texts = text_modules(found)
        if not texts:
            found = {**found, **_design(found)}
        found["widgets"][texts[0] if texts else _TEXT_MODULE]["body"]["html"] = told[BODY]
    if PREVIEW in told:
        modules = found.setdefault("widgets", {})
        known = modules.get(_PREVIEW_MODULE) or _widget(_PREVIEW_MODULE, "text", 0, {})
        modules[_PREVIEW_MODULE] = {**known, "body": {**known.get("body", {}), "value": told[PREVIEW]}}
    return found


def _module(content: Content, name: str) -> Mapping[str, Json]:
    """The body of a module; empty where it has none."""
    module = (content.get("widgets") or {}).get(name) or {}
    return module.get("body") or {}


def _is_text(body: Mapping[str, Json]) -> bool:
    """A module of HubSpot's rich text; some templates name neither path nor id, but have nothing else."""
    kind = (body.get("path", _RICH_TEXT), body.get("module_id", _RICH_TEXT_ID))
    return isinstance(body.get("html"), str) and kind == (_RICH_TEXT, _RICH_TEXT_ID)


def _placed(content: Content) -> Iterator[str]:
    for area in (content.get("flexAreas") or {}).values():
        for section in area.get("sections") or []:
            for column in section.get("columns") or []:
                yield from column.get("widgets") or []


def _design(content: Content) -> dict[str, Json]:
    """One column with a text, and HubSpot's footer below it, which holds the link to unsubscribe."""
    text = {"path": _RICH_TEXT, "schema_version": 2, "css_class": "dnd-module", "html": ""}
    footer = {
        "path": "@hubspot/email_footer",
        "schema_version": 2,
        "css_class": "dnd-module",
        "align": "center",
        "unsubscribe_link_type": "both",
    }
    modules = {
        _TEXT_MODULE: {**_widget(_TEXT_MODULE, "module", 1, text), "module_id": _RICH_TEXT_ID},
        _FOOTER_MODULE: {**_widget(_FOOTER_MODULE, "module", 2, footer), "module_id": _FOOTER_ID},
    }
    sections = [_section(n, name) for n, name in enumerate((_TEXT_MODULE, _FOOTER_MODULE))]
    area = {"boxed": False, "isSingleColumnFullWidth": False, "sections": sections}
    return {
        "templatePath": content.get("templatePath") or _TEMPLATE,
        "flexAreas": {"main": area},
        "widgets": {**(content.get("widgets") or {}), **modules},
    }


def _section(place: int, module: str) -> dict[str, Json]:
    column = {"id": f"column-{place}-0", "widgets": [module], "width": 12}
    style = {"backgroundType": "CONTENT", "paddingTop": "30px", "paddingBottom": "30px"}
    return {"id": f"section-{place}", "columns": [column], "style": style}


def _widget(name: str, kind: str, order: int, body: Mapping[str, Json]) -> dict[str, Json]:
    bare: dict[str, Json] = {"css": {}, "child_css": {}, "styles": {}}
    return {"id": name, "name": name, "type": kind, "order": order, "body": dict(body), **bare}
