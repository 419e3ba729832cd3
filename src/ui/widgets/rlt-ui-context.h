/* rlt-ui-context.h: what every view needs: the engine, the settings, the beat.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-engine.h"
#include "rlt-format.h"
#include "rlt-ticker.h"

G_BEGIN_DECLS

/* Signal ::time-display-changed: waits are to be shown the other way. */
#define RLT_TYPE_UI_CONTEXT (rlt_ui_context_get_type ())
G_DECLARE_FINAL_TYPE (RltUiContext, rlt_ui_context, RLT, UI_CONTEXT, GObject)

RltUiContext   *rlt_ui_context_new              (RltEngine    *engine,
                                                 GSettings    *settings);
RltEngine      *rlt_ui_context_get_engine       (RltUiContext *self);
RltCatalogue   *rlt_ui_context_get_catalogue    (RltUiContext *self);
GSettings      *rlt_ui_context_get_settings     (RltUiContext *self);
RltTicker      *rlt_ui_context_get_ticker       (RltUiContext *self);
RltTime         rlt_ui_context_now              (RltUiContext *self);
RltTimeDisplay  rlt_ui_context_get_time_display (RltUiContext *self);
const char     *rlt_ui_context_get_feed_name    (RltUiContext *self,
                                                 const char   *source);

G_END_DECLS
