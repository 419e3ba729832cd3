/* rlt-details.h: what stands beside the map: a line, a station or a train, with the way back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

/* Signal ::changed: something else is shown, or nothing any more. */
#define RLT_TYPE_DETAILS (rlt_details_get_type ())
G_DECLARE_FINAL_TYPE (RltDetails, rlt_details, RLT, DETAILS, AdwBin)

GtkWidget        *rlt_details_new          (RltUiContext     *context);
gboolean          rlt_details_prepare      (RltDetails       *self);
void              rlt_details_show_line    (RltDetails       *self,
                                            const RltLine    *line);
void              rlt_details_show_station (RltDetails       *self,
                                            const RltStation *station);
void              rlt_details_show_train   (RltDetails       *self,
                                            const RltLine    *line,
                                            const char       *id);
void              rlt_details_go_back      (RltDetails       *self);
void              rlt_details_close        (RltDetails       *self);
gboolean          rlt_details_is_open      (RltDetails       *self);
const RltLine    *rlt_details_get_line     (RltDetails       *self);
const RltStation *rlt_details_get_station  (RltDetails       *self);
const char       *rlt_details_get_train    (RltDetails       *self);

G_END_DECLS
