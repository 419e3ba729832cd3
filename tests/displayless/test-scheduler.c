/* test-scheduler.c: what is asked when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-poller.h"

/* Monday 12 January 2026, 12:00 in Paris. */
#define NOON (G_GINT64_CONSTANT (1768215600) * RLT_SECOND)
#define MIDNIGHT (NOON + 12 * RLT_HOUR)

static const RltJobLimits limits = {
  .interval = 60 * RLT_SECOND,
  .backoff = { 10 * RLT_SECOND, 10 * RLT_MINUTE },
  .spacing = RLT_SECOND,
};

/* Takes the job that is due and ends it at once. Returns when it is due again. */
static RltTime
run_once (RltScheduler *scheduler,
          const char   *key,
          RltTime       now)
{
  g_assert_cmpstr (rlt_scheduler_take (scheduler, now), ==, key);
  rlt_scheduler_finish (scheduler, key, TRUE, now);

  return rlt_scheduler_get_next (scheduler);
}

static void
assert_near (RltTime time,
             RltTime expected)
{
  g_assert_cmpint (ABS (time - expected), <=, (expected - NOON) / 20 + RLT_SECOND);
}

static void
test_interval (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);
  RltTime next;

  g_assert_cmpint (rlt_scheduler_get_next (scheduler), ==, RLT_TIME_NONE);
  rlt_scheduler_add (scheduler, "feed", &limits, NOON);
  g_assert_null (rlt_scheduler_take (scheduler, NOON - 1));
  next = run_once (scheduler, "feed", NOON);
  assert_near (next, NOON + 60 * RLT_SECOND);
  g_assert_null (rlt_scheduler_take (scheduler, next - 1));
  run_once (scheduler, "feed", next);
}

static void
test_one_run_at_a_time (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);

  rlt_scheduler_add (scheduler, "feed", &limits, NOON);
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON));
  g_assert_null (rlt_scheduler_take (scheduler, NOON + RLT_HOUR));
  g_assert_cmpint (rlt_scheduler_get_next (scheduler), ==, RLT_TIME_NONE);
  rlt_scheduler_hasten (scheduler, NOON + RLT_HOUR);
  g_assert_null (rlt_scheduler_take (scheduler, NOON + RLT_HOUR));

  /* Removed and added again meanwhile, it is still the one. */
  rlt_scheduler_remove (scheduler, "feed");
  g_assert_false (rlt_scheduler_has (scheduler, "feed"));
  rlt_scheduler_add (scheduler, "feed", &limits, NOON + RLT_HOUR);
  g_assert_null (rlt_scheduler_take (scheduler, NOON + RLT_HOUR));
  rlt_scheduler_remove (scheduler, "feed");
  rlt_scheduler_finish (scheduler, "feed", TRUE, NOON + RLT_HOUR);
  g_assert_cmpint (rlt_scheduler_get_next (scheduler), ==, RLT_TIME_NONE);
}

static void
test_spacing (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);

  rlt_scheduler_add (scheduler, "feed/a", &limits, NOON);
  rlt_scheduler_add (scheduler, "feed/b", &limits, NOON);
  rlt_scheduler_add (scheduler, "other", &limits, NOON);
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON));
  g_assert_cmpstr (rlt_scheduler_take (scheduler, NOON), ==, "other");
  g_assert_null (rlt_scheduler_take (scheduler, NOON));
  g_assert_cmpint (rlt_scheduler_get_next (scheduler), ==, NOON + RLT_SECOND);
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON + RLT_SECOND));
}

static void
test_failures (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);
  RltTime now = NOON, earlier = 0;

  rlt_scheduler_add (scheduler, "feed", &limits, NOON);
  for (guint i = 0; i < 10; i++)
    {
      RltTime next;

      g_assert_nonnull (rlt_scheduler_take (scheduler, now));
      rlt_scheduler_finish (scheduler, "feed", FALSE, now);
      next = rlt_scheduler_get_next (scheduler);
      g_assert_cmpint (next - now, >=, MIN (earlier, 5 * RLT_MINUTE));
      g_assert_cmpint (next - now, <=, 10 * RLT_MINUTE);
      earlier = (next - now) / 2;
      now = next;
    }

  /* Somebody asks for it: at once. */
  g_assert_nonnull (rlt_scheduler_take (scheduler, now));
  rlt_scheduler_finish (scheduler, "feed", FALSE, now);
  rlt_scheduler_hasten (scheduler, now + 2 * RLT_SECOND);
  g_assert_nonnull (rlt_scheduler_take (scheduler, now + 2 * RLT_SECOND));

  rlt_scheduler_finish (scheduler, "feed", TRUE, now + 2 * RLT_SECOND);
}

