"""Pastes commands into Wine's cmd.exe and tells which programs it called, and with what.

    run.py FOLDER < questions.jsonl

FOLDER is what scripts/setup-wine.sh made: `program` says where Wine is, `prefix` is Wine's own folder, with the stand-ins on
its disk C. Each question is one JSON object, and gets one line of JSON as its answer:

  {"paste": [text, …], "flags": ["/V:ON"], "aws": "exe" | "cmd", "typed": [[prompt, text], …]}
      each text is pasted into an interactive cmd.exe, as a reader would, and run. What is typed comes after all of them,
      each text once the console shows `[prompt]`. In the end `exit` is run.
      Answer: {"calls": [call, …], "appeared": [file, …], "screen": what the console showed last, "ended": whether
      the console ended, as it does unless something waits for more}
  {"launch": [command line, …], "aws": …}
      `aws` is run with each command line, as a shell would that is no cmd.exe. Answer: as above, ended.
  {"split": [command line, …]}
      Answer: the arguments that CommandLineToArgvW finds in each.
  {"fold": true}
      Answer: [character, the character of ASCII that it becomes] for each, and each code page, where one does.

A call is {"program", "line", "msvcrt", "ucrt"}; see stand_in.c. With "exe" `aws` is the stand-in itself; with "cmd" it is
the AWS CLI's own aws.cmd, which calls a stand-in for Python. Questions are asked two at a time.
"""
import concurrent.futures
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time
import tty

# A paste that takes longer hangs, be it that a command waits for more; the longest takes ten seconds.
SECONDS = 120
# What a console takes at once without losing anything.
BYTES = 512
# Where scripts/setup-wine.sh put them.
STAND_INS = "C:\\stand-ins"
# The last of what the console showed, for whoever looks for a fault.
SHOWN = 2_000


class Wine:
    """Wine with the stand-ins under all their names, and a folder for each question."""

    def __init__(self, folder, home):
        self.program = (pathlib.Path(folder) / "program").read_text().strip()
        self.home = pathlib.Path(home)
        # The AWS CLI's own, beside the Python that runs this, as pip put it there.
        cmd = self.home / "cmd"
        cmd.mkdir()
        shutil.copy(pathlib.Path(sys.executable).parent / "aws.cmd", cmd)
        self.aws = {"exe": "C:\\exe", "cmd": self.windows(cmd)}
        self.environment = {
            "HOME": os.environ.get("HOME", home),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "WINEPREFIX": f"{folder}/prefix",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
        }

    def windows(self, path):
        return "Z:" + str(path).replace("/", "\\")

    def answer(self, question):
        here = pathlib.Path(tempfile.mkdtemp(dir=self.home))
        folder = here / "folder"
        folder.mkdir()
        calls = here / "calls"
        calls.touch()
        kind = question.get("aws", "exe")
        environment = {
            **self.environment,
            "CALLS": self.windows(calls),
            "WINEPATH": f"{self.aws[kind]};{STAND_INS}",
        }
        if "split" in question:
            file = here / "lines"
            file.write_text("".join(f"{line}\n" for line in question["split"]), encoding="utf-16-le")
            return [json.loads(line) for line in self.tool("split", file, environment).splitlines()]
        if "fold" in question:
            return [json.loads(line) for line in self.tool("fold", here / "none", environment).splitlines()]
        if "launch" in question:
            file = here / "lines"
            lines = (f"{self.aws[kind]}\\aws.{kind}\t{line}\n" for line in question["launch"])
            file.write_text("".join(lines), encoding="utf-16-le")
            screen, ended = self.tool("launch", file, environment), True
        else:
            screen, ended = self.paste(question, folder, environment)
        noted = [json.loads(line) for line in calls.read_text().splitlines()]
        return {
            "calls": noted,
            "appeared": sorted(os.listdir(folder)),
            "screen": screen[-SHOWN:],
            "ended": ended,
        }

    def tool(self, name, file, environment):
        done = subprocess.run(
            [self.program, f"{STAND_INS}\\{name}.exe", self.windows(file)],
            cwd=file.parent / "folder",
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        return done.stdout.decode("utf-8", "replace")

    def paste(self, question, folder, environment):
        """Pastes into a console, and returns what that showed, and whether it ended."""
        ours, consoles = os.openpty()
        # What is typed before the console is ready must reach it unchanged.
        tty.setraw(consoles)
        flags = question.get("flags", [])
        console = subprocess.Popen(
            [self.program, "cmd", *flags, "/k", "rem"],
            stdin=consoles,
            stdout=consoles,
            stderr=consoles,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        os.close(consoles)
        # A pasted line break is the key Enter.
        typed = [("", text.replace("\n", "\r")) for text in question["paste"]]
        typed += [(f"[{prompt}]", text) for prompt, text in question.get("typed", [])]
        # The first waits for the prompt of cmd.exe itself.
        typed = [(">", None), *typed, ("", "exit")]
        screen, seen, rest, end, ended = b"", 0, b"", time.monotonic() + SECONDS, True
        try:
            while console.poll() is None and time.monotonic() < end:
                while not rest and typed and typed[0][0].encode() in screen[seen:]:
                    prompt, text = typed.pop(0)
                    seen = screen.index(prompt.encode(), seen) + len(prompt)
                    rest = b"" if text is None else f"{text}\r".encode()
                readable, writable, _ = select.select([ours], [ours] if rest else [], [], 0.05)
                if readable:
                    try:
                        screen += os.read(ours, 65_536)
                    except OSError:
                        break
                if writable:
                    rest = rest[os.write(ours, rest[:BYTES]) :]
            console.wait(timeout=5)
        except subprocess.TimeoutExpired:
            ended = False
        finally:
            console.kill()
            console.wait()
            os.close(ours)
        return screen.decode("utf-8", "replace"), ended


def main():
    home = tempfile.mkdtemp(prefix="cfn-explorer-wine-")
    try:
        wine = Wine(sys.argv[1], home)
        questions = [json.loads(line) for line in sys.stdin]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for answer in pool.map(wine.answer, questions):
                print(json.dumps(answer))
    finally:
        shutil.rmtree(home, ignore_errors=True)


main()
