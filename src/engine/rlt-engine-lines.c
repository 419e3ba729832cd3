/* rlt-engine-lines.c: answers to snapshots of lines.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"

/* What is wrong with the feeds that snapshots are made of, in words. */
static char **
list_errors (RltEngineCore *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      const RltFeedHealth *health = &self->health[kind];

      if (health->errors_in_row > 0 && health->last_error != NULL && !rlt_feed_is_of_open_data (kind))
        {
          g_autofree char *text = g_strdup_printf ("%s: %s", rlt_feed_get_name (kind), health->last_error);

          g_strv_builder_add (builder, text);
        }
    }

  return g_strv_builder_end (builder);
}

static RltSnapshot *
build (RltEngineCore      *self,
       const RltLine      *line,
       const char * const *errors,
       RltTime             now)
{
  RltLineRecord *record = &self->lines[line->index];
  g_autoptr(GArray) answers = rlt_engine_core_list_answers (self, line, now);
  const RltObservations observations = {
    .line = line,
    .answers = (const RltFeedAnswer *) (gpointer) answers->data,
    .n_answers = answers->len,
    .inference = record->inference,
    .previous = record->snapshot,
    .errors = errors,
  };
  RltSnapshot *snapshot = rlt_snapshot_build (&observations, now);

  g_clear_pointer (&record->snapshot, rlt_snapshot_unref);
  record->snapshot = rlt_snapshot_ref (snapshot);

  return snapshot;
}

/* Builds the snapshots of @lines and shows them together. */
static void
update_lines (RltEngineCore *self,
              GPtrArray     *lines)
{
  g_autoptr(GPtrArray) snapshots = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_snapshot_unref);
  RltTime now = rlt_clock_now (self->clock);
  g_auto(GStrv) errors = list_errors (self);

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (snapshots, build (self, g_ptr_array_index (lines, i), (const char * const *) errors, now));

  rlt_delivery_add_snapshots (self->delivery, snapshots);
  rlt_engine_core_save_lines (self, FALSE);
}

/* When the oldest board of a station came, or %RLT_TIME_NONE while one is lacking. */
static RltTime
get_boards_time (RltEngineCore    *self,
                 const RltStation *station)
{
  RltTime oldest = G_MAXINT64;

  for (guint i = 0; i < station->n_stops; i++)
    {
      RltTime time = rlt_engine_core_get_board_time (self, station->stops[i]);

      if (!RLT_TIME_IS_SET (time))
        return RLT_TIME_NONE;
      oldest = MIN (oldest, time);
    }

  return oldest;
}

/* The lines that an answer may speak of. */
static GPtrArray *
list_lines (RltEngineCore *self,
            const RltPoll *poll)
{
  GPtrArray *lines = g_ptr_array_new ();

  if (poll->line != NULL)
    g_ptr_array_add (lines, (gpointer) poll->line);
  else if (poll->stop != NULL)
    {
      for (guint i = 0; i < poll->stop->station->n_stops; i++)
        g_ptr_array_add (lines, (gpointer) poll->stop->station->stops[i]->line);
    }
  else
    {
      for (guint i = 0; i < rlt_catalogue_get_n_lines (self->embedded); i++)
        g_ptr_array_add (lines, (gpointer) rlt_catalogue_get_line (self->embedded, i));
    }

  return lines;
}

/*
 * rlt_engine_core_take_answer:
 * @self: a core
 * @key: the key of a poll
 * @poll: what it asks for
 * @result: what came of it; its records become shared
 *
 * Works out anew what is known of the lines that it may speak of. When nothing came, what is known
 * ages, and says why.
 */
void
rlt_engine_core_take_answer (RltEngineCore *self,
                             const char    *key,
                             const RltPoll *poll,
                             RltFeedResult *result)
{
  g_autoptr(GPtrArray) lines = list_lines (self, poll);

  rlt_engine_core_keep_answer (self, key, poll, result);
  update_lines (self, lines);
  if (poll->kind == RLT_FEED_PRIM_TIMETABLE && poll->line == NULL)
    rlt_engine_core_trim_soon (self);
  if (poll->stop != NULL && RLT_TIME_IS_SET (get_boards_time (self, poll->stop->station)))
    rlt_delivery_add_boards (self->delivery, poll->stop->station, get_boards_time (self, poll->stop->station));
}

/*
 * rlt_engine_core_update_all:
 * @self: a core
 *
 * Works out anew what is known of the lines of which something is shown.
 */
void
rlt_engine_core_update_all (RltEngineCore *self)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();

  for (guint i = 0; i < rlt_catalogue_get_n_lines (self->embedded); i++)
    {
      if (self->lines[i].snapshot != NULL)
        g_ptr_array_add (lines, (gpointer) rlt_catalogue_get_line (self->embedded, i));
    }
  if (lines->len > 0)
    update_lines (self, lines);
}

/*
 * rlt_engine_core_take_memory:
 * @self: a core
 * @snapshot: (transfer none): what was known of a line when the program last ran
 *
 * Shows it, unless something newer is known.
 */
void
rlt_engine_core_take_memory (RltEngineCore *self,
                             RltSnapshot   *snapshot)
{
  RltLineRecord *record = &self->lines[snapshot->line->index];
  g_autoptr(GPtrArray) snapshots = NULL;

  if (record->snapshot != NULL)
    return;

  record->snapshot = rlt_snapshot_ref (snapshot);
  snapshots = g_ptr_array_new ();
  g_ptr_array_add (snapshots, snapshot);
  rlt_delivery_add_snapshots (self->delivery, snapshots);
}

static gboolean
is_out_of_date (const RltLineRecord *record,
                RltTime              now)
{
  const RltTrafficStatus *status;

  if (record->snapshot == NULL)
    return FALSE;

  status = record->snapshot->status;
  return (RLT_TIME_IS_SET (status->changes_at) && now >= status->changes_at) ||
         (record->snapshot->n_trains > 0 &&
          rlt_freshness_at (record->snapshot->observed_at, now) == RLT_FRESHNESS_STALE);
}

/*
 * rlt_engine_core_age_lines:
 * @self: a core
 *
 * Trains that nobody has told anything of for too long are no longer there, also when no answer comes
 * that would say so; and disruptions begin and end by the clock.
 */
void
rlt_engine_core_age_lines (RltEngineCore *self)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();
  RltTime now = rlt_clock_now (self->clock);

  for (guint i = 0; i < rlt_catalogue_get_n_lines (self->embedded); i++)
    {
      const RltLineRecord *record = &self->lines[i];

      if (is_out_of_date (record, now))
        g_ptr_array_add (lines, (gpointer) record->snapshot->line);
    }
  if (lines->len > 0)
    update_lines (self, lines);
}

/*
 * rlt_engine_core_clear_lines:
 * @self: a core
 *
 * Forgets all answers and snapshots.
 */
void
rlt_engine_core_clear_lines (RltEngineCore *self)
{
  for (guint i = 0; i < rlt_catalogue_get_n_lines (self->embedded); i++)
    {
      g_clear_pointer (&self->lines[i].inference, rlt_inference_free);
      g_clear_pointer (&self->lines[i].snapshot, rlt_snapshot_unref);
    }
}
