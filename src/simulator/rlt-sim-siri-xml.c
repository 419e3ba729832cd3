/* rlt-sim-siri-xml.c: a SIRI endpoint: reads a request in XML and answers in kind, bare or in an envelope.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-siri-xml"

#include "config.h"

#include "rlt-sim-siri-xml.h"

#include <string.h>

#include "rlt-sim-general-message.h"

#define FAULT \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" \
  "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body><S:Fault>" \
  "<faultcode>S:Client</faultcode><faultstring>%s</faultstring></S:Fault></S:Body></S:Envelope>"

typedef enum
{
  SERVICE_STOP_MONITORING,
  SERVICE_ESTIMATED_TIMETABLE,
  SERVICE_VEHICLE_MONITORING,
  SERVICE_GENERAL_MESSAGE,
  SERVICE_SITUATION_EXCHANGE,
  N_SERVICES,
} Service;

/* Of their requests: "…Request", and of their operations: "Get…". */
static const char * const services[N_SERVICES] = {
  "StopMonitoring", "EstimatedTimetable", "VehicleMonitoring", "GeneralMessage", "SituationExchange",
};

/* What was asked. */
typedef struct
{
  Service  service;
  gboolean in_envelope;
  char    *stop;        /* (owned) (nullable) */
  char    *line;        /* (owned) (nullable) */
  char   **slot;        /* where the text of the open element goes, or NULL */
} Question;

static const char *
get_local_name (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  Question *self = user_data;
  const char *name = get_local_name (element);

  self->slot = NULL;
  if (g_str_equal (name, "Envelope"))
    self->in_envelope = TRUE;
  else if (g_str_equal (name, "MonitoringRef"))
    self->slot = &self->stop;
  else if (g_str_equal (name, "LineRef"))
    self->slot = &self->line;

  for (guint i = 0; i < N_SERVICES; i++)
    {
      const char *rest = g_str_has_prefix (name, "Get") ? name + strlen ("Get") : name;

      if (g_str_has_prefix (rest, services[i]) &&
          (rest != name || g_str_equal (rest + strlen (services[i]), "Request")))
        self->service = i;
    }
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Question *self = user_data;

  if (self->slot != NULL && *self->slot == NULL)
    *self->slot = g_strstrip (g_strndup (text, length));
  self->slot = NULL;
}

static gboolean
read_question (const char *request,
               gsize       length,
               Question   *question)
{
  const GMarkupParser parser = { .start_element = start_cb, .text = text_cb };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, question, NULL);

  *question = (Question) { .service = N_SERVICES };
  return request != NULL && g_markup_parse_context_parse (context, request, length, NULL) &&
         g_markup_parse_context_end_parse (context, NULL) && question->service != N_SERVICES;
}

/* Writes the answer in JSON; FALSE when the request cannot be met. */
static gboolean
write_answer (RltSimSiri      *siri,
              RltSimWorld     *world,
              const Question  *question,
              RltTime          now,
              RltJsonWriter   *writer,
              const char     **problem)
{
  const RltLine *line =
    question->line != NULL ? rlt_catalogue_find_line (rlt_sim_world_get_catalogue (world), question->line) : NULL;

  *problem = "LineRef is not that of a line";
  if (question->line != NULL && line == NULL)
    return FALSE;

  switch (question->service)
    {
    case SERVICE_STOP_MONITORING:
      return rlt_sim_siri_write_stop (siri, question->stop, question->line, now, writer, problem);
    case SERVICE_ESTIMATED_TIMETABLE:
      return rlt_sim_siri_write_timetable (siri, question->line, now, writer, problem);
    case SERVICE_VEHICLE_MONITORING:
      rlt_sim_siri_write_vehicles (world, line, now, writer);
      return TRUE;
    case SERVICE_GENERAL_MESSAGE:
      rlt_sim_general_message_write_all (world, line, now, writer);
      return TRUE;
    case SERVICE_SITUATION_EXCHANGE:
    case N_SERVICES:
    default:
      rlt_sim_siri_write_situations (world, line, now, writer);
      return TRUE;
    }
}

static char *
make_answer (RltSimSiri     *siri,
             RltSimWorld    *world,
             const Question *question,
             RltTime         now)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_autofree char *operation = g_strconcat ("Get", services[question->service], NULL);
  g_autofree char *delivery = g_strconcat (services[question->service], "Delivery", NULL);
  g_autofree char *json = NULL;
  const char *problem = NULL;
  gsize length;

  if (!write_answer (siri, world, question, now, writer, &problem))
    rlt_sim_siri_write_error (delivery, problem, now, writer);
  json = rlt_json_writer_finish (writer, &length);

  return rlt_sim_siri_xml_convert (json, length, question->in_envelope ? operation : NULL);
}

/**
 * rlt_sim_siri_xml_answer:
 * @siri: what stops and journeys are told by
 * @world: the world
 * @request: (nullable): a request in XML
 * @length: its length in bytes
 * @now: the instant
 * @status: (out): the HTTP status
 *
 * Returns: (transfer full): the answer; a fault to what is no request
 */
char *
rlt_sim_siri_xml_answer (RltSimSiri  *siri,
                         RltSimWorld *world,
                         const char  *request,
                         gsize        length,
                         RltTime      now,
                         guint       *status)
{
  Question question;
  gboolean is_read = read_question (request, length, &question);
  char *answer;

  *status = is_read ? 200 : 500;
  answer = is_read ? make_answer (siri, world, &question, now) : g_strdup_printf (FAULT, "No request of SIRI");
  g_free (question.stop);
  g_free (question.line);

  return answer;
}
