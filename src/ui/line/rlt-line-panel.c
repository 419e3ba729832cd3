/* rlt-line-panel.c: a line's state, its stops with their next departures, and its trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-line-panel.h"

#include <glib/gi18n.h>

#include "rlt-ellipsis.h"
#include "rlt-geometry.h"
#include "rlt-line-stops.h"
#include "rlt-list-filler.h"
#include "rlt-notice.h"
#include "rlt-stop-row.h"
#include "rlt-traffic-list.h"
#include "rlt-traffic-words.h"
#include "rlt-train-item.h"
#include "rlt-train-row.h"

struct _RltLinePanel
{
  AdwBin             parent_instance;

  /* Template children */
  GtkImage          *level_image;
  GtkLabel          *level_label;
  GtkLabel          *trains_label;
  GtkLabel          *origin_label;
  RltNotice         *notice;
  GtkDropDown       *route_drop_down;
  GtkButton         *turn_button;
  GtkScrolledWindow *stops_window;
  GtkListBox        *stops_box;
  GtkListBox        *trains_box;
  GtkStackPage      *traffic_page;
  GtkLabel          *status_label;
  GtkLabel          *no_reason_label;
  RltTrafficList    *traffic_list;

  RltUiContext      *context;        /* (owned) */
  const RltLine     *line;           /* (nullable) */
  GSignalGroup      *state_signals;  /* (owned): the shown line's state */
  RltSnapshot       *snapshot;       /* (owned) (nullable): the one shown */
  guint              fill_id;        /* what is known of a line comes a turn after its stops */
  RltLineStops      *stops;          /* (owned) */
  GListStore        *trains;         /* (owned) */
  RltListFiller     *train_filler;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltLinePanel, rlt_line_panel, ADW_TYPE_BIN)

static gboolean
has_data (RltLinePanel *self)
{
  return self->snapshot != NULL && RLT_TIME_IS_SET (self->snapshot->observed_at);
}

/* The best that any of the line's trains and departures rests on. */
static RltBasis
best_basis (RltSnapshot *snapshot)
{
  RltBasis best = RLT_BASIS_SCHEDULED;

  for (guint i = 0; i < snapshot->n_trains; i++)
    best = MIN (best, snapshot->trains[i].basis);
  for (guint i = 0; i < snapshot->n_departures && best != RLT_BASIS_OBSERVED; i++)
    best = MIN (best, snapshot->departures[i]->basis);

  return best;
}

/* "23 trains" and "● Observed · PRIM · 12 s ago", or nothing when nothing was ever observed. */
static void
show_summary (RltLinePanel *self)
{
  RltBasis basis;
  g_autofree char *trains = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *signed_origin = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->trains_label), has_data (self));
  gtk_widget_set_visible (GTK_WIDGET (self->origin_label), has_data (self));
  if (!has_data (self))
    return;

  trains = rlt_format_trains (self->snapshot->n_trains);
  basis = best_basis (self->snapshot);
  origin = rlt_format_origin (basis,
                              rlt_ui_context_get_feed_name (self->context, self->snapshot->sources[0]),
                              self->snapshot->observed_at, rlt_ui_context_now (self->context));
  /* The same sign as at the departures below: here it is explained. */
  signed_origin = g_strdup_printf ("%s %s", rlt_format_basis_mark (basis), origin);
  gtk_label_set_label (self->trains_label, trains);
  gtk_label_set_label (self->origin_label, signed_origin);
}

static void
show_state (RltLinePanel *self)
{
  RltLevel level = self->snapshot != NULL ? self->snapshot->status->level : RLT_LEVEL_UNKNOWN;
  g_autoptr(RltReason) reason =
    rlt_reason_new (self->context, self->snapshot != NULL ? self->snapshot->observed_at : RLT_TIME_NONE);

  gtk_image_set_from_icon_name (self->level_image, rlt_level_icon_name (level));
  gtk_label_set_label (self->level_label, rlt_format_level (level));
  show_summary (self);
  rlt_notice_set_reason (self->notice, reason);
}

