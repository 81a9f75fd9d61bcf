data "workspace_backup" "told" {
  prefix            = var.prefix
  read_backup_files = true
}

data "workspace_backup" "silent" {
  prefix = var.prefix
}
