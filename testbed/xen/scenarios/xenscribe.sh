# The packaged agent (payloads/xenscribe) with the mapping that it chooses by itself, from the guest's start to its end: what it says,
# an interface that comes and goes, save and restore, for PVH live migration, shutdown.
W=${RIG_WAIT:-180}
AGENT_KEYS="data/os_distro data/os_name data/os_majorver data/os_minorver data/os_uname data/host_name
  data/meminfo_total data/meminfo_free attr/vif/0/name attr/vif/0/mac/0 attr/vif/0/ipv4/0 attr/vif/0/ipv4/0/prefix
  attr/vif/0/ipv6/0"

# in_guest COMMAND: its output, by way of the payload's errands. Without backslashes, which xenstore-write takes.
errand=0
in_guest() {
    local n=0
    errand=$((errand + 1))
    xenstore-write "$(dpath)/data/rig/do" "$errand $1"
    until key data/rig/done | grep -q "^$errand "; do
        n=$((n + 1)); [ $n -gt 150 ] && { log "no answer to errand $errand: $1"; return 1; }
        sleep 0.2
    done
    answer=$(key data/rig/done); answer=${answer#* }
}
says() { # KEY COMMAND: the key has the value that the command prints in the guest
    in_guest "$2" && log "$1 = '$(key "$1")', the guest says '$answer'" && key_is "$1" "$answer"
}
all_keys() {
    local k end; end=$(( $(cut -d. -f1 /proc/uptime) + W ))
    for k in $AGENT_KEYS; do
        until has_key "$k"; do
            [ "$(cut -d. -f1 /proc/uptime)" -ge "$end" ] && { log "$k is not there"; return 1; }
            domU_running || { log "no guest"; return 1; }
            sleep 0.5
        done
    done
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
figure() { echo "$*" >>/results/figures.txt; log "figure: $*"; }
figure_agent() { # WHEN
    in_guest './measure $(cat /run/agent.pid)' && figure "agent $1: $answer"
}
# The console goes on in another file after a migration, during which the new domain has another name.
consoles() { cat /var/log/xen/console/guest-*.log; }
warnings() { consoles | grep -cE '^(WARN|ERROR) '; }

watch_start
check "xl create" domU_create || exit 1
check "all keys are there" all_keys || { guest_console; dump_store 0-missing; exit 1; }
sleep 2
figure_keys data/rig/started "" "the payload's start"
dump_store 1-running
check "os_distro" says data/os_distro '. /etc/os-release; echo $ID'
check "os_name" says data/os_name '. /etc/os-release; echo $PRETTY_NAME'
check "os_majorver" says data/os_majorver 'cut -d. -f1 /etc/debian_version'
check "os_minorver" says data/os_minorver 'cut -d. -f2 /etc/debian_version'
check "os_uname" says data/os_uname 'uname -r'
check "host_name" says data/host_name 'hostname'
check "meminfo_total" says data/meminfo_total 'tr -s " " </proc/meminfo | grep MemTotal | cut -d" " -f2'
check "meminfo_free is a number" key_matches data/meminfo_free '^[0-9]+$'
check "IPv4 address" says attr/vif/0/ipv4/0 'ip -4 -o addr show dev eth0 | tr -s " /" " " | cut -d" " -f4'
check "IPv6 address" says attr/vif/0/ipv6/0 'ip -6 -o addr show dev eth0 | tr -s " /" " " | cut -d" " -f4'
check "no second address" eval '! has_key attr/vif/0/ipv4/1'
check "MAC address" says attr/vif/0/mac/0 'cat /sys/class/net/eth0/address'
check "it chose plain Xen's mapping" eval 'consoles | grep -q "mapping xen-project.yaml"'
check "nothing for XAPI" eval '! has_key attr/PVAddons && ! has_key data/updated && ! has_key control/feature-balloon'
check "no warning" [ "$(warnings)" = 0 ]
figure_agent "after the start"

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

in_guest 'cat /run/agent.pid; cp -r /run/xenscribe "$RIG_OUT/before-save"'; agent=$answer
old=$(domid)
check "xl save" domU_save
check "xl restore" domU_restore || exit 1
check "a new domain id" [ "$(domid)" != "$old" ]
check "all keys are there after restore" all_keys
sleep 2
figure_keys device/vif/0/state 4 "the restored interface was connected"
dump_store 3-restored
check "the guest answers a ping after restore" guest_pings 10
check "the same agent" eval 'in_guest "cat /run/agent.pid" && [ "$answer" = "$agent" ]'
figure_agent "after restore"

if [ "$DOMU_TYPE" = pvh ]; then
    old=$(domid)
    check "xl migrate to this host" domU_migrate || exit 1
    check "a new domain id after migration" [ "$(domid)" != "$old" ]
    check "all keys are there after migration" all_keys
    sleep 2
    figure_keys device/vif/0/state 4 "the migrated interface was connected"
    dump_store 4-migrated
fi
in_guest 'sleep 1; cp -r /run/xenscribe "$RIG_OUT/at-the-end"'
check "the agent has not ended" eval '! consoles | grep -q "agent ended"'
check "the guest shuts down" domU_shutdown 90
consoles | tee -a /results/scenario.log
check "the agent ended with status 0" eval 'consoles | grep -q "agent ended with status 0"'
check "no warning came" [ "$(warnings)" = 0 ]
watch_stop
