/* rlt-traffic-fusion.c: one traffic status out of what all feeds say of a line.
 *
 * The level is the worst of what is told lately, applies now, and concerns the line itself. It is
 * normal only if somebody says so: a feed that names the line as normal, or one whose whole list of
 * disruptions came and has none of the line. Silence of any other kind is no evidence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-traffic"

#include "config.h"

#include "rlt-traffic-fusion.h"

#include <glib/gi18n.h>

#include "rlt-traffic-draft.h"
#include "rlt-traffic-status.h"

/* A list of which more than one record in so many cannot be used may lack one of the line. */
#define GAP_SHARE 10

/* A status that is being made. */
typedef struct
{
  RltTrafficStatus *status;
  GPtrArray        *drafts;     /* (owned) (element-type RltTrafficDraft) */
  GArray           *witnesses;  /* (owned) (element-type RltTrafficWitness) */
  RltTime           now;
} Fusion;

typedef enum
{
  SCOPE_NONE,
  SCOPE_STATION,
  SCOPE_LINE,
} Scope;

static gboolean
is_named (const RltStop      *stop,
          const char * const *stations)
{
  return g_strv_contains (stations, stop->station->name) || g_strv_contains (stations, stop->station->id);
}

static gboolean
has_station (const RltLine      *line,
             const char * const *stations)
{
  for (guint i = 0; i < line->n_stops; i++)
    {
      if (is_named (&line->stops[i], stations))
        return TRUE;
    }

  return FALSE;
}

/* From terminus to terminus is the whole line. */
static gboolean
has_all_termini (const RltLine      *line,
                 const char * const *stations)
{
  for (guint i = 0; i < line->n_patterns; i++)
    {
      const RltPattern *pattern = &line->patterns[i];

      if (!is_named (pattern->stops[0], stations) || !is_named (pattern->stops[pattern->n_stops - 1], stations))
        return FALSE;
    }

  return TRUE;
}

/* Where a part of a line is closed the rest runs. */
static RltLevel
get_level (const RltDisruption *disruption,
           const RltLine       *line)
{
  if (disruption->level != RLT_LEVEL_CLOSED || !has_station (line, disruption->stations) ||
      has_all_termini (line, disruption->stations))
    return disruption->level;

  return disruption->category == RLT_CATEGORY_WORKS ? RLT_LEVEL_WORKS : RLT_LEVEL_DISTURBED;
}

/* A lift is its station's matter whatever it names. A message that names nothing is of the line it
 * was asked for. */
static Scope
get_scope (const RltDisruption *disruption,
           const RltFeedAnswer *answer,
           const RltLine       *line)
{
  const gboolean names_nothing = disruption->lines[0] == NULL && disruption->stations[0] == NULL;

  if (disruption->category != RLT_CATEGORY_LIFT &&
      (g_strv_contains (disruption->lines, line->key) || (names_nothing && answer->line == line)))
    return SCOPE_LINE;

  return has_station (line, disruption->stations) ? SCOPE_STATION : SCOPE_NONE;
}

/* Whether a line that is not in the answer has no disruption. */
static gboolean
is_whole_list (const RltFeedAnswer *answer,
               const RltLine       *line)
{
  static const char * const lists[] = { "disruptions-bulk", "navitia", NULL };
  const RltRecords *records = answer->records;

  return g_strv_contains (lists, records->kind) && answer->complete &&
         (records->answer == RLT_ANSWER_OK || records->answer == RLT_ANSWER_EMPTY) &&
         (answer->line == NULL || answer->line == line) &&
         records->n_rejected * GAP_SHARE <= records->n_records;
}

static RltTime
get_earlier (RltTime a,
             RltTime b)
{
  if (!RLT_TIME_IS_SET (a) || !RLT_TIME_IS_SET (b))
    return MAX (a, b);

  return MIN (a, b);
}

/* Takes @draft, and makes one of it and what is known of the same disruption. */
static void
take_draft (Fusion          *self,
            RltTrafficDraft *draft)
{
  self->status->changes_at = get_earlier (self->status->changes_at, draft->next_change);
  for (guint i = 0; i < self->drafts->len; i++)
    {
      RltTrafficDraft *known = g_ptr_array_index (self->drafts, i);

      if (rlt_traffic_draft_is_same (known, draft))
        {
          rlt_traffic_draft_absorb (known, draft);
          return;
        }
    }
  g_ptr_array_add (self->drafts, draft);
}

