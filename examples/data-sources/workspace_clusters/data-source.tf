# What each cluster of the workspace can do.
data "workspace_clusters" "all" {}

output "not_healthy" {
  value = { for name, cluster in data.workspace_clusters.all.clusters : name => cluster.reason if !cluster.healthy }
}

output "missing_rights" {
  value = {
    for name, cluster in data.workspace_clusters.all.clusters :
    name => cluster.permissions["schedule"].missing if cluster.healthy
  }
}