/* What is told of the line itself: lifts are told at their stations. */
static void
show_traffic (RltLinePanel *self)
{
  g_autoptr(GPtrArray) reasons = g_ptr_array_new ();
  RltTrafficStatus *status = self->snapshot != NULL ? self->snapshot->status : NULL;
  g_autofree char *words = status != NULL ? rlt_traffic_status_to_words (status, self->context) : g_strdup ("");

  for (guint i = 0; status != NULL && i < status->n_reasons; i++)
    g_ptr_array_add (reasons, (gpointer) &status->reasons[i]);
  rlt_traffic_list_show (self->traffic_list, reasons, self->context);
  gtk_label_set_label (self->status_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->status_label), *words != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->no_reason_label), reasons->len == 0);
  gtk_stack_page_set_needs_attention (self->traffic_page, status != NULL && status->level > RLT_LEVEL_NORMAL);
}

static void
update_trains (RltLinePanel *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->trains)); i++)
    {
      g_autoptr(RltTrainItem) item = g_list_model_get_item (G_LIST_MODEL (self->trains), i);

      rlt_train_item_update (item);
    }
}

static void
tick_cb (RltTime  now,
         gpointer user_data)
{
  RltLinePanel *self = user_data;

  if (self->line == NULL)
    return;

  show_state (self);
  rlt_line_stops_update (self->stops);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->trains_box)))
    update_trains (self);
}

/* By direction and route, the train furthest ahead first. */
static int
compare_trains (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const RltTrain *left = *(const RltTrain * const *) a;
  const RltTrain *right = *(const RltTrain * const *) b;
  RltTime now = *(const RltTime *) user_data;
  double difference;

  if (left->pattern->direction != right->pattern->direction)
    return (int) left->pattern->direction - (int) right->pattern->direction;
  if (left->pattern != right->pattern)
    return (int) left->pattern->index - (int) right->pattern->index;

  difference = rlt_train_distance (left, now) - rlt_train_distance (right, now);
  return difference < 0 ? 1 : difference > 0 ? -1 : strcmp (left->id, right->id);
}

/* The list of trains is only brought up to date while it is looked at. */
static void
fill_trains (RltLinePanel *self)
{
  RltTime now = rlt_ui_context_now (self->context);
  g_autoptr(GPtrArray) trains = g_ptr_array_new ();
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->trains_box)))
    return;

  for (guint i = 0; self->snapshot != NULL && i < self->snapshot->n_trains; i++)
    g_ptr_array_add (trains, (gpointer) &self->snapshot->trains[i]);
  g_ptr_array_sort_with_data (trains, compare_trains, &now);

  for (guint i = 0; i < trains->len; i++)
    g_ptr_array_add (items,
                     rlt_train_item_new (self->context, self->snapshot, g_ptr_array_index (trains, i)));
  rlt_list_filler_fill (self->train_filler, g_steal_pointer (&items));
}

/* What is not seen is not brought up to date: that happens when it is mapped again. */
static void
snapshot_changed_cb (RltLinePanel *self)
{
  g_autoptr(RltLineState) state = g_signal_group_dup_target (self->state_signals);
  RltSnapshot *snapshot;

  if (state == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  snapshot = rlt_line_state_get_snapshot (state);
  if (snapshot != NULL)
    rlt_line_panel_show_snapshot (self, snapshot);
  else
    show_state (self);
}

static gboolean
fill_cb (gpointer user_data)
{
  RltLinePanel *self = user_data;

  self->fill_id = 0;
  snapshot_changed_cb (self);

  return G_SOURCE_REMOVE;
}

/* Before the next frame, but not in this turn of the main loop, which has enough to do. */
static void
fill_soon (RltLinePanel *self)
{
  if (self->fill_id != 0)
    return;

  self->fill_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fill_cb, self, NULL);
  g_source_set_name_by_id (self->fill_id, "rlt-line-panel");
}

static void
time_display_changed_cb (RltLinePanel *self)
{
  rlt_line_stops_update (self->stops);
}

/* (nullable): the route of the line that goes the other way between the same ends, or else some other. */
static const RltPattern *
find_way_back (RltLinePanel *self)
{
  const RltPattern *current = rlt_line_stops_get_pattern (self->stops);
  const RltPattern *other = NULL;

  for (guint i = 0; i < self->line->n_patterns; i++)
    {
      const RltPattern *pattern = &self->line->patterns[i];

      if (pattern->direction == current->direction)
        continue;
      if (pattern->stops[0] == current->stops[current->n_stops - 1]
          && pattern->stops[pattern->n_stops - 1] == current->stops[0])
        return pattern;
      if (other == NULL)
        other = pattern;
    }

  return other;
}

static void
turn_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  RltLinePanel *self = RLT_LINE_PANEL (widget);
  const RltPattern *pattern = self->line != NULL ? find_way_back (self) : NULL;

  if (pattern != NULL)
    gtk_drop_down_set_selected (self->route_drop_down, pattern->index);
}

