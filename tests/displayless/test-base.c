/* test-base.c: time, text, arena, JSON writer, clock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "rlt-arena.h"
#include "rlt-clock.h"
#include "rlt-json-writer.h"
#include "rlt-loop-thread.h"
#include "rlt-text.h"
#include "rlt-time.h"

static RltTime
parse (const char *text)
{
  RltTime time = RLT_TIME_NONE;

  g_assert_true (rlt_time_parse (text, strlen (text), &time));
  return time;
}

static void
test_time_parse (void)
{
  g_assert_cmpint (parse ("1970-01-01T00:00:00Z"), ==, 0);
  g_assert_cmpint (parse ("2025-01-24T10:46:18.189Z"), ==, G_GINT64_CONSTANT (1737715578189000));
  g_assert_cmpint (parse ("2017-03-29T16:48:00.993+02:00"), ==, parse ("2017-03-29T14:48:00.993Z"));
  g_assert_cmpint (parse ("2024-02-29T23:59:59-0130"), ==, parse ("2024-03-01T01:29:59Z"));
  g_assert_cmpint (parse ("2024-02-29 12:00:00"), ==, parse ("2024-02-29T12:00:00Z"));
}

static void
test_time_parse_refuses (void)
{
  static const char * const texts[] = {
    "", "2025", "2025-13-01T00:00:00Z", "2025-02-29T00:00:00Z", "2025-01-24T24:00:00Z",
    "2025-01-24T10:60:00Z", "2025-01-24T10:00:00Zx", "2025-01-24T10:00:00+99:00", "x025-01-24T10:00:00Z",
    "2025-01-24", "2025-01-24T10:00", "0000-01-01T00:00:00Z",
    "1970-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      RltTime time = 42;

      g_assert_false (rlt_time_parse (texts[i], strlen (texts[i]), &time));
      g_assert_cmpint (time, ==, 42);
    }
}

static void
test_time_print (void)
{
  static const char * const texts[] = {
    "1970-01-01T00:00:00Z", "2000-02-29T12:34:56Z", "2025-01-24T10:46:18.189Z", "2099-12-31T23:59:59.001Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = rlt_time_to_string (parse (texts[i]));

      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_time_paris (void)
{
  RltParisTime paris;

  rlt_time_to_paris (parse ("2025-07-01T22:30:00Z"), &paris);
  g_assert_cmpint (paris.day, ==, 2);
  g_assert_cmpint (paris.hour, ==, 0);
  g_assert_cmpint (rlt_time_from_paris (&paris), ==, parse ("2025-07-01T22:30:00Z"));

  /* 26 October 2025, 02:30 happens twice: the first counts. */
  paris = (RltParisTime) { .year = 2025, .month = 10, .day = 26, .hour = 2, .minute = 30 };
  g_assert_cmpint (rlt_time_from_paris (&paris), ==, parse ("2025-10-26T00:30:00Z"));

  /* 30 March 2025, 02:30 does not happen. */
  paris = (RltParisTime) { .year = 2025, .month = 3, .day = 30, .hour = 2, .minute = 30 };
  g_assert_cmpint (rlt_time_from_paris (&paris), >=, parse ("2025-03-30T01:00:00Z"));
  g_assert_cmpint (rlt_time_from_paris (&paris), <=, parse ("2025-03-30T01:30:00Z"));

  paris = (RltParisTime) { .year = 2025, .month = 2, .day = 30 };
  g_assert_false (RLT_TIME_IS_SET (rlt_time_from_paris (&paris)));
}

static void
test_time_service_day (void)
{
  /* 01:30 in Paris belongs to the day before. */
  g_assert_cmpint (rlt_time_service_day_start (parse ("2025-01-24T00:30:00Z")), ==,
                   parse ("2025-01-23T03:00:00Z"));
  g_assert_cmpint (rlt_time_service_day_start (parse ("2025-01-24T03:00:00Z")), ==,
                   parse ("2025-01-24T03:00:00Z"));
}

static void
assert_fold (const char *text,
             const char *folded)
{
  g_autofree char *actual = rlt_text_fold (text);

  g_assert_cmpstr (actual, ==, folded);
}

static void
test_text_fold (void)
{
  assert_fold ("Saint-Rémy-lès-Chevreuse", "saint remy les chevreuse");
  assert_fold ("  Châtelet – Les   Halles. ", "chatelet les halles");
  assert_fold ("Sacré-Cœur", "sacre coeur");
  assert_fold ("", "");
  assert_fold ("\xff" "abc", "abc");
}

static void
test_text_has_words (void)
{
  g_assert_true (rlt_text_has_words ("chatelet les halles", "chat hal"));
  g_assert_true (rlt_text_has_words ("chatelet les halles", "halles chatelet"));
  g_assert_true (rlt_text_has_words ("chatelet les halles", ""));
  g_assert_false (rlt_text_has_words ("chatelet les halles", "chat nord"));
  g_assert_false (rlt_text_has_words ("chatelet", "telet"));
}

