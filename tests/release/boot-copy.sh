#!/bin/sh
# Boots systemd in a copy of this machine, whose files are below ./root, and ends when it powers off. `boot-copy.sh try` does
# everything else. The copy has processes, cgroups, devices, a name and a network (loopback alone) of its own; what it could
# change of the kernel it may only read, as in systemd-nspawn(1), and the clock and the modules not at all.
set -e

# Where each hierarchy of cgroups lies below /sys/fs/cgroup; a second one beside unified (v2) is a machine with v1.
hierarchies() {
  if [ -e /sys/fs/cgroup/cgroup.procs ]; then echo .; else cut -d: -f2 /proc/self/cgroup | sed 's/^name=//; s/^$/unified/'; fi
}

mount_hierarchies() {
  if [ "$1" = . ]; then mount -t cgroup2 cgroup2 root/sys/fs/cgroup; return; fi
  mount -t tmpfs -o mode=755 tmpfs root/sys/fs/cgroup
  for each in "$@"; do
    mkdir "root/sys/fs/cgroup/$each"
    case $each in
      unified) mount -t cgroup2 cgroup2 root/sys/fs/cgroup/unified ;;
      systemd) mount -t cgroup -o none,name=systemd cgroup root/sys/fs/cgroup/systemd ;;
      *) mount -t cgroup -o "$each" cgroup "root/sys/fs/cgroup/$each" ;;
    esac
  done
}

make_devices() {
  mount -t tmpfs -o mode=755 tmpfs root/dev
  mkdir root/dev/pts root/dev/shm
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts root/dev/pts
  mount -t tmpfs tmpfs root/dev/shm
  for each in null zero full random urandom tty; do cp -a "/dev/$each" root/dev/; done
  ln -s pts/ptmx root/dev/ptmx
  ln -s /proc/self/fd root/dev/fd
  # Real terminals of the kernel, and none that anybody looks at: whoever takes one hangs up the others.
  for each in tty0 tty1; do mknod "root/dev/$each" c 4 62; done
}

inside() {
  group_of_all=$1 init=$2
  mount -t proc proc root/proc
  mount --bind root/proc/sys root/proc/sys
  mount -o remount,bind,ro root/proc/sys
  mount -t sysfs -o ro sysfs root/sys
  # shellcheck disable=SC2086 # a list of words
  mount_hierarchies $group_of_all
  mount -t tmpfs -o mode=755 tmpfs root/run
  mount -t tmpfs tmpfs root/tmp
  make_devices
  # A machine's own identity is made by its first boot.
  : > root/etc/machine-id
  hostname wall
  [ "$init" = boot ] || exit 0
  # No chroot: what systemd mounts for its services it finds by paths from the root of all mounts.
  cd root
  pivot_root . mnt
  umount --lazy /mnt
  # The first process of a machine does this by itself: a service's credentials are mounted by a child for all to see.
  mount --make-rshared /
  # With "container" systemd knows that the machine is none of its business.
  exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    setpriv --bounding-set -sys_module,-sys_time,-sys_rawio /lib/systemd/systemd --unit=nocturne-steps.service
}

if [ "$1" = inside ]; then inside "$2" "$3"; fi

all=$(hierarchies)
own=nocturne-boot-$$
code=0
(
  for each in $all; do
    folder=/sys/fs/cgroup/$each/$own
    mkdir "$folder"
    # On v1 nobody may be in a set of no processors.
    for file in cpuset.cpus cpuset.mems; do
      if [ -e "$folder/$file" ] && [ "$each" != . ]; then cat "/sys/fs/cgroup/$each/$file" > "$folder/$file"; fi
    done
    echo 0 > "$folder/cgroup.procs"
  done
  exec unshare --mount --cgroup --uts --ipc --net --pid --fork --kill-child sh "$0" inside "$(echo $all)" "$1"
) || code=$?
for each in $all; do find "/sys/fs/cgroup/$each/$own" -depth -type d -exec rmdir {} + 2>/dev/null || true; done
exit $code
