-- SPDX-License-Identifier: GPL-3.0-or-later
-- More of how each feed is doing.

ALTER TABLE feeds ADD COLUMN data_at INTEGER;                             -- when its newest data were made
ALTER TABLE feeds ADD COLUMN latency INTEGER NOT NULL DEFAULT 0;          -- of the last answer, microseconds
ALTER TABLE feeds ADD COLUMN quota_limit INTEGER NOT NULL DEFAULT 0;      -- requests a day; 0: none is known
ALTER TABLE feeds ADD COLUMN quota_ends_at INTEGER;                       -- by the forecast; NULL: it lasts
ALTER TABLE feeds ADD COLUMN breaker TEXT NOT NULL DEFAULT 'closed';
ALTER TABLE feeds ADD COLUMN retry_at INTEGER;                            -- while the breaker is open
