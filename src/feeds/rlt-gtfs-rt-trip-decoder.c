/* rlt-gtfs-rt-trip-decoder.c: trip updates of GTFS-Realtime to trips.
 *
 * Nine tenths of a feed are stop time updates: they are read straight from the wire.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-gtfs-rt-decoder"

#include "config.h"

#include "rlt-gtfs-rt-decoder-private.h"

#include "rlt-protobuf-walk.h"

/* No train of ours calls at a quarter as many stops. */
#define MAX_CALLS 512

/* The numbers of members, as gtfs-realtime.proto gives them. */
enum
{
  UPDATE_TRIP = 1,
  UPDATE_STOP = 2,
  UPDATE_TIMESTAMP = 4,
  UPDATE_DELAY = 5,
  UPDATE_PROPERTIES = 6,
};

enum
{
  STOP_SEQUENCE = 1,
  STOP_ARRIVAL = 2,
  STOP_DEPARTURE = 3,
  STOP_ID = 4,
  STOP_RELATIONSHIP = 5,
  STOP_PROPERTIES = 6,
};

enum
{
  PROPERTY_ASSIGNED_STOP_ID = 1,
  PROPERTY_STOP_HEADSIGN = 2,
};

enum
{
  TRIP_PROPERTY_HEADSIGN = 5,
  TRIP_PROPERTY_SHORT_NAME = 6,
};

enum
{
  EVENT_DELAY = 1,
  EVENT_TIME = 2,
  EVENT_SCHEDULED_TIME = 4,
};

typedef struct
{
  gint64   time;             /* POSIX; 0: not said, as the two below */
  gint64   scheduled_time;
  gboolean has_delay;
  gint32   delay;            /* seconds */
} Event;

/* A stop time update. */
typedef struct
{
  gboolean  has_sequence;
  guint32   sequence;
  guint64   relationship;
  RltMember stop_id;
  RltMember assigned_stop_id;   /* where the train was sent instead */
  RltMember headsign;
  Event     arrival;
  Event     departure;
} Stop;

/* A trip update; its stops are apart. */
typedef struct
{
  RltPbTrip *trip;              /* (nullable) in scratch memory */
  RltMember  headsign;
  RltMember  short_name;
  guint64    timestamp;
  gboolean   has_delay;
  gint32     delay;             /* seconds */
  guint      n_stops;
} Update;

/* The delay that holds until a later stop says another. */
typedef struct
{
  gboolean is_known;
  gint32   seconds;
} Delay;

/* Returns room for the stops of one trip update. */
GArray *
rlt_gtfs_rt_new_stops (void)
{
  return g_array_new (FALSE, FALSE, sizeof (Stop));
}

static gboolean
walk_event (const RltMember *source,
            Event           *event)
{
  RltWalk walk = rlt_walk_begin (source->bytes, source->length);
  RltMember member;

  while (rlt_walk_next (&walk, &member))
    {
      if (member.wire != RLT_WIRE_VARINT)
        continue;
      if (member.number == EVENT_TIME)
        event->time = member.value;
      else if (member.number == EVENT_SCHEDULED_TIME)
        event->scheduled_time = member.value;
      else if (member.number == EVENT_DELAY)
        {
          event->has_delay = TRUE;
          event->delay = (gint32) member.value;
        }
    }

  return rlt_walk_is_at_end (&walk);
}

static gboolean
walk_properties (const RltMember *source,
                 Stop            *stop)
{
  RltWalk walk = rlt_walk_begin (source->bytes, source->length);
  RltMember member;

  while (rlt_walk_next (&walk, &member))
    {
      if (rlt_member_is (&member, PROPERTY_ASSIGNED_STOP_ID, RLT_WIRE_BYTES))
        stop->assigned_stop_id = member;
      else if (rlt_member_is (&member, PROPERTY_STOP_HEADSIGN, RLT_WIRE_BYTES))
        stop->headsign = member;
    }

  return rlt_walk_is_at_end (&walk);
}

