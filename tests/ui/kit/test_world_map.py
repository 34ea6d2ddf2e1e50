"""The world map: seen, pointed at, clicked, and gone through by keys."""

from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.places import on_map
from ui.kit.map_label import MapLabel, words_of
from ui.kit.map_painting import land_colour
from ui.kit.map_shapes import MapShape, placed, world
from ui.kit.world_map import MapLegend, MapLevel, WorldMap
from ui.theme.service import theme
from ui.theme.tokens import DARK, LIGHT, RISK_WORDS

pytestmark = pytest.mark.usefixtures("program")
KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton

SUDAN = MapLevel("SD", "Sudan", 5, "▲", on_watch=True, detail="Last review 3 Jun")
MALI = MapLevel("ML", "Mali", 2, "▬", on_watch=True)
CONGO = MapLevel("CD", "Congo (Kinshasa)", 0, on_watch=True)
MALDIVES = MapLevel("MV", "Maldives", 4, on_watch=True)
FRANCE = MapLevel("FR", "France", 1, "▼")
LEVELS = {one.alpha2: one for one in (SUDAN, MALI, CONGO, MALDIVES, FRANCE)}


@pytest.fixture
def earth(qtbot: QtBot) -> WorldMap:
    made = WorldMap()
    qtbot.addWidget(made)
    made.resize(1000, 460)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.clearFocus()
    made.show_levels(LEVELS)
    return made


def exactly_at(earth: WorldMap, longitude: float, latitude: float) -> QPointF:
    area = QRectF(earth.rect()).adjusted(6, 6, -6, -6)
    return placed(world(), area).on_screen(on_map(longitude, latitude))


def at(earth: WorldMap, longitude: float, latitude: float) -> QPoint:
    return exactly_at(earth, longitude, latitude).toPoint()


def place_of(earth: WorldMap, code: str) -> QPoint:
    found = earth.place_of(code)
    assert found is not None
    return found.toPoint()


def picture(earth: WorldMap) -> QImage:
    return earth.grab().toImage()


def colours_around(image: QImage, point: QPoint, reach: int) -> set[str]:
    return {
        image.pixelColor(point.x() + x, point.y() + y).name()
        for x in range(-reach, reach + 1)
        for y in range(-reach, reach + 1)
    }


def hover(earth: WorldMap, qtbot: QtBot, point: QPoint) -> None:
    qtbot.mouseMove(earth, QPoint(1, 1))  # where it rests already, nothing is told
    qtbot.mouseMove(earth, point)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("longitude", "latitude", "code"),
    [
        (2.35, 48.86, "FR"),
        (85.32, 27.71, "NP"),
        (178.44, -18.12, "FJ"),
        (15.27, -4.34, "CD"),
        (131.9, 43.13, "RU"),
        (-175.0, -21.2, "TO"),
    ],
)
@pytest.mark.parametrize("size", [(700, 360), (1100, 520), (400, 700)])
def test_town_is_hit_at_every_size(
    earth: WorldMap, longitude: float, latitude: float, code: str, size: tuple[int, int]
) -> None:
    earth.resize(*size)
    assert earth.country_at(exactly_at(earth, longitude, latitude)) == code


@pytest.mark.parametrize("code", sorted(world().main_shapes()))
def test_every_country_is_reached_by_the_mouse(earth: WorldMap, code: str) -> None:
    """On the watch list a country is found at its point, or just beside a dot that lies there."""
    earth.resize(1000, 460)
    earth.show_levels({code: MapLevel(code, code, 3, on_watch=True)})
    place = earth.place_of(code)
    assert place is not None
    beside = (QPointF(0, 0), QPointF(-4, 0), QPointF(0, 4))
    assert code in [earth.country_at(place + step) for step in beside]


def test_sea_belongs_to_nobody(earth: WorldMap) -> None:
    assert earth.country_at(QPointF(at(earth, -30, 0))) is None
    assert earth.country_at(QPointF(-5, 2000)) is None


