/* rlt-wait.h: what the parts of the inference from waits share.
 *
 * Trains of one direction to one destination form a *route*: its nodes are the stops on the way,
 * each behind those it is reached from, the destination last. A *wait* is one train on one stop's
 * board, as the stretch of time in which it arrives there. A *chain* is the waits of one train, at
 * one stop after the other. A *link* is the way between two neighbouring stops, the same for every
 * route that uses it.
 *
 * Times are seconds since the first poll, so that a double keeps them to the microsecond.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-arena.h"
#include "rlt-snapshot.h"

G_BEGIN_DECLS

#define RLT_WAIT_NO_TRAIN 0

/* A board is evidence for so many seconds: of what it shows, and of what it does not. */
#define RLT_WAIT_BOARD_HOLDS 120.0

/* A wait so many standard deviations too late has not left the stop before. */
#define RLT_WAIT_MOST_EXCESS 2.5

/* The way between two neighbouring stops of a line. */
typedef struct
{
  const RltStop *from;
  const RltStop *to;
  double         length;      /* metres */
  double         usual;       /* seconds of running to expect of that length */
  double         learned;     /* sum of weights of the times that were observed, by trains gone by */
  double         learned_sum; /* weighted sum of those */
  double         shown;       /* the same, by trains whose waits are on the boards now */
  double         shown_sum;
  double         mean;        /* seconds from arrival to arrival */
  double         variance;    /* of @mean, for one train */
  double         run;         /* seconds from departure to arrival */
} RltWaitLink;

/* All links of a line, and what is common to them. */
typedef struct
{
  GArray    *links;           /* (owned) (element-type RltWaitLink) */
  RltNetwork network;
  double     factor;          /* what multiplies the usual running times */
  double     overhead;        /* seconds that a link takes besides, standing at a stop most of it */
  double     dwell;           /* seconds that a train stands at a stop */
  double     spread;          /* by which part of a link's time trains differ: a standard deviation */
  double     excess;          /* sum of squared differences beyond what the boards' minutes explain */
  double     excess_weight;   /* and of the squared times that they are of */
} RltWaitLinks;

/* One train on one stop's board. */
typedef struct
{
  double      low;            /* it arrives between these; where it begins its run: a dwell before it leaves */
  double      high;
  double      seen;           /* by the board of that instant */
  double      told;           /* the time the board says, for people */
  const char *source;         /* (nullable): interned */
  guint       n_seen;         /* on how many different boards */
  guint       n_missed;       /* on how many since */
  guint       train;          /* which one it was held for, or RLT_WAIT_NO_TRAIN */
  guint       came;           /* by which node it came, +1; 0: not known */
  guint       n_skipped;      /* polls in a row in which the board before should have shown it */
  gboolean    exact;          /* its board says seconds */
  gboolean    at_platform;
} RltWait;

/* A train that left a stop. */
typedef struct
{
  RltWait     wait;           /* as it was last seen */
  double      gone;           /* by then it was no longer there */
} RltWaitPassed;

/* A way that leads to a node. */
typedef struct
{
  guint             node;     /* where it comes from */
  guint             link;
  const RltPattern *pattern;  /* one that runs there, and on to the route's destination */
} RltWaitEdge;

typedef struct
{
  const RltStop    *stop;
  guint             n_before;
  RltWaitEdge      *before;   /* none: trains begin here */
  const RltPattern *pattern;  /* one that serves it, and then the route's destination */
  gboolean          begins;   /* trains may begin there */
  GArray           *waits;    /* (owned) (element-type RltWait): by time */
  GArray           *passed;   /* (owned) (element-type RltWaitPassed): the latest last */
} RltWaitNode;

typedef struct
{
  guint             direction;
  const RltStop    *destination;
  guint             n_nodes;
  RltWaitNode      *nodes;    /* in an order in which no train runs backwards */
  int              *places;   /* of each of the line's stops among @nodes, or -1 */
} RltWaitRoute;

/* What a stop shows in one direction. */
typedef struct
{
  double            seen;     /* when; below zero and infinite: never */
  double            first;    /* when for the first time; infinite: never */
  double            horizon;  /* the last time on it: later trains are not shown */
  double            settled;  /* the last one that another board bears out, or -INFINITY */
  gboolean          shown;    /* in the present poll */
  guint             n_seen;   /* how many different ones there were */
} RltWaitBoard;

/* All routes that were needed so far, and the boards. */
typedef struct
{
  const RltLine    *line;
  RltArena         *arena;    /* (owned): of the routes */
  GPtrArray        *routes;   /* (owned) (element-type RltWaitRoute) */
  gint16           *by_ends;  /* (owned): route of each pair of stop and destination; see rlt-wait-route.c */
  GHashTable       *quays;    /* (owned): quay -> the directions of its trains, bit by bit */
  GHashTable       *names;    /* (owned): destination as it was written -> its RltStop, or NULL */
  RltWaitBoard     *boards;   /* (owned): two for each stop, by direction */
  RltWaitLinks      links;
  double            now;      /* of the present poll */
} RltWaitLine;

