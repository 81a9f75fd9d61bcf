locals {
  clusters = {
    eu = { config_path = "~/.kube/config", config_context = "eu-prod" }
    us = { config_path = "~/.kube/config", config_context = "us-prod" }
  }
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]
  clusters   = local.clusters
}

provider "workspace" {
  alias      = "shop"
  name       = "shop"
  namespaces = ["shop"]
  clusters   = { eu = local.clusters.eu }
}

resource "workspace_backup_schedule" "payments" {
  prefix          = "payments"
  schedule        = "0 2 * * *"
  backup_location = "default"
}

resource "workspace_backup_schedule" "shop" {
  provider        = workspace.shop
  prefix          = "shop"
  schedule        = "@every 6h"
  backup_location = "default"
}
