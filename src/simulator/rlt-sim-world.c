/* rlt-sim-world.c: the ground truth: every train of the network at every moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-world"

#include "config.h"

#include "rlt-sim-world.h"

struct _RltSimWorld
{
  RltCatalogue  *catalogue;   /* (owned) */
  guint64        seed;
  guint          n_lines;
  RltSimLine   **lines;       /* (owned) */
  RltSimDay    **days;        /* (owned): of each line, the day last asked for, or NULL */
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
      day = self->days[index] = rlt_sim_day_new (self->lines[index], self->seed, start);
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
