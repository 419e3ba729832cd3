/* rlt-vmtr-frame.c: one frame of a Socket.IO connection: Engine.IO's and Socket.IO's version 4 protocols.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-vmtr-decoder"

#include "config.h"

#include "rlt-vmtr-frame.h"

#include <string.h>

/* What follows the type of a Socket.IO packet: a namespace, a number to acknowledge it by, then JSON. */
static const char *
skip_to_json (const char *packet,
              const char *end)
{
  if (packet < end && *packet == '/')
    {
      const char *comma = memchr (packet, ',', end - packet);

      packet = comma != NULL ? comma + 1 : end;
    }
  while (packet < end && g_ascii_isdigit (*packet))
    packet++;

  return packet;
}

static RltVmtrFrameKind
get_socket_kind (char type)
{
  switch (type)
    {
    case '0':
      return RLT_VMTR_FRAME_CONNECT;
    case '1':
      return RLT_VMTR_FRAME_DISCONNECT;
    case '2':
      return RLT_VMTR_FRAME_EVENT;
    case '4':
      return RLT_VMTR_FRAME_REFUSAL;
    case '5':
    case '6':
      return RLT_VMTR_FRAME_BINARY;
    default:
      return RLT_VMTR_FRAME_OTHER;
    }
}

static RltVmtrFrameKind
get_engine_kind (char type)
{
  switch (type)
    {
    case '0':
      return RLT_VMTR_FRAME_OPEN;
    case '1':
      return RLT_VMTR_FRAME_CLOSE;
    case '2':
      return RLT_VMTR_FRAME_PING;
    case '3':
    case '5':
    case '6':
      return RLT_VMTR_FRAME_OTHER;
    default:
      return RLT_VMTR_FRAME_NONE;
    }
}

/*
 * rlt_vmtr_frame_read:
 * @self: (out caller-allocates): what it is; lives as long as @text
 * @text: (array length=length): a frame
 * @length: its length in bytes
 */
void
rlt_vmtr_frame_read (RltVmtrFrame *self,
                     const char   *text,
                     gsize         length)
{
  const char *end = text + length;

  *self = (RltVmtrFrame) { RLT_VMTR_FRAME_NONE, end, 0 };
  if (length == 0)
    return;

  self->json = text + 1;
  self->kind = get_engine_kind (*text);
  if (*text == '4')
    {
      self->kind = get_socket_kind (length > 1 ? text[1] : '\0');
      self->json = skip_to_json (MIN (text + 2, end), end);
    }
  self->length = end - self->json;
}

/*
 * rlt_vmtr_frame_is_full_state:
 * @self: a frame
 *
 * Returns: whether it tells all there is, "[POSV - INIT]", and not only what changed
 */
gboolean
rlt_vmtr_frame_is_full_state (const RltVmtrFrame *self)
{
  const char *name = memchr (self->json, '"', self->length);
  const char *end;

  if (self->kind != RLT_VMTR_FRAME_EVENT || name == NULL)
    return FALSE;

  end = memchr (name + 1, '"', self->json + self->length - (name + 1));
  return end != NULL && memmem (name, end - name, "INIT", strlen ("INIT")) != NULL;
}
