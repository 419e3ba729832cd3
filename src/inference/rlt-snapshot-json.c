/* rlt-snapshot-json.c: trains and snapshots as JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-train.h"

static void
put_place (RltJsonWriter       *writer,
           const RltTrainPlace *place)
{
  rlt_json_writer_put_string (writer, "from", place->from->station->name);
  rlt_json_writer_put_string (writer, "to", place->to->station->name);
  rlt_json_writer_put_double (writer, "progress", place->progress, 3);
  rlt_json_writer_put_double (writer, "position_m", place->distance, 1);
  rlt_json_writer_member (writer, "uncertainty_m");
  rlt_json_writer_begin_array (writer);
  rlt_json_writer_double (writer, place->low, 1);
  rlt_json_writer_double (writer, place->high, 1);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_put_double (writer, "latitude", place->position.latitude, 6);
  rlt_json_writer_put_double (writer, "longitude", place->position.longitude, 6);
  rlt_json_writer_put_double (writer, "bearing", place->position.bearing, 1);
  rlt_json_writer_put_int (writer, "eta_seconds", place->eta);
}

/**
 * rlt_train_write_json:
 * @self: a train
 * @now: the instant at which to say where it is
 * @writer: where it is written
 *
 * Writes the train as one object.
 */
void
rlt_train_write_json (const RltTrain *self,
                      RltTime         now,
                      RltJsonWriter  *writer)
{
  RltTrainPlace place;

  g_return_if_fail (self != NULL && writer != NULL);

  rlt_train_place (self, now, &place);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", self->id);
  rlt_json_writer_put_string (writer, "line", self->line->key);
  rlt_json_writer_put_string (writer, "direction", self->direction);
  rlt_json_writer_put_string (writer, "destination", self->destination);
  rlt_json_writer_put_string (writer, "mission", self->mission);
  put_place (writer, &place);
  if (self->delay != RLT_DELAY_NONE)
    rlt_json_writer_put_int (writer, "delay_seconds", self->delay);
  else
    rlt_json_writer_put_null (writer, "delay_seconds");
  rlt_json_writer_put_string (writer, "basis", rlt_basis_to_string (self->basis));
  rlt_json_writer_put_texts (writer, "sources", self->sources);
  rlt_json_writer_put_texts (writer, "evidence", self->evidence);
  rlt_json_writer_put_time (writer, "observed_at", self->observed_at);
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_snapshot_write_json:
 * @self: a snapshot
 * @now: the instant at which to say where its trains are
 * @until: the last departure to write, or %RLT_TIME_NONE: all of them
 * @writer: where it is written
 *
 * Writes the snapshot as one object. One in which nothing was observed has no observation time,
 * and an unknown level: it does not say that no train runs.
 */
void
rlt_snapshot_write_json (const RltSnapshot *self,
                         RltTime            now,
                         RltTime            until,
                         RltJsonWriter     *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "line", self->line->key);
  rlt_json_writer_put_string (writer, "name", self->line->name);
  rlt_json_writer_put_time (writer, "built_at", self->built_at);
  rlt_json_writer_put_time (writer, "observed_at", self->observed_at);
  rlt_json_writer_put_string (writer, "freshness",
                              rlt_freshness_to_string (rlt_freshness_at (self->observed_at, now)));
  rlt_json_writer_put_string (writer, "level", rlt_level_to_string (self->status->level));
  rlt_traffic_status_put_json (self->status, now, writer);
  rlt_json_writer_put_texts (writer, "sources", self->sources);
  rlt_json_writer_put_texts (writer, "errors", self->errors);
  rlt_json_writer_put_int (writer, "stops", self->line->n_stops);
  rlt_json_writer_put_int (writer, "stops_with_data", self->n_stops_with_data);
  rlt_json_writer_member (writer, "trains");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < self->n_trains; i++)
    rlt_train_write_json (&self->trains[i], now, writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_member (writer, "departures");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < self->n_departures; i++)
    {
      if (!RLT_TIME_IS_SET (until) || rlt_departure_get_time (self->departures[i]) <= until)
        rlt_departure_write_json (self->departures[i], writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}
