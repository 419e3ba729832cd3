/* rlt-departure-item.c: one departure on a station's board, followed from answer to answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-departure-item.h"

#include <glib/gi18n.h>

#include "rlt-departure-words.h"

/* Two answers that name no trip mean the same train when their times are nearer than this: less than half
 * of the shortest headway. */
#define SAME_TRAIN_WITHIN (40 * RLT_SECOND)

/* What the item keeps of an RltDeparture, which lives no longer than its snapshot. */
typedef struct
{
  char     *trip;          /* (owned) (nullable) */
  char     *destination;   /* (owned) (nullable) */
  char     *mission;       /* (owned) (nullable) */
  char     *platform;      /* (owned) (nullable) */
  char     *source;        /* (owned) (nullable) */
  RltTime   aimed;
  RltTime   due;
  RltTime   observed_at;
  int       delay;
  RltBasis  basis;
  gboolean  at_platform;
  gboolean  cancelled;
  gboolean  delayed;
} Facts;

struct _RltDepartureItem
{
  GObject        parent_instance;

  RltUiContext  *context;   /* (owned) */
  const RltLine *line;
  gboolean       nothing;   /* stands for "no departure is known of this line" */
  Facts          facts;
  char          *wait;      /* (owned) */
  char          *aimed;     /* (owned) (nullable) */
  char          *delay;     /* (owned) (nullable) */
  char          *detail;    /* (owned) (nullable) */
  char          *origin;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RltDepartureItem, rlt_departure_item, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clear_facts (Facts *facts)
{
  g_free (facts->trip);
  g_free (facts->destination);
  g_free (facts->mission);
  g_free (facts->platform);
  g_free (facts->source);
  *facts = (Facts) { 0 };
}

static void
rlt_departure_item_finalize (GObject *object)
{
  RltDepartureItem *self = RLT_DEPARTURE_ITEM (object);

  clear_facts (&self->facts);
  g_clear_pointer (&self->wait, g_free);
  g_clear_pointer (&self->aimed, g_free);
  g_clear_pointer (&self->delay, g_free);
  g_clear_pointer (&self->detail, g_free);
  g_clear_pointer (&self->origin, g_free);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_departure_item_parent_class)->finalize (object);
}

