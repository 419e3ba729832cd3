/* rlt-cmd-serve.c: `rlt serve`, the headless service.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "rlt-cli-engine.h"
#include "rlt-cli.h"
#include "rlt-line-table.h"
#include "rlt-server.h"

/* Real seconds between two looks at the table: on a terminal, and in a file. */
#define TERMINAL_INTERVAL 1
#define FILE_INTERVAL 60

typedef struct
{
  RltEngine *engine;
  RltServer *server;
  GMainLoop *loop;
  gboolean   is_terminal;
  gboolean   has_begun;     /* the first table has been printed */
} Service;

static gboolean
has_data (RltEngine *engine,
          gpointer   unused)
{
  GListModel *lines = rlt_engine_get_lines (engine);

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(RltLineState) state = g_list_model_get_item (lines, i);

      if (rlt_line_state_get_n_trains (state) > 0)
        return TRUE;
    }

  return FALSE;
}

/* There is something to print, and what is wrong with the database has become known. */
static gboolean
can_print (RltEngine *engine,
           gpointer   unused)
{
  return has_data (engine, NULL) && rlt_engine_has_recalled (engine);
}

/* The service goes on without its database. */
static void
recalled_cb (RltEngine *engine)
{
  const char *error = rlt_engine_get_store_error (engine);

  if (error != NULL)
    rlt_cli_error (_("database"), "%s", error);
}

static void
print_head (Service *self)
{
  const char *trouble = rlt_cli_engine_get_trouble (self->engine);
  const char *store_error = rlt_engine_get_store_error (self->engine);

  g_print (_("RATP Live Tracker %s at %s\n"), RLT_VERSION, rlt_server_get_uri (self->server));
  if (rlt_engine_is_demo (self->engine))
    g_print ("%s\n", _("These trains are simulated."));
  if (trouble != NULL)
    g_print ("%s\n", trouble);
  /* The table covers what was said before. */
  if (self->is_terminal && store_error != NULL)
    g_print ("%s\n", store_error);
}

static void
print_table (Service *self)
{
  g_autofree char *table = rlt_line_table_print (self->engine, rlt_line_table_get_width ());

  if (self->is_terminal)
    {
      g_print ("\033[H\033[J");
      print_head (self);
    }
  g_print ("\n%s", table);
}

static gboolean
tick_cb (gpointer user_data)
{
  Service *self = user_data;
  g_autofree char *line = NULL;

  if (self->is_terminal)
    {
      print_table (self);
      return G_SOURCE_CONTINUE;
    }

  line = rlt_line_table_summarise (self->engine);
  g_print ("%s\n", line);
  return G_SOURCE_CONTINUE;
}

static void
updated_cb (RltEngine *engine,
            gpointer   user_data)
{
  Service *self = user_data;

  if (self->has_begun || !has_data (engine, NULL))
    return;

  self->has_begun = TRUE;
  print_table (self);
}

/* In a file, what goes wrong and right with the feeds is told once, when it happens. */
static void
feed_changed_cb (RltFeedStatus *feed,
                 GParamSpec    *pspec,
                 gpointer       user_data)
{
  Service *self = user_data;
  const char *error = rlt_feed_status_get_last_error (feed);

  if (self->is_terminal)
    return;
  if (error != NULL)
    g_print ("%s: %s\n", rlt_feed_status_get_name (feed), error);
  else if (rlt_feed_status_get_state (feed) == RLT_FEED_OK)
    g_print (_("%s: works again\n"), rlt_feed_status_get_name (feed));
}

static void
follow_feeds (Service *self)
{
  GListModel *feeds = rlt_engine_get_feeds (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      g_signal_connect (feed, "notify::last-error", G_CALLBACK (feed_changed_cb), self);
    }
}

static void
forget_feeds (Service *self)
{
  GListModel *feeds = rlt_engine_get_feeds (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      g_signal_handlers_disconnect_by_data (feed, self);
    }
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
run (Service *self)
{
  guint interrupt, terminate, tick;

  self->loop = g_main_loop_new (NULL, FALSE);
  self->is_terminal = isatty (STDOUT_FILENO);
  g_signal_connect (self->engine, "updated", G_CALLBACK (updated_cb), self);
  interrupt = g_unix_signal_add (SIGINT, quit_cb, self->loop);
  terminate = g_unix_signal_add (SIGTERM, quit_cb, self->loop);
  tick = g_timeout_add_seconds (self->is_terminal ? TERMINAL_INTERVAL : FILE_INTERVAL, tick_cb, self);

  follow_feeds (self);
  if (!self->is_terminal)
    print_head (self);
  g_main_loop_run (self->loop);

  g_source_remove (tick);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  g_signal_handlers_disconnect_by_data (self->engine, self);
  forget_feeds (self);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

static int
print_once (RltCliEngine *engine)
{
  int code = rlt_cli_engine_wait (engine, rlt_cli_tells_of_trains, can_print, NULL);
  g_autofree char *table = NULL;

  if (code != RLT_EXIT_OK)
    return code;

  table = rlt_line_table_print (engine->engine, rlt_line_table_get_width ());
  g_print ("%s", table);
  return RLT_EXIT_OK;
}

static int
serve (RltCliEngine *engine,
       guint         port)
{
  g_autoptr(RltServer) server = rlt_server_new (engine->engine);
  g_autoptr(GError) error = NULL;
  Service service = { .engine = engine->engine, .server = server };

  if (!rlt_server_start (server, port, &error))
    {
      rlt_cli_error ("--port", _("%u: %s"), port, error->message);
      return RLT_EXIT_FAILED;
    }

  run (&service);
  rlt_server_stop (server);

  return RLT_EXIT_OK;
}

int
rlt_cmd_serve (int    argc,
               char **argv)
{
  g_auto(RltCliEngineOptions) options = RLT_CLI_ENGINE_OPTIONS_INIT;
  g_auto(RltCliEngine) engine = { 0 };
  int port = RLT_SERVER_DEFAULT_PORT;
  gboolean once = FALSE;
  const GOptionEntry entries[] = {
    RLT_CLI_ENGINE_ENTRIES (&options),
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_("Listen there; 0 for any"), "P" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, N_("The same seed gives the same trains"), "N" },
    { "start", 0, 0, G_OPTION_ARG_STRING, &options.start_text, N_("The time at the start"), "RFC3339" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &options.speed, N_("Seconds that pass in a second"), "X" },
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, N_("Print the table when the first data are there, and end"), NULL },
    { NULL }
  };
  int code;

  if (!rlt_cli_parse (entries, &argc, &argv, 0, 0))
    return RLT_EXIT_USAGE;
  if (port < 0 || port > G_MAXUINT16)
    {
      rlt_cli_error ("--port", _("%d is not a port from 0 to 65535"), port);
      return RLT_EXIT_USAGE;
    }

  options.scope = RLT_SCOPE_NETWORK;
  code = rlt_cli_engine_init (&engine, &options);
  if (code == RLT_EXIT_OK)
    code = rlt_cli_engine_start (&engine, &options);
  if (code != RLT_EXIT_OK)
    return code;
  g_signal_connect (engine.engine, "recalled", G_CALLBACK (recalled_cb), NULL);

  return once ? print_once (&engine) : serve (&engine, (guint) port);
}
