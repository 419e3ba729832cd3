/* rlt-trace.c: tells when the program's start has come how far.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-trace.h"

#include <time.h>
#include <unistd.h>

/* The place of "starttime" among the words behind the program's name: proc(5). */
#define START_TIME_WORD 20

/* Microseconds since the system was started. */
static gint64
now_since_boot (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* When this process was started, to a hundredth of a second: the kernel keeps it no finer. */
static gint64
process_start_since_boot (void)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) words = NULL;
  char *rest;

  if (!g_file_get_contents ("/proc/self/stat", &text, NULL, NULL))
    return now_since_boot ();

  /* The name is in brackets and may hold spaces. */
  rest = strrchr (text, ')');
  if (rest == NULL)
    return now_since_boot ();

  words = g_strsplit (rest + 1, " ", -1);
  if (g_strv_length (words) <= START_TIME_WORD)
    return now_since_boot ();

  return g_ascii_strtoll (words[START_TIME_WORD], NULL, 10) * G_USEC_PER_SEC / sysconf (_SC_CLK_TCK);
}

/**
 * rlt_trace_is_on:
 *
 * Returns: whether the environment variable RLT_TRACE_START asks for it
 */
gboolean
rlt_trace_is_on (void)
{
  return g_getenv ("RLT_TRACE_START") != NULL;
}

/**
 * rlt_trace_tell:
 * @event: what has happened
 *
 * Prints the event and the microseconds since the process was started, if rlt_trace_is_on().
 */
void
rlt_trace_tell (const char *event)
{
  g_return_if_fail (event != NULL);

  if (rlt_trace_is_on ())
    g_print ("rlt-trace: %s %" G_GINT64_FORMAT "\n", event, now_since_boot () - process_start_since_boot ());
}
