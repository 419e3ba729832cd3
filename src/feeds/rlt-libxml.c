/* rlt-libxml.c: what must happen before libxml2 is used by several threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-decode"

#include "config.h"

#include "rlt-libxml.h"

#include <libxml/parser.h>

/* Damage in the encoding is told to no parser, but printed. */
static void G_GNUC_PRINTF (2, 3)
ignore_cb (void       *user_data,
           const char *format,
           ...)
{
}

/**
 * rlt_libxml_init:
 *
 * Call it before each use of libxml2, which sets itself up once and not safely from two threads, and
 * keeps a place for errors for each thread. Any thread.
 */
void
rlt_libxml_init (void)
{
  static gsize is_initialised;

  if (g_once_init_enter (&is_initialised))
    {
      xmlInitParser ();
      g_once_init_leave (&is_initialised, 1);
    }
  xmlSetGenericErrorFunc (NULL, ignore_cb);
}