def test_click_opens_a_country(earth: WorldMap, qtbot: QtBot) -> None:
    told: list[object] = []
    earth.country_activated.connect(told.append)

    qtbot.mouseClick(earth, LEFT, pos=place_of(earth, "SD"))
    qtbot.mouseClick(earth, LEFT, pos=at(earth, 85.32, 27.71))
    qtbot.mouseClick(earth, LEFT, pos=at(earth, -30, 0))

    assert told == ["SD", "NP"], "those that are not watched too, the sea not"
    assert earth.current() == "SD"


def test_click_that_is_dragged_away_opens_nothing(earth: WorldMap, qtbot: QtBot) -> None:
    told: list[object] = []
    earth.country_activated.connect(told.append)
    qtbot.mousePress(earth, LEFT, pos=place_of(earth, "SD"))
    qtbot.mouseRelease(earth, LEFT, pos=place_of(earth, "ML"))
    qtbot.mouseClick(earth, Qt.MouseButton.RightButton, pos=place_of(earth, "SD"))
    assert told == []


def test_hover_says_name_level_trend_and_detail(earth: WorldMap, qtbot: QtBot) -> None:
    told: list[object] = []
    earth.country_hovered.connect(told.append)
    bare = picture(earth)

    hover(earth, qtbot, place_of(earth, "SD"))

    words = earth.words()
    assert words is not None
    assert words.spoken() == "Sudan, 5 Severe, worsening, Last review 3 Jun"
    assert picture(earth) != bare
    hover(earth, qtbot, at(earth, -30, 0))
    assert earth.words() is None
    assert picture(earth) == bare
    assert told == ["SD", None]


def test_country_off_the_watch_list_says_so(earth: WorldMap, qtbot: QtBot) -> None:
    hover(earth, qtbot, at(earth, 2.35, 48.0))
    words = earth.words()
    assert words is not None
    assert words.spoken() == "France, Not on the watch list"
    hover(earth, qtbot, at(earth, 85.32, 27.71))
    words = earth.words()
    assert words is not None
    assert words.name == "Nepal", "known by its ISO name"


def test_area_without_an_agreed_boundary_says_so(earth: WorldMap, qtbot: QtBot) -> None:
    earth.show_levels({"SO": MapLevel("SO", "Somalia", 3, on_watch=True)})
    hover(earth, qtbot, at(earth, 46.5, 9.5))
    words = earth.words()
    assert words is not None
    assert (words.name, words.level) == ("Somalia", 3)
    assert words.lines == ("Somaliland: boundary not agreed.",)


def test_area_that_belongs_to_nobody_opens_nothing(earth: WorldMap, qtbot: QtBot) -> None:
    told: list[object] = []
    earth.country_activated.connect(told.append)
    earth.resize(1800, 800)
    spot = at(earth, 77.2, 35.4)
    hover(earth, qtbot, spot)
    qtbot.mouseClick(earth, LEFT, pos=spot)
    words = earth.words()
    assert words is not None
    assert words.spoken() == "Siachen Glacier, Its boundary is not agreed."
    assert told == []


def test_mouse_that_leaves_takes_the_box_away(earth: WorldMap, qtbot: QtBot) -> None:
    hover(earth, qtbot, place_of(earth, "SD"))
    QApplication.sendEvent(earth, QEvent(QEvent.Type.Leave))
    assert earth.words() is None
    assert earth.label_rect().isEmpty()


@pytest.mark.parametrize("size", [(320, 160), (700, 360), (1100, 520)])
@pytest.mark.parametrize("code", ["SD", "FJ", "NZ", "CA", "RU", "AQ", "TO", "KI", "GL", "PF", "CL"])
def test_box_stays_within_the_map(
    earth: WorldMap, qtbot: QtBot, code: str, size: tuple[int, int]
) -> None:
    earth.resize(*size)
    level = MapLevel(code, "A name that is rather long " * 4, 4, "▲", True, "Words " * 60)
    earth.show_levels({code: level})
    hover(earth, qtbot, place_of(earth, code))
    box = earth.label_rect()
    assert not box.isEmpty()
    assert QRectF(earth.rect()).contains(box)


