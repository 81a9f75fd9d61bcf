# HCP Terraform fills this in for each run.
variable "tfc_kubernetes_dynamic_credentials" {
  type = object({
    default = object({ token_path = string })
    aliases = map(object({ token_path = string }))
  })
}

variable "clusters" {
  description = "Address and certificate authority (PEM) of each cluster. The keys are also the tags of its credentials."
  type        = map(object({ host = string, ca = string }))
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]

  clusters = {
    for name, cluster in var.clusters : name => {
      host                   = cluster.host
      cluster_ca_certificate = cluster.ca
      token_file             = var.tfc_kubernetes_dynamic_credentials.aliases[name].token_path
    }
  }
}
