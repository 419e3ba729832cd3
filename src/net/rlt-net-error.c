/* rlt-net-error.c: what can go wrong between us and an upstream.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-net-error.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

/* What an error carries beside its message. */
typedef struct
{
  guint   status;       /* 0 when no answer came */
  RltTime retry_after;
} RltNetErrorPrivate;

static void
rlt_net_error_private_init (RltNetErrorPrivate *priv)
{
  priv->retry_after = RLT_TIME_NONE;
}

static void
rlt_net_error_private_copy (const RltNetErrorPrivate *source,
                            RltNetErrorPrivate       *copy)
{
  *copy = *source;
}

static void
rlt_net_error_private_clear (RltNetErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (RltNetError, rlt_net_error)

/**
 * rlt_net_error_get_status:
 * @error: any error
 *
 * Returns: the HTTP status it came from, 0 when there was none or @error is of another domain
 */
guint
rlt_net_error_get_status (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  if (error->domain != RLT_NET_ERROR)
    return 0;

  return rlt_net_error_get_private (error)->status;
}

/**
 * rlt_net_error_get_retry_after:
 * @error: any error
 *
 * Returns: how long the upstream asks us to wait, a duration; %RLT_TIME_NONE when it did not say
 */
RltTime
rlt_net_error_get_retry_after (const GError *error)
{
  g_return_val_if_fail (error != NULL, RLT_TIME_NONE);

  if (error->domain != RLT_NET_ERROR)
    return RLT_TIME_NONE;

  return rlt_net_error_get_private (error)->retry_after;
}

/**
 * rlt_net_error_new_for_status:
 * @code: what it means to the caller
 * @status: the HTTP status
 * @retry_after: how long the upstream asks us to wait, or %RLT_TIME_NONE
 * @format: the message, as for printf()
 *
 * Returns: (transfer full): an error that knows the answer it comes from
 */
GError *
rlt_net_error_new_for_status (RltNetError  code,
                              guint        status,
                              RltTime      retry_after,
                              const char  *format,
                              ...)
{
  RltNetErrorPrivate *priv;
  GError *error;
  va_list args;

  va_start (args, format);
  error = g_error_new_valist (RLT_NET_ERROR, code, format, args);
  va_end (args);

  priv = rlt_net_error_get_private (error);
  priv->status = status;
  priv->retry_after = retry_after;

  return error;
}

/**
 * rlt_net_error_new_for_foreign:
 * @host: who was asked, for the message
 * @timeout: seconds it had, for the message
 * @has_head: whether the beginning of an answer came
 * @foreign: (transfer full): an error of libsoup, or of what is below it
 *
 * Returns: (transfer full): what it means; %G_IO_ERROR_CANCELLED stays as it is
 */
GError *
rlt_net_error_new_for_foreign (const char *host,
                               double      timeout,
                               gboolean    has_head,
                               GError     *foreign)
{
  g_autoptr(GError) cause = foreign;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_TIMEOUT,
                        _("%s did not answer within %g seconds"), host, timeout);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&cause);
  if (cause->domain == G_RESOLVER_ERROR)
    return g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE,
                        _("The host %s cannot be found"), host);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE,
                        _("%s refuses the connection"), host);
  if (cause->domain == G_TLS_ERROR)
    return g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE,
                        _("No secure connection to %s: %s"), host, cause->message);
  if (has_head || cause->domain == SOUP_SESSION_ERROR ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER,
                        _("The answer of %s is cut off or damaged: %s"), host, cause->message);

  return g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE,
                      _("%s cannot be reached: %s"), host, cause->message);
}
