/* rlt-resource-lines.c: /api/lines: the lines, and what is known of them now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-server"

#include "config.h"

#include "rlt-line-json.h"
#include "rlt-server-private.h"

/* What is known; nothing is said of what is not: a count of 0 would be a lie. */
static void
write_state (const RltServerRequest *request,
             RltLineState           *state,
             RltJsonWriter          *writer)
{
  RltTime now = rlt_clock_now (rlt_engine_get_clock (request->engine));
  RltSnapshot *snapshot = rlt_line_state_get_snapshot (state);
  RltTime observed_at = snapshot != NULL ? snapshot->observed_at : RLT_TIME_NONE;
  RltFreshness freshness = rlt_freshness_at (observed_at, now);

  rlt_json_writer_put_string (writer, "level", rlt_level_to_string (rlt_line_state_get_level (state)));
  if (freshness == RLT_FRESHNESS_STALE)
    rlt_json_writer_put_null (writer, "trains");
  else
    rlt_json_writer_put_int (writer, "trains", rlt_line_state_get_n_trains (state));
  rlt_json_writer_put_time (writer, "observed_at", observed_at);
  rlt_json_writer_put_string (writer, "freshness", rlt_freshness_to_string (freshness));
}

static void
write_stations (const RltLine *line,
                RltJsonWriter *writer)
{
  rlt_json_writer_member (writer, "stations");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < line->n_stops; i++)
    {
      const RltStop *stop = &line->stops[i];

      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_string (writer, "name", stop->station->name);
      rlt_json_writer_put_string (writer, "zdc", stop->station->id);
      rlt_json_writer_put_string (writer, "zda", stop->area_id);
      rlt_json_writer_put_double (writer, "latitude", stop->latitude, 6);
      rlt_json_writer_put_double (writer, "longitude", stop->longitude, 6);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
}

static void
list_lines (const RltServerRequest *request)
{
  const char *wanted = request->query != NULL ? g_hash_table_lookup (request->query, "transport_type") : NULL;
  RltCatalogue *catalogue = rlt_engine_get_catalogue (request->engine);
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  RltNetwork network = RLT_N_NETWORKS;

  if (wanted != NULL && !rlt_network_from_string (wanted, &network))
    {
      rlt_server_fail (request, RLT_SERVER_BAD_VALUE, "transport_type",
                       "“%s” is not a network; metro, rer, tram, transilien and cable are", wanted);
      return;
    }

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "lines");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (catalogue, i);

      if (wanted != NULL && line->network != network)
        continue;
      rlt_json_writer_begin_object (writer);
      rlt_line_write_facts (line, writer);
      write_state (request, rlt_engine_get_line_state (request->engine, line), writer);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_server_send (request, writer);
}

static void
show_line (const RltServerRequest *request)
{
  const RltLine *line = rlt_server_find_line (request);
  g_autoptr(RltJsonWriter) writer = NULL;

  if (line == NULL)
    return;

  writer = rlt_json_writer_new ();
  rlt_json_writer_begin_object (writer);
  rlt_line_write_facts (line, writer);
  write_state (request, rlt_engine_get_line_state (request->engine, line), writer);
  write_stations (line, writer);
  rlt_json_writer_end_object (writer);
  rlt_server_send (request, writer);
}

/*
 * rlt_resource_lines:
 * @request: a request for /api/lines[?transport_type=] or /api/lines/NETWORK/CODE
 */
void
rlt_resource_lines (const RltServerRequest *request)
{
  if (request->rest[0] == '\0')
    list_lines (request);
  else
    show_line (request);
}
