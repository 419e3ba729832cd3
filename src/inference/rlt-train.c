/* rlt-train.c: a train out of a trip: the knots its movement is drawn from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-running.h"
#include "rlt-train.h"

#include <glib/gi18n.h>

/* Before it leaves its first stop a train is shown there for so long, after it reached its last
 * one for so long. */
#define SHOWN_BEFORE_START (90 * RLT_SECOND)
#define SHOWN_AFTER_END (30 * RLT_SECOND)

/* A train whose last stop no feed tells is believed to stand at the stop before its next one for
 * so long, not longer: what is further off may not have begun its trip. */
#define LONGEST_WAIT (5 * RLT_MINUTE)

/* Expected times are right within about so many seconds. */
#define TIME_ERROR 15
#define ESTIMATED_TIME_ERROR 40

/* What of a trip lies ahead, while it is worked out. */
typedef struct
{
  const RltTrip  *trip;
  RltTrain       *train;
  RltArena       *arena;
  RltTime         now;
  RltKnot        *knots;     /* [0] is kept free for a stop that the feed no longer names */
  const RltCall **calls;     /* of each of @knots */
  guint           n_knots;
  int             first;     /* index of the first known call's stop in the pattern */
  gboolean        begins;    /* the trip begins there */
} Work;

static void
add_knot (Work          *work,
          const RltCall *call,
          int            stop)
{
  RltKnot *knot = &work->knots[work->n_knots];
  RltTime earliest = work->n_knots > 1 ? knot[-1].departure : G_MININT64;

  knot->stop = work->train->pattern->stops[stop];
  knot->distance = work->train->pattern->distances[stop];
  knot->arrival = MAX (rlt_call_get_arrival (call), earliest);
  knot->departure = MAX (rlt_call_get_departure (call), knot->arrival);
  work->calls[work->n_knots++] = call;
}

static gboolean
has_time (const RltCall *call)
{
  return RLT_TIME_IS_SET (rlt_call_get_arrival (call));
}

/* Fills @work->knots from 1 on with the stops the trip calls at. */
static void
add_calls (Work      *work,
           const int *stops)
{
  int last = -1;

  work->first = -1;
  work->n_knots = 1;
  for (guint i = 0; i < work->trip->n_calls; i++)
    {
      const RltCall *call = &work->trip->calls[i];

      if (stops[i] < 0 || stops[i] == last || call->skipped || !has_time (call))
        continue;
      if (work->first < 0)
        {
          work->first = stops[i];
          work->begins = stops[i] == 0 || rlt_trip_begins_at (work->trip, i);
        }
      add_knot (work, call, stops[i]);
      last = stops[i];
    }
}

/* Forgets the stops it left, but for the last one. */
static void
drop_passed (Work *work)
{
  guint passed = 0;

  while (passed + 1 < work->n_knots && work->knots[passed + 1].departure <= work->now)
    passed++;
  if (passed <= 1)
    return;

  work->knots += passed - 1;
  work->calls += passed - 1;
  work->n_knots -= passed - 1;
}

static gboolean
is_passed (const Work *work)
{
  return work->knots[1].arrival <= work->now;
}

/* The stop that @previous was to leave before the first one the feed still names. */
static gboolean
add_remembered_stop (Work           *work,
                     const RltTrain *previous)
{
  for (int i = previous != NULL ? (int) previous->n_knots - 1 : -1; i >= 0; i--)
    {
      const RltKnot *knot = &previous->knots[i];

      if (knot->distance >= work->knots[1].distance)
        continue;
      work->knots[0] = *knot;
      work->knots[0].departure = MIN (knot->departure, work->now);
      work->knots[0].arrival = MIN (knot->arrival, work->knots[0].departure);
      work->train->estimated = i == 0 && previous->estimated;
      return TRUE;
    }

  return FALSE;
}

/* Nothing tells when it left the stop before: when a usual run from there leads to the arrival. */
static gboolean
add_estimated_stop (Work *work)
{
  const RltPattern *pattern = work->train->pattern;
  int before = work->first - 1;
  double length = work->knots[1].distance - pattern->distances[before];
  RltTime run = rlt_running_time (pattern->line->network, length) * RLT_SECOND;

  if (work->knots[1].arrival - run - work->now > LONGEST_WAIT)
    return FALSE;

  work->knots[0].stop = pattern->stops[before];
  work->knots[0].distance = pattern->distances[before];
  work->knots[0].departure = work->knots[1].arrival - run;
  work->knots[0].arrival = work->knots[0].departure;
  work->train->estimated = TRUE;

  return TRUE;
}

