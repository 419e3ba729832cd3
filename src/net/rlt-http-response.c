/* rlt-http-response.c: an answer that can be used.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-http-response.h"

#include "rlt-http-answer.h"

G_DEFINE_BOXED_TYPE (RltHttpResponse, rlt_http_response, rlt_http_response_ref, rlt_http_response_unref)

/* The same thing under the names in use; the day's count first: that is the one that runs out. */
static const char * const limit_names[] = { "X-RateLimit-Limit-Day", "RateLimit-Limit", "X-RateLimit-Limit" };
static const char * const remaining_names[] =
  { "X-RateLimit-Remaining-Day", "RateLimit-Remaining", "X-RateLimit-Remaining" };
static const char * const reset_names[] = { "RateLimit-Reset", "X-RateLimit-Reset" };

/* X-RateLimit-Reset is seconds from now with some, an instant since 1970 with others. */
#define LARGEST_RESET (31 * 24 * 3600)

static gint64
read_count (SoupMessageHeaders *headers,
            const char * const *names,
            guint               n_names)
{
  for (guint i = 0; i < n_names; i++)
    {
      const char *text = soup_message_headers_get_one (headers, names[i]);
      guint64 count;

      if (text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &count, NULL))
        return count;
    }

  return RLT_HTTP_NOT_SAID;
}

static RltTime
read_reset (SoupMessageHeaders *headers)
{
  gint64 seconds = read_count (headers, reset_names, G_N_ELEMENTS (reset_names));

  if (seconds == RLT_HTTP_NOT_SAID || seconds > LARGEST_RESET)
    return RLT_TIME_NONE;

  return seconds * RLT_SECOND;
}

/**
 * rlt_http_response_new_for_message:
 * @message: a message whose answer's head is there
 *
 * Returns: (transfer full): a response with what the head says; the rest is filled in later
 */
RltHttpResponse *
rlt_http_response_new_for_message (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  RltHttpResponse *self = g_new0 (RltHttpResponse, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->status = soup_message_get_status (message);
  self->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  self->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  self->last_modified = g_strdup (soup_message_headers_get_one (headers, "Last-Modified"));
  self->date = rlt_http_parse_date (soup_message_headers_get_one (headers, "Date"));
  self->quota_limit = read_count (headers, limit_names, G_N_ELEMENTS (limit_names));
  self->quota_remaining = read_count (headers, remaining_names, G_N_ELEMENTS (remaining_names));
  self->quota_reset = read_reset (headers);

  return self;
}

RltHttpResponse *
rlt_http_response_ref (RltHttpResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rlt_http_response_unref (RltHttpResponse *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->content_type);
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self);
}
