/* rlt-station-board.c: the departures of a station as a list, lines and destinations apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-station-board.h"

#include "rlt-departure-item.h"
#include "rlt-line-directions.h"
#include "rlt-list-filler.h"

/* Departures of one line to one destination. */
#define MAX_IN_GROUP 4

struct _RltStationBoard
{
  RltUiContext  *context;       /* (owned) */
  GHashTable    *directions;    /* (owned): RltLine → (owned) its RltLineDirections, once it was needed */
  GListStore    *store;         /* (owned) */
  RltListFiller *filler;        /* (owned) */
  RltTime        observed_at;   /* the newest of what is listed, or RLT_TIME_NONE */
};

/* What the order on the board depends on. */
typedef struct
{
  const RltDeparture *departure;
  guint               line_rank;
  int                 direction;
} Entry;

static int
direction_of (RltStationBoard    *self,
              const RltDeparture *departure)
{
  RltLineDirections *directions = g_hash_table_lookup (self->directions, departure->line);

  if (directions == NULL)
    {
      directions = rlt_line_directions_new (rlt_ui_context_get_catalogue (self->context), departure->line);
      g_hash_table_insert (self->directions, (gpointer) departure->line, directions);
    }

  return rlt_line_directions_find (directions, departure);
}

static guint
rank_line (const RltLine *line,
           const RltLine *first)
{
  return line == first ? 0 : line->index + 1;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;
  RltTime left_time = rlt_departure_get_time (left->departure);
  RltTime right_time = rlt_departure_get_time (right->departure);
  int destinations;

  if (left->line_rank != right->line_rank)
    return left->line_rank < right->line_rank ? -1 : 1;
  if (left->direction != right->direction)
    return left->direction - right->direction;

  destinations = g_strcmp0 (left->departure->destination, right->departure->destination);
  if (destinations != 0)
    return destinations;

  return (left_time > right_time) - (left_time < right_time);
}

static GArray *
sort_entries (RltStationBoard *self,
              const RltLine   *first,
              GPtrArray       *departures)
{
  RltTime now = rlt_ui_context_now (self->context);
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint i = 0; i < departures->len; i++)
    {
      const RltDeparture *departure = g_ptr_array_index (departures, i);
      Entry entry = { departure, 0, RLT_DIRECTION_UNKNOWN };

      if (departure->line == NULL || rlt_departure_is_past (departure, now))
        continue;

      entry.line_rank = rank_line (departure->line, first);
      entry.direction = direction_of (self, departure);
      g_array_append_val (entries, entry);
      self->observed_at = MAX (self->observed_at, departure->observed_at);
    }
  g_array_sort (entries, compare_entries);

  return entries;
}

/* Adds the line's departures, which begin at @start; returns where the next line's begin. */
static guint
add_line (RltStationBoard *self,
          GPtrArray       *items,
          const RltLine   *line,
          GArray          *entries,
          guint            start)
{
  const char *destination = NULL;
  guint n_in_group = 0;
  guint i;

  for (i = start; i < entries->len; i++)
    {
      const RltDeparture *departure = g_array_index (entries, Entry, i).departure;

      if (departure->line != line)
        break;
      if (i == start || g_strcmp0 (departure->destination, destination) != 0)
        n_in_group = 0;
      destination = departure->destination;
      if (n_in_group++ < MAX_IN_GROUP)
        g_ptr_array_add (items, rlt_departure_item_new (self->context, departure));
    }

  if (i == start)
    g_ptr_array_add (items, rlt_departure_item_new_nothing (self->context, line));

  return i;
}

/* In the order of rank_line(). */
static GPtrArray *
list_lines (const RltStation *station,
            const RltLine    *first)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (guint i = 0; i < station->n_stops; i++)
    {
      const RltLine *line = station->stops[i]->line;

      if (line == first)
        g_ptr_array_insert (lines, 0, (gpointer) line);
      else
        g_ptr_array_add (lines, (gpointer) line);
    }

  return lines;
}

/**
 * rlt_station_board_new:
 * @context: the context
 *
 * Returns: (transfer full): an empty board
 */
RltStationBoard *
rlt_station_board_new (RltUiContext *context)
{
  RltStationBoard *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  self = g_new0 (RltStationBoard, 1);
  self->context = g_object_ref (context);
  self->directions = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) rlt_line_directions_free);
  self->store = g_list_store_new (RLT_TYPE_DEPARTURE_ITEM);
  self->filler = rlt_list_filler_new (self->store, rlt_departure_item_is_same, rlt_departure_item_take);
  self->observed_at = RLT_TIME_NONE;

  return self;
}

/**
 * rlt_station_board_free:
 * @self: (transfer full) (nullable): to free
 */
void
rlt_station_board_free (RltStationBoard *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->filler, rlt_list_filler_free);
  g_clear_object (&self->store);
  g_clear_pointer (&self->directions, g_hash_table_unref);
  g_clear_object (&self->context);
  g_free (self);
}

/**
 * rlt_station_board_get_model:
 * @self: a board
 *
 * Returns: (transfer none): a list of #RltDepartureItem
 */
GListModel *
rlt_station_board_get_model (RltStationBoard *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return G_LIST_MODEL (self->store);
}

/**
 * rlt_station_board_fill:
 * @self: a board
 * @station: the station; each of its lines is listed, with what is known or with a word that nothing is
 * @first: (nullable): the line to list first
 * @departures: (element-type RltDeparture): what is known; used during the call only
 */
void
rlt_station_board_fill (RltStationBoard  *self,
                        const RltStation *station,
                        const RltLine    *first,
                        GPtrArray        *departures)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) lines = NULL;
  g_autoptr(GArray) entries = NULL;
  guint next = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (station != NULL && departures != NULL);

  self->observed_at = RLT_TIME_NONE;
  lines = list_lines (station, first);
  entries = sort_entries (self, first, departures);
  for (guint i = 0; i < lines->len; i++)
    next = add_line (self, items, g_ptr_array_index (lines, i), entries, next);
  rlt_list_filler_fill (self->filler, g_steal_pointer (&items));
}

/**
 * rlt_station_board_update:
 * @self: a board
 *
 * Brings the waits up to the clock.
 *
 * Returns: whether a train that is listed has left, so that the board is to be filled anew
 */
gboolean
rlt_station_board_update (RltStationBoard *self)
{
  gboolean has_left = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr(RltDepartureItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      rlt_departure_item_update (item);
      has_left |= rlt_departure_item_is_past (item);
    }

  return has_left;
}

/**
 * rlt_station_board_get_observed_at:
 * @self: a board
 *
 * Returns: the newest observation listed, or %RLT_TIME_NONE when there is none
 */
RltTime
rlt_station_board_get_observed_at (RltStationBoard *self)
{
  g_return_val_if_fail (self != NULL, RLT_TIME_NONE);

  return self->observed_at;
}
