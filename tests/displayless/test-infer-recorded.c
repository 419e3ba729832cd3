/* test-infer-recorded.c: trains inferred from the predictions of a recorded feed, against where the
 * same feed says that its trains are.
 *
 * The feed is New York's, of lines A, C and E over twenty minutes: when each train arrives at each
 * of its stops, and at which stop it stands or which it comes to. Of the predictions only stop,
 * destination and time are used, as a board would show them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "rlt-catalogue.h"
#include "rlt-decode.h"
#include "rlt-geometry.h"
#include "rlt-infer.h"
#include "rlt-test-feeds.h"
#include "rlt-test-line.h"

/* Of all trains under way, in %, so many must be found where they are. */
#define LEAST_RIGHT 97.0

/* A train found further than so many stops from any true one is none. */
#define MOST_STOPS 2.5

/* A train that stands at the first of its stops, or is to come to the first of the line, and leaves
 * later than this is not under way. */
#define NOT_UNDER_WAY (75 * RLT_SECOND)

/* Metres a second: what makes lengths of track, which the feed does not have, of its times. */
#define SPEED 10.0

static const char * const recordings[] = {
  "1707397157", "1707397217", "1707397277", "1707397338", "1707397398", "1707397458", "1707397519",
  "1707397579", "1707397640", "1707397700", "1707397760", "1707397821", "1707397881", "1707397942",
  "1707398002", "1707398063", "1707398123", "1707398184", "1707398244", "1707398305",
};

typedef struct
{
  RltCatalogue *catalogue;
  GPtrArray    *polls;       /* (element-type RltRecords) */
} Feed;

/* What was found of one line, over all polls. */
typedef struct
{
  guint n_true;
  guint n_right;
  guint n_found;
  guint n_phantom;
} Score;

typedef struct
{
  const RltPattern *pattern;
  const char       *destination;
  double            place;      /* the stop's index in the pattern; half of one more: between it and the next */
  guint             stop;
  gboolean          standing;
  gboolean          counts;
  gboolean          found;
} Truth;

/* "A15N" is a platform of station "A15" for trains of direction N. */
static char *
get_station (const char *stop_id)
{
  return g_strndup (stop_id, strlen (stop_id) - 1);
}

static guint
get_direction (const char *stop_id)
{
  return g_str_has_suffix (stop_id, "N") ? 0 : 1;
}

static gboolean
load_feed (Feed *feed)
{
  feed->polls = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_records_unref);
  feed->catalogue = rlt_catalogue_new_embedded (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (recordings); i++)
    {
      g_autofree char *name = g_strdup_printf ("gtfs-rt/sequence-nyct-ace/%s.ace.pb", recordings[i]);
      RltDecodeContext context = { .catalogue = feed->catalogue, .source = name, .now = RLT_TIME_NONE };
      gsize length;
      g_autofree char *data = rlt_test_load_recorded (name, &length);

      if (data == NULL)
        return FALSE;
      g_ptr_array_add (feed->polls, rlt_decode_gtfs_rt (&context, data, length));
    }

  return TRUE;
}

static void
clear_feed (Feed *feed)
{
  g_clear_pointer (&feed->polls, g_ptr_array_unref);
  g_clear_pointer (&feed->catalogue, rlt_catalogue_unref);
}

/* The stops that a trip calls at still, as a pattern. */
static char *
describe_calls (const RltTrip *trip)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u:", get_direction (trip->calls[0].stop_id));
  for (guint i = 0; i < trip->n_calls; i++)
    {
      g_autofree char *station = get_station (trip->calls[i].stop_id);
      double seconds = i == 0 ? 0
                              : (double) (rlt_call_get_arrival (&trip->calls[i]) -
                                          rlt_call_get_arrival (&trip->calls[i - 1])) / RLT_SECOND;

      /* Rounded, so that trips with the same stops make the same pattern. */
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", station);
      if (i > 0)
        g_string_append_printf (text, "+%d", MAX ((int) (seconds * SPEED), 100));
    }

  return g_string_free (text, FALSE);
}

static char *
strip_lengths (const char *pattern)
{
  g_autoptr(GRegex) regex = g_regex_new ("\\+[0-9]+", 0, 0, NULL);

  return g_regex_replace_literal (regex, pattern, -1, 0, "", 0, NULL);
}

