/* rlt-ratp-session-private.h: what the questions to ratp.fr have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-ratp-session.h"

G_BEGIN_DECLS

/* Who asks: what stays the same through all requests of a question. */
typedef struct
{
  RltRatpSession *session;      /* (owned) */
  char           *base_uri;     /* (owned) */
  double          timeout;      /* seconds, of each request */
  GCancellable   *cancellable;  /* (owned) (nullable) */
} RltRatpCaller;

/* What a browser would ask for. Needed only during the call that takes it. */
typedef struct
{
  const char *path;       /* behind the feed's base address */
  const char *referer;    /* the path of the page that would ask for it */
  gboolean    by_script;  /* it would be a script of the page, which says so */
  gboolean    data_only;  /* see RltHttpRequest */
  gsize       max_size;   /* bytes */
} RltRatpQuestion;

void             rlt_ratp_caller_init          (RltRatpCaller          *self,
                                                RltRatpSession         *session,
                                                const RltFeedAccess    *access,
                                                GCancellable           *cancellable);
void             rlt_ratp_caller_clear         (RltRatpCaller          *self);
void             rlt_ratp_session_get_async    (const RltRatpCaller    *caller,
                                                const RltRatpQuestion  *question,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
RltHttpResponse *rlt_ratp_session_get_finish   (GAsyncResult           *result,
                                                GError                **error);
GError          *rlt_ratp_session_note_blocked (RltRatpSession         *self,
                                                const GError           *error);
void             rlt_ratp_session_note_served  (RltRatpSession         *self);
GHashTable      *rlt_ratp_session_get_stops    (RltRatpSession         *self,
                                                const RltLine          *line);
void             rlt_ratp_session_set_stops    (RltRatpSession         *self,
                                                const RltLine          *line,
                                                GHashTable             *stops);

G_END_DECLS