static gboolean
walk_stop (const RltMember *source,
           Stop            *stop)
{
  RltWalk walk = rlt_walk_begin (source->bytes, source->length);
  RltMember member;
  gboolean is_sound = TRUE;

  while (is_sound && rlt_walk_next (&walk, &member))
    {
      if (rlt_member_is (&member, STOP_ID, RLT_WIRE_BYTES))
        stop->stop_id = member;
      else if (rlt_member_is (&member, STOP_ARRIVAL, RLT_WIRE_BYTES))
        is_sound = walk_event (&member, &stop->arrival);
      else if (rlt_member_is (&member, STOP_DEPARTURE, RLT_WIRE_BYTES))
        is_sound = walk_event (&member, &stop->departure);
      else if (rlt_member_is (&member, STOP_RELATIONSHIP, RLT_WIRE_VARINT))
        stop->relationship = member.value;
      else if (rlt_member_is (&member, STOP_PROPERTIES, RLT_WIRE_BYTES))
        is_sound = walk_properties (&member, stop);
      else if (rlt_member_is (&member, STOP_SEQUENCE, RLT_WIRE_VARINT))
        {
          stop->has_sequence = TRUE;
          stop->sequence = member.value;
        }
    }

  return is_sound && rlt_walk_is_at_end (&walk);
}

static gboolean
read_stop (RltGtfsRtDecoder *self,
           const RltMember  *member,
           Update           *update)
{
  Stop *stop;

  update->n_stops++;
  if (update->n_stops > MAX_CALLS)
    return TRUE;

  g_array_set_size (self->stops, update->n_stops);
  stop = &g_array_index (self->stops, Stop, update->n_stops - 1);
  *stop = (Stop) { 0, };

  return walk_stop (member, stop);
}

static gboolean
walk_trip_properties (const RltMember *source,
                      Update          *update)
{
  RltWalk walk = rlt_walk_begin (source->bytes, source->length);
  RltMember member;

  while (rlt_walk_next (&walk, &member))
    {
      if (rlt_member_is (&member, TRIP_PROPERTY_HEADSIGN, RLT_WIRE_BYTES))
        update->headsign = member;
      else if (rlt_member_is (&member, TRIP_PROPERTY_SHORT_NAME, RLT_WIRE_BYTES))
        update->short_name = member;
    }

  return rlt_walk_is_at_end (&walk);
}

static gboolean
walk_update (RltGtfsRtDecoder *self,
             RltWalk           walk,
             Update           *update)
{
  RltMember member;
  gboolean is_sound = TRUE;

  while (is_sound && rlt_walk_next (&walk, &member))
    {
      if (rlt_member_is (&member, UPDATE_STOP, RLT_WIRE_BYTES))
        is_sound = read_stop (self, &member, update);
      else if (rlt_member_is (&member, UPDATE_TRIP, RLT_WIRE_BYTES))
        {
          update->trip = transit_realtime__trip_descriptor__unpack (&self->allocator, member.length, member.bytes);
          is_sound = update->trip != NULL;
        }
      else if (rlt_member_is (&member, UPDATE_PROPERTIES, RLT_WIRE_BYTES))
        is_sound = walk_trip_properties (&member, update);
      else if (rlt_member_is (&member, UPDATE_TIMESTAMP, RLT_WIRE_VARINT))
        update->timestamp = member.value;
      else if (rlt_member_is (&member, UPDATE_DELAY, RLT_WIRE_VARINT))
        {
          update->has_delay = TRUE;
          update->delay = (gint32) member.value;
        }
    }

  return is_sound && rlt_walk_is_at_end (&walk);
}

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
read_event (RltGtfsRtDecoder *self,
            const Event      *event,
            Delay            *delay,
            RltTime          *aimed,
            RltTime          *expected)
{
  if (event->scheduled_time > 0)
    *aimed = rlt_gtfs_rt_read_time (self, self->entity, event->scheduled_time);
  if (event->time > 0)
    *expected = rlt_gtfs_rt_read_time (self, self->entity, event->time);

  if (event->has_delay)
    *delay = (Delay) { TRUE, event->delay };
  else if (RLT_TIME_IS_SET (*aimed) && RLT_TIME_IS_SET (*expected))
    *delay = (Delay) { TRUE, CLAMP ((*expected - *aimed) / RLT_SECOND, -G_MAXINT32, G_MAXINT32) };

  if (RLT_TIME_IS_SET (*expected) && !RLT_TIME_IS_SET (*aimed) && event->has_delay)
    *aimed = shift (*expected, -(gint64) event->delay);
  else if (RLT_TIME_IS_SET (*aimed) && !RLT_TIME_IS_SET (*expected) && delay->is_known)
    *expected = shift (*aimed, delay->seconds);
}

/* Reads one stop into @call, but for its id. */
static void
read_call (RltGtfsRtDecoder *self,
           const Stop       *stop,
           Delay            *delay,
           RltCall          *call)
{
  switch (stop->relationship)
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

  read_event (self, &stop->arrival, delay, &call->aimed_arrival, &call->expected_arrival);
  read_event (self, &stop->departure, delay, &call->aimed_departure, &call->expected_departure);
  if (delay->is_known)
    call->delay = MAX (delay->seconds, 0);
}

