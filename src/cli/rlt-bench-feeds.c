/* rlt-bench-feeds.c: answers of a size that upstreams reach, made up for `rlt bench`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-bench"

#include "config.h"

#include "rlt-bench-feeds.h"

#include <gtfs-realtime.pb-c.h>

#include "rlt-arena.h"

/* Every run measures the same bytes. */
#define SEED 20260218
#define FIRST_DEPARTURE G_GINT64_CONSTANT (1771412400)   /* 2026-02-18T11:00:00Z */
#define SECONDS_BETWEEN_STOPS 95

/* Of the journeys in the answer for the whole region most are of buses, which no catalogue of ours
 * knows: so many in a hundred are of our lines. */
#define PERCENT_OF_OURS 15
#define N_BUS_LINES 1385
#define N_BUS_STOPS 30000
#define MAX_BUS_CALLS 16

typedef struct
{
  GRand        *random;
  RltCatalogue *catalogue;
  GString      *text;
  guint         n_journeys;
} SiriEt;

static const RltPattern *
pick_pattern (RltCatalogue *catalogue,
              GRand        *random)
{
  const RltLine *line =
    rlt_catalogue_get_line (catalogue, g_rand_int_range (random, 0, rlt_catalogue_get_n_lines (catalogue)));

  return &line->patterns[g_rand_int_range (random, 0, line->n_patterns)];
}

static void
append_time (GString    *text,
             const char *name,
             gint64      seconds)
{
  char buffer[RLT_TIME_TEXT_SIZE];

  rlt_time_print (seconds * RLT_SECOND + 123 * RLT_SECOND / 1000, buffer);
  g_string_append_printf (text, "\"%s\":\"%s\",", name, buffer);
}

static void
append_call (SiriEt     *self,
             const char *stop_area,
             gint64      aimed,
             gint64      delay)
{
  GString *text = self->text;

  g_string_append_printf (text, "{\"StopPointRef\":{\"value\":\"STIF:StopPoint:Q:%s:\"},", stop_area);
  append_time (text, "ExpectedArrivalTime", aimed + delay);
  append_time (text, "ExpectedDepartureTime", aimed + delay + 30);
  append_time (text, "AimedArrivalTime", aimed);
  append_time (text, "AimedDepartureTime", aimed + 30);
  g_string_append (text, "\"DestinationDisplay\":[{\"value\":\"Gare de Pontoise\"}],\"ArrivalStatus\":\"onTime\","
                         "\"ArrivalProximityText\":{},\"ArrivalPlatformName\":{},\"DepartureStatus\":\"onTime\"},");
}

/* Calls come in any order. */
static void
append_calls (SiriEt           *self,
              const RltPattern *pattern)
{
  const guint n_bus_calls = g_rand_int_range (self->random, 1, MAX_BUS_CALLS);
  const guint n_calls = pattern != NULL ? pattern->n_stops : n_bus_calls;
  const guint first = g_rand_int_range (self->random, 0, n_calls);
  const gint64 start = FIRST_DEPARTURE + g_rand_int_range (self->random, 0, 7200);
  const gint64 delay = g_rand_int_range (self->random, 0, 300);

  for (guint i = 0; i < n_calls; i++)
    {
      /* Every other one, from somewhere in the middle, then the ones between. */
      const guint n = (first + i * 2 + (i * 2 >= n_calls ? 1 - n_calls % 2 : 0)) % n_calls;
      char bus_stop[16];

      g_snprintf (bus_stop, sizeof bus_stop, "%d", 8000000 + g_rand_int_range (self->random, 0, N_BUS_STOPS));
      append_call (self, pattern != NULL ? pattern->stops[n]->area_id : bus_stop,
                   start + n * SECONDS_BETWEEN_STOPS, delay);
    }
}

