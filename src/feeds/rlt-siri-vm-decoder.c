/* rlt-siri-vm-decoder.c: SIRI vehicle monitoring to vehicles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-vm-decoder"

#include "config.h"

#include "rlt-siri-vm-decoder.h"

#include <math.h>

#include "rlt-decode-index.h"
#include "rlt-siri-text.h"

enum
{
  LEVEL_DELIVERY = RLT_SIRI_LEVEL_DELIVERY,
  LEVEL_ACTIVITY,
  LEVEL_PROGRESS,
  LEVEL_JOURNEY,
  LEVEL_FRAMED_REF,
  LEVEL_LOCATION,
  LEVEL_PREVIOUS,
  LEVEL_CALL,
  LEVEL_ONWARD,
  LEVEL_CANCELLATION,
};

enum
{
  FIELD_RECORDED_AT,
  FIELD_PERCENTAGE,
  FIELD_LINE,
  FIELD_DIRECTION,
  FIELD_TRIP,
  FIELD_LONGITUDE,
  FIELD_LATITUDE,
  FIELD_BEARING,
  FIELD_VEHICLE,
  FIELD_PREVIOUS_STOP,
  FIELD_STOP,
  FIELD_AT_STOP,
  FIELD_ONWARD_STOP,
  FIELD_WITHDRAWN,
};

static const RltSiriKey keys[] = {
  { LEVEL_DELIVERY, "VehicleActivity", RLT_SIRI_RECORD, LEVEL_ACTIVITY },
  { LEVEL_DELIVERY, "VehicleActivityCancellation", RLT_SIRI_RECORD, LEVEL_CANCELLATION },
  { LEVEL_ACTIVITY, "RecordedAtTime", RLT_SIRI_TEXT, FIELD_RECORDED_AT },
  { LEVEL_ACTIVITY, "ProgressBetweenStops", RLT_SIRI_OBJECT, LEVEL_PROGRESS },
  { LEVEL_ACTIVITY, "MonitoredVehicleJourney", RLT_SIRI_OBJECT, LEVEL_JOURNEY },
  { LEVEL_PROGRESS, "Percentage", RLT_SIRI_TEXT, FIELD_PERCENTAGE },
  { LEVEL_JOURNEY, "LineRef", RLT_SIRI_TEXT, FIELD_LINE },
  { LEVEL_JOURNEY, "DirectionRef", RLT_SIRI_TEXT, FIELD_DIRECTION },
  { LEVEL_JOURNEY, "FramedVehicleJourneyRef", RLT_SIRI_OBJECT, LEVEL_FRAMED_REF },
  { LEVEL_JOURNEY, "VehicleLocation", RLT_SIRI_OBJECT, LEVEL_LOCATION },
  { LEVEL_JOURNEY, "Bearing", RLT_SIRI_TEXT, FIELD_BEARING },
  { LEVEL_JOURNEY, "VehicleRef", RLT_SIRI_TEXT, FIELD_VEHICLE },
  { LEVEL_JOURNEY, "PreviousCalls", RLT_SIRI_OBJECT, LEVEL_PREVIOUS },
  { LEVEL_JOURNEY, "MonitoredCall", RLT_SIRI_OBJECT, LEVEL_CALL },
  { LEVEL_JOURNEY, "OnwardCalls", RLT_SIRI_OBJECT, LEVEL_ONWARD },
  { LEVEL_FRAMED_REF, "DatedVehicleJourneyRef", RLT_SIRI_TEXT, FIELD_TRIP },
  { LEVEL_LOCATION, "Longitude", RLT_SIRI_TEXT, FIELD_LONGITUDE },
  { LEVEL_LOCATION, "Latitude", RLT_SIRI_TEXT, FIELD_LATITUDE },
  { LEVEL_PREVIOUS, "PreviousCall", RLT_SIRI_OBJECT, LEVEL_PREVIOUS },
  { LEVEL_PREVIOUS, "StopPointRef", RLT_SIRI_TEXT, FIELD_PREVIOUS_STOP },
  { LEVEL_CALL, "StopPointRef", RLT_SIRI_TEXT, FIELD_STOP },
  { LEVEL_CALL, "VehicleAtStop", RLT_SIRI_TEXT, FIELD_AT_STOP },
  { LEVEL_ONWARD, "OnwardCall", RLT_SIRI_OBJECT, LEVEL_ONWARD },
  { LEVEL_ONWARD, "StopPointRef", RLT_SIRI_TEXT, FIELD_ONWARD_STOP },
  { LEVEL_CANCELLATION, "VehicleMonitoringRef", RLT_SIRI_TEXT, FIELD_WITHDRAWN },
};

struct _RltSiriVmDecoder
{
  RltTime         now;
  RltRecords     *records;             /* not owned */
  RltDecodeIndex *index;               /* (owned) */

  /* The vehicle being read. */
  RltVehicle      vehicle;
  const char     *onward_stop;         /* (nullable): the first one */
  const RltStation *onward_station;    /* (nullable) */
  double          percentage;
  const char     *withdrawn;           /* (nullable) */
};

static void
begin_vehicle (RltSiriVmDecoder *self)
{
  self->vehicle = (RltVehicle) {
    .latitude = NAN,
    .longitude = NAN,
    .bearing = NAN,
    .progress = NAN,
    .status = RLT_VEHICLE_IN_TRANSIT,
    .source = self->records->source,
    .observed_at = self->now,
  };
  self->onward_stop = NULL;
  self->onward_station = NULL;
  self->percentage = NAN;
}

