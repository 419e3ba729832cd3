/* rlt-fuzz.h: a decoder is given whatever libFuzzer comes up with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <stddef.h>
#include <stdint.h>

int  LLVMFuzzerInitialize   (int           *argc,
                             char        ***argv);
int  LLVMFuzzerTestOneInput (const uint8_t *data,
                             size_t         size);
void rlt_fuzz_decode        (const char    *kind,
                             const uint8_t *data,
                             size_t         size);
