terraform {
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
  description = "The workspace's clusters: their names here, and their contexts in the kubeconfig."
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

variable "sandbox" {
  description = "The sandbox's admin URL, through which tests let time pass."
  type        = string
  default     = null
}

variable "night" {
  description = "Let a night pass in the sandbox."
  type        = bool
  default     = false
}

resource "workspace_backup_schedule" "nightly" {
  prefix          = "nightly"
  schedule        = "0 2 * * *"
  backup_location = "default"
}

data "workspace_backup" "latest" {
  prefix = workspace_backup_schedule.nightly.prefix
}

data "workspace_clusters" "all" {}

resource "terraform_data" "night" {
  count      = var.night ? 1 : 0
  depends_on = [workspace_backup_schedule.nightly]

  provisioner "local-exec" {
    command = "curl --fail --silent --show-error --request POST --data '{\"by\": \"24h\"}' ${var.sandbox}clock/advance"
  }
}
