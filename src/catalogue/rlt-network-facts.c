/* rlt-network-facts.c: what newer open data say of lines and stations of the catalogue.
 *
 * Tracks, services and their stops need the script that makes the catalogue, and eyes: they stay as they
 * are. So do names, which it chooses among several spellings; a new one is one more to find a station by.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-catalogue"

#include "config.h"

#include "rlt-network-facts.h"

#include "rlt-catalogue-private.h"
#include "rlt-geometry.h"
#include "rlt-text.h"

/* Percent of what the catalogue has: a table with less is another table, or half of one. */
#define LEAST_LINES 90
#define LEAST_STATIONS 80

/* Metres: a station that is said to be further off is not that station. */
#define FARTHEST_MOVE 1000

static void
line_facts_clear (gpointer data)
{
  RltLineFacts *self = data;

  g_free (self->id);
  g_free (self->operator_name);
}

static void
station_facts_clear (gpointer data)
{
  RltStationFacts *self = data;

  g_free (self->id);
  g_free (self->name);
}

/**
 * rlt_network_facts_new:
 *
 * Returns: (transfer full): facts of nothing yet
 */
RltNetworkFacts *
rlt_network_facts_new (void)
{
  RltNetworkFacts *self = g_new0 (RltNetworkFacts, 1);

  self->lines = g_array_new (FALSE, TRUE, sizeof (RltLineFacts));
  g_array_set_clear_func (self->lines, line_facts_clear);
  self->stations = g_array_new (FALSE, TRUE, sizeof (RltStationFacts));
  g_array_set_clear_func (self->stations, station_facts_clear);

  return self;
}

void
rlt_network_facts_free (RltNetworkFacts *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->lines);
  g_array_unref (self->stations);
  g_free (self);
}

/* Returns: (transfer full) (element-type utf8 gpointer): the elements of @facts by their id, their first member */
static GHashTable *
index_facts (GArray *facts)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);
  const guint size = g_array_get_element_size (facts);

  for (guint i = 0; i < facts->len; i++)
    {
      char **element = (char **) (gpointer) (facts->data + (gsize) i * size);

      g_hash_table_insert (table, *element, element);
    }

  return table;
}

static gboolean
is_near (const RltStation      *station,
         const RltStationFacts *facts)
{
  return rlt_geo_distance (station->latitude, station->longitude, facts->latitude, facts->longitude) <= FARTHEST_MOVE;
}

static guint
count_lines (RltCatalogue *base,
             GHashTable   *lines)
{
  guint n = 0;

  for (guint i = 0; i < rlt_catalogue_get_n_lines (base); i++)
    n += g_hash_table_contains (lines, rlt_catalogue_get_line (base, i)->id);

  return n;
}

static guint
count_stations (RltCatalogue *base,
                GHashTable   *stations)
{
  guint n = 0;

  for (guint i = 0; i < rlt_catalogue_get_n_stations (base); i++)
    {
      const RltStation *station = rlt_catalogue_get_station (base, i);
      const RltStationFacts *facts = g_hash_table_lookup (stations, station->id);

      n += facts != NULL && is_near (station, facts);
    }

  return n;
}

/**
 * rlt_network_facts_check:
 * @self: facts
 * @base: the catalogue they are of
 * @error: %RLT_CATALOGUE_ERROR_DAMAGED
 *
 * A table whose columns have changed, or that came in part, says too little of the network, or puts it
 * elsewhere.
 *
 * Returns: whether they can be of that network
 */
gboolean
rlt_network_facts_check (const RltNetworkFacts  *self,
                         RltCatalogue           *base,
                         GError                **error)
{
  g_autoptr(GHashTable) lines = NULL;
  g_autoptr(GHashTable) stations = NULL;
  guint n_lines, n_stations;

  g_return_val_if_fail (self != NULL && base != NULL, FALSE);

  lines = index_facts (self->lines);
  stations = index_facts (self->stations);
  n_lines = count_lines (base, lines);
  n_stations = count_stations (base, stations);
  if (n_lines * 100 >= rlt_catalogue_get_n_lines (base) * LEAST_LINES &&
      n_stations * 100 >= rlt_catalogue_get_n_stations (base) * LEAST_STATIONS)
    return TRUE;

  g_set_error (error, RLT_CATALOGUE_ERROR, RLT_CATALOGUE_ERROR_DAMAGED,
               "only %u of %u lines and %u of %u stations", n_lines, rlt_catalogue_get_n_lines (base),
               n_stations, rlt_catalogue_get_n_stations (base));
  return FALSE;
}

static void
refresh_line (RltCatalogueFile   *file,
              RltLine            *line,
              const RltLineFacts *facts)
{
  line->color = facts->color;
  line->text_color = facts->text_color;
  if (facts->operator_name != NULL)
    line->operator_name = rlt_arena_strdup (file->arena, facts->operator_name);
}

static void
add_alias (RltCatalogueFile *file,
           RltStation       *station,
           const char       *name)
{
  g_autofree char *folded = rlt_text_fold (name);
  const guint n = g_strv_length ((char **) station->aliases);
  const char **aliases;

  if (*folded == '\0' || g_str_equal (folded, station->folded) || g_strv_contains (station->aliases, folded))
    return;

  aliases = rlt_arena_new_array (file->arena, const char *, n + 2);
  for (guint i = 0; i < n; i++)
    aliases[i] = station->aliases[i];
  aliases[n] = rlt_arena_strdup (file->arena, folded);
  station->aliases = aliases;
}

static void
refresh_station (RltCatalogueFile      *file,
                 RltStation            *station,
                 const RltStationFacts *facts)
{
  if (!is_near (station, facts))
    return;

  station->latitude = facts->latitude;
  station->longitude = facts->longitude;
  if (facts->name != NULL)
    add_alias (file, station, facts->name);
}

/*
 * rlt_catalogue_file_refresh:
 * @self: a catalogue file that nobody else has seen yet
 * @facts: what is newer
 */
void
rlt_catalogue_file_refresh (RltCatalogueFile      *self,
                            const RltNetworkFacts *facts)
{
  g_autoptr(GHashTable) lines = index_facts (facts->lines);
  g_autoptr(GHashTable) stations = index_facts (facts->stations);

  for (guint i = 0; i < self->n_lines; i++)
    {
      const RltLineFacts *newer = g_hash_table_lookup (lines, self->lines[i].id);

      if (newer != NULL)
        refresh_line (self, &self->lines[i], newer);
    }

  for (guint i = 0; i < self->n_stations; i++)
    {
      const RltStationFacts *newer = g_hash_table_lookup (stations, self->stations[i].id);

      if (newer != NULL)
        refresh_station (self, &self->stations[i], newer);
    }
}
