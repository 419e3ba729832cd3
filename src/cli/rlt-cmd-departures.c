/* rlt-cmd-departures.c: `rlt departures`, what leaves a station next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-cli-engine.h"
#include "rlt-cli.h"

static const RltStation *
find_station (RltCatalogue *catalogue,
              const char   *words)
{
  const RltStation *station = rlt_catalogue_find_station (catalogue, words);
  g_autoptr(GPtrArray) found = NULL;

  if (station != NULL)
    return station;

  found = rlt_catalogue_search_stations (catalogue, words, 1);
  if (found->len > 0)
    return g_ptr_array_index (found, 0);

  rlt_cli_error (words, "%s", _("no such station"));
  return NULL;
}

static gboolean
has_boards (RltEngine *engine,
            gpointer   station)
{
  return RLT_TIME_IS_SET (rlt_engine_get_boards_time (engine, station));
}

static void
print_json (const RltStation *station,
            GPtrArray        *departures)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "station", station->name);
  rlt_json_writer_put_string (writer, "zdc", station->id);
  rlt_json_writer_member (writer, "departures");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < departures->len; i++)
    rlt_departure_write_json (g_ptr_array_index (departures, i), writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_cli_print_json (writer);
}

static void
print_departure (const RltDeparture *departure)
{
  const RltTime time = rlt_departure_get_time (departure);
  g_autofree char *clock = NULL;
  g_autofree char *late = NULL;

  if (RLT_TIME_IS_SET (time))
    {
      RltParisTime paris;

      rlt_time_to_paris (time, &paris);
      clock = g_strdup_printf ("%02d:%02d", paris.hour, paris.minute);
    }
  if (departure->cancelled)
    late = g_strdup (_("cancelled"));
  else if (departure->at_platform)
    late = g_strdup (_("at the platform"));
  else if (departure->delayed)
    late = g_strdup (_("delayed"));
  else if (departure->delay != RLT_DELAY_NONE && departure->delay >= 60)
    late = g_strdup_printf (ngettext ("%d minute late", "%d minutes late", departure->delay / 60),
                            departure->delay / 60);

  g_print ("  %s  %-14s  %-4s  %s%s%s\n", clock != NULL ? clock : "--:--", departure->line->key,
           departure->mission != NULL ? departure->mission : "",
           departure->destination != NULL ? departure->destination : "?",
           late != NULL ? "  " : "", late != NULL ? late : "");
}

static void
print_text (const RltStation *station,
            GPtrArray        *departures)
{
  g_print ("%s\n", station->name);
  if (departures->len == 0)
    g_print ("  %s\n", _("The feed names no departure."));
  for (guint i = 0; i < departures->len; i++)
    print_departure (g_ptr_array_index (departures, i));
}

int
rlt_cmd_departures (int    argc,
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
  g_autoptr(GPtrArray) departures = NULL;
  const RltStation *station;
  int code;

  if (!rlt_cli_parse (entries, &argc, &argv, 1, 1))
    return RLT_EXIT_USAGE;

  options.scope = RLT_SCOPE_WATCHED;
  code = rlt_cli_engine_init (&engine, &options);
  if (code != RLT_EXIT_OK)
    return code;
  station = find_station (engine.catalogue, argv[1]);
  if (station == NULL)
    return RLT_EXIT_NOT_FOUND;
  options.station = station;
  code = rlt_cli_engine_start (&engine, &options);
  if (code != RLT_EXIT_OK)
    return code;

  code = rlt_cli_engine_wait (&engine, rlt_cli_tells_of_trains, has_boards, (gpointer) station);
  if (code != RLT_EXIT_OK)
    return code;

  departures = rlt_engine_list_departures (engine.engine, station, NULL);
  if (as_json)
    print_json (station, departures);
  else
    print_text (station, departures);

  return RLT_EXIT_OK;
}
