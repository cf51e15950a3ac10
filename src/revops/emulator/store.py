"""The SQLite file (or memory) that holds every portal: its schema, its transactions and its credentials."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from revops.emulator.portal import Json, Portal, Traits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# `past` keeps what a document was before each change, for as long as a read may lag behind (dossier B4, O11).
_SCHEMA = """
create table if not exists documents(
    portal text, name text, key text, body text, unique(portal, name, key));
create table if not exists portals(id integer primary key, traits text);
create table if not exists tokens(token text primary key, portal integer, user_id text, traits text);
create table if not exists past(
    id integer primary key, at real, row integer, portal text, name text, key text, body text);
create trigger if not exists past_insert after insert on documents begin
    insert into past(at, row, portal, name, key)
    values(julianday('now'), new.rowid, new.portal, new.name, new.key);
end;
create trigger if not exists past_update after update on documents begin
    insert into past(at, row, portal, name, key, body)
    values(julianday('now'), old.rowid, old.portal, old.name, old.key, old.body);
end;
create trigger if not exists past_delete after delete on documents begin
    insert into past(at, row, portal, name, key, body)
    values(julianday('now'), old.rowid, old.portal, old.name, old.key, old.body);
end;
"""
_DAY_MS = 86_400_000
_KEPT_MS = 600_000
"""How long `past` is kept, and so the longest lag."""
_BUSY_SECONDS = 30


@dataclass(frozen=True)
class Credential:
    """What a bearer token stands for."""

    token: str
    portal_id: int
    user_id: str
    traits: Traits

    def portal(self, db: sqlite3.Connection) -> Portal:
        return Portal(db, self.portal_id, self.traits, self.user_id)


class Store:
    """One database behind one connection and one lock; other processes may have the same file open."""

    def __init__(self, path: str | Path | None) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(
            ":memory:" if path is None else str(path),
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=normal")
        with self.transaction(write=True) as db:
            for statement in _statements(_SCHEMA):
                db.execute(statement)

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[sqlite3.Connection]:
        """One transaction: committed at the end, rolled back when anything is raised.

        A write takes the file's lock at once, so that two processes with one file queue up and none fails.
        """
        with self._lock:
            db = self._db
            db.execute("begin immediate" if write else "begin")
            try:
                yield db
                if write:
                    db.execute("delete from past where at < julianday('now') - ?", (_KEPT_MS / _DAY_MS,))
                db.execute("commit")
            except BaseException:
                db.execute("rollback")
                raise

    @contextmanager
    def lagging(self, lag_ms: float) -> Iterator[sqlite3.Connection]:
        """The portals as they were `lag_ms` ago: changes are undone, at the end that is rolled back."""
        with self._lock:
            db = self._db
            db.execute("begin immediate")
            try:
                _undo(db, lag_ms)
                yield db
            finally:
                db.execute("rollback")

    def close(self) -> None:
        with self._lock:
            self._db.close()


def _statements(script: str) -> Iterator[str]:
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def _undo(db: sqlite3.Connection, lag_ms: float) -> None:
    rows = db.execute(
        "select row, portal, name, key, body from past where at > julianday('now') - ? order by id desc",
        (lag_ms / _DAY_MS,),
    ).fetchall()
    for row, portal, name, key, body in rows:
        db.execute("delete from documents where portal=? and name=? and key=?", (portal, name, key))
        if body is not None:
            db.execute(
                "insert into documents(rowid, portal, name, key, body) values(?,?,?,?,?)",
                (row, portal, name, key, body),
            )


def add_token(db: sqlite3.Connection, credential: Credential) -> None:
    """Store a portal (if it is new) and a token for it; a token that exists gets the new traits."""
    traits = dump_traits(credential.traits)
    db.execute("insert or ignore into portals(id, traits) values(?,?)", (credential.portal_id, traits))
    db.execute(
        "insert or replace into tokens(token, portal, user_id, traits) values(?,?,?,?)",
        (credential.token, credential.portal_id, credential.user_id, traits),
    )


def token_of(db: sqlite3.Connection, token: str) -> Credential | None:
    """What this token stands for, or None for one that nobody issued."""
    row = db.execute("select portal, user_id, traits from tokens where token=?", (token,)).fetchone()
    return None if row is None else Credential(token, row[0], row[1], load_traits(row[2]))


def portals(db: sqlite3.Connection) -> dict[int, Traits]:
    """Every portal with the traits it was created with."""
    rows = db.execute("select id, traits from portals order by id").fetchall()
    return {row[0]: load_traits(row[1]) for row in rows}


def dump_traits(traits: Traits) -> str:
    return json.dumps(
        {
            key: sorted(value) if isinstance(value, frozenset) else value
            for key, value in asdict(traits).items()
        }
    )


def load_traits(text: str) -> Traits:
    body: dict[str, Json] = json.loads(text)
    scopes = body.pop("scopes")
    return Traits(
        **{**body, "variants": frozenset(body["variants"])},
        scopes=None if scopes is None else frozenset(scopes),
    )