/* Finds where the train comes from. Returns %FALSE when it is not under way. */
static gboolean
complete_knots (Work           *work,
                const RltTrain *previous)
{
  if (work->n_knots == 1 || work->knots[work->n_knots - 1].departure < work->now - SHOWN_AFTER_END)
    return FALSE;

  drop_passed (work);
  if (!is_passed (work))
    {
      if (add_remembered_stop (work, previous))
        return TRUE;
      if (!work->begins)
        return add_estimated_stop (work);
      if (work->knots[1].departure - work->now > SHOWN_BEFORE_START)
        return FALSE;
    }

  work->knots++;
  work->calls++;
  work->n_knots--;
  return TRUE;
}

static char *
describe_knot (const Work    *work,
               const RltKnot *knot,
               const char    *format,
               RltTime        time)
{
  g_autofree char *text = NULL;
  RltParisTime paris;
  char clock[16];

  rlt_time_to_paris (time, &paris);
  g_snprintf (clock, sizeof clock, "%02d:%02d:%02d", paris.hour % 24, paris.minute % 60, paris.second % 60);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (format, knot->stop->station->name, clock);
#pragma GCC diagnostic pop

  return rlt_arena_strdup (work->arena, text);
}

/* The two departures that a position lies between, and how it follows from them, in words. */
static void
add_evidence (Work *work)
{
  RltTrain *train = work->train;
  const char **evidence = rlt_arena_new_array (work->arena, const char *, 4);
  const RltKnot *knot = &work->knots[0];
  guint n = 0;

  if (work->n_knots == 1 && knot->arrival <= work->now)
    evidence[n++] = describe_knot (work, knot, _("Reached %s at %s"), knot->arrival);
  else if (train->estimated)
    evidence[n++] = _("The feed does not say where it stopped last: placed by a usual running time");
  else if (knot->departure <= work->now)
    evidence[n++] = describe_knot (work, knot, _("Left %s at %s"), knot->departure);
  else
    evidence[n++] = describe_knot (work, knot, _("Leaves %s at %s"), knot->departure);
  if (work->n_knots > 1)
    evidence[n++] = describe_knot (work, &knot[1], _("Expected at %s at %s"), knot[1].arrival);
  if (work->n_knots > 1 && !train->estimated && knot->departure <= work->now)
    evidence[n++] = _("Placed between the two by these times: no feed says where");

  train->evidence = (const char * const *) evidence;
}

static gboolean
is_expected (const RltCall *call)
{
  return RLT_TIME_IS_SET (call->expected_arrival) || RLT_TIME_IS_SET (call->expected_departure);
}

/* Its place between two stops is worked out in any case. Where both times are said of this very train it
 * is as good as observed; where one is a usual running time, it is not. */
static RltBasis
get_basis (const RltTrain *train,
           const RltCall  *next)
{
  if (!is_expected (next))
    return RLT_BASIS_SCHEDULED;

  return train->estimated ? RLT_BASIS_INFERRED : RLT_BASIS_OBSERVED;
}

/* Metres: the mean speed of the present run times how wrong times may be. */
static double
estimate_uncertainty (const Work *work)
{
  const RltKnot *knot = work->knots;
  double seconds;

  if (work->n_knots == 1)
    return 0;

  seconds = MAX (knot[1].arrival - knot[0].departure, RLT_SECOND) / (double) RLT_SECOND;
  return (knot[1].distance - knot[0].distance) / MAX (seconds, 2 * TIME_ERROR) *
         (work->train->estimated ? ESTIMATED_TIME_ERROR : TIME_ERROR);
}

