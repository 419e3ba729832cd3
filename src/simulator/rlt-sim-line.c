/* rlt-sim-line.c: what the trains of one line do on every day: run times, branches, where order
 * is decided.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-line"

#include "config.h"

#include "rlt-sim-line.h"

#include <string.h>

/* A train that turns this long before its terminus saves a late one its delay, there and back. */
#define TURNBACK_TIME (4 * 60 * 1000)

static int
get_dwell (const RltSimStock *stock,
           const RltStop     *stop)
{
  int more = (int) (stop->station->n_stops - 1) * stock->dwell_more;

  return MIN (stock->dwell + MAX (more, 0), stock->dwell_most);
}

static void
plan_run (RltSimPlan *plan)
{
  const RltPattern *pattern = plan->pattern;
  const RltSimStock *stock = plan->line->stock;
  int *arrivals = rlt_arena_new_array (plan->line->arena, int, pattern->n_stops);
  int *departures = rlt_arena_new_array (plan->line->arena, int, pattern->n_stops);

  for (guint i = 1; i < pattern->n_stops; i++)
    {
      arrivals[i] = departures[i - 1]
                    + rlt_sim_stock_get_run_time (stock, pattern->distances[i] - pattern->distances[i - 1]);
      departures[i] = arrivals[i] + get_dwell (stock, pattern->stops[i]);
    }

  plan->arrivals = arrivals;
  plan->departures = departures;
  plan->duration = arrivals[pattern->n_stops - 1];
}

/* A stop that a pattern serves twice, as on a loop, keeps its first place. */
static void
plan_stops (RltSimPlan *plan)
{
  const RltPattern *pattern = plan->pattern;
  guint16 *calls = rlt_arena_new_array (plan->line->arena, guint16, pattern->line->n_stops);
  guint16 *tracks = rlt_arena_new_array (plan->line->arena, guint16, pattern->n_stops);

  for (guint i = 0; i < pattern->line->n_stops; i++)
    calls[i] = RLT_SIM_NO_CALL;
  for (guint i = pattern->n_stops; i-- > 0;)
    calls[pattern->stops[i]->index] = i;
  for (guint i = 0; i + 1 < pattern->n_stops; i++)
    tracks[i] = pattern->segments[i]->index * 2 + (pattern->reversed[i] ? 1 : 0);

  plan->calls = calls;
  plan->tracks = tracks;
}

static void
plan_turnback (RltSimPlan *plan)
{
  for (guint i = plan->pattern->n_stops - 1; i > 1; i--)
    {
      if (plan->duration - plan->departures[i - 1] >= TURNBACK_TIME)
        {
          plan->turnback = i - 1;
          return;
        }
    }
}

/* Where trains come from to a track: one of these for each track. */
typedef struct
{
  guint  source;   /* the track before it + 1, or 0 where trains begin */
  guint8 is_known;
  guint8 is_mixed;
} Entry;

static void
note_entry (Entry *entry,
            guint  source)
{
  if (!entry->is_known)
    {
      entry->source = source;
      entry->is_known = TRUE;
    }
  else if (entry->source != source)
    {
      entry->is_mixed = TRUE;
    }
}

/* A train that turned early enters the way back in the middle of the track. */
static void
note_turnback (const RltSimLine *self,
               const RltSimPlan *plan,
               Entry            *entries)
{
  const RltPattern *pattern = plan->pattern;

  if (plan->turnback == 0)
    return;

  for (guint i = 0; i < self->n_plans; i++)
    {
      guint call = self->plans[i].calls[pattern->stops[plan->turnback]->index];

      if (self->plans[i].pattern->stops[0] == pattern->stops[pattern->n_stops - 1] &&
          call != RLT_SIM_NO_CALL && call + 1 < self->plans[i].pattern->n_stops)
        note_entry (&entries[self->plans[i].tracks[call]], 0);
    }
}

