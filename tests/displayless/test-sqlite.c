/* test-sqlite.c: the connection, its statements, the way from old databases to today's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rlt-migrations.h"

static char *
make_path (const char *name)
{
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);

  return g_build_filename (g_get_user_data_dir (), name, NULL);
}

static RltSqlite *
open_memory (const char *sql)
{
  g_autoptr(GError) error = NULL;
  RltSqlite *db = rlt_sqlite_open (":memory:", &error);

  g_assert_no_error (error);
  g_assert_true (rlt_sqlite_exec (db, sql, &error));
  g_assert_no_error (error);

  return db;
}

static gint64
read_int (RltSqlite  *db,
          const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value = G_MININT64;

  g_assert_true (rlt_sqlite_read_int (db, sql, &value, &error));
  g_assert_no_error (error);

  return value;
}

static void
test_values (void)
{
  g_autoptr(RltSqlite) db = open_memory ("CREATE TABLE t (i INTEGER, at INTEGER, x TEXT) STRICT");
  g_autoptr(RltStatement) insert = NULL;
  g_autoptr(RltStatement) query = NULL;
  g_autoptr(GError) error = NULL;

  insert = rlt_sqlite_prepare (db, "INSERT INTO t VALUES (?1, ?2, ?3)", &error);
  g_assert_no_error (error);
  rlt_statement_bind_int (insert, 1, G_MININT64);
  rlt_statement_bind_time (insert, 2, 0);
  rlt_statement_bind_text (insert, 3, "Châtelet’s\x01");
  g_assert_true (rlt_statement_run (insert, &error));
  rlt_statement_bind_time (insert, 2, RLT_TIME_NONE);
  rlt_statement_bind_text (insert, 3, NULL);
  g_assert_true (rlt_statement_run (insert, &error));
  g_assert_no_error (error);

  query = rlt_sqlite_prepare (db, "SELECT i, at, x FROM t ORDER BY rowid", &error);
  g_assert_cmpint (rlt_statement_step (query, &error), ==, RLT_STEP_ROW);
  g_assert_cmpint (rlt_statement_get_int (query, 0), ==, G_MININT64);
  g_assert_cmpint (rlt_statement_get_time (query, 1), ==, 0);
  g_assert_cmpstr (rlt_statement_get_text (query, 2), ==, "Châtelet’s\x01");
  g_assert_cmpint (rlt_statement_step (query, &error), ==, RLT_STEP_ROW);
  g_assert_cmpint (rlt_statement_get_time (query, 1), ==, RLT_TIME_NONE);
  g_assert_null (rlt_statement_get_text (query, 2));
  g_assert_cmpint (rlt_statement_step (query, &error), ==, RLT_STEP_DONE);
  g_assert_no_error (error);
}

/* The same text is prepared once; who takes it again finds it without the values of before. */
static void
test_statements_are_kept (void)
{
  g_autoptr(RltSqlite) db = open_memory ("CREATE TABLE t (x TEXT)");
  g_autoptr(GError) error = NULL;
  RltStatement *first = rlt_sqlite_prepare (db, "INSERT INTO t VALUES (?1)", &error);
  RltStatement *second;

  rlt_statement_bind_text (first, 1, "left over");
  rlt_statement_release (first);
  second = rlt_sqlite_prepare (db, "INSERT INTO t VALUES (?1)", &error);
  g_assert_true (first == second);
  g_assert_true (rlt_statement_run (second, &error));
  rlt_statement_release (second);
  g_assert_no_error (error);

  g_assert_cmpint (read_int (db, "SELECT count(*) FROM t WHERE x IS NULL"), ==, 1);
}

