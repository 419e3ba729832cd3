/* rlt-wake-source.c: tells when the machine has woken up.
 *
 * Linux cancels a timer of the time of day, if that is wanted, whenever that time jumps: when somebody
 * sets the clock, and when the machine comes back from sleep. Nobody has to be asked every second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-base"

#include "config.h"

#include "rlt-wake-source.h"

#include <errno.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  GSource parent;
  int     fd;     /* or -1: there is no such timer */
} WakeSource;

/* Never due: 2100 is far enough. */
static void
arm (WakeSource *self)
{
  const struct itimerspec never = { .it_value = { .tv_sec = G_GINT64_CONSTANT (4102444800) } };

  if (timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL) < 0)
    g_debug ("no word of sleep: %s", g_strerror (errno));
}

static gboolean
dispatch (GSource     *source,
          GSourceFunc  callback,
          gpointer     user_data)
{
  WakeSource *self = (WakeSource *) source;
  guint64 n_times;
  gboolean has_jumped = read (self->fd, &n_times, sizeof n_times) < 0 && errno == ECANCELED;

  if (!has_jumped)
    return G_SOURCE_CONTINUE;

  arm (self);
  return callback (user_data);
}

static void
finalize (GSource *source)
{
  WakeSource *self = (WakeSource *) source;

  if (self->fd >= 0)
    close (self->fd);
}

static GSourceFuncs funcs = { .dispatch = dispatch, .finalize = finalize };

/**
 * rlt_wake_source_new:
 * @func: called when the machine has woken up, or its clock was set
 * @user_data: for @func
 *
 * Returns: (transfer full): a source to attach; it never calls where the system has no such timer
 */
GSource *
rlt_wake_source_new (GSourceFunc func,
                     gpointer    user_data)
{
  GSource *source = g_source_new (&funcs, sizeof (WakeSource));
  WakeSource *self = (WakeSource *) source;

  g_source_set_callback (source, func, user_data, NULL);
  self->fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->fd >= 0)
    {
      arm (self);
      g_source_add_unix_fd (source, self->fd, G_IO_IN);
    }

  return source;
}