def test_not_assessed_is_hatched_and_the_rest_is_plain(earth: WorldMap) -> None:
    image = picture(earth)
    hatched = colours_around(image, place_of(earth, "CD"), 6)
    assert LIGHT.risk[0].lower() in hatched
    assert len(hatched) > 2, "lines over the colour"
    assert colours_around(image, place_of(earth, "SD"), 3) == {LIGHT.risk[5].lower()}
    assert colours_around(image, place_of(earth, "ML"), 3) == {LIGHT.risk[2].lower()}
    plain = land_colour(LIGHT).name()
    assert colours_around(image, at(earth, 100, 60), 3) == {plain}
    assert colours_around(image, at(earth, -30, 0), 3) == {LIGHT.surface.lower()}


def test_small_state_is_marked(earth: WorldMap) -> None:
    image, place = picture(earth), place_of(earth, "MV")
    seen = sum(
        image.pixelColor(place.x() + x, place.y()).name() == LIGHT.risk[4].lower()
        for x in range(-8, 9)
    )
    assert seen >= 6


def test_marks_of_neighbours_do_not_hide_each_other(earth: WorldMap) -> None:
    near = ("RW", "BI", "LB", "IL", "PS", "KW", "BH", "QA")
    earth.show_levels({code: MapLevel(code, code, 3, on_watch=True) for code in near})
    earth.resize(500, 240)
    places = [earth.place_of(code) for code in near]
    gaps = [(one - two).manhattanLength() for one, two in combinations(places, 2) if one and two]
    assert len(gaps) == 28
    assert min(gaps) > 7
    assert [earth.country_at(place) for place in places if place] == list(near)


def test_levels_may_change(earth: WorldMap) -> None:
    earth.show_levels({"SD": SUDAN._replace(level=3)})
    image = picture(earth)
    assert image.pixelColor(place_of(earth, "SD")).name() == LIGHT.risk[3].lower()
    assert image.pixelColor(place_of(earth, "ML")).name() == land_colour(LIGHT).name()


def test_theme_repaints_in_its_own_colours(earth: WorldMap) -> None:
    spot = place_of(earth, "SD")
    assert picture(earth).pixelColor(spot) == QColor(LIGHT.risk[5])
    theme().show("dark", "comfortable")
    try:
        image = picture(earth)
        assert image.pixelColor(spot) == QColor(DARK.risk[5])
        assert image.pixelColor(at(earth, -30, 0)) == QColor(DARK.surface)
    finally:
        theme().show("light", "comfortable")


def test_picture_is_kept_until_something_changes(earth: WorldMap) -> None:
    first = earth._picture()[0]
    assert earth._picture()[0] is first
    earth.resize(900, 460)
    second = earth._picture()[0]
    assert second is not first
    earth.show_levels(LEVELS)
    assert earth._picture()[0] is not second


def test_arrows_go_from_west_to_east_and_from_north_to_south(earth: WorldMap, qtbot: QtBot) -> None:
    earth.setFocus(Qt.FocusReason.TabFocusReason)
    gone = [earth.current()]
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, KEY.Key_Left):
        qtbot.keyClick(earth, key)
        gone.append(earth.current())
    assert gone == ["ML", "CD", "SD", "MV", "MV", "SD"]
    qtbot.keyClick(earth, KEY.Key_Down)
    assert earth.current() == "MV", "south of Sudan comes the Maldives"
    qtbot.keyClick(earth, KEY.Key_Home)
    assert earth.current() == "ML"
    qtbot.keyClick(earth, KEY.Key_End)
    assert earth.current() == "MV"


