/* rlt-sim-truth.c: the ground truth as it is: every train and its place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-truth"

#include "config.h"

#include "rlt-sim-truth.h"

#include "rlt-geometry.h"

/* The id is the train's, not the trip's: it stays when the train goes back. */
static void
write_train (const RltSimDay  *day,
             const RltSimTrip *trip,
             RltSimTime        time,
             RltJsonWriter    *writer)
{
  const RltPattern *pattern = trip->plan->pattern;
  const RltLine *line = pattern->line;
  RltSimPlace place;
  RltPosition position;
  char id[48];

  rlt_sim_trip_locate (trip, time, &place);
  rlt_pattern_locate (pattern, place.distance, &position);
  g_snprintf (id, sizeof id, "%s/%u", line->key, trip->vehicle);

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", id);
  rlt_json_writer_put_int (writer, "trip", trip - day->trips);
  rlt_json_writer_put_string (writer, "line", line->key);
  rlt_json_writer_put_int (writer, "pattern", pattern->index);
  rlt_json_writer_put_int (writer, "direction", pattern->direction);
  rlt_json_writer_put_string (writer, "destination", pattern->stops[trip->last]->station->name);
  rlt_json_writer_put_double (writer, "position_m", place.distance, 1);
  rlt_json_writer_put_double (writer, "latitude", position.latitude, 6);
  rlt_json_writer_put_double (writer, "longitude", position.longitude, 6);
  rlt_json_writer_put_double (writer, "bearing", position.bearing, 1);
  rlt_json_writer_put_string (writer, "from", pattern->stops[place.from]->station->name);
  rlt_json_writer_put_string (writer, "to", pattern->stops[place.to]->station->name);
  rlt_json_writer_put_double (writer, "progress", place.progress, 4);
  rlt_json_writer_put_boolean (writer, "at_platform", place.at_platform);
  rlt_json_writer_put_int (writer, "delay_seconds", place.delay);
  rlt_json_writer_end_object (writer);
}

static void
write_line (RltSimWorld   *world,
            guint          index,
            RltTime        now,
            RltJsonWriter *writer)
{
  const RltSimDay *day = rlt_sim_world_get_day (world, index, now);
  RltSimTime time = rlt_sim_day_get_time (day, now);

  for (guint i = 0; i < day->n_trips; i++)
    {
      if (rlt_sim_trip_is_running (&day->trips[i], time))
        write_train (day, &day->trips[i], time, writer);
    }
}

/**
 * rlt_sim_truth_write:
 * @world: the world
 * @line: (nullable): only this line
 * @now: the instant
 * @writer: a writer
 *
 * Writes where every train is.
 */
void
rlt_sim_truth_write (RltSimWorld   *world,
                     const RltLine *line,
                     RltTime        now,
                     RltJsonWriter *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_time (writer, "time", now);
  rlt_json_writer_member (writer, "trains");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      if (line == NULL || line->index == i)
        write_line (world, i, now, writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}
