variable "fields" {
  type = set(string)
}

locals {
  values = { for name, value in {
    excluded_namespaces       = ["kube-system"]
    included_resources        = ["deployments.apps", "pods"]
    excluded_resources        = ["events"]
    include_cluster_resources = "never"
    restore_volumes           = false
    preserve_node_ports       = true
    existing_resource_policy  = "update"
    namespace_mapping         = { shop = "shop-drill" }
    label_selector            = { match_labels = { tier = "gold" } }
    item_operation_timeout    = "1d"
    resource_modifier         = "changes"
    resource_policy           = { kind = "configmap", name = "policy" }
    status_included_resources = ["workflows"]
    status_excluded_resources = ["jobs"]
    parallel_files_download   = 4
    write_sparse_files        = true

    skip_default_resource_modifier = true
    hooks = jsonencode({ resources = [{
      name               = "migrate"
      includedNamespaces = ["shop"]
      postHooks = [
        { exec = { container = "db", command = ["/bin/true"], execTimeout = "1m", onError = "Fail", waitTimeout = "5m" } },
        { init = { initContainers = [{ name = "wait", image = "busybox", command = ["true"] }], timeout = "1m" } },
      ]
    }] })
  } : name => value if contains(var.fields, name) }
}

resource "workspace_restore" "this" {
  name        = var.prefix
  from_backup = "default/${var.prefix}/20250131T020000Z"
  wait        = false

  excluded_namespaces       = try(local.values.excluded_namespaces, null)
  included_resources        = try(local.values.included_resources, null)
  excluded_resources        = try(local.values.excluded_resources, null)
  include_cluster_resources = try(local.values.include_cluster_resources, null)
  restore_volumes           = try(local.values.restore_volumes, null)
  preserve_node_ports       = try(local.values.preserve_node_ports, null)
  existing_resource_policy  = try(local.values.existing_resource_policy, null)
  namespace_mapping         = try(local.values.namespace_mapping, null)
  label_selector            = try(local.values.label_selector, null)
  item_operation_timeout    = try(local.values.item_operation_timeout, null)
  resource_modifier         = try(local.values.resource_modifier, null)
  status_included_resources = try(local.values.status_included_resources, null)
  status_excluded_resources = try(local.values.status_excluded_resources, null)
  parallel_files_download   = try(local.values.parallel_files_download, null)
  write_sparse_files        = try(local.values.write_sparse_files, null)
  hooks                     = try(local.values.hooks, null)
  resource_policy           = try(local.values.resource_policy, null)

  skip_default_resource_modifier = try(local.values.skip_default_resource_modifier, null)
}
