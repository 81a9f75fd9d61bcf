provider "workspace" {
  namespaces = ["payments-api"]

  clusters = {
    eu = {
      host                   = var.endpoint # aws_eks_cluster.eu.endpoint
      cluster_ca_certificate = var.ca       # base64decode(aws_eks_cluster.eu.certificate_authority[0].data)
      exec = {
        api_version = "client.authentication.k8s.io/v1beta1"
        command     = "aws"
        args        = ["eks", "get-token", "--cluster-name", "eu-prod", "--output", "json"]
        env         = { AWS_PROFILE = "backup" }
      }
    }
  }
}