static void
test_arena (void)
{
  g_autoptr(RltArena) arena = rlt_arena_new ();
  char *first = rlt_arena_strdup (arena, "first");
  guint8 *large = rlt_arena_alloc0 (arena, 1024 * 1024);

  g_assert_cmpstr (first, ==, "first");
  g_assert_cmpuint (large[1024 * 1024 - 1], ==, 0);
  g_assert_null (rlt_arena_strdup (arena, NULL));
  g_assert_cmpuint ((gsize) rlt_arena_alloc (arena, 3) % 8, ==, 0);
  g_assert_cmpuint ((gsize) rlt_arena_alloc (arena, 3) % 8, ==, 0);
  g_assert_cmpuint (rlt_arena_get_size (arena), >=, 1024 * 1024);

  for (guint i = 0; i < 100000; i++)
    rlt_arena_strndup (arena, "abcdefgh", 8);
  rlt_arena_reset (arena);
  g_assert_cmpuint (rlt_arena_get_size (arena), <=, 1024 * 1024 + 4096);
  g_assert_cmpstr (rlt_arena_strdup (arena, "again"), ==, "again");
}

static void
test_json_writer (void)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_autofree char *text = NULL;

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "a\"b", "line\nend\x01é");
  rlt_json_writer_put_string (writer, "bad", "x\xff");
  rlt_json_writer_put_null (writer, "none");
  rlt_json_writer_put_time (writer, "time", 0);
  rlt_json_writer_put_time (writer, "never", RLT_TIME_NONE);
  rlt_json_writer_put_double (writer, "pi", 3.14159, 2);
  rlt_json_writer_put_double (writer, "nan", NAN, 2);
  rlt_json_writer_member (writer, "list");
  rlt_json_writer_begin_array (writer);
  rlt_json_writer_int (writer, -1);
  rlt_json_writer_boolean (writer, TRUE);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  text = rlt_json_writer_finish (writer, NULL);

  g_assert_cmpstr (text, ==,
                   "{\"a\\\"b\":\"line\\nend\\u0001é\",\"bad\":\"x\xef\xbf\xbd\",\"none\":null,"
                   "\"time\":\"1970-01-01T00:00:00Z\",\"never\":null,\"pi\":3.14,\"nan\":null,"
                   "\"list\":[-1,true,{}]}");
}

static void
test_clock (void)
{
  g_autoptr(RltClock) manual = rlt_clock_new_manual (5);
  g_autoptr(RltClock) scaled = rlt_clock_new_scaled (1000 * RLT_SECOND, 1000.0);

  g_assert_cmpint (rlt_clock_now (manual), ==, 5);
  rlt_clock_set (manual, 7);
  g_assert_cmpint (rlt_clock_now (manual), ==, 7);
  g_assert_cmpint (rlt_clock_now (scaled), >=, 1000 * RLT_SECOND);
  g_assert_cmpfloat (rlt_clock_get_speed (scaled), ==, 1000.0);
  rlt_clock_set (scaled, 9000 * RLT_SECOND);
  g_assert_cmpint (rlt_clock_now (scaled), >=, 9000 * RLT_SECOND);
  g_assert_cmpint (rlt_clock_now (scaled), <, 90000 * RLT_SECOND);
}

static gboolean
count_cb (gpointer user_data)
{
  (*(int *) user_data)++;
  return G_SOURCE_REMOVE;
}

static void
test_loop_thread_drains (void)
{
  g_autoptr(RltLoopThread) thread = rlt_loop_thread_new ("test");
  int count = 0;

  for (guint i = 0; i < 100; i++)
    rlt_loop_thread_invoke (thread, count_cb, &count, NULL);
  g_assert_false (rlt_loop_thread_is_inside (thread));
  rlt_loop_thread_stop (thread);
  rlt_loop_thread_stop (thread);

  g_assert_cmpint (count, ==, 100);
}

/* What two threads would register at once, each waiting for the other, is registered before. */
static void
test_loop_thread_registers_types (void)
{
  static const char * const types[] = {
    "GSocket", "GSocketAddress", "GInetAddress", "GInetSocketAddress", "GNetworkAddress", "GProxyAddress",
  };
  g_autoptr(RltLoopThread) thread = rlt_loop_thread_new ("test");

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_cmpuint (g_type_from_name (types[i]), !=, G_TYPE_INVALID);
  rlt_loop_thread_stop (thread);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/time/parse", test_time_parse);
  g_test_add_func ("/time/parse-refuses", test_time_parse_refuses);
  g_test_add_func ("/time/print", test_time_print);
  g_test_add_func ("/time/paris", test_time_paris);
  g_test_add_func ("/time/service-day", test_time_service_day);
  g_test_add_func ("/text/fold", test_text_fold);
  g_test_add_func ("/text/has-words", test_text_has_words);
  g_test_add_func ("/arena/all", test_arena);
  g_test_add_func ("/json-writer/all", test_json_writer);
  g_test_add_func ("/clock/all", test_clock);
  g_test_add_func ("/loop-thread/drains", test_loop_thread_drains);
  g_test_add_func ("/loop-thread/registers-types", test_loop_thread_registers_types);

  return g_test_run ();
}
