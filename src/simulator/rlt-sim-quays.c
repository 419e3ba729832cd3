/* rlt-sim-quays.c: the quays as the open data list them, "arrets": one row for each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-quays"

#include "config.h"

#include "rlt-sim-quays.h"

static const char *
get_type (RltNetwork network)
{
  switch (network)
    {
    case RLT_NETWORK_METRO:
      return "metro";
    case RLT_NETWORK_TRAM:
      return "tram";
    case RLT_NETWORK_CABLE:
      return "cableway";
    case RLT_NETWORK_RER:
    case RLT_NETWORK_TRANSILIEN:
    case RLT_N_NETWORKS:
    default:
      return "rail";
    }
}

static void
write_quay (const RltSimLine *line,
            const RltStop    *stop,
            guint             direction,
            RltJsonWriter    *writer)
{
  char number[16];

  g_snprintf (number, sizeof number, "%u", rlt_sim_line_get_quay (line, stop, direction));
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "arrid", number);
  rlt_json_writer_put_string (writer, "arrname", stop->station->name);
  rlt_json_writer_put_string (writer, "arrtype", get_type (line->line->network));
  rlt_json_writer_member (writer, "arrgeopoint");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_double (writer, "lon", stop->longitude, 6);
  rlt_json_writer_put_double (writer, "lat", stop->latitude, 6);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_put_string (writer, "zdaid", stop->area_id);
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_sim_quays_write_rows:
 * @world: the world
 * @writer: a writer, in an array
 *
 * Writes the rows of all quays.
 */
void
rlt_sim_quays_write_rows (RltSimWorld   *world,
                          RltJsonWriter *writer)
{
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      const RltSimLine *line = rlt_sim_world_get_line (world, i);

      for (guint s = 0; s < line->line->n_stops; s++)
        {
          write_quay (line, &line->line->stops[s], 0, writer);
          write_quay (line, &line->line->stops[s], 1, writer);
        }
    }
}
