"""docs/operations.md: its scripts and units do what it says, run as they are written but in another folder."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import Thavel
from tests.test_project import ROOT

TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
FOLDER = "/srv/thavel"


def block(beginning: str, holds: str = "") -> str:
    """The block of code with this beginning that holds a text."""
    (found,) = (
        text
        for text in re.findall(r"^```\w*\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
        if text.startswith(beginning) and holds in text
    )
    return str(found)


def script(folder: Path, holds: str) -> Path:
    """The script of the document that holds a text, written for another folder."""
    path = folder / f"{holds.split(maxsplit=1)[0]}.sh"
    path.write_text(block("#!/bin/sh", holds).replace(FOLDER, str(folder)), encoding="utf-8")
    return path


def copies(name: str) -> list[Path]:
    return sorted(Path("sicherung").glob(f"{name}-*.db"))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("sqlite3"), reason="the command of SQLite is not there")
def test_a_backup_is_made_as_often_a_day_as_wished_and_can_be_put_back(
    demo: Thavel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = script(tmp_path, "VACUUM INTO")
    # A clock that goes on at each call, so that nothing has to wait for the next second.
    clock = tmp_path / "date"
    clock.write_text('#!/bin/sh\necho x >> ticks\necho "2026-11-28-00000$(wc -l < ticks)"\n', encoding="utf-8")
    clock.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    for _ in range(2):
        subprocess.run(["/bin/sh", backup], check=True)
    assert (len(copies("katalog")), copies("entscheidungen")) == (2, [])
    demo("decide", "99102013104000", "--status", "abgelehnt", "--fachbereich", "Ordnung", "--person", "MM")
    subprocess.run(["/bin/sh", backup], check=True)
    assert (len(copies("katalog")), len(copies("entscheidungen"))) == (3, 1)
    assert not list(Path("sicherung").glob("*.teil"))
    assert {path.name for path in Path("katalog-lieferungen").rglob("*")} == {
        path.name for path in Path("sicherung/katalog-lieferungen").rglob("*")
    }
    before = demo("export", "kommunen").out
    Path("katalog.db").write_bytes(b"")
    for rest in Path().glob("katalog.db-*"):
        rest.unlink()
    shutil.copy(copies("katalog")[0], "katalog.db")
    with sqlite3.connect("katalog.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert demo("export", "kommunen").out == before


@pytest.mark.slow
def test_an_alarm_is_sent_by_mail_and_to_a_webhook(tmp_path: Path) -> None:
    says = {
        "journalctl": 'echo "2 von 3 Schritten; „import fim“ $*"',
        "sendmail": 'cat > "$OUT/mail"; echo "$*" > "$OUT/mail-called"',
        "curl": 'cat > "$OUT/hook"; echo "$*" > "$OUT/hook-called"',
    }
    for name, body in says.items():
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
    variables = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "OUT": str(tmp_path)}
    variables |= {"ALARM_MAIL": "amt@example.org", "ALARM_WEBHOOK": "https://chat.example.org/hooks/1"}
    subprocess.run(["/bin/sh", script(tmp_path, "journalctl"), "thavel-update.service"], check=True, env=variables)
    mail = (tmp_path / "mail").read_text(encoding="utf-8")
    assert mail.startswith("To: amt@example.org\nSubject: thavel-update.service ist fehlgeschlagen\n")
    assert "2 von 3 Schritten; „import fim“ --unit thavel-update.service" in mail
    assert (tmp_path / "mail-called").read_text(encoding="utf-8") == "-t\n"
    hook = (tmp_path / "hook").read_text(encoding="utf-8")
    assert hook.startswith('{"text": "thavel-update.service ist fehlgeschlagen')
    assert "https://chat.example.org/hooks/1" in (tmp_path / "hook-called").read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not there")
def test_the_units_are_sound(tmp_path: Path) -> None:
    units = re.findall(r"^# /etc/systemd/system/(\S+)$", TEXT, re.MULTILINE)
    assert {"thavel-update.service", "thavel-update.timer", "thavel-alarm@.service"} <= set(units)
    for unit in units:
        # The program and its user are not on this machine.
        text = block(f"# /etc/systemd/system/{unit}\n").replace("User=thavel", "User=root")
        text = re.sub(r"ExecStart=/srv/thavel/\S+", "ExecStart=/bin/true", text)
        (tmp_path / unit).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", *(str(tmp_path / unit) for unit in units)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "thavel" in line]) == (0, [])


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not there")
@pytest.mark.parametrize("settings", ["", "kaputt"])
def test_the_shell_completes_commands_options_and_values(thavel: Thavel, settings: str) -> None:
    Path("thavel.toml").write_text(settings, encoding="utf-8")
    asked = {
        "ca": "candidates",
        "import op": "open-pvog",
        "import pvog --com": "--comparable",
        "messages --level F": "Fehler",
        "export kommunenn": "kommunennamen",
    }
    lines = [block("eval ")]
    for words in asked:
        lines.append(f"COMP_WORDS=(thavel {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))")
        lines.append('COMPREPLY=(); _thavel_completion thavel; echo "${COMPREPLY[*]}"')
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    variables = {**os.environ, "PATH": path}
    done = subprocess.run(["bash", "-c", "\n".join(lines)], check=True, capture_output=True, text=True, env=variables)
    assert (done.stdout.split(), done.stderr) == (list(asked.values()), "")


def test_a_line_of_cron_has_five_times_a_user_and_full_paths() -> None:
    lines = re.findall(r"^\d+ \d+ \* \* .*$", TEXT, re.MULTILINE)
    assert len(lines) >= 4
    for line in lines:
        fields = line.split(maxsplit=6)
        assert fields[5] == "thavel"
        assert fields[6].startswith("/")
        assert "%" not in line
        for call in re.findall(r"\S*\bthavel(?= -)", fields[6]):
            assert call == f"{FOLDER}/programm/.venv/bin/thavel"