/* Whether @stops are the last of those of @pattern, in its direction. */
static gboolean
is_end_of (const char *stops,
           const char *pattern)
{
  g_autofree char *inner = g_strconcat (" ", stops + 2, NULL);

  return stops[0] == pattern[0] && (g_str_equal (stops, pattern) || g_str_has_suffix (pattern, inner));
}

static gint
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  return (int) strlen (*(char **) b) - (int) strlen (*(char **) a);
}

/* All sequences of stops that are not the end of another. */
static RltTestLine *
make_line (Feed       *feed,
           const char *line_id)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) stripped = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) patterns = g_ptr_array_new ();

  for (guint i = 0; i < feed->polls->len; i++)
    {
      const RltRecords *records = g_ptr_array_index (feed->polls, i);

      for (guint k = 0; k < records->trips->len; k++)
        {
          const RltTrip *trip = g_ptr_array_index (records->trips, k);

          if (g_strcmp0 (trip->line_id, line_id) == 0 && trip->n_calls > 1)
            g_ptr_array_add (all, describe_calls (trip));
        }
    }
  g_ptr_array_sort (all, compare_lengths);

  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *stops = strip_lengths (g_ptr_array_index (all, i));
      gboolean known = FALSE;

      for (guint k = 0; k < stripped->len && !known; k++)
        known = is_end_of (stops, g_ptr_array_index (stripped, k));
      if (known)
        continue;
      g_ptr_array_add (stripped, g_steal_pointer (&stops));
      g_ptr_array_add (patterns, g_ptr_array_index (all, i));
    }
  g_ptr_array_add (patterns, NULL);

  return rlt_test_line_new (RLT_NETWORK_METRO, (const char * const *) patterns->pdata);
}

static const RltStation *
find_station (RltTestLine *line,
              const char  *stop_id)
{
  g_autofree char *name = get_station (stop_id);

  return rlt_test_line_get_station (line, name);
}

/* Whether a train has left a stop that the feed lists still: it should be at the next one already. */
static gboolean
is_overtaken (const RltTrip *trip,
              guint          call,
              RltTime        now)
{
  return call + 1 < trip->n_calls && rlt_call_get_arrival (&trip->calls[call + 1]) <= now;
}

/* Every prediction as a row of a board; a train that is due and still to come is shown as due. */
static RltRecords *
make_boards (RltTestLine      *line,
             const RltRecords *records,
             const char       *line_id)
{
  RltRecords *boards = rlt_records_new ("boards", "boards");

  for (guint i = 0; i < records->trips->len; i++)
    {
      const RltTrip *trip = g_ptr_array_index (records->trips, i);

      for (guint k = 0; g_strcmp0 (trip->line_id, line_id) == 0 && k < trip->n_calls; k++)
        {
          RltDeparture *departure;

          if (is_overtaken (trip, k, records->observed_at))
            continue;
          departure = rlt_records_add_departure (boards);
          departure->line = rlt_test_line_get_line (line);
          departure->station = find_station (line, trip->calls[k].stop_id);
          departure->stop_id = trip->calls[k].stop_id;
          departure->destination = find_station (line, trip->calls[trip->n_calls - 1].stop_id)->name;
          departure->expected_arrival = MAX (rlt_call_get_arrival (&trip->calls[k]), records->observed_at);
          departure->observed_at = records->observed_at;
          departure->source = "boards";
        }
    }

  return boards;
}

/* A pattern that serves the stop and, up to its last one, all the trip's calls. */
static const RltPattern *
find_pattern (RltTestLine   *line,
              const RltTrip *trip,
              const RltStop *stop)
{
  const RltLine *model = rlt_test_line_get_line (line);

  for (guint i = 0; i < model->n_patterns; i++)
    {
      const RltPattern *pattern = &model->patterns[i];
      int at = 0;

      if (rlt_pattern_find_stop (pattern, stop) < 0 || pattern->direction != get_direction (trip->calls[0].stop_id))
        continue;
      for (guint k = 0; k < trip->n_calls && at >= 0; k++)
        {
          int next = rlt_pattern_find_stop (pattern, find_station (line, trip->calls[k].stop_id)->stops[0]);

          at = next >= at ? next : -1;
        }
      if (at + 1 == (int) pattern->n_stops)
        return pattern;
    }

  return NULL;
}

