resource "workspace_backup_schedule" "this" {
  prefix          = var.prefix
  schedule        = "0 2 * * *"
  time_zone       = "Europe/Berlin"
  backup_location = "default"
}
