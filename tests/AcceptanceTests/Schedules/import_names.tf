import {
  to = workspace_backup_schedule.this
  id = "${var.prefix}:c1=velero-${var.prefix}-c1,c3=velero-${var.prefix}-c3"
}
