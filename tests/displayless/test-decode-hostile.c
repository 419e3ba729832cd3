/* test-decode-hostile.c: answers cut short or changed anywhere never end the program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-decode.h"
#include "rlt-test-feeds.h"

#define NOW (1782900000 * RLT_SECOND)

/* A GTFS-Realtime feed with all that is read of one: header; a trip update with a scheduled stop
 * and a skipped one; a vehicle with a position; an alert with a period, a route and a text. */
static const char feed[] =
  "\x0a\x0d\x0a\x03" "2.0\x10\x00\x18\xa0\xca\x93\xd2\x06"
  "\x12=\x0a\x01" "1\x1a" "8\x0a\x10\x0a\x01t*\x0bIDFM:C01374\x12\x1b\x08\x01\x12\x11\x08\xf1\xff\xff\xff\xff\xff\xff"
  "\xff\xff\x01 \xdc\xca\x93\xd2\x06\x22\x04IDFM\x12\x07\x08\x02\x22\x01" "b(\x01"
  "\x12\x1c\x0a\x01" "2\x22\x17\x0a\x03\x0a\x01t\x12\x0a\x0d" "ffCB\x15" "ff\x16@:\x04stop"
  "\x12$\x0a\x01" "3*\x1f\x0a\x06\x08\xa0\xca\x93\xd2\x06*\x03\x12\x01R0\x0a" "8\x04R\x0c\x0a\x0a\x0a\x04text\x12\x02" "fr";

static RltCatalogue *catalogue;

