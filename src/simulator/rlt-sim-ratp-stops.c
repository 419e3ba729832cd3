/* rlt-sim-ratp-stops.c: the lines and stops of ratp.fr's timetables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-ratp-board"

#include "config.h"

#include "rlt-sim-ratp-board.h"
#include "rlt-sim-ratp-traffic.h"

/**
 * rlt_sim_ratp_find_line:
 * @world: the world
 * @network: "metro", "rer" or "tram"
 * @line: its code, in any case, or its id "LIG:IDFM:C01371"
 *
 * Returns: (transfer none) (nullable): the line, when it is one that ratp.fr has timetables of
 */
const RltLine *
rlt_sim_ratp_find_line (RltSimWorld *world,
                        const char  *network,
                        const char  *line)
{
  RltCatalogue *catalogue = rlt_sim_world_get_catalogue (world);
  const RltLine *found = NULL;
  RltNetwork kind;

  if (!rlt_network_from_string (network, &kind) ||
      (kind != RLT_NETWORK_METRO && kind != RLT_NETWORK_RER && kind != RLT_NETWORK_TRAM))
    return NULL;

  if (g_str_has_prefix (line, "LIG:IDFM:"))
    found = rlt_catalogue_find_line (catalogue, line);
  else
    found = rlt_catalogue_find_line_by_code (catalogue, kind, line);
  if (found == NULL || found->network != kind)
    return NULL;

  return kind == RLT_NETWORK_RER || rlt_sim_ratp_serves (found) ? found : NULL;
}

/**
 * rlt_sim_ratp_write_line_id:
 * @line: a line
 * @writer: a writer
 *
 * Writes the answer of getLineId: a text.
 */
void
rlt_sim_ratp_write_line_id (const RltLine *line,
                            RltJsonWriter *writer)
{
  g_autofree char *id = g_strdup_printf ("LIG:IDFM:%s", line->id);

  rlt_json_writer_string (writer, id);
}

/**
 * rlt_sim_ratp_write_stops:
 * @world: the world
 * @line: a line
 * @writer: a writer
 *
 * Writes the answer of getStopPoints: each stop once, under the number of one of its quays.
 */
void
rlt_sim_ratp_write_stops (RltSimWorld   *world,
                          const RltLine *line,
                          RltJsonWriter *writer)
{
  const RltSimLine *sim_line = rlt_sim_world_get_line (world, line->index);
  char id[32], line_id[32];

  g_snprintf (line_id, sizeof line_id, "LIG:IDFM:%s", line->id);
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < line->n_stops; i++)
    {
      g_snprintf (id, sizeof id, "ART:IDFM:%u", rlt_sim_line_get_quay (sim_line, &line->stops[i], 0));
      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_string (writer, "name", line->stops[i].station->name);
      rlt_json_writer_put_string (writer, "stop_place_id", id);
      rlt_json_writer_put_string (writer, "line_id", line_id);
      rlt_json_writer_put_string (writer, "status", "open");
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
}
