/* rlt-cli.h: the frame of the `rlt` program; each command has a file of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "rlt-catalogue.h"
#include "rlt-clock.h"
#include "rlt-json-writer.h"

G_BEGIN_DECLS

/* Exit codes: a contract, scripts rely on them. */
enum
{
  RLT_EXIT_OK = 0,
  RLT_EXIT_FAILED = 1,
  RLT_EXIT_USAGE = 2,
  RLT_EXIT_NOT_FOUND = 3,
  RLT_EXIT_UPSTREAM = 4,
};

/**
 * RltCommandFunc:
 * @argc: how many words @argv holds
 * @argv: the command's name and its arguments, ended by %NULL
 *
 * Returns: the exit code
 */
typedef int (*RltCommandFunc) (int    argc,
                               char **argv);

typedef struct
{
  const char     *name;
  const char     *arguments;   /* for the usage line */
  const char     *summary;     /* translatable */
  RltCommandFunc  run;
} RltCommand;

int           rlt_cli_main           (int                 argc,
                                      char              **argv);
void          rlt_cli_error          (const char         *what,
                                      const char         *format,
                                      ...) G_GNUC_PRINTF (2, 3);
gboolean      rlt_cli_parse          (const GOptionEntry *entries,
                                      int                *argc,
                                      char             ***argv,
                                      int                 min_arguments,
                                      int                 max_arguments);
gboolean      rlt_cli_parse_described
                                     (const GOptionEntry *entries,
                                      const char         *description,
                                      int                *argc,
                                      char             ***argv,
                                      int                 min_arguments,
                                      int                 max_arguments);
gboolean      rlt_cli_parse_now      (const char         *text,
                                      RltTime            *now);
RltCatalogue *rlt_cli_load_catalogue (void);
void          rlt_cli_print_json     (RltJsonWriter      *writer);
gboolean      rlt_cli_check_clock    (const char         *start_text,
                                      double              speed,
                                      RltTime            *start);
RltClock     *rlt_cli_make_clock     (RltTime             start,
                                      double              speed);
const RltLine *rlt_cli_find_line     (RltCatalogue       *catalogue,
                                      const char         *network_word,
                                      const char         *code);
char         *rlt_cli_format_length  (double              metres);

int rlt_cmd_lines     (int argc, char **argv);
int rlt_cmd_line      (int argc, char **argv);
int rlt_cmd_nearest   (int argc, char **argv);
int rlt_cmd_decode    (int argc, char **argv);
int rlt_cmd_infer     (int argc, char **argv);
int rlt_cmd_simulate  (int argc, char **argv);
int rlt_cmd_serve     (int argc, char **argv);
int rlt_cmd_snapshot  (int argc, char **argv);
int rlt_cmd_departures (int argc, char **argv);
int rlt_cmd_feeds     (int argc, char **argv);
int rlt_cmd_traffic   (int argc, char **argv);
int rlt_cmd_bench     (int argc, char **argv);

G_END_DECLS
