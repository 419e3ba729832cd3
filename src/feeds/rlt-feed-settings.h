/* rlt-feed-settings.h: what a user may set of a feed, as texts and as values. No I/O.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rlt-feed.h"

G_BEGIN_DECLS

/* The ranges, in seconds. */
#define RLT_FEED_MIN_INTERVAL 5
#define RLT_FEED_MAX_INTERVAL (30 * 24 * 3600)
#define RLT_FEED_MIN_TIMEOUT 1
#define RLT_FEED_MAX_TIMEOUT 300

/* What GTFS-Realtime is made of, each at an address of its own. */
typedef enum
{
  RLT_FEED_PART_TRIP_UPDATES,
  RLT_FEED_PART_VEHICLE_POSITIONS,
  RLT_FEED_PART_ALERTS,
  RLT_FEED_PART_SCHEDULE,
  RLT_FEED_N_PARTS,
} RltFeedPart;

/* In the place of an address: the part is not asked for. */
#define RLT_FEED_PART_OFF "off"

/* What a user has set of a feed. */
typedef struct
{
  gboolean  enabled;
  char     *base_uri;   /* (owned) (nullable): %NULL for the feed's own */
  guint     interval;   /* seconds; 0 for the usual ones */
  guint     timeout;    /* seconds; 0 for the usual ones */
  char     *parts[RLT_FEED_N_PARTS];  /* (owned) (nullable): whole addresses, or paths behind @base_uri, or
                                       * RLT_FEED_PART_OFF; %NULL for the usual paths */
  char     *key_header; /* (owned) (nullable): the header that the feed's own key goes into */
} RltFeedSettings;

char     *rlt_feed_settings_list_keys (RltFeedKind             kind);
void      rlt_feed_settings_init      (RltFeedSettings        *self,
                                       RltFeedKind             kind);
void      rlt_feed_settings_clear     (RltFeedSettings        *self);
void      rlt_feed_settings_copy      (const RltFeedSettings  *self,
                                       RltFeedSettings        *copy);
gboolean  rlt_feed_settings_check     (const RltFeedSettings  *self,
                                       RltFeedKind             kind,
                                       GError                **error);
gboolean  rlt_feed_settings_set       (RltFeedSettings        *self,
                                       RltFeedKind             kind,
                                       const char             *assignment,
                                       GError                **error);
char     *rlt_feed_settings_to_text   (const RltFeedSettings  *self);
gboolean  rlt_feed_settings_read_text (RltFeedSettings        *self,
                                       RltFeedKind             kind,
                                       const char             *text,
                                       GError                **error);
void      rlt_feed_settings_apply     (const RltFeedSettings  *self,
                                       RltFeedConfig          *config);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RltFeedSettings, rlt_feed_settings_clear)

G_END_DECLS
