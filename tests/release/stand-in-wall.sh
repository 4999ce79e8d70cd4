#!/bin/sh
# In place of Electron and all that it shows: behaves towards systemd as the kiosk does, and notes what it was given.
# USR1: an administrator leaves the kiosk. USR2: it crashes. A file "frozen" in its home: no picture is proven any more.

if [ "$1" = update ]; then
  echo "$* by $(id -un), state in $XDG_STATE_HOME" >> /var/lib/nocturne-update/runs
  exit 0
fi

note() {
  echo "version $(cat /opt/Nocturne/version)"
  echo "arguments $*"
  echo "identity $(id -un):$(id -gn) $(id -Gn)"
  echo "terminal $(tty)"
  echo "umask $(umask)"
  sed -n 's/NoNewPrivs:\t/no-new-privileges /p' /proc/self/status
  echo "credential $(cat "$CREDENTIALS_DIRECTORY/nocturne-wall" 2>/dev/null)"
  for place in /etc/nocturne /etc/open /usr/open /var/lib/open /home/open /sys/fs/cgroup "$HOME" "$XDG_RUNTIME_DIR" /tmp; do
    if touch "$place/mark" 2>/dev/null; then echo "writes $place"; fi
  done
}

trap 'exit 86' USR1
trap 'exit 1' USR2
note "$@" > "$HOME/facts.new"
mv "$HOME/facts.new" "$HOME/facts"
while :; do
  [ -e "$HOME/frozen" ] || systemd-notify WATCHDOG=1
  sleep 0.2
done
