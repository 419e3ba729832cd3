/* rlt-gtfs-rt-trip-decoder.c: trip updates of GTFS-Realtime to trips.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-gtfs-rt-decoder"

#include "config.h"

#include "rlt-gtfs-rt-decoder-private.h"

#include <string.h>

#define MAX_CALLS 512

typedef TransitRealtime__TripUpdate__StopTimeEvent StopTimeEvent;
typedef TransitRealtime__TripUpdate__StopTimeUpdate StopTimeUpdate;

/* The delay that holds until a later stop says another. */
typedef struct
{
  int      seconds;
  gboolean is_known;
} Delay;

static gboolean
is_cancelled (const RltPbTrip *trip)
{
  return trip->schedule_relationship == TRANSIT_REALTIME__TRIP_DESCRIPTOR__SCHEDULE_RELATIONSHIP__CANCELED ||
         trip->schedule_relationship == TRANSIT_REALTIME__TRIP_DESCRIPTOR__SCHEDULE_RELATIONSHIP__DELETED;
}

/* An instant so many seconds away, %RLT_TIME_NONE where no text could say it. */
static RltTime
shift (RltTime time,
       gint64  seconds)
{
  const RltTime shifted = time + seconds * RLT_SECOND;

  return shifted >= 0 && shifted <= RLT_TIME_MAX ? shifted : RLT_TIME_NONE;
}

/* Reads an arrival or departure. A time wins over a delay; a delay alone needs the planned time,
 * which only some feeds say. */
static void
read_event (RltGtfsRtDecoder    *self,
            const StopTimeEvent *event,
            Delay               *delay,
            RltTime             *aimed,
            RltTime             *expected)
{
  if (event->scheduled_time > 0)
    *aimed = rlt_gtfs_rt_read_time (self, self->entity, event->scheduled_time);
  if (event->time > 0)
    *expected = rlt_gtfs_rt_read_time (self, self->entity, event->time);

  if (event->has_delay)
    *delay = (Delay) { event->delay, TRUE };
  else if (RLT_TIME_IS_SET (*aimed) && RLT_TIME_IS_SET (*expected))
    *delay = (Delay) { CLAMP ((*expected - *aimed) / RLT_SECOND, -G_MAXINT, G_MAXINT), TRUE };

  if (RLT_TIME_IS_SET (*expected) && !RLT_TIME_IS_SET (*aimed) && event->has_delay)
    *aimed = shift (*expected, -(gint64) event->delay);
  else if (RLT_TIME_IS_SET (*aimed) && !RLT_TIME_IS_SET (*expected) && delay->is_known)
    *expected = shift (*aimed, delay->seconds);
}

static const char *
read_stop (RltGtfsRtDecoder     *self,
           const StopTimeUpdate *update,
           const RltStation    **station)
{
  const char *id = update->stop_id;

  /* Where the train goes in fact, when it was sent to another platform. */
  if (update->stop_time_properties != NULL && update->stop_time_properties->assigned_stop_id != NULL)
    id = update->stop_time_properties->assigned_stop_id;

  return id != NULL && *id != '\0' ? rlt_decode_index_stop (self->index, id, strlen (id), station) : NULL;
}

static void
read_call (RltGtfsRtDecoder     *self,
           const StopTimeUpdate *update,
           Delay                *delay,
           RltCall              *call)
{
  rlt_call_init (call);
  call->stop_id = read_stop (self, update, &call->station);

  switch (update->schedule_relationship)
    {
    case TRANSIT_REALTIME__TRIP_UPDATE__STOP_TIME_UPDATE__SCHEDULE_RELATIONSHIP__SKIPPED:
      call->skipped = TRUE;
      return;
    case TRANSIT_REALTIME__TRIP_UPDATE__STOP_TIME_UPDATE__SCHEDULE_RELATIONSHIP__NO_DATA:
      delay->is_known = FALSE;
      return;
    default:
      break;
    }

  if (update->arrival != NULL)
    read_event (self, update->arrival, delay, &call->aimed_arrival, &call->expected_arrival);
  if (update->departure != NULL)
    read_event (self, update->departure, delay, &call->aimed_departure, &call->expected_departure);
  if (delay->is_known)
    call->delay = MAX (delay->seconds, 0);
}

static int
compare_sequence (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  const StopTimeUpdate *update_a = *(StopTimeUpdate **) a;
  const StopTimeUpdate *update_b = *(StopTimeUpdate **) b;

  return (update_a->stop_sequence > update_b->stop_sequence) -
         (update_a->stop_sequence < update_b->stop_sequence);
}

