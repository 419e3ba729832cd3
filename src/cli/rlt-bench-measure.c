/* rlt-bench-measure.c: CPU time and memory of what `rlt bench` runs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-bench"

#include "config.h"

#include "rlt-bench-measure.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rlt-bench.h"

/**
 * rlt_bench_get_cpu_time:
 *
 * Returns: nanoseconds of CPU that the calling thread has used
 */
gint64
rlt_bench_get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

/**
 * rlt_bench_measure_cpu:
 * @funcs: (array length=n_funcs): what to run
 * @n_funcs: how many there are
 * @data: for each of @funcs
 * @n_rounds: how many times each runs
 * @medians: (out caller-allocates) (array length=n_funcs): seconds of CPU one run takes
 *
 * Runs them by turns, so that a busy machine disturbs all alike.
 */
void
rlt_bench_measure_cpu (const RltBenchFunc *funcs,
                       guint               n_funcs,
                       gpointer            data,
                       guint               n_rounds,
                       double             *medians)
{
  g_autofree gint64 *times = g_new (gint64, n_funcs * n_rounds);

  for (guint round = 0; round < n_rounds; round++)
    {
      for (guint i = 0; i < n_funcs; i++)
        {
          const gint64 start = rlt_bench_get_cpu_time ();

          funcs[i] (data);
          times[i * n_rounds + round] = rlt_bench_get_cpu_time () - start;
        }
    }

  for (guint i = 0; i < n_funcs; i++)
    {
      qsort (times + i * n_rounds, n_rounds, sizeof *times, rlt_bench_compare_int64);
      medians[i] = times[i * n_rounds + n_rounds / 2] / 1e9;
    }
}

/* Reads a line such as "VmHWM:	   12345 kB". */
static gboolean
read_status (const char *name,
             gsize      *bytes)
{
  g_autofree char *text = NULL;
  const char *found;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return FALSE;
  found = strstr (text, name);
  if (found == NULL)
    return FALSE;

  *bytes = g_ascii_strtoull (found + strlen (name), NULL, 10) * 1024;
  return TRUE;
}

/* Sets the peak back to what is resident now: proc(5). */
static gboolean
reset_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");
  gboolean is_written;

  if (file == NULL)
    return FALSE;

  is_written = fputs ("5", file) != EOF;
  return fclose (file) == 0 && is_written;
}

/**
 * rlt_bench_measure_memory:
 * @func: what to run
 * @data: for @func
 * @extra: (out): bytes, by how much its largest resident memory is above what it began with
 *
 * Returns: %FALSE when this system does not tell
 */
gboolean
rlt_bench_measure_memory (RltBenchFunc  func,
                          gpointer      data,
                          gsize        *extra)
{
  gsize before, peak;

  malloc_trim (0);
  if (!reset_peak () || !read_status ("VmRSS:", &before))
    return FALSE;

  func (data);
  if (!read_status ("VmHWM:", &peak))
    return FALSE;

  *extra = peak > before ? peak - before : 0;
  return TRUE;
}
