"""Object stores: an S3 of its own on loopback."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from congvan.batch import BatchError, ObjectStore
from congvan.problems import CongvanError
from tests.support.batches import batch

BUCKET = "cong-van"


@pytest.fixture
def s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectStore]:
    """A store on this machine alone, empty."""
    server_of = pytest.importorskip("moto.server").ThreadedMotoServer
    fsspec = pytest.importorskip("fsspec")
    for name, value in {
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    server = server_of(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        options = {"client_kwargs": {"endpoint_url": f"http://{host}:{port}"}}
        system = fsspec.filesystem("s3", **options)
        if not system.exists(BUCKET):
            system.mkdir(BUCKET)
        # The server keeps its objects from one test to the next.
        yield ObjectStore(f"s3://{BUCKET}/{tmp_path.name}", options)
    finally:
        server.stop()


def test_letters_go_to_an_object_store_and_a_second_run_finds_them(s3: ObjectStore, tmp_path: Path) -> None:
    record = tmp_path / "so.db"
    assert batch(3).run(into=s3, manifest=record).made == 3
    assert batch(3).run(into=s3, manifest=record).kept == 3
    batch(3).run(into=tmp_path / "out")
    for name in ("DV01.docx", "DV03.docx"):
        assert s3.digest(name) == hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest()
    s3.put({"DV02.docx": b"edited"})
    assert batch(3).run(into=s3, manifest=record).tampered == ("DV02.docx",)


def test_a_store_that_does_not_answer_is_told_of_and_gone_on_with(
    s3: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "so.db"
    quick = {"config_kwargs": {"connect_timeout": 1, "read_timeout": 1, "retries": {"max_attempts": 0}}}
    away = {"client_kwargs": {"endpoint_url": "http://127.0.0.1:9"}, **quick}
    with pytest.raises(CongvanError, match=r"congvan\.output"):
        batch(3).run(into=ObjectStore(s3.address, away), manifest=record)
    assert batch(3).run(into=s3, manifest=record).made == 3


def test_a_bucket_that_is_not_there_fails_every_row_by_name(s3: ObjectStore, tmp_path: Path) -> None:
    nowhere = ObjectStore("s3://khong-co/2027", s3.options)
    report = batch(2).run(into=nowhere, manifest=tmp_path / "so.db")
    assert [failure.key for failure in report.failures] == ["DV01", "DV02"]


def test_a_store_needs_a_place_for_the_record_and_must_write_whole(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="manifest-needed"):
        batch(1).run(into=ObjectStore("s3://x/y"))
    with pytest.raises(BatchError, match="store-not-atomic"):
        batch(1).run(into="ftp://x/y", manifest=tmp_path / "so.db")
