/* rlt-engine-network.c: newer facts of lines and stations, learned from open data for the next start.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"
#include "rlt-open-data-network.h"

static const char * const table_names[RLT_OPEN_DATA_N_TABLES] = { "lines", "stations" };

/**
 * rlt_engine_get_data_folder:
 * @profile: the name of a profile
 *
 * Returns: (transfer full): where its data are, unless an engine was told otherwise
 */
char *
rlt_engine_get_data_folder (const char *profile)
{
  g_return_val_if_fail (profile != NULL, NULL);

  return g_build_filename (g_get_user_data_dir (), RLT_APP_ID, profile, NULL);
}

/**
 * rlt_engine_load_catalogue:
 * @profile: the name of a profile
 * @error: why there is none
 *
 * Returns: (transfer full): the network as it is compiled in, with what newer facts the profile's
 *   engine has learned; %NULL when the program is damaged
 */
RltCatalogue *
rlt_engine_load_catalogue (const char  *profile,
                           GError     **error)
{
  g_autoptr(RltCatalogue) base = rlt_catalogue_new_embedded (error);
  g_autoptr(GError) local = NULL;
  g_autofree char *folder = NULL;
  RltCatalogue *refreshed;

  g_return_val_if_fail (profile != NULL, NULL);

  if (base == NULL)
    return NULL;

  folder = rlt_engine_get_data_folder (profile);
  refreshed = rlt_open_data_load_catalogue (folder, base, &local);
  if (refreshed != NULL)
    return refreshed;
  if (local != NULL)
    g_debug ("newer facts: %s", local->message);

  return g_steal_pointer (&base);
}

/*
 * rlt_engine_core_want_network:
 * @self: a core
 * @wanted: takes the tables that are to be asked for
 */
void
rlt_engine_core_want_network (RltEngineCore *self,
                              GHashTable    *wanted)
{
  for (guint i = 0; i < RLT_OPEN_DATA_N_TABLES; i++)
    rlt_engine_core_want (self, wanted, table_names[i], &(RltPoll) { .kind = RLT_FEED_OPEN_DATA_NETWORK, .part = i });
}

/* The tables on their way to the data folder. */
typedef struct
{
  RltCatalogue *catalogue;   /* (owned) */
  char         *folder;      /* (owned) */
  GBytes       *tables[RLT_OPEN_DATA_N_TABLES];   /* (owned) */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  rlt_catalogue_unref (saving->catalogue);
  g_free (saving->folder);
  for (guint i = 0; i < RLT_OPEN_DATA_N_TABLES; i++)
    g_bytes_unref (saving->tables[i]);
  g_free (saving);
}

static void
save (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  const Saving *saving = data;
  GError *error = NULL;

  if (rlt_open_data_save_tables (saving->folder, saving->catalogue, saving->tables[RLT_OPEN_DATA_LINES],
                                 saving->tables[RLT_OPEN_DATA_STATIONS], &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* They are asked for again, not only in a week. */
static void
note_refused (RltEngineCore *self,
              const GError  *error)
{
  const RltTime now = rlt_clock_now (self->clock);

  g_debug ("newer facts: %s", error->message);
  rlt_feed_health_fail (&self->health[RLT_FEED_OPEN_DATA_NETWORK], now, error, TRUE, 0);
  rlt_engine_core_show_health (self, RLT_FEED_OPEN_DATA_NETWORK);
  rlt_engine_core_save_health (self, RLT_FEED_OPEN_DATA_NETWORK);
  for (guint i = 0; i < RLT_OPEN_DATA_N_TABLES; i++)
    {
      g_autofree char *key = g_strdup_printf ("%s/%s", rlt_feed_get_id (RLT_FEED_OPEN_DATA_NETWORK), table_names[i]);

      rlt_scheduler_retract (self->scheduler, key, now);
    }
  rlt_poller_update (self->poller);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  RltEngineCore *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) && !self->is_stopping)
    note_refused (self, error);
  rlt_engine_core_end (self);
}

/*
 * rlt_engine_core_take_table:
 * @self: a core
 * @table: which was asked for
 * @result: what came of it
 *
 * Once both have come they are kept, if they can be believed: from the next start on they count. What
 * views hold of lines and stations does not change under their hands.
 */
void
rlt_engine_core_take_table (RltEngineCore *self,
                            guint          table,
                            RltFeedResult *result)
{
  g_autoptr(GTask) task = NULL;
  Saving *saving;

  if (result->document == NULL)
    return;

  g_clear_pointer (&self->tables[table], g_bytes_unref);
  self->tables[table] = g_bytes_ref (result->document);
  for (guint i = 0; i < RLT_OPEN_DATA_N_TABLES; i++)
    {
      if (self->tables[i] == NULL)
        return;
    }

  saving = g_new0 (Saving, 1);
  saving->catalogue = rlt_catalogue_ref (self->embedded);
  saving->folder = g_path_get_dirname (self->store_path);
  for (guint i = 0; i < RLT_OPEN_DATA_N_TABLES; i++)
    saving->tables[i] = g_steal_pointer (&self->tables[i]);
  rlt_engine_core_begin (self);
  task = g_task_new (NULL, NULL, saved_cb, self);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save);
}
