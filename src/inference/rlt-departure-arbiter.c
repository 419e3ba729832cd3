/* rlt-departure-arbiter.c: several feeds' word on the trains of one stop: one departure a train.
 *
 * The trains that one feed tells of are different ones; feed by feed they are assigned to those that
 * the feeds before told of, the nearest first. Of the words on one train the best is the freshest, then
 * that which rests on most, then that of the feed which proved right, then the stop's own board's. A
 * feed that failed gets a train back only when it has been well again for a while.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-departure-arbiter.h"

#include "rlt-text.h"

/* Two feeds' words within this are of one train: boards drop the seconds. */
#define SAME_TRAIN_WITHIN (60 * RLT_SECOND)

/* A journey id stands for the same train only within this. */
#define SAME_ID_WITHIN (2 * RLT_HOUR)

/* What another platform counts for where two trains could be meant. */
#define OTHER_PLATFORM (30 * RLT_SECOND)

/* A feed that failed is preferred again no earlier. */
#define FAIL_BACK_AFTER (120 * RLT_SECOND)

/* Feeds whose errors differ by less are as good. */
#define SAME_ERROR_WITHIN 5.0

#define MAX_WORDS 8

/* A train, and who tells of it. */
typedef struct
{
  const RltSighting  *words[MAX_WORDS];
  guint               n_words;
  RltFormerDeparture *former;   /* (nullable) */
} Train;

/* A train that a sighting may be of. */
typedef struct
{
  RltTime cost;
  guint   train;
  guint   sighting;
} Match;

static int
match_compare (gconstpointer a,
               gconstpointer b)
{
  const Match *match_a = a, *match_b = b;

  if (match_a->cost != match_b->cost)
    return match_a->cost < match_b->cost ? -1 : 1;

  return (int) match_a->sighting - (int) match_b->sighting;
}

static gboolean
is_same_text (const char *a,
              const char *b)
{
  g_autofree char *folded_a = NULL, *folded_b = NULL;

  if (a == b || g_strcmp0 (a, b) == 0)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;

  folded_a = rlt_text_fold (a);
  folded_b = rlt_text_fold (b);
  return g_str_equal (folded_a, folded_b);
}

static gboolean
go_to_same_place (const RltSighting *a,
                  const RltSighting *b)
{
  if (a->terminus != NULL && b->terminus != NULL)
    return a->terminus == b->terminus;
  if (a->departure->destination == NULL || b->departure->destination == NULL)
    return a->direction == b->direction && a->direction != RLT_NO_DIRECTION;

  return is_same_text (a->departure->destination, b->departure->destination);
}

static gboolean
have_same_trip (const RltDeparture *a,
                const RltDeparture *b)
{
  return a->trip != NULL && b->trip != NULL && g_str_equal (a->trip, b->trip);
}

/* How far apart two times are; of two that nobody knows nothing is, of one that is known all is. */
static RltTime
get_gap (RltTime a,
         RltTime b)
{
  if (!RLT_TIME_IS_SET (a) || !RLT_TIME_IS_SET (b))
    return a == b ? 0 : G_MAXINT64;

  return ABS (a - b);
}

/* How unlike two feeds' words on one train are; RLT_TIME_NONE: they are of different ones. */
static RltTime
get_cost (const RltSighting *a,
          const RltSighting *b)
{
  const RltDeparture *one = a->departure, *other = b->departure;
  const RltTime apart = get_gap (a->time, b->time);

  if (have_same_trip (one, other))
    return apart <= SAME_ID_WITHIN ? -SAME_ID_WITHIN + apart : RLT_TIME_NONE;
  if (apart > SAME_TRAIN_WITHIN || !go_to_same_place (a, b) ||
      (one->mission != NULL && other->mission != NULL && !is_same_text (one->mission, other->mission)))
    return RLT_TIME_NONE;

  return apart + (one->platform != NULL && other->platform != NULL && !is_same_text (one->platform, other->platform)
                    ? OTHER_PLATFORM
                    : 0);
}

static void
add_train (GArray            *trains,
           const RltSighting *sighting)
{
  Train train = { { sighting }, 1, NULL };

  g_array_append_val (trains, train);
}

static gboolean
has_word_of (const Train       *train,
             const RltSighting *sighting)
{
  for (guint i = 0; i < train->n_words; i++)
    {
      if (g_str_equal (train->words[i]->source, sighting->source))
        return TRUE;
    }

  return FALSE;
}

/* One feed may tell of one train in two answers: by its journey's id the newer counts. */
static gboolean
replace_own_word (GArray            *trains,
                  const RltSighting *sighting)
{
  for (guint i = 0; i < trains->len; i++)
    {
      Train *train = &g_array_index (trains, Train, i);

      for (guint j = 0; j < train->n_words; j++)
        {
          const RltSighting *word = train->words[j];

          if (word->answer == sighting->answer || !g_str_equal (word->source, sighting->source) ||
              !have_same_trip (word->departure, sighting->departure) ||
              get_gap (word->time, sighting->time) > SAME_ID_WITHIN)
            continue;
          if (sighting->observed_at > word->observed_at)
            train->words[j] = sighting;
          return TRUE;
        }
    }

  return FALSE;
}

