/* test-launch.c: what the desktop program understands of its command line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-launch.h"

static gboolean
parse (RltLaunch   *launch,
       const char  *arguments,
       GError     **error)
{
  g_autofree char *line = g_strconcat ("ratp-live-tracker ", arguments, NULL);
  g_auto(GStrv) argv = g_strsplit (g_strchomp (line), " ", -1);
  /* Parsing takes words out of the list, which are still ours to free. */
  g_autofree char **words = g_memdup2 (argv, (g_strv_length (argv) + 1) * sizeof (char *));
  int argc = (int) g_strv_length (argv);

  return rlt_launch_parse (launch, &argc, &words, error);
}

static void
assert_usage_error (const char *arguments)
{
  g_auto(RltLaunch) launch = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_false (parse (&launch, arguments, &error));
  g_assert_nonnull (error);
}

static void
test_defaults (void)
{
  g_auto(RltLaunch) launch = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (parse (&launch, "", &error));
  g_assert_no_error (error);
  g_assert_false (launch.demo);
  g_assert_cmpstr (launch.profile, ==, "default");
  g_assert_cmpfloat (launch.speed, ==, 1.0);
  g_assert_false (RLT_TIME_IS_SET (launch.start));
}

static void
test_demo (void)
{
  g_auto(RltLaunch) launch = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (parse (&launch, "--demo --seed=7 --speed=10 --start=2026-11-23T08:15:00+01:00", &error));
  g_assert_no_error (error);
  g_assert_true (launch.demo);
  g_assert_cmpstr (launch.profile, ==, "demo");
  g_assert_cmpuint (launch.seed, ==, 7);
  g_assert_cmpfloat (launch.speed, ==, 10.0);
  g_assert_cmpint (launch.start, ==, G_GINT64_CONSTANT (1795418100) * RLT_SECOND);
}

static void
test_profile (void)
{
  g_auto(RltLaunch) launch = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (parse (&launch, "--demo --profile=second", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (launch.profile, ==, "second");
}

static void
test_errors (void)
{
  assert_usage_error ("--demo --live");
  assert_usage_error ("--live --start=2026-11-23T08:15:00+01:00");
  assert_usage_error ("--start=2026-11-23T08:15:00+01:00");
  assert_usage_error ("--live --speed=2");
  assert_usage_error ("--seed=7");
  assert_usage_error ("--speed=0");
  assert_usage_error ("--speed=-1");
  assert_usage_error ("--speed=nan");
  assert_usage_error ("--start=yesterday");
  assert_usage_error ("--profile=../elsewhere");
  assert_usage_error ("--profile=");
  assert_usage_error ("--nothing");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/launch/defaults", test_defaults);
  g_test_add_func ("/launch/demo", test_demo);
  g_test_add_func ("/launch/profile", test_profile);
  g_test_add_func ("/launch/errors", test_errors);

  return g_test_run ();
}
