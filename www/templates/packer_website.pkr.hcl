# Builds the machine image of packer_website.yaml: Amazon Linux 2023 with the Flask site, which starts with the machine.
#
#   packer init packer_website.pkr.hcl
#   packer build -var region=us-east-1 packer_website.pkr.hcl
#
# Needs Packer 1.8 or newer and the credentials that the AWS CLI uses. The instance for the build is in the default VPC, or
# in the public subnet that -var subnet_id=… names. The last line ends in the ID of the image.

packer {
  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = ">= 1.2.8"
    }
  }
}

variable "region" {
  type        = string
  description = "Region to build in, that of the stack"
}

variable "subnet_id" {
  type        = string
  default     = null
  description = "Public subnet for the build, where the account has no default VPC"
}

# The newest Amazon Linux 2023 on the day of the build.
data "amazon-parameterstore" "amazon_linux" {
  region = var.region
  name   = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

source "amazon-ebs" "website" {
  region                      = var.region
  source_ami                  = data.amazon-parameterstore.amazon_linux.value
  instance_type               = "t3.micro"
  subnet_id                   = var.subnet_id
  associate_public_ip_address = true
  ssh_username                = "ec2-user"
  ami_name                    = "packer-website-${formatdate("YYYYMMDDhhmmss", timestamp())}"
  ami_description             = "Amazon Linux 2023 with the website on port 5000"

  # Whoever starts the image has to ask for its metadata with a token, as on Amazon Linux itself.
  imds_support = "v2.0"

  tags = {
    Name      = "Packer website"
    SourceAmi = "{{ .SourceAMI }}"
  }
}

build {
  sources = ["source.amazon-ebs.website"]

  provisioner "file" {
    destination = "/tmp/website.py"
    content     = <<-END
      from flask import Flask

      app = Flask(__name__)


      @app.get("/")
      def home():
          return "<h1>It works</h1><p>One EC2 instance, from an image that Packer built.</p>"
    END
  }

  provisioner "file" {
    destination = "/tmp/website.service"
    content     = <<-END
      [Unit]
      Description=The website
      Wants=network-online.target
      After=network-online.target

      [Service]
      WorkingDirectory=/opt/website
      ExecStart=/opt/website/bin/gunicorn --bind 0.0.0.0:5000 website:app
      DynamicUser=yes
      Restart=always

      [Install]
      WantedBy=multi-user.target
    END
  }

  provisioner "shell" {
    inline = [
      "cloud-init status --wait",
      "sudo python3 -m venv /opt/website",
      "sudo /opt/website/bin/pip install flask gunicorn",
      "sudo install -m 644 /tmp/website.py /opt/website/website.py",
      "sudo install -m 644 /tmp/website.service /etc/systemd/system/website.service",
      "sudo systemctl enable --now website",
      # The image is made only if the site answers.
      "curl --fail --silent --show-error --retry 12 --retry-delay 5 --retry-connrefused http://localhost:5000/",
    ]
  }
}
