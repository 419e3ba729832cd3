/* rlt-details.c: what stands beside the map: a line, a station or a train, with the way back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-details.h"

#include <glib/gi18n.h>

#include "rlt-ellipsis.h"
#include "rlt-geometry.h"
#include "rlt-line-badge.h"
#include "rlt-line-panel.h"
#include "rlt-station-panel.h"
#include "rlt-train-card.h"

/* Steps back that are kept. */
#define MAX_HISTORY 50

/* What can be shown. A line alone, a station (reached from a line, or not), a train of a line. */
typedef struct
{
  const RltLine    *line;      /* (nullable) */
  const RltStation *station;   /* (nullable) */
  char             *train;     /* (owned) (nullable): its id */
} Target;

struct _RltDetails
{
  AdwBin         parent_instance;

  /* Template children */
  GtkButton     *back_button;
  RltLineBadge  *badge;
  GtkLabel      *title_label;
  GtkLabel      *subtitle_label;
  GtkStack      *stack;

  RltUiContext  *context;         /* (owned) */
  GPtrArray     *history;         /* (owned) (element-type Target): what is shown comes last */
  GtkWidget     *line_panel;      /* (nullable): until it is first needed, as the two below */
  GtkWidget     *station_panel;
  GtkWidget     *train_card;
};

G_DEFINE_FINAL_TYPE (RltDetails, rlt_details, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static Target *
target_new (const RltLine    *line,
            const RltStation *station,
            const char       *train)
{
  Target *target = g_new0 (Target, 1);

  target->line = line;
  target->station = station;
  target->train = g_strdup (train);

  return target;
}

static void
target_free (gpointer data)
{
  Target *target = data;

  g_free (target->train);
  g_free (target);
}

static gboolean
is_same_target (const Target *a,
                const Target *b)
{
  if (a->station != NULL || b->station != NULL)
    return a->station == b->station;

  return a->line == b->line && g_strcmp0 (a->train, b->train) == 0;
}

static const Target *
current_target (RltDetails *self)
{
  return self->history->len > 0 ? g_ptr_array_index (self->history, self->history->len - 1) : NULL;
}

static void
set_head (RltDetails    *self,
          const RltLine *line,
          const char    *title,
          const char    *subtitle)
{
  rlt_line_badge_set_line (self->badge, line);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), line != NULL);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->subtitle_label, subtitle);
}

/* (nullable): the station that was looked at before what is shown now. */
static const RltStation *
previous_station (RltDetails *self)
{
  const Target *previous;

  if (self->history->len < 2)
    return NULL;

  previous = g_ptr_array_index (self->history, self->history->len - 2);
  return previous->station;
}

static void
ensure_line_panel (RltDetails *self)
{
  if (self->line_panel != NULL)
    return;

  self->line_panel = rlt_line_panel_new (self->context);
  gtk_stack_add_child (self->stack, self->line_panel);
}

static void
ensure_station_panel (RltDetails *self)
{
  if (self->station_panel != NULL)
    return;

  self->station_panel = rlt_station_panel_new (self->context);
  gtk_stack_add_child (self->stack, self->station_panel);
}

static void
ensure_train_card (RltDetails *self)
{
  if (self->train_card != NULL)
    return;

  self->train_card = rlt_train_card_new (self->context);
  gtk_stack_add_child (self->stack, self->train_card);
}

static void
present_line (RltDetails   *self,
              const Target *target)
{
  const RltStation *station = previous_station (self);
  g_autofree char *termini = rlt_format_termini (target->line);

  ensure_line_panel (self);
  rlt_line_panel_set_line (RLT_LINE_PANEL (self->line_panel), target->line);
  if (station != NULL)
    rlt_line_panel_show_station (RLT_LINE_PANEL (self->line_panel), station);
  gtk_stack_set_visible_child (self->stack, self->line_panel);
  set_head (self, target->line, target->line->name, termini);
}

