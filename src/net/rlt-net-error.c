/* rlt-net-error.c: what can go wrong between us and an upstream.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-net-error.h"

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
