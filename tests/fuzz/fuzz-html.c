/* fuzz-html.c: any bytes for what makes text and harmless HTML of messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-fuzz.h"

#include <string.h>

#include "rlt-html.h"

/* What is harmless stays as it is: a second time changes nothing that matters, and no address but
 * the web's is in it. */
static void
check_harmless (const char *html)
{
  g_autofree char *again = rlt_html_sanitise (html, strlen (html));

  g_assert (g_utf8_validate (html, -1, NULL));
  g_assert (again != NULL || strlen (html) > RLT_HTML_MAX_SIZE);
  for (const char *p = strstr (html, "<a "); p != NULL; p = strstr (p + 1, "<a "))
    g_assert (g_str_has_prefix (p, "<a href=\"http://") || g_str_has_prefix (p, "<a href=\"https://"));
  g_assert (strstr (html, "<script") == NULL && strstr (html, "<img") == NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = rlt_html_to_text ((const char *) data, size);
  g_autofree char *html = rlt_html_sanitise ((const char *) data, size);

  g_assert ((text == NULL) == (html == NULL));
  g_assert (text == NULL || g_utf8_validate (text, -1, NULL));
  if (html != NULL)
    check_harmless (html);

  return 0;
}
