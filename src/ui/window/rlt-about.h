/* rlt-about.h: what the program is, and whose data it shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-catalogue.h"

G_BEGIN_DECLS

void rlt_about_present (GtkWindow    *parent,
                        RltCatalogue *catalogue);

G_END_DECLS
