/* rlt-snapshot.c: all that is known of one line at one moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-snapshot"

#include "config.h"

#include "rlt-snapshot.h"

G_DEFINE_BOXED_TYPE (RltSnapshot, rlt_snapshot, rlt_snapshot_ref, rlt_snapshot_unref)

static const char * const no_texts[] = { NULL };

/**
 * rlt_snapshot_new:
 * @line: a line; its catalogue must outlive the snapshot
 *
 * Returns: (transfer full): a snapshot in which nothing is known, to be filled before it is shared
 */
RltSnapshot *
rlt_snapshot_new (const RltLine *line)
{
  RltSnapshot *self = g_new0 (RltSnapshot, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->arena = rlt_arena_new ();
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_records_unref);
  self->line = line;
  self->built_at = RLT_TIME_NONE;
  self->observed_at = RLT_TIME_NONE;
  self->status = rlt_traffic_status_new (line);
  self->sources = no_texts;
  self->errors = no_texts;

  return self;
}

/**
 * rlt_snapshot_ref:
 * @self: a snapshot
 *
 * Returns: (transfer full): @self. Any thread.
 */
RltSnapshot *
rlt_snapshot_ref (RltSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rlt_snapshot_unref:
 * @self: (transfer full): a snapshot
 *
 * Any thread.
 */
void
rlt_snapshot_unref (RltSnapshot *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  rlt_traffic_status_unref (self->status);
  g_ptr_array_unref (self->held);
  rlt_arena_free (self->arena);
  g_free (self);
}

/**
 * rlt_snapshot_hold:
 * @self: a snapshot that is not shared yet
 * @records: a batch whose departures or texts the snapshot points to
 *
 * Keeps @records alive as long as @self.
 */
void
rlt_snapshot_hold (RltSnapshot *self,
                   RltRecords  *records)
{
  if (!g_ptr_array_find (self->held, records, NULL))
    g_ptr_array_add (self->held, rlt_records_ref (records));
}
