resource "terraform_data" "host" {
  input = "known only after the apply"
}

provider "workspace" {
  alias = "later"
  name  = "later"
  clusters = {
    new = { host = terraform_data.host.output }
  }
}

data "workspace_clusters" "this" {
  provider = workspace.later
}
