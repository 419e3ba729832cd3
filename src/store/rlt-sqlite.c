/* rlt-sqlite.c: one connection to one database.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-store"

#include "config.h"

#include "rlt-sqlite.h"

#include <glib/gi18n.h>

#include "rlt-sqlite-private.h"

/* Another program of ours may be writing: its transactions are short. */
#define BUSY_TIMEOUT_MS 5000

struct _RltSqlite
{
  char       *path;        /* (owned) */
  sqlite3    *db;          /* (owned) */
  GHashTable *statements;  /* (owned) (element-type utf8 RltStatement): by their text */
};

static RltStoreError
get_error_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return RLT_STORE_ERROR_BUSY;
    case SQLITE_FULL:
      return RLT_STORE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return RLT_STORE_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return RLT_STORE_ERROR_CORRUPT;
    default:
      return RLT_STORE_ERROR_FAILED;
    }
}

static const char *
get_error_format (RltStoreError code)
{
  switch (code)
    {
    case RLT_STORE_ERROR_BUSY:
      return N_("The database %s is in use by another program: %s");
    case RLT_STORE_ERROR_FULL:
      return N_("There is no room left on the disk for the database %s: %s");
    case RLT_STORE_ERROR_READ_ONLY:
      return N_("The database %s cannot be opened or written: %s");
    case RLT_STORE_ERROR_CORRUPT:
      return N_("The database %s is damaged: %s");
    default:
      return N_("The database %s failed: %s");
    }
}

/* @code is SQLite's own. The message names the file; SQLite's words follow. */
void
rlt_sqlite_set_error (RltSqlite  *self,
                      int         code,
                      GError    **error)
{
  RltStoreError our_code = get_error_code (code);
  const char *words = self->db != NULL && sqlite3_errcode (self->db) == code
                        ? sqlite3_errmsg (self->db)
                        : sqlite3_errstr (code);
  g_autofree char *message = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  message = g_strdup_printf (_(get_error_format (our_code)), self->path, words);
#pragma GCC diagnostic pop
  g_set_error_literal (error, RLT_STORE_ERROR, our_code, message);
}

/**
 * rlt_sqlite_open:
 * @path: the file, made when it does not exist; ":memory:" for none
 * @error: a %RLT_STORE_ERROR
 *
 * Connects, and changes nothing yet: that is rlt_migrations_apply()'s, once it knows whose it is.
 *
 * Returns: (transfer full): a connection
 */
RltSqlite *
rlt_sqlite_open (const char  *path,
                 GError     **error)
{
  g_autoptr(RltSqlite) self = NULL;
  int code;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (RltSqlite, 1);
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal,
                                            g_free, (GDestroyNotify) rlt_statement_free);
  code = sqlite3_open_v2 (path, &self->db,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                          SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK)
    {
      rlt_sqlite_set_error (self, code, error);
      return NULL;
    }

  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  return g_steal_pointer (&self);
}

/**
 * rlt_sqlite_close:
 * @self: (transfer full): a connection whose statements have all been given back
 */
void
rlt_sqlite_close (RltSqlite *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->statements);
  if (sqlite3_close (self->db) != SQLITE_OK)
    g_assert_not_reached ();
  g_free (self->path);
  g_free (self);
}

/**
 * rlt_sqlite_get_path:
 * @self: a connection
 *
 * Returns: the file's path
 */
const char *
rlt_sqlite_get_path (RltSqlite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/**
 * rlt_sqlite_exec:
 * @self: a connection
 * @sql: statements without parameters; what they answer is dropped
 * @error: a %RLT_STORE_ERROR
 *
 * Returns: whether all of them ran
 */
gboolean
rlt_sqlite_exec (RltSqlite   *self,
                 const char  *sql,
                 GError     **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);

  code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;

  rlt_sqlite_set_error (self, code, error);
  return FALSE;
}

/**
 * rlt_sqlite_prepare:
 * @self: a connection
 * @sql: one statement; values go in as parameters, never into the text
 * @error: a %RLT_STORE_ERROR
 *
 * Takes a statement, prepared once and kept. Who takes it gives it back before the same text is
 * asked for again.
 *
 * Returns: (transfer full): the statement, for rlt_statement_release()
 */
RltStatement *
rlt_sqlite_prepare (RltSqlite   *self,
                    const char  *sql,
                    GError     **error)
{
  RltStatement *statement;

  g_return_val_if_fail (self != NULL, NULL);

  statement = g_hash_table_lookup (self->statements, sql);
  if (statement == NULL)
    {
      sqlite3_stmt *stmt;
      int code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);

      if (code != SQLITE_OK)
        {
          rlt_sqlite_set_error (self, code, error);
          return NULL;
        }
      statement = rlt_statement_new (self, stmt);
      g_hash_table_insert (self->statements, g_strdup (sql), statement);
    }

  g_return_val_if_fail (!statement->taken, NULL);
  statement->taken = TRUE;

  return statement;
}

/**
 * rlt_sqlite_read_int:
 * @self: a connection
 * @sql: a query of one row and column
 * @value: (out): what it answers
 * @error: a %RLT_STORE_ERROR
 *
 * Returns: whether it answered
 */
gboolean
rlt_sqlite_read_int (RltSqlite   *self,
                     const char  *sql,
                     gint64      *value,
                     GError     **error)
{
  g_autoptr(RltStatement) statement = rlt_sqlite_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;

  switch (rlt_statement_step (statement, error))
    {
    case RLT_STEP_ROW:
      *value = rlt_statement_get_int (statement, 0);
      return TRUE;
    case RLT_STEP_DONE:
      g_set_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FAILED, "No row: %s", sql);
      return FALSE;
    case RLT_STEP_ERROR:
    default:
      return FALSE;
    }
}

/**
 * rlt_sqlite_transaction:
 * @self: a connection outside any transaction
 * @func: the work
 * @data: data for @func
 * @error: what @func says, or a %RLT_STORE_ERROR
 *
 * Runs @func in one transaction: all that it writes is kept, or nothing.
 *
 * Returns: whether it is kept
 */
gboolean
rlt_sqlite_transaction (RltSqlite      *self,
                        RltSqliteFunc   func,
                        gpointer        data,
                        GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  if (!rlt_sqlite_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (func (self, data, error) && rlt_sqlite_exec (self, "COMMIT", error))
    return TRUE;

  /* Some errors have undone it already; then there is nothing left to undo. */
  if (sqlite3_get_autocommit (self->db) == 0)
    rlt_sqlite_exec (self, "ROLLBACK", NULL);
  return FALSE;
}
