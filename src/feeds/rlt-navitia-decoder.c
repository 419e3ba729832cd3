/* rlt-navitia-decoder.c: Navitia's line reports and disruptions to disruptions.
 *
 * Whatever Navitia answers, its disruptions stand side by side at the top and hold the severity; what
 * they concern is in each one, and lines and stops only link to them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-navitia-decoder"

#include "config.h"

#include "rlt-decode.h"

#include <string.h>

#include "rlt-decode-json.h"
#include "rlt-disruption-set.h"

typedef struct
{
  RltCatalogue     *catalogue;         /* not owned */
  RltRecords       *records;           /* not owned */
  RltDisruptionSet *set;               /* not owned */
} Decoder;

/* The channels of a text, the best first: "titre" and "moteur" are what sites show, the others are
 * cut to the size of a message or hold an address. */
static const char * const title_channels[] = { "titre", "title", "notification", NULL };
static const char * const message_channels[] = { "moteur", "web", NULL };

/* How well a message's channel suits: the place of its name, else of one of its types; the number of
 * @channels when it does not. */
static guint
rank_channel (JsonObject         *message,
              const char * const *channels)
{
  JsonObject *channel = rlt_decode_json_get_object (message, "channel");
  JsonArray *types = rlt_decode_json_get_array (channel, "types");
  const char *name = rlt_decode_json_get_text (channel, "name");
  guint rank;

  for (rank = 0; channels[rank] != NULL; rank++)
    {
      if (name != NULL && g_ascii_strcasecmp (name, channels[rank]) == 0)
        return rank;
      for (guint i = 0; i < rlt_decode_json_get_length (types); i++)
        {
          if (g_strcmp0 (rlt_decode_json_text_at (types, i), channels[rank]) == 0)
            return rank;
        }
    }

  return rank;
}

static const char *
pick_text (JsonArray          *messages,
           const char * const *channels)
{
  const guint n_channels = g_strv_length ((char **) channels);
  const char *picked = NULL;
  guint picked_rank = n_channels;

  for (guint i = 0; i < rlt_decode_json_get_length (messages); i++)
    {
      JsonObject *message = rlt_decode_json_object_at (messages, i);
      const char *text = rlt_decode_json_get_text (message, "text");
      const guint rank = rank_channel (message, channels);

      if (text != NULL && rank < picked_rank)
        {
          picked = text;
          picked_rank = rank;
        }
    }

  return picked;
}

/* Any text of a channel that nobody named. */
static const char *
pick_other (JsonArray *messages)
{
  for (guint i = 0; i < rlt_decode_json_get_length (messages); i++)
    {
      JsonObject *message = rlt_decode_json_object_at (messages, i);
      const char *text = rlt_decode_json_get_text (message, "text");

      if (text != NULL && title_channels[rank_channel (message, title_channels)] == NULL)
        return text;
    }

  return NULL;
}

static void
read_texts (RltDisruptionDraft *draft,
            JsonObject         *disruption)
{
  JsonArray *messages = rlt_decode_json_get_array (disruption, "messages");
  const char *message = pick_text (messages, message_channels);

  draft->title = g_strdup (pick_text (messages, title_channels));
  draft->message = g_strdup (message != NULL ? message : pick_other (messages));
}

static void
read_severity (RltDisruptionDraft *draft,
               JsonObject         *disruption)
{
  JsonObject *severity = rlt_decode_json_get_object (disruption, "severity");

  draft->severity = rlt_severity_from_word (rlt_decode_json_get_text (severity, "effect"));
  if (draft->severity == RLT_SEVERITY_UNKNOWN)
    draft->severity = rlt_severity_from_word (rlt_decode_json_get_text (severity, "name"));
  draft->is_works = rlt_word_is_works (rlt_decode_json_get_text (disruption, "cause")) ||
                    rlt_word_is_works (rlt_decode_json_get_text (disruption, "category"));
  rlt_disruption_draft_read_tags (draft, rlt_decode_json_get_array (disruption, "tags"));
}