static void
rlt_departure_item_class_init (RltDepartureItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_departure_item_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", RLT_TYPE_DEPARTURE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rlt_departure_item_init (RltDepartureItem *self)
{
}

/* "NORA · Platform 21", or NULL. */
static char *
describe_detail (const Facts *facts)
{
  g_autofree char *platform = NULL;

  if (facts->platform != NULL)
    platform = g_strdup_printf (_("Platform %s"), facts->platform);
  if (facts->mission != NULL && platform != NULL)
    return g_strdup_printf ("%s · %s", facts->mission, platform);

  return facts->mission != NULL ? g_strdup (facts->mission) : g_steal_pointer (&platform);
}

/* What stands first: the wait, or what is more important than it. */
static char *
describe_wait (RltDepartureItem *self,
               RltTime           now)
{
  if (self->nothing)
    return g_strdup (_("No departure known"));
  if (self->facts.cancelled)
    return g_strdup (_("Cancelled"));
  if (self->facts.at_platform)
    return g_strdup (_("At platform"));
  /* Translators: of a train; nobody says for how long. */
  if (self->facts.delayed)
    return g_strdup (_("Delayed"));

  return rlt_format_wait (self->facts.due, now, rlt_ui_context_get_time_display (self->context));
}

static char *
describe_origin (RltDepartureItem *self,
                 RltTime           now)
{
  if (self->nothing)
    return NULL;

  return rlt_format_origin (self->facts.basis,
                            rlt_ui_context_get_feed_name (self->context, self->facts.source),
                            self->facts.observed_at, now);
}

/* Takes over @text; returns whether it says something else than before. */
static gboolean
replace_text (char **place,
              char  *text)
{
  gboolean changed = g_strcmp0 (*place, text) != 0;

  g_free (*place);
  *place = text;

  return changed;
}

/**
 * rlt_departure_item_new:
 * @context: the context
 * @departure: a departure of a known line; copied
 *
 * Returns: (transfer full): an item that shows @departure. Main thread.
 */
RltDepartureItem *
rlt_departure_item_new (RltUiContext       *context,
                        const RltDeparture *departure)
{
  RltDepartureItem *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (departure != NULL && departure->line != NULL, NULL);

  self = g_object_new (RLT_TYPE_DEPARTURE_ITEM, NULL);
  self->context = g_object_ref (context);
  self->line = departure->line;
  self->facts = (Facts) {
    .trip = g_strdup (departure->trip),
    .destination = g_strdup (departure->destination != NULL ? departure->destination : departure->direction),
    .mission = g_strdup (departure->mission),
    .platform = g_strdup (departure->platform),
    .source = g_strdup (departure->source),
    .aimed = RLT_TIME_IS_SET (departure->aimed_departure) ? departure->aimed_departure
                                                          : departure->aimed_arrival,
    .due = rlt_departure_get_time (departure),
    .observed_at = departure->observed_at,
    .delay = departure->delay,
    .basis = departure->basis,
    .at_platform = departure->at_platform,
    .cancelled = departure->cancelled,
    .delayed = departure->delayed,
  };
  rlt_departure_item_update (self);

  return self;
}

/**
 * rlt_departure_item_new_nothing:
 * @context: the context
 * @line: a line
 *
 * Returns: (transfer full): an item that says that no departure of @line is known
 */
RltDepartureItem *
rlt_departure_item_new_nothing (RltUiContext  *context,
                                const RltLine *line)
{
  RltDepartureItem *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (line != NULL, NULL);

  self = g_object_new (RLT_TYPE_DEPARTURE_ITEM, NULL);
  self->context = g_object_ref (context);
  self->line = line;
  self->nothing = TRUE;
  self->facts.aimed = RLT_TIME_NONE;
  self->facts.due = RLT_TIME_NONE;
  self->facts.observed_at = RLT_TIME_NONE;
  self->facts.delay = RLT_DELAY_NONE;
  rlt_departure_item_update (self);

  return self;
}

/**
 * rlt_departure_item_update:
 * @self: an item
 *
 * Brings its texts up to the clock.
 */
void
rlt_departure_item_update (RltDepartureItem *self)
{
  RltTime now;
  gboolean changed;

  g_return_if_fail (RLT_IS_DEPARTURE_ITEM (self));

  now = rlt_ui_context_now (self->context);
  changed = replace_text (&self->wait, describe_wait (self, now));
  changed |= replace_text (&self->aimed, rlt_departure_to_aimed (self->facts.aimed, self->facts.delay,
                                                                 self->facts.cancelled));
  changed |= replace_text (&self->delay, self->facts.cancelled ? NULL : rlt_format_delay (self->facts.delay));
  changed |= replace_text (&self->detail, describe_detail (&self->facts));
  changed |= replace_text (&self->origin, describe_origin (self, now));
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rlt_departure_item_get_line:
 * @self: an item
 *
 * Returns: its line
 */
const RltLine *
rlt_departure_item_get_line (RltDepartureItem *self)
{
  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (self), NULL);

  return self->line;
}

/**
 * rlt_departure_item_get_destination:
 * @self: an item
 *
 * Returns: (nullable): where the train goes
 */
const char *
rlt_departure_item_get_destination (RltDepartureItem *self)
{
  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (self), NULL);

  return self->facts.destination;
}

/**
 * rlt_departure_item_get_wait:
 * @self: an item
 *
 * Returns: the wait, the time, "At platform", "Delayed" or "Cancelled"
 */
const char *
rlt_departure_item_get_wait (RltDepartureItem *self)
{
  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (self), NULL);

  return self->wait;
}

/**
 * rlt_departure_item_get_aimed:
 * @self: an item
 *
 * Returns: (nullable): the scheduled time, when it no longer holds
 */
