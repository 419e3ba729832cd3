/* rlt-credential-file.h: secrets of a machine without a keyring: one file only its owner can read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean  rlt_credential_file_lookup (const char  *path,
                                      const char  *name,
                                      char       **secret,
                                      GError     **error);
gboolean  rlt_credential_file_store  (const char  *path,
                                      const char  *name,
                                      const char  *secret,
                                      GError     **error);

G_END_DECLS
