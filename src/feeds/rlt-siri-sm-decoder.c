/* rlt-siri-sm-decoder.c: SIRI Lite stop monitoring to departures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-sm-decoder"

#include "config.h"

#include "rlt-decode.h"

#include <string.h>

#include "rlt-decode-index.h"
#include "rlt-siri-reader.h"
#include "rlt-siri-text.h"

enum
{
  LEVEL_DELIVERY = RLT_SIRI_LEVEL_DELIVERY,
  LEVEL_VISIT,
  LEVEL_JOURNEY,
  LEVEL_FRAMED_REF,
  LEVEL_CALL,
};

enum
{
  FIELD_RECORDED_AT,
  FIELD_ITEM,
  FIELD_MONITORING_REF,
  FIELD_LINE,
  FIELD_TRIP,
  FIELD_DIRECTION,
  FIELD_DESTINATION_REF,
  FIELD_DESTINATION,
  FIELD_MISSION,
  FIELD_STOP_REF,
  FIELD_STOP_NAME,
  FIELD_AT_STOP,
  FIELD_DESTINATION_DISPLAY,
  FIELD_AIMED_ARRIVAL,
  FIELD_AIMED_DEPARTURE,
  FIELD_EXPECTED_ARRIVAL,
  FIELD_EXPECTED_DEPARTURE,
  FIELD_ARRIVAL_PLATFORM,
  FIELD_DEPARTURE_PLATFORM,
  FIELD_ARRIVAL_STATUS,
  FIELD_DEPARTURE_STATUS,
};

static const RltSiriKey keys[] = {
  { LEVEL_DELIVERY, "MonitoredStopVisit", RLT_SIRI_OBJECT, LEVEL_VISIT },
  { LEVEL_VISIT, "RecordedAtTime", RLT_SIRI_TEXT, FIELD_RECORDED_AT },
  { LEVEL_VISIT, "ItemIdentifier", RLT_SIRI_TEXT, FIELD_ITEM },
  { LEVEL_VISIT, "MonitoringRef", RLT_SIRI_TEXT, FIELD_MONITORING_REF },
  { LEVEL_VISIT, "MonitoredVehicleJourney", RLT_SIRI_OBJECT, LEVEL_JOURNEY },
  { LEVEL_JOURNEY, "LineRef", RLT_SIRI_TEXT, FIELD_LINE },
  { LEVEL_JOURNEY, "FramedVehicleJourneyRef", RLT_SIRI_OBJECT, LEVEL_FRAMED_REF },
  { LEVEL_JOURNEY, "DirectionName", RLT_SIRI_TEXT, FIELD_DIRECTION },
  { LEVEL_JOURNEY, "DestinationRef", RLT_SIRI_TEXT, FIELD_DESTINATION_REF },
  { LEVEL_JOURNEY, "DestinationName", RLT_SIRI_TEXT, FIELD_DESTINATION },
  { LEVEL_JOURNEY, "JourneyNote", RLT_SIRI_TEXT, FIELD_MISSION },
  { LEVEL_JOURNEY, "MonitoredCall", RLT_SIRI_OBJECT, LEVEL_CALL },
  { LEVEL_FRAMED_REF, "DatedVehicleJourneyRef", RLT_SIRI_TEXT, FIELD_TRIP },
  { LEVEL_CALL, "StopPointRef", RLT_SIRI_TEXT, FIELD_STOP_REF },
  { LEVEL_CALL, "StopPointName", RLT_SIRI_TEXT, FIELD_STOP_NAME },
  { LEVEL_CALL, "VehicleAtStop", RLT_SIRI_TEXT, FIELD_AT_STOP },
  { LEVEL_CALL, "DestinationDisplay", RLT_SIRI_TEXT, FIELD_DESTINATION_DISPLAY },
  { LEVEL_CALL, "AimedArrivalTime", RLT_SIRI_TEXT, FIELD_AIMED_ARRIVAL },
  { LEVEL_CALL, "AimedDepartureTime", RLT_SIRI_TEXT, FIELD_AIMED_DEPARTURE },
  { LEVEL_CALL, "ExpectedArrivalTime", RLT_SIRI_TEXT, FIELD_EXPECTED_ARRIVAL },
  { LEVEL_CALL, "ExpectedDepartureTime", RLT_SIRI_TEXT, FIELD_EXPECTED_DEPARTURE },
  { LEVEL_CALL, "ArrivalPlatformName", RLT_SIRI_TEXT, FIELD_ARRIVAL_PLATFORM },
  { LEVEL_CALL, "DeparturePlatformName", RLT_SIRI_TEXT, FIELD_DEPARTURE_PLATFORM },
  { LEVEL_CALL, "ArrivalStatus", RLT_SIRI_TEXT, FIELD_ARRIVAL_STATUS },
  { LEVEL_CALL, "DepartureStatus", RLT_SIRI_TEXT, FIELD_DEPARTURE_STATUS },
};

typedef struct
{
  RltCatalogue   *catalogue;           /* not owned */
  RltTime         now;
  RltRecords     *records;             /* not owned */
  RltDecodeIndex *index;               /* (owned) */

  /* The visit being read. */
  RltDeparture    visit;
  const char     *direction_letter;    /* (nullable) */
  const char     *stop_ref;            /* (nullable) */
  const char     *destination_display; /* (nullable) */
  const char     *departure_platform;  /* (nullable) */
  gboolean        arrival_is_off;
  gboolean        departure_is_off;
  char           *bad_time;            /* (owned) (nullable) */
} Decoder;

