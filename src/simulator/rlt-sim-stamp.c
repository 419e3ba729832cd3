/* rlt-sim-stamp.c: instants as upstreams write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-stamp"

#include "config.h"

#include "rlt-sim-stamp.h"

/**
 * rlt_sim_stamp_print_local:
 * @time: an instant
 * @stamp: (out): "20261123T083000": civil time in Paris, which does not say so
 */
void
rlt_sim_stamp_print_local (RltTime time,
                           char    stamp[RLT_SIM_STAMP_SIZE])
{
  RltParisTime paris;

  rlt_time_to_paris (time, &paris);
  g_snprintf (stamp, RLT_SIM_STAMP_SIZE, "%04d%02d%02dT%02d%02d%02d", paris.year, paris.month, paris.day, paris.hour,
              paris.minute, paris.second);
}

/**
 * rlt_sim_stamp_print_offset:
 * @time: an instant
 * @stamp: (out): "2026-11-23T08:15:30.123+01:00"
 */
void
rlt_sim_stamp_print_offset (RltTime time,
                            char    stamp[RLT_SIM_STAMP_SIZE])
{
  RltParisTime paris;
  int offset;

  rlt_time_to_paris (time, &paris);
  offset = paris.hour * 60 + paris.minute - (int) (time / RLT_MINUTE % (24 * 60));
  if (offset < 0)
    offset += 24 * 60;
  g_snprintf (stamp, RLT_SIM_STAMP_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%03d+%02d:%02d", paris.year, paris.month,
              paris.day, paris.hour, paris.minute, paris.second, (int) (time / 1000 % 1000), offset / 60,
              offset % 60);
}

/* "name":"20261123T083000" */
void
rlt_sim_stamp_put_local (RltJsonWriter *writer,
                         const char    *name,
                         RltTime        time)
{
  char stamp[RLT_SIM_STAMP_SIZE];

  rlt_sim_stamp_print_local (time, stamp);
  rlt_json_writer_put_string (writer, name, stamp);
}
