/* rlt-station-panel.c: a station's lines and its next departures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-station-panel.h"

#include <glib/gi18n.h>

#include "rlt-departure-row.h"
#include "rlt-line-badge.h"
#include "rlt-notice.h"
#include "rlt-station-board.h"
#include "rlt-traffic-list.h"

struct _RltStationPanel
{
  AdwBin             parent_instance;

  /* Template children */
  GtkBox            *lines_box;
  RltNotice         *notice;
  RltTrafficList    *traffic_list;
  GtkListBox        *departures_box;
  GtkScrolledWindow *departures_window;

  RltUiContext      *context;   /* (owned) */
  RltStationBoard   *board;     /* (owned) */
  const RltStation  *station;   /* (nullable) */
  const RltLine     *first;     /* (nullable): the line listed first */
  guint              fill_id;   /* what leaves a station comes a turn after its lines */
};

G_DEFINE_FINAL_TYPE (RltStationPanel, rlt_station_panel, ADW_TYPE_BIN)

static void
show_notice (RltStationPanel *self)
{
  g_autoptr(RltReason) reason = rlt_reason_new (self->context,
                                                rlt_station_board_get_observed_at (self->board));

  rlt_notice_set_reason (self->notice, reason);
}

/* One that concerns several lines is told of each. */
static gboolean
have_same_id (gconstpointer a,
              gconstpointer b)
{
  return strcmp (((const RltTrafficReason *) a)->id, ((const RltTrafficReason *) b)->id) == 0;
}

static void
drop_repeated (GPtrArray *reasons)
{
  for (guint i = 1; i < reasons->len;)
    {
      guint first;

      g_ptr_array_find_with_equal_func (reasons, g_ptr_array_index (reasons, i), have_same_id, &first);
      if (first < i)
        g_ptr_array_remove_index (reasons, i);
      else
        i++;
    }
}

/* What its lines' feeds tell of the station: lifts first among it, for they are told nowhere else. */
static void
show_traffic (RltStationPanel *self)
{
  RltEngine *engine = rlt_ui_context_get_engine (self->context);
  g_autoptr(GPtrArray) reasons = g_ptr_array_new ();

  for (guint i = 0; i < self->station->n_stops; i++)
    {
      RltLineState *state = rlt_engine_get_line_state (engine, self->station->stops[i]->line);

      rlt_traffic_status_list_station (rlt_line_state_get_status (state), self->station, reasons);
    }
  drop_repeated (reasons);
  rlt_traffic_list_show (self->traffic_list, reasons, self->context);
  gtk_widget_set_visible (GTK_WIDGET (self->traffic_list), reasons->len > 0);
}

static void
refill_cb (RltStationPanel *self)
{
  g_autoptr(GPtrArray) departures = NULL;

  if (self->station == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  departures = rlt_engine_list_departures (rlt_ui_context_get_engine (self->context), self->station, NULL);
  rlt_station_board_fill (self->board, self->station, self->first, departures);
  show_traffic (self);
  show_notice (self);
}

static gboolean
fill_cb (gpointer user_data)
{
  RltStationPanel *self = user_data;

  self->fill_id = 0;
  refill_cb (self);

  return G_SOURCE_REMOVE;
}

/* Before the next frame, but not in this turn of the main loop, which has enough to do. */
static void
fill_soon (RltStationPanel *self)
{
  if (self->fill_id != 0)
    return;

  self->fill_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fill_cb, self, NULL);
  g_source_set_name_by_id (self->fill_id, "rlt-station-panel");
}

static void
tick_cb (RltTime  now,
         gpointer user_data)
{
  RltStationPanel *self = user_data;

  if (rlt_station_board_update (self->board))
    refill_cb (self);
  else
    show_notice (self);
}

static void
time_display_changed_cb (RltStationPanel *self)
{
  rlt_station_board_update (self->board);
}

