/* test-window.c: the whole window on the simulated network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-departure-row.h"
#include "rlt-feed-row.h"
#include "rlt-feed.h"
#include "rlt-feeds-button.h"
#include "rlt-format.h"
#include "rlt-line-panel.h"
#include "rlt-line-row.h"
#include "rlt-station-panel.h"
#include "rlt-stop-row.h"
#include "rlt-test-display.h"
#include "rlt-test-engine.h"
#include "rlt-test-ui.h"
#include "rlt-traffic-list.h"
#include "rlt-traffic-row.h"
#include "rlt-train-card.h"
#include "rlt-train-row.h"
#include "rlt-window.h"

typedef struct
{
  RltCatalogue   *catalogue;
  RltClock       *clock;
  RltSimulator   *simulator;
  RltEngine      *engine;
  RltUiContext   *context;
  GtkWidget      *window;
} Fixture;

/* A process has one. */
static GtkApplication *application;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  fixture->clock = rlt_clock_new_scaled (RLT_TEST_PEAK, 1.0);
  fixture->simulator = rlt_test_simulator_new (fixture->catalogue, fixture->clock);
  fixture->engine = rlt_test_engine_new (fixture->catalogue, fixture->clock,
                                         rlt_simulator_get_base_uri (fixture->simulator), "any",
                                         RLT_SCOPE_NETWORK);
  rlt_engine_start (fixture->engine);
  fixture->context = rlt_test_ui_context_new (fixture->engine);

  fixture->window = rlt_window_new (application, fixture->context);
  gtk_window_present (GTK_WINDOW (fixture->window));
  rlt_test_engine_wait (fixture->engine, rlt_test_engine_has_all_lines, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  rlt_test_wait_until (fixture->window == NULL);

  g_assert_finalize_object (fixture->context);
  rlt_engine_stop (fixture->engine);
  g_object_unref (fixture->engine);
  rlt_simulator_stop (fixture->simulator);
  g_object_unref (fixture->simulator);
  g_object_unref (fixture->clock);
  rlt_catalogue_unref (fixture->catalogue);
}

/* Every line has its row, and says how many trains it has. */
static void
test_networks (Fixture       *fixture,
               gconstpointer  unused)
{
  rlt_test_wait_until (rlt_test_ui_count_rows (fixture->window, RLT_TYPE_LINE_ROW)
                       == rlt_catalogue_get_n_lines (fixture->catalogue));
  g_assert_nonnull (rlt_test_ui_find_text (fixture->window, "Metro"));
  rlt_test_wait_until (rlt_test_ui_find_text (fixture->window, "no data") == NULL);
}

/* Where the panel shows how the line's traffic is, once it is shown. */
static GtkWidget *
find_level (Fixture       *fixture,
            const RltLine *line)
{
  RltLineState *state = rlt_engine_get_line_state (fixture->engine, line);

  return rlt_test_ui_find_text (fixture->window, rlt_format_level (rlt_line_state_get_level (state)));
}

/* From a line to a station, to a train, and all the way back. */
static void
test_details (Fixture       *fixture,
              gconstpointer  unused)
{
  const RltLine *line = rlt_catalogue_find_line (fixture->catalogue, "rer:A");
  const RltStation *station = rlt_catalogue_find_station_on (fixture->catalogue, line, "Nation");
  RltSnapshot *snapshot;
  GtkWidget *panel;
  GtkWidget *card;

  gtk_widget_activate_action (fixture->window, "win.show-line", "s", "rer:A");
  rlt_test_wait_until (rlt_test_ui_count_rows (fixture->window, RLT_TYPE_STOP_ROW) 
                       == rlt_line_get_main_pattern (line)->n_stops);
  rlt_test_wait_until (rlt_test_ui_find_text (fixture->window, "↓ ") != NULL);
  panel = rlt_test_ui_find_type (fixture->window, RLT_TYPE_LINE_PANEL);
  gtk_stack_set_visible_child_name (GTK_STACK (rlt_test_ui_find_type (panel, GTK_TYPE_STACK)), "trains");
  rlt_test_wait_until (rlt_test_ui_count_rows (fixture->window, RLT_TYPE_TRAIN_ROW) > 0);
  rlt_test_wait_until (find_level (fixture, line) != NULL);

  gtk_widget_activate_action (fixture->window, "win.show-station", "s", station->id);
  rlt_test_wait_until (rlt_test_ui_count_rows (fixture->window, RLT_TYPE_DEPARTURE_ROW) > station->n_stops);
  rlt_test_wait_until (rlt_test_ui_find_text (fixture->window, "Observed · ") != NULL);

  snapshot = rlt_line_state_get_snapshot (rlt_engine_get_line_state (fixture->engine, line));
  gtk_widget_activate_action (fixture->window, "win.show-train", "(ss)", "rer:A", snapshot->trains[0].id);
  card = rlt_test_ui_find_type (fixture->window, RLT_TYPE_TRAIN_CARD);
  g_assert_nonnull (card);
  rlt_test_wait_until (gtk_widget_get_mapped (card));
  g_assert_nonnull (rlt_test_ui_find_text (card, "Observed · "));

  gtk_widget_activate_action (fixture->window, "win.back", NULL);
  rlt_test_wait_until (!gtk_widget_get_mapped (card));
  gtk_widget_activate_action (fixture->window, "win.back", NULL);
  rlt_test_wait_until (gtk_widget_get_mapped (find_level (fixture, line)));
}

