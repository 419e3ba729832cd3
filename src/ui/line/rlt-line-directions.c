/* rlt-line-directions.c: which way along its line a departure goes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-line-directions.h"

#include "rlt-geometry.h"

struct _RltLineDirections
{
  RltCatalogue  *catalogue;      /* (owned) */
  const RltLine *line;
  GHashTable    *destinations;   /* (owned): name or id → its RltStop, or NULL */
  GHashTable    *directions;     /* (owned): both stops' places → direction */
};

static const RltStop *
look_up_stop (RltLineDirections  *self,
              const RltDeparture *departure)
{
  const RltStation *station = NULL;

  if (departure->destination_id != NULL)
    station = rlt_catalogue_find_station (self->catalogue, departure->destination_id);
  if (station == NULL && departure->destination != NULL)
    station = rlt_catalogue_find_station_on (self->catalogue, self->line, departure->destination);

  return station != NULL ? rlt_line_find_stop (self->line, station) : NULL;
}

static const RltStop *
find_destination (RltLineDirections  *self,
                  const RltDeparture *departure)
{
  const char *key = departure->destination_id != NULL ? departure->destination_id : departure->destination;
  gpointer stop;

  if (key == NULL)
    return NULL;
  if (g_hash_table_lookup_extended (self->destinations, key, NULL, &stop))
    return stop;

  stop = (gpointer) look_up_stop (self, departure);
  g_hash_table_insert (self->destinations, g_strdup (key), stop);

  return stop;
}

/**
 * rlt_line_directions_new:
 * @catalogue: the catalogue
 * @line: one of its lines
 *
 * Returns: (transfer full): what finds directions on @line
 */
RltLineDirections *
rlt_line_directions_new (RltCatalogue  *catalogue,
                         const RltLine *line)
{
  RltLineDirections *self;

  g_return_val_if_fail (catalogue != NULL, NULL);
  g_return_val_if_fail (line != NULL, NULL);

  self = g_new0 (RltLineDirections, 1);
  self->catalogue = rlt_catalogue_ref (catalogue);
  self->line = line;
  self->destinations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->directions = g_hash_table_new (NULL, NULL);

  return self;
}

/**
 * rlt_line_directions_free:
 * @self: (transfer full) (nullable): to free
 */
void
rlt_line_directions_free (RltLineDirections *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->directions);
  g_hash_table_unref (self->destinations);
  rlt_catalogue_unref (self->catalogue);
  g_free (self);
}

/**
 * rlt_line_directions_find:
 * @self: what finds directions
 * @departure: a departure of the line
 *
 * Returns: 0 or 1 as in #RltPattern, or %RLT_DIRECTION_UNKNOWN
 */
int
rlt_line_directions_find (RltLineDirections  *self,
                          const RltDeparture *departure)
{
  const RltStop *from;
  const RltStop *to;
  gpointer key;
  gpointer found;
  int direction;

  g_return_val_if_fail (self != NULL, RLT_DIRECTION_UNKNOWN);
  g_return_val_if_fail (departure != NULL, RLT_DIRECTION_UNKNOWN);

  from = departure->station != NULL ? rlt_line_find_stop (self->line, departure->station) : NULL;
  to = find_destination (self, departure);
  if (from == NULL || to == NULL)
    return RLT_DIRECTION_UNKNOWN;

  key = GUINT_TO_POINTER (from->index * self->line->n_stops + to->index);
  if (g_hash_table_lookup_extended (self->directions, key, NULL, &found))
    return GPOINTER_TO_INT (found);

  direction = rlt_line_find_direction (self->line, from, to);
  g_hash_table_insert (self->directions, key, GINT_TO_POINTER (direction));

  return direction;
}
