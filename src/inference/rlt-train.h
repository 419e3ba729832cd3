/* rlt-train.h: trains out of trips and vehicles, and where a train is at an instant. Pure functions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-snapshot.h"

G_BEGIN_DECLS

/* A train goes on by its expected times for so long after it was observed, then holds at a stop. */
#define RLT_TRAIN_FOLLOWED_FOR RLT_FRESHNESS_AGEING_AFTER

/* A train at one instant. */
typedef struct
{
  double         distance;     /* metres along the train's pattern */
  double         low;          /* metres: the stretch it may be on, never beyond the pattern */
  double         high;
  const RltStop *from;         /* the stop it stands at or left last */
  const RltStop *to;           /* the stop it goes to next; @from when it stands at its last stop */
  double         progress;     /* 0-1 of the track between @from and @to */
  int            eta;          /* seconds until it reaches @to */
  gboolean       at_stop;      /* stands at @from */
  RltPosition    position;
} RltTrainPlace;

const RltPattern *rlt_trip_find_pattern     (const RltTrip     *trip,
                                             int               *stops);
gboolean          rlt_trip_follows_pattern  (const RltTrip     *trip,
                                             const RltPattern  *pattern,
                                             int               *stops);
gboolean          rlt_trip_begins_at        (const RltTrip     *self,
                                             guint              call);
gboolean          rlt_train_init_from_trip  (RltTrain          *self,
                                             const RltTrip     *trip,
                                             const RltTrain    *previous,
                                             RltTime            now,
                                             RltArena          *arena);
gboolean          rlt_train_init_from_vehicle (RltTrain        *self,
                                             const RltVehicle  *vehicle,
                                             const RltPattern  *pattern,
                                             RltArena          *arena);
gboolean          rlt_train_merge           (RltTrain          *self,
                                             const RltTrain    *other,
                                             RltTime            now,
                                             RltArena          *arena);
gboolean          rlt_trip_continues        (const RltTrip     *self,
                                             const RltTrain    *train);
void              rlt_trains_match          (const RltTrain    *previous,
                                             guint              n_previous,
                                             const RltTrain    *current,
                                             guint              n_current,
                                             int               *matches);
void              rlt_train_follow          (RltTrain          *self,
                                             const RltTrain    *previous,
                                             RltTime            now,
                                             RltArena          *arena);
void              rlt_train_copy            (RltTrain          *self,
                                             const RltTrain    *train,
                                             RltArena          *arena);
void              rlt_train_place           (const RltTrain    *self,
                                             RltTime            now,
                                             RltTrainPlace     *place);
double            rlt_train_distance        (const RltTrain    *self,
                                             RltTime            now);
void              rlt_train_write_json      (const RltTrain    *self,
                                             RltTime            now,
                                             RltJsonWriter     *writer);
gboolean          rlt_snapshot_write_station_json
                                            (const RltSnapshot *self,
                                             const RltStation  *station,
                                             int                direction,
                                             RltTime            now,
                                             RltTime            until,
                                             RltJsonWriter     *writer);
void              rlt_snapshot_write_json   (const RltSnapshot *self,
                                             RltTime            now,
                                             RltTime            until,
                                             RltJsonWriter     *writer);

G_END_DECLS
