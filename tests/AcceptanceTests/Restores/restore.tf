variable "restore" {
  type    = any
  default = {}
}

resource "workspace_restore" "this" {
  name                     = var.prefix
  from_backup              = try(var.restore.from_backup, null)
  from_schedule            = try(var.restore.from_schedule, null)
  from_backups             = try(var.restore.from_backups, null)
  before                   = try(var.restore.before, null)
  namespaces               = try(var.restore.namespaces, null)
  clusters                 = try(var.restore.clusters, null)
  source_clusters          = try(var.restore.source_clusters, null)
  namespace_mapping        = try(var.restore.namespace_mapping, null)
  existing_resource_policy = try(var.restore.existing_resource_policy, null)
  triggers                 = try(var.restore.triggers, null)
  unhealthy_clusters       = try(var.restore.unhealthy_clusters, null)
  wait                     = try(var.restore.wait, null)
  verify                   = try(var.restore.verify, null)
  allow_partially_failed   = try(var.restore.allow_partially_failed, null)
  timeouts                 = try(var.restore.timeouts, null)
}
