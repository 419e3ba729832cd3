/* rlt-vmtr-frame.h: one frame of a Socket.IO connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RLT_VMTR_FRAME_NONE,        /* no packet of Engine.IO */
  RLT_VMTR_FRAME_OPEN,        /* the server says how often it will ping */
  RLT_VMTR_FRAME_CLOSE,
  RLT_VMTR_FRAME_PING,
  RLT_VMTR_FRAME_CONNECT,     /* to the namespace */
  RLT_VMTR_FRAME_DISCONNECT,
  RLT_VMTR_FRAME_EVENT,
  RLT_VMTR_FRAME_REFUSAL,     /* of the namespace */
  RLT_VMTR_FRAME_BINARY,
  RLT_VMTR_FRAME_OTHER,       /* in order, and nothing to us */
} RltVmtrFrameKind;

typedef struct
{
  RltVmtrFrameKind  kind;
  const char       *json;     /* what it carries, not NUL-terminated */
  gsize             length;   /* of @json */
} RltVmtrFrame;

void     rlt_vmtr_frame_read          (RltVmtrFrame       *self,
                                       const char         *text,
                                       gsize               length);
gboolean rlt_vmtr_frame_is_full_state (const RltVmtrFrame *self);

G_END_DECLS
