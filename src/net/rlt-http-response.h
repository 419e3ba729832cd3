/* rlt-http-response.h: an answer that can be used.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "rlt-time.h"

G_BEGIN_DECLS

/* "The upstream did not say", of a count. */
#define RLT_HTTP_NOT_SAID ((gint64) -1)

/**
 * RltHttpResponse:
 *
 * Immutable once its request has ended: any thread may read it while holding a reference.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  guint            status;           /* 200-299, or 304: nothing has changed since the one we have */
  GBytes          *body;             /* (owned): decompressed; empty when streamed or not modified */
  char            *content_type;     /* (owned) (nullable): "application/json", without parameters */
  char            *etag;             /* (owned) (nullable) */
  char            *last_modified;    /* (owned) (nullable): as it came, to send back */
  RltTime          date;             /* the upstream's clock, or RLT_TIME_NONE */
  gint64           quota_limit;      /* requests, or RLT_HTTP_NOT_SAID */
  gint64           quota_remaining;  /* requests, or RLT_HTTP_NOT_SAID */
  RltTime          quota_reset;      /* a duration from now, or RLT_TIME_NONE */
  RltTime          latency;          /* until the head of the answer was there, a duration */
  RltTime          duration;         /* until all of it was there */
  guint64          body_size;        /* bytes, decompressed, streamed or not */
  guint64          wire_size;        /* bytes of body as received; 0 when nothing came */
} RltHttpResponse;

#define RLT_TYPE_HTTP_RESPONSE (rlt_http_response_get_type ())
GType            rlt_http_response_get_type        (void);

RltHttpResponse *rlt_http_response_new_for_message (SoupMessage     *message);
RltHttpResponse *rlt_http_response_ref             (RltHttpResponse *self);
void             rlt_http_response_unref           (RltHttpResponse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltHttpResponse, rlt_http_response_unref)

G_END_DECLS
