/* rlt-train-fleet.c: all trains of the map and where they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-train-fleet"

#include "config.h"

#include "rlt-train-fleet.h"

#include <math.h>

#include "rlt-geometry.h"

static void
fleet_line_free (RltFleetLine *self)
{
  g_array_unref (self->trains);
  rlt_snapshot_unref (self->snapshot);
  g_free (self);
}

static void
train_advance (RltFleetTrain *self,
               RltTime        now)
{
  RltPosition position;

  rlt_train_glide_advance (&self->glide, now);
  self->level = (guint) lround (rlt_train_glide_opacity (&self->glide, now) * RLT_FLEET_LEVELS);
  if (self->level == 0)
    return;

  rlt_pattern_locate (self->glide.train->pattern, self->glide.shown, &position);
  rlt_map_project (position.latitude, position.longitude, &self->place);
  self->bearing = position.bearing;
}

/* The trains of @snapshot, moving on from where those of @old are shown. */
static RltFleetLine *
fleet_line_new (const RltLine      *line,
                RltSnapshot        *snapshot,
                const RltFleetLine *old,
                RltTime             now)
{
  RltFleetLine *self = g_new (RltFleetLine, 1);
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  self->line = line;
  self->snapshot = rlt_snapshot_ref (snapshot);
  self->trains = g_array_sized_new (FALSE, FALSE, sizeof (RltFleetTrain), snapshot->n_trains);
  for (guint i = 0; old != NULL && i < old->trains->len; i++)
    {
      RltFleetTrain *train = &g_array_index (old->trains, RltFleetTrain, i);

      g_hash_table_insert (known, (gpointer) train->glide.train->id, train);
    }
  for (guint i = 0; i < snapshot->n_trains; i++)
    {
      const RltTrain *news = &snapshot->trains[i];
      const RltFleetTrain *before = g_hash_table_lookup (known, news->id);
      RltFleetTrain train = { 0 };

      if (before != NULL)
        {
          train = *before;
          rlt_train_glide_follow (&train.glide, news, now);
        }
      else
        {
          rlt_train_glide_init (&train.glide, news, now);
        }
      train_advance (&train, now);
      g_array_append_val (self->trains, train);
    }

  return self;
}

/* The place of @line among the fleet's lines, or where it would be. */
static guint
find_line (const RltTrainFleet *self,
           const RltLine       *line)
{
  guint i = 0;

  while (i < self->lines->len)
    {
      const RltFleetLine *other = g_ptr_array_index (self->lines, i);

      if (other->line->index <= line->index)
        break;
      i++;
    }

  return i;
}

static RltFleetLine *
get_line (const RltTrainFleet *self,
          const RltLine       *line)
{
  guint place = find_line (self, line);
  RltFleetLine *found = place < self->lines->len ? g_ptr_array_index (self->lines, place) : NULL;

  return found != NULL && found->line == line ? found : NULL;
}

/**
 * rlt_train_fleet_new:
 *
 * Returns: (transfer full): a fleet without trains
 */
RltTrainFleet *
rlt_train_fleet_new (void)
{
  RltTrainFleet *self = g_new0 (RltTrainFleet, 1);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) fleet_line_free);

  return self;
}

/**
 * rlt_train_fleet_free:
 * @self: (transfer full): a fleet
 */
void
rlt_train_fleet_free (RltTrainFleet *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->lines);
  g_free (self);
}

/**
 * rlt_train_fleet_set_snapshot:
 * @self: a fleet
 * @line: a line
 * @snapshot: (nullable): what is known of it now; %NULL for nothing
 * @now: the clock's time
 *
 * Trains of the same id go on from where they are shown. Pointers to trains of the line are void.
 */
void
rlt_train_fleet_set_snapshot (RltTrainFleet *self,
                              const RltLine *line,
                              RltSnapshot   *snapshot,
                              RltTime        now)
{
  RltFleetLine *old, *new = NULL;
  guint place;

  g_return_if_fail (self != NULL);
  g_return_if_fail (line != NULL);

  place = find_line (self, line);
  old = get_line (self, line);
  if (snapshot != NULL)
    new = fleet_line_new (line, snapshot, old, now);
  if (old != NULL)
    g_ptr_array_remove_index (self->lines, place);
  if (new != NULL)
    g_ptr_array_insert (self->lines, (int) place, new);
}

/**
 * rlt_train_fleet_advance:
 * @self: a fleet
 * @now: the clock's time
 *
 * Moves all trains on.
 */
void
rlt_train_fleet_advance (RltTrainFleet *self,
                         RltTime        now)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      RltFleetLine *line = g_ptr_array_index (self->lines, i);

      for (guint j = 0; j < line->trains->len; j++)
        train_advance (&g_array_index (line->trains, RltFleetTrain, j), now);
    }
}

/**
 * rlt_train_fleet_is_empty:
 * @self: a fleet
 *
 * Returns: whether no line has a train
 */
gboolean
rlt_train_fleet_is_empty (const RltTrainFleet *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const RltFleetLine *line = g_ptr_array_index (self->lines, i);

      if (line->trains->len > 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * rlt_train_fleet_find:
 * @self: a fleet
 * @line: (nullable): a line
 * @id: (nullable): the id of a train
 *
 * Returns: (transfer none) (nullable): the train, until the next snapshot of @line
 */
const RltFleetTrain *
rlt_train_fleet_find (const RltTrainFleet *self,
                      const RltLine       *line,
                      const char          *id)
{
  const RltFleetLine *trains = line != NULL && id != NULL ? get_line (self, line) : NULL;

  for (guint i = 0; trains != NULL && i < trains->trains->len; i++)
    {
      const RltFleetTrain *train = &g_array_index (trains->trains, RltFleetTrain, i);

      if (g_str_equal (train->glide.train->id, id))
        return train;
    }

  return NULL;
}
