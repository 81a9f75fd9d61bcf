data "workspace_clusters" "this" {
  unhealthy_clusters = "fail"
}
