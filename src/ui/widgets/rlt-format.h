/* rlt-format.h: waits, ages and states in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"
#include "rlt-records.h"

G_BEGIN_DECLS

/* The values of the setting "time-display". */
typedef enum
{
  RLT_TIME_DISPLAY_MINUTES,
  RLT_TIME_DISPLAY_CLOCK,
} RltTimeDisplay;

char       *rlt_format_clock     (RltTime         time);
char       *rlt_format_wait      (RltTime         time,
                                  RltTime         now,
                                  RltTimeDisplay  display);
char       *rlt_format_age       (RltTime         observed_at,
                                  RltTime         now);
char       *rlt_format_delay     (int             delay);
char       *rlt_format_trains    (guint           n_trains);
char       *rlt_format_origin    (RltBasis        basis,
                                  const char     *source,
                                  RltTime         observed_at,
                                  RltTime         now);
const char *rlt_format_basis     (RltBasis        basis);
const char *rlt_format_basis_mark (RltBasis       basis);
const char *rlt_format_level     (RltLevel        level);
const char *rlt_format_network   (RltNetwork      network);
const char *rlt_level_icon_name  (RltLevel        level);
char       *rlt_format_termini   (const RltLine  *line);
char       *rlt_format_pattern   (const RltPattern *pattern);
const char *rlt_format_attribution (RltCatalogue *catalogue);

const RltPattern *rlt_line_get_main_pattern (const RltLine *line);

G_END_DECLS
