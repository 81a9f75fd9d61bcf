data "workspace_clusters" "this" {}
