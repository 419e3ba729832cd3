/* rlt-siri-et-decoder.c: SIRI Lite estimated timetables to trips, while the answer arrives.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-et-decoder"

#include "config.h"

#include "rlt-siri-et-decoder.h"

#include <string.h>

#include "rlt-decode-index.h"
#include "rlt-siri-call.h"
#include "rlt-siri-reader.h"
#include "rlt-siri-text.h"

/* No train of ours calls at a quarter as many stops. */
#define MAX_CALLS 512

enum
{
  LEVEL_DELIVERY = RLT_SIRI_LEVEL_DELIVERY,
  LEVEL_FRAME,
  LEVEL_JOURNEY,
  LEVEL_FRAMED_REF,
  LEVEL_CALLS,
  LEVEL_CALL,
};

enum
{
  FIELD_FRAME_RECORDED_AT = RLT_SIRI_CALL_N_FIELDS,
  FIELD_RECORDED_AT,
  FIELD_LINE,
  FIELD_TRIP,
  FIELD_DIRECTION_REF,
  FIELD_DIRECTION_NAME,
  FIELD_DESTINATION,
  FIELD_MISSION,
  FIELD_CANCELLATION,
  FIELD_STOP,
};

static const RltSiriKey keys[] = {
  { LEVEL_DELIVERY, "EstimatedJourneyVersionFrame", RLT_SIRI_OBJECT, LEVEL_FRAME },
  { LEVEL_FRAME, "RecordedAtTime", RLT_SIRI_TEXT, FIELD_FRAME_RECORDED_AT },
  { LEVEL_FRAME, "EstimatedVehicleJourney", RLT_SIRI_RECORD, LEVEL_JOURNEY },
  { LEVEL_JOURNEY, "RecordedAtTime", RLT_SIRI_TEXT, FIELD_RECORDED_AT },
  { LEVEL_JOURNEY, "LineRef", RLT_SIRI_TEXT, FIELD_LINE },
  { LEVEL_JOURNEY, "DatedVehicleJourneyRef", RLT_SIRI_TEXT, FIELD_TRIP },
  { LEVEL_JOURNEY, "EstimatedVehicleJourneyCode", RLT_SIRI_TEXT, FIELD_TRIP },
  { LEVEL_JOURNEY, "FramedVehicleJourneyRef", RLT_SIRI_OBJECT, LEVEL_FRAMED_REF },
  { LEVEL_JOURNEY, "DirectionRef", RLT_SIRI_TEXT, FIELD_DIRECTION_REF },
  { LEVEL_JOURNEY, "DirectionName", RLT_SIRI_TEXT, FIELD_DIRECTION_NAME },
  { LEVEL_JOURNEY, "DestinationName", RLT_SIRI_TEXT, FIELD_DESTINATION },
  { LEVEL_JOURNEY, "JourneyNote", RLT_SIRI_TEXT, FIELD_MISSION },
  { LEVEL_JOURNEY, "Cancellation", RLT_SIRI_TEXT, FIELD_CANCELLATION },
  { LEVEL_JOURNEY, "EstimatedCalls", RLT_SIRI_OBJECT, LEVEL_CALLS },
  { LEVEL_JOURNEY, "RecordedCalls", RLT_SIRI_OBJECT, LEVEL_CALLS },
  { LEVEL_FRAMED_REF, "DatedVehicleJourneyRef", RLT_SIRI_TEXT, FIELD_TRIP },
  { LEVEL_CALLS, "EstimatedCall", RLT_SIRI_OBJECT, LEVEL_CALL },
  { LEVEL_CALLS, "RecordedCall", RLT_SIRI_OBJECT, LEVEL_CALL },
  { LEVEL_CALL, "StopPointRef", RLT_SIRI_TEXT, FIELD_STOP },
  RLT_SIRI_CALL_KEYS (LEVEL_CALL),
};

struct _RltSiriEtDecoder
{
  RltTime            now;
  gboolean           known_lines;
  RltRecords        *records;          /* (owned) (nullable) once finished */
  RltDecodeIndex    *index;            /* (owned) */
  RltSiriReader     *reader;           /* (owned) (nullable): of Lite */
  RltSiriEtTripFunc  func;             /* (nullable) */
  gpointer           user_data;
  RltArena          *scratch;          /* (owned): the trip that @func is given */
  RltTime            frame_recorded_at;

