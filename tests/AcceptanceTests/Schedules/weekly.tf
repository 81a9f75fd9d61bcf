resource "workspace_backup_schedule" "this" {
  prefix          = var.prefix
  schedule        = "30 4 * * 0"
  backup_location = "default"
  expiry          = "8w"
  namespaces      = ["shop"]
}
