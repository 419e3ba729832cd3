/* rlt-train-card.c: all that is known of one train.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-train-card.h"

#include <glib/gi18n.h>

#include "rlt-call-row.h"
#include "rlt-train-item.h"
#include "rlt-train.h"

struct _RltTrainCard
{
  AdwBin         parent_instance;

  /* Template children */
  GtkLabel      *gone_label;
  GtkLabel      *place_label;
  GtkLabel      *delay_label;
  GtkLabel      *origin_label;
  GtkLabel      *margin_label;
  GtkListBox    *calls_box;
  GtkExpander   *evidence_expander;
  GtkLabel      *evidence_label;

  RltUiContext  *context;         /* (owned) */
  const RltLine *line;            /* (nullable) */
  char          *id;              /* (owned) (nullable) */
  GSignalGroup  *state_signals;   /* (owned): the line's state */
  RltTrainItem  *item;            /* (owned) (nullable): the train as last reported */
};

G_DEFINE_FINAL_TYPE (RltTrainCard, rlt_train_card, ADW_TYPE_BIN)

static const RltTrain *
find_train (RltSnapshot *snapshot,
            const char  *id)
{
  for (guint i = 0; i < snapshot->n_trains; i++)
    {
      if (strcmp (snapshot->trains[i].id, id) == 0)
        return &snapshot->trains[i];
    }

  return NULL;
}

/* Rows are few and their order is that of the journey: each is set anew in its place. */
static void
show_calls (RltTrainCard *self)
{
  const RltTrain *train = rlt_train_item_get_train (self->item);
  RltTime now = rlt_ui_context_now (self->context);
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->calls_box));

  for (guint i = 0; i < train->n_knots; i++)
    {
      const RltKnot *knot = &train->knots[i];

      if (knot->departure < now)
        continue;
      if (row == NULL)
        {
          row = rlt_call_row_new ();
          gtk_list_box_append (self->calls_box, row);
        }
      rlt_call_row_set_knot (RLT_CALL_ROW (row), knot, now, rlt_ui_context_get_time_display (self->context));
      row = gtk_widget_get_next_sibling (row);
    }

  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_list_box_remove (self->calls_box, row);
      row = next;
    }
}

static void
show_evidence (RltTrainCard *self)
{
  const RltTrain *train = rlt_train_item_get_train (self->item);
  g_autofree char *text = g_strjoinv ("\n", (char **) train->evidence);

  gtk_widget_set_visible (GTK_WIDGET (self->evidence_expander), *text != '\0');
  gtk_label_set_label (self->evidence_label, text);
}

static void
show_margin (RltTrainCard *self)
{
  RltTrainPlace place;
  g_autofree char *text = NULL;

  rlt_train_place (rlt_train_item_get_train (self->item), rlt_ui_context_now (self->context), &place);
  /* Translators: how far off the drawn place of a train may be, in metres. */
  text = g_strdup_printf (_("Its place is known to about ±%d m"), (int) ((place.high - place.low) / 2));
  gtk_label_set_label (self->margin_label, text);
}

static void
refresh (RltTrainCard *self)
{
  const char *delay;

  if (self->item == NULL)
    return;

  rlt_train_item_update (self->item);
  delay = rlt_train_item_get_delay (self->item);
  gtk_label_set_label (self->place_label, rlt_train_item_get_place (self->item));
  gtk_label_set_label (self->origin_label, rlt_train_item_get_origin (self->item));
  gtk_label_set_label (self->delay_label, delay != NULL ? delay : "");
  gtk_widget_set_visible (GTK_WIDGET (self->delay_label), delay != NULL);
  show_margin (self);
  show_calls (self);
}

static void
tick_cb (RltTime  now,
         gpointer user_data)
{
  refresh (user_data);
}

static void
snapshot_changed_cb (RltTrainCard *self)
{
  g_autoptr(RltLineState) state = g_signal_group_dup_target (self->state_signals);
  RltSnapshot *snapshot = rlt_line_state_get_snapshot (state);
  const RltTrain *train = snapshot != NULL ? find_train (snapshot, self->id) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->gone_label), train == NULL);
  if (train == NULL)
    return;

  g_clear_object (&self->item);
  self->item = rlt_train_item_new (self->context, snapshot, train);
  show_evidence (self);
  refresh (self);
}

