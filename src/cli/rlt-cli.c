/* rlt-cli.c: the frame of the `rlt` program: the table of commands, usage, errors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include "rlt-cli.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "rlt-clock.h"
#include "rlt-settings.h"

static const RltCommand commands[] = {
  { "bench", N_("[NAME] [--json]"), N_("Measure the program; fails when a limit is missed"), rlt_cmd_bench },
  { "decode", N_("KIND FILE|- [--line NETWORK:CODE] [--now RFC3339] [--schedule ZIP] [--json]"), N_("Show what a recorded answer of an upstream says"), rlt_cmd_decode },
  { "departures", N_("STATION [--json]"), N_("Show what leaves a station next"), rlt_cmd_departures },
  { "feeds", N_("[set ID KEY=VALUE… | key ID] [--profile NAME] [--json]"), N_("Show how the feeds were doing when they were last asked, or set how to ask one"), rlt_cmd_feeds },
  { "infer", N_("NETWORK:CODE FILE|- [--now RFC3339] [--json]"), N_("Find the trains behind the waits at a line’s stations"), rlt_cmd_infer },
  { "line", N_("NETWORK CODE [--json]"), N_("Show a line: its stations in order, ids, colours, lengths"), rlt_cmd_line },
  { "lines", N_("[--network NETWORK] [--json]"), N_("List the lines of the network"), rlt_cmd_lines },
  { "nearest", N_("LAT LON [--max N] [--radius METRES] [--json]"), N_("List the stations around a place"), rlt_cmd_nearest },
  { "serve", N_("[--profile NAME] [--demo] [--port P] [--seed N] [--start RFC3339] [--speed X] [--once]"), N_("Collect the feeds, show a table of the lines, serve the local API"), rlt_cmd_serve },
  { "simulate", N_("[--port P] [--seed N] [--speed X] [--start RFC3339] [--fault SPEC]…"), N_("Serve the upstreams, simulated, on loopback"), rlt_cmd_simulate },
  { "snapshot", N_("NETWORK CODE [--refresh] [--json]"), N_("Show all that is known of a line"), rlt_cmd_snapshot },
  { "traffic", "[--json]", N_("Show how the trains of all lines run, and why"), rlt_cmd_traffic },
};

/* What some commands say below the options in their --help. */
static const struct
{
  const char *name;
  const char *text;
} descriptions[] = {
  { "decode", N_("The state is “ok” when a record of the answer could be used, “empty” when it holds none, “blocked” when a\n"
                 "page that keeps programs out came instead, and “error” when it is no such answer, is damaged, or all of its\n"
                 "records were rejected. What could be read is shown in any case.") },
};

static const RltCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, name))
        return &commands[i];
    }

  return NULL;
}

/* Returns: (nullable) */
static const char *
get_description (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (descriptions); i++)
    {
      if (g_str_equal (descriptions[i].name, name))
        return _(descriptions[i].text);
    }

  return NULL;
}

static void
print_usage (void)
{
  g_print ("%s\n\n", _("Usage: rlt COMMAND [ARGUMENT…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  rlt %s %s\n      %s\n", commands[i].name, commands[i].arguments, _(commands[i].summary));
  g_print ("\n%s\n", _("RATP Live Tracker is unofficial and not affiliated with RATP or Île-de-France Mobilités."));
}

/**
 * rlt_cli_error:
 * @what: what could not be done, or to what
 * @format: why, as for printf()
 *
 * Prints "rlt: what: why" on standard error.
 */
void
rlt_cli_error (const char *what,
               const char *format,
               ...)
{
  g_autofree char *why = NULL;
  va_list args;

  va_start (args, format);
  why = g_strdup_vprintf (format, args);
  va_end (args);

  g_printerr ("rlt: %s: %s\n", what, why);
}

/* Looks through what the option parser left: takes out the "--" that ends the options, and finds the
 * first word before it that is an option nobody knows. A number below zero is not an option. */
static const char *
find_unknown_option (int   *argc,
                     char **argv)
{
  for (int i = 1; i < *argc; i++)
    {
      if (g_str_equal (argv[i], "--"))
        {
          memmove (&argv[i], &argv[i + 1], (*argc - i) * sizeof (char *));
          (*argc)--;
          return NULL;
        }
      if (argv[i][0] == '-' && argv[i][1] != '\0' && argv[i][1] != '.' && !g_ascii_isdigit (argv[i][1]))
        return argv[i];
    }

  return NULL;
}

/**
 * rlt_cli_parse:
 * @entries: the command's options
 * @argc: (inout): number of words, without the options afterwards
 * @argv: (inout): the words, without the options afterwards; [0] stays the command
 * @min_arguments: how many arguments there must be
 * @max_arguments: how many there may be
 *
 * Reads the options of a command; says on standard error what is wrong with them.
 *
 * Returns: %FALSE when the command was not used as it must be
 */
gboolean
rlt_cli_parse (const GOptionEntry *entries,
               int                *argc,
               char             ***argv,
               int                 min_arguments,
               int                 max_arguments)
{
  return rlt_cli_parse_described (entries, get_description ((*argv)[0]), argc, argv, min_arguments, max_arguments);
}

/**
 * rlt_cli_parse_described:
 * @entries: the command's options
 * @description: (nullable): what its help says below them
 * @argc: (inout): as of rlt_cli_parse()
 * @argv: (inout): as of rlt_cli_parse()
 * @min_arguments: how many arguments there must be
 * @max_arguments: how many there may be
 *
 * As rlt_cli_parse(), for a command that has a list of its own to add to its help.
 *
 * Returns: %FALSE when the command was not used as it must be
 */
gboolean
rlt_cli_parse_described (const GOptionEntry *entries,
                         const char         *description,
                         int                *argc,
                         char             ***argv,
                         int                 min_arguments,
                         int                 max_arguments)
{
  const RltCommand *command = find_command ((*argv)[0]);
  g_autoptr(GOptionContext) context = g_option_context_new (command->arguments);
  g_autoptr(GError) error = NULL;
  const char *unknown;

  g_option_context_set_summary (context, _(command->summary));
  g_option_context_set_description (context, description);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      rlt_cli_error (command->name, "%s", error->message);
      return FALSE;
    }

  unknown = find_unknown_option (argc, *argv);
  if (unknown != NULL)
    {
      rlt_cli_error (command->name, _("unknown option “%s”"), unknown);
      return FALSE;
    }
  if (*argc - 1 < min_arguments || *argc - 1 > max_arguments)
    {
      rlt_cli_error (command->name, _("usage: rlt %s %s"), command->name, command->arguments);
      return FALSE;
    }

  return TRUE;
}

