# SPDX-License-Identifier: GPL-2.0-or-later
"""QEMU's graphics card and keyboard, by its monitor (QMP). Text is read off the picture where it is written
with the installer's console font, which is GNU Unifont in cells of 8x16; other letters are not seen."""
import json
import os
import socket
import tempfile

from PIL import Image

UNIFONT = "/usr/share/unifont/unifont.hex"
WIDTH, HEIGHT = 8, 16

KEYS = {
    "Enter": "ret", "Tab": "tab", "Esc": "esc", "Space": "spc", "Backspace": "backspace", "Up": "up", "Down": "down",
    "Left": "left", "Right": "right", "Home": "home", "End": "end", "PageUp": "pgup", "PageDown": "pgdn", "F1": "f1",
    "BackTab": "shift-tab", ".": "dot", "/": "slash", "-": "minus", " ": "spc", ",": "comma", ":": "shift-semicolon",
}


class Monitor:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.stream = self.socket.makefile("rw")
        self.stream.readline()  # the greeting
        self.run("qmp_capabilities")

    def run(self, command, **arguments):
        print(json.dumps({"execute": command, "arguments": arguments}), file=self.stream, flush=True)
        while True:
            answer = json.loads(self.stream.readline())
            if "error" in answer:
                raise RuntimeError(f"{command}: {answer['error']['desc']}")
            if "return" in answer:
                return


# Others have glyphs that cannot be told from these.
READABLE = [range(0x20, 0x180), range(0x2010, 0x2028), range(0x2500, 0x25a0)]


def read_font(path):
    """Bits of a glyph, row by row -> the character."""
    font = {}
    with open(path) as file:
        for line in file:
            code, bits = line.strip().split(":")
            if len(bits) == 2 * HEIGHT and any(int(code, 16) in codes for codes in READABLE):
                font.setdefault(bytes.fromhex(bits), chr(int(code, 16)))
    return font


class VgaTerminal:
    def __init__(self, path):
        self.monitor = Monitor(path)
        self.file = os.path.join(tempfile.mkdtemp(prefix="netroot-screen."), "screen.ppm")
        self.font = read_font(UNIFONT)
        self.known = {}  # pixels of a cell -> character: the same cells come again and again
        self.picture = None

    def changes(self):
        before = self.picture
        self.monitor.run("screendump", filename=self.file)
        self.picture = Image.open(self.file).convert("RGB")
        return before is None or before.size != self.picture.size or before.tobytes() != self.picture.tobytes()

    def character(self, pixels):
        """Which of the two colours is the paper cannot be told (the cursor exchanges them), so both are tried."""
        if pixels not in self.known:
            ink = pixels[0]
            bits = bytes(sum((pixels[row * WIDTH + column] != ink) << (7 - column) for column in range(WIDTH))
                         for row in range(HEIGHT))
            turned = bytes(0xff - row for row in bits)
            two_colours = len(set(pixels)) == 2
            self.known[pixels] = (self.font.get(bits) or self.font.get(turned) or "?") if two_colours else " "
        return self.known[pixels]

    def lines(self):
        grey = self.picture.quantize(256).tobytes()
        width, height = self.picture.size
        lines = []
        for top in range(0, height - HEIGHT + 1, HEIGHT):
            rows = [grey[(top + row) * width:(top + row + 1) * width] for row in range(HEIGHT)]
            cells = (b"".join(row[left:left + WIDTH] for row in rows) for left in range(0, width - WIDTH + 1, WIDTH))
            lines.append("".join(map(self.character, cells)).rstrip())
        return lines

    def cursor_line(self):
        return -1

    def press(self, name):
        name = name.replace("Ctrl-", "ctrl-") if name.startswith("Ctrl-") else KEYS.get(name, name)
        if len(name) == 1 and name.isupper():
            name = "shift-" + name.lower()
        keys = [{"type": "qcode", "data": key} for key in name.lower().split("-")]
        self.monitor.run("send-key", keys=keys)

    def type(self, text):
        for character in text:
            self.press(character)

    def save_picture(self, path):
        self.picture.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
