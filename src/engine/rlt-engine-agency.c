/* rlt-engine-agency.c: what is asked of any agency that speaks GTFS-Realtime or SIRI.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"
#include "rlt-siri-endpoint.h"

#define SCHEDULE_INTERVAL (24 * RLT_HOUR)

static RltGtfsAgency
get_agency (RltEngineCore *self)
{
  char **parts = self->settings[RLT_FEED_GTFS_RT].parts;

  return (RltGtfsAgency) {
    .addresses = {
      [RLT_GTFS_RT_TRIP_UPDATES] = parts[RLT_FEED_PART_TRIP_UPDATES],
      [RLT_GTFS_RT_VEHICLE_POSITIONS] = parts[RLT_FEED_PART_VEHICLE_POSITIONS],
      [RLT_GTFS_RT_ALERTS] = parts[RLT_FEED_PART_ALERTS],
    },
    .schedule_address = parts[RLT_FEED_PART_SCHEDULE],
    .schedule = self->schedule,
    .key_header = self->settings[RLT_FEED_GTFS_RT].key_header,
  };
}

static RltGtfsRtRole
get_role (guint part)
{
  switch ((RltFeedPart) part)
    {
    case RLT_FEED_PART_VEHICLE_POSITIONS:
      return RLT_GTFS_RT_VEHICLE_POSITIONS;
    case RLT_FEED_PART_ALERTS:
      return RLT_GTFS_RT_ALERTS;
    case RLT_FEED_PART_TRIP_UPDATES:
    case RLT_FEED_PART_SCHEDULE:
    case RLT_FEED_N_PARTS:
    default:
      return RLT_GTFS_RT_TRIP_UPDATES;
    }
}

static void
want_part (RltEngineCore *self,
           GHashTable    *wanted,
           const char    *subject,
           const RltPoll *poll)
{
  g_autofree char *what = subject != NULL ? g_strdup_printf ("%u/%s", poll->part, subject)
                                          : g_strdup_printf ("%u", poll->part);

  rlt_engine_core_want (self, wanted, what, poll);
}

static void
want_gtfs (RltEngineCore *self,
           GHashTable    *wanted)
{
  for (guint part = 0; part < RLT_FEED_N_PARTS; part++)
    {
      RltPoll poll = { .kind = RLT_FEED_GTFS_RT, .part = part };

      if (part == RLT_FEED_PART_SCHEDULE)
        poll.interval = SCHEDULE_INTERVAL;
      if (g_strcmp0 (self->settings[RLT_FEED_GTFS_RT].parts[part], RLT_FEED_PART_OFF) != 0)
        want_part (self, wanted, NULL, &poll);
    }
}

/* Journeys and disruptions as they are, departures of what is watched. */
static void
want_siri (RltEngineCore *self,
           GHashTable    *wanted)
{
  want_part (self, wanted, NULL,
             &(RltPoll) { .kind = RLT_FEED_SIRI_XML, .part = RLT_SIRI_SITUATION_EXCHANGE });
  if (self->watched_line != NULL)
    want_part (self, wanted, self->watched_line->key,
               &(RltPoll) {
                 .kind = RLT_FEED_SIRI_XML,
                 .part = RLT_SIRI_ESTIMATED_TIMETABLE,
                 .line = self->watched_line,
               });
  for (guint i = 0; self->watched_station != NULL && i < self->watched_station->n_stops; i++)
    want_part (self, wanted, self->watched_station->stops[i]->area_id,
               &(RltPoll) {
                 .kind = RLT_FEED_SIRI_XML,
                 .part = RLT_SIRI_STOP_MONITORING,
                 .stop = self->watched_station->stops[i],
               });
}

/*
 * rlt_engine_core_want_agency:
 * @self: a core
 * @wanted: takes what is to be asked of the agency again and again, as things are
 */
void
rlt_engine_core_want_agency (RltEngineCore *self,
                             GHashTable    *wanted)
{
  want_gtfs (self, wanted);
  want_siri (self, wanted);
}

static void
ask_siri (RltEngineCore       *self,
          const RltPoll       *poll,
          const RltFeedAccess *access,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  g_autofree char *subject = NULL;
  RltSiriQuestion question = {
    .service = poll->part, .key_header = self->settings[RLT_FEED_SIRI_XML].key_header
  };

  if (poll->line != NULL)
    subject = g_strdup_printf ("STIF:Line::%s:", poll->line->id);
  else if (poll->stop != NULL)
    subject = g_strdup_printf ("STIF:StopArea:SP:%s:", poll->stop->area_id);
  question.subject = subject;
  rlt_siri_fetch_async (access, &question, self->cancellable, callback, user_data);
}

/*
 * rlt_engine_core_ask_agency:
 * @self: a core
 * @poll: what to ask for
 * @access: what the question needs
 * @callback: called with the result
 * @user_data: for @callback
 */
void
rlt_engine_core_ask_agency (RltEngineCore       *self,
                            const RltPoll       *poll,
                            const RltFeedAccess *access,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  const RltGtfsAgency agency = get_agency (self);

  if (poll->kind == RLT_FEED_SIRI_XML)
    ask_siri (self, poll, access, callback, user_data);
  else if (poll->part == RLT_FEED_PART_SCHEDULE)
    rlt_gtfs_schedule_fetch_async (access, &agency, self->cancellable, callback, user_data);
  else
    rlt_gtfs_rt_fetch_async (access, &agency, get_role (poll->part), self->cancellable, callback, user_data);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  RltEngineCore *self = user_data;
  g_autoptr(GError) error = NULL;
  RltGtfsSchedule *schedule = rlt_gtfs_schedule_load_finish (result, &error);

  if (schedule != NULL)
    {
      g_clear_pointer (&self->schedule, rlt_gtfs_schedule_unref);
      self->schedule = schedule;
      rlt_engine_core_drop_validators (self, RLT_FEED_GTFS_RT);
    }
  else
    g_debug ("schedule: %s", error->message);
  rlt_engine_core_end (self);
}

/*
 * rlt_engine_core_take_schedule:
 * @self: a core
 * @result: what came of asking for the schedule
 *
 * From now on its names are told instead of ids.
 */
void
rlt_engine_core_take_schedule (RltEngineCore *self,
                               RltFeedResult *result)
{
  if (result->document == NULL)
    return;

  rlt_engine_core_begin (self);
  rlt_gtfs_schedule_load_async (result->document, self->cancellable, loaded_cb, self);
}
