"""Ledgers and saved plans that somebody damaged: refused with file and way out, or read for what they are."""

from __future__ import annotations

import json
import os

import pytest
from hostile_case import HEAD, MAIN

from revops.emulator import DEFAULT_PORTAL_ID
from revops.model.finding import Refused
from revops.state.ledger import LedgerFile

BLUEPRINT = f"""{HEAD}groups:
  contacts: {{lead_management: {{label: Lead management}}}}
properties:
  contacts:
    lead_source: {{label: Lead source, type: enumeration, fieldType: select, groupName: lead_management,
                   options: {{website: Website, ads: Ads}}}}
pipelines:
  deals:
    renewal:
      label: Renewal
      stages:
        due: {{label: Due, probability: 0.6}}
        won: {{label: Won, probability: 1}}
        lost: {{label: Lost, probability: 0}}
"""
GROUP = "group.contacts.lead_management"


@pytest.fixture(scope="module")
def project(worker, tmp_path_factory):
    """A project that was applied, whose ledger is damaged again and again."""
    folder = tmp_path_factory.mktemp("state") / "project"
    (folder / "blueprints").mkdir(parents=True)
    (folder / MAIN).write_text(BLUEPRINT)
    assert worker(folder, ("apply", "--yes"), text=False).json["code"] == 0
    assert worker(folder, ("plan", "--exit-code"), text=False).json["code"] == 0
    return folder


@pytest.fixture(scope="module")
def ledger_text(project):
    return ledger_of(project).read_text()


def ledger_of(folder):
    (found,) = (folder / ".revops/ledger").iterdir()
    return found


def damaged(text, change):
    """The ledger with a change to its document."""
    document = json.loads(text)
    change(document)
    return json.dumps(document)


def entry(**members):
    return lambda document: document["entries"][GROUP].update(members)


def member(**members):
    return lambda document: document.update(members)


def renamed(address):
    return lambda document: document["entries"].update({address: document["entries"].pop(GROUP)})


