/* rlt-clock.h: the one clock of a process, injectable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "rlt-time.h"

G_BEGIN_DECLS

#define RLT_TYPE_CLOCK (rlt_clock_get_type ())
G_DECLARE_FINAL_TYPE (RltClock, rlt_clock, RLT, CLOCK, GObject)

RltClock *rlt_clock_new_system (void);
RltClock *rlt_clock_new_scaled (RltTime   start,
                                double    speed);
RltClock *rlt_clock_new_manual (RltTime   now);
RltTime   rlt_clock_now        (RltClock *self);
double    rlt_clock_get_speed  (RltClock *self);
void      rlt_clock_set        (RltClock *self,
                                RltTime   now);

G_END_DECLS
