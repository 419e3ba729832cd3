/* rlt-sim-open-data.c: the network as the tables of the open data: whole, as JSON, JSON lines or CSV, or a page
 * of records; not again to who has them already.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-open-data"

#include "config.h"

#include "rlt-sim-open-data.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "rlt-sim-api-private.h"
#include "rlt-sim-open-data-private.h"

#define MOST_RECORDS 100
#define LAST_RECORD 10000
#define BOM "\xef\xbb\xbf"
#define LAST_MODIFIED "Sun, 22 Nov 2026 23:05:00 GMT"

static void
set_problem (RltSimAnswer *answer,
             guint         status,
             const char   *code,
             const char   *message)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "error_code", code);
  rlt_json_writer_put_string (writer, "message", message);
  rlt_json_writer_end_object (writer);
  rlt_sim_answer_take_json (answer, status, writer);
}

static void
set_all (RltSimWorld       *world,
         const RltSimTable *table,
         RltSimAnswer      *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_array (writer);
  table->write_rows (world, writer);
  rlt_json_writer_end_array (writer);
  rlt_sim_answer_take_json (answer, 200, writer);
}

/* Returns: (transfer full): the rows that @answer holds */
static JsonArray *
read_rows (RltSimAnswer *answer)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonArray *rows;

  if (!json_parser_load_from_data (parser, answer->body, answer->length, NULL))
    g_assert_not_reached ();

  rows = json_array_ref (json_node_get_array (json_parser_get_root (parser)));
  g_clear_pointer (&answer->body, g_free);

  return rows;
}

static void
set_text (RltSimAnswer *answer,
          const char   *type,
          GString      *text)
{
  answer->type = type;
  answer->length = text->len;
  answer->body = g_string_free (text, FALSE);
}

static void
set_records (const RltSimRequest *request,
             RltSimAnswer        *answer)
{
  guint limit = rlt_sim_request_get_number (request, "limit", 10, G_MAXINT);
  guint offset = rlt_sim_request_get_number (request, "offset", 0, G_MAXINT);
  g_autoptr(JsonArray) rows = read_rows (answer);
  guint n = json_array_get_length (rows);
  GString *text = g_string_new (NULL);

  if (limit > MOST_RECORDS || offset + limit > LAST_RECORD)
    {
      g_string_free (text, TRUE);
      set_problem (answer, 400, "InvalidRESTParameterError",
                   limit > MOST_RECORDS ? "Invalid value for limit API parameter: -1 <= limit <= 100"
                                        : "offset + limit should be less than 10000");
      return;
    }

  g_string_append_printf (text, "{\"total_count\":%u,\"results\":[", n);
  for (guint i = offset; i < MIN (n, offset + limit); i++)
    {
      g_autofree char *row = json_to_string (json_array_get_element (rows, i), FALSE);

      g_string_append_printf (text, "%s%s", i > offset ? "," : "", row);
    }
  g_string_append (text, "]}");
  set_text (answer, "application/json; charset=utf-8", text);
}

static void
set_lines (RltSimAnswer *answer)
{
  g_autoptr(JsonArray) rows = read_rows (answer);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      g_autofree char *row = json_to_string (json_array_get_element (rows, i), FALSE);

      g_string_append_printf (text, "%s\n", row);
    }
  set_text (answer, "application/jsonl; charset=utf-8", text);
}

/* A point is "latitude, longitude"; what has more to it is JSON. */
static char *
print_cell (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (object != NULL && json_object_has_member (object, "lat"))
    {
      char latitude[32], longitude[32];

      g_ascii_formatd (latitude, sizeof latitude, "%.6f", json_object_get_double_member (object, "lat"));
      g_ascii_formatd (longitude, sizeof longitude, "%.6f", json_object_get_double_member (object, "lon"));
      return g_strdup_printf ("%s, %s", latitude, longitude);
    }

  return json_to_string (node, FALSE);
}

static void
append_cell (GString    *text,
             const char *cell)
{
  g_auto(GStrv) parts = NULL;
  g_autofree char *quoted = NULL;

  if (strpbrk (cell, ";\"\n") == NULL)
    {
      g_string_append (text, cell);
      return;
    }

  parts = g_strsplit (cell, "\"", -1);
  quoted = g_strjoinv ("\"\"", parts);
  g_string_append_printf (text, "\"%s\"", quoted);
}

static void
append_row (GString    *text,
            JsonObject *row,
            gboolean    is_head)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean is_first = TRUE;

  json_object_iter_init_ordered (&iter, row);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *cell = is_head ? g_strdup (name) : print_cell (node);

      g_string_append (text, is_first ? "" : ";");
      append_cell (text, cell);
      is_first = FALSE;
    }
  g_string_append (text, "\r\n");
}

static void
set_csv (RltSimAnswer *answer)
{
  g_autoptr(JsonArray) rows = read_rows (answer);
  GString *text = g_string_new (BOM);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (i == 0)
        append_row (text, row, TRUE);
      append_row (text, row, FALSE);
    }
  set_text (answer, "text/csv; charset=utf-8", text);
}

/* Whether the client has the table in this form: it changes with the network only. */
static gboolean
is_known (RltSimWorld         *world,
          const RltSimRequest *request,
          RltSimAnswer        *answer)
{
  g_autofree char *etag =
    g_strdup_printf ("\"%s/%s\"", request->rest, rlt_catalogue_get_data_date (rlt_sim_world_get_catalogue (world)));

  rlt_sim_answer_add_header (answer, "ETag", etag);
  rlt_sim_answer_add_header (answer, "Last-Modified", LAST_MODIFIED);
  if (g_strcmp0 (request->if_none_match, etag) != 0)
    return FALSE;

  answer->status = 304;
  return TRUE;
}

static gboolean
is_export (const char *form)
{
  static const char * const forms[] = { "records", "exports/json", "exports/jsonl", "exports/csv", NULL };

  return g_strv_contains (forms, form);
}

/**
 * rlt_sim_open_data_answer:
 * @world: the world
 * @request: a request, whose rest is "arrets/exports/json"
 * @now: the instant
 * @answer: (inout): its answer
 *
 * Answers with a table, whole or in part.
 */
void
rlt_sim_open_data_answer (RltSimWorld         *world,
                          const RltSimRequest *request,
                          RltTime              now,
                          RltSimAnswer        *answer)
{
  const char *slash = strchr (request->rest, '/');
  const RltSimTable *table =
    slash != NULL ? rlt_sim_open_data_find_table (request->rest, slash - request->rest) : NULL;

  if (table == NULL)
    {
      set_problem (answer, 404, "ResourceNotFoundError", "The dataset could not be found");
      return;
    }
  if (!is_export (slash + 1))
    {
      set_problem (answer, 400, "InvalidRESTParameterError", "Format is not allowed");
      return;
    }
  if (is_known (world, request, answer))
    return;

  set_all (world, table, answer);
  if (g_str_equal (slash + 1, "records"))
    set_records (request, answer);
  else if (g_str_equal (slash + 1, "exports/jsonl"))
    set_lines (answer);
  else if (g_str_equal (slash + 1, "exports/csv"))
    set_csv (answer);
}
