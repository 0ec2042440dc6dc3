# For scenarios with payloads/xenscribe, in dom0: commands in the guest, by way of the payload's errands, and waiting for keys.
W=${RIG_WAIT:-180}

# in_guest COMMAND: its output is in $answer. Without backslashes, which xenstore-write takes.
errand=0
in_guest() {
    local n=0
    errand=$((errand + 1))
    xenstore-write "$(dpath)/data/rig/do" "$errand $1"
    until key data/rig/done | grep -q "^$errand "; do
        n=$((n + 1)); [ $n -gt $((W * 5)) ] && { log "no answer to errand $errand: $1"; return 1; }
        sleep 0.2
    done
    answer=$(xenstore-read -R "$(dpath)/data/rig/done"); answer=${answer#* }
}
# The same for what has to say nothing: its output is a mistake and is logged.
quietly() { in_guest "$1" && [ -z "$answer" ] || { log "in the guest '$1' says: $answer"; return 1; }; }

# until_so SECONDS COMMAND...: again and again, until it succeeds.
until_so() {
    local end; end=$(( $(cut -d. -f1 /proc/uptime) + $1 )); shift
    until "$@"; do
        [ "$(cut -d. -f1 /proc/uptime)" -ge "$end" ] && return 1
        domU_running || { log "no guest"; return 1; }
        sleep 0.3
    done
}
all_keys() { # KEY...
    local k
    for k in "$@"; do until_so "$W" has_key "$k" || { log "$k is not there"; return 1; }; done
}

# addresses VIF FAMILY: those that dom0 sees, by their index, on one line.
addresses() {
    local index
    for index in $(xenstore-list "$(dpath)/attr/vif/$1/$2" 2>/dev/null | sort -n); do key "attr/vif/$1/$2/$index"; done | xargs
}
sorted() { xargs -n1 | sort | xargs; }
has_addresses() { [ "$(addresses "$1" "$2" | sorted)" = "$(echo "$3" | sorted)" ]; }
# seen_at "what" VIF FAMILY "ADDRESS...": a check that these come to be the VIF's, in any order. What dom0 saw instead is logged.
seen_at() {
    check "$1" until_so "${RIG_SOON:-30}" has_addresses "$2" "$3" "$4" && return
    log "wanted at VIF $2: '$4', there: '$(addresses "$2" "$3")'"
    xenstore-ls -f "$(dpath)/attr/vif" | tee -a /results/scenario.log
    in_guest 'ip -br link; ip -br addr'; log "the guest: $answer"
}

figure() { echo "$*" >>/results/figures.txt; log "figure: $*"; }
figure_agent() { # WHEN
    in_guest './measure $(cat /run/agent.pid)' && figure "agent $1: $answer"
}
# The console goes on in another file after a migration, during which the new domain has another name.
consoles() { cat /var/log/xen/console/guest-*.log; }
# What it warned of, but for disks that were slow to answer and did: an emulated one may be.
warnings() {
    consoles | tr -d '\r' | awk '
        /^(WARN|ERROR) / {
            line[++n] = $0; what = substr($0, index($0, " "))
            if (sub(/ does not answer within .*/, "", what)) slow[what] = n }
        /^INFO .* answers again$/ { what = substr($0, 5); sub(/ answers again$/, "", what); delete line[slow[what]] }
        END { for (i = 1; i <= n; i++) if (i in line) print line[i] }'
}
no_warning() { [ -z "$(warnings)" ] || { warnings | tee -a /results/scenario.log; false; }; }
same_agent() { in_guest "cat /run/agent.pid" && [ "$answer" = "$agent" ]; }
