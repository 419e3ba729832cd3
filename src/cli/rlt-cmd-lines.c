/* rlt-cmd-lines.c: `rlt lines`, the lines of the network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-cli.h"
#include "rlt-line-json.h"

static void
write_line (RltJsonWriter *writer,
            const RltLine *line)
{
  rlt_json_writer_begin_object (writer);
  rlt_line_write_facts (line, writer);
  rlt_json_writer_put_int (writer, "stations", line->n_stops);
  rlt_json_writer_end_object (writer);
}

static void
print_json (RltCatalogue *catalogue,
            GPtrArray    *lines)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "attribution", rlt_catalogue_get_attribution (catalogue));
  rlt_json_writer_put_string (writer, "data_date", rlt_catalogue_get_data_date (catalogue));
  rlt_json_writer_member (writer, "lines");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < lines->len; i++)
    write_line (writer, g_ptr_array_index (lines, i));
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_cli_print_json (writer);
}

static void
print_text (RltCatalogue *catalogue,
            GPtrArray    *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const RltLine *line = g_ptr_array_index (lines, i);
      g_autofree char *stations = g_strdup_printf (ngettext ("%u station", "%u stations", line->n_stops), line->n_stops);
      g_autofree char *length = rlt_cli_format_length (line->length);

      g_print ("%-13s  %s  %12s  %9s  #%06x  %s\n",
               line->key, line->id, stations, length, line->color, line->operator_name);
    }
  g_print (_("\nData: %s, %s\n"), rlt_catalogue_get_attribution (catalogue), rlt_catalogue_get_data_date (catalogue));
}

int
rlt_cmd_lines (int    argc,
               char **argv)
{
  g_autofree char *network_word = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "network", 0, 0, G_OPTION_ARG_STRING, &network_word, N_("Only this network: metro, rer, tram, transilien or cable"), N_("NETWORK") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL }
  };
  g_autoptr(RltCatalogue) catalogue = NULL;
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();
  RltNetwork network = RLT_N_NETWORKS;

  if (!rlt_cli_parse (entries, &argc, &argv, 0, 0))
    return RLT_EXIT_USAGE;
  if (network_word != NULL && !rlt_network_from_string (network_word, &network))
    {
      rlt_cli_error ("--network", _("“%s” is not a network; metro, rer, tram, transilien and cable are"), network_word);
      return RLT_EXIT_USAGE;
    }

  catalogue = rlt_cli_load_catalogue ();
  if (catalogue == NULL)
    return RLT_EXIT_FAILED;

  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (catalogue, i);

      if (network_word == NULL || line->network == network)
        g_ptr_array_add (lines, (gpointer) line);
    }

  if (json)
    print_json (catalogue, lines);
  else
    print_text (catalogue, lines);

  return RLT_EXIT_OK;
}
