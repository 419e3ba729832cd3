/* rlt-siri-envelope.c: what stands around the records of a SIRI answer, Lite or XML.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-reader"

#include "config.h"

#include "rlt-siri-envelope.h"

/**
 * rlt_siri_envelope_take:
 * @slot: (inout) (nullable): a text of an envelope
 * @text: what the answer says there
 * @length: its length in bytes
 *
 * The first one counts.
 */
void
rlt_siri_envelope_take (char       **slot,
                        const char  *text,
                        gsize        length)
{
  if (*slot == NULL)
    *slot = g_utf8_make_valid (text, length);
}

static char *
describe_refusal (const RltSiriEnvelope *self)
{
  const char *text = self->error_text;
  const char *description = self->description;

  if (text != NULL && description != NULL && !g_str_equal (text, description))
    return g_strdup_printf ("%s: %s", text, description);
  if (text != NULL || description != NULL)
    return g_strdup (text != NULL ? text : description);

  return g_strdup ("the upstream reports an error without saying which");
}

/**
 * rlt_siri_envelope_settle:
 * @self: the envelope of an answer that could be read to its end
 * @records: the batch that gets the answer's state
 * @delivery: what the answer should have held
 *
 * An answer holds several deliveries: one that is refused does not spoil what others brought. Whether
 * they brought anything, rlt_decode_settle() says when the last record is in.
 */
void
rlt_siri_envelope_settle (const RltSiriEnvelope *self,
                          RltRecords            *records,
                          const char            *delivery)
{
  g_autofree char *refusal = self->is_refused ? describe_refusal (self) : NULL;

  if (refusal != NULL && records->n_records == 0)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "%s", refusal);
  else if (!self->has_delivery && self->message != NULL)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "%s", self->message);
  else if (!self->has_delivery)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "no %s in the answer", delivery);

  if (refusal != NULL && records->n_records > 0)
    rlt_records_remark (records, RLT_WHOLE_ANSWER, "%s", refusal);
}

void
rlt_siri_envelope_clear (RltSiriEnvelope *self)
{
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->error_text, g_free);
  g_clear_pointer (&self->description, g_free);
}
