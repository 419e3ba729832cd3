/* rlt-sim-timetable.h: when trains run, and how far apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-line.h"

G_BEGIN_DECLS

/* Milliseconds since the service day began, RLT_SERVICE_DAY_FIRST_HOUR in Paris. */
typedef int RltSimTime;

typedef enum
{
  RLT_SIM_DAY_MONDAY_TO_THURSDAY,
  RLT_SIM_DAY_FRIDAY,
  RLT_SIM_DAY_SATURDAY,
  RLT_SIM_DAY_SUNDAY,
} RltSimDayType;

/* What holds of a line all day. */
typedef struct
{
  RltSimTime first;   /* no train leaves its first stop before */
  RltSimTime last;    /* none leaves it after */
  RltSimTime close;   /* all have reached their last stop */
} RltSimHours;

RltSimDayType rlt_sim_timetable_get_day_type (RltTime            day_start);
RltSimHours   rlt_sim_timetable_get_hours    (RltSimDayType      day_type);
int           rlt_sim_timetable_get_peak     (const RltLine     *line,
                                              gboolean           trunk);
double        rlt_sim_timetable_get_factor   (RltNetwork         network,
                                              RltSimDayType      day_type,
                                              RltSimTime         time);

G_END_DECLS
