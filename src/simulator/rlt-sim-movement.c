/* rlt-sim-movement.c: how the trips of a day come out: delays and what they do to those behind.
 *
 * Trains are taken in the order in which they become ready to leave a stop. One of them runs on
 * until the next stop where tracks come together, and waits its turn there again; so whoever comes
 * first goes first, and on every track the order of entry is kept. A train leaves a stop when it is
 * ready, when the train before it is far enough, and not so early that it would reach the next
 * platform before that one has left it. Nothing else delays it: between stops all run alike.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-movement"

#include "config.h"

#include "rlt-sim-movement.h"

#define LONG_AGO (-24 * 60 * 60 * 1000)

/* A late train shortens its stops to this part. */
#define LATE_DWELL 0.75

/* The last train on a track. */
typedef struct
{
  RltSimTime entered;
  RltSimTime cleared;  /* when it left the stop at the track's end */
} Track;

/* What waits, soonest first: a binary heap of (time << 32 | trip). */
typedef struct
{
  guint64 *keys;       /* (owned) */
  guint    n_keys;
} Queue;

typedef struct
{
  RltSimDay *day;
  Track     *tracks;   /* (owned) */
  guint16   *calls;    /* (owned): at which call each trip waits */
  Queue      queue;
} Movement;

static void
queue_push (Queue  *queue,
            guint64 key)
{
  guint place = queue->n_keys++;

  while (place > 0 && queue->keys[(place - 1) / 2] > key)
    {
      queue->keys[place] = queue->keys[(place - 1) / 2];
      place = (place - 1) / 2;
    }
  queue->keys[place] = key;
}

static guint64
queue_pop (Queue *queue)
{
  guint64 first = queue->keys[0];
  guint64 key = queue->keys[--queue->n_keys];
  guint place = 0;

  for (;;)
    {
      guint child = place * 2 + 1;

      if (child + 1 < queue->n_keys && queue->keys[child + 1] < queue->keys[child])
        child++;
      if (child >= queue->n_keys || queue->keys[child] >= key)
        break;
      queue->keys[place] = queue->keys[child];
      place = child;
    }
  queue->keys[place] = key;

  return first;
}

static void
wait_at (Movement  *self,
         guint      trip,
         guint      call,
         RltSimTime ready)
{
  self->calls[trip] = call;
  queue_push (&self->queue, (guint64) ready << 32 | trip);
}

static void
note_delay (Movement   *self,
            RltSimTrip *trip,
            guint       place,
            int         delay)
{
  if (delay == 0)
    return;
  if (trip->delays == NULL)
    trip->delays = rlt_arena_new_array (self->day->arena, int, trip->plan->pattern->n_stops * 2);

  trip->delays[place] = delay;
}

static RltSimTime
get_ready (const Movement   *self,
           const RltSimTrip *trip,
           guint             call,
           RltSimTime        arrival)
{
  const RltSimPlan *plan = trip->plan;
  int dwell = plan->departures[call] - plan->arrivals[call];
  RltSimTime ready;

  if (arrival > rlt_sim_trip_get_aimed_arrival (trip, call))
    dwell = (int) (dwell * LATE_DWELL);
  ready = MAX (rlt_sim_trip_get_aimed_departure (trip, call), arrival + dwell);

  return call == trip->hold_call ? ready + trip->hold : ready;
}

/* The train goes back, or to the depot. */
static void
finish_trip (Movement         *self,
             const RltSimTrip *trip,
             RltSimTime        arrival)
{
  const RltSimTrip *next;

  if (trip->next == RLT_SIM_NO_TRIP)
    return;

  next = &self->day->trips[trip->next];
  wait_at (self, trip->next, next->first,
           MAX (rlt_sim_trip_get_aimed_departure (next, next->first), arrival + self->day->line->stock->turn));
}

static RltSimTime
leave_stop (Movement         *self,
            const RltSimPlan *plan,
            guint             call,
            RltSimTime        ready)
{
  const RltSimStock *stock = self->day->line->stock;
  Track *track = &self->tracks[plan->tracks[call]];
  int run = plan->arrivals[call + 1] - plan->departures[call];
  RltSimTime departure = MAX (ready, track->entered + stock->spacing);

  departure = MAX (departure, track->cleared + stock->clearance - run);
  track->entered = departure;
  return departure;
}

/* Runs a train on from where it waited, until it has to wait again or its trip ends. */
static void
run_trip (Movement  *self,
          guint      index,
          RltSimTime ready)
{
  RltSimTrip *trip = &self->day->trips[index];
  const RltSimPlan *plan = trip->plan;
  guint call = self->calls[index];
  guint begin = call;

  for (;;)
    {
      RltSimTime departure = leave_stop (self, plan, call, ready);
      RltSimTime arrival = departure + plan->arrivals[call + 1] - plan->departures[call];

      note_delay (self, trip, call * 2 + 1, departure - rlt_sim_trip_get_aimed_departure (trip, call));
      if (call > begin)
        self->tracks[plan->tracks[call - 1]].cleared = departure;

      call++;
      note_delay (self, trip, call * 2, arrival - rlt_sim_trip_get_aimed_arrival (trip, call));
      if (call == trip->last)
        {
          self->tracks[plan->tracks[call - 1]].cleared = arrival + self->day->line->stock->alighting;
          finish_trip (self, trip, arrival);
          return;
        }

      ready = get_ready (self, trip, call, arrival);
      if (plan->merges[call])
        {
          wait_at (self, index, call, ready);
          return;
        }
    }
}

/**
 * rlt_sim_movement_run:
 * @day: a day whose trips, trains and disturbances are known
 *
 * Lets the day happen: sets the delays of all its trips.
 */
void
rlt_sim_movement_run (RltSimDay *day)
{
  Movement self = { .day = day };
  g_autofree Track *tracks = g_new (Track, day->line->n_tracks);
  g_autofree guint16 *calls = g_new0 (guint16, day->n_trips);
  g_autofree guint64 *keys = g_new (guint64, day->n_trips);

  for (guint i = 0; i < day->line->n_tracks; i++)
    tracks[i] = (Track) { LONG_AGO, LONG_AGO };
  self.tracks = tracks;
  self.calls = calls;
  self.queue.keys = keys;

  for (guint i = 0; i < day->n_trips; i++)
    {
      const RltSimTrip *trip = &day->trips[i];

      if (!trip->cancelled && trip->previous == RLT_SIM_NO_TRIP)
        wait_at (&self, i, trip->first, rlt_sim_trip_get_aimed_departure (trip, trip->first));
    }

  while (self.queue.n_keys > 0)
    {
      guint64 key = queue_pop (&self.queue);

      run_trip (&self, key & G_MAXUINT32, key >> 32);
    }
}
