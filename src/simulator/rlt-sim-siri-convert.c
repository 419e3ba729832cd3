/* rlt-sim-siri-convert.c: SIRI Lite's JSON as SIRI's XML: the same elements under the same names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-siri-xml"

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "rlt-sim-siri-xml.h"
#include "rlt-sim-stamp.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define SIRI_NAMESPACE "http://www.siri.org.uk/siri"

static void append_node (GString    *xml,
                         const char *name,
                         JsonNode   *node);

/* Instants carry an offset in XML. */
static void
append_text (GString  *xml,
             JsonNode *node)
{
  const char *text = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
  g_autofree char *escaped = NULL;
  char stamp[RLT_SIM_STAMP_SIZE];
  RltTime time;

  if (text == NULL)
    {
      g_autofree char *number = json_to_string (node, FALSE);

      g_string_append (xml, number);
      return;
    }

  if (strlen (text) >= strlen ("2026-11-23T07:30:00Z") && rlt_time_parse (text, strlen (text), &time))
    {
      rlt_sim_stamp_print_offset (time, stamp);
      text = stamp;
    }
  escaped = g_markup_escape_text (text, -1);
  g_string_append (xml, escaped);
}

static void
append_members (GString    *xml,
                JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    append_node (xml, name, node);
}

/* What JSON calls an information message is a general one here. */
static const char *
get_name (const char *name)
{
  return g_str_equal (name, "InfoMessage") ? "GeneralMessage" : name;
}

static void
append_node (GString    *xml,
             const char *name,
             JsonNode   *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        append_node (xml, name, json_array_get_element (array, i));
      return;
    }
  if (JSON_NODE_HOLDS_NULL (node) || (object != NULL && json_object_get_size (object) == 0))
    return;

  name = get_name (name);
  g_string_append_printf (xml, "<siri:%s>", name);
  if (object != NULL && json_object_has_member (object, "value"))
    append_text (xml, json_object_get_member (object, "value"));
  else if (object != NULL)
    append_members (xml, object);
  else
    append_text (xml, node);
  g_string_append_printf (xml, "</siri:%s>", name);
}

/* The payload's own elements are in no namespace. */
static void
append_envelope (GString    *xml,
                 JsonObject *delivery,
                 const char *operation)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  GString *answer = g_string_new (NULL);

  g_string_append_printf (xml, "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>"
                          "<sw:%sResponse xmlns:sw=\"http://wsdl.siri.org.uk\" xmlns:siri=\"" SIRI_NAMESPACE "\">"
                          "<ServiceDeliveryInfo>", operation);
  json_object_iter_init_ordered (&iter, delivery);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    append_node (g_str_has_suffix (name, "Delivery") ? answer : xml, name, node);
  g_string_append_printf (xml, "</ServiceDeliveryInfo><Answer>%s</Answer><AnswerExtension/></sw:%sResponse>"
                          "</S:Body></S:Envelope>", answer->str, operation);
  g_string_free (answer, TRUE);
}

/**
 * rlt_sim_siri_xml_convert:
 * @json: an answer of SIRI Lite
 * @length: its length in bytes
 * @operation: (nullable): "GetStopMonitoring", to put it into a SOAP envelope
 *
 * Returns: (transfer full): the same in XML
 */
char *
rlt_sim_siri_xml_convert (const char *json,
                          gsize       length,
                          const char *operation)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  GString *xml = g_string_sized_new (length);
  JsonObject *delivery;

  g_string_append (xml, XML_HEAD);
  if (!json_parser_load_from_data (parser, json, length, NULL))
    return g_string_free (xml, FALSE);

  delivery = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "Siri");
  delivery = json_object_get_object_member (delivery, "ServiceDelivery");
  if (operation != NULL)
    {
      append_envelope (xml, delivery, operation);
      return g_string_free (xml, FALSE);
    }

  g_string_append (xml, "<siri:Siri xmlns:siri=\"" SIRI_NAMESPACE "\" version=\"2.0\"><siri:ServiceDelivery>");
  append_members (xml, delivery);
  g_string_append (xml, "</siri:ServiceDelivery></siri:Siri>");

  return g_string_free (xml, FALSE);
}
