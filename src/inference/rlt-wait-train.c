/* rlt-wait-train.c: a chain of waits as a train on the track.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-wait.h"

#include <math.h>

#include "rlt-geometry.h"
#include "rlt-wait-place.h"

/* So many waits of a chain are made use of: those further off say little of where it is now. */
#define MAX_WAITS_USED 10

/* Behind the next stop; further ahead trains are drawn from newer data. */
#define MARKS_AHEAD 3

/* Seconds by which boards are off when a train leaves. */
#define BOARD_ERROR 3.0

/* How much trains differ in how long they stand, in seconds. */
#define DWELL_DEVIATION 4.0

/* Standard deviations to each side that hold nine of ten cases. */
#define TWO_SIDED_90 1.645

/* Metres, the length of a train is not nothing. */
#define LEAST_UNCERTAINTY 5.0

/* What a run takes, as a multiple of the usual, if it is to be believed. */
#define FASTEST_RUN 0.6
#define SLOWEST_RUN 1.8

/* What is worked out of a chain. */
typedef struct
{
  const RltWaitLine  *line;
  const RltWaitRoute *route;
  const RltWaitChain *chain;
  const RltPattern   *pattern;
  double              now;
  gboolean            begins;    /* its run, at its first wait */
  guint               head;      /* the first wait's stop in the pattern */
  guint               next;      /* where the train arrives next */
  RltWaitArrival      arrival;   /* there */
  RltWaitRun          run;       /* its times counted from that arrival */
  double              deviation; /* of when it left its last stop, in seconds */
} Work;

static const RltWait *
get_wait (const Work *work,
          guint       place)
{
  return rlt_wait_chain_get (work->route, work->chain, place);
}

static const RltStop *
get_stop (const Work *work,
          guint       place)
{
  return work->route->nodes[g_array_index (work->chain->places, RltWaitPlace, place).node].stop;
}

/* How many of the chain's stops @pattern serves in their order, from where it came on. */
static guint
count_served (const Work       *work,
              const RltPattern *pattern)
{
  const RltWaitEdge *edge = work->chain->head.edge;
  int at = edge != NULL ? rlt_pattern_find_stop (pattern, work->route->nodes[edge->node].stop) : 0;
  int end = rlt_pattern_find_stop (pattern, work->route->destination);

  if (at < 0 || end < 0 || pattern->direction != work->route->direction)
    return 0;

  for (guint i = 0; i < work->chain->places->len; i++)
    {
      int stop = rlt_pattern_find_stop (pattern, get_stop (work, i));

      if (stop < at || stop > end)
        return i;
      at = stop;
    }

  return work->chain->places->len;
}

/* A pattern that runs where the train came from, by all its waits, to its destination. */
static const RltPattern *
find_pattern (const Work *work)
{
  const RltWaitPlace *first = &g_array_index (work->chain->places, RltWaitPlace, 0);
  const RltWaitEdge *edge = work->chain->head.edge;
  const RltPattern *best = edge != NULL ? edge->pattern : work->route->nodes[first->node].pattern;
  guint most = count_served (work, best);

  for (guint i = 0; i < work->line->line->n_patterns && most < work->chain->places->len; i++)
    {
      guint served = count_served (work, &work->line->line->patterns[i]);

      if (served > most)
        {
          best = &work->line->line->patterns[i];
          most = served;
        }
    }

  return best;
}

/* Whether the train can only have begun where its first wait is: where it goes no train goes that
 * came by. */
static gboolean
must_begin (const Work *work)
{
  const RltWaitPlace *first = &g_array_index (work->chain->places, RltWaitPlace, 0);

  return work->chain->head.kind == RLT_WAIT_HEAD_PASSED && work->route->nodes[first->node].begins &&
         count_served (work, work->pattern) < work->chain->places->len;
}

/* The link that leads to a stop of the pattern, or NULL. */
static const RltWaitLink *
get_link (const Work *work,
          guint       stop)
{
  int place = work->route->places[work->pattern->stops[stop]->index];
  const RltWaitNode *node;

  if (place < 0 || stop == 0)
    return NULL;

  node = &work->route->nodes[place];
  for (guint i = 0; i < node->n_before; i++)
    {
      const RltWaitLink *link = rlt_wait_links_get (&work->line->links, node->before[i].link);

      if (link->from == work->pattern->stops[stop - 1])
        return link;
    }

  return NULL;
}

