/* rlt-line-stops.c: the stops of one route of a line as a list that follows the snapshots.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-line-stops.h"

#include "rlt-geometry.h"
#include "rlt-line-directions.h"
#include "rlt-list-filler.h"
#include "rlt-stop-item.h"
#include "rlt-train.h"

struct _RltLineStops
{
  RltUiContext      *context;      /* (owned) */
  const RltLine     *line;         /* (nullable): until it is set, as the two below */
  const RltPattern  *pattern;
  RltLineDirections *directions;   /* (owned) */
  RltSnapshot       *snapshot;     /* (owned) (nullable) */
  GHashTable        *items;        /* (owned): RltStop → (owned) its RltStopItem, once it was needed */
  GListStore        *store;        /* (owned) */
  RltListFiller     *filler;       /* (owned) */
};

static RltStopItem *
ensure_item (RltLineStops  *self,
             const RltStop *stop)
{
  RltStopItem *item = g_hash_table_lookup (self->items, stop);

  if (item == NULL)
    {
      item = rlt_stop_item_new (stop);
      g_hash_table_insert (self->items, (gpointer) stop, item);
    }

  return item;
}

static RltWay
departure_way (RltLineStops       *self,
               const RltDeparture *departure)
{
  int direction = rlt_line_directions_find (self->directions, departure);

  if (direction == RLT_DIRECTION_UNKNOWN)
    return RLT_WAY_OTHER;

  return direction == (int) self->pattern->direction ? RLT_WAY_DOWN : RLT_WAY_UP;
}

/* Gives each stop of the line its departures, sorted by way: they come in order of time. */
static void
share_departures (RltLineStops *self)
{
  typedef GPtrArray *Departures[RLT_N_WAYS];
  g_autofree Departures *of_stops = g_new0 (Departures, self->line->n_stops);

  for (guint i = 0; i < self->snapshot->n_departures; i++)
    {
      const RltDeparture *departure = self->snapshot->departures[i];
      const RltStation *station = departure->station;
      const RltStop *stop = station != NULL ? rlt_line_find_stop (self->line, station) : NULL;
      GPtrArray **departures;

      if (stop == NULL)
        continue;

      departures = &of_stops[stop->index][departure_way (self, departure)];
      if (*departures == NULL)
        *departures = g_ptr_array_new ();
      g_ptr_array_add (*departures, (gpointer) departure);
    }

  for (guint i = 0; i < self->line->n_stops; i++)
    rlt_stop_item_take_departures (ensure_item (self, &self->line->stops[i]), self->snapshot, of_stops[i]);
}

/* Where on the list a train is: 2.5 is half-way from the third row to the fourth. Below 0: not on it. */
static double
place_in_list (const RltPattern *pattern,
               const RltTrain   *train,
               RltTime           now)
{
  RltTrainPlace place;
  int from;
  int to;

  if (train->pattern->direction != pattern->direction)
    return -1;

  rlt_train_place (train, now, &place);
  from = rlt_pattern_find_stop (pattern, place.from);
  if (from < 0 || place.at_stop)
    return from;

  to = rlt_pattern_find_stop (pattern, place.to);
  return to > from ? from + place.progress * (to - from) : -1;
}

static void
add_progress (GArray          **trains,
              RltStopProgress   progress)
{
  if (*trains == NULL)
    *trains = g_array_new (FALSE, FALSE, sizeof (RltStopProgress));
  g_array_append_val (*trains, progress);
}

static void
share_trains (RltLineStops *self,
              RltTime       now)
{
  guint n_stops = self->pattern->n_stops;
  g_autofree GArray **leaving = g_new0 (GArray *, n_stops);
  g_autofree GArray **coming = g_new0 (GArray *, n_stops);

  for (guint i = 0; self->snapshot != NULL && i < self->snapshot->n_trains; i++)
    {
      double place = place_in_list (self->pattern, &self->snapshot->trains[i], now);
      guint row = (guint) MAX (0, place);

      if (place < 0 || row >= n_stops)
        continue;

      add_progress (&leaving[row], (RltStopProgress) (place - row));
      if (row + 1 < n_stops)
        add_progress (&coming[row + 1], (RltStopProgress) (place - row));
    }

  for (guint i = 0; i < n_stops; i++)
    rlt_stop_item_take_trains (ensure_item (self, self->pattern->stops[i]), leaving[i], coming[i]);
}