static void
plan_merges (RltSimLine *self)
{
  g_autofree Entry *entries = g_new0 (Entry, self->n_tracks);

  for (guint p = 0; p < self->n_plans; p++)
    {
      const RltSimPlan *plan = &self->plans[p];

      for (guint i = 0; i + 1 < plan->pattern->n_stops; i++)
        note_entry (&entries[plan->tracks[i]], i == 0 ? 0 : plan->tracks[i - 1] + 1u);
      note_turnback (self, plan, entries);
    }

  for (guint p = 0; p < self->n_plans; p++)
    {
      RltSimPlan *plan = &self->plans[p];
      guint8 *merges = rlt_arena_new_array (self->arena, guint8, plan->pattern->n_stops);

      for (guint i = 0; i + 1 < plan->pattern->n_stops; i++)
        merges[i] = entries[plan->tracks[i]].is_mixed;
      plan->merges = merges;
    }
}

/* How far a stop is from the middle of a pattern: a trunk is rather in the middle. */
static double
get_offset (const RltPattern *pattern,
            guint             call)
{
  return ABS (pattern->distances[call] - pattern->length / 2);
}

/* The stop that most of the ungrouped patterns of a direction serve. */
static const RltStop *
find_common_stop (RltSimLine   *self,
                  guint         direction,
                  const guint8 *grouped)
{
  const RltStop *best = NULL;
  guint best_count = 0;
  double best_offset = 0.0;

  for (guint s = 0; s < self->line->n_stops; s++)
    {
      guint count = 0;
      double offset = 0.0;

      for (guint p = 0; p < self->n_plans; p++)
        {
          const RltSimPlan *plan = &self->plans[p];

          if (grouped[p] || plan->pattern->direction != direction || plan->calls[s] == RLT_SIM_NO_CALL)
            continue;
          count++;
          offset += get_offset (plan->pattern, plan->calls[s]);
        }
      if (count > best_count || (count > 0 && count == best_count && offset < best_offset))
        {
          best = &self->line->stops[s];
          best_count = count;
          best_offset = offset;
        }
    }

  return best;
}

/* Whether a train that runs to @plan's first stop in the other direction can start there. */
static gboolean
is_reached (const RltSimLine *self,
            const RltSimPlan *plan)
{
  for (guint p = 0; p < self->n_plans; p++)
    {
      const RltPattern *other = self->plans[p].pattern;

      if (other->direction != plan->pattern->direction &&
          other->stops[other->n_stops - 1] == plan->pattern->stops[0])
        return TRUE;
    }

  return FALSE;
}

/* How many turns ago a terminus was served; many, if never. */
static guint
get_turns_since (const RltSimGroup *group,
                 const RltSimPlan  *plan)
{
  const RltPattern *pattern = plan->pattern;

  for (guint ago = 1; ago <= group->n_turns; ago++)
    {
      const RltPattern *other = group->turns[group->n_turns - ago]->pattern;

      if (other->stops[0] == pattern->stops[0] ||
          other->stops[other->n_stops - 1] == pattern->stops[pattern->n_stops - 1])
        return ago;
    }

  return G_MAXUINT;
}

/* Gives each plan one turn, so that the same terminus comes as far apart as it can. */
static void
add_round (RltSimGroup       *group,
           const RltSimPlan **plans,
           guint              n_plans)
{
  g_autofree guint8 *taken = g_new0 (guint8, n_plans);

  for (guint turn = 0; turn < n_plans; turn++)
    {
      guint best = n_plans;
      guint best_since = 0;

      for (guint p = 0; p < n_plans; p++)
        {
          guint since = taken[p] ? 0 : get_turns_since (group, plans[p]);

          if (since > best_since)
            {
              best = p;
              best_since = since;
            }
        }
      taken[best] = TRUE;
      group->turns[group->n_turns++] = plans[best];
    }
}

/* Trains from the depot alone start where no train arrives: one turn of theirs for so many rounds. */
#define DEPOT_ROUNDS 8

static void
add_turns (RltSimLine  *self,
           RltSimGroup *group,
           GPtrArray   *plans,
           GPtrArray   *depot_plans)
{
  guint rounds = depot_plans->len > 0 && plans->len > 0 ? DEPOT_ROUNDS : 1;
  guint n_turns = plans->len * rounds + depot_plans->len;

  group->turns = rlt_arena_new_array (self->arena, const RltSimPlan *, n_turns);
  for (guint i = 0; i < rounds; i++)
    add_round (group, (const RltSimPlan **) plans->pdata, plans->len);
  add_round (group, (const RltSimPlan **) depot_plans->pdata, depot_plans->len);
}

