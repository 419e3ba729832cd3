/* rlt-list-filler.h: brings a list up to date in place, a few rows at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RltListFiller:
 *
 * Makes a #GListStore hold the wanted items while it keeps the objects that are there already, so that
 * rows keep their place, focus and scroll position. New rows cost time: they come in portions, one a
 * turn of the main loop, and no turn blocks it. Main thread.
 */
typedef struct _RltListFiller RltListFiller;

/* Whether two items stand for the same thing. */
typedef gboolean (*RltListSameFunc)   (gpointer a,
                                       gpointer b);

/* Takes into @item what @newer says; @newer is thrown away afterwards. */
typedef void     (*RltListUpdateFunc) (gpointer item,
                                       gpointer newer);

RltListFiller *rlt_list_filler_new  (GListStore        *store,
                                     RltListSameFunc    same,
                                     RltListUpdateFunc  update);
void           rlt_list_filler_free (RltListFiller     *self);
void           rlt_list_filler_fill (RltListFiller     *self,
                                     GPtrArray         *items);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltListFiller, rlt_list_filler_free)

G_END_DECLS
