/* rlt-feed-row.h: how one feed is doing, and in the preferences how it is asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_FEED_ROW (rlt_feed_row_get_type ())
G_DECLARE_FINAL_TYPE (RltFeedRow, rlt_feed_row, RLT, FEED_ROW, AdwExpanderRow)

GtkWidget *rlt_feed_row_new           (RltUiContext  *context,
                                       RltFeedStatus *feed);
GtkWidget *rlt_feed_row_new_with_form (RltUiContext  *context,
                                       RltFeedStatus *feed);

G_END_DECLS