static GArray *
list_matches (GArray            *trains,
              const RltSighting *sightings,
              guint              first,
              guint              end)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (Match));

  for (guint i = first; i < end; i++)
    {
      for (guint j = 0; j < trains->len; j++)
        {
          const Train *train = &g_array_index (trains, Train, j);
          const Match match = { get_cost (train->words[0], &sightings[i]), j, i };

          if (RLT_TIME_IS_SET (match.cost) && train->n_words < MAX_WORDS)
            g_array_append_val (matches, match);
        }
    }
  g_array_sort (matches, match_compare);

  return matches;
}

/* Adds what one feed tells to what those before it told. */
static void
add_layer (GArray            *trains,
           const RltSighting *sightings,
           guint              first,
           guint              end)
{
  g_autoptr(GArray) matches = list_matches (trains, sightings, first, end);
  g_autofree gboolean *is_assigned = g_new0 (gboolean, end - first);

  for (guint i = 0; i < matches->len; i++)
    {
      const Match *match = &g_array_index (matches, Match, i);
      Train *train = &g_array_index (trains, Train, match->train);

      if (is_assigned[match->sighting - first] || has_word_of (train, &sightings[match->sighting]))
        continue;
      train->words[train->n_words++] = &sightings[match->sighting];
      is_assigned[match->sighting - first] = TRUE;
    }

  for (guint i = first; i < end; i++)
    {
      if (!is_assigned[i - first] && !replace_own_word (trains, &sightings[i]))
        add_train (trains, &sightings[i]);
    }
}

/* Below 0: @a is better than @b by more than a whim. */
static int
compare_words (const RltSighting *a,
               const RltSighting *b,
               RltTime            now)
{
  const RltFreshness freshness_a = rlt_freshness_at (a->observed_at, now);
  const RltFreshness freshness_b = rlt_freshness_at (b->observed_at, now);

  if (freshness_a != freshness_b)
    return (int) freshness_a - (int) freshness_b;
  if (a->departure->basis != b->departure->basis)
    return (int) a->departure->basis - (int) b->departure->basis;
  if (a->mean_error > 0 && b->mean_error > 0 && ABS (a->mean_error - b->mean_error) >= SAME_ERROR_WITHIN)
    return a->mean_error < b->mean_error ? -1 : 1;

  return (int) b->from_board - (int) a->from_board;
}

static const RltSighting *
find_word (const Train *train,
           const char  *source)
{
  for (guint i = 0; i < train->n_words; i++)
    {
      if (g_str_equal (train->words[i]->source, source))
        return train->words[i];
    }

  return NULL;
}

static const RltSighting *
find_best (const Train *train,
           RltTime      now)
{
  const RltSighting *best = train->words[0];

  for (guint i = 1; i < train->n_words; i++)
    {
      if (compare_words (train->words[i], best, now) < 0)
        best = train->words[i];
    }

  return best;
}

/* The feed whose word was taken last time keeps its train against one that is as good, and against one
 * that failed a moment ago. */
static const RltSighting *
choose (const Train       *train,
        RltTime            now,
        RltDepartureFacts *facts)
{
  const RltSighting *best = find_best (train, now);
  const RltSighting *holder;

  facts->since = now;
  if (train->former == NULL)
    return best;

  holder = find_word (train, train->former->departure->source);
  if (holder != NULL &&
      (compare_words (best, holder, now) >= 0 ||
       (g_strcmp0 (train->former->facts->lost, best->source) == 0 &&
        now - train->former->facts->since < FAIL_BACK_AFTER &&
        rlt_freshness_at (holder->observed_at, now) == RLT_FRESHNESS_LIVE)))
    {
      facts->since = train->former->facts->since;
      facts->lost = train->former->facts->lost;
      return holder;
    }

  if (holder == NULL || rlt_freshness_at (holder->observed_at, now) != RLT_FRESHNESS_LIVE)
    facts->lost = train->former->departure->source;
  g_debug ("%s: %s after %s", train->former->facts->id, best->source, train->former->departure->source);

  return best;
}

static RltFormerDeparture *
find_former (const Train        *train,
             RltFormerDeparture *former,
             guint               n_former,
             gboolean            by_trip)
{
  RltFormerDeparture *found = NULL;
  RltTime nearest = SAME_TRAIN_WITHIN + 1;

  for (guint i = 0; i < n_former; i++)
    {
      const RltDeparture *departure = former[i].departure;
      const RltSighting *word = train->words[0];
      const RltTime apart = get_gap (rlt_departure_get_time (departure), word->time);

      if (former[i].is_claimed)
        continue;
      for (guint j = 0; by_trip && j < train->n_words; j++)
        {
          if (have_same_trip (train->words[j]->departure, departure) && apart <= SAME_ID_WITHIN)
            return &former[i];
        }
      if (!by_trip && apart < nearest && former[i].facts->direction == word->direction &&
          is_same_text (departure->destination, word->departure->destination))
        {
          found = &former[i];
          nearest = apart;
        }
    }

  return found;
}

