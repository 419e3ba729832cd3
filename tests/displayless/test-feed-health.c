/* test-feed-health.c: how a feed is judged by its answers, what is left of its quota, when it is left
 * alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-feed-health.h"
#include "rlt-net-error.h"

/* Monday 12 January 2026, 12:00 in Paris. */
#define NOON (G_GINT64_CONSTANT (1768215600) * RLT_SECOND)
#define MIDNIGHT (NOON + 12 * RLT_HOUR)

static void
fail (RltFeedHealth *health,
      int            code,
      RltTime        retry_after)
{
  g_autoptr(GError) error = rlt_net_error_new_for_status (code, 0, retry_after, "in words");

  rlt_feed_health_fail (health, NOON, error, FALSE, 0.5);
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
  fail (&health, RLT_NET_ERROR_SERVER, RLT_TIME_NONE);
  g_assert_cmpint (health.state, ==, RLT_FEED_DOWN);
  rlt_feed_health_receive (&health, RLT_SECOND, 100);
  rlt_feed_health_succeed (&health, NOON, RLT_TIME_NONE, NULL);
  g_assert_cmpint (health.state, ==, RLT_FEED_OK);
  g_assert_null (health.last_error);
  fail (&health, RLT_NET_ERROR_TIMEOUT, RLT_TIME_NONE);
  g_assert_cmpint (health.state, ==, RLT_FEED_DEGRADED);
  fail (&health, RLT_NET_ERROR_TIMEOUT, RLT_TIME_NONE);
  g_assert_cmpint (health.state, ==, RLT_FEED_DOWN);
  g_assert_cmpuint (health.errors_in_row, ==, 2);
  fail (&health, RLT_NET_ERROR_BLOCKED, RLT_TIME_NONE);
  g_assert_cmpint (health.state, ==, RLT_FEED_BLOCKED);
  fail (&health, RLT_NET_ERROR_QUOTA, RLT_TIME_NONE);
  g_assert_cmpint (health.state, ==, RLT_FEED_QUOTA);
  rlt_feed_health_receive (&health, RLT_SECOND, 100);
  rlt_feed_health_succeed (&health, NOON, RLT_TIME_NONE, "half of it");
  g_assert_cmpint (health.state, ==, RLT_FEED_DEGRADED);
  g_assert_cmpuint (health.n_bytes, ==, 200);
  rlt_feed_health_switch (&health, FALSE, "no key");
  g_assert_cmpint (health.state, ==, RLT_FEED_OFF);
  g_assert_cmpstr (health.last_error, ==, "no key");
  rlt_feed_health_clear (&health);
}

/* Data are as old as the upstream says, never younger than the answer. */
static void
test_data_time (void)
{
  RltFeedHealth health;

  rlt_feed_health_init (&health);
  g_assert_cmpint (health.data_at, ==, RLT_TIME_NONE);
  rlt_feed_health_succeed (&health, NOON, NOON - RLT_HOUR, NULL);
  g_assert_cmpint (health.data_at, ==, NOON - RLT_HOUR);
  rlt_feed_health_succeed (&health, NOON, NOON + RLT_HOUR, NULL);
  g_assert_cmpint (health.data_at, ==, NOON);
  rlt_feed_health_clear (&health);
}

static void
test_day (void)
{
  RltFeedHealth health;

  rlt_feed_health_init (&health);
  rlt_feed_health_ask (&health, NOON);
  rlt_feed_health_ask (&health, MIDNIGHT - 1);
  rlt_feed_health_receive (&health, 0, 1000);
  g_assert_cmpuint (rlt_quota_get_used (&health.quota, MIDNIGHT - 1), ==, 2);
  g_assert_cmpuint (rlt_quota_get_used (&health.quota, MIDNIGHT), ==, 0);
  rlt_feed_health_ask (&health, MIDNIGHT);
  g_assert_cmpuint (rlt_quota_get_used (&health.quota, MIDNIGHT), ==, 1);
  g_assert_cmpuint (health.n_bytes, ==, 0);

  g_assert_cmpint (rlt_quota_day_end (NOON), ==, MIDNIGHT);
  g_assert_cmpint (rlt_quota_day_start (MIDNIGHT), ==, MIDNIGHT);
  /* Sunday 25 October 2026 has 25 hours: 1792879200 is its midnight. */
  g_assert_cmpint (rlt_quota_day_end (G_GINT64_CONSTANT (1792879200) * RLT_SECOND), ==,
                   (G_GINT64_CONSTANT (1792879200) + 25 * 3600) * RLT_SECOND);
}

