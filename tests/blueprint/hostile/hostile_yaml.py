"""What YAML can do to its reader: bombs, anchors, tags, keys that are no text, YAML 1.1, several documents."""

# ruff: noqa: E501 - tables, one case a line

from __future__ import annotations

from hostile_case import HEAD, Case, read, refused
from hostile_characters import AT, FIELDS, SAME, TIER, labelled, tier

PLAIN = tier("Tier")
DEEPEST = 50


def bomb(levels, width, make="[{}]"):
    """Each level names the one before `width` times."""
    lines = [f"a0: &a0 {make.format(', '.join(['x'] * width))}"]
    lines += [
        f"a{level}: &a{level} {make.format(', '.join([f'*a{level - 1}'] * width))}"
        for level in range(1, levels)
    ]
    return HEAD + "\n".join(lines) + "\n"


def merges(levels, width):
    """The same with merge keys."""
    lines = [HEAD + "a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * width)}]}}" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def nested(opening, closing, count):
    return f"{HEAD}properties: {opening * count}{closing * count}\n"


def stairs(count, step="a:"):
    """Block nesting: each line one blank further to the right."""
    return HEAD + "".join(f"{' ' * number}{step}\n" for number in range(count))


BOMBS = [
    refused("a bomb of aliases", bomb(10, 10), "RV108", 6),
    refused("a bomb of two aliases each", bomb(40, 2), "RV108", 16),
    refused("a bomb of aliases in maps", bomb(10, 10, "{{k: [{}]}}"), "RV108", 6),
    refused("a bomb of merge keys", merges(10, 10), "RV106", 3),
    refused("a quadratic bomb", lambda: f"{HEAD}a: &a [{'x, ' * 50_000}]\nb: [{'*a, ' * 50_000}]\n", "RV108", 3),
    refused("a bomb of text", lambda: f"{HEAD}a: &a {'x' * 100_000}\nb: [{'*a, ' * 300_000}]\n", "RV108", 3),
    refused("an alias that names itself", f"{HEAD}properties: &a [*a]\n", "RV108", 2, 17),
    refused("an alias deep in what it names", f"{HEAD}properties: &a {{b: [{{c: *a}}]}}\n", "RV108", 2),
    refused("an alias of a key that is not read yet", f"{HEAD}a: *b\nb: &b 1\n", "RV108", 2, 4),
    refused("an alias of nothing", tier("*nothing"), "RV108", 4, AT),
    refused("an alias as a key", f"{HEAD}groups: &a {{}}\n*a : 1\n", "RV110", 3),
    refused("an alias without a name", tier("* x"), "RV104", 4),
    refused("an anchor without a name", tier("& x"), "RV104", 4),
    refused("two anchors", tier("&a &b x"), "RV104", 4),
    refused("an anchor on an alias", tier("&b *a"), "RV104", 4),
    read("an anchor that is used twice", tier("&a Tier") + f"    rank: {{{FIELDS}, label: *a}}\n", SAME),
    read("an anchor that is named again", tier("&a x").replace("tier:", "t: {existing: string, filledBy: [&a y]}\n    tier:", 1), {TIER: {"label": "x"}}),
    read("an anchor on a key", PLAIN.replace("tier:", "&k tier:"), SAME),
    read("an anchor on nothing", PLAIN + "groups: &a\n", SAME),
    read("ten thousand anchors", lambda: PLAIN + "removed: [" + ", ".join(f"&a{n} group.contacts.g{n}" for n in range(10_000)) + "]\n", SAME),
]  # fmt: skip

NESTING = [
    refused("ten thousand brackets", nested("[", "]", 10_000), "RV109", 2),
    refused("a million open brackets", lambda: nested("[", "", 1_000_000), "RV109", 2),
    refused("ten thousand braces", nested("{a: ", "}", 10_000), "RV109", 2),
    refused("ten thousand dashes", HEAD + "properties:\n" + "- " * 10_000 + "x\n", "RV109", 3),
    refused("ten thousand steps down", stairs(1_000), "RV109", 53),
    refused("a thousand questions", HEAD + "? " * 1_000 + "x\n", "RV110", 2),
    refused("keys of keys", HEAD + "{" * 500 + "a: 1" + "}: 1" * 500 + "\n", "RV104", 2),
    refused("lists of lists as keys", HEAD + "[" * 500 + "]" * 500 + ": 1\n", "RV110", 2),
    refused("one level too many", nested("[", "]", DEEPEST + 1), "RV109", 2),
    refused("as deep as allowed", nested("[", "]", DEEPEST), "RV116", 2),
    refused("a million closed brackets", lambda: HEAD + "]" * 1_000_000, "RV104", 2, 1),
    refused("brackets across a million lines", lambda: HEAD + "a: [\n" + " [\n" * 600_000, "RV109", 52),
]

TAGS = [
    refused(f"the tag {tag}", tier(f"{tag} {value}"), "RV107", 4, AT, says=says)
    for tag, value, says in [
        ("!!python/object/apply:os.system", "[id]", "!!python"),
        ("!!python/name:os.system", "''", "!!python"),
        ("!!python/object/new:type", "{args: [z, [], {}]}", "!!python"),
        ("!!python/tuple", "[1]", "!!python"),
        ("!!binary", "aGVsbG8=", "!!binary"),
        ("!!set", "{a, b}", "!!set"),
        ("!!omap", "[a: 1]", "!!omap"),
        ("!!pairs", "[a: 1]", "!!pairs"),
        ("!!timestamp", "2026-11-22", "!!timestamp"),
        ("!!merge", "<<", "!!merge"),
        ("!!value", "=", "!!value"),
        ("!!yaml", "x", "!!yaml"),
        ("!!js/function", "'function(){}'", "!!js"),
        ("!include", "/etc/passwd", "!include"),
        ("!env", "HUBSPOT_ACCESS_TOKEN", "!env"),
        ("!ENV", "${HOME}", "!ENV"),
        ("!secret", "x", "!secret"),
        ("!Ref", "x", "!Ref"),
        ("!ruby/object:Gem::Installer", "{}", "!ruby"),
        ("!<tag:evil.example,2026:x>", "x", "evil.example"),
        ("!!int", "x", "!!int"),
        ("!!int", "1.5", "!!int"),
        ("!!float", "abc", "!!float"),
        ("!!bool", "yes", "!!bool"),
        ("!!null", "x", "!!null"),
        ("!!map", "[]", "!!map"),
        ("!!seq", "{}", "!!seq"),
    ]
]
TAGS = [
    *{case.name: case for case in TAGS}.values(),
    labelled("the tag of text", "!!str 12", "12"),
    labelled("the tag that says nothing", "! 12", "12"),
    labelled("the tag of text in full", "!<tag:yaml.org,2002:str> true", "true"),
    refused("a tag that is not declared", tier("!e!x y"), "RV104", 4),
    refused("a tag on a key", PLAIN.replace("tier:", "!!int tier:"), "RV107", 4, 5),
    refused("a tag on a section", PLAIN.replace("properties:", "properties: !!python/dict"), "RV107", 2, 13),
    refused("a tag on the file", "!!python/dict\n" + PLAIN, "RV107", 1, 1),
    refused("a tag without an end", tier("!<tag x"), "RV104", 4),
    read("a tag that a directive declares", "%TAG !e! tag:yaml.org,2002:\n---\n" + tier("!e!str 5"), {TIER: {"label": "5"}}),
]  # fmt: skip

WORDS = [
    "no",
    "yes",
    "on",
    "off",
    "y",
    "n",
    "012",
    "1:30",
    "1_000",
    "2026-11-22",
    "2026-11-22T10:00:00Z",
    "=",
    "<<",
]
WORDS += [
    ".inf",
    "-.INF",
    ".nan",
    "1e999",
    "123456789012345678901",
    "0b101",
    "0o9",
    "+",
    "-",
    ".",
    "1e",
    "0x",
]
NO_TEXT = ["0x1F", "1e3", "true", "False", "12", "-0", "0.5", "+1", "0o17", "1.", ".5", "1E-7", "-1e-400"]
NOTHING = ["~", "null", "Null", ""]

TRAPS = [labelled(f"{word!r} as a value", word, word) for word in WORDS if word != "-"]
TRAPS += [refused(f"{word!r} as a label", tier(word), "RV116", 4, 0, says="quotes") for word in NO_TEXT]
TRAPS += [refused(f"{word!r} where text is needed", tier(word), "RV223", 4) for word in NOTHING]
TRAPS += [
    read(
        f"{word!r} as a key",
        f"{HEAD}properties:\n  contacts:\n    tier:\n      {{label: T, type: enumeration, fieldType: select,\n"
        f"       groupName: contactinformation, options: {{{word}: A, z: Z}}}}\n",
        {TIER: {f"options.{word}.label": "A"}},
    )
    for word in ["no", "yes", "on", "012", "1:30", "0x1F", "1e3", ".inf", "~", "null", "true", "12", "-0", "=", "2026-11-22", "1.0", "0o17"]
]  # fmt: skip

OPTIONS = f"{HEAD}properties:\n  contacts:\n    tier:\n      label: T\n      type: enumeration\n      fieldType: select\n      groupName: contactinformation\n      options:\n"  # fmt: skip

DUPLICATES = [
    refused("a section twice", PLAIN + "properties: {}\n", "RV105", 5, 1, says="line 2"),
    refused("the format twice", HEAD + PLAIN, "RV105", 2, 1),
    refused("a name twice", PLAIN + f"    tier: {{{FIELDS}, label: x}}\n", "RV105", 5, 5),
    refused("a field twice", tier("a, label: b"), "RV105", 4),
    refused("an option twice", OPTIONS + "        a: A\n        a: B\n", "RV105", 11, 9),
    refused("a key twice in two spellings", OPTIONS + "        a: A\n        'a': B\n", "RV105", 11, 9),
    refused("a key twice by an escape", OPTIONS + '        a: A\n        "\\x61": B\n', "RV105", 11, 9),
    refused("1 and '1'", OPTIONS + "        1: A\n        '1': B\n", "RV105", 11, 9),
    refused("null and 'null'", OPTIONS + "        null: A\n        'null': B\n", "RV105", 11, 9),
    refused("a key three times", OPTIONS + "        a: A\n        a: B\n        a: C\n", "RV105", 11, 9),
    read("keys that differ by case", OPTIONS + "        a: A\n        b: B\n        B: C\n", {TIER: {"options.B.label": "C"}}),
    read("1 and 01", OPTIONS + "        1: A\n        01: B\n", {TIER: {"options.01.label": "B"}}),
    read("keys that are equal under NFC", OPTIONS + "        が: A\n        か\u3099: B\n", {TIER: {"options.か\u3099.label": "B"}}),
    read("keys that are equal under NFKC", OPTIONS + "        A: A\n        Ａ: B\n", {TIER: {"options.Ａ.label": "B"}}),
    refused("the same name in two files", PLAIN, "RV201", 4),
]  # fmt: skip
DUPLICATES[-1] = Case(
    "the same name in two files",
    {"blueprints/a.yaml": PLAIN, "blueprints/b.yaml": PLAIN},
    ("RV201", "blueprints/b.yaml", 4, 5),
    says="blueprints/a.yaml:4",
)

KEYS = [
    refused(f"{what} as a key {where}", text, "RV110", line)
    for what, key in {
        "a list": "? [a]\n{0}: b",
        "a map": "? {{a: b}}\n{0}: c",
        "nothing": "? ''\n{0}: b",
    }.items()
    for where, text, line in [
        ("at the top", HEAD + key.format("") + "\n", 2),
        ("of a section", HEAD + "properties:\n  " + key.format("  ") + "\n", 3),
        ("of a name", HEAD + "properties:\n  contacts:\n    " + key.format("    ") + "\n", 4),
        ("of a field", HEAD + "properties:\n  contacts:\n    tier:\n      " + key.format("      ") + "\n", 5),
    ]
]
KEYS += [
    refused(f"{word!r} as a section", f"{HEAD}{word}: x\n", "RV115", 2, 1)
    for word in ["~", "null", "true", "1", "1.5", ".inf", "no", "2026-11-22", "=", "-1"]
]
KEYS += [refused(f"{word!r} as an object", tier("x", scope=word), code, 3, 3) for word, code in [("~", "RV118"), ("true", "RV118"), ("1", "RV118"), ("1.5", "RV119"), ("'a b'", "RV119"), ("'*'", "RV119")]]  # fmt: skip
KEYS += [refused(f"{word!r} as a name", tier("x", name=word), code, 4) for word, code in [("~", "RV221"), ("1", "RV221"), ("1.5", "RV119"), ("'a#b'", "RV119"), ("'a?'", "RV119"), ('"a\\n"', "RV119"), ("'a[0]'", "RV119"), ("A", "RV221"), ("_a", "RV221"), ("hs_tier", "RV222"), ("x" * 101, "RV221"), ("x" * 201, "RV119")]]  # fmt: skip
KEYS += [refused(f"{word!r} as a field", PLAIN.replace("label:", f"{word}:"), "RV115", 4) for word in ["~", "1", "true", "1.5", "<script>"]]  # fmt: skip
KEYS += [refused("a merge key", PLAIN.replace("label: Tier", "<<: {label: x}"), "RV106", 4)]

DOCUMENTS = [
    refused("an empty file", "", "RV114", 1, 1, says="empty"),
    refused("nothing but blanks", "  \n\n  \n", "RV114", 1, 1),
    refused("nothing but comments", "# a\n# b\n", "RV114", 1, 1),
    refused("nothing but a start", "---\n", "RV114", 1, 1),
    refused("nothing but an end", "...\n", "RV104", 1, 1),
    refused("two documents", PLAIN + "---\n" + PLAIN, "RV111", 5, 1),
    refused("an empty second document", PLAIN + "---\n", "RV111", 5, 1),
    refused("a hundred thousand documents", lambda: PLAIN + "---\n" * 100_000, "RV111", 5, 1),
    read("a start and an end", "---\n" + PLAIN + "...\n", SAME),
    read("YAML 1.2 by directive", "%YAML 1.2\n---\n" + tier("no"), {TIER: {"label": "no"}}),
    read("YAML 1.1 by directive", "%YAML 1.1\n---\n" + tier("no"), {TIER: {"label": "no"}}),
    refused("YAML 2.0 by directive", "%YAML 2.0\n---\n" + PLAIN, "RV104", 1),
    refused("an unknown directive", "%FOO bar\n" + PLAIN, "RV104", 1),
    refused("two YAML directives", "%YAML 1.2\n%YAML 1.2\n---\n" + PLAIN, "RV104", 2),
    refused("text", "hello\n", "RV111", 1, 1),
    refused("a number", "42\n", "RV111", 1, 1),
    refused("a list", "- revops: 1\n", "RV111", 1, 1),
    refused("JSON that is no map", "[1, 2]", "RV111", 1, 1),
    read("JSON", f'{{"revops": 1, "properties": {{"contacts": {{"tier": {{{", ".join(f"{chr(34)}{k}{chr(34)}: {chr(34)}{v}{chr(34)}" for k, v in [p.split(": ") for p in FIELDS.split(", ")])}, "label": "Tier"}}}}}}}}', SAME),
    refused("an unclosed quote", tier("'x"), "RV104", 5),
    refused("an unclosed brace", PLAIN.replace("}", ""), "RV104", 5),
    refused("a colon too many", HEAD + "a: b: c\n", "RV104", 2),
    refused("a percent sign", tier("%x"), "RV104", 4),
    refused("a backtick", tier("`x`"), "RV104", 4),
    refused("an at sign", tier("@x"), "RV104", 4),
    refused("a merge conflict", "<<<<<<< HEAD\n" + PLAIN + "=======\n" + PLAIN + ">>>>>>> other\n", "RV104", 2),
    refused("a template", tier("{{ label }}"), "RV110", 4),
    labelled("a block", "Tier", "Tier"),
    read("a folded block", f"{HEAD}properties:\n  contacts:\n    tier:\n      type: string\n      fieldType: text\n      groupName: contactinformation\n      label: >-\n        a\n        b\n", {TIER: {"label": "a b"}}),
]  # fmt: skip

CASES = [*BOMBS, *NESTING, *TAGS, *TRAPS, *DUPLICATES, *KEYS, *DOCUMENTS]
