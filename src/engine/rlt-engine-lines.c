/* rlt-engine-lines.c: answers to snapshots of lines.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"

static void
feed_answer_take (RltFeedAnswer       *self,
                  RltFeedKind          kind,
                  const RltLine       *line,
                  const RltFeedResult *result)
{
  g_clear_pointer (&self->records, rlt_records_unref);
  self->records = rlt_records_ref (result->records);
  self->source = rlt_feed_get_id (kind);
  self->line = line;
  self->received_at = result->received_at;
  self->complete = result->complete;
}

/* What is wrong with the feeds that snapshots are made of, in words. */
static char **
list_errors (RltEngineCore *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint kind = RLT_FEED_PRIM_TIMETABLE; kind <= RLT_FEED_PRIM_BOARD; kind++)
    {
      const RltFeedHealth *health = &self->health[kind];

      if (health->errors_in_row > 0 && health->last_error != NULL)
        {
          g_autofree char *text = g_strdup_printf ("%s: %s", rlt_feed_get_name (kind), health->last_error);

          g_strv_builder_add (builder, text);
        }
    }

  return g_strv_builder_end (builder);
}

static void
drop_old_boards (RltEngineCore *self,
                 RltTime        now)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->boards);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (rlt_freshness_at (((const RltFeedAnswer *) value)->received_at, now) == RLT_FRESHNESS_STALE)
        g_hash_table_iter_remove (&iter);
    }
}

static GArray *
list_boards (RltEngineCore *self,
             RltTime        now)
{
  GArray *boards = g_array_new (FALSE, FALSE, sizeof (RltFeedAnswer));
  GHashTableIter iter;
  gpointer value;

  drop_old_boards (self, now);
  g_hash_table_iter_init (&iter, self->boards);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_array_append_val (boards, *(const RltFeedAnswer *) value);

  return boards;
}

static RltSnapshot *
build (RltEngineCore      *self,
       const RltLine      *line,
       GArray             *boards,
       const char * const *errors,
       RltTime             now)
{
  RltLineRecord *record = &self->lines[line->index];
  g_autoptr(GArray) answers = g_array_new (FALSE, FALSE, sizeof (RltFeedAnswer));
  RltObservations observations = { .line = line, .previous = record->snapshot, .errors = errors };
  RltSnapshot *snapshot;

  if (record->timetable.records != NULL)
    g_array_append_val (answers, record->timetable);
  g_array_append_vals (answers, boards->data, boards->len);
  observations.answers = (const RltFeedAnswer *) (gpointer) answers->data;
  observations.n_answers = answers->len;
  snapshot = rlt_snapshot_build (&observations, now);

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
  g_autoptr(GArray) boards = list_boards (self, now);
  g_auto(GStrv) errors = list_errors (self);

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (snapshots, build (self, g_ptr_array_index (lines, i), boards,
                                       (const char * const *) errors, now));

  rlt_delivery_add_snapshots (self->delivery, snapshots);
  rlt_engine_core_save_lines (self, FALSE);
}

/*
 * rlt_engine_core_take_timetable:
 * @self: a core
 * @line: (nullable): the line that was asked for; %NULL for all
 * @result: what came of it; its records become shared
 *
 * Works out where the trains are. When nothing came, what is known ages, and says why.
 */
void
rlt_engine_core_take_timetable (RltEngineCore *self,
                                const RltLine *line,
                                RltFeedResult *result)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();
  gboolean usable = rlt_feed_result_has_records (result);

  if (usable)
    rlt_records_confirm (result->records, result->received_at);

  for (guint i = 0; i < rlt_catalogue_get_n_lines (self->embedded); i++)
    {
      const RltLine *each = rlt_catalogue_get_line (self->embedded, i);

      if (line != NULL && each != line)
        continue;
      if (usable)
        feed_answer_take (&self->lines[i].timetable, RLT_FEED_PRIM_TIMETABLE, line, result);
      g_ptr_array_add (lines, (gpointer) each);
    }
  update_lines (self, lines);
  if (line == NULL)
    rlt_engine_core_trim_soon (self);
}

/* When the oldest board of a station came, or %RLT_TIME_NONE while one is lacking. */
static RltTime
get_boards_time (RltEngineCore    *self,
                 const RltStation *station)
{
  RltTime oldest = G_MAXINT64;

  for (guint i = 0; i < station->n_stops; i++)
    {
      const RltFeedAnswer *answer = g_hash_table_lookup (self->boards, station->stops[i]->area_id);

      if (answer == NULL)
        return RLT_TIME_NONE;
      oldest = MIN (oldest, answer->received_at);
    }

  return oldest;
}

/*
 * rlt_engine_core_take_board:
 * @self: a core
 * @stop: the stop that was asked for
 * @result: what came of it; its records become shared
 *
 * Updates the lines of the stop's station.
 */
void
rlt_engine_core_take_board (RltEngineCore *self,
                            const RltStop *stop,
                            RltFeedResult *result)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();

  if (rlt_feed_result_has_records (result))
    {
      RltFeedAnswer *answer = g_new0 (RltFeedAnswer, 1);

      rlt_records_confirm (result->records, result->received_at);
      feed_answer_take (answer, RLT_FEED_PRIM_BOARD, NULL, result);
      g_hash_table_insert (self->boards, (gpointer) stop->area_id, answer);
    }

  for (guint i = 0; i < stop->station->n_stops; i++)
    g_ptr_array_add (lines, (gpointer) stop->station->stops[i]->line);
  update_lines (self, lines);
  if (RLT_TIME_IS_SET (get_boards_time (self, stop->station)))
    rlt_delivery_add_boards (self->delivery, stop->station, get_boards_time (self, stop->station));
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
          rlt_freshness_at (record->timetable.received_at, now) == RLT_FRESHNESS_STALE);
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
      g_clear_pointer (&self->lines[i].timetable.records, rlt_records_unref);
      g_clear_pointer (&self->lines[i].snapshot, rlt_snapshot_unref);
    }
  g_hash_table_remove_all (self->boards);
}
