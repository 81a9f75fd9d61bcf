import {
  to = workspace_backup_schedule.daily
  id = "daily"
}
