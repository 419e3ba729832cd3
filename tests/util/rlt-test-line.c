/* rlt-test-line.c: small lines and trips written down in a test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-line.h"

#include <string.h>

#include "rlt-text.h"

#define MAX_STOPS 128

struct _RltTestLine
{
  RltArena   *arena;      /* (owned) */
  GHashTable *by_name;    /* (owned): name -> RltStation */
  RltStop    *stops;
  RltLine     line;
};

static RltStation *
add_station (RltTestLine *self,
             const char  *name)
{
  RltStation *station = rlt_arena_new_struct (self->arena, RltStation);
  RltStop *stop = &self->stops[self->line.n_stops];
  const RltStop **stops = rlt_arena_new_array (self->arena, const RltStop *, 1);
  g_autofree char *folded = rlt_text_fold (name);

  g_assert_cmpuint (self->line.n_stops, <, MAX_STOPS);
  station->index = self->line.n_stops;
  station->id = station->name = rlt_arena_strdup (self->arena, name);
  station->folded = rlt_arena_strdup (self->arena, folded);
  station->latitude = 48.8;
  station->longitude = 2.0 + 0.0136 * self->line.n_stops;
  stop->index = self->line.n_stops++;
  stop->line = &self->line;
  stop->station = station;
  stop->area_id = station->id;
  stop->latitude = station->latitude;
  stop->longitude = station->longitude;
  stops[0] = stop;
  station->stops = stops;
  station->n_stops = 1;
  g_hash_table_insert (self->by_name, (gpointer) station->name, station);

  return station;
}

static RltSegment *
add_segment (RltTestLine   *self,
             const RltStop *from,
             const RltStop *to,
             double         length)
{
  RltSegment *segment = rlt_arena_new_struct (self->arena, RltSegment);
  RltPoint *points = rlt_arena_new_array (self->arena, RltPoint, 2);
  float *distances = rlt_arena_new_array (self->arena, float, 2);

  points[0] = (RltPoint) { from->latitude, from->longitude };
  points[1] = (RltPoint) { to->latitude, to->longitude };
  distances[1] = length;
  *segment = (RltSegment) { 0, from, to, length, 2, points, distances, FALSE };

  return segment;
}

/* Cuts the "+500" from the end of a stop's name. */
static double
take_length (char *name)
{
  char *plus = strchr (name, '+');

  if (plus == NULL)
    return RLT_TEST_SPACING;

  *plus = '\0';
  return g_ascii_strtod (plus + 1, NULL);
}

/* @text: "0:A B C+500", the direction and the stops in order. */
static void
init_pattern (RltTestLine *self,
              RltPattern  *pattern,
              const char  *text)
{
  g_auto(GStrv) names = g_strsplit (strchr (text, ':') + 1, " ", -1);
  guint n = g_strv_length (names);
  const RltStop **stops = rlt_arena_new_array (self->arena, const RltStop *, n);
  const RltSegment **segments = rlt_arena_new_array (self->arena, const RltSegment *, n);
  double *distances = rlt_arena_new_array (self->arena, double, n);

  for (guint i = 0; i < n; i++)
    {
      double length = take_length (names[i]);
      RltStation *station = g_hash_table_lookup (self->by_name, names[i]);

      if (station == NULL)
        station = add_station (self, names[i]);
      stops[i] = station->stops[0];
      if (i == 0)
        continue;
      distances[i] = distances[i - 1] + length;
      segments[i - 1] = add_segment (self, stops[i - 1], stops[i], length);
    }

  pattern->line = &self->line;
  pattern->direction = text[0] - '0';
  pattern->n_stops = n;
  pattern->stops = stops;
  pattern->distances = distances;
  pattern->segments = segments;
  pattern->reversed = rlt_arena_new_array (self->arena, guint8, n);
  pattern->length = distances[n - 1];
}

/**
 * rlt_test_line_new:
 * @network: the line's network
 * @patterns: (array zero-terminated=1): "DIRECTION:STOP STOP …"; a stop is as many metres from
 *   the one before as a "+500" behind its name says, else %RLT_TEST_SPACING
 *
 * Returns: (transfer full): a line of those patterns
 */
