/* rlt-launch.h: what the program was asked for on its command line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rlt-time.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean  demo;      /* the simulated network in place of the live one */
  gboolean  set_up;    /* begin at the preferences of live data */
  gboolean  version;   /* print the version and end */
  char     *profile;   /* (owned): "default", "demo" or as given */
  guint64   seed;      /* demo: what its chance begins with */
  RltTime   start;     /* demo: the time at the start, or RLT_TIME_NONE */
  double    speed;     /* demo: seconds a second */
} RltLaunch;

gboolean rlt_launch_parse (RltLaunch   *self,
                           int         *argc,
                           char      ***argv,
                           GError     **error);
void     rlt_launch_clear (RltLaunch   *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RltLaunch, rlt_launch_clear)

G_END_DECLS
