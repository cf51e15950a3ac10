"""Writes what the code already knows into the documentation; with --check, only says what is out of date."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter
from sessions import replayed

from revops.blueprint.header import Header
from revops.blueprint.lint.rules import MORE, RULES, UNCLEAR, USELESS
from revops.blueprint.load import Blueprint, load
from revops.blueprint.rows import Row
from revops.blueprint.rows import rows as answers
from revops.blueprint.schema import blueprint_schema
from revops.cli import COMMANDS, group
from revops.codes import TABLES
from revops.kinds import KINDS
from revops.model.address import Address
from revops.model.finding import Code
from revops.model.spec import Resource
from revops.model.words import PROPERTY_TYPES, WORDS
from revops.packs import shipped
from revops.targets import ProjectFile

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
"""Written by hand, but for what their terminal sessions show."""
NOTE = "<!-- Written by scripts/generate.py; edits by hand are lost. -->"
BEGIN, END = "<!-- rows: begin -->", "<!-- rows: end -->"
LOCALES = ("ja", "en")
SEVERITIES = {
    **{rule.code: rule.severity.value for rule in RULES},
    UNCLEAR: "warning",
    USELESS: "warning",
    MORE: "info",
}
"""Of the lint's rules; findings of other codes are as severe as what happened."""
Schema = Mapping[str, Any]


def main(arguments: Sequence[str]) -> int:
    """Write every document that is out of date, or name it under --check; the exit code is their presence."""
    with ThreadPoolExecutor() as pool:
        sessions = dict(zip(PAGES, pool.map(replayed, map(_read, PAGES)), strict=True))
    stale = {path: text for path, text in (reference() | sessions).items() if _read(path) != text}
    for path, text in stale.items():
        if "--check" in arguments:
            print(f"{path.relative_to(ROOT)} is out of date: run scripts/generate.py")
            print("\n".join(unified_diff(_read(path).splitlines(), text.splitlines(), lineterm="", n=1)))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return bool(stale) and "--check" in arguments


def reference() -> dict[Path, str]:
    """Every file that is generated from the code, with the text that it should have."""
    folder, packs = ROOT / "docs" / "reference", ROOT / "blueprints" / "README.md"
    return {
        folder / "commands.md": _page("Commands", commands()),
        folder / "findings.md": _page("Findings", findings()),
        folder / "kinds.md": _page("Sections and fields", kinds()),
        folder / "settings.md": _page("Settings", settings()),
        ROOT / "docs" / "blueprint.schema.json": _schema(),
        packs: between(_read(packs), rows()),
    }


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _page(title: str, lines: Iterator[str]) -> str:
    return "\n".join([f"# {title}", "", NOTE, "", *lines]).rstrip() + "\n"


def _schema() -> str:
    return json.dumps(blueprint_schema(KINDS), ensure_ascii=False, indent=2) + "\n"


