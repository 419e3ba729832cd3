/* rlt-departure-item.h: one departure on a station's board, followed from answer to answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-ui-context.h"

G_BEGIN_DECLS

/* Signal ::changed: something it shows is different now. */
#define RLT_TYPE_DEPARTURE_ITEM (rlt_departure_item_get_type ())
G_DECLARE_FINAL_TYPE (RltDepartureItem, rlt_departure_item, RLT, DEPARTURE_ITEM, GObject)

RltDepartureItem *rlt_departure_item_new             (RltUiContext       *context,
                                                      const RltDeparture *departure);
RltDepartureItem *rlt_departure_item_new_nothing     (RltUiContext       *context,
                                                      const RltLine      *line);
void              rlt_departure_item_update          (RltDepartureItem   *self);
const RltLine    *rlt_departure_item_get_line        (RltDepartureItem   *self);
const char       *rlt_departure_item_get_destination (RltDepartureItem   *self);
const char       *rlt_departure_item_get_wait        (RltDepartureItem   *self);
const char       *rlt_departure_item_get_aimed       (RltDepartureItem   *self);
const char       *rlt_departure_item_get_delay       (RltDepartureItem   *self);
const char       *rlt_departure_item_get_detail      (RltDepartureItem   *self);
const char       *rlt_departure_item_get_origin      (RltDepartureItem   *self);
gboolean          rlt_departure_item_is_cancelled    (RltDepartureItem   *self);
gboolean          rlt_departure_item_is_past         (RltDepartureItem   *self);
gboolean          rlt_departure_item_is_nothing      (RltDepartureItem   *self);
gboolean          rlt_departure_item_is_same_group   (RltDepartureItem   *self,
                                                      RltDepartureItem   *other);

/* For #RltListFiller. */
gboolean          rlt_departure_item_is_same         (gpointer            a,
                                                      gpointer            b);
void              rlt_departure_item_take            (gpointer            item,
                                                      gpointer            newer);

G_END_DECLS
