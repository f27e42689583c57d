"""One installation of the service in a temporary directory, and people who drive hotlinectl against it."""
import json
import os
import re
import select
import shutil
import socket
import subprocess
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# Somebody tells of a child; where it happened is added by the test.
CONTACT = {
    "channel": "CHANNEL_PHONE",
    "callerNumber": "0987654321",
    "callType": "CALL_TYPE_ABOUT_A_CHILD",
    "contactClass": "CONTACT_CLASS_INTERVENTION",
    "informant": {"relation": "RELATIONSHIP_NEIGHBOUR", "name": "Chị Hoa Kín"},
    "intake": {
        "abuseTypes": ["ABUSE_TYPE_VIOLENCE"],
        "child": {"name": "Bé Na", "estimatedAge": 8, "sex": "SEX_FEMALE"},
        "presentState": "Bị thương ở tay",
        "narrative": "Bố đánh",
        "triage": {"lifeThreatened": "ANSWER_NO", "abuserCanReach": "ANSWER_YES",
                   "carerHarms": "ANSWER_YES", "relativeCanProtect": "ANSWER_NO"},
        "suspectedAbusers": [{"name": "Ông Bố", "relation": "RELATIONSHIP_FATHER"}],
    },
}


class Bench:
    """One installation, its server, and a session for each person."""

    def __init__(self, build):
        self.ctl_path = os.path.join(build, "clients/ctl/hotlinectl")
        self.words_test = os.path.join(build, "tests/ctl/ctl_test")
        self.hotlined = os.path.join(build, "server/app/hotlined")
        self.dir = tempfile.mkdtemp(prefix="hotlinectl-")
        self.server = None
        self.url = ""

    def start(self):
        config = open(os.path.join(ROOT, "config/hotlined.toml"), encoding="utf-8").read()
        for name in ("deadlines.toml", "calendar/vietnam.toml", "units/luc-nam.csv"):
            config = config.replace(f'"{name}"', f'"{os.path.join(ROOT, "config", name)}"')
        self.copies = os.path.join(self.dir, "copies")
        os.mkdir(self.copies)
        config = config.replace('second_copy = ""', f'second_copy = "{self.copies}"')
        # Sheets of earlier periods are entered here: their reports are owed too.
        duties = os.path.join(self.dir, "report-duties.toml")
        with open(os.path.join(ROOT, "config/report-duties.toml"), encoding="utf-8") as given, open(duties, "w", encoding="utf-8") as out:
            out.write("owed_since = 2015-03-26\n" + given.read())
        config = config.replace('report_duties = ""', f'report_duties = "{duties}"')
        self.config = os.path.join(self.dir, "hotlined.toml")
        with open(self.config, "w", encoding="utf-8") as out:
            out.write(config)
        made = subprocess.run([self.hotlined, "init", "-c", self.config], capture_output=True, text=True, timeout=120)
        assert made.returncode == 0, made.stderr
        self.one_time = re.search(r"first sign-in:\s+(\S+)\s+(\S+)", made.stdout)
        self.log = open(os.path.join(self.dir, "serve.log"), "w")
        self.server = subprocess.Popen([self.hotlined, "serve", "-c", self.config, "--port", "0"],
                                       stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.server.stdout.readline()
        self.url = re.search(r"https?://\S+", line).group(0)

    def stop(self):
        if self.server and self.server.poll() is None:
            self.server.terminate()
            self.server.wait(timeout=60)
        if self.server:
            self.log.close()
        shutil.rmtree(self.dir, ignore_errors=True)

    def machine(self, command, *args, database=None):
        """A command of hotlined, as it is typed on the machine; on another database where one is named."""
        config = self.config
        if database:
            config = os.path.join(self.dir, "other.toml")
            with open(self.config, encoding="utf-8") as text, open(config, "w", encoding="utf-8") as out:
                out.write(re.sub(r'(?m)^database = .*$', f'database = "{database}"', text.read()))
        done = subprocess.run([self.hotlined, command, "-c", config, *args], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{command}: exit {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def empty_dir(self):
        return tempfile.mkdtemp(dir=self.dir)

    def state_dir(self, who):
        return os.path.join(self.dir, "state-" + who)

    def environment(self, who, lang):
        return {"PATH": os.environ["PATH"], "XDG_CONFIG_HOME": os.path.join(self.dir, "config-" + who), "LANG": lang,
                "XDG_STATE_HOME": self.state_dir(who),
                **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}

    def ctl(self, who, *args, stdin="", lang="C.UTF-8"):
        return subprocess.run([self.ctl_path, *args], input=stdin, capture_output=True, text=True, timeout=120,
                              env=self.environment(who, lang))

    def ok(self, who, *args, **more):
        done = self.ctl(who, *args, **more)
        assert done.returncode == 0, f"{args}: exit {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def far(self, login, line):
        """The same person at a machine of their own, beyond that line."""
        who = f"far-{login}-{line.url.rsplit(':', 1)[1]}"
        self.ok(who, "sign-in", "--server", line.url, "--login", login, "--password-stdin", stdin=f"mật khẩu của {login}\n")
        return who

    def json(self, who, *args, **more):
        return json.loads(self.ok(who, *args, "--json", **more))

    def sign_in(self, who, login, password):
        return self.ctl(who, "sign-in", "--server", self.url, "--login", login, "--password-stdin", stdin=password + "\n")

    def person(self, login, unit, role):
        """Made by the administrator, signed in, with a password of their own."""
        made = self.json("admin", "people", "add", login, "--name", "Người " + login, "--member", f"{unit}|{role}")
        self.sign_in(login, login, made["oneTimePassword"])
        self.ok(login, "password", "--password-stdin", stdin=f"{made['oneTimePassword']}\nmật khẩu của {login}\n")


class Skipped(Exception):
    """What a test needs is not here; the text says what."""


class LossyLine:
    """A proxy to the server. It can swallow the next answer (it lets the request through, waits until the server has
    answered, and cuts the line), every answer of the method that it is deaf to, and cut whatever is open."""

    def __init__(self, url):
        self.target = ("127.0.0.1", int(url.rsplit(":", 1)[1]))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.swallow_next = False
        self.deaf_to = ""
        self.swallowed = 0
        self.open = set()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near = self.listener.accept()[0]
            except OSError:
                return
            self.open.add(near)
            threading.Thread(target=self.serve, args=(near,), daemon=True).start()

    def cut(self):
        for near in list(self.open):
            near.shutdown(socket.SHUT_RDWR)

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)  # or the thread that waits takes one more
        self.listener.close()

    def serve(self, near):
        with near, socket.create_connection(self.target) as far:
            try:
                self.pass_on(near, far)
            except OSError:
                pass  # cut
            finally:
                self.open.discard(near)

    def pass_on(self, near, far):
        lost = False
        while True:
            for ready in select.select([near, far], [], [])[0]:
                data = ready.recv(65536)
                if not data:
                    return
                if ready is near and self.deaf_to:
                    lost = lost or f"/{self.deaf_to}".encode() in data
                if ready is far and (lost or self.swallow_next):
                    self.swallow_next, self.swallowed = False, self.swallowed + 1
                    return
                (near if ready is far else far).sendall(data)
