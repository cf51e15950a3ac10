"""Encodings, byte order marks, line ends, control characters, and letters that look like others."""

from __future__ import annotations

from hostile_case import HEAD, MAIN, Case, read, refused

FIELDS = "type: string, fieldType: text, groupName: contactinformation"
TIER = "property.contacts.tier"


def tier(label, *, name="tier", scope="contacts"):
    """One property, whose label stands at the end of line 4."""
    return f"{HEAD}properties:\n  {scope}:\n    {name}: {{{FIELDS}, label: {label}}}\n"


PLAIN = tier("Tier")
SAME = {TIER: {"label": "Tier"}}
AT = len(tier("").splitlines()[3])
"""The column where the label stands."""


def labelled(name, written, value):
    """A label that is read right."""
    return read(name, tier(written), {TIER: {"label": value}})


ENCODINGS = [
    refused("utf-16 with its mark", PLAIN.encode("utf-16"), "RV101", 1, 1, says="UTF-16"),
    refused("utf-16 big end first", b"\xfe\xff" + PLAIN.encode("utf-16-be"), "RV101", 1, 1, says="UTF-16"),
    refused("utf-16 without a mark", PLAIN.encode("utf-16-le"), "RV102", 1, 2, says="U+0000"),
    refused("utf-16 big end first without a mark", PLAIN.encode("utf-16-be"), "RV102", 1, 1),
    refused("utf-32 with its mark", PLAIN.encode("utf-32"), "RV101", 1, 1, says="UTF-32"),
    refused("utf-32 big end first", b"\x00\x00\xfe\xff" + PLAIN.encode("utf-32-be"), "RV101", 1, 3),
    refused("utf-7", b"+AHI-evops: 1\n", "RV114", 1, 1),
    refused("Shift_JIS", tier("商談").encode("cp932"), "RV101", 4, AT, says="Shift_JIS"),
    refused("EUC-JP", tier("商談").encode("euc-jp"), "RV101", 4, AT),
    refused("ISO-2022-JP", tier("商談").encode("iso-2022-jp"), "RV102", 4, AT, says="U+001B"),
    refused("Latin-1", tier("Größe").encode("latin-1"), "RV101", 4, AT + 2, says="0xF6"),
    refused(
        "Windows-1252 quotes", tier("a").replace("label: a", "label: “a”").encode("cp1252"), "RV101", 4, AT
    ),
    refused("GB18030", tier("商机").encode("gb18030"), "RV101", 4, AT),
    refused("an overlong slash", PLAIN.encode().replace(b"Tier", b"\xc0\xaf"), "RV101", 4, AT, says="0xC0"),
    refused("a torn last character", tier("商").encode()[:-4], "RV101", 4, AT),
    refused("a lone continuation", b"\x80" + PLAIN.encode(), "RV101", 1, 1),
    refused("a lone high surrogate as bytes", tier("\ud83d"), "RV101", 4, AT, says="0xED"),
    refused("a lone low surrogate as bytes", tier("\ude00"), "RV101", 4, AT),
    refused("a pair of surrogates as bytes", tier("\ud83d\ude00"), "RV101", 4, AT),
    refused(
        "beyond the last character", PLAIN.encode().replace(b"Tier", b"\xf4\x90\x80\x80"), "RV101", 4, AT
    ),
    refused("byte 0xFF", b"\xff" + PLAIN.encode(), "RV101", 1, 1),
    refused("gzip", b"\x1f\x8b\x08\x00" + PLAIN.encode(), "RV101", 1, 2),
    refused("a PNG", b"\x89PNG\r\n\x1a\n" + bytes(64), "RV101", 1, 1),
    refused("an Excel file", b"PK\x03\x04" + bytes(64), "RV102", 1, 3),
]

MARKS = [
    read("a byte order mark", "\ufeff" + PLAIN, SAME),
    refused("two byte order marks", "\ufeff\ufeff" + PLAIN, "RV102", 1, 1, says="U+FEFF"),
    refused("a byte order mark in the middle", tier("Ti\ufeffer"), "RV102", 4, AT + 2, says="U+FEFF"),
    refused("a byte order mark before a key", HEAD + "\ufeffproperties: {}\n", "RV102", 2, 1),
    read("a byte order mark spelled out", tier(r'"Ti\uFEFFer"'), {TIER: {"label": "Ti\ufeffer"}}),
    refused("nothing but a byte order mark", "\ufeff", "RV114", 1, 1),
    refused("a non-character", tier("\uffff"), "RV102", 4, AT, says="U+FFFF"),
    refused("the reversed byte order mark", tier("\ufffe"), "RV102", 4, AT),
]

