"""A systemd unit and logrotate rules for the daemon, as text to be looked at and installed by a person."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path


def text(matter: Path, policy: str | None) -> str:
    """Return the unit and the rules for one matter, with the path of this program."""
    program = shutil.which("prefile") or str(Path(sys.executable).with_name("prefile"))
    command = shlex.join([program, "watch", str(matter), *(["--policy", policy] if policy else [])]).replace("%", "%%")
    place = str(matter).replace("%", "%%")
    return f"""\
# --- /etc/systemd/system/prefile-{matter.name}.service ---
[Unit]
Description=prefile watch {matter.name}
After=local-fs.target

[Service]
Type=simple
ExecStart={command}
ExecReload=/bin/kill -HUP $MAINPID
KillSignal=SIGTERM
TimeoutStopSec=600
Restart=on-failure
RestartSec=10
UMask=0077
PrivateNetwork=yes
PrivateTmp=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths="{place}"
Environment="PREFILE_HOME={place}/audit"
NoNewPrivileges=yes
StandardError=append:/var/log/prefile-{matter.name}.log

[Install]
WantedBy=multi-user.target

# --- /etc/logrotate.d/prefile-{matter.name} ---
# Only the daemon's messages are rotated; the ledger in {matter}/audit is never moved or cut.
/var/log/prefile-{matter.name}.log {{
    weekly
    rotate 26
    compress
    missingok
    notifempty
    copytruncate
}}

# With --webhook, --mail-to or --metrics-port, take PrivateNetwork=yes out."""