static void
test_hold (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);

  rlt_scheduler_add (scheduler, "feed/a", &limits, NOON);
  rlt_scheduler_add (scheduler, "feed/b", &limits, NOON);
  rlt_scheduler_add (scheduler, "other", &limits, NOON);
  rlt_scheduler_hold (scheduler, "feed", NOON + 5 * RLT_MINUTE, FALSE);
  run_once (scheduler, "other", NOON);
  rlt_scheduler_remove (scheduler, "other");
  g_assert_cmpint (rlt_scheduler_get_next (scheduler), ==, NOON + 5 * RLT_MINUTE);

  /* One tries; the others wait for what comes of it. */
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON + 5 * RLT_MINUTE));
  g_assert_null (rlt_scheduler_take (scheduler, NOON + 6 * RLT_MINUTE));
  rlt_scheduler_release (scheduler, "feed", NOON + 6 * RLT_MINUTE);
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON + 6 * RLT_MINUTE));
}

static void
test_hold_and_haste (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);

  rlt_scheduler_add (scheduler, "feed", &limits, NOON);
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON));
  rlt_scheduler_finish (scheduler, "feed", FALSE, NOON);
  rlt_scheduler_hold (scheduler, "feed", NOON + RLT_HOUR, FALSE);
  rlt_scheduler_hasten (scheduler, NOON + 2 * RLT_SECOND);
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON + 2 * RLT_SECOND));

  /* The upstream asks for patience: it is given. */
  rlt_scheduler_finish (scheduler, "feed", FALSE, NOON + 2 * RLT_SECOND);
  rlt_scheduler_hold (scheduler, "feed", NOON + 5 * RLT_MINUTE, TRUE);
  rlt_scheduler_hasten (scheduler, NOON + 3 * RLT_SECOND);
  g_assert_null (rlt_scheduler_take (scheduler, NOON + 5 * RLT_MINUTE - 1));
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON + 5 * RLT_MINUTE));
}

static void
test_hung_runs (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);
  RltJobLimits few = limits;

  few.max_running = 2;
  few.spacing = 0;
  rlt_scheduler_add (scheduler, "feed/a", &few, NOON);
  rlt_scheduler_add (scheduler, "feed/b", &few, NOON);
  rlt_scheduler_add (scheduler, "feed/c", &few, NOON);
  rlt_scheduler_add (scheduler, "other", &few, NOON + RLT_SECOND);
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON));
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON));
  g_assert_null (rlt_scheduler_take (scheduler, NOON));
  g_assert_cmpstr (rlt_scheduler_take (scheduler, NOON + RLT_SECOND), ==, "other");
}

static void
test_budget (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);

  rlt_scheduler_add (scheduler, "feed/a", &limits, NOON);
  rlt_scheduler_set_budget (scheduler, "feed", 72, MIDNIGHT);
  /* 72 runs are left for 12 hours. */
  assert_near (run_once (scheduler, "feed/a", NOON), NOON + 10 * RLT_MINUTE);

  /* None is left. */
  rlt_scheduler_set_budget (scheduler, "feed", 0, MIDNIGHT);
  g_assert_cmpint (rlt_scheduler_get_next (scheduler), ==, MIDNIGHT);
  rlt_scheduler_hasten (scheduler, NOON + RLT_MINUTE);
  g_assert_null (rlt_scheduler_take (scheduler, NOON + RLT_MINUTE));
  g_assert_nonnull (rlt_scheduler_take (scheduler, MIDNIGHT));
}

static RltTime
run_until_midnight (RltScheduler *scheduler,
                    RltTime       now,
                    gint64       *left,
                    guint        *n_watched,
                    guint        *n_others)
{
  while (now < MIDNIGHT)
    {
      const char *key = rlt_scheduler_take (scheduler, now);

      if (key != NULL)
        {
          guint *counter = g_str_equal (key, "feed/watched") ? n_watched : n_others;

          ++*counter;
          rlt_scheduler_set_budget (scheduler, "feed", --*left, MIDNIGHT);
          rlt_scheduler_finish (scheduler, key, TRUE, now);
        }
      now = MAX (now, rlt_scheduler_get_next (scheduler));
    }

  return now;
}