/* What the feeds tell of a line is on its page, with who says so; a lift is told at its station only. */
static void
test_traffic (Fixture       *fixture,
              gconstpointer  unused)
{
  RltTrafficStatus *status = NULL;
  const RltTrafficReason *lift = NULL;
  const RltStation *station;
  GtkWidget *panel;
  GtkWidget *list;

  /* Any line will do on which a lift is out of order. */
  for (guint i = 0; lift == NULL; i = (i + 1) % rlt_catalogue_get_n_lines (fixture->catalogue))
    {
      const RltLine *line = rlt_catalogue_get_line (fixture->catalogue, i);

      g_main_context_iteration (NULL, FALSE);
      status = rlt_line_state_get_status (rlt_engine_get_line_state (fixture->engine, line));
      for (guint j = 0; j < status->n_station_reasons && lift == NULL; j++)
        {
          if (status->station_reasons[j].category == RLT_CATEGORY_LIFT)
            lift = &status->station_reasons[j];
        }
    }
  rlt_traffic_status_ref (status);

  gtk_widget_activate_action (fixture->window, "win.show-line", "s", status->line->key);
  panel = rlt_test_ui_find_type (fixture->window, RLT_TYPE_LINE_PANEL);
  list = rlt_test_ui_find_type (panel, RLT_TYPE_TRAFFIC_LIST);
  rlt_test_wait_until (rlt_test_ui_find_text (panel, rlt_format_level (status->level)) != NULL);
  rlt_test_wait_until (rlt_test_ui_count_rows (list, RLT_TYPE_TRAFFIC_ROW) == status->n_reasons);
  g_assert_null (rlt_test_ui_find_text (list, lift->title));

  station = rlt_catalogue_find_station_on (fixture->catalogue, status->line, lift->stations[0]);
  gtk_widget_activate_action (fixture->window, "win.show-station", "s", station->id);
  panel = rlt_test_ui_find_type (fixture->window, RLT_TYPE_STATION_PANEL);
  rlt_test_wait_until (rlt_test_ui_find_text (panel, lift->title) != NULL);
  g_assert_nonnull (rlt_test_ui_find_text (panel, "Lift out of order"));
  rlt_traffic_status_unref (status);
}

/* A feed whose plug is pulled is named in the window, and the list says more. */
static void
test_feed_fails (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  const char *name = rlt_feed_get_name (RLT_FEED_PRIM_TIMETABLE);
  GtkWidget *button = rlt_test_ui_find_type (fixture->window, RLT_TYPE_FEEDS_BUTTON);
  GtkWidget *row;

  g_assert_null (rlt_test_ui_find_text (button, name));

  rlt_simulator_add_fault (fixture->simulator, "estimated-timetable:status=500", &error);
  g_assert_no_error (error);
  rlt_engine_refresh (fixture->engine);
  rlt_test_wait_until (rlt_test_ui_find_text (button, name) != NULL);

  gtk_widget_activate_action (fixture->window, "win.show-feeds", NULL);
  rlt_test_wait_until ((row = rlt_test_ui_find_type (button, RLT_TYPE_FEED_ROW)) != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  rlt_test_wait_until (rlt_test_ui_find_text (row, "Last answer: ") != NULL);
  g_assert_nonnull (strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "HTTP 500"));
  gtk_popover_popdown (GTK_POPOVER (rlt_test_ui_find_type (button, GTK_TYPE_POPOVER)));
}

/* Size, view and line are what the next run begins with. */
static void
test_state_is_kept (Fixture       *fixture,
                    gconstpointer  unused)
{
  GSettings *settings = rlt_ui_context_get_settings (fixture->context);
  g_autofree char *line = NULL;

  gtk_widget_activate_action (fixture->window, "win.show-line", "s", "tram:T3a");
  gtk_window_close (GTK_WINDOW (fixture->window));
  line = g_settings_get_string (settings, "selected-line");
  g_assert_cmpstr (line, ==, "tram:T3a");
  g_assert_cmpint (g_settings_get_int (settings, "window-width"), >=, 360);

  fixture->window = rlt_window_new (application, fixture->context);
  gtk_window_present (GTK_WINDOW (fixture->window));
  rlt_test_wait_until (rlt_test_ui_count_rows (fixture->window, RLT_TYPE_STOP_ROW) > 0);
  g_settings_reset (settings, "selected-line");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;

  rlt_test_display_init (&argc, &argv);
  application = GTK_APPLICATION (adw_application_new (RLT_APP_BASE_ID ".Test", G_APPLICATION_NON_UNIQUE));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);

  ADD ("/window/networks", test_networks);
  ADD ("/window/details", test_details);
  ADD ("/window/traffic", test_traffic);
  ADD ("/window/feed-fails", test_feed_fails);
  ADD ("/window/state-is-kept", test_state_is_kept);

  return g_test_run ();
}
