/* rlt-migrations.c: from any older database to today's, step by step.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-store"

#include "config.h"

#include "rlt-migrations.h"

#include <glib/gi18n.h>
#include <gio/gio.h>
#include <stdlib.h>

#include "rlt-store-resources.h"

#define SQL_PATH RLT_RESOURCE_PATH "/store/sql"

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

/* The texts are read out of the program itself: what fails here is how it was built. */
static char *
load_step (GResource   *resource,
           const char  *name,
           guint        number,
           GError     **error)
{
  g_autofree char *path = g_strconcat (SQL_PATH "/", name, NULL);
  g_autoptr(GBytes) bytes = NULL;

  if (g_ascii_strtoull (name, NULL, 10) != number)
    {
      g_set_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FAILED,
                   "%s: a migration of number %u was expected", name, number);
      return NULL;
    }

  bytes = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return NULL;

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/**
 * rlt_migrations_load:
 * @error: set when the numbers have a gap
 *
 * Returns: (transfer full) (array zero-terminated=1): the numbered scripts, in order from 1
 */
char **
rlt_migrations_load (GError **error)
{
  GResource *resource = rlt_store_get_resource ();
  g_auto(GStrv) names = g_resource_enumerate_children (resource, SQL_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr(GStrvBuilder) steps = g_strv_builder_new ();

  if (names == NULL)
    return NULL;

  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *step = load_step (resource, names[i], i + 1, error);

      if (step == NULL)
        return NULL;
      g_strv_builder_add (steps, step);
    }

  return g_strv_builder_end (steps);
}

/* A database without our mark is another program's, unless there is nothing in it. Looked at in this
 * order: another program of ours may be making it right now, and marks what it makes. */
static gboolean
check_owner (RltSqlite  *db,
             GError    **error)
{
  gint64 application_id;
  gint64 n_objects;

  if (!rlt_sqlite_read_int (db, "SELECT count(*) FROM sqlite_schema", &n_objects, error) ||
      !rlt_sqlite_read_int (db, "PRAGMA application_id", &application_id, error))
    return FALSE;

  if (application_id == RLT_STORE_APPLICATION_ID || (application_id == 0 && n_objects == 0))
    return TRUE;

  g_set_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_FOREIGN,
               _("%s is another program’s database"), rlt_sqlite_get_path (db));
  return FALSE;
}

static gboolean
check_version (RltSqlite  *db,
               guint       n_steps,
               GError    **error)
{
  gint64 version;

  if (!rlt_sqlite_read_int (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version >= 0 && version <= n_steps)
    return TRUE;

  g_set_error (error, RLT_STORE_ERROR, RLT_STORE_ERROR_NEWER,
               _("The database %s was written by a newer version of this program "
                 "(it has format %d, this version knows up to %u)"),
               rlt_sqlite_get_path (db), (int) version, n_steps);
  return FALSE;
}

typedef struct
{
  const char *sql;
  guint       number;  /* the version it leads to */
} Step;

/* Another program of ours may have been quicker: the version counts that stands in this very
 * transaction. */
static gboolean
apply_step (RltSqlite  *db,
            gpointer    data,
            GError    **error)
{
  const Step *step = data;
  g_autofree char *mark = NULL;
  gint64 version;

  if (!rlt_sqlite_read_int (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version >= step->number)
    return TRUE;

  mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u",
                          RLT_STORE_APPLICATION_ID, step->number);
  return rlt_sqlite_exec (db, step->sql, error) && rlt_sqlite_exec (db, mark, error);
}

/**
 * rlt_migrations_apply:
 * @db: a connection
 * @steps: (array zero-terminated=1): the scripts; number i leads from version i to i + 1
 * @error: a %RLT_STORE_ERROR; %RLT_STORE_ERROR_NEWER and %RLT_STORE_ERROR_FOREIGN leave the file
 *   as it was
 *
 * Sets the connection up and brings the database up to date. Each step runs once, in one
 * transaction with its version: a step that fails or is killed leaves the version before it.
 *
 * Returns: whether the database is of today's version
 */
gboolean
rlt_migrations_apply (RltSqlite           *db,
                      const char * const  *steps,
                      GError             **error)
{
  guint n_steps = g_strv_length ((char **) steps);

  if (!check_owner (db, error) || !check_version (db, n_steps, error) ||
      !rlt_sqlite_exec (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON",
                        error))
    return FALSE;

  for (guint i = 0; i < n_steps; i++)
    {
      Step step = { steps[i], i + 1 };

      if (!rlt_sqlite_transaction (db, apply_step, &step, error))
        {
          g_prefix_error (error, _("Step %u of its update failed: "), i + 1);
          return FALSE;
        }
    }

  return TRUE;
}
