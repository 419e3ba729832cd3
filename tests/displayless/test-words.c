/* test-words.c: what the window says of waits, ages and delays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-departure-words.h"
#include "rlt-format.h"

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
  assert_text (rlt_format_wait (NOON + 59 * RLT_SECOND, NOON, RLT_TIME_DISPLAY_MINUTES), "<1 min");
  assert_text (rlt_format_wait (NOON + 119 * RLT_SECOND, NOON, RLT_TIME_DISPLAY_MINUTES), "1 min");
  assert_text (rlt_format_wait (NOON - 5 * RLT_SECOND, NOON, RLT_TIME_DISPLAY_MINUTES), "<1 min");
  assert_text (rlt_format_wait (NOON + 59 * RLT_MINUTE, NOON, RLT_TIME_DISPLAY_MINUTES), "59 min");
  assert_text (rlt_format_wait (NOON + 60 * RLT_MINUTE, NOON, RLT_TIME_DISPLAY_MINUTES), "14:00");
  assert_text (rlt_format_wait (NOON + 4 * RLT_MINUTE, NOON, RLT_TIME_DISPLAY_CLOCK), "13:04");
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
  assert_text (rlt_format_age (NOON + 2 * RLT_MINUTE, NOON), "at an unknown time");
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

static RltDeparture *
add_departure (RltRecords *records,
               GPtrArray  *departures,
               const char *destination,
               int         seconds)
{
  RltDeparture *departure = rlt_records_add_departure (records);

  departure->destination = destination;
  departure->expected_departure = NOON + seconds * RLT_SECOND;
  departure->observed_at = NOON - 10 * RLT_SECOND;
  departure->basis = RLT_BASIS_OBSERVED;
  g_ptr_array_add (departures, departure);

  return departure;
}

#define MARKUP(now) rlt_departures_to_markup (departures, (now), RLT_TIME_DISPLAY_MINUTES)

/* Every wait stands under the sign of what it rests on, and what is not fresh says its age. */
static void
test_departures (void)
{
  g_autoptr(RltRecords) records = rlt_records_new ("siri-sm", "test");
  g_autoptr(GPtrArray) departures = g_ptr_array_new ();
  RltDeparture *first;
  RltDeparture *second;

  assert_text (rlt_departures_to_markup (NULL, NOON, RLT_TIME_DISPLAY_MINUTES), NULL);
  assert_text (MARKUP (NOON), NULL);

  first = add_departure (records, departures, "Nation", 125);
  second = add_departure (records, departures, "Nation", 300);
  assert_text (MARKUP (NOON), "●\u00a02 min, 5 min  Nation");

  second->basis = RLT_BASIS_SCHEDULED;
  assert_text (MARKUP (NOON), "●\u00a02 min, ○\u00a05 min  Nation");
  second->basis = RLT_BASIS_INFERRED;
  second->observed_at = NOON - 4 * RLT_MINUTE;
  assert_text (MARKUP (NOON), "●\u00a02 min, ◐\u00a05 min (4 min ago)  Nation");

  first->at_platform = TRUE;
  second->basis = RLT_BASIS_OBSERVED;
  second->observed_at = first->observed_at;
  assert_text (MARKUP (NOON), "●\u00a0at platform, 5 min  Nation");

  /* Late: the scheduled time is struck through beside the new one. Not late enough: it still holds. */
  first->at_platform = FALSE;
  first->aimed_departure = NOON - 3 * RLT_MINUTE;
  first->delay = 305;
  second->aimed_departure = NOON + 250 * RLT_SECOND;
  second->delay = 50;
  assert_text (MARKUP (NOON), "●\u00a02 min\u00a0<s>12:57</s>, 5 min  Nation");

  /* One that does not run is told, not left out; one that has left is none any more. */
  second->expected_departure = NOON + 30 * RLT_SECOND;
  first->cancelled = TRUE;
  first->aimed_departure = NOON + 125 * RLT_SECOND;
  add_departure (records, departures, "Mairie & Gare", 400);
  assert_text (MARKUP (NOON), "●\u00a0cancelled\u00a0<s>13:02</s>, &lt;1 min  Nation · 6 min  Mairie &amp; Gare");
  assert_text (MARKUP (NOON + RLT_HOUR), NULL);
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
  g_test_add_func ("/words/departures", test_departures);

  return g_test_run ();
}
