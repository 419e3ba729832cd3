/* rlt-feed.h: the upstreams we ask, and how.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-time.h"

G_BEGIN_DECLS

/* The feeds, in the order people see them. */
typedef enum
{
  RLT_FEED_PRIM_TIMETABLE,   /* the journeys of a line, or of all */
  RLT_FEED_PRIM_BOARD,       /* the next departures of a stop */
  RLT_FEED_OPEN_DATA_QUAYS,  /* which quay belongs to which stop */
  RLT_N_FEEDS,
} RltFeedKind;

/* How a feed is asked. */
typedef struct
{
  RltFeedKind  kind;
  char        *base_uri;      /* (owned): without a slash at its end */
  RltTime      interval;      /* between two requests for the same thing, a duration */
  double       timeout;       /* seconds */
  gboolean     enabled;
  guint        daily_budget;  /* requests a day; 0: no limit */
} RltFeedConfig;

const char *rlt_feed_get_id        (RltFeedKind    kind);
const char *rlt_feed_get_name      (RltFeedKind    kind);
void        rlt_feed_config_init   (RltFeedConfig *self,
                                    RltFeedKind    kind,
                                    const char    *base_uri);
void        rlt_feed_config_clear  (RltFeedConfig *self);
gboolean    rlt_feed_uri_is_local  (const char    *base_uri);

G_END_DECLS
