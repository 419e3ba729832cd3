/* rlt-siri-sm-decoder.c: SIRI stop monitoring, Lite or XML, to departures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-sm-decoder"

#include "config.h"

#include "rlt-siri-sm-decoder.h"

#include <string.h>

#include "rlt-decode-index.h"
#include "rlt-siri-call.h"

/* No board looks further ahead: such a time is odd. */
#define FARTHEST (48 * RLT_HOUR)

enum
{
  LEVEL_DELIVERY = RLT_SIRI_LEVEL_DELIVERY,
  LEVEL_VISIT,
  LEVEL_JOURNEY,
  LEVEL_FRAMED_REF,
  LEVEL_CALL,
  LEVEL_CANCELLATION,
  LEVEL_CANCELLED_REF,
};

enum
{
  FIELD_DELIVERY_REF = RLT_SIRI_CALL_N_FIELDS,
  FIELD_RECORDED_AT,
  FIELD_ITEM,
  FIELD_MONITORING_REF,
  FIELD_LINE,
  FIELD_LINE_NAME,
  FIELD_TRIP,
  FIELD_DIRECTION_REF,
  FIELD_DIRECTION,
  FIELD_DESTINATION_REF,
  FIELD_DESTINATION,
  FIELD_MISSION,
  FIELD_STOP_REF,
  FIELD_STOP_NAME,
  FIELD_WITHDRAWN_ITEM,
  FIELD_WITHDRAWN_TRIP,
  FIELD_WITHDRAWN_STOP,
  FIELD_REASON,
};

static const RltSiriKey keys[] = {
  { LEVEL_DELIVERY, "MonitoringRef", RLT_SIRI_TEXT, FIELD_DELIVERY_REF },
  { LEVEL_DELIVERY, "MonitoredStopVisit", RLT_SIRI_RECORD, LEVEL_VISIT },
  { LEVEL_DELIVERY, "MonitoredStopVisitCancellation", RLT_SIRI_RECORD, LEVEL_CANCELLATION },
  { LEVEL_VISIT, "RecordedAtTime", RLT_SIRI_TEXT, FIELD_RECORDED_AT },
  { LEVEL_VISIT, "ItemIdentifier", RLT_SIRI_TEXT, FIELD_ITEM },
  { LEVEL_VISIT, "MonitoringRef", RLT_SIRI_TEXT, FIELD_MONITORING_REF },
  { LEVEL_VISIT, "MonitoredVehicleJourney", RLT_SIRI_OBJECT, LEVEL_JOURNEY },
  { LEVEL_JOURNEY, "LineRef", RLT_SIRI_TEXT, FIELD_LINE },
  { LEVEL_JOURNEY, "PublishedLineName", RLT_SIRI_TEXT, FIELD_LINE_NAME },
  { LEVEL_JOURNEY, "FramedVehicleJourneyRef", RLT_SIRI_OBJECT, LEVEL_FRAMED_REF },
  { LEVEL_JOURNEY, "DirectionRef", RLT_SIRI_TEXT, FIELD_DIRECTION_REF },
  { LEVEL_JOURNEY, "DirectionName", RLT_SIRI_TEXT, FIELD_DIRECTION },
  { LEVEL_JOURNEY, "DestinationRef", RLT_SIRI_TEXT, FIELD_DESTINATION_REF },
  { LEVEL_JOURNEY, "DestinationName", RLT_SIRI_TEXT, FIELD_DESTINATION },
  { LEVEL_JOURNEY, "JourneyNote", RLT_SIRI_TEXT, FIELD_MISSION },
  { LEVEL_JOURNEY, "MonitoredCall", RLT_SIRI_OBJECT, LEVEL_CALL },
  { LEVEL_FRAMED_REF, "DatedVehicleJourneyRef", RLT_SIRI_TEXT, FIELD_TRIP },
  { LEVEL_CALL, "StopPointRef", RLT_SIRI_TEXT, FIELD_STOP_REF },
  { LEVEL_CALL, "StopPointName", RLT_SIRI_TEXT, FIELD_STOP_NAME },
  RLT_SIRI_CALL_KEYS (LEVEL_CALL),
  { LEVEL_CANCELLATION, "ItemRef", RLT_SIRI_TEXT, FIELD_WITHDRAWN_ITEM },
  { LEVEL_CANCELLATION, "MonitoringRef", RLT_SIRI_TEXT, FIELD_WITHDRAWN_STOP },
  { LEVEL_CANCELLATION, "VehicleJourneyRef", RLT_SIRI_OBJECT, LEVEL_CANCELLED_REF },
  { LEVEL_CANCELLATION, "Reason", RLT_SIRI_TEXT, FIELD_REASON },
  { LEVEL_CANCELLED_REF, "DatedVehicleJourneyRef", RLT_SIRI_TEXT, FIELD_WITHDRAWN_TRIP },
};