/* What is over or to come is in the same answer; beside the periods a word tells them apart. */
static RltTense
read_status (JsonObject *disruption)
{
  static const struct
  {
    const char *word;
    RltTense    tense;
  } words[] = {
    { "active", RLT_TENSE_NOW },
    { "future", RLT_TENSE_COMING },
    { "past", RLT_TENSE_PAST },
  };
  const char *status = rlt_decode_json_get_text (disruption, "status");

  for (guint i = 0; status != NULL && i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (status, words[i].word) == 0)
        return words[i].tense;
    }

  return RLT_TENSE_UNKNOWN;
}

static void
add_object (Decoder            *self,
            RltDisruptionDraft *draft,
            const char         *type,
            const char         *id)
{
  if (type == NULL || id == NULL)
    return;

  if (g_str_equal (type, "line"))
    rlt_disruption_draft_add_line (draft, self->catalogue, id);
  else if (g_str_equal (type, "stop_area") || g_str_equal (type, "stop_point"))
    rlt_disruption_draft_add_station (draft, self->catalogue, id);
}

/* The two ends of a part of a line. */
static void
read_section (Decoder            *self,
              RltDisruptionDraft *draft,
              JsonObject         *section)
{
  static const char * const ends[] = { "from", "to" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      JsonObject *end = rlt_decode_json_get_object (section, ends[i]);
      const char *type = rlt_decode_json_get_text (end, "embedded_type");

      add_object (self, draft, type != NULL ? type : "stop_area", rlt_decode_json_get_text (end, "id"));
    }
}

static void
read_objects (Decoder            *self,
              RltDisruptionDraft *draft,
              JsonObject         *disruption)
{
  JsonArray *objects = rlt_decode_json_get_array (disruption, "impacted_objects");

  draft->has_objects = rlt_decode_json_get_length (objects) > 0;
  for (guint i = 0; i < rlt_decode_json_get_length (objects); i++)
    {
      JsonObject *object = rlt_decode_json_object_at (objects, i);
      JsonObject *place = rlt_decode_json_get_object (object, "pt_object");

      add_object (self, draft, rlt_decode_json_get_text (place, "embedded_type"),
                  rlt_decode_json_get_text (place, "id"));
      read_section (self, draft, rlt_decode_json_get_object (object, "impacted_section"));
    }
}

static const char *
get_id (JsonObject *disruption)
{
  static const char * const names[] = { "impact_id", "id", "uri", "disruption_id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *id = rlt_decode_json_get_text (disruption, names[i]);

      if (id != NULL)
        return id;
    }

  return NULL;
}

static void
read_disruption (Decoder    *self,
                 JsonObject *disruption)
{
  const guint index = self->records->n_records++;
  const char *id = get_id (disruption);
  const char *parent = rlt_decode_json_get_text (disruption, "disruption_id");
  const char *updated_at = rlt_decode_json_get_text (disruption, "updated_at");
  g_autoptr(RltDisruptionDraft) draft = NULL;
  g_autofree char *key = NULL;

  if (disruption == NULL || id == NULL)
    {
      rlt_records_reject (self->records, index, disruption == NULL ? "no object" : "no id");
      return;
    }

  key = g_strconcat (id, " ", parent, NULL);
  draft = rlt_disruption_draft_new (index, key, id);
  draft->told = read_status (disruption);
  read_severity (draft, disruption);
  read_texts (draft, disruption);
  rlt_disruption_draft_read_periods (draft, rlt_decode_json_get_array (disruption, "application_periods"));
  read_objects (self, draft, disruption);
  if (updated_at != NULL && !rlt_time_parse_paris (updated_at, strlen (updated_at), &draft->updated_at))
    rlt_records_remark (self->records, index, "the time of its update cannot be read");

  rlt_disruption_set_take (self->set, g_steal_pointer (&draft));
}

/* Links say what a disruption concerns only where it does not say so itself: a line links to what
 * concerns its stops, too. */
