/* rlt-vmtr-decoder.c: RATP's positions of trains, frames of a socket.io connection, to vehicles.
 *
 * A connection tells everything once, then what changes; several frames together say where each
 * train was seen last.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-vmtr-decoder"

#include "config.h"

#include "rlt-decode.h"

#include <math.h>
#include <string.h>

#include "rlt-decode-index.h"
#include "rlt-decode-json.h"
#include "rlt-http-answer.h"
#include "rlt-siri-text.h"
#include "rlt-vmtr-frame.h"

#define MAX_VEHICLES 10000
#define SEPARATORS "\n\x1e"            /* between frames: of a text file, of Engine.IO's polling */

/* A vehicle, as it was told of last. */
typedef struct
{
  RltVehicle  vehicle;
  const char *direction_ref;           /* (nullable): "DIR:IDFM:C01742:A" */
} Known;

typedef struct
{
  const RltDecodeContext *context;
  RltRecords             *records;     /* not owned */
  RltDecodeIndex         *index;       /* (owned) */
  GHashTable             *by_id;       /* (owned) (element-type utf8 Known) */
  GPtrArray              *vehicles;    /* (owned) (element-type Known): by_id's, in order */
  guint                   n_frames;
  gboolean                has_frame;   /* whether one of them was one */
  char                   *refusal;     /* (owned) (nullable) */
} Decoder;

static const char *
keep_text (Decoder    *self,
           const char *text)
{
  return text != NULL ? rlt_decode_index_text (self->index, text, strlen (text)) : NULL;
}

/* "DIR:IDFM:C01742:A" is a line and one of its directions. */
static void
set_direction (Decoder    *self,
               RltVehicle *vehicle,
               const char *direction)
{
  const RltLine *line = self->context->line;
  const char *letter = direction != NULL ? strrchr (direction, ':') : NULL;

  if (direction != NULL && g_str_has_prefix (direction, "DIR:") && letter > direction + strlen ("DIR:"))
    {
      g_autofree char *id = g_strdup_printf ("LIG:%.*s", (int) (letter - direction - strlen ("DIR:")),
                                             direction + strlen ("DIR:"));

      vehicle->line_id = rlt_decode_index_line (self->index, id, strlen (id), &vehicle->line);
      vehicle->direction = letter[1] != '\0' ? keep_text (self, letter + 1) : NULL;
      return;
    }

  vehicle->direction = keep_text (self, direction);
  vehicle->line = line;
  vehicle->line_id = line != NULL ? line->id : NULL;
}

/* The case of the words varies. */
static void
set_status (Decoder    *self,
            RltVehicle *vehicle,
            guint       index,
            const char *status)
{
  const gsize length = status != NULL ? strlen (status) : 0;

  vehicle->status = RLT_VEHICLE_IN_TRANSIT;
  if (rlt_siri_is_word (status, length, "atDock"))
    vehicle->status = RLT_VEHICLE_STOPPED;
  else if (rlt_siri_is_word (status, length, "approaching"))
    vehicle->status = RLT_VEHICLE_INCOMING;
  else if (!rlt_siri_is_word (status, length, "transit"))
    rlt_records_remark (self->records, index, "a status “%s”; taken for “transit”", status != NULL ? status : "");
}

static void
set_progress (Decoder    *self,
              RltVehicle *vehicle,
              guint       index,
              const char *text)
{
  const double percentage = text != NULL ? rlt_siri_read_number (text, strlen (text)) : NAN;

  vehicle->progress = NAN;
  if (percentage >= 0 && percentage <= 100)
    vehicle->progress = percentage / 100;
  else if (text != NULL)
    rlt_records_remark (self->records, index, "a progress of “%s” %%; left out", text);
}

static const char *
keep_stop (Decoder           *self,
           const char        *id,
           const RltStation **station)
{
  *station = NULL;
  return id != NULL ? rlt_decode_index_stop (self->index, id, strlen (id), station) : NULL;
}

/* At its first stop a train has left none; at its last it comes to none. */
static void
set_stops (Decoder    *self,
           RltVehicle *vehicle,
           JsonObject *position)
{
  vehicle->previous_stop_id = keep_stop (self, rlt_decode_json_get_text (position, "previousStopPlaceRef"),
                                         &vehicle->previous_station);
  vehicle->stop_id = keep_stop (self, rlt_decode_json_get_text (position, "nextStopPlaceRef"), &vehicle->station);
  if (vehicle->stop_id == NULL)
    {
      vehicle->stop_id = vehicle->previous_stop_id;
      vehicle->station = vehicle->previous_station;
    }
}

static void
set_time (Decoder    *self,
          RltVehicle *vehicle,
          guint       index,
          const char *text)
{
  vehicle->observed_at = self->context->now;
  if (text != NULL && !rlt_time_parse (text, strlen (text), &vehicle->observed_at))
    rlt_records_remark (self->records, index, "“%s” is no time; taken for now", text);
}

