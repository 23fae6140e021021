"""Runs commands in real shells and reads them with the real AWS CLI's parser: what would AWS be asked?

    run.py < cases.jsonl

Each case is one JSON object:
  name      what to call it
  shell     bash | dash | zsh | interactive (bash -i, fed as a paste would be, history expansion on) |
            interactive-dash | interactive-zsh;
            empty where `words` are given; where a shell is missing, its cases pass
  command   the text that a reader pastes
  stdin     what the reader types when the command asks, "" for nothing
  words     the words of each call of `aws`, where no shell here can take the command apart; null otherwise
  files     {name: text} that are in the folder the command runs in
  want      the request that AWS should get: {"operation": "CreateStack", "parameters": {...}}; a list for several
            commands; null: any, or none. `aws s3 cp` makes {"operation": "s3 cp", "parameters": {"from", "to"}}.
            With "globals", the options of every command, {"region", "profile", "query", "output"}, are these
  calls     how often `aws` may be called at most, where `want` is null
Each case that is wrong prints one JSON object {name, why, command}; the last line is {"cases", "wrong"}.

A case is wrong when the request differs, when the CLI takes anything else for an option, when the shell called `aws` another number of times, or when a file appeared: the
values that the tests use make one (`touch pwned`) as soon as anything runs them. With `want` null only the latter
counts, and that nothing but `aws` was called. `aws` on the PATH is a stand-in that records its arguments; they then go
through the AWS CLI's driver in this process, its HTTP layer stubbed. Nothing leaves the machine.
"""
import contextlib
import functools
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile

STAND_IN = """#!/bin/sh
{ printf '%s\\0' "$#"; for word; do printf '%s\\0' "$word"; done; } >>"$AWS_CALLS"
"""


BASH, DASH, ZSH = (shutil.which(name) for name in ("bash", "dash", "zsh"))
PROGRAMS = {
    "bash": [BASH, "-c"],
    "dash": [DASH, "-c"],
    "zsh": [ZSH, "-f", "-c"],
    "interactive": [BASH, "--norc", "--noprofile", "-i"],
    "interactive-dash": [DASH, "-i"],
    "interactive-zsh": [ZSH, "-f", "-i"],
}


# The options of every command that ours use; no value may set another.
GLOBALS = ("region", "profile", "query", "output")


class Done(BaseException):
    """The request is complete; nothing is to be sent."""


# The driver adds handlers with each request and never drops them: after some hundred it is slow.
REQUESTS_OF_ONE_DRIVER = 300


class AwsCli:
    """The AWS CLI in this process; a request ends where HTTP would begin."""

    def __init__(self):
        self.seen = {}
        self.globals = {}
        self.answers = {}
        self.deploys = False
        os.environ.update(
            AWS_ACCESS_KEY_ID="testing",
            AWS_SECRET_ACCESS_KEY="testing",
            AWS_DEFAULT_REGION="us-east-1",
            AWS_EC2_METADATA_DISABLED="true",
            AWS_CONFIG_FILE="/dev/null",
            AWS_SHARED_CREDENTIALS_FILE="/dev/null",
            AWS_PAGER="",
        )
        self.renew()

    def renew(self):
        from awscli.clidriver import create_clidriver
        from awscli.customizations.s3.subcommands import CommandArchitecture

        CommandArchitecture.run = lambda architecture: self.copy(architecture)

        self.left = REQUESTS_OF_ONE_DRIVER
        self.driver = create_clidriver()
        # Half the time of a command goes into a client that is the same each time.
        self.driver.session.create_client = functools.lru_cache(self.driver.session.create_client)
        self.driver.session.register("before-parameter-build", self.note)
        self.driver.session.register("before-call", self.answer)
        self.driver.session.register("top-level-args-parsed", self.note_globals)
        # What the options of every command are when nobody gives them.
        self.usual = {}
        self.ask(["cloudformation", "describe-stacks"], os.getcwd())
        self.usual = self.globals

    def note(self, params, model, **_):
        self.seen.update(operation=model.name, parameters=params)

    def note_globals(self, parsed_args, **_):
        """Notes what differs from the defaults, and keeps it from the session, which lives on."""
        given = {name: value for name, value in vars(parsed_args).items() if name != "command"}
        given["query"] = getattr(given["query"], "expression", given["query"])
        self.globals = {name: value for name, value in given.items() if value != self.usual.get(name, self)}
        parsed_args.region = parsed_args.profile = None

    def copy(self, architecture):
        """What `aws s3 cp` would do."""
        where = architecture.parameters
        self.seen.update(operation="s3 cp", parameters={"from": where["src"], "to": where["dest"]})
        self.finish()

    def answer(self, model, **_):
        class Response:
            status_code = 200
            headers = {}

        # `deploy` first asks whether the stack is there.
        if self.deploys and model.name == "DescribeStacks":
            return Response(), {"Stacks": [], "ResponseMetadata": {"HTTPStatusCode": 200}}
        self.finish()

    def finish(self):
        """Ends the command where it would send its request."""
        self.complete = True
        raise Done

    def noted(self):
        """The request, without what `deploy` makes up from the clock and the template."""
        for name in ("ChangeSetName", "Description", "Key") if self.deploys else ():
            self.seen["parameters"].pop(name, None)
        return self.seen

    def request(self, words, folder, files):
        """The request of one call with these files around, the global options, and the CLI's complaint."""
        question = (*words, files)
        if question not in self.answers:
            self.answers[question] = self.ask(words, folder)
        return self.answers[question]

    def ask(self, words, folder):
        self.left -= 1
        if self.left < 0:
            self.renew()
        self.seen, self.globals, self.complete = {}, {}, False
        self.deploys = words[:2] == ["cloudformation", "deploy"]
        out, complaint, here = io.StringIO(), io.StringIO(), os.getcwd()
        os.chdir(folder)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaint):
                code = self.driver.main(words)
        except SystemExit as end:
            code = end.code
        except Done:
            code = 0
        finally:
            os.chdir(here)
        # What the CLI itself finds wrong with a value has arrived where it belongs.
        if self.complete or "Parameter validation failed" in complaint.getvalue():
            return self.noted(), self.globals, None
        return None, self.globals, f"the AWS CLI ended with {code}: {complaint.getvalue().strip()[-300:]}"


