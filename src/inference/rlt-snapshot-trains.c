/* rlt-snapshot-trains.c: a line's trains: out of what trips, vehicles and boards say, each once,
 * followed from poll to poll.
 *
 * Trips tell of all trains of a line; so do vehicles of those they tell of at all. Boards are asked
 * for few stations as a rule: what is inferred from their waits confirms trains that are known, and
 * is a train of its own only where no trip speaks of the line. See rlt-train-merge.c for who is
 * believed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-snapshot-private.h"

/* One of the trains, as another feed tells it. */
typedef struct
{
  guint    train;
  RltTrain as_told;
} Told;

/* The trains of a snapshot that is being built. */
typedef struct
{
  RltSnapshot    *snapshot;
  const RltTrain *previous;
  guint           n_previous;
  GHashTable     *by_trip;      /* (owned): trip id -> index in @previous, plus 1 */
  gboolean        trusts_ids;   /* the upstream's ids mean the same train from poll to poll */
  guint           n_trips;      /* that speak of the line, on the way or not */
  GArray         *trains;       /* (owned) (element-type RltTrain) */
  GArray         *matches;      /* (owned) (element-type int): of @trains, in @previous, or -1 */
  GArray         *trips;        /* (owned) (element-type RltTrip pointer): of @trains; NULL: not of a trip */
  GArray         *told;         /* (owned) (element-type Told): what other feeds say of @trains */
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
  self->told = g_array_new (FALSE, FALSE, sizeof (Told));
  self->now = now;
}

static void
building_clear (Building *self)
{
  g_hash_table_unref (self->by_trip);
  g_array_unref (self->trains);
  g_array_unref (self->matches);
  g_array_unref (self->trips);
  g_array_unref (self->told);
}

static const RltTrain *
find_previous (Building   *self,
               const char *id)
{
  guint index = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_trip, id)) : 0;

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
      const RltTrain *previous = trip->line == self->snapshot->line ? find_previous (self, trip->id) : NULL;

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
  const RltTrain *previous = self->trusts_ids ? find_previous (self, trip->id) : NULL;
  RltTrain train;
  int match;

  if (!rlt_train_init_from_trip (&train, trip, previous, self->now, self->snapshot->arena))
    return;

  match = match_previous (self, &train, previous);
  g_array_append_val (self->trains, train);
  g_array_append_val (self->matches, match);
  g_array_append_val (self->trips, trip);
}

static void
add_trips (Building  *self,
           GPtrArray *trips)
{
  self->trusts_ids = ids_are_stable (self, trips);
  for (guint i = 0; i < trips->len; i++)
    {
      const RltTrip *trip = g_ptr_array_index (trips, i);

      if (trip->line != self->snapshot->line ||
          rlt_freshness_at (trip->observed_at, self->now) == RLT_FRESHNESS_STALE)
        continue;
      self->n_trips++;
      add_trip (self, trip);
    }
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
      if (!known[i] && g_array_index (self->trips, const RltTrip *, i) != NULL &&
          rlt_train_init_from_trip (&remembering, g_array_index (self->trips, const RltTrip *, i),
                                    &self->previous[match], self->now, self->snapshot->arena))
        *train = remembering;
      rlt_train_follow (train, &self->previous[match], self->now, self->snapshot->arena);
    }
}

static RltTrain *
get_train (Building *self,
           guint     index)
{
  return &g_array_index (self->trains, RltTrain, index);
}

/* Returns: the index of the train with that id, or -1 */
static int
find_train (Building   *self,
            const char *trip)
{
  for (guint i = 0; trip != NULL && i < self->trains->len; i++)
    {
      if (g_str_equal (get_train (self, i)->trip, trip))
        return i;
    }

  return -1;
}

static void
add_other (Building       *self,
           const RltTrain *train)
{
  const RltTrip *trip = NULL;
  int match = match_previous (self, train, find_previous (self, train->trip));

  g_array_append_vals (self->trains, train, 1);
  g_array_append_val (self->matches, match);
  g_array_append_val (self->trips, trip);
}

/* Puts each of @others to the train it is by @matches, those that are found there and those that are
 * not; the latter are added when @adds. */
static void
add_others (Building       *self,
            const RltTrain *others,
            guint           n_others,
            int            *matches,
            gboolean        adds)
{
  rlt_trains_match ((const RltTrain *) (gpointer) self->trains->data, self->trains->len, others, n_others, matches);
  for (guint i = 0; i < n_others; i++)
    {
      Told told = { matches[i], others[i] };

      if (matches[i] >= 0)
        g_array_append_val (self->told, told);
      else if (adds)
        add_other (self, &others[i]);
    }
}

