/* rlt-traffic-draft.c: the reasons of a traffic status while it is made: which are the same, which
 * comes first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-traffic"

#include "config.h"

#include "rlt-traffic-draft.h"

#include <string.h>

#include "rlt-text.h"

/* Two texts that share so much of their words are of one disruption... */
#define SAME_WORDS 0.6

/* ...if they begin or end about together. */
#define SAME_BOUND_WITHIN RLT_HOUR

static const char * const nothing[] = { NULL };

static RltTrafficDraft *
draft_new (const char *source,
           RltTime     observed_at,
           RltTime     now)
{
  RltTrafficDraft *self = g_new0 (RltTrafficDraft, 1);

  self->reason.stations = nothing;
  self->reason.nights_from = RLT_ALL_DAY;
  self->reason.observed_at = observed_at;
  self->sources = g_ptr_array_new ();
  g_ptr_array_add (self->sources, (gpointer) source);
  self->next_change = RLT_TIME_NONE;
  self->is_fresh = rlt_freshness_at (observed_at, now) != RLT_FRESHNESS_STALE;

  return self;
}

/**
 * rlt_traffic_draft_new_from_disruption:
 * @disruption: a disruption; it outlives the draft, as do the texts
 * @source: the id of the feed that told of it
 * @observed_at: when it did
 * @now: the present instant
 *
 * Returns: (transfer full): a draft; whether it is of the line the caller knows
 */
RltTrafficDraft *
rlt_traffic_draft_new_from_disruption (const RltDisruption *disruption,
                                       const char          *source,
                                       RltTime              observed_at,
                                       RltTime              now)
{
  RltTrafficDraft *self = draft_new (source, observed_at, now);
  RltTrafficReason *reason = &self->reason;

  reason->id = disruption->id;
  reason->level = disruption->level;
  reason->category = disruption->category;
  reason->title = disruption->title;
  reason->message = disruption->message;
  reason->detail = disruption->detail;
  reason->stations = disruption->stations;
  reason->n_periods = disruption->n_periods;
  reason->periods = disruption->periods;
  reason->nights_from = disruption->nights_from;
  reason->tense = rlt_disruption_get_tense (disruption, now);
  reason->updated_at = disruption->updated_at;
  self->next_change = rlt_disruption_get_next_change (disruption, now);
  self->has_own_id = TRUE;

  return self;
}

static RltCategory
get_category (RltLevel level)
{
  switch (level)
    {
    case RLT_LEVEL_WORKS:
      return RLT_CATEGORY_WORKS;
    case RLT_LEVEL_DISTURBED:
    case RLT_LEVEL_CLOSED:
      return RLT_CATEGORY_INCIDENT;
    case RLT_LEVEL_UNKNOWN:
    case RLT_LEVEL_NORMAL:
    default:
      return RLT_CATEGORY_INFORMATION;
    }
}

/**
 * rlt_traffic_draft_new_from_traffic:
 * @traffic: what a feed says of the line in general; it outlives the draft, as do the texts
 * @source: the feed's id, which also stands for that of the reason
 * @observed_at: when it said so
 * @now: the present instant
 *
 * Returns: (transfer full): a draft
 */
RltTrafficDraft *
rlt_traffic_draft_new_from_traffic (const RltTraffic *traffic,
                                    const char       *source,
                                    RltTime           observed_at,
                                    RltTime           now)
{
  RltTrafficDraft *self = draft_new (source, observed_at, now);
  RltTrafficReason *reason = &self->reason;

  reason->id = source;
  reason->level = traffic->level;
  reason->category = get_category (traffic->level);
  reason->title = traffic->title;
  reason->message = traffic->message;
  reason->detail = traffic->detail;
  reason->tense = RLT_TENSE_NOW;
  reason->updated_at = traffic->updated_at;
  self->is_of_line = TRUE;

  return self;
}

void
rlt_traffic_draft_free (RltTrafficDraft *self)
{
  g_ptr_array_unref (self->sources);
  g_free (self);
}

/**
 * rlt_traffic_draft_counts:
 * @self: a draft
 *
 * Returns: whether the line's level is made of it: it is told now, applies now, to the line itself, and
 *   says how trains run. A lift never does.
 */
gboolean
rlt_traffic_draft_counts (const RltTrafficDraft *self)
{
  return self->is_fresh && self->is_of_line && self->reason.tense == RLT_TENSE_NOW &&
         self->reason.category != RLT_CATEGORY_LIFT && self->reason.level > RLT_LEVEL_NORMAL;
}

static GHashTable *
list_words (const char *text)
{
  g_autofree char *folded = rlt_text_fold (text);
  g_auto(GStrv) words = g_strsplit (folded, " ", -1);
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_hash_table_add (set, g_strdup (words[i]));
    }

  return set;
}

