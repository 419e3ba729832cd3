/* rlt-engine-answers.c: the last answer to each question, and how to ask for newer ones only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"

/* An answer and what it was given to. */
typedef struct
{
  RltFeedAnswer answer;   /* ->records (owned) */
  RltPoll       poll;
} KeptAnswer;

/* What an upstream gave us to recognise its answer by. */
typedef struct
{
  char *etag;            /* (owned) (nullable) */
  char *last_modified;   /* (owned) (nullable) */
} Validators;

static void
kept_answer_free (gpointer data)
{
  KeptAnswer *kept = data;

  rlt_records_unref (kept->answer.records);
  g_free (kept);
}

static void
validators_free (gpointer data)
{
  Validators *validators = data;

  g_free (validators->etag);
  g_free (validators->last_modified);
  g_free (validators);
}

/*
 * rlt_engine_core_init_answers:
 * @self: a core that knows nothing yet
 */
void
rlt_engine_core_init_answers (RltEngineCore *self)
{
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_answer_free);
  self->validators = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, validators_free);
}

/*
 * rlt_engine_core_keep_validators:
 * @self: a core
 * @key: the key of a poll whose answer is kept
 * @etag: (nullable): as it came with the answer
 * @last_modified: (nullable): alike
 */
void
rlt_engine_core_keep_validators (RltEngineCore *self,
                                 const char    *key,
                                 const char    *etag,
                                 const char    *last_modified)
{
  Validators *validators;

  if (etag == NULL && last_modified == NULL)
    {
      g_hash_table_remove (self->validators, key);
      return;
    }

  validators = g_new (Validators, 1);
  validators->etag = g_strdup (etag);
  validators->last_modified = g_strdup (last_modified);
  g_hash_table_insert (self->validators, g_strdup (key), validators);
}

/*
 * rlt_engine_core_add_validators:
 * @self: a core
 * @key: the key of a poll
 * @access: what its question needs; takes what it is asked with for newer answers only
 */
void
rlt_engine_core_add_validators (RltEngineCore *self,
                                const char    *key,
                                RltFeedAccess *access)
{
  const Validators *validators = g_hash_table_lookup (self->validators, key);

  if (validators == NULL)
    return;

  access->etag = validators->etag;
  access->last_modified = validators->last_modified;
}

static gboolean
is_of (const char  *key,
       RltFeedKind  kind)
{
  const char *id = rlt_feed_get_id (kind);
  gsize length = strlen (id);

  return strncmp (key, id, length) == 0 && (key[length] == '\0' || key[length] == '/');
}

static gboolean
key_is_of (gpointer key,
           gpointer value,
           gpointer kind)
{
  return is_of (key, GPOINTER_TO_UINT (kind));
}

/*
 * rlt_engine_core_drop_validators:
 * @self: a core
 * @kind: a feed
 *
 * Whatever it answers next is wanted, be it what is known already.
 */
void
rlt_engine_core_drop_validators (RltEngineCore *self,
                                 RltFeedKind    kind)
{
  g_hash_table_foreach_remove (self->validators, key_is_of, GUINT_TO_POINTER (kind));
}

/*
 * rlt_engine_core_drop_answers:
 * @self: a core
 * @kind: a feed
 *
 * Forgets all it said.
 */
void
rlt_engine_core_drop_answers (RltEngineCore *self,
                              RltFeedKind    kind)
{
  g_hash_table_foreach_remove (self->answers, key_is_of, GUINT_TO_POINTER (kind));
  rlt_engine_core_drop_validators (self, kind);
}

/* The timetable of all lines takes the place of those of single ones. */
static void
drop_replaced (RltEngineCore *self,
               const RltPoll *poll,
               gboolean       complete)
{
  if (poll->kind == RLT_FEED_PRIM_TIMETABLE && poll->line == NULL && complete)
    rlt_engine_core_drop_answers (self, poll->kind);
}

/*
 * rlt_engine_core_keep_answer:
 * @self: a core
 * @key: the key of a poll
 * @poll: what it asks for
 * @result: what came of it; its records become shared
 *
 * Keeps the answer in the place of the one before, unless it says nothing of use. One that has not
 * changed is as good as new.
 */
