/* rlt-sim-timetable.c: when trains run, and how far apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-timetable"

#include "config.h"

#include "rlt-sim-timetable.h"

#define HOURS_MS(hours, minutes) ((((hours) - RLT_SERVICE_DAY_FIRST_HOUR) * 60 + (minutes)) * 60 * 1000)
#define FIRST_ANCHOR 5
#define LAST_ANCHOR 26

/* Seconds between two trains of one direction at the peak. */
typedef struct
{
  int    trunk;        /* where all branches run together */
  int    branch;       /* on a part of the line that no train from the trunk reaches */
  double least_often;  /* the longest headway, as a multiple of the peak's */
} NetworkHeadway;

typedef struct
{
  const char *key;     /* the line */
  int         trunk;
} LineHeadway;

static const NetworkHeadway network_headways[RLT_N_NETWORKS] = {
  [RLT_NETWORK_METRO] = { 140, 240, 3.0 },
  [RLT_NETWORK_RER] = { 240, 900, 2.2 },
  [RLT_NETWORK_TRAM] = { 255, 420, 2.6 },
  [RLT_NETWORK_TRANSILIEN] = { 600, 1200, 2.2 },
  [RLT_NETWORK_CABLE] = { 36, 36, 5.0 },
};

/* Lines that differ from their network's usual: rounded from the operators' own figures. */
static const LineHeadway line_headways[] = {
  { "metro:1", 100 },
  { "metro:2", 105 },
  { "metro:3", 110 },
  { "metro:3B", 240 },
  { "metro:4", 100 },
  { "metro:5", 110 },
  { "metro:6", 105 },
  { "metro:7", 105 },
  { "metro:7B", 270 },
  { "metro:8", 110 },
  { "metro:9", 100 },
  { "metro:10", 165 },
  { "metro:11", 100 },
  { "metro:12", 115 },
  { "metro:13", 95 },
  { "metro:14", 85 },
  { "rer:A", 120 },
  { "rer:B", 155 },
  { "rer:C", 150 },
  { "rer:D", 200 },
  { "rer:E", 180 },
  { "tram:T2", 225 },
  { "tram:T3a", 225 },
  { "tram:T3b", 225 },
  { "tram:T4", 360 },
  { "tram:T7", 360 },
  { "tram:T8", 240 },
  { "tram:T10", 360 },
  { "tram:T12", 420 },
  { "tram:T13", 420 },
  { "tram:T14", 480 },
  { "transilien:H", 180 },
  { "transilien:J", 180 },
  { "transilien:K", 1800 },
  { "transilien:L", 150 },
  { "transilien:N", 240 },
  { "transilien:P", 240 },
  { "transilien:R", 720 },
  { "transilien:U", 480 },
  { "transilien:V", 720 },
};

/* The headway at each full hour from 5 to 26 (2 o'clock of the next day), as a multiple of the
 * peak's; between the hours it changes evenly. */
static const double weekday_shape[] = {
  2.6, 1.7, 1.1, 1.0, 1.0, 1.5, 1.7, 1.6, 1.6, 1.7, 1.5,
  1.2, 1.0, 1.0, 1.2, 1.7, 2.3, 2.6, 3.0, 3.2, 3.5, 4.0,
};
static const double saturday_shape[] = {
  3.0, 2.6, 2.2, 2.0, 1.8, 1.7, 1.6, 1.5, 1.5, 1.4, 1.3,
  1.3, 1.3, 1.3, 1.5, 1.8, 2.0, 2.2, 2.4, 2.6, 2.8, 3.2,
};
static const double sunday_shape[] = {
  3.2, 3.0, 2.8, 2.5, 2.2, 2.0, 1.9, 1.8, 1.8, 1.7, 1.7,
  1.7, 1.7, 1.7, 1.8, 2.0, 2.4, 2.6, 3.0, 3.2, 3.5, 4.0,
};

G_STATIC_ASSERT (G_N_ELEMENTS (weekday_shape) == LAST_ANCHOR - FIRST_ANCHOR + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (saturday_shape) == LAST_ANCHOR - FIRST_ANCHOR + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (sunday_shape) == LAST_ANCHOR - FIRST_ANCHOR + 1);

/**
 * rlt_sim_timetable_get_day_type:
 * @day_start: the beginning of a service day
 *
 * Returns: which timetable holds that day
 */
RltSimDayType
rlt_sim_timetable_get_day_type (RltTime day_start)
{
  RltParisTime paris;

  rlt_time_to_paris (day_start, &paris);
  switch (paris.day_of_week)
    {
    case 5:
      return RLT_SIM_DAY_FRIDAY;
    case 6:
      return RLT_SIM_DAY_SATURDAY;
    case 7:
      return RLT_SIM_DAY_SUNDAY;
    default:
      return RLT_SIM_DAY_MONDAY_TO_THURSDAY;
    }
}

/**
 * rlt_sim_timetable_get_hours:
 * @day_type: a kind of day
 *
 * Returns: the hours of service; the nights of Friday and Saturday are an hour longer
 */
RltSimHours
rlt_sim_timetable_get_hours (RltSimDayType day_type)
{
  gboolean long_night = day_type == RLT_SIM_DAY_FRIDAY || day_type == RLT_SIM_DAY_SATURDAY;
  int more = long_night ? 1 : 0;

  return (RltSimHours) {
    .first = HOURS_MS (5, 30),
    .last = HOURS_MS (24 + more, 30),
    .close = HOURS_MS (25 + more, 45),
  };
}

static const double *
get_shape (RltSimDayType day_type)
{
  switch (day_type)
    {
    case RLT_SIM_DAY_SATURDAY:
      return saturday_shape;
    case RLT_SIM_DAY_SUNDAY:
      return sunday_shape;
    case RLT_SIM_DAY_MONDAY_TO_THURSDAY:
    case RLT_SIM_DAY_FRIDAY:
    default:
      return weekday_shape;
    }
}

/**
 * rlt_sim_timetable_get_factor:
 * @network: a network
 * @day_type: the kind of day
 * @time: when
 *
 * Returns: the headway as a multiple of the peak's
 */
double
rlt_sim_timetable_get_factor (RltNetwork    network,
                              RltSimDayType day_type,
                              RltSimTime    time)
{
  const double *shape = get_shape (day_type);
  double hour = time / 3600000.0 + RLT_SERVICE_DAY_FIRST_HOUR;
  int before = CLAMP ((int) hour, FIRST_ANCHOR, LAST_ANCHOR - 1) - FIRST_ANCHOR;
  double part = CLAMP (hour - FIRST_ANCHOR - before, 0.0, 1.0);
  double factor = shape[before] + part * (shape[before + 1] - shape[before]);

  return MIN (factor, network_headways[network].least_often);
}

/**
 * rlt_sim_timetable_get_peak:
 * @line: a line
 * @trunk: whether most of its branches run there together
 *
 * Returns: milliseconds between two trains of one direction at the peak
 */
int
rlt_sim_timetable_get_peak (const RltLine *line,
                            gboolean       trunk)
{
  const NetworkHeadway *usual = &network_headways[line->network];

  if (!trunk)
    return usual->branch * 1000;
  for (guint i = 0; i < G_N_ELEMENTS (line_headways); i++)
    {
      if (g_ascii_strcasecmp (line_headways[i].key, line->key) == 0)
        return line_headways[i].trunk * 1000;
    }

  return usual->trunk * 1000;
}
