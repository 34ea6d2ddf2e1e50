"""An address says where a board is served, whole and without a secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_app.domain.errors import Invalid
from board_app.services.served import ServedPlace, is_address, place_of

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z")), min_size=1)
HOSTS = st.from_regex(r"[a-z][a-z0-9-]{0,20}(\.[a-z]{2,5})?", fullmatch=True)
FOLDERS = st.from_regex(r"/[a-z0-9_-]{1,20}(/[a-z]{1,5})?", fullmatch=True)


@given(
    host=HOSTS | FOLDERS,
    database=NAMES,
    user=NAMES,
    port=st.integers(1, 65535),
    mode=st.sampled_from(["verify-full", "require", "disable"]),
    root=st.just("") | NAMES,
)
def test_an_address_names_the_place_it_was_made_of(  # noqa: PLR0917  (one for each part)
    host: str, database: str, user: str, port: int, mode: str, root: str
) -> None:
    place = ServedPlace(host, database, user, port, mode, root)
    assert is_address(place.address)
    assert place_of(place.address) == place


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://",
        "postgresql://server/board",
        "postgresql://me@server/",
        "postgresql://me@server:notaport/board",
        "postgresql://me@server/board?sslmode=maybe",
        "postgresql://me@server/board?host=elsewhere",
        "postgresql://me:secret@server/board",
        "http://me@server/board",
    ],
)
def test_anything_else_is_refused_without_saying_it_again(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        place_of(address)
    assert "secret" not in refused.value.message