/* Items are kept from pattern to pattern: the list takes them as they are. */
static gboolean
is_same_item (gpointer a,
              gpointer b)
{
  return a == b;
}

static void
take_nothing (gpointer item,
              gpointer newer)
{
}

/**
 * rlt_line_stops_new:
 * @context: the context
 *
 * Returns: (transfer full): a list without a line
 */
RltLineStops *
rlt_line_stops_new (RltUiContext *context)
{
  RltLineStops *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  self = g_new0 (RltLineStops, 1);
  self->context = g_object_ref (context);
  self->items = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->store = g_list_store_new (RLT_TYPE_STOP_ITEM);
  self->filler = rlt_list_filler_new (self->store, is_same_item, take_nothing);

  return self;
}

/**
 * rlt_line_stops_free:
 * @self: (transfer full) (nullable): to free
 */
void
rlt_line_stops_free (RltLineStops *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->filler, rlt_list_filler_free);
  g_clear_object (&self->store);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->snapshot, rlt_snapshot_unref);
  g_clear_pointer (&self->directions, rlt_line_directions_free);
  g_clear_object (&self->context);
  g_free (self);
}

/**
 * rlt_line_stops_get_model:
 * @self: the stops
 *
 * Returns: (transfer none): a list of #RltStopItem
 */
GListModel *
rlt_line_stops_get_model (RltLineStops *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return G_LIST_MODEL (self->store);
}

/**
 * rlt_line_stops_set_line:
 * @self: the stops
 * @line: the line to list, by its main pattern
 */
void
rlt_line_stops_set_line (RltLineStops  *self,
                         const RltLine *line)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (line != NULL);

  self->line = line;
  g_clear_pointer (&self->snapshot, rlt_snapshot_unref);
  g_clear_pointer (&self->directions, rlt_line_directions_free);
  self->directions = rlt_line_directions_new (rlt_ui_context_get_catalogue (self->context), line);
  g_hash_table_remove_all (self->items);
  rlt_line_stops_set_pattern (self, rlt_line_get_main_pattern (line));
}

/**
 * rlt_line_stops_get_pattern:
 * @self: the stops
 *
 * Returns: (nullable): the route listed; %NULL before there is a line
 */
const RltPattern *
rlt_line_stops_get_pattern (RltLineStops *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pattern;
}

/**
 * rlt_line_stops_set_pattern:
 * @self: the stops
 * @pattern: the route to list, one of the line's
 */
void
rlt_line_stops_set_pattern (RltLineStops     *self,
                            const RltPattern *pattern)
{
  g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (self != NULL);
  g_return_if_fail (pattern != NULL && pattern->line == self->line);

  self->pattern = pattern;
  for (guint i = 0; i < pattern->n_stops; i++)
    {
      RltStopItem *item = ensure_item (self, pattern->stops[i]);

      rlt_stop_item_set_ends (item, i == 0, i == pattern->n_stops - 1);
      g_ptr_array_add (wanted, g_object_ref (item));
    }
  if (self->snapshot != NULL)
    share_departures (self);
  rlt_line_stops_update (self);
  rlt_list_filler_fill (self->filler, g_steal_pointer (&wanted));
}

/**
 * rlt_line_stops_set_snapshot:
 * @self: the stops
 * @snapshot: what is known of the line now
 */
void
rlt_line_stops_set_snapshot (RltLineStops *self,
                             RltSnapshot  *snapshot)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (snapshot != NULL && snapshot->line == self->line);

  rlt_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, rlt_snapshot_unref);
  self->snapshot = snapshot;
  share_departures (self);
  rlt_line_stops_update (self);
}

/**
 * rlt_line_stops_update:
 * @self: the stops
 *
 * Brings waits and trains up to the clock.
 */
void
rlt_line_stops_update (RltLineStops *self)
{
  RltTime now;
  RltTimeDisplay display;

  g_return_if_fail (self != NULL);

  if (self->pattern == NULL)
    return;

  now = rlt_ui_context_now (self->context);
  display = rlt_ui_context_get_time_display (self->context);
  for (guint i = 0; i < self->pattern->n_stops; i++)
    rlt_stop_item_update (ensure_item (self, self->pattern->stops[i]), now, display);
  share_trains (self, now);
}
