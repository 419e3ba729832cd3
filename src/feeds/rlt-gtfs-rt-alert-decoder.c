/* rlt-gtfs-rt-alert-decoder.c: alerts of GTFS-Realtime to disruptions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-gtfs-rt-decoder"

#include "config.h"

#include "rlt-gtfs-rt-decoder-private.h"

#include <string.h>

/* More than any network has stations; a feed that names more is not believed to the end. */
#define MAX_SELECTORS 1000

#define EFFECT(name) TRANSIT_REALTIME__ALERT__EFFECT__##name
#define CAUSE(name) TRANSIT_REALTIME__ALERT__CAUSE__##name

static gboolean
is_works (const RltPbAlert *alert)
{
  return alert->cause == CAUSE (MAINTENANCE) || alert->cause == CAUSE (CONSTRUCTION);
}

/* What the line suffers: works are not an incident, a broken lift is not a delay. An effect on
 * nothing says nothing of the traffic, not that it is normal. */
static RltLevel
get_level (const RltPbAlert *alert)
{
  switch (alert->effect)
    {
    case EFFECT (NO_SERVICE):
      return RLT_LEVEL_CLOSED;
    case EFFECT (REDUCED_SERVICE):
    case EFFECT (SIGNIFICANT_DELAYS):
    case EFFECT (DETOUR):
    case EFFECT (MODIFIED_SERVICE):
    case EFFECT (STOP_MOVED):
      return is_works (alert) ? RLT_LEVEL_WORKS : RLT_LEVEL_DISTURBED;
    default:
      return RLT_LEVEL_UNKNOWN;
    }
}

static RltCategory
get_category (const RltPbAlert *alert)
{
  if (alert->effect == EFFECT (ACCESSIBILITY_ISSUE))
    return RLT_CATEGORY_LIFT;
  if (is_works (alert))
    return RLT_CATEGORY_WORKS;

  switch (get_level (alert))
    {
    case RLT_LEVEL_CLOSED:
    case RLT_LEVEL_DISTURBED:
      return RLT_CATEGORY_INCIDENT;
    default:
      return RLT_CATEGORY_INFORMATION;
    }
}

/* How well a language suits: French is what the riders' signs say. Feeds add texts with markup,
 * as "en-html"; they come last. */
static int
rank_language (const char *language)
{
  if (language == NULL || *language == '\0')
    return 1;
  if (g_str_has_suffix (language, "-html"))
    return 0;
  if (g_ascii_strncasecmp (language, "fr", 2) == 0 && !g_ascii_isalpha (language[2]))
    return 3;
  if (g_ascii_strncasecmp (language, "en", 2) == 0 && !g_ascii_isalpha (language[2]))
    return 2;

  return 1;
}

static const char *
pick_text (RltGtfsRtDecoder                        *self,
           const TransitRealtime__TranslatedString *string)
{
  const char *picked = NULL;
  int picked_rank = -1;

  if (string == NULL)
    return NULL;

  for (gsize i = 0; i < string->n_translation; i++)
    {
      const TransitRealtime__TranslatedString__Translation *translation = string->translation[i];
      const int rank = rank_language (translation->language);

      if (translation->text != NULL && rank > picked_rank)
        {
          picked = translation->text;
          picked_rank = rank;
        }
    }

  return rlt_gtfs_rt_read_text (self, picked);
}

static void
add_once (GPtrArray  *texts,
          const char *text)
{
  for (guint i = 0; i < texts->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (texts, i), text))
        return;
    }

  g_ptr_array_add (texts, (gpointer) text);
}

static const char * const *
keep_texts (RltGtfsRtDecoder *self,
            GPtrArray        *texts)
{
  const char **kept = rlt_arena_new_array (self->records->arena, const char *, texts->len + 1);

  if (texts->len > 0)
    memcpy (kept, texts->pdata, texts->len * sizeof *kept);

  return kept;
}

/* A selector that names a stop concerns the stop, not the whole line; one that names a trip
 * concerns that train alone. */
static void
read_selector (RltGtfsRtDecoder                      *self,
               const TransitRealtime__EntitySelector *selector,
               GPtrArray                             *lines,
               GPtrArray                             *stations)
{
  const RltLine *line;
  const RltStation *station;
  const char *id;

  if (selector->stop_id != NULL && *selector->stop_id != '\0')
    {
      id = rlt_decode_index_stop (self->index, selector->stop_id, strlen (selector->stop_id), &station);
      add_once (stations, station != NULL ? station->name : id);
    }
  else if (selector->trip == NULL)
    {
      id = rlt_gtfs_rt_read_line (self, selector->route_id, &line);
      if (id != NULL)
        add_once (lines, line != NULL ? line->key : id);
    }
}

static const RltPeriod *
read_periods (RltGtfsRtDecoder *self,
              const RltPbAlert *alert)
{
  RltPeriod *periods = rlt_arena_new_array (self->records->arena, RltPeriod, alert->n_active_period);

  for (gsize i = 0; i < alert->n_active_period; i++)
    {
      periods[i].from = rlt_gtfs_rt_read_time (self, self->entity, alert->active_period[i]->start);
      periods[i].to = rlt_gtfs_rt_read_time (self, self->entity, alert->active_period[i]->end);
    }

  return periods;
}

/* Adds the disruption that @alert tells of. Returns why it cannot be used, else NULL. */
const char *
rlt_gtfs_rt_add_disruption (RltGtfsRtDecoder *self,
                            const char       *id,
                            const RltPbAlert *alert)
{
  const char *title = pick_text (self, alert->header_text);
  const char *message = pick_text (self, alert->description_text);
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();
  g_autoptr(GPtrArray) stations = g_ptr_array_new ();
  RltDisruption *disruption;

  id = rlt_gtfs_rt_read_text (self, id);
  if (id == NULL)
    return "an alert without an id";
  if (title == NULL && message == NULL)
    return "an alert without a text";

  for (gsize i = 0; i < MIN (alert->n_informed_entity, MAX_SELECTORS); i++)
    read_selector (self, alert->informed_entity[i], lines, stations);

  disruption = rlt_records_add_disruption (self->records);
  disruption->id = id;
  disruption->category = get_category (alert);
  /* A lift is its station's matter. */
  if (disruption->category != RLT_CATEGORY_LIFT)
    disruption->lines = keep_texts (self, lines);
  disruption->stations = keep_texts (self, stations);
  disruption->level = get_level (alert);
  disruption->title = rlt_decode_keep_text (self->records->arena, title);
  disruption->message = rlt_decode_keep_text (self->records->arena, message);
  disruption->detail = rlt_decode_keep_detail (self->records->arena, message);
  disruption->n_periods = alert->n_active_period;
  disruption->periods = read_periods (self, alert);
  disruption->updated_at = self->made_at;

  return NULL;
}
