"""Paths and packs: `uses:`, links, folders with names of files, settings, circles, overrides."""

# ruff: noqa: E501 - tables, one case a line

from __future__ import annotations

import os
from functools import partial

from hostile_case import HEAD, MAIN, Case, refused
from hostile_characters import SAME, TIER, tier

PLAIN = tier("Tier")
SETTINGS = "revops.yaml"

USES = [
    refused(f"the pack {name!r}", f"{HEAD}uses: [{written}]\n", "RV301", 2)
    for name, written in {
        "..": "..",
        "../core": "../core",
        "a path": "../../../../etc/passwd",
        "an absolute path": "/etc/passwd",
        "a URL": "'file:///etc/passwd'",
        "a web address": "'https://evil.example/pack'",
        "a backslash": "'..\\core'",
        "a device of Windows": "CON",
        "a device of Windows with a colon": "'C:\\core'",
        "a dot": "'core.'",
        "blanks": "' core '",
        "NUL": '"core\\0"',
        "a line end": '"core\\n"',
        "an escape": '"core\\e[31m"',
        "nothing": "''",
        "a dot alone": ".",
        "a slash": "core/",
        "a star": "'*'",
        "a tilde": "'~/core'",
        "percent": "'%2e%2e'",
        "capitals": "Core",
        "full-width letters": "ｃｏｒｅ",
        "a Cyrillic letter": "cоre",
        "a name of 100,000 characters": "x" * 100_000,
        "its manifest": "core/pack.yaml",
    }.items()
]
USES += [
    refused("a version that is not there", f"{HEAD}uses: [core@99]\n", "RV302", 2),
    refused("a version that is a path", f"{HEAD}uses: ['core@../..']\n", "RV302", 2),
    refused("a digest that is another", f"{HEAD}uses: [{{pack: core, digest: '{'0' * 64}'}}]\n", "RV303", 2),
    refused("a pack that is a number", f"{HEAD}uses: [5]\n", "RV116", 2),
    refused("a pack that is a list", f"{HEAD}uses: [[core]]\n", "RV116", 2),
    refused("packs that are text", f"{HEAD}uses: core\n", "RV116", 2),
    refused("a pack with a strange member", f"{HEAD}uses: [{{pack: core, url: x}}]\n", "RV115", 2),
    refused("ten thousand packs that are not there", lambda: f"{HEAD}uses: [{'x, ' * 10_000}]\n", "RV301", 2),
    refused("without an address", f"{HEAD}without: ['../x']\n", "RV215", 2),
    refused("without something that is not there", f"{HEAD}without: [property.contacts.x]\n", "RV305", 2),
    refused("an address of a strange kind", f"{HEAD}removed: [os.system]\n", "RV215", 2),
    refused("an address with a line end", f'{HEAD}removed: ["property.contacts.a\\n"]\n', "RV215", 2),
    refused("an address that is a glob", f"{HEAD}removed: ['*.*']\n", "RV215", 2),
    refused("an address with an escape", f'{HEAD}removed: ["property.contacts.\\e[31m"]\n', "RV215", 2),
]  # fmt: skip


def manifest(name, needs="[]", version="1.0.0"):
    return f"name: {name}\nversion: {version}\ntitle: {{en: T}}\nneeds: {needs}\n"


def pack(name, needs="[]", text="revops: 1\n", **given):
    return {f"packs/{name}/pack.yaml": manifest(name, needs, **given), f"packs/{name}/items.yaml": text}


def using(name, files, place, use="[a]", **given):
    return Case(name, {MAIN: f"{HEAD}uses: {use}\n", **files}, place, **given)


AT_USE = (MAIN, 2, 0)
ITEMS = "a@1.0.0/items.yaml"

