/* rlt-infer.h: trains out of waits at stations, followed from poll to poll.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-train.h"

G_BEGIN_DECLS

/**
 * RltInference:
 *
 * What is remembered of one line from poll to poll: the waits its boards showed, how long its
 * trains run from stop to stop, which train was which. No clock, no I/O: what it says depends on
 * what it was given, in that order, and on nothing else. One thread at a time.
 */
typedef struct _RltInference RltInference;

RltInference   *rlt_inference_new        (const RltLine       *line);
void            rlt_inference_free       (RltInference        *self);
const RltTrain *rlt_inference_update     (RltInference        *self,
                                          const RltDeparture * const *departures,
                                          guint                n_departures,
                                          RltTime              now,
                                          RltArena            *arena,
                                          guint               *n_trains);
guint           rlt_inference_get_unused (const RltInference  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltInference, rlt_inference_free)

G_END_DECLS
