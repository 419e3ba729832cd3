/* rlt-engine-delivery.h: news from the engine thread to the main thread, in batches.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-feed-health.h"
#include "rlt-feed-settings.h"
#include "rlt-feed.h"
#include "rlt-snapshot.h"

G_BEGIN_DECLS

/* What has changed since the last batch. */
typedef struct
{
  GPtrArray     *snapshots;             /* (element-type RltSnapshot): the newest of each line */
  gboolean       goes_on;               /* the rest of @snapshots comes in the next turn */
  GHashTable    *boards;                /* RltStation -> RltTime: when all its boards have come */
  gboolean       has_health[RLT_N_FEEDS];
  RltFeedHealth  health[RLT_N_FEEDS];   /* where @has_health */
  RltFeedConfig  configs[RLT_N_FEEDS];  /* where their base_uri is set */
  RltFeedSettings settings[RLT_N_FEEDS];  /* alike */
  gboolean       has_key_news;
  gboolean       has_key;
  gboolean       has_recalled;
  char          *store_error;           /* (owned) (nullable): when it has become known */
} RltEngineNews;

/**
 * RltEngineNewsFunc:
 * @news: what has changed
 * @user_data: as given
 */
typedef void (*RltEngineNewsFunc) (const RltEngineNews *news,
                                   gpointer             user_data);

/**
 * RltDelivery:
 *
 * Any thread adds; the context it was made for is told once for all that was added meanwhile.
 */
typedef struct _RltDelivery RltDelivery;

RltDelivery *rlt_delivery_new             (GMainContext        *context,
                                           RltEngineNewsFunc    func,
                                           gpointer             user_data);
void         rlt_delivery_free            (RltDelivery         *self);
void         rlt_delivery_add_snapshots   (RltDelivery         *self,
                                           GPtrArray           *snapshots);
void         rlt_delivery_add_boards      (RltDelivery         *self,
                                           const RltStation    *station,
                                           RltTime              received_at);
void         rlt_delivery_add_health      (RltDelivery         *self,
                                           RltFeedKind          kind,
                                           const RltFeedHealth *health);
void         rlt_delivery_add_config      (RltDelivery         *self,
                                           const RltFeedConfig *config,
                                           const RltFeedSettings *settings);
void         rlt_delivery_add_key         (RltDelivery         *self,
                                           gboolean             has_key);
void         rlt_delivery_add_recalled    (RltDelivery         *self);
void         rlt_delivery_add_store_error (RltDelivery         *self,
                                           const char          *text);

G_END_DECLS
