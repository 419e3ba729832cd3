/* rlt-snapshot-departures.c: a line's departures: what boards and trips say, each train once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "rlt-catalogue.h"
#include "rlt-departure-arbiter.h"
#include "rlt-geometry.h"
#include "rlt-snapshot-private.h"

/* The departures of a snapshot that are being collected. */
typedef struct
{
  RltSnapshot           *snapshot;
  const RltObservations *observations;
  RltTime                now;
  GHashTable            *termini;     /* (owned): destination as it is written -> RltStop, or NULL */
  GArray                *sightings;   /* (owned) (element-type RltSighting) */
  GArray                *former;      /* (owned) (element-type RltFormerDeparture), by stop */
  GArray                *arbitrated;  /* (owned) (element-type RltArbitrated): of the stops so far */
} Collection;

static const RltStop *
find_terminus (Collection *self,
               const char *destination)
{
  gpointer stop;

  if (destination == NULL)
    return NULL;
  if (!g_hash_table_lookup_extended (self->termini, destination, NULL, &stop))
    {
      const RltLine *line = self->snapshot->line;

      stop = (gpointer) rlt_line_find_stop (line, rlt_line_find_station (line, destination));
      g_hash_table_insert (self->termini, (gpointer) destination, stop);
    }

  return stop;
}

static void
add_sighting (Collection          *self,
              guint                index,
              const RltDeparture  *departure,
              const RltStop       *terminus,
              gboolean             from_board)
{
  const RltFeedAnswer *answer = &self->observations->answers[index];
  RltSighting sighting = {
    .stop = rlt_line_find_stop (self->snapshot->line, departure->station),
    .time = rlt_departure_get_time (departure),
    .observed_at = answer->received_at,
    .terminus = terminus != NULL ? terminus : find_terminus (self, departure->destination),
    .direction = RLT_NO_DIRECTION,
    .departure = departure,
    .source = answer->source,
    .answer = index,
    .mean_error = answer->mean_error,
    .from_board = from_board,
  };

  if (sighting.stop == NULL)
    return;
  if (sighting.terminus != NULL && sighting.terminus != sighting.stop)
    sighting.direction = rlt_line_find_direction (self->snapshot->line, sighting.stop, sighting.terminus);
  g_array_append_val (self->sightings, sighting);
}

/* Whether riders are told when it leaves, or why nobody knows. */
static gboolean
has_word (const RltDeparture *departure)
{
  return !departure->out_of_service && (RLT_TIME_IS_SET (rlt_departure_get_time (departure)) || departure->delayed ||
                                        departure->cancelled);
}

/* What has no time never leaves: it is kept no longer than it is worth anything. */
static gboolean
is_over (const RltDeparture *departure,
         RltTime             now)
{
  if (!RLT_TIME_IS_SET (rlt_departure_get_time (departure)))
    return rlt_freshness_at (departure->observed_at, now) == RLT_FRESHNESS_STALE;

  return rlt_departure_is_past (departure, now);
}

