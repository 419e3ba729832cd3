/* rlt-sim-calendar.c: what is planned to be out of order, week by week: works by day and in the nights,
 * closed sections, Sundays without trains, announcements; and what lasts for long, as a broken lift does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-calendar"

#include "config.h"

#include "rlt-sim-calendar.h"

#include "rlt-sim-random.h"

/* Weeks looked at, from the present one. */
#define FIRST_WEEK (-3)
#define LAST_WEEK 2

#define LIFT_SHARE 0.06

/* A section that is closed holds at most one in this many stops of its pattern. */
#define LONGEST_SECTION 4

#define UMBRELLA_DAYS 21

/* How long before its week a plan is known. */
#define DAYS_AHEAD 17

/* How likely each plan is in a week of a line; the rest of the weeks have none. */
typedef enum
{
  PLAN_UMBRELLA,      /* three weeks of nights told as one period; a closed section */
  PLAN_NIGHTS,        /* four nights, each told; a closed section */
  PLAN_SUNDAY,        /* no trains on Sunday */
  PLAN_OFF_PEAK,      /* a closed section around noon */
  PLAN_WORKS,         /* fewer trains all week */
  PLAN_INFORMATION,
  N_PLANS,
} Plan;

static const double shares[N_PLANS] = {
  [PLAN_UMBRELLA] = 0.10,
  [PLAN_NIGHTS] = 0.10,
  [PLAN_SUNDAY] = 0.06,
  [PLAN_OFF_PEAK] = 0.08,
  [PLAN_WORKS] = 0.10,
  [PLAN_INFORMATION] = 0.14,
};

/* What a number is drawn for. */
enum
{
  DRAW_PLAN,
  DRAW_PATTERN,
  DRAW_SECTION,
  DRAW_WIND,
  DRAW_WIND_HOUR,
};

/* Where a disruption goes while it is made. */
typedef struct
{
  const RltLine *line;
  guint64        seed;            /* of the line and week */
  RltTime        monday;          /* noon */
  RltArena      *arena;
  GPtrArray     *disruptions;
} Draft;

/* Civil time on a day of the week, 0 for Monday; days beyond it are the next week's. */
static RltTime
get_time (RltTime monday,
          int     day,
          int     hour,
          int     minute)
{
  RltParisTime paris;

  rlt_time_to_paris (monday + day * 24 * RLT_HOUR, &paris);
  paris.hour = hour;
  paris.minute = minute;
  paris.second = 0;

  return rlt_time_from_paris (&paris);
}

/* Noon of the Monday of the week, @weeks from the one that holds @now; the service day counts. */
static RltTime
get_monday (RltTime now,
            int     weeks)
{
  RltParisTime paris;

  rlt_time_to_paris (rlt_time_service_day_start (now) + 8 * RLT_HOUR, &paris);
  paris.hour = 12;
  paris.minute = paris.second = 0;

  return get_time (rlt_time_from_paris (&paris), 1 - paris.day_of_week + 7 * weeks, 12, 0);
}

static RltSimDisruption *
add (const Draft          *draft,
     RltSimDisruptionKind  kind,
     const char           *cause)
{
  RltSimDisruption *disruption = rlt_sim_disruption_new (draft->arena, kind, draft->line, draft->seed);

  disruption->cause = cause;
  disruption->updated_at = get_time (draft->monday, -DAYS_AHEAD, 17, 5);
  g_ptr_array_add (draft->disruptions, disruption);

  return disruption;
}

static gboolean
has_one_way (const RltLine *line)
{
  for (guint i = 0; i < line->n_segments; i++)
    {
      if (line->segments[i].one_way)
        return TRUE;
    }

  return FALSE;
}

/**
 * rlt_sim_calendar_close_section:
 * @disruption: a disruption of a line
 * @seed: what chance depends on
 *
 * Makes it that of the end of one of the line's patterns.
 *
 * Returns: %FALSE where trains could not turn before it: on a loop
 */
gboolean
rlt_sim_calendar_close_section (RltSimDisruption *disruption,
                                guint64           seed)
{
  const RltLine *line = disruption->line;
  const RltPattern *pattern = &line->patterns[rlt_sim_random_below (seed, DRAW_PATTERN, line->n_patterns)];
  guint most = pattern->n_stops / LONGEST_SECTION;

  if (has_one_way (line) || most == 0)
    return FALSE;

  disruption->pattern = pattern;
  disruption->from_call = pattern->n_stops - 2 - rlt_sim_random_below (seed, DRAW_SECTION, most);
  return TRUE;
}

/* Returns: (nullable): the closed section of a line, without its time */
static RltSimDisruption *
add_section (const Draft *draft)
{
  RltSimDisruption *disruption = add (draft, RLT_SIM_DISRUPTION_SECTION, "Travaux");

  if (rlt_sim_calendar_close_section (disruption, draft->seed))
    return disruption;

  g_ptr_array_set_size (draft->disruptions, draft->disruptions->len - 1);
  return NULL;
}

static void
plan_umbrella (const Draft *draft)
{
  RltSimDisruption *disruption = add_section (draft);

  if (disruption == NULL)
    return;

  disruption->nights_from = RLT_SIM_NIGHTS_FROM;
  rlt_sim_disruption_add_period (disruption, get_time (draft->monday, 0, 0, 0),
                                 get_time (draft->monday, UMBRELLA_DAYS - 1, 23, 59));
}

