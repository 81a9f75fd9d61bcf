import {
  to = workspace_backup_location.backups
  id = "default"
}