static void
fill_train (Work *work)
{
  RltTrain *train = work->train;
  const RltTrip *trip = work->trip;
  const RltCall *next = work->calls[work->n_knots > 1 ? 1 : 0];
  const char **sources = rlt_arena_new_array (work->arena, const char *, 2);

  sources[0] = rlt_arena_strdup (work->arena, trip->source);
  train->id = rlt_arena_strdup (work->arena, trip->id);
  train->trip = train->id;
  train->line = trip->line;
  train->direction = rlt_arena_strdup (work->arena, trip->direction);
  train->destination = rlt_arena_strdup (work->arena, trip->destination);
  train->mission = rlt_arena_strdup (work->arena, trip->mission);
  train->n_knots = work->n_knots;
  train->knots = work->knots;
  train->floor = work->knots[0].distance;
  train->uncertainty = estimate_uncertainty (work);
  train->delay = next->delay;
  train->basis = get_basis (train, next);
  train->sources = (const char * const *) sources;
  train->observed_at = RLT_TIME_IS_SET (trip->observed_at) ? trip->observed_at : work->now;
  add_evidence (work);
}

/**
 * rlt_train_init_from_trip:
 * @self: (out caller-allocates): the train
 * @trip: a trip
 * @previous: (nullable): the same train as it was known before, if it was: its pattern is kept
 *   where the trip still follows it, and it remembers the stop the feed no longer names
 * @now: the present instant
 * @arena: what the train's texts and knots are allocated in
 *
 * A trip gives a train while it is under way, shortly before it begins and shortly after it ended.
 * One that is cancelled, calls at no stop of its line, or calls in an order that no pattern of the
 * line knows gives none.
 *
 * Returns: whether there is a train; @self is undefined otherwise
 */
gboolean
rlt_train_init_from_trip (RltTrain       *self,
                          const RltTrip  *trip,
                          const RltTrain *previous,
                          RltTime         now,
                          RltArena       *arena)
{
  g_autofree int *stops = NULL;
  g_autofree const RltCall **calls = NULL;
  Work work = { .trip = trip, .train = self, .arena = arena, .now = now };

  g_return_val_if_fail (self != NULL && trip != NULL && arena != NULL, FALSE);

  if (trip->cancelled || trip->line == NULL || trip->n_calls == 0)
    return FALSE;

  /* What an old answer foretold is not known to have happened. */
  if (RLT_TIME_IS_SET (trip->observed_at))
    work.now = MIN (now, trip->observed_at + RLT_TRAIN_FOLLOWED_FOR);

  *self = (RltTrain) { .lag_start = RLT_TIME_NONE, .lag_end = RLT_TIME_NONE };
  stops = g_new (int, trip->n_calls);
  if (previous != NULL && rlt_trip_follows_pattern (trip, previous->pattern, stops))
    self->pattern = previous->pattern;
  else
    {
      previous = NULL;
      self->pattern = rlt_trip_find_pattern (trip, stops);
    }
  if (self->pattern == NULL)
    return FALSE;

  calls = g_new (const RltCall *, trip->n_calls + 1);
  work.calls = calls;
  work.knots = rlt_arena_new_array (arena, RltKnot, trip->n_calls + 1);
  add_calls (&work, stops);
  if (!complete_knots (&work, previous))
    return FALSE;

  fill_train (&work);
  return TRUE;
}

static const char * const *
copy_texts (const char * const *texts,
            RltArena           *arena)
{
  guint n = g_strv_length ((char **) texts);
  const char **copy = rlt_arena_new_array (arena, const char *, n + 1);

  for (guint i = 0; i < n; i++)
    copy[i] = rlt_arena_strdup (arena, texts[i]);

  return (const char * const *) copy;
}

/**
 * rlt_train_copy:
 * @self: (out caller-allocates): the copy
 * @train: a train
 * @arena: what the copy's texts and knots are allocated in
 *
 * Copies a train into another snapshot.
 */
void
rlt_train_copy (RltTrain       *self,
                const RltTrain *train,
                RltArena       *arena)
{
  RltKnot *knots;

  g_return_if_fail (self != NULL && train != NULL && arena != NULL);

  *self = *train;
  knots = rlt_arena_new_array (arena, RltKnot, train->n_knots);
  for (guint i = 0; i < train->n_knots; i++)
    knots[i] = train->knots[i];

  self->knots = knots;
  self->id = rlt_arena_strdup (arena, train->id);
  self->trip = rlt_arena_strdup (arena, train->trip);
  self->direction = rlt_arena_strdup (arena, train->direction);
  self->destination = rlt_arena_strdup (arena, train->destination);
  self->mission = rlt_arena_strdup (arena, train->mission);
  self->sources = copy_texts (train->sources, arena);
  self->evidence = copy_texts (train->evidence, arena);
}
