/* rlt-ratp-wait.c: what the waiting texts on RATP's boards mean.
 *
 * The order matters: a word ("sans arrêt", "retardé") says more than a number beside it, and what is
 * no number and no word of the tables is nonsense, never a train.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ratp-board-decoder"

#include "config.h"

#include "rlt-ratp-wait.h"

#include <string.h>

#include "rlt-text.h"

#define MINUTES_PER_HOUR 60

typedef struct
{
  const char  *words;           /* folded, and whole */
  RltWaitKind  kind;
} Phrase;

/* The first that is in the text counts. */
static const Phrase phrases[] = {
  { "service termine", RLT_WAIT_NO_SERVICE },
  { "termine", RLT_WAIT_NO_SERVICE },
  { "non commence", RLT_WAIT_NO_SERVICE },
  { "pas de service", RLT_WAIT_NO_SERVICE },
  { "non assure", RLT_WAIT_NO_SERVICE },
  { "indispo", RLT_WAIT_UNAVAILABLE },
  { "indisponible", RLT_WAIT_UNAVAILABLE },
  { "indisponibles", RLT_WAIT_UNAVAILABLE },
  { "unavailable", RLT_WAIT_UNAVAILABLE },
  { "pas disponibles", RLT_WAIT_UNAVAILABLE },
  { "supprime", RLT_WAIT_CANCELLED },
  { "perturbation", RLT_WAIT_DISTURBED },
  { "perturbations", RLT_WAIT_DISTURBED },
  { "perturbe", RLT_WAIT_DISTURBED },
  { "trafic reduit", RLT_WAIT_DISTURBED },
  { "interrompu", RLT_WAIT_DISTURBED },
  { "manifestation", RLT_WAIT_DISTURBED },
  { "intemperies", RLT_WAIT_DISTURBED },
  { "circulation dense", RLT_WAIT_DISTURBED },
  { "deviation", RLT_WAIT_DISTURBED },
  { "devie", RLT_WAIT_DISTURBED },
  { "non desservi", RLT_WAIT_DISTURBED },
  { "reporte", RLT_WAIT_DISTURBED },
  { "sans arret", RLT_WAIT_NOT_FOR_PASSENGERS },
  { "sans voyageurs", RLT_WAIT_NOT_FOR_PASSENGERS },
  { "terminus", RLT_WAIT_NOT_FOR_PASSENGERS },
  { "retarde", RLT_WAIT_DELAYED },
  { "arrete", RLT_WAIT_DELAYED },
  { "quai", RLT_WAIT_AT_PLATFORM },
  { "l arret", RLT_WAIT_AT_PLATFORM },
  { "approche", RLT_WAIT_APPROACHING },
};

/* Which train of the day it is. "Deuxième départ" is neither the first nor the last. */
static const char * const first_words[] = { "premier passage", "premier depart", "premier train" };
static const char * const last_words[] = { "dernier passage", "dernier depart", "dernier train" };
static const char second_words[] = "deuxieme depart";

/* What may stand beside a time. */
static const char * const fillers[] = {
  "a", "dans", "depart", "dernier", "passage", "premier", "retarde", "train", NULL
};

