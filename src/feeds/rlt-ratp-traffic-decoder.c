/* rlt-ratp-traffic-decoder.c: ratp.fr's traffic, and its older sisters, to traffic of lines.
 *
 * The lists sit at changing places, under names of networks or none; a line's state is a word, its
 * members go by several names. What answers of these sites have had in common is in tables here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ratp-traffic-decoder"

#include "config.h"

#include "rlt-decode.h"

#include <string.h>

#include "rlt-decode-json.h"

#define MAX_NESTING 4                  /* of lists' wrappers */
#define FIRST_MILLISECONDS 100000000000   /* epoch numbers from here on count them: 5138 in seconds */

/* Beginnings of the names under which a network's lines stand. */
static const struct
{
  const char *prefix;
  RltNetwork  network;
} network_names[] = {
  { "metro", RLT_NETWORK_METRO },
  { "rer", RLT_NETWORK_RER },
  { "tram", RLT_NETWORK_TRAM },
  { "train", RLT_NETWORK_TRANSILIEN },
  { "transilien", RLT_NETWORK_TRANSILIEN },
};

/* Names under which something to look into stands. */
static const char * const wrapper_names[] = { "result", "status", "results", "records", "items", "lines" };

static const char * const line_names[] = { "line", "code", "id", "identifier", NULL };
static const char * const slug_names[] = { "slug", "state", "status", "severity", NULL };
static const char * const title_names[] = { "title", "headline", "summary", "message", NULL };
static const char * const text_names[] = { "message", "text", "description", "detail", "title", NULL };
static const char * const time_names[] = { "updated_at", "updatedAt", "last_update", "lastUpdate", "date", NULL };

typedef struct
{
  RltCatalogue *catalogue;             /* not owned */
  RltRecords   *records;               /* not owned */
  gboolean      has_list;              /* a list, if an empty one, was found */
} Decoder;

static const char *
pick_text (JsonObject         *object,
           const char * const *names)
{
  const char *text = NULL;

  for (guint i = 0; text == NULL && names[i] != NULL; i++)
    text = rlt_decode_json_get_text (object, names[i]);

  return text;
}

/* The words of states are put together freely: "alerte_fermee", "normal_trav". The gravest part
 * counts, and "normal" only as a word of its own: works are called "normal_trav". An "info" says
 * nothing of the traffic. */
static RltLevel
slug_to_level (const char *slug)
{
  static const struct
  {
    const char *part;
    RltLevel    level;
  } parts[] = {
    { "ferm", RLT_LEVEL_CLOSED },
    { "critical", RLT_LEVEL_CLOSED },
    { "trav", RLT_LEVEL_WORKS },
    { "alert", RLT_LEVEL_DISTURBED },
    { "perturb", RLT_LEVEL_DISTURBED },
    { "ralent", RLT_LEVEL_DISTURBED },
    { "slow", RLT_LEVEL_DISTURBED },
  };
  g_autofree char *lower = g_ascii_strdown (slug, -1);
  g_auto(GStrv) words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (strstr (lower, parts[i].part) != NULL)
        return parts[i].level;
    }

  words = g_strsplit_set (lower, "_- ", -1);
  if (g_strv_contains ((const char * const *) words, "normal") || g_str_equal (lower, "ok"))
    return RLT_LEVEL_NORMAL;

  return RLT_LEVEL_UNKNOWN;
}

/* ISO 8601 or seconds or milliseconds since 1970. */
static gboolean
read_time (const char *text,
           RltTime    *time)
{
  const gsize length = strlen (text);
  gint64 number;

  if (rlt_time_parse_paris (text, length, time))
    return TRUE;
  if (length < 9 || length > 15 || strspn (text, "0123456789.") != length)
    return FALSE;

  number = g_ascii_strtoll (text, NULL, 10);
  *time = number >= FIRST_MILLISECONDS ? number * 1000 : number * RLT_SECOND;
  return *time <= RLT_TIME_MAX;
}

