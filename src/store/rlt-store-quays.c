/* rlt-store-quays.c: which quay belongs to which stop area, as learned from open data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-store"

#include "config.h"

#include "rlt-store-quays.h"

#include "rlt-store-private.h"

typedef struct
{
  GArray  *quays;       /* (owned) (element-type RltStoredQuay) */
  RltTime  learned_at;
} Learned;

static Learned *
learned_new (GArray  *quays,
             RltTime  learned_at)
{
  Learned *learned = g_new0 (Learned, 1);

  learned->quays = quays;
  learned->learned_at = learned_at;

  return learned;
}

static void
learned_free (Learned *learned)
{
  g_clear_pointer (&learned->quays, g_array_unref);
  g_free (learned);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Learned, learned_free)

static gboolean
insert_quays (RltSqlite  *db,
              GArray     *quays,
              GError    **error)
{
  g_autoptr(RltStatement) statement =
    rlt_sqlite_prepare (db, "INSERT OR REPLACE INTO quays (quay, area) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < quays->len; i++)
    {
      const RltStoredQuay *quay = &g_array_index (quays, RltStoredQuay, i);

      rlt_statement_bind_int (statement, 1, quay->quay);
      rlt_statement_bind_int (statement, 2, quay->area);
      if (!rlt_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
replace_quays (RltSqlite  *db,
               gpointer    data,
               GError    **error)
{
  const Learned *learned = data;
  g_autoptr(RltStatement) statement = NULL;

  if (!rlt_sqlite_exec (db, "DELETE FROM quays", error) || !insert_quays (db, learned->quays, error))
    return FALSE;

  statement = rlt_sqlite_prepare (db, "INSERT OR REPLACE INTO learned (what, at) VALUES ('quays', ?1)", error);
  if (statement == NULL)
    return FALSE;
  rlt_statement_bind_time (statement, 1, learned->learned_at);

  return rlt_statement_run (statement, error);
}

/**
 * rlt_store_replace_quays_async:
 * @self: a store
 * @quays: (transfer full) (element-type RltStoredQuay): all of them
 * @learned_at: when they were fetched
 * @cancellable: (nullable): a #GCancellable
 * @callback: (nullable): called in the caller's main context
 * @user_data: data for @callback
 *
 * Puts them in the place of all that were known, in one transaction. Any thread.
 */
void
rlt_store_replace_quays_async (RltStore            *self,
                               GArray              *quays,
                               RltTime              learned_at,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (quays != NULL);

  rlt_store_write_async (self, rlt_store_replace_quays_async, replace_quays,
                         learned_new (quays, learned_at), (GDestroyNotify) learned_free,
                         cancellable, callback, user_data);
}

gboolean
rlt_store_replace_quays_finish (RltStore      *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return rlt_store_write_finish (self, rlt_store_replace_quays_async, result, error);
}

static gboolean
read_learned_at (RltSqlite  *db,
                 RltTime    *learned_at,
                 GError    **error)
{
  g_autoptr(RltStatement) statement = rlt_sqlite_prepare (db, "SELECT at FROM learned WHERE what = 'quays'", error);
  RltStep step;

  if (statement == NULL)
    return FALSE;

  step = rlt_statement_step (statement, error);
  *learned_at = step == RLT_STEP_ROW ? rlt_statement_get_time (statement, 0) : RLT_TIME_NONE;

  return step != RLT_STEP_ERROR;
}

static gpointer
load_quays (RltSqlite  *db,
            gpointer    data,
            GError    **error)
{
  g_autoptr(Learned) learned = learned_new (g_array_new (FALSE, FALSE, sizeof (RltStoredQuay)), RLT_TIME_NONE);
  g_autoptr(RltStatement) statement = rlt_sqlite_prepare (db, "SELECT quay, area FROM quays ORDER BY quay", error);
  RltStep step;

  if (statement == NULL || !read_learned_at (db, &learned->learned_at, error))
    return NULL;

  while ((step = rlt_statement_step (statement, error)) == RLT_STEP_ROW)
    {
      RltStoredQuay quay = { rlt_statement_get_int (statement, 0), rlt_statement_get_int (statement, 1) };

      g_array_append_val (learned->quays, quay);
    }
  if (step == RLT_STEP_ERROR)
    return NULL;

  return g_steal_pointer (&learned);
}

/**
 * rlt_store_load_quays_async:
 * @self: a store
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: data for @callback
 *
 * Reads all quays. Any thread.
 */
void
rlt_store_load_quays_async (RltStore            *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  rlt_store_read_async (self, rlt_store_load_quays_async, load_quays, (GDestroyNotify) learned_free,
                        NULL, NULL, cancellable, callback, user_data);
}

/**
 * rlt_store_load_quays_finish:
 * @self: a store
 * @result: what the callback got
 * @learned_at: (out) (optional): when they were fetched, or %RLT_TIME_NONE: never
 * @error: a %RLT_STORE_ERROR
 *
 * Returns: (transfer full) (element-type RltStoredQuay): by number, possibly empty
 */
GArray *
rlt_store_load_quays_finish (RltStore      *self,
                             GAsyncResult  *result,
                             RltTime       *learned_at,
                             GError       **error)
{
  g_autoptr(Learned) learned = rlt_store_read_finish (self, rlt_store_load_quays_async, result, error);

  if (learned == NULL)
    return NULL;
  if (learned_at != NULL)
    *learned_at = learned->learned_at;

  return g_steal_pointer (&learned->quays);
}