/* All vehicles of the line that one answer tells of. */
static void
add_vehicles (Building            *self,
              const RltFeedAnswer *answer)
{
  GPtrArray *vehicles = answer->records->vehicles;
  g_autoptr(GArray) trains = g_array_new (FALSE, FALSE, sizeof (RltTrain));
  g_autoptr(GArray) matches = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < vehicles->len; i++)
    {
      const RltVehicle *vehicle = g_ptr_array_index (vehicles, i);
      int match = vehicle->line == self->snapshot->line ? find_train (self, vehicle->trip) : -1;
      RltTrain train;

      if (vehicle->line != self->snapshot->line ||
          rlt_freshness_at (vehicle->observed_at, self->now) == RLT_FRESHNESS_STALE ||
          !rlt_train_init_from_vehicle (&train, vehicle, match >= 0 ? get_train (self, match)->pattern : NULL,
                                        self->snapshot->arena))
        continue;
      g_array_append_val (trains, train);
      g_array_append_val (matches, match);
    }

  add_others (self, (const RltTrain *) (gpointer) trains->data, trains->len, (int *) (gpointer) matches->data, TRUE);
}

/* The answer whose board of a station counts: where several tell of it the newest one. */
static GHashTable *
choose_boards (const RltObservations *observations)
{
  GHashTable *boards = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < observations->n_answers; i++)
    {
      const RltFeedAnswer *answer = &observations->answers[i];

      for (guint k = 0; k < answer->records->departures->len; k++)
        {
          const RltDeparture *departure = g_ptr_array_index (answer->records->departures, k);
          const RltFeedAnswer *known = g_hash_table_lookup (boards, departure->station);

          if (departure->line == observations->line && departure->station != NULL &&
              (known == NULL || known->received_at < answer->received_at))
            g_hash_table_insert (boards, (gpointer) departure->station, (gpointer) answer);
        }
    }

  return boards;
}

/* What the line's boards show, one board for each station; neither a plan nor what is past is evidence
 * of a train. */
static GPtrArray *
list_waits (const RltObservations *observations,
            RltTime                now)
{
  g_autoptr(GHashTable) boards = choose_boards (observations);
  GPtrArray *waits = g_ptr_array_new ();

  for (guint i = 0; i < observations->n_answers; i++)
    {
      const RltFeedAnswer *answer = &observations->answers[i];

      for (guint k = 0; k < answer->records->departures->len; k++)
        {
          RltDeparture *departure = g_ptr_array_index (answer->records->departures, k);

          if (departure->line == observations->line && departure->basis != RLT_BASIS_SCHEDULED &&
              departure->station != NULL && !rlt_departure_is_past (departure, now) &&
              g_hash_table_lookup (boards, departure->station) == answer)
            g_ptr_array_add (waits, departure);
        }
    }

  return waits;
}

static void
add_waits (Building              *self,
           const RltObservations *observations,
           gboolean               adds)
{
  g_autoptr(GPtrArray) waits = list_waits (observations, self->now);
  g_autofree int *matches = NULL;
  const RltTrain *trains;
  guint n_trains;

  if (observations->inference == NULL)
    return;

  trains = rlt_inference_update (observations->inference, (const RltDeparture * const *) waits->pdata, waits->len,
                                 self->now, self->snapshot->arena, &n_trains);
  matches = g_new (int, n_trains + 1);
  for (guint i = 0; i < n_trains; i++)
    matches[i] = -1;
  add_others (self, trains, n_trains, matches, adds);
}

static void
merge_told (Building *self)
{
  for (guint i = 0; i < self->told->len; i++)
    {
      const Told *told = &g_array_index (self->told, Told, i);
      RltTrain *train = get_train (self, told->train);
      int match = g_array_index (self->matches, int, told->train);

      if (rlt_train_merge (train, &told->as_told, self->now, self->snapshot->arena) && match >= 0)
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
  Building building = { 0 };

  building_init (&building, snapshot, observations->previous, now);
  if (timetable != NULL)
    add_trips (&building, timetable->records->trips);
  for (guint i = 0; i < observations->n_answers; i++)
    add_vehicles (&building, &observations->answers[i]);
  add_waits (&building, observations, timetable == NULL || building.n_trips == 0);
  follow_previous (&building);
  merge_told (&building);
  if (timetable != NULL && !timetable->complete)
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
