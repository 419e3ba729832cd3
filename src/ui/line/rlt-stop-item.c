/* rlt-stop-item.c: one stop in the list of a line: what leaves it next and which trains are near.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-stop-item.h"

#include "rlt-departure-words.h"

struct _RltStopItem
{
  GObject        parent_instance;

  const RltStop *stop;
  gboolean       is_first;
  gboolean       is_last;
  RltSnapshot   *snapshot;  /* (owned) (nullable): what the departures live in */
  GPtrArray     *departures[RLT_N_WAYS];  /* (owned) (nullable) (element-type RltDeparture) */
  gboolean       has_news;  /* departures have come since the last update */
  char          *texts[RLT_N_WAYS];       /* (owned) (nullable): the next few, as markup */
  GArray        *leaving;   /* (owned) (nullable) (element-type RltStopProgress): from here to the next */
  GArray        *coming;    /* (owned) (nullable) (element-type RltStopProgress): from the one before */
};

G_DEFINE_FINAL_TYPE (RltStopItem, rlt_stop_item, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_TRAINS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
rlt_stop_item_finalize (GObject *object)
{
  RltStopItem *self = RLT_STOP_ITEM (object);

  for (guint i = 0; i < RLT_N_WAYS; i++)
    {
      g_clear_pointer (&self->departures[i], g_ptr_array_unref);
      g_clear_pointer (&self->texts[i], g_free);
    }
  g_clear_pointer (&self->leaving, g_array_unref);
  g_clear_pointer (&self->coming, g_array_unref);
  g_clear_pointer (&self->snapshot, rlt_snapshot_unref);

  G_OBJECT_CLASS (rlt_stop_item_parent_class)->finalize (object);
}

static void
rlt_stop_item_class_init (RltStopItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_stop_item_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", RLT_TYPE_STOP_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TRAINS_CHANGED] =
    g_signal_new ("trains-changed", RLT_TYPE_STOP_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  0);
}

static void
rlt_stop_item_init (RltStopItem *self)
{
}

/**
 * rlt_stop_item_new:
 * @stop: a stop; its catalogue must outlive the item
 *
 * Returns: (transfer full): an item that knows of no trains yet. Main thread.
 */
RltStopItem *
rlt_stop_item_new (const RltStop *stop)
{
  RltStopItem *self;

  g_return_val_if_fail (stop != NULL, NULL);

  self = g_object_new (RLT_TYPE_STOP_ITEM, NULL);
  self->stop = stop;

  return self;
}

/**
 * rlt_stop_item_get_stop:
 * @self: an item
 *
 * Returns: its stop
 */
const RltStop *
rlt_stop_item_get_stop (RltStopItem *self)
{
  g_return_val_if_fail (RLT_IS_STOP_ITEM (self), NULL);

  return self->stop;
}

/**
 * rlt_stop_item_set_ends:
 * @self: an item
 * @is_first: whether the list begins with it
 * @is_last: whether the list ends with it
 */
void
rlt_stop_item_set_ends (RltStopItem *self,
                        gboolean     is_first,
                        gboolean     is_last)
{
  g_return_if_fail (RLT_IS_STOP_ITEM (self));

  if (self->is_first == is_first && self->is_last == is_last)
    return;

  self->is_first = is_first;
  self->is_last = is_last;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rlt_stop_item_is_first:
 * @self: an item
 *
 * Returns: whether the list begins with it
 */
gboolean
rlt_stop_item_is_first (RltStopItem *self)
{
  g_return_val_if_fail (RLT_IS_STOP_ITEM (self), FALSE);

  return self->is_first;
}

/**
 * rlt_stop_item_is_last:
 * @self: an item
 *
 * Returns: whether the list ends with it
 */
gboolean
rlt_stop_item_is_last (RltStopItem *self)
{
  g_return_val_if_fail (RLT_IS_STOP_ITEM (self), FALSE);

  return self->is_last;
}

/**
 * rlt_stop_item_take_departures:
 * @self: an item
 * @snapshot: what the departures live in
 * @departures: (transfer full) (array fixed-size=3): for each #RltWay the departures in order of time, or
 *   %NULL; the arrays are taken over
 *
 * They are shown from the next rlt_stop_item_update() on.
 */
void
rlt_stop_item_take_departures (RltStopItem *self,
                               RltSnapshot *snapshot,
                               GPtrArray   *departures[RLT_N_WAYS])
{
  g_return_if_fail (RLT_IS_STOP_ITEM (self));
  g_return_if_fail (snapshot != NULL);

  for (guint i = 0; i < RLT_N_WAYS; i++)
    {
      g_clear_pointer (&self->departures[i], g_ptr_array_unref);
      self->departures[i] = departures[i];
    }
  g_clear_pointer (&self->snapshot, rlt_snapshot_unref);
  self->snapshot = rlt_snapshot_ref (snapshot);
  self->has_news = TRUE;
}

static gboolean
are_same_trains (GArray *a,
                 GArray *b)
{
  guint n_a = a != NULL ? a->len : 0;
  guint n_b = b != NULL ? b->len : 0;

  return n_a == n_b && (n_a == 0 || memcmp (a->data, b->data, n_a * sizeof (RltStopProgress)) == 0);
}

/**
 * rlt_stop_item_take_trains:
 * @self: an item
 * @leaving: (transfer full) (nullable) (element-type RltStopProgress): trains between this stop and the next
 * @coming: (transfer full) (nullable) (element-type RltStopProgress): trains between the one before and this
 */
void
rlt_stop_item_take_trains (RltStopItem *self,
                           GArray      *leaving,
                           GArray      *coming)
{
  gboolean same;

  g_return_if_fail (RLT_IS_STOP_ITEM (self));

  same = are_same_trains (self->leaving, leaving) && are_same_trains (self->coming, coming);
  g_clear_pointer (&self->leaving, g_array_unref);
  g_clear_pointer (&self->coming, g_array_unref);
  self->leaving = leaving;
  self->coming = coming;
  if (!same)
    g_signal_emit (self, signals[SIGNAL_TRAINS_CHANGED], 0);
}

/**
 * rlt_stop_item_update:
 * @self: an item
 * @now: the clock's time
 * @display: minutes or the time of day
 *
 * Brings its texts up to the clock.
 */
void
rlt_stop_item_update (RltStopItem    *self,
                      RltTime         now,
                      RltTimeDisplay  display)
{
  gboolean changed;

  g_return_if_fail (RLT_IS_STOP_ITEM (self));

  changed = self->has_news;
  self->has_news = FALSE;
  for (guint i = 0; i < RLT_N_WAYS; i++)
    {
      g_autofree char *text = rlt_departures_to_markup (self->departures[i], now, display);

      if (g_strcmp0 (text, self->texts[i]) == 0)
        continue;

      g_free (self->texts[i]);
      self->texts[i] = g_steal_pointer (&text);
      changed = TRUE;
    }

  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rlt_stop_item_get_text:
 * @self: an item
 * @way: a way
 *
 * Returns: (nullable): the next departures that way, as markup
 */
const char *
rlt_stop_item_get_text (RltStopItem *self,
                        RltWay       way)
{
  g_return_val_if_fail (RLT_IS_STOP_ITEM (self), NULL);
  g_return_val_if_fail (way < RLT_N_WAYS, NULL);

  return self->texts[way];
}

/**
 * rlt_stop_item_get_departures:
 * @self: an item
 * @way: a way
 *
 * Returns: (transfer none) (nullable) (element-type RltDeparture): what leaves that way, in order of time
 */
GPtrArray *
rlt_stop_item_get_departures (RltStopItem *self,
                              RltWay       way)
{
  g_return_val_if_fail (RLT_IS_STOP_ITEM (self), NULL);
  g_return_val_if_fail (way < RLT_N_WAYS, NULL);

  return self->departures[way];
}

/**
 * rlt_stop_item_get_leaving:
 * @self: an item
 *
 * Returns: (transfer none) (nullable) (element-type RltStopProgress): trains between this stop and the next
 */
GArray *
rlt_stop_item_get_leaving (RltStopItem *self)
{
  g_return_val_if_fail (RLT_IS_STOP_ITEM (self), NULL);

  return self->leaving;
}

/**
 * rlt_stop_item_get_coming:
 * @self: an item
 *
 * Returns: (transfer none) (nullable) (element-type RltStopProgress): trains between the one before and this
 */
GArray *
rlt_stop_item_get_coming (RltStopItem *self)
{
  g_return_val_if_fail (RLT_IS_STOP_ITEM (self), NULL);

  return self->coming;
}