static void
route_selected_cb (RltLinePanel *self)
{
  guint selected = gtk_drop_down_get_selected (self->route_drop_down);

  if (self->line == NULL || selected >= self->line->n_patterns
      || rlt_line_stops_get_pattern (self->stops) == &self->line->patterns[selected])
    return;

  rlt_line_stops_set_pattern (self->stops, &self->line->patterns[selected]);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->stops_window), 0);
}

static void
stop_activated_cb (RltLinePanel *self,
                   RltStopRow   *row)
{
  const RltStop *stop = rlt_stop_item_get_stop (rlt_stop_row_get_item (row));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-station", "s", stop->station->id);
}

static void
train_activated_cb (RltLinePanel *self,
                    RltTrainRow  *row)
{
  const RltTrain *train = rlt_train_item_get_train (rlt_train_row_get_item (row));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-train", "(ss)", train->line->key, train->id);
}

static void
set_up_route_cb (GtkListItemFactory *factory,
                 GtkListItem        *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  rlt_label_tell_rest (GTK_LABEL (label));
  gtk_list_item_set_child (item, label);
}

static void
bind_route_cb (GtkListItemFactory *factory,
               GtkListItem        *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkListItemFactory *
route_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_route_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_route_cb), NULL);

  return factory;
}

static GtkWidget *
create_stop_row_cb (gpointer item,
                    gpointer user_data)
{
  RltLinePanel *self = user_data;

  return rlt_stop_row_new (self->context, item);
}

static GtkWidget *
create_train_row_cb (gpointer item,
                     gpointer user_data)
{
  return rlt_train_row_new (item);
}

static void
rlt_line_panel_map (GtkWidget *widget)
{
  RltLinePanel *self = RLT_LINE_PANEL (widget);

  GTK_WIDGET_CLASS (rlt_line_panel_parent_class)->map (widget);
  rlt_ticker_add (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  fill_soon (self);
}

static void
rlt_line_panel_unmap (GtkWidget *widget)
{
  RltLinePanel *self = RLT_LINE_PANEL (widget);

  rlt_ticker_remove (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  GTK_WIDGET_CLASS (rlt_line_panel_parent_class)->unmap (widget);
}

static void
rlt_line_panel_dispose (GObject *object)
{
  RltLinePanel *self = RLT_LINE_PANEL (object);

  g_clear_handle_id (&self->fill_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_LINE_PANEL);
  g_clear_pointer (&self->stops, rlt_line_stops_free);
  g_clear_pointer (&self->train_filler, rlt_list_filler_free);
  g_clear_object (&self->trains);
  g_clear_object (&self->state_signals);
  g_clear_pointer (&self->snapshot, rlt_snapshot_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_line_panel_parent_class)->dispose (object);
}

static void
rlt_line_panel_class_init (RltLinePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_line_panel_dispose;
  widget_class->map = rlt_line_panel_map;
  widget_class->unmap = rlt_line_panel_unmap;

  g_type_ensure (RLT_TYPE_NOTICE);
  g_type_ensure (RLT_TYPE_TRAFFIC_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-line-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, level_image);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, level_label);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, trains_label);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, origin_label);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, notice);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, route_drop_down);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, turn_button);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, stops_window);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, stops_box);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, trains_box);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, traffic_page);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, status_label);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, no_reason_label);
  gtk_widget_class_bind_template_child (widget_class, RltLinePanel, traffic_list);
  gtk_widget_class_bind_template_callback (widget_class, route_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, train_activated_cb);
  gtk_widget_class_install_action (widget_class, "line.turn", NULL, turn_action);
}

