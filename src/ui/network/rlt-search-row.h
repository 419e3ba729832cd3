/* rlt-search-row.h: a line or a station among the results of a search.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-search-result.h"

G_BEGIN_DECLS

#define RLT_TYPE_SEARCH_ROW (rlt_search_row_get_type ())
G_DECLARE_FINAL_TYPE (RltSearchRow, rlt_search_row, RLT, SEARCH_ROW, GtkListBoxRow)

GtkWidget       *rlt_search_row_new        (RltSearchResult *result);
RltSearchResult *rlt_search_row_get_result (RltSearchRow    *self);

G_END_DECLS
