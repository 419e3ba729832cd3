/* rlt-departure-words.h: the next departures of a stop in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-records.h"
#include "rlt-ui-context.h"

G_BEGIN_DECLS

char *rlt_departures_to_markup  (GPtrArray      *departures,
                                 RltTime         now,
                                 RltTimeDisplay  display);
char *rlt_departures_to_speech  (GPtrArray      *departures,
                                 RltUiContext   *context);
char *rlt_departures_to_details (GPtrArray      *departures,
                                 RltUiContext   *context);
char *rlt_departure_to_aimed    (RltTime         aimed,
                                 int             delay,
                                 gboolean        cancelled);

G_END_DECLS
