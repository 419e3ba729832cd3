/* rlt-list-filler.c: brings a list up to date in place, a few rows at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-list-filler.h"

/* What one turn of the main loop may spend here: a quarter of what is allowed, for new rows are measured in
 * the turn that follows, which takes as long as making them. */
#define BUDGET_US 1000

struct _RltListFiller
{
  GListStore        *store;    /* (owned) */
  RltListSameFunc    same;
  RltListUpdateFunc  update;
  GPtrArray         *wanted;   /* (owned) (nullable): what is still being taken in */
  guint              next;     /* the first of @wanted that is not in place */
  guint              idle_id;
};

/* Where @item stands in the store from @start on, or G_MAXUINT. */
static guint
find_same (RltListFiller *self,
           gpointer       item,
           guint          start)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = start; i < n_items; i++)
    {
      g_autoptr(GObject) old = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (self->same (old, item))
        return i;
    }

  return G_MAXUINT;
}

/* One step: an item is put or found in its place, or one that is in the way is taken out. */
static void
take_step (RltListFiller *self)
{
  gpointer item = g_ptr_array_index (self->wanted, self->next);
  guint found = find_same (self, item, self->next);

  if (found != G_MAXUINT && found > self->next)
    {
      g_list_store_remove (self->store, self->next);
      return;
    }

  if (found == G_MAXUINT)
    {
      g_list_store_insert (self->store, self->next, item);
    }
  else
    {
      g_autoptr(GObject) old = g_list_model_get_item (G_LIST_MODEL (self->store), found);

      self->update (old, item);
    }
  self->next++;
}

static gboolean
work_cb (gpointer user_data)
{
  RltListFiller *self = user_data;
  gint64 end = g_get_monotonic_time () + BUDGET_US;

  while (self->next < self->wanted->len || self->next < g_list_model_get_n_items (G_LIST_MODEL (self->store)))
    {
      if (self->next < self->wanted->len)
        take_step (self);
      else
        g_list_store_remove (self->store, self->next);
      if (g_get_monotonic_time () >= end)
        return G_SOURCE_CONTINUE;
    }

  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  self->idle_id = 0;
  return G_SOURCE_REMOVE;
}

/**
 * rlt_list_filler_new:
 * @store: the list
 * @same: whether two items stand for the same thing
 * @update: takes a newer item into the one in the list
 *
 * Returns: (transfer full): a filler for @store
 */
RltListFiller *
rlt_list_filler_new (GListStore        *store,
                     RltListSameFunc    same,
                     RltListUpdateFunc  update)
{
  RltListFiller *self;

  g_return_val_if_fail (G_IS_LIST_STORE (store), NULL);
  g_return_val_if_fail (same != NULL && update != NULL, NULL);

  self = g_new0 (RltListFiller, 1);
  self->store = g_object_ref (store);
  self->same = same;
  self->update = update;

  return self;
}

/**
 * rlt_list_filler_free:
 * @self: (transfer full) (nullable): a filler
 *
 * What was not taken in yet is dropped.
 */
void
rlt_list_filler_free (RltListFiller *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  g_clear_object (&self->store);
  g_free (self);
}

/**
 * rlt_list_filler_fill:
 * @self: a filler
 * @items: (transfer full) (element-type GObject): what the list is to hold, in order; owns its elements
 *
 * Starts at once, and goes on in the turns of the main loop that follow. What an earlier call has not
 * finished is dropped.
 */
void
rlt_list_filler_fill (RltListFiller *self,
                      GPtrArray     *items)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (items != NULL);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  self->wanted = items;
  self->next = 0;

  /* Below redrawing, so that the first rows are seen while the last are made. */
  if (work_cb (self) == G_SOURCE_CONTINUE)
    {
      self->idle_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, work_cb, self, NULL);
      g_source_set_name_by_id (self->idle_id, "rlt-list-filler");
    }
}
