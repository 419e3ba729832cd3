/* main.c: the desktop program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>

#include "rlt-application.h"
#include "rlt-memory.h"
#include "rlt-settings.h"
#include "rlt-simulator.h"

#define EXIT_USAGE 2

static void
say_error (const GError *error)
{
  g_printerr ("ratp-live-tracker: %s\n", error->message);
}

/* Shows the engine's state until the window is closed. */
static int
run_application (RltApplication *application,
                 RltEngine      *engine,
                 GSettings      *settings)
{
  rlt_application_set_engine (application, engine, settings);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

/* The feeds are simulated in this process. They, and the engine that asks them, are at work before GTK is
 * started: the first trains are there when the window is. */
static int
run_demo (const RltLaunch *launch,
          RltCatalogue    *catalogue,
          GSettings       *settings,
          GError         **error)
{
  g_autoptr(RltClock) system = rlt_clock_new_system ();
  RltTime start = RLT_TIME_IS_SET (launch->start) ? launch->start
                                                  : rlt_simulator_busy_hour (rlt_clock_now (system));
  g_autoptr(RltClock) clock = rlt_clock_new_scaled (start, launch->speed);
  g_autoptr(RltSimulator) simulator = rlt_simulator_new (catalogue, clock, launch->seed);
  g_autoptr(RltApplication) application = NULL;
  g_autoptr(RltEngine) engine = NULL;
  int status = EXIT_FAILURE;

  if (!rlt_simulator_start (simulator, 0, error))
    return EXIT_FAILURE;

  engine = rlt_engine_new (&(RltEngineConfig) {
    .catalogue = catalogue,
    .clock = clock,
    .profile = launch->profile,
    .base_uri = rlt_simulator_get_base_uri (simulator),
    .demo = TRUE,
  });
  rlt_engine_start (engine);

  application = rlt_application_new (launch, error);
  if (application != NULL)
    status = run_application (application, engine, settings);
  rlt_engine_stop (engine);
  rlt_simulator_stop (simulator);

  return status;
}

static int
run_live (const RltLaunch *launch,
          RltCatalogue    *catalogue,
          GSettings       *settings,
          GError         **error)
{
  g_autoptr(RltClock) clock = rlt_clock_new_system ();
  g_autoptr(RltApplication) application = rlt_application_new (launch, error);
  g_autoptr(RltEngine) engine = NULL;
  int status;

  if (application == NULL)
    return EXIT_FAILURE;

  /* Another process that runs already shows its window: this one never asks a feed. */
  if (!g_application_register (G_APPLICATION (application), NULL, error))
    return EXIT_FAILURE;
  if (g_application_get_is_remote (G_APPLICATION (application)))
    return g_application_run (G_APPLICATION (application), 0, NULL);

  engine = rlt_engine_new (&(RltEngineConfig) {
    .catalogue = catalogue,
    .clock = clock,
    .profile = launch->profile,
  });
  rlt_engine_start (engine);

  status = run_application (application, engine, settings);
  rlt_engine_stop (engine);

  return status;
}

int
main (int    argc,
      char **argv)
{
  g_auto(RltLaunch) launch = { 0 };
  g_autoptr(RltCatalogue) catalogue = NULL;
  g_autoptr(GSettings) settings = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  rlt_memory_init ();
  rlt_locale_init ();
  if (!rlt_launch_parse (&launch, &argc, &argv, &error))
    {
      say_error (error);
      return EXIT_USAGE;
    }
  if (launch.version)
    {
      g_print ("ratp-live-tracker %s\n", RLT_VERSION);
      return EXIT_SUCCESS;
    }

  catalogue = rlt_engine_load_catalogue (launch.profile, &error);
  settings = catalogue != NULL ? rlt_settings_new (launch.profile, &error) : NULL;
  if (settings == NULL)
    {
      say_error (error);
      return EXIT_FAILURE;
    }

  status = launch.demo ? run_demo (&launch, catalogue, settings, &error)
                       : run_live (&launch, catalogue, settings, &error);
  if (error != NULL)
    say_error (error);

  return status;
}
