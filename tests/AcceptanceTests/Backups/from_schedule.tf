resource "workspace_backup_schedule" "this" {
  prefix          = var.prefix
  schedule        = "0 2 * * *"
  backup_location = "default"
  expiry          = "60d"
  namespaces      = ["shop"]
}

resource "workspace_backup" "this" {
  from_schedule = workspace_backup_schedule.this.prefix
  expiry        = "1d"
  wait          = false
}
