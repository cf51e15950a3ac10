"""The tables by their versions: what every step leaves, and that old state is brought along."""

from __future__ import annotations

import json
import sqlite3
from contextlib import ExitStack, closing, contextmanager

import pytest
from sqlalchemy import create_engine, text

from revops.model.address import Address
from revops.model.change import UnitChange
from revops.model.finding import Refused
from revops.model.history import PastChange, PastRun
from revops.model.json import MISSING
from revops.state import history
from revops.state.columns import COLUMNS
from revops.state.kept import Locking, keep_state
from revops.state.sqlite import FORMAT, SqliteDatabase
from revops.state.steps import STEPS
from revops.state.store import open_database

PORTAL = 4711
A = Address("property", "contacts", "a")
OLD_RUN = PastRun("run1", PORTAL, "t", "apply", "me", "0.1", plan="p", started=1.0, ended=2.0, exit_code=0)
OLD_CHANGE = PastChange(
    str(A), "define", "update", "done", (UnitChange("label", "Old", "New"),), "a1", created=True, raw={"n": 1}
)
RUN_ROW = ("run1", PORTAL, "t", "apply", "me", "0.1", "{}", 1.0, 2.0, "p", "", 0, "{}", "")
CHANGE_ROW = (
    *("run1", 0, str(A), "define", "update", "done"),
    *('[{"path": "label", "before": "Old", "after": "New"}]', "a1", 1, "{}", '{"n": 1}'),
)
"""Rows as the first format has them."""
B = "property.contacts.b"
SECOND = (
    "insert into changes (run, seq, address, phase, action, status, units, id, created, raw, was) "
    f"values ('run1', :seq, '{B}', 'define', 'create', :status, :units, :id, :created, :raw, 'old.b')"
)
"""A row as the second format has it."""


def file_of(folder, number):
    """The database of a project as it was when the format of this number was the newest."""
    path = folder / ".revops" / "state.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        for step in STEPS[:number]:
            connection.executescript(step)
        connection.execute(f"pragma user_version = {number}")
        connection.commit()
    return path


def first_format(folder):
    """A file of the first format with a run in it."""
    path = file_of(folder, 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"insert into runs values ({', '.join('?' * 14)})", RUN_ROW)
        connection.execute(f"insert into changes values ({', '.join('?' * 11)})", CHANGE_ROW)
    return path


