variable "endpoint" {
  type = string
}

variable "ca" {
  type = string
}
