/* rlt-records.c: what one answer of an upstream says, normalised.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-records"

#include "config.h"

#include "rlt-records.h"

#include <math.h>

G_DEFINE_BOXED_TYPE (RltRecords, rlt_records, rlt_records_ref, rlt_records_unref)

static const char * const no_texts[] = { NULL };

/**
 * rlt_records_new:
 * @kind: the format, in the words of `rlt decode`; static
 * @source: the feed's id, or a file's name
 *
 * Returns: (transfer full): an empty batch
 */
RltRecords *
rlt_records_new (const char *kind,
                 const char *source)
{
  RltRecords *self = g_new0 (RltRecords, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->arena = rlt_arena_new ();
  self->kind = kind;
  self->source = rlt_arena_strdup (self->arena, source);
  self->observed_at = RLT_TIME_NONE;
  self->departures = g_ptr_array_new ();
  self->trips = g_ptr_array_new ();
  self->vehicles = g_ptr_array_new ();
  self->disruptions = g_ptr_array_new ();
  self->traffic = g_ptr_array_new ();
  self->rejections = g_ptr_array_new ();
  self->remarks = g_ptr_array_new ();

  return self;
}

/**
 * rlt_records_ref:
 * @self: a batch
 *
 * Returns: (transfer full): @self. Any thread.
 */
RltRecords *
rlt_records_ref (RltRecords *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rlt_records_unref:
 * @self: (transfer full): a batch
 *
 * The last reference frees all records in it. Any thread.
 */
void
rlt_records_unref (RltRecords *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->departures);
  g_ptr_array_unref (self->trips);
  g_ptr_array_unref (self->vehicles);
  g_ptr_array_unref (self->disruptions);
  g_ptr_array_unref (self->traffic);
  g_ptr_array_unref (self->rejections);
  g_ptr_array_unref (self->remarks);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  rlt_arena_free (self->arena);
  g_free (self);
}

/**
 * rlt_records_add_departure:
 * @self: a batch that is not shared yet
 *
 * Returns: (transfer none): a new departure, with its source set, of which nothing else is known
 */
RltDeparture *
rlt_records_add_departure (RltRecords *self)
{
  RltDeparture *departure = rlt_arena_new_struct (self->arena, RltDeparture);

  departure->aimed_arrival = RLT_TIME_NONE;
  departure->aimed_departure = RLT_TIME_NONE;
  departure->expected_arrival = RLT_TIME_NONE;
  departure->expected_departure = RLT_TIME_NONE;
  departure->delay = RLT_DELAY_NONE;
  departure->source = self->source;
  departure->observed_at = RLT_TIME_NONE;
  g_ptr_array_add (self->departures, departure);

  return departure;
}

/**
 * rlt_records_add_trip:
 * @self: a batch that is not shared yet
 *
 * Returns: (transfer none): a new trip without calls
 */
RltTrip *
rlt_records_add_trip (RltRecords *self)
{
  RltTrip *trip = rlt_arena_new_struct (self->arena, RltTrip);

  trip->source = self->source;
  trip->observed_at = RLT_TIME_NONE;
  g_ptr_array_add (self->trips, trip);

  return trip;
}

/**
 * rlt_records_add_vehicle:
 * @self: a batch that is not shared yet
 *
 * Returns: (transfer none): a new vehicle, in transit to nowhere known
 */
RltVehicle *
rlt_records_add_vehicle (RltRecords *self)
{
  RltVehicle *vehicle = rlt_arena_new_struct (self->arena, RltVehicle);

  vehicle->latitude = NAN;
  vehicle->longitude = NAN;
  vehicle->bearing = NAN;
  vehicle->progress = NAN;
  vehicle->status = RLT_VEHICLE_IN_TRANSIT;
  vehicle->source = self->source;
  vehicle->observed_at = RLT_TIME_NONE;
  g_ptr_array_add (self->vehicles, vehicle);

  return vehicle;
}

/**
 * rlt_records_add_disruption:
 * @self: a batch that is not shared yet
 *
 * Returns: (transfer none): a new disruption, of unknown level, that concerns nothing yet
 */
RltDisruption *
rlt_records_add_disruption (RltRecords *self)
{
  RltDisruption *disruption = rlt_arena_new_struct (self->arena, RltDisruption);

  disruption->lines = no_texts;
  disruption->stations = no_texts;
  disruption->nights_from = RLT_ALL_DAY;
  disruption->source = self->source;
  disruption->updated_at = RLT_TIME_NONE;
  g_ptr_array_add (self->disruptions, disruption);

  return disruption;
}

/**
 * rlt_records_add_traffic:
 * @self: a batch that is not shared yet
 *
 * Returns: (transfer none): a new traffic report, of unknown level
 */
RltTraffic *
rlt_records_add_traffic (RltRecords *self)
{
  RltTraffic *traffic = rlt_arena_new_struct (self->arena, RltTraffic);

  traffic->source = self->source;
  traffic->updated_at = RLT_TIME_NONE;
  g_ptr_array_add (self->traffic, traffic);

  return traffic;
}

static void G_GNUC_PRINTF (4, 0)
add_note (RltRecords *self,
          GPtrArray  *notes,
          guint       index,
          const char *format,
          va_list     args)
{
  g_autofree char *reason = NULL;
  RltRejection *note;

  if (notes->len >= RLT_MAX_REJECTIONS)
    return;

  reason = g_strdup_vprintf (format, args);
  note = rlt_arena_new_struct (self->arena, RltRejection);
  note->index = index;
  note->reason = rlt_arena_strdup (self->arena, reason);
  g_ptr_array_add (notes, note);
}

/**
 * rlt_records_reject:
 * @self: a batch that is not shared yet
 * @index: the record's place in the answer, from 0
 * @format: why it cannot be used, as for printf()
 *
 * Sets one record aside; call it once for each. Beyond %RLT_MAX_REJECTIONS they are only counted.
 */
void
rlt_records_reject (RltRecords *self,
                    guint       index,
                    const char *format,
                    ...)
{
  va_list args;

  self->n_rejected++;
  va_start (args, format);
  add_note (self, self->rejections, index, format, args);
  va_end (args);
}

/**
 * rlt_records_remark:
 * @self: a batch that is not shared yet
 * @index: the record's place in the answer, from 0; or %RLT_WHOLE_ANSWER
 * @format: what is odd in it, as for printf()
 *
 * Says what is wrong with a record that is used all the same.
 */
void
rlt_records_remark (RltRecords *self,
                    guint       index,
                    const char *format,
                    ...)
{
  va_list args;

  va_start (args, format);
  add_note (self, self->remarks, index, format, args);
  va_end (args);
}

/**
 * rlt_records_fail:
 * @self: a batch that is not shared yet
 * @answer: what the answer was instead of usable
 * @format: what was wrong with it, as for printf()
 */
void
rlt_records_fail (RltRecords *self,
                  RltAnswer   answer,
                  const char *format,
                  ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  self->answer = answer;
  self->message = rlt_arena_strdup (self->arena, message);
}

/* Each of these says whether a record is of @line. */

static gboolean
departure_is_of (gconstpointer  record,
                 const RltLine *line)
{
  return ((const RltDeparture *) record)->line == line;
}

static gboolean
trip_is_of (gconstpointer  record,
            const RltLine *line)
{
  return ((const RltTrip *) record)->line == line;
}

static gboolean
vehicle_is_of (gconstpointer  record,
               const RltLine *line)
{
  return ((const RltVehicle *) record)->line == line;
}

static gboolean
disruption_is_of (gconstpointer  record,
                  const RltLine *line)
{
  return g_strv_contains (((const RltDisruption *) record)->lines, line->key);
}

static gboolean
traffic_is_of (gconstpointer  record,
               const RltLine *line)
{
  return ((const RltTraffic *) record)->line == line;
}

static void
keep_records (GPtrArray      *records,
              gboolean      (*is_of) (gconstpointer, const RltLine *),
              const RltLine  *line)
{
  guint n_kept = 0;

  for (guint i = 0; i < records->len; i++)
    {
      gpointer record = g_ptr_array_index (records, i);

      if (is_of (record, line))
        g_ptr_array_index (records, n_kept++) = record;
    }

  g_ptr_array_set_size (records, n_kept);
}

static void
absorb_notes (RltRecords *self,
              GPtrArray  *notes,
              GPtrArray  *others,
              guint       first)
{
  for (guint i = 0; i < others->len && notes->len < RLT_MAX_REJECTIONS; i++)
    {
      RltRejection *note = rlt_arena_new_struct (self->arena, RltRejection);

      *note = *(const RltRejection *) g_ptr_array_index (others, i);
      if (note->index != RLT_WHOLE_ANSWER)
        note->index += first;
      g_ptr_array_add (notes, note);
    }
}

/**
 * rlt_records_absorb:
 * @self: a batch that is not shared yet
 * @part: another batch, of the same kind and source
 *
 * Puts all that @part holds behind what @self holds, for what an upstream tells in several answers.
 * The places of what was rejected count on. What @part says of itself is left out of account but for
 * when it was made: the oldest part counts.
 */
void
rlt_records_absorb (RltRecords *self,
                    RltRecords *part)
{
  g_return_if_fail (self != NULL && part != NULL && self != part);

  if (self->parts == NULL)
    self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_records_unref);
  g_ptr_array_add (self->parts, rlt_records_ref (part));

  g_ptr_array_extend (self->departures, part->departures, NULL, NULL);
  g_ptr_array_extend (self->trips, part->trips, NULL, NULL);
  g_ptr_array_extend (self->vehicles, part->vehicles, NULL, NULL);
  g_ptr_array_extend (self->disruptions, part->disruptions, NULL, NULL);
  g_ptr_array_extend (self->traffic, part->traffic, NULL, NULL);
  absorb_notes (self, self->rejections, part->rejections, self->n_records);
  absorb_notes (self, self->remarks, part->remarks, self->n_records);
  self->n_records += part->n_records;
  self->n_rejected += part->n_rejected;
  if (RLT_TIME_IS_SET (part->observed_at) &&
      (!RLT_TIME_IS_SET (self->observed_at) || part->observed_at < self->observed_at))
    self->observed_at = part->observed_at;
}

