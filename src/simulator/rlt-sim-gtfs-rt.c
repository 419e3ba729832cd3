/* rlt-sim-gtfs-rt.c: the ground truth in GTFS-Realtime: https://gtfs.org/realtime/reference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-gtfs-rt"

#include "config.h"

#include "rlt-sim-gtfs-rt.h"

#include "rlt-geometry.h"
#include "rlt-sim-protobuf.h"

/* How long before its beginning a trip is listed. */
#define HORIZON (10 * 60 * 1000)

/* Field numbers of gtfs-realtime.proto. */
enum
{
  FEED_HEADER = 1,
  FEED_ENTITY = 2,
};

enum
{
  HEADER_VERSION = 1,
  HEADER_INCREMENTALITY = 2,
  HEADER_TIMESTAMP = 3,
};

enum
{
  ENTITY_ID = 1,
  ENTITY_TRIP_UPDATE = 3,
  ENTITY_VEHICLE = 4,
};

enum
{
  TRIP_UPDATE_TRIP = 1,
  TRIP_UPDATE_STOP_TIME = 2,
  TRIP_UPDATE_VEHICLE = 3,
  TRIP_UPDATE_TIMESTAMP = 4,
};

enum
{
  TRIP_ID = 1,
  TRIP_START_TIME = 2,
  TRIP_START_DATE = 3,
  TRIP_RELATIONSHIP = 4,
  TRIP_ROUTE_ID = 5,
  TRIP_DIRECTION_ID = 6,
};

enum
{
  STOP_TIME_SEQUENCE = 1,
  STOP_TIME_ARRIVAL = 2,
  STOP_TIME_DEPARTURE = 3,
  STOP_TIME_STOP_ID = 4,
  STOP_TIME_RELATIONSHIP = 5,
};

enum
{
  EVENT_DELAY = 1,
  EVENT_TIME = 2,
};

enum
{
  VEHICLE_TRIP = 1,
  VEHICLE_POSITION = 2,
  VEHICLE_SEQUENCE = 3,
  VEHICLE_STATUS = 4,
  VEHICLE_TIMESTAMP = 5,
  VEHICLE_STOP_ID = 7,
  VEHICLE_DESCRIPTOR = 8,
};

enum
{
  POSITION_LATITUDE = 1,
  POSITION_LONGITUDE = 2,
  POSITION_BEARING = 3,
  POSITION_ODOMETER = 4,
};

enum
{
  DESCRIPTOR_ID = 1,
  DESCRIPTOR_LABEL = 2,
};

/* Values of its enumerations. */
enum
{
  INCREMENTALITY_FULL_DATASET = 0,
};

enum
{
  TRIP_SCHEDULED = 0,
  TRIP_CANCELED = 3,
};

enum
{
  STOP_TIME_SKIPPED = 1,
};

enum
{
  STATUS_INCOMING_AT = 0,
  STATUS_STOPPED_AT = 1,
  STATUS_IN_TRANSIT_TO = 2,
};

/* A train this near to its next stop is coming in. */
#define INCOMING_DISTANCE 300.0

typedef struct
{
  const RltSimDay *day;
  RltTime          now;
  RltSimTime       time;                /* @now in the day's own count */
  char             date[16];            /* the service day's: "20261123" */
  RltSimProtobuf  *message;
} Feed;

static void
write_header (RltSimProtobuf *message,
              RltTime         now)
{
  gsize mark = rlt_sim_protobuf_begin (message, FEED_HEADER);

  rlt_sim_protobuf_put_string (message, HEADER_VERSION, "2.0");
  rlt_sim_protobuf_put_int (message, HEADER_INCREMENTALITY, INCREMENTALITY_FULL_DATASET);
  rlt_sim_protobuf_put_int (message, HEADER_TIMESTAMP, now / RLT_SECOND);
  rlt_sim_protobuf_end (message, mark);
}

static guint
get_trip_number (const Feed       *self,
                 const RltSimTrip *trip)
{
  return (guint) (trip - self->day->trips);
}