static void
heading_cb (GtkListBoxRow *row,
            GtkListBoxRow *before,
            gpointer       user_data)
{
  RltDepartureItem *item = rlt_departure_row_get_item (RLT_DEPARTURE_ROW (row));

  if (before != NULL
      && rlt_departure_item_is_same_group (item, rlt_departure_row_get_item (RLT_DEPARTURE_ROW (before))))
    gtk_list_box_row_set_header (row, NULL);
  else if (gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, rlt_departure_heading_new (item));
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  return rlt_departure_row_new (item);
}

static GtkWidget *
line_button_new (const RltLine *line)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), rlt_line_badge_new (line));
  gtk_widget_set_tooltip_text (button, line->name);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "line");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, line->name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-line");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", line->key);

  return button;
}

static void
fill_lines (RltStationPanel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines_box))) != NULL)
    gtk_box_remove (self->lines_box, child);
  for (guint i = 0; i < self->station->n_stops; i++)
    gtk_box_append (self->lines_box, line_button_new (self->station->stops[i]->line));
}

static void
rlt_station_panel_map (GtkWidget *widget)
{
  RltStationPanel *self = RLT_STATION_PANEL (widget);

  GTK_WIDGET_CLASS (rlt_station_panel_parent_class)->map (widget);
  rlt_ticker_add (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  fill_soon (self);
}

static void
rlt_station_panel_unmap (GtkWidget *widget)
{
  RltStationPanel *self = RLT_STATION_PANEL (widget);

  rlt_ticker_remove (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  GTK_WIDGET_CLASS (rlt_station_panel_parent_class)->unmap (widget);
}

static void
rlt_station_panel_dispose (GObject *object)
{
  RltStationPanel *self = RLT_STATION_PANEL (object);

  g_clear_handle_id (&self->fill_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_STATION_PANEL);
  g_clear_pointer (&self->board, rlt_station_board_free);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_station_panel_parent_class)->dispose (object);
}

static void
rlt_station_panel_class_init (RltStationPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_station_panel_dispose;
  widget_class->map = rlt_station_panel_map;
  widget_class->unmap = rlt_station_panel_unmap;

  g_type_ensure (RLT_TYPE_NOTICE);
  g_type_ensure (RLT_TYPE_TRAFFIC_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-station-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, RltStationPanel, lines_box);
  gtk_widget_class_bind_template_child (widget_class, RltStationPanel, notice);
  gtk_widget_class_bind_template_child (widget_class, RltStationPanel, traffic_list);
  gtk_widget_class_bind_template_child (widget_class, RltStationPanel, departures_box);
  gtk_widget_class_bind_template_child (widget_class, RltStationPanel, departures_window);
}

static void
rlt_station_panel_init (RltStationPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->departures_box, heading_cb, NULL, NULL);
}

/**
 * rlt_station_panel_new:
 * @context: the context
 *
 * Returns: (transfer floating): a panel without a station
 */
GtkWidget *
rlt_station_panel_new (RltUiContext *context)
{
  RltStationPanel *self;
  RltEngine *engine;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (RLT_TYPE_STATION_PANEL, NULL);
  self->context = g_object_ref (context);
  self->board = rlt_station_board_new (context);
  gtk_list_box_bind_model (self->departures_box, rlt_station_board_get_model (self->board), create_row_cb,
                           NULL, NULL);

  engine = rlt_ui_context_get_engine (context);
  g_signal_connect_object (engine, "updated", G_CALLBACK (refill_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "key-changed", G_CALLBACK (refill_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "time-display-changed", G_CALLBACK (time_display_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * rlt_station_panel_set_station:
 * @self: a panel
 * @station: the station to show and to follow, one of the engine's catalogue
 * @first: (nullable): the line whose departures stand first
 */
void
rlt_station_panel_set_station (RltStationPanel  *self,
                               const RltStation *station,
                               const RltLine    *first)
{
  g_return_if_fail (RLT_IS_STATION_PANEL (self));
  g_return_if_fail (station != NULL);

  if (self->station == station && self->first == first)
    return;

  self->station = station;
  self->first = first;
  fill_lines (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->departures_window), 0);
  fill_soon (self);
}
