import itertools
import zipfile
from pathlib import Path

import pytest

from app.domain.errors import PostcodeFileError
from app.domain.places import Box
from app.gateways.postcodes import PostcodeRow, Wanted, file_rows, package_rows

YORKSHIRE = Box(53.5, -2.7, 54.7, 0.2)
WANTED = Wanted(("LS", "BD"), YORKSHIRE)
ONSPD = (
    "pcd7,pcd8,pcds,dointr,doterm,oscty,lad25cd,wd25cd,east1m,north1m,lsoa11cd,lsoa21cd,lat,long\n"
    "LS9 7UF,LS9  7UF,LS9 7UF,198001,,E9,E08000035,E05011388,431777,434489,E0,E01011677,53.805731,-1.51896\n"
    "LS1 0AA,LS1  0AA,LS1 0AA,198001,199001,E99999999,E08000035,E05011403,,,E0,E01,99.999999,0.000000\n"
    "M1 1AA,M1   1AA,M1 1AA,198001,,E99999999,E08000003,E05,384000,398000,E0,E01,53.478,-2.242\n"
)
OLD_ONSPD = (
    "pcd,pcd2,pcds,oslaua,osward,oseast1m,osnrth1m,lsoa11\n"
    "LS9 7UF,LS9  7UF,LS9 7UF,E08000035,E05011388,431777,434489,E01011677\n"
)
CODE_POINT = (
    '"LS9 7UF",10,431777,434489,"E92000001","E19000001","E18000002","","E08000035","E05011388"\n'
    '"LS1 0AA",90,0,0,"E92000001","E19000001","E18000002","","E08000035","E05011403"\n'
)


def rows(path: Path) -> list[PostcodeRow]:
    return list(file_rows(path, WANTED))


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "lsoa21"),
    [
        (ONSPD, "E01011677"),
        ("\ufeff" + ONSPD.upper(), "E01011677"),
        (OLD_ONSPD, ""),
        (CODE_POINT, ""),
        ("Postcode,Latitude,Longitude,LAD25CD,WD25CD\nls9 7uf,53.80573,-1.51896,E08000035,E05011388\n", ""),
    ],
)
def test_each_published_shape_is_read(tmp_path, text, lsoa21):
    [row] = rows(written(tmp_path, "postcodes.csv", text))
    assert (row.key, row.council, row.ward, row.lsoa21) == ("LS97UF", "E08000035", "E05011388", lsoa21)
    assert (row.point.lat_e5, row.point.lon_e5) == (5380573, -151896)


def test_a_zip_of_code_point_open_is_read_whole_without_its_documents(tmp_path):
    path = tmp_path / "codepo_gb.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Doc/Code-Point_Open_Column_Headers.csv", "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\n")
        archive.writestr("Data/CSV/ls.csv", CODE_POINT)
        archive.writestr("Data/CSV/bd.csv", CODE_POINT.replace("LS9 7UF", "BD1 1AA"))
    assert {row.key for row in rows(path)} == {"LS97UF", "BD11AA"}


def test_a_zip_of_the_directory_is_read_from_its_one_whole_file(tmp_path):
    path = tmp_path / "ONSPD.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Data/ONSPD_FEB_2026_UK.csv", ONSPD)
        archive.writestr("Data/multi_csv/ONSPD_FEB_2026_UK_LS.csv", ONSPD)
        archive.writestr("Documents/LAD names and codes.csv", "a,b\n1,2\n")
    assert [row.key for row in rows(path)] == ["LS97UF"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column for: postcode"),
        ("name,age\nAda,36\n", "no column for: postcode, council"),
        ("pcds,lad25cd\nLS9 7UF,E08000035\n", "easting and northing, or lat and long"),
        (CODE_POINT + "LS9 7UG,10\n", "line 3 is not like the others"),
        (OLD_ONSPD.replace("431777", "banana"), "line 2 is not like the others"),
    ],
)
def test_another_file_is_refused_with_what_is_wrong(tmp_path, text, said):
    with pytest.raises(PostcodeFileError, match=said):
        rows(written(tmp_path, "other.csv", text))


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\xff\xfe\x00" * 50)
    with pytest.raises(PostcodeFileError, match="not a CSV file"):
        rows(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PostcodeFileError, match="cannot be read"):
        rows(tmp_path / "none.csv")


def test_the_installed_package_has_our_areas_only_and_only_in_the_box():
    found = list(itertools.islice(package_rows(Wanted(("HG",), YORKSHIRE)), 20_000))
    assert len(found) > 6_000
    assert all(row.key.startswith("HG") and YORKSHIRE.holds(row.point) for row in found)
    assert list(package_rows(Wanted(("HG",), Box(50, -1, 51, 0)))) == []
