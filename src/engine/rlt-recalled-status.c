/* rlt-recalled-status.c: a line's traffic status as it was written down, read again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-recalled-status.h"

#include <stdio.h>
#include <string.h>

#include "rlt-decode-json.h"
#include "rlt-traffic-fusion.h"

static RltTime
read_time (JsonObject *object,
           const char *name)
{
  const char *text = rlt_decode_json_get_text (object, name);
  RltTime time = RLT_TIME_NONE;

  if (text != NULL)
    (void) rlt_time_parse (text, strlen (text), &time);

  return time;
}

static const char *
read_text (RltArena   *arena,
           JsonObject *object,
           const char *name)
{
  return rlt_arena_strdup (arena, rlt_decode_json_get_text (object, name));
}

static const char * const *
read_texts (RltArena   *arena,
            JsonObject *object,
            const char *name)
{
  JsonArray *array = rlt_decode_json_get_array (object, name);
  const guint length = rlt_decode_json_get_length (array);
  const char **texts = rlt_arena_new_array (arena, const char *, length + 1);
  guint n_texts = 0;

  for (guint i = 0; i < length; i++)
    {
      const char *text = rlt_decode_json_text_at (array, i);

      if (text != NULL)
        texts[n_texts++] = rlt_arena_strdup (arena, text);
    }

  return (const char * const *) texts;
}

static void
read_periods (RltTrafficReason *reason,
              RltArena         *arena,
              JsonObject       *object)
{
  JsonArray *array = rlt_decode_json_get_array (object, "periods");
  const guint length = rlt_decode_json_get_length (array);
  RltPeriod *periods = rlt_arena_new_array (arena, RltPeriod, length + 1);
  const char *nights = rlt_decode_json_get_text (object, "nights_from");
  int hour, minute;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *period = rlt_decode_json_object_at (array, i);

      periods[i] = (RltPeriod) { read_time (period, "from"), read_time (period, "to") };
    }
  reason->periods = periods;
  reason->n_periods = length;
  reason->nights_from = RLT_ALL_DAY;
  if (nights != NULL && sscanf (nights, "%2d:%2d", &hour, &minute) == 2)
    reason->nights_from = hour * 60 + minute;
}

/* @told: (nullable): the word of what it was then. */
static RltTense
get_tense (const RltTrafficReason *reason,
           const char             *told,
           RltTime                 now)
{
  RltDisruption disruption = {
    .n_periods = reason->n_periods, .periods = reason->periods, .nights_from = reason->nights_from
  };

  if (told != NULL)
    (void) rlt_tense_from_string (told, &disruption.told);

  return rlt_disruption_get_tense (&disruption, now);
}

/* What was told in an earlier run makes no level, but is shown with its age. */
static gboolean
read_reason (RltTrafficReason *reason,
             RltArena         *arena,
             JsonObject       *object,
             RltTime           now)
{
  const char *level = rlt_decode_json_get_text (object, "level");
  const char *category = rlt_decode_json_get_text (object, "category");

  reason->id = read_text (arena, object, "id");
  reason->observed_at = read_time (object, "observed_at");
  if (reason->id == NULL || level == NULL || category == NULL || !RLT_TIME_IS_SET (reason->observed_at) ||
      !rlt_level_from_string (level, &reason->level) || !rlt_category_from_string (category, &reason->category))
    return FALSE;

  reason->title = read_text (arena, object, "title");
  reason->message = read_text (arena, object, "message");
  reason->detail = read_text (arena, object, "detail");
  reason->stations = read_texts (arena, object, "stations");
  reason->sources = read_texts (arena, object, "sources");
  read_periods (reason, arena, object);
  reason->tense = get_tense (reason, rlt_decode_json_get_text (object, "applies"), now);
  reason->updated_at = read_time (object, "updated_at");

  return TRUE;
}

static const RltTrafficReason *
read_reasons (RltArena   *arena,
              JsonObject *status,
              const char *name,
              RltTime     now,
              guint      *n_reasons)
{
  JsonArray *array = rlt_decode_json_get_array (status, name);
  const guint length = rlt_decode_json_get_length (array);
  RltTrafficReason *reasons = rlt_arena_new_array (arena, RltTrafficReason, length + 1);

  for (guint i = 0; i < length; i++)
    *n_reasons += read_reason (&reasons[*n_reasons], arena, rlt_decode_json_object_at (array, i), now);

  return reasons;
}

/**
 * rlt_recalled_status_read:
 * @line: a line
 * @json: its snapshot, as it was written down
 * @now: the present instant
 *
 * The level is unknown until somebody tells it anew; the one that was last known comes with the time
 * it was known at.
 *
 * Returns: (transfer full): the status
 */
RltTrafficStatus *
rlt_recalled_status_read (const RltLine *line,
                          const char    *json,
                          RltTime        now)
{
  g_autoptr(RltRecords) scratch = rlt_records_new ("snapshot", "store");
  g_autoptr(JsonNode) root = NULL;
  RltTrafficStatus *self = rlt_traffic_status_new (line);
  JsonObject *status;
  const char *level;

  root = rlt_decode_json_read (scratch, json, strlen (json));
  status = rlt_decode_json_get_object (rlt_decode_json_to_object (root), "status");
  level = rlt_decode_json_get_text (status, "last_level");
  if (level == NULL || !rlt_level_from_string (level, &self->last_level))
    return self;

  self->built_at = now;
  self->observed_at = read_time (status, "observed_at");
  if (self->last_level != RLT_LEVEL_UNKNOWN)
    self->note = rlt_traffic_explain_last (self, now);
  self->reasons = read_reasons (self->arena, status, "reasons", now, &self->n_reasons);
  self->station_reasons = read_reasons (self->arena, status, "station_reasons", now, &self->n_station_reasons);

  return self;
}
