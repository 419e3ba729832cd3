/* rlt-json-writer.h: JSON text, written straight into a string.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "rlt-time.h"

G_BEGIN_DECLS

/**
 * RltJsonWriter:
 *
 * Writes one JSON document, without a tree between: what serves thousands of records a second.
 * Commas are its own business. One thread.
 */
typedef struct _RltJsonWriter RltJsonWriter;

RltJsonWriter *rlt_json_writer_new          (void);
void           rlt_json_writer_free         (RltJsonWriter *self);
char          *rlt_json_writer_finish       (RltJsonWriter *self,
                                             gsize         *length);
void           rlt_json_writer_begin_object (RltJsonWriter *self);
void           rlt_json_writer_end_object   (RltJsonWriter *self);
void           rlt_json_writer_begin_array  (RltJsonWriter *self);
void           rlt_json_writer_end_array    (RltJsonWriter *self);
void           rlt_json_writer_member       (RltJsonWriter *self,
                                             const char    *name);
void           rlt_json_writer_string       (RltJsonWriter *self,
                                             const char    *value);
void           rlt_json_writer_int          (RltJsonWriter *self,
                                             gint64         value);
void           rlt_json_writer_double       (RltJsonWriter *self,
                                             double         value,
                                             guint          decimals);
void           rlt_json_writer_boolean      (RltJsonWriter *self,
                                             gboolean       value);
void           rlt_json_writer_null         (RltJsonWriter *self);
void           rlt_json_writer_raw          (RltJsonWriter *self,
                                             const char    *json,
                                             gsize          length);
void           rlt_json_writer_time         (RltJsonWriter *self,
                                             RltTime        value);

/* A member with its value. */
void           rlt_json_writer_put_string   (RltJsonWriter *self,
                                             const char    *name,
                                             const char    *value);
void           rlt_json_writer_put_texts    (RltJsonWriter *self,
                                             const char    *name,
                                             const char * const *values);
void           rlt_json_writer_put_int      (RltJsonWriter *self,
                                             const char    *name,
                                             gint64         value);
void           rlt_json_writer_put_double   (RltJsonWriter *self,
                                             const char    *name,
                                             double         value,
                                             guint          decimals);
void           rlt_json_writer_put_boolean  (RltJsonWriter *self,
                                             const char    *name,
                                             gboolean       value);
void           rlt_json_writer_put_null     (RltJsonWriter *self,
                                             const char    *name);
void           rlt_json_writer_put_time     (RltJsonWriter *self,
                                             const char    *name,
                                             RltTime        value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltJsonWriter, rlt_json_writer_free)

G_END_DECLS
