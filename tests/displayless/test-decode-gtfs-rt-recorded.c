/* test-decode-gtfs-rt-recorded.c: GTFS-Realtime feeds as agencies published them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "rlt-decode.h"
#include "rlt-test-feeds.h"

#define MADE_AT 1782900000   /* 2026-07-01T10:00:00Z */

static RltCatalogue *catalogue;

static RltTime
at_posix (gint64 seconds)
{
  return seconds * RLT_SECOND;
}

static RltRecords *
decode (const void *data,
        gsize       length)
{
  const RltDecodeContext context = { .catalogue = catalogue, .source = "test", .now = at_posix (MADE_AT + 10) };

  return rlt_decode_gtfs_rt (&context, data, length);
}

static RltRecords *
decode_recorded (const char *name)
{
  gsize length;
  g_autofree char *data = rlt_test_load_recorded (name, &length);

  return data != NULL ? decode (data, length) : NULL;
}

static const RltTrip *
get_trip (RltRecords *records,
          guint       index)
{
  g_assert_cmpuint (index, <, records->trips->len);
  return g_ptr_array_index (records->trips, index);
}

static const RltVehicle *
get_vehicle (RltRecords *records,
             guint       index)
{
  g_assert_cmpuint (index, <, records->vehicles->len);
  return g_ptr_array_index (records->vehicles, index);
}

static const RltDisruption *
get_disruption (RltRecords *records,
                guint       index)
{
  g_assert_cmpuint (index, <, records->disruptions->len);
  return g_ptr_array_index (records->disruptions, index);
}

