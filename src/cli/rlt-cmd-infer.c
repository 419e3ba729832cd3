/* rlt-cmd-infer.c: `rlt infer`, the trains behind the waits at a line's stations.
 *
 * It reads what `rlt decode … --json` prints.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "rlt-cli.h"
#include "rlt-infer.h"

#define STDIN_PATH "/dev/stdin"

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static char *
copy_text (RltRecords *records,
           JsonObject *object,
           const char *name)
{
  return rlt_arena_strdup (records->arena, get_text (object, name));
}

static gboolean
get_flag (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static RltTime
get_time (JsonObject *object,
          const char *name)
{
  const char *text = get_text (object, name);
  RltTime time;

  return text != NULL && rlt_time_parse (text, strlen (text), &time) ? time : RLT_TIME_NONE;
}

static const RltStation *
find_station (RltCatalogue  *catalogue,
              const RltLine *line,
              JsonObject    *object)
{
  static const char * const ids[] = { "station_id", "stop_id", "station" };
  const char *name = get_text (object, "station");

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const char *id = get_text (object, ids[i]);
      const RltStation *station = id != NULL ? rlt_catalogue_find_station (catalogue, id) : NULL;

      if (station != NULL)
        return station;
    }

  return name != NULL ? rlt_line_find_station (line, name) : NULL;
}

static void
read_departure (RltRecords    *records,
                RltCatalogue  *catalogue,
                const RltLine *line,
                JsonObject    *object)
{
  const char *line_id = get_text (object, "line");
  RltDeparture *departure = rlt_records_add_departure (records);

  departure->line = line_id != NULL ? rlt_catalogue_find_line (catalogue, line_id) : NULL;
  departure->line_id = rlt_arena_strdup (records->arena, line_id);
  departure->station = find_station (catalogue, line, object);
  departure->stop_id = copy_text (records, object, "stop_id");
  departure->direction = copy_text (records, object, "direction");
  departure->destination = copy_text (records, object, "destination");
  departure->aimed_arrival = get_time (object, "aimed_arrival");
  departure->aimed_departure = get_time (object, "aimed_departure");
  departure->expected_arrival = get_time (object, "expected_arrival");
  departure->expected_departure = get_time (object, "expected_departure");
  departure->at_platform = get_flag (object, "at_platform");
  departure->cancelled = get_flag (object, "cancelled");
  departure->source = copy_text (records, object, "source");
  departure->observed_at = get_time (object, "observed_at");
}

/* Returns: (transfer full) (nullable): the departures; NULL with @error set */
static RltRecords *
read_departures (const char    *file,
                 RltCatalogue  *catalogue,
                 const RltLine *line,
                 GError       **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(RltRecords) records = rlt_records_new ("departures", file);
  g_autofree char *data = NULL;
  JsonNode *root, *list = NULL;
  JsonArray *array;
  gsize length;

  if (!g_file_get_contents (g_str_equal (file, "-") ? STDIN_PATH : file, &data, &length, error) ||
      !json_parser_load_from_data (parser, data, length, error))
    return NULL;

  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    list = json_object_get_member (json_node_get_object (root), "departures");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("there is no list of departures in it"));
      return NULL;
    }

  array = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        read_departure (records, catalogue, line, json_node_get_object (node));
    }

  return g_steal_pointer (&records);
}

static void
print_trains (const RltTrain *trains,
              guint           n_trains,
              RltTime         now)
{
  for (guint i = 0; i < n_trains; i++)
    {
      RltTrainPlace place;

      rlt_train_place (&trains[i], now, &place);
      if (place.at_stop)
        g_print (_("%s: at %s"), trains[i].destination, place.from->station->name);
      else
        g_print (_("%s: from %s to %s, %d s away"), trains[i].destination, place.from->station->name,
                 place.to->station->name, place.eta);
      g_print (", %.0f m (%.0f–%.0f m)\n", place.distance, place.low, place.high);
      for (guint k = 0; trains[i].evidence[k] != NULL; k++)
        g_print ("    %s\n", trains[i].evidence[k]);
    }
}

static void
print_json (const RltInference *inference,
            const RltLine      *line,
            const RltTrain     *trains,
            guint               n_trains,
            RltTime             now)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "line", line->key);
  rlt_json_writer_put_time (writer, "at", now);
  rlt_json_writer_put_int (writer, "departures_unused", rlt_inference_get_unused (inference));
  rlt_json_writer_member (writer, "trains");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < n_trains; i++)
    rlt_train_write_json (&trains[i], now, writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_cli_print_json (writer);
}

static void
infer (const RltLine *line,
       RltRecords    *records,
       RltTime        now,
       gboolean       json)
{
  g_autoptr(RltInference) inference = rlt_inference_new (line);
  g_autoptr(RltArena) arena = rlt_arena_new ();
  const RltTrain *trains;
  guint n_trains;

  trains = rlt_inference_update (inference, (const RltDeparture * const *) records->departures->pdata,
                                 records->departures->len, now, arena, &n_trains);
  if (json)
    print_json (inference, line, trains, n_trains, now);
  else
    print_trains (trains, n_trains, now);
}

int
rlt_cmd_infer (int    argc,
               char **argv)
{
  g_autofree char *now_word = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "now", 0, 0, G_OPTION_ARG_STRING, &now_word, N_("The instant at which the trains are looked for"), N_("RFC3339") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL }
  };
  g_autoptr(RltCatalogue) catalogue = NULL;
  g_autoptr(RltRecords) records = NULL;
  g_autoptr(GError) error = NULL;
  const RltLine *line;
  RltTime now;

  if (!rlt_cli_parse (entries, &argc, &argv, 2, 2) || !rlt_cli_parse_now (now_word, &now))
    return RLT_EXIT_USAGE;

  catalogue = rlt_cli_load_catalogue ();
  if (catalogue == NULL)
    return RLT_EXIT_FAILED;
  line = rlt_catalogue_find_line (catalogue, argv[1]);
  if (line == NULL)
    {
      rlt_cli_error (argv[1], "%s", _("no such line; “rlt lines” lists them"));
      return RLT_EXIT_NOT_FOUND;
    }

  records = read_departures (argv[2], catalogue, line, &error);
  if (records == NULL)
    {
      rlt_cli_error (argv[2], "%s", error->message);
      return RLT_EXIT_FAILED;
    }

  infer (line, records, now, json);
  return RLT_EXIT_OK;
}
