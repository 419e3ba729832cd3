/* rlt-engine-core.h: the part of the engine that lives on the engine thread.
 *
 * Every function here is to be called on that thread, unless it says otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-engine-delivery.h"
#include "rlt-engine.h"
#include "rlt-feed-fetch.h"
#include "rlt-poller.h"
#include "rlt-secrets.h"
#include "rlt-snapshot-builder.h"
#include "rlt-store.h"

G_BEGIN_DECLS

/* What is known of one line. */
typedef struct
{
  RltFeedAnswer  timetable;   /* ->records (owned) (nullable) */
  RltSnapshot   *snapshot;    /* (owned) (nullable) */
  RltTime        saved_at;    /* when it was last written down, or RLT_TIME_NONE */
} RltLineRecord;

typedef struct _RltEngineCore RltEngineCore;

struct _RltEngineCore
{
  /* Set before the thread starts. */
  RltClock          *clock;          /* (owned) */
  RltCatalogue      *embedded;       /* (owned) */
  char              *profile;        /* (owned) */
  char              *store_path;     /* (owned) */
  gboolean           is_demo;
  gboolean           is_offline;     /* ask nobody */
  gboolean           whole_network;  /* ask for all lines at once */
  RltFeedConfig      configs[RLT_N_FEEDS];
  RltDelivery       *delivery;       /* (unowned) */

  /* Of the engine thread. */
  GCancellable      *cancellable;    /* (owned): of all that is under way */
  guint              n_under_way;
  gboolean           is_stopping;
  GMutex             mutex;
  GCond              cond;
  gboolean           has_ended;      /* (mutex mutex) */

  RltCatalogue      *catalogue;      /* (owned): @embedded and the quays learned since */
  RltHttpClient     *client;         /* (owned) */
  RltStore          *store;          /* (owned) */
  RltSecrets        *secrets;        /* (owned) */
  char              *api_key;        /* (owned) (nullable) */
  RltFeedHealth      health[RLT_N_FEEDS];

  RltScheduler      *scheduler;      /* (owned) */
  RltPoller         *poller;         /* (owned) */
  GHashTable        *polls;          /* (owned): key -> what it asks for */
  RltTime            started_at;
  gboolean           has_recalled;   /* whether quays were learned before is known */
  gboolean           knows_quays;    /* or has tried to learn them: trips can be read */
  GSource           *quays_timer;    /* (owned) (nullable): while it waits for them */
  RltTime            quays_at;       /* when they were learned, or RLT_TIME_NONE */
  const RltLine     *watched_line;   /* (nullable) */
  const RltStation  *watched_station; /* (nullable) */

  GSource           *ageing_timer;   /* (owned) */
  GSource           *trim_timer;     /* (owned) (nullable): until memory is given back */
  RltLineRecord     *lines;          /* (owned) (array): by RltLine.index */
  GHashTable        *boards;         /* (owned): stop area id -> RltFeedAnswer */
};

/* rlt-engine-core.c */
RltEngineCore *rlt_engine_core_new            (const RltEngineConfig *config,
                                               RltDelivery           *delivery);
void           rlt_engine_core_free           (RltEngineCore         *self);
void           rlt_engine_core_start          (RltEngineCore         *self);
void           rlt_engine_core_stop           (RltEngineCore         *self);
void           rlt_engine_core_wait           (RltEngineCore         *self);
void           rlt_engine_core_trim_soon      (RltEngineCore         *self);
void           rlt_engine_core_begin          (RltEngineCore         *self);
void           rlt_engine_core_end            (RltEngineCore         *self);

/* rlt-engine-feeds.c */
void           rlt_engine_core_plan           (RltEngineCore         *self);
void           rlt_engine_core_poll           (const char            *key,
                                               gpointer               user_data);
void           rlt_engine_core_set_watched_line (RltEngineCore       *self,
                                               const RltLine         *line);
void           rlt_engine_core_set_watched_station (RltEngineCore    *self,
                                               const RltStation      *station);
void           rlt_engine_core_set_hidden     (RltEngineCore         *self,
                                               gboolean               hidden);
void           rlt_engine_core_refresh        (RltEngineCore         *self);
RltFeedAccess  rlt_engine_core_get_access     (RltEngineCore         *self,
                                               RltFeedKind            kind);
void           rlt_engine_core_ask            (RltEngineCore         *self,
                                               RltFeedKind            kind);
void           rlt_engine_core_note_result    (RltEngineCore         *self,
                                               RltFeedKind            kind,
                                               const RltFeedResult   *result);
void           rlt_engine_core_learn_quays    (RltEngineCore         *self,
                                               GArray                *quays,
                                               RltTime                learned_at);

/* rlt-engine-lines.c */
void           rlt_engine_core_take_timetable (RltEngineCore         *self,
                                               const RltLine         *line,
                                               RltFeedResult         *result);
void           rlt_engine_core_take_board     (RltEngineCore         *self,
                                               const RltStop         *stop,
                                               RltFeedResult         *result);
void           rlt_engine_core_take_memory    (RltEngineCore         *self,
                                               RltSnapshot           *snapshot);
void           rlt_engine_core_age_lines     (RltEngineCore         *self);
void           rlt_engine_core_clear_lines    (RltEngineCore         *self);

/* rlt-engine-memory.c */
void           rlt_engine_core_recall         (RltEngineCore         *self);
void           rlt_engine_core_recall_line    (RltEngineCore         *self,
                                               const RltLine         *line,
                                               GTask                 *task);
void           rlt_engine_core_save_health    (RltEngineCore         *self,
                                               RltFeedKind            kind);
void           rlt_engine_core_save_lines     (RltEngineCore         *self,
                                               gboolean               at_once);
void           rlt_engine_core_save_quays     (RltEngineCore         *self,
                                               GArray                *quays,
                                               RltTime                learned_at);

/* rlt-engine-key.c */
void           rlt_engine_core_find_key       (RltEngineCore         *self);
void           rlt_engine_core_store_key      (RltEngineCore         *self,
                                               const char            *key,
                                               GTask                 *task);
void           rlt_engine_core_check_key      (RltEngineCore         *self,
                                               const char            *key,
                                               GTask                 *task);

G_END_DECLS
