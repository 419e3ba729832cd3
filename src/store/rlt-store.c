/* rlt-store.c: the local database, on a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-store"

#include "config.h"

#include "rlt-store.h"

#include <glib/gi18n.h>

#include "rlt-migrations.h"
#include "rlt-store-private.h"
#include "rlt-worker.h"

struct _RltStore
{
  GObject    parent_instance;

  char      *path;     /* (owned) */
  RltWorker *worker;   /* (owned): the only thread that touches @db */
  RltSqlite *db;       /* (owned) (nullable) until first use */
  GMutex     mutex;
  gboolean   closed;   /* (mutex mutex): nothing more is taken */
};

G_DEFINE_FINAL_TYPE (RltStore, rlt_store, G_TYPE_OBJECT)

/* The data of a task: one of the two functions, and what it works on. */
typedef struct
{
  RltSqliteFunc     write;        /* (nullable) */
  RltStoreReadFunc  read;         /* (nullable) */
  GDestroyNotify    free_result;  /* (nullable): of @read */
  gpointer          data;         /* (owned) (nullable) */
  GDestroyNotify    free_data;    /* (nullable) */
} Job;

static void
job_free (Job *job)
{
  if (job->free_data != NULL)
    job->free_data (job->data);
  g_free (job);
}

static RltSqlite *
open_database (const char  *path,
               GError     **error)
{
  g_autoptr(RltSqlite) db = NULL;
  g_auto(GStrv) steps = NULL;

  if (!g_str_equal (path, ":memory:"))
    {
      g_autofree char *folder = g_path_get_dirname (path);

      g_mkdir_with_parents (folder, 0700); /* when it fails, so does opening, and says why */
    }

  steps = rlt_migrations_load (error);
  if (steps == NULL)
    return NULL;
  db = rlt_sqlite_open (path, error);
  if (db == NULL || !rlt_migrations_apply (db, (const char * const *) steps, error))
    return NULL;

  return g_steal_pointer (&db);
}

/* What failed to open is tried again by the next job: a disk may have room again by then. */
static gboolean
ensure_open (RltStore  *self,
             GError   **error)
{
  g_assert (rlt_worker_is_inside (self->worker));

  if (self->db == NULL)
    self->db = open_database (self->path, error);

  return self->db != NULL;
}

