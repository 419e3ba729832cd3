/* rlt-siri-gm-decoder.h: SIRI general messages to disruptions, whatever reads the answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-decode.h"
#include "rlt-siri-reader.h"

G_BEGIN_DECLS

/**
 * RltSiriGmDecoder:
 *
 * What rlt_siri_gm_grammar takes for its user data. One thread.
 */
typedef struct _RltSiriGmDecoder RltSiriGmDecoder;

extern const RltSiriGrammar rlt_siri_gm_grammar;

RltSiriGmDecoder *rlt_siri_gm_decoder_new    (const RltDecodeContext *context,
                                              RltRecords             *records);
void              rlt_siri_gm_decoder_free   (RltSiriGmDecoder       *self);
void              rlt_siri_gm_decoder_finish (RltSiriGmDecoder       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSiriGmDecoder, rlt_siri_gm_decoder_free)

G_END_DECLS