/* What is grave to an unknown degree, or at an unknown time, is neither a level nor nothing. */
static gboolean
casts_doubt (const RltTrafficDraft *draft)
{
  const gboolean may_apply = draft->reason.tense == RLT_TENSE_UNKNOWN ||
                             (draft->reason.tense == RLT_TENSE_NOW && draft->reason.level == RLT_LEVEL_UNKNOWN);

  return draft->is_of_line && may_apply &&
         (draft->reason.category == RLT_CATEGORY_INCIDENT || draft->reason.category == RLT_CATEGORY_WORKS);
}

/* Reads the disruptions of one answer. Returns the worst level they say of the line; sets @speaks if
 * one of them is of the line now, and @doubtful if one says no level or no time. */
static RltLevel
read_disruptions (Fusion              *self,
                  const RltFeedAnswer *answer,
                  gboolean            *speaks,
                  gboolean            *doubtful)
{
  GPtrArray *disruptions = answer->records->disruptions;
  RltLevel level = RLT_LEVEL_UNKNOWN;

  for (guint i = 0; i < disruptions->len; i++)
    {
      const RltDisruption *disruption = g_ptr_array_index (disruptions, i);
      const Scope scope = get_scope (disruption, answer, self->status->line);
      RltTrafficDraft *draft;

      if (scope == SCOPE_NONE)
        continue;
      draft = rlt_traffic_draft_new_from_disruption (disruption, answer->source, answer->received_at, self->now);
      draft->is_of_line = scope == SCOPE_LINE;
      if (draft->is_of_line)
        draft->reason.level = get_level (disruption, self->status->line);
      if (rlt_traffic_draft_counts (draft))
        level = MAX (level, draft->reason.level);
      *speaks |= scope == SCOPE_LINE && draft->reason.tense == RLT_TENSE_NOW;
      *doubtful |= casts_doubt (draft);
      take_draft (self, draft);
    }

  return level;
}

static RltLevel
read_traffic (Fusion              *self,
              const RltFeedAnswer *answer,
              gboolean            *speaks)
{
  GPtrArray *traffic = answer->records->traffic;
  RltLevel level = RLT_LEVEL_UNKNOWN;

  for (guint i = 0; i < traffic->len; i++)
    {
      const RltTraffic *each = g_ptr_array_index (traffic, i);

      if (each->line != self->status->line)
        continue;
      *speaks = TRUE;
      level = MAX (level, each->level);
      if (each->level != RLT_LEVEL_NORMAL)
        take_draft (self, rlt_traffic_draft_new_from_traffic (each, answer->source, answer->received_at, self->now));
    }

  return level;
}

static void
add_witness (Fusion              *self,
             const RltFeedAnswer *answer,
             RltLevel             level)
{
  RltTrafficWitness witness = { answer->source, level, answer->received_at };

  for (guint i = 0; i < self->witnesses->len; i++)
    {
      RltTrafficWitness *known = &g_array_index (self->witnesses, RltTrafficWitness, i);

      if (!g_str_equal (known->source, answer->source))
        continue;
      if (known->level == level)
        known->observed_at = MAX (known->observed_at, answer->received_at);
      else if (known->level < level)
        *known = witness;
      return;
    }
  g_array_append_val (self->witnesses, witness);
}

/* What was told too long ago is shown, and is no evidence. */
static void
read_answer (Fusion              *self,
             const RltFeedAnswer *answer)
{
  gboolean speaks = FALSE, doubtful = FALSE;
  RltLevel level = read_traffic (self, answer, &speaks);

  level = MAX (level, read_disruptions (self, answer, &speaks, &doubtful));
  if (rlt_freshness_at (answer->received_at, self->now) == RLT_FRESHNESS_STALE)
    return;

  if (is_whole_list (answer, self->status->line))
    {
      speaks = TRUE;
      if (level == RLT_LEVEL_UNKNOWN && !doubtful)
        level = RLT_LEVEL_NORMAL;
    }
  if (!speaks)
    return;

  add_witness (self, answer, level);
  self->status->changes_at = get_earlier (self->status->changes_at, answer->received_at + RLT_FRESHNESS_STALE_AFTER);
}

