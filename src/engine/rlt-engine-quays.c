/* rlt-engine-quays.c: which quay belongs to which stop, without which journeys cannot be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"

/* Real milliseconds after which the timetable is asked for without waiting for the quays any longer. */
#define PATIENCE 5000

/*
 * rlt_engine_core_learn_quays:
 * @self: a core
 * @quays: (element-type RltQuay): all there are
 * @learned_at: when they were learned
 *
 * From now on answers that name these quays can be read.
 */
void
rlt_engine_core_learn_quays (RltEngineCore *self,
                             GArray        *quays,
                             RltTime        learned_at)
{
  RltCatalogue *catalogue = rlt_catalogue_new_with_quays (self->embedded, (const RltQuay *) (gpointer) quays->data,
                                                          quays->len);

  rlt_catalogue_unref (self->catalogue);
  self->catalogue = catalogue;
  self->knows_quays = TRUE;
  self->quays_at = learned_at;
  rlt_engine_core_drop_vehicles (self);
  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      if (!rlt_feed_is_of_open_data (kind))
        rlt_engine_core_drop_validators (self, kind);
    }
}

/*
 * rlt_engine_core_take_quays:
 * @self: a core
 * @result: what came of asking for them
 *
 * Without them some stops stay unknown, which is better than all of them.
 */
void
rlt_engine_core_take_quays (RltEngineCore *self,
                            RltFeedResult *result)
{
  const gboolean was_waited_for = !self->knows_quays;

  if (result->not_modified)
    self->quays_at = result->received_at;
  if (result->quays != NULL)
    {
      rlt_engine_core_learn_quays (self, result->quays, result->received_at);
      rlt_engine_core_keep_validators (self, rlt_feed_get_id (RLT_FEED_OPEN_DATA_QUAYS), result->etag,
                                       result->last_modified);
      rlt_engine_core_save_quays (self, result->quays, result->received_at);
      rlt_engine_core_save_health (self, RLT_FEED_OPEN_DATA_QUAYS);
      /* What was asked without them could not be read to the full. */
      if (!was_waited_for)
        rlt_scheduler_hasten (self->scheduler, result->received_at);
    }
  self->knows_quays = TRUE;
  rlt_engine_core_plan (self);
}

static gboolean
timer_cb (gpointer user_data)
{
  RltEngineCore *self = user_data;

  g_clear_pointer (&self->quays_timer, g_source_unref);
  if (!self->knows_quays)
    g_debug ("the quays are not waited for any longer");
  self->knows_quays = TRUE;
  rlt_engine_core_plan (self);

  return G_SOURCE_REMOVE;
}

/*
 * rlt_engine_core_limit_wait_for_quays:
 * @self: a core that waits for them
 *
 * A feed that hangs delays no other.
 */
void
rlt_engine_core_limit_wait_for_quays (RltEngineCore *self)
{
  if (self->quays_timer != NULL)
    return;

  self->quays_timer = g_timeout_source_new (PATIENCE);
  g_source_set_callback (self->quays_timer, timer_cb, self, NULL);
  g_source_attach (self->quays_timer, g_main_context_get_thread_default ());
}
