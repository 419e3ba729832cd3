/* rlt-feed-status.h: one feed's health as the main thread sees it, changing in place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rlt-breaker.h"
#include "rlt-feed-settings.h"
#include "rlt-json-writer.h"
#include "rlt-types.h"

G_BEGIN_DECLS

/* Properties: "enabled" (boolean), "base-uri" (string), "interval" (int64, RltTime), "timeout" (double,
 * seconds): how it is asked; "state" (int, RltFeedState), "last-error" (string,
 * nullable), "last-success" and "data-time" (int64, RltTime), "requests-today" (uint), "quota-left"
 * (int64), "breaker" (int, RltBreakerState): how it is doing. ::notify tells of changes. Main thread only. */
#define RLT_TYPE_FEED_STATUS (rlt_feed_status_get_type ())
G_DECLARE_FINAL_TYPE (RltFeedStatus, rlt_feed_status, RLT, FEED_STATUS, GObject)

const char   *rlt_feed_status_get_id             (RltFeedStatus *self);
const char   *rlt_feed_status_get_name           (RltFeedStatus *self);
RltFeedKind   rlt_feed_status_get_kind           (RltFeedStatus *self);
gboolean      rlt_feed_status_get_enabled        (RltFeedStatus *self);
const char   *rlt_feed_status_get_base_uri       (RltFeedStatus *self);
RltTime       rlt_feed_status_get_interval       (RltFeedStatus *self);
double        rlt_feed_status_get_timeout        (RltFeedStatus *self);
void          rlt_feed_status_copy_settings      (RltFeedStatus *self,
                                                  RltFeedSettings *settings);
RltFeedState  rlt_feed_status_get_state          (RltFeedStatus *self);
gboolean      rlt_feed_status_is_awaited         (RltFeedStatus *self);
RltTime       rlt_feed_status_get_last_success   (RltFeedStatus *self);
const char   *rlt_feed_status_get_last_error     (RltFeedStatus *self);
guint         rlt_feed_status_get_errors_in_row  (RltFeedStatus *self);
guint         rlt_feed_status_get_requests_today (RltFeedStatus *self);
RltTime       rlt_feed_status_get_data_time      (RltFeedStatus *self);
guint64       rlt_feed_status_get_bytes_today    (RltFeedStatus *self);
RltTime       rlt_feed_status_get_latency        (RltFeedStatus *self);
guint         rlt_feed_status_get_quota_limit    (RltFeedStatus *self);
gint64        rlt_feed_status_get_quota_left     (RltFeedStatus *self);
RltTime       rlt_feed_status_get_quota_end      (RltFeedStatus *self);
RltBreakerState rlt_feed_status_get_breaker      (RltFeedStatus *self);
RltTime       rlt_feed_status_get_retry_time     (RltFeedStatus *self);
void          rlt_feed_status_write_list         (GListModel    *feeds,
                                                  RltTime        now,
                                                  RltJsonWriter *writer);

G_END_DECLS
