/* rlt-sim-random.h: chance that is the same in every run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint64 rlt_sim_random_mix    (guint64     seed,
                               guint64     value);
guint64 rlt_sim_random_text   (guint64     seed,
                               const char *text);
double  rlt_sim_random_unit   (guint64     seed,
                               guint64     value);
guint   rlt_sim_random_below  (guint64     seed,
                               guint64     value,
                               guint       limit);

G_END_DECLS