static void
append_journey (SiriEt *self)
{
  const gboolean is_ours = g_rand_int_range (self->random, 0, 100) < PERCENT_OF_OURS;
  const RltPattern *pattern = is_ours ? pick_pattern (self->catalogue, self->random) : NULL;
  char bus_line[16];
  const char *line = pattern != NULL ? pattern->line->id : bus_line;

  g_snprintf (bus_line, sizeof bus_line, "B%05d", g_rand_int_range (self->random, 0, N_BUS_LINES));
  g_string_append_printf (self->text,
                          "{\"RecordedAtTime\":\"2026-02-18T10:46:10.123Z\",\"LineRef\":{\"value\":\"STIF:Line::%s:\"},"
                          "\"DirectionRef\":{\"value\":\"A\"},\"DatedVehicleJourneyRef\":"
                          "{\"value\":\"RATP-SIV:VehicleJourney::20260218.%u.A.%s:LOC\"},\"VehicleMode\":[],"
                          "\"PublishedLineName\":[{\"value\":\"%s\"}],\"DirectionName\":[],"
                          "\"OperatorRef\":{\"value\":\"RATP-SIV:Operator::RATP.OCTAVE.4.4:\"},"
                          "\"DestinationRef\":{\"value\":\"STIF:StopPoint:Q:41091:\"},"
                          "\"DestinationName\":[{\"value\":\"Gare de Pontoise\"}],\"VehicleJourneyName\":[],"
                          "\"JourneyNote\":[],\"FirstOrLastJourney\":\"unspecified\",\"EstimatedCalls\":{\"EstimatedCall\":[",
                          line, self->n_journeys++, line, line);
  append_calls (self, pattern);
  g_string_truncate (self->text, self->text->len - 1);
  g_string_append (self->text, "]}},");
}

/**
 * rlt_bench_make_siri_et:
 * @catalogue: where lines and stops are taken from
 * @size: bytes it must have at least
 *
 * Returns: (transfer full): an estimated timetable as PRIM gives it for the whole region
 */
GBytes *
rlt_bench_make_siri_et (RltCatalogue *catalogue,
                        gsize         size)
{
  SiriEt self = {
    .random = g_rand_new_with_seed (SEED),
    .catalogue = catalogue,
    .text = g_string_sized_new (size + size / 64),
  };

  g_string_append (self.text, "{\"Siri\":{\"ServiceDelivery\":{\"ResponseTimestamp\":\"2026-02-18T10:46:18.189Z\","
                              "\"ProducerRef\":\"IVTR_HET\",\"EstimatedTimetableDelivery\":[{\"Version\":\"2.0\","
                              "\"Status\":\"true\",\"EstimatedJourneyVersionFrame\":[{\"EstimatedVehicleJourney\":[");
  while (self.text->len < size)
    append_journey (&self);
  g_string_truncate (self.text, self.text->len - 1);
  g_string_append (self.text, "]}]}]}}}");

  g_rand_free (self.random);
  return g_string_free_to_bytes (self.text);
}

typedef struct
{
  GRand    *random;
  RltArena *arena;
  guint     n_entities;
} GtfsRt;

static char *
format (GtfsRt     *self,
        const char *prefix,
        const char *number,
        guint       n)
{
  g_autofree char *text = n == G_MAXUINT ? g_strconcat (prefix, number, NULL)
                                         : g_strdup_printf ("%s%s:%u", prefix, number, n);

  return rlt_arena_strdup (self->arena, text);
}

static TransitRealtime__TripUpdate__StopTimeEvent *
make_event (GtfsRt *self,
            gint64  time,
            int     delay)
{
  TransitRealtime__TripUpdate__StopTimeEvent *event =
    rlt_arena_alloc (self->arena, sizeof (TransitRealtime__TripUpdate__StopTimeEvent));

  transit_realtime__trip_update__stop_time_event__init (event);
  event->has_time = TRUE;
  event->time = time + delay;
  event->has_delay = TRUE;
  event->delay = delay;

  return event;
}

static TransitRealtime__TripDescriptor *
make_trip (GtfsRt           *self,
           const RltPattern *pattern,
           guint             n)
{
  TransitRealtime__TripDescriptor *trip = rlt_arena_alloc (self->arena, sizeof (TransitRealtime__TripDescriptor));

  transit_realtime__trip_descriptor__init (trip);
  trip->trip_id = format (self, "IDFM:RATP:trip:", pattern->line->id, n);
  trip->route_id = format (self, "IDFM:", pattern->line->id, G_MAXUINT);
  trip->start_date = (char *) "20260218";
  trip->has_direction_id = TRUE;
  trip->direction_id = pattern->direction;

  return trip;
}

static TransitRealtime__FeedEntity *
make_entity (GtfsRt     *self,
             const char *prefix)
{
  TransitRealtime__FeedEntity *entity = rlt_arena_alloc (self->arena, sizeof (TransitRealtime__FeedEntity));

  transit_realtime__feed_entity__init (entity);
  entity->id = format (self, prefix, "", self->n_entities++);

  return entity;
}

