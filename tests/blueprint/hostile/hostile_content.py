"""Deep and endless content: conditions, formulas, variables, patterns, and files of millions of characters."""

# ruff: noqa: E501 - tables, one case a line

from __future__ import annotations

from hostile_case import HEAD, Case, read, refused
from hostile_characters import AT, FIELDS, SAME, TIER, tier

PLAIN = tier("Tier")
PROPERTIES = f"properties:\n  contacts:\n    tier: {{{FIELDS}, label: Tier}}\n"


def conditions(*lines):
    """Lines below `conditions:`; the first stands on line 6."""
    return HEAD + PROPERTIES + "conditions:\n" + "".join(f"  {line}\n" for line in lines)


def chain(count, end):
    """Each condition names the next one."""
    names = (f"  c{number}: {{not: c{number + 1}}}\n" for number in range(count))
    return conditions() + "".join(names) + f"  c{count}: {end}\n"


def formula(text, fields="type: number, fieldType: calculation_equation"):
    return f"{HEAD}properties:\n  contacts:\n    tier: {{{fields}, groupName: contactinformation, label: T, calculationFormula: {text}}}\n"  # fmt: skip


def many(count, line):
    """The head, and one line per number."""
    return HEAD + PROPERTIES + "".join(line.format(number) for number in range(count))


KNOWN = "{property: contacts.tier, known: true}"

CONDITIONS = [
    refused("conditions nested forty deep", conditions("a: " + "{not: " * 60 + KNOWN + "}" * 60), "RV109", 6),
    read("conditions nested thirty deep", conditions("a: " + "{not: " * 30 + KNOWN + "}" * 30), SAME),
    refused("ten thousand conditions in a row", lambda: chain(10_000, KNOWN), "RV691", 0),
    refused("ten thousand conditions in a circle", lambda: chain(10_000, "{not: c0}"), "RV691", 0),
    read("twenty conditions in a row", chain(20, KNOWN), SAME),
    refused("a condition that names itself", conditions("a: a"), "RV210", 6),
    refused("a circle of two", conditions("a: {not: b}", "b: {all: [a]}"), "RV210", 7),
    refused("a condition that names nothing", conditions("a: b"), "RV209", 6),
    refused("a bomb of conditions", lambda: conditions(*[f"c{n}: {{all: [{', '.join([f'c{n + 1}'] * 5)}]}}" for n in range(12)], f"c12: {KNOWN}"), "RV691", 0, says="unfold"),
    refused("no condition", conditions("a: {}"), "RV211", 6),
    refused("an empty group", conditions("a: {all: []}"), "RV211", 6),
    refused("two forms at once", conditions("a: {all: [], any: []}"), "RV211", 6),
    refused("a group that is a map", conditions("a: {any: {b: c}}"), "RV211", 6),
    refused("a test without a word", conditions("a: {property: contacts.tier}"), "RV211", 6),
    refused("a test with two words", conditions("a: {property: contacts.tier, known: true, is: x}"), "RV211", 6),
    refused("a property that is a list", conditions("a: {property: [contacts.tier], known: true}"), "RV211", 6),
    refused("a property that is nothing", conditions("a: {property: , known: true}"), "RV211", 6),
    refused("a property by itself", conditions("a: {property: tier, known: true}"), "RV211", 6),
    refused("a property with three parts", conditions("a: {property: a.b.c, known: true}"), "RV205", 6),
    refused("a word that is not there", conditions("a: {property: contacts.tier, __class__: x}"), "RV206", 6),
    refused("a word with a number for a flag", conditions("a: {property: contacts.tier, known: 1}"), "RV207", 6),
    refused("forms that are numbers", conditions("a: {submitted: [1]}"), "RV211", 6),
    refused("no form at all", conditions("a: {submitted: []}"), "RV211", 6),
    refused("a named condition that is a map", conditions("a: {condition: {b: c}}"), "RV211", 6),
    refused("a condition that is a list", conditions("a: [b]"), "RV116", 6),
    refused("a condition that is a number", conditions("a: 5"), "RV116", 6),
    read("a wide condition", lambda: conditions("a: {any: [" + ", ".join([KNOWN] * 10_000) + "]}"), SAME),
]  # fmt: skip

