/* rlt-ticker.c: the one beat all views follow, so that no row has a timer of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-ticker.h"

#define BEAT_MS 1000

typedef struct
{
  RltTickFunc func;       /* NULL: removed, to be swept after the beat */
  gpointer    user_data;
} Follower;

struct _RltTicker
{
  GObject   parent_instance;

  RltClock *clock;        /* (owned) */
  GArray   *followers;    /* (owned) (element-type Follower) */
  guint     n_active;     /* followers that are not removed */
  guint     timeout_id;   /* 0 while nobody follows */
};

G_DEFINE_FINAL_TYPE (RltTicker, rlt_ticker, G_TYPE_OBJECT)

static void
sweep (RltTicker *self)
{
  for (guint i = self->followers->len; i > 0; i--)
    {
      if (g_array_index (self->followers, Follower, i - 1).func == NULL)
        g_array_remove_index (self->followers, i - 1);
    }
}

static gboolean
beat_cb (gpointer user_data)
{
  g_autoptr(RltTicker) self = g_object_ref (user_data);
  RltTime now = rlt_clock_now (self->clock);

  /* A follower may add or remove followers: walk by index, sweep afterwards. */
  for (guint i = 0; i < self->followers->len; i++)
    {
      Follower follower = g_array_index (self->followers, Follower, i);

      if (follower.func != NULL)
        follower.func (now, follower.user_data);
    }
  sweep (self);

  if (self->n_active > 0)
    return G_SOURCE_CONTINUE;

  self->timeout_id = 0;
  return G_SOURCE_REMOVE;
}

static void
rlt_ticker_finalize (GObject *object)
{
  RltTicker *self = RLT_TICKER (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_pointer (&self->followers, g_array_unref);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (rlt_ticker_parent_class)->finalize (object);
}

static void
rlt_ticker_class_init (RltTickerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_ticker_finalize;
}

static void
rlt_ticker_init (RltTicker *self)
{
  self->followers = g_array_new (FALSE, FALSE, sizeof (Follower));
}

/**
 * rlt_ticker_new:
 * @clock: the clock to read
 *
 * Returns: (transfer full): a beat of one a second, which rests while nobody follows it. Main thread.
 */
RltTicker *
rlt_ticker_new (RltClock *clock)
{
  RltTicker *self;

  g_return_val_if_fail (RLT_IS_CLOCK (clock), NULL);

  self = g_object_new (RLT_TYPE_TICKER, NULL);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * rlt_ticker_now:
 * @self: a ticker
 *
 * Returns: the clock's time
 */
RltTime
rlt_ticker_now (RltTicker *self)
{
  g_return_val_if_fail (RLT_IS_TICKER (self), RLT_TIME_NONE);

  return rlt_clock_now (self->clock);
}

/**
 * rlt_ticker_add:
 * @self: a ticker
 * @func: what to call at each beat
 * @user_data: what to call it with; must stay valid until rlt_ticker_remove()
 *
 * Views add themselves when they are mapped and remove themselves when they are unmapped.
 */
void
rlt_ticker_add (RltTicker   *self,
                RltTickFunc  func,
                gpointer     user_data)
{
  Follower follower = { func, user_data };

  g_return_if_fail (RLT_IS_TICKER (self));
  g_return_if_fail (func != NULL);

  g_array_append_val (self->followers, follower);
  self->n_active++;
  if (self->timeout_id == 0)
    {
      self->timeout_id = g_timeout_add (BEAT_MS, beat_cb, self);
      g_source_set_name_by_id (self->timeout_id, "rlt-ticker");
    }
}

/**
 * rlt_ticker_remove:
 * @self: a ticker
 * @func: as given to rlt_ticker_add()
 * @user_data: likewise
 *
 * From here on @func is not called any more.
 */
void
rlt_ticker_remove (RltTicker   *self,
                   RltTickFunc  func,
                   gpointer     user_data)
{
  g_return_if_fail (RLT_IS_TICKER (self));

  for (guint i = 0; i < self->followers->len; i++)
    {
      Follower *follower = &g_array_index (self->followers, Follower, i);

      if (follower->func == func && follower->user_data == user_data)
        {
          follower->func = NULL;
          self->n_active--;
          return;
        }
    }
}
