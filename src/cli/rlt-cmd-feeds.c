/* rlt-cmd-feeds.c: `rlt feeds`, how the feeds were doing when they were last asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-cli-engine.h"
#include "rlt-cli.h"
#include "rlt-line-table.h"

static gboolean
has_recalled (RltEngine *engine,
              gpointer   unused)
{
  return rlt_engine_has_recalled (engine) || rlt_engine_get_store_error (engine) != NULL;
}

static void
print_json (GListModel *feeds)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "feeds");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      rlt_feed_status_write_json (feed, writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_cli_print_json (writer);
}

static void
print_text (GListModel *feeds,
            RltTime     now)
{
  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);
      RltTime last_success = rlt_feed_status_get_last_success (feed);
      g_autofree char *age = rlt_line_table_format_age (last_success, now);
      guint n_requests = rlt_feed_status_get_requests_today (feed);
      const char *error = rlt_feed_status_get_last_error (feed);

      g_print ("%-16s  %-9s  ", rlt_feed_status_get_id (feed),
               rlt_feed_state_to_string (rlt_feed_status_get_state (feed)));
      if (RLT_TIME_IS_SET (last_success))
        g_print (_("last answer %s ago; "), age);
      else
        g_print ("%s", _("never answered; "));
      g_print (ngettext ("%u request today", "%u requests today", n_requests), n_requests);
      g_print ("%s%s\n", error != NULL ? "; " : "", error != NULL ? error : "");
    }
}

int
rlt_cmd_feeds (int    argc,
               char **argv)
{
  g_auto(RltCliEngineOptions) options = RLT_CLI_ENGINE_OPTIONS_INIT;
  g_auto(RltCliEngine) engine = { 0 };
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_STRING, &options.profile, N_("Use settings, data and keys of this name"),
      N_("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
    { NULL }
  };
  int code;

  if (!rlt_cli_parse (entries, &argc, &argv, 0, 0))
    return RLT_EXIT_USAGE;

  options.offline = TRUE;
  code = rlt_cli_engine_init (&engine, &options);
  if (code == RLT_EXIT_OK)
    code = rlt_cli_engine_start (&engine, &options);
  if (code != RLT_EXIT_OK)
    return code;

  while (!has_recalled (engine.engine, NULL))
    g_main_context_iteration (NULL, TRUE);
  if (rlt_engine_get_store_error (engine.engine) != NULL)
    {
      rlt_cli_error ("feeds", "%s", rlt_engine_get_store_error (engine.engine));
      return RLT_EXIT_FAILED;
    }

  if (as_json)
    print_json (rlt_engine_get_feeds (engine.engine));
  else
    print_text (rlt_engine_get_feeds (engine.engine), rlt_clock_now (engine.clock));

  return RLT_EXIT_OK;
}
