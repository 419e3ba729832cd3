/* rlt-snapshot-departures.c: a line's departures: what boards and trips say, each train once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-geometry.h"
#include "rlt-snapshot-private.h"

/* Two departures for one destination within this are one train told twice. */
#define SAME_TRAIN_WITHIN (60 * RLT_SECOND)

typedef struct
{
  const RltStop      *stop;
  RltTime             time;
  RltTime             received_at;
  const RltDeparture *departure;
  gboolean            from_board;
} Entry;

/* The order in which a snapshot lists them. */
static int
entry_compare (gconstpointer a,
               gconstpointer b)
{
  const Entry *entry_a = a, *entry_b = b;

  if (entry_a->stop != entry_b->stop)
    return entry_a->stop->index < entry_b->stop->index ? -1 : 1;
  if (entry_a->time != entry_b->time)
    return entry_a->time < entry_b->time ? -1 : 1;

  return entry_a->from_board - entry_b->from_board;
}

static void
add_entry (GArray              *entries,
           const RltLine       *line,
           const RltDeparture  *departure,
           const RltFeedAnswer *answer,
           gboolean             from_board)
{
  Entry entry = {
    .stop = rlt_line_find_stop (line, departure->station),
    .time = rlt_departure_get_time (departure),
    .received_at = answer->received_at,
    .departure = departure,
    .from_board = from_board,
  };

  if (entry.stop != NULL)
    g_array_append_val (entries, entry);
}

static void
add_board (GArray              *entries,
           const RltLine       *line,
           const RltFeedAnswer *answer,
           RltTime              now)
{
  GPtrArray *departures = answer->records->departures;

  for (guint i = 0; i < departures->len; i++)
    {
      const RltDeparture *departure = g_ptr_array_index (departures, i);

      if (departure->line == line && departure->station != NULL &&
          RLT_TIME_IS_SET (rlt_departure_get_time (departure)) && !rlt_departure_is_past (departure, now))
        add_entry (entries, line, departure, answer, TRUE);
    }
}

static const RltDeparture *
departure_from_call (RltArena      *arena,
                     const RltTrip *trip,
                     const RltCall *call)
{
  RltDeparture *departure = rlt_arena_new_struct (arena, RltDeparture);
  gboolean expected = RLT_TIME_IS_SET (call->expected_departure) || RLT_TIME_IS_SET (call->expected_arrival);

  departure->line = trip->line;
  departure->line_id = trip->line_id;
  departure->station = call->station;
  departure->stop_id = call->stop_id;
  departure->direction = trip->direction;
  departure->destination = trip->destination;
  departure->mission = trip->mission;
  departure->trip = trip->id;
  departure->aimed_arrival = call->aimed_arrival;
  departure->aimed_departure = call->aimed_departure;
  departure->expected_arrival = call->expected_arrival;
  departure->expected_departure = call->expected_departure;
  departure->at_platform = call->at_platform;
  departure->cancelled = trip->cancelled || call->skipped;
  departure->delay = call->delay;
  departure->platform = call->platform;
  departure->source = trip->source;
  departure->observed_at = trip->observed_at;
  departure->basis = expected ? RLT_BASIS_OBSERVED : RLT_BASIS_SCHEDULED;

  return departure;
}

static gboolean
call_is_past (const RltCall *call,
              RltTime        now)
{
  RltTime departure = rlt_call_get_departure (call);

  return !RLT_TIME_IS_SET (departure) || departure < now - RLT_DEPARTURE_GONE_AFTER;
}

/* The last call is where everybody gets off: nothing departs there. */
static void
add_trips (GArray              *entries,
           RltArena            *arena,
           const RltLine       *line,
           const RltFeedAnswer *answer,
           RltTime              now)
{
  GPtrArray *trips = answer->records->trips;

  for (guint i = 0; i < trips->len; i++)
    {
      const RltTrip *trip = g_ptr_array_index (trips, i);

      for (guint j = 0; trip->line == line && j + 1 < trip->n_calls; j++)
        {
          const RltCall *call = &trip->calls[j];

          if (call->station != NULL && !call_is_past (call, now))
            add_entry (entries, line, departure_from_call (arena, trip, call), answer, FALSE);
        }
    }
}

