/* rlt-ellipsis.h: labels that were cut short tell the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rlt_label_tell_rest (GtkLabel *label);

G_END_DECLS