  /* The journey being read. */
  RltTrip            trip;
  const char        *direction_name;
  const char        *destination_display;
  gboolean           is_cancelled;
  char              *damage;           /* (owned) (nullable): of a call, the first one */
  guint              n_calls_said;
  GArray            *calls;            /* (element-type RltCall) (owned) */

  /* The call being read. */
  const char        *stop_id;          /* (nullable) */
  const RltStation  *station;          /* (nullable) */
  RltSiriCall        call;
};

static RltArena *
get_trip_arena (RltSiriEtDecoder *self)
{
  return self->func != NULL ? self->scratch : self->records->arena;
}

static void
begin_journey (RltSiriEtDecoder *self)
{
  self->trip = (RltTrip) { .source = self->records->source, .observed_at = RLT_TIME_NONE };
  self->direction_name = NULL;
  self->destination_display = NULL;
  self->is_cancelled = FALSE;
  self->n_calls_said = 0;
  g_array_set_size (self->calls, 0);
}

static void
begin_call (RltSiriEtDecoder *self)
{
  self->stop_id = NULL;
  self->station = NULL;
  rlt_siri_call_begin (&self->call);
}

static void
begin_cb (gpointer user_data,
          guint    level)
{
  RltSiriEtDecoder *self = user_data;

  if (level == LEVEL_FRAME)
    self->frame_recorded_at = RLT_TIME_NONE;
  else if (level == LEVEL_JOURNEY)
    begin_journey (self);
  else if (level == LEVEL_CALL)
    begin_call (self);
}

static void
text_cb (gpointer    user_data,
         guint       field,
         const char *text,
         gsize       length)
{
  RltSiriEtDecoder *self = user_data;
  RltTrip *trip = &self->trip;

  switch (field)
    {
    case FIELD_FRAME_RECORDED_AT:
      (void) rlt_time_parse (text, length, &self->frame_recorded_at);
      break;
    case FIELD_RECORDED_AT:
      (void) rlt_time_parse (text, length, &trip->observed_at);
      break;
    case FIELD_LINE:
      trip->line_id = rlt_decode_index_line (self->index, text, length, &trip->line);
      break;
    case FIELD_TRIP:
      trip->id = rlt_decode_copy_text (get_trip_arena (self), text, length);
      break;
    case FIELD_DIRECTION_REF:
      trip->direction = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_DIRECTION_NAME:
      self->direction_name = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_DESTINATION:
      trip->destination = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_MISSION:
      trip->mission = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_CANCELLATION:
      self->is_cancelled = rlt_siri_is_true (text, length);
      break;
    case FIELD_STOP:
      self->stop_id = rlt_decode_index_stop (self->index, text, length, &self->station);
      break;
    default:
      rlt_siri_call_take (&self->call, self->index, field, text, length);
      break;
    }
}

/* A train may come or go in spite of what the other status says: it may begin or end its journey where it
 * should not. What stays in force has an expected time. */
static void
settle_call (RltSiriEtDecoder *self,
             RltCall          *call)
{
  RltSiriCall *said = &self->call;
  const gboolean arrival_is_off = said->arrival_status != RLT_SIRI_STATUS_OTHER;
  const gboolean departure_is_off = said->departure_status != RLT_SIRI_STATUS_OTHER;

  rlt_siri_call_end (said);
  if (arrival_is_off)
    said->expected_arrival = RLT_TIME_NONE;
  if (departure_is_off)
    said->expected_departure = RLT_TIME_NONE;

  *call = (RltCall) {
    .station = self->station,
    .stop_id = self->stop_id,
    .aimed_arrival = said->aimed_arrival,
    .aimed_departure = said->aimed_departure,
    .expected_arrival = said->expected_arrival,
    .expected_departure = said->expected_departure,
    .platform = rlt_siri_call_get_platform (said),
    .delay = rlt_siri_call_get_delay (said),
    .skipped = (arrival_is_off || departure_is_off) && !RLT_TIME_IS_SET (said->expected_arrival) &&
               !RLT_TIME_IS_SET (said->expected_departure),
    .at_platform = said->at_platform,
  };
}

static void
note_damage (RltSiriEtDecoder *self)
{
  const guint index = self->n_calls_said - 1;

  if (self->damage != NULL)
    return;

  if (self->stop_id == NULL)
    self->damage = g_strdup_printf ("call %u: no StopPointRef", index);
  else if (self->call.bad_time != NULL)
    self->damage = g_strdup_printf ("call %u: “%s” is no time", index, self->call.bad_time);
  else
    self->damage = g_strdup_printf ("call %u: no time", index);
}

