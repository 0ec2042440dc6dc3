package io.xenscribe.plugin.network;

/** Whether an interface can carry traffic: RFC 2863's operational state, IF_OPER_ in linux/if.h. */
public enum OperState {
    UNKNOWN,
    NOT_PRESENT,
    DOWN,
    LOWER_LAYER_DOWN,
    TESTING,
    DORMANT,
    UP;

    static OperState of(int number) {
        return switch (number) {
            case 1 -> NOT_PRESENT;
            case 2 -> DOWN;
            case 3 -> LOWER_LAYER_DOWN;
            case 4 -> TESTING;
            case 5 -> DORMANT;
            case 6 -> UP;
            default -> UNKNOWN;
        };
    }
}