static void
begin_cb (gpointer user_data,
          guint    level)
{
  Decoder *self = user_data;

  if (level != LEVEL_VISIT)
    return;

  self->visit = (RltDeparture) {
    .aimed_arrival = RLT_TIME_NONE,
    .aimed_departure = RLT_TIME_NONE,
    .expected_arrival = RLT_TIME_NONE,
    .expected_departure = RLT_TIME_NONE,
    .delay = RLT_DELAY_NONE,
    .source = self->records->source,
    .observed_at = self->now,
  };
  self->direction_letter = NULL;
  self->stop_ref = NULL;
  self->destination_display = NULL;
  self->departure_platform = NULL;
  self->arrival_is_off = FALSE;
  self->departure_is_off = FALSE;
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
take_call_text (Decoder    *self,
                guint       field,
                const char *text,
                gsize       length)
{
  RltDeparture *visit = &self->visit;

  switch (field)
    {
    case FIELD_STOP_REF:
      self->stop_ref = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_STOP_NAME:
      visit->stop_name = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_AT_STOP:
      visit->at_platform = text[0] == 't';
      break;
    case FIELD_DESTINATION_DISPLAY:
      self->destination_display = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_AIMED_ARRIVAL:
      rlt_siri_read_time (text, length, &visit->aimed_arrival, &self->bad_time);
      break;
    case FIELD_AIMED_DEPARTURE:
      rlt_siri_read_time (text, length, &visit->aimed_departure, &self->bad_time);
      break;
    case FIELD_EXPECTED_ARRIVAL:
      rlt_siri_read_time (text, length, &visit->expected_arrival, &self->bad_time);
      break;
    case FIELD_EXPECTED_DEPARTURE:
      rlt_siri_read_time (text, length, &visit->expected_departure, &self->bad_time);
      break;
    case FIELD_ARRIVAL_PLATFORM:
      visit->platform = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_DEPARTURE_PLATFORM:
      self->departure_platform = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_ARRIVAL_STATUS:
      self->arrival_is_off = rlt_siri_is_cancelled (text, length);
      break;
    case FIELD_DEPARTURE_STATUS:
      self->departure_is_off = rlt_siri_is_cancelled (text, length);
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
    case FIELD_RECORDED_AT:
      (void) rlt_time_parse (text, length, &visit->observed_at);
      break;
    case FIELD_ITEM:
      self->direction_letter = find_direction_letter (text, length);
      break;
    case FIELD_MONITORING_REF:
      visit->stop_id = rlt_decode_index_stop (self->index, text, length, &visit->station);
      break;
    case FIELD_LINE:
      visit->line_id = rlt_decode_index_line (self->index, text, length, &visit->line);
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
    default:
      take_call_text (self, field, text, length);
      break;
    }
}

/* Status words are not the delay, and "onTime" goes with any of them: only the times count. */
static void
settle_times (Decoder *self)
{
  RltDeparture *visit = &self->visit;
  gboolean departs = RLT_TIME_IS_SET (visit->expected_departure) && !self->departure_is_off;

  visit->cancelled = self->departure_is_off || (self->arrival_is_off && !departs);
  if (visit->cancelled)
    {
      visit->expected_arrival = RLT_TIME_NONE;
      visit->expected_departure = RLT_TIME_NONE;
    }

  visit->delay = rlt_delay_between (visit->aimed_departure, visit->expected_departure);
  if (visit->delay == RLT_DELAY_NONE)
    visit->delay = rlt_delay_between (visit->aimed_arrival, visit->expected_arrival);

  if (!visit->cancelled && !RLT_TIME_IS_SET (visit->expected_arrival) &&
      !RLT_TIME_IS_SET (visit->expected_departure))
    visit->basis = RLT_BASIS_SCHEDULED;
}

/* Completes the visit that was read. */
static void
settle_visit (Decoder *self)
{
  RltDeparture *visit = &self->visit;

  if (self->direction_letter != NULL)
    visit->direction = self->direction_letter;
  if (visit->destination == NULL)
    visit->destination = self->destination_display;
  if (visit->platform == NULL)
    visit->platform = self->departure_platform;
  if (visit->station == NULL && visit->line != NULL && visit->stop_name != NULL)
    visit->station = rlt_catalogue_find_station_on (self->catalogue, visit->line, visit->stop_name);

  settle_times (self);
}

static void
keep_visit (Decoder *self,
            guint    index)
{
  *rlt_records_add_departure (self->records) = self->visit;
  if (self->bad_time != NULL)
    rlt_records_remark (self->records, index, "“%s” is no time; left out", self->bad_time);
}

static void
end_visit (Decoder *self)
{
  RltDeparture *visit = &self->visit;
  const guint index = self->records->n_records++;

  if (visit->stop_id == NULL && self->stop_ref != NULL)
    visit->stop_id = rlt_decode_index_stop (self->index, self->stop_ref, strlen (self->stop_ref),
                                            &visit->station);
  settle_visit (self);

  if (visit->line_id == NULL)
    rlt_records_reject (self->records, index, "no LineRef");
  else if (visit->stop_id == NULL)
    rlt_records_reject (self->records, index, "no MonitoringRef");
  else if (!RLT_TIME_IS_SET (rlt_departure_get_time (visit)) && self->bad_time == NULL)
    rlt_records_reject (self->records, index, "no time");
  else if (!RLT_TIME_IS_SET (rlt_departure_get_time (visit)))
    rlt_records_reject (self->records, index, "“%s” is no time", self->bad_time);
  else
    keep_visit (self, index);

  g_clear_pointer (&self->bad_time, g_free);
}

static void
end_cb (gpointer user_data,
        guint    level)
{
  if (level == LEVEL_VISIT)
    end_visit (user_data);
}

static const RltSiriGrammar grammar = {
  .delivery = "StopMonitoringDelivery",
  .keys = keys,
  .n_keys = G_N_ELEMENTS (keys),
  .begin = begin_cb,
  .text = text_cb,
  .end = end_cb,
};

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
  g_autoptr(RltDecodeIndex) index = NULL;
  g_autoptr(RltSiriReader) reader = NULL;
  Decoder decoder;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL, NULL);

  records = rlt_records_new ("siri-sm", context->source);
  index = rlt_decode_index_new (context->catalogue, records->arena);
  decoder = (Decoder) {
    .catalogue = context->catalogue,
    .now = context->now,
    .records = records,
    .index = index,
  };
  reader = rlt_siri_reader_new (&grammar, records, &decoder);

  rlt_siri_reader_feed (reader, data, length);
  rlt_siri_reader_finish (reader);
  g_free (decoder.bad_time);

  return records;
}
