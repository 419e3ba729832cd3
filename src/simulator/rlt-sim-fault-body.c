/* rlt-sim-fault-body.c: damage to an answer's bytes, whatever they mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-fault"

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "rlt-sim-fault-answer.h"

#define MEGABYTE (1024 * 1024)
#define BOM "\xef\xbb\xbf"
#define RESPONSE_TIME "\"ResponseTimestamp\":\""
#define JOURNEYS "\"EstimatedVehicleJourney\":["
#define JOURNEYS_END "]}]}]}}}"

static void
take_body (RltSimAnswer *answer,
           GString      *body)
{
  g_free (answer->body);
  answer->length = body->len;
  answer->body = g_string_free (body, FALSE);
}

static void
add_bom (RltSimAnswer *answer)
{
  GString *body = g_string_new (BOM);

  g_string_append_len (body, answer->body, answer->length);
  take_body (answer, body);
}

/* Every byte beyond ASCII becomes the character that it is in Latin-1. */
static void
read_as_latin1 (RltSimAnswer *answer)
{
  GString *body = g_string_sized_new (answer->length);

  for (gsize i = 0; i < answer->length; i++)
    g_string_append_unichar (body, (guchar) answer->body[i]);
  take_body (answer, body);
}

/* The journeys again and again, in the same document. */
static void
enlarge (RltSimAnswer *answer,
         gsize         size)
{
  const char *begin = g_strstr_len (answer->body, answer->length, JOURNEYS);
  const char *end = begin != NULL ? g_strrstr_len (answer->body, answer->length, JOURNEYS_END) : NULL;
  gsize head, length;
  GString *body;

  if (end == NULL)
    return;

  head = begin + strlen (JOURNEYS) - answer->body;
  length = end - answer->body - head;
  if (length == 0)
    return;

  body = g_string_sized_new (size + length);
  g_string_append_len (body, answer->body, head + length);
  while (body->len < size)
    {
      g_string_append_c (body, ',');
      g_string_append_len (body, answer->body + head, length);
    }
  g_string_append_len (body, end, answer->body + answer->length - end);
  take_body (answer, body);
}

/* Every time at which an answer says it was made. */
static void
skew (RltSimAnswer *answer,
      RltTime       by,
      RltTime       now)
{
  char *p = answer->body;
  const char *end = answer->body + answer->length;
  char stamp[RLT_TIME_TEXT_SIZE];
  gsize length = rlt_time_print (now + by, stamp);

  while ((p = g_strstr_len (p, end - p, RESPONSE_TIME)) != NULL)
    {
      p += strlen (RESPONSE_TIME);
      if ((gsize) (end - p) > length && p[length] == '"')
        memcpy (p, stamp, length);
    }
}

/* Compressed as it should be, but for the rest of it that is missing. */
static void
compress (RltSimAnswer *answer,
          double        fraction)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  if (!g_output_stream_write_all (stream, answer->body, answer->length, NULL, NULL, NULL) ||
      !g_output_stream_close (stream, NULL, NULL))
    return;

  g_free (answer->body);
  answer->length = (gsize) (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)) * fraction);
  answer->body = g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (memory));
  rlt_sim_answer_add_header (answer, "Content-Encoding", "gzip");
}

static gboolean
is_json (const RltSimAnswer *answer)
{
  return answer->length > 0 && strchr ("{[\"", answer->body[0]) != NULL;
}

/**
 * rlt_sim_fault_body:
 * @effect: what happens to an answer
 * @now: the instant
 * @answer: (inout): the answer
 *
 * Damages what the answer holds.
 */
void
rlt_sim_fault_body (const RltSimEffect *effect,
                    RltTime             now,
                    RltSimAnswer       *answer)
{
  char *damaged = is_json (answer) ? rlt_sim_fault_json (effect, answer->body, answer->length) : NULL;

  if (damaged != NULL)
    {
      g_free (answer->body);
      answer->body = damaged;
      answer->length = strlen (damaged);
    }
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_SKEW))
    skew (answer, (RltTime) (effect->values[RLT_SIM_FAULT_SKEW] * RLT_HOUR), now);
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_LARGE))
    enlarge (answer, (gsize) effect->values[RLT_SIM_FAULT_LARGE] * MEGABYTE);
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_MOJIBAKE))
    read_as_latin1 (answer);
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_BOM))
    add_bom (answer);
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_CUT))
    answer->length = (gsize) (answer->length * effect->values[RLT_SIM_FAULT_CUT]);
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_TYPE))
    answer->type = "text/html; charset=iso-8859-1";
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_GZIP))
    compress (answer, effect->values[RLT_SIM_FAULT_GZIP]);
}