/* Whether @words stand in @folded, as whole words. */
static gboolean
has_phrase (const char *folded,
            const char *words)
{
  const gsize length = strlen (words);

  for (const char *p = strstr (folded, words); p != NULL; p = strstr (p + 1, words))
    {
      if ((p == folded || p[-1] == ' ') && (p[length] == '\0' || p[length] == ' '))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_any (const char         *folded,
         const char * const *words,
         guint               n_words)
{
  for (guint i = 0; i < n_words; i++)
    {
      if (has_phrase (folded, words[i]))
        return TRUE;
    }

  return FALSE;
}

/* Reads a number of at most four digits. Returns what follows it, else NULL. */
static const char *
read_number (const char *text,
             int        *number)
{
  const char *p = text;

  *number = 0;
  for (; g_ascii_isdigit (*p) && p - text < 4; p++)
    *number = *number * 10 + (*p - '0');

  return p == text || g_ascii_isdigit (*p) ? NULL : p;
}

/* "17:49" with or without something around it. Its colon is lost when the text is folded. */
static gboolean
find_clock (const char *text,
            gboolean   *is_possible,
            int        *minutes)
{
  const char *colon = strchr (text, ':');
  const char *start = colon;
  const char *end;
  int hour, minute;

  if (colon == NULL)
    return FALSE;
  while (start > text && g_ascii_isdigit (start[-1]))
    start--;
  if (start == colon || colon - start > 2 || read_number (start, &hour) != colon)
    return FALSE;
  end = read_number (colon + 1, &minute);
  if (end == NULL || end - colon != 3)
    return FALSE;

  *is_possible = hour < 24 && minute < MINUTES_PER_HOUR;
  *minutes = hour * MINUTES_PER_HOUR + minute;
  return TRUE;
}

static gboolean
is_minute_word (const char *word)
{
  return g_str_equal (word, "mn") || g_str_equal (word, "min") || g_str_equal (word, "mins") ||
         g_str_equal (word, "minute") || g_str_equal (word, "minutes");
}

/* "7 mn", "12min" and nothing else but words that mean nothing. */
static gboolean
find_minutes (char **words,
              int   *minutes)
{
  gboolean is_found = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      int number;
      const char *unit = read_number (words[i], &number);

      if (unit == NULL && (g_strv_contains (fillers, words[i]) || (is_found && is_minute_word (words[i]))))
        continue;
      if (unit == NULL || is_found || number > RLT_WAIT_MAX_MINUTES)
        return FALSE;

      if (*unit == '\0' && words[i + 1] != NULL && is_minute_word (words[i + 1]))
        i++;
      else if (*unit == '\0' || !is_minute_word (unit))
        return FALSE;
      is_found = TRUE;
      *minutes = number;
    }

  return is_found;
}

/* "Voie 2B", "V.2": taken out of @words, since its number is not the wait's. */
static void
take_platform (RltWait  *self,
               char    **words)
{
  for (guint i = 0; words[i] != NULL && words[i + 1] != NULL; i++)
    {
      if (!g_str_equal (words[i], "voie") && !g_str_equal (words[i], "v"))
        continue;
      if (strlen (words[i + 1]) >= sizeof self->platform)
        continue;

      for (guint k = 0; words[i + 1][k] != '\0'; k++)
        self->platform[k] = g_ascii_toupper (words[i + 1][k]);
      g_free (words[i]);
      g_free (words[i + 1]);
      do
        words[i] = words[i + 2];
      while (words[i++] != NULL);
      return;
    }
}

/* "-3 mn": no wait is below 0. The sign is lost when the text is folded. */
static gboolean
has_minus (const char *text)
{
  for (const char *p = strchr (text, '-'); p != NULL; p = strchr (p + 1, '-'))
    {
      if (g_ascii_isdigit (p[1]) && (p == text || p[-1] == ' '))
        return TRUE;
    }

  return FALSE;
}

/* What a text without a word of the tables says: a time, or nothing. */
static void
parse_time (RltWait     *self,
            const char  *text,
            char       **words)
{
  gboolean is_possible;

  if (has_minus (text))
    self->kind = RLT_WAIT_NONSENSE;
  else if (find_clock (text, &is_possible, &self->minutes))
    self->kind = is_possible ? RLT_WAIT_CLOCK : RLT_WAIT_NONSENSE;
  else if (find_minutes (words, &self->minutes))
    self->kind = RLT_WAIT_MINUTES;
  else
    self->kind = RLT_WAIT_NONSENSE;
}

static void
drop_time (RltWait *self)
{
  if (self->kind != RLT_WAIT_MINUTES && self->kind != RLT_WAIT_CLOCK)
    self->minutes = -1;
}

/* A delayed train whose time is given is a train with a time; a cancelled one, or one that does not
 * stop, stays what it is. */
static void
apply_phrase (RltWait     *self,
              RltWaitKind  kind)
{
  const gboolean has_time = self->kind == RLT_WAIT_CLOCK;

  if (kind == RLT_WAIT_DELAYED && (has_time || self->kind == RLT_WAIT_MINUTES))
    return;

  self->kind = kind;
  if ((kind != RLT_WAIT_CANCELLED && kind != RLT_WAIT_NOT_FOR_PASSENGERS) || !has_time)
    self->minutes = -1;
}

/**
 * rlt_wait_parse:
 * @self: (out caller-allocates): what it means
 * @text: a waiting text, mended
 *
 * Any thread.
 */
void
rlt_wait_parse (RltWait    *self,
                const char *text)
{
  g_autofree char *folded = rlt_text_fold (text);
  g_auto(GStrv) words = g_strsplit (folded, " ", -1);

  *self = (RltWait) { .minutes = -1 };
  if (*folded == '\0')
    {
      self->kind = RLT_WAIT_UNAVAILABLE;
      return;
    }

  self->is_first = has_any (folded, first_words, G_N_ELEMENTS (first_words));
  self->is_last = has_any (folded, last_words, G_N_ELEMENTS (last_words));
  take_platform (self, words);
  parse_time (self, text, words);
  drop_time (self);

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      if (has_phrase (folded, phrases[i].words))
        {
          apply_phrase (self, phrases[i].kind);
          return;
        }
    }

  if (self->kind == RLT_WAIT_NONSENSE && (self->is_first || self->is_last || has_phrase (folded, second_words)))
    self->kind = RLT_WAIT_NOTE;
}

