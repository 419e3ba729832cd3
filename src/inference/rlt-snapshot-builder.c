/* rlt-snapshot-builder.c: a line's snapshot out of what the feeds said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-snapshot-builder.h"

#include "rlt-snapshot-private.h"

/* A record that nobody touched for so long, and in which nothing differs from the plan, is one. */
#define UNTOUCHED_AFTER (15 * RLT_MINUTE)

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

static void
fill_trains (RltSnapshot           *snapshot,
             const RltObservations *observations,
             RltTime                now)
{
  GPtrArray *trips = observations->timetable->records->trips;
  Building building;

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
  if (!observations->timetable->complete)
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

static gboolean
has_text (GPtrArray  *texts,
          const char *text)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static const char * const *
copy_to_arena (RltArena           *arena,
               const char * const *texts,
               guint               n_texts)
{
  const char **copy = rlt_arena_new_array (arena, const char *, n_texts + 1);

  for (guint i = 0; i < n_texts; i++)
    copy[i] = rlt_arena_strdup (arena, texts[i]);

  return (const char * const *) copy;
}

static void
take_answer (RltSnapshot         *self,
             const RltFeedAnswer *answer,
             GPtrArray           *sources)
{
  rlt_snapshot_hold (self, answer->records);
  self->observed_at = MAX (self->observed_at, answer->received_at);
  if (!has_text (sources, answer->records->source))
    g_ptr_array_add (sources, (gpointer) answer->records->source);
}

static gboolean
speaks_of (const RltFeedAnswer *answer,
           const RltLine       *line)
{
  GPtrArray *trips = answer->records->trips;
  GPtrArray *departures = answer->records->departures;

  for (guint i = 0; i < trips->len; i++)
    {
      if (((const RltTrip *) g_ptr_array_index (trips, i))->line == line)
        return TRUE;
    }
  for (guint i = 0; i < departures->len; i++)
    {
      if (((const RltDeparture *) g_ptr_array_index (departures, i))->line == line)
        return TRUE;
    }

  return FALSE;
}

static void
take_answers (RltSnapshot           *self,
              const RltObservations *observations)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new ();

  if (observations->timetable != NULL && speaks_of (observations->timetable, self->line))
    take_answer (self, observations->timetable, sources);
  for (guint i = 0; i < observations->n_boards; i++)
    {
      if (speaks_of (&observations->boards[i], self->line))
        take_answer (self, &observations->boards[i], sources);
    }
  self->sources = copy_to_arena (self->arena, (const char * const *) sources->pdata, sources->len);
}

/**
 * rlt_snapshot_build:
 * @observations: what the feeds said of a line
 * @now: the present instant
 *
 * Works out the trains from the trips and lists the departures. An answer that does not speak of the
 * line says nothing of it. The level stays unknown: no feed here tells the traffic.
 *
 * Returns: (transfer full): the snapshot, which keeps the batches it refers to
 */
RltSnapshot *
rlt_snapshot_build (const RltObservations *observations,
                    RltTime                now)
{
  RltSnapshot *self;

  g_return_val_if_fail (observations != NULL && observations->line != NULL, NULL);

  self = rlt_snapshot_new (observations->line);
  self->built_at = now;
  take_answers (self, observations);
  if (observations->errors != NULL)
    self->errors = copy_to_arena (self->arena, observations->errors,
                                  g_strv_length ((char **) observations->errors));
  if (observations->timetable != NULL)
    fill_trains (self, observations, now);
  rlt_snapshot_fill_departures (self, observations, now);

  return self;
}

static gboolean
is_untouched (RltTime recorded_at,
              RltTime received_at,
              RltTime aimed,
              RltTime expected)
{
  return RLT_TIME_IS_SET (recorded_at) && received_at - recorded_at > UNTOUCHED_AFTER &&
         (!RLT_TIME_IS_SET (expected) || aimed == expected);
}

static gboolean
trip_is_untouched (const RltTrip *trip,
                   RltTime        received_at)
{
  for (guint i = 0; i < trip->n_calls; i++)
    {
      const RltCall *call = &trip->calls[i];

      if (!is_untouched (trip->observed_at, received_at, call->aimed_arrival, call->expected_arrival) ||
          !is_untouched (trip->observed_at, received_at, call->aimed_departure, call->expected_departure))
        return FALSE;
    }

  return TRUE;
}

static void
forget_expected (RltCall *call)
{
  call->expected_arrival = RLT_TIME_NONE;
  call->expected_departure = RLT_TIME_NONE;
  call->delay = RLT_DELAY_NONE;
}

/**
 * rlt_records_confirm:
 * @records: a batch that is not shared yet
 * @received_at: when it came
 *
 * An upstream writes the moment a record last changed, not the moment it was last true: what it still
 * serves counts as observed when the answer came. But a record that has not changed for long and says
 * nothing but the plan is only scheduled: its expected times are the planned ones under another name.
 */
void
rlt_records_confirm (RltRecords *records,
                     RltTime     received_at)
{
  g_return_if_fail (records != NULL);

  for (guint i = 0; i < records->departures->len; i++)
    {
      RltDeparture *departure = g_ptr_array_index (records->departures, i);

      if (is_untouched (departure->observed_at, received_at, departure->aimed_arrival, departure->expected_arrival) &&
          is_untouched (departure->observed_at, received_at, departure->aimed_departure, departure->expected_departure))
        {
          departure->basis = RLT_BASIS_SCHEDULED;
          departure->delay = RLT_DELAY_NONE;
        }
      departure->observed_at = received_at;
    }

  for (guint i = 0; i < records->trips->len; i++)
    {
      RltTrip *trip = g_ptr_array_index (records->trips, i);

      if (trip_is_untouched (trip, received_at))
        {
          for (guint j = 0; j < trip->n_calls; j++)
            forget_expected (&trip->calls[j]);
        }
      trip->observed_at = received_at;
    }
}
