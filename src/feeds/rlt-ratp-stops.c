/* rlt-ratp-stops.c: which of ratp.fr's stops is which of ours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-ratp-stops.h"

#include <glib/gi18n.h>

#include "rlt-decode-json.h"
#include "rlt-net-error.h"

static const RltStop *
find_stop (const RltLine    *line,
           const RltStation *station)
{
  for (guint i = 0; station != NULL && i < station->n_stops; i++)
    {
      if (station->stops[i]->line == line)
        return station->stops[i];
    }

  return NULL;
}

/* Its number says which it is; one that the catalogue does not know goes by its name, if that can mean
 * one station only. */
static const RltStop *
identify (RltCatalogue  *catalogue,
          const RltLine *line,
          const char    *id,
          const char    *name)
{
  const RltStop *stop = find_stop (line, rlt_catalogue_find_station (catalogue, id));

  if (stop == NULL && name != NULL)
    stop = find_stop (line, rlt_catalogue_find_station_on (catalogue, line, name));

  return stop;
}

/*
 * rlt_ratp_stops_read:
 * @catalogue: the network
 * @line: the line that was asked for
 * @data: (array length=length): an answer of getStopPoints
 * @length: its length in bytes
 * @error: a %RLT_NET_ERROR
 *
 * Returns: (transfer full) (element-type guint utf8): ratp.fr's ids by the place of the stop on @line;
 *   stops that are none of @line's are left out
 */
GHashTable *
rlt_ratp_stops_read (RltCatalogue   *catalogue,
                     const RltLine  *line,
                     const char     *data,
                     gsize           length,
                     GError        **error)
{
  g_autoptr(RltRecords) state = rlt_records_new ("ratp-board", "ratp-board");
  g_autoptr(JsonNode) root = rlt_decode_json_read (state, data, length);
  g_autoptr(GHashTable) stops = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  JsonArray *list = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; i < rlt_decode_json_get_length (list); i++)
    {
      JsonObject *object = rlt_decode_json_object_at (list, i);
      const char *id = rlt_decode_json_get_text (object, "stop_place_id");
      const RltStop *stop = id != NULL ? identify (catalogue, line, id, rlt_decode_json_get_text (object, "name"))
                                       : NULL;

      if (stop != NULL && !g_hash_table_contains (stops, GUINT_TO_POINTER (stop->index)))
        g_hash_table_insert (stops, GUINT_TO_POINTER (stop->index), g_strdup (id));
    }

  if (g_hash_table_size (stops) > 0)
    return g_steal_pointer (&stops);

  g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER, _("The answer is not the list of stops of %s"),
               line->name);
  return NULL;
}