static void
read_links (Decoder    *self,
            const char *type,
            JsonObject *object)
{
  JsonArray *links = rlt_decode_json_get_array (object, "links");
  const char *id = rlt_decode_json_get_text (object, "id");

  for (guint i = 0; i < rlt_decode_json_get_length (links); i++)
    {
      JsonObject *link = rlt_decode_json_object_at (links, i);
      const char *target = rlt_decode_json_get_text (link, "id");
      RltDisruptionDraft *draft;

      if (target == NULL || g_strcmp0 (rlt_decode_json_get_text (link, "type"), "disruption") != 0)
        continue;

      draft = rlt_disruption_set_find (self->set, target);
      if (draft != NULL && !draft->has_objects)
        add_object (self, draft, type, id);
    }
}

static void
read_reports (Decoder    *self,
              JsonObject *answer)
{
  JsonArray *reports = rlt_decode_json_get_array (answer, "line_reports");

  for (guint i = 0; i < rlt_decode_json_get_length (reports); i++)
    {
      JsonObject *report = rlt_decode_json_object_at (reports, i);
      JsonArray *objects = rlt_decode_json_get_array (report, "pt_objects");

      read_links (self, "line", rlt_decode_json_get_object (report, "line"));
      for (guint j = 0; j < rlt_decode_json_get_length (objects); j++)
        {
          JsonObject *object = rlt_decode_json_object_at (objects, j);
          const char *type = rlt_decode_json_get_text (object, "embedded_type");

          if (type != NULL)
            read_links (self, type, rlt_decode_json_get_object (object, type));
        }
    }
}

static gint64
read_number (JsonObject *object,
             const char *name)
{
  const char *text = rlt_decode_json_get_text (object, name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* An answer is a page of a longer list: what is missing must not be taken for normal. */
static void
check_pages (Decoder    *self,
             JsonObject *answer)
{
  JsonObject *pagination = rlt_decode_json_get_object (answer, "pagination");
  const gint64 total = read_number (pagination, "total_result");
  const gint64 on_page = read_number (pagination, "items_on_page");
  const gint64 before = read_number (pagination, "start_page") * read_number (pagination, "items_per_page");

  if (on_page < total)
    rlt_records_remark (self->records, RLT_WHOLE_ANSWER,
                        "one page: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " items", on_page, total);
  self->records->has_more = on_page > 0 && before >= 0 && before < total && before + on_page < total;
}

static void
fail_answer (RltRecords *records,
             JsonObject *answer)
{
  JsonObject *error = rlt_decode_json_get_object (answer, "error");
  const char *message = rlt_decode_json_get_text (error != NULL ? error : answer, "message");

  if (records->answer == RLT_ANSWER_OK)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "%s", message != NULL ? message : "no disruptions in the answer");
}

static void
read_answer (Decoder    *self,
             JsonObject *answer)
{
  JsonArray *disruptions = rlt_decode_json_get_array (answer, "disruptions");

  if (disruptions == NULL)
    {
      fail_answer (self->records, answer);
      return;
    }

  for (guint i = 0; i < rlt_decode_json_get_length (disruptions); i++)
    read_disruption (self, rlt_decode_json_object_at (disruptions, i));
  read_reports (self, answer);
  check_pages (self, answer);
  rlt_disruption_set_finish (self->set);
}

/* What applies now is not told apart: rlt_disruption_applies_at() does. */
RltRecords *
rlt_decode_navitia (const RltDecodeContext *context,
                    const char             *data,
                    gsize                   length)
{
  RltRecords *records;
  g_autoptr(RltDisruptionSet) set = NULL;
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL, NULL);

  records = rlt_records_new ("navitia", context->source);
  set = rlt_disruption_set_new (records);
  root = rlt_decode_json_read (records, data, length);
  if (root != NULL)
    read_answer (&(Decoder) { context->catalogue, records, set }, rlt_decode_json_to_object (root));
  rlt_decode_settle (records);

  return records;
}
