/* rlt-ratp-board-rows.c: the rows of RATP's boards, as they stand there.
 *
 * A board is HTML inside a JSON string, or HTML alone. Its blocks are one for each direction, but one
 * may lack: only the label in a block, "Vers …", says which it is. Legacy services give the same rows as
 * JSON objects.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ratp-board-decoder"

#include "config.h"

#include "rlt-ratp-board-rows.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "rlt-decode.h"
#include "rlt-decode-json.h"
#include "rlt-http-answer.h"
#include "rlt-libxml.h"
#include "rlt-ratp-wait.h"
#include "rlt-text.h"

#define MAX_SIZE (512 * 1024)          /* bytes of HTML; a board has a few thousand */
#define MAX_ROWS 2000
#define MAX_DEPTH 200
#define MAX_TEXT 400                   /* bytes of a cell */

typedef struct
{
  RltRecords      *records;            /* not owned */
  GPtrArray       *rows;               /* (element-type RltBoardRow) not owned */
  gboolean         has_block;
  char            *station;            /* (owned) (nullable): of the block being read */
  char            *direction;          /* (owned) (nullable) */
  RltBoardSection  section;
} Reader;

static void
row_free (gpointer data)
{
  RltBoardRow *row = data;

  g_free (row->station);
  g_free (row->direction);
  g_free (row->destination);
  g_free (row->wait);
  g_free (row);
}

static void
add_row (Reader          *self,
         RltBoardRowKind  kind,
         const char      *destination,
         const char      *wait,
         gboolean         is_approaching)
{
  RltBoardRow *row;

  if (self->rows->len >= MAX_ROWS)
    return;

  row = g_new0 (RltBoardRow, 1);
  row->kind = kind;
  row->section = self->section;
  row->is_approaching = is_approaching;
  row->station = g_strdup (self->station);
  row->direction = g_strdup (self->direction);
  row->destination = destination != NULL && *destination != '\0' ? g_strdup (destination) : NULL;
  row->wait = g_strdup (wait);
  g_ptr_array_add (self->rows, row);
}

/* Whether @node has @name among its classes. */
static gboolean
has_class (xmlNode    *node,
           const char *name)
{
  xmlChar *classes = node->type == XML_ELEMENT_NODE ? xmlGetProp (node, (const xmlChar *) "class") : NULL;
  const char *p = classes != NULL ? strstr ((const char *) classes, name) : NULL;
  const gsize length = strlen (name);
  gboolean is_found = FALSE;

  for (; p != NULL && !is_found; p = strstr (p + 1, name))
    {
      is_found = (p == (const char *) classes || g_ascii_isspace (p[-1])) &&
                 (p[length] == '\0' || g_ascii_isspace (p[length]));
    }
  xmlFree (classes);

  return is_found;
}

static gboolean
is_element (xmlNode    *node,
            const char *name)
{
  return node->type == XML_ELEMENT_NODE && g_str_equal (node->name, name);
}

static char *
read_text (xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);
  g_autofree char *head = g_strndup (content != NULL ? (const char *) content : "", 4 * MAX_TEXT);
  char *text = rlt_ratp_mend (head);

  xmlFree (content);
  if (strlen (text) > MAX_TEXT)
    *g_utf8_find_prev_char (text, text + MAX_TEXT) = '\0';

  return text;
}

/* What follows @word, in whatever case and accents, or all of @text; NULL when that is nothing. */
static char *
strip_word (const char *text,
            const char *word)
{
  const char *end = strchrnul (text, ' ');
  g_autofree char *first = g_strndup (text, end - text);
  g_autofree char *folded = rlt_text_fold (first);

  if (g_str_equal (folded, word))
    text = *end == ' ' ? end + 1 : end;

  return *text != '\0' ? g_strdup (text) : NULL;
}