/**
 * rlt_records_keep_line:
 * @self: a batch that is not shared yet
 * @line: a line
 *
 * Drops what is not of @line. The counts stay those of the answer.
 */
void
rlt_records_keep_line (RltRecords    *self,
                       const RltLine *line)
{
  g_return_if_fail (self != NULL && line != NULL);

  keep_records (self->departures, departure_is_of, line);
  keep_records (self->trips, trip_is_of, line);
  keep_records (self->vehicles, vehicle_is_of, line);
  keep_records (self->disruptions, disruption_is_of, line);
  keep_records (self->traffic, traffic_is_of, line);
}

/**
 * rlt_call_init:
 * @call: (out caller-allocates): a call of which nothing is known
 */
void
rlt_call_init (RltCall *call)
{
  *call = (RltCall) {
    .aimed_arrival = RLT_TIME_NONE,
    .aimed_departure = RLT_TIME_NONE,
    .expected_arrival = RLT_TIME_NONE,
    .expected_departure = RLT_TIME_NONE,
    .delay = RLT_DELAY_NONE,
  };
}

/**
 * rlt_delay_between:
 * @aimed: the planned instant, or %RLT_TIME_NONE
 * @expected: the expected instant, or %RLT_TIME_NONE
 *
 * Returns: the seconds @expected is behind @aimed, 0 when it is before; %RLT_DELAY_NONE unless both
 *   are known
 */
