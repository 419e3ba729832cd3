/* rlt-clock.c: the one clock of a process, injectable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-clock"

#include "config.h"

#include "rlt-clock.h"

typedef enum
{
  CLOCK_SYSTEM,
  CLOCK_SCALED,
  CLOCK_MANUAL,
} ClockKind;

struct _RltClock
{
  GObject   parent_instance;

  ClockKind kind;
  double    speed;
  GMutex    mutex;
  RltTime   start;      /* (mutex mutex): scaled: the instant at @origin */
  gint64    origin;     /* (mutex mutex): scaled: g_get_monotonic_time() at @start */
  RltTime   now;        /* (mutex mutex): manual */
};

G_DEFINE_FINAL_TYPE (RltClock, rlt_clock, G_TYPE_OBJECT)

static void
rlt_clock_finalize (GObject *object)
{
  RltClock *self = RLT_CLOCK (object);

  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (rlt_clock_parent_class)->finalize (object);
}

static void
rlt_clock_class_init (RltClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_clock_finalize;
}

static void
rlt_clock_init (RltClock *self)
{
  self->speed = 1.0;
  g_mutex_init (&self->mutex);
}

/**
 * rlt_clock_new_system:
 *
 * Returns: (transfer full): the system's clock
 */
RltClock *
rlt_clock_new_system (void)
{
  return g_object_new (RLT_TYPE_CLOCK, NULL);
}

/**
 * rlt_clock_new_scaled:
 * @start: the instant it shows now
 * @speed: seconds it runs in a second, above 0
 *
 * Returns: (transfer full): a clock that runs from @start at @speed, whatever the system's clock does
 */
RltClock *
rlt_clock_new_scaled (RltTime start,
                      double  speed)
{
  RltClock *self;

  g_return_val_if_fail (speed > 0, NULL);

  self = g_object_new (RLT_TYPE_CLOCK, NULL);
  self->kind = CLOCK_SCALED;
  self->start = start;
  self->origin = g_get_monotonic_time ();
  self->speed = speed;

  return self;
}

/**
 * rlt_clock_new_manual:
 * @now: the instant it shows
 *
 * Returns: (transfer full): a clock that stands until rlt_clock_set()
 */
RltClock *
rlt_clock_new_manual (RltTime now)
{
  RltClock *self = g_object_new (RLT_TYPE_CLOCK, NULL);

  self->kind = CLOCK_MANUAL;
  self->now = now;

  return self;
}

static RltTime
scaled_now (RltClock *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->start + (RltTime) ((g_get_monotonic_time () - self->origin) * self->speed);
}

static RltTime
manual_now (RltClock *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->now;
}

/**
 * rlt_clock_now:
 * @self: a clock
 *
 * Returns: the present instant. Any thread.
 */
RltTime
rlt_clock_now (RltClock *self)
{
  g_return_val_if_fail (RLT_IS_CLOCK (self), 0);

  switch (self->kind)
    {
    case CLOCK_SCALED:
      return scaled_now (self);
    case CLOCK_MANUAL:
      return manual_now (self);
    case CLOCK_SYSTEM:
    default:
      return g_get_real_time ();
    }
}

/**
 * rlt_clock_get_speed:
 * @self: a clock
 *
 * Returns: the seconds it runs in a second; 1 for the system's and a manual one. Any thread.
 */
double
rlt_clock_get_speed (RltClock *self)
{
  g_return_val_if_fail (RLT_IS_CLOCK (self), 1.0);

  return self->speed;
}

/**
 * rlt_clock_set:
 * @self: a scaled or manual clock
 * @now: the instant it shows now; a scaled one runs on from there
 *
 * Any thread.
 */
void
rlt_clock_set (RltClock *self,
               RltTime   now)
{
  g_return_if_fail (RLT_IS_CLOCK (self));
  g_return_if_fail (self->kind != CLOCK_SYSTEM);

  g_mutex_lock (&self->mutex);
  self->now = self->start = now;
  self->origin = g_get_monotonic_time ();
  g_mutex_unlock (&self->mutex);
}
