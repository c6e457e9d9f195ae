#!/usr/bin/python3
"""The agent of a ground: carries out on its server what it is told, in the order and by the rules of CodeDeploy's own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import zipfile

ROOT = "/opt/codedeploy-agent/deployment-root"
INSTRUCTIONS = ROOT + "/deployment-instructions"
KEEPS = 5
METADATA = "http://169.254.169.254/latest/"
LONGEST_LOG = 2048

# Hooks that belong to the app that is there, which the revision that was installed last has brought.
OF_THE_LAST = {"BeforeBlockTraffic", "AfterBlockTraffic", "ApplicationStop"}


class Failed(Exception):
    def __init__(self, code, message, script=""):
        super().__init__(message)
        self.code = code
        self.script = script


def ask(url, data=None, method=None, headers=None, timeout=60):
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    return urllib.request.urlopen(request, timeout=timeout)


def metadata(path):
    ttl = {"X-aws-ec2-metadata-token-ttl-seconds": "300"}
    token = ask(METADATA + "api/token", method="PUT", headers=ttl, timeout=5).read().decode()
    return ask(METADATA + path, headers={"X-aws-ec2-metadata-token": token}, timeout=5).read().decode()


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except FileNotFoundError:
        return ""


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


class Deployment:
    def __init__(self, told, region):
        self.told = told
        self.region = region
        self.group = told["groupId"]
        self.folder = os.path.join(ROOT, self.group, told["deployment"])
        self.archive = self.folder + "/deployment-archive"
        self.log = []

    def said(self):
        """The last lines, as many as fit."""
        kept, room = [], LONGEST_LOG
        for line in reversed(self.log):
            room -= len(line)
            if room <= 0:
                break
            kept.insert(0, line)
        return "".join(kept)

    def tell(self, line):
        self.log.append(line)
        with open(self.scripts_log(), "a") as file:
            file.write(time.strftime("%Y-%m-%d %H:%M:%S ") + line)

    def scripts_log(self):
        path = self.folder + "/logs/scripts.log"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def last(self):
        return read(INSTRUCTIONS + "/" + self.group + "_last_successful_install")

    def run(self, event):
        os.makedirs(self.folder, exist_ok=True)
        if event == "DownloadBundle":
            self.download()
        elif event == "Install":
            self.install()
        else:
            self.hook(event)

    def download(self):
        self.clean_up()
        where = self.told["bundle"]
        url = "https://%s.s3.%s.amazonaws.com/%s" % (where["bucket"], self.region, where["key"])
        if where.get("version"):
            url += "?versionId=" + where["version"]
        bundle = self.folder + "/bundle.tar"
        try:
            with ask(url) as answer, open(bundle, "wb") as file:
                shutil.copyfileobj(answer, file)
        except urllib.error.HTTPError as error:
            raise Failed("UnknownError", {403: "Access Denied", 404: "The specified key does not exist."}.get(error.code, str(error)))
        shutil.rmtree(self.archive, ignore_errors=True)
        with zipfile.ZipFile(bundle) as archive:
            for entry in archive.infolist():
                path = archive.extract(entry, self.archive)
                mode = (entry.external_attr >> 16) & 0o7777
                if mode:
                    os.chmod(path, mode)
        write(INSTRUCTIONS + "/" + self.group + "_most_recent_install", self.folder)

    def clean_up(self):
        """Makes room for one more; never takes away what was installed last."""
        above = os.path.dirname(self.folder)
        others = [os.path.join(above, name) for name in os.listdir(above) if name != os.path.basename(self.folder)]
        extra = len(others) - KEEPS + 1
        if extra <= 0:
            return
        old = sorted((one for one in others if one != self.last()), key=os.path.getmtime)
        for one in old[:extra]:
            shutil.rmtree(one)

    def spec(self, archive):
        for name in ("appspec.yml", "appspec.yaml"):
            if os.path.exists(os.path.join(archive, name)):
                return json.load(ask(self.told["specs"], data=read(os.path.join(archive, name)).encode()))
        raise Failed(
            "UnknownError",
            "The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory at "
            'revision-relative path "appspec.yml".',
        )

    def install(self):
        """Takes away what the last revision copied, and copies what this one says."""
        spec = self.spec(self.archive)
        cleanup = INSTRUCTIONS + "/" + self.group + "-cleanup"
        for path in reversed(read(cleanup).splitlines()):
            if os.path.isdir(path) and not os.path.islink(path):
                if not os.listdir(path):
                    os.rmdir(path)
            elif os.path.lexists(path):
                os.remove(path)
        behavior = spec.get("file_exists_behavior") or self.told.get("fileExistsBehavior") or "DISALLOW"
        planned, folders = [], []
        for each in spec.get("files") or []:
            source = os.path.normpath(self.archive + "/" + each["source"])
            target = each["destination"]
            if os.path.isdir(source):
                self.missing(target + "/x", folders)
                for place, _, names in os.walk(source):
                    into = os.path.normpath(os.path.join(target, os.path.relpath(place, source)))
                    self.missing(into + "/x", folders)
                    planned += [(os.path.join(place, name), os.path.join(into, name)) for name in names]
            else:
                into = os.path.join(target, os.path.basename(source))
                self.missing(into, folders)
                planned.append((source, into))
        copies = []
        for source, target in planned:
            if os.path.exists(target):
                if behavior == "DISALLOW":
                    raise Failed(
                        "UnknownError",
                        "The deployment failed because a specified file already exists at this location: " + target,
                    )
                if behavior == "RETAIN":
                    continue
            copies.append((source, target))
        made = []
        try:
            for folder in folders:
                made.append(folder)
                os.makedirs(folder, exist_ok=True)
            for source, target in copies:
                made.append(target)
                shutil.copy2(source, target)
            self.permit(spec, [target for _, target in copies], folders)
        finally:
            write(cleanup, "".join(path + "\n" for path in made))
        write(INSTRUCTIONS + "/" + self.group + "_last_successful_install", self.folder)

    def missing(self, path, folders):
        above = os.path.dirname(path)
        if above != "/" and not os.path.exists(above) and above not in folders:
            self.missing(above, folders)
            folders.append(above)

    def permit(self, spec, files, folders):
        for rule in spec.get("permissions") or []:
            kinds = rule.get("type") or ["file", "directory"]
            below = rule["object"].rstrip("/") + "/"
            for path in (files if "file" in kinds else []) + (folders if "directory" in kinds else []):
                if path == rule["object"] or path.startswith(below):
                    if rule.get("mode"):
                        os.chmod(path, int(str(rule["mode"]), 8))
                    if rule.get("owner") or rule.get("group"):
                        shutil.chown(path, rule.get("owner"), rule.get("group"))

    def hook(self, event):
        archive = self.archive
        if event in OF_THE_LAST and not os.path.exists(archive):
            archive = self.last() and self.last() + "/deployment-archive"
            if not archive:
                return
        scripts = (self.spec(archive).get("hooks") or {}).get(event) or []
        if scripts:
            self.tell("LifecycleEvent - %s\n" % event)
        for script in scripts:
            self.script(event, script, os.path.join(archive, script["location"]))

    def script(self, event, script, path):
        location = script["location"]
        if not os.path.exists(path):
            raise Failed("ScriptMissing", "Script does not exist at specified location: " + path, location)
        if not os.access(path, os.X_OK):
            os.chmod(path, os.stat(path).st_mode | 0o111)
        self.tell("Script - %s\n" % location)
        command = ["su", script["runas"], "-c", path] if script.get("runas") else [path]
        limit = time.monotonic() + int(script.get("timeout") or 3600)
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, **self.environment(event)},
            cwd="/opt/codedeploy-agent",
        )
        listeners = [self.listen(child.stdout, "[stdout]"), self.listen(child.stderr, "[stderr]")]
        try:
            child.wait(max(0, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGTERM)
            raise Failed(
                "ScriptTimedOut",
                "Script at specified location: %s failed to complete in %s seconds" % (location, script.get("timeout") or 3600),
                location,
            )
        # A script that leaves something running holds its output open with it.
        for listener, name in zip(listeners, ("STDOUT", "STDERR")):
            listener.join(max(0, limit - time.monotonic()))
            if listener.is_alive():
                raise Failed("UnknownError", "Script at specified location: %s failed to close %s" % (location, name), location)
        if child.returncode != 0:
            code = child.returncode if child.returncode > 0 else ""
            raise Failed("ScriptFailed", "Script at specified location: %s failed with exit code %s" % (location, code), location)

    def listen(self, stream, what):
        def follow():
            for line in stream:
                self.tell(what + line.decode("utf-8", "replace"))

        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
        return thread

    def environment(self, event):
        where = self.told["bundle"]
        return {
            "LIFECYCLE_EVENT": event,
            "DEPLOYMENT_ID": self.told["deployment"],
            "APPLICATION_NAME": self.told["application"],
            "DEPLOYMENT_GROUP_NAME": self.told["group"],
            "DEPLOYMENT_GROUP_ID": self.group,
            "BUNDLE_BUCKET": where["bucket"],
            "BUNDLE_KEY": where["key"],
            "BUNDLE_VERSION": where.get("version") or "",
            "BUNDLE_ETAG": where.get("etag") or "",
        }


UNDER_WAY = "/opt/codedeploy-agent/state/under-way"


def carry_out(told, region):
    deployment = Deployment(told, region)
    write(UNDER_WAY, json.dumps(told))
    try:
        deployment.run(told["event"])
        result = {"code": "Success", "message": "Succeeded", "script": ""}
    except Failed as failed:
        result = {"code": failed.code, "message": str(failed), "script": failed.script}
    except Exception as error:
        result = {"code": "UnknownError", "message": str(error), "script": ""}
    return {**result, "log": deployment.said()}


def main():
    region = metadata("meta-data/placement/region")
    server = "https://codedeploy-commands.%s.amazonaws.com/" % region

    def report(told, result):
        ask(server + "result/" + told["id"], data=json.dumps(result).encode())
        if os.path.exists(UNDER_WAY):
            os.remove(UNDER_WAY)

    unfinished = read(UNDER_WAY)
    if unfinished:
        message = "Failing in-progress lifecycle event after an agent restart."
        report(json.loads(unfinished), {"code": "UnknownError", "message": message, "script": "", "log": ""})
    while True:
        try:
            with ask(server + "command") as answer:
                told = json.load(answer) if answer.status == 200 else None
        except (urllib.error.URLError, socket.timeout, ConnectionError) as error:
            print(error, file=sys.stderr, flush=True)
            time.sleep(1)
            continue
        if told:
            told["specs"] = server + "specs"
            report(told, carry_out(told, region))


main()