/* What stands before the first wait of a chain. */
typedef enum
{
  RLT_WAIT_HEAD_BEGINS,       /* nothing: the train begins there */
  RLT_WAIT_HEAD_PASSED,       /* it left the stops before */
  RLT_WAIT_HEAD_BEYOND,       /* it is too far off to be on the boards before */
  RLT_WAIT_HEAD_MISSING,      /* it should be on the board before, and is not */
} RltWaitHeadKind;

typedef struct
{
  RltWaitHeadKind kind;
  const RltWaitEdge *edge;    /* (nullable): the way it came */
  const RltStop  *left;       /* (nullable): the last stop it is known to have left */
  gboolean        skipped;    /* a board in between should show it, and does not */
  double          excess;     /* how many standard deviations too late to have left the stop before */
} RltWaitHead;

typedef struct
{
  guint node;
  guint wait;                 /* its place among the node's */
} RltWaitPlace;

typedef struct
{
  GArray      *places;        /* (owned) (element-type RltWaitPlace): one stop after the other */
  RltWaitHead  head;
  double       hidden;        /* boards that should have shown it, and did not: by how likely they should */
  double       lost;          /* how likely its first board leaves another train out */
  guint        train;
} RltWaitChain;

/* One side of an alignment: both are sorted by @mean. */
typedef struct
{
  double mean;
  double variance;
  double alone;               /* what it costs to leave it without a partner */
} RltWaitGuess;

void          rlt_wait_line_init        (RltWaitLine         *self,
                                         const RltLine       *line);
void          rlt_wait_line_clear       (RltWaitLine         *self);
RltWaitRoute *rlt_wait_line_find_route  (RltWaitLine         *self,
                                         const RltStop       *stop,
                                         const char          *destination,
                                         const char          *quay);
RltWaitBoard *rlt_wait_line_get_board   (const RltWaitLine   *self,
                                         const RltWaitRoute  *route,
                                         guint                node);

void          rlt_wait_links_init       (RltWaitLinks        *self,
                                         RltNetwork           network);
void          rlt_wait_links_clear      (RltWaitLinks        *self);
guint         rlt_wait_links_add        (RltWaitLinks        *self,
                                         const RltStop       *from,
                                         const RltStop       *to,
                                         double               length);
void          rlt_wait_links_forget     (RltWaitLinks        *self);
void          rlt_wait_links_observe    (RltWaitLinks        *self,
                                         guint                link,
                                         double               seconds,
                                         double               variance,
                                         gboolean             for_good);
void          rlt_wait_links_fit        (RltWaitLinks        *self);

guint         rlt_wait_boards_read      (RltWaitLine         *self,
                                         const RltDeparture * const *departures,
                                         guint                n_departures,
                                         RltTime              epoch);

void          rlt_wait_align            (const RltWaitGuess  *first,
                                         guint                n_first,
                                         const RltWaitGuess  *second,
                                         guint                n_second,
                                         int                 *partners);

GPtrArray    *rlt_wait_chains_build     (RltWaitLine         *self,
                                         const RltWaitRoute  *route);
void          rlt_wait_chain_free       (RltWaitChain        *self);
void          rlt_wait_head_find        (const RltWaitLine   *self,
                                         const RltWaitRoute  *route,
                                         guint                node,
                                         const RltWait       *wait,
                                         RltWaitHead         *head);

RltWait      *rlt_wait_chain_get        (const RltWaitRoute  *route,
                                         const RltWaitChain  *self,
                                         guint                place);
gboolean      rlt_wait_is_leaving       (const RltWait       *self,
                                         const RltWaitLine   *line);
gboolean      rlt_wait_chain_begins     (const RltWaitChain  *self,
                                         const RltWaitLine   *line,
                                         const RltWaitRoute  *route);
gboolean      rlt_wait_chain_is_under_way (const RltWaitChain *self,
                                         const RltWaitLine   *line,
                                         const RltWaitRoute  *route);
void          rlt_wait_chain_describe   (const RltWaitChain  *self,
                                         const RltWaitLine   *line,
                                         const RltWaitRoute  *route,
                                         RltTime              epoch,
                                         RltTrain            *train,
                                         RltArena            *arena);
void          rlt_wait_chain_remember   (const RltWaitChain  *self,
                                         const RltWaitRoute  *route);
gboolean      rlt_wait_chain_init_train (const RltWaitChain  *self,
                                         const RltWaitLine   *line,
                                         const RltWaitRoute  *route,
                                         RltTime              epoch,
                                         RltTrain            *train,
                                         RltArena            *arena);

static inline const RltWaitLink *
rlt_wait_links_get (const RltWaitLinks *self,
                    guint               link)
{
  return &g_array_index (self->links, RltWaitLink, link);
}

static inline gboolean
rlt_wait_line_has_data (const RltWaitLine  *self,
                        const RltWaitBoard *board)
{
  return board->seen > self->now - RLT_WAIT_BOARD_HOLDS;
}

static inline double
rlt_wait_get_mean (const RltWait *self)
{
  return (self->low + self->high) / 2;
}

/* Of an instant that is anywhere between its bounds, each as likely. */
static inline double
rlt_wait_get_variance (const RltWait *self)
{
  return (self->high - self->low) * (self->high - self->low) / 12 + 1;
}

G_END_DECLS
