/* fuzz-vmtr.c: any bytes for the decoder of vmtr.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  rlt_fuzz_decode ("vmtr", data, size);
  return 0;
}
