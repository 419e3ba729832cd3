/* rlt-line-json.c: a line as JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-model"

#include "config.h"

#include "rlt-line-json.h"

/**
 * rlt_line_write_facts:
 * @self: a line
 * @writer: a writer inside an object
 *
 * Writes the members that are said of a line wherever it is told.
 */
void
rlt_line_write_facts (const RltLine *self,
                      RltJsonWriter *writer)
{
  g_autofree char *color = g_strdup_printf ("#%06x", self->color);
  g_autofree char *text_color = g_strdup_printf ("#%06x", self->text_color);

  rlt_json_writer_put_string (writer, "line", self->key);
  rlt_json_writer_put_string (writer, "network", rlt_network_to_string (self->network));
  rlt_json_writer_put_string (writer, "code", self->code);
  rlt_json_writer_put_string (writer, "name", self->name);
  rlt_json_writer_put_string (writer, "id", self->id);
  rlt_json_writer_put_string (writer, "operator", self->operator_name);
  rlt_json_writer_put_string (writer, "color", color);
  rlt_json_writer_put_string (writer, "text_color", text_color);
  rlt_json_writer_put_double (writer, "length_m", self->length, 1);
}
