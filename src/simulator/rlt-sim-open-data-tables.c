/* rlt-sim-open-data-tables.c: the tables of the open data, row by row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-open-data"

#include "config.h"

#include <string.h>

#include "rlt-sim-open-data-private.h"
#include "rlt-sim-quays.h"

/* What a network is called in one table and the other. */
typedef struct
{
  const char *transport_mode;
  const char *submode;
  const char *station_mode;
  const char *quay_mode;
} Words;

static const Words words[RLT_N_NETWORKS] = {
  [RLT_NETWORK_METRO] = { "metro", NULL, "METRO", "Metro" },
  [RLT_NETWORK_RER] = { "rail", "local", "RER", "RapidTransit" },
  [RLT_NETWORK_TRAM] = { "tram", NULL, "TRAMWAY", "Tramway" },
  [RLT_NETWORK_TRANSILIEN] = { "rail", "suburbanRailway", "TRAIN", "LocalTrain" },
  [RLT_NETWORK_CABLE] = { "cableway", NULL, "CABLE", "CableWay" },
};

static void
put_color (RltJsonWriter *writer,
           const char    *name,
           guint32        color)
{
  char text[8];

  g_snprintf (text, sizeof text, "%06x", color);
  rlt_json_writer_put_string (writer, name, text);
}

static void
put_point (RltJsonWriter *writer,
           const char    *name,
           double         latitude,
           double         longitude)
{
  rlt_json_writer_member (writer, name);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_double (writer, "lon", longitude, 6);
  rlt_json_writer_put_double (writer, "lat", latitude, 6);
  rlt_json_writer_end_object (writer);
}

static void
write_lines (RltSimWorld   *world,
             RltJsonWriter *writer)
{
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      const RltLine *line = rlt_sim_world_get_line (world, i)->line;

      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_string (writer, "id_line", line->id);
      rlt_json_writer_put_string (writer, "name_line", line->code);
      rlt_json_writer_put_string (writer, "shortname_line", line->code);
      rlt_json_writer_put_string (writer, "transportmode", words[line->network].transport_mode);
      rlt_json_writer_put_string (writer, "transportsubmode", words[line->network].submode);
      rlt_json_writer_put_string (writer, "operatorname", line->operator_name);
      rlt_json_writer_put_string (writer, "networkname", line->network == RLT_NETWORK_TRANSILIEN ? "Transilien" : NULL);
      put_color (writer, "colourweb_hexa", line->color);
      put_color (writer, "textcolourweb_hexa", line->text_color);
      rlt_json_writer_put_string (writer, "status", "active");
      rlt_json_writer_end_object (writer);
    }
}

/* "METRO 3bis" */
static void
put_line (RltJsonWriter *writer,
          const RltLine *line)
{
  const char *code = line->code;
  g_autofree char *name = NULL;

  if (g_str_has_suffix (line->name, "bis"))
    name = g_strdup_printf ("%s %.*sbis", words[line->network].station_mode, (int) strlen (code) - 1, code);
  else
    name = g_strdup_printf ("%s %s", words[line->network].station_mode, code);
  rlt_json_writer_put_string (writer, "idrefligc", line->id);
  rlt_json_writer_put_string (writer, "res_com", name);
  rlt_json_writer_put_string (writer, "mode", words[line->network].station_mode);
  rlt_json_writer_put_string (writer, "exploitant", line->operator_name);
}

static void
write_station (const RltStop *stop,
               RltJsonWriter *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_int (writer, "id_gares", stop->line->index * 1000 + stop->index);
  rlt_json_writer_put_string (writer, "nom_gares", stop->station->name);
  rlt_json_writer_put_string (writer, "id_ref_zdc", stop->station->id);
  rlt_json_writer_put_string (writer, "nom_zdc", stop->station->name);
  rlt_json_writer_put_string (writer, "id_ref_zda", stop->area_id);
  rlt_json_writer_put_string (writer, "nom_zda", stop->station->name);
  put_line (writer, stop->line);
  rlt_json_writer_put_string (writer, "indice_lig", stop->line->code);
  rlt_json_writer_put_string (writer, "nom_iv", stop->station->name);
  put_point (writer, "geo_point_2d", stop->station->latitude, stop->station->longitude);
  rlt_json_writer_end_object (writer);
}

/* Calls @write for each stop of each line. */
static void
write_stops (RltSimWorld   *world,
             RltJsonWriter *writer,
             void         (*write) (const RltStop *, RltJsonWriter *))
{
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      const RltLine *line = rlt_sim_world_get_line (world, i)->line;

      for (guint s = 0; s < line->n_stops; s++)
        write (&line->stops[s], writer);
    }
}

static void
write_stations (RltSimWorld   *world,
                RltJsonWriter *writer)
{
  write_stops (world, writer, write_station);
}