static void
add_group (RltSimLine    *self,
           GArray        *groups,
           guint          direction,
           gboolean       trunk,
           const RltStop *stop,
           guint8        *grouped)
{
  RltSimGroup group = { .direction = direction, .stop = stop, .trunk = trunk };
  g_autoptr(GPtrArray) plans = g_ptr_array_new ();
  g_autoptr(GPtrArray) depot_plans = g_ptr_array_new ();

  for (guint p = 0; p < self->n_plans; p++)
    {
      RltSimPlan *plan = &self->plans[p];

      if (grouped[p] || plan->pattern->direction != direction || plan->calls[stop->index] == RLT_SIM_NO_CALL)
        continue;
      g_ptr_array_add (is_reached (self, plan) ? plans : depot_plans, plan);
      grouped[p] = TRUE;
    }

  add_turns (self, &group, plans, depot_plans);
  g_array_append_val (groups, group);
}

static void
group_plans (RltSimLine *self)
{
  g_autoptr(GArray) groups = g_array_new (FALSE, FALSE, sizeof (RltSimGroup));
  g_autofree guint8 *grouped = g_new0 (guint8, self->n_plans);

  for (guint direction = 0; direction < 2; direction++)
    {
      gboolean trunk = TRUE;
      const RltStop *stop;

      while ((stop = find_common_stop (self, direction, grouped)) != NULL)
        {
          add_group (self, groups, direction, trunk, stop, grouped);
          trunk = FALSE;
        }
    }

  self->n_groups = groups->len;
  self->groups = rlt_arena_new_array (self->arena, RltSimGroup, groups->len);
  memcpy (self->groups, groups->data, groups->len * sizeof (RltSimGroup));
}

/**
 * rlt_sim_line_new:
 * @line: a line; its catalogue outlives the result
 * @first_quay: the number of its first quay
 *
 * Returns: (transfer full): how trains run on @line
 */
RltSimLine *
rlt_sim_line_new (const RltLine *line,
                  guint          first_quay)
{
  RltSimLine *self = g_new0 (RltSimLine, 1);

  self->arena = rlt_arena_new ();
  self->line = line;
  self->stock = rlt_sim_stock_get (line->network);
  self->first_quay = first_quay;
  self->n_tracks = line->n_segments * 2;
  self->n_plans = line->n_patterns;
  self->plans = rlt_arena_new_array (self->arena, RltSimPlan, line->n_patterns);
  for (guint i = 0; i < line->n_patterns; i++)
    {
      self->plans[i].line = self;
      self->plans[i].pattern = &line->patterns[i];
      plan_run (&self->plans[i]);
      plan_stops (&self->plans[i]);
      plan_turnback (&self->plans[i]);
    }
  plan_merges (self);
  group_plans (self);

  return self;
}

void
rlt_sim_line_free (RltSimLine *self)
{
  if (self == NULL)
    return;

  rlt_arena_free (self->arena);
  g_free (self);
}

/**
 * rlt_sim_line_get_quay:
 * @self: a line
 * @stop: one of its stops
 * @direction: 0 or 1
 *
 * Returns: the number of the quay where trains of @direction stop
 */
guint
rlt_sim_line_get_quay (const RltSimLine *self,
                       const RltStop    *stop,
                       guint             direction)
{
  return self->first_quay + stop->index * 2 + direction;
}

/**
 * rlt_sim_line_is_sncf:
 * @self: a line
 *
 * Returns: whether the upstream serves it in SNCF's flavour (Transilien and RER C, D, E) and not in
 *   RATP's
 */
gboolean
rlt_sim_line_is_sncf (const RltSimLine *self)
{
  const char *code = self->line->code;

  if (self->line->network == RLT_NETWORK_TRANSILIEN)
    return TRUE;

  return self->line->network == RLT_NETWORK_RER &&
         (g_str_equal (code, "C") || g_str_equal (code, "D") || g_str_equal (code, "E"));
}
