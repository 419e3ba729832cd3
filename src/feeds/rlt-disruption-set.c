/* rlt-disruption-set.c: the disruptions of an answer, each once, while it is read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-decode"

#include "config.h"

#include "rlt-disruption-set.h"

#include <string.h>

#include "rlt-html.h"

#define MAX_DRAFTS 20000
#define MAX_OBJECTS 500                /* lines or stations of one disruption */
#define MAX_PERIODS 2000

/* A longer period of works that its text puts into nights is an umbrella over them. */
#define LONGEST_NIGHT (36 * RLT_HOUR)

struct _RltDisruptionSet
{
  RltRecords *records;                 /* not owned */
  GPtrArray  *drafts;                  /* (owned) (element-type RltDisruptionDraft), in the answer's order */
  GHashTable *by_key;                  /* (owned): key → 1 + place in drafts */
  GHashTable *by_id;                   /* (owned): id → 1 + place in drafts */
};

/**
 * rlt_disruption_draft_new:
 * @index: the place of its record in the answer
 * @key: what tells it from the other disruptions of the answer
 * @id: its id
 *
 * Returns: (transfer full): a disruption of which nothing else is known
 */
RltDisruptionDraft *
rlt_disruption_draft_new (guint       index,
                          const char *key,
                          const char *id)
{
  RltDisruptionDraft *self = g_new0 (RltDisruptionDraft, 1);

  self->index = index;
  self->key = g_strdup (key);
  self->id = g_strdup (id);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->stations = g_ptr_array_new_with_free_func (g_free);
  self->periods = g_array_new (FALSE, FALSE, sizeof (RltPeriod));
  self->updated_at = RLT_TIME_NONE;

  return self;
}

void
rlt_disruption_draft_free (RltDisruptionDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->id);
  g_free (self->title);
  g_free (self->message);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->stations);
  g_array_unref (self->periods);
  g_free (self);
}

