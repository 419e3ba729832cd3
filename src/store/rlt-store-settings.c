/* rlt-store-settings.c: settings that are data: the last view and the like.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-store"

#include "config.h"

#include "rlt-store-settings.h"

#include "rlt-store-private.h"

typedef struct
{
  char *key;    /* (owned) */
  char *value;  /* (owned) (nullable) */
} Setting;

static void
setting_free (Setting *setting)
{
  g_free (setting->key);
  g_free (setting->value);
  g_free (setting);
}

static gboolean
save_setting (RltSqlite  *db,
              gpointer    data,
              GError    **error)
{
  const Setting *setting = data;
  g_autoptr(RltStatement) statement = NULL;

  if (setting->value != NULL)
    statement = rlt_sqlite_prepare (db, "INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)", error);
  else
    statement = rlt_sqlite_prepare (db, "DELETE FROM settings WHERE key = ?1", error);
  if (statement == NULL)
    return FALSE;

  rlt_statement_bind_text (statement, 1, setting->key);
  if (setting->value != NULL)
    rlt_statement_bind_text (statement, 2, setting->value);

  return rlt_statement_run (statement, error);
}

/**
 * rlt_store_save_setting_async:
 * @self: a store
 * @key: its name
 * @value: (nullable): any text but a secret; %NULL forgets it
 * @cancellable: (nullable): a #GCancellable
 * @callback: (nullable): called in the caller's main context
 * @user_data: data for @callback
 *
 * Keeps a setting. Any thread.
 */
void
rlt_store_save_setting_async (RltStore            *self,
                              const char          *key,
                              const char          *value,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Setting *setting;

  g_return_if_fail (key != NULL);

  setting = g_new0 (Setting, 1);
  setting->key = g_strdup (key);
  setting->value = g_strdup (value);
  rlt_store_write_async (self, rlt_store_save_setting_async, save_setting,
                         setting, (GDestroyNotify) setting_free, cancellable, callback, user_data);
}

gboolean
rlt_store_save_setting_finish (RltStore      *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return rlt_store_write_finish (self, rlt_store_save_setting_async, result, error);
}

static gpointer
load_setting (RltSqlite  *db,
              gpointer    data,
              GError    **error)
{
  g_autoptr(RltStatement) statement = rlt_sqlite_prepare (db, "SELECT value FROM settings WHERE key = ?1", error);

  if (statement == NULL)
    return NULL;

  rlt_statement_bind_text (statement, 1, data);
  if (rlt_statement_step (statement, error) != RLT_STEP_ROW)
    return NULL;

  return g_strdup (rlt_statement_get_text (statement, 0));
}

/**
 * rlt_store_load_setting_async:
 * @self: a store
 * @key: its name
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: data for @callback
 *
 * Reads a setting. Any thread.
 */
void
rlt_store_load_setting_async (RltStore            *self,
                              const char          *key,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (key != NULL);

  rlt_store_read_async (self, rlt_store_load_setting_async, load_setting, g_free,
                        g_strdup (key), g_free, cancellable, callback, user_data);
}

/**
 * rlt_store_load_setting_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a %RLT_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): its value; %NULL with no @error when it was never kept
 */
char *
rlt_store_load_setting_finish (RltStore      *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return rlt_store_read_finish (self, rlt_store_load_setting_async, result, error);
}

static gpointer
load_settings (RltSqlite  *db,
               gpointer    data,
               GError    **error)
{
  g_autoptr(GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(RltStatement) statement =
    rlt_sqlite_prepare (db, "SELECT key, value FROM settings WHERE substr (key, 1, length (?1)) = ?1", error);
  RltStep step;

  if (statement == NULL)
    return NULL;

  rlt_statement_bind_text (statement, 1, data);
  while ((step = rlt_statement_step (statement, error)) == RLT_STEP_ROW)
    g_hash_table_insert (settings, g_strdup (rlt_statement_get_text (statement, 0)),
                         g_strdup (rlt_statement_get_text (statement, 1)));
  if (step == RLT_STEP_ERROR)
    return NULL;

  return g_steal_pointer (&settings);
}

/**
 * rlt_store_load_settings_async:
 * @self: a store
 * @prefix: what their names begin with
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: data for @callback
 *
 * Reads settings that belong together. Any thread.
 */
void
rlt_store_load_settings_async (RltStore            *self,
                               const char          *prefix,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (prefix != NULL);

  rlt_store_read_async (self, rlt_store_load_settings_async, load_settings, (GDestroyNotify) g_hash_table_unref,
                        g_strdup (prefix), g_free, cancellable, callback, user_data);
}

/**
 * rlt_store_load_settings_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a %RLT_STORE_ERROR
 *
 * Returns: (transfer full) (element-type utf8 utf8): names and values, possibly none
 */
GHashTable *
rlt_store_load_settings_finish (RltStore      *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return rlt_store_read_finish (self, rlt_store_load_settings_async, result, error);
}