TEXTS = {
    "nothing": "",
    "blanks": " \n ",
    "NUL": "\0" * 100,
    "a byte order mark": "\ufeff{}",
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "Shift_JIS": '{"a": "商談"}'.encode("cp932"),
    "HTML": "<html></html>",
    "YAML": "format_version: 1\n",
    "a Python dict": "{'format_version': 1}",
    "a comma too many": '{"format_version": 1,}',
    "a comment": '// x\n{"format_version": 1}',
    "two documents": "{}{}",
    "lines of JSON": "{}\n{}\n",
    "a merge conflict": "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n",
    "NaN": '{"portal": NaN}',
    "minus infinity": '{"portal": -Infinity}',
    "1e400": '{"portal": 1e400}',
    "a number of 5,000 digits": '{"portal": ' + "9" * 5_000 + "}",
    "a number of 100 MB": lambda: b'{"portal": ' + b"9" * 100_000_000 + b"}",
    "a number of 20 MB": lambda: b'{"portal": ' + b"9" * 20_000_000 + b"}",
    "a hundred thousand brackets": "[" * 100_000,
    "a hundred thousand maps": '{"a":' * 100_000,
    "five million values": lambda: b"[" + b"[]," * 5_000_000 + b"[]]",
    "ten million commas": lambda: b"[" + b"0," * 10_000_000 + b"0]",
    "a key twice": '{"portal": 1, "portal": 2}',
    "half a character": '{"format_version": 1, "portal": 1, "entries": {}, "x": "\\ud800"}',
    "half a character deep inside": '{"entries": [[["\\udc00"]]]}',
}
SHAPES = {
    "no version": member(format_version=None),
    "a version that is text": member(format_version="1"),
    "a version of nothing": member(format_version=0),
    "a version below nothing": member(format_version=-1),
    "a version that is true": member(format_version=True),
    "a portal that is text": member(portal="1"),
    "a portal that is a fraction": member(portal=1.5),
    "a portal that is true": member(portal=True),
    "no portal": member(portal=None),
    "entries that are a list": member(entries=[]),
    "entries that are nothing": member(entries=None),
    "a member that is not known": member(hello=1),
    "an entry that is a list": lambda document: document["entries"].update({GROUP: []}),
    "an entry that is nothing": lambda document: document["entries"].update({GROUP: None}),
    "an entry with a member that is not known": entry(hello=1),
    "an address with an escape": renamed("group.contacts.\x1b[31m"),
    "an address with an override": renamed("group.contacts.a\u202eb"),
    "an address with a line end": renamed("group.contacts.a\n"),
    "an address that is a path": renamed("../../etc/passwd"),
    "an address that is nothing": renamed(""),
    "an address of 100,000 letters and a dot": renamed("x" * 100_000),
}
SHAPES |= {
    f"an entry whose {name} is {value!r}": entry(**{name: value})
    for name, values in {
        "id": [None, 5, 1.5, True, [], {}],
        "units": [None, 5, "x", True, [], [[]]],
        "keys": [None, 5, "x", [], {"a": 1}, {"a": None}, {"a": {}}],
        "created": [None, 1, 0, "true", [], {}],
        "maybe": [None, 1, "false", []],
        "unkept": [None, 5, "x", []],
        "ticked": [None, 5, True, []],
    }.items()
    for value in values
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_ledger_that_is_no_json(name, worker, project, ledger_text):
    """Exit code 4, the file, a way out; it is never taken for an empty one."""
    given = TEXTS[name]
    content = given() if callable(given) else given
    ledger_of(project).write_bytes(content if isinstance(content, bytes) else content.encode())
    refused(worker(project, ("plan",), text=False), "RV602", ledger_of(project))


@pytest.mark.parametrize("name", SHAPES)
def test_a_ledger_of_another_shape(name, ledger_text, tmp_path):
    """The same for JSON that the tool does not write."""
    refused_file(tmp_path, damaged(ledger_text, SHAPES[name]), "RV603")


@pytest.mark.parametrize("part", range(1, 20))
def test_a_torn_ledger(part, ledger_text, tmp_path):
    """Cut anywhere."""
    refused_file(tmp_path, ledger_text[: len(ledger_text) * part // 20], "RV602")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (member(format_version=2), "RV604"),
        (member(format_version=10**30), "RV604"),
        (member(portal=7), "RV605"),
    ],
)
def test_a_ledger_of_somebody_else(change, code, ledger_text, tmp_path):
    """A newer version's, another portal's."""
    refused_file(tmp_path, damaged(ledger_text, change), code)


def refused_file(folder, text, code):
    """Without the command line around it, which says the same for all."""
    path = folder / "ledger.json"
    path.write_text(text)
    with pytest.raises(Refused) as caught:
        LedgerFile(path, DEFAULT_PORTAL_ID).load()
    assert caught.value.exit_code == 4
    assert {one.code for one in caught.value.findings} == {code}, caught.value.findings
    assert all(one.origin.file == str(path) and one.hint for one in caught.value.findings)
    assert all(len(one.summary) < 1_000 for one in caught.value.findings)


@pytest.mark.parametrize("what", ["a folder", "a FIFO", "zeros", "itself", "a terminal"])
def test_a_ledger_that_is_no_file(what, worker, project, ledger_text):
    """Nothing waits for it, nothing reads without end."""
    path = ledger_of(project)
    path.unlink()
    make = {
        "a folder": path.mkdir,
        "a FIFO": lambda: os.mkfifo(path),
        "zeros": lambda: path.symlink_to("/dev/zero"),
        "itself": lambda: path.symlink_to(path.name),
        "a terminal": lambda: path.symlink_to("/dev/tty"),
    }
    make[what]()
    try:
        refused(worker(project, ("plan",), text=False), "RV601", path)
    finally:
        path.rmdir() if what == "a folder" else path.unlink()
        path.write_text(ledger_text)


ODD = [
    None,
    5,
    -1.5,
    True,
    "x",
    "",
    [],
    {},
    [None],
    {"a": {"b": []}},
    [[["x"]]],
    "\x1b[31m",
    "\u202e",
    10**17,
]


@pytest.mark.parametrize("number", range(len(ODD)))
def test_a_ledger_whose_values_are_odd(number, worker, project, ledger_text):
    """Any JSON may be what was last applied: it differs from the portal, and nothing more."""

    def change(document):
        for one in document["entries"].values():
            one["units"] = dict.fromkeys(one["units"], ODD[number])

    ledger_of(project).write_text(damaged(ledger_text, change))
    ran = worker(project, ("plan",))
    plain(ran)
    assert ran.json["code"] == 0
    changes = json.loads(ran.json["out"])["changes"]
    assert {change["action"] for change in changes} <= {"none", "adopt", "hold", "update"}, changes


def refused(ran, code, path):
    plain(ran)
    assert (ran.json["code"], ran.text["code"]) == (4, 4), ran.json
    assert {one["code"] for one in ran.findings} == {code}, ran.findings
    assert all(one["file"].endswith(f"ledger/{path.name}") and one["hint"] for one in ran.findings)
    assert all(len(one["summary"]) < 1_000 for one in ran.findings)


def plain(ran):
    """No traceback, and nothing that steers a terminal."""
    told = ran.text["out"] + ran.text["err"] + ran.json["out"]
    assert "Traceback" not in told
    assert "--debug" not in told
    assert not {"\x1b", "\u202e", "\0"} & set(told)


PLANS = {
    "nothing": "",
    "NUL": "\0",
    "no UTF-8": b"\xff",
    "a list": "[]",
    "text": '"x"',
    "no version": "{}",
    "another version": '{"format_version": 99}',
    "a version that is true": '{"format_version": true, "digest": "x", "changes": []}',
    "no digest": '{"format_version": 1, "changes": []}',
    "a digest that is a number": '{"format_version": 1, "digest": 5, "changes": []}',
    "changes that are a map": '{"format_version": 1, "digest": "x", "changes": {}}',
    "a hundred thousand brackets": "[" * 100_000,
    "a number of 5,000 digits": '{"format_version": ' + "9" * 5_000 + "}",
    "five million values": lambda: b"[" + b"[]," * 5_000_000 + b"[]]",
    "sixty megabytes": lambda: b'"' + b"x" * 60_000_000 + b'"',
    "infinity": '{"format_version": Infinity}',
    "torn": '{"format_version": 1, "digest": "x", "chan',
}
STALE = {
    "no changes": [],
    "changes that are text": ["x"],
    "changes that are nothing": [None],
    "changes without members": [{}],
    "an address that is a list": [{"address": [["x"]]}],
    "an address with an escape": [{"address": "\x1b[31m", "phase": 5, "action": {}}],
    "an address of a million letters": [{"address": "x" * 1_000_000}],
    "half a character": [{"address": "\ud800"}],
    "consents that are odd": [],
}


@pytest.mark.parametrize("name", PLANS)
def test_a_saved_plan_that_is_none(name, worker, project, ledger_text):
    """RV450, exit code 4."""
    ledger_of(project).write_text(ledger_text)
    given = PLANS[name]
    content = given() if callable(given) else given
    (project / "plan.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    ran = worker(project, ("apply", "plan.json"), text=False)
    plain(ran)
    assert (ran.json["code"], [one["code"] for one in ran.findings]) == (4, ["RV450"])
    assert ran.findings[0]["hint"]


@pytest.mark.parametrize("name", STALE)
def test_a_saved_plan_that_is_another(name, worker, project, ledger_text):
    """RV451, exit code 4: nothing of it is carried out."""
    ledger_of(project).write_text(ledger_text)
    document = {
        "format_version": 1,
        "digest": "x",
        "changes": STALE[name],
        "consents": {"create": [5], "x": 1},
    }
    (project / "plan.json").write_text(json.dumps(document))
    ran = worker(project, ("apply", "plan.json"), text=False)
    plain(ran)
    assert (ran.json["code"], [one["code"] for one in ran.findings]) == (4, ["RV451"])
    assert len(ran.findings[0]["summary"]) < 1_000
