/* rlt-feed-form.h: how a feed is asked, to be changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_FEED_FORM (rlt_feed_form_get_type ())
G_DECLARE_FINAL_TYPE (RltFeedForm, rlt_feed_form, RLT, FEED_FORM, AdwPreferencesRow)

GtkWidget *rlt_feed_form_new        (RltUiContext  *context,
                                     RltFeedStatus *feed);
GtkWidget *rlt_feed_form_get_switch (RltFeedForm   *self);

G_END_DECLS
