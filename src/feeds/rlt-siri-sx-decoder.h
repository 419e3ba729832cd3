/* rlt-siri-sx-decoder.h: SIRI situation exchange to disruptions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-decode.h"
#include "rlt-siri-reader.h"

G_BEGIN_DECLS

/**
 * RltSiriSxDecoder:
 *
 * What rlt_siri_sx_grammar calls with the situations of one answer. One thread.
 */
typedef struct _RltSiriSxDecoder RltSiriSxDecoder;

extern const RltSiriGrammar rlt_siri_sx_grammar;

RltSiriSxDecoder *rlt_siri_sx_decoder_new    (const RltDecodeContext *context,
                                              RltRecords             *records);
void              rlt_siri_sx_decoder_free   (RltSiriSxDecoder       *self);
void              rlt_siri_sx_decoder_finish (RltSiriSxDecoder       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSiriSxDecoder, rlt_siri_sx_decoder_free)

G_END_DECLS
