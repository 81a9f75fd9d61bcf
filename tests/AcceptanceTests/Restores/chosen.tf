# The list of backups, the newest complete run of them, and a restore from it.
data "workspace_backups" "all" {
  prefix = var.prefix
}

data "workspace_backup" "newest" {
  prefix = var.prefix
}

resource "workspace_restore" "this" {
  name        = var.prefix
  from_backup = data.workspace_backup.newest.id
  wait        = false
}

output "listed" {
  value = length(data.workspace_backups.all.backups)
}
