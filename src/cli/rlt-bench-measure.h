/* rlt-bench-measure.h: CPU time and memory of what `rlt bench` runs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*RltBenchFunc) (gpointer data);

void     rlt_bench_measure_cpu    (const RltBenchFunc *funcs,
                                   guint               n_funcs,
                                   gpointer            data,
                                   guint               n_rounds,
                                   double             *medians);
gint64   rlt_bench_get_cpu_time   (void);
gboolean rlt_bench_measure_memory (RltBenchFunc        func,
                                   gpointer            data,
                                   gsize              *extra);

G_END_DECLS
