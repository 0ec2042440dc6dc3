package io.xenscribe.plugin.network;

import java.util.Optional;

/** Gathers from a link message's attributes how the interface stands to others. */
final class StackingReader {

    private Stacking.Kind kind = Stacking.Kind.OTHER;
    private Optional<Integer> master = Optional.empty();
    private Optional<Integer> link = Optional.empty();
    private Optional<Integer> activePort = Optional.empty();
    private boolean elsewhere;

    /** Takes in the attribute at which {@code attributes} stands, if it is of concern. */
    void take(Attributes attributes) throws OutOfStepException {
        switch (attributes.type()) {
            case Rtnetlink.IFLA_MASTER -> master = attributes.index();
            case Rtnetlink.IFLA_LINK -> link = attributes.index();
            case Rtnetlink.IFLA_LINK_NETNSID -> elsewhere = true;
            case Rtnetlink.IFLA_LINKINFO -> readInfo(attributes.nested());
            default -> {}
        }
    }

    Stacking stacking() {
        // For a veth, IFLA_LINK is the other end; for a tunnel, where its packets are sent from.
        boolean below = kind == Stacking.Kind.ON_TOP && !elsewhere;
        Optional<Integer> lower = below ? link : Optional.empty();
        boolean alone = kind == Stacking.Kind.OTHER && master.isEmpty();
        return alone ? Stacking.ALONE : new Stacking(kind, master, lower, activePort);
    }

    private void readInfo(Attributes info) throws OutOfStepException {
        while (info.next()) {
            switch (info.type()) {
                case Rtnetlink.IFLA_INFO_KIND -> kind = Stacking.Kind.of(info.text());
                // The kernel puts the kind before the data.
                case Rtnetlink.IFLA_INFO_DATA -> {
                    if (kind == Stacking.Kind.BOND) {
                        readBond(info.nested());
                    }
                }
                default -> {}
            }
        }
    }

    private void readBond(Attributes bond) throws OutOfStepException {
        while (bond.next()) {
            if (bond.type() == Rtnetlink.IFLA_BOND_ACTIVE_SLAVE) {
                activePort = bond.index();
            }
        }
    }
}
