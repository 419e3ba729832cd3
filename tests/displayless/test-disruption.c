/* test-disruption.c: when a disruption applies; times without a zone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-records.h"

static RltTime
paris (const char *text)
{
  RltTime time;

  g_assert_true (rlt_time_parse_paris (text, strlen (text), &time));
  return time;
}

static gboolean
applies (const char *from,
         const char *to,
         int         nights_from,
         const char *now)
{
  g_autoptr(RltRecords) records = rlt_records_new ("test", "test");
  RltDisruption *disruption = rlt_records_add_disruption (records);
  const RltPeriod period = { from != NULL ? paris (from) : RLT_TIME_NONE, to != NULL ? paris (to) : RLT_TIME_NONE };

  disruption->periods = &period;
  disruption->n_periods = 1;
  disruption->nights_from = nights_from;

  return rlt_disruption_applies_at (disruption, paris (now));
}

static void
test_periods (void)
{
  g_autoptr(RltRecords) records = rlt_records_new ("test", "test");

  RltDisruption *bare = rlt_records_add_disruption (records);

  g_assert_true (rlt_disruption_applies_at (bare, paris ("20260701T120000")));
  g_assert_cmpint (rlt_disruption_get_tense (bare, paris ("20260701T120000")), ==, RLT_TENSE_NOW);
  bare->told = RLT_TENSE_UNKNOWN;
  g_assert_false (rlt_disruption_applies_at (bare, paris ("20260701T120000")));
  g_assert_cmpint (rlt_disruption_get_tense (bare, paris ("20260701T120000")), ==, RLT_TENSE_UNKNOWN);

  g_assert_false (applies ("20260701T080000", "20260701T180000", RLT_ALL_DAY, "20260701T075959"));
  g_assert_true (applies ("20260701T080000", "20260701T180000", RLT_ALL_DAY, "20260701T080000"));
  g_assert_false (applies ("20260701T080000", "20260701T180000", RLT_ALL_DAY, "20260701T180000"));
  g_assert_true (applies (NULL, "20260701T180000", RLT_ALL_DAY, "20200101T000000"));
  g_assert_true (applies ("20260701T080000", NULL, RLT_ALL_DAY, "20990101T000000"));
  g_assert_true (applies ("20260701T080000", "99991231T235959", RLT_ALL_DAY, "20990101T000000"));
  /* A night's end is of the next day, and may begin at midnight. */
  g_assert_true (applies ("20260701T223000", "20260702T051500", RLT_ALL_DAY, "20260702T013000"));
  g_assert_true (applies ("20260702T000000", "20260702T051500", RLT_ALL_DAY, "20260702T013000"));
}

static void
test_service_days (void)
{
  g_assert_false (applies ("20260701T000000", "20260702T235959", RLT_ALL_DAY, "20260701T013000"));
  g_assert_true (applies ("20260701T000000", "20260702T235959", RLT_ALL_DAY, "20260701T040000"));
  g_assert_true (applies ("20260701T000000", "20260702T235959", RLT_ALL_DAY, "20260703T013000"));
  g_assert_false (applies ("20260701T000000", "20260702T235959", RLT_ALL_DAY, "20260703T040000"));
  g_assert_true (applies ("20260701T000000", "20260703T000000", RLT_ALL_DAY, "20260703T013000"));
  g_assert_true (applies (NULL, "20260702T235900", RLT_ALL_DAY, "20260703T013000"));
  g_assert_false (applies ("20260701T000000", NULL, RLT_ALL_DAY, "20260701T033000"));
  /* The days on which the clocks change. */
  g_assert_true (applies ("20261025T000000", "20261025T235959", RLT_ALL_DAY, "20261026T033000"));
  g_assert_false (applies ("20261025T000000", "20261025T235959", RLT_ALL_DAY, "20261026T040000"));
  g_assert_true (applies ("20270328T000000", "20270328T235959", RLT_ALL_DAY, "20270329T033000"));
  g_assert_false (applies ("20270327T000000", "20270327T235959", RLT_ALL_DAY, "20270328T040000"));
}

static void
test_nights (void)
{
  const int from = 22 * 60 + 30;

  g_assert_false (applies ("20260601T000000", "20260930T235959", from, "20260701T120000"));
  g_assert_false (applies ("20260601T000000", "20260930T235959", from, "20260701T222900"));
  g_assert_true (applies ("20260601T000000", "20260930T235959", from, "20260701T223000"));
  g_assert_true (applies ("20260601T000000", "20260930T235959", from, "20260702T013000"));
  g_assert_false (applies ("20260601T000000", "20260930T235959", from, "20260702T043000"));
  g_assert_false (applies ("20260601T000000", "20260930T235959", 24 * 60 + 30, "20260701T235900"));
  g_assert_true (applies ("20260601T000000", "20260930T235959", 24 * 60 + 30, "20260702T003000"));
}

static void
test_zone_less (void)
{
  static const struct
  {
    const char *text;
    const char *utc;                   /* (nullable): when it is no time */
  } cases[] = {
    { "20260218T080000", "2026-02-18T07:00:00Z" },
    { "20260701T080000", "2026-07-01T06:00:00Z" },
    { "2026-07-01T08:00:00", "2026-07-01T06:00:00Z" },
    { "2026-07-01 08:00", "2026-07-01T06:00:00Z" },
    { "20260701T0800", "2026-07-01T06:00:00Z" },
    { "20260701T080000.250", "2026-07-01T06:00:00.250Z" },
    { "20260701T080000Z", "2026-07-01T08:00:00Z" },
    { "2026-07-01T08:00:00+05:00", "2026-07-01T03:00:00Z" },
    /* Twice in autumn: the first one counts. Never in spring: the instant of the change. */
    { "20261025T023000", "2026-10-25T00:30:00Z" },
    { "20270328T023000", "2027-03-28T01:00:00Z" },
    { "", NULL },
    { "20260701", NULL },
    { "20261301T080000", NULL },
    { "20260230T080000", NULL },
    { "20260701T240000", NULL },
    { "20260701T08", NULL },
    { "20260701T080000x", NULL },
    { "19691231T235959", NULL },
    { "19700101T000000", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RltTime time = RLT_TIME_NONE;
      const gboolean is_time = rlt_time_parse_paris (cases[i].text, strlen (cases[i].text), &time);
      g_autofree char *utc = is_time ? rlt_time_to_string (time) : NULL;

      g_assert_cmpstr (utc, ==, cases[i].utc);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/disruption/periods", test_periods);
  g_test_add_func ("/disruption/service-days", test_service_days);
  g_test_add_func ("/disruption/nights", test_nights);
  g_test_add_func ("/disruption/zone-less", test_zone_less);

  return g_test_run ();
}
