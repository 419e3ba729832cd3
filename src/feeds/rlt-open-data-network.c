/* rlt-open-data-network.c: newer facts of lines and stations, from open data.
 *
 * The tables are kept as they came, both in one file that is replaced as a whole or not at all. A table is
 * believed only when it speaks of the network that we know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-open-data-network.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rlt-decode-json.h"
#include "rlt-feed-fetch-private.h"

#define MAX_SIZE ((gsize) 8 * 1024 * 1024)
#define MAX_NAME 200                   /* bytes */
#define FILE_NAME "network-facts"
#define EXPORTS "/api/explore/v2.1/catalog/datasets/"

/* Columns that are gone are an error of the upstream's: all are asked for. */
static const char * const paths[RLT_OPEN_DATA_N_TABLES] = {
  [RLT_OPEN_DATA_LINES] = EXPORTS "referentiel-des-lignes/exports/json?where=transportmode%20in%20"
                                  "(%22metro%22%2C%22rail%22%2C%22tram%22%2C%22cableway%22)",
  [RLT_OPEN_DATA_STATIONS] = EXPORTS "emplacement-des-gares-idf/exports/json",
};

/* "ffbe00", with or without a "#". */
static gboolean
read_color (const char *text,
            guint32    *color)
{
  gsize length;

  if (text == NULL)
    return FALSE;
  if (*text == '#')
    text++;
  length = strlen (text);
  if (length != 6 || strspn (text, "0123456789abcdefABCDEF") != length)
    return FALSE;

  *color = (guint32) g_ascii_strtoull (text, NULL, 16);
  return TRUE;
}

static gboolean
read_degrees (JsonObject *object,
              const char *name,
              double      limit,
              double     *degrees)
{
  const char *text = rlt_decode_json_get_text (object, name);
  char *end;

  if (text == NULL)
    return FALSE;

  *degrees = g_ascii_strtod (text, &end);
  return *end == '\0' && *degrees >= -limit && *degrees <= limit;
}

static char *
copy_name (const char *name)
{
  return name != NULL && strlen (name) <= MAX_NAME ? g_strdup (name) : NULL;
}

/* Names of columns have changed their case before. */
static const char *
get_cell (JsonObject *row,
          const char *column)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (rlt_decode_json_get_text (row, column) != NULL)
    return rlt_decode_json_get_text (row, column);

  json_object_iter_init (&iter, row);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (g_ascii_strcasecmp (name, column) == 0)
        return rlt_decode_json_get_text (row, name);
    }

  return NULL;
}

static void
read_line (RltNetworkFacts *facts,
           JsonObject      *row)
{
  const char *id = get_cell (row, "id_line");
  RltLineFacts line = { NULL, };

  if (id == NULL || !read_color (get_cell (row, "colourweb_hexa"), &line.color) ||
      !read_color (get_cell (row, "textcolourweb_hexa"), &line.text_color))
    return;

  line.id = g_strdup (id);
  line.operator_name = copy_name (get_cell (row, "operatorname"));
  g_array_append_val (facts->lines, line);
}

static void
read_station (RltNetworkFacts *facts,
              JsonObject      *row)
{
  const char *id = get_cell (row, "id_ref_zdc");
  JsonObject *place = rlt_decode_json_get_object (row, "geo_point_2d");
  RltStationFacts station = { NULL, };

  if (id == NULL || !read_degrees (place, "lat", 90, &station.latitude) ||
      !read_degrees (place, "lon", 180, &station.longitude))
    return;

  /* A number, which some versions write with a fraction. */
  station.id = g_strndup (id, strspn (id, "0123456789"));
  station.name = copy_name (get_cell (row, "nom_zdc"));
  g_array_append_val (facts->stations, station);
}

/* Reads the rows of a table. Rows that say nothing of use are left out: half the region's lines are buses. */
static gboolean
read_table (RltNetworkFacts  *facts,
            GBytes           *table,
            void            (*read_row) (RltNetworkFacts *, JsonObject *),
            GError          **error)
{
  g_autoptr(RltRecords) state = rlt_records_new ("open-data", "open-data-network");
  g_autoptr(JsonNode) root = rlt_decode_json_read (state, g_bytes_get_data (table, NULL), g_bytes_get_size (table));
  JsonArray *rows = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  if (rows == NULL || state->answer != RLT_ANSWER_OK)
    {
      g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER, _("The answer is no table: %s"),
                   state->message != NULL ? state->message : _("it holds no rows"));
      return FALSE;
    }

  for (guint i = 0; i < rlt_decode_json_get_length (rows); i++)
    {
      JsonObject *row = rlt_decode_json_object_at (rows, i);

      if (row != NULL)
        read_row (facts, row);
    }

  return TRUE;
}

