/* main-rlt.c: the command line and headless service.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-cli.h"

int
main (int    argc,
      char **argv)
{
  return rlt_cli_main (argc, argv);
}
