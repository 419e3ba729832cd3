/* fuzz-gtfs-schedule.c: any bytes for what reads the names of a GTFS schedule.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-fuzz.h"

#include "rlt-gtfs-schedule.h"

/* A name is text, whatever the archive holds. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) zip = g_bytes_new (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(RltGtfsSchedule) schedule = rlt_gtfs_schedule_new_for_zip (zip, &error);
  const char *name;

  g_assert ((schedule == NULL) == (error != NULL));
  if (schedule == NULL)
    return 0;

  name = rlt_gtfs_schedule_get_stop_name (schedule, "s1");
  g_assert (name == NULL || g_utf8_validate (name, -1, NULL));

  return 0;
}