static void
present_station (RltDetails   *self,
                 const Target *target)
{
  guint n_lines = target->station->n_stops;
  g_autofree char *lines = g_strdup_printf (ngettext ("%u line", "%u lines", n_lines), n_lines);

  ensure_station_panel (self);
  rlt_station_panel_set_station (RLT_STATION_PANEL (self->station_panel), target->station, target->line);
  gtk_stack_set_visible_child (self->stack, self->station_panel);
  set_head (self, NULL, target->station->name, lines);
}

static void
present_train (RltDetails   *self,
               const Target *target)
{
  RltTrainCard *card;

  ensure_train_card (self);
  card = RLT_TRAIN_CARD (self->train_card);
  rlt_train_card_set_train (card, target->line, target->train);
  gtk_stack_set_visible_child (self->stack, self->train_card);
  set_head (self, target->line, rlt_train_card_get_title (card), target->line->name);
}

/* What is looked at is asked for more often. */
static void
tell_engine (RltDetails   *self,
             const Target *target)
{
  RltEngine *engine = rlt_ui_context_get_engine (self->context);

  rlt_engine_watch_line (engine, target != NULL && target->station == NULL ? target->line : NULL);
  rlt_engine_watch_station (engine, target != NULL ? target->station : NULL);
}

static void
present (RltDetails *self)
{
  const Target *target = current_target (self);

  tell_engine (self, target);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), self->history->len > 1);
  if (target != NULL && target->station != NULL)
    present_station (self, target);
  else if (target != NULL && target->train != NULL)
    present_train (self, target);
  else if (target != NULL)
    present_line (self, target);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
go_to (RltDetails *self,
       Target     *target)
{
  const Target *current = current_target (self);

  if (current != NULL && is_same_target (current, target))
    {
      target_free (target);
      return;
    }

  if (self->history->len >= MAX_HISTORY)
    g_ptr_array_remove_index (self->history, 0);
  g_ptr_array_add (self->history, target);
  present (self);
}

static void
back_clicked_cb (RltDetails *self)
{
  rlt_details_go_back (self);
}

static void
close_clicked_cb (RltDetails *self)
{
  rlt_details_close (self);
}

static void
rlt_details_dispose (GObject *object)
{
  RltDetails *self = RLT_DETAILS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_DETAILS);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_details_parent_class)->dispose (object);
}

static void
rlt_details_finalize (GObject *object)
{
  RltDetails *self = RLT_DETAILS (object);

  g_clear_pointer (&self->history, g_ptr_array_unref);

  G_OBJECT_CLASS (rlt_details_parent_class)->finalize (object);
}

static void
rlt_details_class_init (RltDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rlt_details_dispose;
  object_class->finalize = rlt_details_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", RLT_TYPE_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (RLT_TYPE_LINE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-details.ui");
  gtk_widget_class_bind_template_child (widget_class, RltDetails, back_button);
  gtk_widget_class_bind_template_child (widget_class, RltDetails, badge);
  gtk_widget_class_bind_template_child (widget_class, RltDetails, title_label);
  gtk_widget_class_bind_template_child (widget_class, RltDetails, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, RltDetails, stack);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
}

static void
rlt_details_init (RltDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rlt_label_tell_rest (self->title_label);
  rlt_label_tell_rest (self->subtitle_label);
  self->history = g_ptr_array_new_with_free_func (target_free);
}

/**
 * rlt_details_new:
 * @context: the context
 *
 * Returns: (transfer floating): a panel that shows nothing yet
 */
GtkWidget *
rlt_details_new (RltUiContext *context)
{
  RltDetails *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (RLT_TYPE_DETAILS, NULL);
  self->context = g_object_ref (context);

  return GTK_WIDGET (self);
}

/**
 * rlt_details_prepare:
 * @self: the panel
 *
 * Makes one of the pages that are still to be made, so that opening them later takes no time. To be called
 * when there is nothing else to do.
 *
 * Returns: whether pages are left to be made
 */
