/* rlt-libxml.c: what must happen before libxml2 is used by several threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-decode"

#include "config.h"

#include "rlt-libxml.h"

#include <libxml/parser.h>

/**
 * rlt_libxml_init:
 *
 * Call it before anything of libxml2's, which sets itself up once and not safely from two threads.
 * Any thread, any number of times.
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
}
