variable "team" {
  type = string
}

resource "workspace_backup_schedule" "this" {
  prefix             = var.prefix
  schedule           = "0 2 * * *"
  backup_location    = "default"
  namespace_selector = { team = var.team }
}