RltTestLine *
rlt_test_line_new (RltNetwork          network,
                   const char * const *patterns)
{
  RltTestLine *self = g_new0 (RltTestLine, 1);
  guint n = g_strv_length ((char **) patterns);
  RltPattern *own = NULL;

  self->arena = rlt_arena_new ();
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->stops = rlt_arena_new_array (self->arena, RltStop, MAX_STOPS);
  self->line.network = network;
  self->line.key = "test:1";
  self->line.code = "1";
  self->line.name = "Test line 1";
  self->line.stops = self->stops;
  self->line.n_patterns = n;
  self->line.patterns = own = rlt_arena_new_array (self->arena, RltPattern, n);
  for (guint i = 0; i < n; i++)
    {
      own[i].index = i;
      init_pattern (self, &own[i], patterns[i]);
    }

  return self;
}

/**
 * rlt_test_line_free:
 * @self: (transfer full): a line
 */
void
rlt_test_line_free (RltTestLine *self)
{
  g_hash_table_unref (self->by_name);
  rlt_arena_free (self->arena);
  g_free (self);
}

/**
 * rlt_test_line_get_line:
 * @self: a line
 *
 * Returns: (transfer none): the line
 */
const RltLine *
rlt_test_line_get_line (RltTestLine *self)
{
  return &self->line;
}

/**
 * rlt_test_line_get_station:
 * @self: a line
 * @name: a stop's name
 *
 * Returns: (transfer none) (nullable): its station
 */
const RltStation *
rlt_test_line_get_station (RltTestLine *self,
                           const char  *name)
{
  return g_hash_table_lookup (self->by_name, name);
}

/* @text: "A:120/150": arrival and departure, either may be left out; "!" before: skipped. */
static void
init_call (RltTestLine *self,
           RltRecords  *records,
           RltCall     *call,
           const char  *text)
{
  g_auto(GStrv) parts = NULL;
  g_auto(GStrv) times = NULL;

  rlt_call_init (call);
  if (text[0] == '!')
    {
      call->skipped = TRUE;
      text++;
    }
  parts = g_strsplit (text, ":", 2);
  times = g_strsplit (parts[1], "/", 2);
  call->station = rlt_test_line_get_station (self, parts[0]);
  call->stop_id = rlt_arena_strdup (records->arena, parts[0]);
  if (times[0][0] != '\0')
    call->expected_arrival = RLT_TEST_TIME (g_ascii_strtod (times[0], NULL));
  if (times[1] != NULL)
    call->expected_departure = RLT_TEST_TIME (g_ascii_strtod (times[1], NULL));
}

/**
 * rlt_test_line_add_trip:
 * @self: a line
 * @records: a batch
 * @id: the trip's id
 * @calls: its calls: "A:/-30 B:120/150 !C:240/240 D:360": arrival and departure in seconds of
 *   RLT_TEST_TIME(); "!" marks a skipped one; a name that the line does not have is an unknown stop
 *
 * Returns: (transfer none): the trip, bound for its last call, observed at RLT_TEST_TIME(0)
 */
RltTrip *
rlt_test_line_add_trip (RltTestLine *self,
                        RltRecords  *records,
                        const char  *id,
                        const char  *calls)
{
  g_auto(GStrv) texts = g_strsplit (calls, " ", -1);
  RltTrip *trip = rlt_records_add_trip (records);

  trip->id = rlt_arena_strdup (records->arena, id);
  trip->line = &self->line;
  trip->line_id = self->line.key;
  trip->observed_at = RLT_TEST_NOON;
  trip->n_calls = g_strv_length (texts);
  trip->calls = rlt_arena_new_array (records->arena, RltCall, trip->n_calls);
  for (guint i = 0; i < trip->n_calls; i++)
    init_call (self, records, &trip->calls[i], texts[i]);
  trip->destination = trip->calls[trip->n_calls - 1].stop_id;

  return trip;
}
