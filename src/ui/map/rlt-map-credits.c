/* rlt-map-credits.c: whose data the map shows, and that there are no streets when there are none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-credits"

#include "config.h"

#include "rlt-map-credits.h"

#include <glib/gi18n.h>

#include "rlt-base-map.h"
#include "rlt-format.h"

struct _RltMapCredits
{
  AdwBin      parent_instance;

  GtkLabel   *label;
  const char *network;            /* (nullable): whose lines and stations, in words */
  gboolean    base_map_seen;
  gboolean    base_map_missing;
};

G_DEFINE_FINAL_TYPE (RltMapCredits, rlt_map_credits, ADW_TYPE_BIN)

static void
show (RltMapCredits *self)
{
  g_autofree char *network = g_markup_escape_text (self->network != NULL ? self->network : "", -1);
  g_autoptr(GString) markup = g_string_new (NULL);

  if (self->base_map_missing)
    g_string_append_printf (markup, "%s\n", _("Base map unavailable offline"));
  if (self->base_map_seen)
    g_string_append_printf (markup, "<a href=\"%s\">%s</a>\n", RLT_BASE_MAP_LICENSE_URI,
                            _("© OpenStreetMap contributors"));
  /* Translators: whose data the lines and stations are */
  g_string_append_printf (markup, _("Network: %s"), network);
  gtk_label_set_markup (self->label, markup->str);
}

static void
rlt_map_credits_class_init (RltMapCreditsClass *klass)
{
}

static void
rlt_map_credits_init (RltMapCredits *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
}

/**
 * rlt_map_credits_set_catalogue:
 * @self: the credits
 * @catalogue: where lines and stations come from
 */
void
rlt_map_credits_set_catalogue (RltMapCredits *self,
                               RltCatalogue  *catalogue)
{
  g_return_if_fail (RLT_IS_MAP_CREDITS (self));
  g_return_if_fail (catalogue != NULL);

  self->network = rlt_format_attribution (catalogue);
  show (self);
}

/**
 * rlt_map_credits_set_base_map:
 * @self: the credits
 * @seen: whether streets are to be seen
 * @missing: whether streets are wanted and cannot be had
 */
void
rlt_map_credits_set_base_map (RltMapCredits *self,
                              gboolean       seen,
                              gboolean       missing)
{
  g_return_if_fail (RLT_IS_MAP_CREDITS (self));

  self->base_map_seen = seen;
  self->base_map_missing = missing;
  show (self);
}
