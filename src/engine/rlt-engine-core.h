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
#include "rlt-feed-settings.h"
#include "rlt-gtfs-agency.h"
#include "rlt-open-data-network.h"
#include "rlt-poller.h"
#include "rlt-ratp-session.h"
#include "rlt-secrets.h"
#include "rlt-snapshot-builder.h"
#include "rlt-store.h"
#include "rlt-vmtr-client.h"

G_BEGIN_DECLS

/* What is known of one line. */
typedef struct
{
  RltInference  *inference;   /* (owned) */
  RltSnapshot   *snapshot;    /* (owned) (nullable) */
  RltTime        saved_at;    /* when it was last written down, or RLT_TIME_NONE */
} RltLineRecord;

/* What a job of the scheduler asks for, under a key of its own: "prim-et/metro:1". */
typedef struct
{
  RltFeedKind    kind;
  const RltLine *line;       /* (nullable): one line alone */
  const RltStop *stop;       /* (nullable): a board's */
  guint          part;       /* a RltFeedPart, RltSiriService or RltOpenDataTable, as the feed has it */
  RltTime        interval;   /* a duration */
  double         weight;     /* see RltJobLimits */
  gboolean       is_answered; /* or has failed, since it has been a job */
} RltPoll;

/* What is watched has that share of a budget against what merely may be. */
#define RLT_POLL_WATCHED 8.0
#define RLT_POLL_USUAL 1.0

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
  char              *base_uri;       /* (owned) (nullable): in place of all upstreams' */
  RltEngineScope     scope;
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
  char              *api_key;        /* (owned) (nullable): PRIM's */
  char              *agency_keys[RLT_N_FEEDS];  /* (owned) (nullable): of feeds that have one of their own */
  guint              n_keys_sought;  /* of these, not found or missed yet */
  gboolean           has_looked_for_key;  /* whether PRIM's is there is known */
  RltRatpSession    *ratp_traffic;   /* (owned): what keeps one of ratp.fr's feeds out leaves the other */
  RltRatpSession    *ratp_boards;    /* (owned) */
  RltVmtrClient     *vehicles;       /* (owned) (nullable): of @vehicles_line */
  const RltLine     *vehicles_line;  /* (nullable) */
  RltTime            retried_at;     /* those that keep us out, on request; or RLT_TIME_NONE */
  GBytes            *tables[RLT_OPEN_DATA_N_TABLES];  /* (owned) (nullable): until all have come */
  RltGtfsSchedule   *schedule;       /* (owned) (nullable): of the agency whose GTFS-Realtime is asked for */
  RltFeedSettings    settings[RLT_N_FEEDS];
  RltFeedConfig      configs[RLT_N_FEEDS];  /* what follows from @settings */
  guint              epochs[RLT_N_FEEDS];   /* answers to what was asked in an earlier one are of no use */
  RltFeedHealth      health[RLT_N_FEEDS];

  RltScheduler      *scheduler;      /* (owned) */
  RltPoller         *poller;         /* (owned) */
  GHashTable        *polls;          /* (owned): key -> RltPoll */
  RltTime            started_at;
  gboolean           has_settings;   /* what users have set is known */
  gboolean           has_recalled;   /* whether quays were learned before is known */
  gboolean           knows_quays;    /* or has tried to learn them: trips can be read */
  GSource           *quays_timer;    /* (owned) (nullable): while it waits for them */
  RltTime            quays_at;       /* when they were learned, or RLT_TIME_NONE */
  const RltLine     *watched_line;   /* (nullable) */
  const RltStation  *watched_station; /* (nullable) */
  GPtrArray         *favourites;     /* (owned) (element-type RltStation) */

  GSource           *ageing_timer;   /* (owned) */
  GSource           *wake_source;    /* (owned): tells when the machine has slept */
  GSource           *trim_timer;     /* (owned) (nullable): until memory is given back */
  RltLineRecord     *lines;          /* (owned) (array): by RltLine.index */
  GHashTable        *answers;        /* (owned): key of a poll -> the last answer to it */
  GHashTable        *validators;     /* (owned): key of a poll -> how to ask for newer ones */
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

/* rlt-engine-plan.c */
void           rlt_engine_core_plan           (RltEngineCore         *self);
void           rlt_engine_core_note_answer    (RltEngineCore         *self,
                                               const char            *key);
void           rlt_engine_core_set_watched_line (RltEngineCore       *self,
                                               const RltLine         *line);
void           rlt_engine_core_set_watched_station (RltEngineCore    *self,
                                               const RltStation      *station);
void           rlt_engine_core_set_favourites (RltEngineCore         *self,
                                               GPtrArray             *stations);
void           rlt_engine_core_set_hidden     (RltEngineCore         *self,
                                               gboolean               hidden);
void           rlt_engine_core_refresh        (RltEngineCore         *self);
void           rlt_engine_core_show_unasked   (RltEngineCore         *self);
gboolean       rlt_engine_core_is_on          (RltEngineCore         *self,
                                               RltFeedKind            kind);
void           rlt_engine_core_want           (RltEngineCore         *self,
                                               GHashTable            *wanted,
                                               const char            *what,
                                               const RltPoll         *poll);