const char *
rlt_departure_item_get_aimed (RltDepartureItem *self)
{
  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (self), NULL);

  return self->aimed;
}

/**
 * rlt_departure_item_get_delay:
 * @self: an item
 *
 * Returns: (nullable): how late it is; %NULL when it is not, or when that is not known
 */
const char *
rlt_departure_item_get_delay (RltDepartureItem *self)
{
  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (self), NULL);

  return self->delay;
}

/**
 * rlt_departure_item_get_detail:
 * @self: an item
 *
 * Returns: (nullable): mission and platform
 */
const char *
rlt_departure_item_get_detail (RltDepartureItem *self)
{
  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (self), NULL);

  return self->detail;
}

/**
 * rlt_departure_item_get_origin:
 * @self: an item
 *
 * Returns: (nullable): basis, source and age
 */
const char *
rlt_departure_item_get_origin (RltDepartureItem *self)
{
  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (self), NULL);

  return self->origin;
}

/**
 * rlt_departure_item_is_cancelled:
 * @self: an item
 *
 * Returns: whether the train does not run
 */
gboolean
rlt_departure_item_is_cancelled (RltDepartureItem *self)
{
  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (self), FALSE);

  return self->facts.cancelled;
}

/**
 * rlt_departure_item_is_past:
 * @self: an item
 *
 * Returns: whether its train has left
 */
gboolean
rlt_departure_item_is_past (RltDepartureItem *self)
{
  RltDeparture departure;

  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (self), FALSE);

  if (self->nothing)
    return FALSE;

  departure = (RltDeparture) {
    .aimed_arrival = RLT_TIME_NONE,
    .aimed_departure = self->facts.aimed,
    .expected_arrival = RLT_TIME_NONE,
    .expected_departure = self->facts.due,
  };
  return rlt_departure_is_past (&departure, rlt_ui_context_now (self->context));
}

/**
 * rlt_departure_item_is_nothing:
 * @self: an item
 *
 * Returns: whether it only says that nothing is known
 */
gboolean
rlt_departure_item_is_nothing (RltDepartureItem *self)
{
  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (self), FALSE);

  return self->nothing;
}

/**
 * rlt_departure_item_is_same_group:
 * @self: an item
 * @other: another
 *
 * Returns: whether both stand under one heading: a line and a destination
 */
gboolean
rlt_departure_item_is_same_group (RltDepartureItem *self,
                                  RltDepartureItem *other)
{
  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (self), FALSE);
  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (other), FALSE);

  return self->line == other->line && g_strcmp0 (self->facts.destination, other->facts.destination) == 0;
}

/**
 * rlt_departure_item_is_same:
 * @a: an #RltDepartureItem
 * @b: an #RltDepartureItem
 *
 * Not all feeds give trips names that last: there the time decides.
 *
 * Returns: whether both show the same train
 */
gboolean
rlt_departure_item_is_same (gpointer a,
                            gpointer b)
{
  RltDepartureItem *left = RLT_DEPARTURE_ITEM (a);
  RltDepartureItem *right = RLT_DEPARTURE_ITEM (b);

  if (!rlt_departure_item_is_same_group (left, right) || left->nothing != right->nothing)
    return FALSE;
  if (left->nothing || (left->facts.trip != NULL && g_strcmp0 (left->facts.trip, right->facts.trip) == 0))
    return TRUE;

  return ABS (left->facts.due - right->facts.due) < SAME_TRAIN_WITHIN;
}

/**
 * rlt_departure_item_take:
 * @item: an #RltDepartureItem
 * @newer: an #RltDepartureItem for the same train
 *
 * Makes @item show what @newer does; @newer is left empty.
 */
void
rlt_departure_item_take (gpointer item,
                         gpointer newer)
{
  RltDepartureItem *self = RLT_DEPARTURE_ITEM (item);
  RltDepartureItem *from = RLT_DEPARTURE_ITEM (newer);

  clear_facts (&self->facts);
  self->facts = from->facts;
  from->facts = (Facts) { 0 };
  rlt_departure_item_update (self);
}