/* Frames of two connections may overlap: the newest report of a train counts. */
static void
merge_vehicle (Decoder     *self,
               guint        index,
               const Known *report)
{
  const char *id = report->vehicle.id;
  Known *known = g_hash_table_lookup (self->by_id, id);

  if (known != NULL && known->vehicle.observed_at > report->vehicle.observed_at)
    {
      rlt_records_remark (self->records, index, "%s: older than what is known of it; left out", id);
      return;
    }
  if (known == NULL && self->vehicles->len >= MAX_VEHICLES)
    {
      rlt_records_reject (self->records, index, "over %d vehicles", MAX_VEHICLES);
      return;
    }

  if (known == NULL)
    {
      known = rlt_arena_new_struct (self->records->arena, Known);
      g_hash_table_insert (self->by_id, (gpointer) id, known);
      g_ptr_array_add (self->vehicles, known);
    }
  *known = *report;
}

static void
read_vehicle (Decoder    *self,
              JsonObject *source)
{
  const guint index = self->records->n_records++;
  JsonObject *activity = rlt_decode_json_get_object (source, "vehicleActivity");
  JsonObject *position = rlt_decode_json_get_object (source, "position");
  Known report = {
    .vehicle = { .latitude = NAN, .longitude = NAN, .bearing = NAN, .source = self->records->source },
    .direction_ref = keep_text (self, rlt_decode_json_get_text (activity, "directionRef")),
  };
  RltVehicle *vehicle = &report.vehicle;

  vehicle->id = keep_text (self, rlt_decode_json_get_text (source, "vehicleId"));
  set_stops (self, vehicle, position);
  if (vehicle->id == NULL)
    {
      rlt_records_reject (self->records, index, source != NULL ? "no vehicleId" : "no object");
      return;
    }
  if (vehicle->stop_id == NULL)
    {
      rlt_records_reject (self->records, index, "%s: neither a previous nor a next stop", vehicle->id);
      return;
    }

  set_direction (self, vehicle, report.direction_ref);
  set_status (self, vehicle, index, rlt_decode_json_get_text (position, "vehicleStopStatus"));
  set_progress (self, vehicle, index, rlt_decode_json_get_text (position, "progressBetweenStopsPercentage"));
  set_time (self, vehicle, index, rlt_decode_json_get_text (source, "recordedAtTime"));
  merge_vehicle (self, index, &report);
}

/* Returns: (transfer full) (element-type utf8): the lines' directions that vehicles are of */
static GHashTable *
get_directions (JsonArray *vehicles)
{
  GHashTable *directions = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rlt_decode_json_get_length (vehicles); i++)
    {
      JsonObject *activity = rlt_decode_json_get_object (rlt_decode_json_object_at (vehicles, i), "vehicleActivity");
      const char *direction = rlt_decode_json_get_text (activity, "directionRef");

      if (direction != NULL)
        g_hash_table_add (directions, (gpointer) direction);
    }

  return directions;
}

/* A connection's full state replaces what was known of its line and direction. */
static void
forget_replaced (Decoder   *self,
                 JsonArray *vehicles)
{
  g_autoptr(GHashTable) directions = get_directions (vehicles);
  guint n_kept = 0;

  for (guint i = 0; i < self->vehicles->len; i++)
    {
      Known *known = g_ptr_array_index (self->vehicles, i);

      if (known->direction_ref != NULL && g_hash_table_contains (directions, known->direction_ref))
        g_hash_table_remove (self->by_id, known->vehicle.id);
      else
        g_ptr_array_index (self->vehicles, n_kept++) = known;
    }

  g_ptr_array_set_size (self->vehicles, n_kept);
}

/* Reads one JSON text of a frame; one that is damaged is set aside. */
static JsonNode *
read_json (Decoder    *self,
           const char *text,
           gsize       length)
{
  g_autoptr(RltRecords) state = rlt_records_new (self->records->kind, self->records->source);
  JsonNode *node = rlt_decode_json_read (state, text, length);

  if (state->message != NULL)
    rlt_records_reject (self->records, self->records->n_records++, "frame %u: %s", self->n_frames, state->message);

  return node;
}

/* Its second element is an object, or the text of one. */
static void
read_event (Decoder            *self,
            const RltVmtrFrame *frame)
{
  g_autoptr(JsonNode) event = read_json (self, frame->json, frame->length);
  g_autoptr(JsonNode) inner = NULL;
  JsonArray *parts = event != NULL && JSON_NODE_HOLDS_ARRAY (event) ? json_node_get_array (event) : NULL;
  JsonObject *payload = NULL;
  JsonArray *vehicles;
  const char *encoded;

  if (rlt_decode_json_get_length (parts) < 2)
    return;

  payload = rlt_decode_json_object_at (parts, 1);
  encoded = rlt_decode_json_text_at (parts, 1);
  if (encoded != NULL)
    {
      inner = read_json (self, encoded, strlen (encoded));
      payload = rlt_decode_json_to_object (inner);
    }

  vehicles = rlt_decode_json_get_array (payload, "vehicles");
  if (rlt_vmtr_frame_is_full_state (frame))
    forget_replaced (self, vehicles);
  for (guint i = 0; i < rlt_decode_json_get_length (vehicles); i++)
    read_vehicle (self, rlt_decode_json_object_at (vehicles, i));
}

