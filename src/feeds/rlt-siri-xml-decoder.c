/* rlt-siri-xml-decoder.c: SIRI in XML, bare or in a SOAP envelope, whichever services it holds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-xml-decoder"

#include "config.h"

#include "rlt-decode.h"

#include "rlt-siri-et-decoder.h"
#include "rlt-siri-gm-decoder.h"
#include "rlt-siri-sm-decoder.h"
#include "rlt-siri-sx-decoder.h"
#include "rlt-siri-vm-decoder.h"
#include "rlt-siri-xml-reader.h"

/**
 * rlt_decode_siri_xml:
 * @context: what is known besides the bytes
 * @data: an answer of a SIRI endpoint
 * @length: its length in bytes
 *
 * Reads every delivery that the answer holds; see #RltDecodeFunc. What records mean is told by the
 * same decoders as for SIRI Lite.
 *
 * Returns: (transfer full): departures, trips, vehicles and disruptions
 */
RltRecords *
rlt_decode_siri_xml (const RltDecodeContext *context,
                     const char             *data,
                     gsize                   length)
{
  RltRecords *records;
  g_autoptr(RltSiriSmDecoder) sm = NULL;
  g_autoptr(RltSiriEtDecoder) et = NULL;
  g_autoptr(RltSiriVmDecoder) vm = NULL;
  g_autoptr(RltSiriGmDecoder) gm = NULL;
  g_autoptr(RltSiriSxDecoder) sx = NULL;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL, NULL);

  records = rlt_records_new ("siri-xml", context->source);
  sm = rlt_siri_sm_decoder_new (context, records);
  et = rlt_siri_et_decoder_new_part (context, records);
  vm = rlt_siri_vm_decoder_new (context, records);
  gm = rlt_siri_gm_decoder_new (context, records);
  sx = rlt_siri_sx_decoder_new (context, records);
  {
    const RltSiriPart parts[] = {
      { &rlt_siri_sm_grammar, sm },
      { &rlt_siri_et_grammar, et },
      { &rlt_siri_vm_grammar, vm },
      { &rlt_siri_gm_grammar, gm },
      { &rlt_siri_sx_grammar, sx },
    };

    rlt_siri_xml_read (records, parts, G_N_ELEMENTS (parts), data, length);
  }
  rlt_siri_sm_decoder_finish (sm);
  rlt_siri_gm_decoder_finish (gm);
  rlt_siri_sx_decoder_finish (sx);
  rlt_decode_settle (records);

  return records;
}
