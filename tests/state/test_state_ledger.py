"""The ledger's file."""

from __future__ import annotations

import json
import os
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from revops.model.address import Address
from revops.model.finding import Refused
from revops.model.json import Json
from revops.model.ledger import Entry, Ledger
from revops.state.ledger import CODES, LedgerFile, ledger_path
from revops.state.text import dumps

PORTAL = 12345
ADDRESS = Address("property", "contacts", "tier")

names = st.text(string.ascii_lowercase + string.digits + "_-顧客", min_size=1, max_size=12)
values: st.SearchStrategy[Json] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
units = st.dictionaries(st.text(), values, max_size=4)
entries = st.builds(
    Entry,
    id=st.text(max_size=8),
    units=units,
    keys=st.dictionaries(st.text(), st.text(), max_size=3),
    created=st.booleans(),
    maybe=st.booleans(),
    unkept=units,
    ticked=st.text(max_size=8),
)
addresses = st.builds(
    Address, st.sampled_from(["property", "group", "workflow", "lifecycle_stage"]), names | st.just(""), names
)
ledgers = st.builds(Ledger, st.just(PORTAL), st.dictionaries(addresses, entries, max_size=4))


@pytest.fixture
def file(tmp_path: Path) -> LedgerFile:
    return LedgerFile(ledger_path(tmp_path, PORTAL), PORTAL)


def write(file: LedgerFile, content: str | bytes) -> None:
    file.path.parent.mkdir(parents=True, exist_ok=True)
    file.path.write_bytes(content if isinstance(content, bytes) else content.encode())


def refused(file: LedgerFile) -> Refused:
    with pytest.raises(Refused) as caught:
        file.load()
    return caught.value


def document(**changes: Json) -> str:
    return json.dumps({"format_version": 1, "portal": PORTAL, "entries": {}, **changes})


def test_path() -> None:
    """One file per portal, in the folder that a repository keeps (design.md, section 4)."""
    assert ledger_path(Path("project"), 7) == Path("project/.revops/ledger/7.json")


def test_no_file_is_an_empty_ledger(file: LedgerFile) -> None:
    """The first run starts from nothing."""
    assert not file.exists()
    assert file.load() == Ledger(PORTAL)

    file.save(Ledger(PORTAL))

    assert file.exists()


@settings(max_examples=60, deadline=None)
@given(ledger=ledgers)
def test_round_trip(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What was saved is loaded, exactly, and saved again to the same bytes."""
    file = LedgerFile(tmp_path_factory.mktemp("ledger") / "1.json", PORTAL)

    file.save(ledger)
    loaded = file.load()

    assert loaded == ledger
    assert dumps(loaded).encode() == file.path.read_bytes()


def test_integers_stay_integers(file: LedgerFile) -> None:
    """1, 1.0 and true are three values."""
    file.save(Ledger(PORTAL, {ADDRESS: Entry(units={"a": 1, "b": 1.0, "c": True})}))

    loaded = file.load().entries[ADDRESS].units

    assert [type(value) for value in loaded.values()] == [int, float, bool]


def test_the_text_is_canonical() -> None:
    """Sorted, indented by one, text as it is, defaults left out, a newline at the end."""
    b, a = Address("property", "contacts", "b"), Address("group", "deals", "a")
    ledger = Ledger(
        7, {b: Entry(id="b", units={"z": "顧客", "a": None}, created=True), a: Entry(keys={"x": "1"})}
    )

    assert dumps(ledger) == (
        "{\n"
        ' "entries": {\n'
        '  "group.deals.a": {\n'
        '   "keys": {\n'
        '    "x": "1"\n'
        "   }\n"
        "  },\n"
        '  "property.contacts.b": {\n'
        '   "created": true,\n'
        '   "id": "b",\n'
        '   "units": {\n'
        '    "a": null,\n'
        '    "z": "顧客"\n'
        "   }\n"
        "  }\n"
        " },\n"
        ' "format_version": 1,\n'
        ' "portal": 7\n'
        "}\n"
    )


def test_the_order_of_entries_does_not_show() -> None:
    """Two runs that did the same write the same file."""
    one, two = Address("group", "deals", "a"), Address("group", "deals", "b")

    assert dumps(Ledger(1, {one: Entry(), two: Entry()})) == dumps(Ledger(1, {two: Entry(), one: Entry()}))


def test_saving_leaves_nothing_else_behind(file: LedgerFile) -> None:
    """The temporary file is gone, the ledger is readable for the group as other files are."""
    file.save(Ledger(PORTAL))
    file.save(Ledger(PORTAL, {ADDRESS: Entry(id="1")}))

    assert [path.name for path in file.path.parent.iterdir()] == [f"{PORTAL}.json"]
    assert file.path.stat().st_mode & 0o777 == 0o644


def test_a_crash_while_saving_keeps_the_old_ledger(file: LedgerFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a ledger is never there."""
    file.save(Ledger(PORTAL, {ADDRESS: Entry(id="old")}))

    def crash(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", crash)
    with pytest.raises(KeyboardInterrupt):
        file.save(Ledger(PORTAL, {ADDRESS: Entry(id="new")}))
    monkeypatch.undo()

    assert file.load().entries[ADDRESS].id == "old"
    assert len(list(file.path.parent.iterdir())) == 1


def test_saving_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A file where the folder should be: refused with the file's name, no traceback."""
    (tmp_path / ".revops").write_text("in the way")
    file = LedgerFile(ledger_path(tmp_path, PORTAL), PORTAL)

    with pytest.raises(Refused) as caught:
        file.save(Ledger(PORTAL))

    assert caught.value.findings[0].code == "RV601"


@pytest.mark.parametrize("value", [float("inf"), float("nan"), "half of one \ud83d"])
def test_a_value_that_no_file_holds_is_refused(file: LedgerFile, value: object) -> None:
    """Such a value of the portal stops the run with a finding, and the old ledger stays."""
    file.save(Ledger(PORTAL, {ADDRESS: Entry("old")}))

    with pytest.raises(Refused) as caught:
        file.save(Ledger(PORTAL, {ADDRESS: Entry("new", {"max": value})}))

    assert caught.value.findings[0].code == "RV601"
    assert file.load().entries[ADDRESS].id == "old"


def test_a_folder_in_place_of_the_file(file: LedgerFile) -> None:
    """What cannot be read is refused, not taken for an empty ledger."""
    file.path.mkdir(parents=True)

    assert refused(file).findings[0].code == "RV601"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1,]",
        "nonsense",
        b"\xff\xfe",
        '{"portal": NaN}',
        '{"portal": 1, "portal": 2}',
        "[" * 100_000,
        '{"portal": ' + "9" * 5000 + "}",
    ],
)
def test_no_json(file: LedgerFile, text: str | bytes) -> None:
    """Refused with file and way out; a damaged ledger is never taken for an empty one."""
    write(file, text)

    refusal = refused(file)

    finding = refusal.findings[0]
    assert (finding.code, refusal.exit_code) == ("RV602", 4)
    assert finding.origin.file == str(file.path)
    assert "restore" in finding.hint