/* The worst that is said, and when it was said last. */
static void
decide_level (Fusion           *self,
              RltTrafficStatus *previous)
{
  RltTrafficStatus *status = self->status;

  for (guint i = 0; i < self->witnesses->len; i++)
    {
      const RltTrafficWitness *witness = &g_array_index (self->witnesses, RltTrafficWitness, i);

      if (witness->level > status->level)
        {
          status->level = witness->level;
          status->observed_at = witness->observed_at;
        }
      else if (witness->level == status->level && witness->level != RLT_LEVEL_UNKNOWN)
        {
          status->observed_at = MAX (status->observed_at, witness->observed_at);
        }
    }

  status->last_level = status->level;
  if (status->level == RLT_LEVEL_UNKNOWN && previous != NULL)
    {
      status->last_level = previous->last_level;
      status->observed_at = previous->observed_at;
    }
}

/**
 * rlt_traffic_explain_last:
 * @status: a status of which only the last level is known
 * @now: the present instant
 *
 * Returns: (transfer none): why its level is unknown, in words for people
 */
const char *
rlt_traffic_explain_last (const RltTrafficStatus *status,
                          RltTime                 now)
{
  g_return_val_if_fail (status != NULL, NULL);

  return rlt_freshness_at (status->observed_at, now) == RLT_FRESHNESS_STALE
           ? _("What was told of this line’s traffic is out of date")
           : _("No feed tells of this line’s traffic now");
}

static const char *
explain (const Fusion *self)
{
  if (self->status->level != RLT_LEVEL_UNKNOWN)
    return NULL;
  if (self->witnesses->len > 0)
    return _("What the feeds tell of this line does not say how its trains run");
  if (self->status->last_level != RLT_LEVEL_UNKNOWN)
    return rlt_traffic_explain_last (self->status, self->now);

  return _("No feed has told of this line’s traffic");
}

static const RltTrafficReason *
write_reasons (Fusion   *self,
               gboolean  of_line,
               guint    *n_reasons)
{
  RltArena *arena = self->status->arena;
  RltTrafficReason *reasons = rlt_arena_new_array (arena, RltTrafficReason, self->drafts->len + 1);

  for (guint i = 0; i < self->drafts->len; i++)
    {
      const RltTrafficDraft *draft = g_ptr_array_index (self->drafts, i);

      if (draft->is_of_line == of_line)
        rlt_traffic_draft_write (draft, arena, &reasons[(*n_reasons)++]);
    }

  return reasons;
}

static int
compare_witnesses (gconstpointer a,
                   gconstpointer b)
{
  return g_strcmp0 (((const RltTrafficWitness *) a)->source, ((const RltTrafficWitness *) b)->source);
}

static void
write_witnesses (Fusion *self)
{
  RltTrafficStatus *status = self->status;
  RltTrafficWitness *witnesses = rlt_arena_new_array (status->arena, RltTrafficWitness, self->witnesses->len + 1);

  g_array_sort (self->witnesses, compare_witnesses);
  for (guint i = 0; i < self->witnesses->len; i++)
    {
      witnesses[i] = g_array_index (self->witnesses, RltTrafficWitness, i);
      witnesses[i].source = rlt_arena_strdup (status->arena, witnesses[i].source);
    }
  status->witnesses = witnesses;
  status->n_witnesses = self->witnesses->len;
}

/**
 * rlt_traffic_fuse:
 * @observations: what the feeds said of a line
 * @now: the present instant
 *
 * Of one disruption that several feeds tell of one reason is made. Feeds that disagree are all heard:
 * the worst counts, and what each says by itself is beside it.
 *
 * Returns: (transfer full): the line's status; it refers to nothing of @observations but the line
 */
RltTrafficStatus *
rlt_traffic_fuse (const RltObservations *observations,
                  RltTime                now)
{
  Fusion fusion = { NULL, };

  g_return_val_if_fail (observations != NULL && observations->line != NULL, NULL);

  fusion.status = rlt_traffic_status_new (observations->line);
  fusion.status->built_at = now;
  fusion.drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_traffic_draft_free);
  fusion.witnesses = g_array_new (FALSE, FALSE, sizeof (RltTrafficWitness));
  fusion.now = now;

  for (guint i = 0; i < observations->n_answers; i++)
    read_answer (&fusion, &observations->answers[i]);
  decide_level (&fusion, observations->previous != NULL ? observations->previous->status : NULL);
  fusion.status->note = explain (&fusion);

  g_ptr_array_sort (fusion.drafts, rlt_traffic_draft_compare);
  fusion.status->reasons = write_reasons (&fusion, TRUE, &fusion.status->n_reasons);
  fusion.status->station_reasons = write_reasons (&fusion, FALSE, &fusion.status->n_station_reasons);
  write_witnesses (&fusion);

  g_ptr_array_unref (fusion.drafts);
  g_array_unref (fusion.witnesses);

  return fusion.status;
}
