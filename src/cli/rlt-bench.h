/* rlt-bench.h: what the measurements of `rlt bench` share; each has a file of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RltBenchReport:
 *
 * What a bench measured, each value with the limit it must keep, if there is one.
 */
typedef struct _RltBenchReport RltBenchReport;

void     rlt_bench_report_add          (RltBenchReport  *self,
                                        const char      *name,
                                        double           value,
                                        const char      *unit);
void     rlt_bench_report_add_at_most  (RltBenchReport  *self,
                                        const char      *name,
                                        double           value,
                                        const char      *unit,
                                        double           limit);
void     rlt_bench_report_add_at_least (RltBenchReport  *self,
                                        const char      *name,
                                        double           value,
                                        const char      *unit,
                                        double           limit);

void     rlt_bench_report_add_note     (RltBenchReport  *self,
                                        const char      *format,
                                        ...) G_GNUC_PRINTF (2, 3);

int      rlt_bench_compare_int64       (gconstpointer    a,
                                        gconstpointer    b);

/* The benches: they fill the report, or fail with an error. */
gboolean rlt_bench_catalogue_load      (RltBenchReport  *report,
                                        GError         **error);
gboolean rlt_bench_gtfs_rt             (RltBenchReport  *report,
                                        GError         **error);
gboolean rlt_bench_inference       (RltBenchReport  *report,
                                        GError         **error);
gboolean rlt_bench_siri_et             (RltBenchReport  *report,
                                        GError         **error);

G_END_DECLS
