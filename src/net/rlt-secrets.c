/* rlt-secrets.c: where keys and tokens are kept: the keyring, or a credential file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-secrets.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#include "rlt-credential-file.h"

struct _RltSecrets
{
  GObject   parent_instance;

  char     *profile;      /* (owned) (nullable) for a file of the caller's */
  char     *path;         /* (owned): the credential file */
  gboolean  uses_file;    /* the keyring is not asked */
};

/* What a thread does with the credential file. */
typedef struct
{
  char *name;    /* (owned) */
  char *secret;  /* (owned) (nullable) */
} FileJob;

G_DEFINE_FINAL_TYPE (RltSecrets, rlt_secrets, G_TYPE_OBJECT)
G_DEFINE_QUARK (rlt-secrets-error-quark, rlt_secrets_error)

static const SecretSchema schema = {
  .name = RLT_APP_ID,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static void
file_job_free (FileJob *job)
{
  g_free (job->name);
  rlt_secret_free (job->secret);
  g_free (job);
}

/* Whether there may be a keyring: libsecret's own file, or a session bus to find one on. */
static gboolean
has_keyring (void)
{
  g_autofree char *bus = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_getenv ("SECRET_BACKEND") != NULL ||
         g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL ||
         g_file_test (bus, G_FILE_TEST_EXISTS);
}

/* No bus, nobody on it who keeps secrets, or nobody who could be started. */
static gboolean
is_no_service (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         (error->domain == G_DBUS_ERROR &&
          error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED && error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY);
}

/* Says what happened to the keyring, and what can be done. Takes @foreign. */
static GError *
translate_error (RltSecrets *self,
                 GError     *foreign)
{
  g_autoptr(GError) error = foreign;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&error);
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return g_error_new (RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_LOCKED,
                        _("The keyring is locked: unlock it and try again"));
  if (is_no_service (error))
    return g_error_new (RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_NO_SERVICE,
                        _("No secret service runs in this session; without one, keys are read from %s"),
                        self->path);

  return g_error_new (RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_FAILED,
                      _("The keyring failed: %s"), error->message);
}

static GTask *
new_task (RltSecrets          *self,
          gpointer             tag,
          const char          *name,
          const char          *secret,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  FileJob *job = g_new0 (FileJob, 1);

  job->name = g_strdup (name);
  job->secret = g_strdup (secret);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) file_job_free);

  return task;
}

/* A key pasted with a line feed would be two lines of the file, and no header. */
static gboolean
is_one_line (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (g_ascii_iscntrl (*text))
        return FALSE;
    }

  return TRUE;
}

static void
file_lookup_thread (GTask        *task,
                    gpointer      source_object,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  RltSecrets *self = source_object;
  FileJob *job = task_data;
  GError *error = NULL;
  char *secret;

  if (rlt_credential_file_lookup (self->path, job->name, &secret, &error))
    g_task_return_pointer (task, secret, (GDestroyNotify) rlt_secret_free);
  else
    g_task_return_error (task, error);
}

static void
file_store_thread (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  RltSecrets *self = source_object;
  FileJob *job = task_data;
  GError *error = NULL;

  if (rlt_credential_file_store (self->path, job->name, job->secret, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Without a service, what its owner wrote into the credential file counts. Takes @error. */
static void
return_lookup_error (GTask  *task,
                     GError *error)
{
  RltSecrets *self = g_task_get_source_object (task);
  FileJob *job = g_task_get_task_data (task);
  g_autoptr(GError) reason = error;
  char *secret = NULL;

  if (g_error_matches (reason, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_NO_SERVICE))
    {
      GError *file_error = NULL;

      if (!rlt_credential_file_lookup (self->path, job->name, &secret, &file_error))
        {
          g_clear_error (&reason);
          reason = file_error;
        }
    }

  if (secret != NULL)
    g_task_return_pointer (task, secret, (GDestroyNotify) rlt_secret_free);
  else
    g_task_return_error (task, g_steal_pointer (&reason));
}

static void
keyring_lookup_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    return_lookup_error (task, translate_error (g_task_get_source_object (task), error));
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) rlt_secret_free);
}

static void
keyring_store_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, translate_error (g_task_get_source_object (task), error));
}

/* "Nothing was there to clear" is what was wanted. */
static void
keyring_clear_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, translate_error (g_task_get_source_object (task), error));
}

static void
rlt_secrets_finalize (GObject *object)
{
  RltSecrets *self = RLT_SECRETS (object);

  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (rlt_secrets_parent_class)->finalize (object);
}

static void
rlt_secrets_class_init (RltSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_secrets_finalize;
}

static void
rlt_secrets_init (RltSecrets *self)
{
}

/**
 * rlt_secrets_new_for_file:
 * @path: a credential file, which need not exist
 *
 * Returns: (transfer full): secrets kept in that file
 */
