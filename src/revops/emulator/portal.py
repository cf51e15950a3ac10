"""A portal that remembers: tables of JSON documents in one SQLite file, several portals side by side."""

from __future__ import annotations

import json
from collections.abc import ItemsView, Iterator, MutableMapping, ValuesView
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from revops.emulator.tiers import TIERS, subscription

if TYPE_CHECKING:
    import sqlite3

Json = Any

VARIANTS = (
    "apps-connected",
    "deal-list-branch-refused",
    "deleted-lists-readable",
    "flows-canonical",
    "flows-omit-fields",
    "flows-unlisted",
    "flows-unreadable",
    "form-field-properties",
    "lead-pipelines-read-only",
    "lifecycle-read-only",
    "list-in-use-refused",
    "new-editor-forms-locked",
    "older-date-operations",
    "published-emails-locked",
    "pipeline-rules-empty",
    "refuse-archived-property",
    "refuse-hidden-option",
    "renew-archived-property",
    "rewrites-filters",
    "schema-cache",
    "score-get-draft",
    "score-location-absolute",
    "sensitive-data-off",
    "server-stage-ids",
    "shared-names",
    "slack-connected",
    "stale-revision-400",
    "transactional-add-on",
    "unscheduled-conversion-200",
    "used-forms-stay",
)
"""Every answer to an open question, and every setting of a portal, that the surfaces know."""


class Table(MutableMapping[str, Json]):
    """Documents of one kind in one portal, by key, in the order in which they were first written."""

    def __init__(self, db: sqlite3.Connection, portal: str, name: str) -> None:
        self._db, self._portal, self._name = db, portal, name

    def __getitem__(self, key: str) -> Json:
        row = self._db.execute(
            "select body from documents where portal=? and name=? and key=?", (self._portal, self._name, key)
        ).fetchone()
        if row is None:
            raise KeyError(key)
        return json.loads(row[0])

    def __setitem__(self, key: str, body: Json) -> None:
        self._db.execute(
            "insert into documents(portal, name, key, body) values(?,?,?,?)"
            " on conflict(portal, name, key) do update set body=excluded.body",
            (self._portal, self._name, key, json.dumps(body, ensure_ascii=False)),
        )

    def __delitem__(self, key: str) -> None:
        found = self._db.execute(
            "delete from documents where portal=? and name=? and key=?", (self._portal, self._name, key)
        )
        if not found.rowcount:
            raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        rows = self._db.execute(
            "select key from documents where portal=? and name=? order by rowid", (self._portal, self._name)
        ).fetchall()
        return iter([row[0] for row in rows])

    def __contains__(self, key: object) -> bool:
        found = self._db.execute(
            "select 1 from documents where portal=? and name=? and key=?", (self._portal, self._name, key)
        )
        return found.fetchone() is not None

    def items(self) -> ItemsView[str, Json]:
        """As every mapping's, by one query instead of one for each key."""
        return _Items(self)

    def values(self) -> ValuesView[Json]:
        """As every mapping's, by one query instead of one for each key."""
        return _Values(self)

    def rows(self) -> Iterator[tuple[str, Json]]:
        """Keys and documents, each document read when it is asked for."""
        found = self._db.execute(
            "select key, body from documents where portal=? and name=? order by rowid",
            (self._portal, self._name),
        ).fetchall()
        return ((key, json.loads(body)) for key, body in found)

    def __len__(self) -> int:
        (count,) = self._db.execute(
            "select count(*) from documents where portal=? and name=?", (self._portal, self._name)
        ).fetchone()
        return int(count)


class _Items(ItemsView[str, Json]):
    _mapping: Table

    def __iter__(self) -> Iterator[tuple[str, Json]]:
        return self._mapping.rows()


class _Values(ValuesView[Json]):
    _mapping: Table

    def __iter__(self) -> Iterator[Json]:
        return (document for _, document in self._mapping.rows())


@dataclass(frozen=True)
class Traits:
    """What kind of portal and token this is; every switch of the command line and of the tests."""

    tier: str = "enterprise"
    """Of all hubs, or of each, such as `marketing=starter,sales=professional` (see `tiers.subscription`)."""
    scopes: frozenset[str] | None = None
    """None: every scope."""
    service_key: bool = False
    betas: bool = True
    account_type: str = "DEVELOPER_TEST"
    index_lag_ms: float = 0
    """How long a search keeps showing records as they were before a write (dossier J2: seconds)."""
    variants: frozenset[str] = field(default_factory=frozenset)
    """Answers to the dossier's open questions (section P), by name, e.g. `renew-archived-property`."""

    def tier_of(self, *hubs: str) -> str:
        """The highest tier among these hubs, among all of them where none is named."""
        bought = subscription(self.tier)
        return max((bought[hub] for hub in hubs or bought), key=TIERS.index)

    def reaches(self, tier: str, *hubs: str) -> bool:
        """Whether one of these hubs, or any where none is named, has the tier or a higher one."""
        return TIERS.index(self.tier_of(*hubs)) >= TIERS.index(tier)


def known(traits: Traits) -> Traits:
    """The traits, unless a variant among them is unknown and would change nothing, or the tier is none.

    Raises:
        ValueError: there is such a variant, hub or tier.
    """
    subscription(traits.tier)
    unknown = sorted(traits.variants.difference(VARIANTS))
    if unknown:
        raise ValueError(f"no variant {unknown[0]!r}; known: {', '.join(VARIANTS)}")
    return traits


class Portal:
    """One account: its traits, its tables, its clock and its ids. Lives for one request's transaction."""

    def __init__(self, db: sqlite3.Connection, portal_id: int, traits: Traits, user_id: str = "1001") -> None:
        self.db, self.id, self.traits = db, portal_id, traits
        self.user_id = user_id
        """The user on whose behalf a write is made: `createdUserId` and `updatedUserId`."""

    def table(self, name: str) -> Table:
        return Table(self.db, str(self.id), name)

    def now(self) -> str:
        """The present moment as HubSpot prints it."""
        return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def new_id(self) -> str:
        """A number that this portal has not given before; portals start far apart, so ids differ."""
        counter = self.table("counters")
        value = int(counter.get("id", self.id % 9973 * 1000 + 100_000)) + 1
        counter["id"] = value
        return str(value)

    def has(self, variant: str) -> bool:
        return variant in self.traits.variants
