/* rlt-engine-ratp.c: what is asked of ratp.fr, which answers programs as it pleases.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"

/* Boards of ratp.fr stand in where PRIM's do not come. */
static gboolean
is_needed (RltEngineCore *self,
           const RltStop *stop)
{
  if (!rlt_engine_core_is_on (self, RLT_FEED_PRIM_BOARD))
    return TRUE;

  switch (self->health[RLT_FEED_PRIM_BOARD].state)
    {
    case RLT_FEED_BLOCKED:
    case RLT_FEED_QUOTA:
    case RLT_FEED_DOWN:
      return TRUE;
    case RLT_FEED_OFF:
    case RLT_FEED_STARTING:
    case RLT_FEED_WAITING:
    case RLT_FEED_OK:
    case RLT_FEED_DEGRADED:
    default:
      return rlt_engine_core_lacks_board (self, stop);
    }
}

/*
 * rlt_engine_core_want_ratp:
 * @self: a core
 * @wanted: takes what is to be asked of ratp.fr again and again, as things are
 */
void
rlt_engine_core_want_ratp (RltEngineCore *self,
                           GHashTable    *wanted)
{
  rlt_engine_core_want (self, wanted, NULL, &(RltPoll) { .kind = RLT_FEED_RATP_TRAFFIC });

  for (guint i = 0; self->watched_station != NULL && i < self->watched_station->n_stops; i++)
    {
      const RltStop *stop = self->watched_station->stops[i];
      g_autofree char *what = g_strdup_printf ("%s/%s", stop->line->key, stop->area_id);

      if (rlt_ratp_serves_line (stop->line) && is_needed (self, stop))
        rlt_engine_core_want (self, wanted, what,
                              &(RltPoll) { .kind = RLT_FEED_RATP_BOARD, .line = stop->line, .stop = stop });
    }
}

/*
 * rlt_engine_core_ask_ratp:
 * @self: a core
 * @poll: what to ask for
 * @access: what the question needs
 * @callback: called with the result
 * @user_data: for @callback
 */
void
rlt_engine_core_ask_ratp (RltEngineCore       *self,
                          const RltPoll       *poll,
                          const RltFeedAccess *access,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  if (poll->kind == RLT_FEED_RATP_TRAFFIC)
    rlt_ratp_fetch_traffic_async (self->ratp_traffic, access, self->cancellable, callback, user_data);
  else
    rlt_ratp_fetch_board_async (self->ratp_boards, access, poll->stop, self->cancellable, callback, user_data);
}
