/* rlt-siri-sm-decoder.h: SIRI stop monitoring, Lite or XML, to departures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-decode.h"
#include "rlt-siri-reader.h"

G_BEGIN_DECLS

/**
 * RltSiriSmDecoder:
 *
 * What rlt_siri_sm_grammar calls with the visits of one answer. One thread.
 */
typedef struct _RltSiriSmDecoder RltSiriSmDecoder;

extern const RltSiriGrammar rlt_siri_sm_grammar;

RltSiriSmDecoder *rlt_siri_sm_decoder_new    (const RltDecodeContext *context,
                                              RltRecords             *records);
void              rlt_siri_sm_decoder_free   (RltSiriSmDecoder       *self);
void              rlt_siri_sm_decoder_finish (RltSiriSmDecoder       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSiriSmDecoder, rlt_siri_sm_decoder_free)

G_END_DECLS
