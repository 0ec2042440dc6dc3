# The packaged agent (payloads/xenscribe) with the mapping of XenServer, which has volumes: what dom0 sees of interfaces, addresses and
# disks while they change as in real guests. RIG_PARTS chooses parts: network, disks.
. /rig/agent.sh
PARTS=" ${RIG_PARTS:-network disks} "
# A program's file system that never answers is asked, too, and everything at once, so that it can be compared.
DROP_IN='mapping: xenserver
plugins:
  disks: {period: 2s, least-change: 0, also: [fuse]}
'
# As XAPI has it, the guest may write to control/. Not to xenserver/, which does not matter.
domU_prepare() {
    guest_owned control data && xenstore-write "$(dpath)/data/rig" "" "$(dpath)/data/rig/drop-in" "$DROP_IN"
}

# -------------------------------------------------------------------------------------------------------------- network --
network() {
    check "xl network-attach" vif_attach 00:16:3e:77:00:03
    check "xl network-attach, again" vif_attach 00:16:3e:77:00:04
    check "attr/vif/1 and 2" eval 'wait_key attr/vif/1 60 && wait_key attr/vif/2 60'
    quietly 'ip link set eth1 up; ip link set eth2 up'

    quietly 'ip link add link eth1 name eth1.5 type vlan id 5; ip link set eth1.5 up; ip addr add 10.78.5.2/24 dev eth1.5'
    seen_at "a VLAN's address is its VIF's" 1 ipv4 10.78.5.2
    quietly 'ip link add link eth1.5 name mac0 type macvlan mode bridge; ip addr add 10.78.6.2/24 dev mac0
        ip link add link eth1 name ipv0 type ipvlan mode l2; ip addr add 10.78.7.2/24 dev ipv0'
    seen_at "a macvlan's on the VLAN and an ipvlan's, too" 1 ipv4 "10.78.5.2 10.78.6.2 10.78.7.2"
    quietly 'ip link del eth1.5; ip link del ipv0'
    seen_at "they go with their interfaces" 1 ipv4 ""

    # Debian's kernel makes bond0 by itself when the module is loaded.
    quietly 'modprobe bonding max_bonds=0; ip link add bond0 type bond mode active-backup miimon 100
        ip link set eth1 down; ip link set eth2 down; ip link set eth1 master bond0; ip link set eth2 master bond0
        ip link set bond0 up; ip addr add 10.79.0.2/24 dev bond0'
    seen_at "a bond's address is the active slave's" 1 ipv4 10.79.0.2
    quietly 'ip link add link bond0 name bond0.7 type vlan id 7; ip link add br7 type bridge; ip link set bond0.7 master br7
        ip link set bond0.7 up; ip link set br7 up; ip addr add 10.79.7.2/24 dev br7'
    seen_at "so is that of a bridge over a VLAN over the bond" 1 ipv4 "10.79.0.2 10.79.7.2"
    quietly 'ip link set eth1 down'
    seen_at "at a failover they move to the other VIF" 2 ipv4 "10.79.0.2 10.79.7.2"
    seen_at "and are no more the first's" 1 ipv4 ""
    quietly 'ip link del br7; ip link del bond0; ip link set eth1 up; ip link set eth2 up'
    seen_at "they go with the bond" 2 ipv4 ""

    quietly 'ip link add team0 type team; ip link set eth1 down; ip link set eth1 master team0; ip link set team0 up
        ip addr add 10.79.1.2/24 dev team0'
    seen_at "a team's address" 1 ipv4 10.79.1.2
    quietly 'ip link del team0; ip link set eth1 up'

    quietly 'ip link add br0 type bridge; ip link set br0 up; ip addr add 10.80.0.2/24 dev br0; ip link set eth1 master br0'
    seen_at "an interface moves into a bridge, which has the address" 1 ipv4 10.80.0.2
    quietly 'ip link set eth1 down; ip link set eth1 name lan1; ip link set lan1 up; ip addr add 10.80.0.3/24 dev br0'
    seen_at "it is renamed there" 1 ipv4 "10.80.0.2 10.80.0.3"
    quietly 'ip link set lan1 nomaster'
    seen_at "it moves out" 1 ipv4 ""
    quietly 'ip link set eth2 master br0'
    seen_at "another moves in" 2 ipv4 "10.80.0.2 10.80.0.3"
    quietly 'ip link del br0; ip link set lan1 down; ip link set lan1 name eth1; ip link set eth1 up'
    seen_at "the bridge is taken away" 2 ipv4 ""

    quietly 'ip link add docker0 type bridge; ip link add veth12ab type veth peer name inside; ip link set veth12ab master docker0
        ip link set docker0 up; ip link set veth12ab up; ip addr add 172.17.0.1/16 dev docker0
        ip addr add 10.81.0.2/24 dev eth2 label eth2:1; ip addr add 10.81.1.2 peer 10.81.1.1/32 dev eth2'
    seen_at "one address with a label, one with a peer" 2 ipv4 "10.81.0.2 10.81.1.2"
    check "nothing of a bridge of containers" eval '! xenstore-ls "$(dpath)/attr" | grep -q 172\.17\.'

    # The far end of the wire has fd77::5 already.
    ip addr add fd77::5/64 dev xenbr0 nodad
    in_guest 'cat /sys/class/net/eth2/address'
    quietly 'ip addr flush dev eth2 scope link; ip addr add fd77::1/64 dev eth2 nodad; ip addr add fd77::2/64 dev eth2 nodad'
    seen_at "two IPv6 addresses" 2 ipv6 "fd77::1 fd77::2"
    quietly 'ip addr change fd77::1/64 dev eth2 valid_lft 3600 preferred_lft 0'
    check "a deprecated one comes last" until_so 30 eval '[ "$(addresses 2 ipv6)" = "fd77::2 fd77::1" ]' || log "$(addresses 2 ipv6)"
    quietly 'echo 600 >/proc/sys/net/ipv6/conf/eth2/dad_transmits; ip addr add fd77::3/64 dev eth2; sleep 1
        echo 1 >/proc/sys/net/ipv6/conf/eth2/dad_transmits; ip addr add fd77::4/64 dev eth2; ip addr add fd77::5/64 dev eth2'
    seen_at "a tentative one not yet, nor one that another has" 2 ipv6 "fd77::1 fd77::2 fd77::4"
    in_guest 'ip -6 addr show dev eth2'; log "$answer"
    check "the guest agrees" eval 'echo "$answer" | grep -q "fd77::3/64.*tentative" && echo "$answer" | grep -q "fd77::5/64.*dadfailed"'
    ip addr del fd77::5/64 dev xenbr0

    quietly 'ip netns add aside && ip link set eth1 netns aside'
    check "an interface in another network namespace is gone" wait_key_gone attr/vif/1 30
    quietly 'ip netns del aside'
    check "it comes back with it" wait_key attr/vif/1 30

    quietly 'for n in $(seq 250); do echo addr add 10.9.0.$n/16 dev eth2; echo addr del 10.9.0.$n/16 dev eth2; done >/run/storm
        touch /run/storming; (while [ -e /run/storming ]; do ip -force -batch /run/storm; done >/dev/null 2>&1 &)'
    check "xl network-detach during a storm of addresses" vif_detach 2
    check "the VIF's keys are gone" wait_key_gone attr/vif/2 60
    quietly 'rm /run/storming; ip addr add 10.77.0.9/24 dev eth0'
    seen_at "the first has its addresses" 0 ipv4 "${DOMU_IP%/*} 10.77.0.9"
    check "it has the main one first" key_is attr/vif/0/ipv4/0 "${DOMU_IP%/*}"
    check "xl network-detach" vif_detach 1
    check "xl network-attach once more" vif_attach 00:16:3e:77:00:05
    check "it has the number of the first that went" until_so 60 eval 'has_key attr/vif/1 && ! has_key attr/vif/2'
    dump_store network
}

