"""One login for each person: what is refused, what a passphrase and a closing do."""

from pathlib import Path

import psycopg
import pytest

from board_app.domain.errors import BoardError, Invalid, NotFound, Refused
from board_app.domain.person import Role
from db.server import accounts, connection
from db.server.store import opened
from tests.server.serving import ServedDesk

SECRET = "a long passphrase"


def admin(served: ServedDesk) -> str:
    return served.server.dsn(served.database)


def test_each_kind_acts_as_what_it_is(served: ServedDesk) -> None:
    roles = {
        "Ann Reed": Role.SECRETARIAT,
        "Gus Amari": Role.CHAIR,
        "Cleo Marsh": Role.PRINCIPAL,  # as the directory says
        "Ben Okoro": Role.OFFICER,
        "Fay Lindqvist": Role.OBSERVER,
    }
    for name, role in roles.items():
        actor = served.become(name)
        assert (actor.name, actor.role) == (name, role)


@pytest.mark.parametrize(
    ("login", "more", "says"),
    [
        ("Has Capitals", {"person": "Ben Okoro"}, "small letters"),
        ("pg_mine", {"person": "Ben Okoro"}, "server's own"),
        ("board_owner", {"person": "Ben Okoro"}, "server's own"),
        ('x"; DROP ROLE y', {"person": "Ben Okoro"}, "small letters"),
        ("new.login", {"person": "Nobody Known"}, "no people of this name"),
        ("new.login", {}, "person or an agency"),
        ("new.login", {"agency": "state"}, "Name the person"),
        ("new.login", {"person": "Ben Okoro", "passphrase": "short"}, "10 signs"),
        ("new.login", {"person": "Ben Okoro", "kind": "king"}, "is one of"),
    ],
)
def test_what_does_not_fit_makes_no_login(
    served: ServedDesk, login: str, more: dict[str, str], says: str
) -> None:
    with pytest.raises(BoardError, match=says):
        accounts.add(admin(served), login, **{"kind": "representative", **more})  # type: ignore[arg-type]
    with psycopg.connect(admin(served)) as opened_one:
        roles = opened_one.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).fetchall()
    assert roles == [] or login == "board_owner"


def test_a_login_twice_is_refused(served: ServedDesk) -> None:
    with pytest.raises(Invalid, match="already"):
        accounts.add(admin(served), served.login("Ben Okoro"), kind="chair", person="Gus Amari")


def test_the_passphrase_never_stands_in_the_servers_log_or_tables(served: ServedDesk) -> None:
    login = served.login("Ben Okoro")
    # Logged is what this one connection does, from its first statement on.
    dsn = f"{admin(served)} options='-c log_statement=all'"
    accounts.give_passphrase(dsn, login, SECRET)
    with psycopg.connect(admin(served)) as watching:
        held = watching.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname = %s", (login,)
        ).fetchone()
    assert held is not None
    assert held[0].startswith("SCRAM-SHA-256$")
    log = Path(served.server.host, "log").read_text()
    assert f'ALTER ROLE "{login}" PASSWORD' in log
    assert SECRET not in log


def test_a_closed_account_stays_in_the_list_and_comes_back(served: ServedDesk) -> None:
    login = served.login("Ben Okoro")
    accounts.disable(admin(served), login)
    with pytest.raises(Refused, match="closed"):
        opened(served.server.dsn(served.database, login), served.clock)
    listed = {one.login: one.is_open for one in accounts.listed(admin(served))}
    assert listed[login] is False
    assert sum(listed.values()) == len(listed) - 1
    accounts.give_passphrase(admin(served), login, SECRET)
    opened(served.server.dsn(served.database, login), served.clock).close()


def test_only_the_administrator_manages_accounts(served: ServedDesk) -> None:
    as_ann = served.server.dsn(served.database, served.login("Ann Reed"))
    with pytest.raises(Refused, match="administrator"):
        accounts.disable(as_ann, served.login("Ben Okoro"))
    with pytest.raises(NotFound, match="no account"):
        accounts.disable(admin(served), "nobody")


def test_a_login_of_another_board_is_let_in_nowhere_else(served: ServedDesk) -> None:
    other = served.server.served(served.session)
    served.server.run(f"REVOKE CONNECT ON DATABASE {served.database} FROM PUBLIC")
    stranger = next(one.login for one in accounts.listed(served.server.dsn(other)))
    with pytest.raises(Refused, match="may not use this board"):
        opened(served.server.dsn(served.database, stranger), served.clock)
    # Even where the database lets everybody in, the groups alone give nothing.
    served.server.run(f"GRANT CONNECT ON DATABASE {served.database} TO PUBLIC")
    with pytest.raises(BoardError, match="no account"):
        opened(served.server.dsn(served.database, stranger), served.clock)


@pytest.mark.parametrize(
    ("dsn", "says"),
    [
        ("host=/nowhere dbname=x user=y", "can't be reached"),
        ("host={host} dbname=nothing_here user=postgres", "no such database or login"),
        ("host={host} dbname=postgres user=nobody_known", "no such database or login"),
        ("nonsense", "not written as it should be"),
    ],
)
def test_each_way_of_not_getting_in_has_its_sentence(
    served: ServedDesk, dsn: str, says: str
) -> None:
    with pytest.raises(BoardError, match=says):
        connection.connect(dsn.format(host=served.server.host))
