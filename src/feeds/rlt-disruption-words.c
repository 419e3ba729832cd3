/* rlt-disruption-words.c: what upstreams call grave, planned, a lift, and every night.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-decode"

#include "config.h"

#include "rlt-disruption-words.h"

#include <string.h>

#include "rlt-records.h"
#include "rlt-text.h"

/* A night's works begin here when the text does not say when. */
#define DEFAULT_NIGHT_HOUR 22
#define FIRST_NIGHT_HOUR 20

typedef struct
{
  const char  *word;                   /* folded */
  RltSeverity  severity;
} SeverityWord;

/* The words of Île-de-France Mobilités, its channels of messages, then the effects of Navitia and GTFS-Realtime. */
static const SeverityWord severity_words[] = {
  { "bloquante", RLT_SEVERITY_BLOCKING },
  { "perturbee", RLT_SEVERITY_DISTURBING },
  { "information", RLT_SEVERITY_INFORMATION },
  { "perturbation", RLT_SEVERITY_DISTURBING },
  { "commercial", RLT_SEVERITY_INFORMATION },
  { "no service", RLT_SEVERITY_BLOCKING },
  { "reduced service", RLT_SEVERITY_DISTURBING },
  { "significant delays", RLT_SEVERITY_DISTURBING },
  { "detour", RLT_SEVERITY_DISTURBING },
  { "modified service", RLT_SEVERITY_DISTURBING },
  { "stop moved", RLT_SEVERITY_DISTURBING },
  { "additional service", RLT_SEVERITY_INFORMATION },
  { "other effect", RLT_SEVERITY_INFORMATION },
  { "no effect", RLT_SEVERITY_INFORMATION },
};

/**
 * rlt_severity_from_word:
 * @word: (nullable): "BLOQUANTE", "perturbée", "SIGNIFICANT_DELAYS"
 *
 * Returns: how grave that is
 */
RltSeverity
rlt_severity_from_word (const char *word)
{
  g_autofree char *folded = rlt_text_fold (word != NULL ? word : "");

  for (guint i = 0; i < G_N_ELEMENTS (severity_words); i++)
    {
      if (g_str_equal (folded, severity_words[i].word))
        return severity_words[i].severity;
    }

  return RLT_SEVERITY_UNKNOWN;
}

static gboolean
has_words (const char *text,
           const char *words)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return FALSE;

  folded = rlt_text_fold (text);
  return rlt_text_has_words (folded, words);
}

/**
 * rlt_word_is_works:
 * @word: (nullable): a cause or a category, or a title
 *
 * Returns: whether it speaks of works
 */
gboolean
rlt_word_is_works (const char *word)
{
  return has_words (word, "travaux") || has_words (word, "maintenance") || has_words (word, "construction");
}

/**
 * rlt_word_is_lift:
 * @word: (nullable): a tag
 *
 * Returns: whether it tags broken lifts
 */
gboolean
rlt_word_is_lift (const char *word)
{
  return has_words (word, "ascenseur");
}

/**
 * rlt_title_is_lift:
 * @title: (nullable): a title
 *
 * Tags may be missing. The works of a lift that close a station are not meant.
 *
 * Returns: whether it tells of a broken lift: "Panne d'un ascenseur"
 */
gboolean
rlt_title_is_lift (const char *title)
{
  return has_words (title, "panne ascenseur");
}

/**
 * rlt_severity_get_category:
 * @severity: how grave it is
 * @is_works: whether its cause is works
 * @is_lift: whether it is a broken lift
 *
 * Returns: what kind of disruption it is
 */
RltCategory
rlt_severity_get_category (RltSeverity severity,
                           gboolean    is_works,
                           gboolean    is_lift)
{
  if (is_lift)
    return RLT_CATEGORY_LIFT;
  if (severity == RLT_SEVERITY_INFORMATION)
    return RLT_CATEGORY_INFORMATION;

  return is_works ? RLT_CATEGORY_WORKS : RLT_CATEGORY_INCIDENT;
}

/**
 * rlt_severity_get_level:
 * @severity: how grave it is
 * @category: what kind of disruption it is
 *
 * A lift and a mere information say nothing of the traffic: neither that it is disturbed nor that it
 * is normal.
 *
 * Returns: the level of traffic that it says of what it concerns
 */
RltLevel
rlt_severity_get_level (RltSeverity severity,
                        RltCategory category)
{
  if (category == RLT_CATEGORY_LIFT || category == RLT_CATEGORY_INFORMATION)
    return RLT_LEVEL_UNKNOWN;

  switch (severity)
    {
    case RLT_SEVERITY_BLOCKING:
      return RLT_LEVEL_CLOSED;
    case RLT_SEVERITY_DISTURBING:
      return category == RLT_CATEGORY_WORKS ? RLT_LEVEL_WORKS : RLT_LEVEL_DISTURBED;
    case RLT_SEVERITY_INFORMATION:
    case RLT_SEVERITY_UNKNOWN:
    default:
      return RLT_LEVEL_UNKNOWN;
    }
}

/* Whether the folded @text says that it is of every evening or night. */
static gboolean
says_nights (const char *text)
{
  static const char * const phrases[] = {
    "chaque soir", "chaque nuit", "tous les soirs", "toutes les nuits", "les soirs", "les nuits", "en soiree",
    "de nuit", "la nuit", "nuits du", "soirs du", "soirees du",
  };

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      const char *found = strstr (text, phrases[i]);

      if (found != NULL && (found == text || found[-1] == ' '))
        return TRUE;
    }

  return FALSE;
}

/* Reads "22h30" or "22h" as minutes after midnight; those before the service day's first hour are of
 * the day before. Returns -1 when @word is no hour of the night. */
static int
read_night_hour (const char *word)
{
  char *end;
  const gint64 hour = g_ascii_strtoll (word, &end, 10);
  gint64 minute = 0;

  if (end == word || *end != 'h')
    return -1;
  if (g_ascii_isdigit (end[1]))
    minute = g_ascii_strtoll (end + 1, &end, 10);
  else
    end++;
  if ((*end != ' ' && *end != '\0') || minute < 0 || minute > 59)
    return -1;

  if (hour >= FIRST_NIGHT_HOUR && hour <= 23)
    return hour * 60 + minute;
  if (hour >= 0 && hour < 2)
    return (24 + hour) * 60 + minute;
  return -1;
}

/**
 * rlt_words_get_nights:
 * @text: a title or message
 *
 * Works of every night are given one period of months, and only their text says that trains run by
 * day: "chaque soir à partir de 22h30".
 *
 * Returns: the minute of the day from which on it applies, or %RLT_ALL_DAY
 */
int
rlt_words_get_nights (const char *text)
{
  g_autofree char *folded = rlt_text_fold (text);

  if (!says_nights (folded))
    return RLT_ALL_DAY;

  for (const char *word = folded; word != NULL; word = strchr (word, ' '))
    {
      int minute;

      word += *word == ' ';
      minute = read_night_hour (word);
      if (minute >= 0)
        return minute;
    }

  return DEFAULT_NIGHT_HOUR * 60;
}
