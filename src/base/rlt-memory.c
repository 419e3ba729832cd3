/* rlt-memory.c: how the heap is kept small in a program with several threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-base"

#include "config.h"

#include "rlt-memory.h"

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Heaps the threads share; glibc would make one for each of them, up to eight for each core. */
#define N_HEAPS 2

/* Bytes: blocks from here on are mapped one by one, and given back when freed. Left alone, glibc raises
 * this up to 32 MB with the first large answer that is freed, and keeps what follows. */
#define LARGE_BLOCK (128 * 1024)

/**
 * rlt_memory_init:
 *
 * Lets large blocks go back to the system when they are freed, and threads share their heaps: in a
 * program that stays open for days, what a large answer needed for a moment must not stay. Call it
 * first thing in main(), before there are threads. Does nothing where the C library is not glibc.
 */
void
rlt_memory_init (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, N_HEAPS);
  mallopt (M_MMAP_THRESHOLD, LARGE_BLOCK);
  mallopt (M_TRIM_THRESHOLD, LARGE_BLOCK);
#endif
}

/**
 * rlt_memory_trim:
 *
 * Gives the pages between what is in use back to the system. Takes a few milliseconds, in which other threads
 * may wait for memory: for a moment when much was freed. Any thread. Does nothing where the C library is not
 * glibc.
 */
void
rlt_memory_trim (void)
{
#ifdef __GLIBC__
  malloc_trim (LARGE_BLOCK);
#endif
}
