package io.xenscribe.plugin.network;

import java.util.Optional;

/**
 * How an interface stands to others. Interfaces are named by their indexes.
 *
 * @param kind what made it, as far as it matters
 * @param master the bridge, bond or team whose port it is
 * @param lower the one that it was made on and sends through, where that is in the same network namespace
 * @param activePort the one that a bond sends through, where it sends through one
 */
record Stacking(Kind kind, Optional<Integer> master, Optional<Integer> lower, Optional<Integer> activePort) {

    static final Stacking ALONE = new Stacking(Kind.OTHER, Optional.empty(), Optional.empty(), Optional.empty());

    /** IFLA_INFO_KIND. Linux names them in the drivers; they are part of its stable interface. */
    enum Kind {
        /** A VLAN, macvlan or the like: it sends what it is given through one other interface, at layer 2. */
        ON_TOP,
        BOND,
        /** A port of an Open vSwitch that the system itself uses, or the switch. The kernel does not tell which belong together. */
        OPEN_VSWITCH,
        /** Has ports only to tell routing tables apart, and sends through none of them by itself. */
        VRF,
        /** Anything else, a bridge and a team among them. */
        OTHER;

        static Kind of(String name) {
            return switch (name) {
                case "vlan", "macvlan", "macvtap", "ipvlan", "ipvtap", "macsec" -> ON_TOP;
                case "bond" -> BOND;
                case "openvswitch" -> OPEN_VSWITCH;
                case "vrf" -> VRF;
                default -> OTHER;
            };
        }
    }
}
