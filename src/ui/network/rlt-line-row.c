/* rlt-line-row.c: a line and its state in the list of networks.
 *
 * There are 46 of them in the first frame, so they are put together by hand: reading a template 46 times
 * would be a tenth of the time the program has to start.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-line-row.h"

#include <glib/gi18n.h>

#include "rlt-ellipsis.h"
#include "rlt-format.h"
#include "rlt-line-badge.h"
#include "rlt-row.h"

struct _RltLineRow
{
  GtkListBoxRow  parent_instance;

  GtkWidget     *level_image;   /* (nullable): until there is a level to show */
  RltLevel       level;         /* the one that is shown */
  GtkWidget     *state_box;
  GtkLabel      *trains_label;
  GtkLabel      *age_label;

  RltLineState  *state;         /* (owned) */
  char          *termini;       /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltLineRow, rlt_line_row, GTK_TYPE_LIST_BOX_ROW)

static void
add_css_class_if (GtkWidget  *widget,
                  const char *css_class,
                  gboolean    wanted)
{
  if (wanted)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* What is known has an icon; without one nobody has said that the traffic is normal. */
static void
show_level (RltLineRow *self)
{
  RltLevel level = rlt_line_state_get_level (self->state);
  gboolean shown = level != RLT_LEVEL_UNKNOWN;

  self->level = level;
  if (self->level_image == NULL && !shown)
    return;

  if (self->level_image == NULL)
    {
      self->level_image = gtk_image_new ();
      gtk_box_prepend (GTK_BOX (self->state_box), self->level_image);
    }
  gtk_image_set_from_icon_name (GTK_IMAGE (self->level_image), rlt_level_icon_name (level));
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->level_image), rlt_format_level (level)) != 0)
    gtk_widget_set_tooltip_text (self->level_image, rlt_format_level (level));
  gtk_widget_set_visible (self->level_image, shown);
  add_css_class_if (self->level_image, "dim-label", level == RLT_LEVEL_NORMAL);
}

static void
tell_accessible (RltLineRow *self,
                 const char *trains,
                 const char *age)
{
  RltLevel level = rlt_line_state_get_level (self->state);
  g_autoptr(GString) text = g_string_new (rlt_line_state_get_line (self->state)->name);

  g_string_append_printf (text, ", %s, %s", self->termini, trains);
  if (age != NULL)
    g_string_append_printf (text, ", %s", age);
  if (level != RLT_LEVEL_UNKNOWN)
    g_string_append_printf (text, ", %s", rlt_format_level (level));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
append_texts (GtkBox        *box,
              const RltLine *line,
              const char    *termini)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name_label = gtk_label_new (line->name);
  GtkWidget *termini_label = gtk_label_new (termini);

  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name_label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (termini_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (termini_label), PANGO_ELLIPSIZE_END);
  rlt_label_tell_rest (GTK_LABEL (termini_label));
  gtk_widget_add_css_class (termini_label, "caption");
  gtk_widget_add_css_class (termini_label, "dim-label");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), name_label);
  gtk_box_append (GTK_BOX (texts), termini_label);
  gtk_box_append (box, texts);
}

static void
append_state (RltLineRow *self,
              GtkBox     *box)
{
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->state_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->trains_label = GTK_LABEL (gtk_label_new (NULL));
  self->age_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->trains_label, 1);
  gtk_label_set_xalign (self->age_label, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->trains_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->trains_label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->age_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->age_label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->age_label), "dim-label");
  gtk_widget_set_valign (labels, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (labels), GTK_WIDGET (self->trains_label));
  gtk_box_append (GTK_BOX (labels), GTK_WIDGET (self->age_label));
  gtk_box_append (GTK_BOX (self->state_box), labels);
  gtk_box_append (box, self->state_box);
}

static void
rlt_line_row_dispose (GObject *object)
{
  RltLineRow *self = RLT_LINE_ROW (object);

  g_clear_object (&self->state);
  g_clear_pointer (&self->termini, g_free);

  G_OBJECT_CLASS (rlt_line_row_parent_class)->dispose (object);
}

static void
rlt_line_row_class_init (RltLineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rlt_line_row_dispose;
  rlt_row_class_install_open (GTK_WIDGET_CLASS (klass));
}

static void
rlt_line_row_init (RltLineRow *self)
{
}

/**
 * rlt_line_row_new:
 * @state: the line's state
 * @now: the clock's time
 *
 * Returns: (transfer floating): a row that shows @state as it is now
 */
GtkWidget *
rlt_line_row_new (RltLineState *state,
                  RltTime       now)
{
  RltLineRow *self;
  GtkWidget *box;
  const RltLine *line;

  g_return_val_if_fail (RLT_IS_LINE_STATE (state), NULL);

  line = rlt_line_state_get_line (state);
  self = g_object_new (RLT_TYPE_LINE_ROW, NULL);
  self->state = g_object_ref (state);
  self->termini = rlt_format_termini (line);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (box), rlt_line_badge_new (line));
  append_texts (GTK_BOX (box), line, self->termini);
  append_state (self, GTK_BOX (box));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  rlt_line_row_update (self, now);

  return GTK_WIDGET (self);
}

/**
 * rlt_line_row_get_line:
 * @self: a row
 *
 * Returns: its line
 */
const RltLine *
rlt_line_row_get_line (RltLineRow *self)
{
  g_return_val_if_fail (RLT_IS_LINE_ROW (self), NULL);

  return rlt_line_state_get_line (self->state);
}

/**
 * rlt_line_row_update:
 * @self: a row
 * @now: the clock's time
 *
 * Shows the line's state as it is now. What is older than live says its age.
 */
void
rlt_line_row_update (RltLineRow *self,
                     RltTime     now)
{
  RltSnapshot *snapshot;
  gboolean has_data;
  g_autofree char *trains = NULL;
  g_autofree char *age = NULL;

  g_return_if_fail (RLT_IS_LINE_ROW (self));

  snapshot = rlt_line_state_get_snapshot (self->state);
  has_data = rlt_line_state_get_has_data (self->state) && snapshot != NULL;
  trains = has_data ? rlt_format_trains (rlt_line_state_get_n_trains (self->state)) : g_strdup (_("no data"));
  if (has_data && rlt_freshness_at (snapshot->observed_at, now) != RLT_FRESHNESS_LIVE)
    age = rlt_format_age (snapshot->observed_at, now);

  if (strcmp (gtk_label_get_label (self->trains_label), trains) == 0
      && g_strcmp0 (gtk_label_get_label (self->age_label), age != NULL ? age : "") == 0
      && self->level == rlt_line_state_get_level (self->state))
    return;

  gtk_label_set_label (self->trains_label, trains);
  add_css_class_if (GTK_WIDGET (self->trains_label), "dim-label", !has_data);
  gtk_label_set_label (self->age_label, age != NULL ? age : "");
  gtk_widget_set_visible (GTK_WIDGET (self->age_label), age != NULL);
  show_level (self);
  tell_accessible (self, trains, age);
}
