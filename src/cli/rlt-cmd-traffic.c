/* rlt-cmd-traffic.c: `rlt traffic`, how the trains of all lines run, and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-cli-engine.h"
#include "rlt-cli.h"
#include "rlt-line-table.h"
#include "rlt-traffic-json.h"

/* Whether somebody told something, and no feed of traffic that was asked still owes its first answer. */
static gboolean
has_traffic (RltEngine *engine,
             gpointer   unused)
{
  GListModel *lines = rlt_engine_get_lines (engine);
  gboolean is_told = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (lines) && !is_told; i++)
    {
      g_autoptr(RltLineState) state = g_list_model_get_item (lines, i);

      is_told = rlt_line_state_get_status (state)->n_witnesses > 0;
    }

  return is_told && rlt_cli_engine_has_answers (engine, rlt_traffic_is_told_by);
}

static guint
count_known (RltEngine *engine)
{
  GListModel *lines = rlt_engine_get_lines (engine);
  guint n_known = 0;

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(RltLineState) state = g_list_model_get_item (lines, i);

      n_known += rlt_line_state_get_level (state) != RLT_LEVEL_UNKNOWN;
    }

  return n_known;
}

static void
print_json (RltEngine *engine)
{
  RltCatalogue *catalogue = rlt_engine_get_catalogue (engine);
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    g_ptr_array_add (lines, (gpointer) rlt_catalogue_get_line (catalogue, i));
  rlt_traffic_write_lines (engine, lines, writer);
  rlt_cli_print_json (writer);
}

int
rlt_cmd_traffic (int    argc,
                 char **argv)
{
  g_auto(RltCliEngineOptions) options = RLT_CLI_ENGINE_OPTIONS_INIT;
  g_auto(RltCliEngine) engine = { 0 };
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    RLT_CLI_ENGINE_ENTRIES (&options),
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
    { NULL }
  };
  int code;

  if (!rlt_cli_parse (entries, &argc, &argv, 0, 0))
    return RLT_EXIT_USAGE;

  options.scope = RLT_SCOPE_WATCHED;
  code = rlt_cli_engine_init (&engine, &options);
  if (code == RLT_EXIT_OK)
    code = rlt_cli_engine_start (&engine, &options);
  if (code != RLT_EXIT_OK)
    return code;

  /* What is known is printed also when the feeds are in trouble. */
  code = rlt_cli_engine_wait (&engine, rlt_traffic_is_told_by, has_traffic, NULL);
  if (as_json)
    {
      print_json (engine.engine);
    }
  else
    {
      g_autofree char *table = rlt_traffic_table_print (engine.engine, rlt_line_table_get_width ());

      g_print ("%s", table);
    }

  return count_known (engine.engine) > 0 ? RLT_EXIT_OK : code;
}
