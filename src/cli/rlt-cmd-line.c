/* rlt-cmd-line.c: `rlt line`, one line with its stations in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-cli.h"
#include "rlt-line-json.h"

/* The line's number in every id space. */
static void
write_line_ids (RltJsonWriter *writer,
                const RltLine *line)
{
  g_autofree char *siri = g_strdup_printf ("STIF:Line::%s:", line->id);
  g_autofree char *navitia = g_strdup_printf ("line:IDFM:%s", line->id);
  g_autofree char *gtfs = g_strdup_printf ("IDFM:%s", line->id);
  g_autofree char *ratp = g_strdup_printf ("LIG:IDFM:%s", line->id);

  rlt_json_writer_member (writer, "ids");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "siri", siri);
  rlt_json_writer_put_string (writer, "navitia", navitia);
  rlt_json_writer_put_string (writer, "gtfs", gtfs);
  rlt_json_writer_put_string (writer, "ratp", ratp);
  rlt_json_writer_end_object (writer);
}

static void
write_stop_ids (RltJsonWriter *writer,
                const RltStop *stop)
{
  g_autofree char *siri = g_strdup_printf ("STIF:StopArea:SP:%s:", stop->area_id);
  g_autofree char *navitia = g_strdup_printf ("stop_area:IDFM:%s", stop->station->id);
  g_autofree char *gtfs = g_strdup_printf ("IDFM:%s", stop->station->id);
  g_autofree char *ratp = g_strdup_printf ("LDA:IDFM:%s", stop->station->id);

  rlt_json_writer_member (writer, "ids");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "zdc", stop->station->id);
  rlt_json_writer_put_string (writer, "zda", stop->area_id);
  rlt_json_writer_put_string (writer, "siri", siri);
  rlt_json_writer_put_string (writer, "navitia", navitia);
  rlt_json_writer_put_string (writer, "gtfs", gtfs);
  rlt_json_writer_put_string (writer, "ratp", ratp);
  rlt_json_writer_end_object (writer);
}

static void
write_pattern (RltJsonWriter    *writer,
               const RltPattern *pattern)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_int (writer, "direction", pattern->direction);
  rlt_json_writer_put_string (writer, "from", pattern->stops[0]->station->name);
  rlt_json_writer_put_string (writer, "to", pattern->stops[pattern->n_stops - 1]->station->name);
  rlt_json_writer_put_double (writer, "length_m", pattern->length, 1);
  rlt_json_writer_member (writer, "stops");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < pattern->n_stops; i++)
    {
      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_string (writer, "station", pattern->stops[i]->station->id);
      rlt_json_writer_put_string (writer, "name", pattern->stops[i]->station->name);
      rlt_json_writer_put_double (writer, "distance_m", pattern->distances[i], 1);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}

static void
print_json (RltCatalogue  *catalogue,
            const RltLine *line)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_object (writer);
  rlt_line_write_facts (line, writer);
  write_line_ids (writer, line);
  rlt_json_writer_put_string (writer, "note", line->note);
  rlt_json_writer_put_string (writer, "attribution", rlt_catalogue_get_attribution (catalogue));
  rlt_json_writer_put_string (writer, "data_date", rlt_catalogue_get_data_date (catalogue));

  rlt_json_writer_member (writer, "stations");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < line->n_stops; i++)
    {
      const RltStop *stop = &line->stops[i];

      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_string (writer, "station", stop->station->id);
      rlt_json_writer_put_string (writer, "name", stop->station->name);
      rlt_json_writer_put_double (writer, "latitude", stop->latitude, 6);
      rlt_json_writer_put_double (writer, "longitude", stop->longitude, 6);
      write_stop_ids (writer, stop);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);

  rlt_json_writer_member (writer, "patterns");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < line->n_patterns; i++)
    write_pattern (writer, &line->patterns[i]);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_cli_print_json (writer);
}

static void
print_pattern (const RltPattern *pattern)
{
  const RltStop *last = pattern->stops[pattern->n_stops - 1];
  g_autofree char *length = rlt_cli_format_length (pattern->length);

  g_print (_("\nDirection %u: %s → %s, %s\n"),
           pattern->direction, pattern->stops[0]->station->name, last->station->name, length);
  for (guint i = 0; i < pattern->n_stops; i++)
    g_print ("%10.0f m  %-6s  %s\n", pattern->distances[i], pattern->stops[i]->station->id, pattern->stops[i]->station->name);
}

static void
print_text (RltCatalogue  *catalogue,
            const RltLine *line)
{
  g_autofree char *stations = g_strdup_printf (ngettext ("%u station", "%u stations", line->n_stops), line->n_stops);
  g_autofree char *length = rlt_cli_format_length (line->length);

  g_print ("%s (%s, %s)\n", line->name, line->key, line->id);
  g_print (_("%s, %s of track, operated by %s, colour #%06x, text #%06x\n"),
           stations, length, line->operator_name, line->color, line->text_color);
  if (line->note != NULL)
    g_print ("%s\n", line->note);
  for (guint i = 0; i < line->n_patterns; i++)
    print_pattern (&line->patterns[i]);
  g_print (_("\nData: %s, %s\n"), rlt_catalogue_get_attribution (catalogue), rlt_catalogue_get_data_date (catalogue));
}

int
rlt_cmd_line (int    argc,
              char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL }
  };
  g_autoptr(RltCatalogue) catalogue = NULL;
  const RltLine *line;

  if (!rlt_cli_parse (entries, &argc, &argv, 2, 2))
    return RLT_EXIT_USAGE;

  catalogue = rlt_cli_load_catalogue ();
  if (catalogue == NULL)
    return RLT_EXIT_FAILED;

  line = rlt_cli_find_line (catalogue, argv[1], argv[2]);
  if (line == NULL)
    return RLT_EXIT_NOT_FOUND;

  if (json)
    print_json (catalogue, line);
  else
    print_text (catalogue, line);

  return RLT_EXIT_OK;
}
