/* rlt-sim-vmtr.c: the trains of a line's direction as an event of Socket.IO.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-vmtr"

#include "config.h"

#include <math.h>

#include "rlt-json-writer.h"
#include "rlt-sim-random.h"
#include "rlt-sim-vmtr.h"

/* A train this near to its next stop approaches. */
#define APPROACH 300.0

/* Of the metro only the lines without drivers tell where their trains are. */
static gboolean
is_told (const RltLine *line)
{
  static const char * const driverless[] = { "metro:1", "metro:4", "metro:14", NULL };

  return line->network == RLT_NETWORK_RER || line->network == RLT_NETWORK_TRAM ||
         g_strv_contains (driverless, line->key);
}

static void
put_quay (const RltSimLine *line,
          const RltPattern *pattern,
          guint             call,
          const char       *name,
          RltJsonWriter    *writer)
{
  char id[32];

  g_snprintf (id, sizeof id, "ART:IDFM:%u", rlt_sim_line_get_quay (line, pattern->stops[call], pattern->direction));
  rlt_json_writer_put_string (writer, name, id);
}

/* The words' case varies. */
static const char *
get_status (const RltSimTrip  *trip,
            const RltSimPlace *place)
{
  if (place->at_platform)
    return trip->vehicle % 4 == 0 ? "ATDOCK" : "atDock";

  return trip->plan->pattern->distances[place->to] - place->distance < APPROACH ? "approaching" : "transit";
}

/* At the platform a train's way is behind it, and how far it is often left out. */
static void
write_position (const RltSimDay   *day,
                const RltSimTrip  *trip,
                const RltSimPlace *place,
                RltJsonWriter     *writer)
{
  const RltPattern *pattern = trip->plan->pattern;
  guint previous = place->at_platform ? place->to - 1 : place->from;

  rlt_json_writer_member (writer, "position");
  rlt_json_writer_begin_object (writer);
  if (!place->at_platform || place->to > 0)
    put_quay (day->line, pattern, previous, "previousStopPlaceRef", writer);
  put_quay (day->line, pattern, place->to, "nextStopPlaceRef", writer);
  if (!place->at_platform)
    rlt_json_writer_put_int (writer, "progressBetweenStopsPercentage", (int) floor (place->progress * 100));
  else if (trip->vehicle % 2 == 0)
    rlt_json_writer_put_int (writer, "progressBetweenStopsPercentage", 100);
  rlt_json_writer_put_string (writer, "vehicleStopStatus", get_status (trip, place));
  rlt_json_writer_end_object (writer);
}

static void
write_vehicle (const RltSimDay  *day,
               const RltSimTrip *trip,
               RltTime           now,
               RltJsonWriter    *writer)
{
  const RltPattern *pattern = trip->plan->pattern;
  RltSimPlace place;
  char text[64];

  rlt_sim_trip_locate (trip, rlt_sim_day_get_time (day, now), &place);
  g_snprintf (text, sizeof text, "%s/%u", pattern->line->key, trip->vehicle);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "vehicleId", text);
  rlt_json_writer_put_time (writer, "recordedAtTime", now);
  g_snprintf (text, sizeof text, "DIR:IDFM:%s:%c", pattern->line->id, pattern->direction == 0 ? 'A' : 'R');
  rlt_json_writer_member (writer, "vehicleActivity");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "directionRef", text);
  rlt_json_writer_end_object (writer);
  write_position (day, trip, &place, writer);
  rlt_json_writer_end_object (writer);
}

static char *
write_payload (RltSimWorld   *world,
               const RltLine *line,
               guint          direction,
               RltTime        now)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const RltSimDay *day = rlt_sim_world_get_day (world, line->index, now);
  RltSimTime time = rlt_sim_day_get_time (day, now);
  gsize length;

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "vehicles");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; is_told (line) && i < day->n_trips; i++)
    {
      const RltSimTrip *trip = &day->trips[i];

      if (trip->plan->pattern->direction == direction && rlt_sim_trip_is_running (trip, time))
        write_vehicle (day, trip, now, writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);

  return rlt_json_writer_finish (writer, &length);
}

/**
 * rlt_sim_vmtr_write_event:
 * @world: the world
 * @line: a line
 * @direction: 0 or 1
 * @is_first: whether it tells all that is known, for the first time
 * @is_encoded: whether the payload is a text that is JSON again
 * @now: the instant
 *
 * Returns: (transfer full): a frame
 */
char *
rlt_sim_vmtr_write_event (RltSimWorld   *world,
                          const RltLine *line,
                          guint          direction,
                          gboolean       is_first,
                          gboolean       is_encoded,
                          RltTime        now)
{
  g_autofree char *payload = write_payload (world, line, direction, now);
  g_autofree char *quoted = NULL;
  gsize length;

  if (is_encoded)
    {
      g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

      rlt_json_writer_string (writer, payload);
      quoted = rlt_json_writer_finish (writer, &length);
    }

  return g_strdup_printf ("42[\"%s\",%s]", is_first ? "[POSV - INIT]" : "[POSV - UPDATE]",
                          quoted != NULL ? quoted : payload);
}
