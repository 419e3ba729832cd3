/* rlt-sim-traffic.c: all that is out of order in the network, and how traffic really is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-traffic"

#include "config.h"

#include "rlt-sim-traffic.h"

#include "rlt-sim-calendar.h"
#include "rlt-sim-incidents.h"

/* Upstream's lists go no further back than this, and no further ahead. */
#define KEPT_FOR (24 * RLT_HOUR)
#define TOLD_BEFORE (14 * 24 * RLT_HOUR)

static gboolean
is_listed (const RltSimDisruption *disruption,
           RltTime                 now)
{
  RltTime begin = disruption->periods[0].from;
  RltTime end = disruption->periods[disruption->n_periods - 1].to;

  return now >= disruption->updated_at && now < end + KEPT_FOR && now >= begin - TOLD_BEFORE;
}

static void
drop_unlisted (RltSimTraffic *self)
{
  for (guint i = self->disruptions->len; i-- > 0;)
    {
      if (!is_listed (g_ptr_array_index (self->disruptions, i), self->now))
        g_ptr_array_remove_index (self->disruptions, i);
    }
}

static void
add_lifts (RltSimTraffic *self,
           RltSimWorld   *world)
{
  RltCatalogue *catalogue = rlt_sim_world_get_catalogue (world);

  for (guint i = 0; i < rlt_catalogue_get_n_stations (catalogue); i++)
    {
      const RltStation *station = rlt_catalogue_get_station (catalogue, i);

      if (station->n_stops > 0)
        rlt_sim_calendar_add_station (station, rlt_sim_world_get_seed (world), self->now, self->arena,
                                      self->disruptions);
    }
}

/**
 * rlt_sim_traffic_new:
 * @world: the world
 * @now: the instant
 *
 * Returns: (transfer full): how things stand; it lives as long as @world's catalogue at most
 */
RltSimTraffic *
rlt_sim_traffic_new (RltSimWorld *world,
                     RltTime      now)
{
  RltSimTraffic *self = g_new0 (RltSimTraffic, 1);

  self->arena = rlt_arena_new ();
  self->now = now;
  self->disruptions = g_ptr_array_new ();
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      rlt_sim_world_add_planned (world, i, now, self->arena, self->disruptions);
      if (!rlt_sim_world_has_only_lifts (world))
        rlt_sim_incidents_add (rlt_sim_world_get_day (world, i, now), now, self->arena, self->disruptions);
    }
  drop_unlisted (self);
  add_lifts (self, world);
  for (guint i = 0; i < self->disruptions->len; i++)
    rlt_sim_disruption_describe (g_ptr_array_index (self->disruptions, i), self->arena);

  return self;
}

void
rlt_sim_traffic_free (RltSimTraffic *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->disruptions);
  rlt_arena_free (self->arena);
  g_free (self);
}

/**
 * rlt_sim_traffic_find_worst:
 * @self: how things stand
 * @line: a line
 *
 * Returns: (transfer none) (nullable): what makes the line's traffic what it is now; %NULL when nothing
 *   does
 */
const RltSimDisruption *
rlt_sim_traffic_find_worst (const RltSimTraffic *self,
                            const RltLine       *line)
{
  const RltSimDisruption *worst = NULL;

  for (guint i = 0; i < self->disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (self->disruptions, i);

      if (disruption->line == line && rlt_sim_disruption_applies_at (disruption, self->now) &&
          (worst == NULL || rlt_sim_disruption_get_level (disruption) > rlt_sim_disruption_get_level (worst)))
        worst = disruption;
    }

  return worst;
}

/**
 * rlt_sim_traffic_get_level:
 * @self: how things stand
 * @line: a line
 *
 * Returns: how its traffic really is: never unknown
 */
RltLevel
rlt_sim_traffic_get_level (const RltSimTraffic *self,
                           const RltLine       *line)
{
  const RltSimDisruption *worst = rlt_sim_traffic_find_worst (self, line);

  return worst != NULL ? rlt_sim_disruption_get_level (worst) : RLT_LEVEL_NORMAL;
}

/**
 * rlt_sim_traffic_concerns:
 * @disruption: a disruption
 * @line: a line
 *
 * Returns: whether it is on the line, or at a station of it
 */
gboolean
rlt_sim_traffic_concerns (const RltSimDisruption *disruption,
                          const RltLine          *line)
{
  if (disruption->kind != RLT_SIM_DISRUPTION_LIFT)
    return disruption->line == line;

  for (guint i = 0; i < disruption->station->n_stops; i++)
    {
      if (disruption->station->stops[i]->line == line)
        return TRUE;
    }

  return FALSE;
}

static const char *
get_phase_word (const RltSimDisruption *disruption,
                RltTime                 now)
{
  static const char * const words[] = { "past", "current", "coming" };

  return words[rlt_sim_disruption_get_phase (disruption, now)];
}

static void
write_disruption (const RltSimTraffic    *self,
                  const RltSimDisruption *disruption,
                  RltJsonWriter          *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", disruption->id);
  rlt_json_writer_put_string (writer, "kind", rlt_sim_disruption_get_word (disruption));
  rlt_json_writer_put_string (writer, "line", disruption->line != NULL ? disruption->line->key : NULL);
  rlt_json_writer_put_string (writer, "station", disruption->station != NULL ? disruption->station->name : NULL);
  rlt_json_writer_put_string (writer, "level", rlt_level_to_string (rlt_sim_disruption_get_level (disruption)));
  rlt_json_writer_put_string (writer, "phase", get_phase_word (disruption, self->now));
  rlt_json_writer_put_boolean (writer, "applies", rlt_sim_disruption_applies_at (disruption, self->now));
  rlt_json_writer_put_string (writer, "title", disruption->title);
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_sim_traffic_write_truth:
 * @world: the world
 * @line: (nullable): only this line
 * @now: the instant
 * @writer: a writer
 *
 * Writes the true level of each line, and what is out of order.
 */
void
rlt_sim_traffic_write_truth (RltSimWorld   *world,
                             const RltLine *line,
                             RltTime        now,
                             RltJsonWriter *writer)
{
  g_autoptr(RltSimTraffic) self = rlt_sim_traffic_new (world, now);

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_time (writer, "time", now);
  rlt_json_writer_member (writer, "lines");
  rlt_json_writer_begin_object (writer);
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      const RltLine *each = rlt_sim_world_get_line (world, i)->line;

      if (line == NULL || line == each)
        rlt_json_writer_put_string (writer, each->key, rlt_level_to_string (rlt_sim_traffic_get_level (self, each)));
    }
  rlt_json_writer_end_object (writer);
  rlt_json_writer_member (writer, "disruptions");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < self->disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (self->disruptions, i);

      if (line == NULL || rlt_sim_traffic_concerns (disruption, line))
        write_disruption (self, disruption, writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}