@contextmanager
def upgraded(url, revision):
    """A connection to PostgreSQL with the tables as this one of Alembic's steps leaves them."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "revops.state:migrations")
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        yield connection
    engine.dispose()


def columns(database, names):
    """Table -> the columns that it really has."""
    return {
        table: {row[0] for row in database.read(names, {"name": table})}
        for table in COLUMNS
        if database.read(names, {"name": table})
    }


def test_sqlite_has_the_columns_that_are_said(tmp_path):
    """After all steps, in a new file; the ledger is a file of its own there."""
    with closing(SqliteDatabase(tmp_path / "state.db")) as database:
        database.write("delete from runs", {})
        found = columns(database, "select name from pragma_table_info(:name)")

    assert found == {table: {*names} for table, names in COLUMNS.items() if table != "entries"}


@pytest.mark.parametrize(("table", "column"), [("changes", "planned"), ("changes", "ended"), ("runs", "ci")])
@pytest.mark.parametrize("damage", [None, b"[]"])
def test_a_cell_that_is_no_text_is_refused(tmp_path, table, column, damage):
    """A file has no types: whatever stands there, it is told by its code."""
    with closing(open_database(tmp_path, "")) as database:
        history.begin(database, OLD_RUN, [OLD_CHANGE])
        database.write(f"update {table} set {column} = :damage", {"damage": damage})
        with pytest.raises(Refused) as refused:
            history.changes(database, history.run(database, PORTAL, "run1").id)

    assert refused.value.findings[0].code == "RV628"


def test_postgres_has_the_columns_that_are_said(postgres_url, tmp_path):
    """After all of Alembic's steps: the very same, and the ledger's."""
    with keep_state(tmp_path, postgres_url, PORTAL, Locking("apply")) as kept:
        names = (
            "select cast(column_name as text) from information_schema.columns "
            "where table_schema = 'public' and table_name = :name"
        )
        found = columns(kept.database, names)

    assert found == {table: {*names} for table, names in COLUMNS.items()}


def test_a_file_of_the_first_format_keeps_its_history(tmp_path):
    """Its runs and changes read as they were written; a new run goes in beside them."""
    path = first_format(tmp_path)
    tables = "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"

    with closing(SqliteDatabase(path)) as database:
        assert history.runs(database, PORTAL, 5) == [OLD_RUN]
        assert {name for (name,) in database.read(tables, {})} == COLUMNS.keys() - {"entries"}
        assert history.changes(database, "run1") == [OLD_CHANGE]
        history.begin(database, PastRun("run2", PORTAL, "t", "rollback", "me", "2", undoes="run1"))
        assert [one.undoes for one in history.runs(database, PORTAL, 5)] == ["run1", ""]
        assert database.read("pragma user_version", {}) == [(FORMAT,)]


@pytest.fixture
def second_format(state_url, tmp_path):
    """Makes a database of the second format with these changes of a run, and opens it."""
    with ExitStack() as closing_all:

        def make(*rows):
            values = [
                dict(zip(("seq", "status", "units", "id", "created", "raw"), row, strict=True))
                for row in rows
            ]
            if state_url:
                with upgraded(state_url, "0002") as connection:
                    connection.execute(text(SECOND), values)
            else:
                with closing(sqlite3.connect(file_of(tmp_path, 2))) as connection, connection:
                    connection.executemany(SECOND, values)
            return closing_all.enter_context(closing(open_database(tmp_path, state_url)))

        yield make


def test_what_the_second_format_has_keeps_what_became_of_each_change(second_format):
    """Of several, in their order: what was planned stays planned, and a side that is not there is no null."""
    units = '[{"path": "label", "after": "\\ud83d"}, {"path": "help", "before": null, "after": 1}]'
    numbers = '{"n": [true, 1.5, -0.0, 1e-7, 1180591620717411303424]}'

    planned, failed = history.changes(
        second_format((0, "planned", units, "b6", 0, "{}"), (1, "failed", "[]", "b7", 1, numbers)), "run1"
    )

    sides = (UnitChange("label", MISSING, "\ud83d"), UnitChange("help", None, 1))
    assert planned == PastChange(B, "define", "create", "planned", sides, "b6", was="old.b")
    assert planned.created is False
    assert failed == PastChange(
        B, "define", "create", "failed", (), "b7", created=True, raw=json.loads(numbers), was="old.b"
    )
    assert failed.created is True


@pytest.mark.parametrize(("units", "raw"), [("[{", "{}"), ("[]", "{")])
def test_what_is_damaged_in_the_second_format_stays_damaged(second_format, units, raw):
    """The rest is brought along all the same: other runs can be looked at, and a new one begins."""
    database = second_format((0, "done", units, "", 0, raw))

    history.begin(database, OLD_RUN)
    assert history.changes(database, "another") == []
    with pytest.raises(Refused) as refused:
        history.changes(database, "run1")

    assert refused.value.findings[0].code == "RV628"


def test_postgres_of_the_first_format_keeps_its_history(postgres_url, tmp_path):
    """The same, by Alembic's steps."""
    with upgraded(postgres_url, "0001") as connection:
        names = "id, portal, target, command, who, version, ci, started, ended, plan, blueprint, exit_code"
        told = [f":v{place}" for place in range(14)]
        values = {f"v{place}": value for place, value in enumerate(RUN_ROW)}
        connection.execute(
            text(f"insert into runs ({names}, counts, told) values ({', '.join(told)})"), values
        )
        names = "run, seq, address, phase, action, status, units, id, created, overwritten, raw"
        values = {f"v{place}": value for place, value in enumerate(CHANGE_ROW)}
        connection.execute(text(f"insert into changes ({names}) values ({', '.join(told[:11])})"), values)

    with closing(open_database(tmp_path, postgres_url)) as database:
        assert history.runs(database, PORTAL, 5) == [OLD_RUN]
        assert history.changes(database, "run1") == [OLD_CHANGE]
        tables = "select cast(tablename as text) from pg_tables where schemaname = 'public'"
        assert {name for (name,) in database.read(tables, {})} == COLUMNS.keys() | {"alembic_version"}


def test_a_step_that_fails_leaves_the_old_format(tmp_path, monkeypatch):
    """All of the steps or none of them: the file is as it was, and the next start tries again."""
    from revops.state import sqlite

    path = first_format(tmp_path)
    monkeypatch.setattr(sqlite, "STEPS", (*STEPS, "create table runs (id text)"))
    with closing(SqliteDatabase(path)) as database, pytest.raises(Refused):
        history.runs(database, PORTAL, 5)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (1,)
    monkeypatch.undo()

    with closing(SqliteDatabase(path)) as database:
        assert history.runs(database, PORTAL, 5) == [OLD_RUN]
