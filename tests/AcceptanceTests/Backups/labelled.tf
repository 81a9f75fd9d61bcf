variable "selector" {
  type    = map(string)
  default = null
}

variable "own" {
  type    = set(string)
  default = null
}

resource "workspace_backup" "this" {
  name               = var.prefix
  backup_location    = "default"
  namespace_selector = var.selector
  namespaces         = var.own
}