static TransitRealtime__FeedEntity *
make_trip_update (GtfsRt           *self,
                  const RltPattern *pattern,
                  guint             n)
{
  TransitRealtime__FeedEntity *entity = make_entity (self, "trip:");
  TransitRealtime__TripUpdate *update = rlt_arena_alloc (self->arena, sizeof (TransitRealtime__TripUpdate));
  const gint64 start = FIRST_DEPARTURE + g_rand_int_range (self->random, 0, 7200);
  const int delay = g_rand_int_range (self->random, -30, 300);

  transit_realtime__trip_update__init (update);
  entity->trip_update = update;
  update->trip = make_trip (self, pattern, n);
  update->n_stop_time_update = pattern->n_stops;
  update->stop_time_update =
    rlt_arena_new_array (self->arena, TransitRealtime__TripUpdate__StopTimeUpdate *, pattern->n_stops);
  for (guint i = 0; i < pattern->n_stops; i++)
    {
      TransitRealtime__TripUpdate__StopTimeUpdate *stop =
        rlt_arena_alloc (self->arena, sizeof (TransitRealtime__TripUpdate__StopTimeUpdate));

      transit_realtime__trip_update__stop_time_update__init (stop);
      stop->has_stop_sequence = TRUE;
      stop->stop_sequence = i + 1;
      stop->stop_id = format (self, "IDFM:", pattern->stops[i]->area_id, G_MAXUINT);
      stop->arrival = make_event (self, start + i * SECONDS_BETWEEN_STOPS, delay);
      stop->departure = make_event (self, start + i * SECONDS_BETWEEN_STOPS + 30, delay);
      update->stop_time_update[i] = stop;
    }

  return entity;
}

static TransitRealtime__FeedEntity *
make_vehicle (GtfsRt           *self,
              const RltPattern *pattern,
              guint             n)
{
  TransitRealtime__FeedEntity *entity = make_entity (self, "vehicle:");
  TransitRealtime__VehiclePosition *vehicle = rlt_arena_alloc (self->arena, sizeof (TransitRealtime__VehiclePosition));
  TransitRealtime__Position *position = rlt_arena_alloc (self->arena, sizeof (TransitRealtime__Position));

  transit_realtime__vehicle_position__init (vehicle);
  transit_realtime__position__init (position);
  entity->vehicle = vehicle;
  vehicle->trip = make_trip (self, pattern, n);
  vehicle->position = position;
  position->has_latitude = position->has_longitude = TRUE;
  position->latitude = pattern->stops[0]->latitude;
  position->longitude = pattern->stops[0]->longitude;
  vehicle->stop_id = format (self, "IDFM:", pattern->stops[0]->area_id, G_MAXUINT);
  vehicle->has_timestamp = TRUE;
  vehicle->timestamp = FIRST_DEPARTURE;

  return entity;
}

/**
 * rlt_bench_make_gtfs_rt:
 * @catalogue: where lines and stops are taken from
 * @n_trips: how many trips, each with its vehicle
 *
 * Returns: (transfer full): a GTFS-Realtime feed
 */
GBytes *
rlt_bench_make_gtfs_rt (RltCatalogue *catalogue,
                        guint         n_trips)
{
  GtfsRt self = { .random = g_rand_new_with_seed (SEED), .arena = rlt_arena_new () };
  TransitRealtime__FeedHeader header = TRANSIT_REALTIME__FEED_HEADER__INIT;
  TransitRealtime__FeedMessage feed = TRANSIT_REALTIME__FEED_MESSAGE__INIT;
  guint8 *bytes;
  gsize length;

  header.gtfs_realtime_version = (char *) "2.0";
  header.has_timestamp = TRUE;
  header.timestamp = FIRST_DEPARTURE;
  feed.header = &header;
  feed.n_entity = 2 * n_trips;
  feed.entity = rlt_arena_new_array (self.arena, TransitRealtime__FeedEntity *, feed.n_entity);
  for (guint i = 0; i < n_trips; i++)
    {
      const RltPattern *pattern = pick_pattern (catalogue, self.random);

      feed.entity[2 * i] = make_trip_update (&self, pattern, i);
      feed.entity[2 * i + 1] = make_vehicle (&self, pattern, i);
    }

  bytes = g_malloc (transit_realtime__feed_message__get_packed_size (&feed));
  length = transit_realtime__feed_message__pack (&feed, bytes);
  rlt_arena_free (self.arena);
  g_rand_free (self.random);

  return g_bytes_new_take (bytes, length);
}