/* Returns: whether the feed says where the train is, on a known way */
static gboolean
read_truth (RltTestLine      *line,
            const RltRecords *records,
            guint             index,
            Truth            *truth)
{
  const RltVehicle *vehicle = g_ptr_array_index (records->vehicles, index);
  const RltTrip *trip = g_ptr_array_index (records->trips, index);
  const RltStation *station = vehicle->stop_id != NULL ? find_station (line, vehicle->stop_id) : NULL;

  if (g_strcmp0 (trip->id, vehicle->trip) != 0 || trip->n_calls == 0 || station == NULL)
    return FALSE;

  *truth = (Truth) { .pattern = find_pattern (line, trip, station->stops[0]) };
  if (truth->pattern == NULL)
    return FALSE;

  truth->destination = find_station (line, trip->calls[trip->n_calls - 1].stop_id)->name;
  truth->stop = rlt_pattern_find_stop (truth->pattern, station->stops[0]);
  truth->standing = vehicle->status == RLT_VEHICLE_STOPPED;
  truth->place = truth->standing ? truth->stop : truth->stop - 0.5;
  truth->counts = !(g_strcmp0 (vehicle->stop_id, trip->calls[0].stop_id) == 0 &&
                    (truth->standing || truth->stop == 0) &&
                    rlt_call_get_departure (&trip->calls[0]) > records->observed_at + NOT_UNDER_WAY);
  return TRUE;
}

/* Where a train was found, in stops of another pattern: by the next of its stops that both serve. */
static double
get_place (const RltTrainPlace *place,
           const RltPattern    *pattern)
{
  int to = rlt_pattern_find_stop (pattern, place->to->station->stops[0]);
  int from = rlt_pattern_find_stop (pattern, place->from->station->stops[0]);

  if (place->at_stop && from >= 0)
    return from;

  return to >= 0 ? to - 1 + place->progress : INFINITY;
}

static gboolean
is_right (const Truth         *truth,
          const RltTrainPlace *place)
{
  const RltStop *stop = truth->pattern->stops[truth->stop];

  if (truth->standing)
    return place->from == stop || place->to == stop;

  return place->to == stop || (place->at_stop && place->from == stop);
}

/* The true trains of a poll, those that were found, and who is who. */
typedef struct
{
  GArray              *truths;    /* (element-type Truth) */
  const RltTrain      *trains;
  const RltTrainPlace *places;
  guint                n_trains;
  int                 *owners;    /* of each found train, among @truths, or -1 */
  gboolean            *tried;
} Matching;

/* Whether the found train may be the true one: where it is, or no more than MOST_STOPS off. */
static gboolean
may_be (const Matching *self,
        guint           index,
        guint           train,
        gboolean        exactly)
{
  const Truth *truth = &g_array_index (self->truths, Truth, index);

  if (self->trains[train].pattern->direction != truth->pattern->direction ||
      g_strcmp0 (self->trains[train].destination, truth->destination) != 0)
    return FALSE;

  return is_right (truth, &self->places[train]) ||
         (!exactly && fabs (get_place (&self->places[train], truth->pattern) - truth->place) <= MOST_STOPS);
}

/* Gives the true train a found one, for which others may have to change theirs: so as many as
 * possible get one. */
static gboolean
find_train (Matching *self,
            guint     index,
            gboolean  exactly)
{
  for (guint k = 0; k < self->n_trains; k++)
    {
      if (self->tried[k] || !may_be (self, index, k, exactly))
        continue;
      self->tried[k] = TRUE;
      if (self->owners[k] >= 0 && !find_train (self, self->owners[k], exactly))
        continue;
      self->owners[k] = index;
      return TRUE;
    }

  return FALSE;
}

