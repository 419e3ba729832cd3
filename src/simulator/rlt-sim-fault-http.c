/* rlt-sim-fault-http.c: other answers in place of the right one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-fault"

#include "config.h"

#include <string.h>

#include "rlt-sim-api-private.h"
#include "rlt-sim-fault-answer.h"

#define HTML "text/html; charset=utf-8"
#define FORBIDDEN_PAGE "<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>\n"

/**
 * rlt_sim_answer_set_page:
 * @self: an answer without a body
 * @status: its HTTP status
 * @page: HTML
 */
void
rlt_sim_answer_set_page (RltSimAnswer *self,
                         guint         status,
                         const char   *page)
{
  self->status = status;
  self->type = HTML;
  self->body = g_strdup (page);
  self->length = strlen (page);
}

/* As of a header: "Mon, 23 Nov 2026 07:30:00 GMT". */
static char *
print_date (RltTime time)
{
  static const char * const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char * const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (time / RLT_SECOND);

  return g_strdup_printf ("%s, %02d %s %04d %02d:%02d:%02d GMT", days[g_date_time_get_day_of_week (date) - 1],
                          g_date_time_get_day_of_month (date), months[g_date_time_get_month (date) - 1],
                          g_date_time_get_year (date), g_date_time_get_hour (date), g_date_time_get_minute (date),
                          g_date_time_get_second (date));
}

/* Until midnight in Paris. */
static RltTime
get_midnight (RltTime now)
{
  RltParisTime paris;

  rlt_time_to_paris (now + 24 * RLT_HOUR, &paris);
  paris.hour = paris.minute = paris.second = 0;

  return rlt_time_from_paris (&paris);
}

static void
set_too_many (const RltSimEffect *effect,
              RltTime             now,
              RltSimAnswer       *answer)
{
  g_autofree char *value = NULL;

  rlt_sim_answer_set_message (answer, 429, "API rate limit exceeded");
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_QUOTA))
    {
      value = g_strdup_printf ("%d", (int) ((get_midnight (now) - now) / RLT_SECOND));
      rlt_sim_answer_add_header (answer, "Retry-After", value);
      rlt_sim_answer_add_header (answer, "x-ratelimit-remaining-day", "0");
    }
  else if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_RETRY_SECONDS))
    {
      value = g_strdup_printf ("%.0f", effect->values[RLT_SIM_FAULT_RETRY_SECONDS]);
      rlt_sim_answer_add_header (answer, "Retry-After", value);
    }
  else if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_RETRY_DATE))
    {
      value = print_date (now + (RltTime) effect->values[RLT_SIM_FAULT_RETRY_DATE] * RLT_SECOND);
      rlt_sim_answer_add_header (answer, "Retry-After", value);
    }
}

static void
set_status (guint         status,
            RltSimAnswer *answer)
{
  static const char text[] = "The upstream server is out of order\n";

  answer->status = status;
  answer->type = "text/plain; charset=utf-8";
  answer->body = g_strdup (text);
  answer->length = strlen (text);
}

/**
 * rlt_sim_fault_http:
 * @effect: what happens to an answer
 * @now: the instant
 * @answer: (out): what comes in its place
 *
 * Returns: %FALSE when the right answer comes
 */
gboolean
rlt_sim_fault_http (const RltSimEffect *effect,
                    RltTime             now,
                    RltSimAnswer       *answer)
{
  *answer = (RltSimAnswer) { .status = 200 };
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_STATUS))
    {
      set_status ((guint) effect->values[RLT_SIM_FAULT_STATUS], answer);
      return TRUE;
    }
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_UNAUTHORIZED))
    {
      rlt_sim_answer_set_message (answer, 401, "Invalid authentication credentials");
      return TRUE;
    }
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_FORBIDDEN))
    {
      rlt_sim_answer_set_page (answer, 403, FORBIDDEN_PAGE);
      return TRUE;
    }
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_NO_ROUTE))
    {
      rlt_sim_answer_set_message (answer, 404, "no Route matched with those values");
      return TRUE;
    }
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_CHALLENGE))
    {
      rlt_sim_answer_set_page (answer, 200, RLT_SIM_CHALLENGE_PAGE);
      return TRUE;
    }
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_EMPTY))
    {
      rlt_sim_answer_set_page (answer, 200, "");
      answer->type = "application/json";
      return TRUE;
    }
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_QUOTA) || rlt_sim_effect_has (effect, RLT_SIM_FAULT_RETRY_SECONDS) ||
      rlt_sim_effect_has (effect, RLT_SIM_FAULT_RETRY_DATE) || rlt_sim_effect_has (effect, RLT_SIM_FAULT_RETRY_NEVER))
    {
      set_too_many (effect, now, answer);
      return TRUE;
    }

  return FALSE;
}