static void
write_area (const RltStop *stop,
            RltJsonWriter *writer)
{
  if (stop->area_id == NULL)
    return;

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "zdaid", stop->area_id);
  rlt_json_writer_put_string (writer, "zdaname", stop->station->name);
  rlt_json_writer_put_string (writer, "zdatype", words[stop->line->network].transport_mode);
  rlt_json_writer_put_string (writer, "zdcid", stop->station->id);
  rlt_json_writer_end_object (writer);
}

static void
write_areas (RltSimWorld   *world,
             RltJsonWriter *writer)
{
  write_stops (world, writer, write_area);
}

static void
write_zones (RltSimWorld   *world,
             RltJsonWriter *writer)
{
  RltCatalogue *catalogue = rlt_sim_world_get_catalogue (world);

  for (guint i = 0; i < rlt_catalogue_get_n_stations (catalogue); i++)
    {
      const RltStation *station = rlt_catalogue_get_station (catalogue, i);

      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_string (writer, "zdcid", station->id);
      rlt_json_writer_put_string (writer, "zdcname", station->name);
      rlt_json_writer_put_string (writer, "zdctype", station->n_stops > 1 ? "Mixte" : "Mono");
      put_point (writer, "zdcgeopoint", station->latitude, station->longitude);
      rlt_json_writer_end_object (writer);
    }
}

/* Coordinates are texts there. */
static void
write_quay (const RltSimLine *line,
            const RltStop    *stop,
            guint             direction,
            RltJsonWriter    *writer)
{
  char text[32];

  rlt_json_writer_begin_object (writer);
  g_snprintf (text, sizeof text, "IDFM:%s", line->line->id);
  rlt_json_writer_put_string (writer, "id", text);
  rlt_json_writer_put_string (writer, "route_long_name", line->line->code);
  g_snprintf (text, sizeof text, "IDFM:%u", rlt_sim_line_get_quay (line, stop, direction));
  rlt_json_writer_put_string (writer, "stop_id", text);
  rlt_json_writer_put_string (writer, "stop_name", stop->station->name);
  rlt_json_writer_put_string (writer, "stop_lon", g_ascii_formatd (text, sizeof text, "%.6f", stop->longitude));
  rlt_json_writer_put_string (writer, "stop_lat", g_ascii_formatd (text, sizeof text, "%.6f", stop->latitude));
  rlt_json_writer_put_string (writer, "operatorname", line->line->operator_name);
  rlt_json_writer_put_string (writer, "shortname", line->line->code);
  rlt_json_writer_put_string (writer, "mode", words[line->line->network].quay_mode);
  put_point (writer, "pointgeo", stop->latitude, stop->longitude);
  rlt_json_writer_end_object (writer);
}

static void
write_line_quays (RltSimWorld   *world,
                  RltJsonWriter *writer)
{
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      const RltSimLine *line = rlt_sim_world_get_line (world, i);

      for (guint s = 0; s < line->line->n_stops * 2; s++)
        write_quay (line, &line->line->stops[s / 2], s % 2, writer);
    }
}

static void
write_track (const RltSegment *segment,
             RltJsonWriter    *writer)
{
  rlt_json_writer_member (writer, "geo_shape");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "type", "Feature");
  rlt_json_writer_member (writer, "geometry");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "type", "LineString");
  rlt_json_writer_member (writer, "coordinates");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < segment->n_points; i++)
    {
      rlt_json_writer_begin_array (writer);
      rlt_json_writer_double (writer, segment->points[i].longitude, 6);
      rlt_json_writer_double (writer, segment->points[i].latitude, 6);
      rlt_json_writer_end_array (writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_object (writer);
}

static void
write_tracks (RltSimWorld   *world,
              RltJsonWriter *writer)
{
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      const RltLine *line = rlt_sim_world_get_line (world, i)->line;

      for (guint s = 0; s < line->n_segments; s++)
        {
          rlt_json_writer_begin_object (writer);
          write_track (&line->segments[s], writer);
          put_line (writer, line);
          rlt_json_writer_put_double (writer, "shape_leng", line->segments[s].length, 1);
          put_color (writer, "colourweb_hexa", line->color);
          rlt_json_writer_end_object (writer);
        }
    }
}

static const RltSimTable tables[] = {
  { "arrets", rlt_sim_quays_write_rows },
  { "referentiel-des-lignes", write_lines },
  { "emplacement-des-gares-idf", write_stations },
  { "zones-d-arrets", write_areas },
  { "zones-de-correspondance", write_zones },
  { "arrets-lignes", write_line_quays },
  { "traces-du-reseau-ferre-idf", write_tracks },
};

/**
 * rlt_sim_open_data_find_table:
 * @name: a text that begins with a table's name
 * @length: the name's length
 *
 * Returns: (nullable): the table
 */
const RltSimTable *
rlt_sim_open_data_find_table (const char *name,
                              gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (strlen (tables[i].name) == length && memcmp (tables[i].name, name, length) == 0)
        return &tables[i];
    }

  return NULL;
}