# ---------------------------------------------------------------------------------------------------------------- disks --
# slot DEVICE: the number of the volume in data/volumes.
slot() {
    xenstore-ls -f "$(dpath)/data/volumes" 2>/dev/null |
        sed -nE 's#^.*/volumes/([0-9]+)/name = "'"$1"'(\(.*\))?"$#\1#p'
}
of() { key "data/volumes/$(slot "$1")/$2"; }    # DEVICE KEY
# What dom0 sees of all volumes, in the words of the payload's program "volumes".
volumes() {
    xenstore-ls -f "$(dpath)/data/volumes" | awk -F' = ' '
        { n = split($1, path, "/"); slot = path[7]; value = substr($2, 2, length($2) - 2) }
        n == 8 { of[slot, path[8]] = value; slots[slot] }
        function word(name) { return (slot, name) in of ? of[slot, name] : "-" }
        END { for (slot in slots) {
            device = of[slot, "name"]; uuid = "-"
            if ((at = index(device, "("))) { uuid = substr(device, at + 1, length(device) - at - 1); device = substr(device, 1, at - 1) }
            print device, word("filesystem"), uuid, word("size"), word("free") } }' >/run/volumes
}
same_volumes() {
    in_guest "./volumes $*"; volumes
    differing=$(grep -vxF -f /run/volumes <<<"$answer")
    [ -n "$answer" ] && [ -z "$differing" ]
}
# equal "what" DEVICE...: dom0 sees what the guest's kernel says of type, UUID, size and free space.
equal() {
    local what=$1; shift
    if check "$what" until_so "${RIG_SOON:-30}" same_volumes "$@"; then log "$answer"; else
        log "only the guest says: $differing"; tee -a /results/scenario.log </run/volumes; fi
}
# In dom0's clock: from the end of a timed command to the last change of a key, or of one above it that went with all below.
figure_timed() { # MARK KEY WHAT
    sleep 1
    awk -v mark="$(dpath)/data/rig/mark" -v value="'$1'" -v path="$(dpath)/$2" '
        $2 == mark && $4 == value { from = $1 }
        $2 == path || $3 == "(gone)" && index(path, $2 "/") == 1 { seen = $1 }
        END { printf "%.0f ms", (seen - from) * 1000 }' /results/watch.log >/run/figure
    figure "$3: $(cat /run/figure)"
}

