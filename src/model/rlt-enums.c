/* rlt-enums.c: the words of the small enumerations, as they stand in JSON and on the command line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-enums"

#include "config.h"

#include "rlt-types.h"

static const char * const networks[] = { "metro", "rer", "tram", "transilien", "cable" };
static const char * const bases[] = { "observed", "inferred", "scheduled" };
static const char * const levels[] = { "unknown", "normal", "works", "disturbed", "closed" };
static const char * const categories[] = { "information", "incident", "works", "lift" };
static const char * const tenses[] = { "now", "coming", "unknown", "past" };
static const char * const vehicle_statuses[] = { "incoming", "stopped", "in-transit" };
static const char * const answers[] = { "ok", "empty", "blocked", "error" };
static const char * const feed_states[] = { "off", "starting", "waiting", "ok", "degraded",
                                           "blocked", "quota", "down" };
static const char * const freshnesses[] = { "live", "ageing", "stale" };

static const char *
word_at (const char * const *words,
         gsize               n_words,
         guint               value)
{
  g_return_val_if_fail (value < n_words, "");

  return words[value];
}

/* -1 when @text is none of them */
static int
find_word (const char * const *words,
           gsize               n_words,
           const char         *text)
{
  for (gsize i = 0; i < n_words; i++)
    {
      if (g_ascii_strcasecmp (words[i], text) == 0)
        return i;
    }

  return -1;
}

#define WORD(table, value) word_at (table, G_N_ELEMENTS (table), value)

/**
 * rlt_network_to_string:
 * @network: a network
 *
 * Returns: its word, the first half of a line's key: "metro"
 */
const char *
rlt_network_to_string (RltNetwork network)
{
  return WORD (networks, network);
}

/**
 * rlt_network_from_string:
 * @text: a word, in either case
 * @network: (out): the network it names
 *
 * Returns: %FALSE when @text names none
 */
gboolean
rlt_network_from_string (const char *text,
                         RltNetwork *network)
{
  int found = find_word (networks, G_N_ELEMENTS (networks), text);

  if (found >= 0)
    *network = found;

  return found >= 0;
}

const char *
rlt_basis_to_string (RltBasis basis)
{
  return WORD (bases, basis);
}

const char *
rlt_level_to_string (RltLevel level)
{
  return WORD (levels, level);
}

/**
 * rlt_level_from_string:
 * @text: a word, in either case
 * @level: (out): what it names; untouched when it names nothing
 *
 * Returns: %FALSE when @text names none
 */
gboolean
rlt_level_from_string (const char *text,
                       RltLevel   *level)
{
  int found = find_word (levels, G_N_ELEMENTS (levels), text);

  if (found >= 0)
    *level = found;

  return found >= 0;
}

const char *
rlt_category_to_string (RltCategory category)
{
  return WORD (categories, category);
}

/**
 * rlt_category_from_string:
 * @text: a word, in either case
 * @category: (out): what it names; untouched when it names nothing
 *
 * Returns: %FALSE when @text names none
 */
gboolean
rlt_category_from_string (const char  *text,
                          RltCategory *category)
{
  int found = find_word (categories, G_N_ELEMENTS (categories), text);

  if (found >= 0)
    *category = found;

  return found >= 0;
}

const char *
rlt_tense_to_string (RltTense tense)
{
  return WORD (tenses, tense);
}

/**
 * rlt_tense_from_string:
 * @text: a word, in either case
 * @tense: (out): what it names; untouched when it names nothing
 *
 * Returns: %FALSE when @text names none
 */
gboolean
rlt_tense_from_string (const char *text,
                       RltTense   *tense)
{
  int found = find_word (tenses, G_N_ELEMENTS (tenses), text);

  if (found >= 0)
    *tense = found;

  return found >= 0;
}

const char *
rlt_vehicle_status_to_string (RltVehicleStatus status)
{
  return WORD (vehicle_statuses, status);
}

const char *
rlt_answer_to_string (RltAnswer answer)
{
  return WORD (answers, answer);
}

const char *
rlt_feed_state_to_string (RltFeedState state)
{
  return WORD (feed_states, state);
}

/**
 * rlt_feed_state_from_string:
 * @text: a word, in either case
 * @state: (out): what it names; untouched when it names nothing
 *
 * Returns: %FALSE when @text names none
 */
gboolean
rlt_feed_state_from_string (const char   *text,
                            RltFeedState *state)
{
  int found = find_word (feed_states, G_N_ELEMENTS (feed_states), text);

  if (found >= 0)
    *state = found;

  return found >= 0;
}

const char *
rlt_freshness_to_string (RltFreshness freshness)
{
  return WORD (freshnesses, freshness);
}

/**
 * rlt_age_at:
 * @observed_at: when something was observed, or %RLT_TIME_NONE
 * @now: the present instant
 *
 * Upstreams' clocks differ from ours: what lies little ahead was observed right now.
 *
 * Returns: how old it is, a duration; %RLT_TIME_NONE when it was never observed, or lies further ahead: by
 *   another clock, of which nobody can tell
 */
RltTime
rlt_age_at (RltTime observed_at,
            RltTime now)
{
  if (!RLT_TIME_IS_SET (observed_at) || observed_at - now > RLT_CLOCKS_DIFFER_BY)
    return RLT_TIME_NONE;

  return MAX (now - observed_at, 0);
}

/**
 * rlt_freshness_at:
 * @observed_at: when something was observed, or %RLT_TIME_NONE
 * @now: the present instant
 *
 * Returns: how fresh it is; stale when it was never observed
 */
RltFreshness
rlt_freshness_at (RltTime observed_at,
                  RltTime now)
{
  if (!RLT_TIME_IS_SET (observed_at) || now - observed_at >= RLT_FRESHNESS_STALE_AFTER)
    return RLT_FRESHNESS_STALE;
  if (now - observed_at >= RLT_FRESHNESS_AGEING_AFTER)
    return RLT_FRESHNESS_AGEING;

  return RLT_FRESHNESS_LIVE;
}