/* Puts the updates in the order of their sequence, when all of them have one. */
static void
sort_updates (RltGtfsRtDecoder *self,
              StopTimeUpdate  **updates,
              gsize             n_updates)
{
  gboolean is_sorted = TRUE;

  for (gsize i = 0; i < n_updates; i++)
    {
      if (!updates[i]->has_stop_sequence)
        return;
      if (i > 0 && updates[i]->stop_sequence < updates[i - 1]->stop_sequence)
        is_sorted = FALSE;
    }

  if (is_sorted)
    return;

  g_qsort_with_data (updates, n_updates, sizeof *updates, compare_sequence, NULL);
  rlt_records_remark (self->records, self->entity, "E002: stops not in the order of their sequence; sorted");
}

/* Whether the train leaves a stop after it comes to the next one. */
static void
check_times (RltGtfsRtDecoder *self,
             const RltTrip    *trip)
{
  RltTime last = RLT_TIME_NONE;

  for (guint i = 0; i < trip->n_calls; i++)
    {
      const RltTime arrival = rlt_call_get_arrival (&trip->calls[i]);

      if (!RLT_TIME_IS_SET (arrival))
        continue;
      if (arrival < last)
        {
          rlt_records_remark (self->records, self->entity, "E022: earlier at stop “%s” than before it",
                              trip->calls[i].stop_id);
          return;
        }
      last = arrival;
    }
}

/* Reads the stops of a trip; returns whether it skips all of them. */
static gboolean
read_calls (RltGtfsRtDecoder      *self,
            const RltPbTripUpdate *update,
            RltTrip               *trip)
{
  Delay delay = { update->delay, update->has_delay };
  guint n_skipped = 0;
  guint n_nameless = 0;

  sort_updates (self, update->stop_time_update, update->n_stop_time_update);
  trip->calls = rlt_arena_alloc (self->records->arena, update->n_stop_time_update * sizeof (RltCall));
  for (gsize i = 0; i < update->n_stop_time_update; i++)
    {
      RltCall *call = &trip->calls[trip->n_calls];

      read_call (self, update->stop_time_update[i], &delay, call);
      if (call->stop_id == NULL)
        {
          n_nameless++;
          continue;
        }
      trip->n_calls++;
      n_skipped += call->skipped;
    }

  if (n_nameless > 0)
    rlt_records_remark (self->records, self->entity, "%u stops without stop_id; left out", n_nameless);
  check_times (self, trip);

  return trip->n_calls > 0 && n_skipped == trip->n_calls;
}

static const char *
get_headsign (const RltPbTripUpdate *update)
{
  const StopTimeUpdate *first;

  if (update->trip_properties != NULL && update->trip_properties->trip_headsign != NULL)
    return update->trip_properties->trip_headsign;
  if (update->n_stop_time_update == 0)
    return NULL;

  first = update->stop_time_update[0];
  return first->stop_time_properties != NULL ? first->stop_time_properties->stop_headsign : NULL;
}

/* Adds the trip of @update to the records. Returns why it cannot be used, else NULL. */
const char *
rlt_gtfs_rt_add_trip (RltGtfsRtDecoder      *self,
                      const RltPbTripUpdate *update)
{
  const char *id = rlt_gtfs_rt_read_trip_id (self, update->trip);
  RltTrip *trip;
  RltTime time;
  gboolean skips_all;

  self->records->n_stop_time_updates += update->n_stop_time_update;
  if (id == NULL)
    return "E003: a trip update that names no trip";
  if (update->n_stop_time_update > MAX_CALLS)
    return "a trip update with over 512 stops";

  trip = rlt_records_add_trip (self->records);
  trip->id = id;
  trip->line_id = rlt_gtfs_rt_read_line (self, update->trip->route_id, &trip->line);
  if (update->trip->has_direction_id)
    trip->direction = update->trip->direction_id == 0 ? "0" : "1";
  trip->destination = rlt_gtfs_rt_read_text (self, get_headsign (update));
  if (update->trip_properties != NULL)
    trip->mission = rlt_gtfs_rt_read_text (self, update->trip_properties->trip_short_name);
  time = rlt_gtfs_rt_read_time (self, self->entity, update->timestamp);
  trip->observed_at = RLT_TIME_IS_SET (time) ? time : self->made_at;
  skips_all = read_calls (self, update, trip);
  trip->cancelled = skips_all || is_cancelled (update->trip);

  return NULL;
}
