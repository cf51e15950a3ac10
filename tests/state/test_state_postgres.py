"""What only PostgreSQL has: migrations, round trips, an address with a password; and that it is an extra."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from threading import Barrier, Thread

import pytest

from revops.model.finding import Refused
from revops.model.journal import Intent
from revops.state.journal import unsettled
from revops.state.kept import Locking, keep_state
from revops.state.store import open_database

PORTAL = 4711
SECRET = "p4ssw0rd-marked"


@pytest.fixture
def sent(monkeypatch):
    """Every statement that goes to the server, those of the libraries included."""
    psycopg = pytest.importorskip("psycopg")
    found, execute = [], psycopg.Cursor.execute

    def counted(cursor, query, *rest, **named):
        found.append(str(query))
        return execute(cursor, query, *rest, **named)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    return found


def used(url, tmp_path):
    """What a command that saves does, so that the tables are there."""
    with keep_state(tmp_path, url, PORTAL, Locking("apply")) as kept:
        kept.journal.intend(Intent("properties", "POST"))
        kept.save(kept.load())


def test_a_plan_takes_two_round_trips(postgres_url, tmp_path, sent):
    """One for the ledger with the version of the tables, one for what runs left open; no begin, no end."""
    used(postgres_url, tmp_path)
    sent.clear()

    with keep_state(tmp_path, postgres_url, PORTAL, None) as kept:
        kept.load()
        assert len(kept.unsettled()) == 1

    assert len(sent) == 2, sent
    assert "from entries" in sent[0]
    assert "from intents" in sent[1]


def test_many_at_once_make_the_tables_once(postgres_url, tmp_path):
    """First use of a new database by several processes: one migrates, the others wait."""
    start, found = Barrier(4), []

    def first_use():
        with closing(open_database(tmp_path, postgres_url)) as database:
            start.wait()
            found.append(unsettled(database, PORTAL))

    threads = [Thread(target=first_use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [[]] * 4


def test_tables_of_a_newer_version_are_left_alone(postgres_url, tmp_path):
    """They are refused whether it is read or written first."""
    used(postgres_url, tmp_path)
    with closing(open_database(tmp_path, postgres_url)) as database:
        database.write("update alembic_version set version_num = :newer", {"newer": "9999"})
    for locking in (None, Locking("apply")):
        with (
            pytest.raises(Refused) as refused,
            keep_state(tmp_path, postgres_url, PORTAL, locking) as kept,
        ):
            kept.load()
        assert refused.value.findings[0].code == "RV607"


@pytest.mark.parametrize("place", ["@127.0.0.1:1/db", "@/"])
def test_a_server_that_is_not_there_is_told_without_the_password(place, tmp_path):
    """By host and database; the hint names the variable."""
    pytest.importorskip("psycopg")
    with (
        closing(
            open_database(tmp_path, f"postgresql://ann:{SECRET}{place}?host=127.0.0.1&port=1")
        ) as database,
        pytest.raises(Refused) as refused,
    ):
        unsettled(database, PORTAL)

    (finding,) = refused.value.findings
    assert finding.code == "RV606"
    assert "REVOPS_STATE_URL" in finding.hint
    assert SECRET not in f"{refused.value} {finding} {refused.value.__context__}"


def test_a_wrong_password_is_not_repeated(postgres_url, tmp_path):
    """The server refuses it, and names nothing but the user."""
    name, _, rest = postgres_url.rpartition("@")
    wrong = f"{name.rpartition(':')[0]}:{SECRET}@{rest}"
    with closing(open_database(tmp_path, wrong)) as database, pytest.raises(Refused) as refused:
        unsettled(database, PORTAL)

    assert refused.value.findings[0].code == "RV606"
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("url", ["mysql://ann:{}@db/revops", "sqlite:///{}", "{}", "http://[{}", "postgres"])
def test_other_databases_are_refused(url, tmp_path):
    """By their scheme; what else the value holds is not shown."""
    with pytest.raises(Refused) as refused:
        open_database(tmp_path, url.format(SECRET))

    assert (refused.value.findings[0].code, refused.value.exit_code) == ("RV618", 64)
    assert SECRET not in str(refused.value)


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch):
    """The library is missing: no traceback, but the line to type."""
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.delitem(sys.modules, "revops.state.postgres", raising=False)
    with pytest.raises(Refused) as refused:
        open_database(tmp_path, "postgresql://db/revops")

    (finding,) = refused.value.findings
    assert (finding.code, finding.hint) == ("RV619", "pip install 'revops[postgres]'")


def test_nobody_loads_it_who_keeps_state_in_files():
    """A session's imports bring in neither SQLAlchemy nor its driver."""
    code = "import sys, revops.cli.session; print({'sqlalchemy', 'alembic', 'psycopg'} & {*sys.modules})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "set()"
