# The packaged agent (payloads/xenscribe) in a tree laid out as XAPI does it. At a soft reset (a guest that starts another kernel by
# kexec) xenopsd takes away control/feature-* and leaves the rest; the agent of the new kernel starts with nothing in /run. xl knows
# no such thing for these guests, so dom0 does here what xenopsd does, and the guest's init starts the agent again.
. /rig/agent.sh
DOMU_RESPAWN=1
UUID=7d1c2f5e-0000-4000-8000-000000000001
domU_prepare() { guest_owned control data attr && xenstore-write "$(dpath)/unique-domain-id" "$UUID"; }

# restart_without FILES: the agent is killed, FILES go, then the features go; then it has to come back with all keys.
restart_without() {
    in_guest 'cat /run/agent.pid'; agent=$answer
    updated=$(key data/updated)
    in_guest "kill -9 $agent; rm -rf $1"
    for feature in suspend poweroff reboot vcpu-hotplug balloon; do xenstore-rm "$(dpath)/control/feature-$feature" 2>/dev/null; done
    from=$(uptime_s)
    log "control: $(xenstore-list "$(dpath)/control" | xargs)"
    check "control/feature-balloon is gone" eval '! has_key control/feature-balloon'
    check "it is there again" wait_key control/feature-balloon "$W" '^1$'
    check "data/updated has been written again" until_so 30 eval '! key_is data/updated "$updated"'
    figure "all is said again $(since "$from") s after the features went${1:+, without $1}"
    check "another agent" eval '! same_agent'
    sleep 1
    awk -v from="$from" -v root="$(dpath)/" '
        $1 > from && index($2, root) == 1 && $2 ~ /\/(attr|data|control|xenserver)\// && $2 !~ /\/data\/rig/ {
            sub(root, "", $2); print $2, $3, $4 }' /results/watch.log | tee -a /results/scenario.log >/run/changes
    # Of what it was told before, nothing went, not even for a moment; what was as it is now was not written.
    check "no key went" eval '! grep "(gone)" /run/changes'
    check "nothing else was written" eval '! grep -vE "^(control/feature-balloon|data/updated|data/meminfo_free|attr/PVAddons/MicroVersion) " /run/changes'
}

watch_start
check "xl create" domU_create || exit 1
check "the first keys" all_keys data/os_name attr/vif/0/ipv4/0 control/feature-balloon data/updated || { guest_console; dump_store 0-missing; exit 1; }
check "it chose XAPI's mapping" eval 'consoles | grep "mapping xcp-ng.yaml, because store.home.unique-domain-id"'
check "the IPv6 address" until_so 30 has_key attr/vif/0/ipv6/0
dump_store 1-running
restart_without /run/xenscribe      # a new kernel
restart_without ""                  # a restart of the agent alone
dump_store 2-restarted
check "no warning" no_warning
check "the guest shuts down" domU_shutdown 90
consoles | tee -a /results/scenario.log
watch_stop
