terraform {
  # The report is a function of the provider, and functions need Terraform 1.8.
  required_version = ">= 1.8"

  required_providers {
    workspace = {
      source = "workspace-backup/workspace"
    }
  }
}

variable "kubeconfig" {
  description = "Path of a kubeconfig that holds all clusters."
  type        = string
  default     = "~/.kube/config"
}

variable "contexts" {
  description = "The workspace's clusters: their names here, and their contexts."
  type        = map(string)
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]

  clusters = {
    for name, context in var.contexts : name => {
      config_path    = var.kubeconfig
      config_context = context
    }
  }
}

data "workspace_protection" "all" {}

locals {
  found = data.workspace_protection.all
  count = "${length(data.workspace_protection.all.findings)} findings"

  # A line for each namespace of each cluster, and a line for each cluster that did not answer.
  rows = flatten([
    for cluster, at in local.found.by_cluster : at.reason != null ? [
      { cluster = cluster, namespace = "-", state = "unknown", age = "-", backup = at.reason }
      ] : [
      for namespace, its in at.namespaces : {
        cluster   = cluster
        namespace = namespace
        state = (
          its.state != "covered" ? its.state :
          its.backup == null ? "no backup" :
          its.late == true ? "late" : "covered"
        )
        age    = its.age_seconds == null ? "-" : "${floor(its.age_seconds / 3600)}h"
        backup = its.backup == null ? "-" : its.backup
      }
    ]
  ])
}

# `terraform output -raw protection` prints a table.
output "protection" {
  description = "Whether this workspace is protected, and what is not."
  value = join("\n", concat(
    [
      local.found.protected ? "PROTECTED" : "NOT PROTECTED: ${local.count}",
      format("%-12s %-16s %-10s %-6s %s", "CLUSTER", "NAMESPACE", "STATE", "AGE", "BACKUP"),
    ],
    [
      for row in local.rows : format(
        "%-12s %-16s %-10s %-6s %s", row.cluster, row.namespace, row.state, row.age, row.backup
      )
    ],
  ))
}

# What is wrong and what to do about it, the worst first.
output "findings" {
  value = [for one in local.found.findings : "${one.severity}: ${one.cluster}: ${one.text}"]
}

# `terraform output -raw report > protection.html` writes a page to look at.
output "report" {
  value = provider::workspace::protection_report(local.found)
}