/* What is watched keeps its pace at the cost of the others, and nothing runs out before midnight. */
static void
test_weights (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);
  RltJobLimits watched = limits;
  gint64 left = 900;
  guint n_watched = 0, n_others = 0;
  RltTime now;

  watched.weight = 8;
  rlt_scheduler_add (scheduler, "feed/watched", &watched, NOON);
  rlt_scheduler_add (scheduler, "feed/b", &limits, NOON);
  rlt_scheduler_add (scheduler, "feed/c", &limits, NOON);
  rlt_scheduler_set_budget (scheduler, "feed", left, MIDNIGHT);
  now = run_until_midnight (scheduler, NOON, &left, &n_watched, &n_others);
  g_test_message ("%u watched, %u others, %d left", n_watched, n_others, (int) left);
  g_assert_cmpuint (n_watched, >, 550);
  g_assert_cmpuint (n_others, >, 60);
  g_assert_cmpuint (n_others, <, n_watched / 3);
  g_assert_cmpint (left, >=, 0);
  g_assert_cmpint (left, <, 100);

  /* A new day: as often as usual, at once. */
  g_assert_cmpint (now, <, MIDNIGHT + 2 * RLT_MINUTE);
  for (guint i = 0; i < 3; i++, now = rlt_scheduler_get_next (scheduler))
    {
      const char *key = rlt_scheduler_take (scheduler, now);

      g_assert_nonnull (key);
      rlt_scheduler_set_budget (scheduler, "feed", 1000 - i, MIDNIGHT + 24 * RLT_HOUR);
      rlt_scheduler_finish (scheduler, key, TRUE, now);
    }
  g_assert_cmpint (now, <, MIDNIGHT + 2 * RLT_MINUTE);
}

/* What was stretched comes sooner as soon as somebody looks at it. */
static void
test_watched_later (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);
  RltJobLimits watched = limits;

  watched.weight = 8;
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *key = g_strdup_printf ("feed/%u", i);

      rlt_scheduler_add (scheduler, key, &limits, NOON + i * RLT_SECOND);
    }
  rlt_scheduler_set_budget (scheduler, "feed", 72, MIDNIGHT);
  for (guint i = 0; i < 8; i++)
    {
      const char *key = rlt_scheduler_take (scheduler, NOON + i * RLT_SECOND);

      g_assert_nonnull (key);
      rlt_scheduler_finish (scheduler, key, TRUE, NOON + i * RLT_SECOND);
    }
  g_assert_cmpint (rlt_scheduler_get_next (scheduler), >, NOON + RLT_HOUR);
  rlt_scheduler_add (scheduler, "feed/5", &watched, NOON + RLT_MINUTE);
  g_assert_cmpint (rlt_scheduler_get_next (scheduler), <, NOON + 25 * RLT_MINUTE);
}

static void
test_hidden (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);

  rlt_scheduler_add (scheduler, "feed", &limits, NOON);
  rlt_scheduler_set_factor (scheduler, 3.0, NOON);
  assert_near (run_once (scheduler, "feed", NOON), NOON + 180 * RLT_SECOND);
  /* Seen again after two minutes, it is overdue. */
  rlt_scheduler_set_factor (scheduler, 1.0, NOON + 120 * RLT_SECOND);
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON + 120 * RLT_SECOND));
}

/* A poller and what it ran. */
typedef struct
{
  RltScheduler *scheduler;
  RltPoller    *poller;
  guint         n_runs;
} Polling;

static void
poll_cb (const char *key,
         gpointer    user_data)
{
  Polling *polling = user_data;

  polling->n_runs++;
  rlt_scheduler_finish (polling->scheduler, key, TRUE, NOON);
}

static void
test_poller (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);
  g_autoptr(RltClock) clock = rlt_clock_new_scaled (NOON, 1000.0);
  Polling polling = { .scheduler = scheduler };

  polling.poller = rlt_poller_new (scheduler, clock, poll_cb, &polling);
  rlt_scheduler_add (scheduler, "feed", &limits, NOON);
  rlt_poller_update (polling.poller);
  g_assert_cmpuint (polling.n_runs, ==, 1);
  while (polling.n_runs < 4)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (rlt_clock_now (clock), >=, NOON + 150 * RLT_SECOND);

  rlt_poller_free (polling.poller);
  g_assert_false (g_main_context_pending (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/scheduler/interval", test_interval);
  g_test_add_func ("/scheduler/one-run-at-a-time", test_one_run_at_a_time);
  g_test_add_func ("/scheduler/spacing", test_spacing);
  g_test_add_func ("/scheduler/failures", test_failures);
  g_test_add_func ("/scheduler/hold", test_hold);
  g_test_add_func ("/scheduler/hold-and-haste", test_hold_and_haste);
  g_test_add_func ("/scheduler/hung-runs", test_hung_runs);
  g_test_add_func ("/scheduler/budget", test_budget);
  g_test_add_func ("/scheduler/weights", test_weights);
  g_test_add_func ("/scheduler/watched-later", test_watched_later);
  g_test_add_func ("/scheduler/hidden", test_hidden);
  g_test_add_func ("/poller", test_poller);

  return g_test_run ();
}
