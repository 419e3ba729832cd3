/* rlt-server-answer.c: how the API answers, and says what is wrong with a request.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-server"

#include "config.h"

#include "rlt-server-private.h"

static const struct
{
  guint       status;
  const char *code;
} problems[] = {
  [RLT_SERVER_BAD_VALUE] = { SOUP_STATUS_BAD_REQUEST, "bad_value" },
  [RLT_SERVER_FOREIGN_HOST] = { SOUP_STATUS_FORBIDDEN, "foreign_host" },
  [RLT_SERVER_FOREIGN_ORIGIN] = { SOUP_STATUS_FORBIDDEN, "foreign_origin" },
  [RLT_SERVER_NOT_FOUND] = { SOUP_STATUS_NOT_FOUND, "not_found" },
  [RLT_SERVER_NOT_ALLOWED] = { SOUP_STATUS_METHOD_NOT_ALLOWED, "method_not_allowed" },
};

static void
send_json (SoupServerMessage *message,
           guint              status,
           RltJsonWriter     *writer)
{
  gsize length;
  char *text = rlt_json_writer_finish (writer, &length);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control", "no-store");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text, length);
}

/*
 * rlt_server_send:
 * @request: a request
 * @writer: a writer whose document is complete
 *
 * Answers with the document.
 */
void
rlt_server_send (const RltServerRequest *request,
                 RltJsonWriter          *writer)
{
  send_json (request->message, SOUP_STATUS_OK, writer);
}

/*
 * rlt_server_fail:
 * @request: a request
 * @problem: what is wrong with it
 * @field: (nullable): with which part of it
 * @format: in words, as for printf()
 *
 * Answers with an error.
 */
void
rlt_server_fail (const RltServerRequest *request,
                 RltServerProblem        problem,
                 const char             *field,
                 const char             *format,
                 ...)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "error");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "code", problems[problem].code);
  rlt_json_writer_put_string (writer, "message", text);
  rlt_json_writer_put_string (writer, "field", field);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_object (writer);
  send_json (request->message, problems[problem].status, writer);
}

/*
 * rlt_server_find_line_of:
 * @request: a request
 * @network: a network, as the path names it
 * @code: the code of a line of it
 *
 * Returns: (nullable): the line; %NULL when there is none, which has been answered
 */
const RltLine *
rlt_server_find_line_of (const RltServerRequest *request,
                         const char             *network,
                         const char             *code)
{
  const RltLine *line;
  RltNetwork found;

  if (!rlt_network_from_string (network, &found))
    {
      rlt_server_fail (request, RLT_SERVER_NOT_FOUND, "network",
                       "“%s” is not a network; metro, rer, tram, transilien and cable are", network);
      return NULL;
    }

  line = rlt_catalogue_find_line_by_code (rlt_engine_get_catalogue (request->engine), found, code);
  if (line == NULL)
    rlt_server_fail (request, RLT_SERVER_NOT_FOUND, "code", "no line “%s” in the network “%s”", code, network);

  return line;
}

/*
 * rlt_server_find_line:
 * @request: a request whose rest of the path is "/NETWORK/CODE"
 *
 * Returns: (nullable): the line; %NULL when there is none, which has been answered
 */
const RltLine *
rlt_server_find_line (const RltServerRequest *request)
{
  g_auto(GStrv) parts = g_strsplit (request->rest, "/", -1);

  if (g_strv_length (parts) != 3)
    {
      rlt_server_fail (request, RLT_SERVER_NOT_FOUND, NULL, "the path ends in /NETWORK/CODE");
      return NULL;
    }

  return rlt_server_find_line_of (request, parts[1], parts[2]);
}