static void
add_once (GPtrArray  *texts,
          const char *text)
{
  if (texts->len < MAX_OBJECTS && !g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_ptr_array_add (texts, g_strdup (text));
}

/**
 * rlt_disruption_draft_add_line:
 * @self: a disruption
 * @catalogue: where the line is looked up
 * @id: a line it concerns, in whatever form
 */
void
rlt_disruption_draft_add_line (RltDisruptionDraft *self,
                               RltCatalogue       *catalogue,
                               const char         *id)
{
  const RltLine *line = rlt_catalogue_find_line (catalogue, id);

  add_once (self->lines, line != NULL ? line->key : id);
}

/**
 * rlt_disruption_draft_add_station:
 * @self: a disruption
 * @catalogue: where the station is looked up
 * @id: a quay, stop area or interchange it concerns, in whatever form
 */
void
rlt_disruption_draft_add_station (RltDisruptionDraft *self,
                                  RltCatalogue       *catalogue,
                                  const char         *id)
{
  const RltStation *station = rlt_catalogue_find_station (catalogue, id);

  add_once (self->stations, station != NULL ? station->name : id);
}

static gboolean
read_bound (const char *text,
            RltTime    *time)
{
  return text == NULL || rlt_time_parse_paris (text, strlen (text), time);
}

/**
 * rlt_disruption_draft_add_period:
 * @self: a disruption
 * @from: (nullable): the period's first instant, civil time in Paris unless it says its offset
 * @to: (nullable): its last one
 *
 * A period of which a bound cannot be read, or that ends before it begins, is counted and left out.
 */
void
rlt_disruption_draft_add_period (RltDisruptionDraft *self,
                                 const char         *from,
                                 const char         *to)
{
  RltPeriod period = { RLT_TIME_NONE, RLT_TIME_NONE };

  if (!read_bound (from, &period.from) || !read_bound (to, &period.to) ||
      (RLT_TIME_IS_SET (period.to) && period.to < period.from))
    self->n_bad_periods++;
  else if (self->periods->len < MAX_PERIODS)
    g_array_append_val (self->periods, period);
}

/**
 * rlt_disruption_draft_read_periods:
 * @self: a disruption
 * @periods: (nullable): its periods, as objects with "begin" and "end"
 *
 * A period that says neither says nothing.
 */
void
rlt_disruption_draft_read_periods (RltDisruptionDraft *self,
                                   JsonArray          *periods)
{
  for (guint i = 0; i < rlt_decode_json_get_length (periods); i++)
    {
      JsonObject *period = rlt_decode_json_object_at (periods, i);
      const char *begin = rlt_decode_json_get_text (period, "begin");
      const char *end = rlt_decode_json_get_text (period, "end");

      if (period == NULL)
        self->n_bad_periods++;
      else if (begin != NULL || end != NULL)
        rlt_disruption_draft_add_period (self, begin, end);
    }
}

/**
 * rlt_disruption_draft_read_tags:
 * @self: a disruption
 * @tags: (nullable): its tags
 */
void
rlt_disruption_draft_read_tags (RltDisruptionDraft *self,
                                JsonArray          *tags)
{
  for (guint i = 0; i < rlt_decode_json_get_length (tags); i++)
    self->is_lift |= rlt_word_is_lift (rlt_decode_json_text_at (tags, i));
}

/**
 * rlt_disruption_set_new:
 * @records: (transfer none): where the disruptions go in the end; outlives the set
 *
 * Returns: (transfer full): an empty set
 */
RltDisruptionSet *
rlt_disruption_set_new (RltRecords *records)
{
  RltDisruptionSet *self = g_new0 (RltDisruptionSet, 1);

  self->records = records;
  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_disruption_draft_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
rlt_disruption_set_free (RltDisruptionSet *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->drafts);
  g_free (self);
}

static void
put (RltDisruptionSet   *self,
     guint               place,
     RltDisruptionDraft *draft)
{
  g_hash_table_replace (self->by_key, draft->key, GUINT_TO_POINTER (place + 1));
  g_hash_table_replace (self->by_id, draft->id, GUINT_TO_POINTER (place + 1));
}

/* Adds to @self what only its twin @other, of the same age, says. */
static void
merge (RltDisruptionDraft *self,
       RltDisruptionDraft *other)
{
  self->is_lift |= other->is_lift;
  self->is_works |= other->is_works;
  self->severity = MAX (self->severity, other->severity);
  if (self->title == NULL)
    self->title = g_steal_pointer (&other->title);
  if (self->message == NULL)
    self->message = g_steal_pointer (&other->message);
  for (guint i = 0; i < other->lines->len; i++)
    add_once (self->lines, g_ptr_array_index (other->lines, i));
  for (guint i = 0; i < other->stations->len; i++)
    add_once (self->stations, g_ptr_array_index (other->stations, i));
  if (self->told == RLT_TENSE_UNKNOWN)
    self->told = other->told;
  if (self->periods->len == 0)
    g_array_append_vals (self->periods, other->periods->data, other->periods->len);
}

/**
 * rlt_disruption_set_take:
 * @self: a set
 * @draft: (transfer full): a disruption
 *
 * Of several copies of one disruption the newest is kept; copies of one age, which differ in the
 * channel of their text, make up one.
 */
void
rlt_disruption_set_take (RltDisruptionSet   *self,
                         RltDisruptionDraft *draft)
{
  const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, draft->key));
  RltDisruptionDraft *known;

  if (place == 0 && self->drafts->len == MAX_DRAFTS)
    {
      rlt_records_reject (self->records, draft->index, "more disruptions than any network has");
      rlt_disruption_draft_free (draft);
      return;
    }
  if (place == 0)
    {
      g_ptr_array_add (self->drafts, draft);
      put (self, self->drafts->len - 1, draft);
      return;
    }

  known = g_ptr_array_index (self->drafts, place - 1);
  rlt_records_remark (self->records, draft->index, "again disruption %s of record %u", draft->id, known->index);
  if (draft->updated_at > known->updated_at)
    {
      put (self, place - 1, draft);
      g_ptr_array_index (self->drafts, place - 1) = draft;
      rlt_disruption_draft_free (known);
      return;
    }

  if (draft->updated_at == known->updated_at)
    merge (known, draft);
  rlt_disruption_draft_free (draft);
}

