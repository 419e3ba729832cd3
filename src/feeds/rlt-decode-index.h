/* rlt-decode-index.h: each id and text of an answer once: looked up once, kept once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-arena.h"
#include "rlt-catalogue.h"

G_BEGIN_DECLS

/**
 * RltDecodeIndex:
 *
 * An answer names a few hundred stops and destinations some hundred thousand times. One thread.
 */
typedef struct _RltDecodeIndex RltDecodeIndex;

RltDecodeIndex *rlt_decode_index_new  (RltCatalogue      *catalogue,
                                       RltArena          *arena);
void            rlt_decode_index_free (RltDecodeIndex    *self);
const char     *rlt_decode_index_text (RltDecodeIndex    *self,
                                       const char        *text,
                                       gsize              length);
const char     *rlt_decode_index_line (RltDecodeIndex    *self,
                                       const char        *id,
                                       gsize              length,
                                       const RltLine    **line);
const char     *rlt_decode_index_stop (RltDecodeIndex    *self,
                                       const char        *id,
                                       gsize              length,
                                       const RltStation **station);
const char     *rlt_decode_copy_text  (RltArena          *arena,
                                       const char        *text,
                                       gsize              length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltDecodeIndex, rlt_decode_index_free)

G_END_DECLS
