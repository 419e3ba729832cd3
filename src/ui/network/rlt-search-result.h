/* rlt-search-result.h: a line or a station that was searched for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"

G_BEGIN_DECLS

#define RLT_TYPE_SEARCH_RESULT (rlt_search_result_get_type ())
G_DECLARE_FINAL_TYPE (RltSearchResult, rlt_search_result, RLT, SEARCH_RESULT, GObject)

RltSearchResult  *rlt_search_result_new         (const RltLine    *line,
                                                 const RltStation *station);
const RltLine    *rlt_search_result_get_line    (RltSearchResult  *self);
const RltStation *rlt_search_result_get_station (RltSearchResult  *self);

/* (transfer full) (element-type RltSearchResult): lines first, then stations. */
GPtrArray        *rlt_search_network            (RltCatalogue     *catalogue,
                                                 const char       *words);

/* For #RltListFiller. */
gboolean          rlt_search_result_is_same     (gpointer          a,
                                                 gpointer          b);
void              rlt_search_result_take        (gpointer          item,
                                                 gpointer          newer);

G_END_DECLS
