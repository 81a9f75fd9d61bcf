variable "watched" {
  type = set(string)
}

data "workspace_protection" "this" {
  namespaces = var.watched
}

data "workspace_protection" "strict" {
  namespaces = var.watched
  clusters   = ["c1"]
  rpo        = "26h"
  detail     = true
}
