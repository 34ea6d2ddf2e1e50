"""The measured colours of both themes and the one risk scale; contrasts are tested."""

from typing import NamedTuple


class Tokens(NamedTuple):
    """All colours of a theme, by what they are for."""

    name: str
    bg: str
    surface: str
    sunken: str
    border: str
    control: str
    text: str
    text2: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    tint: str
    selection: str
    focus: str
    success: str
    warning: str
    danger: str
    live: str
    risk: tuple[str, ...]
    risk_text: tuple[str, ...]

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"


LIGHT = Tokens(
    name="light",
    bg="#F4F6F9",
    surface="#FFFFFF",
    sunken="#EAEEF3",
    border="#D3DAE3",
    control="#75808E",
    text="#16202C",
    text2="#495667",
    muted="#5F6B7A",
    accent="#1B5E9E",
    accent_hover="#154C81",
    on_accent="#FFFFFF",
    tint="#E1EDF8",
    selection="#CFE3F6",
    focus="#0B6BCB",
    success="#1A7340",
    warning="#8A5300",
    danger="#B3261E",
    live="#00696B",
    risk=("#E3E6EA", "#FBE7B5", "#F7BE5E", "#E78529", "#BD4A17", "#741C10"),
    risk_text=("#16202C", "#16202C", "#16202C", "#16202C", "#FFFFFF", "#FFFFFF"),
)

DARK = Tokens(
    name="dark",
    bg="#11161D",
    surface="#19202A",
    sunken="#0D1117",
    border="#323E4C",
    control="#7F8FA3",
    text="#E7ECF2",
    text2="#B3BECB",
    muted="#97A4B4",
    accent="#79B4EE",
    accent_hover="#9CC9F5",
    on_accent="#08192B",
    tint="#1B3450",
    selection="#24486E",
    focus="#8CC3FF",
    success="#6CCB8D",
    warning="#E8B550",
    danger="#F48C84",
    live="#5CC9C6",
    risk=("#3A4451", "#5C4A1E", "#8F6418", "#C9801F", "#F0A45A", "#FFD9B8"),
    risk_text=("#FFFFFF", "#FFFFFF", "#FFFFFF", "#16202C", "#16202C", "#16202C"),
)

RISK_WORDS = ("Not assessed", "Low", "Guarded", "Elevated", "High", "Severe")


class Density(NamedTuple):
    """Row height in device-independent pixels."""

    name: str
    row: int


COMFORTABLE = Density("comfortable", 34)
COMPACT = Density("compact", 26)

FONT = "Public Sans"
CAPTION, BODY, CARD_TITLE, PAGE_TITLE, TIMER = 12, 14, 16, 22, 28
GAP, PAD, GUTTER, MARGIN = 8, 12, 16, 24
NAV_WIDTH, STATUS_HEIGHT, BANNER_HEIGHT, CONTROL_HEIGHT = 220, 26, 24, 32
FOLD_WIDTH = 1180
TEXT_WIDTH = 720
"""Text blocks are never wider than this."""
