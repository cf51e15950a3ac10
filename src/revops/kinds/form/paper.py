"""The portal's form in a blueprint file: whole for `pull`, unit by unit for `--keep`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, Final

from revops.kinds.form import cells
from revops.kinds.form.cells import Entry
from revops.kinds.form.design import path_of, ref_of, split
from revops.kinds.form.groups import DEPENDENTS, ROWS
from revops.kinds.form.settings import CONSENT_TEXTS, FIELD_TEXTS, FLAGS
from revops.kinds.raw import holds_raw
from revops.kinds.rewrite import put, put_text
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import MISSING, Json
from revops.model.spec import Observed

_TOLD_BY_PROPERTY: Final = (
    "datepicker",
    "email",
    "file",
    "multiple_checkboxes",
    "number",
    "phone",
    "single_checkbox",
)
"""Kinds of fields that follow from the property alone."""
_USUAL: Final[Mapping[str, Json]] = {
    **{name: name in ("cloneable", "editable", "archivable", "prePopulateKnownValues") for name in FLAGS},
    "theme": "default_style",
    "cssClass": "",
    "renderRawHtml": False,
}
"""What a pulled form need not say."""
_USUAL_OF_FIELD: Final[Mapping[str, Json]] = {"minAllowedDigits": 7, "maxAllowedDigits": 20}


def described(observed: Observed) -> dict[str, Json]:
    """The entry of a form."""
    units = observed.units
    plain = {name: units[name] for name in ("submit", "then", "language") if name in units}
    set_apart = {name: units[name] for name in _USUAL if units.get(name, _USUAL[name]) != _USUAL[name]}
    stages = {"lifecycle": units["lifecycle"]} if units.get("lifecycle") else {}
    return {
        "name": units["name"],
        "fields": [_row(row, units) for row in units[ROWS]],
        **plain,
        **dict(_consent(units)),
        **stages,
        **dict(_notify(units)),
        **set_apart,
    }


def _row(row: list[Json], units: Mapping[str, Json]) -> Json:
    told = [_field(cell, units) if isinstance(cell, str) else cell for cell in row]
    return told[0] if len(told) == 1 else told


def _field(key: str, units: Mapping[str, Json]) -> dict[str, Json]:
    found: dict[str, Json] = {"property": str(ref_of(key))}
    for path, value in units.items():
        part = split(path)
        if part and part[0] == key and part[1] != DEPENDENTS and _is_told(part[1], value):
            found[part[1]] = value
    links = units.get(path_of(key, DEPENDENTS))
    if links:
        found[DEPENDENTS] = [{"when": one["when"], "field": _field(one["field"], units)} for one in links]
    return found


def _is_told(member: str, value: Json) -> bool:
    if member == "fieldType":
        return value not in _TOLD_BY_PROPERTY
    return bool(value) and value != _USUAL_OF_FIELD.get(member)


def _consent(units: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    ground = units.get("consent.type", "none")
    names = (*CONSENT_TEXTS, "lawfulBasis", "subscriptions", "checkboxes")
    told = {name: units[f"consent.{name}"] for name in names if units.get(f"consent.{name}")}
    if ground != "none":
        yield "consent", {ground: {"privacyText": "", **told}}


def _notify(units: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    start = "notify.roles."
    roles = [path.removeprefix(start) for path, on in units.items() if path.startswith(start) and on]
    owner = {"owner": True} if units.get("notify.owner") else {}
    told = {**({"roles": roles} if roles else {}), **owner}
    if told:
        yield "notify", told


def rewrite(entry: Entry, path: str, value: Json, locale: str) -> None:
    """Put one unit of the portal into an entry, in place.

    Raises:
        Refused: RV868, a setting that only HubSpot's editor can express.
    """
    if holds_raw(value):
        _refuse(path, "it uses settings that a blueprint has no words for")
    field = split(path)
    if field:
        _rewrite_field(entry, *field, value, locale)
    elif path == ROWS:
        cells.rearrange(entry, value, locale)
    elif path in ("name", "submit"):
        put_text(entry, path, value, locale)
    elif path == "then":
        _rewrite_then(entry, value, locale)
    elif path == "lifecycle":
        put(entry, path, value or "none")
    else:
        _rewrite_part(entry, path, value, locale)


def _refuse(path: str, why: str) -> None:
    hint = "change it in HubSpot, or take the blueprint's side"
    raise Refused([Finding("RV868", Severity.ERROR, f"{path}: {why}", hint)], UNDECIDED)


def _rewrite_field(entry: Entry, key: str, member: str, value: Json, locale: str) -> None:
    field = cells.field_entry(entry, key)
    if field is None or value is MISSING:
        return
    if member in FIELD_TEXTS:
        put_text(field, member, value, locale)
    elif member == DEPENDENTS:
        cells.depend(field, value)
    elif member in field or _is_told(member, value):
        put(field, member, value)


def _rewrite_then(entry: Entry, value: Mapping[str, Json], locale: str) -> None:
    if "message" in value and "message" in entry["then"]:
        put_text(entry["then"], "message", value["message"], locale)
    else:
        entry["then"] = dict(value)


def _rewrite_part(entry: Entry, path: str, value: Json, locale: str) -> None:
    match path.split("."):
        case ["consent", member]:
            _rewrite_consent(entry, member, value, locale)
        case ["notify", "roles", role]:
            _rewrite_role(entry["notify"], role, value)
        case [section, member]:
            put(entry.setdefault(section, {}), member, value)
        case _:
            put(entry, path, value)


def _rewrite_role(notify: Entry, role: str, value: Json) -> None:
    roles = notify.setdefault("roles", [])
    if value is True and role not in roles:
        roles.append(role)
    elif value is not True and role in roles:
        roles.remove(role)


def _rewrite_consent(entry: Entry, member: str, value: Json, locale: str) -> None:
    if member == "type":
        if value != "none":
            _refuse("consent", f"HubSpot has {value!r} now, which wants texts of its own")
        entry["consent"] = "none"
        return
    if not isinstance(entry.get("consent"), MutableMapping):
        return
    ((_, ground),) = entry["consent"].items()
    if member in CONSENT_TEXTS:
        put_text(ground, member, value, locale)
    elif member == "checkboxes":
        ground[member] = [_box(box, ground.get(member) or [], locale) for box in value]
    else:
        put(ground, member, value)


def _box(box: Mapping[str, Json], known: list[Any], locale: str) -> Any:
    """The box of the file that is about the same e-mails, with the portal's words in one language."""
    found = next((one for one in known if one.get("subscription") == box["subscription"]), None)
    if found is None:
        return dict(box)
    put_text(found, "label", box["label"], locale)
    if box["required"] or "required" in found:
        found["required"] = box["required"]
    return found