int
rlt_delay_between (RltTime aimed,
                   RltTime expected)
{
  if (!RLT_TIME_IS_SET (aimed) || !RLT_TIME_IS_SET (expected))
    return RLT_DELAY_NONE;

  return CLAMP ((expected - aimed) / RLT_SECOND, 0, G_MAXINT);
}

static RltTime
first_known (RltTime a,
             RltTime b,
             RltTime c,
             RltTime d)
{
  return RLT_TIME_IS_SET (a) ? a : RLT_TIME_IS_SET (b) ? b : RLT_TIME_IS_SET (c) ? c : d;
}

/**
 * rlt_departure_copy:
 * @self: a departure
 * @arena: where the copy and its texts live
 *
 * Returns: (transfer none): a copy that needs nothing of the answer @self came in
 */
RltDeparture *
rlt_departure_copy (const RltDeparture *self,
                    RltArena           *arena)
{
  RltDeparture *copy = rlt_arena_new_struct (arena, RltDeparture);

  *copy = *self;
  copy->line_id = rlt_arena_strdup (arena, self->line_id);
  copy->stop_id = rlt_arena_strdup (arena, self->stop_id);
  copy->stop_name = rlt_arena_strdup (arena, self->stop_name);
  copy->direction = rlt_arena_strdup (arena, self->direction);
  copy->destination = rlt_arena_strdup (arena, self->destination);
  copy->destination_id = rlt_arena_strdup (arena, self->destination_id);
  copy->mission = rlt_arena_strdup (arena, self->mission);
  copy->trip = rlt_arena_strdup (arena, self->trip);
  copy->platform = rlt_arena_strdup (arena, self->platform);
  copy->source = rlt_arena_strdup (arena, self->source);

  return copy;
}

/**
 * rlt_departure_get_time:
 * @self: a departure
 *
 * Returns: the instant it is listed under: expected before aimed, departure before arrival; or
 *   %RLT_TIME_NONE
 */
RltTime
rlt_departure_get_time (const RltDeparture *self)
{
  return first_known (self->expected_departure, self->expected_arrival,
                      self->aimed_departure, self->aimed_arrival);
}

/**
 * rlt_departure_is_past:
 * @self: a departure
 * @now: the instant to judge at
 *
 * Upstreams keep trains for half an hour after they left; a late one has not left until its
 * expected time is over.
 *
 * Returns: whether the train has left by @now; %FALSE while its time is not known
 */
gboolean
rlt_departure_is_past (const RltDeparture *self,
                       RltTime             now)
{
  RltTime time = rlt_departure_get_time (self);

  return RLT_TIME_IS_SET (time) && time < now - RLT_DEPARTURE_GONE_AFTER;
}

/**
 * rlt_call_get_arrival:
 * @self: a call
 *
 * Returns: the best known arrival; the departure where a train's first stop has none; or
 *   %RLT_TIME_NONE
 */
RltTime
rlt_call_get_arrival (const RltCall *self)
{
  return first_known (self->expected_arrival, self->expected_departure,
                      self->aimed_arrival, self->aimed_departure);
}

/**
 * rlt_call_get_departure:
 * @self: a call
 *
 * Returns: the best known departure, not before the best known arrival; the arrival where a train's
 *   last stop has none; or %RLT_TIME_NONE
 */
RltTime
rlt_call_get_departure (const RltCall *self)
{
  RltTime departure = first_known (self->expected_departure, self->expected_arrival,
                                   self->aimed_departure, self->aimed_arrival);

  return MAX (departure, rlt_call_get_arrival (self));
}
