/* test-preferences.c: settings that hold at once, and a key that is really tried.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-feed-form.h"
#include "rlt-feed-row.h"
#include "rlt-networks-group.h"
#include "rlt-preferences-window.h"
#include "rlt-test-display.h"
#include "rlt-test-engine.h"
#include "rlt-test-ui.h"

/* A port nobody listens on: reserved, and nothing in a test serves it. */
#define NOBODY "http://127.0.0.1:1"

typedef struct
{
  RltCatalogue *catalogue;
  RltClock     *clock;
  RltSimulator *simulator;
  RltEngine    *engine;
  RltUiContext *context;
  GtkWidget    *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  is_reachable)
{
  g_autoptr(GError) error = NULL;

  fixture->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  fixture->clock = rlt_clock_new_scaled (RLT_TEST_PEAK, 1.0);
  fixture->simulator = rlt_test_simulator_new (fixture->catalogue, fixture->clock);
  fixture->engine = rlt_test_engine_new (fixture->catalogue, fixture->clock,
                                         GPOINTER_TO_INT (is_reachable)
                                         ? rlt_simulator_get_base_uri (fixture->simulator) : NOBODY,
                                         "any", RLT_SCOPE_WATCHED);
  rlt_engine_start (fixture->engine);
  fixture->context = rlt_test_ui_context_new (fixture->engine);
  fixture->window = rlt_preferences_window_new (fixture->context);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  is_reachable)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rlt_engine_stop (fixture->engine);
  g_object_unref (fixture->context);
  g_object_unref (fixture->engine);
  rlt_simulator_stop (fixture->simulator);
  g_object_unref (fixture->simulator);
  g_object_unref (fixture->clock);
  rlt_catalogue_unref (fixture->catalogue);
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  return gtk_widget_get_ancestor (rlt_test_ui_find_text (root, label), GTK_TYPE_BUTTON);
}

static void
check_key (Fixture  *fixture,
           gboolean  is_taken)
{
  GtkWidget *entry = rlt_test_ui_find_type (fixture->window, ADW_TYPE_PASSWORD_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (entry), "some-key");
  g_signal_emit_by_name (find_button (fixture->window, "Check Key"), "clicked");
  g_assert_nonnull (rlt_test_ui_find_text (fixture->window, "Asking PRIM…"));
  rlt_test_wait_until (rlt_test_ui_find_text (fixture->window, "Asking PRIM…") == NULL);
  g_assert_true ((rlt_test_ui_find_text (fixture->window, "PRIM takes this key.") != NULL) == is_taken);
}

static void
test_good_key (Fixture       *fixture,
               gconstpointer  is_reachable)
{
  check_key (fixture, TRUE);
}

/* What failed is said; that the key is wrong is not. */
static void
test_unreachable (Fixture       *fixture,
                  gconstpointer  is_reachable)
{
  check_key (fixture, FALSE);
  g_assert_null (rlt_test_ui_find_text (fixture->window, "There is no key yet."));
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  is_reachable)
{
  GSettings *settings = rlt_ui_context_get_settings (fixture->context);
  GtkWidget *group = rlt_test_ui_find_type (fixture->window, RLT_TYPE_NETWORKS_GROUP);
  GtkWidget *metro = rlt_test_ui_find_type (group, GTK_TYPE_SWITCH);
  GtkWidget *times = rlt_test_ui_find_type (fixture->window, ADW_TYPE_COMBO_ROW);
  g_auto(GStrv) shown = NULL;

  g_assert_cmpuint (rlt_test_ui_count_rows (fixture->window, RLT_TYPE_FEED_ROW), ==,
                    g_list_model_get_n_items (rlt_engine_get_feeds (fixture->engine)));

  gtk_switch_set_active (GTK_SWITCH (metro), FALSE);
  shown = g_settings_get_strv (settings, "networks-shown");
  g_assert_false (g_strv_contains ((const char * const *) shown, "metro"));
  g_assert_true (g_strv_contains ((const char * const *) shown, "rer"));
  g_settings_reset (settings, "networks-shown");

  g_assert_cmpint (rlt_ui_context_get_time_display (fixture->context), ==, RLT_TIME_DISPLAY_MINUTES);
  adw_combo_row_set_selected (ADW_COMBO_ROW (times), 1);
  g_assert_cmpint (rlt_ui_context_get_time_display (fixture->context), ==, RLT_TIME_DISPLAY_CLOCK);
  g_settings_reset (settings, "time-display");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (times)), ==, 0);
}

/* How a feed is asked is changed, and goes back to what is usual; nonsense is told and changes nothing. */
static void
test_feed_form (Fixture       *fixture,
                gconstpointer  is_reachable)
{
  g_autoptr(RltFeedStatus) feed = g_list_model_get_item (rlt_engine_get_feeds (fixture->engine), 0);
  RltTime usual;
  GtkWidget *form = rlt_test_ui_find_type (fixture->window, RLT_TYPE_FEED_FORM);
  GtkWidget *interval = rlt_test_ui_find_type (form, GTK_TYPE_SPIN_BUTTON);
  GtkWidget *address = rlt_test_ui_find_type (form, GTK_TYPE_ENTRY);
  GtkSwitch *enabled = GTK_SWITCH (rlt_feed_form_get_switch (RLT_FEED_FORM (form)));

  /* Before, what was set earlier is not read yet. */
  rlt_test_wait_until (rlt_engine_has_recalled (fixture->engine));
  usual = rlt_feed_status_get_interval (feed);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (interval), 90);
  rlt_test_wait_until (rlt_feed_status_get_interval (feed) == 90 * RLT_SECOND);
  gtk_switch_set_active (enabled, FALSE);
  rlt_test_wait_until (!rlt_feed_status_get_enabled (feed));
  rlt_test_wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_OFF);

  gtk_editable_set_text (GTK_EDITABLE (address), "nonsense");
  g_signal_emit_by_name (address, "activate");
  rlt_test_wait_until (gtk_widget_get_visible (gtk_grid_get_child_at (
    GTK_GRID (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (form))), 0, 3)));
  g_assert_cmpstr (rlt_feed_status_get_base_uri (feed), !=, "nonsense");

  g_signal_emit_by_name (gtk_grid_get_child_at (
    GTK_GRID (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (form))), 0, 4), "clicked");
  rlt_test_wait_until (rlt_feed_status_get_enabled (feed));
  rlt_test_wait_until (gtk_switch_get_active (enabled));
  g_assert_cmpint (rlt_feed_status_get_interval (feed), ==, usual);
}

#define ADD(path, is_reachable, func) \
  g_test_add (path, Fixture, GINT_TO_POINTER (is_reachable), set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  rlt_test_display_init (&argc, &argv);

  ADD ("/preferences/good-key", TRUE, test_good_key);
  ADD ("/preferences/unreachable", FALSE, test_unreachable);
  ADD ("/preferences/settings", TRUE, test_settings);
  ADD ("/preferences/feed-form", TRUE, test_feed_form);

  return g_test_run ();
}
