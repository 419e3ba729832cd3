/* test-secrets.c: the keyring, by libsecret's own file, and the credential file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "rlt-secrets.h"
#include "rlt-test-async.h"

#define NAME RLT_SECRET_PRIM_API_KEY

static char *
make_path (const char *name)
{
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_config_dir (), 0700), ==, 0);

  return g_build_filename (g_get_user_config_dir (), name, NULL);
}

static char *
lookup (RltSecrets  *secrets,
        const char  *name,
        GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  rlt_secrets_lookup_async (secrets, name, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  return rlt_secrets_lookup_finish (secrets, result, error);
}

static gboolean
store (RltSecrets  *secrets,
       const char  *name,
       const char  *secret,
       GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  rlt_secrets_store_async (secrets, name, "A key", secret, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  return rlt_secrets_store_finish (secrets, result, error);
}

static gboolean
clear (RltSecrets  *secrets,
       const char  *name,
       GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  rlt_secrets_clear_async (secrets, name, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  return rlt_secrets_clear_finish (secrets, result, error);
}

static void
assert_secret (RltSecrets *secrets,
               const char *name,
               const char *expected)
{
  g_autoptr(GError) error = NULL;
  char *secret = lookup (secrets, name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  rlt_secret_free (secret);
}

/* What any backend does. */
static void
assert_keeps (RltSecrets *secrets)
{
  g_autoptr(GError) error = NULL;

  assert_secret (secrets, NAME, NULL);
  g_assert_true (clear (secrets, NAME, &error));
  g_assert_no_error (error);

  g_assert_true (store (secrets, NAME, "first", &error));
  g_assert_true (store (secrets, "other", "else = #é", &error));
  g_assert_true (store (secrets, NAME, "second", &error));
  g_assert_no_error (error);
  assert_secret (secrets, NAME, "second");
  assert_secret (secrets, "other", "else = #é");

  g_assert_true (clear (secrets, NAME, &error));
  g_assert_no_error (error);
  assert_secret (secrets, NAME, NULL);
  assert_secret (secrets, "other", "else = #é");

  g_assert_false (store (secrets, NAME, "two\nlines", &error));
  g_assert_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (store (secrets, NAME, "", &error));
  g_assert_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_INVALID);
}

static void
test_file (void)
{
  g_autofree char *path = make_path ("a/folder/credentials");
  g_autoptr(RltSecrets) secrets = rlt_secrets_new_for_file (path);
  struct stat info;

  g_assert_cmpstr (rlt_secrets_get_file (secrets), ==, path);
  assert_keeps (secrets);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

/* Written by hand: comments, spaces, no end of line, a name that is the beginning of another. */
static void
test_file_by_hand (void)
{
  g_autofree char *path = make_path ("by-hand");
  g_autoptr(RltSecrets) secrets = rlt_secrets_new_for_file (path);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents_full (path, "# mine\nprim-api-key-old=no\n\nprim-api-key= yes \nlast=x",
                                           -1, G_FILE_SET_CONTENTS_NONE, 0600, &error));
  assert_secret (secrets, NAME, "yes");
  assert_secret (secrets, "last", "x");
  assert_secret (secrets, "prim", NULL);

  g_assert_true (store (secrets, NAME, "new", &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_cmpstr (text, ==, "# mine\nprim-api-key-old=no\n\nlast=x\nprim-api-key=new\n");
}

/* Neither read nor overwritten: whoever can read it may have done so already. */
static void
test_file_unsafe (void)
{
  const int modes[] = { 0640, 0604, 0660, 0644 };
  g_autofree char *path = make_path ("unsafe");
  g_autoptr(RltSecrets) secrets = rlt_secrets_new_for_file (path);

  g_assert_true (g_file_set_contents (path, NAME "=s3cret\n", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (g_chmod (path, modes[i]), ==, 0);
      g_assert_null (lookup (secrets, NAME, &error));
      g_assert_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_UNSAFE);
      g_assert_nonnull (strstr (error->message, path));
      g_clear_error (&error);
      g_assert_false (store (secrets, NAME, "new", &error));
      g_assert_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_UNSAFE);
    }

  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  assert_secret (secrets, NAME, "s3cret");
}

static void
assert_no_file (const char *path)
{
  g_autoptr(RltSecrets) secrets = rlt_secrets_new_for_file (path);
  g_autoptr(GError) error = NULL;

  g_assert_null (lookup (secrets, NAME, &error));
  g_assert_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, path));
}