static void
test_forecast (void)
{
  RltQuota quota;
  RltTime now = NOON, end;

  rlt_quota_init (&quota, 1000);
  g_assert_cmpint (rlt_quota_get_left (&quota, NOON), ==, 1000);
  g_assert_cmpint (rlt_quota_forecast (&quota, NOON), ==, RLT_TIME_NONE);

  /* One request a minute from noon on lasts until midnight. */
  for (guint i = 0; i < 60; i++, now += RLT_MINUTE)
    rlt_quota_count (&quota, now);
  g_assert_cmpfloat_with_epsilon (rlt_quota_get_rate (&quota, now), 1 / 60.0, 0.002);
  g_assert_cmpint (rlt_quota_get_left (&quota, now), ==, 940);
  g_assert_cmpint (rlt_quota_forecast (&quota, now), ==, RLT_TIME_NONE);

  /* Four a minute do not. */
  for (guint i = 0; i < 240; i++, now += 15 * RLT_SECOND)
    rlt_quota_count (&quota, now);
  end = rlt_quota_forecast (&quota, now);
  g_assert_cmpint (rlt_quota_get_left (&quota, now), ==, 700);
  g_assert_cmpint (ABS (end - (now + 700 * 15 * RLT_SECOND)), <, 15 * RLT_MINUTE);

  /* Those who stop have enough. */
  g_assert_cmpint (rlt_quota_forecast (&quota, now + 3 * RLT_HOUR), ==, RLT_TIME_NONE);
  /* At midnight all is there again. */
  g_assert_cmpint (rlt_quota_get_left (&quota, MIDNIGHT), ==, 1000);
  g_assert_cmpint (rlt_quota_forecast (&quota, MIDNIGHT), ==, RLT_TIME_NONE);

  rlt_quota_init (&quota, 0);
  rlt_quota_count (&quota, NOON);
  g_assert_cmpint (rlt_quota_get_left (&quota, NOON), ==, RLT_QUOTA_UNKNOWN);
}

static void
test_quota_as_told (void)
{
  RltQuota quota;

  rlt_quota_init (&quota, 1000);
  rlt_quota_count (&quota, NOON);
  /* Somebody else uses the same key. */
  rlt_quota_learn (&quota, 20000, 15000, NOON);
  g_assert_cmpint (rlt_quota_get_left (&quota, NOON), ==, 15000);
  rlt_quota_count (&quota, NOON);
  g_assert_cmpint (rlt_quota_get_left (&quota, NOON), ==, 14999);
  /* Five a second is no daily limit; nonsense is none at all. */
  rlt_quota_learn (&quota, 5, 4, NOON);
  rlt_quota_learn (&quota, -1, -1, NOON);
  rlt_quota_learn (&quota, 1000, 2000, NOON);
  g_assert_cmpint (rlt_quota_get_left (&quota, NOON), ==, 14999);
  rlt_quota_spend (&quota, NOON);
  g_assert_cmpint (rlt_quota_get_left (&quota, MIDNIGHT - 1), ==, 0);
  g_assert_cmpint (rlt_quota_forecast (&quota, NOON), ==, NOON);
  g_assert_cmpint (rlt_quota_get_left (&quota, MIDNIGHT), ==, 20000);
}