/* The share of their words that two texts have in common. */
static gboolean
have_same_words (const char *text,
                 const char *other)
{
  g_autoptr(GHashTable) words = NULL, other_words = NULL;
  GHashTableIter iter;
  gpointer word;
  guint n_common = 0;

  if (text == NULL || other == NULL)
    return FALSE;

  words = list_words (text);
  other_words = list_words (other);
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    n_common += g_hash_table_contains (other_words, word);

  return n_common > 0 &&
         n_common >= SAME_WORDS * (g_hash_table_size (words) + g_hash_table_size (other_words) - n_common);
}

/* From the first to the last instant of all periods. */
static RltPeriod
get_hull (const RltTrafficReason *reason)
{
  RltPeriod hull = reason->n_periods > 0 ? reason->periods[0] : (RltPeriod) { RLT_TIME_NONE, RLT_TIME_NONE };

  /* An open beginning is before all others as it is; an open end is after all others. */
  for (guint i = 1; i < reason->n_periods; i++)
    {
      const RltPeriod *period = &reason->periods[i];

      hull.from = MIN (hull.from, period->from);
      if (RLT_TIME_IS_SET (hull.to))
        hull.to = RLT_TIME_IS_SET (period->to) ? MAX (hull.to, period->to) : RLT_TIME_NONE;
    }

  return hull;
}

static gboolean
are_near (RltTime a,
          RltTime b)
{
  return !RLT_TIME_IS_SET (a) || !RLT_TIME_IS_SET (b) || ABS (a - b) <= SAME_BOUND_WITHIN;
}

static gboolean
have_same_period (const RltTrafficReason *a,
                  const RltTrafficReason *b)
{
  const RltPeriod one = get_hull (a), other = get_hull (b);

  if (a->n_periods == 0 || b->n_periods == 0)
    return a->tense == b->tense || a->tense == RLT_TENSE_UNKNOWN || b->tense == RLT_TENSE_UNKNOWN;

  return (are_near (one.from, other.from) || are_near (one.to, other.to)) &&
         (!RLT_TIME_IS_SET (one.to) || one.to >= other.from) &&
         (!RLT_TIME_IS_SET (other.to) || other.to >= one.from);
}

static gboolean
share_source (const RltTrafficDraft *a,
              const RltTrafficDraft *b)
{
  for (guint i = 0; i < a->sources->len; i++)
    {
      if (g_ptr_array_find_with_equal_func (b->sources, g_ptr_array_index (a->sources, i), g_str_equal, NULL))
        return TRUE;
    }

  return FALSE;
}

/**
 * rlt_traffic_draft_is_same:
 * @self: a draft
 * @other: another one of the same line
 *
 * Ids decide where they agree. Otherwise two feeds tell of the same disruption if they say about the
 * same words of about the same period; one feed does not tell of one disruption under two ids.
 *
 * Returns: whether they are of one disruption
 */
gboolean
rlt_traffic_draft_is_same (const RltTrafficDraft *self,
                           const RltTrafficDraft *other)
{
  if (self->is_of_line != other->is_of_line)
    return FALSE;
  if (g_str_equal (self->reason.id, other->reason.id))
    return TRUE;
  if (share_source (self, other) ||
      (self->reason.category == RLT_CATEGORY_LIFT) != (other->reason.category == RLT_CATEGORY_LIFT))
    return FALSE;

  return have_same_period (&self->reason, &other->reason) &&
         (have_same_words (self->reason.title, other->reason.title) ||
          have_same_words (self->reason.message, other->reason.message));
}

static void
add_sources (RltTrafficDraft       *self,
             const RltTrafficDraft *other)
{
  for (guint i = 0; i < other->sources->len; i++)
    {
      gpointer source = g_ptr_array_index (other->sources, i);

      if (!g_ptr_array_find_with_equal_func (self->sources, source, g_str_equal, NULL))
        g_ptr_array_add (self->sources, source);
    }
}

static gboolean
says_more (const RltTrafficReason *reason,
           const RltTrafficReason *other)
{
  return other->message == NULL || (reason->message != NULL && strlen (reason->message) > strlen (other->message));
}

/* Freshness goes before gravity: what was said long ago may be over. */
static void
take_level (RltTrafficDraft       *self,
            const RltTrafficDraft *other)
{
  const gboolean is_fresher = other->is_fresh && !self->is_fresh;
  const gboolean is_as_fresh = other->is_fresh == self->is_fresh;
  const int order = (int) other->reason.tense - (int) self->reason.tense;

  if (is_fresher || (is_as_fresh && (order < 0 || (order == 0 && other->reason.level > self->reason.level))))
    {
      self->reason.level = other->reason.level;
      self->reason.category = other->reason.category;
      self->reason.tense = other->reason.tense;
    }
  self->is_fresh |= other->is_fresh;
}

