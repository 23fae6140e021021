"""Runs commands with the real AWS CLI against moto's CloudFormation: what is made?

    run.py < cases.jsonl

Each case is one JSON object: {"commands": [text, ...], "folder": where they run, "stack": its name}.
For each, one JSON object is printed: {"runs": [{"code", "stdout", "stderr"}, ...], "resources": {logical ID: type},
"unknown": [type, ...] that moto does not know, "outputs": {key: value}}. Every case starts with an empty account that has one
key pair, `my-key`. The server listens on the loopback interface only, in this process; credentials are made up.
"""
import ipaddress
import json
import os
import subprocess
import sys
import urllib.request

os.environ.update(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", AWS_DEFAULT_REGION="us-east-1")

import boto3
from moto.cloudformation import parsing
from moto.server import ThreadedMotoServer


def as_cloudformation(clean):
    """Does what moto 5.2 leaves undone: it leaves None in a list where AWS::NoValue was, and knows no Fn::Cidr."""

    def cleaned(value, resources):
        if isinstance(value, dict) and "Fn::Cidr" in value:
            block, count, bits = clean(value["Fn::Cidr"], resources)
            subnets = ipaddress.ip_network(block).subnets(new_prefix=32 - int(bits))
            return [str(subnet) for subnet, _ in zip(subnets, range(int(count)))]
        result = clean(value, resources)
        if isinstance(value, list):
            return [item for item in result if item is not None]
        return result

    return cleaned


class StandIn:
    """A resource of a type that moto does not know: it is there, and its attributes are their own names."""

    # moto's own classes are put down in its tables of services by their module, where this has no place.

    def __init__(self, logical_id):
        self.physical_resource_id = logical_id

    def is_created(self):
        return True

    @classmethod
    def has_cfn_attr(cls, attr):
        return True

    def get_cfn_attribute(self, attribute_name):
        return f"{self.physical_resource_id}.{attribute_name}"

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return ""

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        return cls(kwargs["LogicalId"])

    @classmethod
    def update_from_cloudformation_json(cls, original, new_name, cloudformation_json, account_id, region_name):
        return original

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        pass


# The types that moto had no class of its own for, in the case at hand.
unknown = set()


def with_stand_ins(class_of):
    def found(resource_type):
        known = class_of(resource_type)
        if known is None:
            unknown.add(resource_type)
        return known or StandIn

    return found


def main():
    parsing.clean_json = as_cloudformation(parsing.clean_json)
    parsing.resource_class_from_type = with_stand_ins(parsing.resource_class_from_type)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        address = "http://%s:%s" % server.get_host_and_port()
        for line in sys.stdin:
            print(json.dumps(outcome(json.loads(line), address)), flush=True)
    finally:
        server.stop()


def outcome(case, address):
    unknown.clear()
    urllib.request.urlopen(urllib.request.Request(address + "/moto-api/reset", method="POST")).close()
    boto3.client("ec2", endpoint_url=address).create_key_pair(KeyName="my-key")
    programs = os.path.dirname(sys.executable)
    environment = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "C.UTF-8",
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "1",
        "AWS_PAGER": "",
    }
    runs = []
    for command in case["commands"]:
        done = subprocess.run(
            ["/bin/bash", "-c", command],
            cwd=case["folder"],
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        runs.append({"code": done.returncode, "stdout": done.stdout, "stderr": done.stderr[-600:]})
    cloudformation = boto3.client("cloudformation", endpoint_url=address)
    try:
        resources = cloudformation.describe_stack_resources(StackName=case["stack"])["StackResources"]
        outputs = cloudformation.describe_stacks(StackName=case["stack"])["Stacks"][0].get("Outputs", [])
    except cloudformation.exceptions.ClientError:
        resources, outputs = [], []
    return {
        "runs": runs,
        "resources": {
            resource["LogicalResourceId"]: resource["ResourceType"]
            for resource in resources
            # moto lists those without a name whose condition is false.
            if "LogicalResourceId" in resource
        },
        "unknown": sorted(unknown),
        "outputs": {output["OutputKey"]: output["OutputValue"] for output in outputs},
    }


main()
