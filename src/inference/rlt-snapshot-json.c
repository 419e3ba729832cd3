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

static void
put_rivals (const RltDepartureFacts *facts,
            RltJsonWriter           *writer)
{
  rlt_json_writer_member (writer, "others");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < facts->n_rivals; i++)
    {
      const RltDepartureRival *rival = &facts->rivals[i];

      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_string (writer, "source", rival->source);
      rlt_json_writer_put_time (writer, "time", rival->time);
      rlt_json_writer_put_boolean (writer, "cancelled", rival->cancelled);
      rlt_json_writer_put_string (writer, "platform", rival->platform);
      rlt_json_writer_put_string (writer, "basis", rlt_basis_to_string (rival->basis));
      rlt_json_writer_put_time (writer, "observed_at", rival->observed_at);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
}

static void
write_departure (const RltDeparture      *departure,
                 const RltDepartureFacts *facts,
                 RltTime                  now,
                 RltJsonWriter           *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", facts->id);
  rlt_departure_put_json (departure, writer);
  rlt_json_writer_put_string (writer, "freshness",
                              rlt_freshness_to_string (rlt_freshness_at (departure->observed_at, now)));
  put_rivals (facts, writer);
  rlt_json_writer_end_object (writer);
}

/* The places of a station's departures in a snapshot. */
typedef struct
{
  guint first;
  guint end;
} Range;

static Range
find_departures (const RltSnapshot *self,
                 const RltStation  *station)
{
  Range range = { 0, 0 };

  while (range.first < self->n_departures && self->departures[range.first]->station != station)
    range.first++;
  range.end = range.first;
  while (range.end < self->n_departures && self->departures[range.end]->station == station)
    range.end++;

  return range;
}

static gboolean
is_listed (const RltSnapshot *self,
           guint              index,
           int                direction,
           RltTime            now,
           RltTime            until)
{
  const RltDeparture *departure = self->departures[index];

  return self->facts[index].direction == direction && !rlt_departure_is_past (departure, now) &&
         (!RLT_TIME_IS_SET (until) || rlt_departure_get_time (departure) <= until);
}

/* One object for a direction; none when nothing leaves that way. Returns whether there is one. */
static gboolean
write_direction (const RltSnapshot *self,
                 Range              range,
                 int                direction,
                 RltTime            now,
                 RltTime            until,
                 RltJsonWriter     *writer)
{
  while (range.first < range.end && !is_listed (self, range.first, direction, now, until))
    range.first++;
  if (range.first == range.end)
    return FALSE;

  rlt_json_writer_begin_object (writer);
  if (direction == RLT_NO_DIRECTION)
    rlt_json_writer_put_null (writer, "direction");
  else
    rlt_json_writer_put_int (writer, "direction", direction);
  rlt_json_writer_member (writer, "departures");
  rlt_json_writer_begin_array (writer);
  for (guint i = range.first; i < range.end; i++)
    {
      if (is_listed (self, i, direction, now, until))
        write_departure (self->departures[i], &self->facts[i], now, writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);

  return TRUE;
}

static void
put_station_reasons (const RltSnapshot *self,
                     const RltStation  *station,
                     RltJsonWriter     *writer)
{
  g_autoptr(GPtrArray) reasons = g_ptr_array_new ();

  rlt_traffic_status_list_station (self->status, station, reasons);
  rlt_json_writer_member (writer, "reasons");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < reasons->len; i++)
    rlt_json_writer_string (writer, ((const RltTrafficReason *) g_ptr_array_index (reasons, i))->id);
  rlt_json_writer_end_array (writer);
}

/**
 * rlt_snapshot_write_station_json:
 * @self: a snapshot
 * @station: a station of its line
 * @direction: 0 or 1, or %RLT_NO_DIRECTION: all of them
 * @now: the present instant
 * @until: the last departure to write, or %RLT_TIME_NONE: all of them
 * @writer: where it is written, as one object
 *
 * Writes what leaves a station, each direction by itself, and the ids of the disruptions there.
 *
 * Returns: whether anything leaves
 */
gboolean
rlt_snapshot_write_station_json (const RltSnapshot *self,
                                 const RltStation  *station,
                                 int                direction,
                                 RltTime            now,
                                 RltTime            until,
                                 RltJsonWriter     *writer)
{
  gboolean has_any = FALSE;
  Range range;

  g_return_val_if_fail (self != NULL && station != NULL && writer != NULL, FALSE);

  range = find_departures (self, station);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "station", station->name);
  rlt_json_writer_put_string (writer, "station_id", station->id);
  rlt_json_writer_member (writer, "directions");
  rlt_json_writer_begin_array (writer);
  if (direction != RLT_NO_DIRECTION)
    has_any = write_direction (self, range, direction, now, until, writer);
  for (int each = 0; direction == RLT_NO_DIRECTION && each <= 1; each++)
    has_any |= write_direction (self, range, each, now, until, writer);
  if (direction == RLT_NO_DIRECTION)
    has_any |= write_direction (self, range, RLT_NO_DIRECTION, now, until, writer);
  rlt_json_writer_end_array (writer);
  put_station_reasons (self, station, writer);
  rlt_json_writer_end_object (writer);

  return has_any;
}

/**
 * rlt_snapshot_write_json:
 * @self: a snapshot
 * @now: the instant at which to say where its trains are
 * @until: the last departure to write, or %RLT_TIME_NONE: all of them
 * @writer: where it is written
 *
 * Writes the snapshot as one object: the traffic, the trains, what leaves each station of the line. One
 * in which nothing was observed has no observation time: it does not say that no train runs.
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
  rlt_json_writer_member (writer, "stations");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < self->line->n_stops; i++)
    rlt_snapshot_write_station_json (self, self->line->stops[i].station, RLT_NO_DIRECTION, now, until, writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}