/**
 * rlt_traffic_draft_absorb:
 * @self: a draft
 * @other: (transfer full): another one of the same disruption
 *
 * Makes one of the two: all sources, the id and the periods of the one that has them of its own, the
 * longest text, and the gravest of what was told lately.
 */
void
rlt_traffic_draft_absorb (RltTrafficDraft *self,
                          RltTrafficDraft *other)
{
  RltTrafficReason *reason = &self->reason;

  take_level (self, other);
  add_sources (self, other);
  if (!self->has_own_id && other->has_own_id)
    {
      reason->id = other->reason.id;
      reason->title = other->reason.title != NULL ? other->reason.title : reason->title;
      self->has_own_id = TRUE;
    }
  if (says_more (&other->reason, reason))
    {
      reason->message = other->reason.message;
      reason->detail = other->reason.detail;
    }
  if (reason->title == NULL)
    reason->title = other->reason.title;
  if (reason->stations[0] == NULL)
    reason->stations = other->reason.stations;
  if (reason->n_periods == 0)
    {
      reason->n_periods = other->reason.n_periods;
      reason->periods = other->reason.periods;
      reason->nights_from = other->reason.nights_from;
      self->next_change = other->next_change;
    }
  reason->updated_at = MAX (reason->updated_at, other->reason.updated_at);
  reason->observed_at = MAX (reason->observed_at, other->reason.observed_at);
  rlt_traffic_draft_free (other);
}

/* When what is coming begins, when what is past ended: the nearest to now first. */
static RltTime
get_distance (const RltTrafficDraft *self)
{
  if (self->reason.tense == RLT_TENSE_COMING)
    return RLT_TIME_IS_SET (self->next_change) ? self->next_change : G_MAXINT64;

  return self->reason.tense == RLT_TENSE_PAST ? -MAX (get_hull (&self->reason).to, 0) : 0;
}

/**
 * rlt_traffic_draft_compare:
 * @a: (type RltTrafficDraft): points to a draft
 * @b: (type RltTrafficDraft): points to another
 *
 * Returns: which comes first: what applies, the gravest first and then the newest, what is coming, what
 *   is past
 */
int
rlt_traffic_draft_compare (gconstpointer a,
                           gconstpointer b)
{
  const RltTrafficDraft *one = *(RltTrafficDraft * const *) a, *other = *(RltTrafficDraft * const *) b;
  const gboolean counts = rlt_traffic_draft_counts (one), other_counts = rlt_traffic_draft_counts (other);

  if (one->reason.tense != other->reason.tense)
    return (int) one->reason.tense - (int) other->reason.tense;
  if (counts != other_counts)
    return counts ? -1 : 1;
  if (get_distance (one) != get_distance (other))
    return get_distance (one) < get_distance (other) ? -1 : 1;
  if (one->reason.level != other->reason.level)
    return (int) other->reason.level - (int) one->reason.level;
  if (one->reason.updated_at != other->reason.updated_at)
    return one->reason.updated_at > other->reason.updated_at ? -1 : 1;

  return strcmp (one->reason.id, other->reason.id);
}

static const char * const *
copy_texts (RltArena           *arena,
            const char * const *texts,
            guint               n_texts)
{
  const char **copy = rlt_arena_new_array (arena, const char *, n_texts + 1);

  for (guint i = 0; i < n_texts; i++)
    copy[i] = rlt_arena_strdup (arena, texts[i]);

  return (const char * const *) copy;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/**
 * rlt_traffic_draft_write:
 * @self: a draft
 * @arena: where its texts are copied
 * @reason: (out caller-allocates): the finished reason, which lives as long as @arena
 */
void
rlt_traffic_draft_write (const RltTrafficDraft *self,
                         RltArena              *arena,
                         RltTrafficReason      *reason)
{
  RltPeriod *periods = rlt_arena_new_array (arena, RltPeriod, self->reason.n_periods + 1);

  *reason = self->reason;
  for (guint i = 0; i < reason->n_periods; i++)
    periods[i] = self->reason.periods[i];
  reason->periods = periods;
  reason->counts = rlt_traffic_draft_counts (self);
  reason->id = rlt_arena_strdup (arena, self->reason.id);
  reason->title = rlt_arena_strdup (arena, self->reason.title);
  reason->message = rlt_arena_strdup (arena, self->reason.message);
  reason->detail = rlt_arena_strdup (arena, self->reason.detail);
  reason->stations = copy_texts (arena, self->reason.stations, g_strv_length ((char **) self->reason.stations));
  g_ptr_array_sort (self->sources, compare_texts);
  reason->sources = copy_texts (arena, (const char * const *) self->sources->pdata, self->sources->len);
}
