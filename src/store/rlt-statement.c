/* rlt-statement.c: one prepared statement: bind, step, read, give back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-store"

#include "config.h"

#include "rlt-statement.h"

#include "rlt-sqlite-private.h"

/* Only rlt_sqlite_prepare() makes one. */
RltStatement *
rlt_statement_new (RltSqlite    *db,
                   sqlite3_stmt *stmt)
{
  RltStatement *self = g_new0 (RltStatement, 1);

  self->db = db;
  self->stmt = stmt;

  return self;
}

/* Only its connection frees one, when it closes. */
void
rlt_statement_free (RltStatement *self)
{
  g_assert (!self->taken);

  sqlite3_finalize (self->stmt);
  g_free (self);
}

/* A parameter that cannot be bound fails the next step: callers check one error, not each. */
static void
note_bind (RltStatement *self,
           int           code)
{
  if (code != SQLITE_OK && self->bind_code == SQLITE_OK)
    self->bind_code = code;
}

/**
 * rlt_statement_bind_int:
 * @self: a statement
 * @parameter: its number, from 1
 * @value: the value
 */
void
rlt_statement_bind_int (RltStatement *self,
                        int           parameter,
                        gint64        value)
{
  note_bind (self, sqlite3_bind_int64 (self->stmt, parameter, value));
}

/**
 * rlt_statement_bind_time:
 * @self: a statement
 * @parameter: its number, from 1
 * @time: an instant; %RLT_TIME_NONE is bound as NULL
 */
void
rlt_statement_bind_time (RltStatement *self,
                         int           parameter,
                         RltTime       time)
{
  if (RLT_TIME_IS_SET (time))
    rlt_statement_bind_int (self, parameter, time);
  else
    note_bind (self, sqlite3_bind_null (self->stmt, parameter));
}

/**
 * rlt_statement_bind_text:
 * @self: a statement
 * @parameter: its number, from 1
 * @text: (nullable): UTF-8, copied; %NULL is bound as NULL
 */
void
rlt_statement_bind_text (RltStatement *self,
                         int           parameter,
                         const char   *text)
{
  note_bind (self, sqlite3_bind_text (self->stmt, parameter, text, -1, SQLITE_TRANSIENT));
}

/**
 * rlt_statement_step:
 * @self: a statement
 * @error: a %RLT_STORE_ERROR
 *
 * Returns: %RLT_STEP_ROW while there is a row to read, then %RLT_STEP_DONE; or %RLT_STEP_ERROR
 */
RltStep
rlt_statement_step (RltStatement  *self,
                    GError       **error)
{
  int code = self->bind_code;

  if (code == SQLITE_OK)
    code = sqlite3_step (self->stmt);

  switch (code)
    {
    case SQLITE_ROW:
      return RLT_STEP_ROW;
    case SQLITE_DONE:
      return RLT_STEP_DONE;
    default:
      rlt_sqlite_set_error (self->db, code, error);
      return RLT_STEP_ERROR;
    }
}

/**
 * rlt_statement_run:
 * @self: a statement that gives no rows
 * @error: a %RLT_STORE_ERROR
 *
 * Runs it once and makes it ready to be bound and run again.
 *
 * Returns: whether it ran
 */
gboolean
rlt_statement_run (RltStatement  *self,
                   GError       **error)
{
  RltStep step = rlt_statement_step (self, error);

  sqlite3_reset (self->stmt);
  return step != RLT_STEP_ERROR;
}

/**
 * rlt_statement_get_int:
 * @self: a statement at a row
 * @column: its number, from 0
 *
 * Returns: the value; 0 of NULL
 */
gint64
rlt_statement_get_int (RltStatement *self,
                       int           column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

/**
 * rlt_statement_get_time:
 * @self: a statement at a row
 * @column: its number, from 0
 *
 * Returns: the instant; %RLT_TIME_NONE of NULL
 */
RltTime
rlt_statement_get_time (RltStatement *self,
                        int           column)
{
  if (sqlite3_column_type (self->stmt, column) == SQLITE_NULL)
    return RLT_TIME_NONE;

  return sqlite3_column_int64 (self->stmt, column);
}

/**
 * rlt_statement_get_text:
 * @self: a statement at a row
 * @column: its number, from 0
 *
 * Returns: (nullable): the text, valid until the next step; %NULL of NULL
 */
const char *
rlt_statement_get_text (RltStatement *self,
                        int           column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

/**
 * rlt_statement_release:
 * @self: a statement
 *
 * Gives it back: ready for the next who prepares the same text.
 */
void
rlt_statement_release (RltStatement *self)
{
  g_assert (self->taken);

  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  self->bind_code = SQLITE_OK;
  self->taken = FALSE;
}
