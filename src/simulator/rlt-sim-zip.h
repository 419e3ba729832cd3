/* rlt-sim-zip.h: an archive of files, written into memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RltSimZip:
 *
 * Writes one archive. One thread.
 */
typedef struct _RltSimZip RltSimZip;

RltSimZip *rlt_sim_zip_new    (void);
void       rlt_sim_zip_free   (RltSimZip  *self);
void       rlt_sim_zip_add    (RltSimZip  *self,
                               const char *name,
                               const char *data,
                               gsize       length);
char      *rlt_sim_zip_finish (RltSimZip  *self,
                               gsize      *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimZip, rlt_sim_zip_free)

G_END_DECLS
