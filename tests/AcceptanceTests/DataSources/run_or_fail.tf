data "workspace_backup" "this" {
  prefix             = var.prefix
  unhealthy_clusters = "fail"
}
