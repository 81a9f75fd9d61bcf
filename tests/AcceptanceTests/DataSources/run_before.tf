data "workspace_backup" "this" {
  prefix                 = var.prefix
  before                 = "2025-01-31T02:00:00Z"
  clusters               = ["c1", "c2"]
  allow_partially_failed = true
}
