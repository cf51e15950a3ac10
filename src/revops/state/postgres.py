"""State on PostgreSQL: SQLAlchemy's connections, Alembic's migrations. Imported where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Final, NoReturn

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, make_url, text
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import ArgumentError, DBAPIError, ProgrammingError
from sqlalchemy.exc import OperationalError as Unreachable

from revops.model.exits import UNDECIDED, USAGE
from revops.model.finding import Finding, Refused, Severity
from revops.state.codes import refuse
from revops.state.database import NOW, Row, Values

HEAD: Final = "0003"
"""The newest migration in `migrations/versions`."""

_MIGRATIONS: Final = "revops.state:migrations"
_CLOCK: Final = "extract(epoch from clock_timestamp())::double precision"
_VERSION: Final = "select version_num from alembic_version"
_FIRST: Final = "select v.version_num, q.* from alembic_version v left join (STATEMENT) q on true"
"""A select that brings the schema's version along, so that asking for it takes no round trip of its own."""

_ONE_AT_A_TIME: Final = "select pg_advisory_xact_lock(7235807)"
"""Held while migrations run; the number is any, the same for all."""

_OTHER: Final = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)
"""What a statement comes upon in a database that is not of this version."""

_UPDATE: Final = "update revops to the version that wrote it"
_SECONDS: Final = 10
"""To connect; a server that is not there must not hang a CI job."""


class QuietDialect(PGDialect_psycopg):
    """Asks the server nothing about itself: plain statements do not need the answers of four round trips."""

    supports_statement_cache = True

    def initialize(self, connection: Connection) -> None:
        """Take the server as it is."""


registry.register("postgresql.revops", __name__, QuietDialect.__name__)


class PostgresDatabase:
    """One database for all portals of a team.

    Args:
        url: `postgresql://USER:PASSWORD@HOST/DATABASE`; nothing is sent yet.

    Raises:
        Refused: it is no URL (exit code 64).
    """

    def __init__(self, url: str) -> None:
        self._url = _checked(url)
        # Each statement is a transaction of its own unless it is told otherwise: no BEGIN, no ROLLBACK.
        self._engine = create_engine(
            self._url.set(drivername="postgresql+revops"),
            isolation_level="AUTOCOMMIT",
            pool_size=4,
            max_overflow=8,
            use_native_hstore=False,
            connect_args={"connect_timeout": _SECONDS, "application_name": "revops"},
        )
        self._current = False
        self._lock = Lock()

    def read(self, statement: str, values: Values) -> Sequence[Row]:
        """All rows of a select; the very first one also tells whether the tables are as they must be."""
        if self._current:
            return self._run(statement, values)
        try:
            rows = self._run(_FIRST.replace("STATEMENT", statement), values)
        except _OtherTablesError:
            rows = ()
        if not rows or rows[0][0] != HEAD:
            self._migrate()
            return self._run(statement, values)
        self._current = True
        return [row[1:] for row in rows if any(value is not None for value in row[1:])]

    def write(self, statement: str, values: Values) -> Sequence[Row]:
        """One statement; it is committed when it returns."""
        self._require_current()
        return self._run(statement, values)

    def write_many(self, statements: Iterable[tuple[str, Iterable[Values]]]) -> None:
        """Statements in one transaction."""
        self._require_current()
        with self._connected() as connection:
            connection.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                for statement, all_values in statements:
                    if rows := [dict(one) for one in all_values]:
                        connection.execute(text(_spelled(statement)), rows)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _run(self, statement: str, values: Values) -> Sequence[Row]:
        with self._connected() as connection:
            found = connection.execute(text(_spelled(statement)), dict(values))
            return [tuple(row) for row in found] if found.returns_rows else ()

    def _require_current(self) -> None:
        with self._lock:
            if self._current:
                return
            try:
                rows = self._run(_VERSION, {})
            except _OtherTablesError:
                rows = ()
            if not rows or rows[0][0] != HEAD:
                self._migrate()
            self._current = True

    def _migrate(self) -> None:
        """Bring the tables up to date; of several processes one does it, the others wait.

        Raises:
            Refused: a newer version of the tool has made them (exit code 4).
        """
        config = Config()
        config.set_main_option("script_location", _MIGRATIONS)
        # Alembic spells its statements for the server's version, so here the server is asked.
        engine = create_engine(self._url, poolclass=NullPool)
        with self._connected(engine) as connection, connection.begin():
            connection.execute(text(_ONE_AT_A_TIME))
            self._require_known(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        self._current = True

    def _require_known(self, connection: Connection) -> None:
        there = connection.execute(text("select to_regclass('alembic_version')")).scalar()
        found = connection.execute(text(_VERSION)).scalar() if there else None
        if found is not None and found > HEAD:
            told = f"the state's database has format {found}, this revops knows {HEAD}"
            refuse("RV607", told, _UPDATE)

    @contextmanager
    def _connected(self, engine: Engine | None = None) -> Iterator[Connection]:
        """A connection; what goes wrong is told without the URL, which holds a password.

        Raises:
            Refused: the server does not answer, or refuses.
            _OtherTablesError: the tables are not there, or of another version (RV607, exit code 4).
        """
        try:
            with (engine or self._engine).connect() as connection:
                yield connection
        except ProgrammingError as error:
            if isinstance(error.orig, _OTHER):
                raise _OtherTablesError from None
            self._refuse(error)
        except DBAPIError as error:
            self._refuse(error)

    def _refuse(self, error: DBAPIError) -> NoReturn:
        where = f"{self._url.host or 'this machine'}, database {self._url.database or 'of the user'}"
        told = " ".join(str(error.orig).split())
        if self._url.password:
            told = told.replace(str(self._url.password), "…")
        doing = "cannot be reached" if isinstance(error, Unreachable) else "refuses"
        hint = "check REVOPS_STATE_URL and the server, then run again"
        refuse("RV606", f"the state's database ({where}) {doing}: {told}", hint)


class _OtherTablesError(Refused):
    """The database is new, or its tables are of another version; a run may have begun before they were."""

    def __init__(self) -> None:
        told = "the tables of the state's database are of another version: it came while this ran"
        super().__init__([Finding("RV607", Severity.ERROR, told, _UPDATE)], UNDECIDED)


def _checked(url: str) -> URL:
    try:
        return make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        hint = "write postgresql://USER:PASSWORD@HOST/DATABASE"
        refuse("RV618", "REVOPS_STATE_URL is no URL of a database", hint, USAGE)


def _spelled(statement: str) -> str:
    return statement.replace(NOW, _CLOCK)
