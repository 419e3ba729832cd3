/* rlt-gtfs-rt-decoder.c: GTFS-Realtime to trips, vehicles and disruptions.
 *
 * The feed and its entities are walked, and what is in an entity is unpacked for itself, into
 * memory that the next one uses again: a damaged entity, or a feed cut short, costs no other.
 *
 * Codes such as E026 are the rules of the GTFS-Realtime validator.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-gtfs-rt-decoder"

#include "config.h"

#include "rlt-gtfs-rt-decoder-private.h"

#include <math.h>
#include <string.h>

#include "rlt-protobuf-walk.h"

/* An entity's own size, in bytes, is a thousandth of it; unpacked it takes up to 50 times as much. */
#define MAX_ENTITY (1024 * 1024)
/* No clock is in the year 5138: from here on a POSIX time is in milliseconds. */
#define FIRST_MILLISECONDS G_GUINT64_CONSTANT (100000000000)
#define OLD_AFTER (65 * RLT_SECOND)      /* W008 */
#define FUTURE_AFTER (60 * RLT_SECOND)   /* E050 */

enum
{
  FEED_HEADER = 1,
  FEED_ENTITY = 2,
};

enum
{
  ENTITY_ID = 1,
  ENTITY_IS_DELETED = 2,
  ENTITY_TRIP_UPDATE = 3,
  ENTITY_VEHICLE = 4,
  ENTITY_ALERT = 5,
};

/* One entity; what it does not have is of no length. */
typedef struct
{
  RltMember id;
  gboolean  is_deleted;
  RltMember trip_update;
  RltMember vehicle;
  RltMember alert;
} Entity;

static void *
scratch_alloc (void   *arena,
               size_t  size)
{
  return rlt_arena_alloc (arena, size);
}

static void
scratch_free (void *arena,
              void *memory)
{
}

/* One remark is enough: a feed has all its times in the same unit. */
static void
remark_milliseconds (RltGtfsRtDecoder *self,
                     guint             place)
{
  if (self->said_milliseconds)
    return;

  self->said_milliseconds = TRUE;
  rlt_records_remark (self->records, place, "E001: times in milliseconds, read as such");
}

/* Returns a POSIX time as an instant, %RLT_TIME_NONE when it is none; @place is where a remark
 * about it belongs. Zero is what feeds write for nothing. */
RltTime
rlt_gtfs_rt_read_time (RltGtfsRtDecoder *self,
                       guint             place,
                       guint64           value)
{
  if (value >= FIRST_MILLISECONDS)
    {
      if (value > RLT_TIME_MAX / 1000)
        return RLT_TIME_NONE;

      remark_milliseconds (self, place);
      return value * 1000;
    }

  return value > 0 ? (RltTime) value * RLT_SECOND : RLT_TIME_NONE;
}

/* Returns @text as kept with the records, NULL for nothing or an empty text. */
const char *
rlt_gtfs_rt_read_text (RltGtfsRtDecoder *self,
                       const char       *text)
{
  if (text == NULL || *text == '\0')
    return NULL;

  return rlt_decode_index_text (self->index, text, strlen (text));
}

/* Returns @route_id as kept with the records, NULL for nothing; @line is what it stands for. */
const char *
rlt_gtfs_rt_read_line (RltGtfsRtDecoder  *self,
                       const char        *route_id,
                       const RltLine    **line)
{
  *line = NULL;
  if (route_id == NULL || *route_id == '\0')
    return NULL;

  return rlt_decode_index_line (self->index, route_id, strlen (route_id), line);
}

/* Returns the trip's id; where a feed names trips by route, day and time instead, those together;
 * NULL when nothing names it. */
const char *
rlt_gtfs_rt_read_trip_id (RltGtfsRtDecoder *self,
                          const RltPbTrip  *trip)
{
  g_autofree char *name = NULL;

  if (trip == NULL)
    return NULL;
  if (trip->trip_id != NULL && *trip->trip_id != '\0')
    return rlt_decode_copy_text (self->records->arena, trip->trip_id, strlen (trip->trip_id));
  if (trip->route_id == NULL || trip->start_time == NULL)
    return NULL;

  name = g_strdup_printf ("%s %s %s", trip->route_id, trip->start_date != NULL ? trip->start_date : "",
                          trip->start_time);
  return rlt_decode_copy_text (self->records->arena, name, strlen (name));
}

static RltVehicleStatus
get_status (const RltPbVehicle *vehicle)
{
  switch (vehicle->current_status)
    {
    case TRANSIT_REALTIME__VEHICLE_POSITION__VEHICLE_STOP_STATUS__INCOMING_AT:
      return RLT_VEHICLE_INCOMING;
    case TRANSIT_REALTIME__VEHICLE_POSITION__VEHICLE_STOP_STATUS__STOPPED_AT:
      return RLT_VEHICLE_STOPPED;
    default:
      return RLT_VEHICLE_IN_TRANSIT;
    }
}

