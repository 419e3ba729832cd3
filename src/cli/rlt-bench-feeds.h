/* rlt-bench-feeds.h: answers of a size that upstreams reach, made up for `rlt bench`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"

G_BEGIN_DECLS

GBytes *rlt_bench_make_siri_et (RltCatalogue *catalogue,
                                gsize         size);
GBytes *rlt_bench_make_gtfs_rt (RltCatalogue *catalogue,
                                guint         n_trips);

G_END_DECLS
