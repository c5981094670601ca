"""Migrations: one line of them, numbered, giving what the models say, and back again with rows."""

import datetime as dt
import re
import shutil
import uuid

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade

from app import extensions
from app.database import db
from config import ROOT, TestConfig
from tests.templates import close

FOLDER = ROOT / "migrations"
NUMBERED = re.compile(r"^(\d{4})_[a-z0-9]+(?:_[a-z0-9]+)*$")
VALUES = (
    (sa.Boolean, lambda number: False),
    (sa.Uuid, lambda number: uuid.uuid4()),
    (sa.Integer, lambda number: number + 1),
    (sa.Float, lambda number: number + 0.5),
    (sa.Numeric, lambda number: number + 1),
    (sa.DateTime, lambda number: dt.datetime(2026, 11, 24, 9, number, tzinfo=dt.UTC)),
    (sa.Date, lambda number: dt.date(2026, 11, 24 + number)),
    (sa.JSON, lambda number: {"number": number}),
    (sa.LargeBinary, lambda number: bytes([number])),
    (sa.String, lambda number: f"x{number}"),
)
"""A value of each type for row 0 and row 1."""


def names():
    return sorted(path.stem for path in (FOLDER / "versions").glob("*.py"))


def number_faults(found):
    """What is wrong with migrations' names, in order."""
    for position, name in enumerate(found, 1):
        if not (match := NUMBERED.match(name)):
            yield f"{name}: not named 0001_words"
        elif int(match[1]) != position:
            yield f"{name}: expected number {position:04}"


def test_bad_numbers_are_seen():
    assert list(number_faults(["0001_first", "0001_second"])) == ["0001_second: expected number 0002"]
    assert list(number_faults(["first"])) == ["first: not named 0001_words"]


def test_migrations_are_numbered():
    assert list(number_faults(names())) == []


def test_one_head_and_the_head_file_names_it():
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    heads = ScriptDirectory.from_config(config).get_heads()
    assert heads == [names()[-1]]
    assert (FOLDER / "HEAD").read_text().strip() == heads[0]


@pytest.fixture
def on_empty(empty_database, tmp_path):
    """An application with a database and nothing else, inside its context."""
    app = Flask("app")
    app.config.from_object(TestConfig(empty_database, tmp_path))
    extensions.init_app(app)
    with app.app_context():
        yield app
        close(app)


def test_a_difference_from_the_models_is_seen(on_empty):
    upgrade(directory=str(FOLDER))
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE job ADD COLUMN forgotten INTEGER")
    with pytest.raises(SystemExit):
        check(directory=str(FOLDER))


def test_migrations_make_what_the_models_say(on_empty):
    upgrade(directory=str(FOLDER))
    check(directory=str(FOLDER))


@pytest.mark.parametrize("name", names())
def test_up_down_up_with_rows(on_empty, name):
    upgrade(directory=str(FOLDER), revision=name)
    filled = fill_tables()
    assert all(filled.values()), "no row could be made"
    downgrade(directory=str(FOLDER), revision="-1")
    lower = set(tables().tables)
    upgrade(directory=str(FOLDER), revision=name)
    assert set(tables().tables) >= set(filled)
    kept = counts()
    assert {table for table in lower & set(filled) if kept[table] < filled[table]} == set(), "rows were lost"


REBUILD = """
from alembic import op

revision, down_revision = "9999_rebuild", {head!r}


def upgrade():
    with op.batch_alter_table("service", recreate="always"):
        pass


def downgrade():
    pass
"""


@pytest.mark.sqlite
def test_a_table_rebuilt_keeps_the_rows_that_hang_on_it(on_empty, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "migrations")
    (folder / "versions" / "9999_rebuild.py").write_text(REBUILD.format(head=names()[-1]))
    upgrade(directory=str(folder), revision=names()[-1])
    filled = fill_tables()
    upgrade(directory=str(folder))
    assert counts() == filled
    with db.engine.connect() as connection, pytest.raises(sa.exc.IntegrityError):
        connection.execute(sa.text("UPDATE schedule SET service_id = :nobody"), {"nobody": uuid.uuid4().hex})


def tables():
    found = sa.MetaData()
    with db.engine.connect() as connection:
        ours = [name for name in sa.inspect(connection).get_table_names() if not is_shadow(name)]
        found.reflect(connection, only=ours)
    return found


def is_shadow(name):
    return name == "alembic_version" or name.startswith(("search_text", "sqlite_"))


def counts():
    with db.engine.connect() as connection:
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for name, table in tables().tables.items()
        }


def fill_tables():
    """Two rows in every table, each pointing at the rows before it."""
    made = {}
    for table in tables().sorted_tables:
        made[table.name] = [row(table, number, made) for number in range(2)]
        with db.engine.begin() as connection:
            for values in made[table.name]:
                connection.execute(table.insert().values(values))
    return counts()


def row(table, number, made):
    """Values for one row. Two columns that point at the same table point at different rows."""
    parents = [key.column.table.name for column in table.columns for key in column.foreign_keys]
    values = {}
    for column in table.columns:
        key = next(iter(column.foreign_keys), None)
        if key is not None:
            rows = made.get(key.column.table.name)
            position = number + (parents.index(key.column.table.name) != column_position(table, column))
            values[column.name] = rows[position % 2][key.column.name] if rows else None
        elif column.computed is None and (made_up := value(column, number)) is not None:
            values[column.name] = made_up
    return values


def column_position(table, column):
    pointing = [other.name for other in table.columns if other.foreign_keys]
    return pointing.index(column.name)


def value(column, number):
    """A value the column takes, another for each row; None where only the database knows one."""
    if words := one_of(column):
        return words
    for kind, sample in VALUES:
        if isinstance(column.type, kind):
            return sample(number)
    return None


def one_of(column):
    """The first word a check constraint allows in this column."""
    for constraint in column.table.constraints:
        if isinstance(constraint, sa.CheckConstraint):
            text = str(constraint.sqltext)
            if re.match(rf"\W*{column.name}\b", text) and (found := re.search(r"'([^']+)'", text)):
                return found[1]
    return None
