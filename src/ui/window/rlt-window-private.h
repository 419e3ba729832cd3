/* rlt-window-private.h: what the files of the main window share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-details.h"
#include "rlt-feeds-button.h"
#include "rlt-map-view.h"
#include "rlt-network-sidebar.h"
#include "rlt-notice.h"
#include "rlt-window.h"

G_BEGIN_DECLS

struct _RltWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  AdwWindowTitle      *title;
  RltFeedsButton      *feeds_button;
  GtkWidget           *demo_banner;
  AdwToastOverlay     *toast_overlay;
  AdwFlap             *sidebar_flap;
  AdwFlap             *details_flap;
  AdwBin              *map_bin;

  RltUiContext        *context;           /* (owned) */
  RltNetworkSidebar   *sidebar;
  RltMapView          *map;
  RltNotice           *notice;            /* on @map */
  RltDetails          *details;           /* (nullable): until it is first needed */
  gboolean             has_told_trains;   /* the first frame with trains was traced */
};

/* rlt-window-actions.c */
void        rlt_window_class_install_actions (GtkWidgetClass   *widget_class);
RltDetails *rlt_window_ensure_details        (RltWindow        *self);
void        rlt_window_show_line             (RltWindow        *self,
                                              const RltLine    *line,
                                              gboolean          moves_map);
void        rlt_window_show_station          (RltWindow        *self,
                                              const RltStation *station,
                                              gboolean          moves_map);
void        rlt_window_show_train            (RltWindow        *self,
                                              const RltLine    *line,
                                              const char       *id,
                                              gboolean          moves_map);

/* rlt-window-state.c */
void        rlt_window_restore_state         (RltWindow        *self);
void        rlt_window_restore_line          (RltWindow        *self);
void        rlt_window_save_state            (RltWindow        *self);

G_END_DECLS
