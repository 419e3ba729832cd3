/* rlt-engine-prim.c: what is asked of PRIM: as little as what is watched needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"
#include "rlt-timetable-choice.h"

/* The whole network is some 5 MB each time, compressed. */
#define NETWORK_INTERVAL (120 * RLT_SECOND)

static RltTime
get_network_interval (RltEngineCore *self)
{
  const RltFeedConfig *config = &self->configs[RLT_FEED_PRIM_TIMETABLE];
  gboolean is_set = self->settings[RLT_FEED_PRIM_TIMETABLE].interval != 0;

  return is_set || rlt_feed_uri_is_local (config->base_uri) ? config->interval
                                                            : MAX (config->interval, NETWORK_INTERVAL);
}

static gboolean
asks_for_network (RltEngineCore *self)
{
  const RltTime now = rlt_clock_now (self->clock);
  const RltTimetableChoice choice = {
    .n_lines = self->watched_line != NULL ? 1 : 0,
    .network_interval = get_network_interval (self),
    .left = rlt_quota_get_left (&self->health[RLT_FEED_PRIM_TIMETABLE].quota, now),
    .rest = rlt_quota_day_end (now) - now,
  };

  switch (self->scope)
    {
    case RLT_SCOPE_NETWORK:
      return TRUE;
    case RLT_SCOPE_WATCHED:
      return FALSE;
    case RLT_SCOPE_USUAL:
    default:
      return rlt_timetable_choose_network (&choice);
    }
}

static void
want_timetable (RltEngineCore *self,
                GHashTable    *wanted)
{
  RltPoll poll = { .kind = RLT_FEED_PRIM_TIMETABLE, .weight = RLT_POLL_WATCHED };

  if (asks_for_network (self))
    {
      poll.interval = get_network_interval (self);
      rlt_engine_core_want (self, wanted, NULL, &poll);
    }
  else if (self->watched_line != NULL)
    {
      poll.line = self->watched_line;
      rlt_engine_core_want (self, wanted, poll.line->key, &poll);
    }
}

/* One question tells all lines of a stop area. */
static void
want_boards (RltEngineCore    *self,
             GHashTable       *wanted,
             const RltStation *station,
             double            weight)
{
  for (guint i = 0; i < station->n_stops; i++)
    {
      const RltStop *stop = station->stops[i];

      rlt_engine_core_want (self, wanted, stop->area_id,
                            &(RltPoll) { .kind = RLT_FEED_PRIM_BOARD, .stop = stop, .weight = weight });
    }
}

static void
want_messages (RltEngineCore *self,
               GHashTable    *wanted,
               const RltLine *line)
{
  rlt_engine_core_want (self, wanted, line->key,
                        &(RltPoll) { .kind = RLT_FEED_PRIM_MESSAGES, .line = line, .weight = RLT_POLL_WATCHED });
}

/*
 * rlt_engine_core_want_prim:
 * @self: a core
 * @wanted: takes what is to be asked of PRIM again and again, as things are
 */
void
rlt_engine_core_want_prim (RltEngineCore *self,
                           GHashTable    *wanted)
{
  /* Journeys name quays. */
  if (self->knows_quays)
    want_timetable (self, wanted);

  for (guint i = 0; i < self->favourites->len; i++)
    want_boards (self, wanted, g_ptr_array_index (self->favourites, i), RLT_POLL_USUAL);
  if (self->watched_station != NULL)
    want_boards (self, wanted, self->watched_station, RLT_POLL_WATCHED);

  if (self->watched_line != NULL)
    want_messages (self, wanted, self->watched_line);
  for (guint i = 0; self->watched_station != NULL && i < self->watched_station->n_stops; i++)
    want_messages (self, wanted, self->watched_station->stops[i]->line);

  rlt_engine_core_want (self, wanted, NULL, &(RltPoll) { .kind = RLT_FEED_PRIM_DISRUPTIONS });
  rlt_engine_core_want (self, wanted, NULL, &(RltPoll) { .kind = RLT_FEED_PRIM_REPORTS });
}

/*
 * rlt_engine_core_ask_prim:
 * @self: a core
 * @poll: what to ask for
 * @access: what the question needs
 * @callback: called with the result
 * @user_data: for @callback
 */
void
rlt_engine_core_ask_prim (RltEngineCore       *self,
                          const RltPoll       *poll,
                          const RltFeedAccess *access,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  if (poll->kind == RLT_FEED_PRIM_TIMETABLE)
    rlt_prim_fetch_timetable_async (access, poll->line, self->cancellable, callback, user_data);
  else if (poll->kind == RLT_FEED_PRIM_BOARD)
    rlt_prim_fetch_board_async (access, poll->stop, self->cancellable, callback, user_data);
  else if (poll->kind == RLT_FEED_PRIM_MESSAGES)
    rlt_prim_fetch_messages_async (access, poll->line, self->cancellable, callback, user_data);
  else if (poll->kind == RLT_FEED_PRIM_DISRUPTIONS)
    rlt_prim_fetch_disruptions_async (access, self->cancellable, callback, user_data);
  else
    rlt_prim_fetch_reports_async (access, self->cancellable, callback, user_data);
}
