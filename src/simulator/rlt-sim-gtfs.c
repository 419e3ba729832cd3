/* rlt-sim-gtfs.c: the day's timetable as a GTFS schedule: https://gtfs.org/schedule/reference/
 *
 * Its trips are those of the GTFS-Realtime beside it. Their stop times are given for the hours around the
 * present one, so that the archive is made in no time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-gtfs"

#include "config.h"

#include "rlt-sim-gtfs.h"

#include <string.h>

#include "rlt-sim-zip.h"

#define MINUTES(n) ((n) * 60 * 1000)
#define BEHIND MINUTES (90)
#define AHEAD MINUTES (60)
#define SERVICE "today"

typedef struct
{
  RltSimWorld *world;
  RltTime      now;
  char         date[16];    /* of the service day: "20261123" */
} Schedule;

static void
append_cell (GString    *table,
             const char *text)
{
  g_auto(GStrv) parts = NULL;
  g_autofree char *quoted = NULL;

  if (strpbrk (text, ",\"") == NULL)
    {
      g_string_append (table, text);
      return;
    }

  parts = g_strsplit (text, "\"", -1);
  quoted = g_strjoinv ("\"\"", parts);
  g_string_append_printf (table, "\"%s\"", quoted);
}

/* 1 metro, 2 trains, 0 trams, 6 cable. */
static int
get_route_type (RltNetwork network)
{
  static const int types[RLT_N_NETWORKS] = {
    [RLT_NETWORK_METRO] = 1, [RLT_NETWORK_RER] = 2, [RLT_NETWORK_TRAM] = 0, [RLT_NETWORK_TRANSILIEN] = 2,
    [RLT_NETWORK_CABLE] = 6,
  };

  return types[network];
}

static void
write_agency (const Schedule *self,
              GString        *table)
{
  g_string_append (table, "agency_id,agency_name,agency_url,agency_timezone\n"
                          "SIM,Simulator,https://example.org,Europe/Paris\n");
}

static void
write_days (const Schedule *self,
            GString        *table)
{
  g_string_append_printf (table, "service_id,date,exception_type\n" SERVICE ",%s,1\n", self->date);
}

static void
write_routes (const Schedule *self,
              GString        *table)
{
  g_string_append (table, "route_id,agency_id,route_short_name,route_long_name,route_type,route_color,route_text_color"
                          "\n");
  for (guint i = 0; i < rlt_sim_world_get_n_lines (self->world); i++)
    {
      const RltLine *line = rlt_sim_world_get_line (self->world, i)->line;

      g_string_append_printf (table, "IDFM:%s,SIM,%s,", line->id, line->code);
      append_cell (table, line->name);
      g_string_append_printf (table, ",%d,%06x,%06x\n", get_route_type (line->network), line->color, line->text_color);
    }
}

static void
append_point (GString *table,
              double   latitude,
              double   longitude)
{
  char text[32];

  g_string_append_printf (table, ",%s", g_ascii_formatd (text, sizeof text, "%.6f", latitude));
  g_string_append_printf (table, ",%s", g_ascii_formatd (text, sizeof text, "%.6f", longitude));
}

/* Stations first, then their quays. */
static void
write_stops (const Schedule *self,
             GString        *table)
{
  RltCatalogue *catalogue = rlt_sim_world_get_catalogue (self->world);

  g_string_append (table, "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n");
  for (guint i = 0; i < rlt_catalogue_get_n_stations (catalogue); i++)
    {
      const RltStation *station = rlt_catalogue_get_station (catalogue, i);

      g_string_append_printf (table, "IDFM:%s,", station->id);
      append_cell (table, station->name);
      append_point (table, station->latitude, station->longitude);
      g_string_append (table, ",1,\n");
    }
  for (guint i = 0; i < rlt_sim_world_get_n_lines (self->world); i++)
    {
      const RltSimLine *line = rlt_sim_world_get_line (self->world, i);

      for (guint s = 0; s < line->line->n_stops * 2; s++)
        {
          const RltStop *stop = &line->line->stops[s / 2];

          g_string_append_printf (table, "IDFM:%u,", rlt_sim_line_get_quay (line, stop, s % 2));
          append_cell (table, stop->station->name);
          append_point (table, stop->latitude, stop->longitude);
          g_string_append_printf (table, ",0,IDFM:%s\n", stop->station->id);
        }
    }
}

