/* rlt-vmtr-merge.c: what the frames of a room say together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-vmtr-merge.h"

#include "rlt-vmtr-frame.h"

/* Nobody says of a train that it is gone: one that is not told of for so long is. */
#define GONE_AFTER (10 * RLT_MINUTE)

/* RATP's busiest lines run a hundred trains. */
#define MAX_VEHICLES 2000

/* (transfer container) (element-type utf8 RltVehicle) */
static GHashTable *
index_vehicles (const RltRecords *records)
{
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->vehicles->len; i++)
    {
      RltVehicle *vehicle = g_ptr_array_index (records->vehicles, i);

      g_hash_table_insert (by_id, (gpointer) vehicle->id, vehicle);
    }

  return by_id;
}

static void
copy_vehicle (RltArena         *arena,
              RltVehicle       *self,
              const RltVehicle *source)
{
  *self = *source;
  self->id = rlt_arena_strdup (arena, source->id);
  self->trip = rlt_arena_strdup (arena, source->trip);
  self->line_id = rlt_arena_strdup (arena, source->line_id);
  self->direction = rlt_arena_strdup (arena, source->direction);
  self->previous_stop_id = rlt_arena_strdup (arena, source->previous_stop_id);
  self->stop_id = rlt_arena_strdup (arena, source->stop_id);
  self->source = rlt_arena_strdup (arena, source->source);
}

static void
carry_over (RltRecords       *records,
            const RltRecords *known,
            RltTime           now)
{
  g_autoptr(GHashTable) by_id = index_vehicles (records);

  for (guint i = 0; i < known->vehicles->len; i++)
    {
      const RltVehicle *old = g_ptr_array_index (known->vehicles, i);
      RltVehicle *vehicle = g_hash_table_lookup (by_id, old->id);

      if (vehicle != NULL && vehicle->observed_at < old->observed_at)
        copy_vehicle (records->arena, vehicle, old);
      else if (vehicle == NULL && old->observed_at >= now - GONE_AFTER && records->vehicles->len < MAX_VEHICLES)
        copy_vehicle (records->arena, rlt_records_add_vehicle (records), old);
    }
}

/*
 * rlt_vmtr_update:
 * @context: what the decoder needs
 * @known: (nullable): what was known before
 * @frame: (array length=length): a frame that came since
 * @length: its length in bytes
 *
 * Pure but for memory. A full state replaces what was known; anything else adds to it.
 *
 * Returns: (transfer full): what is known now, with the rejections and remarks of @frame alone
 */
RltRecords *
rlt_vmtr_update (const RltDecodeContext *context,
                 const RltRecords       *known,
                 const char             *frame,
                 gsize                   length)
{
  RltRecords *records = rlt_decode_vmtr (context, frame, length);
  RltVmtrFrame parsed;

  rlt_vmtr_frame_read (&parsed, frame, length);
  if (known != NULL && !rlt_vmtr_frame_is_full_state (&parsed))
    carry_over (records, known, context->now);
  records->answer = records->vehicles->len > 0 ? RLT_ANSWER_OK : RLT_ANSWER_EMPTY;

  return records;
}

/* A train that turns round is in both directions' rooms for a while. */
static void
drop_older_twins (RltRecords *records)
{
  g_autoptr(GHashTable) newest = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_kept = 0;

  for (guint i = 0; i < records->vehicles->len; i++)
    {
      RltVehicle *vehicle = g_ptr_array_index (records->vehicles, i);
      const RltVehicle *twin = g_hash_table_lookup (newest, vehicle->id);

      if (twin == NULL || vehicle->observed_at > twin->observed_at)
        g_hash_table_insert (newest, (gpointer) vehicle->id, vehicle);
    }

  for (guint i = 0; i < records->vehicles->len; i++)
    {
      RltVehicle *vehicle = g_ptr_array_index (records->vehicles, i);

      if (g_hash_table_lookup (newest, vehicle->id) == vehicle)
        g_ptr_array_index (records->vehicles, n_kept++) = vehicle;
    }
  g_ptr_array_set_size (records->vehicles, n_kept);
}

/*
 * rlt_vmtr_merge:
 * @source: the feed's id
 * @one: (nullable): what is known of one direction
 * @other: (nullable): what is known of the other
 *
 * Returns: (transfer full): both together, each train once
 */
RltRecords *
rlt_vmtr_merge (const char *source,
                RltRecords *one,
                RltRecords *other)
{
  RltRecords *records = rlt_records_new ("vmtr", source);

  if (one != NULL)
    rlt_records_absorb (records, one);
  if (other != NULL)
    rlt_records_absorb (records, other);
  drop_older_twins (records);
  records->answer = records->vehicles->len > 0 ? RLT_ANSWER_OK : RLT_ANSWER_EMPTY;

  return records;
}