/* Counted by a reader of its own, which shares nothing with ours. */
static void
test_recorded_counts (void)
{
  static const struct
  {
    const char *name;
    guint       n_records;
    guint       n_trip_updates;
    guint       n_stop_time_updates;
    guint       n_vehicles;
    guint       n_alerts;
  } feeds[] = {
    { "etalab_bibus-brest_alerts.pb", 12, 0, 0, 0, 12 },
    { "maglev_unitrans-trip-updates.pb", 37, 37, 516, 0, 0 },
    { "maglev_unitrans-vehicle-positions.pb", 8, 0, 0, 8, 0 },
    { "nyct_2_delay.pb", 345, 208, 4109, 136, 1 },
    { "nyct_a_division.pb", 460, 285, 6109, 174, 1 },
    { "otp_king-county-metro-1_vehicles.pb", 627, 0, 0, 627, 0 },
    { "otp_mmri_3b.pb", 2, 2, 2, 0, 0 },
    { "otp_septa_tripupdates.pb", 35, 35, 35, 0, 0 },
    { "mobilitydata_vehicle_position.pb", 1, 0, 0, 1, 0 },
    { "mobilitydata_vehicle-position-pre-occupancy-defaults-no-occupancy.pb", 1, 0, 0, 1, 0 },
    { "mobilitydata_vehicle-position-pre-occupancy-defaults-with-occupancy-status.pb", 1, 0, 0, 1, 0 },
    { "sequence-nyct-ace/1707397157.ace.pb", 320, 160, 2862, 160, 0 },
    { "sequence-nyct-ace/1707397277.ace.pb", 318, 159, 2858, 159, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      g_autofree char *name = g_strconcat ("gtfs-rt/", feeds[i].name, NULL);
      g_autoptr(RltRecords) records = decode_recorded (name);

      if (records == NULL)
        return;

      g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
      g_assert_cmpuint (records->n_rejected, ==, 0);
      g_assert_cmpuint (records->n_records, ==, feeds[i].n_records);
      g_assert_cmpuint (records->n_trip_updates, ==, feeds[i].n_trip_updates);
      g_assert_cmpuint (records->n_stop_time_updates, ==, feeds[i].n_stop_time_updates);
      g_assert_cmpuint (records->n_vehicles, ==, feeds[i].n_vehicles);
      g_assert_cmpuint (records->n_alerts, ==, feeds[i].n_alerts);
      g_assert_cmpuint (records->trips->len, ==, feeds[i].n_trip_updates);
      g_assert_cmpuint (records->vehicles->len, ==, feeds[i].n_vehicles);
      g_assert_cmpuint (records->disruptions->len, ==, feeds[i].n_alerts);
      g_assert_cmpuint (records->remarks->len, ==, RLT_TIME_IS_SET (records->observed_at) ? 1 : 0);
    }
}

/* The sum of all expected times in seconds: no stop is lost, none read wrongly. */
static void
test_recorded_times (void)
{
  static const struct
  {
    const char *name;
    gint64      sum;
  } feeds[] = {
    { "gtfs-rt/maglev_unitrans-trip-updates.pb", G_GINT64_CONSTANT (902701291971) },
    { "gtfs-rt/nyct_2_delay.pb", G_GINT64_CONSTANT (12989198178594) },
    { "gtfs-rt/nyct_a_division.pb", G_GINT64_CONSTANT (19347608450472) },
    { "gtfs-rt/sequence-nyct-ace/1707397157.ace.pb", G_GINT64_CONSTANT (9773158519988) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      g_autoptr(RltRecords) records = decode_recorded (feeds[i].name);
      gint64 sum = 0;

      if (records == NULL)
        return;

      for (guint n = 0; n < records->trips->len; n++)
        {
          const RltTrip *trip = get_trip (records, n);

          for (guint k = 0; k < trip->n_calls; k++)
            {
              if (RLT_TIME_IS_SET (trip->calls[k].expected_arrival))
                sum += trip->calls[k].expected_arrival / RLT_SECOND;
              if (RLT_TIME_IS_SET (trip->calls[k].expected_departure))
                sum += trip->calls[k].expected_departure / RLT_SECOND;
            }
        }
      g_assert_cmpint (sum, ==, feeds[i].sum);
    }
}

static void
test_recorded_vehicles (void)
{
  g_autoptr(RltRecords) king_county = decode_recorded ("gtfs-rt/otp_king-county-metro-1_vehicles.pb");
  g_autoptr(RltRecords) new_york = decode_recorded ("gtfs-rt/nyct_a_division.pb");
  guint n_by_status[3] = { 0, };

  if (king_county == NULL || new_york == NULL)
    return;

  g_assert_cmpstr (get_vehicle (king_county, 0)->id, ==, "4382");
  g_assert_cmpstr (get_vehicle (king_county, 0)->trip, ==, "49195152");
  g_assert_cmpfloat_with_epsilon (get_vehicle (king_county, 0)->latitude, 47.636154, 1e-5);
  g_assert_cmpfloat_with_epsilon (get_vehicle (king_county, 0)->longitude, -122.370354, 1e-5);

  /* Trains without a position: they are told by their stop, in transit unless it says otherwise. */
  for (guint i = 0; i < new_york->vehicles->len; i++)
    {
      g_assert_true (isnan (get_vehicle (new_york, i)->latitude));
      g_assert_nonnull (get_vehicle (new_york, i)->stop_id);
      g_assert_null (get_vehicle (new_york, i)->line);
      n_by_status[get_vehicle (new_york, i)->status]++;
    }
  g_assert_cmpuint (n_by_status[RLT_VEHICLE_INCOMING], ==, 22);
  g_assert_cmpuint (n_by_status[RLT_VEHICLE_STOPPED], ==, 76);
  g_assert_cmpuint (n_by_status[RLT_VEHICLE_IN_TRANSIT], ==, 76);
}

static void
test_recorded_alerts (void)
{
  g_autoptr(RltRecords) records = decode_recorded ("gtfs-rt/etalab_bibus-brest_alerts.pb");
  const RltDisruption *disruption;

  if (records == NULL)
    return;

  disruption = get_disruption (records, 2);
  g_assert_cmpstr (disruption->id, ==, "5e2813ca-5a77-44c9-a56f-6cc0961c79e2");
  g_assert_cmpstr (disruption->title, ==, "L14 direction Strasbourg [Déviation]");
  /* Brest's line 14 is not of our network. */
  g_assert_cmpstr (disruption->lines[0], ==, "14");
  g_assert_cmpint (disruption->level, ==, RLT_LEVEL_WORKS);
  g_assert_true (disruption->periods[0].from == at_posix (1640073600));
  g_assert_true (disruption->periods[0].to == at_posix (1640196000));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RltCatalogue) embedded = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalogue = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/gtfs-rt/recorded/counts", test_recorded_counts);
  g_test_add_func ("/gtfs-rt/recorded/times", test_recorded_times);
  g_test_add_func ("/gtfs-rt/recorded/vehicles", test_recorded_vehicles);
  g_test_add_func ("/gtfs-rt/recorded/alerts", test_recorded_alerts);

  return g_test_run ();
}
