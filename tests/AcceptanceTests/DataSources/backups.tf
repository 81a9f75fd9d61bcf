data "workspace_backups" "this" {
  prefix = var.prefix
}

data "workspace_backups" "failed" {
  prefix = var.prefix
  phases = ["Failed", "PartiallyFailed", "FailedValidation"]
  limit  = 2
}

data "workspace_backups" "recent" {
  prefix     = var.prefix
  newer_than = "2025-01-31T05:00:00Z"
  clusters   = ["c1"]
}