def test_a_syntax_error_has_its_line(file: LedgerFile) -> None:
    """The line is where to look."""
    write(file, '{\n "portal": 1,\n oops\n}')

    assert refused(file).findings[0].origin.line == 3


def test_a_merge_conflict_is_called_by_its_name(file: LedgerFile) -> None:
    """The commonest damage of a file that a team keeps in git."""
    write(file, "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n")

    assert "merge conflict" in refused(file).findings[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        "5",
        "{}",
        document(entries=[]),
        document(portal="12345"),
        document(portal=None),
        document(portal=True),
        document(format_version="1"),
        document(format_version=0),
        document(format_version=None),
        document(more=1),
        document(entries={"property.contacts.tier": []}),
        document(entries={"property.contacts.tier": {"id": 5}}),
        document(entries={"property.contacts.tier": {"units": []}}),
        document(entries={"property.contacts.tier": {"keys": {"a": 1}}}),
        document(entries={"property.contacts.tier": {"created": "yes"}}),
        document(entries={"property.contacts.tier": {"created": 1}}),
        document(entries={"property.contacts.tier": {"deleted": True}}),
        document(entries={"tier": {}}),
        document(entries={"": {}}),
        document(entries={"a.b.c.d": {}}),
    ],
)
def test_wrong_shapes(file: LedgerFile, text: str) -> None:
    """Nothing of another shape is guessed at; `created` is the proof that a delete needs (rule 3)."""
    write(file, text)

    refusal = refused(file)

    assert {finding.code for finding in refusal.findings} == {"RV603"}
    assert refusal.exit_code == 4


def test_all_faults_at_once_with_their_place(file: LedgerFile) -> None:
    """Every damaged entry is named."""
    write(file, document(entries={"group.deals.a": {"id": 1}, "group.deals.b": {"keys": 2}}))

    summaries = [finding.summary for finding in refused(file).findings]

    assert len(summaries) == 2
    assert "group.deals.a > id" in summaries[0]
    assert "group.deals.b > keys" in summaries[1]


def test_a_newer_format(file: LedgerFile) -> None:
    """A ledger of a newer revops is not half understood."""
    write(file, document(format_version=2, news=True))

    finding = refused(file).findings[0]

    assert finding.code == "RV604"
    assert "update revops" in finding.hint


def test_another_portal_s_ledger(file: LedgerFile) -> None:
    """A copied ledger would prove deletes that are not ours."""
    write(file, document(portal=999))

    refusal = refused(file)

    assert (refusal.findings[0].code, refusal.exit_code) == ("RV605", 4)
    assert "999" in refusal.findings[0].summary


def test_saving_another_portal_s_ledger(file: LedgerFile) -> None:
    """The same in the other direction."""
    with pytest.raises(Refused):
        file.save(Ledger(1))

    assert not file.path.exists()


def test_every_code_has_a_meaning() -> None:
    """Five codes."""
    assert sorted(CODES) == ["RV601", "RV602", "RV603", "RV604", "RV605"]
