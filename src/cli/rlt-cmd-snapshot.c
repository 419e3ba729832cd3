/* rlt-cmd-snapshot.c: `rlt snapshot`, all that is known of a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "rlt-cli-engine.h"
#include "rlt-cli.h"
#include "rlt-line-table.h"
#include "rlt-train.h"

/* What was read from the database. */
typedef struct
{
  gboolean  is_done;
  char     *json;    /* (owned) (nullable) */
  GError   *error;   /* (owned) (nullable) */
} Recollection;

static void
recalled_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Recollection *recollection = user_data;

  recollection->json = rlt_engine_recall_line_finish (RLT_ENGINE (source), result, &recollection->error);
  recollection->is_done = TRUE;
}

/* Returns: (nullable): the JSON as it was last written down; NULL after what is wrong has been said. */
static char *
recall (RltCliEngine  *engine,
        const RltLine *line)
{
  Recollection recollection = { 0 };
  g_autoptr(GError) error = NULL;

  rlt_engine_recall_line_async (engine->engine, line, NULL, recalled_cb, &recollection);
  while (!recollection.is_done)
    g_main_context_iteration (NULL, TRUE);

  error = recollection.error;
  if (error != NULL)
    rlt_cli_error (line->key, "%s", error->message);
  else if (recollection.json == NULL)
    rlt_cli_error (line->key, "%s", _("nothing is known yet; --refresh asks the feeds"));

  return recollection.json;
}

static gboolean
has_new_snapshot (RltEngine *engine,
                  gpointer   user_data)
{
  RltSnapshot *snapshot = rlt_line_state_get_snapshot (rlt_engine_get_line_state (engine, user_data));

  /* What is only remembered has no source. */
  return snapshot != NULL && snapshot->sources[0] != NULL;
}

static int
refresh (RltCliEngine   *engine,
         const RltLine  *line,
         char          **json)
{
  g_autoptr(RltJsonWriter) writer = NULL;
  RltSnapshot *snapshot;
  int code = rlt_cli_engine_wait (engine, rlt_cli_tells_of_trains, has_new_snapshot, (gpointer) line);

  if (code != RLT_EXIT_OK)
    return code;
  snapshot = rlt_line_state_get_snapshot (rlt_engine_get_line_state (engine->engine, line));
  if (snapshot == NULL)
    {
      rlt_cli_error (line->key, "%s", _("no feed that is on tells of its trains"));
      return RLT_EXIT_UPSTREAM;
    }

  writer = rlt_json_writer_new ();
  rlt_snapshot_write_json (snapshot,
                           rlt_clock_now (engine->clock), RLT_TIME_NONE, writer);
  *json = rlt_json_writer_finish (writer, NULL);

  return RLT_EXIT_OK;
}

static void
print_train (JsonArray *trains,
             guint      index,
             JsonNode  *node,
             gpointer   user_data)
{
  JsonObject *train = json_node_get_object (node);

  g_print (_("  %s → %s, at %s in %d s, for %s\n"),
           json_object_get_string_member (train, "from"), json_object_get_string_member (train, "to"),
           json_object_get_string_member (train, "to"), (int) json_object_get_int_member (train, "eta_seconds"),
           json_object_get_string_member_with_default (train, "destination", "?"));
}

static guint
count_departures (JsonObject *snapshot)
{
  JsonArray *stations = json_object_get_array_member (snapshot, "stations");
  guint n_departures = 0;

  for (guint i = 0; i < json_array_get_length (stations); i++)
    {
      JsonObject *station = json_array_get_object_element (stations, i);
      JsonArray *directions = json_object_get_array_member (station, "directions");

      for (guint j = 0; j < json_array_get_length (directions); j++)
        {
          JsonObject *direction = json_array_get_object_element (directions, j);

          n_departures += json_array_get_length (json_object_get_array_member (direction, "departures"));
        }
    }

  return n_departures;
}

/* Why a line of which the feeds were just asked has nothing to show. */
static void
print_nothing (JsonObject *snapshot)
{
  JsonArray *errors = json_object_get_array_member (snapshot, "errors");

  for (guint i = 0; i < json_array_get_length (errors); i++)
    g_print ("  %s\n", json_array_get_string_element (errors, i));
  if (json_array_get_length (errors) == 0)
    g_print ("  %s\n", _("The feeds answer, but say nothing about this now. Service may be over, or they do not "
                         "cover it."));
}

static int
print_text (const RltLine *line,
            const char    *json,
            RltTime        now,
            gboolean       is_fresh)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *age = NULL;
  RltTime observed_at = RLT_TIME_NONE;
  const char *observed_text;
  JsonObject *root;
  JsonArray *trains;
  guint n_departures;

  if (!json_parser_load_from_data (parser, json, -1, &error))
    {
      rlt_cli_error (line->key, "%s", error->message);
      return RLT_EXIT_FAILED;
    }

  root = json_node_get_object (json_parser_get_root (parser));
  trains = json_object_get_array_member (root, "trains");
  n_departures = count_departures (root);
  observed_text = json_object_get_string_member_with_default (root, "observed_at", NULL);
  if (observed_text != NULL)
    (void) rlt_time_parse (observed_text, strlen (observed_text), &observed_at);
  if (!RLT_TIME_IS_SET (observed_at))
    {
      g_print (_("%s: no data yet\n"), line->name);
      if (is_fresh)
        print_nothing (root);
      return RLT_EXIT_OK;
    }

  age = rlt_line_table_format_age (observed_at, now);
  g_print (_("%s: trains: %u, departures: %u, age: %s\n"), line->name, json_array_get_length (trains),
           n_departures, age);
  if (is_fresh && json_array_get_length (trains) == 0 && n_departures == 0)
    print_nothing (root);
  json_array_foreach_element (trains, print_train, NULL);

  return RLT_EXIT_OK;
}

int
rlt_cmd_snapshot (int    argc,
                  char **argv)
{
  g_auto(RltCliEngineOptions) options = RLT_CLI_ENGINE_OPTIONS_INIT;
  g_auto(RltCliEngine) engine = { 0 };
  gboolean ask = FALSE, as_json = FALSE;
  const GOptionEntry entries[] = {
    RLT_CLI_ENGINE_ENTRIES (&options),
    { "refresh", 0, 0, G_OPTION_ARG_NONE, &ask, N_("Ask the feeds, instead of what is in the database"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
    { NULL }
  };
  g_autofree char *json = NULL;
  const RltLine *line;
  int code;

  if (!rlt_cli_parse (entries, &argc, &argv, 2, 2))
    return RLT_EXIT_USAGE;

  options.offline = !ask;
  options.scope = RLT_SCOPE_WATCHED;
  code = rlt_cli_engine_init (&engine, &options);
  if (code != RLT_EXIT_OK)
    return code;
  line = rlt_cli_find_line (engine.catalogue, argv[1], argv[2]);
  if (line == NULL)
    return RLT_EXIT_NOT_FOUND;
  options.line = ask ? line : NULL;
  code = rlt_cli_engine_start (&engine, &options);
  if (code != RLT_EXIT_OK)
    return code;

  if (ask)
    code = refresh (&engine, line, &json);
  else
    json = recall (&engine, line);
  if (json == NULL)
    return ask ? code : RLT_EXIT_FAILED;

  if (!as_json)
    return print_text (line, json, rlt_clock_now (engine.clock), ask);

  g_print ("%s\n", json);
  return RLT_EXIT_OK;
}
