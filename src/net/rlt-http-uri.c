/* rlt-http-uri.c: addresses: what may be shown of one, and where one may lead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-http-uri.h"

#include <libsoup/soup.h>

/* The names of a query's parts stay, their values go. */
static char *
hide_values (const char *query)
{
  g_autoptr(GString) hidden = g_string_new (NULL);
  g_auto(GStrv) parts = g_strsplit (query, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *equals = strchr (parts[i], '=');

      if (i > 0)
        g_string_append_c (hidden, '&');
      if (equals != NULL)
        g_string_append_len (hidden, parts[i], equals - parts[i] + 1);
      g_string_append (hidden, "…");
    }

  return g_string_free (g_steal_pointer (&hidden), FALSE);
}

/**
 * rlt_http_describe_host:
 * @uri: an address with a host
 *
 * Returns: (transfer full): its host, with the port where that is not the scheme's own
 */
char *
rlt_http_describe_host (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  int port = g_uri_get_port (uri);

  if (port < 0 ||
      (g_str_equal (scheme, "http") && port == 80) ||
      (g_str_equal (scheme, "https") && port == 443))
    return g_strdup (g_uri_get_host (uri));

  return g_strdup_printf ("%s:%d", g_uri_get_host (uri), port);
}

/**
 * rlt_http_describe_uri:
 * @uri: an address, well-formed or not
 *
 * For logs and messages: keys travel in the user part and in query values, so these never show.
 *
 * Returns: (transfer full): the address with scheme, host, path and the names of its query
 */
char *
rlt_http_describe_uri (const char *uri)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *host = NULL;
  g_autofree char *query = NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL)
    return g_strdup ("…");

  host = rlt_http_describe_host (parsed);
  if (g_uri_get_query (parsed) != NULL)
    query = hide_values (g_uri_get_query (parsed));

  return g_strdup_printf ("%s://%s%s%s%s",
                          g_uri_get_scheme (parsed), host, g_uri_get_path (parsed),
                          query != NULL ? "?" : "", query != NULL ? query : "");
}

/* SOUP_HTTP_URI_FLAGS fills in the scheme's own port. */
static gboolean
is_upgrade (GUri *from,
            GUri *to)
{
  return g_str_equal (g_uri_get_scheme (from), "http") && g_uri_get_port (from) == 80 &&
         g_str_equal (g_uri_get_scheme (to), "https") && g_uri_get_port (to) == 443;
}

/**
 * rlt_http_redirect_is_allowed:
 * @from: the address asked, parsed with %SOUP_HTTP_URI_FLAGS
 * @to: the address it points to, parsed alike
 *
 * The request carries a key, so it goes to nobody else: the same host and port, the same scheme
 * or its secure form.
 *
 * Returns: whether to follow
 */
gboolean
rlt_http_redirect_is_allowed (GUri *from,
                              GUri *to)
{
  if (g_uri_get_host (to) == NULL ||
      g_ascii_strcasecmp (g_uri_get_host (from), g_uri_get_host (to)) != 0)
    return FALSE;
  if (is_upgrade (from, to))
    return TRUE;

  return g_str_equal (g_uri_get_scheme (from), g_uri_get_scheme (to)) &&
         g_uri_get_port (from) == g_uri_get_port (to);
}
