/* rlt-snapshot.h: all that is known of one line at one moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-traffic-status.h"

G_BEGIN_DECLS

/* A train passes @distance at @arrival and leaves it at @departure. */
typedef struct
{
  RltTime        arrival;
  RltTime        departure;   /* not before @arrival */
  double         distance;    /* metres along the train's pattern */
  const RltStop *stop;
} RltKnot;

/* A train, and the knots its movement is drawn from. */
struct _RltTrain
{
  const char        *id;            /* stable while the same train is followed from poll to poll */
  const char        *trip;          /* the upstream's journey id, which may change from poll to poll */
  const RltLine     *line;
  const RltPattern  *pattern;
  const char        *direction;     /* (nullable) */
  const char        *destination;   /* (nullable) */
  const char        *mission;       /* (nullable) */
  guint              n_knots;       /* at least 1; the last passed stop, if known, and all to come */
  const RltKnot     *knots;         /* by time and by distance */
  double             floor;         /* metres: it was shown up to here already, and never goes back */
  double             lag;           /* metres: it was shown this far behind; worn off by @lag_end */
  RltTime            lag_start;
  RltTime            lag_end;
  gboolean           estimated;     /* no feed said when it left its last stop */
  double             uncertainty;   /* metres: half the width of the stretch it may be on, when observed */
  int                delay;         /* seconds at the next stop, or RLT_DELAY_NONE */
  RltBasis           basis;
  const char * const *sources;      /* NULL-terminated feed ids */
  const char * const *evidence;     /* NULL-terminated: what it rests on, in words for people */
  RltTime            observed_at;
};

/* What another feed says of a departure, or says differently. */
typedef struct
{
  const char *source;         /* the feed's id */
  const char *trip;           /* (nullable): its journey id */
  const char *platform;       /* (nullable) */
  RltTime     time;           /* as rlt_departure_get_time() */
  gboolean    cancelled;
  RltBasis    basis;
  RltTime     observed_at;
} RltDepartureRival;

/* A direction that cannot be told. */
#define RLT_NO_DIRECTION (-1)

/* What is known of a departure besides what its feed says. */
typedef struct
{
  const char              *id;         /* of the train at its stop, the same from poll to poll */
  int                      direction;  /* 0 or 1 as in #RltPattern, or RLT_NO_DIRECTION */
  RltTime                  since;      /* when its feed was last preferred to another one */
  const char              *lost;       /* (nullable): the feed it was preferred to then, which had failed */
  guint                    n_rivals;
  const RltDepartureRival *rivals;     /* the other feeds that tell of the same train, the best first */
} RltDepartureFacts;

struct _RltSnapshot
{
  gatomicrefcount    ref_count;
  RltArena          *arena;         /* (owned) */
  GPtrArray         *held;          /* (owned): what the records below live in */
  const RltLine     *line;
  RltTime            built_at;
  RltTime            observed_at;   /* the newest observation in it, or RLT_TIME_NONE: no data */
  RltTrafficStatus  *status;        /* (owned): unknown until somebody tells of it */
  const char * const *sources;      /* NULL-terminated feed ids */
  const char * const *errors;       /* NULL-terminated, in words for people */
  guint              n_trains;
  const RltTrain    *trains;
  guint              n_departures;
  const RltDeparture * const *departures;  /* by station in the line's order, then by time; each as the
                                            * best feed says it, and as old as it says */
  const RltDepartureFacts *facts;          /* (array length=n_departures): in the same order */
  guint              n_stops_with_data;    /* of the line's stops, with something not stale: its
                                            * completeness */
};

#define RLT_TYPE_SNAPSHOT (rlt_snapshot_get_type ())
GType        rlt_snapshot_get_type   (void);

RltSnapshot *rlt_snapshot_new        (const RltLine     *line);
RltSnapshot *rlt_snapshot_ref        (RltSnapshot       *self);
void         rlt_snapshot_unref      (RltSnapshot       *self);
void         rlt_snapshot_hold       (RltSnapshot       *self,
                                      RltRecords        *records);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSnapshot, rlt_snapshot_unref)

G_END_DECLS