static void
end_call (RltSiriEtDecoder *self)
{
  RltCall call;

  self->n_calls_said++;
  if (self->destination_display == NULL)
    self->destination_display = self->call.destination_display;
  settle_call (self, &call);

  /* Without a time a call has no place among the others. */
  if (call.stop_id == NULL || !RLT_TIME_IS_SET (rlt_call_get_arrival (&call)))
    note_damage (self);
  else if (self->calls->len < MAX_CALLS)
    g_array_append_val (self->calls, call);
}

static int
compare_calls (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const RltTime time_a = rlt_call_get_arrival (a);
  const RltTime time_b = rlt_call_get_arrival (b);

  return (time_a > time_b) - (time_a < time_b);
}

/* Upstream's order is random. */
static void
sort_calls (GArray *calls)
{
  for (guint i = 1; i < calls->len; i++)
    {
      if (compare_calls (&g_array_index (calls, RltCall, i - 1), &g_array_index (calls, RltCall, i), NULL) > 0)
        {
          g_array_sort_with_data (calls, compare_calls, NULL);
          return;
        }
    }
}

static gboolean
all_skipped (GArray *calls)
{
  for (guint i = 0; i < calls->len; i++)
    {
      if (!g_array_index (calls, RltCall, i).skipped)
        return FALSE;
    }

  return calls->len > 0;
}

static gboolean
check_journey (RltSiriEtDecoder *self,
               guint             index)
{
  const char *missing = NULL;

  if (self->trip.line_id == NULL)
    missing = "LineRef";
  else if (self->trip.id == NULL)
    missing = "DatedVehicleJourneyRef";
  else if (self->n_calls_said == 0 && !self->is_cancelled)
    missing = "EstimatedCall";

  if (missing != NULL)
    rlt_records_reject (self->records, index, "no %s", missing);
  else if (self->n_calls_said > MAX_CALLS)
    rlt_records_reject (self->records, index, "%u calls, over %d", self->n_calls_said, MAX_CALLS);
  else if (self->calls->len == 0 && self->damage != NULL)
    rlt_records_reject (self->records, index, "%s", self->damage);
  else
    return TRUE;

  return FALSE;
}

/* Completes the journey that was read. */
static void
settle_journey (RltSiriEtDecoder *self)
{
  RltTrip *trip = &self->trip;

  sort_calls (self->calls);
  if (trip->direction == NULL)
    trip->direction = self->direction_name;
  if (trip->destination == NULL)
    trip->destination = self->destination_display;
  if (!RLT_TIME_IS_SET (trip->observed_at))
    trip->observed_at = RLT_TIME_IS_SET (self->frame_recorded_at) ? self->frame_recorded_at : self->now;

  trip->cancelled = self->is_cancelled || all_skipped (self->calls);
  trip->n_calls = self->calls->len;
  trip->calls = (RltCall *) (gpointer) self->calls->data;
}

static void
keep_trip (RltSiriEtDecoder *self)
{
  RltTrip *kept = rlt_records_add_trip (self->records);

  *kept = self->trip;
  kept->calls = rlt_arena_alloc (self->records->arena, kept->n_calls * sizeof (RltCall));
  if (kept->n_calls > 0)
    memcpy (kept->calls, self->trip.calls, kept->n_calls * sizeof (RltCall));
}

static gboolean
is_wanted (const RltSiriEtDecoder *self)
{
  return !self->known_lines || self->trip.line != NULL;
}

static void
end_journey (RltSiriEtDecoder *self)
{
  const guint index = self->records->n_records++;

  if (check_journey (self, index) && is_wanted (self))
    {
      settle_journey (self);
      if (self->damage != NULL)
        rlt_records_remark (self->records, index, "%s; left out", self->damage);
      if (self->func != NULL)
        self->func (&self->trip, self->user_data);
      else
        keep_trip (self);
    }

  rlt_arena_reset (self->scratch);
  g_clear_pointer (&self->damage, g_free);
}

static void
end_cb (gpointer user_data,
        guint    level)
{
  if (level == LEVEL_CALL)
    end_call (user_data);
  else if (level == LEVEL_JOURNEY)
    end_journey (user_data);
}

const RltSiriGrammar rlt_siri_et_grammar = {
  .delivery = "EstimatedTimetableDelivery",
  .keys = keys,
  .n_keys = G_N_ELEMENTS (keys),
  .begin = begin_cb,
  .text = text_cb,
  .end = end_cb,
};

