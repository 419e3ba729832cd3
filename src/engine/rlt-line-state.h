/* rlt-line-state.h: one line as the main thread sees it, changing in place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "rlt-snapshot.h"

G_BEGIN_DECLS

/* Properties: "snapshot" (RltSnapshot, nullable), "level" (int, RltLevel), "status" (RltTrafficStatus),
 * "n-trains" (uint), "has-data" (boolean: something was ever observed). Main thread only. */
#define RLT_TYPE_LINE_STATE (rlt_line_state_get_type ())
G_DECLARE_FINAL_TYPE (RltLineState, rlt_line_state, RLT, LINE_STATE, GObject)

const RltLine    *rlt_line_state_get_line     (RltLineState *self);
RltSnapshot      *rlt_line_state_get_snapshot (RltLineState *self);
RltLevel          rlt_line_state_get_level    (RltLineState *self);
RltTrafficStatus *rlt_line_state_get_status   (RltLineState *self);
guint             rlt_line_state_get_n_trains (RltLineState *self);
gboolean          rlt_line_state_get_has_data (RltLineState *self);

G_END_DECLS
