/* rlt-about.c: what the program is, and whose data it shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-about.h"

#include <glib/gi18n.h>

#include "rlt-format.h"

static char *
describe_network (RltCatalogue *catalogue)
{
  /* Translators: the first %s names whose data they are, the second is a date. */
  return g_strdup_printf (_("%s. As of %s."), rlt_format_attribution (catalogue),
                          rlt_catalogue_get_data_date (catalogue));
}

/**
 * rlt_about_present:
 * @parent: (nullable): the window to stand on
 * @catalogue: the catalogue whose source is named
 *
 * Shows the About window.
 */
void
rlt_about_present (GtkWindow    *parent,
                   RltCatalogue *catalogue)
{
  g_autofree char *network = NULL;
  GtkWidget *about;

  g_return_if_fail (catalogue != NULL);

  network = describe_network (catalogue);
  about = g_object_new (ADW_TYPE_ABOUT_WINDOW,
                        "transient-for", parent,
                        "modal", TRUE,
                        "application-name", _("RATP Live Tracker"),
                        "application-icon", RLT_APP_ID,
                        "version", *RLT_REVISION != '\0' ? RLT_VERSION " (" RLT_REVISION ")" : RLT_VERSION,
                        "developer-name", _("The RATP Live Tracker authors"),
                        "comments", _("See the trains of Paris move on a map.\n\nAn unofficial program. It is not "
                                      "affiliated with RATP or Île-de-France Mobilités, nor endorsed by them."),
                        "license-type", GTK_LICENSE_GPL_3_0,
                        /* Translators: your name, and your address if you like, one translator a line. */
                        "translator-credits", _("translator-credits"),
                        NULL);
  adw_about_window_add_legal_section (ADW_ABOUT_WINDOW (about), _("Lines and Stations"), network,
                                      GTK_LICENSE_UNKNOWN, NULL);
  adw_about_window_add_legal_section (ADW_ABOUT_WINDOW (about), _("Base Map"),
                                      _("© OpenStreetMap contributors, under the Open Database License"),
                                      GTK_LICENSE_UNKNOWN, NULL);
  gtk_window_present (GTK_WINDOW (about));
}