/* Hours go on beyond 24: a service day's. */
static void
print_start (const RltSimTrip *trip,
             char              text[16])
{
  int seconds = trip->departure / 1000 + RLT_SERVICE_DAY_FIRST_HOUR * 3600;

  g_snprintf (text, 16, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static void
write_trip (const Feed       *self,
            guint             field,
            const RltSimTrip *trip)
{
  const RltLine *line = self->day->line->line;
  gsize mark = rlt_sim_protobuf_begin (self->message, field);
  char text[64];

  g_snprintf (text, sizeof text, "%s:%s:%u", line->id, self->date, get_trip_number (self, trip));
  rlt_sim_protobuf_put_string (self->message, TRIP_ID, text);
  print_start (trip, text);
  rlt_sim_protobuf_put_string (self->message, TRIP_START_TIME, text);
  rlt_sim_protobuf_put_string (self->message, TRIP_START_DATE, self->date);
  rlt_sim_protobuf_put_int (self->message, TRIP_RELATIONSHIP, trip->cancelled ? TRIP_CANCELED : TRIP_SCHEDULED);
  g_snprintf (text, sizeof text, "IDFM:%s", line->id);
  rlt_sim_protobuf_put_string (self->message, TRIP_ROUTE_ID, text);
  rlt_sim_protobuf_put_int (self->message, TRIP_DIRECTION_ID, trip->plan->pattern->direction);
  rlt_sim_protobuf_end (self->message, mark);
}

static void
write_vehicle (const Feed       *self,
               guint             field,
               const RltSimTrip *trip)
{
  gsize mark = rlt_sim_protobuf_begin (self->message, field);
  char text[64];

  g_snprintf (text, sizeof text, "%s/%u", self->day->line->line->key, trip->vehicle);
  rlt_sim_protobuf_put_string (self->message, DESCRIPTOR_ID, text);
  rlt_sim_protobuf_put_string (self->message, DESCRIPTOR_LABEL,
                               trip->plan->pattern->stops[trip->last]->station->name);
  rlt_sim_protobuf_end (self->message, mark);
}

static void
write_stop_id (const Feed       *self,
               guint             field,
               const RltSimTrip *trip,
               guint             call)
{
  const RltPattern *pattern = trip->plan->pattern;
  char text[32];

  g_snprintf (text, sizeof text, "IDFM:%u",
              rlt_sim_line_get_quay (self->day->line, pattern->stops[call], pattern->direction));
  rlt_sim_protobuf_put_string (self->message, field, text);
}

static void
write_event (const Feed *self,
             guint       field,
             RltSimTime  aimed,
             RltSimTime  expected)
{
  gsize mark = rlt_sim_protobuf_begin (self->message, field);

  rlt_sim_protobuf_put_int (self->message, EVENT_DELAY, (expected - aimed) / 1000);
  rlt_sim_protobuf_put_int (self->message, EVENT_TIME,
                            rlt_sim_day_get_instant (self->day, expected) / RLT_SECOND);
  rlt_sim_protobuf_end (self->message, mark);
}

static void
write_stop_time (const Feed       *self,
                 const RltSimTrip *trip,
                 guint             call)
{
  gsize mark = rlt_sim_protobuf_begin (self->message, TRIP_UPDATE_STOP_TIME);

  rlt_sim_protobuf_put_int (self->message, STOP_TIME_SEQUENCE, call + 1);
  if (!rlt_sim_trip_is_served (trip, call))
    {
      rlt_sim_protobuf_put_int (self->message, STOP_TIME_RELATIONSHIP, STOP_TIME_SKIPPED);
    }
  else
    {
      if (call > trip->first)
        write_event (self, STOP_TIME_ARRIVAL, rlt_sim_trip_get_aimed_arrival (trip, call),
                     rlt_sim_trip_get_arrival (trip, call));
      if (call < trip->last)
        write_event (self, STOP_TIME_DEPARTURE, rlt_sim_trip_get_aimed_departure (trip, call),
                     rlt_sim_trip_get_departure (trip, call));
    }
  write_stop_id (self, STOP_TIME_STOP_ID, trip, call);
  rlt_sim_protobuf_end (self->message, mark);
}

/* The stops to come, and those that will not be served. */
static gboolean
is_to_come (const Feed       *self,
            const RltSimTrip *trip,
            guint             call)
{
  if (!rlt_sim_trip_is_served (trip, call))
    return rlt_sim_trip_get_aimed_departure (trip, call) >= self->time;
  if (call == trip->last)
    return rlt_sim_trip_get_arrival (trip, call) >= self->time;

  return rlt_sim_trip_get_departure (trip, call) >= self->time;
}

static gsize
begin_entity (const Feed       *self,
              const char       *kind,
              const RltSimTrip *trip)
{
  gsize mark = rlt_sim_protobuf_begin (self->message, FEED_ENTITY);
  char id[64];

  g_snprintf (id, sizeof id, "%s:%s:%u", kind, self->day->line->line->id, get_trip_number (self, trip));
  rlt_sim_protobuf_put_string (self->message, ENTITY_ID, id);

  return mark;
}

static void
write_trip_update (const Feed       *self,
                   const RltSimTrip *trip)
{
  gsize entity, update;

  if (self->time < MIN (trip->appears, trip->departure - HORIZON) || self->time >= trip->ends)
    return;

  entity = begin_entity (self, "trip", trip);
  update = rlt_sim_protobuf_begin (self->message, ENTITY_TRIP_UPDATE);
  write_trip (self, TRIP_UPDATE_TRIP, trip);
  if (!trip->cancelled)
    {
      for (guint call = 0; call < trip->plan->pattern->n_stops; call++)
        {
          if (is_to_come (self, trip, call))
            write_stop_time (self, trip, call);
        }
      write_vehicle (self, TRIP_UPDATE_VEHICLE, trip);
    }
  rlt_sim_protobuf_put_int (self->message, TRIP_UPDATE_TIMESTAMP, self->now / RLT_SECOND);
  rlt_sim_protobuf_end (self->message, update);
  rlt_sim_protobuf_end (self->message, entity);
}

static void
write_position (const Feed        *self,
                const RltSimTrip  *trip,
                const RltSimPlace *place)
{
  gsize mark = rlt_sim_protobuf_begin (self->message, VEHICLE_POSITION);
  RltPosition position;

  rlt_pattern_locate (trip->plan->pattern, place->distance, &position);
  rlt_sim_protobuf_put_float (self->message, POSITION_LATITUDE, (float) position.latitude);
  rlt_sim_protobuf_put_float (self->message, POSITION_LONGITUDE, (float) position.longitude);
  rlt_sim_protobuf_put_float (self->message, POSITION_BEARING, (float) position.bearing);
  rlt_sim_protobuf_put_double (self->message, POSITION_ODOMETER, place->distance);
  rlt_sim_protobuf_end (self->message, mark);
}

static int
get_status (const RltSimTrip  *trip,
            const RltSimPlace *place)
{
  if (place->at_platform)
    return STATUS_STOPPED_AT;

  return trip->plan->pattern->distances[place->to] - place->distance < INCOMING_DISTANCE
           ? STATUS_INCOMING_AT
           : STATUS_IN_TRANSIT_TO;
}

static void
write_vehicle_position (const Feed       *self,
                        const RltSimTrip *trip)
{
  RltSimPlace place;
  gsize entity, vehicle;

  if (!rlt_sim_trip_is_running (trip, self->time))
    return;

  rlt_sim_trip_locate (trip, self->time, &place);
  entity = begin_entity (self, "vehicle", trip);
  vehicle = rlt_sim_protobuf_begin (self->message, ENTITY_VEHICLE);
  write_trip (self, VEHICLE_TRIP, trip);
  write_position (self, trip, &place);
  rlt_sim_protobuf_put_int (self->message, VEHICLE_SEQUENCE, place.to + 1);
  rlt_sim_protobuf_put_int (self->message, VEHICLE_STATUS, get_status (trip, &place));
  rlt_sim_protobuf_put_int (self->message, VEHICLE_TIMESTAMP, self->now / RLT_SECOND);
  write_stop_id (self, VEHICLE_STOP_ID, trip, place.to);
  write_vehicle (self, VEHICLE_DESCRIPTOR, trip);
  rlt_sim_protobuf_end (self->message, vehicle);
  rlt_sim_protobuf_end (self->message, entity);
}

static char *
write_feed (RltSimWorld *world,
            RltTime      now,
            void       (*write) (const Feed *, const RltSimTrip *),
            gsize       *length)
{
  g_autoptr(RltSimProtobuf) message = rlt_sim_protobuf_new ();

  write_header (message, now);
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      Feed feed = { .day = rlt_sim_world_get_day (world, i, now), .now = now, .message = message };
      RltParisTime date;

      feed.time = rlt_sim_day_get_time (feed.day, now);
      rlt_time_to_paris (feed.day->start, &date);
      g_snprintf (feed.date, sizeof feed.date, "%04d%02d%02d", date.year, date.month, date.day);
      for (guint t = 0; t < feed.day->n_trips; t++)
        write (&feed, &feed.day->trips[t]);
    }

  return rlt_sim_protobuf_finish (message, length);
}

/**
 * rlt_sim_gtfs_rt_write_trip_updates:
 * @world: the world
 * @now: the instant
 * @length: (out): the message's length in bytes
 *
 * Returns: (transfer full): a FeedMessage with the trips that run, that soon begin, or that do not
 *   run though planned
 */
char *
rlt_sim_gtfs_rt_write_trip_updates (RltSimWorld *world,
                                    RltTime      now,
                                    gsize       *length)
{
  return write_feed (world, now, write_trip_update, length);
}

/**
 * rlt_sim_gtfs_rt_write_vehicle_positions:
 * @world: the world
 * @now: the instant
 * @length: (out): the message's length in bytes
 *
 * Returns: (transfer full): a FeedMessage with the place of every train
 */
char *
rlt_sim_gtfs_rt_write_vehicle_positions (RltSimWorld *world,
                                         RltTime      now,
                                         gsize       *length)
{
  return write_feed (world, now, write_vehicle_position, length);
}
