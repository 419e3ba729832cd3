/* test-scheduler.c: what is asked when, and how a feed is judged by its answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-feed-health.h"
#include "rlt-net-error.h"
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
  rlt_scheduler_finish (scheduler, key, RLT_JOB_DONE, RLT_TIME_NONE, now);

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
  rlt_scheduler_finish (scheduler, "feed", RLT_JOB_DONE, RLT_TIME_NONE, NOON + RLT_HOUR);
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
      rlt_scheduler_finish (scheduler, "feed", RLT_JOB_FAILED, RLT_TIME_NONE, now);
      next = rlt_scheduler_get_next (scheduler);
      g_assert_cmpint (next - now, >=, MIN (earlier, 5 * RLT_MINUTE));
      g_assert_cmpint (next - now, <=, 10 * RLT_MINUTE);
      earlier = (next - now) / 2;
      now = next;
    }

  /* Somebody asks for it: at once. */
  g_assert_nonnull (rlt_scheduler_take (scheduler, now));
  rlt_scheduler_finish (scheduler, "feed", RLT_JOB_FAILED, RLT_TIME_NONE, now);
  rlt_scheduler_hasten (scheduler, now + 2 * RLT_SECOND);
  g_assert_nonnull (rlt_scheduler_take (scheduler, now + 2 * RLT_SECOND));

  /* The upstream asks for patience: it is given. */
  rlt_scheduler_finish (scheduler, "feed", RLT_JOB_FAILED, 5 * RLT_MINUTE, now);
  rlt_scheduler_hasten (scheduler, now + 2 * RLT_SECOND);
  g_assert_null (rlt_scheduler_take (scheduler, now + 5 * RLT_MINUTE - 1));
}

static void
test_budget (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);
  RltJobLimits counted = limits;

  counted.daily_budget = 100;
  rlt_scheduler_add (scheduler, "feed/a", &counted, NOON);
  rlt_scheduler_set_used (scheduler, "feed", 28, MIDNIGHT);
  /* 72 runs are left for 12 hours. */
  assert_near (run_once (scheduler, "feed/a", NOON), NOON + 10 * RLT_MINUTE);

  /* None is left. */
  rlt_scheduler_set_used (scheduler, "feed", 100, MIDNIGHT);
  g_assert_cmpint (rlt_scheduler_get_next (scheduler), ==, MIDNIGHT);
  rlt_scheduler_hasten (scheduler, NOON + RLT_MINUTE);
  g_assert_null (rlt_scheduler_take (scheduler, NOON + RLT_MINUTE));
  g_assert_nonnull (rlt_scheduler_take (scheduler, MIDNIGHT));
}

static void
test_out_of_quota (void)
{
  g_autoptr(RltScheduler) scheduler = rlt_scheduler_new (1);

  rlt_scheduler_add (scheduler, "feed", &limits, NOON);
  rlt_scheduler_set_used (scheduler, "feed", 5, MIDNIGHT);
  g_assert_nonnull (rlt_scheduler_take (scheduler, NOON));
  rlt_scheduler_finish (scheduler, "feed", RLT_JOB_OUT_OF_QUOTA, RLT_TIME_NONE, NOON);
  g_assert_cmpint (rlt_scheduler_get_next (scheduler), >=, MIDNIGHT);
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
  rlt_scheduler_finish (polling->scheduler, key, RLT_JOB_DONE, RLT_TIME_NONE, NOON);
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

static void
fail (RltFeedHealth *health,
      int            code)
{
  g_autoptr(GError) error = g_error_new_literal (RLT_NET_ERROR, code, "in words");

  rlt_feed_health_fail (health, NOON, error, FALSE);
  g_assert_cmpstr (health->last_error, ==, "in words");
}

static void
test_health (void)
{
  RltFeedHealth health;

  rlt_feed_health_init (&health);
  g_assert_cmpint (health.state, ==, RLT_FEED_OFF);
  rlt_feed_health_switch (&health, TRUE, NULL);
  g_assert_cmpint (health.state, ==, RLT_FEED_STARTING);
  fail (&health, RLT_NET_ERROR_SERVER);
  g_assert_cmpint (health.state, ==, RLT_FEED_DOWN);
  rlt_feed_health_succeed (&health, NOON, RLT_SECOND, 100, NULL);
  g_assert_cmpint (health.state, ==, RLT_FEED_OK);
  g_assert_null (health.last_error);
  fail (&health, RLT_NET_ERROR_TIMEOUT);
  g_assert_cmpint (health.state, ==, RLT_FEED_DEGRADED);
  fail (&health, RLT_NET_ERROR_TIMEOUT);
  g_assert_cmpint (health.state, ==, RLT_FEED_DOWN);
  g_assert_cmpuint (health.errors_in_row, ==, 2);
  fail (&health, RLT_NET_ERROR_BLOCKED);
  g_assert_cmpint (health.state, ==, RLT_FEED_BLOCKED);
  fail (&health, RLT_NET_ERROR_QUOTA);
  g_assert_cmpint (health.state, ==, RLT_FEED_QUOTA);
  rlt_feed_health_succeed (&health, NOON, RLT_SECOND, 100, "half of it");
  g_assert_cmpint (health.state, ==, RLT_FEED_DEGRADED);
  g_assert_cmpuint (health.n_bytes, ==, 200);
  rlt_feed_health_switch (&health, FALSE, "no key");
  g_assert_cmpint (health.state, ==, RLT_FEED_OFF);
  g_assert_cmpstr (health.last_error, ==, "no key");
  rlt_feed_health_clear (&health);
}

static void
test_day (void)
{
  RltFeedHealth health;

  rlt_feed_health_init (&health);
  rlt_feed_health_ask (&health, NOON);
  rlt_feed_health_ask (&health, MIDNIGHT - 1);
  g_assert_cmpuint (health.n_requests, ==, 2);
  rlt_feed_health_ask (&health, MIDNIGHT);
  g_assert_cmpuint (health.n_requests, ==, 1);

  g_assert_cmpint (rlt_feed_day_end (NOON), ==, MIDNIGHT);
  g_assert_cmpint (rlt_feed_day_start (MIDNIGHT), ==, MIDNIGHT);
  /* Sunday 25 October 2026 has 25 hours: 1792879200 is its midnight. */
  g_assert_cmpint (rlt_feed_day_end (G_GINT64_CONSTANT (1792879200) * RLT_SECOND), ==,
                   (G_GINT64_CONSTANT (1792879200) + 25 * 3600) * RLT_SECOND);
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
  g_test_add_func ("/scheduler/budget", test_budget);
  g_test_add_func ("/scheduler/out-of-quota", test_out_of_quota);
  g_test_add_func ("/scheduler/hidden", test_hidden);
  g_test_add_func ("/poller", test_poller);
  g_test_add_func ("/feed/health", test_health);
  g_test_add_func ("/feed/day", test_day);

  return g_test_run ();
}
