/* rlt-siri-vm-decoder.h: SIRI vehicle monitoring to vehicles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-decode.h"
#include "rlt-siri-reader.h"

G_BEGIN_DECLS

/**
 * RltSiriVmDecoder:
 *
 * What rlt_siri_vm_grammar calls with the vehicles of one answer. One thread.
 */
typedef struct _RltSiriVmDecoder RltSiriVmDecoder;

extern const RltSiriGrammar rlt_siri_vm_grammar;

RltSiriVmDecoder *rlt_siri_vm_decoder_new  (const RltDecodeContext *context,
                                            RltRecords             *records);
void              rlt_siri_vm_decoder_free (RltSiriVmDecoder       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSiriVmDecoder, rlt_siri_vm_decoder_free)

G_END_DECLS
