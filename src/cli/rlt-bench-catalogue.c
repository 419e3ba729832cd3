/* rlt-bench-catalogue.c: how long the embedded network takes to load.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-bench"

#include "config.h"

#include "rlt-bench.h"
#include "rlt-catalogue.h"

#define N_LOADS 50
#define MAX_LOAD_MS 15.0

/**
 * rlt_bench_catalogue_load:
 * @report: what to add to
 * @error: return location for an RltCatalogueError
 *
 * Measures the first load of the process, with nothing in the caches, and the median of many.
 *
 * Returns: %FALSE with @error set when the catalogue does not load
 */
gboolean
rlt_bench_catalogue_load (RltBenchReport  *report,
                          GError         **error)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 first;

  for (guint i = 0; i < N_LOADS; i++)
    {
      gint64 start = g_get_monotonic_time (), took;
      g_autoptr(RltCatalogue) catalogue = rlt_catalogue_new_embedded (error);

      if (catalogue == NULL)
        return FALSE;
      took = g_get_monotonic_time () - start;
      g_array_append_val (times, took);
    }

  first = g_array_index (times, gint64, 0);
  g_array_sort (times, rlt_bench_compare_int64);
  rlt_bench_report_add_at_most (report, "first", first / 1000.0, "ms", MAX_LOAD_MS);
  rlt_bench_report_add_at_most (report, "median", g_array_index (times, gint64, N_LOADS / 2) / 1000.0, "ms", MAX_LOAD_MS);

  return TRUE;
}
