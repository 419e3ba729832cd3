/* rlt-snapshot-trains.c: a line's trains: out of what trips say, followed from poll to poll.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-snapshot-private.h"

/* The trains of a snapshot that is being built. */
typedef struct
{
  RltSnapshot    *snapshot;
  const RltTrain *previous;
  guint           n_previous;
  GHashTable     *by_trip;      /* (owned): trip id -> index in @previous, plus 1 */
  gboolean        trusts_ids;   /* the upstream's ids mean the same train from poll to poll */
  GArray         *trains;       /* (owned) (element-type RltTrain) */
  GArray         *matches;      /* (owned) (element-type int): of @trains, in @previous, or -1 */
  GArray         *trips;        /* (owned) (element-type RltTrip pointer): of @trains */
  RltTime         now;
} Building;

static GHashTable *
index_by_trip (const RltTrain *trains,
               guint           n_trains)
{
  GHashTable *by_trip = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n_trains; i++)
    g_hash_table_insert (by_trip, (gpointer) trains[i].trip, GUINT_TO_POINTER (i + 1));

  return by_trip;
}

static void
building_init (Building    *self,
               RltSnapshot *snapshot,
               RltSnapshot *previous,
               RltTime      now)
{
  self->snapshot = snapshot;
  self->previous = previous != NULL ? previous->trains : NULL;
  self->n_previous = previous != NULL ? previous->n_trains : 0;
  self->by_trip = index_by_trip (self->previous, self->n_previous);
  self->trains = g_array_new (FALSE, FALSE, sizeof (RltTrain));
  self->matches = g_array_new (FALSE, FALSE, sizeof (int));
  self->trips = g_array_new (FALSE, FALSE, sizeof (const RltTrip *));
  self->now = now;
}

static void
building_clear (Building *self)
{
  g_hash_table_unref (self->by_trip);
  g_array_unref (self->trains);
  g_array_unref (self->matches);
  g_array_unref (self->trips);
}

static const RltTrain *
find_previous (Building      *self,
               const RltTrip *trip)
{
  guint index = trip->id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_trip, trip->id)) : 0;

  return index > 0 ? &self->previous[index - 1] : NULL;
}

/* Some upstreams number their journeys anew with every answer, and an id goes to another train. If
 * most trains go on under their ids about as expected, the others are only delayed. */
static gboolean
ids_are_stable (Building  *self,
                GPtrArray *trips)
{
  guint n_same = 0, n_going_on = 0;

  for (guint i = 0; i < trips->len; i++)
    {
      const RltTrip *trip = g_ptr_array_index (trips, i);
      const RltTrain *previous = trip->line == self->snapshot->line ? find_previous (self, trip) : NULL;

      if (previous == NULL)
        continue;
      n_same++;
      n_going_on += rlt_trip_continues (trip, previous);
    }

  return 2 * n_going_on >= n_same;
}

static int
match_previous (Building       *self,
                const RltTrain *train,
                const RltTrain *previous)
{
  if (previous == NULL || train->pattern->direction != previous->pattern->direction)
    return -1;

  g_hash_table_remove (self->by_trip, previous->trip);
  return previous - self->previous;
}

static void
add_trip (Building      *self,
          const RltTrip *trip)
{
  const RltTrain *previous = self->trusts_ids ? find_previous (self, trip) : NULL;
  RltTrain train;
  int match;

  if (!rlt_train_init_from_trip (&train, trip, previous, self->now, self->snapshot->arena))
    return;

  match = match_previous (self, &train, previous);
  g_array_append_val (self->trains, train);
  g_array_append_val (self->matches, match);
  g_array_append_val (self->trips, trip);
}

/* Gives each train the identity and the memory of the one it was before. */
static void
follow_previous (Building *self)
{
  g_autofree gboolean *known = g_new (gboolean, self->trains->len + 1);

  for (guint i = 0; i < self->trains->len; i++)
    known[i] = g_array_index (self->matches, int, i) >= 0;

  rlt_trains_match (self->previous, self->n_previous,
                    (const RltTrain *) (gpointer) self->trains->data, self->trains->len,
                    (int *) (gpointer) self->matches->data);

  for (guint i = 0; i < self->trains->len; i++)
    {
      RltTrain *train = &g_array_index (self->trains, RltTrain, i);
      int match = g_array_index (self->matches, int, i);
      RltTrain remembering;

      if (match < 0)
        continue;
      if (!known[i] &&
          rlt_train_init_from_trip (&remembering, g_array_index (self->trips, const RltTrip *, i),
                                    &self->previous[match], self->now, self->snapshot->arena))
        *train = remembering;
      rlt_train_follow (train, &self->previous[match], self->now, self->snapshot->arena);
    }
}