LINE_ENDS = [
    read("CRLF", PLAIN.replace("\n", "\r\n"), SAME),
    read("CR alone", PLAIN.replace("\n", "\r"), SAME),
    read("mixed line ends", PLAIN.replace("\n", "\r\n", 1), SAME),
    refused("a fault after CRLF lines", (PLAIN + "x: 1\n").replace("\n", "\r\n"), "RV115", 5, 1),
    refused("a fault after CR lines", (PLAIN + "x: 1\n").replace("\n", "\r"), "RV115", 5, 1),
    refused("NEL as a line end", PLAIN.replace("\n", "\x85"), "RV102", 1, 10, says="U+0085"),
    refused("LS as a line end", PLAIN.replace("\n", "\u2028"), "RV102", 1, 10, says="U+2028"),
    refused("PS in a label", tier("a\u2029b"), "RV102", 4, AT + 1, says="U+2029"),
    refused("vertical tab", tier("a\x0bb"), "RV102", 4, AT + 1),
    refused("form feed", HEAD + "\x0cproperties: {}\n", "RV102", 2, 1),
    labelled("line ends spelled out", r'"a\N\L\Pb"', "a\x85\u2028\u2029b"),
    read("no line end at the end", PLAIN.rstrip("\n"), SAME),
    read("a hundred empty lines", "\n" * 100 + PLAIN, SAME),
]

TABS = [
    refused("tabs as indentation", HEAD + "properties:\n\tcontacts: {}\n", "RV104", 3, 1, says="tabs"),
    refused("a tab before a key", HEAD + "\tproperties: {}\n", "RV104", 2, 1),
    refused("tabs below spaces", HEAD + "properties:\n  contacts:\n\t\ttier: {}\n", "RV104", 4, 1),
    read("a tab after a colon", PLAIN.replace("revops: 1", "revops:\t1"), SAME),
    read("a tab before a comment", PLAIN.replace("revops: 1", "revops: 1\t# one"), SAME),
    labelled("a tab in quotes", '"a\\tb"', "a\tb"),
]

CONTROLS = [
    refused("NUL", tier("a\x00b"), "RV102", 4, AT + 1, says="U+0000"),
    refused("NUL at the start", "\x00" + PLAIN, "RV102", 1, 1),
    refused("NUL at the end", PLAIN + "\x00", "RV102", 5, 1),
    refused("nothing but NUL", "\x00" * 100, "RV102", 1, 1),
    refused("escape", tier("\x1b[31mred"), "RV102", 4, AT, says="U+001B"),
    refused("bell", tier("a\x07"), "RV102", 4, AT + 1),
    refused("backspace", tier("safe\x08\x08\x08\x08evil"), "RV102", 4, AT + 4),
    refused("delete", tier("a\x7f"), "RV102", 4, AT + 1),
    refused("the C1 escape", tier("\x9b31m"), "RV102", 4, AT, says="U+009B"),
    refused("an operating system command", tier("\x9d0;title\x9c"), "RV102", 4, AT),
    labelled("NUL spelled out", r'"a\0b"', "a\0b"),
    labelled("escape spelled out", r'"\e[31mred"', "\x1b[31mred"),
    labelled("the C1 escape spelled out", r'"\x9b31m"', "\x9b31m"),
    refused("half a character spelled out", tier(r'"\ud83d"'), "RV104", 4),
    refused("both halves spelled out", tier(r'"\ud83d\ude00"'), "RV104", 4),
    refused("a character that is none spelled out", tier(r'"\U00110000"'), "RV104", 4),
    refused("an unknown escape", tier(r'"\q"'), "RV104", 4),
    refused("half an escape", tier(r'"\x4"'), "RV104", 4),
]

