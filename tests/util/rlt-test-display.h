/* rlt-test-display.h: what tests of widgets share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Runs the main loop until @condition holds; the limit is meson's timeout. */
#define rlt_test_wait_until(condition) \
  G_STMT_START { \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

void        rlt_test_display_init (int        *argc,
                                   char     ***argv);
GdkTexture *rlt_test_render       (GtkWidget  *widget,
                                   const char *name);

G_END_DECLS
