/* rlt-resource-schedules.c: /api/schedules: what leaves one station of a line, one way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-server"

#include "config.h"

#include "rlt-geometry.h"
#include "rlt-server-private.h"
#include "rlt-train.h"

static const char *
explain_emptiness (const RltSnapshot *snapshot,
                   RltTime            now)
{
  if (rlt_freshness_at (snapshot->observed_at, now) == RLT_FRESHNESS_STALE)
    return "no feed has told of this line lately: see /health";

  return "the feeds tell of nothing that leaves here this way: service may be over";
}

/* By any id, or by name. */
static const RltStop *
find_stop (const RltServerRequest *request,
           const RltLine          *line,
           const char             *text)
{
  RltCatalogue *catalogue = rlt_engine_get_catalogue (request->engine);
  const RltStation *station = rlt_catalogue_find_station (catalogue, text);
  const RltStop *stop;

  if (station == NULL)
    station = rlt_line_find_station (line, text);
  stop = rlt_line_find_stop (line, station);
  if (stop == NULL)
    rlt_server_fail (request, RLT_SERVER_NOT_FOUND, "station", "no station “%s” on %s", text, line->key);

  return stop;
}

/* A and B as on RATP's boards, where older ones say R for B; 0 and 1 as in GTFS; or a station that lies
 * that way. */
static int
find_direction (const RltServerRequest *request,
                const RltStop          *stop,
                const char             *text)
{
  static const struct
  {
    const char *word;
    int         direction;
  } words[] = { { "A", 0 }, { "B", 1 }, { "R", 1 }, { "0", 0 }, { "1", 1 } };
  const RltStop *there;
  int direction = RLT_NO_DIRECTION;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (text, words[i].word) == 0)
        return words[i].direction;
    }

  there = rlt_line_find_stop (stop->line, rlt_line_find_station (stop->line, text));
  if (there != NULL)
    direction = rlt_line_find_direction (stop->line, stop, there);
  if (direction == RLT_NO_DIRECTION)
    rlt_server_fail (request, RLT_SERVER_BAD_VALUE, "direction",
                     "“%s” is no direction from %s; A and B are, and the stations of %s that lie that way",
                     text, stop->station->name, stop->line->key);

  return direction;
}

static void
send_schedule (const RltServerRequest *request,
               const RltStop          *stop,
               int                     direction)
{
  const RltTime now = rlt_clock_now (rlt_engine_get_clock (request->engine));
  RltSnapshot *known = rlt_line_state_get_snapshot (rlt_engine_get_line_state (request->engine, stop->line));
  g_autoptr(RltSnapshot) snapshot = known != NULL ? rlt_snapshot_ref (known) : rlt_snapshot_new (stop->line);
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  gboolean has_any;

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "line", stop->line->key);
  rlt_json_writer_put_int (writer, "direction", direction);
  rlt_json_writer_put_time (writer, "time", now);
  rlt_json_writer_member (writer, "schedule");
  has_any = rlt_snapshot_write_station_json (snapshot, stop->station, direction, now, RLT_TIME_NONE, writer);
  rlt_json_writer_put_string (writer, "note", has_any ? NULL : explain_emptiness (snapshot, now));
  rlt_json_writer_end_object (writer);
  rlt_server_send (request, writer);
}

/*
 * rlt_resource_schedules:
 * @request: a request for /api/schedules/NETWORK/CODE/STATION/DIRECTION
 */
void
rlt_resource_schedules (const RltServerRequest *request)
{
  g_auto(GStrv) parts = g_strsplit (request->rest, "/", -1);
  const RltLine *line;
  const RltStop *stop;
  int direction;

  if (g_strv_length (parts) != 5)
    {
      rlt_server_fail (request, RLT_SERVER_NOT_FOUND, NULL, "the path ends in /NETWORK/CODE/STATION/DIRECTION");
      return;
    }

  line = rlt_server_find_line_of (request, parts[1], parts[2]);
  stop = line != NULL ? find_stop (request, line, parts[3]) : NULL;
  direction = stop != NULL ? find_direction (request, stop, parts[4]) : RLT_NO_DIRECTION;
  if (direction != RLT_NO_DIRECTION)
    send_schedule (request, stop, direction);
}
