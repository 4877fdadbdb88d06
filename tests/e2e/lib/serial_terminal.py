# SPDX-License-Identifier: GPL-2.0-or-later
"""A terminal of 80x24 on a serial line (pyte)."""
import codecs
import os

import pyte

import screen_picture

COLUMNS, LINES = 80, 24
CURSOR_KEYS_OF_APPLICATIONS = 1 << 5  # DECCKM as pyte numbers it

KEYS = {
    "Enter": "\r", "Tab": "\t", "Esc": "\x1b", "Space": " ", "Backspace": "\x7f", "BackTab": "\x1b[Z",
    "PageUp": "\x1b[5~", "PageDown": "\x1b[6~", "F1": "\x1bOP",
}
CURSOR_KEYS = {"Up": "A", "Down": "B", "Right": "C", "Left": "D", "Home": "H", "End": "F"}


class Screen(pyte.Screen):
    """As pyte's, and like any terminal it passes over a sequence that makes no sense, such as one into
    which the kernel has written a message."""


def tolerant(method):
    def called(*arguments, **options):
        try:
            method(*arguments, **options)
        except (TypeError, ValueError, IndexError):
            pass
    return called


for name in set(pyte.Stream.csi.values()):
    setattr(Screen, name, tolerant(getattr(pyte.Screen, name)))


class SerialTerminal:
    def __init__(self, console, keyboard):
        self.console = open(console, "rb")
        self.keyboard = keyboard
        self.screen = Screen(COLUMNS, LINES)
        self.stream = pyte.Stream(self.screen)
        self.stream.use_utf8 = False  # a VT100's line drawing counts in UTF-8 too, as in any terminal of today
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def changes(self):
        data = self.console.read()
        if data:
            self.stream.feed(self.decoder.decode(data))
        return bool(data)

    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    def cursor_line(self):
        return self.screen.cursor.y

    def bytes_of(self, name):
        if name.startswith("Ctrl-"):
            return chr(ord(name[-1].upper()) & 0x1f)
        if name in CURSOR_KEYS:
            lead = "\x1bO" if CURSOR_KEYS_OF_APPLICATIONS in self.screen.mode else "\x1b["
            return lead + CURSOR_KEYS[name]
        return KEYS.get(name, name)

    def press(self, name):
        self.type(self.bytes_of(name))

    def type(self, text):
        os.write(self.keyboard, text.encode())

    def save_picture(self, path):
        screen_picture.save(self.screen, path)
