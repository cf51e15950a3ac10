"""The tables by their versions: what every step leaves, and that old state is brought along."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

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
SECOND = f"insert into changes values ('run1', ?, '{B}', 'define', 'create', ?, ?, ?, 0, ?, 'old.b')"
"""A row as the second format has it: number, status, units, id, body."""


def file_of(path, number):
    """A database as it was when the format of this number was the newest, with a run in it."""
    with closing(sqlite3.connect(path)) as connection:
        for step in STEPS[:number]:
            connection.executescript(step)
        connection.execute(f"pragma user_version = {number}")
        if number == 1:
            connection.execute(f"insert into runs values ({', '.join('?' * 14)})", RUN_ROW)
            connection.execute(f"insert into changes values ({', '.join('?' * 11)})", CHANGE_ROW)
        connection.commit()


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
    path = tmp_path / "state.db"
    file_of(path, 1)

    with closing(SqliteDatabase(path)) as database:
        assert history.runs(database, PORTAL, 5) == [OLD_RUN]
        assert history.changes(database, "run1") == [OLD_CHANGE]
        history.begin(database, PastRun("run2", PORTAL, "t", "rollback", "me", "2", undoes="run1"))
        assert [one.undoes for one in history.runs(database, PORTAL, 5)] == ["run1", ""]
        assert database.read("pragma user_version", {}) == [(FORMAT,)]


def second_format(path, *rows):
    file_of(path, 2)
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(SECOND, rows)
        connection.commit()


def test_a_file_of_the_second_format_keeps_what_became_of_each_change(tmp_path):
    """Of several, in their order: what was planned stays planned, and a side that is not there is no null."""
    path = tmp_path / "state.db"
    units = '[{"path": "label", "after": "\\ud83d"}, {"path": "help", "before": null, "after": 1}]'
    second_format(path, (0, "planned", units, "", "{}"), (1, "failed", "[]", "b7", '{"n": [true, 1.5]}'))

    with closing(SqliteDatabase(path)) as database:
        planned, failed = history.changes(database, "run1")

    sides = (UnitChange("label", MISSING, "\ud83d"), UnitChange("help", None, 1))
    assert planned == PastChange(B, "define", "create", "planned", sides, was="old.b")
    assert failed == PastChange(
        B, "define", "create", "failed", (), "b7", raw={"n": [True, 1.5]}, was="old.b"
    )


def test_a_damaged_row_of_the_second_format_stays_damaged(tmp_path):
    """The file is brought along all the same: its other runs can be looked at."""
    path = tmp_path / "state.db"
    second_format(path, (0, "done", "[{", "", "{}"))

    with closing(SqliteDatabase(path)) as database:
        assert history.changes(database, "another") == []
        with pytest.raises(Refused) as refused:
            history.changes(database, "run1")

    assert refused.value.findings[0].code == "RV628"


def test_postgres_of_the_first_format_keeps_its_history(postgres_url, tmp_path):
    """The same, by Alembic's steps."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, text

    config = Config()
    config.set_main_option("script_location", "revops.state:migrations")
    engine = create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        names = "id, portal, target, command, who, version, ci, started, ended, plan, blueprint, exit_code"
        told = [f":v{place}" for place in range(14)]
        values = {f"v{place}": value for place, value in enumerate(RUN_ROW)}
        connection.execute(
            text(f"insert into runs ({names}, counts, told) values ({', '.join(told)})"), values
        )
        names = "run, seq, address, phase, action, status, units, id, created, overwritten, raw"
        values = {f"v{place}": value for place, value in enumerate(CHANGE_ROW)}
        connection.execute(text(f"insert into changes ({names}) values ({', '.join(told[:11])})"), values)
    engine.dispose()

    with closing(open_database(tmp_path, postgres_url)) as database:
        assert history.runs(database, PORTAL, 5) == [OLD_RUN]
        assert history.changes(database, "run1") == [OLD_CHANGE]


def test_a_step_that_fails_leaves_the_old_format(tmp_path, monkeypatch):
    """All of the steps or none of them: the file is as it was, and the next start tries again."""
    from revops.state import sqlite

    path = tmp_path / "state.db"
    file_of(path, 1)
    monkeypatch.setattr(sqlite, "STEPS", (*STEPS, "create table runs (id text)"))
    with closing(SqliteDatabase(path)) as database, pytest.raises(Refused):
        history.runs(database, PORTAL, 5)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (1,)
    monkeypatch.undo()

    with closing(SqliteDatabase(path)) as database:
        assert history.runs(database, PORTAL, 5) == [OLD_RUN]
