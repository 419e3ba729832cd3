/* test-line-replay.c: the panels of Transilien H and of Franconville on a recorded answer of PRIM.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-details.h"
#include "rlt-test-display.h"
#include "rlt-test-engine.h"
#include "rlt-test-replay.h"
#include "rlt-test-ui.h"

static void
test_franconville (void)
{
  g_autoptr(RltTestReplay) replay = rlt_test_replay_new (RLT_TEST_FRANCONVILLE, RLT_TEST_FRANCONVILLE_AREA);
  g_autoptr(RltCatalogue) catalogue = NULL;
  g_autoptr(RltClock) clock = NULL;
  g_autoptr(RltEngine) engine = NULL;
  g_autoptr(RltUiContext) context = NULL;
  g_autoptr(GdkTexture) line_picture = NULL;
  g_autoptr(GdkTexture) station_picture = NULL;
  g_autoptr(GError) error = NULL;
  const RltLine *line;
  const RltStation *station;
  GtkWidget *details;
  GtkWidget *window;

  if (replay == NULL)
    return;

  catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  line = rlt_catalogue_find_line (catalogue, "transilien:H");
  station = rlt_catalogue_find_station (catalogue, "STIF:StopArea:SP:" RLT_TEST_FRANCONVILLE_AREA ":");
  clock = rlt_clock_new_manual (RLT_TEST_FRANCONVILLE_AT);
  engine = rlt_test_engine_new (catalogue, clock, rlt_test_replay_get_base_uri (replay), "any",
                                RLT_SCOPE_WATCHED);
  rlt_engine_start (engine);
  context = rlt_test_ui_context_new (engine);

  details = rlt_details_new (context);
  window = rlt_test_ui_show (details);
  rlt_details_show_line (RLT_DETAILS (details), line);

  /* The board, by line and destination, with delay, mission and what it rests on. */
  rlt_details_show_station (RLT_DETAILS (details), station);
  rlt_test_wait_until (rlt_test_ui_find_text (details, "6 min") != NULL);
  rlt_test_wait_until (rlt_test_ui_find_text (details, "20 min") != NULL);
  g_assert_nonnull (rlt_test_ui_find_text (details, "Gare du Nord"));
  g_assert_nonnull (rlt_test_ui_find_text (details, "Gare de Pontoise"));
  g_assert_nonnull (rlt_test_ui_find_text (details, "APOR"));
  g_assert_nonnull (rlt_test_ui_find_text (details, "Observed · "));
  station_picture = rlt_test_render (details, "replay-station");

  /* And on the line, by a route that calls there: the station's row has its next departures. */
  rlt_details_show_line (RLT_DETAILS (details), line);
  rlt_test_wait_until (rlt_test_ui_find_text (details, "Franconville - Le Plessis-Bouchard") != NULL);
  rlt_test_wait_until (rlt_test_ui_find_text (details,
                                              "↓ ●\u00a06 min, ○\u00a036 min, 12:52  Gare du Nord") != NULL);
  g_assert_nonnull (rlt_test_ui_find_text (details, "↑ ●\u00a020 min, ○\u00a050 min, 13:06  Gare de Pontoise"));
  line_picture = rlt_test_render (details, "replay-line");

  gtk_window_destroy (GTK_WINDOW (window));
  rlt_engine_stop (engine);
}

int
main (int   argc,
      char *argv[])
{
  rlt_test_display_init (&argc, &argv);

  g_test_add_func ("/replay/franconville", test_franconville);

  return g_test_run ();
}