static void
test_breaker (void)
{
  RltBreaker breaker;
  RltTime now = NOON, longest = 0;

  rlt_breaker_init (&breaker);
  rlt_breaker_fail (&breaker, now, 0.5);
  rlt_breaker_fail (&breaker, now, 0.5);
  rlt_breaker_succeed (&breaker);
  rlt_breaker_fail (&breaker, now, 0.5);
  rlt_breaker_fail (&breaker, now, 0.5);
  g_assert_cmpint (breaker.state, ==, RLT_BREAKER_CLOSED);
  rlt_breaker_fail (&breaker, now, 0.5);
  g_assert_cmpint (breaker.state, ==, RLT_BREAKER_OPEN);

  /* Answers to what was sent before it opened change nothing. */
  rlt_breaker_fail (&breaker, now + RLT_MINUTE, 0.5);
  g_assert_cmpint (breaker.retry_at, <=, now + 30 * RLT_SECOND);

  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpint (breaker.retry_at - now, >=, longest / 2);
      longest = MAX (longest, breaker.retry_at - now);
      now = breaker.retry_at;
      rlt_breaker_try (&breaker);
      g_assert_cmpint (breaker.state, ==, RLT_BREAKER_HALF_OPEN);
      rlt_breaker_fail (&breaker, now, 0.5);
      g_assert_cmpint (breaker.state, ==, RLT_BREAKER_OPEN);
    }
  g_assert_cmpint (longest, >, 5 * RLT_MINUTE);
  g_assert_cmpint (longest, <=, 10 * RLT_MINUTE);

  rlt_breaker_try (&breaker);
  rlt_breaker_succeed (&breaker);
  g_assert_cmpint (breaker.state, ==, RLT_BREAKER_CLOSED);
  g_assert_cmpint (breaker.retry_at, ==, RLT_TIME_NONE);
}

/* What opens the breaker of a feed, and until when. */
static void
test_patience (void)
{
  RltFeedHealth health;

  rlt_feed_health_init (&health);
  rlt_feed_health_switch (&health, TRUE, NULL);
  fail (&health, RLT_NET_ERROR_QUOTA, RLT_TIME_NONE);
  g_assert_cmpint (health.breaker.retry_at, ==, MIDNIGHT);
  g_assert_cmpint (rlt_quota_get_left (&health.quota, NOON), ==, 0);

  rlt_feed_health_switch (&health, TRUE, NULL);
  fail (&health, RLT_NET_ERROR_QUOTA, 3 * RLT_SECOND);
  g_assert_cmpint (health.breaker.retry_at, ==, NOON + 3 * RLT_SECOND);

  rlt_feed_health_switch (&health, TRUE, NULL);
  fail (&health, RLT_NET_ERROR_SERVER, 40 * RLT_SECOND);
  g_assert_cmpint (health.breaker.retry_at, ==, NOON + 40 * RLT_SECOND);

  rlt_feed_health_switch (&health, TRUE, NULL);
  fail (&health, RLT_NET_ERROR_BLOCKED, RLT_TIME_NONE);
  g_assert_cmpint (health.breaker.retry_at, >=, NOON + 5 * RLT_MINUTE);
  g_assert_cmpint (health.breaker.retry_at, <=, NOON + 10 * RLT_MINUTE);

  /* It answers, if not what was wanted. */
  rlt_feed_health_switch (&health, TRUE, NULL);
  for (guint i = 0; i < 5; i++)
    fail (&health, RLT_NET_ERROR_NOT_FOUND, RLT_TIME_NONE);
  g_assert_cmpint (health.breaker.state, ==, RLT_BREAKER_CLOSED);
  for (guint i = 0; i < 3; i++)
    fail (&health, RLT_NET_ERROR_SERVER, RLT_TIME_NONE);
  g_assert_cmpint (health.breaker.state, ==, RLT_BREAKER_OPEN);
  rlt_feed_health_ask (&health, NOON + RLT_MINUTE);
  g_assert_cmpint (health.breaker.state, ==, RLT_BREAKER_HALF_OPEN);
  rlt_feed_health_succeed (&health, NOON + RLT_MINUTE, RLT_TIME_NONE, NULL);
  g_assert_cmpint (health.breaker.state, ==, RLT_BREAKER_CLOSED);
  rlt_feed_health_clear (&health);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/feed-health/state", test_health);
  g_test_add_func ("/feed-health/data-time", test_data_time);
  g_test_add_func ("/feed-health/day", test_day);
  g_test_add_func ("/feed-health/patience", test_patience);
  g_test_add_func ("/quota/forecast", test_forecast);
  g_test_add_func ("/quota/as-told", test_quota_as_told);
  g_test_add_func ("/breaker", test_breaker);

  return g_test_run ();
}
