-- SPDX-License-Identifier: GPL-3.0-or-later
-- The latest snapshot of each line, the state of each feed, settings that are data, and what was
-- learned from open data. Instants are microseconds since 1970; NULL is "not known".

CREATE TABLE snapshots (
  line        TEXT    NOT NULL PRIMARY KEY,   -- catalogue key: metro:1
  observed_at INTEGER,                        -- NULL: no data
  built_at    INTEGER NOT NULL,
  level       TEXT    NOT NULL,
  n_trains    INTEGER NOT NULL,
  json        TEXT    NOT NULL
) STRICT;

CREATE TABLE feeds (
  id              TEXT    NOT NULL PRIMARY KEY,
  state           TEXT    NOT NULL,
  last_success_at INTEGER,
  last_error_at   INTEGER,
  last_error      TEXT,
  errors_in_row   INTEGER NOT NULL,
  day_start       INTEGER,                    -- of the day the two counts below are of
  n_requests      INTEGER NOT NULL,
  n_bytes         INTEGER NOT NULL,
  etag            TEXT,
  last_modified   TEXT
) STRICT;

CREATE TABLE settings (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE quays (
  quay INTEGER NOT NULL PRIMARY KEY,
  area INTEGER NOT NULL
) STRICT;

CREATE TABLE learned (
  what TEXT    NOT NULL PRIMARY KEY,          -- a table above
  at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