/**
 * rlt_cli_parse_now:
 * @text: (nullable): what was given as the present instant, or %NULL for the clock's
 * @now: (out): the instant
 *
 * Returns: %FALSE after what is wrong with @text has been said
 */
gboolean
rlt_cli_parse_now (const char *text,
                   RltTime    *now)
{
  if (text == NULL)
    {
      g_autoptr(RltClock) clock = rlt_clock_new_system ();

      *now = rlt_clock_now (clock);
      return TRUE;
    }
  if (rlt_time_parse (text, strlen (text), now))
    return TRUE;

  rlt_cli_error ("--now", _("“%s” is not a time such as 2026-11-23T08:15:30Z"), text);
  return FALSE;
}

/**
 * rlt_cli_load_catalogue:
 *
 * Returns: (transfer full) (nullable): the embedded catalogue; on failure the reason is on standard
 *   error
 */
RltCatalogue *
rlt_cli_load_catalogue (void)
{
  g_autoptr(GError) error = NULL;
  RltCatalogue *catalogue = rlt_catalogue_new_embedded (&error);

  if (catalogue == NULL)
    rlt_cli_error ("catalogue", "%s", error->message);

  return catalogue;
}

/**
 * rlt_cli_print_json:
 * @writer: a writer whose document is complete
 *
 * Prints the document on standard output, in one line.
 */
void
rlt_cli_print_json (RltJsonWriter *writer)
{
  g_autofree char *text = rlt_json_writer_finish (writer, NULL);

  g_print ("%s\n", text);
}

/**
 * rlt_cli_check_clock:
 * @start_text: (nullable): the value of --start
 * @speed: that of --speed
 * @start: (out): the instant that @start_text says, or %RLT_TIME_NONE
 *
 * Returns: whether a clock can be made of them; when not, standard error says why
 */
gboolean
rlt_cli_check_clock (const char *start_text,
                     double      speed,
                     RltTime    *start)
{
  *start = RLT_TIME_NONE;
  if (!(speed > 0) || !isfinite (speed))
    rlt_cli_error ("--speed", _("%g is not above zero"), speed);
  else if (start_text != NULL && !rlt_time_parse (start_text, strlen (start_text), start))
    rlt_cli_error ("--start", _("“%s” is not an RFC 3339 time"), start_text);
  else
    return TRUE;

  return FALSE;
}

/**
 * rlt_cli_make_clock:
 * @start: the instant it shows at first, or %RLT_TIME_NONE: the present one
 * @speed: seconds that pass in a second
 *
 * Returns: (transfer full): the clock
 */
RltClock *
rlt_cli_make_clock (RltTime start,
                    double  speed)
{
  g_autoptr(RltClock) system = rlt_clock_new_system ();

  if (!RLT_TIME_IS_SET (start) && speed == 1.0)
    return g_steal_pointer (&system);

  return rlt_clock_new_scaled (RLT_TIME_IS_SET (start) ? start : rlt_clock_now (system), speed);
}

/**
 * rlt_cli_find_line:
 * @catalogue: a catalogue
 * @network_word: a network, as written on the command line
 * @code: a line's code, likewise
 *
 * Returns: (transfer none) (nullable): the line; when there is none, standard error says why
 */
const RltLine *
rlt_cli_find_line (RltCatalogue *catalogue,
                   const char   *network_word,
                   const char   *code)
{
  const RltLine *line;
  RltNetwork network;

  if (!rlt_network_from_string (network_word, &network))
    {
      rlt_cli_error (network_word, "%s", _("not a network; metro, rer, tram, transilien and cable are"));
      return NULL;
    }

  line = rlt_catalogue_find_line_by_code (catalogue, network, code);
  if (line == NULL)
    rlt_cli_error (code, _("no such line in the network “%s”"), rlt_network_to_string (network));

  return line;
}

/**
 * rlt_cli_format_length:
 * @metres: a length
 *
 * Returns: (transfer full): the length in kilometres, for people
 */
char *
rlt_cli_format_length (double metres)
{
  return g_strdup_printf (_("%.1f km"), metres / 1000);
}

/**
 * rlt_cli_main:
 * @argc: number of words
 * @argv: the words of the command line
 *
 * Returns: the exit code
 */
int
rlt_cli_main (int    argc,
              char **argv)
{
  const RltCommand *command;

  rlt_locale_init ();
  g_set_prgname ("rlt");

  if (argc < 2)
    {
      print_usage ();
      return RLT_EXIT_USAGE;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "help"))
    {
      print_usage ();
      return RLT_EXIT_OK;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("rlt %s\n", RLT_VERSION);
      return RLT_EXIT_OK;
    }

  command = find_command (argv[1]);
  if (command == NULL)
    {
      rlt_cli_error (argv[1], "%s", _("no such command; “rlt --help” lists them"));
      return RLT_EXIT_USAGE;
    }

  return command->run (argc - 1, argv + 1);
}
