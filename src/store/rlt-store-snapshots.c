/* rlt-store-snapshots.c: the latest snapshot of each line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-store"

#include "config.h"

#include "rlt-store-snapshots.h"

#include "rlt-store-private.h"

#define SELECT_COLUMNS "SELECT line, observed_at, built_at, level, n_trains, json FROM snapshots "

/**
 * rlt_stored_snapshot_new:
 * @line: catalogue key
 *
 * Returns: (transfer full): a snapshot of a line of which nothing is known
 */
RltStoredSnapshot *
rlt_stored_snapshot_new (const char *line)
{
  RltStoredSnapshot *self = g_new0 (RltStoredSnapshot, 1);

  self->line = g_strdup (line);
  self->observed_at = RLT_TIME_NONE;

  return self;
}

void
rlt_stored_snapshot_free (RltStoredSnapshot *self)
{
  g_free (self->line);
  g_free (self->json);
  g_free (self);
}

static gboolean
save_snapshots (RltSqlite  *db,
                gpointer    data,
                GError    **error)
{
  GPtrArray *snapshots = data;
  g_autoptr(RltStatement) statement =
    rlt_sqlite_prepare (db,
                        "INSERT INTO snapshots (line, observed_at, built_at, level, n_trains, json) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                        "ON CONFLICT (line) DO UPDATE SET observed_at = ?2, built_at = ?3, level = ?4, "
                        "n_trains = ?5, json = ?6", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < snapshots->len; i++)
    {
      const RltStoredSnapshot *snapshot = snapshots->pdata[i];

      rlt_statement_bind_text (statement, 1, snapshot->line);
      rlt_statement_bind_time (statement, 2, snapshot->observed_at);
      rlt_statement_bind_time (statement, 3, snapshot->built_at);
      rlt_statement_bind_text (statement, 4, rlt_level_to_string (snapshot->level));
      rlt_statement_bind_int (statement, 5, snapshot->n_trains);
      rlt_statement_bind_text (statement, 6, snapshot->json);
      if (!rlt_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rlt_store_save_snapshots_async:
 * @self: a store
 * @snapshots: (transfer full) (element-type RltStoredSnapshot): of different lines, with their JSON
 * @cancellable: (nullable): a #GCancellable
 * @callback: (nullable): called in the caller's main context
 * @user_data: data for @callback
 *
 * Puts each in the place of its line's last one, in one transaction. Any thread.
 */
void
rlt_store_save_snapshots_async (RltStore            *self,
                                GPtrArray           *snapshots,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (snapshots != NULL);

  rlt_store_write_async (self, rlt_store_save_snapshots_async, save_snapshots,
                         snapshots, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

gboolean
rlt_store_save_snapshots_finish (RltStore      *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return rlt_store_write_finish (self, rlt_store_save_snapshots_async, result, error);
}

static RltStoredSnapshot *
read_row (RltStatement *statement)
{
  RltStoredSnapshot *snapshot = rlt_stored_snapshot_new (rlt_statement_get_text (statement, 0));

  snapshot->observed_at = rlt_statement_get_time (statement, 1);
  snapshot->built_at = rlt_statement_get_time (statement, 2);
  rlt_level_from_string (rlt_statement_get_text (statement, 3), &snapshot->level);
  snapshot->n_trains = rlt_statement_get_int (statement, 4);
  snapshot->json = g_strdup (rlt_statement_get_text (statement, 5));

  return snapshot;
}

static gpointer
load_snapshot (RltSqlite  *db,
               gpointer    data,
               GError    **error)
{
  g_autoptr(RltStatement) statement = rlt_sqlite_prepare (db, SELECT_COLUMNS "WHERE line = ?1", error);

  if (statement == NULL)
    return NULL;

  rlt_statement_bind_text (statement, 1, data);
  if (rlt_statement_step (statement, error) != RLT_STEP_ROW)
    return NULL;

  return read_row (statement);
}

/**
 * rlt_store_load_snapshot_async:
 * @self: a store
 * @line: catalogue key
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: data for @callback
 *
 * Reads the last snapshot of one line. Any thread.
 */
void
rlt_store_load_snapshot_async (RltStore            *self,
                               const char          *line,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (line != NULL);

  rlt_store_read_async (self, rlt_store_load_snapshot_async,
                        load_snapshot, (GDestroyNotify) rlt_stored_snapshot_free,
                        g_strdup (line), g_free, cancellable, callback, user_data);
}

/**
 * rlt_store_load_snapshot_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a %RLT_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the snapshot; %NULL with no @error when there is none
 */
RltStoredSnapshot *
rlt_store_load_snapshot_finish (RltStore      *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return rlt_store_read_finish (self, rlt_store_load_snapshot_async, result, error);
}

static gpointer
load_snapshots (RltSqlite  *db,
                gpointer    data,
                GError    **error)
{
  g_autoptr(GPtrArray) snapshots = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_stored_snapshot_free);
  g_autoptr(RltStatement) statement = rlt_sqlite_prepare (db, SELECT_COLUMNS "ORDER BY line", error);
  RltStep step;

  if (statement == NULL)
    return NULL;

  while ((step = rlt_statement_step (statement, error)) == RLT_STEP_ROW)
    g_ptr_array_add (snapshots, read_row (statement));
  if (step == RLT_STEP_ERROR)
    return NULL;

  return g_steal_pointer (&snapshots);
}

/**
 * rlt_store_load_snapshots_async:
 * @self: a store
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: data for @callback
 *
 * Reads the last snapshots of all lines. Any thread.
 */
void
rlt_store_load_snapshots_async (RltStore            *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  rlt_store_read_async (self, rlt_store_load_snapshots_async,
                        load_snapshots, (GDestroyNotify) g_ptr_array_unref,
                        NULL, NULL, cancellable, callback, user_data);
}

/**
 * rlt_store_load_snapshots_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a %RLT_STORE_ERROR
 *
 * Returns: (transfer full) (element-type RltStoredSnapshot): by line, possibly empty
 */
GPtrArray *
rlt_store_load_snapshots_finish (RltStore      *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return rlt_store_read_finish (self, rlt_store_load_snapshots_async, result, error);
}
