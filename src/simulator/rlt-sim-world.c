/* rlt-sim-world.c: the ground truth: every train of the network at every moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-world"

#include "config.h"

#include "rlt-sim-world.h"

#include "rlt-sim-calendar.h"
#include "rlt-sim-random.h"

/* What a number is drawn for. */
#define DRAW_FORCED 99

/* A forced umbrella: this many days around the present one. */
#define UMBRELLA_DAYS 30

struct _RltSimWorld
{
  RltCatalogue  *catalogue;   /* (owned) */
  guint64        seed;
  guint          n_lines;
  RltSimLine   **lines;       /* (owned) */
  RltSimDay    **days;        /* (owned): of each line, the day last asked for, or NULL */
  guint         *forced;      /* (owned): of each line, a bit for each RltSimDisruptionKind */
  gboolean       only_lifts;
  RltTime        day_start;   /* the service day that holds up to @day_end, or RLT_TIME_NONE */
  RltTime        day_end;
};

/**
 * rlt_sim_world_new:
 * @catalogue: the network
 * @seed: what chance depends on
 *
 * Returns: (transfer full): the world
 */
RltSimWorld *
rlt_sim_world_new (RltCatalogue *catalogue,
                   guint64       seed)
{
  RltSimWorld *self = g_new0 (RltSimWorld, 1);
  guint quay = RLT_SIM_FIRST_QUAY;

  self->catalogue = rlt_catalogue_ref (catalogue);
  self->seed = seed;
  self->day_start = self->day_end = RLT_TIME_NONE;
  self->n_lines = rlt_catalogue_get_n_lines (catalogue);
  self->lines = g_new0 (RltSimLine *, self->n_lines);
  self->days = g_new0 (RltSimDay *, self->n_lines);
  self->forced = g_new0 (guint, self->n_lines);
  for (guint i = 0; i < self->n_lines; i++)
    {
      const RltLine *line = rlt_catalogue_get_line (catalogue, i);

      self->lines[i] = rlt_sim_line_new (line, quay);
      quay += line->n_stops * 2;
    }

  return self;
}

void
rlt_sim_world_free (RltSimWorld *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_lines; i++)
    {
      rlt_sim_day_free (self->days[i]);
      rlt_sim_line_free (self->lines[i]);
    }
  g_free (self->days);
  g_free (self->forced);
  g_free (self->lines);
  rlt_catalogue_unref (self->catalogue);
  g_free (self);
}

/**
 * rlt_sim_world_get_catalogue:
 * @self: a world
 *
 * Returns: (transfer none): its network
 */
RltCatalogue *
rlt_sim_world_get_catalogue (RltSimWorld *self)
{
  return self->catalogue;
}

guint
rlt_sim_world_get_n_lines (RltSimWorld *self)
{
  return self->n_lines;
}

/**
 * rlt_sim_world_get_line:
 * @self: a world
 * @index: a line's place in the catalogue
 *
 * Returns: (transfer none): how trains run on it
 */
const RltSimLine *
rlt_sim_world_get_line (RltSimWorld *self,
                        guint        index)
{
  g_return_val_if_fail (index < self->n_lines, NULL);

  return self->lines[index];
}

/* The service day of @now, worked out once for all the questions of a day. */
static RltTime
get_day_start (RltSimWorld *self,
               RltTime      now)
{
  if (!RLT_TIME_IS_SET (self->day_start) || now < self->day_start || now >= self->day_end)
    {
      self->day_start = rlt_time_service_day_start (now);
      self->day_end = rlt_time_service_day_start (self->day_start + 26 * RLT_HOUR);
    }

  return self->day_start;
}

/* As the calendar writes days: from midnight to the last minute. */
static RltTime
get_date (RltTime day_start,
          int     days,
          int     hour,
          int     minute)
{
  RltParisTime paris;

  rlt_time_to_paris (day_start + 8 * RLT_HOUR + days * 24 * RLT_HOUR, &paris);
  paris.hour = hour;
  paris.minute = minute;
  paris.second = 0;

  return rlt_time_from_paris (&paris);
}

