/* rlt-secrets.h: where keys and tokens are kept: the keyring, or a credential file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RLT_SECRET_PRIM_API_KEY "prim-api-key"

#define RLT_SECRETS_ERROR (rlt_secrets_error_quark ())

typedef enum
{
  RLT_SECRETS_ERROR_FAILED,
  RLT_SECRETS_ERROR_NO_SERVICE,  /* nothing on this machine keeps secrets */
  RLT_SECRETS_ERROR_LOCKED,      /* the keyring is locked, and stayed so */
  RLT_SECRETS_ERROR_UNSAFE,      /* others can read the credential file */
  RLT_SECRETS_ERROR_INVALID,     /* the name or the secret cannot be kept as it is */
} RltSecretsError;

GQuark rlt_secrets_error_quark (void);

#define RLT_TYPE_SECRETS (rlt_secrets_get_type ())
G_DECLARE_FINAL_TYPE (RltSecrets, rlt_secrets, RLT, SECRETS, GObject)

RltSecrets *rlt_secrets_new           (const char           *profile);
RltSecrets *rlt_secrets_new_for_file  (const char           *path);
const char *rlt_secrets_get_file      (RltSecrets           *self);

void        rlt_secrets_lookup_async  (RltSecrets           *self,
                                       const char           *name,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
char       *rlt_secrets_lookup_finish (RltSecrets           *self,
                                       GAsyncResult         *result,
                                       GError              **error);
void        rlt_secrets_store_async   (RltSecrets           *self,
                                       const char           *name,
                                       const char           *label,
                                       const char           *secret,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean    rlt_secrets_store_finish  (RltSecrets           *self,
                                       GAsyncResult         *result,
                                       GError              **error);
void        rlt_secrets_clear_async   (RltSecrets           *self,
                                       const char           *name,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean    rlt_secrets_clear_finish  (RltSecrets           *self,
                                       GAsyncResult         *result,
                                       GError              **error);
void        rlt_secret_free           (char                 *secret);

G_END_DECLS