static xmlNode *
find_by_class (xmlNode    *node,
               const char *name,
               guint       depth)
{
  for (xmlNode *child = node->children; child != NULL && depth < MAX_DEPTH; child = child->next)
    {
      xmlNode *found = has_class (child, name) ? child : find_by_class (child, name, depth + 1);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
read_heading (Reader  *self,
              xmlNode *row)
{
  g_autofree char *text = read_text (row);
  g_autofree char *folded = rlt_text_fold (text);

  self->section = strstr (folded, "temps reel") != NULL ? RLT_BOARD_SECTION_REAL_TIME
                                                        : RLT_BOARD_SECTION_SCHEDULED;
}

static void
read_end_of_day (Reader          *self,
                 xmlNode         *row,
                 const char      *class_name,
                 RltBoardRowKind  kind)
{
  xmlNode *cell = find_by_class (row, class_name, 0);
  g_autofree char *text = cell != NULL ? read_text (cell) : NULL;

  if (text != NULL && *text != '\0')
    add_row (self, kind, NULL, text, FALSE);
}

/* A row with a wait is a train, whatever its class is; others are layout. */
static void
read_row (Reader  *self,
          xmlNode *row)
{
  xmlNode *wait = find_by_class (row, "heure-wrap", 0);
  xmlNode *terminus = find_by_class (row, "terminus-wrap", 0);
  g_autofree char *wait_text = NULL;
  g_autofree char *destination = terminus != NULL ? read_text (terminus) : NULL;

  read_end_of_day (self, row, "first-wrap", RLT_BOARD_ROW_FIRST);
  read_end_of_day (self, row, "last-wrap", RLT_BOARD_ROW_LAST);
  if (wait == NULL)
    wait = find_by_class (row, "time_label", 0);
  if (wait == NULL)
    return;

  wait_text = read_text (wait);
  add_row (self, RLT_BOARD_ROW_TRAIN, destination, wait_text, find_by_class (wait, "vague-en-approche", 0) != NULL);
}

static void
begin_block (Reader *self)
{
  self->has_block = TRUE;
  self->section = RLT_BOARD_SECTION_NONE;
  g_clear_pointer (&self->station, g_free);
  g_clear_pointer (&self->direction, g_free);
}

static void
take_label (char       **slot,
            xmlNode     *node,
            const char  *word)
{
  g_autofree char *text = read_text (node);

  g_free (*slot);
  *slot = strip_word (text, word);
}

static void
walk (Reader  *self,
      xmlNode *node,
      guint    depth)
{
  for (; node != NULL && depth < MAX_DEPTH; node = node->next)
    {
      if (node->type != XML_ELEMENT_NODE)
        continue;

      if (has_class (node, "ixxi-horaire-result-timetable") || has_class (node, "timetable_group"))
        begin_block (self);

      if (has_class (node, "destination_label"))
        take_label (&self->direction, node, "vers");
      else if (has_class (node, "destination_label_small_title"))
        take_label (&self->station, node, "arret");
      else if (has_class (node, "type-horaire-tr"))
        read_heading (self, node);
      else if (is_element (node, "tr"))
        read_row (self, node);
      else
        walk (self, node->children, depth + 1);
    }
}

/* A board that says in a sentence that it has nothing to say. */
static void
note_sentence (Reader  *self,
               xmlNode *root)
{
  g_autofree char *text = read_text (root);
  RltWait wait;

  rlt_wait_parse (&wait, text);
  if (wait.kind == RLT_WAIT_NO_SERVICE || wait.kind == RLT_WAIT_UNAVAILABLE || wait.kind == RLT_WAIT_DISTURBED)
    add_row (self, RLT_BOARD_ROW_TRAIN, NULL, text, FALSE);
  else
    rlt_records_fail (self->records, RLT_ANSWER_ERROR, "no timetable in the page");
}

static void
read_html (Reader     *self,
           const char *html,
           gsize       length)
{
  g_autofree char *valid = NULL;
  xmlNode *root;
  htmlDocPtr document;

  if (rlt_http_is_challenge (html, length))
    {
      (void) rlt_decode_fail_page (self->records, html, length);
      return;
    }
  if (length > MAX_SIZE)
    {
      rlt_records_fail (self->records, RLT_ANSWER_ERROR, "larger than any board: %" G_GSIZE_FORMAT " bytes", length);
      return;
    }

  if (rlt_libxml_has_full_tag (html, length))
    {
      rlt_records_fail (self->records, RLT_ANSWER_ERROR, "a tag of over %d attributes", RLT_LIBXML_MAX_ATTRIBUTES);
      return;
    }

  rlt_libxml_init ();
  valid = g_utf8_make_valid (html, length);
  document = htmlReadMemory (valid, strlen (valid), NULL, "UTF-8",
                             HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                             HTML_PARSE_NONET | HTML_PARSE_NODEFDTD);
  root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  if (root != NULL)
    {
      walk (self, root, 0);
      if (!self->has_block && self->rows->len == 0)
        note_sentence (self, root);
    }
  xmlFreeDoc (document);
}

/* pierre-grimaud's v4: {"result":{"schedules":[{"message","destination"}]}}. */
static void
read_schedules (Reader    *self,
                JsonArray *schedules)
{
  for (guint i = 0; i < rlt_decode_json_get_length (schedules); i++)
    {
      JsonObject *schedule = rlt_decode_json_object_at (schedules, i);
      const char *message = rlt_decode_json_get_text (schedule, "message");
      const char *destination = rlt_decode_json_get_text (schedule, "destination");
      g_autofree char *wait = rlt_ratp_mend (message != NULL ? message : "");
      g_autofree char *name = rlt_ratp_mend (destination != NULL ? destination : "");

      add_row (self, RLT_BOARD_ROW_TRAIN, name, wait, FALSE);
    }
}

/* A board as scraped: {"station","boards":[{"direction","times":["23:40"]}]}. */
static void
read_boards (Reader     *self,
             const char *station,
             JsonArray  *boards)
{
  for (guint i = 0; i < rlt_decode_json_get_length (boards); i++)
    {
      JsonObject *board = rlt_decode_json_object_at (boards, i);
      JsonArray *times = rlt_decode_json_get_array (board, "times");
      const char *direction = rlt_decode_json_get_text (board, "direction");
      g_autofree char *label = rlt_ratp_mend (direction != NULL ? direction : "");

      begin_block (self);
      self->station = station != NULL ? rlt_ratp_mend (station) : NULL;
      self->direction = strip_word (label, "vers");
      for (guint j = 0; j < rlt_decode_json_get_length (times); j++)
        {
          const char *time = rlt_decode_json_text_at (times, j);
          g_autofree char *wait = rlt_ratp_mend (time != NULL ? time : "");

          add_row (self, RLT_BOARD_ROW_TRAIN, NULL, wait, FALSE);
        }
    }
}

static void
read_object (Reader     *self,
             JsonObject *object)
{
  JsonObject *result = rlt_decode_json_get_object (object, "result");
  JsonArray *schedules = rlt_decode_json_get_array (result, "schedules");
  JsonArray *boards = rlt_decode_json_get_array (object, "boards");
  const char *message = rlt_decode_json_get_text (result != NULL ? result : object, "message");

  if (schedules != NULL)
    read_schedules (self, schedules);
  else if (boards != NULL)
    read_boards (self, rlt_decode_json_get_text (object, "station"), boards);
  else
    rlt_records_fail (self->records, RLT_ANSWER_ERROR, "%s", message != NULL ? message : "no board in the answer");
}

static void
read_json (Reader     *self,
           const char *data,
           gsize       length)
{
  g_autoptr(JsonNode) root = rlt_decode_json_read (self->records, data, length);
  JsonObject *object = rlt_decode_json_to_object (root);

  if (root == NULL || self->records->answer == RLT_ANSWER_BLOCKED)
    return;

  if (object != NULL)
    read_object (self, object);
  else if (JSON_NODE_HOLDS_VALUE (root) && *json_node_get_string (root) != '\0')
    read_html (self, json_node_get_string (root), strlen (json_node_get_string (root)));
  else if (!JSON_NODE_HOLDS_VALUE (root))
    rlt_records_fail (self->records, RLT_ANSWER_ERROR, "no board in the answer");
}

/**
 * rlt_board_rows_read:
 * @records: the batch; it is failed when @data are no board
 * @data: (array length=length): the answer
 * @length: its length in bytes
 *
 * Any thread.
 *
 * Returns: (transfer full) (element-type RltBoardRow): the rows of all directions; none of an empty
 *   board
 */
GPtrArray *
rlt_board_rows_read (RltRecords *records,
                     const char *data,
                     gsize       length)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  Reader reader = { .records = records, .rows = rows };

  g_return_val_if_fail (records != NULL, rows);

  if (rlt_http_is_markup (data, length))
    read_html (&reader, data, length);
  else
    read_json (&reader, data, length);
  g_free (reader.station);
  g_free (reader.direction);

  return rows;
}
