/* rlt-bench-boards.h: what the boards of stations show of the simulator's trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-records.h"
#include "rlt-sim-day.h"

G_BEGIN_DECLS

/* How boards are made. */
typedef struct
{
  guint64 seed;
  guint   n_rows;      /* on one board, one direction of a stop; 0: all within an hour */
  double  silent;      /* the part of stations that show nothing */
  double  garbage;     /* the part of rows whose time means nothing */
} RltBenchBoards;

/* Whether boards show a train. */
enum
{
  RLT_BENCH_SHOWN_IF_ALL_SPEAK = 1 << 0,
  RLT_BENCH_SHOWN = 1 << 1,     /* some that do speak: no other could be found by what they show */
};

RltRecords *rlt_bench_boards_read (const RltBenchBoards *self,
                                   const RltSimDay      *day,
                                   RltTime               now);

guint8     *rlt_bench_boards_get_shown (const RltBenchBoards *self,
                                   const RltSimDay      *day,
                                   RltTime               now);

G_END_DECLS
