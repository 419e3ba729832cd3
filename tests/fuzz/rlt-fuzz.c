/* rlt-fuzz.c: a decoder is given whatever libFuzzer comes up with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-fuzz.h"

#include <stdlib.h>

#include "rlt-decode.h"

#define NOW (1782900000 * RLT_SECOND)

static RltCatalogue *
get_catalogue (void)
{
  static RltCatalogue *catalogue;

  if (catalogue == NULL)
    catalogue = rlt_catalogue_new_embedded (NULL);
  g_assert (catalogue != NULL);

  return catalogue;
}

/* libFuzzer keeps what led to an abort, not what led to a trap, by which GLib ends a program. */
static void
log_cb (const char     *domain,
        GLogLevelFlags  level,
        const char     *message,
        gpointer        user_data)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) == 0)
    return;

  g_printerr ("%s: %s\n", domain, message);
  abort ();
}

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_default_handler (log_cb, NULL);
  return 0;
}

/* What is made of the bytes must be printable, and each disruption must have an answer to whether it
 * applies. */
void
rlt_fuzz_decode (const char    *kind,
                 const uint8_t *data,
                 size_t         size)
{
  const RltDecodeContext context = { .catalogue = get_catalogue (), .source = "fuzz", .now = NOW };
  g_autoptr(RltRecords) records = rlt_decode_find (kind) (&context, (const char *) data, size);
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_autofree char *text = NULL;

  g_assert (records->n_rejected <= records->n_records);
  for (guint i = 0; i < records->disruptions->len; i++)
    (void) rlt_disruption_applies_at (g_ptr_array_index (records->disruptions, i), NOW);

  rlt_records_write_json (records, writer);
  text = rlt_json_writer_finish (writer, NULL);
  g_assert (g_utf8_validate (text, -1, NULL));
}