disks() {
    check "the guest's own disks, first the one without partitions" until_so 30 eval '[ -n "$(slot /dev/xvda)" ]'
    check "xl block-attach" vbd_attach xvdc 576
    check "the disk is there" until_so 60 eval '[ -n "$(slot /dev/xvdc)" ]'
    check "a second" vbd_attach xvdd 64 4096; check "a third" vbd_attach xvde 144; check "a fourth" vbd_attach xvdf 32
    check "they are there" until_so 60 eval '[ -n "$(slot /dev/xvdd)" ] && [ -n "$(slot /dev/xvdf)" ]'
    dump_store disks-blank

    in_guest '(echo ,64M; echo ,320M; echo ,128M; echo ,,S) | sfdisk -q /dev/xvdc
        mkfs.ext4 -q -L four /dev/xvdc1; mkfs.xfs -q -L ex /dev/xvdc2; mkfs.btrfs -q -L tree /dev/xvdc3; mkswap -q -L swapped /dev/xvdc4
        (echo ,100M; echo ,32M) | sfdisk -q /dev/xvde
        cat /sys/block/xvdd/queue/logical_block_size; mkfs.ext4 -q -L large /dev/xvdd'; log "$answer"
    check "a disk with sectors of 4096 bytes" [ "${answer##*$'\n'}" = 4096 ]
    in_guest 'mkdir -p /etc/lvm; echo "activation { udev_sync = 0 udev_rules = 0 }" >/etc/lvm/lvmlocal.conf
        pvcreate -q -q /dev/xvde1; vgcreate -q -q vg /dev/xvde1; lvcreate -q -q -y -n root -L 40M vg; lvcreate -q -q -y -n secret -L 48M vg
        mkfs.ext4 -q /dev/vg/root; mkdir -p /run/cryptsetup
        echo -n key | cryptsetup luksFormat -q --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 /dev/vg/secret -
        echo -n key | cryptsetup open /dev/vg/secret opened -; mkfs.ext4 -q /dev/mapper/opened; ls /dev/mapper'; log "$answer"
    in_guest 'mdadm --create /dev/md0 --run --level=1 --raid-devices=2 --metadata=1.2 /dev/xvde2 /dev/xvdf; mkfs.ext4 -q /dev/md0
        modprobe loop; truncate -s 48M /run/image; losetup --sector-size 4096 /dev/loop0 /run/image; mkfs.ext4 -q /dev/loop0
        cat /proc/partitions /proc/mdstat'; log "$answer"
    ALL="/dev/xvdc1 /dev/xvdc2 /dev/xvdc3 /dev/xvdc4 /dev/xvdd /dev/xvde1 /dev/mapper/vg-root /dev/mapper/vg-secret /dev/mapper/opened
        /dev/xvde2 /dev/xvdf /dev/md0 /dev/loop0"
    equal "what is not mounted has its size and content, and no free space" $ALL
    check "a disk with partitions is no volume" eval '[ -z "$(slot /dev/xvdc)" ]'
    dump_store disks-made

    quietly 'cd /mnt; mkdir four ex tree large root opened raid loop; mount /dev/xvdc1 four; mount /dev/xvdc2 ex; mount /dev/xvdc3 tree
        mount /dev/xvdd large; mount /dev/vg/root root; mount /dev/mapper/opened opened; mount /dev/md0 raid; mount /dev/loop0 loop
        swapon /dev/xvdc4'
    equal "what is mounted has its free space" $ALL
    check "mount points" eval '[ "$(of /dev/mapper/opened mount_points/0)" = /mnt/opened ] && [ "$(of /dev/md0 mount_points/0)" = /mnt/raid ]'
    check "the parts of a volume group say so" eval '[ "$(of /dev/xvde1 mount_points/0)" = "[LVM]" ]'
    check "the disk below a volume that is encrypted on LVM" eval '[ "$(of /dev/mapper/opened extents/0)" = xvde ]'
    check "the two disks below an array" eval '[ "$(of /dev/md0 extents/0) $(of /dev/md0 extents/1)" = "xvde xvdf" ]'
    quietly 'for to in four ex tree large root opened raid loop; do head -c 3M /dev/zero >/mnt/$to/file; done; sync'
    equal "free space follows, in bytes" $ALL
    dump_store disks-mounted

    local n s; s=data/volumes/$(slot /dev/xvdc1)/mount_points/0
    for n in 1 2 3; do
        in_guest "./timed umount-$n umount /mnt/four"; check "unmount, $n" wait_key_gone "$s" 30
        figure_timed "umount-$n" "$s" "unmount seen in dom0 after"
        in_guest "./timed mount-$n mount /dev/xvdc1 /mnt/four"; check "mount, $n" wait_key "$s" 30
        figure_timed "mount-$n" "$s" "mount seen in dom0 after"
    done
    # An agent that looks at a disk when it is unmounted keeps it busy for a moment; cryptsetup tries again and says so.
    in_guest 'umount /mnt/large /mnt/opened; cryptsetup close opened'
    check "xl block-detach" vbd_detach xvdd
    check "the disk and the encrypted volume are gone" until_so 30 eval '[ -z "$(slot /dev/xvdd)$(slot /dev/mapper/opened)" ]'

    check "no warning" until_so 30 no_warning
    # From the kernel's side a FUSE file system whose program has stopped.
    quietly 'modprobe fuse; mkdir /mnt/dead; (exec 3<>/dev/fuse; mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 dead /mnt/dead; exec sleep 9999) >/dev/null 2>&1 &'
    check "a file system that never answers is named in a warning" until_so 60 eval 'warnings | grep "^WARN .* /mnt/dead does not answer"'
    quietly 'head -c 5M /dev/zero >/mnt/raid/more; sync'
    equal "everything else goes on" /dev/md0 /dev/xvdc1
    check "the warning stays the only one" only_of_the_dead
}

only_of_the_dead() { [ "$(warnings | grep -c .)" = 1 ] || { warnings | tee -a /results/scenario.log; false; }; }

watch_start
check "xl create" domU_create || exit 1
check "the first keys" all_keys data/os_name attr/vif/0/ipv4/0 data/updated || { guest_console; dump_store 0-missing; exit 1; }
in_guest 'cat /run/agent.pid'; agent=$answer
case $PARTS in *" network "*) network ;; esac
case $PARTS in *" disks "*) disks ;; esac
check "the same agent" same_agent
case $PARTS in *" disks "*) check "no other warning" only_of_the_dead ;; *) check "no warning" no_warning ;; esac
check "the guest shuts down" domU_shutdown 90
consoles | tee -a /results/scenario.log
check "the agent ended with status 0" eval 'consoles | grep -q "agent ended with status 0"'
watch_stop
