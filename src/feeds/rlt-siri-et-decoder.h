/* rlt-siri-et-decoder.h: SIRI Lite estimated timetables to trips, while the answer arrives.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-decode.h"
#include "rlt-siri-reader.h"

G_BEGIN_DECLS

/**
 * RltSiriEtDecoder:
 *
 * The answer for the whole network is some 60 MB; nothing of it is kept but the records. One
 * thread.
 */
typedef struct _RltSiriEtDecoder RltSiriEtDecoder;

/**
 * RltSiriEtTripFunc:
 * @trip: a trip, with the lifetime of the call
 * @user_data: as given
 */
typedef void (*RltSiriEtTripFunc) (const RltTrip *trip,
                                   gpointer       user_data);

extern const RltSiriGrammar rlt_siri_et_grammar;

RltSiriEtDecoder *rlt_siri_et_decoder_new           (const RltDecodeContext *context);
RltSiriEtDecoder *rlt_siri_et_decoder_new_part      (const RltDecodeContext *context,
                                                     RltRecords             *records);
void              rlt_siri_et_decoder_free          (RltSiriEtDecoder       *self);
void              rlt_siri_et_decoder_set_trip_func (RltSiriEtDecoder       *self,
                                                     RltSiriEtTripFunc       func,
                                                     gpointer                user_data);
void              rlt_siri_et_decoder_feed          (RltSiriEtDecoder       *self,
                                                     const char             *data,
                                                     gsize                   length);
RltRecords       *rlt_siri_et_decoder_finish        (RltSiriEtDecoder       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSiriEtDecoder, rlt_siri_et_decoder_free)

G_END_DECLS
