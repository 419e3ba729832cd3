/* rlt-engine-vehicles.c: the trains of the watched line as they move, told without being asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"

static void
take_news (RltEngineCore *self,
           RltFeedResult *result)
{
  const RltPoll poll = { .kind = RLT_FEED_RATP_VEHICLES, .line = self->vehicles_line };
  g_autofree char *key = g_strdup_printf ("%s/%s", rlt_feed_get_id (poll.kind), poll.line->key);

  rlt_engine_core_note_result (self, poll.kind, result);
  rlt_engine_core_take_answer (self, key, &poll, result);
}

static void
news_cb (RltRecords   *records,
         const GError *error,
         gpointer      user_data)
{
  RltEngineCore *self = user_data;
  g_autoptr(RltFeedResult) result = g_new0 (RltFeedResult, 1);

  if (self->is_stopping)
    return;

  result->asked_at = result->received_at = rlt_clock_now (self->clock);
  result->quota_limit = result->quota_left = RLT_HTTP_NOT_SAID;
  result->records = records != NULL ? rlt_records_ref (records) : NULL;
  result->error = error != NULL ? g_error_copy (error) : NULL;
  result->complete = error == NULL;
  take_news (self, result);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RltVmtrClient) client = RLT_VMTR_CLIENT (source);

  rlt_vmtr_client_close_finish (client, result);
  rlt_engine_core_end (user_data);
}

/*
 * rlt_engine_core_drop_vehicles:
 * @self: a core
 *
 * Ends the connections, if there are any.
 */
void
rlt_engine_core_drop_vehicles (RltEngineCore *self)
{
  self->vehicles_line = NULL;
  if (self->vehicles == NULL)
    return;

  rlt_engine_core_begin (self);
  rlt_vmtr_client_close_async (g_steal_pointer (&self->vehicles), closed_cb, self);
}

/*
 * rlt_engine_core_follow_vehicles:
 * @self: a core
 *
 * Makes the connections fit what is watched now.
 */
void
rlt_engine_core_follow_vehicles (RltEngineCore *self)
{
  const RltLine *line = self->watched_line;
  RltFeedAccess access;

  if (line != NULL && (self->is_offline || !self->has_settings || !rlt_ratp_serves_line (line) ||
                       !rlt_engine_core_is_on (self, RLT_FEED_RATP_VEHICLES)))
    line = NULL;
  if (line == self->vehicles_line)
    return;

  rlt_engine_core_drop_vehicles (self);
  if (line == NULL)
    return;

  self->vehicles_line = line;
  access = rlt_engine_core_get_access (self, RLT_FEED_RATP_VEHICLES);
  rlt_engine_core_ask (self, RLT_FEED_RATP_VEHICLES);
  self->vehicles = rlt_vmtr_client_new (&access, line, news_cb, self);
}