static void
add_board (Collection *self,
           guint       index)
{
  GPtrArray *departures = self->observations->answers[index].records->departures;

  for (guint i = 0; i < departures->len; i++)
    {
      const RltDeparture *departure = g_ptr_array_index (departures, i);

      if (departure->line == self->snapshot->line && departure->station != NULL &&
          has_word (departure) && !is_over (departure, self->now))
        add_sighting (self, index, departure, NULL, TRUE);
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
add_trips (Collection *self,
           guint       index)
{
  const RltLine *line = self->snapshot->line;
  GPtrArray *trips = self->observations->answers[index].records->trips;

  for (guint i = 0; i < trips->len; i++)
    {
      const RltTrip *trip = g_ptr_array_index (trips, i);
      const RltStop *terminus = NULL;

      if (trip->line == line && trip->n_calls > 0)
        terminus = rlt_line_find_stop (line, trip->calls[trip->n_calls - 1].station);
      for (guint j = 0; trip->line == line && j + 1 < trip->n_calls; j++)
        {
          const RltCall *call = &trip->calls[j];

          if (call->station != NULL && !call_is_past (call, self->now))
            add_sighting (self, index, departure_from_call (self->snapshot->arena, trip, call), terminus, FALSE);
        }
    }
}

/* By stop, the stop's own boards first, then feed by feed; in the answers' order, which is the order
 * of what is told in them. */
static int
sighting_compare (gconstpointer a,
                  gconstpointer b)
{
  const RltSighting *one = a, *other = b;
  int order;

  if (one->stop != other->stop)
    return one->stop->index < other->stop->index ? -1 : 1;
  if (one->from_board != other->from_board)
    return one->from_board ? -1 : 1;
  order = strcmp (one->source, other->source);
  if (order != 0)
    return order;

  return one->time < other->time ? -1 : one->time > other->time;
}

static void
list_former (Collection *self)
{
  const RltSnapshot *previous = self->observations->previous;

  for (guint i = 0; previous != NULL && i < previous->n_departures; i++)
    {
      const RltFormerDeparture former = { previous->departures[i], &previous->facts[i], FALSE };

      g_array_append_val (self->former, former);
    }
}

static const RltStop *
get_former_stop (Collection *self,
                 guint       index)
{
  const RltFormerDeparture *former = &g_array_index (self->former, RltFormerDeparture, index);

  return rlt_line_find_stop (self->snapshot->line, former->departure->station);
}

/* Whether a feed has told all it knows of what leaves @stop. An answer without anything is no data. */
static gboolean
is_told_by (Collection    *self,
            const char    *source,
            const RltStop *stop)
{
  for (guint i = 0; i < self->observations->n_answers; i++)
    {
      const RltFeedAnswer *answer = &self->observations->answers[i];
      const RltRecords *records = answer->records;

      if (!answer->complete || !g_str_equal (answer->source, source))
        continue;
      for (guint j = 0; j < records->trips->len; j++)
        {
          if (((const RltTrip *) g_ptr_array_index (records->trips, j))->line == stop->line)
            return TRUE;
        }
      for (guint j = 0; j < records->departures->len; j++)
        {
          const RltDeparture *departure = g_ptr_array_index (records->departures, j);

          if (departure->line == stop->line && departure->station == stop->station)
            return TRUE;
        }
    }

  return FALSE;
}

/* What a feed that fell silent said before stays, with its age, until it has left. */
static void
keep_untold (Collection         *self,
             const RltStop      *stop,
             RltFormerDeparture *former,
             guint               n_former)
{
  const char *asked = NULL;
  gboolean is_told = FALSE;

  for (guint i = 0; i < n_former; i++)
    {
      RltArbitrated kept = { NULL, };

      if (former[i].is_claimed || is_over (former[i].departure, self->now))
        continue;
      if (g_strcmp0 (asked, former[i].departure->source) != 0)
        {
          asked = former[i].departure->source;
          is_told = is_told_by (self, asked, stop);
        }
      if (is_told)
        continue;
      kept.departure = rlt_departure_copy (former[i].departure, self->snapshot->arena);
      kept.time = rlt_departure_get_time (kept.departure);
      kept.facts = *former[i].facts;
      kept.facts.id = rlt_arena_strdup (self->snapshot->arena, kept.facts.id);
      kept.facts.lost = rlt_arena_strdup (self->snapshot->arena, kept.facts.lost);
      kept.facts.n_rivals = 0;
      g_array_append_val (self->arbitrated, kept);
    }
}

static int
arbitrated_compare (gconstpointer a,
                    gconstpointer b)
{
  const RltArbitrated *one = a, *other = b;

  if (one->time != other->time)
    return one->time < other->time ? -1 : 1;

  return strcmp (one->facts.id, other->facts.id);
}

/* Adds what leaves one stop, by time. */
static void
add_stop (Collection         *self,
          const RltStop      *stop,
          const RltSighting  *sightings,
          guint               n_sightings,
          RltFormerDeparture *former,
          guint               n_former)
{
  const guint first = self->arbitrated->len;
  gboolean has_data = FALSE;

  rlt_departures_arbitrate (sightings, n_sightings, former, n_former, self->now, self->snapshot->arena,
                            self->arbitrated);
  keep_untold (self, stop, former, n_former);
  if (self->arbitrated->len == first)
    return;

  qsort (&g_array_index (self->arbitrated, RltArbitrated, first), self->arbitrated->len - first,
         sizeof (RltArbitrated), arbitrated_compare);
  for (guint i = first; i < self->arbitrated->len; i++)
    has_data |= rlt_freshness_at (g_array_index (self->arbitrated, RltArbitrated, i).departure->observed_at,
                                  self->now) != RLT_FRESHNESS_STALE;
  self->snapshot->n_stops_with_data += has_data;
}

static void
add_stops (Collection *self)
{
  const RltSighting *sightings = (const RltSighting *) (gpointer) self->sightings->data;
  RltFormerDeparture *former = (RltFormerDeparture *) (gpointer) self->former->data;
  guint first = 0, first_former = 0;

  for (guint i = 0; i < self->snapshot->line->n_stops; i++)
    {
      const RltStop *stop = &self->snapshot->line->stops[i];
      guint end = first, end_former = first_former;

      while (end < self->sightings->len && sightings[end].stop == stop)
        end++;
      while (end_former < self->former->len && get_former_stop (self, end_former) == stop)
        end_former++;
      add_stop (self, stop, sightings + first, end - first, former + first_former, end_former - first_former);
      first = end;
      first_former = end_former;
    }
}

static void
take_arbitrated (Collection *self)
{
  RltSnapshot *snapshot = self->snapshot;
  const guint n = self->arbitrated->len;
  const RltDeparture **departures = rlt_arena_new_array (snapshot->arena, const RltDeparture *, n + 1);
  RltDepartureFacts *facts = rlt_arena_new_array (snapshot->arena, RltDepartureFacts, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const RltArbitrated *each = &g_array_index (self->arbitrated, RltArbitrated, i);

      departures[i] = each->departure;
      facts[i] = each->facts;
    }
  snapshot->departures = departures;
  snapshot->facts = facts;
  snapshot->n_departures = n;
}

/*
 * rlt_snapshot_fill_departures:
 * @self: a snapshot that is not shared yet
 * @observations: what is known of its line; @self holds its batches
 * @now: the present instant
 *
 * Lists what departs from each stop of the line. Trains that left are out, cancelled ones are in. Each
 * departure is as old as its own feed's word: a feed that falls silent takes none away.
 */
void
rlt_snapshot_fill_departures (RltSnapshot           *self,
                              const RltObservations *observations,
                              RltTime                now)
{
  Collection collection = {
    .snapshot = self,
    .observations = observations,
    .now = now,
    .termini = g_hash_table_new (g_str_hash, g_str_equal),
    .sightings = g_array_new (FALSE, FALSE, sizeof (RltSighting)),
    .former = g_array_new (FALSE, FALSE, sizeof (RltFormerDeparture)),
    .arbitrated = g_array_new (FALSE, FALSE, sizeof (RltArbitrated)),
  };

  for (guint i = 0; i < observations->n_answers; i++)
    {
      add_board (&collection, i);
      add_trips (&collection, i);
    }
  g_array_sort (collection.sightings, sighting_compare);
  list_former (&collection);
  add_stops (&collection);
  take_arbitrated (&collection);

  g_hash_table_unref (collection.termini);
  g_array_unref (collection.sightings);
  g_array_unref (collection.former);
  g_array_unref (collection.arbitrated);
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
