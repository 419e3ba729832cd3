/* rlt-bench-gtfs-rt.c: what GTFS-Realtime costs to decode.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-bench"

#include "config.h"

#include <gtfs-realtime.pb-c.h>

#include "rlt-bench-feeds.h"
#include "rlt-bench-measure.h"
#include "rlt-bench.h"
#include "rlt-decode.h"

#define N_TRIPS 1500
#define N_ROUNDS 25
#define MEGABYTE 1e6
#define MIN_RATIO 1.2

/* A recorded feed to measure beside the made-up one. */
#define FEED_VARIABLE "RLT_BENCH_GTFS_RT"

typedef struct
{
  const char       *data;
  gsize             length;
  RltDecodeContext  context;
} Run;

static void
run_bare_unpack (gpointer data)
{
  Run *run = data;
  TransitRealtime__FeedMessage *feed =
    transit_realtime__feed_message__unpack (NULL, run->length, (const guint8 *) run->data);

  if (feed != NULL)
    transit_realtime__feed_message__free_unpacked (feed, NULL);
}

static void
run_decode (gpointer data)
{
  Run *run = data;

  rlt_records_unref (rlt_decode_gtfs_rt (&run->context, run->data, run->length));
}

static void
add (RltBenchReport *report,
     const char     *feed,
     const char     *name,
     double          value,
     const char     *unit)
{
  g_autofree char *full_name = g_strconcat (feed, ": ", name, NULL);

  rlt_bench_report_add (report, full_name, value, unit);
}

static void
measure (RltBenchReport *report,
         const char     *feed,
         RltCatalogue   *catalogue,
         const char     *data,
         gsize           length)
{
  const RltBenchFunc funcs[] = { run_bare_unpack, run_decode };
  Run run = { .data = data, .length = length, .context = { catalogue, "bench", RLT_TIME_NONE } };
  double seconds[G_N_ELEMENTS (funcs)];
  g_autofree char *ratio_name = g_strconcat (feed, ": speed of decode", NULL);

  rlt_bench_measure_cpu (funcs, G_N_ELEMENTS (funcs), &run, N_ROUNDS, seconds);
  add (report, feed, "size", length / MEGABYTE, "MB");
  add (report, feed, "bare unpack", length / MEGABYTE / seconds[0], "MB/s");
  add (report, feed, "decode", length / MEGABYTE / seconds[1], "MB/s");
  rlt_bench_report_add_at_least (report, ratio_name, seconds[0] / seconds[1], "×", MIN_RATIO);
}

/**
 * rlt_bench_gtfs_rt:
 * @report: what to add to
 * @error: return location for an RltCatalogueError or a GFileError
 *
 * Decodes a made-up feed, beside protobuf-c's unpacking of the same bytes with the default
 * allocator; and the file that the variable RLT_BENCH_GTFS_RT names, if it is set.
 *
 * Returns: %FALSE with @error set when the catalogue or that file does not load
 */
gboolean
rlt_bench_gtfs_rt (RltBenchReport  *report,
                   GError         **error)
{
  g_autoptr(RltCatalogue) catalogue = rlt_catalogue_new_embedded (error);
  g_autoptr(GBytes) made = NULL;
  g_autofree char *recorded = NULL;
  const char *file = g_getenv (FEED_VARIABLE);
  gconstpointer data;
  gsize length;

  if (catalogue == NULL)
    return FALSE;

  made = rlt_bench_make_gtfs_rt (catalogue, N_TRIPS);
  data = g_bytes_get_data (made, &length);
  measure (report, "made up", catalogue, data, length);

  if (file == NULL)
    return TRUE;
  if (!g_file_get_contents (file, &recorded, &length, error))
    return FALSE;

  measure (report, "recorded", catalogue, recorded, length);
  return TRUE;
}