static gboolean
is_same_train (const Entry *a,
               const Entry *b)
{
  const RltDeparture *one = a->departure, *other = b->departure;

  if (a->from_board == b->from_board)
    return FALSE;
  if (g_strcmp0 (one->trip, other->trip) == 0 && one->trip != NULL)
    return TRUE;

  return ABS (a->time - b->time) <= SAME_TRAIN_WITHIN &&
         one->destination != NULL && other->destination != NULL &&
         g_ascii_strcasecmp (one->destination, other->destination) == 0;
}

/* A board speaks for its own station, unless it is out of date and the trip is not. */
static gboolean
is_better (const Entry *a,
           const Entry *b,
           RltTime      now)
{
  RltFreshness freshness_a = rlt_freshness_at (a->received_at, now);
  RltFreshness freshness_b = rlt_freshness_at (b->received_at, now);

  return freshness_a != freshness_b ? freshness_a < freshness_b : a->from_board;
}

/* Sets ->departure of the worse of two entries for one train to NULL. */
static void
drop_doubles (GArray *entries,
              guint   first,
              guint   end,
              RltTime now)
{
  for (guint i = first; i < end; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      for (guint j = first; entry->from_board && entry->departure != NULL && j < end; j++)
        {
          Entry *other = &g_array_index (entries, Entry, j);

          if (other->departure == NULL || !is_same_train (entry, other))
            continue;
          if (is_better (entry, other, now))
            other->departure = NULL;
          else
            entry->departure = NULL;
        }
    }
}

static guint
stop_end (GArray *entries,
          guint   first)
{
  const RltStop *stop = g_array_index (entries, Entry, first).stop;
  guint end = first + 1;

  while (end < entries->len && g_array_index (entries, Entry, end).stop == stop)
    end++;

  return end;
}

static void
take_entries (RltSnapshot *self,
              GArray      *entries)
{
  const RltDeparture **departures = rlt_arena_new_array (self->arena, const RltDeparture *, entries->len + 1);
  const RltStop *stop = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (entry->departure == NULL)
        continue;
      departures[self->n_departures++] = entry->departure;
      if (entry->stop != stop)
        self->n_stops_with_data++;
      stop = entry->stop;
    }
  self->departures = departures;
}

/*
 * rlt_snapshot_fill_departures:
 * @self: a snapshot that is not shared yet
 * @observations: what is known of its line; @self holds its batches
 * @now: the present instant
 *
 * Lists what departs from each stop of the line. Trains that left are out, cancelled ones are in.
 */
void
rlt_snapshot_fill_departures (RltSnapshot           *self,
                              const RltObservations *observations,
                              RltTime                now)
{
  g_autoptr(GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint i = 0; i < observations->n_answers; i++)
    {
      add_board (entries, self->line, &observations->answers[i], now);
      add_trips (entries, self->arena, self->line, &observations->answers[i], now);
    }

  g_array_sort (entries, entry_compare);
  for (guint first = 0, end; first < entries->len; first = end)
    {
      end = stop_end (entries, first);
      drop_doubles (entries, first, end, now);
    }
  take_entries (self, entries);
}

/**
 * rlt_snapshot_list_departures:
 * @self: a snapshot
 * @station: a station
 * @now: the present instant
 * @departures: (element-type RltDeparture): where the departures are added
 *
 * Adds what is still to depart from @station on the snapshot's line, by time. The departures belong
 * to @self.
 */
void
rlt_snapshot_list_departures (const RltSnapshot *self,
                              const RltStation  *station,
                              RltTime            now,
                              GPtrArray         *departures)
{
  g_return_if_fail (self != NULL && departures != NULL);

  for (guint i = 0; i < self->n_departures; i++)
    {
      const RltDeparture *departure = self->departures[i];

      if (departure->station == station && !rlt_departure_is_past (departure, now))
        g_ptr_array_add (departures, (gpointer) departure);
    }
}