/**
 * rlt_siri_et_decoder_new_part:
 * @context: what is known besides the bytes
 * @records: the batch that gets the trips
 *
 * Makes a decoder that is fed nothing and finished by nobody: rlt_siri_xml_read() calls it through
 * %rlt_siri_et_grammar.
 *
 * Returns: (transfer full): the decoder of the timetables in an answer
 */
RltSiriEtDecoder *
rlt_siri_et_decoder_new_part (const RltDecodeContext *context,
                              RltRecords             *records)
{
  RltSiriEtDecoder *self;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL && records != NULL, NULL);

  self = g_new0 (RltSiriEtDecoder, 1);
  self->now = context->now;
  self->known_lines = context->known_lines;
  self->records = rlt_records_ref (records);
  self->index = rlt_decode_index_new (context->catalogue, records->arena);
  self->scratch = rlt_arena_new ();
  self->frame_recorded_at = RLT_TIME_NONE;
  self->calls = g_array_new (FALSE, FALSE, sizeof (RltCall));

  return self;
}

/**
 * rlt_siri_et_decoder_new:
 * @context: what is known besides the bytes
 *
 * Returns: (transfer full): a decoder of one answer
 */
RltSiriEtDecoder *
rlt_siri_et_decoder_new (const RltDecodeContext *context)
{
  RltSiriEtDecoder *self;
  g_autoptr(RltRecords) records = NULL;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL, NULL);

  records = rlt_records_new ("siri-et", context->source);
  self = rlt_siri_et_decoder_new_part (context, records);
  self->reader = rlt_siri_reader_new (&rlt_siri_et_grammar, records, self);

  return self;
}

void
rlt_siri_et_decoder_free (RltSiriEtDecoder *self)
{
  if (self == NULL)
    return;

  rlt_siri_reader_free (self->reader);
  rlt_decode_index_free (self->index);
  rlt_arena_free (self->scratch);
  g_array_unref (self->calls);
  g_free (self->damage);
  g_free (self->call.bad_time);
  g_clear_pointer (&self->records, rlt_records_unref);
  g_free (self);
}

/**
 * rlt_siri_et_decoder_set_trip_func:
 * @self: a decoder that was fed nothing yet
 * @func: gets each trip as soon as it is complete
 * @user_data: for @func
 *
 * With it no trip is kept: the records hold only counts, rejections and the answer's state.
 */
void
rlt_siri_et_decoder_set_trip_func (RltSiriEtDecoder  *self,
                                   RltSiriEtTripFunc  func,
                                   gpointer           user_data)
{
  g_return_if_fail (self != NULL && self->records != NULL && self->records->n_records == 0);

  self->func = func;
  self->user_data = user_data;
}

/**
 * rlt_siri_et_decoder_feed:
 * @self: a decoder that is not finished
 * @data: the next bytes of the answer
 * @length: how many
 */
void
rlt_siri_et_decoder_feed (RltSiriEtDecoder *self,
                          const char       *data,
                          gsize             length)
{
  g_return_if_fail (self != NULL && self->reader != NULL && self->records != NULL);

  rlt_siri_reader_feed (self->reader, data, length);
}

/**
 * rlt_siri_et_decoder_finish:
 * @self: a decoder that was fed the whole answer; it can only be freed from now on
 *
 * Returns: (transfer full): the records; of an answer that is cut short or damaged, those before
 *   the damage
 */
RltRecords *
rlt_siri_et_decoder_finish (RltSiriEtDecoder *self)
{
  g_return_val_if_fail (self != NULL && self->reader != NULL && self->records != NULL, NULL);

  rlt_siri_reader_finish (self->reader);
  rlt_decode_settle (self->records);

  return g_steal_pointer (&self->records);
}

/**
 * rlt_decode_siri_et:
 * @context: what is known besides the bytes
 * @data: an answer of PRIM's estimated-timetable
 * @length: its length in bytes
 *
 * Reads a SIRI Lite estimated timetable that is there as a whole; see #RltDecodeFunc.
 *
 * Returns: (transfer full): trips
 */
RltRecords *
rlt_decode_siri_et (const RltDecodeContext *context,
                    const char             *data,
                    gsize                   length)
{
  g_autoptr(RltSiriEtDecoder) decoder = rlt_siri_et_decoder_new (context);

  rlt_siri_et_decoder_feed (decoder, data, length);
  return rlt_siri_et_decoder_finish (decoder);
}
