/* rlt-test-feeds.c: answers of upstreams for tests: our own, and recorded ones where they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-feeds.h"

/**
 * rlt_test_load_fixture:
 * @name: a file in tests/fixtures
 * @length: (out): its length in bytes
 *
 * Returns: (transfer full): what is in it
 */
char *
rlt_test_load_fixture (const char *name,
                       gsize      *length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autoptr(GError) error = NULL;
  char *data = NULL;

  g_file_get_contents (path, &data, length, &error);
  g_assert_no_error (error);

  return data;
}

/**
 * rlt_test_load_recorded:
 * @name: a file of the recorded feeds
 * @length: (out): its length in bytes
 *
 * The recorded feeds are not part of the tree: they lie where RLT_SHARED_FEEDS says, else in
 * ../shared/feeds beside the project. Without them the test that asks is skipped.
 *
 * Returns: (transfer full) (nullable): what is in it; %NULL when it is not there
 */
char *
rlt_test_load_recorded (const char *name,
                        gsize      *length)
{
  const char *folder = g_getenv ("RLT_SHARED_FEEDS");
  g_autofree char *beside = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "feeds", NULL);
  g_autofree char *path = g_build_filename (folder != NULL ? folder : beside, name, NULL);
  char *data = NULL;

  if (!g_file_get_contents (path, &data, length, NULL))
    g_test_skip_printf ("no recorded feed at %s", path);

  return data;
}
