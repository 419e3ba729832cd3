/* rlt-store-error.c: what can go wrong with the database.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-store"

#include "config.h"

#include "rlt-store-error.h"

G_DEFINE_QUARK (rlt-store-error-quark, rlt_store_error)
