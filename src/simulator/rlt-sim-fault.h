/* rlt-sim-fault.h: what goes wrong between an upstream and its client, on demand.
 *
 * A fault is written "FEED:KIND[=VALUE][@PROBABILITY]", or "random[=SEED][@PROBABILITY]". FEED is one of
 * rlt_sim_feed_get_words(), or all, or world; what a KIND does is in rlt_sim_fault_get_kind(). PROBABILITY, from
 * 0 to 1, is how often it happens; without it, always.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RLT_SIM_FEED_STOP_MONITORING,
  RLT_SIM_FEED_ESTIMATED_TIMETABLE,
  RLT_SIM_FEED_GENERAL_MESSAGE,
  RLT_SIM_FEED_DISRUPTIONS,
  RLT_SIM_FEED_LINE_REPORTS,
  RLT_SIM_FEED_RATP_TRAFFIC,
  RLT_SIM_FEED_RATP_BOARD,
  RLT_SIM_FEED_RATP_VEHICLES,
  RLT_SIM_FEED_GTFS_RT,
  RLT_SIM_FEED_SIRI_XML,
  RLT_SIM_FEED_ARRETS,
  RLT_SIM_FEED_OPEN_DATA,
  RLT_SIM_N_FEEDS,
  RLT_SIM_FEED_ALL = RLT_SIM_N_FEEDS,   /* in a fault: any of these */
  RLT_SIM_FEED_WORLD,                   /* in a fault: what all of them tell of */
  RLT_SIM_FEED_NONE,                    /* of a path: no upstream's, never faulty */
} RltSimFeed;

typedef enum
{
  /* The connection: rlt-sim-connection.c. */
  RLT_SIM_FAULT_LATENCY,
  RLT_SIM_FAULT_REFUSE,
  RLT_SIM_FAULT_TLS,
  RLT_SIM_FAULT_TRUNCATE,
  /* Another answer: rlt-sim-fault-http.c. */
  RLT_SIM_FAULT_STATUS,
  RLT_SIM_FAULT_UNAUTHORIZED,
  RLT_SIM_FAULT_FORBIDDEN,
  RLT_SIM_FAULT_NO_ROUTE,
  RLT_SIM_FAULT_RETRY_SECONDS,
  RLT_SIM_FAULT_RETRY_DATE,
  RLT_SIM_FAULT_RETRY_NEVER,
  RLT_SIM_FAULT_CHALLENGE,
  RLT_SIM_FAULT_EMPTY,
  RLT_SIM_FAULT_QUOTA,
  /* The answer's bytes: rlt-sim-fault-body.c. */
  RLT_SIM_FAULT_GZIP,
  RLT_SIM_FAULT_CUT,
  RLT_SIM_FAULT_TYPE,
  RLT_SIM_FAULT_BOM,
  RLT_SIM_FAULT_MOJIBAKE,
  RLT_SIM_FAULT_LARGE,
  RLT_SIM_FAULT_SKEW,
  /* The answer's records: rlt-sim-fault-json.c. */
  RLT_SIM_FAULT_EXTRA,
  RLT_SIM_FAULT_ENUMS,
  RLT_SIM_FAULT_MISSING,
  RLT_SIM_FAULT_BLANKS,
  RLT_SIM_FAULT_UNWRAPPED,
  RLT_SIM_FAULT_SHUFFLE,
  RLT_SIM_FAULT_PAST,
  /* What is told: rlt-sim-api*.c. */
  RLT_SIM_FAULT_SHAPE,
  RLT_SIM_FAULT_ODD_TEXTS,
  /* Open connections: rlt-sim-socket.c. */
  RLT_SIM_FAULT_SILENT,
  RLT_SIM_FAULT_DROP,
  RLT_SIM_FAULT_ENCODED,
  RLT_SIM_FAULT_NO_PING,
  RLT_SIM_FAULT_NAMESPACE,
  /* The world's: rlt-sim-world.c. */
  RLT_SIM_FAULT_CLOSED,
  RLT_SIM_FAULT_INCIDENT,
  RLT_SIM_FAULT_WORKS,
  RLT_SIM_FAULT_NIGHTS,
  RLT_SIM_FAULT_LIFTS,
  /* Any of those that a client can get over. */
  RLT_SIM_FAULT_RANDOM,
  RLT_SIM_N_FAULTS,
} RltSimFaultKind;

/* What happens to one answer. */
typedef struct
{
  guint64 kinds;                      /* a bit for each */
  double  values[RLT_SIM_N_FAULTS];
  guint64 seed;                       /* what chance within the answer depends on */
} RltSimEffect;

/* A kind, for people: as it is written, and what it does. */
typedef struct
{
  const char *usage;
  const char *summary;                /* translatable */
} RltSimFaultHelp;

/**
 * RltSimFaults:
 *
 * The faults that are switched on. Any thread.
 */
typedef struct _RltSimFaults RltSimFaults;

RltSimFaults          *rlt_sim_faults_new        (guint64             seed);
void                   rlt_sim_faults_free       (RltSimFaults       *self);
gboolean               rlt_sim_faults_add        (RltSimFaults       *self,
                                                  const char         *spec,
                                                  GError            **error);
void                   rlt_sim_faults_clear      (RltSimFaults       *self);
GStrv                  rlt_sim_faults_list       (RltSimFaults       *self);
void                   rlt_sim_faults_draw       (RltSimFaults       *self,
                                                  RltSimFeed          feed,
                                                  RltSimEffect       *effect);
guint                  rlt_sim_faults_get_serial (RltSimFaults       *self);
GStrv                  rlt_sim_faults_list_lines (RltSimFaults       *self,
                                                  RltSimFaultKind     kind);
gboolean               rlt_sim_effect_has        (const RltSimEffect *self,
                                                  RltSimFaultKind     kind);
const char            *rlt_sim_feed_get_word     (RltSimFeed          feed);
char                  *rlt_sim_feed_get_words    (void);
const RltSimFaultHelp *rlt_sim_fault_get_help    (guint              *n_kinds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimFaults, rlt_sim_faults_free)

G_END_DECLS
