/* rlt-ratp-wait.h: what the waiting texts on RATP's boards mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nobody's board looks further ahead. */
#define RLT_WAIT_MAX_MINUTES 180

typedef enum
{
  RLT_WAIT_NONSENSE,            /* no waiting text */
  RLT_WAIT_MINUTES,
  RLT_WAIT_CLOCK,
  RLT_WAIT_AT_PLATFORM,
  RLT_WAIT_APPROACHING,         /* within the minute */
  RLT_WAIT_DELAYED,             /* nobody says until when */
  RLT_WAIT_CANCELLED,
  RLT_WAIT_NOT_FOR_PASSENGERS,  /* passes, or ends here */
  RLT_WAIT_NO_SERVICE,
  RLT_WAIT_DISTURBED,           /* a message instead of a time */
  RLT_WAIT_UNAVAILABLE,         /* no data: not the same as no train */
  RLT_WAIT_NOTE,                /* only that it is the first or last train */
} RltWaitKind;

typedef struct
{
  RltWaitKind  kind;
  int          minutes;         /* of RLT_WAIT_MINUTES, rounded down; of a clock, after midnight; or -1 */
  char         platform[8];     /* "2B"; empty when it is not said */
  gboolean     is_first;        /* of the day */
  gboolean     is_last;
} RltWait;

void     rlt_wait_parse    (RltWait    *self,
                            const char *text);
gboolean rlt_wait_is_split (const char *text);
char    *rlt_ratp_mend     (const char *text);

G_END_DECLS
