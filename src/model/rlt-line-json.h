/* rlt-line-json.h: a line as JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-json-writer.h"
#include "rlt-line.h"

G_BEGIN_DECLS

void rlt_line_write_facts (const RltLine *self,
                           RltJsonWriter *writer);

G_END_DECLS
