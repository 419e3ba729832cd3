/* rlt-http-request.c: what to ask an upstream for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-http-request.h"

#include <glib/gi18n.h>

#include "rlt-http-uri.h"
#include "rlt-net-error.h"

/* libsoup takes a bad header for a programming error; ours may come from a settings page. */
static gboolean
is_header_text (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (g_ascii_iscntrl (*text))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_headers (const char * const  *headers,
               GError             **error)
{
  for (guint i = 0; headers != NULL && headers[i] != NULL; i += 2)
    {
      if (headers[i][0] == '\0' || !is_header_text (headers[i]) || strpbrk (headers[i], ": ") != NULL ||
          headers[i + 1] == NULL || !is_header_text (headers[i + 1]))
        {
          g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_INVALID,
                       _("The header “%s” has a character that cannot be sent"), headers[i]);
          return FALSE;
        }
    }

  return TRUE;
}

/*
 * rlt_http_request_list_headers:
 * @request: what to ask for
 * @error: %RLT_NET_ERROR_INVALID
 *
 * Of the answer we have, what cannot be sent back is left out: then all of it comes again.
 *
 * Returns: (transfer full): names and values in turn, NULL-terminated
 */
char **
rlt_http_request_list_headers (const RltHttpRequest  *request,
                               GError               **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (!check_headers (request->headers, error))
    return NULL;

  if (request->headers != NULL)
    g_strv_builder_addv (builder, (const char **) request->headers);
  if (request->etag != NULL && is_header_text (request->etag))
    g_strv_builder_add_many (builder, "If-None-Match", request->etag, NULL);
  if (request->last_modified != NULL && is_header_text (request->last_modified))
    g_strv_builder_add_many (builder, "If-Modified-Since", request->last_modified, NULL);
  g_strv_builder_add_many (builder, "Accept-Encoding", "gzip", NULL);

  return g_strv_builder_end (builder);
}

/*
 * rlt_http_request_parse_uri:
 * @text: an address, from wherever
 * @error: %RLT_NET_ERROR_INVALID
 *
 * Returns: (transfer full): an address on the web
 */
GUri *
rlt_http_request_parse_uri (const char  *text,
                            GError     **error)
{
  static const char * const schemes[] = { "http", "https", NULL };
  g_autoptr(GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *shown = NULL;

  if (uri != NULL && g_strv_contains (schemes, g_uri_get_scheme (uri)) &&
      g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0')
    return g_steal_pointer (&uri);

  shown = rlt_http_describe_uri (text);
  g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_INVALID, _("“%s” is not an address on the web"), shown);

  return NULL;
}

/*
 * rlt_http_request_new_message:
 * @uri: an address on the web
 * @headers: of rlt_http_request_list_headers()
 * @body_type: (nullable): the media type of @body
 * @body: (nullable): what to POST
 *
 * Returns: (transfer full): a message that GETs @uri, or POSTs @body to it
 */
SoupMessage *
rlt_http_request_new_message (GUri               *uri,
                              const char * const *headers,
                              const char         *body_type,
                              GBytes             *body)
{
  SoupMessage *message = soup_message_new_from_uri (body != NULL ? SOUP_METHOD_POST : SOUP_METHOD_GET, uri);

  for (guint i = 0; headers[i] != NULL; i += 2)
    soup_message_headers_replace (soup_message_get_request_headers (message), headers[i], headers[i + 1]);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, body_type, body);

  return message;
}
