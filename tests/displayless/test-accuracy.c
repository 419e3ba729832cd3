/* test-accuracy.c: the trains worked out from a timetable beside those of the ground truth.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "rlt-decode.h"
#include "rlt-geometry.h"
#include "rlt-sim-quays.h"
#include "rlt-sim-siri.h"
#include "rlt-snapshot-builder.h"

/* A morning peak: Monday 12 January 2026, 8:30 in Paris. */
#define PEAK (G_GINT64_CONSTANT (1768203000) * RLT_SECOND)

/* One train is another one's likeness within so many metres. */
#define LIKENESS 500.0

typedef struct
{
  RltCatalogue *catalogue;   /* (owned): it knows the simulator's quays */
  RltSimWorld  *world;       /* (owned) */
  RltSimSiri   *siri;        /* (owned) */
} Fixture;

static RltCatalogue *
learn_quays (RltCatalogue *catalogue,
             RltSimWorld  *world)
{
  g_autoptr(GArray) quays = g_array_new (FALSE, FALSE, sizeof (RltQuay));
  RltSimQuay quay;

  for (guint number = 9000000; rlt_sim_world_find_quay (world, number, &quay); number++)
    {
      const RltQuay learned = { number, (guint32) g_ascii_strtoull (quay.stop->area_id, NULL, 10) };

      g_array_append_val (quays, learned);
    }
  g_assert_cmpuint (quays->len, >, 1000);

  return rlt_catalogue_new_with_quays (catalogue, (const RltQuay *) (gpointer) quays->data, quays->len);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RltCatalogue) embedded = rlt_catalogue_new_embedded (&error);

  g_assert_no_error (error);
  fixture->world = rlt_sim_world_new (embedded, 1);
  fixture->siri = rlt_sim_siri_new (fixture->world);
  fixture->catalogue = learn_quays (embedded, fixture->world);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  rlt_sim_siri_free (fixture->siri);
  rlt_sim_world_free (fixture->world);
  rlt_catalogue_unref (fixture->catalogue);
}

static RltFeedAnswer
ask (Fixture *fixture,
     RltTime  now)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const RltDecodeContext context = { .catalogue = fixture->catalogue, .source = "prim-et", .now = now };
  g_autofree char *text = NULL;
  const char *problem = NULL;
  gsize length;
  RltFeedAnswer answer = { .source = "prim-et", .received_at = now, .complete = TRUE };

  g_assert_true (rlt_sim_siri_write_timetable (fixture->siri, NULL, now, writer, &problem));
  text = rlt_json_writer_finish (writer, &length);
  answer.records = rlt_decode_siri_et (&context, text, length);
  g_assert_cmpint (answer.records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (answer.records->n_rejected, ==, 0);
  rlt_records_confirm (answer.records, now);

  return answer;
}

/* Whether a train is on its way: not at its first stop, not at its last. */
static gboolean
is_under_way (const RltSimTrip *trip,
              RltSimTime        time)
{
  return rlt_sim_trip_is_running (trip, time) &&
         time >= rlt_sim_trip_get_departure (trip, trip->first) &&
         time < rlt_sim_trip_get_arrival (trip, trip->last);
}

static gboolean
train_is_under_way (const RltTrain *train,
                    RltTime         now)
{
  return train->n_knots > 1 && train->knots[0].departure <= now &&
         train->knots[train->n_knots - 1].arrival > now;
}

/* Counts and errors over many trains. */
typedef struct
{
  guint   n_true;
  guint   n_missing;
  guint   n_phantoms;
  GArray *errors;   /* (owned) (element-type double): metres */
} Score;

