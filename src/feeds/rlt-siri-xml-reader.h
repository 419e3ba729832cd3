/* rlt-siri-xml-reader.h: reads a SIRI answer in XML by the same tables as one in JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-siri-reader.h"

G_BEGIN_DECLS

/* How one kind of delivery is read, and for whom. */
typedef struct
{
  const RltSiriGrammar *grammar;
  gpointer              user_data;
} RltSiriPart;

void rlt_siri_xml_read (RltRecords        *records,
                        const RltSiriPart *parts,
                        guint              n_parts,
                        const char        *data,
                        gsize              length);

G_END_DECLS
