/* rlt-sim-connection.c: answers that go wrong on their way: the connection is taken from the server, and
 * written or reset by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-connection"

#include "config.h"

#include "rlt-sim-connection.h"

#include <sys/socket.h>

/**
 * rlt_sim_connection_reset:
 * @message: a message that waits for its answer
 *
 * Closes its connection so that the client sees a reset and not an orderly end.
 */
void
rlt_sim_connection_reset (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  g_autoptr(GIOStream) stream = NULL;

  if (socket != NULL)
    setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  stream = soup_server_message_steal_connection (message);
  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GIOStream) stream = G_IO_STREAM (user_data);

  /* The client may have gone: it is not told anything more in any case. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/* Writes @bytes, which is all that ever comes. */
static void
send_last (SoupServerMessage *message,
           GBytes            *bytes)
{
  GIOStream *stream = soup_server_message_steal_connection (message);
  GOutputStream *output;

  if (stream == NULL)
    return;

  output = g_io_stream_get_output_stream (stream);
  g_object_set_data_full (G_OBJECT (stream), "rlt-bytes", g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   G_PRIORITY_DEFAULT, NULL, written_cb, stream);
}

/**
 * rlt_sim_connection_send_garbage:
 * @message: a message that waits for its answer
 *
 * Sends what a TLS server says that cannot agree with its client, in place of HTTP, and closes the connection.
 */
void
rlt_sim_connection_send_garbage (SoupServerMessage *message)
{
  /* An alert, fatal: handshake_failure (RFC 8446, 6). */
  static const guint8 alert[] = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28 };
  g_autoptr(GBytes) bytes = g_bytes_new_static (alert, sizeof alert);

  send_last (message, bytes);
}

/**
 * rlt_sim_connection_send_part:
 * @message: a message that waits for its answer
 * @answer: the answer
 * @fraction: how much of the body is sent, 0 to 1
 *
 * Announces the whole body, sends a part of it and closes the connection.
 */
void
rlt_sim_connection_send_part (SoupServerMessage  *message,
                              const RltSimAnswer *answer,
                              double              fraction)
{
  GString *text = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;

  g_string_append_printf (
    text, "HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", answer->status,
    soup_status_get_phrase (answer->status), answer->type, answer->length);
  g_string_append_len (text, answer->body, (gssize) (answer->length * fraction));
  bytes = g_string_free_to_bytes (text);
  send_last (message, bytes);
}
