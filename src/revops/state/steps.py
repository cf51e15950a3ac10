"""The steps by which the SQLite file came to be what it is: each one brings it from one format to the next.

A step that was released is never changed, as files of its format are about; what `revops.state.columns` says
is what the last one leaves. The same steps for PostgreSQL are in `migrations/versions`.
"""

from __future__ import annotations

from typing import Final

_FIRST: Final = """
create table runs (
    id text primary key, portal integer, target text, command text, who text, version text, ci text,
    started real, ended real, plan text, blueprint text, exit_code integer, counts text, told text);
create index runs_of on runs (portal, started);
create table changes (
    run text, seq integer, address text, phase text, action text, status text, units text, id text,
    created integer, overwritten text, raw text, primary key (run, seq));
create table intents (
    number integer primary key autoincrement, run text, portal integer, at real, surface text, method text,
    path text, body text, carries text, perhaps text, ending text, settled real);
create index intents_open on intents (portal) where ending is null;
create table locks (
    portal integer primary key, run text, who text, machine text, pid integer, command text, since real,
    renewed real)
"""

_TAKEN_BACK: Final = """
alter table runs add column undoes text not null default '';
alter table changes add column was text not null default '';
alter table changes drop column overwritten
"""
"""Runs know which run they take back, changes what a moved thing was called; units tell what was removed."""

_BATCHES: Final = """
alter table changes rename to rows_of_changes;
create table changes (run text, batch integer, planned text, ended text, primary key (run, batch));
insert into changes select run, seq,
    case when json_valid(units) and json_valid(raw) then json_array(json_object(
        'address', address, 'phase', phase, 'action', action, 'units', json(units), 'id', id,
        'created', json(case created when 1 then 'true' else 'false' end), 'raw', json(raw), 'was', was))
    else '' end,
    json_array(json_array(status, id))
    from rows_of_changes;
drop table rows_of_changes
"""
"""A row has several changes: one for each took twice as long to note. What is no JSON stays damaged."""

STEPS: Final = (_FIRST, _TAKEN_BACK, _BATCHES)
"""In order. The file's `user_version` is the number of those that it has gone through."""
