/* rlt-network-sidebar.c: the networks and their lines, with search.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-network-sidebar.h"

#include <glib/gi18n.h>

#include "rlt-line-row.h"
#include "rlt-list-filler.h"
#include "rlt-search-row.h"

struct _RltNetworkSidebar
{
  AdwBin          parent_instance;

  /* Template children */
  GtkSearchEntry *search_entry;
  GtkStack       *stack;
  GtkListBox     *lines_box;
  GtkListBox     *results_box;

  RltUiContext   *context;         /* (owned) */
  GListStore     *lines;           /* (owned) (element-type RltLineState) */
  RltListFiller  *line_filler;     /* (owned) */
  GListStore     *results;         /* (owned) (element-type RltSearchResult) */
  RltListFiller  *result_filler;   /* (owned) */
  const RltLine  *selected;        /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RltNetworkSidebar, rlt_network_sidebar, ADW_TYPE_BIN)

static void
update_rows (RltNetworkSidebar *self,
             RltTime            now)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->lines_box));
       row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (RLT_IS_LINE_ROW (row))
        rlt_line_row_update (RLT_LINE_ROW (row), now);
    }
}

static void
tick_cb (RltTime  now,
         gpointer user_data)
{
  update_rows (user_data, now);
}

static void
updated_cb (RltNetworkSidebar *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_rows (self, rlt_ui_context_now (self->context));
}

static GtkWidget *
heading_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "group-heading");

  return label;
}

static void
line_heading_cb (GtkListBoxRow *row,
                 GtkListBoxRow *before,
                 gpointer       user_data)
{
  RltNetwork network = rlt_line_row_get_line (RLT_LINE_ROW (row))->network;

  if (before != NULL && rlt_line_row_get_line (RLT_LINE_ROW (before))->network == network)
    gtk_list_box_row_set_header (row, NULL);
  else if (gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, heading_new (rlt_format_network (network)));
}

static gboolean
is_station (GtkListBoxRow *row)
{
  return rlt_search_result_get_station (rlt_search_row_get_result (RLT_SEARCH_ROW (row))) != NULL;
}

static void
result_heading_cb (GtkListBoxRow *row,
                   GtkListBoxRow *before,
                   gpointer       user_data)
{
  if (before != NULL && is_station (before) == is_station (row))
    gtk_list_box_row_set_header (row, NULL);
  else
    gtk_list_box_row_set_header (row, heading_new (is_station (row) ? _("Stations") : _("Lines")));
}

static GtkWidget *
create_line_row_cb (gpointer item,
                    gpointer user_data)
{
  RltNetworkSidebar *self = user_data;

  return rlt_line_row_new (item, rlt_ui_context_now (self->context));
}

static GtkWidget *
create_result_row_cb (gpointer item,
                      gpointer user_data)
{
  return rlt_search_row_new (item);
}

static void
line_activated_cb (RltNetworkSidebar *self,
                   RltLineRow        *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-line", "s", rlt_line_row_get_line (row)->key);
}

static void
open_result (RltNetworkSidebar *self,
             RltSearchResult   *result)
{
  if (rlt_search_result_get_line (result) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-line", "s",
                                rlt_search_result_get_line (result)->key);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-station", "s",
                                rlt_search_result_get_station (result)->id);
}

static void
result_activated_cb (RltNetworkSidebar *self,
                     GtkListBoxRow     *row)
{
  open_result (self, rlt_search_row_get_result (RLT_SEARCH_ROW (row)));
}

