import {
  to       = workspace_backup_schedule.this
  id       = var.prefix
  provider = workspace
}
