/* rlt-disruptions-bulk-decoder.c: PRIM's list of all disruptions to disruptions.
 *
 * The disruptions are in one list; what each concerns is in another one, of the lines, whose objects
 * name the disruptions on them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-disruptions-bulk-decoder"

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

/* The stations at the ends of the parts of lines that it concerns. */
static void
read_sections (Decoder            *self,
               RltDisruptionDraft *draft,
               JsonObject         *disruption)
{
  JsonArray *sections = rlt_decode_json_get_array (disruption, "impactedSections");

  for (guint i = 0; i < rlt_decode_json_get_length (sections); i++)
    {
      JsonObject *section = rlt_decode_json_object_at (sections, i);
      const char *from = rlt_decode_json_get_text (rlt_decode_json_get_object (section, "from"), "id");
      const char *to = rlt_decode_json_get_text (rlt_decode_json_get_object (section, "to"), "id");

      if (from != NULL)
        rlt_disruption_draft_add_station (draft, self->catalogue, from);
      if (to != NULL)
        rlt_disruption_draft_add_station (draft, self->catalogue, to);
    }
}

static void
read_texts (RltDisruptionDraft *draft,
            JsonObject         *disruption)
{
  const char *title = rlt_decode_json_get_text (disruption, "title");
  const char *summary = rlt_decode_json_get_text (disruption, "shortMessage");
  const char *message = rlt_decode_json_get_text (disruption, "message");

  draft->title = g_strdup (title != NULL ? title : summary);
  draft->message = g_strdup (message != NULL ? message : summary);
}

static void
read_disruption (Decoder    *self,
                 JsonObject *disruption)
{
  const guint index = self->records->n_records++;
  const char *id = rlt_decode_json_get_text (disruption, "id");
  const char *updated_at = rlt_decode_json_get_text (disruption, "lastUpdate");
  g_autoptr(RltDisruptionDraft) draft = NULL;

  if (disruption == NULL || id == NULL)
    {
      rlt_records_reject (self->records, index, disruption == NULL ? "no object" : "no id");
      return;
    }

  draft = rlt_disruption_draft_new (index, id, id);
  /* What is over or to come is in the same list. */
  draft->told = RLT_TENSE_UNKNOWN;
  draft->severity = rlt_severity_from_word (rlt_decode_json_get_text (disruption, "severity"));
  draft->is_works = rlt_word_is_works (rlt_decode_json_get_text (disruption, "cause"));
  rlt_disruption_draft_read_tags (draft, rlt_decode_json_get_array (disruption, "tags"));
  read_texts (draft, disruption);
  rlt_disruption_draft_read_periods (draft, rlt_decode_json_get_array (disruption, "applicationPeriods"));
  read_sections (self, draft, disruption);
  if (updated_at != NULL && !rlt_time_parse_paris (updated_at, strlen (updated_at), &draft->updated_at))
    rlt_records_remark (self->records, index, "the time of its update cannot be read");

  rlt_disruption_set_take (self->set, g_steal_pointer (&draft));
}

/* What concerns a stop of a line does not concern the line. */
static void
read_object (Decoder    *self,
             const char *line_id,
             JsonObject *object)
{
  JsonArray *ids = rlt_decode_json_get_array (object, "disruptionIds");
  const char *type = rlt_decode_json_get_text (object, "type");
  const char *object_id = rlt_decode_json_get_text (object, "id");

  for (guint i = 0; i < rlt_decode_json_get_length (ids); i++)
    {
      const char *id = rlt_decode_json_text_at (ids, i);
      RltDisruptionDraft *draft = id != NULL ? rlt_disruption_set_find (self->set, id) : NULL;

      if (draft == NULL || type == NULL)
        continue;
      if (g_str_equal (type, "line") && (object_id != NULL || line_id != NULL))
        rlt_disruption_draft_add_line (draft, self->catalogue, object_id != NULL ? object_id : line_id);
      else if (g_str_has_prefix (type, "stop_") && object_id != NULL)
        rlt_disruption_draft_add_station (draft, self->catalogue, object_id);
    }
}

static void
read_lines (Decoder   *self,
            JsonArray *lines)
{
  for (guint i = 0; i < rlt_decode_json_get_length (lines); i++)
    {
      JsonObject *line = rlt_decode_json_object_at (lines, i);
      JsonArray *objects = rlt_decode_json_get_array (line, "impactedObjects");

      for (guint j = 0; j < rlt_decode_json_get_length (objects); j++)
        read_object (self, rlt_decode_json_get_text (line, "id"), rlt_decode_json_object_at (objects, j));
    }
}

static void
read_answer (Decoder    *self,
             JsonObject *answer)
{
  JsonArray *disruptions = rlt_decode_json_get_array (answer, "disruptions");
  const char *made_at = rlt_decode_json_get_text (answer, "lastUpdatedDate");
  const char *message = rlt_decode_json_get_text (answer, "message");

  if (made_at != NULL)
    (void) rlt_time_parse_paris (made_at, strlen (made_at), &self->records->observed_at);

  /* One disruption by itself is one without its lines. */
  if (disruptions != NULL)
    {
      for (guint i = 0; i < rlt_decode_json_get_length (disruptions); i++)
        read_disruption (self, rlt_decode_json_object_at (disruptions, i));
    }
  else if (rlt_decode_json_get_text (answer, "severity") != NULL)
    {
      read_disruption (self, answer);
    }
  else if (self->records->answer == RLT_ANSWER_OK)
    {
      rlt_records_fail (self->records, RLT_ANSWER_ERROR, "%s",
                        message != NULL ? message : "no disruptions in the answer");
    }

  read_lines (self, rlt_decode_json_get_array (answer, "lines"));
  rlt_disruption_set_finish (self->set);
}

/* What applies now is not told apart: rlt_disruption_applies_at() does. */
RltRecords *
rlt_decode_disruptions_bulk (const RltDecodeContext *context,
                             const char             *data,
                             gsize                   length)
{
  RltRecords *records;
  g_autoptr(RltDisruptionSet) set = NULL;
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL, NULL);

  records = rlt_records_new ("disruptions-bulk", context->source);
  set = rlt_disruption_set_new (records);
  root = rlt_decode_json_read (records, data, length);
  if (root != NULL)
    read_answer (&(Decoder) { context->catalogue, records, set }, rlt_decode_json_to_object (root));
  rlt_decode_settle (records);

  return records;
}
