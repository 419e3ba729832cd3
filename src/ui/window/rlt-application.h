/* rlt-application.h: the program as GTK knows it: its window, its actions, its keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-engine.h"
#include "rlt-launch.h"

G_BEGIN_DECLS

#define RLT_TYPE_APPLICATION (rlt_application_get_type ())
G_DECLARE_FINAL_TYPE (RltApplication, rlt_application, RLT, APPLICATION, AdwApplication)

RltApplication *rlt_application_new        (const RltLaunch  *launch,
                                            GError          **error);
void            rlt_application_set_engine (RltApplication   *self,
                                            RltEngine        *engine,
                                            GSettings        *settings);

G_END_DECLS
