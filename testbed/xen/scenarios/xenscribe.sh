# The packaged agent (payloads/xenscribe) with the mapping that it chooses by itself, from the guest's start to its end: what it says,
# its memory, an interface that comes and goes, a checkpoint, save and restore, for PVH live migration, shutdown.
. /rig/agent.sh
AGENT_KEYS="data/os_distro data/os_name data/os_majorver data/os_minorver data/os_uname data/host_name
  data/meminfo_total data/meminfo_free attr/vif/0/name attr/vif/0/mac/0 attr/vif/0/ipv4/0 attr/vif/0/ipv4/0/prefix
  attr/vif/0/ipv6/0"

# says KEY COMMAND: the key has the value that the command prints in the guest.
says() {
    in_guest "$2" && log "$1 = '$(key "$1")', the guest says '$answer'" && key_is "$1" "$answer"
}
# In dom0's clock: when the present domain's keys were first seen by watch.log, and when its interface was connected.
figure_keys() { # PATH VALUE WHAT   PATH: where it starts, VALUE: with what value, if not empty
    awk -v root="$(dpath)/" -v keys="$AGENT_KEYS" -v from="$1" -v value="${2:+'$2'}" '
        BEGIN { n = split(keys, list); for (i = 1; i <= n; i++) wanted[root list[i]] = list[i] }
        $2 == root from && $3 == "=" && (value == "" || $4 == value) && !start { start = $1 }
        $2 in wanted && !($2 in seen) { seen[$2] = 1; if (!first) first = $1; last = $1; key = wanted[$2] }
        END { printf "first key %.3f s, last (%s) %.3f s after ", first - start, key, last - start }' \
        /results/watch.log >/run/figure
    figure "$(cat /run/figure)$3"
}
# all_back WHAT OLD_ID: every key is there in the present domain, a new one, within 2 s of its interface's first state 4.
all_back() {
    local last
    check "a new domain id after $1" [ "$(domid)" != "$2" ]
    check "all keys are there after $1" all_keys $AGENT_KEYS
    sleep 2
    figure_keys device/vif/0/state 4 "the interface was connected, after $1"
    last=$(sed -n 's/.*, last (.*) \([-0-9.]*\) s after .*/\1/p' /run/figure)
    check "the last key is back within 2 s of the interface, after $1" awk -v last="$last" 'BEGIN { exit !(last != "" && last <= 2) }'
    dump_store "$1"
    check "the guest answers a ping after $1" guest_pings 10
    check "the same agent after $1" same_agent
    figure_agent "after $1"
}
# meminfo_follows LEAST MOST: data/meminfo_total has changed, to the guest's word, so many KiB.
meminfo_follows() {
    ! key_is data/meminfo_total "$before" && says data/meminfo_total "$TOTAL" && [ "$answer" -ge "$1" ] && [ "$answer" -le "$2" ]
}
TOTAL='tr -s " " </proc/meminfo | grep MemTotal | cut -d" " -f2'

watch_start
check "xl create" domU_create || exit 1
check "all keys are there" all_keys $AGENT_KEYS || { guest_console; dump_store 0-missing; exit 1; }
sleep 2
figure_keys data/rig/started "" "the payload's start"
dump_store 1-running
check "os_distro" says data/os_distro '. /etc/os-release; echo $ID'
check "os_name" says data/os_name '. /etc/os-release; echo $PRETTY_NAME'
check "os_majorver" says data/os_majorver 'cut -d. -f1 /etc/debian_version'
check "os_minorver" says data/os_minorver 'cut -d. -f2 /etc/debian_version'
check "os_uname" says data/os_uname 'uname -r'
check "host_name" says data/host_name 'hostname'
check "meminfo_total" says data/meminfo_total "$TOTAL"; before=$answer
check "meminfo_free is a number" key_matches data/meminfo_free '^[0-9]+$'
check "IPv4 address" says attr/vif/0/ipv4/0 'ip -4 -o addr show dev eth0 | tr -s " /" " " | cut -d" " -f4'
check "IPv6 address" says attr/vif/0/ipv6/0 'ip -6 -o addr show dev eth0 | tr -s " /" " " | cut -d" " -f4'
check "no second address" eval '! has_key attr/vif/0/ipv4/1'
check "MAC address" says attr/vif/0/mac/0 'cat /sys/class/net/eth0/address'
check "it chose plain Xen's mapping" eval 'consoles | grep -q "mapping xen-project.yaml"'
check "nothing for XAPI" eval '! has_key attr/PVAddons && ! has_key data/updated && ! has_key control/feature-balloon'
check "no warning" no_warning
in_guest 'cat /run/agent.pid'; agent=$answer
figure_agent "after the start"
# What is in use is looked at once a minute, so the next steps lie between this and its check.
check "xl mem-set" mem_set $((DOMU_MEM - 64))

check "xl network-attach" vif_attach 00:16:3e:77:00:03
check "the guest connected the second interface" wait_key device/vif/1/state 60 '^4$'
check "attr/vif/1" wait_key attr/vif/1 30
in_guest 'ip link set eth1 up; ip addr add 10.78.0.2/24 dev eth1'
check "its address" wait_key attr/vif/1/ipv4/0 30 '^10\.78\.0\.2$'
in_guest 'ip addr add 10.78.0.3/24 dev eth1'
check "a second address" wait_key attr/vif/1/ipv4/1 30 '^10\.78\.0\.3$'
in_guest 'ip addr del 10.78.0.3/24 dev eth1'
check "the second address is gone" wait_key_gone attr/vif/1/ipv4/1 30
dump_store 2-second-vif
check "xl network-detach" vif_detach 1
check "attr/vif/1 is gone" wait_key_gone attr/vif/1 60
check "attr/vif/0 stays" key_is attr/vif/0/ipv4/0 "${DOMU_IP%/*}"

check "meminfo_total follows the balloon" until_so 90 meminfo_follows $((before - 72 * 1024)) $((before - 56 * 1024))

# The same domain goes on; its keys stay, and its watches do not fire.
old=$(domid)
check "xl save -c, a checkpoint" domU_checkpoint
check "the same domain id" [ "$(domid)" = "$old" ]
in_guest 'ip addr add 10.77.0.3/24 dev eth0'
check "after the checkpoint a change is seen" wait_key attr/vif/0/ipv4/1 30 '^10\.77\.0\.3$'
in_guest 'ip addr del 10.77.0.3/24 dev eth0'
check "and another" wait_key_gone attr/vif/0/ipv4/1 30
check "all keys are there after the checkpoint" all_keys $AGENT_KEYS
check "the same agent after the checkpoint" same_agent

in_guest 'cp -r /run/xenscribe "$RIG_OUT/before-save"'
check "xl save" domU_save
check "xl restore" domU_restore || exit 1
all_back restore "$old"

if [ "$DOMU_TYPE" = pvh ]; then
    old=$(domid)
    check "xl migrate to this host" domU_migrate || exit 1
    all_back migration "$old"
fi
in_guest 'ip addr add 10.77.0.3/24 dev eth0'
check "a change is seen" wait_key attr/vif/0/ipv4/1 30 '^10\.77\.0\.3$'
in_guest 'sleep 1; cp -r /run/xenscribe "$RIG_OUT/at-the-end"'
check "the agent has not ended" eval '! consoles | grep -q "agent ended"'
check "the guest shuts down" domU_shutdown 90
consoles | tee -a /results/scenario.log
check "the agent ended with status 0" eval 'consoles | grep -q "agent ended with status 0"'
check "no warning came" no_warning
watch_stop
