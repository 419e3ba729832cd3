/* rlt-dispatch-watch.c: reports what keeps the main thread from answering.
 *
 * A turn of the main loop runs from one poll to the next. What it takes is measured by standing in for
 * the poll function; the drawing of frames, which has a budget of its own, is taken off and told apart.
 * A timer that fires in the main thread when a turn is over its limit notes which source is at work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-dispatch-watch.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#define LIMIT_US 4000

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

/* Of the main thread alone. */
static struct
{
  gboolean             on;
  GPollFunc            poll;
  timer_t              timer;
  gint64               turn_start;    /* g_get_monotonic_time(), or 0 before the first turn */
  gint64               turn_work;     /* this thread's processor time then */
  gint64               frame_start;
  gint64               frame_work;
  gint64               drawing;       /* microseconds of this turn that went into frames */
  gint64               drawing_work;  /* of processor time, likewise */
  char                 culprit[64];   /* the source at work when the limit was passed */
} watch;

static void
over_limit_cb (int signal_number)
{
  GSource *source = g_main_current_source ();

  const char *name = source != NULL ? g_source_get_name (source) : NULL;

  g_strlcpy (watch.culprit, name != NULL ? name : "a source without name", sizeof watch.culprit);
}

static void
arm (gint64 microseconds)
{
  struct itimerspec when = { .it_value = { .tv_nsec = microseconds * 1000 } };

  timer_settime (watch.timer, 0, &when, NULL);
}

/* Microseconds of the processor that this thread has had. */
static gint64
thread_work (void)
{
  struct timespec work;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &work);
  return work.tv_sec * G_USEC_PER_SEC + work.tv_nsec / 1000;
}

/* Both times are told: on a busy machine a turn may take long without working long. */
static void
end_turn (void)
{
  gint64 busy = g_get_monotonic_time () - watch.turn_start - watch.drawing;
  gint64 work = thread_work () - watch.turn_work - watch.drawing_work;

  if (watch.turn_start != 0 && busy > LIMIT_US)
    g_printerr ("rlt-dispatch: %.1f ms (%.1f ms of processor time) in one turn of the main loop, "
                "besides %.1f ms of drawing; at work: %s\n",
                busy / 1000.0, work / 1000.0, watch.drawing / 1000.0, watch.culprit);
}

static int
poll_cb (GPollFD *fds,
         guint    n_fds,
         int      timeout)
{
  int result;

  arm (0);
  end_turn ();

  result = watch.poll (fds, n_fds, timeout);

  g_strlcpy (watch.culprit, "between sources", sizeof watch.culprit);
  watch.drawing = 0;
  watch.drawing_work = 0;
  watch.turn_start = g_get_monotonic_time ();
  watch.turn_work = thread_work ();
  arm (LIMIT_US);

  return result;
}

static void
before_paint_cb (GdkFrameClock *frames)
{
  watch.frame_start = g_get_monotonic_time ();
  watch.frame_work = thread_work ();
}

static void
after_paint_cb (GdkFrameClock *frames)
{
  watch.drawing += g_get_monotonic_time () - watch.frame_start;
  watch.drawing_work += thread_work () - watch.frame_work;
}

/**
 * rlt_dispatch_watch_start:
 *
 * Reports on standard error every turn of the main loop over 4 ms, if the environment variable
 * RLT_DEBUG_DISPATCH asks for it. Main thread, once.
 */
void
rlt_dispatch_watch_start (void)
{
  struct sigaction action = { .sa_handler = over_limit_cb, .sa_flags = SA_RESTART };
  struct sigevent event = {
    .sigev_notify = SIGEV_THREAD_ID,
    .sigev_signo = SIGRTMIN,
    .sigev_notify_thread_id = gettid (),
  };

  if (g_getenv ("RLT_DEBUG_DISPATCH") == NULL || watch.on)
    return;
  if (sigaction (SIGRTMIN, &action, NULL) != 0 || timer_create (CLOCK_MONOTONIC, &event, &watch.timer) != 0)
    return;

  watch.on = TRUE;
  watch.poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_cb);
}

/**
 * rlt_dispatch_watch_frames:
 * @frames: a window's frame clock
 *
 * Tells the drawing of this window apart from other work.
 */
void
rlt_dispatch_watch_frames (GdkFrameClock *frames)
{
  g_return_if_fail (GDK_IS_FRAME_CLOCK (frames));

  if (!watch.on)
    return;

  g_signal_connect (frames, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect (frames, "after-paint", G_CALLBACK (after_paint_cb), NULL);
}
