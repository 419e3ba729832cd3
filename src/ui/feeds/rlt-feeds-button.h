/* rlt-feeds-button.h: says whether all feeds answer, names those that do not, and opens the list of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_FEEDS_BUTTON (rlt_feeds_button_get_type ())
G_DECLARE_FINAL_TYPE (RltFeedsButton, rlt_feeds_button, RLT, FEEDS_BUTTON, AdwBin)

void rlt_feeds_button_set_context (RltFeedsButton *self,
                                   RltUiContext   *context);
void rlt_feeds_button_popup       (RltFeedsButton *self);

G_END_DECLS
