/* rlt-ratp-board-rows.h: the rows of RATP's boards, as they stand there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-records.h"

G_BEGIN_DECLS

typedef enum
{
  RLT_BOARD_ROW_TRAIN,
  RLT_BOARD_ROW_FIRST,          /* the day's first train, in a table of its own */
  RLT_BOARD_ROW_LAST,
} RltBoardRowKind;

/* What the heading above a row says of its times. */
typedef enum
{
  RLT_BOARD_SECTION_NONE,       /* there is none */
  RLT_BOARD_SECTION_REAL_TIME,
  RLT_BOARD_SECTION_SCHEDULED,
} RltBoardSection;

/* All texts are mended. */
typedef struct
{
  RltBoardRowKind  kind;
  RltBoardSection  section;
  gboolean         is_approaching;   /* a light pulses beside it */
  char            *station;          /* (owned) (nullable): "Bastille" */
  char            *direction;        /* (owned) (nullable): "La Défense" */
  char            *destination;      /* (owned) (nullable) */
  char            *wait;             /* (owned): may be empty */
} RltBoardRow;

GPtrArray *rlt_board_rows_read (RltRecords *records,
                                const char *data,
                                gsize       length);

G_END_DECLS
