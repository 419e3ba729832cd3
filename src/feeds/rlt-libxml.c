/* rlt-libxml.c: what must happen before libxml2 reads what comes from outside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-decode"

#include "config.h"

#include "rlt-libxml.h"

#include <libxml/parser.h>
#include <string.h>

/* Damage in the encoding is told to no parser, but printed. */
static void G_GNUC_PRINTF (2, 3)
ignore_cb (void       *user_data,
           const char *format,
           ...)
{
}

/**
 * rlt_libxml_init:
 *
 * Call it before each use of libxml2, which sets itself up once and not safely from two threads, and
 * keeps a place for errors for each thread. Any thread.
 */
void
rlt_libxml_init (void)
{
  static gsize is_initialised;

  if (g_once_init_enter (&is_initialised))
    {
      xmlInitParser ();
      g_once_init_leave (&is_initialised, 1);
    }
  xmlSetGenericErrorFunc (NULL, ignore_cb);
}

/* Returns what follows @mark, or @end. */
static const char *
skip_past (const char *p,
           const char *end,
           const char *mark)
{
  const char *found = memmem (p, end - p, mark, strlen (mark));

  return found != NULL ? found + strlen (mark) : end;
}

/* Whether @c stands between attributes, or may. */
static gboolean
is_gap (char c)
{
  return g_ascii_isspace (c) || c == '/' || c == '"' || c == '\'';
}

/* Returns the end of the tag at @p, and how many attributes it has at most. A quote counts where a
 * value begins. */
static const char *
skip_tag (const char *p,
          const char *end,
          guint      *n_attributes)
{
  *n_attributes = 0;
  while (p < end && *p != '>')
    {
      const gboolean is_value = *p == '=';

      *n_attributes += is_gap (p[-1]) && !is_gap (*p);
      p++;
      while (is_value && p < end && g_ascii_isspace (*p))
        p++;
      if (is_value && p < end && (*p == '"' || *p == '\''))
        {
          const char *quote = memchr (p + 1, *p, end - p - 1);

          p = quote != NULL ? quote + 1 : end;
        }
    }

  return p;
}

/**
 * rlt_libxml_has_full_tag:
 * @data: (array length=length): XML or HTML
 * @length: its length in bytes
 *
 * Each attribute is compared with all others of its tag: a tag of half a megabyte takes half a minute.
 *
 * Returns: whether a tag has more than %RLT_LIBXML_MAX_ATTRIBUTES attributes
 */
gboolean
rlt_libxml_has_full_tag (const char *data,
                         gsize       length)
{
  const char *end = data + length;

  for (const char *p = memchr (data, '<', length); p != NULL; p = memchr (p, '<', end - p))
    {
      const char *start = p++;
      guint n_attributes = 0;

      if (end - start >= 4 && memcmp (start, "<!--", 4) == 0)
        p = skip_past (start + 4, end, "-->");
      else if (end - start >= 9 && memcmp (start, "<![CDATA[", 9) == 0)
        p = skip_past (start + 9, end, "]]>");
      else if (p < end && (g_ascii_isalpha (*p) || *p == '_' || (guint8) *p >= 0x80))
        p = skip_tag (p, end, &n_attributes);

      if (n_attributes > RLT_LIBXML_MAX_ATTRIBUTES)
        return TRUE;
    }

  return FALSE;
}
