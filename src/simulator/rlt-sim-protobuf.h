/* rlt-sim-protobuf.h: protocol buffers, written straight into bytes.
 *
 * What a feed's decoder reads must not come from the same library: a mistake in how the two use it
 * would cancel out. This writes the few forms that GTFS-Realtime needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RltSimProtobuf:
 *
 * Writes one message. One thread.
 */
typedef struct _RltSimProtobuf RltSimProtobuf;

RltSimProtobuf *rlt_sim_protobuf_new        (void);
void            rlt_sim_protobuf_free       (RltSimProtobuf *self);
char           *rlt_sim_protobuf_finish     (RltSimProtobuf *self,
                                             gsize          *length);
gsize           rlt_sim_protobuf_begin      (RltSimProtobuf *self,
                                             guint           field);
void            rlt_sim_protobuf_end        (RltSimProtobuf *self,
                                             gsize           mark);
void            rlt_sim_protobuf_put_int    (RltSimProtobuf *self,
                                             guint           field,
                                             gint64          value);
void            rlt_sim_protobuf_put_string (RltSimProtobuf *self,
                                             guint           field,
                                             const char     *value);
void            rlt_sim_protobuf_put_float  (RltSimProtobuf *self,
                                             guint           field,
                                             float           value);
void            rlt_sim_protobuf_put_double (RltSimProtobuf *self,
                                             guint           field,
                                             double          value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimProtobuf, rlt_sim_protobuf_free)

G_END_DECLS
