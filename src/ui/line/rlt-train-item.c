/* rlt-train-item.c: one train in a list, followed from snapshot to snapshot.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-train-item.h"

#include "rlt-train-words.h"

struct _RltTrainItem
{
  GObject         parent_instance;

  RltUiContext   *context;    /* (owned) */
  RltSnapshot    *snapshot;   /* (owned): what @train lives in */
  const RltTrain *train;
  char           *title;      /* (owned) */
  char           *place;      /* (owned) */
  char           *delay;      /* (owned) (nullable) */
  char           *origin;     /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltTrainItem, rlt_train_item, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
rlt_train_item_finalize (GObject *object)
{
  RltTrainItem *self = RLT_TRAIN_ITEM (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->delay, g_free);
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->snapshot, rlt_snapshot_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_train_item_parent_class)->finalize (object);
}

static void
rlt_train_item_class_init (RltTrainItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_train_item_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", RLT_TYPE_TRAIN_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rlt_train_item_init (RltTrainItem *self)
{
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
 * rlt_train_item_new:
 * @context: the context
 * @snapshot: what @train lives in
 * @train: a train
 *
 * Returns: (transfer full): an item that shows @train. Main thread.
 */
RltTrainItem *
rlt_train_item_new (RltUiContext   *context,
                    RltSnapshot    *snapshot,
                    const RltTrain *train)
{
  RltTrainItem *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (snapshot != NULL && train != NULL, NULL);

  self = g_object_new (RLT_TYPE_TRAIN_ITEM, NULL);
  self->context = g_object_ref (context);
  self->snapshot = rlt_snapshot_ref (snapshot);
  self->train = train;
  rlt_train_item_update (self);

  return self;
}

/**
 * rlt_train_item_get_train:
 * @self: an item
 *
 * Returns: the train as last reported; valid while the item lives and takes nothing newer
 */
const RltTrain *
rlt_train_item_get_train (RltTrainItem *self)
{
  g_return_val_if_fail (RLT_IS_TRAIN_ITEM (self), NULL);

  return self->train;
}

/**
 * rlt_train_item_update:
 * @self: an item
 *
 * Brings its texts up to the clock.
 */
void
rlt_train_item_update (RltTrainItem *self)
{
  RltTime now;
  RltTrainPlace place;
  gboolean changed;

  g_return_if_fail (RLT_IS_TRAIN_ITEM (self));

  now = rlt_ui_context_now (self->context);
  rlt_train_place (self->train, now, &place);

  changed = replace_text (&self->title, rlt_train_to_title (self->train));
  changed |= replace_text (&self->place, rlt_train_to_place (&place));
  changed |= replace_text (&self->delay, rlt_format_delay (self->train->delay));
  changed |= replace_text (&self->origin,
                           rlt_format_origin (self->train->basis,
                                              rlt_ui_context_get_feed_name (self->context,
                                                                            self->train->sources[0]),
                                              self->train->observed_at, now));
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rlt_train_item_get_title:
 * @self: an item
 *
 * Returns: where it goes, and as what
 */
const char *
rlt_train_item_get_title (RltTrainItem *self)
{
  g_return_val_if_fail (RLT_IS_TRAIN_ITEM (self), NULL);

  return self->title;
}

/**
 * rlt_train_item_get_place:
 * @self: an item
 *
 * Returns: where it is
 */
const char *
rlt_train_item_get_place (RltTrainItem *self)
{
  g_return_val_if_fail (RLT_IS_TRAIN_ITEM (self), NULL);

  return self->place;
}

/**
 * rlt_train_item_get_delay:
 * @self: an item
 *
 * Returns: (nullable): how late it is; %NULL when it is not, or when that is not known
 */
const char *
rlt_train_item_get_delay (RltTrainItem *self)
{
  g_return_val_if_fail (RLT_IS_TRAIN_ITEM (self), NULL);

  return self->delay;
}

/**
 * rlt_train_item_get_origin:
 * @self: an item
 *
 * Returns: basis, source and age
 */
const char *
rlt_train_item_get_origin (RltTrainItem *self)
{
  g_return_val_if_fail (RLT_IS_TRAIN_ITEM (self), NULL);

  return self->origin;
}

/**
 * rlt_train_item_is_same:
 * @a: an #RltTrainItem
 * @b: an #RltTrainItem
 *
 * Returns: whether both show the same train
 */
gboolean
rlt_train_item_is_same (gpointer a,
                        gpointer b)
{
  return strcmp (RLT_TRAIN_ITEM (a)->train->id, RLT_TRAIN_ITEM (b)->train->id) == 0;
}

/**
 * rlt_train_item_take:
 * @item: an #RltTrainItem
 * @newer: an #RltTrainItem for the same train
 *
 * Makes @item show what @newer does.
 */
void
rlt_train_item_take (gpointer item,
                     gpointer newer)
{
  RltTrainItem *self = RLT_TRAIN_ITEM (item);
  RltTrainItem *from = RLT_TRAIN_ITEM (newer);
  RltSnapshot *snapshot = rlt_snapshot_ref (from->snapshot);

  self->train = from->train;
  rlt_snapshot_unref (self->snapshot);
  self->snapshot = snapshot;
  rlt_train_item_update (self);
}
