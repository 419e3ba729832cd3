/* rlt-stop-item.c: one stop in the list of a line: what leaves it next and which trains are near.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-stop-item.h"

#include <glib/gi18n.h>

/* As many departures a direction as fit on a line of the panel. */
#define MAX_IN_SUMMARY 3

struct _RltStopItem
{
  GObject        parent_instance;

  const RltStop *stop;
  gboolean       is_first;
  gboolean       is_last;
  RltSnapshot   *snapshot;  /* (owned) (nullable): what the departures live in */
  GPtrArray     *departures[RLT_N_WAYS];  /* (owned) (nullable) (element-type RltDeparture) */
  char          *texts[RLT_N_WAYS];       /* (owned) (nullable): their summaries */
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

/* Puts the next departures that run into @next; returns how many. */
static guint
pick_next (GPtrArray           *departures,
           RltTime              now,
           const RltDeparture **next)
{
  guint n_next = 0;

  for (guint i = 0; i < departures->len && n_next < MAX_IN_SUMMARY; i++)
    {
      const RltDeparture *departure = g_ptr_array_index (departures, i);

      if (!departure->cancelled && !rlt_departure_is_past (departure, now))
        next[n_next++] = departure;
    }

  return n_next;
}

static char *
one_wait (const RltDeparture *departure,
          RltTime             now,
          RltTimeDisplay      display)
{
  if (departure->at_platform)
    return g_strdup (_("at platform"));

  return rlt_format_wait (rlt_departure_get_time (departure), now, display);
}

static gboolean
have_one_destination (const RltDeparture * const *departures,
                      guint                       n_departures)
{
  for (guint i = 1; i < n_departures; i++)
    {
      if (g_strcmp0 (departures[i]->destination, departures[0]->destination) != 0)
        return FALSE;
    }

  return TRUE;
}

/* "Château de Vincennes  at platform, 3, 7 min" */
static char *
summarise_one_destination (const RltDeparture * const *departures,
                           guint                       n_departures,
                           RltTime                     now,
                           RltTimeDisplay              display)
{
  const char *destination = departures[0]->destination;
  g_autoptr(GString) text = g_string_new (destination);
  RltTime times[MAX_IN_SUMMARY];
  guint n_times = 0;

  if (destination != NULL)
    g_string_append (text, "  ");
  for (guint i = 0; i < n_departures; i++)
    {
      if (i == 0 && departures[i]->at_platform)
        g_string_append_printf (text, "%s%s", _("at platform"), n_departures > 1 ? ", " : "");
      else
        times[n_times++] = rlt_departure_get_time (departures[i]);
    }
  if (n_times > 0)
    {
      g_autofree char *waits = rlt_format_waits (times, n_times, now, display);

      g_string_append (text, waits);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "Torcy  2 min · Boissy-Saint-Léger  5 min" */
static char *
summarise_several_destinations (const RltDeparture * const *departures,
                                guint                       n_departures,
                                RltTime                     now,
                                RltTimeDisplay              display)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_departures; i++)
    {
      g_autofree char *wait = one_wait (departures[i], now, display);

      g_string_append_printf (text, "%s%s  %s", i > 0 ? " · " : "",
                              departures[i]->destination != NULL ? departures[i]->destination : "?", wait);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * rlt_departures_to_summary:
 * @departures: (nullable) (element-type RltDeparture): departures in order of time
 * @now: the clock's time
 * @display: minutes or the time of day
 *
 * Returns: (transfer full) (nullable): the next few by destination, on one line; %NULL when none is known
 */
char *
rlt_departures_to_summary (GPtrArray      *departures,
                           RltTime         now,
                           RltTimeDisplay  display)
{
  const RltDeparture *next[MAX_IN_SUMMARY];
  guint n_next;

  if (departures == NULL)
    return NULL;

  n_next = pick_next (departures, now, next);
  if (n_next == 0)
    return NULL;
  if (have_one_destination (next, n_next))
    return summarise_one_destination (next, n_next, now, display);

  return summarise_several_destinations (next, n_next, now, display);
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
  gboolean changed = FALSE;

  g_return_if_fail (RLT_IS_STOP_ITEM (self));

  for (guint i = 0; i < RLT_N_WAYS; i++)
    {
      g_autofree char *text = rlt_departures_to_summary (self->departures[i], now, display);

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
 * Returns: (nullable): the next departures that way
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
