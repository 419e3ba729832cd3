/* rlt-credential-file.c: secrets of a machine without a keyring: one file only its owner can read.
 *
 * One "name=secret" a line; lines that begin with "#" are comments.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-credential-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rlt-secrets.h"

#define MAX_FILE_SIZE 65536

/* A text that holds secrets, wiped when it goes. */
typedef struct
{
  gsize length;
  char  data[];  /* NUL-terminated */
} Contents;

static Contents *
contents_new (gsize length)
{
  Contents *self = g_malloc0 (sizeof (Contents) + length + 1);

  self->length = length;
  return self;
}

static void
contents_free (Contents *self)
{
  explicit_bzero (self->data, self->length);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Contents, contents_free)

static void
set_errno_error (GError     **error,
                 const char  *path,
                 int          number)
{
  g_set_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_FAILED,
               _("The credential file %s cannot be read: %s"), path, g_strerror (number));
}

/* Whether what @fd is may hold secrets; @size gets its length. */
static gboolean
check_file (int          fd,
            const char  *path,
            gsize       *size,
            GError     **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    {
      set_errno_error (error, path, errno);
      return FALSE;
    }
  if (!S_ISREG (info.st_mode) || info.st_size > MAX_FILE_SIZE)
    {
      g_set_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_FAILED,
                   _("%s is not a credential file"), path);
      return FALSE;
    }
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0 || (info.st_uid != geteuid () && info.st_uid != 0))
    {
      g_set_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_UNSAFE,
                   _("Others can read the credential file %s: make it yours alone (chmod 600)"), path);
      return FALSE;
    }

  *size = info.st_size;
  return TRUE;
}

static Contents *
read_contents (int          fd,
               const char  *path,
               GError     **error)
{
  g_autoptr(Contents) contents = NULL;
  gsize size;
  gsize n = 0;

  if (!check_file (fd, path, &size, error))
    return NULL;

  contents = contents_new (size);
  while (n < size)
    {
      gssize n_read = read (fd, contents->data + n, size - n);

      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read < 0)
        {
          set_errno_error (error, path, errno);
          return NULL;
        }
      if (n_read == 0)
        break;
      n += n_read;
    }

  return g_steal_pointer (&contents);
}

/* A file that is not there is an empty one. It may be a pipe: opening it must not hang. */
static Contents *
load (const char  *path,
      GError     **error)
{
  Contents *contents;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  if (fd < 0 && errno == ENOENT)
    return contents_new (0);
  if (fd < 0)
    {
      set_errno_error (error, path, errno);
      return NULL;
    }

  contents = read_contents (fd, path, error);
  g_close (fd, NULL);

  return contents;
}

/* The line of @name from @text on: its start, and its length with its end of line. */
static const char *
find_line (const char *text,
           const char *name,
           gsize      *length)
{
  gsize name_length = strlen (name);

  while (*text != '\0')
    {
      gsize rest = strcspn (text, "\n");

      *length = rest + (text[rest] == '\n' ? 1 : 0);
      if (rest > name_length && strncmp (text, name, name_length) == 0 && text[name_length] == '=')
        return text;
      text += *length;
    }

  return NULL;
}

/**
 * rlt_credential_file_lookup:
 * @path: the file, which need not exist
 * @name: the secret's name
 * @secret: (out) (transfer full) (nullable): the secret, for rlt_secret_free(); %NULL: not there
 * @error: a %RLT_SECRETS_ERROR, when the file cannot be read or others can read it
 *
 * Blocks on a small file. Any thread.
 *
 * Returns: whether the file could be read or does not exist
 */
gboolean
rlt_credential_file_lookup (const char  *path,
                            const char  *name,
                            char       **secret,
                            GError     **error)
{
  g_autoptr(Contents) contents = load (path, error);
  const char *line;
  gsize length;

  *secret = NULL;
  if (contents == NULL)
    return FALSE;

  line = find_line (contents->data, name, &length);
  if (line != NULL)
    {
      gsize prefix = strlen (name) + 1;

      *secret = g_strstrip (g_strndup (line + prefix, length - prefix));
    }

  return TRUE;
}

/* @contents without the line of @name, and with a new one when there is a @secret. */
static Contents *
replace_line (const Contents *contents,
              const char     *name,
              const char     *secret)
{
  gsize added = secret != NULL ? strlen (name) + strlen (secret) + 3 : 0;
  Contents *changed = contents_new (contents->length + added);
  const char *rest = contents->data;
  gsize length;
  const char *line = find_line (rest, name, &length);
  char *end = changed->data;

  if (line != NULL)
    {
      end = mempcpy (end, rest, line - rest);
      rest = line + length;
    }
  end = stpcpy (end, rest);

  if (secret != NULL)
    {
      if (end > changed->data && end[-1] != '\n')
        *end++ = '\n';
      end = stpcpy (end, name);
      *end++ = '=';
      end = stpcpy (end, secret);
      *end++ = '\n';
    }
  changed->length = end - changed->data;

  return changed;
}

/**
 * rlt_credential_file_store:
 * @path: the file; it and its folder are made when they do not exist
 * @name: the secret's name
 * @secret: (nullable): the secret, one line; %NULL takes it out
 * @error: a %RLT_SECRETS_ERROR
 *
 * Writes the file anew, readable by its owner only. Blocks on the disk. Any thread.
 *
 * Returns: whether it is written
 */
gboolean
rlt_credential_file_store (const char  *path,
                           const char  *name,
                           const char  *secret,
                           GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(Contents) contents = load (path, error);
  g_autoptr(Contents) changed = NULL;
  g_autoptr(GError) local_error = NULL;

  if (contents == NULL)
    return FALSE;

  changed = replace_line (contents, name, secret);
  g_mkdir_with_parents (folder, 0700); /* when it fails, so does the next one, and says why */
  if (g_file_set_contents_full (path, changed->data, changed->length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600, &local_error))
    return TRUE;

  g_set_error (error, RLT_SECRETS_ERROR, RLT_SECRETS_ERROR_FAILED,
               _("The credential file cannot be written: %s"), local_error->message);
  return FALSE;
}
