# Every first of the month, and every Sunday: so up to Velero 1.18.
resource "workspace_backup_schedule" "this" {
  prefix          = var.prefix
  schedule        = "0 3 1 * 0"
  backup_location = "default"
}