static const char *
pick_time (JsonObject *object)
{
  static const char * const inner_names[] = { "value", "iso", NULL };

  for (guint i = 0; time_names[i] != NULL; i++)
    {
      JsonObject *inner = rlt_decode_json_get_object (object, time_names[i]);
      const char *text = inner != NULL ? pick_text (inner, inner_names)
                                       : rlt_decode_json_get_text (object, time_names[i]);

      if (text != NULL)
        return text;
    }

  return NULL;
}

static RltNetwork
find_network (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (network_names); i++)
    {
      if (g_str_has_prefix (name, network_names[i].prefix))
        return network_names[i].network;
    }

  return RLT_N_NETWORKS;
}

/* Codes are those of the list's network: "3b" is a tram among trams. Without one, the first network
 * that has such a line. */
static const RltLine *
find_line (Decoder    *self,
           RltNetwork  network,
           const char *id)
{
  const RltLine *line = NULL;

  if (network != RLT_N_NETWORKS)
    line = rlt_catalogue_find_line_by_code (self->catalogue, network, id);
  if (line == NULL)
    line = rlt_catalogue_find_line (self->catalogue, id);
  for (guint i = 0; line == NULL && network == RLT_N_NETWORKS && i < RLT_N_NETWORKS; i++)
    line = rlt_catalogue_find_line_by_code (self->catalogue, i, id);

  return line;
}

static void
read_line (Decoder    *self,
           RltNetwork  network,
           const char *id,
           const char *slug,
           JsonObject *object)
{
  const guint index = self->records->n_records++;
  RltArena *arena = self->records->arena;
  const char *title = pick_text (object, title_names);
  const char *message = pick_text (object, text_names);
  const char *time = pick_time (object);
  g_autofree char *default_title = NULL;
  RltTraffic *traffic;

  traffic = rlt_records_add_traffic (self->records);
  traffic->line = find_line (self, network, id);
  slug = slug != NULL ? slug : "unknown";
  if (title == NULL)
    title = default_title =
      g_strdup_printf ("Ligne %s - état %s", traffic->line != NULL ? traffic->line->code : id, slug);

  traffic->line_id = rlt_arena_strdup (arena, id);
  traffic->level = slug_to_level (slug);
  traffic->title = rlt_decode_keep_text (arena, title);
  traffic->message = rlt_decode_keep_text (arena, message);
  traffic->detail = rlt_decode_keep_detail (arena, message);
  if (time != NULL && !read_time (time, &traffic->updated_at))
    rlt_records_remark (self->records, index, "the time of its update cannot be read");
}

/* The events of one line, which only the address of the question named. */
static void
read_event (Decoder    *self,
            JsonObject *object)
{
  const guint index = self->records->n_records++;
  RltArena *arena = self->records->arena;
  JsonObject *inner = rlt_decode_json_get_object (object, "perturbation");
  const char *text = rlt_decode_json_get_text (object, "perturbation");
  RltDisruption *disruption = rlt_records_add_disruption (self->records);
  g_autofree char *id = g_strdup_printf ("perturbation-%u", index);

  disruption->id = rlt_arena_strdup (arena, id);
  disruption->level = RLT_LEVEL_DISTURBED;
  disruption->category = RLT_CATEGORY_INCIDENT;
  disruption->title = rlt_decode_keep_text (arena, inner != NULL ? pick_text (inner, title_names) : text);
  disruption->message = rlt_decode_keep_text (arena, inner != NULL ? pick_text (inner, text_names) : text);
  disruption->detail = rlt_decode_keep_detail (arena, inner != NULL ? pick_text (inner, text_names) : text);
}

static gboolean
has_event (JsonObject *object)
{
  return rlt_decode_json_get_text (object, "perturbation") != NULL ||
         rlt_decode_json_get_object (object, "perturbation") != NULL;
}