def between(text: str, lines: Iterator[str]) -> str:
    """The text with new lines between the two markers."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}"


def table(head: Sequence[str], lines: Iterator[Sequence[str]]) -> Iterator[str]:
    """A Markdown table; a bar within a cell is escaped."""
    for cells in (head, ["---"] * len(head), *lines):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def commands() -> Iterator[str]:
    """The help text of every command."""
    yield "Every command takes `-h` or `--help`. Exit codes are in [safety](../safety.md#exit-codes)."
    top = click.Context(group, info_name="revops", terminal_width=100, **group.context_settings)
    for name in COMMANDS:
        command = group.get_command(top, name)
        if command is None:
            raise LookupError(name)
        context = click.Context(command, info_name=name, parent=top, terminal_width=100)
        yield from (
            "",
            f"## revops {name}",
            "",
            COMMANDS[name],
            "",
            "```text",
            command.get_help(context),
            "```",
        )


def findings() -> Iterator[str]:
    """Every code with its meaning, cause and cure."""
    yield "Everything that `revops` reports has a code. With `--json` each finding also has a severity, the"
    yield "address, file and line that it is about, a summary and a hint."
    for title, codes in TABLES.items():
        yield from ("", f"## {title}", "")
        judged = any(code in SEVERITIES for code in codes)
        head = ["Code", *(["Severity"] if judged else []), "Meaning", "Cause", "Cure"]
        yield from table(head, (_code(code, codes[code]) for code in sorted(codes)))


def _code(code: str, row: Code) -> list[str]:
    severity = [SEVERITIES[code]] if code in SEVERITIES else []
    return [f"`{code}`", *severity, *row]


def kinds() -> Iterator[str]:
    """The sections of a blueprint file: every field of their models, and the words of conditions."""
    yield "What may stand in a blueprint file. [The blueprint language](../blueprint-language.md) says how."
    yield from _section("Top of a file", Header)
    for kind in KINDS:
        yield from _section(kind.section, kind.section_type)
    yield from ("", "## Words of conditions", "", "By the type of the property that is tested.", "")
    yield from table(["Word", "Property type", "Value"], _words())


def settings() -> Iterator[str]:
    """The project file and the variables."""
    yield "`revops.yaml` stands in the project's folder. It holds no secrets: it names the variables that do."
    yield "Variables come from the environment or from `.env`; `.env.example` explains each."
    yield from _section("revops.yaml", ProjectFile)
    yield from ("", "## Variables", "")
    names = [
        line.removesuffix("=") for line in _read(ROOT / ".env.example").splitlines() if line.endswith("=")
    ]
    yield from (f"- `{name}`" for name in names)


def _section(title: str, type_: Any) -> Iterator[str]:
    yield from ("", f"## {title}")
    for name, model in _models(TypeAdapter(type_).json_schema()):
        told = " ".join(model.get("description", "").split())
        yield from ("", f"### {name} (`{title}`)", "", told, "")
        yield from table(["Field", "Value", "Meaning"], _fields(model))


def _fields(model: Schema) -> Iterator[list[str]]:
    for name, field in model["properties"].items():
        required = " (required)" if name in model.get("required", ()) else ""
        yield [f"`{name}`{required}", _type(field), field.get("description", "")]


def _models(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """The models of a section, the outermost first, each once, as their fields mention them."""
    definitions = schema.get("$defs", {})
    if "properties" in schema:
        yield _title(schema["title"]), schema
    waiting, seen = _mentioned({key: value for key, value in schema.items() if key != "$defs"}), set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        waiting += _mentioned(definitions[name])
        if "properties" in definitions[name]:
            yield _title(name), definitions[name]


def _mentioned(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        here = [schema["$ref"].rpartition("/")[2]] if "$ref" in schema else []
        return here + [name for value in schema.values() for name in _mentioned(value)]
    return [name for value in schema for name in _mentioned(value)] if isinstance(schema, list) else []


def _title(name: str) -> str:
    return name.removesuffix("Spec")


def _type(schema: Schema) -> str:
    """A field's type in words."""
    match schema:
        case {"$ref": ref}:
            return _title(ref.rpartition("/")[2])
        case {"enum": values}:
            return ", ".join(f"`{value}`" for value in values)
        case {"const": value}:
            return f"`{json.dumps(value)}`"
        case {"anyOf": several} | {"oneOf": several}:
            told = [_type(one) for one in several if one.get("type") != "null"]
            return " or ".join(one for one in told if one != "whole number" or "number" not in told)
        case {"type": "array", "items": items}:
            return f"list of {_type(items)}"
        case {"type": "object", "additionalProperties": dict(values)}:
            return f"map of {_type(values)}"
        case {"type": "object", "patternProperties": dict(patterns)}:
            return f"map of {_type(*patterns.values())}"
        case _:
            return _PLAIN.get(schema.get("type", ""), "any value")


_PLAIN = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "map",
}


def _words() -> Iterator[list[str]]:
    for word in WORDS.values():
        for shape in dict.fromkeys(word.shapes.values()):
            types = [type_ for type_ in PROPERTY_TYPES if word.shapes.get(type_) is shape]
            told = "every type" if len(types) == len(PROPERTY_TYPES) else ", ".join(types)
            yield [f"`{word.name}`", told, shape.value]


def rows() -> Iterator[str]:
    """One line per row id of the operating model and entry of the packs that refers to it."""
    packs = {locale: _packs(locale) for locale in LOCALES}
    resources = {resource.address: resource for resource in packs[LOCALES[0]].resources}
    by_locale = [answers(blueprint, locale) for locale, blueprint in packs.items()]
    yield from table(
        ["Row", "Japanese", "English", "Address", "How", "File"],
        (_covered(same, resources) for same in zip(*by_locale, strict=True)),
    )


def _covered(same: Sequence[Row], resources: Mapping[Address, Resource]) -> list[str]:
    """A line of the table; `same` is one entry in each language."""
    one, titles = same[0], [row.title for row in same]
    return [one.ref, *titles, f"`{one.address}`", _how(one, resources), _place(one)]


def _how(row: Row, resources: Mapping[Address, Resource]) -> str:
    """What the tool does with it."""
    if row.agreed:
        return "agreed"
    if row.address.kind == "checklist":
        return "by hand"
    resource = resources[row.address]
    if not resource.reference:
        return "managed"
    managed = any(path.startswith("options.") for path in resource.units)
    return "options managed" if managed else "checked"


def _place(row: Row) -> str:
    pack, _, file = row.origin.file.partition("/")
    path = f"{pack.partition('@')[0]}/{file}"
    return f"[{path}]({path}#L{row.origin.line})"


def _packs(locale: str) -> Blueprint:
    """All packs as one blueprint."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        uses = ", ".join(shipped().names())
        (project / "all.yaml").write_text(f"revops: 1\nuses: [{uses}]\n", encoding="utf-8")
        return load(project, ["all.yaml"], KINDS, locale=locale).checked()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
