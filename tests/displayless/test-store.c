/* test-store.c: the tables, the store's thread, and a process killed while it writes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "rlt-sqlite.h"
#include "rlt-store-feeds.h"
#include "rlt-store-quays.h"
#include "rlt-store-settings.h"
#include "rlt-store-snapshots.h"
#include "rlt-test-async.h"

#define N_KILLS 20
#define N_LINES 46

static const char *program;

static gboolean
open_and_wait (RltStore  *store,
               GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  rlt_store_open_async (store, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  return rlt_store_open_finish (store, result, error);
}

static void
save_snapshots (RltStore  *store,
                GPtrArray *snapshots)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  rlt_store_save_snapshots_async (store, snapshots, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  g_assert_true (rlt_store_save_snapshots_finish (store, result, &error));
  g_assert_no_error (error);
}

static GPtrArray *
load_snapshots (RltStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *snapshots;

  rlt_store_load_snapshots_async (store, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  snapshots = rlt_store_load_snapshots_finish (store, result, &error);
  g_assert_no_error (error);

  return snapshots;
}

static RltStoredSnapshot *
load_snapshot (RltStore   *store,
               const char *line)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  RltStoredSnapshot *snapshot;

  rlt_store_load_snapshot_async (store, line, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  snapshot = rlt_store_load_snapshot_finish (store, result, &error);
  g_assert_no_error (error);

  return snapshot;
}

/* One snapshot of each of @n_lines lines, all built at @built_at. */
static GPtrArray *
make_snapshots (guint   n_lines,
                RltTime built_at)
{
  GPtrArray *snapshots = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_stored_snapshot_free);

  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *line = g_strdup_printf ("metro:%u", i);
      RltStoredSnapshot *snapshot = rlt_stored_snapshot_new (line);

      snapshot->built_at = built_at;
      snapshot->level = RLT_LEVEL_DISTURBED;
      snapshot->n_trains = i;
      snapshot->json = g_strdup_printf ("{\"at\":%" G_GINT64_FORMAT "}", built_at);
      g_ptr_array_add (snapshots, snapshot);
    }

  return snapshots;
}

static void
test_snapshots (void)
{
  g_autoptr(RltStore) store = rlt_store_new (":memory:");
  g_autoptr(GPtrArray) none = load_snapshots (store);
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(RltStoredSnapshot) one = NULL;
  GPtrArray *newer;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (load_snapshot (store, "metro:1"));

  save_snapshots (store, make_snapshots (3, 1000));
  newer = make_snapshots (1, 2000);
  ((RltStoredSnapshot *) newer->pdata[0])->observed_at = 1500;
  save_snapshots (store, newer);

  all = load_snapshots (store);
  g_assert_cmpuint (all->len, ==, 3);
  one = load_snapshot (store, "metro:0");
  g_assert_cmpstr (one->line, ==, "metro:0");
  g_assert_cmpint (one->built_at, ==, 2000);
  g_assert_cmpint (one->observed_at, ==, 1500);
  g_assert_cmpint (one->level, ==, RLT_LEVEL_DISTURBED);
  g_assert_cmpstr (one->json, ==, "{\"at\":2000}");
  g_clear_pointer (&one, rlt_stored_snapshot_free);

  one = load_snapshot (store, "metro:2");
  g_assert_cmpint (one->built_at, ==, 1000);
  g_assert_cmpint (one->observed_at, ==, RLT_TIME_NONE);
  g_assert_cmpuint (one->n_trains, ==, 2);
  rlt_store_shutdown (store);
}