/* A station has a row for each of its lines, at places of their own: the middle of them is the station's. */
static void
merge_stations (RltNetworkFacts *facts)
{
  g_autoptr(GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *n_rows = g_new0 (guint, facts->stations->len + 1);
  guint n_kept = 0;

  for (guint i = 0; i < facts->stations->len; i++)
    {
      RltStationFacts row = g_array_index (facts->stations, RltStationFacts, i);
      gpointer place = g_hash_table_lookup (first, row.id);
      RltStationFacts *kept;

      g_array_index (facts->stations, RltStationFacts, i) = (RltStationFacts) { NULL, };
      if (place == NULL)
        {
          g_array_index (facts->stations, RltStationFacts, n_kept) = row;
          n_rows[n_kept] = 1;
          g_hash_table_insert (first, row.id, GUINT_TO_POINTER (++n_kept));
          continue;
        }

      kept = &g_array_index (facts->stations, RltStationFacts, GPOINTER_TO_UINT (place) - 1);
      kept->latitude += row.latitude;
      kept->longitude += row.longitude;
      n_rows[GPOINTER_TO_UINT (place) - 1]++;
      g_free (row.id);
      g_free (row.name);
    }

  for (guint i = 0; i < n_kept; i++)
    {
      g_array_index (facts->stations, RltStationFacts, i).latitude /= n_rows[i];
      g_array_index (facts->stations, RltStationFacts, i).longitude /= n_rows[i];
    }
  g_array_set_size (facts->stations, n_kept);
}

/**
 * rlt_open_data_read_tables:
 * @lines: the table of lines
 * @stations: the table of stations
 * @error: %RLT_NET_ERROR_BAD_ANSWER
 *
 * Returns: (transfer full) (nullable): what is in them; rlt_network_facts_check() says whether to believe it
 */
RltNetworkFacts *
rlt_open_data_read_tables (GBytes  *lines,
                           GBytes  *stations,
                           GError **error)
{
  g_autoptr(RltNetworkFacts) facts = rlt_network_facts_new ();

  g_return_val_if_fail (lines != NULL && stations != NULL, NULL);

  if (!read_table (facts, lines, read_line, error) || !read_table (facts, stations, read_station, error))
    return NULL;

  merge_stations (facts);
  return g_steal_pointer (&facts);
}

/**
 * rlt_open_data_save_tables:
 * @folder: the data folder
 * @base: the catalogue they are of
 * @lines: the table of lines
 * @stations: the table of stations
 * @error: why not: they are not what they should be, or the file cannot be written
 *
 * Keeps them for rlt_open_data_load_catalogue(), if they can be believed. Blocks: for the store's thread.
 *
 * Returns: whether they are kept
 */
gboolean
rlt_open_data_save_tables (const char    *folder,
                           RltCatalogue  *base,
                           GBytes        *lines,
                           GBytes        *stations,
                           GError       **error)
{
  g_autoptr(RltNetworkFacts) facts = NULL;
  g_autoptr(GString) text = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (folder != NULL && base != NULL && lines != NULL && stations != NULL, FALSE);

  facts = rlt_open_data_read_tables (lines, stations, error);
  if (facts == NULL || !rlt_network_facts_check (facts, base, error))
    return FALSE;

  text = g_string_new (NULL);
  g_string_append_printf (text, "%" G_GSIZE_FORMAT "\n", g_bytes_get_size (lines));
  g_string_append_len (text, g_bytes_get_data (lines, NULL), (gssize) g_bytes_get_size (lines));
  g_string_append_len (text, g_bytes_get_data (stations, NULL), (gssize) g_bytes_get_size (stations));
  path = g_build_filename (folder, FILE_NAME, NULL);

  return g_file_set_contents_full (path, text->str, (gssize) text->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, error);
}

/* Cuts the file into its two tables. */
static gboolean
split_file (const char  *data,
            gsize        length,
            GBytes     **lines,
            GBytes     **stations)
{
  const char *end = memchr (data, '\n', MIN (length, 20));
  guint64 size;

  if (end == NULL)
    return FALSE;

  size = g_ascii_strtoull (data, NULL, 10);
  end++;
  if (size == 0 || size > (guint64) (data + length - end))
    return FALSE;

  *lines = g_bytes_new (end, (gsize) size);
  *stations = g_bytes_new (end + size, (gsize) (data + length - end) - (gsize) size);
  return TRUE;
}

/**
 * rlt_open_data_load_catalogue:
 * @folder: the data folder
 * @base: the catalogue that is compiled in
 * @error: why the newer facts cannot be used
 *
 * Reads what rlt_open_data_save_tables() kept. Takes some milliseconds.
 *
 * Returns: (transfer full) (nullable): @base with newer facts; %NULL, without an error where none were ever
 *   kept: then @base itself is what there is
 */
RltCatalogue *
rlt_open_data_load_catalogue (const char    *folder,
                              RltCatalogue  *base,
                              GError       **error)
{
  g_autofree char *path = NULL;
  g_autofree char *data = NULL;
  g_autoptr(GBytes) lines = NULL;
  g_autoptr(GBytes) stations = NULL;
  g_autoptr(RltNetworkFacts) facts = NULL;
  gsize length;

  g_return_val_if_fail (folder != NULL && base != NULL, NULL);

  path = g_build_filename (folder, FILE_NAME, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS) || !g_file_get_contents (path, &data, &length, error))
    return NULL;
  if (!split_file (data, length, &lines, &stations))
    {
      g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER, _("%s is damaged"), path);
      return NULL;
    }

  facts = rlt_open_data_read_tables (lines, stations, error);
  return facts != NULL ? rlt_catalogue_new_refreshed (base, facts, error) : NULL;
}

static void
finish_table (RltFetch *fetch,
              GBytes   *body)
{
  if (body != NULL)
    fetch->result->document = g_bytes_ref (body);
}

static const RltFetchReader reader = {
  .finish = finish_table,
};

/**
 * rlt_open_data_fetch_table_async:
 * @access: what the question needs; with the marks of the table we have only a newer one comes
 * @table: which
 * @cancellable: (nullable): to give up
 * @callback: called with the result, whose document is the table
 * @user_data: for @callback
 *
 * Asks for a table. On the thread of the client.
 */
void
rlt_open_data_fetch_table_async (const RltFeedAccess *access,
                                 RltOpenDataTable     table,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (access != NULL && access->config != NULL);
  g_return_if_fail ((guint) table < RLT_OPEN_DATA_N_TABLES);

  rlt_fetch_send (rlt_fetch_new (access, &reader, NULL), access, paths[table], MAX_SIZE, cancellable, callback,
                  user_data);
}
