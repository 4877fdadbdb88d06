#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The wizard's screens against whiptail, Debian's other newt program, both in this run, in turns, on a
# terminal of 80x24: time from the start to the first screen, to a list of 10,000 rows, from a key to its
# effect in that list, and peak memory. Then what only ours does: the list made anew twice a second.
# Ratios are what counts.
#   wizard.sh NETROOT NEWT_SCREENS      ROUNDS=9 by default
# NETROOT should be the packaged program; NEWT_SCREENS is tests/support/screens of a release build. Wants
# whiptail, python3.
set -euo pipefail
netroot=$(readlink -f "${1:?usage: $0 NETROOT NEWT_SCREENS}")
screens=$(readlink -f "${2:?usage: $0 NETROOT NEWT_SCREENS}")
here=$(dirname "$(readlink -f "$0")")
scratch=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$here/../system/recorded-machine.sh" "$scratch/machine" --targets 10000
unset DEBIAN_FRONTEND
export LANG=C.UTF-8 TERM=screen NETROOT="$netroot" SCREENS="$screens" SCRATCH="$scratch"
python3 - <<'PY'
import fcntl, os, pty, select, signal, statistics, struct, sys, termios, time

rounds = int(os.environ.get("ROUNDS", "9"))
netroot, screens, scratch = (os.environ[name] for name in ("NETROOT", "SCREENS", "SCRATCH"))


class Terminal:
    """A command on a terminal of 80x24; what it writes is looked through, not drawn. slang writes what changed
    only: texts to wait for are such parts."""

    def __init__(self, command):
        self.begun = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""

    def wait(self, text, limit=60):
        """Seconds since the start, or the last key, until text is written."""
        end = time.monotonic() + limit
        while text not in self.seen:
            if not select.select([self.fd], [], [], end - time.monotonic())[0]:
                sys.exit(f"{text!r} did not come: {self.seen[-400:]!r}")
            self.seen += os.read(self.fd, 65536)
        return time.monotonic() - self.begun

    def quiet(self, seconds=0.3):
        while select.select([self.fd], [], [], seconds)[0]:
            os.read(self.fd, 65536)

    def key(self, keys):
        self.seen = b""
        self.begun = time.monotonic()
        os.write(self.fd, keys)

    def status(self, name):
        with open(f"/proc/{self.pid}/status") as status:
            return int(next(line for line in status if line.startswith(name)).split()[1])

    def cpu(self):
        with open(f"/proc/{self.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def row(name, ours, theirs, unit):
    ours, theirs = statistics.median(ours), statistics.median(theirs)
    print(f"{name:52}{ours:9.1f} {unit:3}{theirs:9.1f} {unit:3}{100 * ours / theirs:7.0f} %")


def first_screen(command, text):
    terminal = Terminal(command)
    took = 1000 * terminal.wait(text)
    memory = terminal.status("VmHWM") / 1024
    terminal.end()
    return took, memory


def big_list(command, text, key, effect):
    terminal = Terminal(command)
    took = 1000 * terminal.wait(text)
    terminal.quiet()
    terminal.key(key)
    latency = 1000 * terminal.wait(effect)
    memory = terminal.status("VmHWM") / 1024
    terminal.end()
    return took, latency, memory


dialog = [netroot, "attach", "--root", scratch + "/machine", "--dry-run"]
box = ["whiptail", "--yesno", "Install onto a network disk?", "20", "76"]
menu = ["whiptail", "--menu", "Targets", "22", "76", "12"]
for i in range(10000):
    menu += [f"e{i // 16}.{i % 16}", "4.0 GiB  Vblade disk  ens3"]
many = [screens, "many", "10000"]

pairs = [(first_screen(dialog, b"Yes"), first_screen(box, b"Yes")) for _ in range(rounds)]
lists = [(big_list(many, b"e0.7 ", b"\x1b[F", b"e624.15"), big_list(menu, b"e0.7 ", b"\x1b[6~", b"1.6"))
         for _ in range(rounds)]
print(f"{'':52}{'netroot':>13}{'whiptail':>13}    ratio")
row("start to the first screen", [a[0] for a, b in pairs], [b[0] for a, b in pairs], "ms")
row("  peak memory", [a[1] for a, b in pairs], [b[1] for a, b in pairs], "MiB")
row("start to a list of 10,000 rows", [a[0] for a, b in lists], [b[0] for a, b in lists], "ms")
row("  from a key to its effect (End; whiptail: PgDn)", [a[1] for a, b in lists], [b[1] for a, b in lists], "ms")
row("  peak memory", [a[2] for a, b in lists], [b[2] for a, b in lists], "MiB")

terminal = Terminal(many)
terminal.wait(b"e0.7 ")
terminal.quiet(0.05)
before, begun = terminal.cpu(), time.monotonic()
delays = []
while time.monotonic() - begun < 10:
    terminal.key(b"\x1b[B")
    delays.append(1000 * terminal.wait(b"\x1b["))
    terminal.quiet(0.05)
used = (terminal.cpu() - before) / (time.monotonic() - begun)
print(f"10,000 rows made anew twice a second, a key at every turn: {100 * used:.1f} % of a core; "
      f"key to effect {statistics.median(delays):.1f} ms, at most {max(delays):.1f} ms; "
      f"{terminal.status('VmHWM') / 1024:.1f} MiB")
terminal.end()
PY
