/* rlt-sim-fault-json.c: damage to the records of an answer in JSON: the same document, less well-behaved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-fault"

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "rlt-sim-fault-answer.h"
#include "rlt-sim-random.h"

/* How far back a record of the past is put. */
#define PAST (25 * RLT_MINUTE)

/* Members whose words are of a list that may grow. */
static const char * const enums[] = {
  "ArrivalStatus", "DepartureStatus", "severity", "status", "slug", "state", "effect", "cause", "category",
  "vehicleStopStatus", "MessageType", "mode", "arrtype", NULL
};

/* Members that upstreams leave out now and then. */
static const char * const optional[] = {
  "AimedArrivalTime", "AimedDepartureTime", "Order", "ArrivalPlatformName", "ArrivalStatus", "DepartureStatus",
  "DirectionName", "JourneyNote", "VehicleJourneyName", "OperatorRef", "TrainNumbers", "PublishedLineName",
  "FirstOrLastJourney", "DirectionRef", "ValidUntilTime", "lastUpdate", "tags", "shortMessage", "impactedSections",
  "applicationPeriods", "application_periods", "updated_at", "message", "title", "category",
  "progressBetweenStopsPercentage", "previousStopPlaceRef", "arrgeopoint", NULL
};

typedef struct
{
  const RltSimEffect *effect;
  guint64             n_draws;
} Damage;

static void damage_node (Damage   *self,
                         JsonNode *node);

static gboolean
happens (Damage *self,
         double  probability)
{
  return rlt_sim_random_unit (self->effect->seed, self->n_draws++) < probability;
}

static gboolean
has (const Damage    *self,
     RltSimFaultKind  kind)
{
  return rlt_sim_effect_has (self->effect, kind);
}

static gboolean
is_wrapper (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && json_object_get_size (object) == 1 && json_object_has_member (object, "value");
}

/* What comes in place of a member; NULL when it stays. */
static JsonNode *
replace (Damage     *self,
         const char *name,
         JsonNode   *node)
{
  gboolean is_text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;

  if (has (self, RLT_SIM_FAULT_UNWRAPPED) && is_wrapper (node))
    return json_node_copy (json_object_get_member (json_node_get_object (node), "value"));
  if (has (self, RLT_SIM_FAULT_ENUMS) && is_text && g_strv_contains (enums, name) && happens (self, 0.5))
    return json_node_init_string (json_node_alloc (), "quelqueChoseDeNouveau");
  if (has (self, RLT_SIM_FAULT_BLANKS) && is_text && happens (self, 0.1))
    return happens (self, 0.5) ? json_node_init_object (json_node_alloc (), json_object_new ())
                               : json_node_init_array (json_node_alloc (), json_array_new ());

  return NULL;
}

static void
add_extra (Damage     *self,
           JsonObject *object)
{
  JsonArray *list = json_array_new ();

  json_array_add_null_element (list);
  json_array_add_double_element (list, 1e300);
  json_object_set_array_member (object, "somethingNew", list);
}

static void
damage_object (Damage     *self,
               JsonObject *object)
{
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *link = names; link != NULL; link = link->next)
    {
      const char *name = link->data;
      JsonNode *node = json_object_get_member (object, name);
      JsonNode *other;

      if (has (self, RLT_SIM_FAULT_MISSING) && g_strv_contains (optional, name) && happens (self, 0.4))
        {
          json_object_remove_member (object, name);
          continue;
        }
      damage_node (self, node);
      other = replace (self, name, node);
      if (other != NULL)
        json_object_set_member (object, name, other);
    }
  if (has (self, RLT_SIM_FAULT_EXTRA))
    add_extra (self, object);
}

/* The same elements in another order, one in ten of them twice. */
static void
shuffle (Damage    *self,
         JsonArray *array)
{
  guint n = json_array_get_length (array);

  for (guint i = 0; i < n; i++)
    {
      guint other = rlt_sim_random_below (self->effect->seed, self->n_draws++, n);

      json_array_add_element (array, json_array_dup_element (array, other));
      if (!happens (self, 0.1))
        json_array_remove_element (array, other);
      n = MIN (n, json_array_get_length (array));
    }
}

/* Puts back every time in a record. */
static void
put_back (JsonNode *node)
{
  RltTime time;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr(GList) nodes = json_object_get_values (json_node_get_object (node));

      for (GList *link = nodes; link != NULL; link = link->next)
        put_back (link->data);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      g_autoptr(GList) nodes = json_array_get_elements (json_node_get_array (node));

      for (GList *link = nodes; link != NULL; link = link->next)
        put_back (link->data);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
           rlt_time_parse (json_node_get_string (node), strlen (json_node_get_string (node)), &time))
    {
      g_autofree char *text = rlt_time_to_string (time - PAST);

      json_node_set_string (node, text);
    }
}

static void
damage_array (Damage    *self,
              JsonArray *array)
{
  g_autoptr(GList) nodes = json_array_get_elements (array);
  gboolean has_records = nodes != NULL && nodes->next != NULL && JSON_NODE_HOLDS_OBJECT ((JsonNode *) nodes->data);

  for (GList *link = nodes; link != NULL; link = link->next)
    {
      if (has_records && has (self, RLT_SIM_FAULT_PAST) && happens (self, 0.3))
        put_back (link->data);
      damage_node (self, link->data);
    }
  if (has_records && has (self, RLT_SIM_FAULT_SHUFFLE))
    shuffle (self, array);
}

static void
damage_node (Damage   *self,
             JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    damage_object (self, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    damage_array (self, json_node_get_array (node));
}

/* Texts in arrays lose what is around them, too. */
static void
unwrap_elements (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr(GList) nodes = json_object_get_values (json_node_get_object (node));

      for (GList *link = nodes; link != NULL; link = link->next)
        unwrap_elements (link->data);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      guint n = json_array_get_length (array);

      for (guint i = 0; i < n; i++)
        {
          JsonNode *element = json_array_get_element (array, 0);

          unwrap_elements (element);
          element = is_wrapper (element)
                      ? json_node_copy (json_object_get_member (json_node_get_object (element), "value"))
                      : json_node_copy (element);
          json_array_remove_element (array, 0);
          json_array_add_element (array, element);
        }
    }
}

/**
 * rlt_sim_fault_json:
 * @effect: what happens to an answer
 * @body: a JSON document
 * @length: its length in bytes
 *
 * Returns: (transfer full) (nullable): the document as it comes out; %NULL when nothing happens to it
 */
char *
rlt_sim_fault_json (const RltSimEffect *effect,
                    const char         *body,
                    gsize               length)
{
  static const RltSimFaultKind mine[] = {
    RLT_SIM_FAULT_EXTRA, RLT_SIM_FAULT_ENUMS, RLT_SIM_FAULT_MISSING, RLT_SIM_FAULT_BLANKS,
    RLT_SIM_FAULT_UNWRAPPED, RLT_SIM_FAULT_SHUFFLE, RLT_SIM_FAULT_PAST,
  };
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(JsonNode) root = NULL;
  Damage damage = { .effect = effect };
  gboolean is_asked_for = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (mine); i++)
    is_asked_for |= rlt_sim_effect_has (effect, mine[i]);
  if (!is_asked_for)
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, body, length, NULL))
    return NULL;

  root = json_parser_steal_root (parser);
  damage_node (&damage, root);
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_UNWRAPPED))
    unwrap_elements (root);

  return json_to_string (root, FALSE);
}