static void
test_errors (void)
{
  g_autoptr(RltSqlite) db = open_memory ("CREATE TABLE t (x INTEGER UNIQUE) STRICT; INSERT INTO t VALUES (1)");
  g_autoptr(RltStatement) insert = NULL;
  g_autoptr(GError) error = NULL;
  gint64 value;

  g_assert_null (rlt_sqlite_prepare (db, "SELECT nonsense", &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "nonsense"));
  g_clear_error (&error);

  insert = rlt_sqlite_prepare (db, "INSERT INTO t VALUES (?1)", &error);
  rlt_statement_bind_int (insert, 1, 1);
  g_assert_false (rlt_statement_run (insert, &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FAILED);
  g_clear_error (&error);

  rlt_statement_bind_int (insert, 7, 1);
  g_assert_cmpint (rlt_statement_step (insert, &error), ==, RLT_STEP_ERROR);
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_false (rlt_sqlite_read_int (db, "SELECT x FROM t WHERE x = 2", &value, &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FAILED);
}

static gboolean
insert_two (RltSqlite  *db,
            gpointer    data,
            GError    **error)
{
  return rlt_sqlite_exec (db, "INSERT INTO t VALUES (2)", error) &&
         rlt_sqlite_exec (db, data, error);
}

static void
test_transaction (void)
{
  g_autoptr(RltSqlite) db = open_memory ("CREATE TABLE t (x INTEGER UNIQUE ON CONFLICT ABORT, "
                                         "y INTEGER); INSERT INTO t (x) VALUES (1)");
  g_autoptr(GError) error = NULL;

  g_assert_false (rlt_sqlite_transaction (db, insert_two, (gpointer) "nonsense", &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM t"), ==, 1);
}

static void
test_transaction_undone_by_sqlite (void)
{
  g_autoptr(RltSqlite) db = open_memory ("CREATE TABLE t (x INTEGER UNIQUE ON CONFLICT ROLLBACK); "
                                         "INSERT INTO t VALUES (1)");
  g_autoptr(GError) error = NULL;

  g_assert_false (rlt_sqlite_transaction (db, insert_two, (gpointer) "INSERT INTO t VALUES (1)", &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM t"), ==, 1);

  g_assert_true (rlt_sqlite_transaction (db, insert_two, (gpointer) "INSERT INTO t VALUES (3)", &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM t"), ==, 3);
}

static void
test_unwritable (void)
{
  g_autofree char *path = make_path ("no-such-folder/a.db");
  g_autoptr(GError) error = NULL;

  g_assert_null (rlt_sqlite_open (path, &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, path));
}

/* Our own steps, numbered without a gap, none forgotten in the list that is compiled in. */
static char **
load_steps (void)
{
  g_autoptr(GError) error = NULL;
  char **steps = rlt_migrations_load (&error);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "src", "store", "sql", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  guint n_files = 0;

  g_assert_no_error (error);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (g_strv_length (steps), ==, n_files);

  return steps;
}

static char *
read_schema (RltSqlite *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RltStatement) query =
    rlt_sqlite_prepare (db, "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)", &error);

  g_assert_cmpint (rlt_statement_step (query, &error), ==, RLT_STEP_ROW);
  g_assert_no_error (error);

  return g_strdup (rlt_statement_get_text (query, 0));
}

/* From every version up to today's: the same schema, in WAL, marked as ours. */
static void
test_migrate_from_every_version (void)
{
  g_auto(GStrv) steps = load_steps ();
  guint n_steps = g_strv_length (steps);
  g_autofree char *expected = NULL;

  for (guint from = 0; from <= n_steps; from++)
    {
      g_autofree char *name = g_strdup_printf ("from-%u.db", from);
      g_autofree char *path = make_path (name);
      g_autofree char **first = g_new0 (char *, from + 1);
      g_autoptr(RltSqlite) db = NULL;
      g_autofree char *schema = NULL;
      g_autoptr(GError) error = NULL;

      memcpy (first, steps, from * sizeof *first);
      db = rlt_sqlite_open (path, &error);
      g_assert_true (rlt_migrations_apply (db, (const char * const *) first, &error));
      g_assert_no_error (error);
      g_assert_cmpint (read_int (db, "PRAGMA user_version"), ==, from);

      g_assert_true (rlt_migrations_apply (db, (const char * const *) steps, &error));
      g_assert_no_error (error);
      g_assert_cmpint (read_int (db, "PRAGMA user_version"), ==, n_steps);
      g_assert_cmpint (read_int (db, "PRAGMA application_id"), ==, RLT_STORE_APPLICATION_ID);
      g_assert_cmpint (read_int (db, "PRAGMA foreign_keys"), ==, 1);
      g_assert_cmpint (read_int (db, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), ==, 1);

      schema = read_schema (db);
      if (expected == NULL)
        expected = g_steal_pointer (&schema);
      else
        g_assert_cmpstr (schema, ==, expected);
    }
}

/* A step that fails half-way leaves the version before it, whole. */
static void
test_migrate_fails (void)
{
  const char * const good[] = { "CREATE TABLE a (x)", NULL };
  const char * const bad[] = { "CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE TABLE a (x)", NULL };
  g_autoptr(RltSqlite) db = open_memory ("");
  g_autoptr(GError) error = NULL;

  g_assert_false (rlt_migrations_apply (db, bad, &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (read_int (db, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM sqlite_schema"), ==, 1);
  g_assert_true (rlt_migrations_apply (db, good, &error));
  g_assert_no_error (error);
}

static void
assert_refused (const char *path,
                int         code)
{
  g_auto(GStrv) steps = load_steps ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length;
  gsize after_length;
  g_autoptr(GError) error = NULL;
  RltSqlite *db;

  g_assert_true (g_file_get_contents (path, &before, &before_length, NULL));
  db = rlt_sqlite_open (path, &error);
  g_assert_no_error (error);
  g_assert_false (rlt_migrations_apply (db, (const char * const *) steps, &error));
  g_assert_error (error, RLT_STORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
  rlt_sqlite_close (db);

  g_assert_true (g_file_get_contents (path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
make_database (const char *path,
               const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RltSqlite) db = rlt_sqlite_open (path, &error);

  g_assert_true (rlt_sqlite_exec (db, sql, &error));
  g_assert_no_error (error);
}

static void
test_newer_refused (void)
{
  g_autofree char *path = make_path ("newer.db");
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = 999; "
                                          "CREATE TABLE future (x)", RLT_STORE_APPLICATION_ID);
  g_auto(GStrv) steps = load_steps ();
  g_autoptr(GError) error = NULL;
  RltSqlite *db;

  make_database (path, sql);
  assert_refused (path, RLT_STORE_ERROR_NEWER);

  db = rlt_sqlite_open (path, &error);
  g_assert_false (rlt_migrations_apply (db, (const char * const *) steps, &error));
  g_assert_nonnull (strstr (error->message, "999"));
  rlt_sqlite_close (db);
}

static void
test_foreign_refused (void)
{
  g_autofree char *marked = make_path ("marked.db");
  g_autofree char *unmarked = make_path ("unmarked.db");

  make_database (marked, "PRAGMA application_id = 12345; PRAGMA user_version = 1; CREATE TABLE t (x)");
  assert_refused (marked, RLT_STORE_ERROR_FOREIGN);
  make_database (unmarked, "CREATE TABLE t (x)");
  assert_refused (unmarked, RLT_STORE_ERROR_FOREIGN);
}

/* The first page, the middle, the end: whatever is damaged, an error says so, or it still opens. */
static void
test_damaged (void)
{
  g_autofree char *path = make_path ("damaged.db");
  g_autofree char *text = g_strnfill (16384, 'x');

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  assert_refused (path, RLT_STORE_ERROR_CORRUPT);

  g_assert_true (g_file_set_contents (path, "SQLite format 3", 15, NULL));
  assert_refused (path, RLT_STORE_ERROR_CORRUPT);
}

static void
damage (const char *path,
        gsize       from,
        gsize       n)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpuint (from + n, <=, length);
  memset (bytes + from, 0xa5, n);
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
}

/* The header is whole, the tables' own page is not. */
static void
test_damaged_schema (void)
{
  g_autofree char *path = make_path ("schema.db");
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = 1; "
                                          "CREATE TABLE t (x)", RLT_STORE_APPLICATION_ID);

  make_database (path, sql);
  damage (path, 100, 1000);
  assert_refused (path, RLT_STORE_ERROR_CORRUPT);
}

static void
test_busy (void)
{
  g_autofree char *path = make_path ("busy.db");
  g_autoptr(RltSqlite) other = NULL;
  g_autoptr(RltSqlite) db = NULL;
  g_autoptr(GError) error = NULL;

  make_database (path, "CREATE TABLE t (x INTEGER UNIQUE)");
  other = rlt_sqlite_open (path, &error);
  g_assert_true (rlt_sqlite_exec (other, "BEGIN EXCLUSIVE", &error));
  db = rlt_sqlite_open (path, &error);
  g_assert_true (rlt_sqlite_exec (db, "PRAGMA busy_timeout = 1", &error));
  g_assert_no_error (error);

  g_assert_false (rlt_sqlite_transaction (db, insert_two, (gpointer) "", &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_BUSY);
  g_clear_error (&error);

  g_assert_true (rlt_sqlite_exec (other, "COMMIT", &error));
  g_assert_true (rlt_sqlite_transaction (db, insert_two, (gpointer) "", &error));
  g_assert_no_error (error);
}

static void
test_full (void)
{
  g_autofree char *path = make_path ("full.db");
  g_autoptr(RltSqlite) db = NULL;
  g_autoptr(GError) error = NULL;

  make_database (path, "CREATE TABLE t (x)");
  db = rlt_sqlite_open (path, &error);
  g_assert_true (rlt_sqlite_exec (db, "PRAGMA max_page_count = 3", &error));
  g_assert_no_error (error);

  g_assert_false (rlt_sqlite_transaction (db, insert_two, (gpointer) "INSERT INTO t VALUES (zeroblob(100000))", &error));
  g_assert_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FULL);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM t"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sqlite/values", test_values);
  g_test_add_func ("/sqlite/statements-are-kept", test_statements_are_kept);
  g_test_add_func ("/sqlite/errors", test_errors);
  g_test_add_func ("/sqlite/transaction", test_transaction);
  g_test_add_func ("/sqlite/transaction-undone-by-sqlite", test_transaction_undone_by_sqlite);
  g_test_add_func ("/sqlite/unwritable", test_unwritable);
  g_test_add_func ("/sqlite/busy", test_busy);
  g_test_add_func ("/sqlite/full", test_full);
  g_test_add_func ("/migrations/from-every-version", test_migrate_from_every_version);
  g_test_add_func ("/migrations/fails", test_migrate_fails);
  g_test_add_func ("/migrations/newer-refused", test_newer_refused);
  g_test_add_func ("/migrations/foreign-refused", test_foreign_refused);
  g_test_add_func ("/migrations/damaged", test_damaged);
  g_test_add_func ("/migrations/damaged-schema", test_damaged_schema);

  return g_test_run ();
}