FORMULAS = [
    refused("a formula ten thousand brackets deep", formula("'" + "(" * 10_000 + "1" + ")" * 10_000 + "'"), "RV228", 4),
    refused("a formula of open brackets", formula("'" + "(" * 500_000 + "'"), "RV228", 4),
    refused("ten thousand times not", formula("'" + "not " * 10_000 + "true'"), "RV228", 4),
    refused("ten thousand minuses", formula("'" + "- " * 10_000 + "1'"), "RV228", 4),
    refused("a sum of twenty thousand", formula("'" + "1 + " * 20_000 + "1'"), "RV228", 4),
    refused("ten thousand ifs", formula("'" + "if true then " * 10_000 + "1'"), "RV228", 4),
    refused("a number of a million digits", lambda: formula(f"'{'9' * 1_000_000}'"), "RV228", 4),
    refused("a number with a huge exponent", formula("'1e999999999'"), "RV228", 4),
    refused("an unclosed text", formula('"\'abc"'), "RV228", 4),
    refused("an unknown character", formula("'1 ; 2'"), "RV228", 4),
    refused("an empty formula", formula("''"), "RV228", 4),
    refused("a formula of blanks", formula(f"'{' ' * 100_000}'"), "RV228", 4),
    refused("an escape without an end", formula('"\'a\\\\"'), "RV228", 4),
]  # fmt: skip

VARIABLES = [
    refused("a variable that names itself", f"{HEAD}variables: {{a: $a}}\n" + PROPERTIES, "RV203", 2),
    refused("variables in a circle", f"{HEAD}variables: {{a: $b, b: $a}}\n" + PROPERTIES, "RV203", 2),
    refused("a variable deep in its own value", f"{HEAD}variables: {{a: [{{b: $a}}]}}\n" + PROPERTIES, "RV203", 2),
    refused("a variable that is not there", tier("$nothing"), "RV203", 4, AT),
    refused("a bomb of variables", lambda: f"{HEAD}variables: {{a: [{'x, ' * 20_000}]}}\nremoved: [{'$a, ' * 20_000}]\n", "RV215", 3),
    refused("a bomb of variables in options", lambda: f"{HEAD}variables: {{a: [{'x, ' * 20_000}]}}\n" + PROPERTIES.replace("Tier}", f"Tier, filledBy: [{'$a, ' * 5_000}]}}"), "RV108", 5),
    refused("a variable with a strange name", f"{HEAD}variables: {{'a b': 1}}\n" + PROPERTIES, "RV119", 2),
    refused("a variable as a key", f"{HEAD}variables: {{a: tier}}\nproperties:\n  contacts:\n    $a: {{{FIELDS}, label: x}}\n", "RV221", 5),
    read("a dollar sign in front", tier("$$tier"), {TIER: {"label": "$tier"}}),
    read("a dollar sign and a brace", tier("'${HOME}'"), {TIER: {"label": "${HOME}"}}),
    read("a command", tier("$(id)"), {TIER: {"label": "$(id)"}}),
    refused("a map where text is needed", f"{HEAD}variables: {{a: {{b: {{c: d}}}}}}\n" + tier("$a").removeprefix(HEAD), "RV116", 5),
    refused("a variable that is nested deep", f"{HEAD}variables: {{a: {'[' * 47}{']' * 47}}}\n" + tier("$a").removeprefix(HEAD), "RV116", 5),
    refused("variables that are a list", f"{HEAD}variables: [a]\n", "RV116", 2),
]  # fmt: skip

