package io.xenscribe.testbed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A few cells in which every pair of family, phase, daemon and layout occurs, every variant, and every error with some
 * operation and every operation with some error. The same each time.
 */
final class FaultSelection {

    private static final String FAIL = "fail ";

    private FaultSelection() {}

    /** Of {@code cells}, in an order in which those that can share an agent follow each other. */
    static List<FaultCell> pairwise(List<FaultCell> cells) {
        Set<String> open = new HashSet<>();
        cells.forEach(cell -> open.addAll(pairs(cell)));
        List<FaultCell> chosen = new ArrayList<>();
        while (!open.isEmpty()) {
            FaultCell best = best(cells, open);
            chosen.add(best);
            open.removeAll(pairs(best));
        }
        chosen.sort(Comparator.comparing(FaultCell::daemon)
                .thenComparing(FaultCell::toolstack)
                .thenComparing(FaultCell::phase));
        return List.copyOf(chosen);
    }

    /** The first of those that bring most. */
    private static FaultCell best(List<FaultCell> cells, Set<String> open) {
        FaultCell best = cells.getFirst();
        int most = 0;
        for (FaultCell cell : cells) {
            int brings = 0;
            for (String pair : pairs(cell)) {
                brings += open.contains(pair) ? 1 : 0;
            }
            if (brings > most) {
                most = brings;
                best = cell;
            }
        }
        return best;
    }

    private static List<String> pairs(FaultCell cell) {
        Fault fault = cell.fault();
        boolean isError = fault.family().startsWith(FAIL);
        String family = isError ? FAIL : fault.family();
        List<String> pairs = new ArrayList<>(List.of(
                family + "+" + cell.phase(),
                family + "+" + cell.daemon(),
                family + "+" + cell.toolstack(),
                cell.phase() + "+" + cell.daemon(),
                cell.phase() + "+" + cell.toolstack(),
                cell.daemon() + "+" + cell.toolstack()));
        if (isError) {
            pairs.add("error " + fault.family());
            pairs.add("operation " + fault.variant());
        } else {
            pairs.add("variant " + fault.name());
        }
        return pairs;
    }
}
