#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A person in front of a virtual machine, by commands: sees the screen and presses keys.

    keys.py serial CONSOLE    the file to which the serial console's output is appended; keys go to file descriptor 3
    keys.py vga QMP-SOCKET    QEMU's graphics card and keyboard

Commands come in by lines; each is answered by any lines and then "= 0" (done, true) or "= 1" (false):

    has REGEX        is it on the screen? Frames are blanks and blanks are one, so that a wrapped text matches
    on REGEX         is it in the line with the cursor?
    text             the screen, line by line; the line with the cursor behind >
    press KEY...     each after the screen has come to rest: Enter Tab BackTab Esc Space Backspace Up Down Left Right
                     Home End PageUp PageDown F1, Ctrl-X, or a character
    type TEXT        all of it at once
    still SECONDS    wait until nothing has changed for so long; false after twenty times as long
    png FILE         the screen as a picture
"""
import re
import sys
import time

sys.dont_write_bytecode = True


def open_terminal(kind, where):
    if kind == "serial":
        from serial_terminal import SerialTerminal
        return SerialTerminal(where, 3)
    from vga_terminal import VgaTerminal
    return VgaTerminal(where)


# Seconds. An emulated machine on a busy host takes its time to answer a key, and pauses while it draws.
FIRST_ANSWER = 4.0
REST = 0.5
LONGEST_REST = 8.0


def wait_for_rest(terminal):
    """Until the answer to a key has come and is over; some keys have none."""
    now = begin = time.monotonic()
    quiet_at = begin + FIRST_ANSWER
    while now < min(quiet_at, begin + LONGEST_REST):
        time.sleep(0.05)
        now = time.monotonic()
        if terminal.changes():
            quiet_at = now + REST


def wait_until_still(terminal, seconds):
    now = begin = last = time.monotonic()
    while now < last + seconds and now < begin + 20 * seconds:
        time.sleep(0.2)
        now = time.monotonic()
        if terminal.changes():
            last = now
    return now >= last + seconds


def flat(lines):
    return re.sub(r"[\s\u2500-\u259f]+", " ", " ".join(lines))


def marked(lines, cursor):
    return [((">" if number == cursor else " ") + line).rstrip() for number, line in enumerate(lines)]


def press_all(terminal, names):
    for name in names:
        terminal.press(name)
        wait_for_rest(terminal)
    return [], True


def type_text(terminal, text):
    terminal.type(text)
    wait_for_rest(terminal)
    return [], True


# Lines to print, and whether it is so.
COMMANDS = {
    "has": lambda terminal, rest: ([], re.search(rest, flat(terminal.lines())) is not None),
    "on": lambda terminal, rest: ([], re.search(rest, terminal.lines()[terminal.cursor_line()]) is not None),
    "text": lambda terminal, rest: (marked(terminal.lines(), terminal.cursor_line()), True),
    "press": lambda terminal, rest: press_all(terminal, rest.split()),
    "type": type_text,
    "still": lambda terminal, rest: ([], wait_until_still(terminal, float(rest))),
    "png": lambda terminal, rest: (terminal.save_picture(rest) or [], True),
}


def main():
    terminal = open_terminal(sys.argv[1], sys.argv[2])
    for line in sys.stdin:
        command, _, rest = line.rstrip("\n").partition(" ")
        terminal.changes()
        lines, done = COMMANDS[command](terminal, rest)
        for text in lines:
            print(text)
        print("= 0" if done else "= 1", flush=True)


main()
