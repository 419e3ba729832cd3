/* rlt-poller.c: runs what a scheduler says is due.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-orchestrator"

#include "config.h"

#include "rlt-poller.h"

/* A sleeping machine stops the timer, not the clock: should nobody tell that it woke up, it is looked at
 * again soon after. */
#define LONGEST_SLEEP (10 * RLT_SECOND)
#define SHORTEST_SLEEP (20 * RLT_SECOND / 1000)

struct _RltPoller
{
  RltScheduler *scheduler;  /* (unowned) */
  RltClock     *clock;      /* (owned) */
  RltPollFunc   func;
  gpointer      user_data;
  GSource      *timer;      /* (owned): its ready time is when something is due */
};

static gboolean
dispatch_timer (GSource     *source,
                GSourceFunc  callback,
                gpointer     user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch_timer };

static gboolean
timer_cb (gpointer user_data)
{
  rlt_poller_update (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * rlt_poller_new:
 * @scheduler: what says what is due; must outlive the poller
 * @clock: whose instants the scheduler is asked about
 * @func: starts a run
 * @user_data: for @func
 *
 * Returns: (transfer full): a poller that does nothing until rlt_poller_update()
 */
RltPoller *
rlt_poller_new (RltScheduler *scheduler,
                RltClock     *clock,
                RltPollFunc   func,
                gpointer      user_data)
{
  RltPoller *self;

  g_return_val_if_fail (scheduler != NULL && RLT_IS_CLOCK (clock) && func != NULL, NULL);

  self = g_new0 (RltPoller, 1);
  self->scheduler = scheduler;
  self->clock = g_object_ref (clock);
  self->func = func;
  self->user_data = user_data;
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());

  return self;
}

/**
 * rlt_poller_free:
 * @self: (transfer full) (nullable): a poller
 */
void
rlt_poller_free (RltPoller *self)
{
  if (self == NULL)
    return;

  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * rlt_poller_update:
 * @self: a poller
 *
 * Starts what is due now and sets the timer for what comes next. To be called whenever jobs were
 * added, hastened or ended.
 */
void
rlt_poller_update (RltPoller *self)
{
  const char *key;
  RltTime next, sleep;

  g_return_if_fail (self != NULL);

  while ((key = rlt_scheduler_take (self->scheduler, rlt_clock_now (self->clock))) != NULL)
    self->func (key, self->user_data);

  next = rlt_scheduler_get_next (self->scheduler);
  if (!RLT_TIME_IS_SET (next))
    {
      g_source_set_ready_time (self->timer, -1);
      return;
    }

  sleep = (next - rlt_clock_now (self->clock)) / rlt_clock_get_speed (self->clock);
  g_source_set_ready_time (self->timer, g_get_monotonic_time () + CLAMP (sleep, SHORTEST_SLEEP, LONGEST_SLEEP));
}
