/* rlt-decode-json.c: an answer in JSON as a tree, read with patience.
 *
 * json-glib's own parser knows no depth it would not go to and gives nothing of an answer that is
 * cut short; so yajl reads, within bounds, and json-glib only holds the tree. All that is neither
 * object nor array is a text in it: upstreams write numbers and truths in either way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-decode"

#include "config.h"

#include "rlt-decode-json.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#include "rlt-decode.h"
#include "rlt-http-answer.h"

#define MAX_SIZE (8 * 1024 * 1024)     /* bytes; five times the largest of these answers */
#define MAX_DEPTH 32
#define MAX_VALUES 500000
#define MAX_MEMBERS 4096               /* of one object */

/* An open object or array. */
typedef struct
{
  JsonNode *node;                      /* (owned) */
  char     *name;                      /* (owned) (nullable): of the member that is read */
} Frame;

typedef struct
{
  JsonNode   *root;                    /* (owned) (nullable) */
  Frame       stack[MAX_DEPTH];
  guint       depth;
  guint       n_values;
  const char *refusal;                 /* (nullable): why no more is read */
} Builder;

static void
frame_clear (Frame *frame)
{
  g_clear_pointer (&frame->node, json_node_unref);
  g_clear_pointer (&frame->name, g_free);
}

/* Puts @node, which is given away, where it belongs. */
static void
attach (Builder  *self,
        JsonNode *node)
{
  Frame *parent;

  if (self->depth == 0)
    {
      g_clear_pointer (&self->root, json_node_unref);
      self->root = node;
      return;
    }

  parent = &self->stack[self->depth - 1];
  if (JSON_NODE_HOLDS_ARRAY (parent->node))
    json_array_add_element (json_node_get_array (parent->node), node);
  else
    json_object_set_member (json_node_get_object (parent->node), parent->name, node);
}

static int
refuse (Builder    *self,
        const char *refusal)
{
  self->refusal = refusal;
  return FALSE;
}

static int
add_text (Builder    *self,
          const char *text,
          gsize       length)
{
  g_autofree char *valid = NULL;
  JsonNode *node;

  if (++self->n_values > MAX_VALUES)
    return refuse (self, "more values than any such answer has");

  valid = g_utf8_make_valid (text, length);
  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node, valid);
  attach (self, node);

  return TRUE;
}

static int
string_cb (void                *user_data,
           const unsigned char *text,
           size_t               length)
{
  return add_text (user_data, (const char *) text, length);
}

static int
number_cb (void       *user_data,
           const char *text,
           size_t      length)
{
  return add_text (user_data, text, length);
}

static int
boolean_cb (void *user_data,
            int   value)
{
  const char *text = value ? "true" : "false";

  return add_text (user_data, text, strlen (text));
}

static int
null_cb (void *user_data)
{
  Builder *self = user_data;

  if (++self->n_values > MAX_VALUES)
    return refuse (self, "more values than any such answer has");

  attach (self, json_node_new (JSON_NODE_NULL));
  return TRUE;
}

/* Begins with @node, which is given away. */
static int
push (Builder  *self,
      JsonNode *node)
{
  if (self->depth == MAX_DEPTH || ++self->n_values > MAX_VALUES)
    {
      json_node_unref (node);
      return refuse (self, self->depth == MAX_DEPTH ? "nested over " G_STRINGIFY (MAX_DEPTH) " deep" : "more values than any such answer has");
    }

  self->stack[self->depth++] = (Frame) { .node = node };
  return TRUE;
}

static int
pop (Builder *self)
{
  Frame *frame = &self->stack[--self->depth];
  JsonNode *node = g_steal_pointer (&frame->node);

  frame_clear (frame);
  attach (self, node);

  return TRUE;
}

static int
start_map_cb (void *user_data)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, json_object_new ());
  return push (user_data, node);
}

static int
start_array_cb (void *user_data)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, json_array_new ());
  return push (user_data, node);
}

static int
map_key_cb (void                *user_data,
            const unsigned char *name,
            size_t               length)
{
  Builder *self = user_data;
  Frame *top = &self->stack[self->depth - 1];

  if (json_object_get_size (json_node_get_object (top->node)) >= MAX_MEMBERS)
    return refuse (self, "an object of over " G_STRINGIFY (MAX_MEMBERS) " members");

  g_free (top->name);
  top->name = g_utf8_make_valid ((const char *) name, length);
  return TRUE;
}

static int
end_cb (void *user_data)
{
  return pop (user_data);
}

static const yajl_callbacks callbacks = {
  .yajl_null = null_cb,
  .yajl_boolean = boolean_cb,
  .yajl_number = number_cb,
  .yajl_string = string_cb,
  .yajl_start_map = start_map_cb,
  .yajl_map_key = map_key_cb,
  .yajl_end_map = end_cb,
  .yajl_start_array = start_array_cb,
  .yajl_end_array = end_cb,
};