/* rlt-engine-prim.c */
void           rlt_engine_core_want_prim      (RltEngineCore         *self,
                                               GHashTable            *wanted);
void           rlt_engine_core_ask_prim       (RltEngineCore         *self,
                                               const RltPoll         *poll,
                                               const RltFeedAccess   *access,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);

/* rlt-engine-ratp.c */
void           rlt_engine_core_want_ratp      (RltEngineCore         *self,
                                               GHashTable            *wanted);
void           rlt_engine_core_ask_ratp       (RltEngineCore         *self,
                                               const RltPoll         *poll,
                                               const RltFeedAccess   *access,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);

/* rlt-engine-vehicles.c */
void           rlt_engine_core_follow_vehicles (RltEngineCore        *self);
void           rlt_engine_core_drop_vehicles  (RltEngineCore         *self);

/* rlt-engine-network.c */
void           rlt_engine_core_want_network   (RltEngineCore         *self,
                                               GHashTable            *wanted);
void           rlt_engine_core_take_table     (RltEngineCore         *self,
                                               guint                  table,
                                               RltFeedResult         *result);

/* rlt-engine-agency.c */
void           rlt_engine_core_want_agency    (RltEngineCore         *self,
                                               GHashTable            *wanted);
void           rlt_engine_core_ask_agency     (RltEngineCore         *self,
                                               const RltPoll         *poll,
                                               const RltFeedAccess   *access,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);
void           rlt_engine_core_take_schedule  (RltEngineCore         *self,
                                               RltFeedResult         *result);

/* rlt-engine-feeds.c */
void           rlt_engine_core_poll           (const char            *key,
                                               gpointer               user_data);
RltFeedAccess  rlt_engine_core_get_access     (RltEngineCore         *self,
                                               RltFeedKind            kind);
void           rlt_engine_core_ask            (RltEngineCore         *self,
                                               RltFeedKind            kind);
void           rlt_engine_core_note_result    (RltEngineCore         *self,
                                               RltFeedKind            kind,
                                               const RltFeedResult   *result);
void           rlt_engine_core_show_health    (RltEngineCore         *self,
                                               RltFeedKind            kind);

/* rlt-engine-quays.c */
void           rlt_engine_core_learn_quays    (RltEngineCore         *self,
                                               GArray                *quays,
                                               RltTime                learned_at);
void           rlt_engine_core_take_quays     (RltEngineCore         *self,
                                               RltFeedResult         *result);
void           rlt_engine_core_limit_wait_for_quays (RltEngineCore   *self);

/* rlt-engine-answers.c */
void           rlt_engine_core_init_answers   (RltEngineCore         *self);
void           rlt_engine_core_keep_answer    (RltEngineCore         *self,
                                               const char            *key,
                                               const RltPoll         *poll,
                                               RltFeedResult         *result);
void           rlt_engine_core_drop_answers   (RltEngineCore         *self,
                                               RltFeedKind            kind);
GArray        *rlt_engine_core_list_answers   (RltEngineCore         *self,
                                               const RltLine         *line,
                                               RltTime                now);
gboolean       rlt_engine_core_lacks_board    (RltEngineCore         *self,
                                               const RltStop         *stop);
RltTime        rlt_engine_core_get_board_time (RltEngineCore         *self,
                                               const RltStop         *stop);
void           rlt_engine_core_keep_validators (RltEngineCore        *self,
                                               const char            *key,
                                               const char            *etag,
                                               const char            *last_modified);
void           rlt_engine_core_add_validators (RltEngineCore         *self,
                                               const char            *key,
                                               RltFeedAccess         *access);
void           rlt_engine_core_drop_validators (RltEngineCore        *self,
                                               RltFeedKind            kind);

/* rlt-engine-settings.c */
void           rlt_engine_core_init_configs   (RltEngineCore         *self);
void           rlt_engine_core_recall_settings (RltEngineCore        *self);
void           rlt_engine_core_configure      (RltEngineCore         *self,
                                               RltFeedKind            kind,
                                               const RltFeedSettings *settings,
                                               GTask                 *task);

/* rlt-engine-lines.c */
void           rlt_engine_core_take_answer    (RltEngineCore         *self,
                                               const char            *key,
                                               const RltPoll         *poll,
                                               RltFeedResult         *result);
void           rlt_engine_core_update_all     (RltEngineCore         *self);
void           rlt_engine_core_take_memory    (RltEngineCore         *self,
                                               RltSnapshot           *snapshot);
void           rlt_engine_core_age_lines      (RltEngineCore         *self);
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
void           rlt_engine_core_show_store_error (RltEngineCore       *self,
                                               const GError          *error);

/* rlt-engine-key.c */
void           rlt_engine_core_find_key       (RltEngineCore         *self);
void           rlt_engine_core_store_key      (RltEngineCore         *self,
                                               const char            *key,
                                               GTask                 *task);
void           rlt_engine_core_check_key      (RltEngineCore         *self,
                                               const char            *key,
                                               GTask                 *task);

G_END_DECLS