/* The nearest train of @snapshot that goes the same way and is not yet taken. */
static int
find_likeness (const RltSnapshot *snapshot,
               const RltSimTrip  *trip,
               const RltPosition *position,
               RltTime            now,
               const gboolean    *taken,
               double            *distance)
{
  int best = -1;

  *distance = LIKENESS;
  for (guint i = 0; i < snapshot->n_trains; i++)
    {
      const RltTrain *train = &snapshot->trains[i];
      RltTrainPlace place;
      double error;

      if (taken[i] || train->pattern->direction != trip->plan->pattern->direction ||
          g_strcmp0 (train->destination, trip->plan->pattern->stops[trip->last]->station->name) != 0)
        continue;
      rlt_train_place (train, now, &place);
      error = rlt_geo_distance (position->latitude, position->longitude,
                                place.position.latitude, place.position.longitude);
      if (error < *distance)
        {
          *distance = error;
          best = i;
        }
    }

  return best;
}

static void
compare (Fixture           *fixture,
         const RltSnapshot *snapshot,
         RltTime            now,
         Score             *score)
{
  const RltSimDay *day = rlt_sim_world_get_day (fixture->world, snapshot->line->index, now);
  RltSimTime time = rlt_sim_day_get_time (day, now);
  g_autofree gboolean *taken = g_new0 (gboolean, snapshot->n_trains + 1);

  for (guint i = 0; i < day->n_trips; i++)
    {
      const RltSimTrip *trip = &day->trips[i];
      RltSimPlace place;
      RltPosition position;
      double error;
      int likeness;

      if (!is_under_way (trip, time))
        continue;
      rlt_sim_trip_locate (trip, time, &place);
      rlt_pattern_locate (trip->plan->pattern, place.distance, &position);
      likeness = find_likeness (snapshot, trip, &position, now, taken, &error);
      score->n_true++;
      if (likeness < 0)
        {
          score->n_missing++;
          continue;
        }
      taken[likeness] = TRUE;
      g_array_append_val (score->errors, error);
    }
  for (guint i = 0; i < snapshot->n_trains; i++)
    {
      if (!taken[i] && train_is_under_way (&snapshot->trains[i], now))
        score->n_phantoms++;
    }
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

static double
quantile (GArray *values,
          double  share)
{
  g_assert_cmpuint (values->len, >, 0);
  g_array_sort (values, compare_doubles);

  return g_array_index (values, double, (guint) (share * (values->len - 1)));
}

static RltSnapshot *
build (Fixture             *fixture,
       const RltLine       *line,
       const RltFeedAnswer *answer,
       RltSnapshot         *previous)
{
  const RltObservations observations = {
    .line = line, .answers = answer, .n_answers = 1, .previous = previous
  };

  return rlt_snapshot_build (&observations, answer->received_at);
}

static void
score_init (Score *self)
{
  *self = (Score) { .errors = g_array_new (FALSE, FALSE, sizeof (double)) };
}

static void
score_clear (Score *self)
{
  g_array_unref (self->errors);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Score, score_clear)

static void
tell_score (Score      *self,
            const char *what,
            double      value)
{
  g_test_message ("%s %g: %u true, %u missing, %u phantoms, median %.1f m, 90 %% within %.1f m", what, value,
                  self->n_true, self->n_missing, self->n_phantoms, quantile (self->errors, 0.5),
                  quantile (self->errors, 0.9));
}

/* All lines are asked once; the truth is looked at then, and until the next answer would come. */
static void
test_one_answer (Fixture       *fixture,
                 gconstpointer  unused)
{
  const double ages[] = { 0, 5, 10, 20 };
  RltFeedAnswer answer = ask (fixture, PEAK);

  for (guint a = 0; a < G_N_ELEMENTS (ages); a++)
    {
      g_auto(Score) score = { 0 };

      score_init (&score);
      for (guint i = 0; i < rlt_catalogue_get_n_lines (fixture->catalogue); i++)
        {
          g_autoptr(RltSnapshot) snapshot = build (fixture, rlt_catalogue_get_line (fixture->catalogue, i), &answer, NULL);

          compare (fixture, snapshot, PEAK + ages[a] * RLT_SECOND, &score);
        }
      tell_score (&score, "age", ages[a]);
      g_assert_cmpuint (score.n_true, >, 1000);
      g_assert_cmpuint (score.n_missing, ==, 0);
      g_assert_cmpuint (score.n_phantoms, ==, 0);
      g_assert_cmpfloat (quantile (score.errors, 0.5), <=, 20);
      g_assert_cmpfloat (quantile (score.errors, 0.9), <=, 150);
    }
  rlt_records_unref (answer.records);
}

/* As upstream does it: a stop that a train has left is in no answer any more. */
static void
forget_left (RltRecords *records,
             RltTime     now)
{
  for (guint i = 0; i < records->trips->len; i++)
    {
      RltTrip *trip = g_ptr_array_index (records->trips, i);
      guint n = 0;

      for (guint j = 0; j < trip->n_calls; j++)
        {
          if (rlt_call_get_departure (&trip->calls[j]) > now)
            trip->calls[n++] = trip->calls[j];
        }
      trip->n_calls = n;
    }
}

/* The train of @snapshot that goes by @id. */
static const RltTrain *
find_train (const RltSnapshot *snapshot,
            const char        *id)
{
  for (guint i = 0; i < snapshot->n_trains; i++)
    {
      if (g_str_equal (snapshot->trains[i].id, id))
        return &snapshot->trains[i];
    }

  return NULL;
}

/* No train goes backwards from one poll to the next. Returns how many lost their identity on the way. */
static guint
check_continuity (const RltSnapshot *before,
                  const RltSnapshot *after,
                  RltTime            now)
{
  guint n_lost = 0;

  for (guint i = 0; i < before->n_trains; i++)
    {
      const RltTrain *train = &before->trains[i];
      const RltTrain *same = find_train (after, train->id);

      if (same == NULL)
        n_lost += train_is_under_way (train, now);
      else if (same->pattern == train->pattern)
        g_assert_cmpfloat (rlt_train_distance (same, now), >=, rlt_train_distance (train, now) - 0.01);
    }

  return n_lost;
}

/* Polls every 10 s, of which all but the next stops are forgotten: the first answers are guessed
 * from, the later ones remembered from. */
static void
test_many_answers (Fixture       *fixture,
                   gconstpointer  unused)
{
  guint n_lines = rlt_catalogue_get_n_lines (fixture->catalogue);
  g_autoptr(GPtrArray) snapshots = g_ptr_array_new_full (n_lines, (GDestroyNotify) rlt_snapshot_unref);
  guint n_lost = 0, n_followed = 0;

  g_ptr_array_set_size (snapshots, n_lines);
  for (guint poll = 0; poll < 30; poll++)
    {
      RltTime now = PEAK + poll * 10 * RLT_SECOND;
      RltFeedAnswer answer = ask (fixture, now);
      g_auto(Score) score = { 0 };

      score_init (&score);
      forget_left (answer.records, now);
      for (guint i = 0; i < n_lines; i++)
        {
          RltSnapshot *before = g_ptr_array_index (snapshots, i);
          RltSnapshot *after = build (fixture, rlt_catalogue_get_line (fixture->catalogue, i), &answer, before);

          compare (fixture, after, now, &score);
          if (before != NULL)
            {
              n_lost += check_continuity (before, after, now);
              n_followed += before->n_trains;
              rlt_snapshot_unref (before);
            }
          g_ptr_array_index (snapshots, i) = after;
        }
      if (poll % 10 == 0 || poll == 29)
        tell_score (&score, "poll", poll);
      g_assert_cmpfloat (quantile (score.errors, 0.5), <=, 20);
      g_assert_cmpfloat (quantile (score.errors, 0.9), <=, 150);
      /* An express that left its last stop before the first answer may be anywhere since. */
      g_assert_cmpuint (score.n_missing * 100, <=, score.n_true * (poll < 10 ? 4 : 2));
      g_assert_cmpuint (score.n_phantoms * 100, <=, score.n_true * (poll < 10 ? 4 : 2));
      rlt_records_unref (answer.records);
    }
  g_test_message ("%u of %u lost their identity", n_lost, n_followed);
  g_assert_cmpuint (n_lost * 1000, <=, n_followed);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/accuracy/one-answer", test_one_answer);
  ADD ("/accuracy/many-answers", test_many_answers);

  return g_test_run ();
}
