terraform {
  required_providers {
    workspace = {
      source = "workspace-backup/workspace"
    }
  }
}

variable "workspace" {
  type    = string
  default = "default"
}

variable "namespaces" {
  type    = set(string)
  default = ["shop", "shop-db"]
}

variable "namespace_selector" {
  type    = map(string)
  default = null
}

variable "clusters" {
  type = any
}

variable "prefix" {
  type = string
}

provider "workspace" {
  name               = var.workspace
  namespaces         = var.namespaces
  namespace_selector = var.namespace_selector
  clusters           = var.clusters

  # What a test cuts off is refused at once, or not answered at all: no need to wait long for it.
  request_timeout = "3s"
}
