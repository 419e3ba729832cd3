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
  RLT_FEED_PRIM_TIMETABLE,     /* the journeys of a line, or of all */
  RLT_FEED_PRIM_BOARD,         /* the next departures of a stop */
  RLT_FEED_PRIM_MESSAGES,      /* the messages of a line */
  RLT_FEED_PRIM_DISRUPTIONS,   /* the disruptions of all lines */
  RLT_FEED_PRIM_REPORTS,       /* the same by Navitia */
  RLT_FEED_RATP_TRAFFIC,       /* the traffic of a network, by ratp.fr */
  RLT_FEED_RATP_BOARD,         /* the next departures of a stop, by ratp.fr */
  RLT_FEED_RATP_VEHICLES,      /* the trains of a line, as they move */
  RLT_FEED_GTFS_RT,            /* any agency's GTFS-Realtime */
  RLT_FEED_SIRI_XML,           /* any agency's SIRI */
  RLT_FEED_OPEN_DATA_QUAYS,    /* which quay belongs to which stop */
  RLT_FEED_OPEN_DATA_NETWORK,  /* the lines and their stations */
  RLT_N_FEEDS,
} RltFeedKind;

/* How a feed is asked. */
typedef struct
{
  RltFeedKind  kind;
  char        *base_uri;      /* (owned): without a slash at its end; empty: nobody has said which */
  RltTime      interval;      /* between two requests for the same thing, a duration */
  double       timeout;       /* seconds */
  gboolean     enabled;
  guint        daily_budget;  /* requests a day; 0: no limit */
} RltFeedConfig;

const char *rlt_feed_get_id        (RltFeedKind    kind);
const char *rlt_feed_get_name      (RltFeedKind    kind);
gboolean    rlt_feed_is_offered    (RltFeedKind    kind);
gboolean    rlt_feed_needs_key     (RltFeedKind    kind);
const char *rlt_feed_get_secret    (RltFeedKind    kind);
gboolean    rlt_feed_is_usually_on (RltFeedKind    kind);
gboolean    rlt_feed_has_address   (RltFeedKind    kind);
gboolean    rlt_feed_is_of_open_data (RltFeedKind  kind);
gboolean    rlt_feed_find          (const char    *id,
                                    RltFeedKind   *kind);
void        rlt_feed_config_init   (RltFeedConfig *self,
                                    RltFeedKind    kind,
                                    const char    *base_uri);
void        rlt_feed_config_set_base_uri (RltFeedConfig *self,
                                    const char    *base_uri);
void        rlt_feed_config_copy   (const RltFeedConfig *self,
                                    RltFeedConfig *copy);
void        rlt_feed_config_clear  (RltFeedConfig *self);
gboolean    rlt_feed_uri_is_local  (const char    *base_uri);

G_END_DECLS