/* A visit that was kept, for cancellations that name it. */
typedef struct
{
  const char   *item;                  /* (nullable) */
  RltDeparture *departure;
} KeptVisit;

struct _RltSiriSmDecoder
{
  RltCatalogue   *catalogue;           /* not owned */
  RltTime         now;
  RltRecords     *records;             /* not owned */
  RltDecodeIndex *index;               /* (owned) */
  GArray         *kept;                /* (owned) (element-type KeptVisit) */
  GHashTable     *withdrawn;           /* (owned) (element-type utf8 guint): visits as make_key() names
                                        * them; how many were kept before they were withdrawn */
  const char     *delivery_ref;        /* (nullable): what the delivery is about */

  /* The visit being read. */
  RltDeparture    visit;
  const char     *item;                /* (nullable) */
  const char     *line_name;           /* (nullable) */
  const char     *direction_letter;    /* (nullable) */
  const char     *direction_ref;       /* (nullable) */
  const char     *stop_ref;            /* (nullable) */
  RltSiriCall     call;

  /* The cancellation being read. */
  const char     *withdrawn_item;      /* (nullable) */
  const char     *withdrawn_trip;      /* (nullable) */
  const char     *withdrawn_stop;      /* (nullable) */
  const char     *reason;              /* (nullable) */
};

typedef RltSiriSmDecoder Decoder;

static void
begin_visit (Decoder *self)
{
  self->visit = (RltDeparture) {
    .source = self->records->source,
    .observed_at = self->now,
  };
  self->item = NULL;
  self->line_name = NULL;
  self->direction_letter = NULL;
  self->direction_ref = NULL;
  self->stop_ref = NULL;
  rlt_siri_call_begin (&self->call);
}

static void
begin_cancellation (Decoder *self)
{
  self->withdrawn_item = NULL;
  self->withdrawn_trip = NULL;
  self->withdrawn_stop = NULL;
  self->reason = NULL;
}

static void
begin_cb (gpointer user_data,
          guint    level)
{
  Decoder *self = user_data;

  if (level == LEVEL_DELIVERY)
    self->delivery_ref = NULL;
  else if (level == LEVEL_VISIT)
    begin_visit (self);
  else if (level == LEVEL_CANCELLATION)
    begin_cancellation (self);
}

/* RATP writes the direction into the item's id, after the line: "….IDFM.C01374.R.RATP.…". */
static const char *
find_direction_letter (const char *item,
                       gsize       length)
{
  const char *end = item + length;

  for (const char *p = item; end - p >= 10; p++)
    {
      if (p[0] == '.' && p[1] == 'C' && p[7] == '.' && p[9] == '.' &&
          strspn (p + 2, "0123456789") == 5)
        {
          if (p[8] == 'A')
            return "A";
          if (p[8] == 'R')
            return "R";
        }
    }

  return NULL;
}

