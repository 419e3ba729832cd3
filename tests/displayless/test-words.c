/* test-words.c: what the window says of waits, ages and delays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-format.h"
#include "rlt-stop-item.h"

/* Friday 23 January 2026, 13:00 in Paris. */
#define NOON (G_GINT64_CONSTANT (1769169600) * RLT_SECOND)

#define assert_text(call, expected) \
  G_STMT_START { \
    g_autofree char *text_ = (call); \
    g_assert_cmpstr (text_, ==, (expected)); \
  } G_STMT_END

static void
test_waits (void)
{
  const RltTime times[] = { NOON + 20 * RLT_SECOND, NOON + 130 * RLT_SECOND, NOON + 9 * RLT_MINUTE };
  const RltTime far[] = { NOON + 5 * RLT_MINUTE, NOON + 2 * RLT_HOUR };

  assert_text (rlt_format_wait (NOON + 59 * RLT_SECOND, NOON, RLT_TIME_DISPLAY_MINUTES), "<1 min");
  assert_text (rlt_format_wait (NOON + 119 * RLT_SECOND, NOON, RLT_TIME_DISPLAY_MINUTES), "1 min");
  assert_text (rlt_format_wait (NOON - 5 * RLT_SECOND, NOON, RLT_TIME_DISPLAY_MINUTES), "<1 min");
  assert_text (rlt_format_wait (NOON + 59 * RLT_MINUTE, NOON, RLT_TIME_DISPLAY_MINUTES), "59 min");
  assert_text (rlt_format_wait (NOON + 60 * RLT_MINUTE, NOON, RLT_TIME_DISPLAY_MINUTES), "14:00");
  assert_text (rlt_format_wait (NOON + 4 * RLT_MINUTE, NOON, RLT_TIME_DISPLAY_CLOCK), "13:04");

  assert_text (rlt_format_waits (times, 3, NOON, RLT_TIME_DISPLAY_MINUTES), "<1, 2, 9 min");
  assert_text (rlt_format_waits (times, 1, NOON, RLT_TIME_DISPLAY_MINUTES), "<1 min");
  assert_text (rlt_format_waits (times, 3, NOON, RLT_TIME_DISPLAY_CLOCK), "13:00, 13:02, 13:09");
  assert_text (rlt_format_waits (far, 2, NOON, RLT_TIME_DISPLAY_MINUTES), "5 min, 15:00");
}

/* What is not known is never a number. */
static void
test_unknown (void)
{
  assert_text (rlt_format_wait (RLT_TIME_NONE, NOON, RLT_TIME_DISPLAY_MINUTES), "–");
  assert_text (rlt_format_clock (RLT_TIME_NONE), "–");
  assert_text (rlt_format_age (RLT_TIME_NONE, NOON), "never");
  assert_text (rlt_format_delay (RLT_DELAY_NONE), NULL);
  assert_text (rlt_format_trains (0), "no trains known");
  assert_text (rlt_format_trains (1), "1 train");
  g_assert_cmpstr (rlt_format_level (RLT_LEVEL_UNKNOWN), ==, "Traffic unknown");
}

static void
test_ages (void)
{
  assert_text (rlt_format_age (NOON - 12 * RLT_SECOND, NOON), "12 s ago");
  assert_text (rlt_format_age (NOON + 3 * RLT_SECOND, NOON), "0 s ago");
  assert_text (rlt_format_age (NOON - 61 * RLT_SECOND, NOON), "1 min ago");
  assert_text (rlt_format_age (NOON - 2 * RLT_HOUR, NOON), "at 11:00");
  assert_text (rlt_format_age (NOON - 24 * RLT_HOUR, NOON), "1 day ago");
  assert_text (rlt_format_age (NOON - 70 * RLT_HOUR, NOON), "3 days ago");
}

static void
test_delays (void)
{
  assert_text (rlt_format_delay (0), NULL);
  assert_text (rlt_format_delay (59), NULL);
  assert_text (rlt_format_delay (60), "+1 min");
  assert_text (rlt_format_delay (948), "+15 min");
}

static void
add_departure (RltRecords *records,
               GPtrArray  *departures,
               const char *destination,
               int         seconds)
{
  RltDeparture *departure = rlt_records_add_departure (records);

  departure->destination = destination;
  departure->expected_departure = NOON + seconds * RLT_SECOND;
  g_ptr_array_add (departures, departure);
}

static void
test_summary (void)
{
  g_autoptr(RltRecords) records = rlt_records_new ("siri-sm", "test");
  g_autoptr(GPtrArray) departures = g_ptr_array_new ();
  RltDeparture *first;

  assert_text (rlt_departures_to_summary (NULL, NOON, RLT_TIME_DISPLAY_MINUTES), NULL);
  assert_text (rlt_departures_to_summary (departures, NOON, RLT_TIME_DISPLAY_MINUTES), NULL);

  add_departure (records, departures, "Nation", 125);
  add_departure (records, departures, "Nation", 300);
  assert_text (rlt_departures_to_summary (departures, NOON, RLT_TIME_DISPLAY_MINUTES), "Nation  2, 5 min");

  first = g_ptr_array_index (departures, 0);
  first->at_platform = TRUE;
  assert_text (rlt_departures_to_summary (departures, NOON, RLT_TIME_DISPLAY_MINUTES),
               "Nation  at platform, 5 min");

  /* A cancelled train is no train to wait for; one that has left neither. */
  first->cancelled = TRUE;
  add_departure (records, departures, "Bercy", 400);
  assert_text (rlt_departures_to_summary (departures, NOON, RLT_TIME_DISPLAY_MINUTES),
               "Nation  5 min · Bercy  6 min");
  assert_text (rlt_departures_to_summary (departures, NOON + RLT_HOUR, RLT_TIME_DISPLAY_MINUTES), NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/waits", test_waits);
  g_test_add_func ("/words/unknown", test_unknown);
  g_test_add_func ("/words/ages", test_ages);
  g_test_add_func ("/words/delays", test_delays);
  g_test_add_func ("/words/summary", test_summary);

  return g_test_run ();
}
