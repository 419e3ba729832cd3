/* rlt-records-json.c: normalised records as JSON, the shape of `rlt decode`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-records"

#include "config.h"

#include "rlt-records.h"

static const char *
line_word (const RltLine *line,
           const char    *line_id)
{
  return line != NULL ? line->key : line_id;
}

static void
put_delay (RltJsonWriter *writer,
           int            delay)
{
  if (delay == RLT_DELAY_NONE)
    rlt_json_writer_put_null (writer, "delay_seconds");
  else
    rlt_json_writer_put_int (writer, "delay_seconds", delay);
}

/**
 * rlt_departure_put_json:
 * @self: a departure
 * @writer: where it goes, as members of an object
 */
void
rlt_departure_put_json (const RltDeparture *self,
                        RltJsonWriter      *writer)
{
  rlt_json_writer_put_string (writer, "line", line_word (self->line, self->line_id));
  rlt_json_writer_put_string (writer, "station",
                              self->station != NULL ? self->station->name : self->stop_name);
  rlt_json_writer_put_string (writer, "station_id", self->station != NULL ? self->station->id : NULL);
  rlt_json_writer_put_string (writer, "stop_id", self->stop_id);
  rlt_json_writer_put_string (writer, "direction", self->direction);
  rlt_json_writer_put_string (writer, "destination", self->destination);
  rlt_json_writer_put_string (writer, "mission", self->mission);
  rlt_json_writer_put_string (writer, "trip", self->trip);
  rlt_json_writer_put_time (writer, "aimed_arrival", self->aimed_arrival);
  rlt_json_writer_put_time (writer, "aimed_departure", self->aimed_departure);
  rlt_json_writer_put_time (writer, "expected_arrival", self->expected_arrival);
  rlt_json_writer_put_time (writer, "expected_departure", self->expected_departure);
  rlt_json_writer_put_boolean (writer, "at_platform", self->at_platform);
  rlt_json_writer_put_boolean (writer, "cancelled", self->cancelled);
  rlt_json_writer_put_boolean (writer, "delayed", self->delayed);
  rlt_json_writer_put_boolean (writer, "out_of_service", self->out_of_service);
  put_delay (writer, self->delay);
  rlt_json_writer_put_string (writer, "platform", self->platform);
  rlt_json_writer_put_string (writer, "source", self->source);
  rlt_json_writer_put_time (writer, "observed_at", self->observed_at);
  rlt_json_writer_put_string (writer, "basis", rlt_basis_to_string (self->basis));
}

/**
 * rlt_departure_write_json:
 * @self: a departure
 * @writer: where it goes, as one object
 */
void
rlt_departure_write_json (const RltDeparture *self,
                          RltJsonWriter      *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_departure_put_json (self, writer);
  rlt_json_writer_end_object (writer);
}

static void
write_call (const RltCall *call,
            RltJsonWriter *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "stop_id", call->stop_id);
  rlt_json_writer_put_string (writer, "station", call->station != NULL ? call->station->name : call->stop_name);
  rlt_json_writer_put_time (writer, "arrival",
                            RLT_TIME_IS_SET (call->expected_arrival) ? call->expected_arrival
                                                                     : call->aimed_arrival);
  rlt_json_writer_put_time (writer, "departure",
                            RLT_TIME_IS_SET (call->expected_departure) ? call->expected_departure
                                                                       : call->aimed_departure);
  rlt_json_writer_put_time (writer, "aimed_arrival", call->aimed_arrival);
  rlt_json_writer_put_time (writer, "aimed_departure", call->aimed_departure);
  put_delay (writer, call->delay);
  rlt_json_writer_put_boolean (writer, "skipped", call->skipped);
  rlt_json_writer_put_string (writer, "platform", call->platform);
  rlt_json_writer_end_object (writer);
}

static void
write_trip (const RltTrip *trip,
            RltJsonWriter *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "trip", trip->id);
  rlt_json_writer_put_string (writer, "line", line_word (trip->line, trip->line_id));
  rlt_json_writer_put_string (writer, "line_name", trip->line != NULL ? trip->line->name : trip->line_name);
  rlt_json_writer_put_string (writer, "direction", trip->direction);
  rlt_json_writer_put_string (writer, "destination", trip->destination);
  rlt_json_writer_put_string (writer, "mission", trip->mission);
  rlt_json_writer_put_boolean (writer, "cancelled", trip->cancelled);
  rlt_json_writer_put_time (writer, "observed_at", trip->observed_at);
  rlt_json_writer_member (writer, "calls");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < trip->n_calls; i++)
    write_call (&trip->calls[i], writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}

static void
write_vehicle (const RltVehicle *vehicle,
               RltJsonWriter    *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "trip", vehicle->trip);
  rlt_json_writer_put_string (writer, "line", line_word (vehicle->line, vehicle->line_id));
  rlt_json_writer_put_string (writer, "line_name", vehicle->line != NULL ? vehicle->line->name : vehicle->line_name);
  rlt_json_writer_put_string (writer, "vehicle", vehicle->id);
  rlt_json_writer_put_string (writer, "direction", vehicle->direction);
  rlt_json_writer_put_double (writer, "latitude", vehicle->latitude, 6);
  rlt_json_writer_put_double (writer, "longitude", vehicle->longitude, 6);
  rlt_json_writer_put_double (writer, "bearing", vehicle->bearing, 1);
  rlt_json_writer_put_string (writer, "previous_stop_id", vehicle->previous_stop_id);
  rlt_json_writer_put_string (writer, "stop_id", vehicle->stop_id);
  rlt_json_writer_put_string (writer, "stop_name", vehicle->stop_name);
  rlt_json_writer_put_string (writer, "status", rlt_vehicle_status_to_string (vehicle->status));
  rlt_json_writer_put_double (writer, "progress", vehicle->progress, 3);
  rlt_json_writer_put_time (writer, "observed_at", vehicle->observed_at);
  rlt_json_writer_end_object (writer);
}