static void
plan_nights (const Draft *draft)
{
  RltSimDisruption *disruption = add_section (draft);

  for (int day = 0; disruption != NULL && day < RLT_SIM_MAX_PERIODS; day++)
    rlt_sim_disruption_add_period (disruption, get_time (draft->monday, day, 23, 0),
                                   get_time (draft->monday, day + 1, 5, 15));
}

static void
plan_sunday (const Draft *draft)
{
  RltSimDisruption *disruption = add (draft, RLT_SIM_DISRUPTION_CLOSURE, "Travaux");

  disruption->is_works = TRUE;
  rlt_sim_disruption_add_period (disruption, get_time (draft->monday, 6, 0, 0), get_time (draft->monday, 6, 23, 59));
}

static void
plan_off_peak (const Draft *draft)
{
  RltSimDisruption *disruption = add_section (draft);

  for (int day = 0; disruption != NULL && day < RLT_SIM_MAX_PERIODS; day++)
    rlt_sim_disruption_add_period (disruption, get_time (draft->monday, day, 10, 0),
                                   get_time (draft->monday, day, 15, 30));
}

static void
plan_week (const Draft *draft,
           Plan         plan)
{
  switch (plan)
    {
    case PLAN_UMBRELLA:
      plan_umbrella (draft);
      break;
    case PLAN_NIGHTS:
      plan_nights (draft);
      break;
    case PLAN_SUNDAY:
      plan_sunday (draft);
      break;
    case PLAN_OFF_PEAK:
      plan_off_peak (draft);
      break;
    case PLAN_WORKS:
      rlt_sim_disruption_add_period (add (draft, RLT_SIM_DISRUPTION_WORKS, "Travaux"),
                                     get_time (draft->monday, 0, 0, 0), get_time (draft->monday, 6, 23, 59));
      break;
    case PLAN_INFORMATION:
      rlt_sim_disruption_add_period (add (draft, RLT_SIM_DISRUPTION_INFORMATION, "Information"),
                                     get_time (draft->monday, 0, 8, 0), get_time (draft->monday, 6, 20, 0));
      break;
    case N_PLANS:
    default:
      g_assert_not_reached ();
    }
}

/* The cable stands still in a storm: on every second day of some hours. */
static void
add_storms (const Draft *draft)
{
  for (int day = 0; day < 7; day++)
    {
      guint64 seed = rlt_sim_random_mix (draft->seed, day);
      guint hour = 6 + rlt_sim_random_below (seed, DRAW_WIND_HOUR, 12);
      Draft storm = *draft;
      RltSimDisruption *disruption;

      if (rlt_sim_random_unit (seed, DRAW_WIND) >= 0.5)
        continue;

      storm.seed = seed;
      disruption = add (&storm, RLT_SIM_DISRUPTION_CLOSURE, "Vent fort");
      disruption->updated_at = get_time (draft->monday, day, hour, 0);
      rlt_sim_disruption_add_period (disruption, disruption->updated_at, get_time (draft->monday, day, hour + 3, 0));
    }
}

/**
 * rlt_sim_calendar_add_line:
 * @line: a line
 * @seed: what chance depends on
 * @now: an instant
 * @arena: where disruptions live
 * @disruptions: (element-type RltSimDisruption): gets what is planned for the line in the weeks around
 *   @now, without texts
 */
void
rlt_sim_calendar_add_line (const RltLine *line,
                           guint64        seed,
                           RltTime        now,
                           RltArena      *arena,
                           GPtrArray     *disruptions)
{
  for (int week = FIRST_WEEK; week <= LAST_WEEK; week++)
    {
      Draft draft = { .line = line, .monday = get_monday (now, week), .arena = arena, .disruptions = disruptions };
      double chance;

      draft.seed = rlt_sim_random_text (rlt_sim_random_mix (seed, draft.monday / RLT_HOUR / 24), line->key);
      if (line->network == RLT_NETWORK_CABLE)
        {
          add_storms (&draft);
          continue;
        }

      chance = rlt_sim_random_unit (draft.seed, DRAW_PLAN);
      for (guint plan = 0; plan < N_PLANS; plan++)
        {
          if (chance >= 0 && chance < shares[plan])
            plan_week (&draft, plan);
          chance -= shares[plan];
        }
    }
}

/**
 * rlt_sim_calendar_add_station:
 * @station: a station
 * @seed: what chance depends on
 * @now: an instant
 * @arena: where disruptions live
 * @disruptions: (element-type RltSimDisruption): gets the station's broken lift, if it has one
 *
 * As upstream does, the whole year is given as its time.
 */
void
rlt_sim_calendar_add_station (const RltStation *station,
                              guint64           seed,
                              RltTime           now,
                              RltArena         *arena,
                              GPtrArray        *disruptions)
{
  RltParisTime paris;
  RltSimDisruption *disruption;

  rlt_time_to_paris (now, &paris);
  seed = rlt_sim_random_text (rlt_sim_random_mix (seed, paris.year), station->id);
  if (rlt_sim_random_unit (seed, 0) >= LIFT_SHARE)
    return;

  paris.month = paris.day = 1;
  paris.hour = 8;
  paris.minute = paris.second = 0;
  disruption = rlt_sim_disruption_new (arena, RLT_SIM_DISRUPTION_LIFT, NULL, seed);
  disruption->station = station;
  disruption->cause = "Panne d'un ascenseur";
  disruption->updated_at = rlt_time_from_paris (&paris);
  rlt_sim_disruption_add_period (disruption, disruption->updated_at, disruption->updated_at + 365 * 24 * RLT_HOUR);
  g_ptr_array_add (disruptions, disruption);
}
