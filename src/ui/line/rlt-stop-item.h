/* rlt-stop-item.h: one stop in the list of a line: what leaves it next and which trains are near.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-format.h"
#include "rlt-snapshot.h"

G_BEGIN_DECLS

/* How far a train has come from this stop to the next in the list: 0 at this one, 1 at the next. */
typedef float RltStopProgress;

/* Where a departure goes, seen from the list it is shown in. */
typedef enum
{
  RLT_WAY_DOWN,    /* towards the end of the list */
  RLT_WAY_UP,      /* towards its beginning */
  RLT_WAY_OTHER,   /* not known */
  RLT_N_WAYS,
} RltWay;

/* Signals:
 *   ::changed         its texts or its place in the list are different now
 *   ::trains-changed  the trains near it are others, or elsewhere
 */
#define RLT_TYPE_STOP_ITEM (rlt_stop_item_get_type ())
G_DECLARE_FINAL_TYPE (RltStopItem, rlt_stop_item, RLT, STOP_ITEM, GObject)

RltStopItem   *rlt_stop_item_new               (const RltStop      *stop);
const RltStop *rlt_stop_item_get_stop          (RltStopItem        *self);
void           rlt_stop_item_set_ends          (RltStopItem        *self,
                                                gboolean            is_first,
                                                gboolean            is_last);
gboolean       rlt_stop_item_is_first          (RltStopItem        *self);
gboolean       rlt_stop_item_is_last           (RltStopItem        *self);
void           rlt_stop_item_take_departures   (RltStopItem        *self,
                                                RltSnapshot        *snapshot,
                                                GPtrArray          *departures[RLT_N_WAYS]);
void           rlt_stop_item_take_trains       (RltStopItem        *self,
                                                GArray             *leaving,
                                                GArray             *coming);
void           rlt_stop_item_update            (RltStopItem        *self,
                                                RltTime             now,
                                                RltTimeDisplay      display);
const char    *rlt_stop_item_get_text          (RltStopItem        *self,
                                                RltWay              way);
GPtrArray     *rlt_stop_item_get_departures    (RltStopItem        *self,
                                                RltWay              way);
GArray        *rlt_stop_item_get_leaving       (RltStopItem        *self);
GArray        *rlt_stop_item_get_coming        (RltStopItem        *self);

G_END_DECLS