static void
add_forced (RltSimWorld          *self,
            const RltLine        *line,
            RltSimDisruptionKind  kind,
            RltTime               now,
            RltArena             *arena,
            GPtrArray            *disruptions)
{
  RltTime start = get_day_start (self, now);
  guint64 seed = rlt_sim_random_mix (rlt_sim_random_text (self->seed, line->key), DRAW_FORCED + start / RLT_HOUR);
  RltSimDisruption *disruption = rlt_sim_disruption_new (arena, kind, line, seed);
  int days = 0;

  disruption->station = line->stops[line->n_stops / 2].station;
  disruption->cause = disruption->is_works ? "Travaux" : "Incident technique";
  disruption->updated_at = start;
  if (kind == RLT_SIM_DISRUPTION_SECTION)
    {
      if (!rlt_sim_calendar_close_section (disruption, seed))
        return;
      disruption->nights_from = RLT_SIM_NIGHTS_FROM;
      days = UMBRELLA_DAYS;
    }
  rlt_sim_disruption_add_period (disruption, get_date (start, -days, 0, 0), get_date (start, days, 23, 59));
  g_ptr_array_add (disruptions, disruption);
}

/**
 * rlt_sim_world_add_planned:
 * @self: a world
 * @index: a line's place in the catalogue
 * @now: an instant
 * @arena: where disruptions live
 * @disruptions: (element-type RltSimDisruption): gets what was known of the line, when the service day
 *   of @now began, to be out of order in the weeks around it; without texts
 */
void
rlt_sim_world_add_planned (RltSimWorld *self,
                           guint        index,
                           RltTime      now,
                           RltArena    *arena,
                           GPtrArray   *disruptions)
{
  const RltLine *line = self->lines[index]->line;

  if (self->only_lifts)
    return;

  rlt_sim_calendar_add_line (line, self->seed, now, arena, disruptions);
  for (guint kind = 0; kind < RLT_SIM_N_DISRUPTIONS; kind++)
    {
      if ((self->forced[index] & 1u << kind) != 0)
        add_forced (self, line, kind, now, arena, disruptions);
    }
}

static void
forget_days (RltSimWorld *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    g_clear_pointer (&self->days[i], rlt_sim_day_free);
}

/**
 * rlt_sim_world_force:
 * @self: a world
 * @forced: (array): for each line, a bit for each #RltSimDisruptionKind of which it has one all day; a
 *   closed section is closed in the nights of two months
 * @only_lifts: whether nothing is out of order but lifts
 *
 * Changes what happens in it: from now on it depends on this too.
 */
void
rlt_sim_world_force (RltSimWorld *self,
                     const guint *forced,
                     gboolean     only_lifts)
{
  gboolean same = self->only_lifts == only_lifts;

  for (guint i = 0; i < self->n_lines; i++)
    {
      same &= self->forced[i] == forced[i];
      self->forced[i] = forced[i];
    }
  self->only_lifts = only_lifts;
  if (!same)
    forget_days (self);
}

gboolean
rlt_sim_world_has_only_lifts (RltSimWorld *self)
{
  return self->only_lifts;
}

guint64
rlt_sim_world_get_seed (RltSimWorld *self)
{
  return self->seed;
}

static RltSimDay *
make_day (RltSimWorld *self,
          guint        index,
          RltTime      start)
{
  g_autoptr(RltArena) arena = rlt_arena_new ();
  g_autoptr(GPtrArray) disruptions = g_ptr_array_new ();

  rlt_sim_world_add_planned (self, index, start, arena, disruptions);
  return rlt_sim_day_new (self->lines[index], self->seed, start, disruptions);
}

/**
 * rlt_sim_world_get_day:
 * @self: a world
 * @index: a line's place in the catalogue
 * @now: an instant
 *
 * Returns: (transfer none): the line's service day that holds @now, until another one is asked for
 */
const RltSimDay *
rlt_sim_world_get_day (RltSimWorld *self,
                       guint        index,
                       RltTime      now)
{
  RltTime start = get_day_start (self, now);
  RltSimDay *day;

  g_return_val_if_fail (index < self->n_lines, NULL);

  day = self->days[index];
  if (day == NULL || day->start != start)
    {
      g_clear_pointer (&self->days[index], rlt_sim_day_free);
      day = self->days[index] = make_day (self, index, start);
    }

  return day;
}

/**
 * rlt_sim_world_find_quay:
 * @self: a world
 * @number: a quay's number
 * @quay: (out): what it stands for
 *
 * Returns: %FALSE when there is no such quay
 */
gboolean
rlt_sim_world_find_quay (RltSimWorld *self,
                         guint        number,
                         RltSimQuay  *quay)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      const RltSimLine *line = self->lines[i];
      guint n_quays = line->line->n_stops * 2;

      if (number < line->first_quay || number - line->first_quay >= n_quays)
        continue;

      quay->line = line;
      quay->stop = &line->line->stops[(number - line->first_quay) / 2];
      quay->direction = (number - line->first_quay) % 2;
      return TRUE;
    }

  return FALSE;
}
