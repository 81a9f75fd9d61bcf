# Is everything protected, no matter who made the schedules and the backups?
data "workspace_protection" "all" {}

check "everything_is_protected" {
  assert {
    condition     = data.workspace_protection.all.protected
    error_message = join("\n", [for found in data.workspace_protection.all.findings : "${found.severity}: ${found.text}"])
  }
}

output "uncovered" {
  description = "Namespaces that no schedule backs up, by cluster."
  value = {
    for name, cluster in data.workspace_protection.all.by_cluster : name => [
      for namespace, found in cluster.namespaces : namespace if found.state == "uncovered"
    ]
  }
}