def test_enter_opens_the_current_country(earth: WorldMap, qtbot: QtBot) -> None:
    told: list[object] = []
    earth.country_activated.connect(told.append)
    qtbot.keyClick(earth, KEY.Key_Return)
    earth.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(earth, KEY.Key_Return)
    qtbot.keyClick(earth, KEY.Key_Right)
    qtbot.keyClick(earth, KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert told == ["ML", "CD"]


def test_keys_of_the_window_pass_through(earth: WorldMap, qtbot: QtBot) -> None:
    earth.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(earth, KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert earth.current() == "ML", "Alt and an arrow go back and forward between pages"


def test_keys_without_a_watch_list_do_nothing(earth: WorldMap, qtbot: QtBot) -> None:
    told: list[object] = []
    earth.country_activated.connect(told.append)
    earth.show_levels({"FR": FRANCE})
    earth.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (KEY.Key_Right, KEY.Key_Home, KEY.Key_Return):
        qtbot.keyClick(earth, key)
    assert earth.current() is None
    assert told == []
    assert earth.accessibleDescription() == "No country of the watch list is on the map."


def test_levels_that_come_after_the_focus_have_a_current_country(earth: WorldMap) -> None:
    earth.show_levels({})
    earth.setFocus(Qt.FocusReason.TabFocusReason)
    earth.show_levels(LEVELS)
    assert earth.current() == "ML"
    earth.select("SD")
    earth.show_levels({"SD": SUDAN})
    assert earth.current() == "SD", "it stays where it was"


def test_focus_is_seen(earth: WorldMap) -> None:
    assert picture(earth).pixelColor(500, 0).name() == LIGHT.surface.lower()
    earth.setFocus(Qt.FocusReason.TabFocusReason)
    assert picture(earth).pixelColor(500, 0).name() == LIGHT.focus.lower()


def test_tab_leaves_the_map(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    row = QHBoxLayout(home)
    made, button = WorldMap(), QPushButton("After")
    row.addWidget(made)
    row.addWidget(button)
    with qtbot.waitExposed(home):
        home.show()
    home.activateWindow()
    made.show_levels(LEVELS)
    made.setFocus()
    qtbot.keyClick(made, KEY.Key_Tab)
    assert QApplication.focusWidget() is button


def test_current_country_is_spoken(earth: WorldMap, qtbot: QtBot) -> None:
    earth.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(earth, KEY.Key_Right)
    qtbot.keyClick(earth, KEY.Key_Right)
    reader = QAccessible.queryAccessibleInterface(earth)
    assert reader.text(QAccessible.Text.Name) == "World map of the watch list"
    told = reader.text(QAccessible.Text.Description)
    assert told.startswith("Sudan, 5 Severe, worsening, Last review 3 Jun. 4 countries")


def test_code_of_the_boards_own_is_told_apart(earth: WorldMap) -> None:
    own = MapLevel("QX", "A region", 4, on_watch=True)
    earth.show_levels({**LEVELS, "QX": own, "XK": own._replace(alpha2="XK")})
    assert earth.not_on_map() == ("QX",)
    assert earth.place_of("QX") is None
    earth.select("QX")
    assert earth.current() is None
    assert not picture(earth).isNull()


@pytest.mark.parametrize(
    "name",
    [
        "<b>bold</b><img src=x>",
        "two\nlines\tand\x00more",
        "right\u202eto left",
        "&amp; R&D",
        "W" * 5000,
        "",
    ],
)
def test_hostile_name_is_drawn_plainly(earth: WorldMap, qtbot: QtBot, name: str) -> None:
    earth.show_levels({"SD": SUDAN._replace(name=name, detail=name)})
    hover(earth, qtbot, place_of(earth, "SD"))
    words = earth.words()
    assert words is not None
    assert all(sign.isprintable() for sign in words.name)
    if name.startswith(("<b>", "&")):
        assert words.name == name
    assert QRectF(earth.rect()).contains(earth.label_rect())
    assert not picture(earth).isNull()


def test_markup_is_as_wide_as_its_signs(earth: WorldMap) -> None:
    def width(name: str) -> int:
        words = words_of(sudan(), {"SD": SUDAN._replace(name=name, trend_glyph="", detail="")}, "")
        return MapLabel(words, earth.font(), 900).width

    assert width("<b>The name of a country</b>") > width("The name of a country")


def sudan() -> MapShape:
    return world().main_shapes()["SD"]


@pytest.mark.parametrize(("width", "rows"), [(1200, 1), (500, 2), (200, 4)])
def test_legend_takes_the_rows_it_needs(qtbot: QtBot, width: int, rows: int) -> None:
    legend = MapLegend()
    qtbot.addWidget(legend)
    height = legend.heightForWidth(width)
    assert height >= rows * 20
    legend.resize(width, height)
    assert not legend.grab().isNull()


def test_legend_says_number_and_word_of_each_level(qtbot: QtBot) -> None:
    legend = MapLegend()
    qtbot.addWidget(legend)
    told = legend.accessibleDescription()
    assert all(f"{level} {word}" in told for level, word in enumerate(RISK_WORDS))
    assert "Boundaries are not authoritative" in told