/* Ids that feeds give are stable, as a rule; failing them, the same train leaves for the same place at
 * about the same time. */
static void
follow (GArray             *trains,
        RltFormerDeparture *former,
        guint               n_former)
{
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < trains->len; i++)
        {
          Train *train = &g_array_index (trains, Train, i);

          if (train->former == NULL)
            train->former = find_former (train, former, n_former, pass == 0);
          if (train->former != NULL)
            train->former->is_claimed = TRUE;
        }
    }
}

static char *
make_id (const RltSighting *sighting)
{
  const RltDeparture *departure = sighting->departure;

  if (departure->trip != NULL)
    return g_strdup_printf ("%s/%s", departure->station->id, departure->trip);

  if (!RLT_TIME_IS_SET (sighting->time))
    return g_strdup_printf ("%s/%s@", departure->station->id,
                            departure->destination != NULL ? departure->destination : "");

  return g_strdup_printf ("%s/%s@%" G_GINT64_FORMAT, departure->station->id,
                          departure->destination != NULL ? departure->destination : "", sighting->time / RLT_SECOND);
}

/* A feed's ids need not be unique, ours are. */
static const char *
choose_id (const Train       *train,
           const RltSighting *word,
           GHashTable        *ids,
           RltArena          *arena)
{
  g_autofree char *made = train->former == NULL ? make_id (word) : NULL;
  g_autofree char *id = g_strdup (made != NULL ? made : train->former->facts->id);

  for (guint n = 2; g_hash_table_contains (ids, id); n++)
    {
      g_free (id);
      id = g_strdup_printf ("%s#%u", made != NULL ? made : train->former->facts->id, n);
    }
  g_hash_table_add (ids, g_strdup (id));

  return rlt_arena_strdup (arena, id);
}

static void
write_rivals (const Train       *train,
              const RltSighting *chosen,
              RltArena          *arena,
              RltDepartureFacts *facts)
{
  RltDepartureRival *rivals = rlt_arena_new_array (arena, RltDepartureRival, train->n_words);

  for (guint i = 0; i < train->n_words; i++)
    {
      const RltSighting *word = train->words[i];

      if (word == chosen)
        continue;
      rivals[facts->n_rivals++] = (RltDepartureRival) {
        .source = word->departure->source,
        .trip = word->departure->trip,
        .platform = word->departure->platform,
        .time = word->time,
        .cancelled = word->departure->cancelled,
        .basis = word->departure->basis,
        .observed_at = word->observed_at,
      };
    }
  facts->rivals = rivals;
}

static void
write_train (const Train *train,
             GHashTable  *ids,
             RltTime      now,
             RltArena    *arena,
             GArray      *arbitrated)
{
  RltArbitrated result = { NULL, };
  const RltSighting *chosen = choose (train, now, &result.facts);

  result.departure = chosen->departure;
  result.time = chosen->time;
  result.facts.id = choose_id (train, chosen, ids, arena);
  result.facts.direction = chosen->direction;
  result.facts.lost = rlt_arena_strdup (arena, result.facts.lost);
  for (guint i = 0; i < train->n_words && result.facts.direction == RLT_NO_DIRECTION; i++)
    result.facts.direction = train->words[i]->direction;
  if (train->n_words > 1)
    write_rivals (train, chosen, arena, &result.facts);
  g_array_append_val (arbitrated, result);
}

/**
 * rlt_departures_arbitrate:
 * @sightings: (array length=n_sightings): what is told of one stop, feed after feed
 * @n_sightings: how many there are
 * @former: (array length=n_former): what the stop's departures were; those that are still told of get
 *   claimed
 * @n_former: how many there are
 * @now: the present instant
 * @arena: where what is found out lives
 * @arbitrated: (element-type RltArbitrated): where the departures are added, in no order
 *
 * Makes one departure of all that is told of a train. It is that of one of the feeds, never a mixture;
 * what the others say stands beside it.
 */
void
rlt_departures_arbitrate (const RltSighting  *sightings,
                          guint               n_sightings,
                          RltFormerDeparture *former,
                          guint               n_former,
                          RltTime             now,
                          RltArena           *arena,
                          GArray             *arbitrated)
{
  g_autoptr(GArray) trains = g_array_new (FALSE, FALSE, sizeof (Train));
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint first = 0, end; first < n_sightings; first = end)
    {
      for (end = first + 1; end < n_sightings && g_str_equal (sightings[end].source, sightings[first].source); end++)
        ;
      add_layer (trains, sightings, first, end);
    }
  follow (trains, former, n_former);
  for (guint i = 0; i < trains->len; i++)
    write_train (&g_array_index (trains, Train, i), ids, now, arena, arbitrated);
}
