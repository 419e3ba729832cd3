/* rlt-siri-text.c: what texts in SIRI answers mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-reader"

#include "config.h"

#include "rlt-siri-text.h"

#include <math.h>
#include <string.h>

#define MAX_NUMBER 40                  /* bytes */

/* How many bytes of what is wrong a reason quotes. */
#define MAX_QUOTED 40

/**
 * rlt_siri_is_word:
 * @text: a text from outside, not ended by NUL
 * @length: its length in bytes
 * @word: a word
 *
 * Returns: whether they are the same but for case, which differs between answers
 */
gboolean
rlt_siri_is_word (const char *text,
                  gsize       length,
                  const char *word)
{
  return length == strlen (word) && g_ascii_strncasecmp (text, word, length) == 0;
}

/**
 * rlt_siri_is_true:
 * @text: a text from outside, not ended by NUL
 * @length: its length in bytes
 *
 * Returns: whether it is one of the two ways in which XML says so
 */
gboolean
rlt_siri_is_true (const char *text,
                  gsize       length)
{
  return rlt_siri_is_word (text, length, "true") || rlt_siri_is_word (text, length, "1");
}

/**
 * rlt_siri_is_cancelled:
 * @status: an ArrivalStatus or DepartureStatus
 * @length: its length in bytes
 *
 * Returns: whether the train does not call
 */
gboolean
rlt_siri_is_cancelled (const char *status,
                       gsize       length)
{
  return rlt_siri_is_word (status, length, "cancelled") || rlt_siri_is_word (status, length, "canceled");
}

/**
 * rlt_siri_is_missed:
 * @status: an ArrivalStatus or DepartureStatus
 * @length: its length in bytes
 *
 * Returns: whether the train passed without calling
 */
gboolean
rlt_siri_is_missed (const char *status,
                    gsize       length)
{
  return rlt_siri_is_word (status, length, "missed");
}

/**
 * rlt_siri_read_time:
 * @text: a text from outside
 * @length: its length in bytes
 * @time: (inout): the instant; unchanged when @text is none
 * @bad: (inout) (nullable): the first text that was no instant, to be freed; %NULL as long as there
 *   was none
 *
 * Reads a time and remembers one that cannot be read.
 */
void
rlt_siri_read_time (const char  *text,
                    gsize        length,
                    RltTime     *time,
                    char       **bad)
{
  if (!rlt_time_parse (text, length, time) && *bad == NULL)
    *bad = g_utf8_make_valid (text, MIN (length, MAX_QUOTED));
}

/**
 * rlt_siri_read_number:
 * @text: a text from outside
 * @length: its length in bytes
 *
 * Returns: the decimal number it is, or NAN
 */
double
rlt_siri_read_number (const char *text,
                      gsize       length)
{
  char copy[MAX_NUMBER + 1];
  double number;
  char *end;

  if (length == 0 || length > MAX_NUMBER)
    return NAN;

  memcpy (copy, text, length);
  copy[length] = '\0';
  number = g_ascii_strtod (copy, &end);

  return *end == '\0' && end != copy && isfinite (number) ? number : NAN;
}
