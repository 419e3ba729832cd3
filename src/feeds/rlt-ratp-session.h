/* rlt-ratp-session.h: what we ask of ratp.fr, as a browser would.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-feed-fetch.h"

G_BEGIN_DECLS

#define RLT_TYPE_RATP_SESSION (rlt_ratp_session_get_type ())
G_DECLARE_FINAL_TYPE (RltRatpSession, rlt_ratp_session, RLT, RATP_SESSION, GObject)

RltRatpSession *rlt_ratp_session_new         (RltClock            *clock);
void            rlt_ratp_session_try_again   (RltRatpSession      *self);
void            rlt_ratp_fetch_traffic_async (RltRatpSession      *self,
                                              const RltFeedAccess *access,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
gboolean        rlt_ratp_serves_line         (const RltLine       *line);
void            rlt_ratp_fetch_board_async   (RltRatpSession      *self,
                                              const RltFeedAccess *access,
                                              const RltStop       *stop,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);

G_END_DECLS