static void
read_list (Decoder    *self,
           RltNetwork  network,
           JsonArray  *list)
{
  self->has_list = TRUE;
  for (guint i = 0; i < rlt_decode_json_get_length (list); i++)
    {
      JsonObject *object = rlt_decode_json_object_at (list, i);
      const char *id = pick_text (object, line_names);

      if (has_event (object))
        read_event (self, object);
      else if (id != NULL)
        read_line (self, network, id, pick_text (object, slug_names), object);
      else
        rlt_records_reject (self->records, self->records->n_records++, object != NULL ? "no line" : "no object");
    }
}

/* An object whose members are lines: {"1": {…}, "3b": {…}}. Their state is called a name. */
static void
read_line_map (Decoder    *self,
               RltNetwork  network,
               JsonObject *map)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  self->has_list = TRUE;
  json_object_iter_init_ordered (&iter, map);
  while (json_object_iter_next_ordered (&iter, &id, &node))
    {
      JsonObject *object = rlt_decode_json_to_object (node);

      if (object != NULL && *id != '\0')
        read_line (self, network, id, rlt_decode_json_get_text (object, "name"), object);
      else
        rlt_records_reject (self->records, self->records->n_records++, object != NULL ? "no line" : "no object");
    }
}

static gboolean
is_wrapper (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrapper_names); i++)
    {
      if (g_str_equal (name, wrapper_names[i]))
        return TRUE;
    }

  return FALSE;
}

/* Looks into @object for lists, which may be wrapped a few times. */
static void
read_wrapper (Decoder    *self,
              RltNetwork  network,
              JsonObject *object,
              guint       nesting)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (nesting < MAX_NESTING && json_object_iter_next_ordered (&iter, &name, &node))
    {
      const RltNetwork named = find_network (name);
      const RltNetwork inner = named != RLT_N_NETWORKS ? named : network;

      if (named == RLT_N_NETWORKS && !is_wrapper (name))
        continue;
      if (JSON_NODE_HOLDS_ARRAY (node))
        read_list (self, inner, json_node_get_array (node));
      else if (JSON_NODE_HOLDS_OBJECT (node) && g_str_equal (name, "lines"))
        read_line_map (self, inner, json_node_get_object (node));
      else if (JSON_NODE_HOLDS_OBJECT (node))
        read_wrapper (self, inner, json_node_get_object (node), nesting + 1);
    }
}

static void
read_answer (Decoder  *self,
             JsonNode *root)
{
  JsonObject *answer = rlt_decode_json_to_object (root);
  JsonObject *result = rlt_decode_json_get_object (answer, "result");
  const char *made_at = pick_time (rlt_decode_json_get_object (answer, "_metadata"));
  const char *message = rlt_decode_json_get_text (result != NULL ? result : answer, "message");

  if (made_at != NULL)
    (void) read_time (made_at, &self->records->observed_at);

  if (JSON_NODE_HOLDS_ARRAY (root))
    read_list (self, RLT_N_NETWORKS, json_node_get_array (root));
  else if (has_event (answer))
    read_event (self, answer);
  else if (answer != NULL)
    read_wrapper (self, RLT_N_NETWORKS, answer, 0);

  if (self->records->n_records == 0 && !self->has_list && self->records->answer == RLT_ANSWER_OK)
    rlt_records_fail (self->records, RLT_ANSWER_ERROR, "%s", message != NULL ? message : "no traffic in the answer");
}

RltRecords *
rlt_decode_ratp_traffic (const RltDecodeContext *context,
                         const char             *data,
                         gsize                   length)
{
  RltRecords *records;
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL, NULL);

  records = rlt_records_new ("ratp-traffic", context->source);
  root = rlt_decode_json_read (records, data, length);
  if (root != NULL)
    read_answer (&(Decoder) { context->catalogue, records, FALSE }, root);
  rlt_decode_settle (records);

  return records;
}
