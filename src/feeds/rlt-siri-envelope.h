/* rlt-siri-envelope.h: what stands around the records of a SIRI answer, Lite or XML.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-records.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean  has_delivery;
  gboolean  is_refused;    /* the upstream reports an error */
  char     *message;       /* (owned) (nullable): of an answer that is no SIRI */
  char     *error_text;    /* (owned) (nullable) */
  char     *description;   /* (owned) (nullable) */
} RltSiriEnvelope;

void rlt_siri_envelope_take   (char                  **slot,
                               const char             *text,
                               gsize                   length);
void rlt_siri_envelope_settle (const RltSiriEnvelope  *self,
                               RltRecords             *records,
                               const char             *delivery);
void rlt_siri_envelope_clear  (RltSiriEnvelope        *self);

G_END_DECLS
