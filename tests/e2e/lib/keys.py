#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A terminal of 80x24 for a machine's serial console: what a person would see there, and the keys.

    keys.py CONSOLE

CONSOLE is the file to which what the machine writes is appended; it is read on from where the
last command stopped, and given to a terminal emulator. Keys go to file descriptor 3. Commands come in by
lines; each is answered by any lines and then "= 0" (done, true) or "= 1" (false):

    has REGEX        is it on the screen? Frames are blanks and blanks are one, so that a wrapped text matches
    on REGEX         is it in the line with the cursor?
    text             the screen, line by line; the line with the cursor behind >
    press KEY...     each after the screen has come to rest; names below, Ctrl-X, or the character itself
    type TEXT        all of it at once
    png FILE         the screen as a picture
"""
import codecs
import os
import re
import sys
import time

import pyte

import screen_picture

COLUMNS, LINES = 80, 24
CURSOR_KEYS_OF_APPLICATIONS = 1 << 5  # DECCKM as pyte numbers it

PLAIN_KEYS = {
    "Enter": "\r", "Tab": "\t", "Esc": "\x1b", "Space": " ", "Backspace": "\x7f", "BackTab": "\x1b[Z",
    "PageUp": "\x1b[5~", "PageDown": "\x1b[6~", "Delete": "\x1b[3~",
    "F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS",
}
CURSOR_KEYS = {"Up": "A", "Down": "B", "Right": "C", "Left": "D", "Home": "H", "End": "F"}

# Seconds. An emulated machine on a busy host takes its time to answer a key, and pauses while it draws.
FIRST_ANSWER = 4.0
REST = 0.5
LONGEST_REST = 8.0


class Screen(pyte.Screen):
    """As pyte's, and like any terminal it passes over a sequence that makes no sense: a serial line
    doubles a character now and then."""


def tolerant(method):
    def called(*arguments, **options):
        try:
            method(*arguments, **options)
        except (TypeError, ValueError, IndexError):
            pass
    return called


for name in set(pyte.Stream.csi.values()):
    setattr(Screen, name, tolerant(getattr(pyte.Screen, name)))


class Terminal:
    def __init__(self, console, keyboard):
        self.console = open(console, "rb")
        self.keyboard = keyboard
        self.screen = Screen(COLUMNS, LINES)
        self.stream = pyte.Stream(self.screen)
        self.stream.use_utf8 = False  # a VT100's line drawing counts in UTF-8 too, as in any terminal of today
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def read_on(self):
        data = self.console.read()
        if data:
            self.stream.feed(self.decoder.decode(data))
        return len(data)

    def rest(self):
        """Until the answer to a key has come and is over; some keys have none."""
        now = begin = time.monotonic()
        quiet_at = begin + FIRST_ANSWER
        while now < min(quiet_at, begin + LONGEST_REST):
            time.sleep(0.05)
            now = time.monotonic()
            if self.read_on():
                quiet_at = now + REST

    def send(self, text):
        os.write(self.keyboard, text.encode())

    def key(self, name):
        if name.startswith("Ctrl-"):
            return chr(ord(name[-1].upper()) & 0x1f)
        if name in CURSOR_KEYS:
            lead = "\x1bO" if CURSOR_KEYS_OF_APPLICATIONS in self.screen.mode else "\x1b["
            return lead + CURSOR_KEYS[name]
        return PLAIN_KEYS.get(name, name)

    def press(self, names):
        for name in names:
            self.send(self.key(name))
            self.rest()

    def line(self, number):
        return self.screen.display[number].rstrip()

    def flat(self):
        return re.sub(r"[\s\u2500-\u259f]+", " ", " ".join(self.screen.display))


def answer(terminal, command, rest):
    """Lines to print and whether it is so."""
    terminal.read_on()
    if command == "has":
        return [], re.search(rest, terminal.flat()) is not None
    if command == "on":
        return [], re.search(rest, terminal.line(terminal.screen.cursor.y)) is not None
    if command == "text":
        mark = [">" if number == terminal.screen.cursor.y else " " for number in range(LINES)]
        return [(mark[number] + terminal.line(number)).rstrip() for number in range(LINES)], True
    if command == "press":
        terminal.press(rest.split())
    elif command == "type":
        terminal.send(rest)
        terminal.rest()
    elif command == "png":
        screen_picture.save(terminal.screen, rest)
    else:
        return [f"no command {command}"], False
    return [], True


def main():
    terminal = Terminal(sys.argv[1], 3)
    for line in sys.stdin:
        command, _, rest = line.rstrip("\n").partition(" ")
        lines, done = answer(terminal, command, rest)
        for text in lines:
            print(text)
        print("= 0" if done else "= 1", flush=True)


main()