/* Adds a vehicle; one without a position is told by its stop. Returns why it, or its position, is
 * set aside, else NULL. */
static const char *
add_vehicle (RltGtfsRtDecoder   *self,
             const RltPbVehicle *source)
{
  const TransitRealtime__Position *position = source->position;
  const gboolean has_position = position != NULL && position->has_latitude && position->has_longitude &&
                                rlt_decode_is_position (position->latitude, position->longitude);
  RltVehicle *vehicle;
  RltTime time;

  if (!has_position && source->stop_id == NULL)
    return position != NULL ? "E026: no such position, and no stop" : "neither position nor stop";

  vehicle = rlt_records_add_vehicle (self->records);
  vehicle->trip = rlt_gtfs_rt_read_trip_id (self, source->trip);
  if (source->trip != NULL)
    vehicle->line_id = rlt_gtfs_rt_read_line (self, source->trip->route_id, &vehicle->line);
  if (source->vehicle != NULL)
    vehicle->id = rlt_gtfs_rt_read_text (self, source->vehicle->id != NULL ? source->vehicle->id
                                                                           : source->vehicle->label);
  if (source->stop_id != NULL && *source->stop_id != '\0')
    vehicle->stop_id = rlt_decode_index_stop (self->index, source->stop_id, strlen (source->stop_id),
                                              &vehicle->station);
  vehicle->status = get_status (source);
  time = rlt_gtfs_rt_read_time (self, self->entity, source->timestamp);
  vehicle->observed_at = RLT_TIME_IS_SET (time) ? time : self->made_at;
  if (has_position)
    {
      vehicle->latitude = position->latitude;
      vehicle->longitude = position->longitude;
      vehicle->bearing = position->has_bearing ? rlt_decode_bearing (position->bearing) : NAN;
    }

  return position != NULL && !has_position ? "E026: no such position; the rest is kept" : NULL;
}

static const char *
read_vehicle (RltGtfsRtDecoder *self,
              const RltMember  *member)
{
  RltPbVehicle *vehicle =
    transit_realtime__vehicle_position__unpack (&self->allocator, member->length, member->bytes);

  return vehicle != NULL ? add_vehicle (self, vehicle) : "damaged";
}

static const char *
read_alert (RltGtfsRtDecoder *self,
            const RltMember  *id,
            const RltMember  *member)
{
  RltPbAlert *alert = transit_realtime__alert__unpack (&self->allocator, member->length, member->bytes);
  const char *id_text = id->bytes != NULL ? rlt_decode_copy_text (self->scratch, (const char *) id->bytes, id->length)
                                          : NULL;

  return alert != NULL ? rlt_gtfs_rt_add_disruption (self, id_text, alert) : "damaged";
}

/* Finds the parts of an entity; of a part said twice, the last counts. */
static gboolean
walk_entity (const RltMember *source,
             Entity          *entity)
{
  RltWalk walk = rlt_walk_begin (source->bytes, source->length);
  RltMember member;

  while (rlt_walk_next (&walk, &member))
    {
      if (rlt_member_is (&member, ENTITY_ID, RLT_WIRE_BYTES))
        entity->id = member;
      else if (rlt_member_is (&member, ENTITY_IS_DELETED, RLT_WIRE_VARINT))
        entity->is_deleted = member.value != 0;
      else if (rlt_member_is (&member, ENTITY_TRIP_UPDATE, RLT_WIRE_BYTES))
        entity->trip_update = member;
      else if (rlt_member_is (&member, ENTITY_VEHICLE, RLT_WIRE_BYTES))
        entity->vehicle = member;
      else if (rlt_member_is (&member, ENTITY_ALERT, RLT_WIRE_BYTES))
        entity->alert = member;
    }

  return rlt_walk_is_at_end (&walk);
}

/* Returns the first thing that is wrong with the entity, else NULL. */
static const char *
add_entity (RltGtfsRtDecoder *self,
            const Entity     *entity)
{
  const char *trip_reason = NULL;
  const char *vehicle_reason = NULL;
  const char *alert_reason = NULL;

  self->records->n_trip_updates += entity->trip_update.bytes != NULL;
  self->records->n_vehicles += entity->vehicle.bytes != NULL;
  self->records->n_alerts += entity->alert.bytes != NULL;
  if (entity->is_deleted)
    return NULL;

  if (entity->trip_update.bytes != NULL)
    trip_reason = rlt_gtfs_rt_add_trip (self, entity->trip_update.bytes, entity->trip_update.length);
  if (entity->vehicle.bytes != NULL)
    vehicle_reason = read_vehicle (self, &entity->vehicle);
  if (entity->alert.bytes != NULL)
    alert_reason = read_alert (self, &entity->id, &entity->alert);

  return trip_reason != NULL ? trip_reason : vehicle_reason != NULL ? vehicle_reason : alert_reason;
}