/**
 * rlt_disruption_set_find:
 * @self: a set
 * @id: a disruption's id
 *
 * Returns: (transfer none) (nullable): the disruption
 */
RltDisruptionDraft *
rlt_disruption_set_find (RltDisruptionSet *self,
                         const char       *id)
{
  const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id));

  return place > 0 ? g_ptr_array_index (self->drafts, place - 1) : NULL;
}

/* Copies the texts, ended by NULL, to where the records live. */
static const char * const *
keep_texts (RltArena  *arena,
            GPtrArray *texts)
{
  const char **kept = rlt_arena_new_array (arena, const char *, texts->len + 1);

  for (guint i = 0; i < texts->len; i++)
    kept[i] = rlt_arena_strdup (arena, g_ptr_array_index (texts, i));

  return kept;
}

static gboolean
has_umbrella (const RltDisruptionDraft *draft)
{
  for (guint i = 0; i < draft->periods->len; i++)
    {
      const RltPeriod *period = &g_array_index (draft->periods, RltPeriod, i);

      if (!RLT_TIME_IS_SET (period->from) || !RLT_TIME_IS_SET (period->to) ||
          period->to - period->from > LONGEST_NIGHT)
        return TRUE;
    }

  return FALSE;
}

static int
get_nights (const RltDisruptionDraft *draft,
            const RltDisruption      *disruption)
{
  int nights = RLT_ALL_DAY;

  if (disruption->category != RLT_CATEGORY_WORKS || !has_umbrella (draft))
    return RLT_ALL_DAY;

  if (disruption->message != NULL)
    nights = rlt_words_get_nights (disruption->message);
  if (nights == RLT_ALL_DAY && disruption->title != NULL)
    nights = rlt_words_get_nights (disruption->title);

  return nights;
}

/* A lift is its station's matter, never its line's. */
static void
keep (RltDisruptionSet         *self,
      const RltDisruptionDraft *draft)
{
  RltArena *arena = self->records->arena;
  RltDisruption *disruption = rlt_records_add_disruption (self->records);
  const gboolean is_lift = draft->is_lift || rlt_title_is_lift (draft->title);

  disruption->id = rlt_arena_strdup (arena, draft->id);
  disruption->category = rlt_severity_get_category (draft->severity, draft->is_works, is_lift);
  disruption->level = rlt_severity_get_level (draft->severity, disruption->category);
  if (!is_lift)
    disruption->lines = keep_texts (arena, draft->lines);
  disruption->stations = keep_texts (arena, draft->stations);
  disruption->title = rlt_decode_keep_text (arena, draft->title);
  disruption->message = rlt_decode_keep_text (arena, draft->message);
  disruption->detail = rlt_decode_keep_detail (arena, draft->message);
  disruption->n_periods = draft->periods->len;
  disruption->periods = rlt_arena_new_array (arena, RltPeriod, draft->periods->len + 1);
  if (draft->periods->len > 0)
    memcpy ((RltPeriod *) disruption->periods, draft->periods->data, draft->periods->len * sizeof (RltPeriod));
  disruption->nights_from = get_nights (draft, disruption);
  disruption->told = draft->told;
  disruption->updated_at = draft->updated_at;
}

/**
 * rlt_disruption_set_finish:
 * @self: a set
 *
 * Adds the disruptions to the records. One of which no period can be read is rejected: nobody knows
 * when it applies.
 */
void
rlt_disruption_set_finish (RltDisruptionSet *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->drafts->len; i++)
    {
      const RltDisruptionDraft *draft = g_ptr_array_index (self->drafts, i);

      if (draft->periods->len == 0 && draft->n_bad_periods > 0)
        {
          rlt_records_reject (self->records, draft->index, "no period that can be read");
          continue;
        }

      keep (self, draft);
      if (draft->n_bad_periods > 0)
        rlt_records_remark (self->records, draft->index, "%u periods cannot be read; left out",
                            draft->n_bad_periods);
    }
}
