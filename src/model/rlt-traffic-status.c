/* rlt-traffic-status.c: how the trains of one line run, why, and who says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-traffic"

#include "config.h"

#include "rlt-traffic-status.h"

#include <glib/gi18n.h>

G_DEFINE_BOXED_TYPE (RltTrafficStatus, rlt_traffic_status, rlt_traffic_status_ref, rlt_traffic_status_unref)

/**
 * rlt_traffic_status_new:
 * @line: a line; its catalogue must outlive the status
 *
 * Returns: (transfer full): the status of a line that nobody has told anything of, to be filled before
 *   it is shared
 */
RltTrafficStatus *
rlt_traffic_status_new (const RltLine *line)
{
  RltTrafficStatus *self;

  g_return_val_if_fail (line != NULL, NULL);

  self = g_new0 (RltTrafficStatus, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->arena = rlt_arena_new ();
  self->line = line;
  self->built_at = RLT_TIME_NONE;
  self->level = RLT_LEVEL_UNKNOWN;
  self->last_level = RLT_LEVEL_UNKNOWN;
  self->observed_at = RLT_TIME_NONE;
  self->changes_at = RLT_TIME_NONE;
  self->note = _("No feed has told of this line’s traffic");

  return self;
}

/**
 * rlt_traffic_status_ref:
 * @self: a status
 *
 * Returns: (transfer full): @self. Any thread.
 */
RltTrafficStatus *
rlt_traffic_status_ref (RltTrafficStatus *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rlt_traffic_status_unref:
 * @self: (transfer full): a status
 *
 * Any thread.
 */
void
rlt_traffic_status_unref (RltTrafficStatus *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  rlt_arena_free (self->arena);
  g_free (self);
}

static gboolean
names_station (const RltTrafficReason *reason,
               const RltStation       *station)
{
  return g_strv_contains (reason->stations, station->name) || g_strv_contains (reason->stations, station->id);
}

/**
 * rlt_traffic_status_list_station:
 * @self: a status
 * @station: a station of its line
 * @reasons: (element-type RltTrafficReason): where they are added
 *
 * Adds what is told of @station: first what concerns it alone, such as a broken lift, then what
 * concerns the line and names the station. The reasons belong to @self.
 */
void
rlt_traffic_status_list_station (const RltTrafficStatus *self,
                                 const RltStation       *station,
                                 GPtrArray              *reasons)
{
  g_return_if_fail (self != NULL && station != NULL && reasons != NULL);

  for (guint i = 0; i < self->n_station_reasons; i++)
    {
      if (names_station (&self->station_reasons[i], station))
        g_ptr_array_add (reasons, (gpointer) &self->station_reasons[i]);
    }
  for (guint i = 0; i < self->n_reasons; i++)
    {
      if (names_station (&self->reasons[i], station))
        g_ptr_array_add (reasons, (gpointer) &self->reasons[i]);
    }
}

static void
write_reason (const RltTrafficReason *reason,
              RltJsonWriter          *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", reason->id);
  rlt_json_writer_put_string (writer, "level", rlt_level_to_string (reason->level));
  rlt_json_writer_put_string (writer, "category", rlt_category_to_string (reason->category));
  rlt_json_writer_put_string (writer, "applies", rlt_tense_to_string (reason->tense));
  rlt_json_writer_put_boolean (writer, "counts", reason->counts);
  rlt_json_writer_put_string (writer, "title", reason->title);
  rlt_json_writer_put_string (writer, "message", reason->message);
  rlt_json_writer_put_string (writer, "detail", reason->detail);
  rlt_json_writer_put_texts (writer, "stations", reason->stations);
  rlt_periods_put_json (reason->periods, reason->n_periods, reason->nights_from, writer);
  rlt_json_writer_put_texts (writer, "sources", reason->sources);
  rlt_json_writer_put_time (writer, "updated_at", reason->updated_at);
  rlt_json_writer_put_time (writer, "observed_at", reason->observed_at);
  rlt_json_writer_end_object (writer);
}

static void
put_reasons (RltJsonWriter          *writer,
             const char             *name,
             const RltTrafficReason *reasons,
             guint                   n_reasons)
{
  rlt_json_writer_member (writer, name);
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < n_reasons; i++)
    write_reason (&reasons[i], writer);
  rlt_json_writer_end_array (writer);
}

static void
put_witnesses (RltJsonWriter          *writer,
               const RltTrafficStatus *self)
{
  rlt_json_writer_member (writer, "sources");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < self->n_witnesses; i++)
    {
      const RltTrafficWitness *witness = &self->witnesses[i];

      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_string (writer, "source", witness->source);
      rlt_json_writer_put_string (writer, "level", rlt_level_to_string (witness->level));
      rlt_json_writer_put_time (writer, "observed_at", witness->observed_at);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
}

/**
 * rlt_traffic_status_put_json:
 * @self: a status
 * @now: the present instant
 * @writer: where it goes, as a member "status" whose value is an object
 */
void
rlt_traffic_status_put_json (const RltTrafficStatus *self,
                             RltTime                 now,
                             RltJsonWriter          *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  rlt_json_writer_member (writer, "status");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "level", rlt_level_to_string (self->level));
  rlt_json_writer_put_string (writer, "note", self->note);
  rlt_json_writer_put_string (writer, "last_level", rlt_level_to_string (self->last_level));
  rlt_json_writer_put_time (writer, "observed_at", self->observed_at);
  rlt_json_writer_put_string (writer, "freshness",
                              rlt_freshness_to_string (rlt_freshness_at (self->observed_at, now)));
  put_reasons (writer, "reasons", self->reasons, self->n_reasons);
  put_reasons (writer, "station_reasons", self->station_reasons, self->n_station_reasons);
  put_witnesses (writer, self);
  rlt_json_writer_end_object (writer);
}