static void
call_activated_cb (RltTrainCard *self,
                   RltCallRow   *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-station", "s", rlt_call_row_get_station (row)->id);
}

static void
rlt_train_card_map (GtkWidget *widget)
{
  RltTrainCard *self = RLT_TRAIN_CARD (widget);

  GTK_WIDGET_CLASS (rlt_train_card_parent_class)->map (widget);
  rlt_ticker_add (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  refresh (self);
}

static void
rlt_train_card_unmap (GtkWidget *widget)
{
  RltTrainCard *self = RLT_TRAIN_CARD (widget);

  rlt_ticker_remove (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  GTK_WIDGET_CLASS (rlt_train_card_parent_class)->unmap (widget);
}

static void
rlt_train_card_dispose (GObject *object)
{
  RltTrainCard *self = RLT_TRAIN_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_TRAIN_CARD);
  g_clear_object (&self->item);
  g_clear_object (&self->state_signals);
  g_clear_pointer (&self->id, g_free);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_train_card_parent_class)->dispose (object);
}

static void
rlt_train_card_class_init (RltTrainCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_train_card_dispose;
  widget_class->map = rlt_train_card_map;
  widget_class->unmap = rlt_train_card_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-train-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RltTrainCard, gone_label);
  gtk_widget_class_bind_template_child (widget_class, RltTrainCard, place_label);
  gtk_widget_class_bind_template_child (widget_class, RltTrainCard, delay_label);
  gtk_widget_class_bind_template_child (widget_class, RltTrainCard, origin_label);
  gtk_widget_class_bind_template_child (widget_class, RltTrainCard, margin_label);
  gtk_widget_class_bind_template_child (widget_class, RltTrainCard, calls_box);
  gtk_widget_class_bind_template_child (widget_class, RltTrainCard, evidence_expander);
  gtk_widget_class_bind_template_child (widget_class, RltTrainCard, evidence_label);
  gtk_widget_class_bind_template_callback (widget_class, call_activated_cb);
}

static void
rlt_train_card_init (RltTrainCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->state_signals = g_signal_group_new (RLT_TYPE_LINE_STATE);
  g_signal_group_connect_swapped (self->state_signals, "notify::snapshot", G_CALLBACK (snapshot_changed_cb),
                                  self);
}

/**
 * rlt_train_card_new:
 * @context: the context
 *
 * Returns: (transfer floating): a card without a train
 */
GtkWidget *
rlt_train_card_new (RltUiContext *context)
{
  RltTrainCard *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (RLT_TYPE_TRAIN_CARD, NULL);
  self->context = g_object_ref (context);

  return GTK_WIDGET (self);
}

/**
 * rlt_train_card_set_train:
 * @self: a card
 * @line: the train's line, one of the engine's catalogue
 * @id: the train's id
 *
 * Shows the train and follows it from snapshot to snapshot. Once it is not reported any more the card
 * says so and keeps what was last known.
 */
void
rlt_train_card_set_train (RltTrainCard  *self,
                          const RltLine *line,
                          const char    *id)
{
  char *copy;

  g_return_if_fail (RLT_IS_TRAIN_CARD (self));
  g_return_if_fail (line != NULL && id != NULL);

  if (self->line == line && g_strcmp0 (self->id, id) == 0)
    return;

  copy = g_strdup (id);
  g_free (self->id);
  self->id = copy;
  self->line = line;
  g_clear_object (&self->item);
  g_signal_group_set_target (self->state_signals,
                             rlt_engine_get_line_state (rlt_ui_context_get_engine (self->context), line));
  snapshot_changed_cb (self);
}

/**
 * rlt_train_card_get_title:
 * @self: a card
 *
 * Returns: (transfer none): where the train goes, and as what; a word for it while that is not known
 */
const char *
rlt_train_card_get_title (RltTrainCard *self)
{
  g_return_val_if_fail (RLT_IS_TRAIN_CARD (self), NULL);

  return self->item != NULL ? rlt_train_item_get_title (self->item) : _("Train");
}