/* (transfer full) (element-type RltSearchResult): what has the words of the entry in its name. */
static GPtrArray *
find_results (RltNetworkSidebar *self)
{
  return rlt_search_network (rlt_ui_context_get_catalogue (self->context),
                             gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
search_changed_cb (RltNetworkSidebar *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  GPtrArray *results = find_results (self);
  const char *page = *words == '\0' ? "lines" : results->len > 0 ? "results" : "nothing";

  rlt_list_filler_fill (self->result_filler, results);
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* Enter opens the first result of what stands in the entry, which the list shows a moment later. */
static void
search_activated_cb (RltNetworkSidebar *self)
{
  g_autoptr(GPtrArray) results = find_results (self);

  if (results->len > 0)
    open_result (self, g_ptr_array_index (results, 0));
}

/* From the entry the Down key goes into the list, whichever is shown for the words that stand there. */
static gboolean
search_key_pressed_cb (RltNetworkSidebar *self,
                       guint              key,
                       guint              keycode,
                       GdkModifierType    modifiers)
{
  GtkListBox *box;
  GtkListBoxRow *row;

  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  search_changed_cb (self);
  box = strcmp (gtk_stack_get_visible_child_name (self->stack), "lines") == 0 ? self->lines_box
                                                                              : self->results_box;
  row = gtk_list_box_get_row_at_index (box, 0);
  if (row == NULL || !gtk_widget_grab_focus (GTK_WIDGET (row)))
    gtk_widget_error_bell (GTK_WIDGET (self));

  return GDK_EVENT_STOP;
}

static void
search_stopped_cb (RltNetworkSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static gboolean
is_same_state (gpointer a,
               gpointer b)
{
  return a == b;
}

static void
take_nothing (gpointer item,
              gpointer newer)
{
}

static void
fill_lines (RltNetworkSidebar *self)
{
  GListModel *lines = rlt_engine_get_lines (rlt_ui_context_get_engine (self->context));
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    g_ptr_array_add (states, g_list_model_get_item (lines, i));
  rlt_list_filler_fill (self->line_filler, g_steal_pointer (&states));
}

static void
rlt_network_sidebar_map (GtkWidget *widget)
{
  RltNetworkSidebar *self = RLT_NETWORK_SIDEBAR (widget);

  GTK_WIDGET_CLASS (rlt_network_sidebar_parent_class)->map (widget);
  rlt_ticker_add (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  updated_cb (self);
}

static void
rlt_network_sidebar_unmap (GtkWidget *widget)
{
  RltNetworkSidebar *self = RLT_NETWORK_SIDEBAR (widget);

  rlt_ticker_remove (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  GTK_WIDGET_CLASS (rlt_network_sidebar_parent_class)->unmap (widget);
}

static void
rlt_network_sidebar_dispose (GObject *object)
{
  RltNetworkSidebar *self = RLT_NETWORK_SIDEBAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_NETWORK_SIDEBAR);
  g_clear_pointer (&self->line_filler, rlt_list_filler_free);
  g_clear_pointer (&self->result_filler, rlt_list_filler_free);
  g_clear_object (&self->lines);
  g_clear_object (&self->results);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_network_sidebar_parent_class)->dispose (object);
}

static void
rlt_network_sidebar_class_init (RltNetworkSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_network_sidebar_dispose;
  widget_class->map = rlt_network_sidebar_map;
  widget_class->unmap = rlt_network_sidebar_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-network-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, RltNetworkSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RltNetworkSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, RltNetworkSidebar, lines_box);
  gtk_widget_class_bind_template_child (widget_class, RltNetworkSidebar, results_box);
  gtk_widget_class_bind_template_callback (widget_class, line_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, result_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
}

static void
rlt_network_sidebar_init (RltNetworkSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->lines = g_list_store_new (RLT_TYPE_LINE_STATE);
  self->line_filler = rlt_list_filler_new (self->lines, is_same_state, take_nothing);
  gtk_list_box_set_header_func (self->lines_box, line_heading_cb, NULL, NULL);
  gtk_list_box_bind_model (self->lines_box, G_LIST_MODEL (self->lines), create_line_row_cb, self, NULL);

  self->results = g_list_store_new (RLT_TYPE_SEARCH_RESULT);
  self->result_filler = rlt_list_filler_new (self->results, rlt_search_result_is_same,
                                             rlt_search_result_take);
  gtk_list_box_set_header_func (self->results_box, result_heading_cb, NULL, NULL);
  gtk_list_box_bind_model (self->results_box, G_LIST_MODEL (self->results), create_result_row_cb, NULL, NULL);
}

/**
 * rlt_network_sidebar_new:
 * @context: the context
 *
 * Returns: (transfer floating): the sidebar
 */
GtkWidget *
rlt_network_sidebar_new (RltUiContext *context)
{
  RltNetworkSidebar *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (RLT_TYPE_NETWORK_SIDEBAR, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (rlt_ui_context_get_engine (context), "updated", G_CALLBACK (updated_cb), self,
                           G_CONNECT_SWAPPED);
  fill_lines (self);

  return GTK_WIDGET (self);
}

/**
 * rlt_network_sidebar_start_search:
 * @self: the sidebar
 *
 * Puts the keyboard into the search entry, with what stands in it selected.
 */
void
rlt_network_sidebar_start_search (RltNetworkSidebar *self)
{
  g_return_if_fail (RLT_IS_NETWORK_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

/**
 * rlt_network_sidebar_select_line:
 * @self: the sidebar
 * @line: (nullable): the line that is shown beside the map
 *
 * Marks its row.
 */
void
rlt_network_sidebar_select_line (RltNetworkSidebar *self,
                                 const RltLine     *line)
{
  g_return_if_fail (RLT_IS_NETWORK_SIDEBAR (self));

  if (self->selected == line)
    return;

  self->selected = line;
  gtk_list_box_unselect_all (self->lines_box);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->lines_box));
       row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (RLT_IS_LINE_ROW (row) && rlt_line_row_get_line (RLT_LINE_ROW (row)) == line)
        gtk_list_box_select_row (self->lines_box, GTK_LIST_BOX_ROW (row));
    }
}