/**
 * rlt_wait_is_split:
 * @text: a waiting text, mended
 *
 * Returns: whether it is the first half of one that goes on in the next row: "SERVICE", then "NON
 *   ASSURE"
 */
gboolean
rlt_wait_is_split (const char *text)
{
  g_autofree char *folded = rlt_text_fold (text);

  return g_str_equal (folded, "service");
}

/* The byte that Windows-1252, and but for a few signs Latin-1, shows as @c; -1 when there is none. */
static int
get_byte (gunichar c)
{
  char text[7] = { 0 };
  g_autofree char *byte = NULL;

  if (c < 0x100)
    return c;

  g_unichar_to_utf8 (c, text);
  byte = g_convert (text, -1, "WINDOWS-1252", "UTF-8", NULL, NULL, NULL);
  return byte != NULL ? (guint8) *byte : -1;
}

static gboolean
is_continuation (int byte)
{
  return byte >= 0x80 && byte < 0xc0;
}

/* Appends the character at @p, or what several are that are one in UTF-8: "Ã©", "â€™". Returns what
 * follows. Correct text stands between, so each is looked at alone. */
static const char *
append_mended (GString    *mended,
               const char *p)
{
  const gunichar c = g_utf8_get_char (p);
  const char *second = g_utf8_next_char (p);
  const char *third = *second != '\0' ? g_utf8_next_char (second) : second;
  const int second_byte = get_byte (g_utf8_get_char (second));

  if ((c == 0xc2 || c == 0xc3) && is_continuation (second_byte))
    {
      g_string_append_unichar (mended, (c & 0x1f) << 6 | (second_byte & 0x3f));
      return third;
    }
  if (c == 0xe2 && second_byte == 0x80 && is_continuation (get_byte (g_utf8_get_char (third))))
    {
      g_string_append_unichar (mended, 0x2000 | (get_byte (g_utf8_get_char (third)) & 0x3f));
      return g_utf8_next_char (third);
    }

  g_string_append_unichar (mended, c);
  return second;
}

static char *
mend_encoding (const char *text)
{
  GString *mended = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0';)
    p = append_mended (mended, p);

  return g_string_free (mended, FALSE);
}

/* "à" loses its second half where no-break spaces were made plain ones before we got the text. */
static char *
mend_lost_space (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "Ã ", -1);

  return g_strjoinv ("Ã\u00a0", parts);
}

/**
 * rlt_ratp_mend:
 * @text: UTF-8, as the upstream writes it; what is not valid is replaced
 *
 * Repairs UTF-8 that was read as Latin-1 ("Train Ã  quai"), makes one space of every run of spaces of
 * any kind, and none at either end.
 *
 * Returns: (transfer full): the text
 */
char *
rlt_ratp_mend (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *spaced = mend_lost_space (valid);
  g_autofree char *encoded = mend_encoding (spaced);
  GString *mended = g_string_sized_new (strlen (encoded));
  gboolean gap = FALSE;

  for (const char *p = encoded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == 0x00a0)
        {
          gap = mended->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (mended, ' ');
      gap = FALSE;
      g_string_append_unichar (mended, c);
    }

  return g_string_free (mended, FALSE);
}