static void
take_cancellation_text (Decoder    *self,
                        guint       field,
                        const char *text,
                        gsize       length)
{
  const char *copy = rlt_decode_index_text (self->index, text, length);

  switch (field)
    {
    case FIELD_WITHDRAWN_ITEM:
      self->withdrawn_item = copy;
      break;
    case FIELD_WITHDRAWN_TRIP:
      self->withdrawn_trip = copy;
      break;
    case FIELD_WITHDRAWN_STOP:
      self->withdrawn_stop = copy;
      break;
    case FIELD_REASON:
      self->reason = copy;
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
text_cb (gpointer    user_data,
         guint       field,
         const char *text,
         gsize       length)
{
  Decoder *self = user_data;
  RltDeparture *visit = &self->visit;

  switch (field)
    {
    case FIELD_DELIVERY_REF:
      self->delivery_ref = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_RECORDED_AT:
      (void) rlt_time_parse (text, length, &visit->observed_at);
      break;
    case FIELD_ITEM:
      self->item = rlt_decode_index_text (self->index, text, length);
      self->direction_letter = find_direction_letter (text, length);
      break;
    case FIELD_MONITORING_REF:
      visit->stop_id = rlt_decode_index_stop (self->index, text, length, &visit->station);
      break;
    case FIELD_LINE:
      visit->line_id = rlt_decode_index_line (self->index, text, length, &visit->line);
      break;
    case FIELD_LINE_NAME:
      self->line_name = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_DIRECTION_REF:
      self->direction_ref = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_TRIP:
      visit->trip = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_DIRECTION:
      visit->direction = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_DESTINATION_REF:
      visit->destination_id = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_DESTINATION:
      visit->destination = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_MISSION:
      visit->mission = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_STOP_REF:
      self->stop_ref = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_STOP_NAME:
      visit->stop_name = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_WITHDRAWN_ITEM:
    case FIELD_WITHDRAWN_TRIP:
    case FIELD_WITHDRAWN_STOP:
    case FIELD_REASON:
      take_cancellation_text (self, field, text, length);
      break;
    default:
      rlt_siri_call_take (&self->call, self->index, field, text, length);
      break;
    }
}

static void
cancel (RltDeparture *visit)
{
  visit->cancelled = TRUE;
  visit->expected_arrival = RLT_TIME_NONE;
  visit->expected_departure = RLT_TIME_NONE;
  visit->delay = RLT_DELAY_NONE;
}

/* Takes what is said of the call. */
static void
settle_call (Decoder *self)
{
  RltDeparture *visit = &self->visit;
  RltSiriCall *call = &self->call;
  const gboolean arrival_is_off = call->arrival_status == RLT_SIRI_STATUS_CANCELLED;
  const gboolean departure_is_off = call->departure_status == RLT_SIRI_STATUS_CANCELLED;

  rlt_siri_call_end (call);
  visit->aimed_arrival = call->aimed_arrival;
  visit->aimed_departure = call->aimed_departure;
  visit->expected_arrival = call->expected_arrival;
  visit->expected_departure = call->expected_departure;
  visit->at_platform = call->at_platform;
  visit->platform = rlt_siri_call_get_platform (call);
  visit->delay = rlt_siri_call_get_delay (call);
  if (visit->destination == NULL)
    visit->destination = call->destination_display;

  if (departure_is_off || (arrival_is_off && !RLT_TIME_IS_SET (call->expected_departure)))
    cancel (visit);
  else if (!RLT_TIME_IS_SET (visit->expected_arrival) && !RLT_TIME_IS_SET (visit->expected_departure))
    visit->basis = RLT_BASIS_SCHEDULED;
}

/* Completes the visit that was read. */
static void
settle_visit (Decoder *self)
{
  RltDeparture *visit = &self->visit;

  if (self->direction_letter != NULL)
    visit->direction = self->direction_letter;
  if (visit->direction == NULL)
    visit->direction = self->direction_ref;
  /* A line's name is no id: a bus has the same as a metro. */
  if (visit->line_id == NULL)
    visit->line_id = self->line_name;
  if (visit->station == NULL && visit->line != NULL && visit->stop_name != NULL)
    visit->station = rlt_catalogue_find_station_on (self->catalogue, visit->line, visit->stop_name);

  settle_call (self);
}

static void
keep_visit (Decoder *self,
            guint    index)
{
  const KeptVisit kept = { .item = self->item, .departure = rlt_records_add_departure (self->records) };

  *kept.departure = self->visit;
  g_array_append_val (self->kept, kept);
  if (self->call.bad_time != NULL)
    rlt_records_remark (self->records, index, "“%s” is no time; left out", self->call.bad_time);
  if (rlt_departure_get_time (kept.departure) > self->now + FARTHEST)
    rlt_records_remark (self->records, index, "its time is %" G_GINT64_FORMAT " h ahead",
                        (rlt_departure_get_time (kept.departure) - self->now) / RLT_HOUR);
}

static void
end_visit (Decoder *self)
{
  RltDeparture *visit = &self->visit;
  const guint index = self->records->n_records++;
  const char *stop_ref = self->stop_ref != NULL ? self->stop_ref : self->delivery_ref;

  if (visit->stop_id == NULL && stop_ref != NULL)
    visit->stop_id = rlt_decode_index_stop (self->index, stop_ref, strlen (stop_ref), &visit->station);
  settle_visit (self);

  if (visit->line_id == NULL)
    rlt_records_reject (self->records, index, "no LineRef");
  else if (visit->stop_id == NULL)
    rlt_records_reject (self->records, index, "no MonitoringRef");
  else if (!RLT_TIME_IS_SET (rlt_departure_get_time (visit)) && self->call.bad_time == NULL)
    rlt_records_reject (self->records, index, "no time");
  else if (!RLT_TIME_IS_SET (rlt_departure_get_time (visit)))
    rlt_records_reject (self->records, index, "“%s” is no time", self->call.bad_time);
  else
    keep_visit (self, index);

}

/* What a cancellation and the visits it means have in common: the visit's own id; or its journey, at
 * one stop or at any. */
static char *
make_key (const char *item,
          const char *trip,
          const char *stop)
{
  if (item != NULL)
    return g_strconcat ("item\n", item, NULL);

  return g_strconcat ("trip\n", trip, "\n", stop, NULL);
}

/* A visit announced before, here or in an earlier answer, that is none any more. */
static void
end_cancellation (Decoder *self)
{
  const guint index = self->records->n_records++;
  const char *what = self->withdrawn_item != NULL ? self->withdrawn_item : self->withdrawn_trip;
  const char *reason = self->reason != NULL ? self->reason : "no reason given";

  if (what == NULL)
    {
      rlt_records_reject (self->records, index, "a cancellation that does not say of what");
      return;
    }

  g_hash_table_insert (self->withdrawn,
                       make_key (self->withdrawn_item, self->withdrawn_trip, self->withdrawn_stop),
                       GUINT_TO_POINTER (self->kept->len));
  rlt_records_remark (self->records, index, "%s is withdrawn: %s", what, reason);
}

/* Whether the visit, the @place-th that was kept, was withdrawn under this name after it was told of. */
static gboolean
has_key (Decoder *self,
         guint    place,
         char    *key)
{
  g_autofree char *owned = key;

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->withdrawn, owned)) > place;
}