static void
read_refusal (Decoder    *self,
              const char *text,
              gsize       length)
{
  g_autoptr(JsonNode) node = read_json (self, text, length);
  const char *message = rlt_decode_json_get_text (rlt_decode_json_to_object (node), "message");

  g_free (self->refusal);
  self->refusal = g_strdup_printf ("the connection is refused: %s", message != NULL ? message : "no reason given");
}

static void
read_frame (Decoder    *self,
            const char *text,
            const char *end)
{
  RltVmtrFrame frame;

  while (text < end && g_ascii_isspace (*text))
    text++;
  while (end > text && g_ascii_isspace (end[-1]))
    end--;
  if (text == end)
    return;

  rlt_vmtr_frame_read (&frame, text, end - text);
  self->has_frame = self->has_frame || frame.kind != RLT_VMTR_FRAME_NONE;

  if (frame.kind == RLT_VMTR_FRAME_NONE)
    rlt_records_reject (self->records, self->records->n_records++, "frame %u: no Engine.IO packet", self->n_frames);
  else if (frame.kind == RLT_VMTR_FRAME_EVENT)
    read_event (self, &frame);
  else if (frame.kind == RLT_VMTR_FRAME_REFUSAL)
    read_refusal (self, frame.json, frame.length);
  else if (frame.kind == RLT_VMTR_FRAME_DISCONNECT)
    rlt_records_remark (self->records, RLT_WHOLE_ANSWER, "frame %u: the upstream disconnects", self->n_frames);
  else if (frame.kind == RLT_VMTR_FRAME_BINARY)
    rlt_records_remark (self->records, RLT_WHOLE_ANSWER, "frame %u: a binary event; left out", self->n_frames);
  else if (frame.kind == RLT_VMTR_FRAME_CLOSE)
    rlt_records_remark (self->records, RLT_WHOLE_ANSWER, "frame %u: the upstream closes", self->n_frames);
  self->n_frames++;
}

static void
read_frames (Decoder    *self,
             const char *data,
             gsize       length)
{
  const char *end = data + length;

  while (data < end)
    {
      const char *next = data;

      while (next < end && strchr (SEPARATORS, *next) == NULL)
        next++;
      read_frame (self, data, next);
      data = next + 1;
    }
}

static void
settle (Decoder *self)
{
  RltRecords *records = self->records;

  for (guint i = 0; i < self->vehicles->len; i++)
    *rlt_records_add_vehicle (records) = ((const Known *) g_ptr_array_index (self->vehicles, i))->vehicle;

  if (records->vehicles->len > 0)
    records->answer = RLT_ANSWER_OK;
  else if (self->refusal != NULL)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "%s", self->refusal);
  else if (!self->has_frame)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "no frame of Socket.IO");
  else
    rlt_decode_settle (records);
  if (records->answer == RLT_ANSWER_OK && records->vehicles->len == 0)
    records->answer = RLT_ANSWER_EMPTY;

  if (self->refusal != NULL && records->vehicles->len > 0)
    rlt_records_remark (records, RLT_WHOLE_ANSWER, "%s", self->refusal);
}

/**
 * rlt_decode_vmtr:
 * @context: what is known besides the bytes: its line is that of vehicles that name none
 * @data: text frames of one or several connections, in the order in which they came, each in a line
 * @length: their length in bytes
 *
 * Reads positions of trains; see #RltDecodeFunc. They say between which stops a train is, and how far;
 * there are no coordinates.
 *
 * Returns: (transfer full): vehicles, each once
 */
RltRecords *
rlt_decode_vmtr (const RltDecodeContext *context,
                 const char             *data,
                 gsize                   length)
{
  RltRecords *records;
  g_autoptr(RltDecodeIndex) index = NULL;
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new ();
  Decoder decoder;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL, NULL);

  records = rlt_records_new ("vmtr", context->source);
  if (rlt_decode_fail_page (records, data, MIN (length, RLT_HTTP_HEAD_SIZE)))
    return records;

  index = rlt_decode_index_new (context->catalogue, records->arena);
  decoder = (Decoder) {
    .context = context,
    .records = records,
    .index = index,
    .by_id = by_id,
    .vehicles = vehicles,
  };
  read_frames (&decoder, data, length);
  settle (&decoder);
  g_free (decoder.refusal);

  return records;
}
