/* rlt-sim-siri-vm.c: SIRI vehicle monitoring, in SIRI Lite's writing: where each train of a line is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-siri-xml"

#include "config.h"

#include <math.h>

#include "rlt-geometry.h"
#include "rlt-sim-siri-private.h"
#include "rlt-sim-siri-xml.h"

static void
put_stop (const RltSimDay  *day,
          const RltPattern *pattern,
          guint             call,
          RltJsonWriter    *writer)
{
  char ref[48];

  g_snprintf (ref, sizeof ref, "STIF:StopPoint:Q:%u:",
              rlt_sim_line_get_quay (day->line, pattern->stops[call], pattern->direction));
  rlt_json_writer_put_string (writer, "StopPointRef", ref);
}

static void
write_place (const RltSimDay   *day,
             const RltPattern  *pattern,
             const RltSimPlace *place,
             RltJsonWriter     *writer)
{
  RltPosition position;

  rlt_pattern_locate (pattern, place->distance, &position);
  rlt_json_writer_member (writer, "VehicleLocation");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_double (writer, "Longitude", position.longitude, 6);
  rlt_json_writer_put_double (writer, "Latitude", position.latitude, 6);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_put_double (writer, "Bearing", position.bearing, 0);
  if (!place->at_platform)
    {
      rlt_json_writer_member (writer, "PreviousCalls");
      rlt_json_writer_begin_object (writer);
      rlt_json_writer_member (writer, "PreviousCall");
      rlt_json_writer_begin_object (writer);
      put_stop (day, pattern, place->from, writer);
      rlt_json_writer_end_object (writer);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_member (writer, "MonitoredCall");
  rlt_json_writer_begin_object (writer);
  put_stop (day, pattern, place->to, writer);
  rlt_json_writer_put_boolean (writer, "VehicleAtStop", place->at_platform);
  rlt_json_writer_end_object (writer);
}

static void
write_journey (const RltSimDay   *day,
               const RltSimTrip  *trip,
               const RltSimPlace *place,
               RltJsonWriter     *writer)
{
  const RltPattern *pattern = trip->plan->pattern;
  char text[64];

  rlt_json_writer_member (writer, "MonitoredVehicleJourney");
  rlt_json_writer_begin_object (writer);
  g_snprintf (text, sizeof text, "STIF:Line::%s:", pattern->line->id);
  rlt_json_writer_put_string (writer, "LineRef", text);
  rlt_json_writer_put_string (writer, "DirectionRef", pattern->direction == 0 ? "A" : "R");
  rlt_json_writer_member (writer, "FramedVehicleJourneyRef");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "DataFrameRef", "any");
  g_snprintf (text, sizeof text, "%s:%u", pattern->line->id, (guint) (trip - day->trips));
  rlt_json_writer_put_string (writer, "DatedVehicleJourneyRef", text);
  rlt_json_writer_end_object (writer);
  write_place (day, pattern, place, writer);
  g_snprintf (text, sizeof text, "%s/%u", pattern->line->key, trip->vehicle);
  rlt_json_writer_put_string (writer, "VehicleRef", text);
  rlt_json_writer_end_object (writer);
}

static void
write_activity (const RltSimDay  *day,
                const RltSimTrip *trip,
                RltTime           now,
                RltJsonWriter    *writer)
{
  RltSimPlace place;

  rlt_sim_trip_locate (trip, rlt_sim_day_get_time (day, now), &place);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_time (writer, "RecordedAtTime", now);
  rlt_json_writer_put_time (writer, "ValidUntilTime", now + RLT_MINUTE);
  if (!place.at_platform)
    {
      rlt_json_writer_member (writer, "ProgressBetweenStops");
      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_int (writer, "Percentage", (int) floor (place.progress * 100));
      rlt_json_writer_end_object (writer);
    }
  write_journey (day, trip, &place, writer);
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_sim_siri_write_vehicles:
 * @world: the world
 * @line: (nullable): only this line
 * @now: the instant
 * @writer: a writer
 *
 * Writes where trains are.
 */
void
rlt_sim_siri_write_vehicles (RltSimWorld   *world,
                             const RltLine *line,
                             RltTime        now,
                             RltJsonWriter *writer)
{
  rlt_sim_siri_begin ("VehicleMonitoringDelivery", TRUE, now, writer);
  rlt_json_writer_member (writer, "VehicleActivity");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (world, i, now);

      for (guint t = 0; (line == NULL || line->index == i) && t < day->n_trips; t++)
        {
          if (rlt_sim_trip_is_running (&day->trips[t], rlt_sim_day_get_time (day, now)))
            write_activity (day, &day->trips[t], now, writer);
        }
    }
  rlt_json_writer_end_array (writer);
  rlt_sim_siri_end (writer);
}