static void
begin_cb (gpointer user_data,
          guint    level)
{
  RltSiriVmDecoder *self = user_data;

  if (level == LEVEL_ACTIVITY)
    begin_vehicle (self);
  else if (level == LEVEL_CANCELLATION)
    self->withdrawn = NULL;
}

/* The stops around it and where it is. */
static void
take_place (RltSiriVmDecoder *self,
            guint             field,
            const char       *text,
            gsize             length)
{
  RltVehicle *vehicle = &self->vehicle;

  switch (field)
    {
    case FIELD_LONGITUDE:
      vehicle->longitude = rlt_siri_read_number (text, length);
      break;
    case FIELD_LATITUDE:
      vehicle->latitude = rlt_siri_read_number (text, length);
      break;
    case FIELD_BEARING:
      vehicle->bearing = rlt_decode_bearing (rlt_siri_read_number (text, length));
      break;
    case FIELD_PERCENTAGE:
      self->percentage = rlt_siri_read_number (text, length);
      break;
    case FIELD_PREVIOUS_STOP:
      vehicle->previous_stop_id = rlt_decode_index_stop (self->index, text, length, &vehicle->previous_station);
      break;
    case FIELD_STOP:
      vehicle->stop_id = rlt_decode_index_stop (self->index, text, length, &vehicle->station);
      break;
    case FIELD_AT_STOP:
      if (rlt_siri_is_true (text, length))
        vehicle->status = RLT_VEHICLE_STOPPED;
      break;
    case FIELD_ONWARD_STOP:
      if (self->onward_stop == NULL)
        self->onward_stop = rlt_decode_index_stop (self->index, text, length, &self->onward_station);
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
  RltSiriVmDecoder *self = user_data;
  RltVehicle *vehicle = &self->vehicle;

  switch (field)
    {
    case FIELD_RECORDED_AT:
      (void) rlt_time_parse (text, length, &vehicle->observed_at);
      break;
    case FIELD_LINE:
      vehicle->line_id = rlt_decode_index_line (self->index, text, length, &vehicle->line);
      break;
    case FIELD_DIRECTION:
      vehicle->direction = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_TRIP:
      vehicle->trip = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_VEHICLE:
      vehicle->id = rlt_decode_index_text (self->index, text, length);
      break;
    case FIELD_WITHDRAWN:
      self->withdrawn = rlt_decode_index_text (self->index, text, length);
      break;
    default:
      take_place (self, field, text, length);
      break;
    }
}

static void
settle_position (RltSiriVmDecoder *self,
                 guint             index)
{
  RltVehicle *vehicle = &self->vehicle;
  const gboolean is_said = !isnan (vehicle->latitude) || !isnan (vehicle->longitude);

  if (rlt_decode_is_position (vehicle->latitude, vehicle->longitude))
    return;

  vehicle->latitude = NAN;
  vehicle->longitude = NAN;
  if (is_said)
    rlt_records_remark (self->records, index, "E026: no such position; the rest is kept");
}

static void
settle_progress (RltSiriVmDecoder *self,
                 guint             index)
{
  if (self->percentage >= 0 && self->percentage <= 100)
    self->vehicle.progress = self->percentage / 100;
  else if (!isnan (self->percentage))
    rlt_records_remark (self->records, index, "a progress of %g %%; left out", self->percentage);
}

static void
end_vehicle (RltSiriVmDecoder *self)
{
  RltVehicle *vehicle = &self->vehicle;
  const guint index = self->records->n_records++;

  if (vehicle->stop_id == NULL)
    {
      vehicle->stop_id = self->onward_stop;
      vehicle->station = self->onward_station;
    }

  if (vehicle->id == NULL && vehicle->trip == NULL)
    {
      rlt_records_reject (self->records, index, "neither VehicleRef nor DatedVehicleJourneyRef");
      return;
    }
  if (vehicle->stop_id == NULL && !rlt_decode_is_position (vehicle->latitude, vehicle->longitude))
    {
      rlt_records_reject (self->records, index, "neither a position nor a stop");
      return;
    }

  settle_position (self, index);
  settle_progress (self, index);
  *rlt_records_add_vehicle (self->records) = *vehicle;
}

static void
end_cancellation (RltSiriVmDecoder *self)
{
  const guint index = self->records->n_records++;

  rlt_records_remark (self->records, index, "%s is no longer followed",
                      self->withdrawn != NULL ? self->withdrawn : "a vehicle");
}

static void
end_cb (gpointer user_data,
        guint    level)
{
  if (level == LEVEL_ACTIVITY)
    end_vehicle (user_data);
  else if (level == LEVEL_CANCELLATION)
    end_cancellation (user_data);
}

const RltSiriGrammar rlt_siri_vm_grammar = {
  .delivery = "VehicleMonitoringDelivery",
  .keys = keys,
  .n_keys = G_N_ELEMENTS (keys),
  .begin = begin_cb,
  .text = text_cb,
  .end = end_cb,
};

/**
 * rlt_siri_vm_decoder_new:
 * @context: what is known besides the bytes
 * @records: (transfer none): the batch that gets the vehicles; outlives the decoder
 *
 * Returns: (transfer full): what %rlt_siri_vm_grammar is read for
 */
RltSiriVmDecoder *
rlt_siri_vm_decoder_new (const RltDecodeContext *context,
                         RltRecords             *records)
{
  RltSiriVmDecoder *self;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL && records != NULL, NULL);

  self = g_new0 (RltSiriVmDecoder, 1);
  self->now = context->now;
  self->records = records;
  self->index = rlt_decode_index_new (context->catalogue, records->arena);

  return self;
}

void
rlt_siri_vm_decoder_free (RltSiriVmDecoder *self)
{
  if (self == NULL)
    return;

  rlt_decode_index_free (self->index);
  g_free (self);
}