LABELS = [
    labelled("HTML in a label", "'<script>alert(1)</script>'", "<script>alert(1)</script>"),
    labelled("markup of rich", "'[bold red]x[/] [link=file:///etc]y'", "[bold red]x[/] [link=file:///etc]y"),
    labelled("Markdown", "'`x` | [a](javascript:0) <!-- -->'", "`x` | [a](javascript:0) <!-- -->"),
    labelled("format characters", "'%s %n {0} {label!r} ${HOME}'", "%s %n {0} {label!r} ${HOME}"),
    labelled("a right-to-left override", "a\u202etxt.exe", "a\u202etxt.exe"),
    labelled("bidi isolates", "\u2066a\u2069\u2067b\u2069", "\u2066a\u2069\u2067b\u2069"),
    labelled("zero-width joiners", "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    labelled("nothing but a zero-width space", "\u200b", "\u200b"),
    labelled("a soft hyphen", "lead\u00adsource", "lead\u00adsource"),
    refused("combining marks without end", tier("e" + "\u0301" * 1000), "RV227", 4, AT, says="1001"),
    refused("nothing but wide blanks", tier("'\u00a0\u3000'"), "RV227", 4, AT),
    labelled("wide blanks inside", "a\u00a0\u3000b", "a\u00a0\u3000b"),
    labelled("Hebrew and Arabic", "שלום عليكم", "שלום عليكم"),
    labelled("beyond the first plane", "𠮷野家 𓀀", "𠮷野家 𓀀"),
    labelled("private use", "\ue000", "\ue000"),
    labelled("tag characters", "a\U000e0041\U000e007f", "a\U000e0041\U000e007f"),
    refused("an empty label", tier("''"), "RV227", 4, AT),
]

LOOK_ALIKES = [
    refused(
        "a Cyrillic letter in a section",
        PLAIN.replace("properties", "prоperties"),
        "RV115",
        2,
        1,
        says="U+043E",
    ),
    refused("a Cyrillic letter in an object", tier("a", scope="cоntacts"), "RV119", 3, 3, says="U+043E"),
    refused("a Cyrillic letter in a field", PLAIN.replace("label", "lаbel"), "RV115", 4, 0, says="U+0430"),
    refused("a Cyrillic letter in a name", tier("a", name="tiеr"), "RV119", 4, 5, says="U+0435"),
    refused("a Greek letter in a name", tier("a", name="tieρ"), "RV119", 4, 5, says="U+03C1"),
    refused(
        "a Cyrillic letter in a value", PLAIN.replace("string", "ѕtring"), "RV118", 4, 0, says="'string'"
    ),
    refused("full-width digits in a name", tier("a", name="tier１"), "RV119", 4, 5, says="tier1"),
    refused("full-width letters", tier("a", name="ｔｉｅｒ"), "RV119", 4, 5, says="tier"),
    refused("a ligature in a name", tier("a", name="proﬁle"), "RV119", 4, 5, says="profile"),
    refused("a zero-width joiner in a name", tier("a", name="ti\u200der"), "RV119", 4, 5, says="U+200D"),
    refused("a zero-width space in a name", tier("a", name="ti\u200ber"), "RV119", 4, 5, says="U+200B"),
    refused("a soft hyphen in a name", tier("a", name="ti\u00ader"), "RV119", 4, 5, says="U+00AD"),
    refused("an override in a name", tier("a", name="a\u202eb"), "RV119", 4, 5, says="U+202E"),
    refused("a name that begins with a mark", tier("a", name="\u0301x"), "RV119", 4, 5),
    refused("a decomposed name", tier("a", name="cafe\u0301"), "RV119", 4, 5),
    refused("an emoji name", tier("a", name="tier😀"), "RV221", 4),
    refused("full-width colon", "revops：1\n", "RV111", 1, 1),
    refused("full-width brace", PLAIN.replace("}", "｝"), "RV104", 5),
    refused("a format in full-width digits", PLAIN.replace("revops: 1", "revops: １"), "RV114", 1, 9),
    refused("a format in Arabic digits", PLAIN.replace("revops: 1", "revops: ١"), "RV114", 1, 9),
    refused(
        "a no-break space as indentation", PLAIN.replace("  contacts", "\u00a0\u00a0contacts"), "RV115", 3, 1
    ),
    refused("an ideographic space as indentation", PLAIN.replace("  contacts", "　contacts"), "RV115", 3, 1),
    refused("curly quotes", PLAIN.replace("string", "“string”"), "RV118", 4),
]

CASES = [*ENCODINGS, *MARKS, *LINE_ENDS, *TABS, *CONTROLS, *LABELS, *LOOK_ALIKES]

CASES += [
    Case(f"a file that is called {name!r}", {MAIN: PLAIN, f"blueprints/{name}": "x: 1\n"}, place)
    for name, place in [
        ("a\x1b[31m.yaml", ("RV114", "blueprints/a\x1b[31m.yaml", 1, 1)),
        ("a\u202elmay.yaml", ("RV114", "blueprints/a\u202elmay.yaml", 1, 1)),
        ("a\nb.yaml", ("RV114", "blueprints/a\nb.yaml", 1, 1)),
        ("日本.yaml", ("RV114", "blueprints/日本.yaml", 1, 1)),
        ("a b'\"$(x).yaml", ("RV114", "blueprints/a b'\"$(x).yaml", 1, 1)),
        ("[red].yaml", ("RV114", "blueprints/[red].yaml", 1, 1)),
        ("NUL.yaml", ("RV114", "blueprints/NUL.yaml", 1, 1)),
        ("x.yaml.", None),
        ("x.YAML", ("RV114", "blueprints/x.YAML", 1, 1)),
    ]
]
