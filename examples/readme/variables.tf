variable "us_host" {
  type = string
}

variable "us_ca" {
  type = string
}
