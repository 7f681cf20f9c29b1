"""The product works with nothing but loopback, and does not even try to leave the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# In a network namespace of its own: loopback, and a trap: an interface that leads nowhere, holds the default
# route, and counts every packet that something tried to send away. Names are looked up beyond it too, lest
# a resolver on loopback keep a look-up from being counted.
_SETUP = """
set -e
ip link set lo up
ip link add trap type veth peer name nowhere
echo 1 > /proc/sys/net/ipv6/conf/trap/disable_ipv6
echo 1 > /proc/sys/net/ipv6/conf/nowhere/disable_ipv6
ip address add 198.51.100.2/24 dev trap
ip link set nowhere up
ip link set trap up
ip neighbour add 198.51.100.1 lladdr 02:00:00:00:00:01 dev trap
ip route add default via 198.51.100.1 dev trap
echo "nameserver 203.0.113.53" > "$RESOLVER"
mount --bind "$RESOLVER" /etc/resolv.conf
"$@"
echo "sent away: $(awk '$1 == "trap:" {print $11}' /proc/net/dev)"
"""
# What makes the libraries talk when nobody stops them.
_TALKATIVE = {
    "ANONYMIZED_TELEMETRY": "True",
    "GRADIO_ANALYTICS_ENABLED": "True",
    "LANGSMITH_TRACING": "true",
    "LANGCHAIN_TRACING_V2": "true",
    "LANGSMITH_API_KEY": "lsv2_pt_not_a_key",
}
_WORK = """
import json, re, subprocess, sys, urllib.request

def briefing(*arguments):
    done = subprocess.run([sys.executable, "-m", "app", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout

briefing("ingest", "samples")
answer = json.loads(briefing("ask", "Who led the Indian delegation?", "--json"))
assert answer["answered"] and "Saiawi" in answer["text"], answer
briefing("check")
server = subprocess.Popen([sys.executable, "-m", "app", "serve", "--port", "0"], stdout=subprocess.PIPE, text=True)
try:
    address = re.search(r"http://\\S+", server.stdout.readline())[0]
    page = urllib.request.urlopen(address, timeout=60).read().decode()
    assert "Briefing Assistant" in page
finally:
    server.terminate()
    server.wait(30)
"""

pytestmark = pytest.mark.skipif(
    not shutil.which("ip")
    or not shutil.which("unshare")
    or subprocess.run(["unshare", "-rnm", "true"], capture_output=True, check=False).returncode != 0,
    reason="needs Linux network namespaces and the command ip",
)


def _in_a_trap(folder: Path, *command: str) -> int:
    """Run a command in the trap and return how many packets were sent away meanwhile."""
    environment = {name: value for name, value in os.environ.items() if name != "HF_HUB_OFFLINE"}
    done = subprocess.run(
        ["unshare", "-rnm", "sh", "-c", _SETUP, "sh", *command],
        cwd=ROOT,
        env={
            **environment,
            **_TALKATIVE,
            "BRIEFING_STORE": str(folder / "store"),
            "RESOLVER": str(folder / "resolv.conf"),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout.rpartition("sent away: ")[2])


def test_nothing_is_sent_away(tmp_path: Path) -> None:
    assert _in_a_trap(tmp_path, sys.executable, "-c", _WORK) == 0


@pytest.mark.parametrize(
    "talk",
    [
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'hello', ('203.0.113.1', 53))",
        "import subprocess; subprocess.run(['timeout', '2', 'getent', 'hosts', 'example.org'])",
    ],
    ids=["datagram", "look-up"],
)
def test_the_trap_counts_what_is_sent_away(tmp_path: Path, talk: str) -> None:
    assert _in_a_trap(tmp_path, sys.executable, "-c", talk) >= 1


@pytest.mark.browser
def test_page_answers_and_sends_nothing_away(tmp_path: Path) -> None:
    """The server of the page; what the page itself requests is watched in test_page.py."""
    names = f"{ROOT / 'tests/app/test_page.py'}::test_answer_names_both_leaders"
    assert _in_a_trap(tmp_path, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", names) == 0
