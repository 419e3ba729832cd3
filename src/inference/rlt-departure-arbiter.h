/* rlt-departure-arbiter.h: several feeds' word on the trains of one stop: one departure a train.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-snapshot.h"

G_BEGIN_DECLS

/* One train at one stop as one answer tells it. */
typedef struct
{
  const RltStop      *stop;
  RltTime             time;
  RltTime             observed_at;
  const RltStop      *terminus;    /* (nullable): where it goes, as far as its line knows */
  int                 direction;   /* or RLT_NO_DIRECTION */
  const RltDeparture *departure;
  const char         *source;      /* the feed's id */
  guint               answer;      /* which of the answers: each tells a train once */
  double              mean_error;  /* seconds, or 0: not measured */
  gboolean            from_board;  /* the stop's own board, not a train's journey */
} RltSighting;

/* A departure of the snapshot before. */
typedef struct
{
  const RltDeparture      *departure;
  const RltDepartureFacts *facts;
  gboolean                 is_claimed;  /* a train of now is that one */
} RltFormerDeparture;

/* A train at one stop as all tell it. */
typedef struct
{
  const RltDeparture *departure;
  RltDepartureFacts   facts;
  RltTime             time;
} RltArbitrated;

void rlt_departures_arbitrate (const RltSighting  *sightings,
                               guint               n_sightings,
                               RltFormerDeparture *former,
                               guint               n_former,
                               RltTime             now,
                               RltArena           *arena,
                               GArray             *arbitrated);

G_END_DECLS