class Shells:
    """Folders, the stand-in and its record."""

    def __init__(self, home):
        self.home = home
        self.calls = os.path.join(home, "calls")
        tools = os.path.join(home, "bin")
        os.mkdir(tools)
        stand_in = os.path.join(tools, "aws")
        with open(stand_in, "w", encoding="utf-8") as handle:
            handle.write(STAND_IN)
        os.chmod(stand_in, 0o755)
        self.environment = {
            "PATH": f"{tools}:/usr/bin:/bin",
            "HOME": home,
            "LANG": "C.UTF-8",
            "HISTFILE": "/dev/null",
            "PS1": "",
            "PS2": "",
            "AWS_CALLS": self.calls,
        }

    def run(self, case):
        """The words of each call of `aws`, and the files that appeared."""
        folder = os.path.join(self.home, "folder")
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        for name, text in case.get("files", {}).items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as handle:
                handle.write(text)
        if case["words"] is not None:
            return folder, case["words"], [], ""
        before = set(os.listdir(folder))
        with open(self.calls, "wb"):
            pass
        command, typed = case["command"], case.get("stdin", "")
        program = list(PROGRAMS[case["shell"]])
        if program[-1] == "-i":
            typed = command + "\n" + typed
        else:
            program.append(command)
        done = subprocess.run(
            program,
            cwd=folder,
            env=self.environment,
            input=typed.encode(),
            capture_output=True,
            timeout=60,
            start_new_session=True,
            check=False,
        )
        with open(self.calls, "rb") as handle:
            record = handle.read().split(b"\0")[:-1]
        calls = []
        while record:
            count = int(record.pop(0))
            calls.append([word.decode("utf-8", "surrogateescape") for word in record[:count]])
            del record[:count]
        appeared = sorted(set(os.listdir(folder)) - before)
        return folder, calls, appeared, done.stderr.decode("utf-8", "replace").strip()


def why_wrong(case, shells, aws):
    if case["shell"] and not PROGRAMS[case["shell"]][0]:
        return None
    folder, calls, appeared, complaint = shells.run(case)
    if appeared:
        return f"something ran: {appeared}"
    want = case["want"]
    if want is None:
        return None if len(calls) <= case["calls"] else f"`aws` was called {len(calls)} times"
    wants = want if isinstance(want, list) else [want]
    if len(calls) != len(wants):
        return f"`aws` was called {len(calls)} times; the shell says: {complaint[-300:]}"
    files = json.dumps(case.get("files", {}))
    for words, want in zip(calls, wants):
        request, given, refusal = aws.request(words, folder, files)
        if refusal:
            return f"{refusal}: {words}"
        if "globals" in want:
            request = {**request, "globals": given}
        elif not given.keys() <= set(GLOBALS):
            return f"the AWS CLI takes {given} for options: {words}"
        if request != want:
            return f"AWS would get {json.dumps(request, default=repr)[:600]}, not {json.dumps(want)[:600]}"
    return None


def main():
    home = tempfile.mkdtemp(prefix="cfn-explorer-commands-")
    cases = wrong = 0
    try:
        shells, aws = Shells(home), AwsCli()
        for line in sys.stdin:
            case = json.loads(line)
            cases += 1
            why = why_wrong(case, shells, aws)
            if why:
                wrong += 1
                print(json.dumps({"name": case["name"], "why": why, "command": case["command"][:2000]}))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(json.dumps({"cases": cases, "wrong": wrong}))


main()
