data "workspace_backup" "this" {
  prefix = var.prefix
}