SIZES = [
    refused("a hundred thousand keys", lambda: HEAD + "".join(f"s{n}: 1\n" for n in range(100_000)), "RV108", 0),
    refused("a line of ten million characters", lambda: PLAIN + "#" * 10_000_000, "RV103", 1, 1),
    refused("ten million lines", lambda: PLAIN + "\n" * 10_000_000, "RV103", 1, 1),
    read("a comment of nearly two million characters", lambda: PLAIN + "#" * 1_900_000, SAME),
    read("nearly two million lines", lambda: PLAIN + "\n" * 1_900_000, SAME),
    refused("a label of a million characters", lambda: tier("x" * 1_000_000), "RV227", 4),
    refused("a label of six hundred thousand wide ones", lambda: tier("漢" * 600_000), "RV227", 4),
    refused("a fault after a million characters", lambda: tier(f"'{'x' * 1_000_000}' oops"), "RV104", 4),
    refused("a name of a million characters", lambda: tier("x", name="n" * 1_000_000), "RV104", 4),
    refused("a field of a million characters", lambda: PLAIN.replace("label", "l" * 1_000_000), "RV104", 4),
    refused("a section of a million characters", lambda: f"{HEAD}{'s' * 100_000}: x\n", "RV104", 2),
    refused("a value of a million characters", lambda: PLAIN.replace("string", "s" * 1_000_000), "RV118", 4),
    refused("twenty thousand sections", lambda: HEAD + "".join(f"s{n}: 1\n" for n in range(20_000)), "RV115", 2),
    refused("twenty thousand keys of one name", lambda: HEAD + PROPERTIES + "a: 1\n" * 20_000, "RV105", 6),
    refused("twenty thousand fields", lambda: PLAIN.replace("}", "".join(f", f{n}: 1" for n in range(20_000)) + "}"), "RV115", 4),
    refused("eight thousand objects", lambda: HEAD + "groups:\n" + "".join(f"  o{n}: {{g: {{label: G}}}}\n" for n in range(8_000)), "RV118", 3),
    refused("twenty thousand names", lambda: HEAD + "groups:\n  contacts:\n" + "".join(f"    g{n}: 1\n" for n in range(20_000)), "RV116", 4),
    read("three thousand groups that are nearly one", lambda: HEAD + "groups:\n  contacts:\n    group: {label: G}\n" + PROPERTIES.replace("  tier", "".join(f"  t{n}: {{type: string, fieldType: text, groupName: grup, label: t{n}}}\n  " for n in range(3_000)) + "  tier"), {"property.contacts.t0": {"groupName": "grup"}}),
    read("five thousand references", lambda: HEAD + "properties:\n  contacts:\n" + "".join(f"    g{n}: {{existing: string}}\n" for n in range(5_000)), {}),
    refused("thirty thousand references", lambda: HEAD + "properties:\n  contacts:\n" + "".join(f"    g{n}: {{existing: string}}\n" for n in range(30_000)), "RV108", 0, says="100,000"),
    refused("names of a thousand characters", lambda: tier("x", name="n" * 1_000), "RV119", 4),
    refused("twenty thousand removals", lambda: HEAD + "removed:\n" + "".join(f"- x{n}\n" for n in range(20_000)), "RV215", 3),
    refused("twenty thousand conditions that name nothing", lambda: conditions(*(f"c{n}: x{n}" for n in range(20_000))), "RV209", 6),
    refused("eight thousand unknown properties", lambda: conditions(*(f"c{n}: {{property: contacts.x{n}, known: true}}" for n in range(8_000))), "RV205", 6),
    refused("twenty thousand variables", lambda: HEAD + "variables:\n" + "".join(f"  'v {n}': 1\n" for n in range(20_000)), "RV119", 3),
    refused("twenty thousand options", lambda: tier("T").replace("string, fieldType: text", "enumeration, fieldType: select").replace("}", ", options: {" + ", ".join(f"o{n}: O{n}" for n in range(20_000)) + "}}"), "RV225", 4),
    refused("twenty thousand stages", lambda: HEAD + "pipelines:\n  deals:\n    p:\n      label: P\n      stages:\n" + "".join(f"        S{n}: 1\n" for n in range(20_000)), "RV116", 7),
    refused("eight thousand stages of one label", lambda: HEAD + "pipelines:\n  deals:\n    p:\n      label: P\n      stages:\n" + "".join(f"        s{n}: {{label: S, probability: 0.5}}\n" for n in range(8_000)), "RV245", 0),
    refused("fourteen thousand steps of one id", lambda: HEAD + "workflows:\n  w:\n    object: contacts\n    name: W\n    enrol: {manual: true}\n    steps:\n" + "- {id: a, delay: {days: 1}}\n".join(["    "] * 14_000).rstrip(" ") + "", "RV291", 9),
    refused("twelve thousand lifecycle stages", lambda: HEAD + "lifecycle:\n" + "".join(f"  s{n}: {{create: true, after: s{n + 1}, label: S{n}}}\n" for n in range(12_000)), "RV118", 3),
    Case("three hundred files", {f"blueprints/{n}.yaml": "revops: 1\n" for n in range(300)}, None),
    Case("three hundred faulty files", {f"blueprints/{n:04}.yaml": "revops: 1\nx: 1\n" for n in range(300)}, ("RV115", "blueprints/0299.yaml", 2, 1)),
    Case("a folder in a folder in a folder", {f"blueprints/{'d/' * 100}a.yaml": PLAIN}, None, reads=SAME),
    Case("a file with a long name", {f"blueprints/{'n' * 240}.yaml": PLAIN}, None, reads=SAME),
]  # fmt: skip