/* A folder, a pipe nobody writes to, something large: an error, and soon. */
static void
test_file_strange (void)
{
  g_autofree char *folder = make_path ("folder");
  g_autofree char *pipe = make_path ("pipe");
  g_autofree char *large = make_path ("large");
  g_autofree char *text = g_strnfill (100000, 'x');

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  assert_no_file (folder);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_no_file (pipe);
  g_assert_true (g_file_set_contents_full (large, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  assert_no_file (large);
}

static void
test_file_unwritable (void)
{
  g_autofree char *path = make_path ("a-file/credentials");
  g_autofree char *folder = make_path ("a-file");
  g_autoptr(RltSecrets) secrets = rlt_secrets_new_for_file (path);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (folder, "", -1, NULL));
  g_assert_false (store (secrets, NAME, "new", &error));
  g_assert_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_FAILED);
}

/* libsecret chooses its backend once in a process: each of the next runs in one of its own. */
static gboolean
run_alone (void)
{
  if (g_test_subprocess ())
    return FALSE;

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  return TRUE;
}

static void
test_keyring (void)
{
  g_autofree char *path = NULL;
  g_autoptr(RltSecrets) secrets = NULL;
  g_autoptr(RltSecrets) other = NULL;
  g_autofree char *kept = NULL;
  gsize length;
  g_autoptr(GError) error = NULL;

  if (run_alone ())
    return;

  path = make_path ("keyring");
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  secrets = rlt_secrets_new ("default");
  other = rlt_secrets_new ("work");

  g_assert_null (rlt_secrets_get_file (secrets));
  assert_keeps (secrets);

  /* A profile has its own. */
  assert_secret (other, "other", NULL);
  g_assert_true (store (other, "other", "theirs", &error));
  g_assert_no_error (error);
  assert_secret (secrets, "other", "else = #é");

  g_assert_true (g_file_get_contents (path, &kept, &length, &error));
  g_assert_null (memmem (kept, length, "theirs", 6));
}

/* A session bus that is not there: storing says so, looking up reads what the owner wrote. */
static void
test_no_service (void)
{
  g_autoptr(RltSecrets) secrets = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autoptr(GError) error = NULL;

  if (run_alone ())
    return;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  secrets = rlt_secrets_new ("default");
  g_assert_null (rlt_secrets_get_file (secrets));
  g_assert_null (lookup (secrets, NAME, &error));
  g_assert_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_NO_SERVICE);
  g_clear_error (&error);
  g_assert_false (store (secrets, NAME, "s3cret", &error));
  g_assert_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_NO_SERVICE);
  g_assert_nonnull (strstr (error->message, RLT_APP_ID "/default/credentials"));
  g_clear_error (&error);
  g_assert_false (clear (secrets, NAME, &error));
  g_assert_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_NO_SERVICE);
  g_clear_error (&error);

  path = make_path (RLT_APP_ID "/default/credentials");
  folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (path, NAME "=by hand\n", -1, G_FILE_SET_CONTENTS_NONE, 0600, &error));
  assert_secret (secrets, NAME, "by hand");

  /* A file others can read is not passed over in silence. */
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  g_assert_null (lookup (secrets, NAME, &error));
  g_assert_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_UNSAFE);
}

static void
test_choice (void)
{
  g_autoptr(RltSecrets) headless = NULL;
  g_autoptr(RltSecrets) named = NULL;
  g_autofree char *path = NULL;

  if (run_alone ())
    return;

  g_unsetenv ("SECRET_BACKEND");
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  headless = rlt_secrets_new ("work");
  path = g_build_filename (g_get_user_config_dir (), RLT_APP_ID, "work", "credentials", NULL);
  g_assert_cmpstr (rlt_secrets_get_file (headless), ==, path);

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_setenv ("RLT_CREDENTIALS_FILE", "/run/credentials/rlt", TRUE);
  named = rlt_secrets_new ("work");
  g_assert_cmpstr (rlt_secrets_get_file (named), ==, "/run/credentials/rlt");
}

static void
test_cancelled (void)
{
  g_autofree char *path = make_path ("cancelled");
  g_autoptr(RltSecrets) secrets = rlt_secrets_new_for_file (path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  rlt_secrets_lookup_async (secrets, NAME, cancellable, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  g_assert_null (rlt_secrets_lookup_finish (secrets, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/secrets/file", test_file);
  g_test_add_func ("/secrets/file-by-hand", test_file_by_hand);
  g_test_add_func ("/secrets/file-unsafe", test_file_unsafe);
  g_test_add_func ("/secrets/file-strange", test_file_strange);
  g_test_add_func ("/secrets/file-unwritable", test_file_unwritable);
  g_test_add_func ("/secrets/keyring", test_keyring);
  g_test_add_func ("/secrets/no-service", test_no_service);
  g_test_add_func ("/secrets/choice", test_choice);
  g_test_add_func ("/secrets/cancelled", test_cancelled);

  return g_test_run ();
}
