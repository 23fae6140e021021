"""Runs commands with the real AWS CLI against moto's CloudFormation: what is made?

    run.py < cases.jsonl

Each case is one JSON object: {"commands": [text, ...], "folder": where they run, "stack": its name}.
For each, one JSON object is printed: {"runs": [{"code", "stdout", "stderr"}, ...], "resources": {logical ID: type},
"outputs": {key: value}}. Every case starts with an empty account that has one key pair, `my-key`. The server listens
on the loopback interface only, in this process; credentials are made up.
"""
import json
import os
import subprocess
import sys
import urllib.request

os.environ.update(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", AWS_DEFAULT_REGION="us-east-1")

import boto3
from moto.cloudformation import parsing
from moto.server import ThreadedMotoServer


def drop_no_value(clean):
    """moto 5.2 leaves None in a list where AWS::NoValue was, and then falls over it; CloudFormation leaves it out."""

    def cleaned(value, resources):
        result = clean(value, resources)
        if isinstance(value, list):
            return [item for item in result if item is not None]
        return result

    return cleaned


def main():
    parsing.clean_json = drop_no_value(parsing.clean_json)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        address = "http://%s:%s" % server.get_host_and_port()
        for line in sys.stdin:
            print(json.dumps(outcome(json.loads(line), address)), flush=True)
    finally:
        server.stop()


def outcome(case, address):
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
        "resources": {resource["LogicalResourceId"]: resource["ResourceType"] for resource in resources},
        "outputs": {output["OutputKey"]: output["OutputValue"] for output in outputs},
    }


main()
