/* rlt-arena.h: memory that is given piece by piece and taken back at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RltArena:
 *
 * A bump allocator. One thread fills it; once nobody fills it any more, any thread may read what
 * is in it.
 */
typedef struct _RltArena RltArena;

RltArena *rlt_arena_new      (void);
void      rlt_arena_free     (RltArena   *self);
gpointer  rlt_arena_alloc    (RltArena   *self,
                              gsize       size);
gpointer  rlt_arena_alloc0   (RltArena   *self,
                              gsize       size);
char     *rlt_arena_strdup   (RltArena   *self,
                              const char *text);
char     *rlt_arena_strndup  (RltArena   *self,
                              const char *text,
                              gsize       length);
void      rlt_arena_reset    (RltArena   *self);
gsize     rlt_arena_get_size (RltArena   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltArena, rlt_arena_free)

#define rlt_arena_new_struct(arena, type) ((type *) rlt_arena_alloc0 ((arena), sizeof (type)))
#define rlt_arena_new_array(arena, type, n) ((type *) rlt_arena_alloc0 ((arena), sizeof (type) * (n)))

G_END_DECLS
