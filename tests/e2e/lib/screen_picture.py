# SPDX-License-Identifier: GPL-2.0-or-later
"""A terminal's screen (pyte) as a PNG of few colours: letters from a font, frames and blocks drawn."""
from PIL import Image, ImageDraw, ImageFont

FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono%s.ttf"
SIZE, WIDTH, HEIGHT = 15, 9, 18  # at this size a letter of the font is 9 pixels wide

# The Linux console's colours; pyte calls yellow brown.
PALETTE = {
    "black": "#000000", "red": "#aa0000", "green": "#00aa00", "brown": "#aa5500",
    "blue": "#0000aa", "magenta": "#aa00aa", "cyan": "#00aaaa", "white": "#aaaaaa",
    "brightblack": "#555555", "brightred": "#ff5555", "brightgreen": "#55ff55", "brightbrown": "#ffff55",
    "brightyellow": "#ffff55", "brightblue": "#5555ff", "brightmagenta": "#ff55ff", "brightcyan": "#55ffff",
    "brightwhite": "#ffffff",
}

# Which arms a frame's character has: left, right, up, down.
ARMS = {
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
    "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru", "┼": "lrud",
}
# How much of a cell is filled with the letter's colour.
SHADES = {"█": 1.0, "▓": 0.75, "▒": 0.5, "░": 0.25}


def colour(name, default):
    if name == "default":
        return default
    return PALETTE.get(name) or "#" + name


def colours(cell):
    front, back = colour(cell.fg, PALETTE["white"]), colour(cell.bg, PALETTE["black"])
    if cell.bold and cell.fg in PALETTE and not cell.fg.startswith("bright"):
        front = PALETTE["bright" + cell.fg]
    elif cell.bold and cell.fg == "default":
        front = PALETTE["brightwhite"]
    return (back, front) if cell.reverse else (front, back)


def mixed(front, back, share):
    pair = [[int(text[at:at + 2], 16) for at in (1, 3, 5)] for text in (front, back)]
    return tuple(round(f * share + b * (1 - share)) for f, b in zip(*pair))


def draw_frame(draw, x, y, arms, front):
    middle_x, middle_y = x + WIDTH // 2, y + HEIGHT // 2
    ends = {"l": (x, middle_y), "r": (x + WIDTH - 1, middle_y), "u": (middle_x, y), "d": (middle_x, y + HEIGHT - 1)}
    for arm in arms:
        draw.line([(middle_x, middle_y), ends[arm]], fill=front)


def draw_cell(draw, x, y, cell, fonts):
    front, back = colours(cell)
    draw.rectangle([x, y, x + WIDTH - 1, y + HEIGHT - 1], fill=back)
    if cell.data in ARMS:
        draw_frame(draw, x, y, ARMS[cell.data], front)
    elif cell.data in SHADES:
        draw.rectangle([x, y, x + WIDTH - 1, y + HEIGHT - 1], fill=mixed(front, back, SHADES[cell.data]))
    elif cell.data.strip():
        draw.text((x, y), cell.data, font=fonts[bool(cell.bold)], fill=front)
    if cell.underscore:
        draw.line([(x, y + HEIGHT - 2), (x + WIDTH - 1, y + HEIGHT - 2)], fill=front)


def save(screen, path):
    fonts = [ImageFont.truetype(FONTS % style, SIZE) for style in ("", "-Bold")]
    picture = Image.new("RGB", (screen.columns * WIDTH, screen.lines * HEIGHT))
    draw = ImageDraw.Draw(picture)
    for row in range(screen.lines):
        for column in range(screen.columns):
            draw_cell(draw, column * WIDTH, row * HEIGHT, screen.buffer[row][column], fonts)
    picture.quantize(32, dither=Image.Dither.NONE).save(path, optimize=True)