static void
check (RltDecodeFunc  decode,
       const char    *data,
       gsize          length)
{
  const RltDecodeContext context = { .catalogue = catalogue, .source = "test", .now = NOW };
  /* A copy of the exact size: reading beyond it is seen by the sanitizer. */
  g_autofree char *copy = g_memdup2 (data, length);
  g_autoptr(RltRecords) records = decode (&context, copy, length);
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_autofree char *text = NULL;

  g_assert_nonnull (records);
  g_assert_cmpuint (records->n_rejected, <=, records->n_records);
  g_assert_true (records->answer == RLT_ANSWER_OK || records->answer == RLT_ANSWER_EMPTY || records->message != NULL);
  for (guint i = 0; i < records->departures->len; i++)
    {
      const RltDeparture *departure = g_ptr_array_index (records->departures, i);

      g_assert_true (RLT_TIME_IS_SET (rlt_departure_get_time (departure)) || departure->delayed ||
                     departure->cancelled || departure->out_of_service);
    }
  for (guint i = 0; i < records->disruptions->len; i++)
    g_assert_nonnull (((const RltDisruption *) g_ptr_array_index (records->disruptions, i))->id);
  for (guint i = 0; i < records->traffic->len; i++)
    g_assert_nonnull (((const RltTraffic *) g_ptr_array_index (records->traffic, i))->line_id);
  for (guint i = 0; i < records->trips->len; i++)
    g_assert_nonnull (((const RltTrip *) g_ptr_array_index (records->trips, i))->id);

  rlt_records_write_json (records, writer);
  text = rlt_json_writer_finish (writer, NULL);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
check_cuts (RltDecodeFunc  decode,
            const char    *data,
            gsize          length,
            gsize          step)
{
  for (gsize n = 0; n <= length; n += step)
    check (decode, data, n);
}

static void
check_changes (RltDecodeFunc  decode,
               char          *data,
               gsize          length,
               gsize          step)
{
  static const guint8 masks[] = { 0x01, 0x80, 0xff };

  for (gsize i = 0; i < length; i += step)
    {
      for (guint k = 0; k < G_N_ELEMENTS (masks); k++)
        {
          data[i] ^= masks[k];
          check (decode, data, length);
          data[i] ^= masks[k];
        }
    }
}

/* A fixture, and the kind of answer it is. */
typedef struct
{
  const char *kind;
  const char *name;
} Fixture;

static void
test_fixture (gconstpointer user_data)
{
  const Fixture *fixture = user_data;
  gsize length;
  g_autofree char *data = rlt_test_load_fixture (fixture->name, &length);

  check_cuts (rlt_decode_find (fixture->kind), data, length, 1 + length / 3000);
  check_changes (rlt_decode_find (fixture->kind), data, length, 1 + length / 1000);
}

static void
test_gtfs_rt (void)
{
  const gsize length = sizeof feed - 1;
  g_autofree char *data = g_memdup2 (feed, length);
  const RltDecodeContext context = { .catalogue = catalogue, .source = "test", .now = NOW };
  g_autoptr(RltRecords) records = rlt_decode_gtfs_rt (&context, data, length);

  /* It is worth damaging. */
  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (records->n_rejected, ==, 0);
  g_assert_cmpuint (records->trips->len, ==, 1);
  g_assert_cmpuint (records->vehicles->len, ==, 1);
  g_assert_cmpuint (records->disruptions->len, ==, 1);

  check_cuts (rlt_decode_gtfs_rt, data, length, 1);
  check_changes (rlt_decode_gtfs_rt, data, length, 1);
}

/* Whatever is given to whatever decoder. */
static void
test_noise (void)
{
  const char * const *kinds = rlt_decode_get_kinds ();
  g_autoptr(GRand) random = g_rand_new_with_seed (42);
  char noise[512];

  for (guint round = 0; round < 200; round++)
    {
      for (guint i = 0; i < sizeof noise; i++)
        noise[i] = g_rand_int_range (random, 0, 256);
      for (guint k = 0; kinds[k] != NULL; k++)
        check (rlt_decode_find (kinds[k]), noise, g_rand_int_range (random, 0, sizeof noise));
    }
}

static void
test_recorded (void)
{
  gsize length;
  g_autofree char *data = rlt_test_load_recorded ("gtfs-rt/otp_septa_tripupdates.pb", &length);

  if (data == NULL)
    return;

  check_cuts (rlt_decode_gtfs_rt, data, length, 3);
  check_changes (rlt_decode_gtfs_rt, data, length, 3);
}

static void
test_kinds (void)
{
  g_assert_true (rlt_decode_find ("siri-sm") == rlt_decode_siri_sm);
  g_assert_true (rlt_decode_find ("siri-et") == rlt_decode_siri_et);
  g_assert_true (rlt_decode_find ("ratp-board") == rlt_decode_ratp_board);
  g_assert_true (rlt_decode_find ("siri-xml") == rlt_decode_siri_xml);
  g_assert_true (rlt_decode_find ("vmtr") == rlt_decode_vmtr);
  g_assert_true (rlt_decode_find ("gtfs-rt") == rlt_decode_gtfs_rt);
  g_assert_null (rlt_decode_find ("siri"));
}

static const Fixture fixtures[] = {
  { "disruptions-bulk", "disruptions-bulk-traps.json" },
  { "navitia", "navitia-traps.json" },
  { "ratp-board", "ratp-board-traps.html" },
  { "ratp-traffic", "ratp-traffic-traps.json" },
  { "siri-et", "siri-et-traps.json" },
  { "siri-gm", "siri-gm-traps.json" },
  { "siri-sm", "siri-sm-traps.json" },
  { "siri-xml", "siri-xml-services.xml" },
  { "siri-xml", "siri-xml-situations.xml" },
  { "siri-xml", "siri-xml-traps.xml" },
  { "vmtr", "vmtr-traps.txt" },
};

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RltCatalogue) embedded = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalogue = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/hostile/kinds", test_kinds);
  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autofree char *path = g_strconcat ("/hostile/", fixtures[i].name, NULL);

      g_test_add_data_func (path, &fixtures[i], test_fixture);
    }
  g_test_add_func ("/hostile/gtfs-rt", test_gtfs_rt);
  g_test_add_func ("/hostile/noise", test_noise);
  g_test_add_func ("/hostile/recorded", test_recorded);

  return g_test_run ();
}
