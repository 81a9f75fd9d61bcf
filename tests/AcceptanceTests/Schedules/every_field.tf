# Every field of Velero's BackupSpec. Some exclude each other, so there are two forms: the filters that came first, and
# the scoped ones.
variable "fields" {
  type        = set(string)
  description = "Those to set."
}

locals {
  scoped = contains(var.fields, "included_namespace_scoped_resources")
  has    = { for name in var.fields : name => true }
}

resource "workspace_backup_schedule" "this" {
  prefix                    = var.prefix
  schedule                  = "0 2 * * *"
  backup_location           = "default"
  expiry                    = "30d"
  include_disks             = true
  include_cluster_resources = local.scoped ? "auto" : "always"
  namespaces                = ["shop"]

  excluded_namespaces = lookup(local.has, "excluded_namespaces", false) ? ["shop-db"] : null
  included_resources  = lookup(local.has, "included_resources", false) ? ["pods", "deployments.apps"] : null
  excluded_resources  = lookup(local.has, "excluded_resources", false) ? ["events"] : null

  included_cluster_scoped_resources   = lookup(local.has, "included_cluster_scoped_resources", false) ? ["storageclasses"] : null
  excluded_cluster_scoped_resources   = lookup(local.has, "excluded_cluster_scoped_resources", false) ? ["nodes"] : null
  included_namespace_scoped_resources = lookup(local.has, "included_namespace_scoped_resources", false) ? ["secrets"] : null
  excluded_namespace_scoped_resources = lookup(local.has, "excluded_namespace_scoped_resources", false) ? ["events"] : null

  label_selector = lookup(local.has, "label_selector", false) ? {
    match_labels      = { tier = "gold" }
    match_expressions = [{ key = "app", operator = "In", values = ["web", "api"] }]
  } : null
  or_label_selectors = lookup(local.has, "or_label_selectors", false) ? [
    { match_labels = { tier = "gold" } },
    { match_expressions = [{ key = "app", operator = "Exists" }] },
  ] : null

  ordered_resources = lookup(local.has, "ordered_resources", false) ? { pods = "shop/first,shop/second" } : null
  hooks = lookup(local.has, "hooks", false) ? {
    resources = [{
      name                = "quiesce"
      included_namespaces = ["shop"]
      excluded_namespaces = ["shop-db"]
      included_resources  = ["pods"]
      excluded_resources  = ["events"]
      label_selector      = { match_labels = { app = "db" } }
      pre                 = [{ exec = { command = ["/bin/sh", "-c", "sync"], container = "db", on_error = "Fail", timeout = "90s" } }]
      post                = [{ exec = { command = ["/bin/true"] } }]
    }]
  } : null

  volume_snapshot_locations       = lookup(local.has, "volume_snapshot_locations", false) ? ["aws-1"] : null
  volume_group_snapshot_label_key = lookup(local.has, "volume_group_snapshot_label_key", false) ? "velero.io/group" : null
  default_volumes_to_fs_backup    = lookup(local.has, "default_volumes_to_fs_backup", false) ? false : null
  snapshot_move_data              = lookup(local.has, "snapshot_move_data", false) ? true : null
  backup_type                     = lookup(local.has, "backup_type", false) ? "Full" : null
  data_mover                      = lookup(local.has, "data_mover", false) ? "velero" : null
  parallel_files_upload           = lookup(local.has, "parallel_files_upload", false) ? 4 : null
  csi_snapshot_timeout            = lookup(local.has, "csi_snapshot_timeout", false) ? "20m" : null
  item_operation_timeout          = lookup(local.has, "item_operation_timeout", false) ? "1d" : null
  resource_policy                 = lookup(local.has, "resource_policy", false) ? { kind = "configmap", name = "policy" } : null
}
