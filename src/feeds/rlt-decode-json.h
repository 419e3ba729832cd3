/* rlt-decode-json.h: an answer in JSON as a tree, read with patience.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rlt-records.h"

G_BEGIN_DECLS

JsonNode   *rlt_decode_json_read       (RltRecords *records,
                                        const char *data,
                                        gsize       length);
JsonObject *rlt_decode_json_to_object  (JsonNode   *node);
JsonObject *rlt_decode_json_get_object (JsonObject *object,
                                        const char *name);
JsonArray  *rlt_decode_json_get_array  (JsonObject *object,
                                        const char *name);
const char *rlt_decode_json_get_text   (JsonObject *object,
                                        const char *name);
JsonObject *rlt_decode_json_object_at  (JsonArray  *array,
                                        guint       index);
const char *rlt_decode_json_text_at    (JsonArray  *array,
                                        guint       index);
guint       rlt_decode_json_get_length (JsonArray  *array);

G_END_DECLS
