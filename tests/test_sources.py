"""Records and tables: read when whole, refused with the way out when not."""

import shutil
from pathlib import Path

import pytest

from territoires_industrie import sources
from territoires_industrie.errors import DataFileError, UnknownCodeError

NAME = "region_2026.csv"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in (NAME, f"{NAME}.toml"):
        shutil.copy(sources.DATA / name, folder / name)
    return folder / NAME


def test_a_record_says_where_a_file_comes_from() -> None:
    record = sources.table_record("membership_2024")
    assert record.producer.startswith("Agence nationale de la cohésion des territoires")
    assert record.rows == 1859
    assert record.key == ("state_date", "territoire_id", "member_siren")
    assert record.cog_year is None


def test_an_untouched_copy_is_accepted(copied: Path) -> None:
    assert sources.check_file(copied).rows == 18


def test_an_altered_file_is_refused_with_the_way_out(copied: Path) -> None:
    copied.write_text(copied.read_text("utf-8").replace("Normandie", "Neustrie"), "utf-8")
    with pytest.raises(DataFileError, match=r"modifié ou tronqué.*make data"):
        sources.check_file(copied)


def test_a_truncated_file_is_refused(copied: Path) -> None:
    copied.write_bytes(copied.read_bytes()[:40])
    with pytest.raises(DataFileError, match="tronqué"):
        sources.check_file(copied)


def test_a_missing_file_is_named(copied: Path) -> None:
    copied.unlink()
    with pytest.raises(DataFileError, match=r"data/region_2026.csv.*absent"):
        sources.check_file(copied)


def test_a_missing_record_is_named(copied: Path) -> None:
    sources.record_path(copied).unlink()
    with pytest.raises(DataFileError, match=r"region_2026.csv.toml"):
        sources.check_file(copied)


@pytest.mark.parametrize("text", ["title = ", 'title = "x"\n', "\x00"])
def test_an_unreadable_record_is_named(copied: Path, text: str) -> None:
    sources.record_path(copied).write_text(text, "utf-8")
    with pytest.raises(DataFileError, match="illisible ou incomplète"):
        sources.check_file(copied)


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(b"PAR1 but not really")
    with pytest.raises(DataFileError, match="lecture échoue"):
        sources.load_table(path)


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(DataFileError, match="epci_1789"):
        sources.read_table("epci_1789")


def test_codes_stay_text() -> None:
    regions = sources.read_table("region_2026")
    assert regions["region_code"].iloc[0] == "01"


def test_an_unknown_value_names_the_nearest() -> None:
    with pytest.raises(UnknownCodeError, match="siege"):
        sources.require_known("sieg", ("siege", "touche"), "Règle")


def test_french_errors_can_be_said_in_english(copied: Path) -> None:
    from territoires_industrie.wording import speaking

    copied.unlink()
    with speaking("en"), pytest.raises(DataFileError, match="region_2026"):
        sources.check_file(copied)


def test_a_folder_of_data_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="« data » : absent"):
        sources.list_files(tmp_path / "data")