static void
write_trips (const Schedule *self,
             GString        *table)
{
  g_string_append (table, "route_id,service_id,trip_id,trip_headsign,direction_id\n");
  for (guint i = 0; i < rlt_sim_world_get_n_lines (self->world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (self->world, i, self->now);
      const char *id = day->line->line->id;

      for (guint t = 0; t < day->n_trips; t++)
        {
          const RltPattern *pattern = day->trips[t].plan->pattern;

          g_string_append_printf (table, "IDFM:%s," SERVICE ",%s:%s:%u,", id, id, self->date, t);
          append_cell (table, pattern->stops[pattern->n_stops - 1]->station->name);
          g_string_append_printf (table, ",%u\n", pattern->direction);
        }
    }
}

/* Hours go on beyond 24. */
static void
append_time (GString    *table,
             RltSimTime  time)
{
  int seconds = time / 1000 + RLT_SERVICE_DAY_FIRST_HOUR * 3600;

  g_string_append_printf (table, ",%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static void
write_calls (const Schedule  *self,
             const RltSimDay *day,
             guint            index,
             GString         *table)
{
  const RltSimTrip *trip = &day->trips[index];
  const RltPattern *pattern = trip->plan->pattern;

  for (guint call = 0; call < pattern->n_stops; call++)
    {
      g_string_append_printf (table, "%s:%s:%u", day->line->line->id, self->date, index);
      append_time (table, rlt_sim_trip_get_aimed_arrival (trip, call));
      append_time (table, rlt_sim_trip_get_aimed_departure (trip, call));
      g_string_append_printf (table, ",IDFM:%u,%u\n",
                              rlt_sim_line_get_quay (day->line, pattern->stops[call], pattern->direction), call + 1);
    }
}

static void
write_stop_times (const Schedule *self,
                  GString        *table)
{
  g_string_append (table, "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n");
  for (guint i = 0; i < rlt_sim_world_get_n_lines (self->world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (self->world, i, self->now);
      RltSimTime time = rlt_sim_day_get_time (day, self->now);

      for (guint t = 0; t < day->n_trips; t++)
        {
          if (day->trips[t].departure >= time - BEHIND && day->trips[t].departure < time + AHEAD)
            write_calls (self, day, t, table);
        }
    }
}

static const struct
{
  const char *name;
  void      (*write) (const Schedule *, GString *);
} tables[] = {
  { "agency.txt", write_agency },
  { "calendar_dates.txt", write_days },
  { "routes.txt", write_routes },
  { "stops.txt", write_stops },
  { "trips.txt", write_trips },
  { "stop_times.txt", write_stop_times },
};

static void
print_date (RltTime now,
            char    date[16])
{
  RltParisTime paris;

  rlt_time_to_paris (rlt_time_service_day_start (now), &paris);
  g_snprintf (date, 16, "%04d%02d%02d", paris.year, paris.month, paris.day);
}

/**
 * rlt_sim_gtfs_write:
 * @world: the world
 * @now: the instant
 * @length: (out): the archive's length in bytes
 *
 * Returns: (transfer full): a GTFS schedule
 */
char *
rlt_sim_gtfs_write (RltSimWorld *world,
                    RltTime      now,
                    gsize       *length)
{
  g_autoptr(RltSimZip) zip = rlt_sim_zip_new ();
  Schedule schedule = { .world = world, .now = now };

  print_date (now, schedule.date);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr(GString) table = g_string_new (NULL);

      tables[i].write (&schedule, table);
      rlt_sim_zip_add (zip, tables[i].name, table->str, table->len);
    }

  return rlt_sim_zip_finish (zip, length);
}

/**
 * rlt_sim_gtfs_get_etag:
 * @world: the world
 * @now: the instant
 *
 * Returns: (transfer full): what tells the schedule of this hour from others
 */
char *
rlt_sim_gtfs_get_etag (RltSimWorld *world,
                       RltTime      now)
{
  return g_strdup_printf ("\"gtfs-%" G_GINT64_FORMAT "\"", now / RLT_HOUR);
}
