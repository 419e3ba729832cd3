/* rlt-text.c: comparing names as riders write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-text"

#include "config.h"

#include "rlt-text.h"

#include <string.h>

/**
 * rlt_text_fold:
 * @text: UTF-8; what is not valid is replaced
 *
 * Folds a name for comparison: no accents, no case, ligatures apart, and one space for every run of
 * anything that is neither letter nor digit. "Saint-Rémy-lès-Chevreuse" gives
 * "saint remy les chevreuse".
 *
 * Returns: (transfer full): the folded name
 */
char *
rlt_text_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autofree char *lower = g_utf8_casefold (decomposed, -1);
  GString *folded = g_string_sized_new (strlen (lower));
  gboolean gap = FALSE;

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c))
        continue;
      if (!g_unichar_isalnum (c))
        {
          gap = folded->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (folded, ' ');
      gap = FALSE;

      if (c == 0x0153) /* œ: not decomposed by Unicode */
        g_string_append (folded, "oe");
      else if (c == 0x00e6) /* æ */
        g_string_append (folded, "ae");
      else
        g_string_append_unichar (folded, c);
    }

  return g_string_free (folded, FALSE);
}

static gboolean
has_word_with_prefix (const char *folded,
                      const char *prefix,
                      gsize       length)
{
  const char *word = folded;

  for (;;)
    {
      if (strncmp (word, prefix, length) == 0)
        return TRUE;
      word = strchr (word, ' ');
      if (word == NULL)
        return FALSE;
      word++;
    }
}

/**
 * rlt_text_has_words:
 * @folded: a folded name
 * @folded_words: folded beginnings of words
 *
 * Returns: whether each of @folded_words begins some word of @folded: "chat hal" is in
 *   "chatelet les halles". Nothing is in everything.
 */
gboolean
rlt_text_has_words (const char *folded,
                    const char *folded_words)
{
  const char *word = folded_words;

  while (*word != '\0')
    {
      const char *end = strchrnul (word, ' ');

      if (!has_word_with_prefix (folded, word, end - word))
        return FALSE;
      word = *end == ' ' ? end + 1 : end;
    }

  return TRUE;
}
