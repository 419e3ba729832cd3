/* rlt-cmd-simulate.c: `rlt simulate`, the upstreams faked on loopback.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "rlt-cli.h"
#include "rlt-sim-api.h"
#include "rlt-sim-fault.h"
#include "rlt-simulator.h"

#define DEFAULT_PORT 8788
#define DEFAULT_SEED 1

typedef struct
{
  int       port;
  gint64    seed;
  double    speed;
  char     *start_text;   /* (owned) (nullable) */
  RltTime   start;        /* or RLT_TIME_NONE: now */
  char    **faults;       /* (owned) (nullable) */
} Options;

static void
options_clear (Options *self)
{
  g_free (self->start_text);
  g_strfreev (self->faults);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Returns: (transfer full): what can go wrong */
static char *
describe_faults (void)
{
  guint n_kinds;
  const RltSimFaultHelp *kinds = rlt_sim_fault_get_help (&n_kinds);
  g_autofree char *feeds = rlt_sim_feed_get_words ();
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("A fault is FEED:KIND[=VALUE][@PROBABILITY], as disruptions:status=503@0.2. FEED is "
                                  "%s, all or world. KIND is"), feeds);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < n_kinds; i++)
    g_string_append_printf (text, "  %s\n      %s\n", kinds[i].usage, _(kinds[i].summary));
  g_string_append_printf (text, "\n%s", _("A host that cannot be found is no server’s to play: give a feed such an "
                                          "address. The night when the clocks change, and hours after midnight that "
                                          "belong to the day before, are a matter of --start."));

  return g_string_free (text, FALSE);
}

static gboolean
check_options (Options *self)
{
  if (self->port < 0 || self->port > G_MAXUINT16)
    {
      rlt_cli_error ("--port", _("%d is not a port from 0 to 65535"), self->port);
      return FALSE;
    }

  return rlt_cli_check_clock (self->start_text, self->speed, &self->start);
}

static gboolean
add_faults (RltSimulator *simulator,
            char        **faults)
{
  for (guint i = 0; faults != NULL && faults[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;

      if (!rlt_simulator_add_fault (simulator, faults[i], &error))
        {
          rlt_cli_error ("--fault", "%s", error->message);
          return FALSE;
        }
    }

  return TRUE;
}

static void
print_paths (RltSimulator  *simulator,
             RltClock      *clock,
             const Options *options)
{
  guint n_paths;
  const RltSimPath *paths = rlt_sim_api_get_paths (&n_paths);
  g_autofree char *now = rlt_time_to_string (rlt_clock_now (clock));
  g_autofree char *seed = g_strdup_printf ("%" G_GINT64_FORMAT, options->seed);

  g_print (_("The network, simulated, at %s\n"), rlt_simulator_get_base_uri (simulator));
  g_print (_("Its time is %s, its speed %g, its seed %s.\n\n"), now, options->speed, seed);
  for (guint i = 0; i < n_paths; i++)
    g_print ("  %s\n      %s\n", paths[i].path, _(paths[i].summary));
  g_print ("\n%s\n", _("Ctrl-C ends it."));
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* Who reads the address may end the program at once: by then a signal is waited for. */
static void
run_until_signal (RltSimulator  *simulator,
                  RltClock      *clock,
                  const Options *options)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint interrupt = g_unix_signal_add (SIGINT, quit_cb, loop);
  guint terminate = g_unix_signal_add (SIGTERM, quit_cb, loop);

  print_paths (simulator, clock, options);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}

int
rlt_cmd_simulate (int    argc,
                  char **argv)
{
  g_auto(Options) options = { .port = DEFAULT_PORT, .seed = DEFAULT_SEED, .speed = 1.0 };
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options.port, N_("Listen there; 0 for any"), "P" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, N_("The same seed gives the same trains"), "N" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &options.speed, N_("Seconds that pass in a second"), "X" },
    { "start", 0, 0, G_OPTION_ARG_STRING, &options.start_text, N_("The time at the start"), "RFC3339" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.faults,
      N_("Let something go wrong: FEED:KIND[=VALUE][@PROBABILITY]"), "SPEC" },
    { NULL }
  };
  g_autoptr(RltCatalogue) catalogue = NULL;
  g_autoptr(RltClock) clock = NULL;
  g_autoptr(RltSimulator) simulator = NULL;
  g_autofree char *faults = describe_faults ();
  g_autoptr(GError) error = NULL;

  if (!rlt_cli_parse_described (entries, faults, &argc, &argv, 0, 0) || !check_options (&options))
    return RLT_EXIT_USAGE;

  catalogue = rlt_cli_load_catalogue ();
  if (catalogue == NULL)
    return RLT_EXIT_FAILED;

  clock = rlt_cli_make_clock (options.start, options.speed);
  simulator = rlt_simulator_new (catalogue, clock, (guint64) options.seed);
  if (!add_faults (simulator, options.faults))
    return RLT_EXIT_USAGE;
  if (!rlt_simulator_start (simulator, options.port, &error))
    {
      rlt_cli_error ("simulate", "%s", error->message);
      return RLT_EXIT_FAILED;
    }

  run_until_signal (simulator, clock, &options);
  rlt_simulator_stop (simulator);

  return RLT_EXIT_OK;
}