static const RltWaitBoard *
get_board (const Work *work,
           guint       stop)
{
  return &work->line->boards[work->pattern->stops[stop]->index * 2 + work->route->direction];
}

/* The last stop that it is known to have left, or stands at. */
static const RltStop *
get_left (const Work *work)
{
  return work->next > work->head ? work->pattern->stops[work->head] : work->chain->head.left;
}

/* Where the train may be, before the next stop and behind it. */
static void
plan_run (Work *work)
{
  guint first = work->next, last = work->next;
  double back = 0;
  RltWaitRun *run = &work->run;

  while (first > (work->begins ? work->head : 0) && work->next - first < RLT_WAIT_MAX_MARKS - 1 - MARKS_AHEAD &&
         get_link (work, first) != NULL && work->pattern->stops[first] != get_left (work))
    first--;
  while (last + 1 < work->pattern->n_stops && last - work->next < MARKS_AHEAD - 1 && get_link (work, last + 1) != NULL)
    last++;

  for (guint stop = first; stop < work->next; stop++)
    back -= get_link (work, stop + 1)->mean;
  run->n_marks = 0;
  for (guint stop = first; stop <= last; stop++)
    {
      RltWaitMark *mark = &run->marks[run->n_marks++];
      const RltWaitLink *link = stop < last ? get_link (work, stop + 1) : NULL;

      *mark = (RltWaitMark) { stop, work->pattern->distances[stop], back, back + work->line->links.dwell };
      if (link != NULL)
        {
          mark->departure = back + link->mean - link->run;
          back += link->mean;
        }
    }
}

/* The train at its last stop, if it was followed there. */
static const RltWaitPassed *
find_left (const Work *work)
{
  int place = work->next > 0 ? work->route->places[work->pattern->stops[work->next - 1]->index] : -1;
  const GArray *passed;

  if (place < 0 || work->chain->train == RLT_WAIT_NO_TRAIN)
    return NULL;

  passed = work->route->nodes[place].passed;
  for (guint i = passed->len; i-- > 0;)
    {
      const RltWaitPassed *left = &g_array_index (passed, RltWaitPassed, i);

      if (left->wait.train == work->chain->train)
        return left;
    }

  return NULL;
}

/* When it left its last stop follows from when it arrives and the usual run, and, where it was
 * seen to leave, from that: each counts by how sure it is. */
static void
correct_departure (Work *work)
{
  const RltWaitPassed *left = find_left (work);
  const RltWaitLink *link = get_link (work, work->next);
  RltWaitMark *mark = &work->run.marks[0];
  double variance, seen_variance, departure;

  if (link == NULL || mark->stop + 1 != work->next)
    return;

  variance = link->variance + DWELL_DEVIATION * DWELL_DEVIATION;
  if (left != NULL && work->next == work->head)
    {
      departure = (left->wait.seen + left->gone) / 2 - rlt_wait_arrival_get_median (&work->arrival);
      seen_variance = (left->gone - left->wait.seen) * (left->gone - left->wait.seen) / 12 + BOARD_ERROR * BOARD_ERROR;
      if (departure >= mark->departure * SLOWEST_RUN && departure <= mark->departure * FASTEST_RUN)
        {
          mark->departure = (departure * variance + mark->departure * seen_variance) / (variance + seen_variance);
          mark->arrival = MIN (mark->arrival, mark->departure);
          variance = variance * seen_variance / (variance + seen_variance);
        }
    }
  work->deviation = sqrt (variance);
}

/* Metres by which it may be elsewhere for having left earlier or later than it is believed to: the
 * less the nearer it is to its next stop. */
static double
get_departure_uncertainty (const Work *work,
                           double      place)
{
  const RltWaitMark *mark = &work->run.marks[0];
  double length = work->run.n_marks > 1 ? mark[1].distance - mark->distance : 0;

  if (work->deviation <= 0 || place <= mark->distance || place >= mark[1].distance)
    return 0;

  return TWO_SIDED_90 * work->deviation * length / (mark[1].arrival - mark->departure) *
         (mark[1].distance - place) / length;
}

