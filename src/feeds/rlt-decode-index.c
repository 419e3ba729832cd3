/* rlt-decode-index.c: each id and text of an answer once: looked up once, kept once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-decode"

#include "config.h"

#include "rlt-decode-index.h"

#include <string.h>

#define FIRST_SIZE 256         /* slots; a power of two, as all sizes */
#define LARGEST_SIZE 65536
#define LONGEST_SEARCH 16      /* slots; an answer made to collide costs no more */

typedef const void *(*FindFunc) (RltCatalogue *catalogue,
                                 const char   *id);

typedef struct
{
  const char    *text;         /* (nullable) in the arena; NULL in a free slot */
  gsize          length;       /* bytes */
  guint64        hash;
  gconstpointer  found;        /* (nullable) in the catalogue */
} Slot;

/* A hash table with open addressing. */
typedef struct
{
  Slot     *slots;             /* (owned) */
  guint     size;
  guint     n_used;
  FindFunc  find;              /* (nullable) */
} Table;

struct _RltDecodeIndex
{
  RltCatalogue *catalogue;     /* (owned) */
  RltArena     *arena;         /* not owned */
  guint64       seed;
  Table         texts;
  Table         lines;
  Table         stops;
};

static const void *
find_line (RltCatalogue *catalogue,
           const char   *id)
{
  return rlt_catalogue_find_line (catalogue, id);
}

static const void *
find_station (RltCatalogue *catalogue,
              const char   *id)
{
  return rlt_catalogue_find_station (catalogue, id);
}

static void
table_init (Table    *table,
            FindFunc  find)
{
  table->slots = g_new0 (Slot, FIRST_SIZE);
  table->size = FIRST_SIZE;
  table->find = find;
}

/**
 * rlt_decode_index_new:
 * @catalogue: where ids are looked up
 * @arena: (transfer none): where texts are kept; lives at least as long
 *
 * Returns: (transfer full): an empty index
 */
RltDecodeIndex *
rlt_decode_index_new (RltCatalogue *catalogue,
                      RltArena     *arena)
{
  RltDecodeIndex *self = g_new0 (RltDecodeIndex, 1);

  self->catalogue = rlt_catalogue_ref (catalogue);
  self->arena = arena;
  self->seed = ((guint64) g_random_int () << 32) | g_random_int ();
  table_init (&self->texts, NULL);
  table_init (&self->lines, find_line);
  table_init (&self->stops, find_station);

  return self;
}

void
rlt_decode_index_free (RltDecodeIndex *self)
{
  if (self == NULL)
    return;

  g_free (self->texts.slots);
  g_free (self->lines.slots);
  g_free (self->stops.slots);
  rlt_catalogue_unref (self->catalogue);
  g_free (self);
}

/* Eight bytes at a time, each folded in by a multiplication with the golden ratio's odd fraction
 * (Knuth, The Art of Computer Programming 3, 6.4). */
static guint64
hash_text (const char *text,
           gsize       length,
           guint64     seed)
{
  const guint64 factor = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 hash = seed ^ (length * factor);
  guint64 word;

  for (; length >= sizeof word; text += sizeof word, length -= sizeof word)
    {
      memcpy (&word, text, sizeof word);
      hash = (hash ^ word) * factor;
      hash ^= hash >> 32;
    }

  word = 0;
  memcpy (&word, text, length);
  hash = (hash ^ word) * factor;

  return hash ^ (hash >> 32);
}

/* Finds the slot that holds @text, else a free one for it, else NULL. */
static Slot *
table_find (Table      *table,
            const char *text,
            gsize       length,
            guint64     hash)
{
  for (guint i = 0; i < LONGEST_SEARCH; i++)
    {
      Slot *slot = &table->slots[(hash + i) & (table->size - 1)];

      if (slot->text == NULL)
        return slot;
      if (slot->hash == hash && slot->length == length && memcmp (slot->text, text, length) == 0)
        return slot;
    }

  return NULL;
}

static void
table_grow (Table *table)
{
  Slot *old = table->slots;
  guint old_size = table->size;

  table->size *= 2;
  table->slots = g_new0 (Slot, table->size);
  table->n_used = 0;
  for (guint i = 0; i < old_size; i++)
    {
      Slot *slot;

      if (old[i].text == NULL)
        continue;

      slot = table_find (table, old[i].text, old[i].length, old[i].hash);
      if (slot == NULL || slot->text != NULL)
        continue;

      *slot = old[i];
      table->n_used++;
    }

  g_free (old);
}

/**
 * rlt_decode_copy_text:
 * @arena: where the copy goes
 * @text: bytes from outside
 * @length: how many
 *
 * Returns: (transfer none): @text up to its first NUL, ended by NUL; what is not UTF-8 in it is
 *   replaced by U+FFFD
 */
const char *
rlt_decode_copy_text (RltArena   *arena,
                      const char *text,
                      gsize       length)
{
  g_autofree char *valid = NULL;
  const char *nul = memchr (text, '\0', length);

  if (nul != NULL)
    length = nul - text;
  if (g_utf8_validate_len (text, length, NULL))
    return rlt_arena_strndup (arena, text, length);

  valid = g_utf8_make_valid (text, length);
  return rlt_arena_strdup (arena, valid);
}

static const char *
table_get (RltDecodeIndex *self,
           Table          *table,
           const char     *text,
           gsize           length,
           gconstpointer  *found)
{
  const guint64 hash = hash_text (text, length, self->seed);
  Slot *slot = table_find (table, text, length, hash);
  const char *copy;

  if (G_LIKELY (slot != NULL && slot->text != NULL))
    {
      *found = slot->found;
      return slot->text;
    }

  copy = rlt_decode_copy_text (self->arena, text, length);
  *found = table->find != NULL ? table->find (self->catalogue, copy) : NULL;

  /* A text that had to be mended is no key for the bytes it came from. */
  if (slot != NULL && strlen (copy) == length)
    {
      *slot = (Slot) { .text = copy, .length = length, .hash = hash, .found = *found };
      if (++table->n_used * 2 > table->size && table->size < LARGEST_SIZE)
        table_grow (table);
    }

  return copy;
}

/**
 * rlt_decode_index_text:
 * @self: an index
 * @text: bytes from outside
 * @length: how many
 *
 * Returns: (transfer none): the text, in the arena
 */
const char *
rlt_decode_index_text (RltDecodeIndex *self,
                       const char     *text,
                       gsize           length)
{
  gconstpointer found;

  return table_get (self, &self->texts, text, length, &found);
}

/**
 * rlt_decode_index_line:
 * @self: an index
 * @id: an upstream's id of a line
 * @length: its length in bytes
 * @line: (out) (nullable): the line, when the catalogue knows it
 *
 * Returns: (transfer none): the id, in the arena
 */
const char *
rlt_decode_index_line (RltDecodeIndex  *self,
                       const char      *id,
                       gsize            length,
                       const RltLine  **line)
{
  gconstpointer found;
  const char *text = table_get (self, &self->lines, id, length, &found);

  *line = found;
  return text;
}

/**
 * rlt_decode_index_stop:
 * @self: an index
 * @id: an upstream's id of a quay or an area
 * @length: its length in bytes
 * @station: (out) (nullable): its station, when the catalogue knows it
 *
 * Returns: (transfer none): the id, in the arena
 */
const char *
rlt_decode_index_stop (RltDecodeIndex    *self,
                       const char        *id,
                       gsize              length,
                       const RltStation **station)
{
  gconstpointer found;
  const char *text = table_get (self, &self->stops, id, length, &found);

  *station = found;
  return text;
}
