/* rlt-test-json.h: reading JSON in a test: what is not as it must be ends it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rlt-time.h"

G_BEGIN_DECLS

JsonNode   *rlt_test_json_read       (const char *text,
                                      gsize       length);
JsonNode   *rlt_test_json_get        (JsonNode   *node,
                                      const char *path);
const char *rlt_test_json_get_string (JsonNode   *node,
                                      const char *path);
RltTime     rlt_test_json_get_time   (JsonNode   *node,
                                      const char *path);

G_END_DECLS
