/* rlt-ticker.h: the one beat all views follow, so that no row has a timer of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-clock.h"

G_BEGIN_DECLS

#define RLT_TYPE_TICKER (rlt_ticker_get_type ())
G_DECLARE_FINAL_TYPE (RltTicker, rlt_ticker, RLT, TICKER, GObject)

/**
 * RltTickFunc:
 * @now: the clock's time
 * @user_data: what rlt_ticker_add() was given
 */
typedef void (*RltTickFunc) (RltTime  now,
                             gpointer user_data);

RltTicker *rlt_ticker_new    (RltClock    *clock);
RltTime    rlt_ticker_now    (RltTicker   *self);
void       rlt_ticker_add    (RltTicker   *self,
                              RltTickFunc  func,
                              gpointer     user_data);
void       rlt_ticker_remove (RltTicker   *self,
                              RltTickFunc  func,
                              gpointer     user_data);

G_END_DECLS
