/* rlt-notice.c: says in place why there is nothing to show, and what to do about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-notice.h"

struct _RltNotice
{
  AdwBin     parent_instance;

  /* Template children */
  GtkImage  *image;
  GtkLabel  *title_label;
  GtkLabel  *description_label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (RltNotice, rlt_notice, ADW_TYPE_BIN)

static void
rlt_notice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RLT_TYPE_NOTICE);

  G_OBJECT_CLASS (rlt_notice_parent_class)->dispose (object);
}

static void
rlt_notice_class_init (RltNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_notice_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, RltNotice, image);
  gtk_widget_class_bind_template_child (widget_class, RltNotice, title_label);
  gtk_widget_class_bind_template_child (widget_class, RltNotice, description_label);
  gtk_widget_class_bind_template_child (widget_class, RltNotice, button);
}

static void
rlt_notice_init (RltNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rlt_notice_set_reason:
 * @self: a notice
 * @reason: (nullable): what to say; %NULL hides the notice
 */
void
rlt_notice_set_reason (RltNotice       *self,
                       const RltReason *reason)
{
  g_return_if_fail (RLT_IS_NOTICE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), reason != NULL);
  if (reason == NULL)
    return;

  gtk_image_set_from_icon_name (self->image, reason->icon_name);
  gtk_label_set_label (self->title_label, reason->title);
  gtk_label_set_label (self->description_label, reason->description != NULL ? reason->description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), reason->action_name != NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), reason->action_name);
  if (reason->action_label != NULL)
    gtk_button_set_label (self->button, reason->action_label);
}