/* "22:30", and "24:30" for half an hour after midnight: it is still the service day's night. */
static void
put_nights (RltJsonWriter *writer,
            int            nights_from)
{
  g_autofree char *text = NULL;

  if (nights_from != RLT_ALL_DAY)
    text = g_strdup_printf ("%02d:%02d", nights_from / 60, nights_from % 60);
  rlt_json_writer_put_string (writer, "nights_from", text);
}

/**
 * rlt_periods_put_json:
 * @periods: (array length=n_periods): when something applies
 * @n_periods: how many there are
 * @nights_from: as in #RltDisruption
 * @writer: where it goes, as members of an object
 */
void
rlt_periods_put_json (const RltPeriod *periods,
                      guint            n_periods,
                      int              nights_from,
                      RltJsonWriter   *writer)
{
  rlt_json_writer_member (writer, "periods");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < n_periods; i++)
    {
      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_time (writer, "from", periods[i].from);
      rlt_json_writer_put_time (writer, "to", periods[i].to);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
  put_nights (writer, nights_from);
}

static void
write_disruption (const RltDisruption *disruption,
                  RltJsonWriter       *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", disruption->id);
  rlt_json_writer_put_texts (writer, "lines", disruption->lines);
  rlt_json_writer_put_texts (writer, "stations", disruption->stations);
  rlt_json_writer_put_string (writer, "level", rlt_level_to_string (disruption->level));
  rlt_json_writer_put_string (writer, "category", rlt_category_to_string (disruption->category));
  rlt_json_writer_put_string (writer, "title", disruption->title);
  rlt_json_writer_put_string (writer, "message", disruption->message);
  rlt_json_writer_put_string (writer, "detail", disruption->detail);
  rlt_periods_put_json (disruption->periods, disruption->n_periods, disruption->nights_from, writer);
  rlt_json_writer_put_time (writer, "updated_at", disruption->updated_at);
  rlt_json_writer_end_object (writer);
}

static void
write_traffic (const RltTraffic *traffic,
               RltJsonWriter    *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "line", line_word (traffic->line, traffic->line_id));
  rlt_json_writer_put_string (writer, "level", rlt_level_to_string (traffic->level));
  rlt_json_writer_put_string (writer, "title", traffic->title);
  rlt_json_writer_put_string (writer, "message", traffic->message);
  rlt_json_writer_put_string (writer, "detail", traffic->detail);
  rlt_json_writer_put_time (writer, "updated_at", traffic->updated_at);
  rlt_json_writer_end_object (writer);
}

static void
write_rejection (const RltRejection *rejection,
                 RltJsonWriter      *writer)
{
  rlt_json_writer_begin_object (writer);
  if (rejection->index == RLT_WHOLE_ANSWER)
    rlt_json_writer_put_null (writer, "index");
  else
    rlt_json_writer_put_int (writer, "index", rejection->index);
  rlt_json_writer_put_string (writer, "reason", rejection->reason);
  rlt_json_writer_end_object (writer);
}

static void
put_records (RltJsonWriter *writer,
             const char    *name,
             GPtrArray     *records,
             void         (*write) (gconstpointer, RltJsonWriter *))
{
  rlt_json_writer_member (writer, name);
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < records->len; i++)
    write (g_ptr_array_index (records, i), writer);
  rlt_json_writer_end_array (writer);
}

typedef void (*WriteFunc) (gconstpointer, RltJsonWriter *);

static void
put_counts (const RltRecords *self,
            RltJsonWriter    *writer)
{
  rlt_json_writer_member (writer, "counts");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_int (writer, "records", self->n_records);
  rlt_json_writer_put_int (writer, "used", self->n_records - MIN (self->n_rejected, self->n_records));
  rlt_json_writer_put_int (writer, "rejected", self->n_rejected);
  if (g_str_equal (self->kind, "gtfs-rt"))
    {
      rlt_json_writer_put_int (writer, "trip_updates", self->n_trip_updates);
      rlt_json_writer_put_int (writer, "stop_time_updates", self->n_stop_time_updates);
      rlt_json_writer_put_int (writer, "vehicles", self->n_vehicles);
      rlt_json_writer_put_int (writer, "alerts", self->n_alerts);
    }
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_records_write_json:
 * @self: a batch
 * @writer: where it goes, as one object
 */
void
rlt_records_write_json (const RltRecords *self,
                        RltJsonWriter    *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "kind", self->kind);
  rlt_json_writer_put_string (writer, "source", self->source);
  rlt_json_writer_put_time (writer, "observed_at", self->observed_at);
  put_records (writer, "departures", self->departures, (WriteFunc) rlt_departure_write_json);
  put_records (writer, "trips", self->trips, (WriteFunc) write_trip);
  put_records (writer, "trains", self->vehicles, (WriteFunc) write_vehicle);
  put_records (writer, "disruptions", self->disruptions, (WriteFunc) write_disruption);
  put_records (writer, "traffic", self->traffic, (WriteFunc) write_traffic);
  rlt_json_writer_put_string (writer, "state", rlt_answer_to_string (self->answer));
  rlt_json_writer_put_string (writer, "message", self->message);
  put_records (writer, "rejected", self->rejections, (WriteFunc) write_rejection);
  put_records (writer, "remarks", self->remarks, (WriteFunc) write_rejection);
  put_counts (self, writer);
  rlt_json_writer_end_object (writer);
}