/* One snapshot without its JSON spoils the batch: none of it is kept. */
static void
test_batch_is_whole (void)
{
  g_autoptr(RltStore) store = rlt_store_new (":memory:");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *bad = make_snapshots (3, 2000);

  save_snapshots (store, make_snapshots (3, 1000));
  g_clear_pointer (&((RltStoredSnapshot *) bad->pdata[2])->json, g_free);
  rlt_store_save_snapshots_async (store, bad, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  g_assert_false (rlt_store_save_snapshots_finish (store, result, &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FAILED);

  all = load_snapshots (store);
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpint (((RltStoredSnapshot *) all->pdata[i])->built_at, ==, 1000);
  rlt_store_shutdown (store);
}

static void
save_feed (RltStore            *store,
           const RltStoredFeed *feed)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  rlt_store_save_feed_async (store, feed, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  g_assert_true (rlt_store_save_feed_finish (store, result, &error));
  g_assert_no_error (error);
}

static void
test_feeds (void)
{
  g_autoptr(RltStore) store = rlt_store_new (":memory:");
  g_autoptr(RltStoredFeed) feed = rlt_stored_feed_new ("prim-et");
  g_autoptr(RltStoredFeed) other = rlt_stored_feed_new ("gtfs-rt");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) feeds = NULL;
  g_autoptr(GError) error = NULL;
  const RltStoredFeed *read;

  save_feed (store, feed);
  save_feed (store, other);
  feed->state = RLT_FEED_QUOTA;
  feed->last_success_at = 10;
  feed->last_error_at = 20;
  feed->last_error = g_strdup ("The quota at prim.example is used up");
  feed->errors_in_row = 3;
  feed->day_start = 5;
  feed->n_requests = 1000;
  feed->n_bytes = G_GUINT64_CONSTANT (5000000000);
  feed->etag = g_strdup ("\"v1\"");
  save_feed (store, feed);

  rlt_store_load_feeds_async (store, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  feeds = rlt_store_load_feeds_finish (store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (feeds->len, ==, 2);

  read = feeds->pdata[0];
  g_assert_cmpstr (read->id, ==, "gtfs-rt");
  g_assert_cmpint (read->state, ==, RLT_FEED_OFF);
  g_assert_cmpint (read->last_success_at, ==, RLT_TIME_NONE);
  g_assert_null (read->last_error);

  read = feeds->pdata[1];
  g_assert_cmpint (read->state, ==, RLT_FEED_QUOTA);
  g_assert_cmpint (read->last_success_at, ==, 10);
  g_assert_cmpint (read->last_error_at, ==, 20);
  g_assert_cmpstr (read->last_error, ==, feed->last_error);
  g_assert_cmpuint (read->errors_in_row, ==, 3);
  g_assert_cmpint (read->day_start, ==, 5);
  g_assert_cmpuint (read->n_requests, ==, 1000);
  g_assert_cmpuint (read->n_bytes, ==, feed->n_bytes);
  g_assert_cmpstr (read->etag, ==, "\"v1\"");
  g_assert_null (read->last_modified);
  rlt_store_shutdown (store);
}

static void
save_setting (RltStore   *store,
              const char *key,
              const char *value)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  rlt_store_save_setting_async (store, key, value, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  g_assert_true (rlt_store_save_setting_finish (store, result, &error));
  g_assert_no_error (error);
}

static char *
load_setting (RltStore   *store,
              const char *key)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *value;

  rlt_store_load_setting_async (store, key, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  value = rlt_store_load_setting_finish (store, result, &error);
  g_assert_no_error (error);

  return value;
}

static void
test_settings (void)
{
  g_autoptr(RltStore) store = rlt_store_new (":memory:");
  g_autofree char *value = NULL;

  g_assert_null (load_setting (store, "view"));
  save_setting (store, "view", "48.85 2.35 12");
  save_setting (store, "view", "'; DROP TABLE settings; --");
  value = load_setting (store, "view");
  g_assert_cmpstr (value, ==, "'; DROP TABLE settings; --");
  save_setting (store, "view", NULL);
  save_setting (store, "view", NULL);
  g_assert_null (load_setting (store, "view"));
  rlt_store_shutdown (store);
}

static GArray *
load_quays (RltStore *store,
            RltTime  *learned_at)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GArray *quays;

  rlt_store_load_quays_async (store, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  quays = rlt_store_load_quays_finish (store, result, learned_at, &error);
  g_assert_no_error (error);

  return quays;
}

static void
replace_quays (RltStore *store,
               guint     n,
               RltTime   learned_at)
{
  GArray *quays = g_array_new (FALSE, FALSE, sizeof (RltStoredQuay));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = n; i > 0; i--)
    {
      RltStoredQuay quay = { i, G_MAXUINT32 - i };

      g_array_append_val (quays, quay);
    }
  rlt_store_replace_quays_async (store, quays, learned_at, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  g_assert_true (rlt_store_replace_quays_finish (store, result, &error));
  g_assert_no_error (error);
}

static void
test_quays (void)
{
  g_autoptr(RltStore) store = rlt_store_new (":memory:");
  g_autoptr(GArray) none = NULL;
  g_autoptr(GArray) quays = NULL;
  RltTime learned_at = 1;

  none = load_quays (store, &learned_at);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (learned_at, ==, RLT_TIME_NONE);

  replace_quays (store, 1000, 5);
  replace_quays (store, 10, 6);
  quays = load_quays (store, &learned_at);
  g_assert_cmpuint (quays->len, ==, 10);
  g_assert_cmpint (learned_at, ==, 6);
  g_assert_cmpuint (g_array_index (quays, RltStoredQuay, 0).quay, ==, 1);
  g_assert_cmpuint (g_array_index (quays, RltStoredQuay, 0).area, ==, G_MAXUINT32 - 1);
  rlt_store_shutdown (store);
}

static void
test_open_error (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "sub", "text.db", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(RltStore) store = rlt_store_new (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "This is a letter, and no database at all. Or is it one?", -1, NULL));
  g_assert_false (open_and_wait (store, &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);

  /* The other operations say the same, and lose nothing by it. */
  rlt_store_load_setting_async (store, "x", NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  g_assert_null (rlt_store_load_setting_finish (store, result, &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_CORRUPT);
  g_clear_error (&error);

  rlt_store_shutdown (store);
}

static void
test_kept_on_disk (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "new", "folder", "store.db", NULL);
  g_autoptr(RltStore) first = rlt_store_new (path);
  g_autoptr(RltStore) second = NULL;
  g_autofree char *value = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (open_and_wait (first, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (rlt_store_get_path (first), ==, path);
  save_setting (first, "view", "here");

  /* A second program beside the first. */
  second = rlt_store_new (path);
  value = load_setting (second, "view");
  g_assert_cmpstr (value, ==, "here");

  rlt_store_shutdown (first);
  rlt_store_shutdown (first);
  rlt_store_shutdown (second);
}

static void
test_cancelled (void)
{
  g_autoptr(RltStore) store = rlt_store_new (":memory:");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  rlt_store_load_snapshots_async (store, cancellable, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  g_assert_null (rlt_store_load_snapshots_finish (store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  rlt_store_shutdown (store);
}

/* What was asked for before the end is done; what is asked for after it is refused. */
static void
test_shutdown (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "drain.db", NULL);
  RltStore *store = rlt_store_new (path);
  GAsyncResult *results[50] = { NULL, };
  g_autoptr(RltStore) again = NULL;
  g_autoptr(GAsyncResult) refused = NULL;
  g_autofree char *value = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      rlt_store_save_setting_async (store, "n", number, NULL, rlt_test_result_cb, &results[i]);
    }
  rlt_store_shutdown (store);
  rlt_store_load_setting_async (store, "n", NULL, rlt_test_result_cb, &refused);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      rlt_test_await (&results[i]);
      g_assert_true (rlt_store_save_setting_finish (store, results[i], &error));
      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  rlt_test_await (&refused);
  g_assert_null (rlt_store_load_setting_finish (store, refused, &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_CLOSED);
  g_clear_object (&refused);
  g_assert_finalize_object (store);

  again = rlt_store_new (path);
  value = load_setting (again, "n");
  g_assert_cmpstr (value, ==, "49");
  rlt_store_shutdown (again);
}

/* Writes batch after batch and says so after each, until it is killed. */
G_NORETURN static void
run_writer (const char *path)
{
  g_autoptr(RltStore) store = rlt_store_new (path);
  g_autoptr(GPtrArray) before = load_snapshots (store);
  RltTime last = before->len > 0 ? ((RltStoredSnapshot *) before->pdata[0])->built_at : 0;

  for (;;)
    {
      save_snapshots (store, make_snapshots (N_LINES, ++last));
      replace_quays (store, 100 + last % 7, last);
      g_print ("%" G_GINT64_FORMAT "\n", last);
    }
}

/* Reads up to @n_batches numbers from the writer. Returns: the last */
static RltTime
follow_writer (GSubprocess *writer,
               guint        n_batches)
{
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
  RltTime last = 0;

  for (guint i = 0; i < n_batches; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      last = g_ascii_strtoll (line, NULL, 10);
    }

  return last;
}

static void
assert_integrity (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RltSqlite) db = rlt_sqlite_open (path, &error);
  g_autoptr(RltStatement) check = rlt_sqlite_prepare (db, "PRAGMA integrity_check", &error);

  g_assert_cmpint (rlt_statement_step (check, &error), ==, RLT_STEP_ROW);
  g_assert_no_error (error);
  g_assert_cmpstr (rlt_statement_get_text (check, 0), ==, "ok");
}

static void
assert_whole (const char *path,
              RltTime     confirmed)
{
  g_autoptr(RltStore) store = rlt_store_new (path);
  g_autoptr(GPtrArray) snapshots = NULL;
  g_autoptr(GArray) quays = NULL;
  g_autoptr(GError) error = NULL;
  RltTime learned_at = RLT_TIME_NONE;

  g_assert_true (open_and_wait (store, &error));
  g_assert_no_error (error);
  snapshots = load_snapshots (store);
  quays = load_quays (store, &learned_at);
  rlt_store_shutdown (store);

  g_assert_cmpuint (snapshots->len, ==, N_LINES);
  for (guint i = 0; i < snapshots->len; i++)
    {
      const RltStoredSnapshot *snapshot = snapshots->pdata[i];

      g_assert_cmpint (snapshot->built_at, >=, confirmed);
      g_assert_cmpint (snapshot->built_at, ==, ((RltStoredSnapshot *) snapshots->pdata[0])->built_at);
    }
  g_assert_cmpint (learned_at, >=, confirmed);
  g_assert_cmpuint (quays->len, ==, 100 + learned_at % 7);
  assert_integrity (path);
}

static GSubprocess *
start_writer (const char *path)
{
  g_autoptr(GError) error = NULL;
  GSubprocess *writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                          program, "--writer", path, NULL);

  g_assert_no_error (error);
  return writer;
}

static void
kill_writer (GSubprocess *writer)
{
  g_subprocess_send_signal (writer, SIGKILL);
  g_assert_true (g_subprocess_wait (writer, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (writer));
}

/* Killed at any moment it opens again, with every transaction whole and none lost that was done. */
static void
test_killed (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "killed.db", NULL);

  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autoptr(GSubprocess) writer = start_writer (path);
      RltTime confirmed = follow_writer (writer, g_test_rand_int_range (1, 30));

      kill_writer (writer);
      assert_whole (path, confirmed);
    }
}

/* The file has just been made, or its log: nothing in it yet, or the first step of its update. */
static void
test_killed_while_made (void)
{
  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autofree char *name = g_strdup_printf ("made-%u.db", i);
      g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
      g_autofree char *log = g_strconcat (path, "-wal", NULL);
      g_autoptr(GSubprocess) writer = start_writer (path);
      g_autoptr(RltStore) store = NULL;
      g_autoptr(GError) error = NULL;

      while (!g_file_test (i % 2 == 0 ? path : log, G_FILE_TEST_EXISTS))
        g_thread_yield ();
      kill_writer (writer);

      store = rlt_store_new (path);
      g_assert_true (open_and_wait (store, &error));
      g_assert_no_error (error);
      rlt_store_shutdown (store);
      assert_integrity (path);
    }
}

int
main (int   argc,
      char *argv[])
{
  program = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--writer"))
    run_writer (argv[2]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/store/snapshots", test_snapshots);
  g_test_add_func ("/store/batch-is-whole", test_batch_is_whole);
  g_test_add_func ("/store/feeds", test_feeds);
  g_test_add_func ("/store/settings", test_settings);
  g_test_add_func ("/store/quays", test_quays);
  g_test_add_func ("/store/open-error", test_open_error);
  g_test_add_func ("/store/kept-on-disk", test_kept_on_disk);
  g_test_add_func ("/store/cancelled", test_cancelled);
  g_test_add_func ("/store/shutdown", test_shutdown);
  g_test_add_func ("/store/killed", test_killed);
  g_test_add_func ("/store/killed-while-made", test_killed_while_made);

  return g_test_run ();
}
