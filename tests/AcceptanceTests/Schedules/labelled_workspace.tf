# The provider's own selector: all that names no namespaces means these.
variable "name_selected" {
  type    = bool
  default = true
}

variable "excluded" {
  type    = set(string)
  default = null
}

# Known when it has been applied.
resource "terraform_data" "team" {
  input = var.prefix
}

resource "workspace_backup_schedule" "this" {
  prefix              = var.prefix
  schedule            = "0 2 * * *"
  backup_location     = "default"
  namespace_selector  = var.name_selected ? null : { team = terraform_data.team.output }
  excluded_namespaces = var.excluded
}

data "workspace_protection" "this" {
  depends_on = [workspace_backup_schedule.this]
}