PACKS = [
    using("a pack that needs itself", pack("a", "[a]"), ("RV304", *AT_USE)),
    using("two packs in a circle", pack("a", "[b]") | pack("b", "[a]"), ("RV304", *AT_USE)),
    using("thirty packs in a circle", {name: text for n in range(30) for name, text in pack(f"p{n}", f"[p{(n + 1) % 30}]").items()}, ("RV304", *AT_USE), "[p0]"),
    using("two hundred packs in a row", {name: text for n in range(200) for name, text in pack(f"p{n}", f"[p{n + 1}]").items()}, ("RV692", *AT_USE), "[p0]"),
    using("a pack that needs a path", pack("a", "['../../x']"), ("RV301", *AT_USE)),
    using("a pack that uses packs", pack("a", text=f"{HEAD}uses: [a]\n"), ("RV120", ITEMS, 2, 1)),
    using("a pack that leaves out", pack("a", text=f"{HEAD}without: [x.y]\n"), ("RV120", ITEMS, 2, 1)),
    using("a pack with a bomb", pack("a", text=f"{HEAD}a: &a [*a]\n"), ("RV108", ITEMS, 2, 0)),
    using("a pack that calls itself something else", {"packs/a/pack.yaml": manifest("b")}, ("RV306", *AT_USE)),
    using("a manifest that is empty", {"packs/a/pack.yaml": ""}, ("RV306", *AT_USE)),
    using("a manifest that is a list", {"packs/a/pack.yaml": "[]"}, ("RV306", *AT_USE)),
    using("a manifest that is no YAML", {"packs/a/pack.yaml": "a: [\n"}, ("RV306", *AT_USE)),
    using("a manifest that is no UTF-8", {"packs/a/pack.yaml": b"\xff"}, ("RV306", *AT_USE)),
    using("a manifest with a tag", {"packs/a/pack.yaml": "!!python/object/apply:os.getcwd []\n"}, ("RV306", *AT_USE)),
    using("a manifest of a hundred thousand brackets", {"packs/a/pack.yaml": lambda: "[" * 100_000}, ("RV306", *AT_USE)),
    using("a manifest that is a bomb", {"packs/a/pack.yaml": lambda: "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))}, ("RV306", *AT_USE)),
    using("a manifest with an escape", {"packs/a/pack.yaml": 'name: "\\e[31m"\n'}, ("RV306", *AT_USE)),
    using("a version that is text", pack("a", version="x"), ("RV306", *AT_USE)),
    using("a manifest that is a folder", {"packs/a/pack.yaml/x": ""}, ("RV306", *AT_USE)),
]  # fmt: skip

BASE = pack("a", text=PLAIN)


def override(name, text, place, reads=None):
    return Case(name, {MAIN: f"{HEAD}uses: [a]\n", "blueprints/overrides.yaml": text, **BASE}, place, reads=reads or {})  # fmt: skip


OVER = "blueprints/overrides.yaml"

OVERRIDES = [
    override("an override of nothing that is there", tier("x", name="rank"), ("RV202", OVER, 4, 5)),
    override("an override that is nothing", f"{HEAD}properties: {{contacts: {{tier: }}}}\n", ("RV202", OVER, 2, 0)),
    override("an override that is a list", f"{HEAD}properties: {{contacts: {{tier: []}}}}\n", ("RV116", OVER, 2, 0)),
    override("an override that is text", f"{HEAD}properties: {{contacts: {{tier: x}}}}\n", ("RV116", OVER, 2, 0)),
    override("an override that takes a part away", f"{HEAD}properties: {{contacts: {{tier: {{label: ~}}}}}}\n", ("RV223", OVER, 2, 0)),
    override("an override of another type", f"{HEAD}properties: {{contacts: {{tier: {{label: [a]}}}}}}\n", ("RV116", OVER, 2, 0)),
    override("overrides that use packs", f"{HEAD}uses: [a]\n", ("RV120", OVER, 2, 1)),
    override("overrides that remove", f"{HEAD}removed: [property.contacts.tier]\n", ("RV120", OVER, 2, 1)),
    override("overrides that leave out", f"{HEAD}without: [property.contacts.tier]\n", ("RV120", OVER, 2, 1)),
    override("overrides that are empty", "", ("RV114", OVER, 1, 1)),
    override("overrides that are a list", "[]", ("RV111", OVER, 1, 1)),
    override("an override with a bomb", f"{HEAD}properties: &a {{b: *a}}\n", ("RV108", OVER, 2, 0)),
    override("an override of a label", f"{HEAD}properties: {{contacts: {{tier: {{label: x}}}}}}\n", None, {TIER: {"label": "x"}}),
    override("an override of a whole section", f"{HEAD}properties: ~\n", None, SAME),
    override("an override of an object", f"{HEAD}properties: {{contacts: ~}}\n", ("RV116", OVER, 2, 0)),
    Case("two overrides", {MAIN: f"{HEAD}uses: [a]\n", OVER: tier("x"), "blueprints/z/overrides.yaml": tier("y"), **BASE}, ("RV201", "blueprints/z/overrides.yaml", 4, 5)),
    Case("an override of the project's own", {MAIN: PLAIN, OVER: tier("x")}, ("RV202", OVER, 4, 5)),
]  # fmt: skip


def link(target, name="blueprints/x.yaml"):
    """Makes a symbolic link; the target is relative to the link."""
    return lambda folder: (folder / name).symlink_to(target)


def make_fifo(name, folder):
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)


def close(name, folder):
    """Nobody may read it; for root, who may, a link to itself stands in."""
    (folder / name).chmod(0)
    if os.access(folder / name, os.R_OK):
        (folder / name).unlink()
        (folder / name).symlink_to(folder / name)


def loop(folder):
    (folder / "blueprints/a").symlink_to(folder / "blueprints/b")
    (folder / "blueprints/b").symlink_to(folder / "blueprints/a")
    (folder / "blueprints/x.yaml").symlink_to("a")


def around(folder):
    (folder / "blueprints/again").symlink_to(folder / "blueprints")


def outside(folder):
    (folder.parent / "outside.yaml").write_text(PLAIN)
    (folder / "blueprints/x.yaml").symlink_to("../../outside.yaml")


def chain(folder):
    for number in range(60):
        (folder / f"l{number}").symlink_to(folder / f"l{number + 1}")
    (folder / "l60").write_text(PLAIN)
    (folder / "blueprints/x.yaml").symlink_to(folder / "l0")


X = "blueprints/x.yaml"

LINKS = [
    Case("a link to the passwords", {MAIN: PLAIN}, ("RV112", X, 1, 1), build=link("/etc/passwd")),
    Case("a link to zeros without end", {MAIN: PLAIN}, ("RV112", X, 1, 1), build=link("/dev/zero")),
    Case("a link to the terminal", {MAIN: PLAIN}, ("RV112", X, 1, 1), build=link("/dev/tty")),
    Case("a link to standard input", {MAIN: PLAIN}, ("RV112", X, 1, 1), build=link("/dev/stdin")),
    Case("a link to the process's memory", {MAIN: PLAIN}, ("RV112", X, 1, 1), build=link("/proc/self/mem")),
    Case("a link to the root", {MAIN: PLAIN}, ("RV112", "blueprints/x", 1, 1), build=link("/", "blueprints/x")),
    Case("a link to the folder above", {MAIN: PLAIN}, ("RV112", "blueprints/x", 1, 1), build=link("../..", "blueprints/x")),
    Case("a link out of the project", {MAIN: PLAIN}, ("RV112", X, 1, 1), build=outside),
    Case("a link to nothing", {MAIN: PLAIN}, ("RV113", X, 1, 1), build=link("nothing.yaml")),
    Case("a link to itself", {MAIN: PLAIN}, ("RV113", X, 1, 1), build=link("x.yaml")),
    Case("two links in a circle", {MAIN: PLAIN}, ("RV113", X, 1, 1), build=loop),
    Case("sixty links in a row", {}, ("RV113", X, 1, 1), build=chain),
    Case("a link to the folder around it", {MAIN: PLAIN}, None, reads=SAME, build=around),
    Case("a link inside of the project", {"blueprints/main.yaml": HEAD, "other/x.yaml": PLAIN}, None, reads=SAME, build=link("../other/x.yaml")),
    Case("a FIFO", {MAIN: PLAIN}, ("RV113", X, 1, 1), build=partial(make_fifo, X)),
    Case("a folder that is called x.yaml", {MAIN: HEAD, f"{X}/y.yaml": PLAIN}, None, reads=SAME),
    Case("an empty folder that is called x.yaml", {MAIN: PLAIN}, None, reads=SAME, build=lambda folder: (folder / X).mkdir()),
    Case("a file that nobody may read", {MAIN: PLAIN, X: "revops: 1\n"}, ("RV113", X, 1, 1), build=partial(close, X)),
    Case("a hidden file", {MAIN: PLAIN, "blueprints/.x.yaml": "nonsense"}, None, reads=SAME),
    Case("what an editor leaves", {MAIN: PLAIN, f"{MAIN}~": "x", f"{MAIN}.swp": "x", "blueprints/#x.yaml#": "x"}, None, reads=SAME),
]  # fmt: skip
LINKS[11] = Case("sixty links in a row", {MAIN: PLAIN}, ("RV113", X, 1, 1), build=chain)


def setting(name, text, code, line, *, exit_code=3, **given):
    return Case(name, {MAIN: PLAIN, SETTINGS: text}, (code, SETTINGS, line, 0), code=exit_code, **given)


def blueprints(name, written, code, shown, line=1):
    """`blueprints:` in the settings names a path; the finding is about the path."""
    return Case(name, {MAIN: PLAIN, SETTINGS: f"blueprints: [{written}]\n"}, (code, shown, line, 1))


SETTING = [
    blueprints("blueprints above the project", "..", "RV112", ".."),
    blueprints("blueprints at the root", "/", "RV112", "/"),
    blueprints("blueprints that are the passwords", "/etc/passwd", "RV112", "/etc/passwd"),
    blueprints("blueprints around a corner", "blueprints/../../x", "RV112", "blueprints/../../x"),
    blueprints("blueprints at a URL", "'file:///etc'", "RV113", "file:///etc"),
    blueprints("blueprints with NUL", '"a\\0b"', "RV113", "a\0b"),
    blueprints("blueprints with a long name", "x" * 10_000, "RV113", "x" * 10_000),
    blueprints("blueprints that are not there", "gone", "RV113", "gone"),
    blueprints("blueprints that are the settings' folder's ghost", "'./gone/..//gone'", "RV113", "./gone/..//gone"),
    setting("settings that are text", "x\n", "RV116", 1),
    setting("settings that are a list", "[a]\n", "RV116", 1),
    setting("settings with a strange key", "blueprint: [a]\n", "RV115", 1),
    setting("settings with a bomb", "a: &a [*a]\n", "RV108", 1),
    setting("settings ten thousand deep", "a: " + "[" * 10_000 + "\n", "RV109", 1),
    setting("settings with a tag", "a: !!python/object/apply:os.getcwd []\n", "RV107", 1),
    setting("settings that are no UTF-8", b"a: \xff\n", "RV101", 1),
    setting("settings with NUL", "a: \0\n", "RV102", 1),
    setting("settings of ten million characters", lambda: "#" * 10_000_000, "RV103", 1),
    setting("a thousand strange settings", "".join(f"s{n}: 1\n" for n in range(1_000)), "RV115", 1),
    setting("a portal that is text", "targets: {a: {portal: '1'}}\n", "RV116", 1),
    setting("a portal that is true", "targets: {a: {portal: true}}\n", "RV116", 1),
    setting("a portal below nothing", "targets: {a: {portal: -1}}\n", "RV118", 1),
    setting("a portal that is a fraction", "targets: {a: {portal: 1.5}}\n", "RV116", 1),
    setting("a portal that is infinite", "targets: {a: {portal: .inf}}\n", "RV116", 1),
    setting("a portal of forty digits", f"targets: {{a: {{portal: {'9' * 40}}}}}\n", "RV116", 1),
    setting("a locale that is a path", "targets: {a: {portal: 1, locale: ../x}}\n", "RV118", 1),
    setting("a locale that is no", "targets: {a: {portal: 1, locale: [no]}}\n", "RV116", 1),
    setting("a variable that is a token", "targets: {a: {portal: 1, credentials: {data: 'pat-eu1-secret'}}}\n", "RV118", 1),
    setting("a role that is a list", "targets: {a: {portal: 1, roles: {x: [a]}}}\n", "RV116", 1),
    setting("a binding that is no address", "targets: {a: {portal: 1, bind: {'../x': y}}}\n", "RV118", 1),
    setting("a target that is nothing", "targets: {a: }\n", "RV116", 1),
    setting("targets that are a list", "targets: [a]\n", "RV116", 1),
    setting("a target twice", "targets:\n  a: {portal: 1}\n  a: {portal: 2}\n", "RV105", 3),
    Case("settings that are a folder", {MAIN: PLAIN, f"{SETTINGS}/x": ""}, ("RV113", SETTINGS, 1, 1)),
    Case("settings that are a FIFO", {MAIN: PLAIN}, ("RV113", SETTINGS, 1, 1), build=partial(make_fifo, SETTINGS)),
    Case("settings that are zeros without end", {MAIN: PLAIN}, ("RV113", SETTINGS, 1, 1), build=link("/dev/zero", SETTINGS)),
    Case("settings that nobody may read", {MAIN: PLAIN, SETTINGS: "a: b"}, ("RV113", SETTINGS, 1, 1), build=partial(close, SETTINGS)),
    Case("settings that are empty", {MAIN: PLAIN, SETTINGS: ""}, None, reads=SAME),
]  # fmt: skip

CASES = [*USES, *PACKS, *OVERRIDES, *LINKS, *SETTING]
