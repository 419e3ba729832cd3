/* rlt-engine-key.c: the key to PRIM: found, set, checked; the keys of other agencies: found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-engine-core.h"

/* The key is tried on a stop where trains call all day long. */
#define CHECKED_LINE "metro:1"

/* Something asked for from the main thread. */
typedef struct
{
  RltEngineCore *core;
  char          *key;    /* (owned) (nullable) */
  GTask         *task;   /* (owned): returned on the engine thread */
} KeyJob;

static KeyJob *
key_job_new (RltEngineCore *core,
             const char    *key,
             GTask         *task)
{
  KeyJob *self = g_new0 (KeyJob, 1);

  self->core = core;
  self->key = g_strdup (key);
  self->task = g_object_ref (task);
  rlt_engine_core_begin (core);

  return self;
}

static void
key_job_free (KeyJob *self)
{
  RltEngineCore *core = self->core;

  g_clear_pointer (&self->key, rlt_secret_free);
  g_object_unref (self->task);
  g_free (self);
  rlt_engine_core_end (core);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KeyJob, key_job_free)

static void
use_key (RltEngineCore *self,
         char          *key)
{
  g_clear_pointer (&self->api_key, rlt_secret_free);
  self->api_key = key;
  self->has_looked_for_key = TRUE;
  rlt_delivery_add_key (self->delivery, key != NULL);
  rlt_engine_core_plan (self);
}

static void
found_key_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  RltEngineCore *self = user_data;
  g_autoptr(GError) error = NULL;
  char *key = rlt_secrets_lookup_finish (RLT_SECRETS (source), result, &error);

  if (error != NULL)
    g_debug ("secrets: %s", error->message);
  if (!self->is_stopping)
    use_key (self, g_steal_pointer (&key));
  g_clear_pointer (&key, rlt_secret_free);
  rlt_engine_core_end (self);
}

/* A feed whose key is looked up. */
typedef struct
{
  RltEngineCore *core;
  RltFeedKind    kind;
} AgencyKeyJob;

static void
found_agency_key_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autofree AgencyKeyJob *job = user_data;
  g_autoptr(GError) error = NULL;

  job->core->agency_keys[job->kind] = rlt_secrets_lookup_finish (RLT_SECRETS (source), result, &error);
  if (error != NULL)
    g_debug ("secrets: %s", error->message);
  job->core->n_keys_sought--;
  if (!job->core->is_stopping)
    rlt_engine_core_plan (job->core);
  rlt_engine_core_end (job->core);
}

/* A feed that takes a key may do without: it is asked once it is known whether there is one. */
static void
find_agency_keys (RltEngineCore *self)
{
  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      const char *name = rlt_feed_get_secret (kind);
      AgencyKeyJob *job;

      if (name == NULL || rlt_feed_needs_key (kind))
        continue;
      job = g_new (AgencyKeyJob, 1);
      *job = (AgencyKeyJob) { self, kind };
      self->n_keys_sought++;
      rlt_engine_core_begin (self);
      rlt_secrets_lookup_async (self->secrets, name, self->cancellable, found_agency_key_cb, job);
    }
}

/*
 * rlt_engine_core_find_key:
 * @self: a core
 *
 * Finds out which keys are kept, unless one was given.
 */
void
rlt_engine_core_find_key (RltEngineCore *self)
{
  if (self->api_key != NULL)
    {
      self->has_looked_for_key = TRUE;
      rlt_delivery_add_key (self->delivery, TRUE);
      return;
    }

  self->secrets = rlt_secrets_new (self->profile);
  rlt_engine_core_begin (self);
  rlt_secrets_lookup_async (self->secrets, RLT_SECRET_PRIM_API_KEY, self->cancellable, found_key_cb, self);
  find_agency_keys (self);
}

static void
stored_key_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(KeyJob) job = user_data;
  GError *error = NULL;
  gboolean done = job->key != NULL ? rlt_secrets_store_finish (RLT_SECRETS (source), result, &error)
                                   : rlt_secrets_clear_finish (RLT_SECRETS (source), result, &error);

  if (!done)
    {
      g_task_return_error (job->task, error);
      return;
    }
  if (!job->core->is_stopping)
    use_key (job->core, g_steal_pointer (&job->key));
  g_task_return_boolean (job->task, TRUE);
}

/*
 * rlt_engine_core_store_key:
 * @self: a core
 * @key: (nullable): the key; %NULL to forget it
 * @task: returned with a boolean when it is kept, or forgotten
 */
void
rlt_engine_core_store_key (RltEngineCore *self,
                           const char    *key,
                           GTask         *task)
{
  KeyJob *job = key_job_new (self, key, task);

  if (self->secrets == NULL)
    self->secrets = rlt_secrets_new (self->profile);
  if (key != NULL)
    rlt_secrets_store_async (self->secrets, RLT_SECRET_PRIM_API_KEY, _("PRIM key of RATP Live Tracker"), key,
                             self->cancellable, stored_key_cb, job);
  else
    rlt_secrets_clear_async (self->secrets, RLT_SECRET_PRIM_API_KEY, self->cancellable, stored_key_cb, job);
}

static void
checked_key_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(KeyJob) job = user_data;
  g_autoptr(RltFeedResult) answer = rlt_feed_fetch_finish (result);

  if (answer->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&answer->error));
  else
    g_task_return_boolean (job->task, TRUE);
}

/*
 * rlt_engine_core_check_key:
 * @self: a core
 * @key: (nullable): the key to try; %NULL for the one in use
 * @task: returned with a boolean when PRIM takes the key, else with a %RLT_NET_ERROR
 *
 * Really asks PRIM, for the next departures of one stop.
 */
void
rlt_engine_core_check_key (RltEngineCore *self,
                           const char    *key,
                           GTask         *task)
{
  RltFeedAccess access = rlt_engine_core_get_access (self, RLT_FEED_PRIM_BOARD);
  const RltLine *line = rlt_catalogue_find_line (self->embedded, CHECKED_LINE);
  KeyJob *job = key_job_new (self, key, task);

  if (key != NULL)
    access.api_key = key;
  rlt_engine_core_ask (self, RLT_FEED_PRIM_BOARD);
  rlt_prim_fetch_board_async (&access, line->patterns[0].stops[line->patterns[0].n_stops / 2],
                              self->cancellable, checked_key_cb, job);
}
