/* rlt-http-answer.c: what an answer's status, headers and first bytes mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-http-answer.h"

#include <glib/gi18n.h>

#include "rlt-net-error.h"

/* libsoup 3.2 has no name for it. */
#define STATUS_TOO_MANY_REQUESTS 429

/* Nobody is asked to stay away for longer: a wish beyond is a mistake. */
#define LONGEST_RETRY_AFTER (24 * RLT_HOUR)

/* Any of these in an HTML page: it is for a browser to solve, not an answer. */
static const char * const challenge_marks[] = {
  "Just a moment",
  "Un instant…",
  "Un instant...",
  "challenge-error-text",
  "cf-chl-widget",
};

/**
 * rlt_http_is_markup:
 * @data: (array length=length) (nullable): the beginning of a body
 * @length: its length in bytes
 *
 * Returns: whether it is HTML or XML, whatever its content type says
 */
gboolean
rlt_http_is_markup (const char *data,
                    gsize       length)
{
  gsize i = 0;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    i = 3;
  while (i < length && g_ascii_isspace (data[i]))
    i++;

  return i < length && data[i] == '<';
}

/**
 * rlt_http_is_challenge:
 * @data: (array length=length) (nullable): the beginning of a body
 * @length: its length in bytes
 *
 * Returns: whether it is a page that lets browsers in and programs not
 */
gboolean
rlt_http_is_challenge (const char *data,
                       gsize       length)
{
  if (!rlt_http_is_markup (data, length))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (challenge_marks); i++)
    {
      if (memmem (data, MIN (length, RLT_HTTP_HEAD_SIZE),
                  challenge_marks[i], strlen (challenge_marks[i])) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* A page where a machine's answer was asked for, under a status that keeps visitors out. */
static gboolean
is_blocked (guint       status,
            const char *data,
            gsize       length,
            gboolean    data_only)
{
  switch (status)
    {
    case SOUP_STATUS_FORBIDDEN:
    case STATUS_TOO_MANY_REQUESTS:
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
      return rlt_http_is_markup (data, length);
    default:
      return rlt_http_is_challenge (data, length) ||
             (data_only && SOUP_STATUS_IS_SUCCESSFUL (status) && rlt_http_is_markup (data, length));
    }
}

/**
 * rlt_http_error_for_answer:
 * @host: who answered, for the message
 * @status: the HTTP status
 * @retry_after: how long it asks us to wait, or %RLT_TIME_NONE
 * @data: (array length=length) (nullable): the body, or its first %RLT_HTTP_HEAD_SIZE bytes
 * @length: its length in bytes
 * @data_only: whether any web page, not only one that says so, keeps programs out
 *
 * Returns: (transfer full) (nullable): a %RLT_NET_ERROR; %NULL when it is an answer to use
 */
GError *
rlt_http_error_for_answer (const char *host,
                           guint       status,
                           RltTime     retry_after,
                           const char *data,
                           gsize       length,
                           gboolean    data_only)
{
  if (is_blocked (status, data, length, data_only))
    return rlt_net_error_new_for_status (RLT_NET_ERROR_BLOCKED, status, retry_after,
                                         _("%s blocks programs: it answers with a challenge page"), host);
  if (SOUP_STATUS_IS_SUCCESSFUL (status) || status == SOUP_STATUS_NOT_MODIFIED)
    return NULL;

  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
    case SOUP_STATUS_FORBIDDEN:
      return rlt_net_error_new_for_status (RLT_NET_ERROR_UNAUTHORISED, status, retry_after,
                                           _("%s does not accept the key (HTTP %u)"), host, status);
    case STATUS_TOO_MANY_REQUESTS:
      return rlt_net_error_new_for_status (RLT_NET_ERROR_QUOTA, status, retry_after,
                                           _("The quota at %s is used up"), host);
    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_GONE:
      return rlt_net_error_new_for_status (RLT_NET_ERROR_NOT_FOUND, status, retry_after,
                                           _("%s does not have what was asked for (HTTP %u)"), host, status);
    default:
      break;
    }

  if (SOUP_STATUS_IS_CLIENT_ERROR (status))
    return rlt_net_error_new_for_status (RLT_NET_ERROR_REJECTED, status, retry_after,
                                         _("%s rejects the request (HTTP %u)"), host, status);
  if (SOUP_STATUS_IS_SERVER_ERROR (status))
    return rlt_net_error_new_for_status (RLT_NET_ERROR_SERVER, status, retry_after,
                                         _("%s is in trouble (HTTP %u)"), host, status);

  return rlt_net_error_new_for_status (RLT_NET_ERROR_BAD_ANSWER, status, retry_after,
                                       _("%s gives an answer of no use (HTTP %u)"), host, status);
}

/**
 * rlt_http_parse_date:
 * @text: (nullable): the value of an HTTP date header
 *
 * Returns: the instant, or %RLT_TIME_NONE
 */
RltTime
rlt_http_parse_date (const char *text)
{
  g_autoptr(GDateTime) date = NULL;

  if (text != NULL)
    date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return RLT_TIME_NONE;

  return g_date_time_to_unix (date) * RLT_SECOND;
}

/**
 * rlt_http_parse_retry_after:
 * @text: (nullable): the value of a Retry-After header: seconds or an HTTP date
 * @now: the present instant by the upstream's clock, to which a date relates
 *
 * Returns: how long to wait, a duration between 0 and a day; %RLT_TIME_NONE when it does not say
 */
RltTime
rlt_http_parse_retry_after (const char *text,
                            RltTime     now)
{
  guint64 seconds;
  RltTime date;

  if (text == NULL)
    return RLT_TIME_NONE;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, NULL))
    return MIN (seconds, (guint64) (LONGEST_RETRY_AFTER / RLT_SECOND)) * RLT_SECOND;

  date = rlt_http_parse_date (text);
  if (!RLT_TIME_IS_SET (date))
    return RLT_TIME_NONE;

  return CLAMP (date - now, 0, LONGEST_RETRY_AFTER);
}

/**
 * rlt_http_get_retry_after:
 * @message: a message whose answer's head is there
 * @now: the present instant, for an upstream that does not say its own
 *
 * Returns: how long it asks us to wait, a duration; %RLT_TIME_NONE when it does not say
 */
RltTime
rlt_http_get_retry_after (SoupMessage *message,
                          RltTime      now)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  RltTime date = rlt_http_parse_date (soup_message_headers_get_one (headers, "Date"));

  return rlt_http_parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"),
                                     RLT_TIME_IS_SET (date) ? date : now);
}