void
rlt_engine_core_keep_answer (RltEngineCore *self,
                             const char    *key,
                             const RltPoll *poll,
                             RltFeedResult *result)
{
  KeptAnswer *kept = g_hash_table_lookup (self->answers, key);

  if (result->not_modified && kept != NULL)
    kept->answer.received_at = result->received_at;
  if (!rlt_feed_result_has_records (result))
    return;

  rlt_records_confirm (result->records, result->received_at);
  drop_replaced (self, poll, result->complete);
  kept = g_new0 (KeptAnswer, 1);
  kept->poll = *poll;
  kept->answer.records = rlt_records_ref (result->records);
  kept->answer.source = rlt_feed_get_id (poll->kind);
  kept->answer.line = poll->line;
  kept->answer.received_at = result->received_at;
  kept->answer.complete = result->complete;
  g_hash_table_insert (self->answers, g_strdup (key), kept);
  rlt_engine_core_keep_validators (self, key, result->complete ? result->etag : NULL,
                                   result->complete ? result->last_modified : NULL);
}

/* Boards are of any number of stops: those that say nothing any more are not kept for ever. */
static gboolean
is_over (gpointer key,
         gpointer value,
         gpointer now)
{
  const KeptAnswer *kept = value;

  return kept->poll.stop != NULL &&
         rlt_freshness_at (kept->answer.received_at, *(const RltTime *) now) == RLT_FRESHNESS_STALE;
}

/* Of two timetables the newer counts: that of the line, or that of all. */
static gboolean
is_outdone (RltEngineCore    *self,
            const KeptAnswer *kept,
            const RltLine    *line)
{
  g_autofree char *key = NULL;
  const KeptAnswer *own;

  if (kept->poll.kind != RLT_FEED_PRIM_TIMETABLE || kept->poll.line != NULL)
    return FALSE;

  key = g_strdup_printf ("%s/%s", rlt_feed_get_id (kept->poll.kind), line->key);
  own = g_hash_table_lookup (self->answers, key);
  return own != NULL && own->answer.received_at > kept->answer.received_at;
}

/*
 * rlt_engine_core_list_answers:
 * @self: a core
 * @line: a line
 * @now: the present instant
 *
 * Returns: (transfer full) (element-type RltFeedAnswer): the answers that may speak of @line; their
 *   records live as long as the core keeps them
 */
GArray *
rlt_engine_core_list_answers (RltEngineCore *self,
                              const RltLine *line,
                              RltTime        now)
{
  GArray *answers = g_array_new (FALSE, FALSE, sizeof (RltFeedAnswer));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_foreach_remove (self->answers, is_over, &now);
  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const KeptAnswer *kept = value;

      if ((kept->poll.line == NULL || kept->poll.line == line) && !is_outdone (self, kept, line))
        g_array_append_val (answers, kept->answer);
    }

  return answers;
}

/*
 * rlt_engine_core_get_board_time:
 * @self: a core
 * @stop: a stop
 *
 * Returns: when its newest board came, of whatever feed, or %RLT_TIME_NONE
 */
RltTime
rlt_engine_core_get_board_time (RltEngineCore *self,
                                const RltStop *stop)
{
  RltTime newest = RLT_TIME_NONE;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const KeptAnswer *kept = value;

      if (kept->poll.stop != NULL && g_str_equal (kept->poll.stop->area_id, stop->area_id))
        newest = MAX (newest, kept->answer.received_at);
    }

  return newest;
}

/*
 * rlt_engine_core_lacks_board:
 * @self: a core
 * @stop: a stop
 *
 * Returns: whether PRIM has answered for @stop, but said nothing of its line
 */
gboolean
rlt_engine_core_lacks_board (RltEngineCore *self,
                             const RltStop *stop)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", rlt_feed_get_id (RLT_FEED_PRIM_BOARD), stop->area_id);
  const KeptAnswer *kept = g_hash_table_lookup (self->answers, key);

  if (kept == NULL)
    return FALSE;

  for (guint i = 0; i < kept->answer.records->departures->len; i++)
    {
      if (((const RltDeparture *) g_ptr_array_index (kept->answer.records->departures, i))->line == stop->line)
        return FALSE;
    }

  return TRUE;
}