static guint
find_trains (Matching *self,
             gboolean  counting,
             gboolean  exactly)
{
  guint n_found = 0;

  for (guint i = 0; i < self->truths->len; i++)
    {
      Truth *truth = &g_array_index (self->truths, Truth, i);

      if (truth->found || truth->counts != counting)
        continue;
      memset (self->tried, 0, self->n_trains * sizeof *self->tried);
      truth->found = find_train (self, i, exactly);
      n_found += truth->found;
    }

  return n_found;
}

static void
match (GArray              *truths,
       const RltTrain      *trains,
       const RltTrainPlace *places,
       guint                n_trains,
       Score               *score)
{
  g_autofree int *owners = g_new (int, n_trains + 1);
  g_autofree gboolean *tried = g_new (gboolean, n_trains + 1);
  Matching matching = { truths, trains, places, n_trains, owners, tried };

  for (guint k = 0; k < n_trains; k++)
    owners[k] = -1;

  score->n_right += find_trains (&matching, TRUE, TRUE);
  /* What is left of both may be the same trains, not quite in place: those are no phantoms. */
  find_trains (&matching, FALSE, TRUE);
  find_trains (&matching, TRUE, FALSE);
  find_trains (&matching, FALSE, FALSE);

  score->n_found += n_trains;
  for (guint k = 0; k < n_trains; k++)
    score->n_phantom += owners[k] < 0;
}

static void
compare_poll (RltTestLine      *line,
              const RltRecords *records,
              const char       *line_id,
              const RltTrain   *trains,
              guint             n_trains,
              Score            *score)
{
  g_autoptr(GArray) truths = g_array_new (FALSE, FALSE, sizeof (Truth));
  g_autofree RltTrainPlace *places = g_new (RltTrainPlace, n_trains + 1);
  Truth truth;

  /* The feed says of each train first when it calls where, then where it is. */
  g_assert_cmpuint (records->vehicles->len, ==, records->trips->len);
  for (guint i = 0; i < records->vehicles->len; i++)
    {
      const RltVehicle *vehicle = g_ptr_array_index (records->vehicles, i);

      if (g_strcmp0 (vehicle->line_id, line_id) != 0 || !read_truth (line, records, i, &truth))
        continue;
      g_array_append_val (truths, truth);
      score->n_true += truth.counts;
    }
  for (guint i = 0; i < n_trains; i++)
    rlt_train_place (&trains[i], records->observed_at, &places[i]);

  match (truths, trains, places, n_trains, score);
}

static void
infer_line (Feed       *feed,
            const char *line_id,
            Score      *score)
{
  g_autoptr(RltTestLine) line = make_line (feed, line_id);
  g_autoptr(RltInference) inference = rlt_inference_new (rlt_test_line_get_line (line));

  for (guint i = 0; i < feed->polls->len; i++)
    {
      const RltRecords *records = g_ptr_array_index (feed->polls, i);
      g_autoptr(RltRecords) boards = make_boards (line, records, line_id);
      g_autoptr(RltArena) arena = rlt_arena_new ();
      const RltTrain *trains;
      guint n_trains;

      trains = rlt_inference_update (inference, (const RltDeparture * const *) boards->departures->pdata,
                                     boards->departures->len, records->observed_at, arena, &n_trains);
      compare_poll (line, records, line_id, trains, n_trains, score);
    }
}

static void
test_right_interval (void)
{
  static const char * const lines[] = { "A", "C", "E" };
  Feed feed = { 0 };
  Score all = { 0 };

  if (!load_feed (&feed))
    {
      clear_feed (&feed);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      Score score = { 0 };

      infer_line (&feed, lines[i], &score);
      g_test_message ("%s: %u trains under way, %.1f %% at the right stop or run; %u found, %u of them phantoms",
                      lines[i], score.n_true, 100.0 * score.n_right / score.n_true, score.n_found, score.n_phantom);
      all.n_true += score.n_true;
      all.n_right += score.n_right;
      all.n_found += score.n_found;
      all.n_phantom += score.n_phantom;
    }

  clear_feed (&feed);
  g_test_message ("all: %.2f %% right", 100.0 * all.n_right / all.n_true);
  g_assert_cmpuint (all.n_true, >, 1000);
  g_assert_cmpfloat (100.0 * all.n_right / all.n_true, >=, LEAST_RIGHT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/infer-recorded/right-interval", test_right_interval);

  return g_test_run ();
}
