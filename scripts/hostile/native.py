"""Times the command line on heavy templates: seconds and peak memory of every command and lens, the worst of each.

native.py BINARY FOLDER [NAME...]: FOLDER has the templates, as `cargo run --example heavy` writes them.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

JOBS = [
    ["check", "--format", "json"],
    ["evaluate"],
    ["graph"],
    ["graph", "--format", "mermaid"],
    ["command"],
    *[
        ["render", "--lens", lens, "--detail", detail]
        for lens in ("architecture", "all-resources", "references")
        for detail in ("fitting", "everything", "overview")
    ],
    ["render", "--format", "json", "--lens", "all-resources"],
]


def run(command, limit):
    """Runs a command: its seconds, its peak memory in MB, the bytes that it writes, and its exit code."""
    start = time.monotonic()
    with open("/tmp/heavy.out", "wb") as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        code = None
        while code is None and time.monotonic() - start < limit:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                break
            time.sleep(0.002)
        if code is None:
            child.kill()
            _, status, usage = os.wait4(child.pid, 0)
            code = "killed"
        child.returncode = 0
    seconds = usage.ru_utime + usage.ru_stime
    return seconds, usage.ru_maxrss / 1024, os.path.getsize("/tmp/heavy.out"), code


def main():
    binary, folder, *names = sys.argv[1:]
    quick = os.environ.get("QUICK")
    only = os.environ.get("JOBS")
    for file in sorted(Path(folder).iterdir()):
        if names and not any(name in file.stem for name in names):
            continue
        results = []
        for job in JOBS:
            if only and job[0] not in only.split(","):
                continue
            if quick and job[0] == "render" and job[-1] in ("overview",):
                continue
            command = [binary, job[0], str(file), *job[1:]]
            results.append((*run(command, 20), " ".join(job)))
        slowest = max(results)
        heaviest = max(results, key=lambda one: one[1])
        largest = max(results, key=lambda one: one[2])
        codes = {one[3] for one in results}
        flag = " ".join(
            name
            for name, wrong in [
                ("SLOW", slowest[0] > 1.5),
                ("FAT", heaviest[1] > 300),
                ("LARGE", largest[2] > 20e6),
                ("DIED", bool(codes - {0, 1, 2})),
            ]
            if wrong
        )
        print(
            f"{file.stem[:48]:48} {slowest[0]:6.2f} s ({slowest[4]:40}) {heaviest[1]:6.0f} MB ({heaviest[4]:36}) "
            f"{largest[2] / 1e6:6.1f} MB out  {sorted(map(str, codes))} {flag}",
            flush=True,
        )


main()