static void
job_worker (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  RltStore *self = source_object;
  Job *job = task_data;
  GError *error = NULL;
  gpointer result = NULL;
  gboolean done = ensure_open (self, &error);

  if (done && job->write != NULL)
    done = rlt_sqlite_transaction (self->db, job->write, job->data, &error);
  if (done && job->read != NULL)
    result = job->read (self->db, job->data, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (job->read != NULL)
    g_task_return_pointer (task, result, job->free_result);
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @job. Refusing and queueing exclude each other: what is queued runs before the end. */
static void
push (RltStore            *self,
      gpointer             tag,
      Job                 *job,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GMutexLocker) locker = NULL;

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  locker = g_mutex_locker_new (&self->mutex);
  if (!self->closed)
    {
      rlt_worker_push (self->worker, job_worker, g_steal_pointer (&task));
      return;
    }

  g_clear_pointer (&locker, g_mutex_locker_free);
  g_task_return_new_error (task, RLT_STORE_ERROR, RLT_STORE_ERROR_CLOSED,
                           _("The database %s is closed"), self->path);
}

static void
rlt_store_finalize (GObject *object)
{
  RltStore *self = RLT_STORE (object);

  g_assert (self->db == NULL); /* rlt_store_shutdown() comes first */

  g_clear_object (&self->worker);
  g_clear_pointer (&self->path, g_free);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (rlt_store_parent_class)->finalize (object);
}

static void
rlt_store_class_init (RltStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_store_finalize;
}

static void
rlt_store_init (RltStore *self)
{
  g_mutex_init (&self->mutex);
  self->worker = rlt_worker_new ("rlt-store");
}

/**
 * rlt_store_new:
 * @path: the database's file; it and its folder are made when they do not exist. ":memory:" for none
 *
 * Starts the store's thread. The file is opened by the first operation: rlt_store_open_async() to
 * learn early what is wrong with it. All operations can be asked for from any thread; they run one
 * after the other, and answer in the main context of the thread that asked.
 *
 * Returns: (transfer full): a store; call rlt_store_shutdown() on it
 */
RltStore *
rlt_store_new (const char *path)
{
  RltStore *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (RLT_TYPE_STORE, NULL);
  self->path = g_strdup (path);

  return self;
}

/**
 * rlt_store_get_path:
 * @self: a store
 *
 * Returns: the database's file
 */
const char *
rlt_store_get_path (RltStore *self)
{
  g_return_val_if_fail (RLT_IS_STORE (self), NULL);

  return self->path;
}

/**
 * rlt_store_open_async:
 * @self: a store
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: data for @callback
 *
 * Opens the database and brings it up to date.
 */
void
rlt_store_open_async (RltStore            *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (RLT_IS_STORE (self));

  push (self, rlt_store_open_async, g_new0 (Job, 1), cancellable, callback, user_data);
}

/**
 * rlt_store_open_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a %RLT_STORE_ERROR whose message can be shown: it names the file and what is wrong
 *
 * Returns: whether the database can be used
 */
gboolean
rlt_store_open_finish (RltStore      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return rlt_store_write_finish (self, rlt_store_open_async, result, error);
}

/**
 * rlt_store_shutdown:
 * @self: a store
 *
 * Refuses what is asked for from now on, does what was asked for before, ends the thread and closes
 * the file. Blocks meanwhile; a second call does nothing.
 */
void
rlt_store_shutdown (RltStore *self)
{
  g_return_if_fail (RLT_IS_STORE (self));

  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_mutex_unlock (&self->mutex);

  rlt_worker_stop (self->worker);
  g_clear_pointer (&self->db, rlt_sqlite_close);
}

/**
 * rlt_store_read_async:
 * @self: a store
 * @tag: of the public function
 * @func: reads, on the store's thread
 * @free_result: (nullable): frees what @func returns
 * @data: (transfer full) (nullable): for @func
 * @free_data: (nullable): frees @data
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: data for @callback
 *
 * Reads, behind what was asked for before.
 */
void
rlt_store_read_async (RltStore            *self,
                      gpointer             tag,
                      RltStoreReadFunc     func,
                      GDestroyNotify       free_result,
                      gpointer             data,
                      GDestroyNotify       free_data,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Job *job;

  g_return_if_fail (RLT_IS_STORE (self));
  g_return_if_fail (func != NULL);

  job = g_new0 (Job, 1);
  job->read = func;
  job->free_result = free_result;
  job->data = data;
  job->free_data = free_data;
  push (self, tag, job, cancellable, callback, user_data);
}

gpointer
rlt_store_read_finish (RltStore      *self,
                       gpointer       tag,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rlt_store_write_async:
 * @self: a store
 * @tag: of the public function
 * @func: writes, on the store's thread, inside one transaction
 * @data: (transfer full) (nullable): for @func
 * @free_data: (nullable): frees @data
 * @cancellable: (nullable): has no effect once the write has begun
 * @callback: (nullable): called in the caller's main context
 * @user_data: data for @callback
 *
 * Writes, behind what was asked for before.
 */
void
rlt_store_write_async (RltStore            *self,
                       gpointer             tag,
                       RltSqliteFunc        func,
                       gpointer             data,
                       GDestroyNotify       free_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Job *job;

  g_return_if_fail (RLT_IS_STORE (self));
  g_return_if_fail (func != NULL);

  job = g_new0 (Job, 1);
  job->write = func;
  job->data = data;
  job->free_data = free_data;
  push (self, tag, job, cancellable, callback, user_data);
}

gboolean
rlt_store_write_finish (RltStore      *self,
                        gpointer       tag,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
