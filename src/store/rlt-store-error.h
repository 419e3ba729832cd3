/* rlt-store-error.h: what can go wrong with the database.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RLT_STORE_ERROR (rlt_store_error_quark ())

typedef enum
{
  RLT_STORE_ERROR_FAILED,
  RLT_STORE_ERROR_BUSY,       /* another program holds it: try again */
  RLT_STORE_ERROR_NEWER,      /* a newer version of the program wrote it */
  RLT_STORE_ERROR_FOREIGN,    /* another program's database */
  RLT_STORE_ERROR_FULL,       /* the disk is full */
  RLT_STORE_ERROR_READ_ONLY,  /* it, or its folder, cannot be written */
  RLT_STORE_ERROR_CORRUPT,    /* the file is damaged, or no database at all */
  RLT_STORE_ERROR_CLOSED,     /* the store has been shut down */
} RltStoreError;

GQuark rlt_store_error_quark (void);

G_END_DECLS
