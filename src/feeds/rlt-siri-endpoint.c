/* rlt-siri-endpoint.c: asking any agency's SIRI endpoint, in XML.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-siri-endpoint.h"

#include "rlt-feed-fetch-private.h"

#define MAX_SIZE ((gsize) 64 * 1024 * 1024)

/* Who asks, where no key says so. */
#define REQUESTOR "RatpLiveTracker"

#define SIRI_NAMESPACE "http://www.siri.org.uk/siri"
#define WSDL_NAMESPACE "http://wsdl.siri.org.uk"
#define SOAP_NAMESPACE "http://schemas.xmlsoap.org/soap/envelope/"
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const struct
{
  const char *name;      /* of its request: "…Request", and of its SOAP operation: "Get…" */
  const char *before;    /* around what it asks about, without namespace */
  const char *after;
} services[RLT_SIRI_N_SERVICES] = {
  [RLT_SIRI_STOP_MONITORING] = { "StopMonitoring", "<siri:MonitoringRef>", "</siri:MonitoringRef>" },
  [RLT_SIRI_ESTIMATED_TIMETABLE] = {
    "EstimatedTimetable", "<siri:Lines><siri:LineDirection><siri:LineRef>",
    "</siri:LineRef></siri:LineDirection></siri:Lines>",
  },
  [RLT_SIRI_VEHICLE_MONITORING] = { "VehicleMonitoring", "<siri:LineRef>", "</siri:LineRef>" },
  [RLT_SIRI_GENERAL_MESSAGE] = { "GeneralMessage", NULL, NULL },
  [RLT_SIRI_SITUATION_EXCHANGE] = { "SituationExchange", "<siri:LineRef>", "</siri:LineRef>" },
};

/* When and by which id something is asked: what every part of a request begins with. */
static void
append_stamp (GString    *text,
              const char *time,
              const char *requestor)
{
  g_string_append_printf (text, "<siri:RequestTimestamp>%s</siri:RequestTimestamp>", time);
  if (requestor != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (requestor, -1);

      g_string_append_printf (text, "<siri:RequestorRef>%s</siri:RequestorRef>", escaped);
    }
  g_string_append_printf (text, "<siri:MessageIdentifier>rlt:%s</siri:MessageIdentifier>", time);
}

/* What the service is asked, within the element of its request. */
static void
append_inner (GString               *text,
              const RltSiriQuestion *self,
              const char            *time)
{
  append_stamp (text, time, NULL);
  if (self->subject != NULL && services[self->service].before != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (self->subject, -1);

      g_string_append_printf (text, "%s%s%s", services[self->service].before, escaped, services[self->service].after);
    }
}

static void
append_bare (GString               *text,
             const RltSiriQuestion *self,
             const char            *requestor,
             const char            *time)
{
  const char *name = services[self->service].name;

  g_string_append (text, "<siri:Siri xmlns:siri=\"" SIRI_NAMESPACE "\" version=\"2.0\"><siri:ServiceRequest>");
  append_stamp (text, time, requestor);
  g_string_append_printf (text, "<siri:%sRequest version=\"2.0\">", name);
  append_inner (text, self, time);
  g_string_append_printf (text, "</siri:%sRequest></siri:ServiceRequest></siri:Siri>", name);
}

/* The payload's own elements are in no namespace. */
static void
append_envelope (GString               *text,
                 const RltSiriQuestion *self,
                 const char            *requestor,
                 const char            *time)
{
  const char *name = services[self->service].name;

  g_string_append_printf (text, "<S:Envelope xmlns:S=\"" SOAP_NAMESPACE "\"><S:Body><sw:Get%s"
                          " xmlns:sw=\"" WSDL_NAMESPACE "\" xmlns:siri=\"" SIRI_NAMESPACE "\"><ServiceRequestInfo>",
                          name);
  append_stamp (text, time, requestor);
  g_string_append (text, "</ServiceRequestInfo><Request version=\"2.0\">");
  append_inner (text, self, time);
  g_string_append_printf (text, "</Request><RequestExtension/></sw:Get%s></S:Body></S:Envelope>", name);
}

/**
 * rlt_siri_question_write:
 * @self: a question
 * @requestor: who asks: a name, or the key
 * @now: the present instant
 *
 * Whatever @requestor and the question's subject hold is escaped.
 *
 * Returns: (transfer full): the request in XML
 */
char *
rlt_siri_question_write (const RltSiriQuestion *self,
                         const char            *requestor,
                         RltTime                now)
{
  g_autofree char *time = NULL;
  g_autoptr(GString) text = NULL;

  g_return_val_if_fail (self != NULL && (guint) self->service < RLT_SIRI_N_SERVICES, NULL);
  g_return_val_if_fail (requestor != NULL, NULL);

  text = g_string_new (XML_HEAD);
  time = rlt_time_to_string (now);
  if (self->in_envelope)
    append_envelope (text, self, requestor, time);
  else
    append_bare (text, self, requestor, time);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
finish_answer (RltFetch *fetch,
               GBytes   *body)
{
  RltDecodeContext context = rlt_fetch_context (fetch);

  if (body == NULL)
    return;

  /* Other agencies' lines are what this feed is for. */
  context.known_lines = FALSE;
  rlt_fetch_take_records (fetch, rlt_decode_siri_xml (&context, g_bytes_get_data (body, NULL),
                                                      g_bytes_get_size (body)));
}

static const RltFetchReader reader = {
  .finish = finish_answer,
};

/**
 * rlt_siri_fetch_async:
 * @access: what the question needs; the feed's base address is that of the endpoint itself
 * @question: what to ask
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks a SIRI endpoint. The key is sent in a header, or within the request; never in the address. On the
 * thread of the client.
 */
void
rlt_siri_fetch_async (const RltFeedAccess   *access,
                      const RltSiriQuestion *question,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               user_data)
{
  g_autoptr(GBytes) body = NULL;
  g_autofree char *action = NULL;
  const char *headers[] = { "Accept", "text/xml, application/xml", NULL, NULL, NULL, NULL, NULL };
  const char *requestor = REQUESTOR;
  guint n = 2;
  char *text;

  g_return_if_fail (access != NULL && access->config != NULL && question != NULL);
  g_return_if_fail (question->subject != NULL || question->service != RLT_SIRI_STOP_MONITORING);

  if (question->in_envelope)
    {
      action = g_strdup_printf ("\"Get%s\"", services[question->service].name);
      headers[n++] = "SOAPAction";
      headers[n++] = action;
    }
  if (access->api_key != NULL && question->key_header != NULL)
    {
      headers[n++] = question->key_header;
      headers[n++] = access->api_key;
    }
  else if (access->api_key != NULL)
    requestor = access->api_key;

  text = rlt_siri_question_write (question, requestor, rlt_clock_now (access->clock));
  body = g_bytes_new_take (text, strlen (text));
  rlt_fetch_ask (rlt_fetch_new (access, &reader, NULL), access, &(RltHttpRequest) {
    .uri = access->config->base_uri,
    .headers = headers,
    .max_size = MAX_SIZE,
    .body = body,
    .body_type = "text/xml; charset=utf-8",
  }, cancellable, callback, user_data);
}
