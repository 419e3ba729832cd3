/* test-panels.c: the panels on a line and a station, on departures written down here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-departure-row.h"
#include "rlt-line-panel.h"
#include "rlt-list-filler.h"
#include "rlt-notice.h"
#include "rlt-snapshot-builder.h"
#include "rlt-station-board.h"
#include "rlt-station-panel.h"
#include "rlt-stop-row.h"
#include "rlt-test-display.h"
#include "rlt-test-ui.h"

/* Friday 23 January 2026, 13:00 in Paris. */
#define NOON (G_GINT64_CONSTANT (1769169600) * RLT_SECOND)

typedef struct
{
  RltCatalogue     *catalogue;
  RltClock         *clock;
  RltEngine        *engine;
  RltUiContext     *context;
  const RltLine    *line;       /* Métro 6 */
  const RltStation *bercy;
  RltRecords       *records;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  fixture->clock = rlt_clock_new_manual (NOON);
  fixture->engine = rlt_engine_new (&(RltEngineConfig) {
    .catalogue = fixture->catalogue,
    .clock = fixture->clock,
    .profile = "test",
  });
  fixture->context = rlt_test_ui_context_new (fixture->engine);
  fixture->line = rlt_catalogue_find_line (fixture->catalogue, "metro:6");
  g_assert_nonnull (fixture->line);
  fixture->bercy = rlt_catalogue_find_station_on (fixture->catalogue, fixture->line, "Bercy");
  g_assert_nonnull (fixture->bercy);
  fixture->records = rlt_records_new ("siri-sm", "test");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  rlt_records_unref (fixture->records);
  g_object_unref (fixture->context);
  g_object_unref (fixture->engine);
  g_object_unref (fixture->clock);
  rlt_catalogue_unref (fixture->catalogue);
}

/* A train of the line that leaves Bercy in @seconds. */
static RltDeparture *
add_departure (Fixture    *fixture,
               const char *destination,
               int         seconds)
{
  RltDeparture *departure = rlt_records_add_departure (fixture->records);

  departure->line = fixture->line;
  departure->line_id = fixture->line->id;
  departure->station = fixture->bercy;
  departure->stop_id = "bercy";
  departure->destination = destination;
  departure->expected_departure = NOON + seconds * RLT_SECOND;
  departure->source = "test";
  departure->observed_at = NOON;

  return departure;
}

static RltSnapshot *
build_snapshot (Fixture *fixture)
{
  const RltFeedAnswer board = {
    .records = fixture->records, .source = "prim-sm", .received_at = NOON, .complete = TRUE
  };
  const RltObservations observations = { .line = fixture->line, .answers = &board, .n_answers = 1 };

  return rlt_snapshot_build (&observations, rlt_clock_now (fixture->clock));
}

static RltStopRow *
find_stop_row (GtkWidget        *root,
               const RltStation *station)
{
  if (RLT_IS_STOP_ROW (root))
    return rlt_stop_item_get_stop (rlt_stop_row_get_item (RLT_STOP_ROW (root)))->station == station
           ? RLT_STOP_ROW (root) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      RltStopRow *found = find_stop_row (child, station);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_line_panel (Fixture       *fixture,
                 gconstpointer  unused)
{
  GtkWidget *panel = rlt_line_panel_new (fixture->context);
  GtkWidget *window = rlt_test_ui_show (panel);
  g_autoptr(RltSnapshot) snapshot = NULL;
  RltStopRow *row;

  rlt_line_panel_set_line (RLT_LINE_PANEL (panel), fixture->line);
  rlt_test_wait_until (rlt_test_ui_count_rows (panel, RLT_TYPE_STOP_ROW)
                       == rlt_line_get_main_pattern (fixture->line)->n_stops);

  /* Without a key: stations, no trains, and how to get them. */
  g_assert_nonnull (rlt_test_ui_find_text (panel, "Traffic unknown"));
  g_assert_nonnull (rlt_test_ui_find_text (panel, "No Live Data Set Up"));
  row = find_stop_row (panel, fixture->bercy);
  g_assert_nonnull (row);
  g_assert_null (rlt_test_ui_find_text (GTK_WIDGET (row), "↓"));

  add_departure (fixture, "Nation", 125);
  add_departure (fixture, "Nation", 400);
  add_departure (fixture, "Charles de Gaulle - Étoile", 200);
  snapshot = build_snapshot (fixture);
  rlt_line_panel_show_snapshot (RLT_LINE_PANEL (panel), snapshot);

  /* In place: the row is the one that was there. */
  g_assert_true (find_stop_row (panel, fixture->bercy) == row);
  g_assert_nonnull (rlt_test_ui_find_text (GTK_WIDGET (row), "↓ ●\u00a02 min, 6 min  Nation"));
  g_assert_nonnull (rlt_test_ui_find_text (GTK_WIDGET (row), "↑ ●\u00a03 min  Charles de Gaulle - Étoile"));
  g_assert_null (rlt_test_ui_find_text (panel, "No Live Data Set Up"));
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Bercy. Nation, 2 min, 6 min, Observed, test, 13:00. "
                                       "Charles de Gaulle - Étoile, 3 min, Observed, test, 13:00");

  /* The other direction: down the list is up the other. */
  g_assert_true (gtk_widget_activate_action (panel, "line.turn", NULL));
  rlt_test_wait_until (rlt_test_ui_find_text (panel, "↓ ●\u00a03 min  Charles de Gaulle - Étoile") != NULL);
  g_assert_nonnull (rlt_test_ui_find_text (panel, "↑ ●\u00a02 min, 6 min  Nation"));

  g_object_add_weak_pointer (G_OBJECT (panel), (gpointer *) &panel);
  gtk_window_destroy (GTK_WINDOW (window));
  rlt_test_wait_until (panel == NULL);
}

