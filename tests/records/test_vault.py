"""The vault: values sealed under their tokens, raw files sealed whole, forgetting that forgets."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.records.vault import CHUNK, Keys, KeysError, SealError, StoreError, Vault, open_sealed_file, seal_file


def test_values_come_back_by_their_tokens_and_lie_sealed(tmp_path: Path) -> None:
    keys = Keys.make(tmp_path / "keys")
    with Vault(tmp_path / "i.sqlite", keys) as vault:
        assert vault.remember([("nam_2", "吴大伟"), ("nam_1", "林小满"), ("nam_1", "林小满")]) == 2
        assert vault.remember([("nam_1", "林小满"), ("nam_3", "赵敏")]) == 1
        assert vault.open_(["nam_1", "nam_3", "nam_9"]) == {"nam_1": "林小满", "nam_3": "赵敏"}
    assert "林小满".encode() not in b"".join(p.read_bytes() for p in tmp_path.glob("i.sqlite*"))


def test_what_is_forgotten_is_gone(tmp_path: Path) -> None:
    keys = Keys.make(tmp_path / "keys")
    with Vault(tmp_path / "i.sqlite", keys) as vault:
        vault.remember([("nam_1", "林小满"), ("nam_2", "吴大伟")])
        assert vault.forget(["nam_1", "nam_9"]) == 1
        assert vault.open_(["nam_1", "nam_2"]) == {"nam_2": "吴大伟"}


def test_many_known_and_new_values_are_told_apart(tmp_path: Path) -> None:
    with Vault(tmp_path / "i.sqlite", Keys.make(tmp_path / "keys")) as vault:
        assert vault.remember((f"acc_{n:05}", str(n)) for n in range(0, 3000, 2)) == 1500
        assert vault.remember((f"acc_{n:05}", str(n)) for n in range(3000)) == 1500
        assert vault.remember([("acc_00000", "0"), ("acc_02999", "2999")]) == 0
        assert vault.remember([("acc_00000", "0"), ("acc_1", "x"), ("acc_02999", "2999")]) == 1
        assert len(vault.open_(f"acc_{n:05}" for n in range(3000))) == 3000


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    with Vault(tmp_path / "i.sqlite", Keys.make(tmp_path / "keys")) as vault:
        vault.remember([("nam_1", "林小满")])
        sealed = vault.seal(b"row", "rejected row")
        assert vault.unseal(sealed, "rejected row") == b"row"
        with pytest.raises(SealError, match="another thing"):
            vault.unseal(sealed, "another thing")
    with pytest.raises(KeysError, match=r"token\.key: is not the key i\.sqlite was made with.*restore"):
        Vault(tmp_path / "i.sqlite", Keys.make(tmp_path / "other"))
    with Vault(tmp_path / "other.sqlite", Keys.make(tmp_path / "other")) as stranger:
        with pytest.raises(SealError, match=r"restore vault\.key"):
            stranger.unseal(sealed, "rejected row")


def test_a_store_that_is_damaged_is_named(tmp_path: Path) -> None:
    (tmp_path / "i.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=r"i\.sqlite: damaged.*restore"):
        Vault(tmp_path / "i.sqlite", Keys.make(tmp_path / "keys"))


def test_keys_are_for_their_owner_and_never_printed(tmp_path: Path) -> None:
    keys = Keys.make(tmp_path)
    for name in ("token.key", "vault.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert keys.vault.hex() not in repr(keys)
    assert keys.token.hex() not in repr(keys)


@pytest.mark.parametrize("content", ["", "zz", "00" * 16])
def test_a_bad_key_file_says_what_was_expected(tmp_path: Path, content: str) -> None:
    Keys.make(tmp_path)
    (tmp_path / "vault.key").write_text(content)
    with pytest.raises(KeysError, match=r"vault.key.*64 hexadecimal digits.*restore"):
        Keys.read(tmp_path)


@settings(max_examples=12, deadline=None)
@given(size=st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK]))
def test_raw_files_come_back_byte_by_byte(tmp_path_factory: pytest.TempPathFactory, size: int) -> None:
    folder = tmp_path_factory.mktemp("raw")
    keys = Keys.make(folder / "keys")
    source = folder / "s"
    source.write_bytes(bytes(n % 251 for n in range(size)))
    sha256, sealed = seal_file(source, folder / "raw", keys)
    into = io.BytesIO()
    assert open_sealed_file(sealed, keys, into) == sha256
    assert into.getvalue() == source.read_bytes()
    assert seal_file(source, folder / "raw", keys) == (sha256, sealed)
    assert list((folder / "raw").iterdir()) == [sealed]


def test_a_sealed_file_that_was_changed_cut_or_reordered_is_refused(tmp_path: Path) -> None:
    keys = Keys.make(tmp_path / "keys")
    source = tmp_path / "s"
    source.write_bytes(b"a" * CHUNK + b"b" * CHUNK + b"c")
    _, sealed = seal_file(source, tmp_path / "raw", keys)
    whole = sealed.read_bytes()
    head, step = 24, 4 + 12 + CHUNK + 16
    first, second = whole[head : head + step], whole[head + step : head + 2 * step]
    changed = [
        whole[:-1] + bytes([whole[-1] ^ 1]),
        whole[: head + 2 * step],
        whole[:head] + second + first + whole[head + 2 * step :],
        whole[:head],
        whole[:40],
    ]
    for content in changed:
        sealed.write_bytes(content)
        with pytest.raises(SealError):
            open_sealed_file(sealed, keys, io.BytesIO())
    sealed.write_bytes(b"not ours")
    with pytest.raises(SealError, match="no sealed file"):
        open_sealed_file(sealed, keys, io.BytesIO())
    sealed.write_bytes(whole)
    with pytest.raises(SealError, match="another vault key"):
        open_sealed_file(sealed, Keys.make(tmp_path / "other"), io.BytesIO())