RltSecrets *
rlt_secrets_new_for_file (const char *path)
{
  RltSecrets *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (RLT_TYPE_SECRETS, NULL);
  self->path = g_strdup (path);
  self->uses_file = TRUE;

  return self;
}

/**
 * rlt_secrets_new:
 * @profile: the profile whose secrets these are
 *
 * Kept in the keyring. On a machine that has none, and wherever `RLT_CREDENTIALS_FILE` names one,
 * in a credential file instead.
 *
 * Returns: (transfer full): the profile's secrets
 */
RltSecrets *
rlt_secrets_new (const char *profile)
{
  const char *path = g_getenv ("RLT_CREDENTIALS_FILE");
  RltSecrets *self;

  g_return_val_if_fail (profile != NULL, NULL);

  if (path != NULL && *path != '\0')
    return rlt_secrets_new_for_file (path);

  self = g_object_new (RLT_TYPE_SECRETS, NULL);
  self->profile = g_strdup (profile);
  self->path = g_build_filename (g_get_user_config_dir (), RLT_APP_ID, profile, "credentials", NULL);
  self->uses_file = !has_keyring ();

  return self;
}

/**
 * rlt_secrets_get_file:
 * @self: secrets
 *
 * Returns: (nullable): the credential file they are kept in; %NULL when the keyring keeps them
 */
const char *
rlt_secrets_get_file (RltSecrets *self)
{
  g_return_val_if_fail (RLT_IS_SECRETS (self), NULL);

  return self->uses_file ? self->path : NULL;
}

/**
 * rlt_secrets_lookup_async:
 * @self: secrets
 * @name: which, %RLT_SECRET_PRIM_API_KEY for one
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: data for @callback
 *
 * Looks a secret up. The main or the engine thread.
 */
void
rlt_secrets_lookup_async (RltSecrets          *self,
                          const char          *name,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RLT_IS_SECRETS (self));
  g_return_if_fail (name != NULL);

  task = new_task (self, rlt_secrets_lookup_async, name, NULL, cancellable, callback, user_data);
  if (self->uses_file)
    g_task_run_in_thread (task, file_lookup_thread);
  else
    secret_password_lookup (&schema, cancellable, keyring_lookup_cb, g_steal_pointer (&task),
                            "profile", self->profile, "name", name, NULL);
}

/**
 * rlt_secrets_lookup_finish:
 * @self: secrets
 * @result: what the callback got
 * @error: a %RLT_SECRETS_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the secret, for rlt_secret_free(); %NULL with no @error when
 *   there is none
 */
char *
rlt_secrets_lookup_finish (RltSecrets    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_secrets_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rlt_secrets_store_async:
 * @self: secrets
 * @name: which
 * @label: what the keyring's own window calls it
 * @secret: the secret: one line, not empty
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: data for @callback
 *
 * Keeps a secret, in place of an older one of that name. The main or the engine thread.
 */
void
rlt_secrets_store_async (RltSecrets          *self,
                         const char          *name,
                         const char          *label,
                         const char          *secret,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RLT_IS_SECRETS (self));
  g_return_if_fail (name != NULL && label != NULL && secret != NULL);

  task = new_task (self, rlt_secrets_store_async, name, secret, cancellable, callback, user_data);
  if (*secret == '\0' || !is_one_line (secret))
    g_task_return_new_error (task, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_INVALID,
                             _("A key is one line of text, and not empty"));
  else if (self->uses_file)
    g_task_run_in_thread (task, file_store_thread);
  else
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret,
                           cancellable, keyring_store_cb, g_steal_pointer (&task),
                           "profile", self->profile, "name", name, NULL);
}

gboolean
rlt_secrets_store_finish (RltSecrets    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_secrets_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rlt_secrets_clear_async:
 * @self: secrets
 * @name: which
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: data for @callback
 *
 * Forgets a secret; one that is not there is no error. The main or the engine thread.
 */
void
rlt_secrets_clear_async (RltSecrets          *self,
                         const char          *name,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RLT_IS_SECRETS (self));
  g_return_if_fail (name != NULL);

  task = new_task (self, rlt_secrets_clear_async, name, NULL, cancellable, callback, user_data);
  if (self->uses_file)
    g_task_run_in_thread (task, file_store_thread);
  else
    secret_password_clear (&schema, cancellable, keyring_clear_cb, g_steal_pointer (&task),
                           "profile", self->profile, "name", name, NULL);
}

gboolean
rlt_secrets_clear_finish (RltSecrets    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_secrets_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rlt_secret_free:
 * @secret: (transfer full) (nullable): a secret
 *
 * Wipes it, then frees it.
 */
void
rlt_secret_free (char *secret)
{
  secret_password_free (secret);
}
