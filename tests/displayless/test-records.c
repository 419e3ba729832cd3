/* test-records.c: a batch of records and its JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>

#include "rlt-records.h"

static void
test_delay (void)
{
  g_assert_cmpint (rlt_delay_between (0, 61 * RLT_SECOND), ==, 61);
  g_assert_cmpint (rlt_delay_between (61 * RLT_SECOND, 0), ==, 0);
  g_assert_cmpint (rlt_delay_between (RLT_TIME_NONE, 0), ==, RLT_DELAY_NONE);
  g_assert_cmpint (rlt_delay_between (0, RLT_TIME_NONE), ==, RLT_DELAY_NONE);
}

static void
test_json (void)
{
  g_autoptr(RltRecords) records = rlt_records_new ("siri-sm", "test");
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  JsonObject *root, *departure;

  rlt_records_add_departure (records)->line_id = "STIF:Line::C09999:";
  rlt_records_reject (records, 12, "no %s", "time");
  records->n_records = 2;
  rlt_records_write_json (records, writer);
  text = rlt_json_writer_finish (writer, NULL);

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  departure = json_array_get_object_element (json_object_get_array_member (root, "departures"), 0);
  g_assert_cmpstr (json_object_get_string_member (departure, "line"), ==, "STIF:Line::C09999:");
  g_assert_true (json_object_get_null_member (departure, "delay_seconds"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "trips")), ==, 0);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (root, "counts"), "used"), ==, 1);
}

static void
test_rejections_are_bounded (void)
{
  g_autoptr(RltRecords) records = rlt_records_new ("siri-sm", "test");

  for (guint i = 0; i < RLT_MAX_REJECTIONS + 5; i++)
    rlt_records_reject (records, i, "bad");

  g_assert_cmpuint (records->rejections->len, ==, RLT_MAX_REJECTIONS);
  g_assert_cmpuint (records->n_rejected, ==, RLT_MAX_REJECTIONS + 5);
}

static void
test_remarks (void)
{
  g_autoptr(RltRecords) records = rlt_records_new ("gtfs-rt", "test");
  const RltRejection *remark;

  rlt_records_remark (records, RLT_WHOLE_ANSWER, "%d days old", 2);

  g_assert_cmpuint (records->remarks->len, ==, 1);
  g_assert_cmpuint (records->n_rejected, ==, 0);
  remark = g_ptr_array_index (records->remarks, 0);
  g_assert_cmpstr (remark->reason, ==, "2 days old");
}

static void
test_past (void)
{
  g_autoptr(RltRecords) records = rlt_records_new ("siri-sm", "test");
  RltDeparture *departure = rlt_records_add_departure (records);
  const RltTime now = 1000 * RLT_SECOND;

  g_assert_false (rlt_departure_is_past (departure, now));

  departure->aimed_departure = now - 600 * RLT_SECOND;
  g_assert_true (rlt_departure_is_past (departure, now));

  /* Late, and not gone yet: the aimed time does not count. */
  departure->expected_departure = now - 60 * RLT_SECOND;
  g_assert_false (rlt_departure_is_past (departure, now));
  g_assert_true (rlt_departure_is_past (departure, now + 1));
}

/* What an upstream tells in two answers: the first may go once it is absorbed. */
static void
test_absorb (void)
{
  g_autoptr(RltRecords) all = rlt_records_new ("ratp-traffic", "test");
  RltRecords *parts[2];

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      parts[i] = rlt_records_new ("ratp-traffic", "test");
      rlt_records_add_traffic (parts[i])->title = rlt_arena_strdup (parts[i]->arena, i == 0 ? "one" : "two");
      parts[i]->n_records = 3;
      parts[i]->observed_at = (10 - i) * RLT_SECOND;
      rlt_records_reject (parts[i], 2, "no line");
      rlt_records_remark (parts[i], RLT_WHOLE_ANSWER, "odd");
      rlt_records_absorb (all, parts[i]);
      rlt_records_unref (parts[i]);
    }

  g_assert_cmpuint (all->traffic->len, ==, 2);
  g_assert_cmpstr (((RltTraffic *) g_ptr_array_index (all->traffic, 1))->title, ==, "two");
  g_assert_cmpuint (all->n_records, ==, 6);
  g_assert_cmpuint (all->n_rejected, ==, 2);
  g_assert_cmpuint (((RltRejection *) g_ptr_array_index (all->rejections, 1))->index, ==, 5);
  g_assert_cmpuint (((RltRejection *) g_ptr_array_index (all->remarks, 1))->index, ==, RLT_WHOLE_ANSWER);
  g_assert_cmpint (all->observed_at, ==, 9 * RLT_SECOND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/records/absorb", test_absorb);
  g_test_add_func ("/records/delay", test_delay);
  g_test_add_func ("/records/json", test_json);
  g_test_add_func ("/records/past", test_past);
  g_test_add_func ("/records/remarks", test_remarks);
  g_test_add_func ("/records/rejections-are-bounded", test_rejections_are_bounded);

  return g_test_run ();
}
