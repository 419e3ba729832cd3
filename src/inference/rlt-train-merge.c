/* rlt-train-merge.c: one train that several feeds tell of.
 *
 * Who has said when the train will be at its stops is believed before who has seen it somewhere, and
 * both before what was inferred from waits; a timetable that nobody has confirmed comes last. The
 * others are named, and widen the stretch where the train may be when they do not agree.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-geometry.h"
#include "rlt-train.h"

#include <glib/gi18n.h>
#include <math.h>

static guint
count (const char * const *texts)
{
  return g_strv_length ((char **) texts);
}

static const char * const *
append (const char * const *texts,
        const char * const *more,
        RltArena           *arena)
{
  guint n = count (texts);
  const char **all = rlt_arena_new_array (arena, const char *, n + count (more) + 1);

  for (guint i = 0; i < n; i++)
    all[i] = texts[i];
  for (guint i = 0; more[i] != NULL; i++)
    {
      if (!g_strv_contains (texts, more[i]))
        all[n++] = more[i];
    }

  return all;
}

/* Metres that @other is ahead of @self at @now, along the track to the next stop that both come to. */
static gboolean
get_lead (const RltTrain *self,
          const RltTrain *other,
          RltTime         now,
          double         *lead)
{
  double here = rlt_train_distance (self, now), there = rlt_train_distance (other, now);

  for (guint i = 0; i < other->n_knots; i++)
    {
      int stop = rlt_pattern_find_stop (self->pattern, other->knots[i].stop);

      if (stop < 0)
        continue;
      *lead = there - other->knots[i].distance + self->pattern->distances[stop] - here;
      return TRUE;
    }

  return FALSE;
}

static void
add_disagreement (RltTrain       *self,
                  const RltTrain *other,
                  double          lead,
                  RltArena       *arena)
{
  const char *texts[] = { NULL, NULL };
  g_autofree char *text = NULL;
  int metres = (int) round (fabs (lead));

  self->uncertainty = fabs (lead);
  if (other->sources[0] == NULL)
    return;

  if (lead > 0)
    text = g_strdup_printf (ngettext ("%s has it %d metre further on", "%s has it %d metres further on", metres),
                            other->sources[0], metres);
  else
    text = g_strdup_printf (ngettext ("%s has it %d metre further back", "%s has it %d metres further back", metres),
                            other->sources[0], metres);
  texts[0] = rlt_arena_strdup (arena, text);
  self->evidence = append (self->evidence, texts, arena);
}

/* Nobody has confirmed the plan: the train moves as the other one does, and stays who it is. */
static void
take_movement (RltTrain       *self,
               const RltTrain *other)
{
  self->pattern = other->pattern;
  self->n_knots = other->n_knots;
  self->knots = other->knots;
  self->floor = other->floor;
  self->uncertainty = other->uncertainty;
  self->estimated = other->estimated;
  self->basis = other->basis;
  self->observed_at = other->observed_at;
}

/**
 * rlt_train_merge:
 * @self: a train
 * @other: the same train, as another feed tells it; it lives as long as @arena
 * @now: the present instant
 * @arena: what @self's texts are allocated in
 *
 * Makes @self the train of both. Of a timetable that nobody has confirmed the movement is @other's.
 *
 * Returns: whether the movement changed
 */
gboolean
rlt_train_merge (RltTrain       *self,
                 const RltTrain *other,
                 RltTime         now,
                 RltArena       *arena)
{
  gboolean moves = self->basis == RLT_BASIS_SCHEDULED && other->basis != RLT_BASIS_SCHEDULED;
  double lead;

  g_return_val_if_fail (self != NULL && other != NULL && arena != NULL, FALSE);

  if (!moves && get_lead (self, other, now, &lead) && fabs (lead) > self->uncertainty + other->uncertainty)
    add_disagreement (self, other, lead, arena);
  if (moves)
    take_movement (self, other);
  self->evidence = append (self->evidence, other->evidence, arena);
  self->sources = append (self->sources, other->sources, arena);

  return moves;
}