static void
read_entity (RltGtfsRtDecoder *self,
             const RltMember  *member)
{
  Entity entity = { 0, };
  const char *reason;

  self->entity = self->records->n_records++;
  if (member->length > MAX_ENTITY)
    {
      rlt_records_reject (self->records, self->entity, "%" G_GUINT64_FORMAT " bytes, over %d",
                          member->length, MAX_ENTITY);
      return;
    }

  reason = walk_entity (member, &entity) ? add_entity (self, &entity) : "damaged";
  if (reason != NULL)
    rlt_records_reject (self->records, self->entity, "%s", reason);
  rlt_arena_reset (self->scratch);
}

static void
check_age (RltGtfsRtDecoder *self,
           RltTime           now)
{
  const RltTime made_at = self->records->observed_at;

  if (!RLT_TIME_IS_SET (made_at) || !RLT_TIME_IS_SET (now))
    return;

  if (made_at < now - OLD_AFTER)
    rlt_records_remark (self->records, RLT_WHOLE_ANSWER, "W008: %" G_GINT64_FORMAT " seconds old",
                        (now - made_at) / RLT_SECOND);
  else if (made_at > now + FUTURE_AFTER)
    rlt_records_remark (self->records, RLT_WHOLE_ANSWER, "E050: made %" G_GINT64_FORMAT " seconds from now",
                        (made_at - now) / RLT_SECOND);
}

/* Reads the header, wherever it stands. */
static gboolean
read_header (RltGtfsRtDecoder *self,
             RltWalk           walk,
             RltTime           now)
{
  RltPbHeader *header = NULL;
  RltMember member;

  while (header == NULL && rlt_walk_next (&walk, &member))
    {
      if (rlt_member_is (&member, FEED_HEADER, RLT_WIRE_BYTES) && member.length <= MAX_ENTITY)
        header = transit_realtime__feed_header__unpack (&self->allocator, member.length, member.bytes);
    }

  if (header == NULL)
    return FALSE;

  self->records->observed_at = rlt_gtfs_rt_read_time (self, RLT_WHOLE_ANSWER, header->timestamp);
  self->made_at = RLT_TIME_IS_SET (self->records->observed_at) ? self->records->observed_at : now;
  check_age (self, now);
  rlt_arena_reset (self->scratch);
  return TRUE;
}

static void
fail_walk (RltRecords    *records,
           const RltWalk *walk,
           gboolean       has_header)
{
  const gsize at = walk->cursor - walk->start;
  const gsize length = walk->end - walk->start;

  if (length == 0)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "an answer without a byte");
  else if (!has_header && rlt_decode_fail_page (records, (const char *) walk->start, length))
    return;
  else if (!has_header)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "no feed header; read up to byte %" G_GSIZE_FORMAT, at);
  else
    rlt_records_fail (records, RLT_ANSWER_ERROR, "damaged or cut short at byte %" G_GSIZE_FORMAT
                      " of %" G_GSIZE_FORMAT, at, length);
}

/**
 * rlt_decode_gtfs_rt:
 * @context: what is known besides the bytes
 * @data: a FeedMessage
 * @length: its length in bytes
 *
 * Reads GTFS-Realtime; see #RltDecodeFunc. Without the schedule a stop that only says its delay
 * has no times.
 *
 * Returns: (transfer full): trips, vehicles and disruptions
 */
RltRecords *
rlt_decode_gtfs_rt (const RltDecodeContext *context,
                    const char             *data,
                    gsize                   length)
{
  RltWalk walk = rlt_walk_begin ((const guint8 *) data, length);
  g_autoptr(RltArena) scratch = rlt_arena_new ();
  g_autoptr(RltDecodeIndex) index = NULL;
  g_autoptr(GArray) stops = rlt_gtfs_rt_new_stops ();
  RltRecords *records;
  RltGtfsRtDecoder decoder;
  gboolean has_header;
  RltMember member;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL, NULL);

  records = rlt_records_new ("gtfs-rt", context->source);
  index = rlt_decode_index_new (context->catalogue, records->arena);
  decoder = (RltGtfsRtDecoder) {
    .records = records,
    .index = index,
    .allocator = { .alloc = scratch_alloc, .free = scratch_free, .allocator_data = scratch },
    .scratch = scratch,
    .stops = stops,
    .made_at = context->now,
  };

  has_header = read_header (&decoder, walk, context->now);
  while (rlt_walk_next (&walk, &member))
    {
      if (rlt_member_is (&member, FEED_ENTITY, RLT_WIRE_BYTES))
        read_entity (&decoder, &member);
    }

  if (!rlt_walk_is_at_end (&walk) || !has_header)
    fail_walk (records, &walk, has_header);
  rlt_decode_settle (records);

  return records;
}