/* Ends what an answer that is cut short left open. The record it was cut in, an object of a list, is
 * dropped: half of one says something else than the whole. */
static void
close_open (Builder *self)
{
  for (guint i = 1; i < self->depth; i++)
    {
      if (!JSON_NODE_HOLDS_OBJECT (self->stack[i].node) || !JSON_NODE_HOLDS_ARRAY (self->stack[i - 1].node))
        continue;

      while (self->depth > i)
        frame_clear (&self->stack[--self->depth]);
    }

  while (self->depth > 0)
    pop (self);
}

static void
fail (Builder     *self,
      RltRecords  *records,
      yajl_handle  yajl,
      const char  *data,
      gsize        length)
{
  const gsize at = MIN (yajl_get_bytes_consumed (yajl), length);
  unsigned char *why;

  if (rlt_decode_fail_page (records, data, MIN (length, RLT_HTTP_HEAD_SIZE)))
    return;

  if (self->refusal != NULL)
    {
      rlt_records_fail (records, RLT_ANSWER_ERROR, "byte %" G_GSIZE_FORMAT ": %s", at, self->refusal);
      return;
    }

  why = yajl_get_error (yajl, FALSE, NULL, 0);
  rlt_records_fail (records, RLT_ANSWER_ERROR, "byte %" G_GSIZE_FORMAT ": %s", at, g_strchomp ((char *) why));
  yajl_free_error (yajl, why);
}

static void
parse (Builder    *self,
       RltRecords *records,
       const char *data,
       gsize       length)
{
  yajl_handle yajl = yajl_alloc (&callbacks, NULL, self);

  /* What is not UTF-8 is mended where it is kept. */
  yajl_config (yajl, yajl_dont_validate_strings, 1);
  if (yajl_parse (yajl, (const unsigned char *) data, length) != yajl_status_ok)
    fail (self, records, yajl, data, length);
  else if (yajl_complete_parse (yajl) != yajl_status_ok)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "cut short at byte %" G_GSIZE_FORMAT, length);

  yajl_free (yajl);
  close_open (self);
}

/**
 * rlt_decode_json_read:
 * @records: the batch; it is failed when @data are no whole JSON document
 * @data: (array length=length): the answer
 * @length: its length in bytes
 *
 * Of an answer that is damaged or cut short what came before is kept, up to the last whole record. Its
 * depth, size and number of values are bounded.
 *
 * Returns: (transfer full) (nullable): the tree, or what could be read of it
 */
JsonNode *
rlt_decode_json_read (RltRecords *records,
                      const char *data,
                      gsize       length)
{
  Builder builder = { 0 };

  g_return_val_if_fail (records != NULL, NULL);

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }

  if (length == 0)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "an answer without a byte");
  else if (length > MAX_SIZE)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "an answer of over %d bytes", MAX_SIZE);
  else
    parse (&builder, records, data, length);

  return builder.root;
}

static JsonNode *
get_member (JsonObject *object,
            const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/**
 * rlt_decode_json_to_object:
 * @node: (nullable): a value
 *
 * Returns: (transfer none) (nullable): the value, if it is an object
 */
JsonObject *
rlt_decode_json_to_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
to_text (JsonNode *node)
{
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  text = json_node_get_string (node);
  return *text != '\0' ? text : NULL;
}

/**
 * rlt_decode_json_get_object:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, if it is an object
 */
JsonObject *
rlt_decode_json_get_object (JsonObject *object,
                            const char *name)
{
  return rlt_decode_json_to_object (get_member (object, name));
}

/**
 * rlt_decode_json_get_array:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, if it is an array
 */
JsonArray *
rlt_decode_json_get_array (JsonObject *object,
                           const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * rlt_decode_json_get_text:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, if it is a text, number or truth; never empty
 */
const char *
rlt_decode_json_get_text (JsonObject *object,
                          const char *name)
{
  return to_text (get_member (object, name));
}

/**
 * rlt_decode_json_object_at:
 * @array: an array
 * @index: a place in it
 *
 * Returns: (transfer none) (nullable): the element, if it is an object
 */
JsonObject *
rlt_decode_json_object_at (JsonArray *array,
                           guint      index)
{
  return rlt_decode_json_to_object (json_array_get_element (array, index));
}

/**
 * rlt_decode_json_text_at:
 * @array: an array
 * @index: a place in it
 *
 * Returns: (transfer none) (nullable): the element, if it is a text, number or truth; never empty
 */
const char *
rlt_decode_json_text_at (JsonArray *array,
                         guint      index)
{
  return to_text (json_array_get_element (array, index));
}

/**
 * rlt_decode_json_get_length:
 * @array: (nullable): an array
 *
 * Returns: the number of its elements
 */
guint
rlt_decode_json_get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}
