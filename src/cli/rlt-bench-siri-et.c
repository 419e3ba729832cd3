/* rlt-bench-siri-et.c: what the estimated timetable of the whole region costs to decode.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-bench"

#include "config.h"

#include <json-glib/json-glib.h>
#include <yajl/yajl_parse.h>

#include "rlt-bench-feeds.h"
#include "rlt-bench-measure.h"
#include "rlt-bench.h"
#include "rlt-siri-et-decoder.h"

#define ANSWER_SIZE (61 * 1000 * 1000)
#define CHUNK_SIZE (64 * 1024)         /* as the answer arrives */
#define N_ROUNDS 5
#define MEGABYTE 1e6
#define MAX_RATIO 2.5
#define MAX_EXTRA 16.0

typedef struct
{
  const char       *data;
  gsize             length;
  RltDecodeContext  context;
  guint             n_trips;
  guint             n_calls;
} Run;

static void
run_bare_yajl (gpointer data)
{
  Run *run = data;
  yajl_handle yajl = yajl_alloc (NULL, NULL, NULL);

  for (gsize at = 0; at < run->length; at += CHUNK_SIZE)
    yajl_parse (yajl, (const unsigned char *) run->data + at, MIN (CHUNK_SIZE, run->length - at));
  yajl_complete_parse (yajl);
  yajl_free (yajl);
}

static void
count_trip (const RltTrip *trip,
            gpointer       user_data)
{
  Run *run = user_data;

  run->n_trips++;
  run->n_calls += trip->n_calls;
}

static RltRecords *
decode (Run               *run,
        RltSiriEtTripFunc  func)
{
  g_autoptr(RltSiriEtDecoder) decoder = rlt_siri_et_decoder_new (&run->context);

  if (func != NULL)
    rlt_siri_et_decoder_set_trip_func (decoder, func, run);
  for (gsize at = 0; at < run->length; at += CHUNK_SIZE)
    rlt_siri_et_decoder_feed (decoder, run->data + at, MIN (CHUNK_SIZE, run->length - at));

  return rlt_siri_et_decoder_finish (decoder);
}

static void
run_stream (gpointer data)
{
  Run *run = data;

  run->n_trips = run->n_calls = 0;
  rlt_records_unref (decode (run, count_trip));
}

static void
run_keep (gpointer data)
{
  rlt_records_unref (decode (data, NULL));
}

static void
run_json_glib (gpointer data)
{
  Run *run = data;
  g_autoptr(JsonParser) parser = json_parser_new ();

  json_parser_load_from_data (parser, run->data, run->length, NULL);
}

static void
report_memory (RltBenchReport *report,
               Run            *run)
{
  gsize extra;

  /* Ours first: what json-glib gives back would serve it. */
  if (rlt_bench_measure_memory (run_stream, run, &extra))
    rlt_bench_report_add_at_most (report, "extra memory, trips handed on", extra / MEGABYTE, "MB", MAX_EXTRA);
  if (rlt_bench_measure_memory (run_keep, run, &extra))
    rlt_bench_report_add (report, "extra memory, trips kept", extra / MEGABYTE, "MB");
  if (rlt_bench_measure_memory (run_json_glib, run, &extra))
    rlt_bench_report_add (report, "extra memory, json-glib", extra / MEGABYTE, "MB");
}

static void
report_cpu (RltBenchReport *report,
            Run            *run)
{
  const RltBenchFunc funcs[] = { run_bare_yajl, run_stream, run_keep };
  const RltBenchFunc tree[] = { run_json_glib };
  double seconds[G_N_ELEMENTS (funcs)];
  double tree_seconds;

  rlt_bench_measure_cpu (funcs, G_N_ELEMENTS (funcs), run, N_ROUNDS, seconds);
  rlt_bench_measure_cpu (tree, G_N_ELEMENTS (tree), run, 1, &tree_seconds);

  rlt_bench_report_add (report, "bare yajl", seconds[0] * 1000, "ms");
  rlt_bench_report_add (report, "decode, trips handed on", seconds[1] * 1000, "ms");
  rlt_bench_report_add (report, "decode, trips kept", seconds[2] * 1000, "ms");
  rlt_bench_report_add (report, "json-glib, tree only", tree_seconds * 1000, "ms");
  rlt_bench_report_add_at_most (report, "decode ÷ bare yajl, handed on", seconds[1] / seconds[0], "×", MAX_RATIO);
  rlt_bench_report_add_at_most (report, "decode ÷ bare yajl, kept", seconds[2] / seconds[0], "×", MAX_RATIO);
  rlt_bench_report_add (report, "json-glib ÷ decode", tree_seconds / seconds[1], "×");
}

/**
 * rlt_bench_siri_et:
 * @report: what to add to
 * @error: return location for an RltCatalogueError
 *
 * Decodes a made-up answer of the size PRIM gives, beside a yajl pass over the same bytes that
 * only checks them, and json-glib's tree.
 *
 * Returns: %FALSE with @error set when the catalogue does not load
 */
gboolean
rlt_bench_siri_et (RltBenchReport  *report,
                   GError         **error)
{
  g_autoptr(RltCatalogue) catalogue = rlt_catalogue_new_embedded (error);
  g_autoptr(GBytes) answer = NULL;
  Run run = { .context = { catalogue, "bench", RLT_TIME_NONE } };

  if (catalogue == NULL)
    return FALSE;

  answer = rlt_bench_make_siri_et (catalogue, ANSWER_SIZE);
  run.data = g_bytes_get_data (answer, &run.length);

  report_memory (report, &run);
  report_cpu (report, &run);
  rlt_bench_report_add (report, "answer", run.length / MEGABYTE, "MB");
  rlt_bench_report_add (report, "trips", run.n_trips, "");
  rlt_bench_report_add (report, "calls", run.n_calls, "");

  return TRUE;
}
