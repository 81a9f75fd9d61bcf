variable "read_backup_files" {
  type = bool
}

data "workspace_protection" "this" {
  namespaces        = ["shop"]
  read_backup_files = var.read_backup_files
}