/* Metres by which it may be elsewhere where stops lie between it and the next one that shows it: @mark
 * is the one it left last. */
static double
get_way_uncertainty (const Work *work,
                     guint       mark)
{
  const RltWaitMark *left = &work->run.marks[mark];
  double variance = 0;

  if (mark + 1 >= work->run.n_marks || left->stop + 1 >= work->next)
    return 0;

  for (guint stop = left->stop + 2; stop <= work->next; stop++)
    variance += get_link (work, stop)->variance;

  return TWO_SIDED_90 * sqrt (variance) * (left[1].distance - left->distance) /
         MAX (left[1].arrival - left->departure, 1);
}

/* The time from the next stop to a later one, or from an earlier one. */
static gboolean
get_offset (const Work *work,
            guint       stop,
            double     *seconds,
            double     *variance)
{
  *seconds = 0;
  *variance = 1;
  for (guint i = MIN (stop, work->next) + 1; i <= MAX (stop, work->next); i++)
    {
      const RltWaitLink *link = get_link (work, i);

      if (link == NULL)
        return FALSE;
      *seconds += stop > work->next ? link->mean : -link->mean;
      *variance += link->variance;
    }

  return TRUE;
}

/* The first wait tells roughly when. */
static void
begin_arrival (Work *work)
{
  for (guint i = 0; i < work->chain->places->len; i++)
    {
      const RltWait *wait = get_wait (work, i);
      int stop = rlt_pattern_find_stop (work->pattern, get_stop (work, i));
      double seconds, variance;

      if (stop < (int) work->next || !get_offset (work, stop, &seconds, &variance))
        continue;
      rlt_wait_arrival_init (&work->arrival, wait->low - seconds - 2 * sqrt (variance),
                             wait->high - seconds + 2 * sqrt (variance));
      return;
    }

  rlt_wait_arrival_init (&work->arrival, work->now, work->now + get_link (work, work->next)->mean * 2);
}

static void
use_waits (Work *work)
{
  for (guint i = 0; i < MIN (work->chain->places->len, MAX_WAITS_USED); i++)
    {
      const RltWait *wait = get_wait (work, i);
      int stop = rlt_pattern_find_stop (work->pattern, get_stop (work, i));
      double seconds, variance;

      if (stop < 0 || !get_offset (work, stop, &seconds, &variance))
        continue;
      rlt_wait_arrival_narrow (&work->arrival, wait->low - seconds, wait->high - seconds, sqrt (variance));
    }
}

/* The board of the last stop it left, which may be some stops ago, showed it no more. */
static void
use_stop_left (Work *work)
{
  const RltStop *left = get_left (work);
  int stop = left != NULL ? rlt_pattern_find_stop (work->pattern, left) : -1;
  const RltWaitLink *link = stop >= 0 ? get_link (work, stop + 1) : NULL;
  double seconds, variance;

  if (link == NULL || stop >= (int) work->next || !get_offset (work, stop, &seconds, &variance) ||
      !rlt_wait_line_has_data (work->line, get_board (work, stop)))
    return;

  rlt_wait_arrival_narrow (&work->arrival, -INFINITY, get_board (work, stop)->seen - seconds - link->mean + link->run,
                           BOARD_ERROR + sqrt (variance) / 2);
}

/* The stop it stands at, or left. */
static void
use_stop_before (Work *work)
{
  const RltWaitLink *link = get_link (work, work->next);
  const RltWaitPassed *left = find_left (work);

  if (link == NULL)
    return;
  if (work->next > work->head)
    {
      rlt_wait_arrival_narrow (&work->arrival, get_wait (work, 0)->seen + link->run, INFINITY, BOARD_ERROR);
      return;
    }

  use_stop_left (work);
  if (left == NULL)
    return;

  rlt_wait_arrival_narrow (&work->arrival, left->wait.low + link->mean, left->wait.high + link->mean,
                           sqrt (link->variance));
  rlt_wait_arrival_narrow (&work->arrival, left->wait.seen + link->run, left->gone + link->run,
                           BOARD_ERROR + sqrt (link->variance) / 2);
}

