/* rlt-net-error.h: what can go wrong between us and an upstream.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rlt-time.h"

G_BEGIN_DECLS

#define RLT_NET_ERROR (rlt_net_error_quark ())

typedef enum
{
  RLT_NET_ERROR_INVALID,           /* the request cannot be sent as it is: its address or a header */
  RLT_NET_ERROR_UNREACHABLE,       /* no such host, refused, no secure connection: no answer at all */
  RLT_NET_ERROR_TIMEOUT,           /* no whole answer in time */
  RLT_NET_ERROR_BLOCKED,           /* a challenge page for browsers instead of an answer */
  RLT_NET_ERROR_UNAUTHORISED,      /* 401, or 403 in so many words: the key is missing or wrong */
  RLT_NET_ERROR_QUOTA,             /* 429: ask again after rlt_net_error_get_retry_after() */
  RLT_NET_ERROR_NOT_FOUND,         /* 404, 410 */
  RLT_NET_ERROR_REJECTED,          /* any other 4xx: the upstream does not take this request */
  RLT_NET_ERROR_SERVER,            /* 5xx: the upstream's own trouble */
  RLT_NET_ERROR_BAD_ANSWER,        /* cut off, too large, badly compressed, not HTTP */
  RLT_NET_ERROR_REFUSED_REDIRECT,  /* to another host, or round in a circle */
} RltNetError;

GQuark  rlt_net_error_quark           (void);
guint   rlt_net_error_get_status      (const GError *error);
RltTime rlt_net_error_get_retry_after (const GError *error);
GError *rlt_net_error_new_for_status  (RltNetError   code,
                                       guint         status,
                                       RltTime       retry_after,
                                       const char   *format,
                                       ...) G_GNUC_PRINTF (4, 5);
GError *rlt_net_error_new_for_foreign (const char   *host,
                                       double        timeout,
                                       gboolean      has_head,
                                       GError       *foreign);

G_END_DECLS
