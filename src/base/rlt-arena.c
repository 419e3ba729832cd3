/* rlt-arena.c: memory that is given piece by piece and taken back at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-arena"

#include "config.h"

#include "rlt-arena.h"

#include <string.h>

#define FIRST_BLOCK_SIZE 4096
#define LARGEST_BLOCK_SIZE (256 * 1024)
#define ALIGNMENT 8

typedef struct _Block Block;

struct _Block
{
  Block *next;
  gsize  size;    /* bytes in @data */
  guint8 data[];
};

struct _RltArena
{
  Block  *blocks;     /* (owned): the newest, and the only one with room, first */
  guint8 *cursor;
  guint8 *end;
  gsize   next_size;
  gsize   total;      /* bytes taken from the system */
};

/**
 * rlt_arena_new:
 *
 * Returns: (transfer full): an empty arena, which has taken no block yet
 */
RltArena *
rlt_arena_new (void)
{
  RltArena *self = g_new0 (RltArena, 1);

  self->next_size = FIRST_BLOCK_SIZE;
  return self;
}

static void
free_blocks (Block *block)
{
  while (block != NULL)
    {
      Block *next = block->next;

      g_free (block);
      block = next;
    }
}

/**
 * rlt_arena_free:
 * @self: (transfer full) (nullable): an arena
 *
 * Frees @self and all that was allocated in it.
 */
void
rlt_arena_free (RltArena *self)
{
  if (self == NULL)
    return;

  free_blocks (self->blocks);
  g_free (self);
}

static void
add_block (RltArena *self,
           gsize     at_least)
{
  gsize size = MAX (self->next_size, at_least);
  Block *block = g_malloc (sizeof (Block) + size);

  block->size = size;
  block->next = self->blocks;
  self->blocks = block;
  self->cursor = block->data;
  self->end = block->data + size;
  self->total += sizeof (Block) + size;
  self->next_size = MIN (self->next_size * 2, (gsize) LARGEST_BLOCK_SIZE);
}

/**
 * rlt_arena_alloc:
 * @self: an arena
 * @size: bytes
 *
 * Returns: (transfer none): @size bytes of unset memory, aligned to 8
 */
gpointer
rlt_arena_alloc (RltArena *self,
                 gsize     size)
{
  gpointer memory;

  size = (size + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1);
  if (G_UNLIKELY ((gsize) (self->end - self->cursor) < size || self->cursor == NULL))
    add_block (self, size);

  memory = self->cursor;
  self->cursor += size;
  return memory;
}

/**
 * rlt_arena_alloc0:
 * @self: an arena
 * @size: bytes
 *
 * Returns: (transfer none): @size bytes of zeroes, aligned to 8
 */
gpointer
rlt_arena_alloc0 (RltArena *self,
                  gsize     size)
{
  return memset (rlt_arena_alloc (self, size), 0, size);
}

/**
 * rlt_arena_strndup:
 * @self: an arena
 * @text: bytes
 * @length: how many
 *
 * Returns: (transfer none): a copy of @text, ended by NUL
 */
char *
rlt_arena_strndup (RltArena   *self,
                   const char *text,
                   gsize       length)
{
  char *copy = rlt_arena_alloc (self, length + 1);

  memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

/**
 * rlt_arena_strdup:
 * @self: an arena
 * @text: (nullable): text
 *
 * Returns: (transfer none) (nullable): a copy of @text
 */
char *
rlt_arena_strdup (RltArena   *self,
                  const char *text)
{
  return text != NULL ? rlt_arena_strndup (self, text, strlen (text)) : NULL;
}

/**
 * rlt_arena_reset:
 * @self: an arena
 *
 * Takes back all that was allocated in @self and keeps its newest block for what comes.
 */
void
rlt_arena_reset (RltArena *self)
{
  Block *kept = self->blocks;

  if (kept == NULL)
    return;

  free_blocks (kept->next);
  kept->next = NULL;
  self->cursor = kept->data;
  self->end = kept->data + kept->size;
  self->total = sizeof (Block) + kept->size;
}

/**
 * rlt_arena_get_size:
 * @self: an arena
 *
 * Returns: the bytes it has taken from the system
 */
gsize
rlt_arena_get_size (RltArena *self)
{
  return self->total;
}