static RltTime
to_time (RltTime epoch,
         double  seconds)
{
  return epoch + (RltTime) (seconds * RLT_SECOND);
}

static void
fill_knots (Work     *work,
            RltTime   epoch,
            RltTrain *train,
            RltArena *arena)
{
  RltKnot *knots = rlt_arena_new_array (arena, RltKnot, work->run.n_marks);
  double arrival = rlt_wait_arrival_get_median (&work->arrival);
  double uncertainty, leaving, way;
  guint first = 0;

  while (first + 1 < work->run.n_marks && arrival + work->run.marks[first + 1].arrival <= work->now)
    first++;
  for (guint i = first; i < work->run.n_marks; i++)
    {
      const RltWaitMark *mark = &work->run.marks[i];

      knots[i - first] = (RltKnot) {
        .arrival = to_time (epoch, arrival + mark->arrival),
        .departure = to_time (epoch, arrival + mark->departure),
        .distance = mark->distance,
        .stop = work->pattern->stops[mark->stop],
      };
    }

  train->n_knots = work->run.n_marks - first;
  train->knots = knots;
  train->floor = knots[0].distance;
  uncertainty = rlt_wait_arrival_get_uncertainty (&work->arrival, &work->run, train->line->network, work->now);
  leaving = get_departure_uncertainty (work, rlt_wait_run_locate (&work->run, train->line->network, work->now - arrival));
  way = get_way_uncertainty (work, first);
  train->uncertainty = sqrt (uncertainty * uncertainty + leaving * leaving + way * way) + LEAST_UNCERTAINTY;
}

static double
get_newest (const Work *work)
{
  double newest = -INFINITY;

  for (guint i = 0; i < work->chain->places->len; i++)
    newest = MAX (newest, get_wait (work, i)->seen);

  return newest;
}

/**
 * rlt_wait_chain_init_train:
 * @self: a chain
 * @line: the line
 * @route: the route
 * @epoch: the instant from which times are counted
 * @now: the present instant
 * @train: (out caller-allocates): the train
 * @arena: what its texts and knots are allocated in
 *
 * Returns: whether the chain is of a train that is on the way; @train is undefined otherwise
 */
gboolean
rlt_wait_chain_init_train (const RltWaitChain *self,
                           const RltWaitLine  *line,
                           const RltWaitRoute *route,
                           RltTime             epoch,
                           RltTrain           *train,
                           RltArena           *arena)
{
  Work work = { .line = line, .route = route, .chain = self, .now = line->now };
  const RltWait *wait = rlt_wait_chain_get (route, self, 0);
  int head;

  if (!rlt_wait_chain_is_under_way (self, line, route))
    return FALSE;

  work.pattern = find_pattern (&work);
  head = rlt_pattern_find_stop (work.pattern, get_stop (&work, 0));
  if (head < 0 || (must_begin (&work) && !rlt_wait_is_leaving (wait, line)))
    return FALSE;

  work.begins = rlt_wait_chain_begins (self, line, route);
  work.head = head;
  work.next = wait->at_platform && head > 0 && head + 1u < work.pattern->n_stops ? head + 1 : head;
  if (work.next > work.head && get_link (&work, work.next) == NULL)
    work.next = head;

  begin_arrival (&work);
  use_waits (&work);
  if (work.next > 0)
    use_stop_before (&work);
  plan_run (&work);
  correct_departure (&work);

  *train = (RltTrain) {
    .line = line->line,
    .pattern = work.pattern,
    .lag_start = RLT_TIME_NONE,
    .lag_end = RLT_TIME_NONE,
    .estimated = TRUE,
    .delay = RLT_DELAY_NONE,
    .basis = RLT_BASIS_INFERRED,
    .observed_at = to_time (epoch, get_newest (&work)),
  };
  fill_knots (&work, epoch, train, arena);
  rlt_wait_chain_describe (self, line, route, epoch, train, arena);
  return TRUE;
}
