/* rlt-catalogue.c: the embedded network and every way to look something up in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-catalogue"

#include "config.h"

#include "rlt-catalogue.h"

#include <string.h>

#include "rlt-catalogue-private.h"
#include "rlt-catalogue-resources.h"

#define EMBEDDED_PATH RLT_RESOURCE_PATH "/catalogue/network.catalogue"

struct _RltCatalogue
{
  gatomicrefcount   ref_count;
  RltCatalogue     *base;      /* (owned) (nullable): whose file this one shares */
  RltCatalogueFile *file;      /* (owned) unless there is @base */
  GHashTable       *lines;     /* (owned): line number → RltLine, as @areas and @zones */
  GHashTable       *areas;     /* (owned): ZdA number → RltStation */
  GHashTable       *zones;     /* (owned): ZdC number → RltStation */
  GHashTable       *quays;     /* (owned): quay number → RltStation */
};

G_DEFINE_QUARK (rlt-catalogue-error-quark, rlt_catalogue_error)
G_DEFINE_BOXED_TYPE (RltCatalogue, rlt_catalogue, rlt_catalogue_ref, rlt_catalogue_unref)

static void
index_number (GHashTable *table,
              const char *text,
              gpointer    value)
{
  guint32 number;

  if (rlt_id_parse_number (text, &number))
    g_hash_table_insert (table, GUINT_TO_POINTER (number), value);
}

static void
add_quays (RltCatalogue  *self,
           const RltQuay *quays,
           guint          n_quays)
{
  for (guint i = 0; i < n_quays; i++)
    {
      gpointer station = g_hash_table_lookup (self->areas, GUINT_TO_POINTER (quays[i].area));

      if (station != NULL)
        g_hash_table_insert (self->quays, GUINT_TO_POINTER (quays[i].quay), station);
    }
}

static void
index_file (RltCatalogue     *self,
            RltCatalogueFile *file)
{
  for (guint i = 0; i < file->n_stations; i++)
    index_number (self->zones, file->stations[i].id, &file->stations[i]);

  for (guint i = 0; i < file->n_lines; i++)
    {
      RltLine *line = &file->lines[i];
      guint32 number;

      if (rlt_id_parse_line (line->id, &number))
        g_hash_table_insert (self->lines, GUINT_TO_POINTER (number), line);
      for (guint j = 0; j < line->n_stops; j++)
        index_number (self->areas, line->stops[j].area_id, (gpointer) line->stops[j].station);
    }

  add_quays (self, file->quays, file->n_quays);
}

/* Takes @file. */
static RltCatalogue *
new_for_file (RltCatalogueFile *file)
{
  RltCatalogue *self = g_new0 (RltCatalogue, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->file = file;
  self->lines = g_hash_table_new (NULL, NULL);
  self->areas = g_hash_table_new (NULL, NULL);
  self->zones = g_hash_table_new (NULL, NULL);
  self->quays = g_hash_table_new (NULL, NULL);
  index_file (self, file);

  return self;
}

/**
 * rlt_catalogue_new_for_bytes:
 * @bytes: a catalogue file
 * @error: return location for an RltCatalogueError
 *
 * Returns: (transfer full) (nullable): the catalogue, or %NULL with @error set when @bytes are
 *   damaged or of another version
 */
RltCatalogue *
rlt_catalogue_new_for_bytes (GBytes  *bytes,
                             GError **error)
{
  RltCatalogueFile *file;

  g_return_val_if_fail (bytes != NULL, NULL);

  file = rlt_catalogue_file_parse (bytes, error);
  return file != NULL ? new_for_file (file) : NULL;
}

/**
 * rlt_catalogue_new_refreshed:
 * @base: a catalogue
 * @facts: what newer open data say of its lines and stations
 * @error: return location for an RltCatalogueError: @facts are not of that network
 *
 * Colours, operators and places of stations are those of @facts, where they are sound; all else is as in
 * @base. Its objects are other ones than those of @base. Quays that @base learned are to be added anew.
 *
 * Returns: (transfer full) (nullable): the catalogue
 */
RltCatalogue *
rlt_catalogue_new_refreshed (RltCatalogue           *base,
                             const RltNetworkFacts  *facts,
                             GError                **error)
{
  RltCatalogueFile *file;

  g_return_val_if_fail (base != NULL && facts != NULL, NULL);

  if (!rlt_network_facts_check (facts, base, error))
    return NULL;
  file = rlt_catalogue_file_parse (base->file->bytes, error);
  if (file == NULL)
    return NULL;

  rlt_catalogue_file_refresh (file, facts);
  return new_for_file (file);
}

/**
 * rlt_catalogue_new_embedded:
 * @error: return location for an RltCatalogueError
 *
 * Returns: (transfer full) (nullable): the catalogue that is compiled in
 */
RltCatalogue *
rlt_catalogue_new_embedded (GError **error)
{
  g_autoptr(GBytes) bytes = NULL;

  bytes = g_resource_lookup_data (rlt_catalogue_get_resource (), EMBEDDED_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return NULL;

  return rlt_catalogue_new_for_bytes (bytes, error);
}

/**
 * rlt_catalogue_new_with_quays:
 * @base: a catalogue
 * @quays: (array length=n_quays): quays that were learned; those of unknown areas are left out
 * @n_quays: how many
 *
 * Lines, stations and all else are the very same objects as those of @base; only the look-up of
 * quays knows more. What @quays says goes before what @base knows.
 *
 * Returns: (transfer full): a catalogue with all quays of @base and @quays
 */
RltCatalogue *
rlt_catalogue_new_with_quays (RltCatalogue  *base,
                              const RltQuay *quays,
                              guint          n_quays)
{
  RltCatalogue *self;
  GHashTableIter iter;
  gpointer quay, station;

  g_return_val_if_fail (base != NULL, NULL);
  g_return_val_if_fail (quays != NULL || n_quays == 0, NULL);

  self = g_new0 (RltCatalogue, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->base = rlt_catalogue_ref (base->base != NULL ? base->base : base);
  self->file = base->file;
  self->lines = g_hash_table_ref (base->lines);
  self->areas = g_hash_table_ref (base->areas);
  self->zones = g_hash_table_ref (base->zones);
  self->quays = g_hash_table_new (NULL, NULL);

  g_hash_table_iter_init (&iter, base->quays);
  while (g_hash_table_iter_next (&iter, &quay, &station))
    g_hash_table_insert (self->quays, quay, station);
  add_quays (self, quays, n_quays);

  return self;
}

RltCatalogue *
rlt_catalogue_ref (RltCatalogue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rlt_catalogue_unref (RltCatalogue *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->lines);
  g_hash_table_unref (self->areas);
  g_hash_table_unref (self->zones);
  g_hash_table_unref (self->quays);
  if (self->base != NULL)
    rlt_catalogue_unref (self->base);
  else
    rlt_catalogue_file_free (self->file);
  g_free (self);
}

/**
 * rlt_catalogue_get_attribution:
 * @self: a catalogue
 *
 * Returns: (transfer none): whom the data are owed to, and their licence; to be shown
 */
const char *
rlt_catalogue_get_attribution (RltCatalogue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->file->attribution;
}

/**
 * rlt_catalogue_get_data_date:
 * @self: a catalogue
 *
 * Returns: (transfer none): the day of the data, "2026-06-11"
 */
const char *
rlt_catalogue_get_data_date (RltCatalogue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->file->data_date;
}

guint
rlt_catalogue_get_n_lines (RltCatalogue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->file->n_lines;
}

/**
 * rlt_catalogue_get_line:
 * @self: a catalogue
 * @index: below the number of lines
 *
 * Returns: (transfer none): a line; they stand in the order in which riders expect them
 */
const RltLine *
rlt_catalogue_get_line (RltCatalogue *self,
                        guint         index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->file->n_lines, NULL);

  return &self->file->lines[index];
}

guint
rlt_catalogue_get_n_stations (RltCatalogue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->file->n_stations;
}

/**
 * rlt_catalogue_get_station:
 * @self: a catalogue
 * @index: below the number of stations
 *
 * Returns: (transfer none): a station
 */
const RltStation *
rlt_catalogue_get_station (RltCatalogue *self,
                           guint         index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->file->n_stations, NULL);

  return &self->file->stations[index];
}

/**
 * rlt_catalogue_get_n_quays:
 * @self: a catalogue
 *
 * Returns: how many quays can be looked up
 */
guint
rlt_catalogue_get_n_quays (RltCatalogue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->quays);
}

