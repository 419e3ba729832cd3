/* rlt-engine.h: the one door to everything below the user interface, the API and the commands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rlt-catalogue.h"
#include "rlt-clock.h"
#include "rlt-feed-settings.h"
#include "rlt-feed-status.h"
#include "rlt-line-state.h"

G_BEGIN_DECLS

/* What the engine asks for on its own. */
typedef enum
{
  RLT_SCOPE_USUAL,     /* the whole network where that costs nobody anything, else what is watched */
  RLT_SCOPE_WATCHED,   /* the line that is watched */
  RLT_SCOPE_NETWORK,   /* all lines, watched or not */
} RltEngineScope;

/* What an engine is made from. Texts are copied, objects referenced. */
typedef struct
{
  RltCatalogue *catalogue;
  RltClock     *clock;
  const char   *profile;             /* "default", "demo": its own data folder, settings and secrets */
  const char   *data_dir;            /* (nullable): in place of the profile's folder below XDG_DATA_HOME */
  const char   *base_uri;            /* (nullable): in place of all upstreams': a simulator or a proxy */
  const char   *api_key;             /* (nullable): in place of the one kept as a secret */
  RltEngineScope scope;
  const RltLine    *watched_line;    /* (nullable): as by rlt_engine_watch_line(), from the start */
  const RltStation *watched_station; /* (nullable): as by rlt_engine_watch_station(), from the start */
  gboolean      offline;             /* ask nobody: only what was known before */
  gboolean      demo;                /* the feeds are simulated, and everybody says so */
} RltEngineConfig;

#define RLT_TYPE_ENGINE (rlt_engine_get_type ())
G_DECLARE_FINAL_TYPE (RltEngine, rlt_engine, RLT, ENGINE, GObject)

/* Signals, in the main context the engine was made in:
 *   ::updated      snapshots have changed; at most once for every batch of a feed
 *   ::recalled     what was known when the program last ran has been read
 *   ::key-changed  a key was found, set or removed
 */
char         *rlt_engine_get_data_folder   (const char            *profile);
RltCatalogue *rlt_engine_load_catalogue    (const char            *profile,
                                            GError               **error);
RltEngine    *rlt_engine_new               (const RltEngineConfig *config);
void          rlt_engine_start             (RltEngine             *self);
void          rlt_engine_stop              (RltEngine             *self);

RltCatalogue *rlt_engine_get_catalogue     (RltEngine             *self);
RltClock     *rlt_engine_get_clock         (RltEngine             *self);
const char   *rlt_engine_get_profile       (RltEngine             *self);
gboolean      rlt_engine_is_demo           (RltEngine             *self);
const char   *rlt_engine_get_store_error   (RltEngine             *self);
gboolean      rlt_engine_has_key           (RltEngine             *self);
gboolean      rlt_engine_has_recalled      (RltEngine             *self);

GListModel   *rlt_engine_get_lines         (RltEngine             *self);
RltLineState *rlt_engine_get_line_state    (RltEngine             *self,
                                            const RltLine         *line);
GListModel   *rlt_engine_get_feeds         (RltEngine             *self);
RltTime       rlt_engine_get_boards_time   (RltEngine             *self,
                                            const RltStation      *station);
GPtrArray    *rlt_engine_list_departures   (RltEngine             *self,
                                            const RltStation      *station,
                                            const RltLine         *line);

void          rlt_engine_recall_line_async (RltEngine             *self,
                                            const RltLine         *line,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
char         *rlt_engine_recall_line_finish (RltEngine            *self,
                                            GAsyncResult          *result,
                                            GError               **error);

void          rlt_engine_watch_line        (RltEngine             *self,
                                            const RltLine         *line);
void          rlt_engine_watch_station     (RltEngine             *self,
                                            const RltStation      *station);
void          rlt_engine_set_favourites    (RltEngine             *self,
                                            GPtrArray             *stations);
void          rlt_engine_set_hidden        (RltEngine             *self,
                                            gboolean               hidden);
void          rlt_engine_refresh           (RltEngine             *self);

void          rlt_engine_set_key_async     (RltEngine             *self,
                                            const char            *key,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
gboolean      rlt_engine_set_key_finish    (RltEngine             *self,
                                            GAsyncResult          *result,
                                            GError               **error);
void          rlt_engine_check_key_async   (RltEngine             *self,
                                            const char            *key,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
gboolean      rlt_engine_check_key_finish  (RltEngine             *self,
                                            GAsyncResult          *result,
                                            GError               **error);

void          rlt_engine_configure_feed_async (RltEngine          *self,
                                            RltFeedKind            kind,
                                            const RltFeedSettings *settings,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
gboolean      rlt_engine_configure_feed_finish (RltEngine         *self,
                                            GAsyncResult          *result,
                                            GError               **error);

G_END_DECLS