/* What an answer that was cut short does not name is still there, and ages. */
static void
keep_unnamed (Building *self)
{
  g_autofree gboolean *named = g_new0 (gboolean, self->n_previous + 1);

  for (guint i = 0; i < self->matches->len; i++)
    named[g_array_index (self->matches, int, i) + 1] = TRUE;

  for (guint i = 0; i < self->n_previous; i++)
    {
      RltTrain train;

      if (named[i + 1] ||
          rlt_freshness_at (self->previous[i].observed_at, self->now) == RLT_FRESHNESS_STALE)
        continue;
      rlt_train_copy (&train, &self->previous[i], self->snapshot->arena);
      g_array_append_val (self->trains, train);
    }
}

/* An upstream's id need not be unique, ours is. */
static void
make_ids_unique (GArray   *trains,
                 RltArena *arena)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < trains->len; i++)
    {
      RltTrain *train = &g_array_index (trains, RltTrain, i);

      for (guint n = 2; g_hash_table_contains (ids, train->id); n++)
        {
          g_autofree char *id = g_strdup_printf ("%s#%u", train->trip, n);

          train->id = rlt_arena_strdup (arena, id);
        }
      g_hash_table_add (ids, (gpointer) train->id);
    }
}

static gboolean
has_trips (const RltFeedAnswer *answer,
           const RltLine       *line)
{
  GPtrArray *trips = answer->records->trips;

  for (guint i = 0; i < trips->len; i++)
    {
      if (((const RltTrip *) g_ptr_array_index (trips, i))->line == line)
        return TRUE;
    }

  return FALSE;
}

/* The newest answer that tells of the line's trips; failing that one that was cut short before. */
static const RltFeedAnswer *
find_timetable (const RltObservations *observations)
{
  const RltFeedAnswer *timetable = NULL, *cut_short = NULL;

  for (guint i = 0; i < observations->n_answers; i++)
    {
      const RltFeedAnswer *answer = &observations->answers[i];

      if (!answer->complete)
        cut_short = answer;
      if (has_trips (answer, observations->line) &&
          (timetable == NULL || answer->received_at > timetable->received_at))
        timetable = answer;
    }

  return timetable != NULL ? timetable : cut_short;
}

/*
 * rlt_snapshot_fill_trains:
 * @snapshot: a snapshot that is not shared yet
 * @observations: what is known of its line; @snapshot holds its batches
 * @now: the present instant
 *
 * Works out the line's trains.
 */
void
rlt_snapshot_fill_trains (RltSnapshot           *snapshot,
                          const RltObservations *observations,
                          RltTime                now)
{
  const RltFeedAnswer *timetable = find_timetable (observations);
  GPtrArray *trips;
  Building building;

  if (timetable == NULL)
    return;

  trips = timetable->records->trips;
  building_init (&building, snapshot, observations->previous, now);
  building.trusts_ids = ids_are_stable (&building, trips);
  for (guint i = 0; i < trips->len; i++)
    {
      const RltTrip *trip = g_ptr_array_index (trips, i);

      if (trip->line == snapshot->line &&
          rlt_freshness_at (trip->observed_at, now) != RLT_FRESHNESS_STALE)
        add_trip (&building, trip);
    }
  follow_previous (&building);
  if (!timetable->complete)
    keep_unnamed (&building);
  make_ids_unique (building.trains, snapshot->arena);

  snapshot->n_trains = building.trains->len;
  if (snapshot->n_trains > 0)
    {
      RltTrain *trains = rlt_arena_new_array (snapshot->arena, RltTrain, snapshot->n_trains);

      memcpy (trains, building.trains->data, snapshot->n_trains * sizeof (RltTrain));
      snapshot->trains = trains;
    }
  building_clear (&building);
}
