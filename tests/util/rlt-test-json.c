/* rlt-test-json.c: reading JSON in a test: what is not as it must be ends it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-json.h"

#include <stdlib.h>
#include <string.h>

/* (transfer full) */
JsonNode *
rlt_test_json_read (const char *text,
                    gsize       length)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_data (parser, text, length, &error);
  g_assert_no_error (error);
  return json_node_ref (json_parser_get_root (parser));
}

/* Follows member names; a number is a place in an array.
 * (transfer none) (nullable): where there is no such member */
JsonNode *
rlt_test_json_get (JsonNode   *node,
                   const char *path)
{
  g_auto(GStrv) names = g_strsplit (path, "/", -1);

  for (guint i = 0; names[i] != NULL && node != NULL; i++)
    {
      if (g_ascii_isdigit (names[i][0]))
        node = json_array_get_element (json_node_get_array (node), strtoul (names[i], NULL, 10));
      else
        node = json_object_get_member (json_node_get_object (node), names[i]);
    }

  return node;
}

/* (nullable): where there is no such member */
const char *
rlt_test_json_get_string (JsonNode   *node,
                          const char *path)
{
  JsonNode *found = rlt_test_json_get (node, path);

  return found != NULL ? json_node_get_string (found) : NULL;
}

/* RLT_TIME_NONE where there is no such member */
RltTime
rlt_test_json_get_time (JsonNode   *node,
                        const char *path)
{
  const char *text = rlt_test_json_get_string (node, path);
  RltTime time = RLT_TIME_NONE;

  if (text != NULL)
    g_assert_true (rlt_time_parse (text, strlen (text), &time));
  return time;
}