/* "metro:3B": a network, a colon and a code. */
static const RltLine *
find_line_by_key (RltCatalogue *self,
                  const char   *key)
{
  const char *colon = strchr (key, ':');
  g_autofree char *word = NULL;
  RltNetwork network;

  if (colon == NULL)
    return NULL;

  word = g_strndup (key, colon - key);
  if (!rlt_network_from_string (word, &network))
    return NULL;

  return rlt_catalogue_find_line_by_code (self, network, colon + 1);
}

/**
 * rlt_catalogue_find_line:
 * @self: a catalogue
 * @id: a key such as "metro:3B", in either case, or the line's number alone or in the form of any
 *   upstream: "C01386", "STIF:Line::C01386:", "line:IDFM:C01386", "IDFM:C01386", "LIG:IDFM:C01386"
 *
 * Codes match as a whole. A code without its network means nothing: "1" is no line.
 *
 * Returns: (transfer none) (nullable): the line
 */
const RltLine *
rlt_catalogue_find_line (RltCatalogue *self,
                         const char   *id)
{
  guint32 number;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  if (rlt_id_parse_line (id, &number))
    return g_hash_table_lookup (self->lines, GUINT_TO_POINTER (number));

  return find_line_by_key (self, id);
}

/**
 * rlt_catalogue_find_line_by_code:
 * @self: a catalogue
 * @network: a network
 * @code: a line's code in either case: "3B", also "3bis"; trams also without their T
 *
 * Returns: (transfer none) (nullable): the line
 */
const RltLine *
rlt_catalogue_find_line_by_code (RltCatalogue *self,
                                 RltNetwork    network,
                                 const char   *code)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (code != NULL, NULL);

  for (guint i = 0; i < self->file->n_lines; i++)
    {
      const RltLine *line = &self->file->lines[i];

      if (line->network == network && rlt_id_code_matches (line, code))
        return line;
    }

  return NULL;
}

/**
 * rlt_catalogue_find_station:
 * @self: a catalogue
 * @id: the id of a quay, a stop area (ZdA) or an interchange (ZdC) in the form of any upstream, or
 *   the bare number of one of the latter two
 *
 * Returns: (transfer none) (nullable): the station it belongs to
 */
const RltStation *
rlt_catalogue_find_station (RltCatalogue *self,
                            const char   *id)
{
  gconstpointer station = NULL;
  RltIdSpaces spaces;
  guint32 number;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  if (!rlt_id_parse_station (id, &number, &spaces))
    return NULL;

  if (spaces & RLT_ID_SPACE_ZONE)
    station = g_hash_table_lookup (self->zones, GUINT_TO_POINTER (number));
  if (station == NULL && (spaces & RLT_ID_SPACE_AREA))
    station = g_hash_table_lookup (self->areas, GUINT_TO_POINTER (number));
  if (station == NULL && (spaces & RLT_ID_SPACE_QUAY))
    station = g_hash_table_lookup (self->quays, GUINT_TO_POINTER (number));

  return station;
}
