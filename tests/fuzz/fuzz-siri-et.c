/* fuzz-siri-et.c: any bytes for the decoder of siri-et.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  rlt_fuzz_decode ("siri-et", data, size);
  return 0;
}
