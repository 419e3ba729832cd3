/* rlt-types.h: forward declarations and small enumerations of the whole program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "rlt-time.h"

G_BEGIN_DECLS

typedef struct _RltLine RltLine;
typedef struct _RltStation RltStation;
typedef struct _RltStop RltStop;
typedef struct _RltSegment RltSegment;
typedef struct _RltPattern RltPattern;

typedef struct _RltRecords RltRecords;
typedef struct _RltDeparture RltDeparture;
typedef struct _RltTrip RltTrip;
typedef struct _RltCall RltCall;
typedef struct _RltVehicle RltVehicle;
typedef struct _RltDisruption RltDisruption;
typedef struct _RltTraffic RltTraffic;

typedef struct _RltTrain RltTrain;
typedef struct _RltSnapshot RltSnapshot;
typedef struct _RltTrafficStatus RltTrafficStatus;

/* The networks, as riders name them. */
typedef enum
{
  RLT_NETWORK_METRO,
  RLT_NETWORK_RER,
  RLT_NETWORK_TRAM,
  RLT_NETWORK_TRANSILIEN,
  RLT_NETWORK_CABLE,
  RLT_N_NETWORKS,
} RltNetwork;

/* What a departure or a train rests on. Of a train that is observed, either its place was said, or its
 * times at both stops that it is between: then its place follows from them. */
typedef enum
{
  RLT_BASIS_OBSERVED,    /* a feed said it of this very train */
  RLT_BASIS_INFERRED,    /* worked out: from waits at stations, or by a usual running time */
  RLT_BASIS_SCHEDULED,   /* only planned */
} RltBasis;

/* How old an observation is, against the clock. */
typedef enum
{
  RLT_FRESHNESS_LIVE,    /* under RLT_FRESHNESS_AGEING_AFTER */
  RLT_FRESHNESS_AGEING,  /* under RLT_FRESHNESS_STALE_AFTER: fading */
  RLT_FRESHNESS_STALE,   /* no longer drawn */
} RltFreshness;

#define RLT_FRESHNESS_AGEING_AFTER (90 * RLT_SECOND)
#define RLT_FRESHNESS_STALE_AFTER (600 * RLT_SECOND)
/* An upstream's clock is ahead of ours by no more. */
#define RLT_CLOCKS_DIFFER_BY (60 * RLT_SECOND)

/* The traffic level of a line, the worst last but for "unknown": no data is never "normal". */
typedef enum
{
  RLT_LEVEL_UNKNOWN,
  RLT_LEVEL_NORMAL,
  RLT_LEVEL_WORKS,
  RLT_LEVEL_DISTURBED,
  RLT_LEVEL_CLOSED,
} RltLevel;

typedef enum
{
  RLT_CATEGORY_INFORMATION,
  RLT_CATEGORY_INCIDENT,
  RLT_CATEGORY_WORKS,
  RLT_CATEGORY_LIFT,
} RltCategory;

/* Whether something applies. */
typedef enum
{
  RLT_TENSE_NOW,
  RLT_TENSE_COMING,
  RLT_TENSE_UNKNOWN,            /* nobody says when it does */
  RLT_TENSE_PAST,
} RltTense;

/* Where a vehicle is with regard to its stop: GTFS-Realtime, VehicleStopStatus. */
typedef enum
{
  RLT_VEHICLE_INCOMING,
  RLT_VEHICLE_STOPPED,
  RLT_VEHICLE_IN_TRANSIT,
} RltVehicleStatus;

/* What an upstream's answer was. */
typedef enum
{
  RLT_ANSWER_OK,
  RLT_ANSWER_EMPTY,    /* well-formed, and says nothing */
  RLT_ANSWER_BLOCKED,  /* a challenge page instead of an answer */
  RLT_ANSWER_ERROR,    /* the upstream reports an error, or the answer cannot be read */
} RltAnswer;

/* The state of a feed. */
typedef enum
{
  RLT_FEED_OFF,        /* not configured, or switched off */
  RLT_FEED_STARTING,   /* on, not asked yet */
  RLT_FEED_WAITING,    /* on, but nothing is watched that it is asked for */
  RLT_FEED_OK,
  RLT_FEED_DEGRADED,   /* answers, with errors or gaps */
  RLT_FEED_BLOCKED,
  RLT_FEED_QUOTA,
  RLT_FEED_DOWN,
} RltFeedState;

const char  *rlt_network_to_string        (RltNetwork        network);
gboolean     rlt_network_from_string      (const char       *text,
                                           RltNetwork       *network);
const char  *rlt_basis_to_string          (RltBasis          basis);
const char  *rlt_level_to_string          (RltLevel          level);
gboolean     rlt_level_from_string        (const char       *text,
                                           RltLevel         *level);
const char  *rlt_category_to_string       (RltCategory       category);
gboolean     rlt_category_from_string     (const char       *text,
                                           RltCategory      *category);
const char  *rlt_tense_to_string          (RltTense          tense);
gboolean     rlt_tense_from_string        (const char       *text,
                                           RltTense         *tense);
const char  *rlt_vehicle_status_to_string (RltVehicleStatus  status);
const char  *rlt_answer_to_string         (RltAnswer         answer);
const char  *rlt_feed_state_to_string     (RltFeedState      state);
gboolean     rlt_feed_state_from_string   (const char       *text,
                                           RltFeedState     *state);
const char  *rlt_freshness_to_string      (RltFreshness      freshness);
RltTime      rlt_age_at                   (RltTime           observed_at,
                                           RltTime           now);
RltFreshness rlt_freshness_at             (RltTime           observed_at,
                                           RltTime           now);

G_END_DECLS
