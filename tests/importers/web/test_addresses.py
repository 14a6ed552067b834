"""Addresses as they are shown and kept: nothing in them that lets somebody in."""

import pytest

from importers.web.addresses import refuse_credentials, without_secrets
from importers.web.errors import SourceError


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/b?ars=1&seite=2", "https://a.example/b?ars=1&seite=2"),
        ("https://name:geheim@a.example/b", "https://a.example/b"),
        ("https://geheim@a.example:8443?x=1", "https://a.example:8443?x=1"),
        ("https://a.example/b?access_token=geheim&x=1", "https://a.example/b?access_token=…&x=1"),
        ("https://a.example/b?x=1&pvog-sud-api-client-id=geheim", "https://a.example/b?x=1&pvog-sud-api-client-id=…"),
        ("https://a.example/b?CLIENT_SECRET=geheim&x=1", "https://a.example/b?CLIENT_SECRET=…&x=1"),
        ("https://a.example/b?sig=geheim&X-Amz-Signature=geheim", "https://a.example/b?sig=…&X-Amz-Signature=…"),
        ("https://a.example/b;jsessionid=geheim?PHPSESSID=geheim&x=1", "https://a.example/b;jsessionid=…&x=1"),
        ("https://a.example/b?password=ge=heim", "https://a.example/b?password=…"),
        ("https://a.example/b?key=geheim&leistungsschluessel=99", "https://a.example/b?key=…&leistungsschluessel=99"),
        ("https://a.example/b#access_token=geheim", "https://a.example/b"),
        (
            "https://a.example/b?next=https://c.example/?token=geheim",
            "https://a.example/b?next=https://c.example/?token=…",
        ),
    ],
)
def test_an_address_is_shown_without_what_lets_somebody_in(url: str, shown: str) -> None:
    assert without_secrets(url) == shown


def test_a_link_with_credentials_is_refused_without_repeating_them() -> None:
    with pytest.raises(SourceError) as error:
        refuse_credentials("https://name:geheim@a.example/b")
    assert "geheim" not in f"{error.value}"
    assert error.value.url == "https://a.example/b"


def test_an_at_sign_after_the_server_is_no_password() -> None:
    refuse_credentials("https://example.org/a@b?c=d@e")
    refuse_credentials("https://example.org?c=d@e")