static int
compare_sequence (gconstpointer a,
                  gconstpointer b)
{
  const guint32 sequence_a = ((const Stop *) a)->sequence;
  const guint32 sequence_b = ((const Stop *) b)->sequence;

  return (sequence_a > sequence_b) - (sequence_a < sequence_b);
}

/* Puts the stops in the order of their sequence, when all of them have one. */
static void
sort_stops (RltGtfsRtDecoder *self)
{
  gboolean is_sorted = TRUE;
  guint32 last = 0;

  for (guint i = 0; i < self->stops->len; i++)
    {
      const Stop *stop = &g_array_index (self->stops, Stop, i);

      if (!stop->has_sequence)
        return;
      if (stop->sequence < last)
        is_sorted = FALSE;
      last = stop->sequence;
    }

  if (is_sorted)
    return;

  g_array_sort (self->stops, compare_sequence);
  rlt_records_remark (self->records, self->entity, "E002: stops not in the order of their sequence; sorted");
}

/* Whether the train is at each stop no earlier than at the one before. */
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

/* Turns the stops that were read into calls; returns whether the trip skips all of them. */
static gboolean
read_calls (RltGtfsRtDecoder *self,
            const Update     *update,
            RltTrip          *trip)
{
  Delay delay = { update->has_delay, update->delay };
  guint n_skipped = 0;

  sort_stops (self);
  trip->calls = rlt_arena_alloc (self->records->arena, self->stops->len * sizeof (RltCall));
  for (guint i = 0; i < self->stops->len; i++)
    {
      const Stop *stop = &g_array_index (self->stops, Stop, i);
      const RltMember *id = stop->assigned_stop_id.length > 0 ? &stop->assigned_stop_id : &stop->stop_id;
      RltCall *call = &trip->calls[trip->n_calls];

      rlt_call_init (call);
      read_call (self, stop, &delay, call);
      if (id->length == 0)
        continue;

      call->stop_id = rlt_decode_index_stop (self->index, (const char *) id->bytes, id->length, &call->station);
      trip->n_calls++;
      n_skipped += call->skipped;
    }

  if (trip->n_calls < self->stops->len)
    rlt_records_remark (self->records, self->entity, "%u stops without stop_id; left out",
                        self->stops->len - trip->n_calls);
  check_times (self, trip);

  return trip->n_calls > 0 && n_skipped == trip->n_calls;
}

static const char *
read_text (RltGtfsRtDecoder *self,
           const RltMember  *member)
{
  if (member->length == 0)
    return NULL;

  return rlt_decode_index_text (self->index, (const char *) member->bytes, member->length);
}

static const char *
read_headsign (RltGtfsRtDecoder *self,
               const Update     *update)
{
  if (update->headsign.length > 0 || self->stops->len == 0)
    return read_text (self, &update->headsign);

  return read_text (self, &g_array_index (self->stops, Stop, 0).headsign);
}

static void
keep_trip (RltGtfsRtDecoder *self,
           const Update     *update,
           const char       *id)
{
  RltTrip *trip = rlt_records_add_trip (self->records);
  const RltTime time = rlt_gtfs_rt_read_time (self, self->entity, update->timestamp);

  trip->id = id;
  trip->line_id = rlt_gtfs_rt_read_line (self, update->trip->route_id, &trip->line);
  if (update->trip->has_direction_id)
    trip->direction = update->trip->direction_id == 0 ? "0" : "1";
  trip->destination = read_headsign (self, update);
  trip->mission = read_text (self, &update->short_name);
  trip->observed_at = RLT_TIME_IS_SET (time) ? time : self->made_at;
  trip->cancelled = read_calls (self, update, trip) || is_cancelled (update->trip);
}

/* Adds the trip of a trip update to the records. Returns why it cannot be used, else NULL. */
const char *
rlt_gtfs_rt_add_trip (RltGtfsRtDecoder *self,
                      const guint8     *bytes,
                      gsize             length)
{
  Update update = { 0, };
  const char *id;

  g_array_set_size (self->stops, 0);
  if (!walk_update (self, rlt_walk_begin (bytes, length), &update))
    return "damaged";

  self->records->n_stop_time_updates += update.n_stops;
  if (update.n_stops > MAX_CALLS)
    return "a trip update with over 512 stops";

  id = rlt_gtfs_rt_read_trip_id (self, update.trip);
  if (id == NULL)
    return "E003: a trip update that names no trip";

  keep_trip (self, &update, id);
  return NULL;
}