static void
test_clock_goes_on (Fixture       *fixture,
                    gconstpointer  unused)
{
  GtkWidget *panel = rlt_line_panel_new (fixture->context);
  GtkWidget *window = rlt_test_ui_show (panel);
  g_autoptr(RltSnapshot) snapshot = NULL;

  add_departure (fixture, "Nation", 125);
  snapshot = build_snapshot (fixture);
  rlt_line_panel_set_line (RLT_LINE_PANEL (panel), fixture->line);
  rlt_line_panel_show_snapshot (RLT_LINE_PANEL (panel), snapshot);
  rlt_test_wait_until (rlt_test_ui_find_text (panel, "↓ ●\u00a02 min  Nation") != NULL);

  rlt_clock_set (fixture->clock, NOON + 70 * RLT_SECOND);
  rlt_test_wait_until (rlt_test_ui_find_text (panel, "↓ ●\u00a0<1 min  Nation") != NULL);

  g_settings_set_string (rlt_ui_context_get_settings (fixture->context), "time-display", "clock");
  rlt_test_wait_until (rlt_test_ui_find_text (panel, "↓ ●\u00a013:02  Nation") != NULL);
  g_settings_reset (rlt_ui_context_get_settings (fixture->context), "time-display");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
assert_row (GtkWidget  *row,
            const char *wait,
            const char *aimed,
            const char *delay,
            const char *detail)
{
  RltDepartureItem *item = rlt_departure_row_get_item (RLT_DEPARTURE_ROW (row));

  g_assert_cmpstr (rlt_departure_item_get_wait (item), ==, wait);
  g_assert_cmpstr (rlt_departure_item_get_aimed (item), ==, aimed);
  g_assert_cmpstr (rlt_departure_item_get_delay (item), ==, delay);
  g_assert_cmpstr (rlt_departure_item_get_detail (item), ==, detail);
  g_assert_nonnull (rlt_test_ui_find_text (row, wait));
}

static GtkWidget *
show_row (Fixture            *fixture,
          const RltDeparture *departure)
{
  g_autoptr(RltDepartureItem) item = rlt_departure_item_new (fixture->context, departure);

  return g_object_ref_sink (rlt_departure_row_new (item));
}

static void
test_departure_rows (Fixture       *fixture,
                     gconstpointer  unused)
{
  RltDeparture *departure = add_departure (fixture, "Nation", 12 * 60);
  g_autoptr(RltDepartureItem) nothing = NULL;
  g_autoptr(GtkWidget) on_time = NULL;
  g_autoptr(GtkWidget) late = NULL;
  g_autoptr(GtkWidget) there = NULL;
  g_autoptr(GtkWidget) cancelled = NULL;
  g_autoptr(GtkWidget) none = NULL;

  departure->mission = "NORA";
  departure->platform = "21";
  on_time = show_row (fixture, departure);
  assert_row (on_time, "12 min", NULL, NULL, "NORA · Platform 21");
  g_assert_nonnull (rlt_test_ui_find_text (on_time, "Observed · test · 0 s ago"));

  /* The new time first, then the scheduled one, struck through. */
  departure->aimed_departure = NOON + 5 * RLT_MINUTE;
  departure->delay = 7 * 60;
  late = show_row (fixture, departure);
  assert_row (late, "12 min", "13:05", "+7 min", "NORA · Platform 21");

  departure->at_platform = TRUE;
  there = show_row (fixture, departure);
  assert_row (there, "At platform", "13:05", "+7 min", "NORA · Platform 21");

  departure->cancelled = TRUE;
  departure->expected_departure = RLT_TIME_NONE;
  departure->delay = RLT_DELAY_NONE;
  cancelled = show_row (fixture, departure);
  assert_row (cancelled, "Cancelled", "13:05", NULL, "NORA · Platform 21");

  nothing = rlt_departure_item_new_nothing (fixture->context, fixture->line);
  none = g_object_ref_sink (rlt_departure_row_new (nothing));
  assert_row (none, "No departure known", NULL, NULL, NULL);
}

/* Each line is there, with its departures by destination, or with a word that none is known. */
static void
test_station_board (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr(RltStationBoard) board = rlt_station_board_new (fixture->context);
  GListModel *model = rlt_station_board_get_model (board);
  g_autoptr(GPtrArray) departures = g_ptr_array_new ();
  guint n_lines = fixture->bercy->n_stops;
  g_autoptr(RltDepartureItem) first = NULL;
  g_autoptr(RltDepartureItem) third = NULL;
  g_autoptr(RltDepartureItem) kept = NULL;

  /* Blocks in any order. */
  g_ptr_array_add (departures, add_departure (fixture, "Nation", 400));
  g_ptr_array_add (departures, add_departure (fixture, "Charles de Gaulle - Étoile", 200));
  g_ptr_array_add (departures, add_departure (fixture, "Nation", 125));
  rlt_station_board_fill (board, fixture->bercy, fixture->line, departures);
  rlt_test_wait_until (g_list_model_get_n_items (model) == 3 + n_lines - 1);

  first = g_list_model_get_item (model, 0);
  third = g_list_model_get_item (model, 2);
  g_assert_true (rlt_departure_item_get_line (first) == fixture->line);
  g_assert_false (rlt_departure_item_is_same_group (first, third));
  g_assert_cmpint (rlt_station_board_get_observed_at (board), ==, NOON);

  /* A newer answer: what goes on keeps its row. */
  g_ptr_array_set_size (departures, 0);
  g_ptr_array_add (departures, add_departure (fixture, "Charles de Gaulle - Étoile", 215));
  rlt_station_board_fill (board, fixture->bercy, fixture->line, departures);
  rlt_test_wait_until (g_list_model_get_n_items (model) == n_lines);
  kept = g_list_model_get_item (model, 0);
  g_assert_true (kept == first || kept == third);

  rlt_clock_set (fixture->clock, NOON + RLT_HOUR);
  g_assert_true (rlt_station_board_update (board));
}

static void
test_station_panel (Fixture       *fixture,
                    gconstpointer  unused)
{
  GtkWidget *panel = rlt_station_panel_new (fixture->context);
  GtkWidget *window = rlt_test_ui_show (panel);

  rlt_station_panel_set_station (RLT_STATION_PANEL (panel), fixture->bercy, NULL);
  rlt_test_wait_until (rlt_test_ui_count_rows (panel, RLT_TYPE_DEPARTURE_ROW) == fixture->bercy->n_stops);
  g_assert_nonnull (rlt_test_ui_find_text (panel, "No departure known"));
  g_assert_nonnull (rlt_test_ui_find_text (panel, "No Live Data Set Up"));

  g_object_add_weak_pointer (G_OBJECT (panel), (gpointer *) &panel);
  gtk_window_destroy (GTK_WINDOW (window));
  rlt_test_wait_until (panel == NULL);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  rlt_test_display_init (&argc, &argv);

  ADD ("/panels/line", test_line_panel);
  ADD ("/panels/clock-goes-on", test_clock_goes_on);
  ADD ("/panels/departure-rows", test_departure_rows);
  ADD ("/panels/station-board", test_station_board);
  ADD ("/panels/station", test_station_panel);

  return g_test_run ();
}