REGEX = [
    refused("a pattern that never ends", f"{HEAD}workflows:\n  w: {{object: contacts, name: W, enrol: {{manual: true}}, steps: [{{id: '{'a' * 50_000}!', delay: {{days: 1}}}}]}}\n", "RV118", 3),
    read("a link of many braces", lambda: f"{HEAD}checklist:\n  a: {{title: T, link: '/{'{' * 50_000}'}}\n", {}),
    refused("a link of scripts", f"{HEAD}checklist:\n  a: {{title: T, link: 'javascript:alert(1)'}}\n", "RV261", 3),
    refused("a link to a file", f"{HEAD}checklist:\n  a: {{title: T, link: 'file:///etc/passwd'}}\n", "RV261", 3),
    refused("a stage with a line end in its key", HEAD + 'pipelines:\n  deals:\n    p:\n      label: P\n      stages: {"a\\n": {label: A, probability: 1}}\n', "RV241", 6),
    refused("a lifecycle stage with a line end", HEAD + 'lifecycle:\n  "a\\n": {create: true, after: customer, label: A}\n', "RV119", 3),
    refused("an object with a line end", HEAD + 'workflows:\n  w: {object: "2-1\\n", name: W, enrol: {manual: true}, steps: [{id: a, delay: {days: 1}}]}\n', "RV118", 3),
    refused("an object that is a path", HEAD + 'workflows:\n  w: {object: "../../x", name: W, enrol: {manual: true}, steps: [{id: a, delay: {days: 1}}]}\n', "RV118", 3),
    refused("a delay of a googol", HEAD + "workflows:\n  w: {object: contacts, name: W, enrol: {manual: true}, steps: [{id: a, delay: {days: 1e100}}]}\n", "RV116", 3),
    refused("a delay of 19 digits", HEAD + "workflows:\n  w: {object: contacts, name: W, enrol: {manual: true}, steps: [{id: a, delay: {days: 9999999999999999999}}]}\n", "RV116", 3),
    refused("a probability of 1e308", HEAD + "pipelines:\n  deals:\n    p: {label: P, stages: {a: {label: A, probability: 1e308}}}\n", "RV243", 4),
    refused("a probability below nothing", HEAD + "pipelines:\n  deals:\n    p: {label: P, stages: {a: {label: A, probability: -1e-300}}}\n", "RV243", 4),
    refused("days of eighteen digits", conditions("a: {property: contacts.createdate, updated_in_days: 999999999999999999}"), "RV205", 6),
    refused("thresholds that are huge", HEAD + "scores:\n  s: {object: contacts, name: S, category: FIT, max: 1e308, groups: {g: {rules: {r: {event: form_submitted, add: 1e308}}}}}\n", "RV116", 3),
]  # fmt: skip

CASES = [*CONDITIONS, *FORMULAS, *VARIABLES, *SIZES, *REGEX]