static gboolean
is_withdrawn (Decoder *self,
              guint    place)
{
  const KeptVisit *kept = &g_array_index (self->kept, KeptVisit, place);
  const char *trip = kept->departure->trip;

  return (kept->item != NULL && has_key (self, place, make_key (kept->item, NULL, NULL))) ||
         (trip != NULL && has_key (self, place, make_key (NULL, trip, NULL))) ||
         (trip != NULL && has_key (self, place, make_key (NULL, trip, kept->departure->stop_id)));
}

static void
end_cb (gpointer user_data,
        guint    level)
{
  if (level == LEVEL_VISIT)
    end_visit (user_data);
  else if (level == LEVEL_CANCELLATION)
    end_cancellation (user_data);
}

const RltSiriGrammar rlt_siri_sm_grammar = {
  .delivery = "StopMonitoringDelivery",
  .keys = keys,
  .n_keys = G_N_ELEMENTS (keys),
  .begin = begin_cb,
  .text = text_cb,
  .end = end_cb,
};

/**
 * rlt_siri_sm_decoder_finish:
 * @self: a decoder that was given the whole answer
 *
 * Cancels the departures that the answer withdraws. A train that has come and gone is withdrawn, too:
 * that is no cancellation.
 */
void
rlt_siri_sm_decoder_finish (RltSiriSmDecoder *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->kept->len && g_hash_table_size (self->withdrawn) > 0; i++)
    {
      RltDeparture *departure = g_array_index (self->kept, KeptVisit, i).departure;

      if (rlt_departure_get_time (departure) > self->now && is_withdrawn (self, i))
        cancel (departure);
    }
}

/**
 * rlt_siri_sm_decoder_new:
 * @context: what is known besides the bytes; outlives the decoder
 * @records: (transfer none): the batch that gets the departures; outlives the decoder
 *
 * Returns: (transfer full): what %rlt_siri_sm_grammar is read for
 */
RltSiriSmDecoder *
rlt_siri_sm_decoder_new (const RltDecodeContext *context,
                         RltRecords             *records)
{
  RltSiriSmDecoder *self;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL && records != NULL, NULL);

  self = g_new0 (RltSiriSmDecoder, 1);
  self->catalogue = context->catalogue;
  self->now = context->now;
  self->records = records;
  self->index = rlt_decode_index_new (context->catalogue, records->arena);
  self->kept = g_array_new (FALSE, FALSE, sizeof (KeptVisit));
  self->withdrawn = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
rlt_siri_sm_decoder_free (RltSiriSmDecoder *self)
{
  if (self == NULL)
    return;

  rlt_decode_index_free (self->index);
  g_array_unref (self->kept);
  g_hash_table_unref (self->withdrawn);
  g_free (self->call.bad_time);
  g_free (self);
}

/**
 * rlt_decode_siri_sm:
 * @context: what is known besides the bytes
 * @data: an answer of PRIM's stop-monitoring
 * @length: its length in bytes
 *
 * Reads SIRI Lite stop monitoring; see #RltDecodeFunc. Trains that have left are kept: who shows
 * departures asks rlt_departure_is_past().
 *
 * Returns: (transfer full): departures
 */
RltRecords *
rlt_decode_siri_sm (const RltDecodeContext *context,
                    const char             *data,
                    gsize                   length)
{
  RltRecords *records;
  g_autoptr(RltSiriSmDecoder) decoder = NULL;
  g_autoptr(RltSiriReader) reader = NULL;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL, NULL);

  records = rlt_records_new ("siri-sm", context->source);
  decoder = rlt_siri_sm_decoder_new (context, records);
  reader = rlt_siri_reader_new (&rlt_siri_sm_grammar, records, decoder);
  rlt_siri_reader_feed (reader, data, length);
  rlt_siri_reader_finish (reader);
  rlt_siri_sm_decoder_finish (decoder);
  rlt_decode_settle (records);

  return records;
}