static void
rlt_line_panel_init (RltLinePanel *self)
{
  g_autoptr(GtkListItemFactory) factory = route_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_factory (self->route_drop_down, factory);

  self->state_signals = g_signal_group_new (RLT_TYPE_LINE_STATE);
  g_signal_group_connect_swapped (self->state_signals, "notify::snapshot", G_CALLBACK (snapshot_changed_cb),
                                  self);
  self->trains = g_list_store_new (RLT_TYPE_TRAIN_ITEM);
  self->train_filler = rlt_list_filler_new (self->trains, rlt_train_item_is_same, rlt_train_item_take);
  gtk_list_box_bind_model (self->trains_box, G_LIST_MODEL (self->trains), create_train_row_cb, NULL, NULL);
  g_signal_connect_object (self->trains_box, "map", G_CALLBACK (fill_trains), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * rlt_line_panel_new:
 * @context: the context
 *
 * Returns: (transfer floating): a panel without a line
 */
GtkWidget *
rlt_line_panel_new (RltUiContext *context)
{
  RltLinePanel *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (RLT_TYPE_LINE_PANEL, NULL);
  self->context = g_object_ref (context);
  self->stops = rlt_line_stops_new (context);
  gtk_list_box_bind_model (self->stops_box, rlt_line_stops_get_model (self->stops), create_stop_row_cb, self,
                           NULL);
  g_signal_connect_object (context, "time-display-changed", G_CALLBACK (time_display_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rlt_ui_context_get_engine (context), "key-changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

static void
fill_routes (RltLinePanel  *self,
             const RltLine *line)
{
  g_autoptr(GtkStringList) routes = gtk_string_list_new (NULL);

  for (guint i = 0; i < line->n_patterns; i++)
    gtk_string_list_take (routes, rlt_format_pattern (&line->patterns[i]));
  gtk_drop_down_set_model (self->route_drop_down, G_LIST_MODEL (routes));
}

/**
 * rlt_line_panel_set_line:
 * @self: a panel
 * @line: the line to show and to follow, one of the engine's catalogue
 *
 * Nothing happens when it is shown already: the place scrolled to is kept.
 */
void
rlt_line_panel_set_line (RltLinePanel  *self,
                         const RltLine *line)
{
  g_return_if_fail (RLT_IS_LINE_PANEL (self));
  g_return_if_fail (line != NULL);

  if (self->line == line)
    return;

  g_clear_pointer (&self->snapshot, rlt_snapshot_unref);

  self->line = NULL; /* until there are its routes, none can be chosen */
  fill_routes (self, line);
  self->line = line;
  rlt_line_stops_set_line (self->stops, line);
  gtk_drop_down_set_selected (self->route_drop_down, rlt_line_stops_get_pattern (self->stops)->index);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->stops_window), 0);
  fill_trains (self);
  show_traffic (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "line.turn", find_way_back (self) != NULL);

  g_signal_group_set_target (self->state_signals,
                             rlt_engine_get_line_state (rlt_ui_context_get_engine (self->context), line));
  fill_soon (self);
}

/* (nullable): the route listed if @stop is on it, else another that has it, if there is one the same way
 * round. */
static const RltPattern *
find_route_of (RltLinePanel  *self,
               const RltStop *stop)
{
  const RltPattern *current = rlt_line_stops_get_pattern (self->stops);
  const RltPattern *other = NULL;

  if (rlt_pattern_find_stop (current, stop) >= 0)
    return current;
  for (guint i = 0; i < self->line->n_patterns; i++)
    {
      const RltPattern *pattern = &self->line->patterns[i];

      if (rlt_pattern_find_stop (pattern, stop) < 0)
        continue;
      if (pattern->direction == current->direction)
        return pattern;
      other = pattern;
    }

  return other;
}

/**
 * rlt_line_panel_show_station:
 * @self: a panel that shows a line
 * @station: a station; nothing happens when the line does not serve it
 *
 * Lists a route that calls at @station.
 */
void
rlt_line_panel_show_station (RltLinePanel     *self,
                             const RltStation *station)
{
  const RltStop *stop;
  const RltPattern *pattern;

  g_return_if_fail (RLT_IS_LINE_PANEL (self));
  g_return_if_fail (self->line != NULL && station != NULL);

  stop = rlt_line_find_stop (self->line, station);
  pattern = stop != NULL ? find_route_of (self, stop) : NULL;
  if (pattern != NULL)
    gtk_drop_down_set_selected (self->route_drop_down, pattern->index);
}

/**
 * rlt_line_panel_show_snapshot:
 * @self: a panel that shows a line
 * @snapshot: what is known of that line
 *
 * Snapshots of the engine come by themselves; this is for one from elsewhere.
 */
void
rlt_line_panel_show_snapshot (RltLinePanel *self,
                              RltSnapshot  *snapshot)
{
  g_return_if_fail (RLT_IS_LINE_PANEL (self));
  g_return_if_fail (snapshot != NULL && snapshot->line == self->line);

  rlt_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, rlt_snapshot_unref);
  self->snapshot = snapshot;
  rlt_line_stops_set_snapshot (self->stops, snapshot);
  fill_trains (self);
  show_traffic (self);
  show_state (self);
}
