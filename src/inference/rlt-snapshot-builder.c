/* rlt-snapshot-builder.c: a line's snapshot out of what the feeds said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-snapshot-builder.h"

#include "rlt-snapshot-private.h"
#include "rlt-traffic-fusion.h"

/* A record that nobody touched for so long, and in which nothing differs from the plan, is one. */
#define UNTOUCHED_AFTER (15 * RLT_MINUTE)

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
  if (!has_text (sources, answer->source))
    g_ptr_array_add (sources, (gpointer) answer->source);
}

static gboolean
speaks_of (const RltFeedAnswer *answer,
           const RltLine       *line)
{
  GPtrArray *trips = answer->records->trips;
  GPtrArray *departures = answer->records->departures;
  GPtrArray *vehicles = answer->records->vehicles;

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
  for (guint i = 0; i < vehicles->len; i++)
    {
      if (((const RltVehicle *) g_ptr_array_index (vehicles, i))->line == line)
        return TRUE;
    }

  return FALSE;
}

static void
take_answers (RltSnapshot           *self,
              const RltObservations *observations)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new ();

  for (guint i = 0; i < observations->n_answers; i++)
    {
      if (speaks_of (&observations->answers[i], self->line))
        take_answer (self, &observations->answers[i], sources);
    }
  self->sources = copy_to_arena (self->arena, (const char * const *) sources->pdata, sources->len);
}

/**
 * rlt_snapshot_build:
 * @observations: what the feeds said of a line
 * @now: the present instant
 *
 * Works out the trains from trips, vehicles and waits, and lists the departures. An answer that does not speak of the
 * line says nothing of it.
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
  rlt_traffic_status_unref (self->status);
  self->status = rlt_traffic_fuse (observations, now);
  rlt_snapshot_fill_trains (self, observations, now);
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