gboolean
rlt_details_prepare (RltDetails *self)
{
  g_return_val_if_fail (RLT_IS_DETAILS (self), FALSE);

  if (self->line_panel == NULL)
    ensure_line_panel (self);
  else if (self->station_panel == NULL)
    ensure_station_panel (self);
  else
    ensure_train_card (self);

  return self->station_panel == NULL || self->train_card == NULL;
}

/**
 * rlt_details_show_line:
 * @self: the panel
 * @line: one of the engine's catalogue
 */
void
rlt_details_show_line (RltDetails    *self,
                       const RltLine *line)
{
  g_return_if_fail (RLT_IS_DETAILS (self));
  g_return_if_fail (line != NULL);

  go_to (self, target_new (line, NULL, NULL));
}

/**
 * rlt_details_show_station:
 * @self: the panel
 * @station: one of the engine's catalogue
 *
 * When a line is shown that serves it, its departures stand first.
 */
void
rlt_details_show_station (RltDetails       *self,
                          const RltStation *station)
{
  const Target *current;
  const RltLine *line = NULL;

  g_return_if_fail (RLT_IS_DETAILS (self));
  g_return_if_fail (station != NULL);

  current = current_target (self);
  if (current != NULL && current->line != NULL && rlt_line_find_stop (current->line, station) != NULL)
    line = current->line;
  go_to (self, target_new (line, station, NULL));
}

/**
 * rlt_details_show_train:
 * @self: the panel
 * @line: the train's line, one of the engine's catalogue
 * @id: the train's id
 */
void
rlt_details_show_train (RltDetails    *self,
                        const RltLine *line,
                        const char    *id)
{
  g_return_if_fail (RLT_IS_DETAILS (self));
  g_return_if_fail (line != NULL && id != NULL);

  go_to (self, target_new (line, NULL, id));
}

/**
 * rlt_details_go_back:
 * @self: the panel
 *
 * Shows what was shown before; closes the panel when that was nothing.
 */
void
rlt_details_go_back (RltDetails *self)
{
  g_return_if_fail (RLT_IS_DETAILS (self));

  if (self->history->len == 0)
    return;

  g_ptr_array_remove_index (self->history, self->history->len - 1);
  present (self);
}

/**
 * rlt_details_close:
 * @self: the panel
 *
 * Shows nothing any more, and forgets the way back.
 */
void
rlt_details_close (RltDetails *self)
{
  g_return_if_fail (RLT_IS_DETAILS (self));

  if (self->history->len == 0)
    return;

  g_ptr_array_set_size (self->history, 0);
  present (self);
}

/**
 * rlt_details_is_open:
 * @self: the panel
 *
 * Returns: whether it shows something
 */
gboolean
rlt_details_is_open (RltDetails *self)
{
  g_return_val_if_fail (RLT_IS_DETAILS (self), FALSE);

  return self->history->len > 0;
}

/**
 * rlt_details_get_line:
 * @self: the panel
 *
 * Returns: (nullable): the line shown, or that of the train shown, or the one the station was reached from
 */
const RltLine *
rlt_details_get_line (RltDetails *self)
{
  const Target *target;

  g_return_val_if_fail (RLT_IS_DETAILS (self), NULL);

  target = current_target (self);
  return target != NULL ? target->line : NULL;
}

/**
 * rlt_details_get_station:
 * @self: the panel
 *
 * Returns: (nullable): the station shown
 */
const RltStation *
rlt_details_get_station (RltDetails *self)
{
  const Target *target;

  g_return_val_if_fail (RLT_IS_DETAILS (self), NULL);

  target = current_target (self);
  return target != NULL ? target->station : NULL;
}

/**
 * rlt_details_get_train:
 * @self: the panel
 *
 * Returns: (nullable): the id of the train shown
 */
const char *
rlt_details_get_train (RltDetails *self)
{
  const Target *target;

  g_return_val_if_fail (RLT_IS_DETAILS (self), NULL);

  target = current_target (self);
  return target != NULL ? target->train : NULL;
}
