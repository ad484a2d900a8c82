import hashlib
from base64 import b64encode

from generator.policy import POLICY, policy, with_policy


def test_a_page_allows_its_own_inline_scripts_and_no_others() -> None:
    others = '<script src="b.js"></script><script type="application/json">1</script>'
    html = f'<meta content="{POLICY}"><script>let a</script>{others}'
    digest = b64encode(hashlib.sha256(b"let a").digest()).decode()
    content = with_policy(html)
    assert POLICY not in content
    assert content.count("'sha256-") == 1
    assert f"script-src 'self' 'sha256-{digest}';" in content
    assert "unsafe" not in content


def test_a_script_that_a_record_brings_in_later_is_not_allowed() -> None:
    frame = with_policy(f'<meta content="{POLICY}"><script>let a</script>BODY')
    assert policy(frame.replace("BODY", "<script>alert(1)</script>")) != policy(frame)


def test_a_development_server_may_add_a_script_of_its_own() -> None:
    assert "script-src 'self' 'unsafe-inline';" in policy("<script>let a</script>", serving=True)


def test_nothing_comes_from_another_host() -> None:
    content = policy("")
    assert content.startswith("default-src 'self'; script-src 'self';")
    assert "http" not in content
    assert "*" not in content
