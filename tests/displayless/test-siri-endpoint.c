/* test-siri-endpoint.c: asking a SIRI endpoint, bare and in an envelope.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libxml/parser.h>
#include <string.h>

#include "rlt-siri-endpoint.h"
#include "rlt-test-async.h"
#include "rlt-test-feeds.h"
#include "rlt-test-http.h"
#include "rlt-test-time.h"

#define NOW "2026-07-01T10:00:00Z"

typedef struct
{
  RltTestHttp    http;
  RltCatalogue  *catalogue;
  RltFeedConfig  config;
  RltFeedAccess  access;
  char          *posted;   /* (mutex http.mutex) */
} Fixture;

/* "/" answers with an answer of stop monitoring, "/fault" with a SOAP fault, "/page" with a page. */
static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Fixture *self = user_data;   /* its first member is what the server was made with */
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  gsize length;
  g_autofree char *answer = rlt_test_load_fixture ("siri-xml-traps.xml", &length);

  rlt_test_http_note_headers (&self->http, message);
  g_mutex_lock (&self->http.mutex);
  g_free (self->posted);
  self->posted = g_strndup (body->data, body->length);
  g_mutex_unlock (&self->http.mutex);

  if (soup_server_message_get_method (message) != SOUP_METHOD_POST)
    rlt_test_server_set_text (message, 405, "text/plain", "POST");
  else if (g_str_equal (path, "/fault"))
    rlt_test_server_set_text (message, 200, "text/xml",
                              "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body><S:Fault>"
                              "<faultstring>unknown requestor</faultstring></S:Fault></S:Body></S:Envelope>");
  else if (g_str_equal (path, "/page"))
    rlt_test_server_set_text (message, 200, "text/html", "<html><title>Just a moment...</title></html>");
  else
    rlt_test_server_set_text (message, 200, "text/xml", answer);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  rlt_test_http_set_up (&self->http, answer_cb);
  rlt_clock_set (self->http.clock, rlt_test_time (NOW));
  self->catalogue = rlt_catalogue_new_embedded (NULL);
  rlt_feed_config_init (&self->config, RLT_FEED_SIRI_XML, rlt_test_server_get_base (self->http.server));
  self->access = (RltFeedAccess) {
    .client = self->http.client,
    .clock = self->http.clock,
    .catalogue = self->catalogue,
    .config = &self->config,
    .api_key = "the<key>",
  };
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  rlt_feed_config_clear (&self->config);
  rlt_catalogue_unref (self->catalogue);
  rlt_test_http_tear_down (&self->http);
  g_free (self->posted);
}

static RltFeedResult *
ask (Fixture               *self,
     const char            *path,
     const RltSiriQuestion *question)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_free (self->config.base_uri);
  self->config.base_uri = rlt_test_server_uri (self->http.server, path);
  rlt_siri_fetch_async (&self->access, question, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  return rlt_feed_fetch_finish (result);
}

static void
test_bare (Fixture       *self,
           gconstpointer  unused)
{
  const RltSiriQuestion question = { .service = RLT_SIRI_STOP_MONITORING, .subject = "A&B:<1>" };
  g_autoptr(RltFeedResult) result = ask (self, "/", &question);

  g_assert_no_error (result->error);
  g_assert_true (result->complete);
  g_assert_cmpuint (result->records->departures->len, >, 0);
  g_assert_cmpstr (result->records->source, ==, "siri-xml");
  g_assert_nonnull (strstr (self->posted, "<siri:StopMonitoringRequest version=\"2.0\">"));
  g_assert_nonnull (strstr (self->posted, "<siri:MonitoringRef>A&amp;B:&lt;1&gt;</siri:MonitoringRef>"));
  g_assert_nonnull (strstr (self->posted, "<siri:RequestorRef>the&lt;key&gt;</siri:RequestorRef>"));
  g_assert_null (strstr (self->http.seen, "the<key>"));
  g_assert_null (strstr (self->http.seen, "SOAPAction"));
}

static void
test_envelope (Fixture       *self,
               gconstpointer  unused)
{
  const RltSiriQuestion question = {
    .service = RLT_SIRI_VEHICLE_MONITORING,
    .subject = "STIF:Line::C01742:",
    .in_envelope = TRUE,
    .key_header = "X-Key",
  };
  g_autoptr(RltFeedResult) result = ask (self, "/", &question);

  g_assert_no_error (result->error);
  g_assert_nonnull (strstr (self->posted, "<sw:GetVehicleMonitoring "));
  g_assert_nonnull (strstr (self->posted, "<siri:LineRef>STIF:Line::C01742:</siri:LineRef></Request>"));
  g_assert_nonnull (strstr (self->posted, "<siri:RequestorRef>RatpLiveTracker</siri:RequestorRef>"));
  g_assert_null (strstr (self->posted, "the&lt;key&gt;"));
  g_assert_nonnull (strstr (self->http.seen, "SOAPAction: \"GetVehicleMonitoring\"\n"));
  g_assert_nonnull (strstr (self->http.seen, "X-Key: the<key>\n"));
}

static void
test_errors (Fixture       *self,
             gconstpointer  unused)
{
  const RltSiriQuestion question = { .service = RLT_SIRI_SITUATION_EXCHANGE, .in_envelope = TRUE };
  g_autoptr(RltFeedResult) fault = ask (self, "/fault", &question);
  g_autoptr(RltFeedResult) page = ask (self, "/page", &question);

  g_assert_error (fault->error, RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER);
  g_assert_cmpstr (fault->error->message, ==, "unknown requestor");
  g_assert_false (fault->complete);
  g_assert_error (page->error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED);
}

/* Whatever is asked is XML. */
static void
test_well_formed (void)
{
  static const char * const subjects[] = { NULL, "STIF:StopPoint:Q:1:", "]]><x", "\"'&#0;" };

  for (guint service = 0; service < RLT_SIRI_N_SERVICES; service++)
    {
      for (guint i = 0; i < 2 * G_N_ELEMENTS (subjects); i++)
        {
          const RltSiriQuestion question = { .service = service, .subject = subjects[i / 2], .in_envelope = i % 2 };
          g_autofree char *text = rlt_siri_question_write (&question, "a<b", rlt_test_time (NOW));
          xmlDoc *document = xmlReadMemory (text, strlen (text), NULL, NULL, XML_PARSE_NONET);

          g_assert_nonnull (document);
          g_assert_nonnull (strstr (text, "<siri:RequestTimestamp>" NOW "</siri:RequestTimestamp>"));
          xmlFreeDoc (document);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/siri-endpoint/bare", Fixture, NULL, set_up, test_bare, tear_down);
  g_test_add ("/siri-endpoint/envelope", Fixture, NULL, set_up, test_envelope, tear_down);
  g_test_add ("/siri-endpoint/errors", Fixture, NULL, set_up, test_errors, tear_down);
  g_test_add_func ("/siri-endpoint/well-formed", test_well_formed);

  return g_test_run ();
}
